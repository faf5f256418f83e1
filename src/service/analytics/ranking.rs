//! The units of a report by how far they are (rule 14).

use std::cmp::Reverse;
use std::collections::HashMap;

use rust_decimal::Decimal;
use uuid::Uuid;

use super::agenda::{Item, item};
use super::listing;
use super::register::Snapshot;
use crate::domain::analysis::ranks;
use crate::domain::completion::edge;
use crate::error::{Error, Result};
use crate::message::{Form, Message};
use crate::service::completion::{
    Answer, Question, StandingTest, UnitStanding, all_units_of_report, standing_holds,
};
use crate::service::units::Units;
use crate::store::filter::Filter;
use crate::store::page::{Slice, Wanted as Page};
use crate::store::value::Value;

/// By what.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    async_graphql::Enum,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "RankingMeasure")]
pub enum Measure {
    /// How far the indicator of the unit is behind that is furthest behind, whatever its kind, in percentage points of
    /// its target; 0 where none is.
    #[default]
    LargestLag,
    /// Mean completion of the measured tasks: their sum over their number.
    MeanCompletion,
    /// Tasks on track or better of the tasks that have a status.
    OnTrack,
    /// Completed tasks of all tasks.
    Completed,
    /// Mean lead in percentage points over the tasks with an amount to be reached, each with its lowest; negative is a lag.
    Lead,
}

/// Which end of the ranking comes first.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    async_graphql::Enum,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "RankingOrder")]
pub enum Order {
    /// Rank 1 first.
    BestFirst,
    /// The last rank first.
    #[default]
    WorstFirst,
}

impl Measure {
    /// What is larger the better a unit stands.
    fn goodness(self, ratio: Ratio) -> Option<Decimal> {
        let value = ratio.value();
        if self == Self::LargestLag { value.map(|lag| -lag) } else { value }
    }
}

/// What a unit is ranked by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    /// What is divided.
    pub numerator: Decimal,
    /// By how many.
    pub denominator: u32,
}

impl Ratio {
    /// Rounded half up to 6 places; `None` of nothing.
    #[must_use]
    pub fn value(self) -> Option<Decimal> {
        self.numerator.checked_div(Decimal::from(self.denominator)).map(edge)
    }
}

/// Why a unit has no rank.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "UnrankedReason")]
pub enum Unranked {
    /// Fewer of its tasks are measured than was asked for.
    BelowMinimumCoverage,
    /// The ratio has a denominator of 0: nothing of it is measured, or nothing of what is counted.
    NothingToDivideBy,
    /// Print or figures say that it is behind, and of nothing that is behind is it defined by how much.
    LagNotDefined,
}

/// A unit with its place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The unit, with its tasks in the role asked for, each once.
    pub standing: UnitStanding,
    /// 1 is the best; equal ones share a rank. `Err` says why there is none.
    pub rank: std::result::Result<u32, Unranked>,
    /// What it is ranked by.
    pub ratio: Ratio,
    /// Its task that is furthest behind; `None` where none is.
    pub worst: Option<Item>,
}

/// Names of the lists, for cursors.
pub const RANKED: &str = "ranking:ranked";
/// Of units without a rank.
pub const UNRANKED: &str = "ranking:unranked";

/// The units of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranking {
    /// Units with a rank, in the order asked for; equal ones by name.
    pub ranked: Vec<Row>,
    /// Units without one, by name.
    pub unranked: Vec<Row>,
}

/// What a ranking is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Wanted {
    /// By what.
    pub by: Measure,
    /// Share of a unit's tasks that must be measured, 0..=1.
    pub min_coverage: Decimal,
    /// Which end comes first.
    pub order: Order,
}

impl Wanted {
    /// Refuses a coverage that is no share.
    pub fn new(by: Measure, min_coverage: Option<Decimal>, order: Order) -> Result<Self> {
        let min_coverage = min_coverage.unwrap_or_default();
        if min_coverage < Decimal::ZERO || min_coverage > Decimal::ONE {
            let message = Message::Expected(min_coverage.to_string(), Form::Share);
            return Err(Error::invalid("minCoverage", message));
        }
        Ok(Self { by, min_coverage, order })
    }
}

/// The units of a report in their order.
#[must_use]
pub fn of(snapshot: &Snapshot<'_>, question: &Question, wanted: Wanted) -> Ranking {
    let register = snapshot.register;
    let rows = all_units_of_report(&snapshot.books(), &register.units, register.report.id, question);
    let leads = register.leads();
    let items: HashMap<Uuid, Item> =
        snapshot.tasks().filter_map(|(task, state)| Some((task.id, item(task.id, state, &leads)?))).collect();
    let rows = rows.into_iter().map(|row| {
        let worst = worst(&items, &row.answer);
        let ratio = ratio(snapshot, wanted.by, &row.answer, worst.as_ref());
        let coverage = row.answer.completion.coverage;
        let covered =
            Decimal::from(coverage.numerator) >= wanted.min_coverage * Decimal::from(coverage.denominator);
        let rank = match (covered, ratio.value()) {
            (false, _) => Err(Unranked::BelowMinimumCoverage),
            (true, Some(_)) => Ok(0),
            (true, None) if wanted.by == Measure::LargestLag && worst.is_some() => {
                Err(Unranked::LagNotDefined)
            }
            (true, None) => Err(Unranked::NothingToDivideBy),
        };
        Row { standing: row, rank, ratio, worst }
    });
    let (mut ranked, unranked): (Vec<Row>, Vec<Row>) = rows.partition(|row| row.rank.is_ok());
    let goodness = |row: &Row| wanted.by.goodness(row.ratio);
    ranked.sort_by_key(|row| Reverse(goodness(row)));
    let values: Vec<Option<Decimal>> = ranked.iter().map(|row| row.ratio.value()).collect();
    for (row, rank) in ranked.iter_mut().zip(ranks(&values)) {
        row.rank = Ok(rank);
    }
    if wanted.order == Order::WorstFirst {
        // Stable, so that equal ones stay by name.
        ranked.sort_by_key(goodness);
    }
    Ranking { ranked, unranked }
}

impl Ranking {
    /// The units that a filter lets through, with the ranks that they have among all.
    #[must_use]
    pub fn only(mut self, filter: &Filter<StandingTest>, units: &Units) -> Self {
        let passes = |row: &Row| filter.holds(&|test| standing_holds(test, &row.standing, units));
        self.ranked.retain(passes);
        self.unranked.retain(passes);
        self
    }
}

/// A page of ranked or unranked units, and how many there are; `list` names which in cursors.
pub fn page(rows: &[Row], wanted: Page, list: &str) -> Result<(Slice<Row>, usize)> {
    listing::page(rows.to_vec(), wanted, list, |row| vec![Value::Id(row.standing.department_id)])
}

fn ratio(snapshot: &Snapshot<'_>, by: Measure, answer: &Answer, worst: Option<&Item>) -> Ratio {
    let completion = &answer.completion;
    let counted = |ratio: crate::domain::completion::Ratio| Ratio {
        numerator: ratio.numerator.into(),
        denominator: ratio.denominator,
    };
    match by {
        Measure::LargestLag => {
            let is_measured = completion.coverage.numerator > 0;
            let points = worst.map_or(is_measured.then_some(Decimal::ZERO), Item::points);
            Ratio { numerator: points.unwrap_or_default(), denominator: points.is_some().into() }
        }
        Measure::MeanCompletion => {
            Ratio { numerator: completion.completion_sum, denominator: completion.completion_count }
        }
        Measure::OnTrack => counted(completion.on_track),
        Measure::Completed => counted(completion.completed),
        Measure::Lead => {
            let leads: Vec<Decimal> = answer
                .members
                .iter()
                .filter_map(|(task, _)| {
                    let of_indicators = snapshot.state(*task).indicators.iter();
                    of_indicators.filter_map(|state| state.assessment.as_ref()?.lead).min()
                })
                .collect();
            Ratio {
                numerator: leads.iter().copied().map(edge).sum(),
                denominator: u32::try_from(leads.len()).unwrap_or(u32::MAX),
            }
        }
    }
}

/// The task of the set that is furthest behind; among equals, the first in print.
fn worst(items: &HashMap<Uuid, Item>, answer: &Answer) -> Option<Item> {
    let behind = answer.members.iter().filter_map(|(task, _)| items.get(task));
    behind.min_by_key(|item| Reverse(item.points())).cloned()
}
