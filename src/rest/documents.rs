//! `/documents`.

use axum::Json;
use axum::extract::State;

use super::bodies::{Document, DocumentInFull, Finding, Page};
use super::params::{DocumentList, Nothing, Params, UndoDocument};
use super::path::Id;
use super::problem::Problem;
use crate::app::AppState;
use crate::error::Result;
use crate::service::detail::found;
use crate::service::import::undo::{Undone, undo as take_out};
use crate::store::document::{self, DocumentFilter};
use crate::store::page::Page as Wanted;

/// Documents, newest import first.
#[utoipa::path(get, path = "/documents", tag = "documents", params(DocumentList),
    responses((status = 200, body = Page<Document>), (status = 400, body = Problem)))]
pub(super) async fn list(
    State(state): State<AppState>,
    Params(params): Params<DocumentList>,
) -> Result<Json<Page<Document>>> {
    let DocumentList { report, jurisdiction, in_force, first, after } = params;
    let db = &state.ledger.db;
    let page = Wanted::new(first, after.as_deref(), document::ORDER)?;
    let filter = DocumentFilter { report_id: report, jurisdiction, in_force };
    let slice = document::page(db, &filter, &page).await?.map(|row| Document::from(&row));
    Ok(Json(Page::of(slice, document::count(db, &filter).await?)))
}

/// A document with its text and findings.
#[utoipa::path(get, path = "/documents/{id}", tag = "documents",
    params(("id" = Uuid, Path, description = "Id of the document.")),
    responses((status = 200, body = DocumentInFull), (status = 404, body = Problem)))]
pub(super) async fn one(
    State(state): State<AppState>,
    Id(id): Id,
    Params(_): Params<Nothing>,
) -> Result<Json<DocumentInFull>> {
    let db = &state.ledger.db;
    let row = found(document::by_ids(db, &[id]).await?, "document", id)?;
    let text = document::texts(db, &[id]).await?.remove(&id).unwrap_or_default();
    let findings = document::findings(db, &[id]).await?.remove(&id).unwrap_or_default();
    Ok(Json(DocumentInFull {
        document: (&row).into(),
        text,
        findings: findings.into_iter().map(Finding::from).collect(),
    }))
}

/// Takes a document out again, as if it had never been imported; what it had corrected is in force again.
#[utoipa::path(delete, path = "/documents/{id}", tag = "documents",
    params(("id" = Uuid, Path, description = "Id of the document."), UndoDocument),
    responses((status = 200, body = Undone), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn undo(
    State(state): State<AppState>,
    Id(id): Id,
    Params(params): Params<UndoDocument>,
) -> Result<Json<Undone>> {
    take_out(&state.ledger, id, params.dry_run.unwrap_or(false)).await.map(Json)
}
