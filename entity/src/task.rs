//! One commitment of a report.

use sea_orm::entity::prelude::*;

use crate::words::{CountedAs, DocumentKind, Status};
use crate::{Exact, Section};

/// One commitment of a report.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub report_id: Uuid,
    pub kind: DocumentKind,
    pub position: i32,
    pub number: Option<i32>,
    pub sub_number: i32,
    #[sea_orm(column_type = "Text")]
    pub text: String,
    #[sea_orm(column_type = "JsonBinary")]
    pub section: Section,
    #[sea_orm(column_type = "Text", nullable)]
    pub supervisor: Option<String>,
    pub document_id: Uuid,
    pub span_start: i32,
    pub span_end: i32,
    pub reported_status: Option<Status>,
    pub assessed_status: Status,
    pub effective_status: Status,
    pub discrepancy: bool,
    pub completion: Option<Exact>,
    pub indicator_count: i32,
    pub measured_count: i32,
    pub counted_as: CountedAs,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::report::Entity",
        from = "Column::ReportId",
        to = "super::report::Column::Id"
    )]
    Report,
    #[sea_orm(has_many = "super::task_department::Entity")]
    TaskDepartment,
    #[sea_orm(has_many = "super::indicator::Entity")]
    Indicator,
    #[sea_orm(has_many = "super::progress_update::Entity")]
    ProgressUpdate,
}

impl Related<super::report::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Report.def()
    }
}

impl Related<super::task_department::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::TaskDepartment.def()
    }
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
