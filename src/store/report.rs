//! Reports.

use entity::document;
use entity::report::{self, Column, Entity, Model};
use sea_orm::prelude::DateTimeUtc;
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder, QuerySelect};
use std::collections::HashMap;
use uuid::Uuid;

use crate::error::Result;

super::by_ids!(report);

/// The report of a jurisdiction and year.
pub async fn by_key(db: &impl ConnectionTrait, jurisdiction_id: Uuid, year: i32) -> Result<Option<Model>> {
    Ok(Entity::find()
        .filter(Column::JurisdictionId.eq(jurisdiction_id))
        .filter(Column::Year.eq(year))
        .one(db)
        .await?)
}

/// Every report's id.
pub async fn all_ids(db: &impl ConnectionTrait) -> Result<Vec<Uuid>> {
    Ok(Entity::find().select_only().column(Column::Id).order_by_asc(Column::Id).into_tuple().all(db).await?)
}

/// Keeps a new one.
pub async fn insert(db: &impl ConnectionTrait, row: report::ActiveModel) -> Result<()> {
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Notes that something about the report changed.
pub async fn touch(db: &impl ConnectionTrait, id: Uuid, now: DateTimeUtc) -> Result<()> {
    Entity::update_many().col_expr(Column::UpdatedAt, now.into()).filter(Column::Id.eq(id)).exec(db).await?;
    Ok(())
}

/// The title of each report: that of its plan, else of its newest document in force.
pub async fn titles(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let rows: Vec<(Uuid, Option<String>)> = document::Entity::find()
        .select_only()
        .column(document::Column::ReportId)
        .column(document::Column::Title)
        .filter(document::Column::ReportId.is_in(ids.iter().copied()))
        .filter(document::Column::SupersededById.is_null())
        .filter(document::Column::Title.is_not_null())
        .order_by_asc(document::Column::Kind)
        .order_by_desc(document::Column::PeriodEnd)
        .into_tuple()
        .all(db)
        .await?;
    let mut titles = HashMap::new();
    for (id, title) in rows {
        if let Some(title) = title {
            titles.entry(id).or_insert(title);
        }
    }
    Ok(titles)
}

/// Removes a report, with everything that hangs on it.
pub async fn delete(db: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}
