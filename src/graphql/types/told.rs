//! Results and notes of documents.

use async_graphql::{ComplexObject, Context};

use super::Document;
use super::report::missing;
use crate::graphql::connection::{List, Total, connection};
use crate::graphql::errors::{Public, Result};
use crate::graphql::loaders::{self, load};
use crate::store::page::{Page, Slice, Wanted};
use crate::store::told::ORDER;
use crate::view::{GlossaryEntry, ReportResult};

#[ComplexObject]
impl ReportResult {
    /// The document that prints it.
    async fn document(&self, ctx: &Context<'_>) -> Result<Document> {
        let id = self.document_id;
        load(ctx, loaders::Document(id)).await?.map(Document).ok_or_else(|| missing("document", id))
    }
}

#[ComplexObject]
impl GlossaryEntry {
    /// The document that explains it.
    async fn document(&self, ctx: &Context<'_>) -> Result<Document> {
        let id = self.document_id;
        load(ctx, loaders::Document(id)).await?.map(Document).ok_or_else(|| missing("document", id))
    }
}

/// A page of results.
pub(super) fn results(
    rows: Vec<entity::result::Model>,
    measure: Option<&str>,
    page: Wanted,
) -> Result<List<ReportResult>> {
    let page = Page::new(page, ORDER).public()?;
    let rows = ReportResult::of(rows, measure);
    let total = Total::Known(rows.len());
    Ok(connection(Slice::placed(rows, &page, ReportResult::place).public()?, total, |row| row))
}

/// A page of notes.
pub(super) fn glossary(
    rows: Vec<entity::glossary_entry::Model>,
    page: Wanted,
) -> Result<List<GlossaryEntry>> {
    let page = Page::new(page, ORDER).public()?;
    let rows: Vec<GlossaryEntry> = rows.into_iter().map(Into::into).collect();
    let total = Total::Known(rows.len());
    Ok(connection(Slice::placed(rows, &page, GlossaryEntry::place).public()?, total, |row| row))
}
