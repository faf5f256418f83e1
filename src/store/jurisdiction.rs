//! Jurisdictions.

use entity::jurisdiction::{self, Column, Entity, Model};
use entity::{department, report};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter};

use uuid::Uuid;

use crate::error::Result;

super::by_ids!(jurisdiction);

/// The jurisdiction of this name.
pub async fn by_name(db: &impl ConnectionTrait, name: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Name.eq(name)).one(db).await?)
}

/// Keeps a new one.
pub async fn insert(db: &impl ConnectionTrait, row: jurisdiction::ActiveModel) -> Result<()> {
    Entity::insert(row).exec_without_returning(db).await?;
    Ok(())
}

/// Removes a jurisdiction that has no report and no unit left.
pub async fn delete_if_empty(db: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    let has_report =
        report::Entity::find().filter(report::Column::JurisdictionId.eq(id)).count(db).await? > 0;
    let has_unit =
        department::Entity::find().filter(department::Column::JurisdictionId.eq(id)).count(db).await? > 0;
    if !has_report && !has_unit {
        Entity::delete_by_id(id).exec(db).await?;
    }
    Ok(())
}
