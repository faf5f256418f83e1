//! Jurisdictions.

use entity::jurisdiction::{self, Column, Entity, Model};
use entity::{department, report};
use sea_orm::sea_query::{Expr, ExprTrait, Order, Query, SelectStatement};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder, QuerySelect,
};

use super::page::{self, Cursor, Key, Page, Slice};
use uuid::Uuid;

use crate::error::Result;

super::by_ids!(jurisdiction);

/// Name of the only order, for cursors.
pub const ORDER: &str = "jurisdiction:name";

/// The jurisdiction of this name.
pub async fn by_name(db: &impl ConnectionTrait, name: &str) -> Result<Option<Model>> {
    Ok(Entity::find().filter(Column::Name.eq(name)).one(db).await?)
}

/// The id of the jurisdiction of this name, for conditions of other nouns.
pub(super) fn named(name: &str) -> SelectStatement {
    Query::select().column(Column::Id).from(Entity).and_where(Expr::col(Column::Name).eq(name)).take()
}

/// A page, by name.
pub async fn page(db: &impl ConnectionTrait, page: &Page) -> Result<Slice<Model>> {
    let mut query = Entity::find().order_by_asc(Column::Name).limit(page.first + 1);
    if let Some(cursor) = &page.after {
        query = query.filter(page::after(&[(Expr::col((Entity, Column::Name)), Order::Asc)], cursor)?);
    }
    let place = |row: &Model| Cursor { order: ORDER.to_owned(), keys: vec![Key::Text(row.name.clone())] };
    Ok(Slice::cut(query.all(db).await?, page, place))
}

/// How many there are.
pub async fn count(db: &impl ConnectionTrait) -> Result<u64> {
    Ok(Entity::find().count(db).await?)
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
