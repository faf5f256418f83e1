//! What two prints of one task say differently: for the findings of an import, and for whoever asks what changed.

use entity::indicator;
use rust_decimal::Decimal;

use super::assessment::{IndicatorState, TaskState};
use crate::domain::likeness::likeness;
use crate::domain::period::Period;
use crate::domain::quantity::convert;
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

/// Takes out of `free` the target that this one is another print of: the same figure under a like name first, then a
/// like name.
pub fn pick<'k, K: PrintedTarget>(free: &mut Vec<&'k K>, target: &impl PrintedTarget) -> Option<&'k K> {
    let like = |known: &K| {
        known.unit() == target.unit()
            && known.kind() == target.kind()
            && (known.name() == target.name() || likeness(known.name(), target.name()) >= SAME_NAME)
    };
    let index = free
        .iter()
        .position(|known| like(known) && known.target() == target.target())
        .or_else(|| free.iter().position(|known| known.name() == target.name() && like(known)))
        .or_else(|| free.iter().position(|known| like(known)))?;
    Some(free.remove(index))
}

/// Two prints of one target that ask for different things.
#[must_use]
pub fn target_moved(before: &impl PrintedTarget, after: &impl PrintedTarget) -> bool {
    before.target() != after.target() || before.comparator() != after.comparator()
}
