//! A responsible unit in a report.

use async_graphql::{Context, Object};

use super::report::{missing, unit};
use super::{Department, Report, Task};
use crate::domain::completion::Basis;
use crate::graphql::connection::{Asked, List, Total};
use crate::graphql::errors::Result;
use crate::graphql::loaders::{self, load};
use crate::message::Noun;
use crate::service::completion::UnitStanding;
use crate::store::filter::Filter;
use crate::store::lists::task::{TaskPart, TaskTest};
use crate::view::filter::TaskFilter;
use crate::view::order::TaskOrder;
use crate::view::{Completion, Roles};

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
        load(ctx, loaders::Report(id)).await?.map(Report).ok_or_else(|| missing(Noun::Report, id))
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

    /// Its tasks in this report, those of its children included, as printed unless asked otherwise.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only tasks in which the unit has this role, or one of these.")] role: Option<Roles>,
        #[graphql(desc = "Which tasks.")] filter: Option<TaskFilter>,
        #[graphql(desc = "Order of the list: the first key, then the next where rows are alike.")]
        order_by: Option<Vec<TaskOrder>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<Task>> {
        let part = TaskPart::of(self.standing.department_id, Roles::asked(role), false);
        let asked = Asked { filter, order_by, first, after, last, before };
        let part = Filter::Is(TaskTest::Department(part)).and(TaskTest::of_report(self.standing.report_id));
        asked.list(ctx, part, Total::Tasks, Task).await
    }
}
