//! Print against figures.

use async_graphql::{Context, Object};
use rust_decimal::Decimal;

use super::{Evidence, Result, task};
use crate::domain::completion::edge;
use crate::domain::rules::DISCREPANCIES;
use crate::domain::status::Status;
use crate::graphql::types::{Indicator, Task};
use crate::service::analytics::discrepancies::{Discrepancy as Found, Kind};
use crate::view::{ReportedStatus, RuleReference};

/// One contradiction.
#[derive(Debug, Clone)]
pub struct Discrepancy(pub Found);

/// Print and figures of a task contradict each other; both sides, with their words.
#[Object]
impl Discrepancy {
    /// What contradicts what.
    async fn kind(&self) -> Kind {
        self.0.kind
    }

    /// The task.
    async fn task(&self, ctx: &Context<'_>) -> Result<Task> {
        task(ctx, self.0.task_id).await
    }

    /// The indicator whose figures speak against the print; of STATUS, the first that is behind.
    async fn indicator(&self) -> Indicator {
        Indicator(self.0.indicator.clone())
    }

    /// Of STATUS, the printed status.
    async fn printed_status(&self) -> Option<ReportedStatus> {
        let text = self.0.printed_text.clone()?;
        Some(ReportedStatus { status: self.0.printed_status, text })
    }

    /// Of STATUS, what the figures give.
    async fn computed_status(&self) -> Option<Status> {
        self.0.computed_status
    }

    /// Of SHARE, the printed share of the target, in per cent.
    async fn printed_share(&self) -> Option<Decimal> {
        self.0.printed_share
    }

    /// Of SHARE, value over target, in per cent, rounded half up to 6 places.
    async fn computed_share(&self) -> Option<Decimal> {
        self.0.computed_share.map(edge)
    }

    /// Of SHARE, printed less computed share, in percentage points.
    async fn difference(&self) -> Option<Decimal> {
        self.0.difference.map(edge)
    }

    /// The words of the printed side.
    #[graphql(complexity = "crate::graphql::cost::short_list(child_complexity)")]
    async fn printed_evidence(&self) -> Vec<Evidence> {
        self.0.printed_evidence.iter().copied().map(Evidence).collect()
    }

    /// The words of target and figure that the computed side rests on.
    #[graphql(complexity = "crate::graphql::cost::short_list(child_complexity)")]
    async fn computed_evidence(&self) -> Vec<Evidence> {
        self.0.computed_evidence.iter().copied().map(Evidence).collect()
    }

    /// The rule by which contradictions are found.
    async fn rule(&self) -> RuleReference {
        DISCREPANCIES.into()
    }
}
