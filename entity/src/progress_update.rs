//! What one document says of a task.

use sea_orm::entity::prelude::*;

use crate::words::Status;

/// What one document says of a task.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "progress_update")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub task_id: Uuid,
    pub document_id: Uuid,
    pub row: i32,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    pub reported_status: Option<Status>,
    #[sea_orm(column_type = "Text", nullable)]
    pub reported_text: Option<String>,
    pub span_start: Option<i32>,
    pub span_end: Option<i32>,
    pub status_span_start: Option<i32>,
    pub status_span_end: Option<i32>,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(belongs_to = "super::task::Entity", from = "Column::TaskId", to = "super::task::Column::Id")]
    Task,
    #[sea_orm(
        belongs_to = "super::document::Entity",
        from = "Column::DocumentId",
        to = "super::document::Column::Id"
    )]
    Document,
    #[sea_orm(has_many = "super::measurement::Entity")]
    Measurement,
}

impl Related<super::task::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Task.def()
    }
}

impl Related<super::document::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Document.def()
    }
}

impl Related<super::measurement::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Measurement.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
