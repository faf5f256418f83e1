//! The units of a report by how far they are.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::{length, quoting, view};
use crate::app::AppState;
use crate::error::Result;
use crate::rest::bodies::Page;
use crate::rest::bodies::analytics::{RankedDepartment, Ranking};
use crate::rest::list::{List, NoKey, Shown, lists};
use crate::rest::params::{self, Overview};
use crate::rest::path::Id;
use crate::rest::problem::Problem;
use crate::service::Ledger;
use crate::service::analytics::evidence::Evidence;
use crate::service::analytics::ranking::{self as rankings, RANKED, Row, UNRANKED};
use crate::service::analytics::register::Register;
use crate::service::completion::Question;
use crate::store::page::{Slice, Wanted};
use crate::view::Roles;
use crate::view::filter::StandingFilter;

lists! {
    /// `/reports/{id}/ranking/ranked` and `/reports/{id}/ranking/unranked`.
    RankedList(StandingFilter, NoKey, params::Ranking, []),
}

/// A report with its ranking.
struct Found {
    register: Register,
    wanted: rankings::Wanted,
    ranking: rankings::Ranking,
}

async fn found(ledger: &Ledger, report_id: Uuid, params: &params::Ranking) -> Result<Found> {
    let params::Ranking { by, min_coverage, order, role, basis, as_of, include_forecasts } = *params;
    let wanted = rankings::Wanted::new(by, min_coverage, order)?;
    let register = Register::of(ledger, report_id).await?;
    let question = Question { basis, view: view(as_of, include_forecasts), roles: Roles::asked(role) };
    let ranking = rankings::of(&register.at(question.view), &question, wanted);
    Ok(Found { register, wanted, ranking })
}

fn words<'a>(rows: impl Iterator<Item = &'a Row>) -> Vec<Evidence> {
    rows.filter_map(|row| row.worst.as_ref()).flat_map(|item| item.evidence.clone()).collect()
}

fn of(slice: &Slice<Row>) -> impl Iterator<Item = &Row> {
    slice.rows.iter().map(|(_, row)| row)
}

/// The responsible units of a report by how far they are, each with its task that is furthest behind and the words for it;
/// those without a rank stand apart.
#[utoipa::path(get, path = "/reports/{id}/ranking", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), Shown<Overview<params::Ranking>>),
    responses((status = 200, body = Ranking), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn ranking(
    State(state): State<AppState>,
    Id(id): Id,
    shown: Shown<Overview<params::Ranking>>,
) -> Result<Response> {
    let Overview { own, first } = &shown.own;
    let Found { register, wanted, ranking } = found(&state.ledger, id, own).await?;
    let page = || Wanted { first: *first, ..Wanted::default() };
    let (ranked, ranked_total) = rankings::page(&ranking.ranked, page(), RANKED)?;
    let (unranked, unranked_total) = rankings::page(&ranking.unranked, page(), UNRANKED)?;
    let to = quoting(&state.ledger, &register, words(of(&ranked).chain(of(&unranked)))).await?;
    let body = |slice: Slice<Row>, total| {
        Page::of(slice.map(|row| RankedDepartment::new(&row, &to, own.basis)), length(total))
    };
    shown.answer(Ranking::new(wanted, body(ranked, ranked_total), body(unranked, unranked_total)))
}

async fn page(state: &AppState, id: Uuid, list: List<RankedList>, name: &str) -> Result<Response> {
    let Found { register, ranking, .. } = found(&state.ledger, id, &list.own).await?;
    let ranking = ranking.only(&list.filter, &register.units);
    let rows = if name == RANKED { &ranking.ranked } else { &ranking.unranked };
    let (slice, total) = rankings::page(rows, list.page.clone(), name)?;
    let to = quoting(&state.ledger, &register, words(of(&slice))).await?;
    list.answer(slice.map(|row| RankedDepartment::new(&row, &to, list.own.basis)), length(total))
}

/// The units that have a rank, in the order asked for; equal ones by name. Ranks are counted among all units, whichever a
/// filter shows.
#[utoipa::path(get, path = "/reports/{id}/ranking/ranked", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<RankedList>),
    responses((status = 200, body = Page<RankedDepartment>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn ranked(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<RankedList>,
) -> Result<Response> {
    page(&state, id, list, RANKED).await
}

/// The units that have no rank, by name: below the minimum coverage, with nothing to divide by, or behind without a figure.
#[utoipa::path(get, path = "/reports/{id}/ranking/unranked", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<RankedList>),
    responses((status = 200, body = Page<RankedDepartment>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn unranked(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<RankedList>,
) -> Result<Response> {
    page(&state, id, list, UNRANKED).await
}
