//! Tasks and their derived columns.

use std::collections::HashMap;

use entity::task::{self, Column, Entity, Model};
use entity::task_origin;
use entity::words::{CountedAs, Status};
use sea_orm::sea_query::{CaseStatement, Expr, ExprTrait};
use sea_orm::{
    ActiveValue, ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder,
    QuerySelect, Value,
};
use uuid::Uuid;

use crate::domain::completion::TaskStanding;
use crate::error::Result;

super::by_ids!(task);

/// What completion counts.
pub(super) fn counted() -> Expr {
    Column::CountedAs.is_in(crate::domain::origin::CountedAs::COUNTED.map(CountedAs::from))
}

/// All tasks of a report, as printed.
pub async fn of_report(db: &impl ConnectionTrait, report_id: Uuid) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::ReportId.eq(report_id)).order_by_asc(Column::Position).all(db).await?)
}

/// The tasks of these reports that completion counts, as printed, by report.
pub async fn of_reports(db: &impl ConnectionTrait, report_ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Model>>> {
    let rows = Entity::find()
        .filter(counted())
        .filter(Column::ReportId.is_in(report_ids.iter().copied()))
        .order_by_asc(Column::Position)
        .all(db)
        .await?;
    Ok(super::group(rows, |row| row.report_id))
}

/// What the newest bulletin makes of each task, from the derived columns.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
struct Derived {
    id: Uuid,
    report_id: Uuid,
    reported_status: Option<Status>,
    assessed_status: Status,
    effective_status: Status,
    discrepancy: bool,
    completion: Option<entity::Exact>,
    measured_count: i32,
    counted_as: CountedAs,
}

/// A task and what the newest bulletin makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The task.
    pub task_id: Uuid,
    /// Its report.
    pub report_id: Uuid,
    /// What is made of it.
    pub standing: TaskStanding,
}

/// What the newest bulletins make of those of these tasks that completion counts, as printed.
pub async fn standings(db: &impl ConnectionTrait, scope: super::TaskScope<'_>) -> Result<Vec<Standing>> {
    let rows = Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::ReportId,
            Column::ReportedStatus,
            Column::AssessedStatus,
            Column::EffectiveStatus,
            Column::Discrepancy,
            Column::Completion,
            Column::MeasuredCount,
            Column::CountedAs,
        ])
        .filter(counted())
        .filter(scope.contains(Expr::col((Entity, Column::Id))))
        .order_by_asc(Column::ReportId)
        .order_by_asc(Column::Position)
        .into_model::<Derived>()
        .all(db)
        .await?;
    let standing = |row: Derived| Standing {
        task_id: row.id,
        report_id: row.report_id,
        standing: TaskStanding {
            reported: row.reported_status.map(Into::into),
            assessed: row.assessed_status.into(),
            effective: row.effective_status.into(),
            discrepancy: row.discrepancy,
            completion: row.completion.map(|value| value.0),
            measured: row.measured_count > 0,
            unreported: row.counted_as == CountedAs::Unreported,
        },
    };
    Ok(rows.into_iter().map(standing).collect())
}

/// Keeps new ones.
pub async fn insert(db: &impl ConnectionTrait, rows: Vec<task::ActiveModel>) -> Result<()> {
    let texts = rows.iter().map(|row| (*row.id.as_ref(), None, row.text.as_ref().clone())).collect();
    for chunk in super::chunks(rows) {
        Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    super::search::insert(db, texts).await
}

/// Writes what changed of one.
pub async fn update(db: &impl ConnectionTrait, row: task::ActiveModel) -> Result<()> {
    let text = match &row.text {
        ActiveValue::Set(text) => Some((*row.id.as_ref(), text.clone())),
        _ => None,
    };
    Entity::update(row).exec(db).await?;
    match text {
        Some((id, text)) => super::search::change(db, id, &text).await,
        None => Ok(()),
    }
}

/// Writes the derived columns of tasks, as these rows have them. One statement for as many as one can carry.
pub async fn derive(db: &impl ConnectionTrait, rows: &[Model]) -> Result<()> {
    for chunk in rows.chunks(super::INSERT_CHUNK) {
        let set = |column: Column, value: fn(&Model) -> Value| {
            let cases = chunk
                .iter()
                .fold(CaseStatement::new(), |to, row| to.case(Column::Id.eq(row.id), Expr::val(value(row))));
            (column, cases.finally(column.into_expr()).into())
        };
        let columns = [
            set(Column::ReportedStatus, |row| row.reported_status.into()),
            set(Column::AssessedStatus, |row| row.assessed_status.into()),
            set(Column::EffectiveStatus, |row| row.effective_status.into()),
            set(Column::Discrepancy, |row| row.discrepancy.into()),
            set(Column::Completion, |row| row.completion.into()),
            set(Column::IndicatorCount, |row| row.indicator_count.into()),
            set(Column::MeasuredCount, |row| row.measured_count.into()),
            set(Column::CountedAs, |row| row.counted_as.into()),
        ];
        let update = columns
            .into_iter()
            .fold(Entity::update_many(), |update, (column, value)| update.col_expr(column, value));
        update.filter(Column::Id.is_in(chunk.iter().map(|row| row.id))).exec(db).await?;
    }
    Ok(())
}

/// Gives tasks other places in their report, which are free or those of others among them.
pub async fn place(db: &impl ConnectionTrait, places: &[(Uuid, i32)]) -> Result<()> {
    // No two may have one place at any moment: out of the way first.
    for chunk in places.chunks(super::INSERT_CHUNK) {
        Entity::update_many()
            .col_expr(Column::Position, Expr::val(-1).sub(Expr::col(Column::Position)))
            .filter(Column::Id.is_in(chunk.iter().map(|(id, _)| *id)))
            .exec(db)
            .await?;
    }
    for chunk in places.chunks(super::INSERT_CHUNK) {
        let to = chunk
            .iter()
            .fold(CaseStatement::new(), |to, (id, position)| to.case(Column::Id.eq(*id), *position));
        Entity::update_many()
            .col_expr(Column::Position, to.finally(Column::Position.into_expr()).into())
            .filter(Column::Id.is_in(chunk.iter().map(|(id, _)| *id)))
            .exec(db)
            .await?;
    }
    Ok(())
}

/// Removes all tasks of a report, with everything that hangs on them.
pub async fn delete_of_report(db: &impl ConnectionTrait, report_id: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::ReportId.eq(report_id)).exec(db).await?;
    Ok(())
}

/// The commitments of the plan that each of these tasks reports on, by task.
pub async fn origins(
    db: &impl ConnectionTrait,
    task_ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<task_origin::Model>>> {
    let rows = task_origin::Entity::find()
        .filter(task_origin::Column::TaskId.is_in(task_ids.iter().copied()))
        .order_by_asc(task_origin::Column::OriginId)
        .all(db)
        .await?;
    Ok(super::group(rows, |row| row.task_id))
}

/// Every link between a report's rows and the commitments of its plan.
pub async fn origins_in(db: &impl ConnectionTrait, report_id: Uuid) -> Result<Vec<task_origin::Model>> {
    Ok(task_origin::Entity::find().filter(in_report(report_id)).all(db).await?)
}

/// Puts these links in the place of those of a report.
pub async fn replace_origins(
    db: &impl ConnectionTrait,
    report_id: Uuid,
    rows: Vec<task_origin::ActiveModel>,
) -> Result<()> {
    task_origin::Entity::delete_many().filter(in_report(report_id)).exec(db).await?;
    for chunk in super::chunks(rows) {
        task_origin::Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    Ok(())
}

fn in_report(report_id: Uuid) -> Expr {
    super::TaskScope::Reports(&[report_id])
        .contains(Expr::col((task_origin::Entity, task_origin::Column::TaskId)))
}
