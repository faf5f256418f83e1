//! `/tasks` and `/departments`.

use axum::Json;
use axum::extract::State;
use uuid::Uuid;

use super::bodies::{Alias, Department, Page, Task, TaskInFull, Unit};
use super::params::{DepartmentTasks, Nothing, Params};
use super::path::Id;
use super::problem::Problem;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::service::detail::{self, found};
use crate::service::{Ledger, units::Units};
use crate::store::page::{Page as Wanted, Slice};
use crate::store::task::{self, ORDER, TaskFilter};
use crate::store::{department, jurisdiction};

impl<T> Page<T> {
    /// A page with the length of its list.
    pub(super) fn of(slice: Slice<T>, total_count: u64) -> Self {
        let last = slice.rows.last().map(|(cursor, _)| cursor.encode());
        let next_cursor = if slice.has_next { last } else { None };
        Self { items: slice.rows.into_iter().map(|(_, row)| row).collect(), total_count, next_cursor }
    }
}

/// A page of tasks with their units and states.
pub(super) async fn task_page(ledger: &Ledger, filter: TaskFilter, page: &Wanted) -> Result<Page<Task>> {
    let filters = [filter];
    let slice = task::pages(&ledger.db, &filters, page).await?.pop();
    let slice = slice.ok_or_else(|| Error::Internal("one list was asked for and none came".to_owned()))?;
    let total = task::counts(&ledger.db, &filters).await?.pop().unwrap_or_default();
    let ids: Vec<Uuid> = slice.rows.iter().map(|(_, id)| *id).collect();
    let details = detail::of(ledger, &ids).await?;
    let mut details = details.iter().peekable();
    let slice = slice.filter_map(|id| details.next_if(|detail| detail.task.id == id).map(Task::from));
    Ok(Page::of(slice, total))
}

/// A task with everything that is known of it.
#[utoipa::path(get, path = "/tasks/{id}", tag = "tasks", params(("id" = Uuid, Path, description = "Id of the task.")),
    responses((status = 200, body = TaskInFull), (status = 404, body = Problem)))]
pub(super) async fn one(
    State(state): State<AppState>,
    Id(id): Id,
    Params(_): Params<Nothing>,
) -> Result<Json<TaskInFull>> {
    let details = detail::of(&state.ledger, &[id]).await?;
    let detail = details.first().ok_or_else(|| Error::NotFound { what: "task", key: id.to_string() })?;
    let updates = detail::updates(&state.ledger.db, id).await?;
    Ok(Json(TaskInFull { task: detail.into(), updates: updates.iter().map(Into::into).collect() }))
}

/// A responsible unit with its surroundings.
#[utoipa::path(get, path = "/departments/{id}", tag = "departments",
    params(("id" = Uuid, Path, description = "Id of the unit.")),
    responses((status = 200, body = Department), (status = 404, body = Problem)))]
pub(super) async fn department(
    State(state): State<AppState>,
    Id(id): Id,
    Params(_): Params<Nothing>,
) -> Result<Json<Department>> {
    let db = &state.ledger.db;
    let row = found(department::by_ids(db, &[id]).await?, "department", id)?;
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
        aliases: aliases.into_iter().map(|alias| Alias { name: alias.name, reason: alias.reason }).collect(),
        reports,
        unit: (&row).into(),
    }))
}

/// The tasks of a responsible unit, those of its children included, as printed.
#[utoipa::path(get, path = "/departments/{id}/tasks", tag = "departments",
    params(("id" = Uuid, Path, description = "Id of the unit."), DepartmentTasks),
    responses((status = 200, body = Page<Task>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn department_tasks(
    State(state): State<AppState>,
    Id(id): Id,
    Params(params): Params<DepartmentTasks>,
) -> Result<Json<Page<Task>>> {
    let DepartmentTasks { report, role, status, basis, discrepancy, include_collective, first, after } =
        params;
    let db = &state.ledger.db;
    let row = found(department::by_ids(db, &[id]).await?, "department", id)?;
    let page = Wanted::new(first, after.as_deref(), ORDER)?;
    let units = Units::load(db, &[row.jurisdiction_id]).await?;
    let ids = match include_collective {
        Some(false) => units.with_descendants(id),
        _ => units.with_collectives(id),
    };
    let filter = TaskFilter {
        report_id: report,
        department_ids: Some(ids),
        role,
        statuses: status,
        basis,
        discrepancy,
        ..TaskFilter::default()
    };
    task_page(&state.ledger, filter, &page).await.map(Json)
}
