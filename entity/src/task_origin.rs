//! A commitment of the plan that a row of the bulletins reports on.

use sea_orm::entity::prelude::*;

/// A commitment of the plan that a row of the bulletins reports on.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "task_origin")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub task_id: Uuid,
    #[sea_orm(primary_key, auto_increment = false)]
    pub origin_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub reason: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
