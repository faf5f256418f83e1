//! The one grammar of filters: what GraphQL reads as input objects and REST from the query of an address.

mod lower;
mod nouns;
mod tests;

pub use lower::{Lower, MOST_DEPTH, MOST_TESTS, MOST_VALUES, Spelling};
pub use nouns::{
    CompletionGroupFilter, DepartmentFilter, DocumentFilter, FindingFilter, GlossaryFilter, IndicatorFilter,
    JurisdictionFilter, ProgressUpdateFilter, ReportFilter, ResultFilter, StandingFilter,
    TaskDepartmentFilter, TaskFilter,
};

use crate::error::Result;
use crate::store::filter::Filter;

/// The store's filter for what a client wrote.
pub fn lowered<F: Lower>(filter: Option<F>, spelling: Spelling) -> Result<Filter<F::Of>> {
    filter.map_or_else(|| Ok(Filter::default()), |filter| filter.lower(&mut lower::Lowering::new(spelling)))
}
