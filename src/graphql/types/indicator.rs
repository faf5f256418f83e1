//! 指标 and 完成值.

use async_graphql::{Context, ID, Object};
use entity::measurement;
use rust_decimal::Decimal;

use super::analytics::Derivation;
use super::report::missing;
use super::{Document, ProgressUpdate, Task};
use crate::domain::assessment::Rule;
use crate::domain::status::Status;
use crate::domain::target::{Comparator, Kind};
use crate::graphql::errors::Result;
use crate::graphql::loaders::{self, load};
use crate::message::Noun;
use crate::service::Ledger;
use crate::service::analytics::derivation::{self, Part};
use crate::service::assessment::{IndicatorState, as_of};
use crate::view::{Assessment, Period, Span};

/// One measurable target of a task, with its latest figure.
#[derive(Debug, Clone)]
pub struct Indicator(pub IndicatorState);

impl Indicator {
    fn assessed(&self) -> Option<Assessment> {
        self.0.assessment.as_ref().map(Into::into)
    }
}

/// 指标: one measurable target of a task.
#[Object]
impl Indicator {
    /// Id of this indicator.
    pub async fn id(&self) -> ID {
        self.0.indicator.id.into()
    }

    /// Its task.
    async fn task(&self, ctx: &Context<'_>) -> Result<Task> {
        let id = self.0.indicator.task_id;
        load(ctx, loaders::Task(id)).await?.map(Task).ok_or_else(|| missing(Noun::Task, id))
    }

    /// What is measured, as printed, without the number.
    async fn name(&self) -> &str {
        &self.0.indicator.name
    }

    /// The name that the same measure has in every report.
    async fn canonical_name(&self) -> &str {
        &self.0.indicator.canonical_name
    }

    /// The value to be reached, as printed; the lower end of a range; a fall asked for is negative.
    async fn target(&self) -> Decimal {
        self.0.indicator.target.0
    }

    /// The upper end of a printed range.
    async fn target_high(&self) -> Option<Decimal> {
        self.0.indicator.target_high.map(|value| value.0)
    }

    /// Unit of the target as printed, multipliers included: 亿元, 万亩, %.
    async fn unit(&self) -> &str {
        &self.0.indicator.unit
    }

    /// Which side of the target counts as reaching it.
    async fn comparator(&self) -> Comparator {
        self.0.indicator.comparator.into()
    }

    /// How the value behaves over the year.
    async fn kind(&self) -> Kind {
        self.0.indicator.kind.into()
    }

    /// The printed words that carry the target.
    async fn quote(&self) -> &str {
        &self.0.indicator.quote
    }

    /// Where those words stand in the document.
    async fn span(&self) -> Span {
        Span::of(self.0.indicator.span_start, self.0.indicator.span_end)
    }

    /// The document that prints the target.
    async fn document(&self, ctx: &Context<'_>) -> Result<Document> {
        let id = self.0.indicator.document_id;
        load(ctx, loaders::Document(id)).await?.map(Document).ok_or_else(|| missing(Noun::Document, id))
    }

    /// The figure with the newest as-of date; null where nothing is measured.
    async fn latest_measurement(&self) -> Option<Measurement> {
        let latest = self.0.latest.as_ref();
        latest.map(|(row, as_of)| Measurement { row: row.clone(), as_of: Some(as_of.into()) })
    }

    /// What the latest measurement makes of the target; null where nothing is measured.
    async fn assessment(&self) -> Option<Assessment> {
        self.assessed()
    }

    /// How its status or degree of completion came to be, step by step, down to the printed words.
    #[expect(clippy::unused_async, reason = "a resolver is async, whether it waits or not")]
    async fn derivation(
        &self,
        ctx: &Context<'_>,
        #[graphql(desc = "What is derived; COMPLETION is the degree of completion.", default)] of: Part,
    ) -> Result<Derivation> {
        let policy = ctx.data::<Ledger>()?.policy;
        Ok(Derivation(match of {
            Part::Status => derivation::indicator(&self.0, &policy),
            Part::Completion => derivation::indicator_degree(&self.0),
        }))
    }

    /// Value over target, rounded half up to 6 places; null for growth and where it is not defined.
    async fn attainment(&self) -> Option<Decimal> {
        self.assessed().and_then(|assessed| assessed.attainment)
    }

    /// Value less target, in the unit of the target, percentage points for growth.
    async fn gap(&self) -> Option<Decimal> {
        self.assessed().and_then(|assessed| assessed.gap)
    }

    /// 序时进度 at the as-of date of the latest measurement, 0..1.
    async fn elapsed_share(&self) -> Option<Decimal> {
        self.assessed().map(|assessed| assessed.elapsed_share)
    }

    /// The result; UNMEASURED where nothing is measured.
    async fn status(&self) -> Status {
        self.assessed().map_or(Status::Unmeasured, |assessed| assessed.status)
    }

    /// The rule that gave the result.
    async fn rule(&self) -> Option<Rule> {
        self.assessed().map(|assessed| assessed.rule)
    }
}

/// The value of an indicator in one progress update.
#[derive(Debug, Clone)]
pub struct Measurement {
    /// The stored figure.
    pub row: measurement::Model,
    /// What it is as of, where that is known without its document.
    pub as_of: Option<Period>,
}

/// 完成值: the value of one indicator in one progress update, or the printed share of its target.
#[Object]
impl Measurement {
    /// Id of this measurement.
    pub async fn id(&self) -> ID {
        self.row.id.into()
    }

    /// The figure as printed; the lower end of a range; a fall is negative. Null where only a share is printed.
    async fn value(&self) -> Option<Decimal> {
        self.row.value.map(|value| value.0)
    }

    /// The upper end of a printed range.
    async fn value_high(&self) -> Option<Decimal> {
        self.row.value_high.map(|value| value.0)
    }

    /// Unit of the figure as printed; may differ from that of the target.
    async fn unit(&self) -> Option<&str> {
        self.row.unit.as_deref()
    }

    /// 以上、余、左右 stands with the figure.
    async fn approximate(&self) -> bool {
        self.row.approximate
    }

    /// 预计 stands with the figure.
    async fn forecast(&self) -> bool {
        self.row.forecast
    }

    /// What the figure is as of: its own words where it has them, else the period of its document.
    async fn as_of(&self, ctx: &Context<'_>) -> Result<Option<Period>> {
        if let Some(period) = self.as_of.clone().or_else(|| as_of(&self.row).as_ref().map(Into::into)) {
            return Ok(Some(period));
        }
        self.load_update(ctx).await?.period(ctx).await
    }

    /// The printed words that carry the figure.
    async fn quote(&self) -> Option<&str> {
        self.row.quote.as_deref()
    }

    /// Where those words stand in the document of the update.
    async fn span(&self) -> Option<Span> {
        Span::of_nullable(self.row.span_start, self.row.span_end)
    }

    /// The printed share of the annual target, in per cent.
    async fn reported_share(&self) -> Option<Decimal> {
        self.row.share.map(|share| share.0)
    }

    /// The printed words of that share.
    async fn share_quote(&self) -> Option<&str> {
        self.row.share_quote.as_deref()
    }

    /// The update that holds it.
    async fn update(&self, ctx: &Context<'_>) -> Result<ProgressUpdate> {
        self.load_update(ctx).await
    }
}

impl Measurement {
    async fn load_update(&self, ctx: &Context<'_>) -> Result<ProgressUpdate> {
        let id = self.row.progress_update_id;
        load(ctx, loaders::Update(id))
            .await?
            .map(ProgressUpdate)
            .ok_or_else(|| missing(Noun::ProgressUpdate, id))
    }
}
