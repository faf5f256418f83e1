//! `/findings`.

use axum::extract::State;
use axum::response::Response;

use super::bodies::{Finding, Page};
use super::list::{List, NoOwn, lists};
use super::problem::Problem;
use crate::app::AppState;
use crate::error::Result;
use crate::store::filter::Filter;
use crate::store::lists as store;
use crate::store::lists::finding::{FindingKey, FindingTest};
use crate::store::page::Page as Wanted;
use crate::view::filter::FindingFilter;

lists! {
    /// `/findings`.
    FindingList(FindingFilter, FindingKey, NoOwn, []),
}

/// A page of the findings that `of` lets through too.
pub(super) async fn finding_page(
    state: &AppState,
    list: List<FindingList>,
    of: Filter<FindingTest>,
) -> Result<Response> {
    let db = &state.ledger.db;
    let page = Wanted::new(list.page.clone(), &list.sort.name())?;
    let filter = Filter::All(vec![of, list.filter.clone()]);
    let slice = store::page(db, &filter, &list.sort, &page).await?;
    let total = store::count(db, &filter).await?;
    list.answer(slice.map(Finding::from), total)
}

/// Findings of all documents, in the order of import unless asked otherwise.
#[utoipa::path(get, path = "/findings", tag = "findings", params(List<FindingList>),
    responses((status = 200, body = Page<Finding>), (status = 400, body = Problem)))]
pub(super) async fn list(State(state): State<AppState>, list: List<FindingList>) -> Result<Response> {
    finding_page(&state, list, Filter::default()).await
}
