//! Responsible units, their names, their parts and their tasks.

use std::collections::HashMap;

use entity::department::{self, Column, Entity, Model};
use entity::words::Role;
use entity::{department_alias, department_member, report, task, task_department};
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use uuid::Uuid;

use crate::error::Result;

super::by_ids!(department);

/// All names that stand for a unit of this jurisdiction.
pub async fn aliases_in(
    db: &impl ConnectionTrait,
    jurisdiction_id: Uuid,
) -> Result<Vec<department_alias::Model>> {
    Ok(department_alias::Entity::find()
        .filter(department_alias::Column::JurisdictionId.eq(jurisdiction_id))
        .all(db)
        .await?)
}

/// The unit behind each name, by jurisdiction.
pub async fn names_in(
    db: &impl ConnectionTrait,
    jurisdiction_ids: &[Uuid],
) -> Result<HashMap<Uuid, HashMap<String, Uuid>>> {
    let rows = department_alias::Entity::find()
        .filter(department_alias::Column::JurisdictionId.is_in(jurisdiction_ids.iter().copied()))
        .all(db)
        .await?;
    let mut names: HashMap<Uuid, HashMap<String, Uuid>> = HashMap::new();
    for row in rows {
        names.entry(row.jurisdiction_id).or_default().insert(row.name, row.department_id);
    }
    Ok(names)
}

/// All units of these jurisdictions, by name.
pub async fn all_in(db: &impl ConnectionTrait, jurisdiction_ids: &[Uuid]) -> Result<Vec<Model>> {
    Ok(Entity::find()
        .filter(Column::JurisdictionId.is_in(jurisdiction_ids.iter().copied()))
        .order_by_asc(Column::Name)
        .all(db)
        .await?)
}

/// Which collective unit has which member, in these jurisdictions.
pub async fn members_in(
    db: &impl ConnectionTrait,
    jurisdiction_ids: &[Uuid],
) -> Result<Vec<department_member::Model>> {
    let units = Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(Column::JurisdictionId.is_in(jurisdiction_ids.iter().copied()))
        .take();
    Ok(department_member::Entity::find()
        .filter(department_member::Column::CollectiveId.in_subquery(units))
        .all(db)
        .await?)
}

/// The names that stand for these units, by unit.
pub async fn aliases(
    db: &impl ConnectionTrait,
    ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<department_alias::Model>>> {
    let rows = department_alias::Entity::find()
        .filter(department_alias::Column::DepartmentId.is_in(ids.iter().copied()))
        .order_by_asc(department_alias::Column::Name)
        .all(db)
        .await?;
    Ok(super::group(rows, |row| row.department_id))
}

/// The units of these tasks with their roles, by task, in the order of print.
pub async fn links_of_tasks(
    db: &impl ConnectionTrait,
    task_ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<task_department::Model>>> {
    let rows = task_department::Entity::find()
        .filter(task_department::Column::TaskId.is_in(task_ids.iter().copied()))
        .order_by_asc(task_department::Column::Position)
        .all(db)
        .await?;
    Ok(super::group(rows, |row| row.task_id))
}

/// One unit's part in one task.
#[derive(Debug, Clone, Copy, PartialEq, Eq, FromQueryResult)]
pub struct Link {
    /// The report of the task.
    pub report_id: Uuid,
    /// The task.
    pub task_id: Uuid,
    /// The unit.
    pub department_id: Uuid,
    /// Its part.
    pub role: Role,
}

/// Every part of every unit in these reports.
pub async fn links_in_reports(db: &impl ConnectionTrait, report_ids: &[Uuid]) -> Result<Vec<Link>> {
    Ok(task_department::Entity::find()
        .select_only()
        .column(task::Column::ReportId)
        .columns([
            task_department::Column::TaskId,
            task_department::Column::DepartmentId,
            task_department::Column::Role,
        ])
        .join(JoinType::InnerJoin, task_department::Relation::Task.def())
        .filter(task::Column::ReportId.is_in(report_ids.iter().copied()))
        .into_model::<Link>()
        .all(db)
        .await?)
}

/// The reports in which these units have tasks: newest year first, by unit.
pub async fn reports(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Uuid>>> {
    let rows: Vec<(Uuid, Uuid, i32)> = task_department::Entity::find()
        .select_only()
        .column(task_department::Column::DepartmentId)
        .column(task::Column::ReportId)
        .column(report::Column::Year)
        .distinct()
        .join(JoinType::InnerJoin, task_department::Relation::Task.def())
        .join(JoinType::InnerJoin, task::Relation::Report.def())
        .filter(task_department::Column::DepartmentId.is_in(ids.iter().copied()))
        .order_by_desc(report::Column::Year)
        .order_by_asc(task::Column::ReportId)
        .into_tuple()
        .all(db)
        .await?;
    let mut groups: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
    for (department, report, _) in rows {
        groups.entry(department).or_default().push(report);
    }
    Ok(groups)
}

/// What an import adds to the units of a jurisdiction.
#[derive(Debug, Default)]
pub struct NewUnits {
    /// Units, parents before children.
    pub departments: Vec<department::ActiveModel>,
    /// Names.
    pub aliases: Vec<department_alias::ActiveModel>,
    /// Members of collective units.
    pub members: Vec<department_member::ActiveModel>,
}

/// Keeps new units, names and memberships.
pub async fn insert(db: &impl ConnectionTrait, new: NewUnits) -> Result<()> {
    let NewUnits { departments, aliases, members } = new;
    for chunk in super::chunks(departments) {
        Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    for chunk in super::chunks(aliases) {
        department_alias::Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    for chunk in super::chunks(members) {
        department_member::Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Puts these units in place of all that the tasks had.
pub async fn replace_links(
    db: &impl ConnectionTrait,
    task_ids: &[Uuid],
    rows: Vec<task_department::ActiveModel>,
) -> Result<()> {
    task_department::Entity::delete_many()
        .filter(task_department::Column::TaskId.is_in(task_ids.iter().copied()))
        .exec(db)
        .await?;
    for chunk in super::chunks(rows) {
        task_department::Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Removes the units of a jurisdiction that nothing refers to any more, save those in `keep`.
pub async fn delete_unused(
    db: &impl ConnectionTrait,
    jurisdiction_id: Uuid,
    keep: &std::collections::HashSet<Uuid>,
) -> Result<()> {
    let referring = [
        Query::select().column(task_department::Column::DepartmentId).from(task_department::Entity).take(),
        Query::select().column(department_member::Column::MemberId).from(department_member::Entity).take(),
        Query::select()
            .column(Column::ParentId)
            .from(Entity)
            .and_where(Expr::col(Column::ParentId).is_not_null())
            .take(),
    ];
    // A unit that goes may have held another: until nothing goes any more.
    loop {
        let mut unused = Entity::find().filter(Column::JurisdictionId.eq(jurisdiction_id));
        for ids in &referring {
            unused = unused.filter(Column::Id.not_in_subquery(ids.clone()));
        }
        let ids: Vec<Uuid> = unused.select_only().column(Column::Id).into_tuple().all(db).await?;
        let ids: Vec<Uuid> = ids.into_iter().filter(|id| !keep.contains(id)).collect();
        if ids.is_empty() {
            return Ok(());
        }
        Entity::delete_many().filter(Column::Id.is_in(ids)).exec(db).await?;
    }
}

/// The name of this jurisdiction in half-width form without spaces, with the unit that it stands for.
pub async fn alias_named(
    db: &impl ConnectionTrait,
    jurisdiction_id: Uuid,
    name: &str,
) -> Result<Option<department_alias::Model>> {
    Ok(department_alias::Entity::find()
        .filter(department_alias::Column::JurisdictionId.eq(jurisdiction_id))
        .filter(department_alias::Column::Name.eq(name))
        .one(db)
        .await?)
}

/// Writes what changed of a name.
pub async fn update_alias(db: &impl ConnectionTrait, row: department_alias::ActiveModel) -> Result<()> {
    department_alias::Entity::update(row).exec(db).await?;
    Ok(())
}

/// Every part of one unit.
pub async fn links_of_unit(db: &impl ConnectionTrait, id: Uuid) -> Result<Vec<task_department::Model>> {
    Ok(task_department::Entity::find().filter(task_department::Column::DepartmentId.eq(id)).all(db).await?)
}

/// Writes what changed of a unit's part.
pub async fn update_link(db: &impl ConnectionTrait, row: task_department::ActiveModel) -> Result<()> {
    task_department::Entity::update(row).exec(db).await?;
    Ok(())
}

/// Removes a unit's part.
pub async fn delete_link(db: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    task_department::Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// Removes a unit after its children and memberships went to another.
pub async fn hand_over(db: &impl ConnectionTrait, id: Uuid, to: Uuid) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::ParentId, Expr::value(to))
        .filter(Column::ParentId.eq(id))
        .filter(Column::Id.ne(to))
        .exec(db)
        .await?;
    let held = department_member::Entity::find()
        .filter(
            Condition::any()
                .add(department_member::Column::MemberId.eq(id))
                .add(department_member::Column::CollectiveId.eq(id)),
        )
        .all(db)
        .await?;
    let moved = held.into_iter().map(|row| {
        let at = |unit: Uuid| if unit == id { to } else { unit };
        department_member::Model { collective_id: at(row.collective_id), member_id: at(row.member_id) }
    });
    for row in moved.filter(|row| row.collective_id != row.member_id) {
        let new = sea_orm::IntoActiveModel::into_active_model(row);
        let kept = sea_orm::sea_query::OnConflict::columns([
            department_member::Column::CollectiveId,
            department_member::Column::MemberId,
        ])
        .do_nothing()
        .to_owned();
        department_member::Entity::insert(new).on_conflict(kept).exec_without_returning(db).await?;
    }
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}
