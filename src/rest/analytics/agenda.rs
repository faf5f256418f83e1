//! What is behind, silent or unmeasured.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::{chosen, length, quoting, tasks, view};
use crate::app::AppState;
use crate::error::Result;
use crate::rest::bodies::analytics::{Agenda, AgendaItem};
use crate::rest::bodies::{Page, Task};
use crate::rest::list::{List, Shown, lists};
use crate::rest::params::{self, Overview};
use crate::rest::path::Id;
use crate::rest::problem::Problem;
use crate::service::Ledger;
use crate::service::analytics::agenda as agendas;
use crate::service::analytics::evidence::Evidence;
use crate::service::analytics::listing::Listing;
use crate::service::analytics::register::Register;
use crate::store::lists::task::TaskKey;
use crate::store::page::Slice;
use crate::view::filter::TaskFilter;

lists! {
    /// `/reports/{id}/agenda/behind`.
    BehindList(TaskFilter, TaskKey, params::Seen, []),
    /// `/reports/{id}/agenda/withoutUpdate` and `/reports/{id}/agenda/unmeasured`.
    AskedList(TaskFilter, TaskKey, params::Seen, ["updates", "report", "departments.parent"]),
}

async fn found(ledger: &Ledger, id: Uuid, params: &params::Seen) -> Result<(Register, agendas::Agenda)> {
    let register = Register::of(ledger, id).await?;
    let agenda = agendas::of(&register.at(view(params.as_of, params.include_forecasts)));
    Ok((register, agenda))
}

fn words(slice: &Slice<agendas::Item>) -> Vec<Evidence> {
    slice.rows.iter().flat_map(|(_, item)| item.evidence.clone()).collect()
}

/// What a supervision office has to ask about: what is behind, silent or unmeasured.
#[utoipa::path(get, path = "/reports/{id}/agenda", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), Shown<Overview<params::Seen>>),
    responses((status = 200, body = Agenda), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn agenda(
    State(state): State<AppState>,
    Id(id): Id,
    shown: Shown<Overview<params::Seen>>,
) -> Result<Response> {
    let Overview { own, first } = &shown.own;
    let (register, found) = found(&state.ledger, id, own).await?;
    let (slice, total) = Listing::first(*first).page(found.behind.clone(), agendas::BEHIND)?;
    let to = quoting(&state.ledger, &register, words(&slice)).await?;
    let behind = Page::of(slice.map(|item| AgendaItem::new(&item, &to)), length(total));
    shown.answer(Agenda::new(&found, behind, *first, &to)?)
}

/// Tasks that are behind or not started, by print or by their figures: the largest lag first unless asked otherwise.
#[utoipa::path(get, path = "/reports/{id}/agenda/behind", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<BehindList>),
    responses((status = 200, body = Page<AgendaItem>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn behind(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<BehindList>,
) -> Result<Response> {
    let (register, found) = found(&state.ledger, id, &list.own).await?;
    let (slice, total) = chosen(&state.ledger, id, &list).await?.page(found.behind, agendas::BEHIND)?;
    let to = quoting(&state.ledger, &register, words(&slice)).await?;
    list.answer(slice.map(|item| AgendaItem::new(&item, &to)), length(total))
}

/// Tasks of which the bulletin for the period says nothing, as printed unless asked otherwise.
#[utoipa::path(get, path = "/reports/{id}/agenda/withoutUpdate", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<AskedList>),
    responses((status = 200, body = Page<Task>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn agenda_without_update(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<AskedList>,
) -> Result<Response> {
    let (_, found) = found(&state.ledger, id, &list.own).await?;
    tasks(&state.ledger, id, list, &found.without_update, agendas::WITHOUT_UPDATE).await
}

/// Tasks with no measured indicator, as printed unless asked otherwise.
#[utoipa::path(get, path = "/reports/{id}/agenda/unmeasured", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<AskedList>),
    responses((status = 200, body = Page<Task>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn unmeasured(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<AskedList>,
) -> Result<Response> {
    let (_, found) = found(&state.ledger, id, &list.own).await?;
    tasks(&state.ledger, id, list, &found.unmeasured, agendas::UNMEASURED).await
}
