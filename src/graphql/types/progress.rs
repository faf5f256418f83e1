//! 进展情况.

use async_graphql::{Context, ID, Object, SimpleObject};
use entity::progress_update;
use rust_decimal::Decimal;

use super::report::missing;
use super::{Document, Measurement, Task};
use crate::graphql::errors::Result;
use crate::graphql::loaders::{self, UpdateFigures, UpdateShares, load};
use crate::message::Noun;
use crate::view::{Period, ReportedStatus, Span};

/// What one document says of a task.
#[derive(Debug, Clone)]
pub struct ProgressUpdate(pub progress_update::Model);

/// A printed share of an annual plan that belongs to none of the task's targets.
#[derive(Debug, Clone, SimpleObject)]
pub struct UnlinkedShare {
    /// In per cent.
    pub percent: Decimal,
    /// The printed words.
    pub quote: String,
    /// Where they stand in the document.
    pub span: Span,
}

impl ProgressUpdate {
    async fn load_document(&self, ctx: &Context<'_>) -> Result<Document> {
        let id = self.0.document_id;
        load(ctx, loaders::Document(id)).await?.map(Document).ok_or_else(|| missing(Noun::Document, id))
    }

    /// The period of its document.
    pub(super) async fn period(&self, ctx: &Context<'_>) -> Result<Option<Period>> {
        Ok(self.load_document(ctx).await?.covered().as_ref().map(Into::into))
    }
}

/// 进展情况: what is said of a task for one period.
#[Object]
impl ProgressUpdate {
    /// Id of this update.
    pub async fn id(&self) -> ID {
        self.0.id.into()
    }

    /// Its task.
    async fn task(&self, ctx: &Context<'_>) -> Result<Task> {
        let id = self.0.task_id;
        load(ctx, loaders::Task(id)).await?.map(Task).ok_or_else(|| missing(Noun::Task, id))
    }

    /// The document that says it.
    async fn document(&self, ctx: &Context<'_>) -> Result<Document> {
        self.load_document(ctx).await
    }

    /// The period that the document covers.
    #[graphql(name = "period")]
    async fn covered_period(&self, ctx: &Context<'_>) -> Result<Option<Period>> {
        self.period(ctx).await
    }

    /// Row of the document, from 1.
    async fn row(&self) -> i32 {
        self.0.row
    }

    /// What was done, as printed; empty where nothing is said.
    async fn text(&self) -> &str {
        &self.0.text
    }

    /// Where the text stands in the document.
    async fn span(&self) -> Option<Span> {
        Span::of_nullable(self.0.span_start, self.0.span_end)
    }

    /// The printed status, with its words; null where none is printed.
    async fn reported_status(&self) -> Option<ReportedStatus> {
        let text = self.0.reported_text.clone()?;
        Some(ReportedStatus { status: self.0.reported_status.map(Into::into), text })
    }

    /// The figures that it holds against targets.
    #[graphql(complexity = "crate::graphql::cost::short_list(child_complexity)")]
    async fn measurements(&self, ctx: &Context<'_>) -> Result<Vec<Measurement>> {
        let rows = load(ctx, UpdateFigures(self.0.id)).await?.unwrap_or_default();
        Ok(rows.into_iter().map(|row| Measurement { row, as_of: None }).collect())
    }

    /// Printed shares of an annual plan that belong to none of the task's targets.
    #[graphql(complexity = "crate::graphql::cost::short_list(child_complexity)")]
    async fn unlinked_shares(&self, ctx: &Context<'_>) -> Result<Vec<UnlinkedShare>> {
        let rows = load(ctx, UpdateShares(self.0.id)).await?.unwrap_or_default();
        let share = |row: entity::unlinked_share::Model| UnlinkedShare {
            percent: row.percent.0,
            quote: row.quote,
            span: Span::of(row.span_start, row.span_end),
        };
        Ok(rows.into_iter().map(share).collect())
    }
}
