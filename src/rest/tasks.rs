//! `/tasks`.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::bodies::{Page, Task, Unit};
use super::list::{List, NoOwn, Route, lists};
use super::params::{Nothing, Params};
use super::path::Id;
use super::problem::Problem;
use super::reports;
use crate::app::AppState;
use crate::error::Result;
use crate::message::Noun;
use crate::service::Ledger;
use crate::service::detail::{self, found, unique};
use crate::store::filter::Filter;
use crate::store::lists::task::{TaskKey, TaskTest};
use crate::store::page::{Page as Wanted, Slice};
use crate::store::{department, lists as store, report, task};
use crate::view::filter::TaskFilter;

lists! {
    /// `/tasks`.
    TaskList(TaskFilter, TaskKey, NoOwn, ["updates", "report", "departments.parent"]),
}

/// A page of the tasks that `of` lets through too.
pub(super) async fn task_page<R>(ledger: &Ledger, list: List<R>, of: Filter<TaskTest>) -> Result<Response>
where
    R: Route<Filter = TaskFilter, Key = TaskKey>,
{
    let db = &ledger.db;
    let page = Wanted::new(list.page.clone(), &list.sort.name())?;
    let filter = Filter::All(vec![of, list.filter.clone()]);
    let slice = store::page(db, &filter, &list.sort, &page).await?;
    let total = store::count(db, &filter).await?;
    show_tasks(ledger, list, slice, total).await
}

/// The answer with a page of tasks.
pub(super) async fn show_tasks<R: Route>(
    ledger: &Ledger,
    list: List<R>,
    slice: Slice<entity::task::Model>,
    total: u64,
) -> Result<Response> {
    let rows = slice.rows.iter().map(|(_, row)| row.clone()).collect();
    let mut tasks: Vec<Task> = detail::of(ledger, rows).await?.iter().map(Task::from).collect();
    expand(ledger, &mut tasks, &list.includes).await?;
    let mut tasks = tasks.into_iter();
    let slice: Slice<Task> = slice.filter_map(|_| tasks.next());
    list.answer(slice, total)
}

/// Adds what `include` names: three statements for updates, three for reports, one for parents, whatever the rows.
async fn expand(ledger: &Ledger, tasks: &mut [Task], includes: &[&str]) -> Result<()> {
    let db = &ledger.db;
    if includes.contains(&"updates") {
        let ids: Vec<Uuid> = tasks.iter().map(|task| task.id).collect();
        let mut updates = detail::updates_of(db, &ids).await?;
        for task in tasks.iter_mut() {
            let updates = updates.remove(&task.id).unwrap_or_default();
            task.updates = Some(updates.iter().map(Into::into).collect());
        }
    }
    if includes.contains(&"report") {
        let rows = report::by_ids(db, &unique(tasks.iter().map(|task| task.report_id))).await?;
        let rows: Vec<_> = rows.into_values().collect();
        let bodies = reports::bodies(ledger, &rows, &[]).await?;
        for task in tasks.iter_mut() {
            task.report = bodies.iter().find(|body| body.id == task.report_id).cloned();
        }
    }
    if includes.contains(&"departments.parent") {
        let parents = tasks.iter().flat_map(|task| &task.departments).filter_map(|unit| unit.unit.parent_id);
        let parents = department::by_ids(db, &unique(parents)).await?;
        for unit in tasks.iter_mut().flat_map(|task| &mut task.departments) {
            unit.parent = Some(unit.unit.parent_id.and_then(|id| parents.get(&id)).map(Unit::from));
        }
    }
    Ok(())
}

/// Tasks of all reports: reports by time of import, tasks as printed, unless asked otherwise.
#[utoipa::path(get, path = "/tasks", tag = "tasks", params(List<TaskList>),
    responses((status = 200, body = Page<Task>), (status = 400, body = Problem)))]
pub(super) async fn list(State(state): State<AppState>, list: List<TaskList>) -> Result<Response> {
    task_page(&state.ledger, list, Filter::default()).await
}

/// A task with everything that is known of it.
#[utoipa::path(get, path = "/tasks/{id}", tag = "tasks", params(("id" = Uuid, Path, description = "Id of the task.")),
    responses((status = 200, body = Task), (status = 404, body = Problem)))]
pub(super) async fn one(
    State(state): State<AppState>,
    Id(id): Id,
    Params(_): Params<Nothing>,
) -> Result<Json<Task>> {
    let row = found(task::by_ids(&state.ledger.db, &[id]).await?, Noun::Task, id)?;
    let mut tasks: Vec<Task> = detail::of(&state.ledger, vec![row]).await?.iter().map(Task::from).collect();
    expand(&state.ledger, &mut tasks, &["updates"]).await?;
    Ok(Json(tasks.remove(0)))
}
