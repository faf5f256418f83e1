//! One measure in several reports.

use std::collections::HashMap;

use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::Page;
use super::super::task::Indicator;
use crate::domain::rules::COMPARISON;
use crate::domain::target::Kind;
use crate::error::Result;
use crate::service::analytics::comparison;
use crate::store::page::Wanted;
use crate::view::{Ratio, RuleReference};

/// One measure in several reports, side by side.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Comparison {
    /// The name that the measure has in every report.
    pub canonical_name: String,
    /// How its value behaves over the year.
    pub kind: Kind,
    /// The unit that targets and figures are converted to.
    pub unit: String,
    /// The first of its rows, one per indicator: newest year first; `/compare/rows` goes on.
    pub rows: Page<ComparisonRow>,
    /// Rows with a figure that can be assessed, of all rows.
    pub coverage: Ratio,
    /// Ids of the reports in question that have no such indicator.
    pub without: Vec<Uuid>,
    /// The rule by which rows are held against each other.
    pub rule: RuleReference,
}

/// One indicator of one report in a comparison.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ComparisonRow {
    /// The name that the measure has in every report.
    pub canonical_name: String,
    /// How its value behaves over the year.
    pub kind: Kind,
    /// The unit of `target` and `actual`.
    pub unit: String,
    /// Id of the report.
    pub report_id: Uuid,
    /// The government that made the commitment.
    pub jurisdiction: Option<String>,
    /// Year of the report.
    pub year: Option<i32>,
    /// The indicator as printed, with its figure and assessment.
    pub indicator: Indicator,
    /// The target in the unit of the comparison; null where it has no exact conversion.
    pub target: Option<Decimal>,
    /// The figure in the unit of the comparison; null where there is none, or no exact conversion.
    pub actual: Option<Decimal>,
    /// True where the row can be held against the others.
    pub comparable: bool,
    /// Why it cannot; null where it can.
    pub reason: Option<String>,
}

/// Jurisdiction and year of each report.
pub type ReportNames = HashMap<Uuid, (Option<String>, i32)>;

impl ComparisonRow {
    /// A row of a comparison with jurisdiction and year.
    #[must_use]
    pub fn new(of: &comparison::Comparison, row: &comparison::Row, names: &ReportNames) -> Self {
        Self {
            canonical_name: of.canonical_name.clone(),
            kind: of.kind,
            unit: of.unit.clone(),
            report_id: row.report_id,
            jurisdiction: names.get(&row.report_id).and_then(|(name, _)| name.clone()),
            year: names.get(&row.report_id).map(|(_, year)| *year),
            indicator: (&row.state).into(),
            target: row.target.map(|value| value.normalize()),
            actual: row.actual.map(|value| value.normalize()),
            comparable: row.not_comparable.is_none(),
            reason: row.not_comparable.clone(),
        }
    }
}

impl Comparison {
    /// A comparison with its first rows.
    pub fn new(found: &comparison::Comparison, first: Option<i64>, names: &ReportNames) -> Result<Self> {
        let (slice, total) = found.page(Wanted { first, ..Wanted::default() })?;
        let denominator = u32::try_from(total).unwrap_or(u32::MAX);
        let coverage = crate::domain::completion::Ratio { numerator: found.measured, denominator };
        let rows = slice.map(|row| ComparisonRow::new(found, &row, names));
        Ok(Self {
            canonical_name: found.canonical_name.clone(),
            kind: found.kind,
            unit: found.unit.clone(),
            rows: Page::of(rows, u64::from(denominator)),
            coverage: coverage.into(),
            without: found.without.clone(),
            rule: COMPARISON.into(),
        })
    }
}
