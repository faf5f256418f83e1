//! Jurisdictions.

use entity::jurisdiction::{self, Column, Entity, Model};
use entity::{department, report};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
};

use uuid::Uuid;

use crate::domain::jurisdiction::{AUTONOMOUS, full_names};
use crate::error::Result;

super::by_ids!(jurisdiction);

/// The jurisdiction of this name.
pub async fn by_name(db: &impl ConnectionTrait, name: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Name.eq(name)).one(db).await?)
}

/// The jurisdictions of these names, and those that one of them may be short for, by name.
pub async fn called(db: &impl ConnectionTrait, names: &[String]) -> Result<Vec<Model>> {
    let in_full = names.iter().flat_map(|name| full_names(name)).chain(names.iter().cloned());
    let mut any = Condition::any().add(Column::Name.is_in(in_full));
    // What stands for a pattern in a name finds more than was meant, and who asks looks at each.
    for (name, ending) in names.iter().flat_map(|name| AUTONOMOUS.map(|ending| (name, ending))) {
        any = any.add(Column::Name.like(format!("{name}%{ending}")));
    }
    Ok(Entity::find().filter(any).order_by_asc(Column::Name).all(db).await?)
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
