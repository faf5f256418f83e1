//! `/documents`.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::bodies::{Document, DocumentInFull, Finding, Page};
use super::findings::{FindingList, finding_page};
use super::list::{List, NoOwn, lists};
use super::params::{Nothing, Params, UndoDocument};
use super::path::Id;
use super::problem::Problem;
use crate::app::AppState;
use crate::error::Result;
use crate::message::Noun;
use crate::service::detail::found;
use crate::service::import::undo::{Undone, undo as take_out};
use crate::store::document;
use crate::store::filter::{Filter, Test};
use crate::store::lists as store;
use crate::store::lists::document::{DocumentKey, DocumentTest};
use crate::store::lists::finding::FindingTest;
use crate::store::page::Page as Wanted;
use crate::store::sort::Sort;
use crate::view::filter::DocumentFilter;

lists! {
    /// `/documents`.
    DocumentList(DocumentFilter, DocumentKey, NoOwn, ["findings", "findingCount"]),
}

/// Documents, newest import first unless asked otherwise.
#[utoipa::path(get, path = "/documents", tag = "documents", params(List<DocumentList>),
    responses((status = 200, body = Page<Document>), (status = 400, body = Problem)))]
pub(super) async fn list(State(state): State<AppState>, list: List<DocumentList>) -> Result<Response> {
    let db = &state.ledger.db;
    let page = Wanted::new(list.page.clone(), &list.sort.name())?;
    let slice = store::page(db, &list.filter, &list.sort, &page).await?;
    let total = store::count(db, &list.filter).await?;
    let mut bodies: Vec<Document> = slice.rows.iter().map(|(_, row)| Document::from(row)).collect();
    let of: Vec<Filter<FindingTest>> = bodies.iter().map(|body| findings_of(body.id)).collect();
    if list.includes.contains(&"findings") {
        let pages = store::pages(db, &of, &Sort::default(), &Wanted::largest()).await?;
        for (body, page) in bodies.iter_mut().zip(pages) {
            body.findings = Some(page.rows.into_iter().map(|(_, row)| row.into()).collect());
        }
    }
    if list.includes.contains(&"findingCount") {
        for (body, count) in bodies.iter_mut().zip(store::counts(db, &of).await?) {
            body.finding_count = Some(count);
        }
    }
    let mut bodies = bodies.into_iter();
    let slice = slice.filter_map(|_| bodies.next());
    list.answer(slice, total)
}

/// The findings of a document, in their order unless asked otherwise.
#[utoipa::path(get, path = "/documents/{id}/findings", tag = "documents",
    params(("id" = Uuid, Path, description = "Id of the document."), List<FindingList>),
    responses((status = 200, body = Page<Finding>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn findings(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<FindingList>,
) -> Result<Response> {
    found(document::by_ids(&state.ledger.db, &[id]).await?, Noun::Document, id)?;
    finding_page(&state, list, findings_of(id)).await
}

fn findings_of(document_id: Uuid) -> Filter<FindingTest> {
    FindingTest::Document(Filter::Is(DocumentTest::Id(Test::Eq(document_id.into())))).into()
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
    let row = found(document::by_ids(db, &[id]).await?, Noun::Document, id)?;
    let text = document::texts(db, &[id]).await?.remove(&id).unwrap_or_default();
    let findings = document::findings(db, &[id]).await?.remove(&id).unwrap_or_default();
    Ok(Json(DocumentInFull {
        document: Document {
            findings: Some(findings.into_iter().map(Finding::from).collect()),
            ..Document::from(&row)
        },
        text,
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
