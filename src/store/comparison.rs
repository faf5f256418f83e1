//! Indicators of one measure in many reports.

use entity::{indicator, report, task};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::filter::Filter;
use super::lists::{self, indicator::IndicatorTest};
use crate::error::Result;

/// The reports of these jurisdictions and years: newest year first, then as imported.
pub async fn reports(
    db: &impl ConnectionTrait,
    jurisdictions: Option<&[Uuid]>,
    years: Option<&[i32]>,
    limit: u64,
) -> Result<Vec<report::Model>> {
    use report::{Column, Entity};
    let mut query = Entity::find();
    if let Some(ids) = jurisdictions {
        query = query.filter(Column::JurisdictionId.is_in(ids.iter().copied()));
    }
    if let Some(years) = years {
        query = query.filter(Column::Year.is_in(years.iter().copied()));
    }
    Ok(query.order_by_desc(Column::Year).order_by_asc(Column::Id).limit(limit).all(db).await?)
}

/// An indicator and where it belongs.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Found {
    /// The indicator.
    pub indicator_id: Uuid,
    /// Its task.
    pub task_id: Uuid,
    /// The report of that task.
    pub report_id: Uuid,
    /// Its canonical name.
    pub canonical_name: String,
}

/// The indicators with one of these canonical names in these reports that a filter lets through, as printed; of tasks that completion counts.
pub async fn indicators(
    db: &impl ConnectionTrait,
    names: &[String],
    report_ids: &[Uuid],
    filter: &Filter<IndicatorTest>,
    limit: u64,
) -> Result<Vec<Found>> {
    use indicator::{Column, Entity};
    Ok(Entity::find()
        .select_only()
        .column_as(Column::Id, "indicator_id")
        .column(Column::TaskId)
        .column(task::Column::ReportId)
        .column(Column::CanonicalName)
        .join(JoinType::InnerJoin, indicator::Relation::Task.def())
        .filter(super::task::counted())
        .filter(Column::CanonicalName.is_in(names.iter().map(String::as_str)))
        .filter(task::Column::ReportId.is_in(report_ids.iter().copied()))
        .filter(lists::condition(filter, db.get_database_backend()))
        .order_by_asc(task::Column::ReportId)
        .order_by_asc(task::Column::Position)
        .order_by_asc(Column::Position)
        .limit(limit)
        .into_model::<Found>()
        .all(db)
        .await?)
}
