//! `/indicators`.

use axum::Json;
use axum::extract::State;
use axum::response::Response;

use super::bodies::{Indicator, Page};
use super::list::{List, NoOwn, lists};
use super::params::{Nothing, Params};
use super::path::Id;
use super::problem::Problem;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::message::Noun;
use crate::service::detail::{self, found};
use crate::store::lists::indicator::IndicatorKey;
use crate::store::page::Page as Wanted;
use crate::store::{indicator, lists as store};
use crate::view::filter::IndicatorFilter;

lists! {
    /// `/indicators`.
    IndicatorList(IndicatorFilter, IndicatorKey, NoOwn, []),
}

/// Indicators of all tasks, each with its latest figure, in the order of print unless asked otherwise.
#[utoipa::path(get, path = "/indicators", tag = "indicators", params(List<IndicatorList>),
    responses((status = 200, body = Page<Indicator>), (status = 400, body = Problem)))]
pub(super) async fn list(State(state): State<AppState>, list: List<IndicatorList>) -> Result<Response> {
    let db = &state.ledger.db;
    let page = Wanted::new(list.page.clone(), &list.sort.name())?;
    let slice = store::page(db, &list.filter, &list.sort, &page).await?;
    let total = store::count(db, &list.filter).await?;
    let rows: Vec<_> = slice.rows.iter().map(|(_, row)| row.clone()).collect();
    let states = detail::indicators(&state.ledger, &rows).await?;
    let mut states = states.iter().peekable();
    let slice =
        slice.filter_map(|row| states.next_if(|state| state.indicator.id == row.id).map(Indicator::from));
    list.answer(slice, total)
}

/// An indicator with its latest figure.
#[utoipa::path(get, path = "/indicators/{id}", tag = "indicators",
    params(("id" = Uuid, Path, description = "Id of the indicator.")),
    responses((status = 200, body = Indicator), (status = 404, body = Problem)))]
pub(super) async fn one(
    State(state): State<AppState>,
    Id(id): Id,
    Params(_): Params<Nothing>,
) -> Result<Json<Indicator>> {
    let row = found(indicator::by_ids(&state.ledger.db, &[id]).await?, Noun::Indicator, id)?;
    let states = detail::indicators(&state.ledger, &[row]).await?;
    let state =
        states.first().ok_or_else(|| Error::NotFound { what: Noun::Indicator, key: id.to_string() })?;
    Ok(Json(state.into()))
}
