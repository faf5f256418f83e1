//! `/updates`: what documents say of tasks.

use axum::Json;
use axum::extract::State;
use axum::response::Response;

use super::bodies::{Page, ProgressUpdate};
use super::list::{List, NoOwn, lists};
use super::params::{Nothing, Params};
use super::path::Id;
use super::problem::Problem;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::message::Noun;
use crate::service::detail::{self, found};
use crate::store::lists::update::UpdateKey;
use crate::store::page::Page as Wanted;
use crate::store::{lists as store, progress};
use crate::view::filter::ProgressUpdateFilter;

lists! {
    /// `/updates`.
    UpdateList(ProgressUpdateFilter, UpdateKey, NoOwn, []),
}

/// What documents say of tasks, superseded ones too, oldest period first unless asked otherwise.
#[utoipa::path(get, path = "/updates", tag = "updates", params(List<UpdateList>),
    responses((status = 200, body = Page<ProgressUpdate>), (status = 400, body = Problem)))]
pub(super) async fn list(State(state): State<AppState>, list: List<UpdateList>) -> Result<Response> {
    let db = &state.ledger.db;
    let page = Wanted::new(list.page.clone(), &list.sort.name())?;
    let slice = store::page(db, &list.filter, &list.sort, &page).await?;
    let total = store::count(db, &list.filter).await?;
    let rows = slice.rows.iter().map(|(_, row)| row.clone()).collect();
    let details = detail::updates(db, rows).await?;
    let mut details = details.iter().peekable();
    let slice = slice
        .filter_map(|row| details.next_if(|detail| detail.update.id == row.id).map(ProgressUpdate::from));
    list.answer(slice, total)
}

/// What one document says of one task.
#[utoipa::path(get, path = "/updates/{id}", tag = "updates",
    params(("id" = Uuid, Path, description = "Id of the update.")),
    responses((status = 200, body = ProgressUpdate), (status = 404, body = Problem)))]
pub(super) async fn one(
    State(state): State<AppState>,
    Id(id): Id,
    Params(_): Params<Nothing>,
) -> Result<Json<ProgressUpdate>> {
    let db = &state.ledger.db;
    let row = found(progress::by_ids(db, &[id]).await?, Noun::ProgressUpdate, id)?;
    let details = detail::updates(db, vec![row]).await?;
    let detail =
        details.first().ok_or_else(|| Error::NotFound { what: Noun::ProgressUpdate, key: id.to_string() })?;
    Ok(Json(detail.into()))
}
