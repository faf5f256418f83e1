//! Values of analytics that look the same on every surface.

use async_graphql::SimpleObject;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use super::{DecimalRatio, Period};
use crate::domain::analysis::{self, Against};
use crate::domain::completion::edge;
use crate::service::analytics::{ranking, trend};
use crate::service::assessment::IndicatorState;
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

/// How far an indicator is behind: the part of its target that should be there by now and is not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
pub struct Lag {
    /// What it is counted against.
    pub against: Against,
    /// (due − reached) × 100: percentage points of the target, rounded half up to 6 places; more than 0.
    pub points: Decimal,
    /// The part of the target that should be there at the as-of date: the elapsed share, or 1.
    pub due: Decimal,
    /// The part that is there: attainment of an amount to be reached, degree of completion of the others.
    pub reached: Decimal,
}

impl From<analysis::Lag> for Lag {
    fn from(lag: analysis::Lag) -> Self {
        Self { against: lag.against, points: lag.points(), due: edge(lag.due), reached: edge(lag.reached) }
    }
}

/// A gap in its unit.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
pub struct Gap {
    /// Value less target.
    pub value: Decimal,
    /// Unit of the target; `percentage points` where that is %.
    pub unit: String,
}

impl Gap {
    /// Of an indicator; `None` where only a share is printed.
    #[must_use]
    pub fn of(state: &IndicatorState) -> Option<Self> {
        Some(Self { value: edge(state.assessment.as_ref()?.gap?), unit: state.gap_unit().to_owned() })
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
