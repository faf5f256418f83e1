//! The assessment: what a figure makes of a target. One pure function, used by every surface.
//!
//! The rules and worked examples stand in `docs/assessment.md`; each result names the rule that gave it.

use rust_decimal::Decimal;

use super::period::Period;
use super::quantity::convert;
use super::status::Status;
use super::target::{Comparator, Kind};

/// Version of the rules below; it changes whenever a result could.
pub const RULES_VERSION: u32 = 3;

/// What the caller may choose.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Policy {
    /// How far above the elapsed share an attainment counts as ahead; a share, 0.10 by default.
    pub ahead_margin: Decimal,
}

impl Default for Policy {
    fn default() -> Self {
        Self { ahead_margin: Decimal::new(10, 2) }
    }
}

/// A target, as the assessment needs it.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// Lower end of a range.
    pub value: Decimal,
    /// As printed.
    pub unit: &'a str,
    /// Which side counts.
    pub comparator: Comparator,
    /// How it behaves over the year.
    pub kind: Kind,
}

/// A figure held against a target.
#[derive(Debug, Clone, Copy)]
pub struct Figure<'a> {
    /// Value and unit as printed, the lower end of a range; `None` where only a share is printed.
    pub value: Option<(Decimal, &'a str)>,
    /// Printed share of the annual target done, in per cent.
    pub share: Option<Decimal>,
    /// The figure's own as-of, else the period of its document.
    pub as_of: &'a Period,
}

/// Which rule gave a result.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, async_graphql::Enum, serde::Serialize, utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Rule {
    /// 2: an amount to be reached; attainment is held against the elapsed share of the year.
    AmountAtLeast,
    /// 2: an amount not to be exceeded.
    AmountAtMost,
    /// 3: a level to be reached, not scaled by time.
    LevelAtLeast,
    /// 3: a level not to be exceeded, not scaled by time.
    LevelAtMost,
    /// 4: a rate of change to be reached.
    GrowthAtLeast,
    /// 4: a rate of change not to be exceeded, or a fall asked for.
    GrowthAtMost,
    /// 5: the printed share of the annual target stands in for a value.
    ReportedShare,
}

impl Rule {
    const fn of(target: &Target<'_>) -> Self {
        match (target.kind, target.comparator) {
            (Kind::Amount, Comparator::AtMost) => Self::AmountAtMost,
            (Kind::Amount, _) => Self::AmountAtLeast,
            (Kind::Level, Comparator::AtMost) => Self::LevelAtMost,
            (Kind::Level, _) => Self::LevelAtLeast,
            (Kind::Growth, Comparator::AtMost) => Self::GrowthAtMost,
            (Kind::Growth, _) => Self::GrowthAtLeast,
        }
    }
}

/// What a figure makes of a target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Assessment {
    /// The result; never `NotStarted` or `Unmeasured`.
    pub status: Status,
    /// The rule that gave it.
    pub rule: Rule,
    /// Value over target; for shares the share itself. `None` for growth and where it is not defined.
    pub attainment: Option<Decimal>,
    /// Value less target, in the target's unit (percentage points for growth). `None` where only a share is printed.
    pub gap: Option<Decimal>,
    /// Attainment less elapsed share, in percentage points; amounts to be reached only.
    pub lead: Option<Decimal>,
    /// Rule 1, at the figure's as-of.
    pub elapsed_share: Decimal,
    /// Degree of completion in 0..=1; `None` where it is not defined.
    pub degree: Option<Decimal>,
    /// Printed share less recomputed attainment, in percentage points, where it is more than 0.1 either way.
    pub share_difference: Option<Decimal>,
}

/// Holds a figure against a target. `None` where the two cannot be compared: another dimension, or neither value nor share.
#[must_use]
pub fn assess(target: &Target<'_>, figure: &Figure<'_>, policy: &Policy) -> Option<Assessment> {
    let elapsed_share = figure.as_of.elapsed_share();
    let value = figure.value.and_then(|(value, unit)| convert(value, unit, target.unit));
    let Some(value) = value else {
        return assess_share(target, figure, policy, elapsed_share);
    };
    let rule = Rule::of(target);
    let met = match target.comparator {
        Comparator::AtMost => value <= target.value,
        Comparator::AtLeast | Comparator::About => value >= target.value,
    };
    let attainment = match target.kind {
        Kind::Growth => None,
        Kind::Amount | Kind::Level => ratio(value, target.value),
    };
    let end_of_year = figure.as_of.is_end_of_year();
    let status = match rule {
        Rule::AmountAtLeast => paced(attainment, met, elapsed_share, policy),
        _ if !met => Status::Behind,
        _ if end_of_year => Status::Completed,
        _ => Status::OnTrack,
    };
    let hundred = Decimal::ONE_HUNDRED;
    let share_difference = match (figure.share, attainment) {
        (Some(share), Some(attainment)) => Some(share - attainment * hundred),
        _ => None,
    };
    Some(Assessment {
        status,
        rule,
        attainment,
        gap: Some(value - target.value),
        lead: match rule {
            Rule::AmountAtLeast => attainment.map(|attainment| (attainment - elapsed_share) * hundred),
            _ => None,
        },
        elapsed_share,
        degree: degree(rule, value, target.value, met),
        share_difference: share_difference.filter(|difference| difference.abs() > Decimal::new(1, 1)),
    })
}

/// Rule 5: no value is printed, or none that can be compared, but the share of the annual target is.
fn assess_share(
    target: &Target<'_>,
    figure: &Figure<'_>,
    policy: &Policy,
    elapsed_share: Decimal,
) -> Option<Assessment> {
    let attainment = figure.share? / Decimal::ONE_HUNDRED;
    let met = attainment >= Decimal::ONE;
    let status = match target.kind {
        Kind::Amount => paced(Some(attainment), met, elapsed_share, policy),
        Kind::Level | Kind::Growth if !met => Status::Behind,
        Kind::Level | Kind::Growth if figure.as_of.is_end_of_year() => Status::Completed,
        Kind::Level | Kind::Growth => Status::OnTrack,
    };
    Some(Assessment {
        status,
        rule: Rule::ReportedShare,
        attainment: Some(attainment),
        gap: None,
        lead: (target.kind == Kind::Amount).then(|| (attainment - elapsed_share) * Decimal::ONE_HUNDRED),
        elapsed_share,
        degree: Some(attainment.clamp(Decimal::ZERO, Decimal::ONE)),
        share_difference: None,
    })
}

/// Rule 2: an amount against the elapsed share. Without a defined attainment, only reached or not can be told.
fn paced(attainment: Option<Decimal>, met: bool, elapsed_share: Decimal, policy: &Policy) -> Status {
    match attainment {
        _ if met => Status::Completed,
        Some(attainment) if attainment >= elapsed_share + policy.ahead_margin => Status::Ahead,
        Some(attainment) if attainment >= elapsed_share => Status::OnTrack,
        _ => Status::Behind,
    }
}

/// Rule 6. A growth that goes the other way than asked is 0; everything else whose signs differ is not defined.
fn degree(rule: Rule, value: Decimal, target: Decimal, met: bool) -> Option<Decimal> {
    let share = match rule {
        Rule::AmountAtLeast | Rule::LevelAtLeast => ratio(value, target)?,
        _ if met => Decimal::ONE,
        Rule::AmountAtMost | Rule::LevelAtMost => ratio(target, value)?,
        // A positive ceiling on growth is a ceiling like any other; a fall asked for is a goal on the negative side.
        Rule::GrowthAtMost if target > Decimal::ZERO => ratio(target, value)?,
        Rule::GrowthAtLeast | Rule::GrowthAtMost => value.checked_div(target)?,
        Rule::ReportedShare => return None,
    };
    Some(share.clamp(Decimal::ZERO, Decimal::ONE))
}

/// `part / whole`, where both have a sign and it is the same one; a part of 0 is 0.
fn ratio(part: Decimal, whole: Decimal) -> Option<Decimal> {
    let defined = !whole.is_zero() && (part.is_zero() || part.is_sign_negative() == whole.is_sign_negative());
    if defined { part.checked_div(whole) } else { None }
}

/// A task, assessed by its indicators (rule 7).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskAssessment {
    /// The worst of the measured indicators; `Unmeasured` with none.
    pub status: Status,
    /// Mean degree of completion over the indicators that have one.
    pub completion: Option<Decimal>,
    /// Indicators with a figure that can be compared.
    pub measured: usize,
    /// Indicators in all.
    pub indicators: usize,
}

/// Rule 7 over the indicators of one task, `None` for an indicator that is not measured.
///
/// The worst measured status; where that is `Completed` but an indicator is not measured, `OnTrack`, since what is not
/// measured may still be open.
#[must_use]
pub fn assess_task(indicators: &[Option<&Assessment>]) -> TaskAssessment {
    let measured: Vec<&Assessment> = indicators.iter().copied().flatten().collect();
    let worst = measured.iter().map(|assessment| assessment.status).max_by_key(|status| status.severity());
    let status = match worst {
        None => Status::Unmeasured,
        Some(Status::Completed) if measured.len() < indicators.len() => Status::OnTrack,
        Some(status) => status,
    };
    let degrees: Vec<Decimal> = measured.iter().filter_map(|assessment| assessment.degree).collect();
    TaskAssessment {
        status,
        completion: mean(&degrees),
        measured: measured.len(),
        indicators: indicators.len(),
    }
}

/// Rule 7: print beats assessment where there is print.
#[must_use]
pub fn effective(reported: Option<Status>, assessed: Status) -> Status {
    reported.unwrap_or(assessed)
}

/// Rule 7: the print says on track or better, the figures say behind.
#[must_use]
pub fn is_discrepancy(reported: Option<Status>, assessed: Status) -> bool {
    assessed == Status::Behind && reported.is_some_and(Status::is_on_track_or_better)
}

/// The arithmetic mean; `None` of nothing.
#[must_use]
pub fn mean(values: &[Decimal]) -> Option<Decimal> {
    values.iter().sum::<Decimal>().checked_div(Decimal::from(values.len()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap()
    }

    fn months(last: u32) -> Period {
        Period::months(2019, 1, last, "").unwrap()
    }

    fn target(value: &str, kind: Kind, comparator: Comparator) -> Target<'static> {
        Target { value: dec(value), unit: "", comparator, kind }
    }

    fn held(target: &Target<'_>, value: &str, as_of: &Period) -> Assessment {
        let figure = Figure { value: Some((dec(value), target.unit)), share: None, as_of };
        assess(target, &figure, &Policy::default()).unwrap()
    }

    #[test]
    fn the_published_case_of_2019() {
        let result = held(&target("7", Kind::Amount, Comparator::AtLeast), "3.73", &months(9));
        assert_eq!(result.status, Status::Behind);
        assert_eq!(result.attainment.unwrap().round_dp(3), dec("0.533"));
        assert_eq!(result.lead.unwrap().round_dp(1), dec("-21.7"));
        assert_eq!(result.gap, Some(dec("-3.27")));
        assert_eq!(result.elapsed_share, dec("0.75"));
    }

    #[test]
    fn an_amount_is_paced_by_the_year() {
        let amount = target("100", Kind::Amount, Comparator::AtLeast);
        let at = |value| held(&amount, value, &months(6)).status;
        assert_eq!(at("49.99"), Status::Behind);
        assert_eq!(at("50"), Status::OnTrack);
        assert_eq!(at("59.99"), Status::OnTrack);
        assert_eq!(at("60"), Status::Ahead);
        assert_eq!(at("100"), Status::Completed);
    }

    #[test]
    fn a_figure_of_january_to_august_is_held_against_eight_twelfths() {
        let amount = target("12", Kind::Amount, Comparator::About);
        assert_eq!(held(&amount, "8", &months(8)).status, Status::OnTrack);
        assert_eq!(held(&amount, "8", &months(9)).status, Status::Behind);
    }

    #[test]
    fn ceilings_complete_only_with_the_year() {
        for kind in [Kind::Amount, Kind::Level] {
            let ceiling = target("25", kind, Comparator::AtMost);
            assert_eq!(held(&ceiling, "24", &months(6)).status, Status::OnTrack);
            assert_eq!(held(&ceiling, "24", &months(12)).status, Status::Completed);
            let broken = held(&ceiling, "50", &months(6));
            assert_eq!((broken.status, broken.degree), (Status::Behind, Some(dec("0.5"))));
        }
    }

    #[test]
    fn growth_has_a_gap_and_no_ratio() {
        let growth = target("7", Kind::Growth, Comparator::AtLeast);
        let short = held(&growth, "6.1", &months(9));
        assert_eq!((short.status, short.attainment, short.gap), (Status::Behind, None, Some(dec("-0.9"))));
        assert_eq!(held(&growth, "7", &months(9)).status, Status::OnTrack);
        assert_eq!(held(&growth, "7", &months(12)).status, Status::Completed);
        assert_eq!(held(&growth, "-2", &months(9)).degree, Some(Decimal::ZERO));
    }

    #[test]
    fn a_fall_asked_for_is_a_negative_ceiling() {
        let fall = target("-10", Kind::Growth, Comparator::AtMost);
        assert_eq!(held(&fall, "-20.78", &months(6)).status, Status::OnTrack);
        let short = held(&fall, "-4", &months(6));
        assert_eq!((short.status, short.degree), (Status::Behind, Some(dec("0.4"))));
        let ceiling = target("2", Kind::Growth, Comparator::AtMost);
        assert_eq!(held(&ceiling, "4", &months(6)).degree, Some(dec("0.5")));
    }

    #[test]
    fn what_is_not_defined_is_unknown_and_not_zero() {
        let nothing = held(&target("0", Kind::Amount, Comparator::AtMost), "3", &months(6));
        assert_eq!(
            (nothing.status, nothing.attainment, nothing.degree),
            (Status::Behind, None, Some(Decimal::ZERO))
        );
        let signs = held(&target("5", Kind::Level, Comparator::AtLeast), "-1", &months(6));
        assert_eq!((signs.attainment, signs.degree), (None, None));
    }

    #[test]
    fn a_printed_share_stands_in_and_is_checked() {
        let amount = target("28", Kind::Amount, Comparator::AtLeast);
        let as_of = months(6);
        let share = |value, share| {
            assess(&amount, &Figure { value, share: Some(dec(share)), as_of: &as_of }, &Policy::default())
                .unwrap()
        };
        let alone = share(None, "82.8");
        assert_eq!((alone.rule, alone.status, alone.gap), (Rule::ReportedShare, Status::Ahead, None));
        assert_eq!(share(Some((dec("23.18"), "")), "82.8").share_difference, None);
        assert_eq!(share(Some((dec("23.18"), "")), "83.8").share_difference.unwrap().round_dp(1), dec("1.0"));
        assert_eq!(
            assess(&amount, &Figure { value: None, share: None, as_of: &as_of }, &Policy::default()),
            None
        );
    }

    #[test]
    fn a_task_is_as_good_as_its_worst_indicator() {
        let amount = target("100", Kind::Amount, Comparator::AtLeast);
        let done = held(&amount, "100", &months(6));
        let behind = held(&amount, "20", &months(6));
        let both = assess_task(&[Some(&done), Some(&behind)]);
        assert_eq!((both.status, both.completion), (Status::Behind, Some(dec("0.6"))));
        assert_eq!(assess_task(&[Some(&done)]).status, Status::Completed);
        let open = assess_task(&[Some(&done), None]);
        assert_eq!((open.status, open.measured, open.indicators), (Status::OnTrack, 1, 2));
        assert_eq!(assess_task(&[None]).status, Status::Unmeasured);
        assert_eq!(assess_task(&[None]).completion, None);
    }

    #[test]
    fn print_and_figures_are_kept_apart() {
        assert!(is_discrepancy(Some(Status::OnTrack), Status::Behind));
        assert!(!is_discrepancy(Some(Status::Behind), Status::Behind));
        assert!(!is_discrepancy(None, Status::Behind));
        assert_eq!(effective(None, Status::Behind), Status::Behind);
        assert_eq!(effective(Some(Status::OnTrack), Status::Behind), Status::OnTrack);
    }
}
