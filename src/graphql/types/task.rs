//! 重点工作任务.

use std::sync::Arc;

use async_graphql::{Context, ID, Object};
use entity::{task, task_department, task_origin};
use rust_decimal::Decimal;

use super::analytics::Derivation;
use super::indicator::Indicator;
use super::report::{missing, unit};
use super::seen;
use super::{Department, Document, ProgressUpdate, Report};
use crate::domain::completion::Basis;
use crate::domain::completion::edge;
use crate::domain::origin::CountedAs;
use crate::domain::status::Status;
use crate::domain::target::Role;
use crate::graphql::connection::{Asked, List, Total};
use crate::graphql::errors::Result;
use crate::graphql::loaders::{self, State, TaskOrigins, TaskUnits, load};
use crate::ingest::draft::DocumentKind;
use crate::message::Noun;
use crate::service::Ledger;
use crate::service::analytics::derivation::{self, Part};
use crate::service::assessment::{TaskState, View};
use crate::store::filter::Test;
use crate::store::lists::task::TaskTest;
use crate::store::lists::update::UpdateTest;
use crate::view::Date;
use crate::view::filter::{ProgressUpdateFilter, TaskFilter};
use crate::view::order::{ProgressUpdateOrder, TaskOrder};
use crate::view::{ReportedStatus, Roles, Span};

/// One commitment of a report.
#[derive(Debug, Clone)]
pub struct Task(pub task::Model);

/// A unit's part in a task.
#[derive(Debug, Clone)]
pub struct TaskDepartment(task_department::Model);

/// A unit's part in a task, as printed.
#[Object]
impl TaskDepartment {
    /// The unit.
    async fn department(&self, ctx: &Context<'_>) -> Result<Department> {
        unit(ctx, self.0.department_id).await
    }

    /// 牵头、配合 or 责任.
    async fn role(&self) -> Role {
        self.0.role.into()
    }

    /// Why the unit has that role.
    async fn reason(&self) -> &str {
        &self.0.reason
    }

    /// The unit's name as this bulletin prints it.
    async fn printed_name(&self) -> &str {
        &self.0.printed_name
    }
}

/// A commitment of the plan that a row of the bulletins reports on.
#[derive(Debug, Clone)]
pub struct TaskOrigin(task_origin::Model);

/// A commitment of the plan that a row of the bulletins reports on.
#[Object]
impl TaskOrigin {
    /// The commitment.
    async fn task(&self, ctx: &Context<'_>) -> Result<Task> {
        let id = self.0.origin_id;
        load(ctx, loaders::Task(id)).await?.map(Task).ok_or_else(|| missing(Noun::Task, id))
    }

    /// Why the row is said to report on it.
    async fn reason(&self) -> &str {
        &self.0.reason
    }
}

impl Task {
    async fn state(&self, ctx: &Context<'_>, view: View) -> Result<Arc<TaskState>> {
        let state = load(ctx, State(self.0.id, view)).await?;
        Ok(state.unwrap_or_else(|| Arc::new(TaskState::unknown())))
    }
}

/// 重点工作任务: one numbered commitment of a report.
#[Object]
impl Task {
    /// Id of this task.
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// Its report.
    async fn report(&self, ctx: &Context<'_>) -> Result<Report> {
        let id = self.0.report_id;
        load(ctx, loaders::Report(id)).await?.map(Report).ok_or_else(|| missing(Noun::Report, id))
    }

    /// PLAN where the work report itself makes the commitment, PROGRESS where it is a row of the bulletins.
    async fn kind(&self) -> DocumentKind {
        self.0.kind.into()
    }

    /// How it counts in completion.
    async fn counted_as(&self) -> CountedAs {
        self.0.counted_as.into()
    }

    /// The commitments of the plan that it reports on; empty for a commitment of the plan, and where none was found.
    #[graphql(complexity = "crate::graphql::cost::short_list(child_complexity)")]
    async fn origins(&self, ctx: &Context<'_>) -> Result<Vec<TaskOrigin>> {
        let rows = load(ctx, TaskOrigins(self.0.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(TaskOrigin).collect())
    }

    /// The rows of the bulletins that report on it, where it is a commitment of the plan, as printed unless asked otherwise.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn rows(
        &self,
        ctx: &Context<'_>,
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
        let asked = Asked { filter, order_by, first, after, last, before };
        asked.list(ctx, TaskTest::Origin(Test::Eq(self.0.id.into())), Total::Tasks, Task).await
    }

    /// 序号 as printed; null where the source prints none.
    async fn number(&self) -> Option<i32> {
        self.0.number
    }

    /// 0 for the numbered row, then 1, 2, … for its continuation rows.
    async fn sub_number(&self) -> i32 {
        self.0.sub_number
    }

    /// The commitment, as the newest bulletin prints it.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// Headings above it, outermost first.
    async fn section(&self) -> &[String] {
        &self.0.section.0
    }

    /// 分管领导, where printed.
    async fn supervisor(&self) -> Option<&str> {
        self.0.supervisor.as_deref()
    }

    /// The document that its text is taken from.
    async fn document(&self, ctx: &Context<'_>) -> Result<Document> {
        let id = self.0.document_id;
        load(ctx, loaders::Document(id)).await?.map(Document).ok_or_else(|| missing(Noun::Document, id))
    }

    /// Where its text stands in that document.
    async fn span(&self) -> Span {
        Span::of(self.0.span_start, self.0.span_end)
    }

    /// Its responsible units, in the order of print.
    #[graphql(complexity = "crate::graphql::cost::short_list(child_complexity)")]
    async fn departments(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only units in this role, or one of these.")] role: Option<Roles>,
    ) -> Result<Vec<TaskDepartment>> {
        let rows = load(ctx, TaskUnits(self.0.id)).await?.unwrap_or_default();
        let roles = Roles::asked(role);
        let wanted = rows.into_iter().filter(|row| roles.contain(row.role.into()));
        Ok(wanted.map(TaskDepartment).collect())
    }

    /// Its measurable targets, each with its latest measurement and what that makes of it: those that the words of one
    /// commitment print, so that they come whole; `indicators` at the root filters and pages those of all tasks.
    #[graphql(complexity = "crate::graphql::cost::short_list(child_complexity)")]
    async fn indicators(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As a reader of the bulletins up to this day saw it.")] as_of: Option<Date>,
        #[graphql(desc = "Whether forecasts (预计) count as figures.", default = true)]
        include_forecasts: bool,
    ) -> Result<Vec<Indicator>> {
        let state = self.state(ctx, seen(as_of, include_forecasts)).await?;
        Ok(state.indicators.iter().cloned().map(Indicator).collect())
    }

    /// What each bulletin in force says of it, oldest period first unless asked otherwise.
    #[graphql(complexity = "crate::graphql::cost::short_page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn updates(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which updates.")] filter: Option<ProgressUpdateFilter>,
        #[graphql(desc = "Order of the list: the first key, then the next where rows are alike.")]
        order_by: Option<Vec<ProgressUpdateOrder>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<ProgressUpdate>> {
        let asked = Asked { filter, order_by, first, after, last, before };
        asked.list(ctx, UpdateTest::in_force_of(self.0.id), Total::Updates, ProgressUpdate).await
    }

    /// The status that the newest bulletin prints, with its words; null where it prints none.
    async fn reported_status(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As a reader of the bulletins up to this day saw it.")] as_of: Option<Date>,
    ) -> Result<Option<ReportedStatus>> {
        let state = self.state(ctx, seen(as_of, true)).await?;
        let text = state.update.as_ref().and_then(|update| update.reported_text.clone());
        Ok(text.map(|text| ReportedStatus { status: state.reported, text }))
    }

    /// The status computed from its figures: the worst of its measured indicators.
    async fn assessed_status(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As a reader of the bulletins up to this day saw it.")] as_of: Option<Date>,
    ) -> Result<Status> {
        if as_of.is_none() {
            return Ok(self.0.assessed_status.into());
        }
        Ok(self.state(ctx, seen(as_of, true)).await?.assessed.status)
    }

    /// The printed status where there is one, else the assessed one.
    async fn effective_status(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "As a reader of the bulletins up to this day saw it.")] as_of: Option<Date>,
    ) -> Result<Status> {
        if as_of.is_none() {
            return Ok(self.0.effective_status.into());
        }
        Ok(self.state(ctx, seen(as_of, true)).await?.effective())
    }

    /// True where the print says ON_TRACK or better and the figures say BEHIND.
    async fn discrepancy(&self) -> bool {
        self.0.discrepancy
    }

    /// Mean degree of completion of its measured indicators, 0..1, rounded half up to 6 places; null where none is.
    async fn completion(&self) -> Option<Decimal> {
        self.0.completion.map(|value| edge(value.0))
    }

    /// How its status or completion came to be, step by step, down to the printed words.
    async fn derivation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is derived.", default)] of: Part,
        #[graphql(desc = "Which status is derived.", default)] basis: Basis,
        #[graphql(desc = "As a reader of the bulletins up to this day saw it.")] as_of: Option<Date>,
        #[graphql(desc = "Whether forecasts (预计) count as figures.", default = true)]
        include_forecasts: bool,
    ) -> Result<Derivation> {
        let state = self.state(ctx, seen(as_of, include_forecasts)).await?;
        let policy = ctx.data::<Ledger>()?.policy;
        Ok(Derivation(derivation::task(&self.0, &state, of, basis, &policy)))
    }

    /// Its measurable targets.
    async fn indicator_count(&self) -> i32 {
        self.0.indicator_count
    }

    /// Those of them that are measured.
    async fn measured_count(&self) -> i32 {
        self.0.measured_count
    }
}
