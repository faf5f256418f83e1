//! Where print and figures contradict each other (rule 16).

use rust_decimal::Decimal;
use uuid::Uuid;

use super::derivation::{figure_evidence, share_evidence, status_evidence, target_evidence};
use super::evidence::Evidence;
use super::register::Snapshot;
use crate::domain::status::Status;
use crate::service::assessment::{IndicatorState, TaskState};
use crate::store::value::Value;

/// What contradicts what.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "DiscrepancyKind")]
#[schema(as = DiscrepancyKind)]
pub enum Kind {
    /// The printed status is ON_TRACK or better, the figures say BEHIND.
    Status,
    /// The printed share of the target differs from value over target by more than 0.1 points.
    Share,
}

/// Name of the list, for cursors.
pub const LIST: &str = "discrepancies";

/// One contradiction.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Discrepancy {
    /// What contradicts what.
    pub kind: Kind,
    /// The task.
    pub task_id: Uuid,
    /// The indicator whose figures speak against the print; of a status, the first that is behind.
    pub indicator: IndicatorState,
    /// The printed words of the status.
    pub printed_text: Option<String>,
    /// The printed status.
    pub printed_status: Option<Status>,
    /// The printed share, in per cent.
    pub printed_share: Option<Decimal>,
    /// The status that the figures give.
    pub computed_status: Option<Status>,
    /// The share that the figures give, in per cent.
    pub computed_share: Option<Decimal>,
    /// Printed share less computed share, in percentage points.
    pub difference: Option<Decimal>,
    /// The words of the printed side.
    pub printed_evidence: Vec<Evidence>,
    /// The words that the computed side rests on.
    pub computed_evidence: Vec<Evidence>,
}

impl Discrepancy {
    /// Its place in the list of a report.
    #[must_use]
    pub fn place(&self) -> [Value; 2] {
        let kind = match self.kind {
            Kind::Status => 0,
            Kind::Share => 1,
        };
        [Value::Id(self.indicator.indicator.id), Value::Int(kind)]
    }

    /// The words of both sides.
    #[must_use]
    pub fn evidence(&self) -> Vec<Evidence> {
        self.printed_evidence.iter().chain(&self.computed_evidence).copied().collect()
    }
}

/// Every contradiction of a report, tasks as printed; of one task, the status first.
#[must_use]
pub fn of(snapshot: &Snapshot<'_>) -> Vec<Discrepancy> {
    let of_task = |(task, state): (&entity::task::Model, &TaskState)| {
        let of_status = status(task.id, state);
        let shares: Vec<Discrepancy> =
            state.indicators.iter().filter_map(|indicator| share(task.id, indicator)).collect();
        of_status.into_iter().chain(shares).collect::<Vec<Discrepancy>>()
    };
    snapshot.tasks().flat_map(of_task).collect()
}

fn status(task_id: Uuid, state: &TaskState) -> Option<Discrepancy> {
    if !state.discrepancy() {
        return None;
    }
    let behind = |indicator: &&IndicatorState| {
        indicator.assessment.as_ref().is_some_and(|found| found.status == Status::Behind)
    };
    let indicator = state.indicators.iter().find(behind)?;
    Some(Discrepancy {
        kind: Kind::Status,
        task_id,
        indicator: indicator.clone(),
        printed_text: state.update.as_ref().and_then(|update| update.reported_text.clone()),
        printed_status: state.reported,
        printed_share: None,
        computed_status: Some(state.assessed.status),
        computed_share: None,
        difference: None,
        printed_evidence: status_evidence(state).into_iter().collect(),
        computed_evidence: figures(indicator),
    })
}

fn share(task_id: Uuid, indicator: &IndicatorState) -> Option<Discrepancy> {
    let assessment = indicator.assessment.as_ref()?;
    let difference = assessment.share_difference?;
    let printed = indicator.latest.as_ref()?.0.share?.0;
    Some(Discrepancy {
        kind: Kind::Share,
        task_id,
        indicator: indicator.clone(),
        printed_text: None,
        printed_status: None,
        printed_share: Some(printed),
        computed_status: None,
        computed_share: assessment.attainment.map(|share| share * Decimal::ONE_HUNDRED),
        difference: Some(difference),
        printed_evidence: share_evidence(indicator).into_iter().collect(),
        computed_evidence: figures(indicator),
    })
}

fn figures(indicator: &IndicatorState) -> Vec<Evidence> {
    [target_evidence(indicator), figure_evidence(indicator)].into_iter().flatten().collect()
}
