//! Responsible units, their names, their parts and their tasks.

use std::collections::{HashMap, HashSet};

use entity::department::{self, Column, Entity, Model};
use entity::words::Role;
use entity::{department_alias, department_decision, department_member, report, task, task_department};
use sea_orm::ActiveValue::{Set, Unchanged};
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, IntoActiveModel, JoinType, QueryFilter,
    QueryOrder, QuerySelect, RelationTrait,
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

/// What an import adds to the units of a jurisdiction, or all of them.
#[derive(Debug, Default)]
pub struct NewUnits {
    /// Units, none above itself.
    pub departments: Vec<Model>,
    /// Names.
    pub aliases: Vec<department_alias::Model>,
    /// Members of collective units.
    pub members: Vec<department_member::Model>,
}

/// Keeps new units, names and memberships.
pub async fn insert(db: &impl ConnectionTrait, new: NewUnits) -> Result<()> {
    let NewUnits { departments, aliases, members } = new;
    let of: Vec<(Uuid, Uuid)> = departments.iter().filter_map(|row| Some((row.id, row.parent_id?))).collect();
    // Without parents first: a unit may stand before the one it belongs to.
    let alone = departments.into_iter().map(|row| Model { parent_id: None, ..row }.into_active_model());
    for chunk in super::chunks(alone.collect()) {
        Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    for (id, parent) in of {
        set_parent(db, Column::Id.eq(id), Some(parent)).await?;
    }
    for chunk in super::chunks(aliases.into_iter().map(IntoActiveModel::into_active_model).collect()) {
        department_alias::Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    for chunk in super::chunks(members.into_iter().map(IntoActiveModel::into_active_model).collect()) {
        department_member::Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    Ok(())
}

async fn set_parent(db: &impl ConnectionTrait, which: Expr, parent: Option<Uuid>) -> Result<()> {
    Entity::update_many().col_expr(Column::ParentId, Expr::value(parent)).filter(which).exec(db).await?;
    Ok(())
}

/// Puts these units, names and memberships in the place of all that the jurisdiction has; rows keep their ids. Units that
/// are not among them stay without a name until [`delete_others`] takes them away, since tasks may have them.
pub async fn replace(db: &impl ConnectionTrait, jurisdiction_id: Uuid, units: NewUnits) -> Result<()> {
    let known: HashMap<Uuid, Model> =
        all_in(db, &[jurisdiction_id]).await?.into_iter().map(|row| (row.id, row)).collect();
    department_alias::Entity::delete_many()
        .filter(department_alias::Column::JurisdictionId.eq(jurisdiction_id))
        .exec(db)
        .await?;
    department_member::Entity::delete_many()
        .filter(department_member::Column::CollectiveId.is_in(known.keys().copied()))
        .exec(db)
        .await?;
    set_parent(db, Column::JurisdictionId.eq(jurisdiction_id), None).await?;
    let (kept, new): (Vec<Model>, Vec<Model>) =
        units.departments.into_iter().partition(|row| known.contains_key(&row.id));
    let renamed = || kept.iter().filter(|row| known[&row.id].name != row.name);
    // Two units may change names; no unit is called like an id.
    for row in renamed() {
        set_name(db, row.id, &row.id.to_string()).await?;
    }
    insert(db, NewUnits { departments: new, ..NewUnits::default() }).await?;
    for row in renamed() {
        set_name(db, row.id, &row.name).await?;
    }
    for row in kept {
        let changed = known[&row.id].collective != row.collective || row.parent_id.is_some();
        if changed {
            let Model { id, collective, parent_id, .. } = row;
            let row = department::ActiveModel {
                id: Unchanged(id),
                collective: Set(collective),
                parent_id: Set(parent_id),
                ..Default::default()
            };
            Entity::update(row).exec(db).await?;
        }
    }
    insert(db, NewUnits { departments: Vec::new(), ..units }).await
}

async fn set_name(db: &impl ConnectionTrait, id: Uuid, name: &str) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::Name, Expr::value(name))
        .filter(Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Removes the units of a jurisdiction that are not in `keep`.
pub async fn delete_others(
    db: &impl ConnectionTrait,
    jurisdiction_id: Uuid,
    keep: &HashSet<Uuid>,
) -> Result<()> {
    let all = all_in(db, &[jurisdiction_id]).await?.into_iter().map(|row| row.id);
    let others: Vec<Uuid> = all.filter(|id| !keep.contains(id)).collect();
    Entity::delete_many().filter(Column::Id.is_in(others)).exec(db).await?;
    Ok(())
}

/// What was decided by hand about names of a jurisdiction.
pub async fn decisions(
    db: &impl ConnectionTrait,
    jurisdiction: &str,
) -> Result<Vec<department_decision::Model>> {
    Ok(department_decision::Entity::find()
        .filter(department_decision::Column::Jurisdiction.eq(jurisdiction))
        .order_by_asc(department_decision::Column::Name)
        .all(db)
        .await?)
}

/// Keeps a decision in the place of an earlier one about that name.
pub async fn decide(db: &impl ConnectionTrait, row: department_decision::Model) -> Result<()> {
    forget(db, &row.jurisdiction, &row.name).await?;
    department_decision::Entity::insert(row.into_active_model()).exec_without_returning(db).await?;
    Ok(())
}

/// Takes a decision about a name back; true where there was one.
pub async fn forget(db: &impl ConnectionTrait, jurisdiction: &str, name: &str) -> Result<bool> {
    let done = department_decision::Entity::delete_by_id((jurisdiction.to_owned(), name.to_owned())).exec(db);
    Ok(done.await?.rows_affected > 0)
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
