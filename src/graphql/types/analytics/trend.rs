//! Completion over the periods of a report.

use async_graphql::{Object, SimpleObject};

use crate::domain::completion::Basis;
use crate::domain::rules::TREND;
use crate::service::analytics::trend::Point;
use crate::view::analytics::TrendChange;
use crate::view::{Completion, Period, RuleReference};

/// A report over its periods.
#[derive(Debug, Clone)]
pub struct Trend {
    /// The points.
    pub points: Vec<Point>,
    /// Which status was counted.
    pub basis: Basis,
}

/// One period of a report, as a reader of its bulletin saw it.
#[derive(Debug, Clone, SimpleObject)]
pub struct TrendPoint {
    /// The period.
    period: Period,
    /// Completion as a reader of the bulletins up to the end of the period saw it, against the targets of today.
    completion: Completion,
    /// Against the point before; null for the first.
    change: Option<TrendChange>,
}

/// Completion of a report over its periods.
#[Object]
impl Trend {
    /// A point for each period of the report's bulletins in force, oldest first.
    #[graphql(complexity = "crate::graphql::cost::page(Some(12), None, child_complexity)")]
    async fn points(&self) -> Vec<TrendPoint> {
        let point = |point: &Point| TrendPoint {
            period: (&point.period).into(),
            completion: Completion::new(&point.answer, self.basis),
            change: point.change.map(Into::into),
        };
        self.points.iter().map(point).collect()
    }

    /// The rule by which points are made.
    async fn rule(&self) -> RuleReference {
        TREND.into()
    }
}
