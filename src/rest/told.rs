//! Results and notes, of a document and of a report.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use super::bodies::Page;
use super::list::{List, NoOwn, lists};
use super::params::Names;
use super::path::Id;
use super::problem::Problem;
use crate::app::AppState;
use crate::error::Result;
use crate::message::Noun;
use crate::service::completion::jurisdiction_of;
use crate::service::detail::found;
use crate::store::filter::{Filter, Test};
use crate::store::lists::document::{DocumentTest, in_force_of, this};
use crate::store::lists::glossary::{GlossaryKey, GlossaryTest};
use crate::store::lists::result::{ResultKey, ResultTest};
use crate::store::page::Page as Wanted;
use crate::store::{document, lists as store};
use crate::view::filter::{GlossaryFilter, ResultFilter};
use crate::view::{GlossaryEntry, ReportResult};

/// What lists of results take beside what every list takes.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub(super) struct Measure {
    /// Only results of the measure of this canonical name.
    #[param(example = "地区生产总值")]
    canonical_name: Option<String>,
}

impl Names for Measure {
    const NAMES: &'static [&'static str] = &["canonicalName"];
}

lists! {
    /// Results of documents.
    ResultList(ResultFilter, ResultKey, Measure, []),
    /// Notes of documents.
    GlossaryList(GlossaryFilter, GlossaryKey, NoOwn, []),
}

async fn results(state: &AppState, of: Filter<DocumentTest>, list: List<ResultList>) -> Result<Response> {
    let db = &state.ledger.db;
    let measure = list.own.canonical_name.clone();
    let measure = measure.map(|name| Filter::Is(ResultTest::CanonicalName(Test::Eq(name.into()))));
    let of = measure.unwrap_or_default().and(ResultTest::Document(of));
    let filter = Filter::All(vec![of, list.filter.clone()]);
    let page = Wanted::new(list.page.clone(), &list.sort.name())?;
    let slice = store::page(db, &filter, &list.sort, &page).await?;
    list.answer(slice.map(ReportResult::from), store::count(db, &filter).await?)
}

async fn notes(state: &AppState, of: Filter<DocumentTest>, list: List<GlossaryList>) -> Result<Response> {
    let db = &state.ledger.db;
    let filter = list.filter.clone().and(GlossaryTest::Document(of));
    let page = Wanted::new(list.page.clone(), &list.sort.name())?;
    let slice = store::page(db, &filter, &list.sort, &page).await?;
    list.answer(slice.map(GlossaryEntry::from), store::count(db, &filter).await?)
}

/// The measured results of a document that answer no target, as printed unless asked otherwise.
#[utoipa::path(get, path = "/documents/{id}/results", tag = "documents",
    params(("id" = Uuid, Path, description = "Id of the document."), List<ResultList>),
    responses((status = 200, body = Page<ReportResult>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn document_results(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<ResultList>,
) -> Result<Response> {
    found(document::by_ids(&state.ledger.db, &[id]).await?, Noun::Document, id)?;
    results(&state, this(id), list).await
}

/// The notes of a document, as printed unless asked otherwise.
#[utoipa::path(get, path = "/documents/{id}/glossary", tag = "documents",
    params(("id" = Uuid, Path, description = "Id of the document."), List<GlossaryList>),
    responses((status = 200, body = Page<GlossaryEntry>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn document_glossary(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<GlossaryList>,
) -> Result<Response> {
    found(document::by_ids(&state.ledger.db, &[id]).await?, Noun::Document, id)?;
    notes(&state, this(id), list).await
}

/// The measured results of a report's documents in force that answer no target: the plan's, then by period, unless asked
/// otherwise.
#[utoipa::path(get, path = "/reports/{id}/results", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<ResultList>),
    responses((status = 200, body = Page<ReportResult>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn report_results(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<ResultList>,
) -> Result<Response> {
    jurisdiction_of(&state.ledger.db, id).await?;
    results(&state, in_force_of(id), list).await
}

/// The notes of a report's documents in force: the plan's, then by period, unless asked otherwise.
#[utoipa::path(get, path = "/reports/{id}/glossary", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<GlossaryList>),
    responses((status = 200, body = Page<GlossaryEntry>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn report_glossary(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<GlossaryList>,
) -> Result<Response> {
    jurisdiction_of(&state.ledger.db, id).await?;
    notes(&state, in_force_of(id), list).await
}
