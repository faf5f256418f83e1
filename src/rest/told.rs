//! Results and notes, of a document and of a report.

use axum::Json;
use axum::extract::State;

use super::bodies::Page as Body;
use super::params::{Params, Plain, Results};
use super::path::Id;
use super::problem::Problem;
use crate::app::AppState;
use crate::error::Result;
use crate::service::completion::jurisdiction_of;
use crate::service::detail::found;
use crate::store::page::{Page, Slice, Wanted};
use crate::store::{document, told};
use crate::view::{GlossaryEntry, ReportResult};

fn results(rows: Option<Vec<entity::result::Model>>, params: Results) -> Result<Json<Body<ReportResult>>> {
    let Results { canonical_name, first, after, last, before } = params;
    let page = Page::new(Wanted { first, after, last, before }, told::ORDER)?;
    let rows = ReportResult::of(rows.unwrap_or_default(), canonical_name.as_deref());
    let total = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    Ok(Json(Body::of(Slice::placed(rows, &page, ReportResult::place)?, total)))
}

fn notes(
    rows: Option<Vec<entity::glossary_entry::Model>>,
    params: Plain,
) -> Result<Json<Body<GlossaryEntry>>> {
    let Plain { first, after, last, before } = params;
    let page = Page::new(Wanted { first, after, last, before }, told::ORDER)?;
    let rows: Vec<GlossaryEntry> = rows.unwrap_or_default().into_iter().map(Into::into).collect();
    let total = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    Ok(Json(Body::of(Slice::placed(rows, &page, GlossaryEntry::place)?, total)))
}

/// The measured results of a document that answer no target.
#[utoipa::path(get, path = "/documents/{id}/results", tag = "documents",
    params(("id" = Uuid, Path, description = "Id of the document."), Results),
    responses((status = 200, body = Body<ReportResult>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn document_results(
    State(state): State<AppState>,
    Id(id): Id,
    Params(params): Params<Results>,
) -> Result<Json<Body<ReportResult>>> {
    let db = &state.ledger.db;
    found(document::by_ids(db, &[id]).await?, "document", id)?;
    results(told::results(db, &[id]).await?.remove(&id), params)
}

/// The notes of a document.
#[utoipa::path(get, path = "/documents/{id}/glossary", tag = "documents",
    params(("id" = Uuid, Path, description = "Id of the document."), Plain),
    responses((status = 200, body = Body<GlossaryEntry>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn document_glossary(
    State(state): State<AppState>,
    Id(id): Id,
    Params(params): Params<Plain>,
) -> Result<Json<Body<GlossaryEntry>>> {
    let db = &state.ledger.db;
    found(document::by_ids(db, &[id]).await?, "document", id)?;
    notes(told::glossaries(db, &[id]).await?.remove(&id), params)
}

/// The measured results of a report's documents in force that answer no target: the plan's, then by period.
#[utoipa::path(get, path = "/reports/{id}/results", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), Results),
    responses((status = 200, body = Body<ReportResult>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn report_results(
    State(state): State<AppState>,
    Id(id): Id,
    Params(params): Params<Results>,
) -> Result<Json<Body<ReportResult>>> {
    let db = &state.ledger.db;
    jurisdiction_of(db, id).await?;
    results(told::results_of_reports(db, &[id]).await?.remove(&id), params)
}

/// The notes of a report's documents in force: the plan's, then by period.
#[utoipa::path(get, path = "/reports/{id}/glossary", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), Plain),
    responses((status = 200, body = Body<GlossaryEntry>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn report_glossary(
    State(state): State<AppState>,
    Id(id): Id,
    Params(params): Params<Plain>,
) -> Result<Json<Body<GlossaryEntry>>> {
    let db = &state.ledger.db;
    jurisdiction_of(db, id).await?;
    notes(told::glossaries_of_reports(db, &[id]).await?.remove(&id), params)
}
