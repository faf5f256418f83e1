//! Print against figures.

use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::task::Indicator;
use super::{Evidence, References, TaskReference};
use crate::domain::completion::edge;
use crate::domain::rules::DISCREPANCIES;
use crate::domain::status::Status;
use crate::service::analytics::discrepancies;
use crate::view::{ReportedStatus, RuleReference};

/// Print and figures of a task contradict each other.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Discrepancy {
    /// What contradicts what.
    pub kind: discrepancies::Kind,
    /// The task.
    pub task: Option<TaskReference>,
    /// The indicator whose figures speak against the print.
    pub indicator: Indicator,
    /// Of `STATUS`, the printed status.
    pub printed_status: Option<ReportedStatus>,
    /// Of `STATUS`, what the figures give.
    pub computed_status: Option<Status>,
    /// Of `SHARE`, the printed share of the target, in per cent.
    pub printed_share: Option<Decimal>,
    /// Of `SHARE`, value over target, in per cent.
    pub computed_share: Option<Decimal>,
    /// Of `SHARE`, printed less computed share, in percentage points.
    pub difference: Option<Decimal>,
    /// The words of the printed side.
    pub printed_evidence: Vec<Evidence>,
    /// The words of target and figure that the computed side rests on.
    pub computed_evidence: Vec<Evidence>,
    /// The rule by which contradictions are found.
    pub rule: RuleReference,
}

impl Discrepancy {
    /// A contradiction with its quotes.
    #[must_use]
    pub fn new(found: &discrepancies::Discrepancy, to: &References<'_>) -> Self {
        let text = found.printed_text.clone();
        Self {
            kind: found.kind,
            task: to.task(found.task_id),
            indicator: (&found.indicator).into(),
            printed_status: text.map(|text| ReportedStatus { status: found.printed_status, text }),
            computed_status: found.computed_status,
            printed_share: found.printed_share,
            computed_share: found.computed_share.map(edge),
            difference: found.difference.map(edge),
            printed_evidence: to.evidence(&found.printed_evidence),
            computed_evidence: to.evidence(&found.computed_evidence),
            rule: DISCREPANCIES.into(),
        }
    }
}
