//! One imported source.

use sea_orm::entity::prelude::*;

use crate::words::{DocumentKind, Granularity};

/// One imported source.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "document")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub report_id: Uuid,
    pub kind: DocumentKind,
    #[sea_orm(column_type = "Text", nullable)]
    pub title: Option<String>,
    #[sea_orm(column_type = "Text", nullable)]
    pub publisher: Option<String>,
    pub published_on: Option<Date>,
    pub period_start: Option<Date>,
    pub period_end: Option<Date>,
    #[sea_orm(column_type = "Text", nullable)]
    pub period_label: Option<String>,
    pub period_granularity: Option<Granularity>,
    #[sea_orm(column_type = "Text")]
    pub layout: String,
    #[sea_orm(column_type = "Text")]
    pub file_name: String,
    #[sea_orm(column_type = "Text")]
    pub sha256: String,
    pub byte_size: i64,
    pub superseded_by_id: Option<Uuid>,
    pub imported_at: DateTimeUtc,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::report::Entity",
        from = "Column::ReportId",
        to = "super::report::Column::Id"
    )]
    Report,
    #[sea_orm(has_many = "super::finding::Entity")]
    Finding,
    #[sea_orm(has_many = "super::progress_update::Entity")]
    ProgressUpdate,
}

impl Related<super::report::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Report.def()
    }
}

impl Related<super::finding::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Finding.def()
    }
}

impl Related<super::progress_update::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::ProgressUpdate.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
