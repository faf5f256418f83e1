//! What one period changed against another.
#![expect(clippy::unused_async, reason = "a resolver is async, whether it waits or not")]

use std::collections::HashMap;

use async_graphql::{Context, ID, Object};
use rust_decimal::Decimal;

use super::{List, Result, Rows, register, task, wanted};
use crate::domain::completion::Basis;
use crate::domain::rules::CHANGES;
use crate::domain::status::Status;
use crate::domain::target::{Comparator, Role};
use crate::graphql::errors::Public;
use crate::graphql::loaders::{DocumentDraft, JurisdictionNames, load, load_many};
use crate::graphql::types::report::unit;
use crate::graphql::types::{Department, Task};
use crate::service::analytics::changes::{
    Changes, FigureMove as Figure, Pair, Span, StatusMove as StatusRow, TargetMove as TargetRow,
    UnitMove as UnitRow,
};
use crate::store::value::Value;
use crate::view::analytics::PrintedFigure;
use crate::view::{Period, RuleReference};

/// What changed in a report.
#[derive(Debug, Clone)]
pub struct ReportChanges(Changes);

/// Compares two periods of a report; `None` where it has no two.
pub async fn report_changes(
    ctx: &Context<'_>,
    report_id: uuid::Uuid,
    (from, to): (Option<&str>, Option<&str>),
    basis: Basis,
    forecasts: bool,
) -> Result<Option<ReportChanges>> {
    let register = register(ctx, report_id).await?;
    let Some(span) = Span::of(&register, from, to).public()? else { return Ok(None) };
    let pair = Pair::new(&register, span, forecasts);
    let keys = pair.document_ids().into_iter().map(DocumentDraft).collect();
    let drafts: HashMap<_, _> =
        load_many(ctx, keys).await?.into_iter().map(|(key, draft)| (key.0, draft)).collect();
    let names = load(ctx, JurisdictionNames(register.report.jurisdiction_id)).await?.unwrap_or_default();
    Ok(Some(ReportChanges(pair.changes(basis, &drafts, &names))))
}

/// What changed in a report from one period to another, as their bulletins print it.
#[Object]
impl ReportChanges {
    /// The earlier period.
    async fn from(&self) -> Period {
        (&self.0.from).into()
    }

    /// The later period.
    async fn to(&self) -> Period {
        (&self.0.to).into()
    }

    /// Tasks whose status on the basis asked for is another one, as printed.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    async fn statuses(
        &self,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<StatusMove>> {
        let rows = Rows { page: wanted(first, after, last, before), list: "changes:statuses" };
        rows.of(self.0.statuses.clone(), |row| vec![Value::Id(row.task_id)], StatusMove)
    }

    /// Targets that the two periods print differently.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    async fn targets(
        &self,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<TargetMove>> {
        let rows = Rows { page: wanted(first, after, last, before), list: "changes:targets" };
        let key = |row: &TargetRow| {
            vec![Value::Id(row.task_id), Value::Text(format!("{} {} {}", row.name, row.unit, row.before))]
        };
        rows.of(self.0.targets.clone(), key, TargetMove)
    }

    /// Units that were added to a task or removed from it, or have another role.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    async fn units(
        &self,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<UnitMove>> {
        let rows = Rows { page: wanted(first, after, last, before), list: "changes:units" };
        let key = |row: &UnitRow| vec![Value::Id(row.task_id), Value::Text(row.name.clone())];
        rows.of(self.0.units.clone(), key, UnitMove)
    }

    /// Figures that add up over the year and fell nevertheless.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    async fn fell(
        &self,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<FigureMove>> {
        let rows = Rows { page: wanted(first, after, last, before), list: "changes:fell" };
        rows.of(self.0.fell.clone(), |row| vec![Value::Id(row.indicator_id)], FigureMove)
    }

    /// Figures that are printed in another unit of measure.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    async fn measured_otherwise(
        &self,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<FigureMove>> {
        let rows = Rows { page: wanted(first, after, last, before), list: "changes:measured" };
        rows.of(self.0.measured_otherwise.clone(), |row| vec![Value::Id(row.indicator_id)], FigureMove)
    }

    /// Tasks of which the bulletins up to the later period are the first to say something.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    async fn new_tasks(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<Task>> {
        let rows = Rows { page: wanted(first, after, last, before), list: "changes:new" };
        rows.tasks(ctx, self.0.new_tasks.clone()).await
    }

    /// Tasks of which the earlier period says something and the bulletin of the later one nothing.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    async fn without_update(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<Task>> {
        let rows = Rows { page: wanted(first, after, last, before), list: "changes:silent" };
        rows.tasks(ctx, self.0.without_update.clone()).await
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
