//! Something a reader of a document should know.

use sea_orm::entity::prelude::*;

use crate::words::Severity;

/// Something a reader of a document should know.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "finding")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub document_id: Uuid,
    pub position: i32,
    #[sea_orm(column_type = "Text")]
    pub code: String,
    pub severity: Severity,
    pub row: Option<i32>,
    pub line: Option<i32>,
    #[sea_orm(column_type = "Text")]
    pub message: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::document::Entity",
        from = "Column::DocumentId",
        to = "super::document::Column::Id"
    )]
    Document,
}

impl Related<super::document::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Document.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
