//! Indicators.

use std::collections::HashMap;

use entity::indicator::{self, Column, Entity, Model};
use sea_orm::sea_query::Expr;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::TaskScope;
use crate::error::Result;

super::by_ids!(indicator);

/// The indicators of these tasks, by task, in the order of print.
pub async fn by_tasks(db: &impl ConnectionTrait, scope: TaskScope<'_>) -> Result<HashMap<Uuid, Vec<Model>>> {
    let rows = Entity::find()
        .filter(scope.contains(Expr::col((Entity, Column::TaskId))))
        .order_by_asc(Column::Position)
        .all(db)
        .await?;
    Ok(super::group(rows, |row| row.task_id))
}

/// Keeps new ones.
pub async fn insert(db: &impl ConnectionTrait, rows: Vec<indicator::ActiveModel>) -> Result<()> {
    for chunk in super::chunks(rows) {
        Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Writes what changed of one.
pub async fn update(db: &impl ConnectionTrait, row: indicator::ActiveModel) -> Result<()> {
    Entity::update(row).exec(db).await?;
    Ok(())
}

/// Removes the indicators of these tasks, with the figures held against them.
pub async fn delete_of_tasks(db: &impl ConnectionTrait, task_ids: &[Uuid]) -> Result<()> {
    Entity::delete_many().filter(Column::TaskId.is_in(task_ids.iter().copied())).exec(db).await?;
    Ok(())
}
