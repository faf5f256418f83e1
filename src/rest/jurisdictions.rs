//! `/jurisdictions`.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use axum::response::Response;

use super::bodies::{Jurisdiction, Page, Place};
use super::list::{List, NoOwn, lists};
use super::params::{Nothing, Params};
use super::path::Id;
use super::problem::Problem;
use crate::app::AppState;
use crate::error::Result;
use crate::message::Noun;
use crate::service::detail::{found, unique};
use crate::store::lists::jurisdiction::JurisdictionKey;
use crate::store::page::Page as Wanted;
use crate::store::{jurisdiction, lists as store};
use crate::view::filter::JurisdictionFilter;

lists! {
    /// `/jurisdictions`.
    JurisdictionList(JurisdictionFilter, JurisdictionKey, NoOwn, ["parent"]),
}

/// Jurisdictions, by name unless asked otherwise.
#[utoipa::path(get, path = "/jurisdictions", tag = "jurisdictions", params(List<JurisdictionList>),
    responses((status = 200, body = Page<Jurisdiction>), (status = 400, body = Problem)))]
pub(super) async fn list(State(state): State<AppState>, list: List<JurisdictionList>) -> Result<Response> {
    let db = &state.ledger.db;
    let page = Wanted::new(list.page.clone(), &list.sort.name())?;
    let slice = store::page(db, &list.filter, &list.sort, &page).await?;
    let total = store::count(db, &list.filter).await?;
    let parents = if list.includes.contains(&"parent") {
        Some(jurisdiction::by_ids(db, &unique(slice.rows.iter().filter_map(|(_, row)| row.parent_id))).await?)
    } else {
        None
    };
    let slice = slice.map(|row| {
        let parent = |parents: &HashMap<_, _>| row.parent_id.and_then(|id| parents.get(&id)).map(Place::from);
        let parent = parents.as_ref().map(parent);
        Jurisdiction { parent, ..Jurisdiction::from(&row) }
    });
    list.answer(slice, total)
}

/// A jurisdiction.
#[utoipa::path(get, path = "/jurisdictions/{id}", tag = "jurisdictions",
    params(("id" = Uuid, Path, description = "Id of the jurisdiction.")),
    responses((status = 200, body = Jurisdiction), (status = 404, body = Problem)))]
pub(super) async fn one(
    State(state): State<AppState>,
    Id(id): Id,
    Params(_): Params<Nothing>,
) -> Result<Json<Jurisdiction>> {
    let row = found(jurisdiction::by_ids(&state.ledger.db, &[id]).await?, Noun::Jurisdiction, id)?;
    Ok(Json((&row).into()))
}
