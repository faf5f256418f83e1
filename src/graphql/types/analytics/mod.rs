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
pub use breakdown::CompletionBreakdown;
pub use changes::{ReportChanges, report_changes};
pub use comparison::Comparison;
pub use derivation::{Derivation, Evidence};
pub use discrepancy::Discrepancy;
pub use ranking::Ranking;
pub use trend::Trend;

use super::report::missing;
use super::{Report, Task};
use crate::graphql::connection::{List, Total, connection, page};
use crate::graphql::errors::{Public, Result};
use crate::graphql::loaders::{self, ReportRegister, load};
use crate::service::analytics::discrepancies;
use crate::service::analytics::register::Register;
use crate::store::page::{Cursor, Key, Slice};

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
    first: Option<i32>,
    after: Option<&str>,
) -> Result<List<Discrepancy>> {
    Rows { first, after, list: "discrepancies" }.of(found, |row| row.place().to_vec(), Discrepancy)
}

/// Which rows of a list that is held whole.
struct Rows<'a> {
    first: Option<i32>,
    after: Option<&'a str>,
    /// Names the list in cursors.
    list: &'a str,
}

impl Rows<'_> {
    fn of<T, N: OutputType>(
        &self,
        list: Vec<T>,
        key: impl Fn(&T) -> Vec<Key>,
        node: impl Fn(T) -> N,
    ) -> Result<List<N>> {
        let total = Total::Known(list.len());
        Ok(connection(self.slice(list, key)?, total, node))
    }

    fn slice<T>(&self, list: Vec<T>, key: impl Fn(&T) -> Vec<Key>) -> Result<Slice<T>> {
        let page = page(self.first, self.after, self.list)?;
        Slice::of(list, &page, |row| Cursor { order: self.list.to_owned(), keys: key(row) }).public()
    }

    async fn tasks(&self, ctx: &Context<'_>, ids: Vec<Uuid>) -> Result<List<Task>> {
        let total = Total::Known(ids.len());
        let slice = self.slice(ids, |id| vec![Key::Id(*id)])?;
        let keys = slice.rows.iter().map(|(_, id)| loaders::Task(*id)).collect();
        let mut rows = loaders::load_many(ctx, keys).await?;
        let slice = slice.filter_map(|id| rows.remove(&loaders::Task(id)));
        Ok(connection(slice, total, Task))
    }
}
