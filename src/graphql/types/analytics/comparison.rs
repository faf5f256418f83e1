//! One measure in several reports.
#![expect(clippy::unused_async, reason = "a resolver is async, whether it waits or not")]

use async_graphql::{Context, Object};
use rust_decimal::Decimal;

use super::{List, Result, report};
use crate::domain::completion;
use crate::domain::rules::COMPARISON;
use crate::domain::target::Kind;
use crate::graphql::connection::{Total, connection, paging};
use crate::graphql::errors::Public;
use crate::graphql::types::{Indicator, Report};
use crate::service::analytics::comparison::{Comparison as Found, Row};
use crate::view::{Ratio, RuleReference};

/// One measure over several reports.
#[derive(Debug, Clone)]
pub struct Comparison(pub Found);

/// One measure in several reports, side by side.
#[Object]
impl Comparison {
    /// The name that the measure has in every report.
    async fn canonical_name(&self) -> &str {
        &self.0.canonical_name
    }

    /// How its value behaves over the year; an amount and its growth are two comparisons.
    async fn kind(&self) -> Kind {
        self.0.kind
    }

    /// The unit that targets and figures are converted to: that asked for, else that of the first row.
    async fn unit(&self) -> &str {
        &self.0.unit
    }

    /// One row per indicator: newest year first, then reports by time of import, indicators as printed.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    async fn rows(
        &self,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<ComparisonRow>> {
        let (slice, total) = self.0.page(paging(first, after, last, before)).public()?;
        Ok(connection(slice, Total::Known(total), ComparisonRow))
    }

    /// Rows with a figure that can be assessed, of all rows.
    async fn coverage(&self) -> Ratio {
        let rows = u32::try_from(self.0.rows.len()).unwrap_or(u32::MAX);
        completion::Ratio { numerator: self.0.measured, denominator: rows }.into()
    }

    /// Reports in question that have no such indicator.
    #[graphql(complexity = "crate::graphql::cost::short_list(child_complexity)")]
    async fn without(&self, ctx: &Context<'_>) -> Result<Vec<Report>> {
        let mut found = Vec::with_capacity(self.0.without.len());
        for id in &self.0.without {
            found.push(report(ctx, *id).await?);
        }
        Ok(found)
    }

    /// The rule by which rows are held against each other.
    async fn rule(&self) -> RuleReference {
        COMPARISON.into()
    }
}

/// One indicator of one report.
#[derive(Debug, Clone)]
pub struct ComparisonRow(Row);

/// One indicator of one report in a comparison.
#[Object]
impl ComparisonRow {
    /// The report.
    async fn report(&self, ctx: &Context<'_>) -> Result<Report> {
        report(ctx, self.0.report_id).await
    }

    /// The indicator as printed, with its figure, attainment, gap, status and as-of date.
    async fn indicator(&self) -> Indicator {
        Indicator(self.0.state.clone())
    }

    /// The target in the unit of the comparison; null where it has no exact conversion.
    async fn target(&self) -> Option<Decimal> {
        self.0.target.map(|value| value.normalize())
    }

    /// The figure in the unit of the comparison; null where there is none, or no exact conversion.
    async fn actual(&self) -> Option<Decimal> {
        self.0.actual.map(|value| value.normalize())
    }

    /// True where the row can be held against the others.
    async fn comparable(&self) -> bool {
        self.0.not_comparable.is_none()
    }

    /// Why it cannot; null where it can.
    async fn reason(&self) -> Option<&str> {
        self.0.not_comparable.as_deref()
    }
}
