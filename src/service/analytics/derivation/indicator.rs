//! An indicator: its figure held against its target (rules 1 to 6).

use chrono::Datelike;
use rust_decimal::Decimal;

use super::{Derivation, exact, figure_evidence, share_evidence, shown, target_evidence};
use crate::domain::analysis::{Against, lag};
use crate::domain::assessment::{Assessment, Policy, Rule};
use crate::domain::period::{Granularity, Period};
use crate::domain::quantity::convert;
use crate::domain::rules::{DEGREE, ELAPSED_SHARE, LAG, PRINTED_SHARES};
use crate::domain::status::Status;
use crate::service::assessment::IndicatorState;

/// What a held figure is made of.
struct Held<'a> {
    state: &'a IndicatorState,
    assessment: &'a Assessment,
    as_of: &'a Period,
    target: Decimal,
    /// In the unit of the target; `None` where only a share is printed.
    value: Option<Decimal>,
    share: Option<Decimal>,
}

impl<'a> Held<'a> {
    fn of(state: &'a IndicatorState) -> Option<Self> {
        let (figure, as_of) = state.latest.as_ref()?;
        let unit = &state.indicator.unit;
        let value = figure.value.zip(figure.unit.as_deref());
        Some(Self {
            state,
            assessment: state.assessment.as_ref()?,
            as_of,
            target: state.indicator.target.0,
            value: value.and_then(|(value, printed)| convert(value.0, printed, unit)),
            share: figure.share.map(|share| share.0),
        })
    }

    fn name(&self) -> &str {
        &self.state.indicator.name
    }

    /// Whether less is better; a fall asked for is a goal like any other.
    fn is_ceiling(&self) -> bool {
        match self.assessment.rule {
            Rule::AmountAtMost | Rule::LevelAtMost => true,
            Rule::GrowthAtMost => self.target > Decimal::ZERO,
            Rule::AmountAtLeast | Rule::LevelAtLeast | Rule::GrowthAtLeast | Rule::ReportedShare => false,
        }
    }

    /// Attainment as a fraction: exact where its decimals would not end.
    fn fraction(&self) -> String {
        match (self.value, self.share) {
            (Some(value), _) => format!("{} / {}", exact(value), exact(self.target)),
            (None, Some(share)) => format!("{} / 100", exact(share)),
            (None, None) => String::new(),
        }
    }
}

/// The status of an indicator.
#[must_use]
pub fn indicator(state: &IndicatorState, policy: &Policy) -> Derivation {
    let label = format!("status of {}", state.indicator.name);
    let Some(held) = Held::of(state) else { return unmeasured(state, label) };
    let a = held.assessment;
    let mut inputs = match a.rule {
        Rule::AmountAtLeast | Rule::ReportedShare => vec![attainment(&held), elapsed(held.as_of)],
        _ => vec![figure(state), target(state)],
    };
    inputs.extend(lead(&held));
    inputs.extend(gap(&held));
    inputs.extend(lag_in_degree(&held));
    inputs.extend(share_difference(&held));
    Derivation {
        label,
        rule: Some(a.rule.citation()),
        formula: verdict(&held, policy),
        value: Some(a.status.word().to_owned()),
        ..Derivation::default()
    }
    .from(inputs)
}

fn unmeasured(state: &IndicatorState, label: String) -> Derivation {
    let mut inputs = vec![target(state)];
    let formula = match state.latest.as_ref().map(|(figure, _)| figure.unit.as_deref()) {
        None => "no figure of it is in view".to_owned(),
        Some(unit) => {
            inputs.push(figure(state));
            format!(
                "a figure in {} cannot be held against a target in {}",
                unit.unwrap_or("no unit"),
                state.indicator.unit
            )
        }
    };
    let value = Some(Status::Unmeasured.word().to_owned());
    Derivation { label, formula, value, ..Derivation::default() }.from(inputs)
}

/// Why the status is what it is.
fn verdict(held: &Held<'_>, policy: &Policy) -> String {
    let a = held.assessment;
    let status = a.status.word();
    let paced = a.lead.is_some() || a.rule == Rule::AmountAtLeast;
    if !paced {
        return against_target(held);
    }
    let (elapsed, margin) = (a.elapsed_share, policy.ahead_margin);
    let ahead = format!("{} + {} = {}", shown(elapsed), shown(margin), shown(elapsed + margin));
    match (a.attainment, a.status) {
        (Some(share), Status::Completed) => format!("{} is 1 or more: {status}", shown(share)),
        (Some(share), Status::Ahead) => format!("{} is {ahead} or more: {status}", shown(share)),
        (Some(share), Status::OnTrack) => {
            format!("{} is {} or more and less than {ahead}: {status}", shown(share), shown(elapsed))
        }
        (Some(share), _) => format!("{} is less than {}: {status}", shown(share), shown(elapsed)),
        (None, _) => format!("attainment is not defined; {}", against_target(held)),
    }
}

fn against_target(held: &Held<'_>) -> String {
    let a = held.assessment;
    let met = a.status != Status::Behind;
    let (value, target) = match held.value {
        Some(value) => (exact(value), exact(held.target)),
        None => (shown(a.attainment.unwrap_or_default()), "1".to_owned()),
    };
    let ceiling = matches!(a.rule, Rule::AmountAtMost | Rule::LevelAtMost | Rule::GrowthAtMost);
    let relation = match (ceiling, met) {
        (true, true) => "not above",
        (true, false) => "above",
        (false, true) => "not below",
        (false, false) => "below",
    };
    let when = match (met, a.status) {
        (true, Status::Completed) if held.as_of.is_end_of_year() => ", at the end of the year",
        (true, Status::OnTrack) => ", before the end of the year",
        _ => "",
    };
    format!("{value} is {relation} {target}{when}: {}", a.status.word())
}

fn attainment(held: &Held<'_>) -> Derivation {
    let value = held.assessment.attainment;
    let result = value.map_or_else(|| "not defined".to_owned(), shown);
    let mut node = Derivation {
        label: format!("attainment of {}", held.name()),
        rule: Some(held.assessment.rule.citation()),
        formula: format!("{} = {result}", held.fraction()),
        value: value.map(shown),
        ..Derivation::default()
    };
    node = match held.value {
        Some(_) => node.from(vec![figure(held.state), target(held.state)]),
        None => node.from(vec![share(held.state), target(held.state)]),
    };
    node
}

/// The printed figure, in the unit of the target where it can be converted.
fn figure(state: &IndicatorState) -> Derivation {
    let row = &state.indicator;
    let Some((figure, as_of)) = &state.latest else { return Derivation::default() };
    let printed = figure.value.zip(figure.unit.as_deref());
    let converted = printed.and_then(|(value, unit)| convert(value.0, unit, &row.unit));
    let mut formula = match printed {
        Some((value, unit)) => format!("{} {unit}, as of {}", exact(value.0), as_of.label),
        None => "no figure is printed".to_owned(),
    };
    if let (Some((value, unit)), Some(converted)) = (printed, converted)
        && unit != row.unit
    {
        formula = format!("{formula}; {} {unit} = {} {}", exact(value.0), exact(converted), row.unit);
    }
    if figure.value_high.is_some() {
        formula.push_str("; of a range, the lower end counts");
    }
    if figure.forecast {
        formula.push_str("; printed as a forecast");
    }
    Derivation {
        label: format!("printed figure of {}", row.name),
        formula,
        value: converted.or(printed.map(|(value, _)| value.0)).map(exact),
        unit: if converted.is_some() { Some(row.unit.clone()) } else { figure.unit.clone() },
        evidence: figure_evidence(state),
        ..Derivation::default()
    }
}

fn target(state: &IndicatorState) -> Derivation {
    let row = &state.indicator;
    let range = if row.target_high.is_some() { "; of a range, the lower end counts" } else { "" };
    Derivation {
        label: format!("printed target of {}", row.name),
        formula: format!("{} {}{range}", exact(row.target.0), row.unit),
        value: Some(exact(row.target.0)),
        unit: Some(row.unit.clone()),
        evidence: target_evidence(state),
        ..Derivation::default()
    }
}

fn share(state: &IndicatorState) -> Derivation {
    let printed = state.latest.as_ref().and_then(|(figure, _)| figure.share);
    Derivation {
        label: format!("printed share of the target of {}", state.indicator.name),
        formula: printed.map_or_else(String::new, |share| format!("{} %", exact(share.0))),
        value: printed.map(|share| exact(share.0)),
        unit: Some("%".to_owned()),
        evidence: share_evidence(state),
        ..Derivation::default()
    }
}

/// Rule 1, in words.
fn elapsed(as_of: &Period) -> Derivation {
    Derivation {
        label: format!("elapsed share at the end of {}", as_of.label),
        rule: Some(ELAPSED_SHARE),
        formula: format!("{} = {}", elapsed_fraction(as_of), shown(as_of.elapsed_share())),
        value: Some(shown(as_of.elapsed_share())),
        ..Derivation::default()
    }
}

fn elapsed_fraction(as_of: &Period) -> String {
    match as_of.granularity {
        Granularity::Month => format!("{} / 12", as_of.end.month()),
        Granularity::Day => {
            format!("{} / {}", as_of.end.ordinal(), if as_of.end.leap_year() { 366 } else { 365 })
        }
    }
}

fn lead(held: &Held<'_>) -> Option<Derivation> {
    let lead = held.assessment.lead?;
    Some(Derivation {
        label: format!("lead of {}", held.name()),
        rule: Some(held.assessment.rule.citation()),
        formula: format!("({} - {}) × 100 = {}", held.fraction(), elapsed_fraction(held.as_of), shown(lead)),
        value: Some(shown(lead)),
        unit: Some("percentage points".to_owned()),
        ..Derivation::default()
    })
}

fn gap(held: &Held<'_>) -> Option<Derivation> {
    let gap = held.assessment.gap?;
    Some(Derivation {
        label: format!("gap of {}", held.name()),
        rule: Some(held.assessment.rule.citation()),
        formula: format!("{} - {} = {}", exact(held.value?), exact(held.target), shown(gap)),
        value: Some(shown(gap)),
        unit: Some(held.state.gap_unit().to_owned()),
        ..Derivation::default()
    })
}

/// Rule 6: how far what has no lead is behind; the lag of an amount is its lead with the other sign.
fn lag_in_degree(held: &Held<'_>) -> Option<Derivation> {
    let lag = lag(held.assessment).filter(|lag| lag.against == Against::FullDegree)?;
    let reached = match held.value.map(exact) {
        _ if lag.reached.is_zero() => "0".to_owned(),
        Some(value) if held.is_ceiling() => format!("{} / {value}", exact(held.target)),
        _ => held.fraction(),
    };
    Some(Derivation {
        label: format!("lag of {}", held.name()),
        rule: Some(LAG),
        formula: format!("(1 - {reached}) × 100 = {}", lag.points()),
        value: Some(lag.points().to_string()),
        unit: Some("percentage points".to_owned()),
        ..Derivation::default()
    })
}

/// Rule 5: a printed share that is not what the figures give.
fn share_difference(held: &Held<'_>) -> Option<Derivation> {
    let (difference, share_printed) = (held.assessment.share_difference?, held.share?);
    let node = Derivation {
        label: format!("printed share of {} against the recomputed one", held.name()),
        rule: Some(PRINTED_SHARES),
        formula: format!("{} - {} × 100 = {}", exact(share_printed), held.fraction(), shown(difference)),
        value: Some(shown(difference)),
        unit: Some("percentage points".to_owned()),
        ..Derivation::default()
    };
    Some(node.from(vec![share(held.state)]))
}

/// The degree of completion of an indicator (rule 6).
#[must_use]
pub fn indicator_degree(state: &IndicatorState) -> Derivation {
    let label = format!("degree of completion of {}", state.indicator.name);
    let Some(held) = Held::of(state) else {
        return Derivation { value: None, ..unmeasured(state, label) };
    };
    let a = held.assessment;
    let met = a.status != Status::Behind;
    let result = a.degree.map_or_else(|| "not defined".to_owned(), shown);
    let (value, target_value) = (held.value.map(exact).unwrap_or_default(), exact(held.target));
    let formula = match a.rule {
        Rule::AmountAtLeast | Rule::LevelAtLeast | Rule::ReportedShare => {
            format!("the lesser of 1 and {} = {result}", held.fraction())
        }
        _ if met => format!("{value} meets {target_value}: {result}"),
        _ if held.is_ceiling() => format!("{target_value} / {value} = {result}"),
        _ => format!("the greater of 0 and {value} / {target_value} = {result}"),
    };
    let inputs = match held.value {
        Some(_) => vec![figure(state), target(state)],
        None => vec![share(state)],
    };
    let node = Derivation {
        label,
        rule: Some(DEGREE),
        formula,
        value: a.degree.map(shown),
        ..Derivation::default()
    };
    node.from(inputs)
}
