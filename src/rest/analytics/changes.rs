//! What one period changed against another.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::{chosen, length, referring, tasks};
use crate::app::AppState;
use crate::error::Result;
use crate::rest::bodies::analytics::{FigureMove, ReportChanges, StatusMove, TargetMove, UnitMove};
use crate::rest::bodies::{Page, Task};
use crate::rest::list::{List, Shown, lists};
use crate::rest::params::{self, Overview};
use crate::rest::path::Id;
use crate::rest::problem::Problem;
use crate::service::Ledger;
use crate::service::analytics::changes as moves;
use crate::service::analytics::register::Register;
use crate::store::department;
use crate::store::lists::task::TaskKey;
use crate::view::filter::TaskFilter;

lists! {
    /// The lists of `/reports/{id}/changes` whose rows are about tasks.
    MoveList(TaskFilter, TaskKey, params::Changes, []),
    /// Those that hold tasks.
    MovedTasks(TaskFilter, TaskKey, params::Changes, ["updates", "report", "departments.parent"]),
}

/// The changes of a report.
async fn found(ledger: &Ledger, id: Uuid, params: &params::Changes) -> Result<(Register, moves::Changes)> {
    let params::Changes { from, to, basis, include_forecasts } = params;
    let register = Register::of(ledger, id).await?;
    let Some(span) = moves::Span::of(&register, from.as_deref(), to.as_deref())? else {
        let none = moves::Changes::none(&register);
        return Ok((register, none));
    };
    let pair = moves::Pair::new(&register, span, include_forecasts.unwrap_or(true));
    let drafts = moves::drafts(&ledger.db, &pair.document_ids()).await?;
    let place = register.report.jurisdiction_id;
    let names = department::names_in(&ledger.db, &[place]).await?.remove(&place).unwrap_or_default();
    let changes = pair.changes(*basis, &drafts, &names);
    Ok((register, changes))
}

/// What one period of a report changed against another; without parameters, the newest against the one before. Of a report
/// without two periods `from` is null and every list empty.
#[utoipa::path(get, path = "/reports/{id}/changes", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), Shown<Overview<params::Changes>>),
    responses((status = 200, body = ReportChanges),
        (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn changes(
    State(state): State<AppState>,
    Id(id): Id,
    shown: Shown<Overview<params::Changes>>,
) -> Result<Response> {
    let (register, found) = found(&state.ledger, id, &shown.own.own).await?;
    let to = referring(&register);
    shown.answer(ReportChanges::new(&found, shown.own.first, &to)?)
}

/// Tasks whose status on the basis asked for is another one, as printed unless asked otherwise.
#[utoipa::path(get, path = "/reports/{id}/changes/statuses", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<MoveList>),
    responses((status = 200, body = Page<StatusMove>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn changes_statuses(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<MoveList>,
) -> Result<Response> {
    let (register, found) = found(&state.ledger, id, &list.own).await?;
    let rows = found.statuses;
    let (slice, total) = chosen(&state.ledger, id, &list).await?.page(rows, moves::STATUSES)?;
    let to = referring(&register);
    list.answer(slice.map(|row| StatusMove::new(&row, &to)), length(total))
}

/// Targets that the two periods print differently.
#[utoipa::path(get, path = "/reports/{id}/changes/targets", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<MoveList>),
    responses((status = 200, body = Page<TargetMove>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn changes_targets(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<MoveList>,
) -> Result<Response> {
    let (register, found) = found(&state.ledger, id, &list.own).await?;
    let rows = found.targets;
    let (slice, total) = chosen(&state.ledger, id, &list).await?.page(rows, moves::TARGETS)?;
    let to = referring(&register);
    list.answer(slice.map(|row| TargetMove::new(&row, &to)), length(total))
}

/// Units that were added to a task or removed from it, or have another role.
#[utoipa::path(get, path = "/reports/{id}/changes/units", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<MoveList>),
    responses((status = 200, body = Page<UnitMove>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn changes_units(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<MoveList>,
) -> Result<Response> {
    let (register, found) = found(&state.ledger, id, &list.own).await?;
    let rows = found.units;
    let (slice, total) = chosen(&state.ledger, id, &list).await?.page(rows, moves::UNITS)?;
    let to = referring(&register);
    list.answer(slice.map(|row| UnitMove::new(&row, &to)), length(total))
}

/// Figures that add up over the year and fell nevertheless.
#[utoipa::path(get, path = "/reports/{id}/changes/fell", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<MoveList>),
    responses((status = 200, body = Page<FigureMove>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn changes_fell(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<MoveList>,
) -> Result<Response> {
    let (register, found) = found(&state.ledger, id, &list.own).await?;
    let rows = found.fell;
    let (slice, total) = chosen(&state.ledger, id, &list).await?.page(rows, moves::FELL)?;
    let to = referring(&register);
    list.answer(slice.map(|row| FigureMove::new(&row, &to)), length(total))
}

/// Figures that are printed in another unit of measure.
#[utoipa::path(get, path = "/reports/{id}/changes/measuredOtherwise", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<MoveList>),
    responses((status = 200, body = Page<FigureMove>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn changes_measured_otherwise(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<MoveList>,
) -> Result<Response> {
    let (register, found) = found(&state.ledger, id, &list.own).await?;
    let rows = found.measured_otherwise;
    let (slice, total) = chosen(&state.ledger, id, &list).await?.page(rows, moves::MEASURED_OTHERWISE)?;
    let to = referring(&register);
    list.answer(slice.map(|row| FigureMove::new(&row, &to)), length(total))
}

/// Tasks of which the bulletins up to the later period are the first to say something.
#[utoipa::path(get, path = "/reports/{id}/changes/newTasks", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<MovedTasks>),
    responses((status = 200, body = Page<Task>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn changes_new_tasks(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<MovedTasks>,
) -> Result<Response> {
    let (_, found) = found(&state.ledger, id, &list.own).await?;
    let ids = found.new_tasks;
    tasks(&state.ledger, id, list, &ids, moves::NEW_TASKS).await
}

/// Tasks of which the earlier period says something and the bulletin of the later one nothing.
#[utoipa::path(get, path = "/reports/{id}/changes/withoutUpdate", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<MovedTasks>),
    responses((status = 200, body = Page<Task>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn changes_without_update(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<MovedTasks>,
) -> Result<Response> {
    let (_, found) = found(&state.ledger, id, &list.own).await?;
    let ids = found.without_update;
    tasks(&state.ledger, id, list, &ids, moves::WITHOUT_UPDATE).await
}
