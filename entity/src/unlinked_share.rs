//! A printed share of an annual plan that belongs to none of the targets.

use sea_orm::entity::prelude::*;

use crate::Exact;

/// A printed share of an annual plan that belongs to none of the targets.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "unlinked_share")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub progress_update_id: Uuid,
    pub position: i32,
    pub percent: Exact,
    #[sea_orm(column_type = "Text")]
    pub quote: String,
    pub span_start: i32,
    pub span_end: i32,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::progress_update::Entity",
        from = "Column::ProgressUpdateId",
        to = "super::progress_update::Column::Id"
    )]
    ProgressUpdate,
}

impl Related<super::progress_update::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::ProgressUpdate.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
