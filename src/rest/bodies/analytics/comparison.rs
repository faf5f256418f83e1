//! One measure in several reports.

use std::collections::HashMap;

use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::task::Indicator;
use crate::domain::rules::COMPARISON;
use crate::domain::target::Kind;
use crate::service::analytics::comparison;
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
    /// One row per indicator: newest year first.
    pub rows: Vec<ComparisonRow>,
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

impl Comparison {
    /// A comparison whose rows name jurisdiction and year by report.
    #[must_use]
    pub fn new(found: &comparison::Comparison, names: &HashMap<Uuid, (Option<String>, i32)>) -> Self {
        let row = |row: &comparison::Row| ComparisonRow {
            report_id: row.report_id,
            jurisdiction: names.get(&row.report_id).and_then(|(name, _)| name.clone()),
            year: names.get(&row.report_id).map(|(_, year)| *year),
            indicator: (&row.state).into(),
            target: row.target.map(|value| value.normalize()),
            actual: row.actual.map(|value| value.normalize()),
            comparable: row.not_comparable.is_none(),
            reason: row.not_comparable.clone(),
        };
        let rows: Vec<ComparisonRow> = found.rows.iter().map(row).collect();
        let denominator = u32::try_from(rows.len()).unwrap_or(u32::MAX);
        let coverage = crate::domain::completion::Ratio { numerator: found.measured, denominator };
        Self {
            canonical_name: found.canonical_name.clone(),
            kind: found.kind,
            unit: found.unit.clone(),
            rows,
            coverage: coverage.into(),
            without: found.without.clone(),
            rule: COMPARISON.into(),
        }
    }
}
