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
pub use comparison::Comparison;
pub use derivation::{Derivation, Evidence};
pub use discrepancy::Discrepancy;
pub use ranking::{RankedDepartment, Ranking};
pub use trend::Trend;

use super::report::missing;
use super::{Report, Task};
use crate::graphql::connection::{List, Total, connection};
use crate::graphql::errors::{Public, Result};
use crate::graphql::loaders::{self, ReportRegister, load};
use crate::service::analytics::discrepancies;
use crate::service::analytics::register::Register;
use crate::store::page::{Cursor, Page, Slice, Wanted};
use crate::store::value::Value;

/// Everything about a report.
pub(super) async fn register(ctx: &Context<'_>, report_id: Uuid) -> Result<Arc<Register>> {
    load(ctx, ReportRegister(report_id)).await?.ok_or_else(|| missing("report", report_id))
}

async fn task(ctx: &Context<'_>, id: Uuid) -> Result<Task> {
    load(ctx, loaders::Task(id)).await?.map(Task).ok_or_else(|| missing("task", id))
}

async fn report(ctx: &Context<'_>, id: Uuid) -> Result<Report> {
    load(ctx, loaders::Report(id)).await?.map(Report).ok_or_else(|| missing("report", id))
}

/// A page of contradictions.
pub(super) fn discrepancy_page(
    found: Vec<discrepancies::Discrepancy>,
    page: Wanted,
) -> Result<List<Discrepancy>> {
    Rows { page, list: "discrepancies" }.of(found, |row| row.place().to_vec(), Discrepancy)
}

/// The arguments of a paged field.
pub(super) fn wanted(
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
) -> Wanted {
    Wanted { first: first.map(i64::from), after, last: last.map(i64::from), before }
}

/// Which rows of a list that is held whole.
struct Rows<'a> {
    page: Wanted,
    /// Names the list in cursors.
    list: &'a str,
}

impl Rows<'_> {
    fn of<T, N: OutputType>(
        self,
        list: Vec<T>,
        key: impl Fn(&T) -> Vec<Value>,
        node: impl Fn(T) -> N,
    ) -> Result<List<N>> {
        let total = Total::Known(list.len());
        Ok(connection(self.slice(list, key)?, total, node))
    }

    fn slice<T>(self, list: Vec<T>, key: impl Fn(&T) -> Vec<Value>) -> Result<Slice<T>> {
        let page = Page::new(self.page, self.list).public()?;
        Slice::placed(list, &page, |row| Cursor { order: self.list.to_owned(), keys: key(row) }).public()
    }

    async fn tasks(self, ctx: &Context<'_>, ids: Vec<Uuid>) -> Result<List<Task>> {
        let total = Total::Known(ids.len());
        let slice = self.slice(ids, |id| vec![Value::Id(*id)])?;
        let keys = slice.rows.iter().map(|(_, id)| loaders::Task(*id)).collect();
        let mut rows = loaders::load_many(ctx, keys).await?;
        let slice = slice.filter_map(|id| rows.remove(&loaders::Task(id)));
        Ok(connection(slice, total, Task))
    }
}
