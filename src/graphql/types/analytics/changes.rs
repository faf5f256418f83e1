//! What one period changed against another.

use std::collections::HashMap;

use async_graphql::{Context, ID, Object};
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Chosen, List, Result, paged, paged_tasks, register, task};
use crate::domain::completion::Basis;
use crate::domain::rules::CHANGES;
use crate::domain::status::Status;
use crate::domain::target::{Comparator, Role};
use crate::graphql::errors::Public;
use crate::graphql::loaders::{DocumentDraft, JurisdictionNames, load, load_many};
use crate::graphql::types::report::unit;
use crate::graphql::types::{Department, Task};
use crate::service::analytics::changes::{
    self, Changes, FigureMove as Figure, Pair, Span, StatusMove as StatusRow, TargetMove as TargetRow,
    UnitMove as UnitRow,
};
use crate::view::analytics::PrintedFigure;
use crate::view::filter::TaskFilter;
use crate::view::order::TaskOrder;
use crate::view::{Period, Ratio, RuleReference};

/// What changed in a report.
#[derive(Debug, Clone)]
pub struct ReportChanges {
    found: Changes,
    report_id: Uuid,
}

/// Compares two periods of a report.
pub async fn report_changes(
    ctx: &Context<'_>,
    report_id: Uuid,
    (from, to): (Option<&str>, Option<&str>),
    basis: Basis,
    forecasts: bool,
) -> Result<ReportChanges> {
    let register = register(ctx, report_id).await?;
    let Some(span) = Span::of(&register, from, to).public()? else {
        return Ok(ReportChanges { found: Changes::none(&register), report_id });
    };
    let pair = Pair::new(&register, span, forecasts);
    let keys = pair.document_ids().into_iter().map(DocumentDraft).collect();
    let drafts: HashMap<_, _> =
        load_many(ctx, keys).await?.into_iter().map(|(key, draft)| (key.0, draft)).collect();
    let names = load(ctx, JurisdictionNames(register.report.jurisdiction_id)).await?.unwrap_or_default();
    Ok(ReportChanges { found: pair.changes(basis, &drafts, &names), report_id })
}

/// What changed in a report from one period to another, as their bulletins print it.
#[Object]
impl ReportChanges {
    /// The earlier period; null where there is nothing to compare with, and then every list is empty.
    async fn from(&self) -> Option<Period> {
        self.found.from.as_ref().map(Into::into)
    }

    /// The later period; null where the report has no bulletin in force.
    async fn to(&self) -> Option<Period> {
        self.found.to.as_ref().map(Into::into)
    }

    /// Tasks that both periods speak of, of all tasks: of the others nothing can be compared.
    async fn coverage(&self) -> Ratio {
        self.found.coverage.into()
    }

    /// Tasks whose status on the basis asked for is another one, as printed.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn statuses(
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
    ) -> Result<List<StatusMove>> {
        let chosen = Chosen { filter, order_by, first, after, last, before };
        let listing = chosen.listing(ctx, self.report_id).await?;
        paged(listing, &self.found.statuses, changes::STATUSES, StatusMove)
    }

    /// Targets that the two periods print differently.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn targets(
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
    ) -> Result<List<TargetMove>> {
        let chosen = Chosen { filter, order_by, first, after, last, before };
        let listing = chosen.listing(ctx, self.report_id).await?;
        paged(listing, &self.found.targets, changes::TARGETS, TargetMove)
    }

    /// Units that were added to a task or removed from it, or have another role.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn units(
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
    ) -> Result<List<UnitMove>> {
        let chosen = Chosen { filter, order_by, first, after, last, before };
        let listing = chosen.listing(ctx, self.report_id).await?;
        paged(listing, &self.found.units, changes::UNITS, UnitMove)
    }

    /// Figures that add up over the year and fell nevertheless.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn fell(
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
    ) -> Result<List<FigureMove>> {
        let chosen = Chosen { filter, order_by, first, after, last, before };
        let listing = chosen.listing(ctx, self.report_id).await?;
        paged(listing, &self.found.fell, changes::FELL, FigureMove)
    }

    /// Figures that are printed in another unit of measure.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn measured_otherwise(
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
    ) -> Result<List<FigureMove>> {
        let chosen = Chosen { filter, order_by, first, after, last, before };
        let listing = chosen.listing(ctx, self.report_id).await?;
        paged(listing, &self.found.measured_otherwise, changes::MEASURED_OTHERWISE, FigureMove)
    }

    /// Tasks of which the bulletins up to the later period are the first to say something.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn new_tasks(
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
        paged_tasks(ctx, listing, &self.found.new_tasks, changes::NEW_TASKS).await
    }

    /// Tasks of which the earlier period says something and the bulletin of the later one nothing.
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
        paged_tasks(ctx, listing, &self.found.without_update, changes::WITHOUT_UPDATE).await
    }

    /// The rule by which changes are found.
    async fn rule(&self) -> RuleReference {
        CHANGES.into()
    }
}

/// A task whose status is another one.
#[derive(Debug, Clone)]
pub struct StatusMove(StatusRow);

/// A task whose status is another one.
#[Object]
impl StatusMove {
    /// The task.
    async fn task(&self, ctx: &Context<'_>) -> Result<Task> {
        task(ctx, self.0.task_id).await
    }

    /// The status at the end of the earlier period.
    async fn before(&self) -> Status {
        self.0.before
    }

    /// The status at the end of the later one.
    async fn after(&self) -> Status {
        self.0.after
    }

    /// The printed words of the earlier status; null where none was printed.
    async fn before_text(&self) -> Option<&str> {
        self.0.before_text.as_deref()
    }

    /// The printed words of the later status; null where none is printed.
    async fn after_text(&self) -> Option<&str> {
        self.0.after_text.as_deref()
    }
}

/// A target that moved.
#[derive(Debug, Clone)]
pub struct TargetMove(TargetRow);

/// A target that two bulletins print differently.
#[Object]
impl TargetMove {
    /// The task.
    async fn task(&self, ctx: &Context<'_>) -> Result<Task> {
        task(ctx, self.0.task_id).await
    }

    /// What is measured, as the later bulletin prints it.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The target as printed before, in the unit of now.
    async fn before(&self) -> Decimal {
        self.0.before.normalize()
    }

    /// Upper end of the range that was printed before, in the unit of now.
    async fn before_high(&self) -> Option<Decimal> {
        self.0.before_high.map(|high| high.normalize())
    }

    /// The target as printed now.
    async fn after(&self) -> Decimal {
        self.0.after.normalize()
    }

    /// Upper end of the range that is printed now.
    async fn after_high(&self) -> Option<Decimal> {
        self.0.after_high.map(|high| high.normalize())
    }

    /// Unit of both, as printed now.
    async fn unit(&self) -> &str {
        &self.0.unit
    }

    /// Which side counted as reaching it.
    async fn before_comparator(&self) -> Comparator {
        self.0.before_comparator
    }

    /// Which side counts now.
    async fn after_comparator(&self) -> Comparator {
        self.0.after_comparator
    }
}

/// A unit whose part in a task is another one.
#[derive(Debug, Clone)]
pub struct UnitMove(UnitRow);

/// A unit whose part in a task is another one.
#[Object]
impl UnitMove {
    /// The task.
    async fn task(&self, ctx: &Context<'_>) -> Result<Task> {
        task(ctx, self.0.task_id).await
    }

    /// The unit; null where its name stands for none any more.
    async fn department(&self, ctx: &Context<'_>) -> Result<Option<Department>> {
        match self.0.department_id {
            Some(id) => unit(ctx, id).await.map(Some),
            None => Ok(None),
        }
    }

    /// Its name as printed.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// Its role before; null where it was added.
    async fn before(&self) -> Option<Role> {
        self.0.before
    }

    /// Its role now; null where it was removed.
    async fn after(&self) -> Option<Role> {
        self.0.after
    }
}

/// Two figures of one indicator.
#[derive(Debug, Clone)]
pub struct FigureMove(Figure);

/// Two figures of one indicator.
#[Object]
impl FigureMove {
    /// The task.
    async fn task(&self, ctx: &Context<'_>) -> Result<Task> {
        task(ctx, self.0.task_id).await
    }

    /// Id of the indicator.
    async fn indicator_id(&self) -> ID {
        self.0.indicator_id.into()
    }

    /// What is measured.
    async fn name(&self) -> &str {
        &self.0.name
    }

    /// The figure as of the earlier period.
    async fn before(&self) -> PrintedFigure {
        (&self.0.figures.before).into()
    }

    /// The figure as of the later one.
    async fn after(&self) -> PrintedFigure {
        (&self.0.figures.after).into()
    }
}
