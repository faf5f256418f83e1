//! The figure or share of one indicator in one progress update.

use sea_orm::entity::prelude::*;

use crate::Exact;
use crate::words::Granularity;

/// The figure or share of one indicator in one progress update.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "measurement")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub indicator_id: Uuid,
    pub progress_update_id: Uuid,
    pub value: Option<Exact>,
    pub value_high: Option<Exact>,
    #[sea_orm(column_type = "Text", nullable)]
    pub unit: Option<String>,
    pub approximate: bool,
    pub forecast: bool,
    pub as_of_start: Option<Date>,
    pub as_of_end: Option<Date>,
    #[sea_orm(column_type = "Text", nullable)]
    pub as_of_label: Option<String>,
    pub as_of_granularity: Option<Granularity>,
    #[sea_orm(column_type = "Text", nullable)]
    pub quote: Option<String>,
    pub span_start: Option<i32>,
    pub span_end: Option<i32>,
    pub share: Option<Exact>,
    #[sea_orm(column_type = "Text", nullable)]
    pub share_quote: Option<String>,
    pub share_span_start: Option<i32>,
    pub share_span_end: Option<i32>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::indicator::Entity",
        from = "Column::IndicatorId",
        to = "super::indicator::Column::Id"
    )]
    Indicator,
    #[sea_orm(
        belongs_to = "super::progress_update::Entity",
        from = "Column::ProgressUpdateId",
        to = "super::progress_update::Column::Id"
    )]
    ProgressUpdate,
}

impl Related<super::indicator::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Indicator.def()
    }
}

impl Related<super::progress_update::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::ProgressUpdate.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
