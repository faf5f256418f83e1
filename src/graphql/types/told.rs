//! Results and notes of documents.

use async_graphql::{ComplexObject, Context};

use super::Document;
use super::report::missing;
use crate::graphql::connection::{Asked, List, Total};
use crate::graphql::errors::Result;
use crate::graphql::loaders::{self, load};
use crate::message::Noun;
use crate::store::filter::{Filter, Test};
use crate::store::lists::document::DocumentTest;
use crate::store::lists::glossary::GlossaryTest;
use crate::store::lists::result::ResultTest;
use crate::view::filter::{GlossaryFilter, ResultFilter};
use crate::view::order::{GlossaryOrder, ResultOrder};
use crate::view::{GlossaryEntry, ReportResult};

#[ComplexObject]
impl ReportResult {
    /// The document that prints it.
    async fn document(&self, ctx: &Context<'_>) -> Result<Document> {
        let id = self.document_id;
        load(ctx, loaders::Document(id)).await?.map(Document).ok_or_else(|| missing(Noun::Document, id))
    }
}

#[ComplexObject]
impl GlossaryEntry {
    /// The document that explains it.
    async fn document(&self, ctx: &Context<'_>) -> Result<Document> {
        let id = self.document_id;
        load(ctx, loaders::Document(id)).await?.map(Document).ok_or_else(|| missing(Noun::Document, id))
    }
}

/// Results of documents; with `measure`, of the measure of that canonical name.
pub(super) async fn results(
    ctx: &Context<'_>,
    of: Filter<DocumentTest>,
    measure: Option<String>,
    asked: Asked<ResultFilter, ResultOrder>,
) -> Result<List<ReportResult>> {
    let measure = measure.map(|name| Filter::Is(ResultTest::CanonicalName(Test::Eq(name.into()))));
    let of = measure.unwrap_or_default().and(ResultTest::Document(of));
    asked.list(ctx, of, Total::Results, ReportResult::from).await
}

/// Notes of documents.
pub(super) async fn glossary(
    ctx: &Context<'_>,
    of: Filter<DocumentTest>,
    asked: Asked<GlossaryFilter, GlossaryOrder>,
) -> Result<List<GlossaryEntry>> {
    asked.list(ctx, GlossaryTest::Document(of), Total::Notes, GlossaryEntry::from).await
}
