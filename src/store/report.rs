//! Reports.

use entity::document;
use entity::report::{self, Column, Entity, Model};
use sea_orm::prelude::DateTimeUtc;
use sea_orm::sea_query::{Expr, Order};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use std::collections::HashMap;
use uuid::Uuid;

use super::page::{self, Cursor, Key, Page, Slice};
use crate::error::Result;

super::by_ids!(report);

/// Which reports; all conditions hold together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct ReportFilter {
    /// Of these jurisdictions, by id.
    pub jurisdiction_ids: Option<Vec<Uuid>>,
    /// Of the jurisdiction of this name.
    pub jurisdiction: Option<String>,
    /// Of these years.
    pub years: Option<Vec<i32>>,
}

/// In which order.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    async_graphql::Enum,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ReportOrder")]
pub enum ReportOrder {
    /// Newest year first, then by time of import.
    #[default]
    YearDesc,
    /// Oldest year first, then by time of import.
    YearAsc,
}

impl ReportOrder {
    /// The order's name, for cursors.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::YearDesc => "report:-year",
            Self::YearAsc => "report:year",
        }
    }
}

fn condition(filter: &ReportFilter) -> Condition {
    let ReportFilter { jurisdiction_ids, jurisdiction, years } = filter;
    let named = jurisdiction
        .as_ref()
        .map(|name| Column::JurisdictionId.in_subquery(super::jurisdiction::named(name)));
    Condition::all()
        .add_option(jurisdiction_ids.as_ref().map(|ids| Column::JurisdictionId.is_in(ids.iter().copied())))
        .add_option(named)
        .add_option(years.as_ref().map(|years| Column::Year.is_in(years.iter().copied())))
}

/// A page of the reports that the filter lets through.
pub async fn page(
    db: &impl ConnectionTrait,
    filter: &ReportFilter,
    order: ReportOrder,
    page: &Page,
) -> Result<Slice<Model>> {
    let direction = match order {
        ReportOrder::YearDesc => Order::Desc,
        ReportOrder::YearAsc => Order::Asc,
    };
    let mut query = Entity::find()
        .filter(condition(filter))
        .order_by(Column::Year, direction.clone())
        .order_by_asc(Column::Id)
        .limit(page.first + 1);
    if let Some(cursor) = &page.after {
        let columns =
            [(Expr::col((Entity, Column::Year)), direction), (Expr::col((Entity, Column::Id)), Order::Asc)];
        query = query.filter(page::after(&columns, cursor)?);
    }
    let place = |row: &Model| Cursor {
        order: order.name().to_owned(),
        keys: vec![Key::Int(row.year), Key::Id(row.id)],
    };
    Ok(Slice::cut(query.all(db).await?, page, place))
}

/// How many reports the filter lets through.
pub async fn count(db: &impl ConnectionTrait, filter: &ReportFilter) -> Result<u64> {
    Ok(Entity::find().filter(condition(filter)).count(db).await?)
}

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
