//! A measured result of a document that answers no target.

use sea_orm::entity::prelude::*;

use crate::words::Kind;
use crate::{Exact, Section};

/// A measured result of a document that answers no target.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "result")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub document_id: Uuid,
    pub position: i32,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    #[sea_orm(column_type = "Text")]
    pub canonical_name: String,
    pub value: Exact,
    #[sea_orm(column_type = "Text")]
    pub unit: String,
    pub kind: Kind,
    #[sea_orm(column_type = "Text")]
    pub quote: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub section: Section,
    pub span_start: i32,
    pub span_end: i32,
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
