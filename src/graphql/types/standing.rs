//! A responsible unit in a report.

use async_graphql::{Context, Object};

use super::report::{missing, unit};
use super::{Department, Report, Task};
use crate::domain::completion::Basis;
use crate::graphql::connection::List;
use crate::graphql::errors::Result;
use crate::graphql::loaders::{self, load};
use crate::graphql::types::task::{TaskFilterInput, tasks_page};
use crate::service::completion::UnitStanding;
use crate::view::Completion;

/// A responsible unit in a report, with its completion.
#[derive(Debug, Clone)]
pub struct DepartmentStanding {
    /// The unit and its counts.
    pub standing: UnitStanding,
    /// Which status was counted.
    pub basis: Basis,
}

/// A responsible unit in a report, with its completion. A parent includes its children; a collective unit is a row of
/// its own and counts once.
#[Object]
impl DepartmentStanding {
    /// The unit.
    async fn department(&self, ctx: &Context<'_>) -> Result<Department> {
        unit(ctx, self.standing.department_id).await
    }

    /// The report.
    async fn report(&self, ctx: &Context<'_>) -> Result<Report> {
        let id = self.standing.report_id;
        load(ctx, loaders::Report(id)).await?.map(Report).ok_or_else(|| missing("report", id))
    }

    /// Completion of its tasks in the role asked for, or in any role, each task once.
    async fn completion(&self) -> Completion {
        Completion::new(&self.standing.answer, self.basis)
    }

    /// Completion of the tasks that it answers for: as LEAD, or as RESPONSIBLE where the source marks no lead.
    async fn lead(&self) -> Completion {
        Completion::new(&self.standing.lead, self.basis)
    }

    /// Completion of the tasks that it supports.
    async fn support(&self) -> Completion {
        Completion::new(&self.standing.support, self.basis)
    }

    /// Its tasks in this report, those of its children included, as printed.
    #[graphql(complexity = "crate::graphql::cost::page(first, child_complexity)")]
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which tasks.")] filter: Option<TaskFilterInput>,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
    ) -> Result<List<Task>> {
        let mut filter = filter.unwrap_or_default().into_filter(ctx).await?;
        filter.report_id = Some(self.standing.report_id);
        let unit = unit(ctx, self.standing.department_id).await?;
        filter.department_ids = Some(unit.own(ctx).await?);
        tasks_page(ctx, filter, first, after.as_deref()).await
    }
}
