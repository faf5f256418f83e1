//! The text of a task or of a progress update in the form in which it is searched.

use sea_orm::entity::prelude::*;

/// One text: a task's own where there is no update.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "search_entry")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i32,
    pub task_id: Uuid,
    pub progress_update_id: Option<Uuid>,
    #[sea_orm(column_type = "Text")]
    pub folded: String,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {}

impl ActiveModelBehavior for ActiveModel {}
