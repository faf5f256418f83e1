//! How an answer came to be.

use std::collections::HashMap;

use axum::extract::State;
use axum::response::Response;

use super::view;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::message::Noun;
use crate::rest::bodies::analytics::Derivation;
use crate::rest::list::Shown;
use crate::rest::params;
use crate::rest::path::Id;
use crate::rest::problem::Problem;
use crate::service::analytics::derivation::{self, Page as Listed};
use crate::service::analytics::evidence::texts;
use crate::service::analytics::register::Register;
use crate::service::assessment::{TaskState, states};
use crate::service::completion::{Question, standing};
use crate::service::detail::found;
use crate::store::{TaskScope, task};
use crate::view::Roles;

/// How a completion ratio of a report, or of one of its units, came to be: its tasks, a page at a time.
#[utoipa::path(get, path = "/reports/{id}/derivation", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), Shown<params::Derivation>),
    responses((status = 200, body = Derivation), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn derivation(
    State(state): State<AppState>,
    Id(id): Id,
    shown: Shown<params::Derivation>,
) -> Result<Response> {
    let params::Derivation { of, department, basis, as_of, role, include_forecasts, first, after } =
        shown.own;
    let listed = Listed::new(first, after)?;
    let register = Register::of(&state.ledger, id).await?;
    let question = Question { basis, view: view(as_of, include_forecasts), roles: Roles::asked(role) };
    let books = register.at(question.view).books();
    let answer = match department {
        Some(unit) if !register.units.by_id.contains_key(&unit) => {
            return Err(Error::NotFound { what: Noun::Department, key: unit.to_string() });
        }
        Some(unit) => standing(&books, &register.units, id, unit, &question).answer,
        None => books.of_report(id, &question),
    };
    let rows = register.tasks.iter().map(|task| (task.id, task.clone())).collect();
    let node = derivation::ratio(of, basis, &answer.members, listed.of(&answer.members)?, &rows);
    shown.answer(Derivation::new(&node, &HashMap::new()))
}

/// How the status or completion of a task came to be, down to the printed words.
#[utoipa::path(get, path = "/tasks/{id}/derivation", tag = "tasks",
    params(("id" = Uuid, Path, description = "Id of the task."), Shown<params::TaskDerivation>),
    responses((status = 200, body = Derivation), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn task_derivation(
    State(state): State<AppState>,
    Id(id): Id,
    shown: Shown<params::TaskDerivation>,
) -> Result<Response> {
    let params::TaskDerivation { of, basis, as_of, include_forecasts } = shown.own;
    let (db, policy) = (&state.ledger.db, &state.ledger.policy);
    let row = found(task::by_ids(db, &[id]).await?, Noun::Task, id)?;
    let mut states = states(db, TaskScope::Tasks(&[id]), view(as_of, include_forecasts), policy).await?;
    let known = states.remove(&id).unwrap_or_else(TaskState::unknown);
    let node = derivation::task(&row, &known, of, basis, policy);
    shown.answer(Derivation::new(&node, &texts(db, node.evidence()).await?))
}
