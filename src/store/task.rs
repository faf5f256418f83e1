//! Tasks and their derived columns.

use entity::task::{self, Column, Entity, Model};
use entity::words::Status;
use sea_orm::sea_query::Expr;
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter, QueryOrder, QuerySelect,
};
use uuid::Uuid;

use crate::domain::completion::TaskStanding;
use crate::error::Result;

super::by_ids!(task);

/// All tasks of a report, as printed.
pub async fn of_report(db: &impl ConnectionTrait, report_id: Uuid) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::ReportId.eq(report_id)).order_by_asc(Column::Position).all(db).await?)
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

/// What the newest bulletins make of these tasks, as printed.
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
        ])
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
        },
    };
    Ok(rows.into_iter().map(standing).collect())
}

/// Keeps new ones.
pub async fn insert(db: &impl ConnectionTrait, rows: Vec<task::ActiveModel>) -> Result<()> {
    for chunk in super::chunks(rows) {
        Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Writes what changed of one.
pub async fn update(db: &impl ConnectionTrait, row: task::ActiveModel) -> Result<()> {
    Entity::update(row).exec(db).await?;
    Ok(())
}

/// Removes all tasks of a report, with everything that hangs on them.
pub async fn delete_of_report(db: &impl ConnectionTrait, report_id: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::ReportId.eq(report_id)).exec(db).await?;
    Ok(())
}
