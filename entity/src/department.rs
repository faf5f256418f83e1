//! A responsible unit of one jurisdiction.

use sea_orm::entity::prelude::*;

/// A responsible unit of one jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "department")]
pub struct Model {
    #[sea_orm(primary_key, auto_increment = false)]
    pub id: Uuid,
    pub jurisdiction_id: Uuid,
    #[sea_orm(column_type = "Text")]
    pub name: String,
    pub parent_id: Option<Uuid>,
    pub collective: bool,
}

#[derive(Debug, Clone, Copy, EnumIter, DeriveRelation)]
pub enum Relation {
    #[sea_orm(
        belongs_to = "super::jurisdiction::Entity",
        from = "Column::JurisdictionId",
        to = "super::jurisdiction::Column::Id"
    )]
    Jurisdiction,
    #[sea_orm(has_many = "super::task_department::Entity")]
    TaskDepartment,
    #[sea_orm(has_many = "super::department_alias::Entity")]
    Alias,
}

impl Related<super::jurisdiction::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Jurisdiction.def()
    }
}

impl Related<super::task_department::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::TaskDepartment.def()
    }
}

impl Related<super::department_alias::Entity> for Entity {
    fn to() -> RelationDef {
        Relation::Alias.def()
    }
}

impl ActiveModelBehavior for ActiveModel {}
