//! Completion: of a whole report, by one dimension, over its periods.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::{length, referring, tasks, view};
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::message::Message;
use crate::rest::bodies::analytics::{CompletionAnswer, CompletionBreakdown, CompletionGroup, Trend};
use crate::rest::bodies::{Page, Task};
use crate::rest::list::{List, Shown, lists};
use crate::rest::params::{self, Overview};
use crate::rest::path::Id;
use crate::rest::problem::Problem;
use crate::service::analytics::breakdown::{self, Dimension, GroupKey};
use crate::service::analytics::register::Register;
use crate::service::analytics::trend as trends;
use crate::service::completion::{Books, Question, jurisdiction_of};
use crate::store::filter::Filter;
use crate::store::lists::task::TaskKey;
use crate::store::page::Wanted;
use crate::store::sort::Sort;
use crate::view::filter::{CompletionGroupFilter, TaskFilter};
use crate::view::{Completion, Roles};

lists! {
    /// `/reports/{id}/completion/groups`.
    GroupList(CompletionGroupFilter, GroupKey, params::Groups, []),
    /// `/reports/{id}/completion/tasks`.
    GroupTaskList(TaskFilter, TaskKey, params::GroupTasks, ["updates", "report", "departments.parent"]),
}

/// Completion of a report; with `by`, of its groups by one dimension.
#[utoipa::path(get, path = "/reports/{id}/completion", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), Shown<Overview<params::CompletionOf>>),
    responses((status = 200, body = CompletionAnswer), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn completion(
    State(state): State<AppState>,
    Id(id): Id,
    shown: Shown<Overview<params::CompletionOf>>,
) -> Result<Response> {
    let Overview { own: params::CompletionOf { by, basis, as_of, role, include_forecasts }, first } =
        shown.own;
    let ledger = &state.ledger;
    let view = view(as_of, include_forecasts);
    let question = Question { basis, view, roles: Roles::asked(role) };
    let Some(dimension) = by else {
        if first.is_some() {
            return Err(Error::invalid("first", Message::NoGroups));
        }
        jurisdiction_of(&ledger.db, id).await?;
        let books = Books::open(&ledger.db, &[id], view, &ledger.policy).await?;
        let whole = Completion::new(&books.of_report(id, &question), basis);
        return shown.answer(whole);
    };
    let register = Register::of(ledger, id).await?;
    let found = breakdown::by(&register.at(view), dimension, &question);
    let wanted = Wanted { first, ..Wanted::default() };
    let (groups, total) = found.page(&Filter::default(), &Sort::default(), wanted)?;
    let to = referring(&register);
    let groups = Page::of(groups.map(|group| CompletionGroup::new(&group, &to, basis)), length(total));
    shown.answer(CompletionBreakdown::new(&found, groups, basis))
}

fn dimension(by: Option<Dimension>) -> Result<Dimension> {
    by.ok_or_else(|| Error::invalid("by", Message::ByWhat))
}

/// The groups of a report's tasks by one dimension, each with its completion: units by name, sections and supervisors as
/// printed, kinds and statuses in their fixed order, unless asked otherwise.
#[utoipa::path(get, path = "/reports/{id}/completion/groups", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<GroupList>),
    responses((status = 200, body = Page<CompletionGroup>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn groups(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<GroupList>,
) -> Result<Response> {
    let params::Groups { by, basis, as_of, role, include_forecasts } = list.own;
    let dimension = dimension(by)?;
    let register = Register::of(&state.ledger, id).await?;
    let question = Question { basis, view: view(as_of, include_forecasts), roles: Roles::asked(role) };
    let found = breakdown::by(&register.at(question.view), dimension, &question);
    let (slice, total) = found.page(&list.filter, &list.sort, list.page.clone())?;
    let to = referring(&register);
    list.answer(slice.map(|group| CompletionGroup::new(&group, &to, basis)), length(total))
}

/// The tasks of one group, as printed unless asked otherwise.
#[utoipa::path(get, path = "/reports/{id}/completion/tasks", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<GroupTaskList>),
    responses((status = 200, body = Page<Task>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn group_tasks(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<GroupTaskList>,
) -> Result<Response> {
    let params::GroupTasks { by, ref key, basis, as_of, role, include_forecasts } = list.own;
    let dimension = dimension(by)?;
    let key = key.clone().ok_or_else(|| Error::invalid("key", Message::WhichGroup))?;
    let register = Register::of(&state.ledger, id).await?;
    let question = Question { basis, view: view(as_of, include_forecasts), roles: Roles::asked(role) };
    let found = breakdown::by(&register.at(question.view), dimension, &question);
    let ids: Vec<Uuid> = found.group(&key)?.answer.members.iter().map(|(id, _)| *id).collect();
    tasks(&state.ledger, id, list, &ids, breakdown::TASKS).await
}

/// Completion of a report over its periods: a point for each period of its bulletins in force.
#[utoipa::path(get, path = "/reports/{id}/trend", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), Shown<params::Trend>),
    responses((status = 200, body = Trend), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn trend(
    State(state): State<AppState>,
    Id(id): Id,
    shown: Shown<params::Trend>,
) -> Result<Response> {
    let params::Trend { basis, as_of, role, include_forecasts } = shown.own;
    let register = Register::of(&state.ledger, id).await?;
    let question = Question { basis, view: view(as_of, include_forecasts), roles: Roles::asked(role) };
    shown.answer(Trend::new(&trends::of(&register, &question), basis))
}
