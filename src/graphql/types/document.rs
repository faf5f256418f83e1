//! 文件、通报.

use async_graphql::{ComplexObject, Context, ID, Object, SimpleObject};
use chrono::{DateTime, Utc};
use entity::{document, finding};
use uuid::Uuid;

use super::report::missing;
use super::{Report, told};
use crate::domain::period;
use crate::graphql::connection::{Asked, List, Total};
use crate::graphql::errors::Result;
use crate::graphql::loaders::{self, DocumentText, load};
use crate::ingest::draft::{DocumentKind, Severity};
use crate::message::Noun;
use crate::store::lists::document as documents;
use crate::store::lists::finding::FindingTest;
use crate::store::words;
use crate::view::Date;
use crate::view::filter::{FindingFilter, GlossaryFilter, ResultFilter};
use crate::view::order::{FindingOrder, GlossaryOrder, ResultOrder};
use crate::view::{GlossaryEntry, Period, ReportResult};

/// One imported source.
#[derive(Debug, Clone)]
pub struct Document(pub document::Model);

/// 问题: something that a reader of a document should know.
#[derive(Debug, Clone, SimpleObject)]
#[graphql(complex)]
pub struct Finding {
    /// Id of this finding.
    pub id: ID,
    /// Stable code, listed in docs/errors.md.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// Row of the document, from 1, where it belongs to one.
    pub row: Option<i32>,
    /// Line of the text, from 1, where known.
    pub line: Option<i32>,
    /// What was seen and what was done about it.
    pub message: String,
    #[graphql(skip)]
    document_id: Uuid,
}

#[ComplexObject]
impl Finding {
    /// The document that it is about.
    async fn document(&self, ctx: &Context<'_>) -> Result<Document> {
        let id = self.document_id;
        load(ctx, loaders::Document(id)).await?.map(Document).ok_or_else(|| missing(Noun::Document, id))
    }
}

impl From<finding::Model> for Finding {
    fn from(row: finding::Model) -> Self {
        let finding::Model { id, document_id, code, severity, row: of_row, line, message, .. } = row;
        Self { id: id.into(), code, severity: severity.into(), row: of_row, line, message, document_id }
    }
}

impl Document {
    /// What the document covers.
    pub(super) fn covered(&self) -> Option<period::Period> {
        let row = &self.0;
        words::period(row.period_start, row.period_end, row.period_label.as_deref(), row.period_granularity)
    }
}

/// 文件、通报: one imported source, a plan or a progress bulletin for a period.
#[Object]
impl Document {
    /// Id of this document.
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// The report it belongs to.
    async fn report(&self, ctx: &Context<'_>) -> Result<Report> {
        let id = self.0.report_id;
        load(ctx, loaders::Report(id)).await?.map(Report).ok_or_else(|| missing(Noun::Report, id))
    }

    /// Plan or progress.
    async fn kind(&self) -> DocumentKind {
        self.0.kind.into()
    }

    /// Printed title.
    async fn title(&self) -> Option<&str> {
        self.0.title.as_deref()
    }

    /// Printed publisher.
    async fn publisher(&self) -> Option<&str> {
        self.0.publisher.as_deref()
    }

    /// Printed date of publication.
    async fn published_on(&self) -> Option<Date> {
        self.0.published_on.map(Into::into)
    }

    /// What it covers; null for a plan.
    async fn period(&self) -> Option<Period> {
        self.covered().as_ref().map(Into::into)
    }

    /// Layout that it was read as.
    async fn layout(&self) -> &str {
        &self.0.layout
    }

    /// Name of the imported file.
    async fn file_name(&self) -> &str {
        &self.0.file_name
    }

    /// SHA-256 of the imported bytes, in hexadecimal.
    async fn sha256(&self) -> &str {
        &self.0.sha256
    }

    /// Number of the imported bytes.
    async fn byte_size(&self) -> i64 {
        self.0.byte_size
    }

    /// When it was imported.
    async fn imported_at(&self) -> DateTime<Utc> {
        self.0.imported_at
    }

    /// The corrected version that took its place; null while it is in force.
    async fn superseded_by(&self, ctx: &Context<'_>) -> Result<Option<Document>> {
        match self.0.superseded_by_id {
            Some(id) => Ok(load(ctx, loaders::Document(id)).await?.map(Document)),
            None => Ok(None),
        }
    }

    /// The decoded text that every span points into.
    #[graphql(complexity = "100 + child_complexity")]
    async fn text(&self, ctx: &Context<'_>) -> Result<String> {
        Ok(load(ctx, DocumentText(self.0.id)).await?.unwrap_or_default())
    }

    /// What a reader of it should know, in the order of print unless asked otherwise.
    #[graphql(complexity = "crate::graphql::cost::short_page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn findings(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which findings.")] filter: Option<FindingFilter>,
        #[graphql(desc = "Order of the list: the first key, then the next where rows are alike.")]
        order_by: Option<Vec<FindingOrder>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<Finding>> {
        let asked = Asked { filter, order_by, first, after, last, before };
        let of = FindingTest::Document(documents::this(self.0.id));
        asked.list(ctx, of, Total::Findings, Finding::from).await
    }

    /// The measured results that it tells and that answer no target, as printed.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn results(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Only results of the measure of this canonical name.")] canonical_name: Option<
            String,
        >,
        #[graphql(desc = "Which results.")] filter: Option<ResultFilter>,
        #[graphql(desc = "Order of the list: the first key, then the next where rows are alike.")]
        order_by: Option<Vec<ResultOrder>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<ReportResult>> {
        let asked = Asked { filter, order_by, first, after, last, before };
        told::results(ctx, documents::this(self.0.id), canonical_name, asked).await
    }

    /// Its notes: the terms that it explains, as printed.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    #[expect(clippy::too_many_arguments, reason = "the arguments of the field")]
    async fn glossary(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "Which notes.")] filter: Option<GlossaryFilter>,
        #[graphql(desc = "Order of the list: the first key, then the next where rows are alike.")]
        order_by: Option<Vec<GlossaryOrder>>,
        #[graphql(desc = "Rows from the start or after a cursor, 0 to 100; 20 by default.")] first: Option<
            i32,
        >,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<GlossaryEntry>> {
        let asked = Asked { filter, order_by, first, after, last, before };
        told::glossary(ctx, documents::this(self.0.id), asked).await
    }
}
