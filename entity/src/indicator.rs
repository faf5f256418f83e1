//! One measurable target of a task.

use sea_orm::entity::prelude::*;

use crate::Exact;
use crate::words::{Comparator, Kind};

/// One measurable target of a task.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "indicator")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub task_id: Uuid,
    pub document_id: Uuid,
    pub position: i32,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub canonical_name: String,
    pub target: Exact,
    pub target_high: Option<Exact>,
    #[sea_orm(column_type = "Text")]
    pub unit: String,
    pub comparator: Comparator,
    pub kind: Kind,
    #[sea_orm(column_type = "Text")]
    pub quote: String,
    pub span_start: i32,
    pub span_end: i32,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::task::Entity", from = "Column::TaskId", to = "super::task::Column::Id")]
    Task,
    #[sea_orm(has_many = "super::measurement::Entity")]
    Measurement,
}

impl Related<super::task::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Task.def()
    }
}

impl Related<super::measurement::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Measurement.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
