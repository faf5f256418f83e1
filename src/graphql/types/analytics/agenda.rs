//! What is behind, silent or unmeasured.

use async_graphql::{Context, Object};
use uuid::Uuid;

use super::{Chosen, Evidence, List, Result, paged, paged_tasks, task};
use crate::domain::rules::AGENDA;
use crate::domain::status::Status;
use crate::graphql::types::report::unit;
use crate::graphql::types::{Department, Indicator, Task};
use crate::service::analytics::agenda::{self, Agenda as Found, Item};
use crate::view::analytics::{Gap, Lag};
use crate::view::filter::TaskFilter;
use crate::view::order::TaskOrder;
use crate::view::{Period, Ratio, ReportedStatus, RuleReference};

/// What a supervision office has to ask about.
#[derive(Debug, Clone)]
pub struct Agenda {
    /// What was found.
    pub found: Found,
    /// In which report.
    pub report_id: Uuid,
}

/// What a supervision office has to ask about: what is behind, what is silent, what is not measured.
#[Object]
impl Agenda {
    /// The newest period in view; null where there is no bulletin.
    async fn period(&self) -> Option<Period> {
        self.found.period.as_ref().map(Into::into)
    }

    /// Tasks of the report.
    async fn total(&self) -> u32 {
        self.found.total
    }

    /// Tasks that are measured at all, of all tasks.
    async fn coverage(&self) -> Ratio {
        self.found.coverage().into()
    }

    /// Tasks that are behind or not started, by print or by their figures: the largest lag first, then those whose lag
    /// is not defined; as printed among equals.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn behind(
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
    ) -> Result<List<AgendaItem>> {
        let chosen = Chosen { filter, order_by, first, after, last, before };
        let listing = chosen.listing(ctx, self.report_id).await?;
        paged(listing, &self.found.behind, agenda::BEHIND, AgendaItem)
    }

    /// Tasks of which the bulletin for the period says nothing, as printed.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn without_update(
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
        let chosen = Chosen { filter, order_by, first, after, last, before };
        let listing = chosen.listing(ctx, self.report_id).await?;
        paged_tasks(ctx, listing, &self.found.without_update, agenda::WITHOUT_UPDATE).await
    }

    /// Tasks with no measured indicator, as printed.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn unmeasured(
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
        let chosen = Chosen { filter, order_by, first, after, last, before };
        let listing = chosen.listing(ctx, self.report_id).await?;
        paged_tasks(ctx, listing, &self.found.unmeasured, agenda::UNMEASURED).await
    }

    /// The rule by which the agenda is made.
    async fn rule(&self) -> RuleReference {
        AGENDA.into()
    }
}

/// A task that is behind.
#[derive(Debug, Clone)]
pub struct AgendaItem(pub Item);

/// A task that is behind, by how much, who answers for it, and on what words.
#[Object]
impl AgendaItem {
    /// The task.
    async fn task(&self, ctx: &Context<'_>) -> Result<Task> {
        task(ctx, self.0.task_id).await
    }

    /// The status that the newest bulletin in view prints, with its words; null where it prints none.
    async fn reported_status(&self) -> Option<ReportedStatus> {
        let text = self.0.reported_text.clone()?;
        Some(ReportedStatus { status: self.0.reported, text })
    }

    /// The status computed from its figures.
    async fn assessed_status(&self) -> Status {
        self.0.assessed
    }

    /// How far its worst indicator is behind, in percentage points of the target; null where only the print says that the
    /// task is behind, or where a lag is not defined.
    async fn lag(&self) -> Option<Lag> {
        self.0.lag.map(Into::into)
    }

    /// Value less target of that indicator, in its unit; null where only a share is printed.
    async fn gap(&self) -> Option<Gap> {
        Gap::of(self.0.worst.as_ref()?)
    }

    /// The indicator that is furthest behind; null where only the print says that the task is.
    async fn indicator(&self) -> Option<Indicator> {
        self.0.worst.clone().map(Indicator)
    }

    /// The units that answer for the task: as LEAD, or as RESPONSIBLE where the source marks no lead.
    #[graphql(complexity = "crate::graphql::cost::short_list(child_complexity)")]
    async fn leads(&self, ctx: &Context<'_>) -> Result<Vec<Department>> {
        let mut found = Vec::with_capacity(self.0.lead_ids.len());
        for id in &self.0.lead_ids {
            found.push(unit(ctx, *id).await?);
        }
        Ok(found)
    }

    /// The printed words of target, figure, share and status.
    #[graphql(complexity = "crate::graphql::cost::short_list(child_complexity)")]
    async fn evidence(&self) -> Vec<Evidence> {
        self.0.evidence.iter().copied().map(Evidence).collect()
    }
}
