//! One measure in several reports, side by side (rule 17).

use std::collections::{BTreeMap, HashMap};

use entity::report;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::listing::page;
use crate::domain::indicator::canonical;
use crate::domain::quantity::convert;
use crate::domain::target::Kind;
use crate::error::{Error, Result};
use crate::message::Message;
use crate::service::Ledger;
use crate::service::assessment::{IndicatorState, View, states};
use crate::service::places;
use crate::store::comparison as store;
use crate::store::filter::Filter;
use crate::store::lists::indicator::IndicatorTest;
use crate::store::page::{Slice, Wanted as Page};
use crate::store::value::Value;
use crate::store::{TaskScope, connect, report as reports};

/// What is compared.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Measures, by their canonical or any other known name.
    pub names: Vec<String>,
    /// Only reports of the jurisdictions of these names; all where `None`.
    pub jurisdictions: Option<Vec<String>>,
    /// Only reports of these years; all where `None`.
    pub years: Option<Vec<i32>>,
    /// The unit to compare in; that of the first row where `None`.
    pub unit: Option<String>,
    /// Only indicators that this lets through.
    pub filter: Filter<IndicatorTest>,
    /// As seen from here.
    pub view: View,
}

/// One indicator of one report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Row {
    /// The report.
    pub report_id: Uuid,
    /// The indicator with its latest figure.
    pub state: IndicatorState,
    /// The target in the common unit; `None` where it has no exact conversion.
    pub target: Option<Decimal>,
    /// The figure in the common unit; `None` where there is none, or no exact conversion.
    pub actual: Option<Decimal>,
    /// Why the row cannot be held against the others; `None` where it can.
    pub not_comparable: Option<String>,
}

/// One measure over all reports.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// The measure.
    pub canonical_name: String,
    /// How it behaves over the year: an amount and its growth are two measures.
    pub kind: Kind,
    /// The unit that targets and figures are converted to.
    pub unit: String,
    /// One row per indicator: newest year first, then as imported.
    pub rows: Vec<Row>,
    /// Reports in question that have no such indicator.
    pub without: Vec<Uuid>,
    /// Rows with a figure.
    pub measured: u32,
}

/// Name of the list of measures, for cursors.
pub const MEASURES: &str = "compare";

/// Name of the list of rows, for cursors.
pub const ROWS: &str = "compare:rows";

impl Comparison {
    /// A page of its rows, and how many there are.
    pub fn page(&self, wanted: Page) -> Result<(Slice<Row>, usize)> {
        page(self.rows.clone(), wanted, ROWS, Row::key)
    }

    /// What tells it from all others of an answer.
    #[must_use]
    pub fn key(&self) -> Vec<Value> {
        vec![Value::Text(self.canonical_name.clone()), Value::Text(format!("{:?}", self.kind))]
    }
}

impl Row {
    /// What tells it from all others of an answer.
    #[must_use]
    pub fn key(&self) -> Vec<Value> {
        vec![Value::Id(self.state.indicator.id)]
    }
}

/// Names, jurisdictions or years that are compared at once.
const MOST: usize = 50;

/// Reports that are compared at once.
const MOST_REPORTS: u64 = 200;

/// Indicators that are compared at once.
const MOST_ROWS: u64 = 2000;

/// Compares measures over reports, all of one moment. Seven statements, whatever their number.
pub async fn of(ledger: &Ledger, wanted: &Wanted) -> Result<Vec<Comparison>> {
    let names = checked(wanted)?;
    let db = &connect::begin_read(&ledger.db).await?;
    let of = match &wanted.jurisdictions {
        Some(names) => Some(places::all_named(db, "jurisdictions", names).await?),
        None => None,
    };
    let of: Option<Vec<Uuid>> = of.map(|places| places.iter().map(|place| place.id).collect());
    let scope = store::reports(db, of.as_deref(), wanted.years.as_deref(), MOST_REPORTS + 1).await?;
    if scope.len() > usize::try_from(MOST_REPORTS).unwrap_or(usize::MAX) {
        return Err(Error::invalid("jurisdictions", Message::MostReports(MOST_REPORTS)));
    }
    let ids: Vec<Uuid> = scope.iter().map(|report| report.id).collect();
    let found = store::indicators(db, &names, &ids, &wanted.filter, MOST_ROWS + 1).await?;
    if found.len() > usize::try_from(MOST_ROWS).unwrap_or(usize::MAX) {
        return Err(Error::invalid("canonicalNames", Message::MostIndicators(MOST_ROWS)));
    }
    let mut tasks: Vec<Uuid> = found.iter().map(|row| row.task_id).collect();
    tasks.sort_unstable();
    tasks.dedup();
    let states = states(db, TaskScope::Tasks(&tasks), wanted.view, &ledger.policy).await?;
    let by_id: HashMap<Uuid, &IndicatorState> = states
        .values()
        .flat_map(|state| &state.indicators)
        .map(|state| (state.indicator.id, state))
        .collect();
    Ok(compare(wanted, &names, &scope, &found, &by_id))
}

fn checked(wanted: &Wanted) -> Result<Vec<String>> {
    let too_many = |argument| Err(Error::invalid(argument, Message::AtMost(MOST as u64)));
    if wanted.names.len() > MOST {
        return too_many("canonicalNames");
    }
    if wanted.jurisdictions.as_ref().is_some_and(|names| names.len() > MOST) {
        return too_many("jurisdictions");
    }
    if wanted.years.as_ref().is_some_and(|years| years.len() > MOST) {
        return too_many("years");
    }
    let mut names: Vec<String> = Vec::with_capacity(wanted.names.len());
    for name in &wanted.names {
        let name = canonical(name);
        if name.is_empty() {
            return Err(Error::invalid("canonicalNames", Message::EmptyName));
        }
        if !names.contains(&name) {
            names.push(name);
        }
    }
    if names.is_empty() {
        return Err(Error::invalid("canonicalNames", Message::NoMeasure));
    }
    Ok(names)
}

fn compare(
    wanted: &Wanted,
    names: &[String],
    scope: &[report::Model],
    found: &[store::Found],
    states: &HashMap<Uuid, &IndicatorState>,
) -> Vec<Comparison> {
    let mut groups: BTreeMap<(usize, u8), Vec<Row>> = BTreeMap::new();
    for report in scope {
        for row in found.iter().filter(|row| row.report_id == report.id) {
            let (Some(state), Some(name)) =
                (states.get(&row.indicator_id), names.iter().position(|name| *name == row.canonical_name))
            else {
                continue;
            };
            let kind = match Kind::from(state.indicator.kind) {
                Kind::Amount => 0,
                Kind::Level => 1,
                Kind::Growth => 2,
            };
            let row = Row {
                report_id: report.id,
                state: (*state).clone(),
                target: None,
                actual: None,
                not_comparable: None,
            };
            groups.entry((name, kind)).or_default().push(row);
        }
    }
    let groups =
        groups.into_iter().filter_map(|((name, _), rows)| group(wanted, names.get(name)?, rows, scope));
    groups.collect()
}

fn group(wanted: &Wanted, name: &str, mut rows: Vec<Row>, scope: &[report::Model]) -> Option<Comparison> {
    let first = rows.first()?;
    let kind = first.state.indicator.kind.into();
    let unit = wanted.unit.clone().unwrap_or_else(|| first.state.indicator.unit.clone());
    for row in &mut rows {
        convert_to(row, &unit);
    }
    let without =
        scope.iter().map(|report| report.id).filter(|id| !rows.iter().any(|row| row.report_id == *id));
    let measured = rows.iter().filter(|row| row.state.assessment.is_some()).count();
    Some(Comparison {
        canonical_name: name.to_owned(),
        kind,
        unit,
        without: without.collect(),
        measured: u32::try_from(measured).unwrap_or(u32::MAX),
        rows,
    })
}

fn convert_to(row: &mut Row, unit: &str) {
    let indicator = &row.state.indicator;
    row.target = convert(indicator.target.0, &indicator.unit, unit);
    let figure = row.state.latest.as_ref().and_then(|(figure, _)| figure.value.zip(figure.unit.as_deref()));
    row.actual = figure.and_then(|(value, printed)| convert(value.0, printed, unit));
    let no_way = |printed: &str| format!("{printed} has no exact conversion to {unit}");
    row.not_comparable = match (row.target, figure) {
        (None, _) => Some(no_way(&indicator.unit)),
        (Some(_), Some((_, printed))) if row.actual.is_none() => Some(no_way(printed)),
        _ => None,
    };
}

/// The reports of a comparison by id.
pub async fn reports_of(ledger: &Ledger, comparisons: &[Comparison]) -> Result<HashMap<Uuid, report::Model>> {
    let rows = comparisons.iter().flat_map(|comparison| {
        comparison.rows.iter().map(|row| row.report_id).chain(comparison.without.iter().copied())
    });
    let mut ids: Vec<Uuid> = rows.collect();
    ids.sort_unstable();
    ids.dedup();
    reports::by_ids(&ledger.db, &ids).await
}
