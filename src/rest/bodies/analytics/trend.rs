//! Completion over the periods of a report.

use serde::Serialize;
use utoipa::ToSchema;

use crate::domain::completion::Basis;
use crate::domain::rules::TREND;
use crate::service::analytics::trend;
use crate::view::analytics::TrendChange;
use crate::view::{Completion, Period, RuleReference};

/// Completion of a report over its periods.
#[derive(Debug, Serialize, ToSchema)]
pub struct Trend {
    /// A point for each period of the report's bulletins in force, oldest first.
    pub points: Vec<TrendPoint>,
    /// The rule by which points are made.
    pub rule: RuleReference,
}

/// One period of a report.
#[derive(Debug, Serialize, ToSchema)]
pub struct TrendPoint {
    /// The period.
    pub period: Period,
    /// Completion as a reader of the bulletins up to the end of the period saw it.
    pub completion: Completion,
    /// Against the point before; null for the first.
    pub change: Option<TrendChange>,
}

impl Trend {
    /// The points of a report.
    #[must_use]
    pub fn new(points: &[trend::Point], basis: Basis) -> Self {
        let point = |point: &trend::Point| TrendPoint {
            period: (&point.period).into(),
            completion: Completion::new(&point.answer, basis),
            change: point.change.map(Into::into),
        };
        Self { points: points.iter().map(point).collect(), rule: TREND.into() }
    }
}
