//! Completion by dimension.
#![expect(clippy::unused_async, reason = "a resolver is async, whether it waits or not")]

use async_graphql::{Context, Object};
use uuid::Uuid;

use super::{Chosen, List, Result, paged_tasks};
use crate::domain::completion::Basis;
use crate::domain::rules::BREAKDOWN;
use crate::graphql::connection::{Asked, Total, connection};
use crate::graphql::errors::Public;
use crate::graphql::types::report::unit;
use crate::graphql::types::{Department, Task};
use crate::service::analytics::breakdown::{self, Breakdown, Dimension, Group};
use crate::view::filter::{CompletionGroupFilter, Spelling, TaskFilter, lowered};
use crate::view::order::{CompletionGroupOrder, TaskOrder, ordered};
use crate::view::{Completion, RuleReference};

/// The groups of a report by one dimension.
#[derive(Debug, Clone)]
pub struct CompletionBreakdown {
    /// The groups.
    pub breakdown: Breakdown,
    /// Which status was counted.
    pub basis: Basis,
    /// In which report.
    pub report_id: Uuid,
}

/// Completion of a report's tasks by one dimension, with what the groups are to be reconciled with.
#[Object]
impl CompletionBreakdown {
    /// By what the tasks are grouped.
    async fn dimension(&self) -> Dimension {
        self.breakdown.dimension
    }

    /// True where each task is in exactly one group (SECTION, SUPERVISOR, STATUS), so that the groups add up to the
    /// total; false where a task may be in several (DEPARTMENT, KIND).
    async fn partition(&self) -> bool {
        self.breakdown.dimension.is_partition()
    }

    /// The groups: units by name, sections and supervisors as printed, kinds and statuses in their fixed order.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn groups(
        &self,
        #[graphql(desc = "Which groups.")] filter: Option<CompletionGroupFilter>,
        #[graphql(desc = "Order by these keys, in place of the order of the dimension.")] order_by: Option<
            Vec<CompletionGroupOrder>,
        >,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<CompletionGroup>> {
        let asked = Asked { filter, order_by, first, after, last, before };
        let page = asked.wanted();
        let filter = lowered(asked.filter, Spelling::Dots).public()?;
        let sort = ordered(asked.order_by).public()?;
        let (slice, total) = self.breakdown.page(&filter, &sort, page).public()?;
        let (basis, report_id) = (self.basis, self.report_id);
        Ok(connection(slice, Total::Known(total), |group| CompletionGroup { group, basis, report_id }))
    }

    /// Completion of all tasks of the question, each once.
    async fn total(&self) -> Completion {
        Completion::new(&self.breakdown.total, self.basis)
    }

    /// The totals of all groups added up: that of `total` less `ungrouped` where the groups are a partition, and where
    /// they overlap more by the times that a task is in another group too.
    async fn memberships(&self) -> u32 {
        self.breakdown.memberships
    }

    /// Tasks of the total that are in no group: of DEPARTMENT, those without a unit.
    async fn ungrouped(&self) -> u32 {
        self.breakdown.ungrouped
    }

    /// The rule by which tasks are grouped.
    async fn rule(&self) -> RuleReference {
        BREAKDOWN.into()
    }
}

/// The tasks that have something in common.
#[derive(Debug, Clone)]
pub struct CompletionGroup {
    group: Group,
    basis: Basis,
    report_id: Uuid,
}

/// The tasks of a report that have something in common, with their completion.
#[Object]
impl CompletionGroup {
    /// Names the group within the report; empty for the tasks that print nothing here. Of units, the id.
    async fn key(&self) -> &str {
        &self.group.key
    }

    /// What they have in common, as printed: the name of the unit, the headings, the supervisor; of KIND and STATUS, the
    /// word. Null for the tasks that print nothing here.
    async fn label(&self) -> Option<&str> {
        self.group.label.as_deref()
    }

    /// The unit, where tasks are grouped by unit.
    async fn department(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        match self.group.department_id {
            Some(id) => unit(ctx, id).await.map(Some),
            None => Ok(None),
        }
    }

    /// Completion of these tasks, each once. Of KIND, a task counts whole, with its targets of other kinds.
    async fn completion(&self) -> Completion {
        Completion::new(&self.group.answer, self.basis)
    }

    /// These tasks, as printed.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Of which tasks.")] filter: Option<TaskFilter>,
        #[graphql(desc = "Order by keys of the tasks, in place of the order of the list.")] order_by: Option<
            Vec<TaskOrder>,
        >,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<Task>> {
        let ids: Vec<Uuid> = self.group.answer.members.iter().map(|(id, _)| *id).collect();
        let chosen = Chosen { filter, order_by, first, after, last, before };
        let listing = chosen.listing(ctx, self.report_id).await?;
        paged_tasks(ctx, listing, &ids, breakdown::TASKS).await
    }
}
