//! What two prints of one task say differently: for the findings of an import, and for whoever asks what changed.

use entity::indicator;
use rust_decimal::Decimal;

use super::assessment::{IndicatorState, TaskState};
use crate::domain::likeness::likeness;
use crate::domain::period::Period;
use crate::domain::quantity::{Dimension, Unit, convert};
use crate::domain::target::{Comparator, Kind};
use crate::ingest::draft::IndicatorDraft;

/// A figure as it was printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Printed {
    /// The figure.
    pub value: Decimal,
    /// Its unit.
    pub unit: String,
    /// What it is as of.
    pub as_of: Period,
}

/// The latest figures of one indicator as of two days.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Figures {
    /// The earlier one.
    pub before: Printed,
    /// The later one.
    pub after: Printed,
    /// The two are printed in different units.
    pub unit_changed: bool,
    /// The figure adds up over the year, and yet is lower at a later day; a forecast that was not reached is no fall.
    pub fell: bool,
}

/// The figures of an indicator that two prints give; `None` where either gives none.
#[must_use]
pub fn figures(before: &IndicatorState, after: &IndicatorState) -> Option<Figures> {
    let ((old, old_as_of), (new, new_as_of)) = (before.latest.as_ref()?, after.latest.as_ref()?);
    let (old_value, old_unit) = (old.value?.0, old.unit.as_deref()?);
    let (new_value, new_unit) = (new.value?.0, new.unit.as_deref()?);
    let adds_up = after.indicator.kind == entity::words::Kind::Amount;
    let less = convert(new_value, new_unit, old_unit).is_some_and(|value| value < old_value);
    let printed =
        |value, unit: &str, as_of: &Period| Printed { value, unit: unit.to_owned(), as_of: as_of.clone() };
    Some(Figures {
        unit_changed: old_unit != new_unit,
        fell: adds_up && less && new_as_of.end > old_as_of.end && !old.forecast,
        before: printed(old_value, old_unit, old_as_of),
        after: printed(new_value, new_unit, new_as_of),
    })
}

/// The printed words of two statuses that differ; `None` where they are the same or either is missing.
#[must_use]
pub fn status_words<'a>(before: &'a TaskState, after: &'a TaskState) -> Option<(&'a str, &'a str)> {
    let old = before.update.as_ref()?.reported_text.as_deref()?;
    let new = after.update.as_ref()?.reported_text.as_deref()?;
    (old != new).then_some((old, new))
}

/// A target as some document prints it.
pub trait PrintedTarget {
    /// What is measured.
    fn name(&self) -> &str;
    /// The value to be reached.
    fn target(&self) -> Decimal;
    /// Upper end of a range.
    fn target_high(&self) -> Option<Decimal>;
    /// Its unit.
    fn unit(&self) -> &str;
    /// Which side counts.
    fn comparator(&self) -> Comparator;
    /// How it behaves over the year.
    fn kind(&self) -> Kind;
}

impl PrintedTarget for indicator::Model {
    fn name(&self) -> &str {
        &self.name
    }
    fn target(&self) -> Decimal {
        self.target.0
    }
    fn target_high(&self) -> Option<Decimal> {
        self.target_high.map(|high| high.0)
    }
    fn unit(&self) -> &str {
        &self.unit
    }
    fn comparator(&self) -> Comparator {
        self.comparator.into()
    }
    fn kind(&self) -> Kind {
        self.kind.into()
    }
}

impl PrintedTarget for IndicatorDraft {
    fn name(&self) -> &str {
        &self.name
    }
    fn target(&self) -> Decimal {
        self.target
    }
    fn target_high(&self) -> Option<Decimal> {
        self.target_high
    }
    fn unit(&self) -> &str {
        &self.unit
    }
    fn comparator(&self) -> Comparator {
        self.comparator
    }
    fn kind(&self) -> Kind {
        self.kind
    }
}

/// Two names of one measure share at least this much, in per mille.
const SAME_NAME: u32 = 600;

/// Pairs of targets beyond which only the same names are compared: a row with that many is a table.
const MOST_PAIRS: usize = 4096;

/// Whether a later target may be another print of an earlier one.
type Likeness<'t, K, T> = dyn Fn(&K, &T) -> bool + 't;

/// The place of the earlier target that each later one is another print of; each earlier one is taken once. The same
/// figure comes before another one, the same name before a like one, and the same unit before one that it converts to.
#[must_use]
pub fn pairs<K: PrintedTarget, T: PrintedTarget>(known: &[&K], targets: &[&T]) -> Vec<Option<usize>> {
    let likes = known.len().saturating_mul(targets.len()) <= MOST_PAIRS;
    let alike = |known: &K, target: &T| likes && likeness(known.name(), target.name()) >= SAME_NAME;
    let named = |known: &K, target: &T| known.name() == target.name();
    let measured = |known: &K, target: &T| known.unit() == target.unit();
    let tests: [&Likeness<'_, K, T>; 7] = [
        &|known, target| measured(known, target) && same_figure(known, target) && named(known, target),
        &|known, target| measured(known, target) && same_figure(known, target) && alike(known, target),
        &|known, target| measured(known, target) && named(known, target),
        &|known, target| same_figure(known, target) && named(known, target),
        &|known, target| measured(known, target) && alike(known, target),
        &|known, target| same_measure(known.unit(), target.unit()) && named(known, target),
        &|known, target| {
            same_measure(known.unit(), target.unit()) && same_figure(known, target) && alike(known, target)
        },
    ];
    let mut free = vec![true; known.len()];
    let mut found = vec![None; targets.len()];
    for test in tests {
        for (target, found) in targets.iter().zip(&mut found).filter(|(_, found)| found.is_none()) {
            let fits = |place: &usize| {
                free[*place] && known[*place].kind() == target.kind() && test(known[*place], target)
            };
            *found = (0..known.len()).find(fits);
            if let Some(place) = *found {
                free[place] = false;
            }
        }
    }
    found
}

/// The same figure, whatever the units.
fn same_figure(before: &impl PrintedTarget, after: &impl PrintedTarget) -> bool {
    convert(after.target(), after.unit(), before.unit()) == Some(before.target())
}

/// Units of one measure. Count words convert into each other and yet count different things: 20个小区 and 3000户.
fn same_measure(before: &str, after: &str) -> bool {
    let word = |unit: &str| unit.trim_start_matches(['十', '百', '千', '万', '亿']).to_owned();
    let counted = |unit: Unit| unit.dimension == Dimension::Count;
    match (Unit::parse(before), Unit::parse(after)) {
        (Some(one), Some(other)) if counted(one) || counted(other) => word(before) == word(after),
        (Some(one), Some(other)) => one.compares_with(&other),
        _ => before == after,
    }
}

/// Two prints of one target that ask for different things.
#[must_use]
pub fn target_moved(before: &impl PrintedTarget, after: &impl PrintedTarget) -> bool {
    let high = |target: Decimal| convert(target, after.unit(), before.unit());
    before.comparator() != after.comparator()
        || !same_figure(before, after)
        || match (before.target_high(), after.target_high()) {
            (Some(before), Some(after)) => high(after) != Some(before),
            (before, after) => before != after,
        }
}
