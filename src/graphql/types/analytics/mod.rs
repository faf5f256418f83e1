//! Analytics of reports (rules 12 to 18 of `docs/analytics.md`), one file per question.

mod agenda;
mod breakdown;
mod changes;
mod comparison;
mod derivation;
mod discrepancy;
mod ranking;
mod trend;

use std::sync::Arc;

use async_graphql::{Context, OutputType};
use uuid::Uuid;

pub use agenda::{Agenda, AgendaItem};
pub use breakdown::{CompletionBreakdown, CompletionGroup};
pub use changes::{FigureMove, ReportChanges, StatusMove, TargetMove, UnitMove, report_changes};
pub use comparison::{Comparison, ComparisonRow};
pub use derivation::{Derivation, Evidence};
pub use discrepancy::Discrepancy;
pub use ranking::{RankedDepartment, Ranking};
pub use trend::Trend;

use super::report::missing;
use super::{Report, Task};
use crate::graphql::connection::{Asked, List, Total, connection};
use crate::graphql::errors::{Public, Result};
use crate::graphql::loaders::{self, ReportRegister, TaskPlaces, load};
use crate::message::Noun;
use crate::service::analytics::listing::{Choice, Entry, Listing};
use crate::service::analytics::register::Register;
use crate::view::filter::{Spelling, TaskFilter, lowered};
use crate::view::order::{TaskOrder, ordered};

/// Everything about a report.
pub(super) async fn register(ctx: &Context<'_>, report_id: Uuid) -> Result<Arc<Register>> {
    load(ctx, ReportRegister(report_id)).await?.ok_or_else(|| missing(Noun::Report, report_id))
}

async fn task(ctx: &Context<'_>, id: Uuid) -> Result<Task> {
    load(ctx, loaders::Task(id)).await?.map(Task).ok_or_else(|| missing(Noun::Task, id))
}

async fn report(ctx: &Context<'_>, id: Uuid) -> Result<Report> {
    load(ctx, loaders::Report(id)).await?.map(Report).ok_or_else(|| missing(Noun::Report, id))
}

/// What a list of rows about tasks is asked for.
pub(super) type Chosen = Asked<TaskFilter, TaskOrder>;

impl Chosen {
    /// The same among the rows of a report, with the places of the tasks that are chosen.
    pub(super) async fn listing(self, ctx: &Context<'_>, report_id: Uuid) -> Result<Listing> {
        let page = self.wanted();
        let keys = self.order_by.filter(|keys| !keys.is_empty());
        let sort = keys.map(|keys| ordered(Some(keys))).transpose().public()?;
        let choice = Choice { filter: lowered(self.filter, Spelling::Dots).public()?, sort };
        let places = if choice.is_everything() {
            None
        } else {
            load(ctx, TaskPlaces(report_id, choice.clone())).await?
        };
        Ok(Listing::new(&choice, places, page))
    }
}

/// A page of rows; `name` names their list in cursors.
pub(super) fn paged<T: Entry + Clone, N: OutputType>(
    listing: Listing,
    rows: &[T],
    name: &str,
    node: impl Fn(T) -> N,
) -> Result<List<N>> {
    let (slice, total) = listing.page(rows.to_vec(), name).public()?;
    Ok(connection(slice, Total::Known(total), node))
}

/// A page of tasks.
async fn paged_tasks(ctx: &Context<'_>, listing: Listing, ids: &[Uuid], name: &str) -> Result<List<Task>> {
    let (slice, total) = listing.page(ids.to_vec(), name).public()?;
    let keys = slice.rows.iter().map(|(_, id)| loaders::Task(*id)).collect();
    let mut rows = loaders::load_many(ctx, keys).await?;
    let slice = slice.filter_map(|id| rows.remove(&loaders::Task(id)));
    Ok(connection(slice, Total::Known(total), Task))
}
