//! `/departments`.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::bodies::{Department, ListedDepartment, Page, Task, Unit};
use super::list::{List, NoOwn, lists};
use super::params::{DepartmentTasks, Nothing, Params};
use super::path::Id;
use super::problem::Problem;
use super::tasks::task_page;
use crate::app::AppState;
use crate::error::Result;
use crate::message::Noun;
use crate::service::detail::{found, unique};
use crate::service::units::Units;
use crate::store::lists::department::DepartmentKey;
use crate::store::lists::task::{TaskKey, TaskPart, TaskTest};
use crate::store::page::Page as Wanted;
use crate::store::{department, jurisdiction, lists as store};
use crate::view::Roles;
use crate::view::filter::{DepartmentFilter, TaskFilter};

lists! {
    /// `/departments`.
    DepartmentList(DepartmentFilter, DepartmentKey, NoOwn, ["jurisdiction", "parent", "aliases"]),
    /// `/departments/{id}/tasks`.
    TasksOfDepartment(TaskFilter, TaskKey, DepartmentTasks, ["updates", "report", "departments.parent"]),
}

/// Responsible units, by name unless asked otherwise.
#[utoipa::path(get, path = "/departments", tag = "departments", params(List<DepartmentList>),
    responses((status = 200, body = Page<ListedDepartment>), (status = 400, body = Problem)))]
pub(super) async fn list(State(state): State<AppState>, list: List<DepartmentList>) -> Result<Response> {
    let db = &state.ledger.db;
    let page = Wanted::new(list.page.clone(), &list.sort.name())?;
    let slice = store::page(db, &list.filter, &list.sort, &page).await?;
    let total = store::count(db, &list.filter).await?;
    let rows = || slice.rows.iter().map(|(_, row)| row);
    let jurisdictions = if list.includes.contains(&"jurisdiction") {
        jurisdiction::by_ids(db, &unique(rows().map(|row| row.jurisdiction_id))).await?
    } else {
        HashMap::new()
    };
    let parents = if list.includes.contains(&"parent") {
        Some(department::by_ids(db, &unique(rows().filter_map(|row| row.parent_id))).await?)
    } else {
        None
    };
    let mut aliases = if list.includes.contains(&"aliases") {
        Some(department::aliases(db, &unique(rows().map(|row| row.id))).await?)
    } else {
        None
    };
    let slice = slice.map(|row| ListedDepartment {
        jurisdiction_id: row.jurisdiction_id,
        jurisdiction: jurisdictions.get(&row.jurisdiction_id).map(Into::into),
        parent: parents.as_ref().map(|parents| row.parent_id.and_then(|id| parents.get(&id)).map(Into::into)),
        aliases: aliases
            .as_mut()
            .map(|aliases| aliases.remove(&row.id).unwrap_or_default().into_iter().map(Into::into).collect()),
        unit: (&row).into(),
    });
    list.answer(slice, total)
}

/// A responsible unit with its surroundings.
#[utoipa::path(get, path = "/departments/{id}", tag = "departments",
    params(("id" = Uuid, Path, description = "Id of the unit.")),
    responses((status = 200, body = Department), (status = 404, body = Problem)))]
pub(super) async fn one(
    State(state): State<AppState>,
    Id(id): Id,
    Params(_): Params<Nothing>,
) -> Result<Json<Department>> {
    let db = &state.ledger.db;
    let row = found(department::by_ids(db, &[id]).await?, Noun::Department, id)?;
    let units = Units::load(db, &[row.jurisdiction_id]).await?;
    let aliases = department::aliases(db, &[id]).await?.remove(&id).unwrap_or_default();
    let reports = department::reports(db, &[id]).await?.remove(&id).unwrap_or_default();
    let of = jurisdiction::by_ids(db, &[row.jurisdiction_id]).await?;
    let many = |ids: &[Uuid]| ids.iter().filter_map(|id| units.by_id.get(id)).map(Unit::from).collect();
    Ok(Json(Department {
        jurisdiction: of.get(&row.jurisdiction_id).map(Into::into),
        parent: row.parent_id.and_then(|parent| units.by_id.get(&parent)).map(Into::into),
        children: many(units.children(id)),
        members: many(units.members(id)),
        collectives: many(units.collectives(id)),
        aliases: aliases.into_iter().map(Into::into).collect(),
        reports,
        unit: (&row).into(),
    }))
}

/// The tasks of a responsible unit, those of the units below it included, as printed unless asked otherwise.
#[utoipa::path(get, path = "/departments/{id}/tasks", tag = "departments",
    params(("id" = Uuid, Path, description = "Id of the unit."), List<TasksOfDepartment>),
    responses((status = 200, body = Page<Task>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn tasks(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<TasksOfDepartment>,
) -> Result<Response> {
    found(department::by_ids(&state.ledger.db, &[id]).await?, Noun::Department, id)?;
    let DepartmentTasks { role, include_collectives } = list.own;
    let part = TaskPart::of(id, Roles::asked(role), include_collectives.unwrap_or(true));
    task_page(&state.ledger, list, TaskTest::Department(part).into()).await
}
