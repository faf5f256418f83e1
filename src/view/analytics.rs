//! Values of analytics that look the same on every surface.

use async_graphql::SimpleObject;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use super::{DecimalRatio, Period};
use crate::domain::analysis::{self, Against};
use crate::domain::completion::edge;
use crate::service::analytics::{ranking, trend};
use crate::service::moved;

/// From one period to the next, in percentage points; null where a ratio is not defined on either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct TrendChange {
    /// Of the share of completed tasks.
    pub completed: Option<Decimal>,
    /// Of the share of tasks on track or better.
    pub on_track: Option<Decimal>,
    /// Of the share of measured tasks.
    pub coverage: Option<Decimal>,
    /// Of the mean completion.
    pub mean_completion: Option<Decimal>,
    /// Of the elapsed share of the year, to hold the others against.
    pub elapsed_share: Decimal,
}

impl From<trend::Change> for TrendChange {
    fn from(change: trend::Change) -> Self {
        let trend::Change { completed, on_track, coverage, mean_completion, elapsed_share } = change;
        Self { completed, on_track, coverage, mean_completion, elapsed_share }
    }
}

/// How far something is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
pub struct Lag {
    /// What it is counted against.
    pub against: Against,
    /// Percentage points, rounded half up to 6 places; positive is behind.
    pub points: Decimal,
}

impl From<analysis::Lag> for Lag {
    fn from(lag: analysis::Lag) -> Self {
        Self { against: lag.against, points: edge(lag.points) }
    }
}

impl From<ranking::Ratio> for DecimalRatio {
    fn from(ratio: ranking::Ratio) -> Self {
        Self { numerator: edge(ratio.numerator), denominator: ratio.denominator, ratio: ratio.value() }
    }
}

/// A figure as it was printed.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct PrintedFigure {
    /// The figure.
    pub value: Decimal,
    /// Its unit as printed.
    pub unit: String,
    /// What it is as of.
    pub as_of: Period,
}

impl From<&moved::Printed> for PrintedFigure {
    fn from(figure: &moved::Printed) -> Self {
        Self { value: figure.value.normalize(), unit: figure.unit.clone(), as_of: (&figure.as_of).into() }
    }
}
