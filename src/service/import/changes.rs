//! What a bulletin changes against the one before it, for a reader who follows the report.

use std::collections::HashMap;

use chrono::NaiveDate;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Job;
use crate::domain::quantity::convert;
use crate::error::Result;
use crate::ingest::draft::Severity;
use crate::service::assessment::{IndicatorState, TaskState, View, states};
use crate::store::{TaskScope, progress};

impl<C: ConnectionTrait> Job<'_, C> {
    /// Compares each row's task as of this bulletin with the same task as of the bulletin before.
    pub(super) async fn changes(&mut self, rows: &[(u32, Uuid)]) -> Result<()> {
        let Some((before, now)) = self.last_two().await? else { return Ok(()) };
        let scope = TaskScope::Reports(&[self.place.report_id]);
        let policy = &self.ledger.policy;
        let at = |day| View { as_of: Some(day), ..View::default() };
        let old: HashMap<Uuid, TaskState> = states(self.db, scope, at(before), policy).await?;
        let new = states(self.db, scope, at(now), policy).await?;
        for (row, task) in rows {
            if let (Some(old), Some(new)) = (old.get(task), new.get(task)) {
                self.compare(*row, old, new);
            }
        }
        Ok(())
    }

    /// The ends of this bulletin's period and of the one before it in force; `None` for the first, or an older one.
    async fn last_two(&self) -> Result<Option<(NaiveDate, NaiveDate)>> {
        let Some(now) = self.draft.period.as_ref().map(|period| period.end) else { return Ok(None) };
        let report = self.place.report_id;
        let periods = progress::periods(self.db, &[report]).await?.remove(&report).unwrap_or_default();
        let before = periods.iter().map(|period| period.end).filter(|end| *end < now).max();
        Ok(before.filter(|_| self.place.newest).map(|before| (before, now)))
    }

    fn compare(&mut self, row: u32, old: &TaskState, new: &TaskState) {
        let words = |state: &TaskState| state.update.as_ref().and_then(|update| update.reported_text.clone());
        if let (Some(before), Some(now)) = (words(old), words(new))
            && before != now
        {
            let message = format!("the printed status was {before} and is now {now}");
            self.find("STATUS_CHANGED", Severity::Info, Some(row), message);
        }
        for after in &new.indicators {
            let same = |state: &&IndicatorState| state.indicator.id == after.indicator.id;
            if let Some(before) = old.indicators.iter().find(same) {
                self.compare_figures(row, before, after);
            }
        }
    }

    fn compare_figures(&mut self, row: u32, before: &IndicatorState, after: &IndicatorState) {
        let (Some((old, old_as_of)), Some((new, new_as_of))) = (&before.latest, &after.latest) else {
            return;
        };
        let (Some(old_value), Some(old_unit)) = (old.value, &old.unit) else { return };
        let (Some(new_value), Some(new_unit)) = (new.value, &new.unit) else { return };
        let name = &after.indicator.name;
        if old_unit != new_unit {
            let message = format!("{name} was measured in {old_unit} and is now measured in {new_unit}");
            self.find("UNIT_OF_MEASURE_CHANGED", Severity::Info, Some(row), message);
        }
        let adds_up = after.indicator.kind == entity::words::Kind::Amount;
        let fell = convert(new_value.0, new_unit, old_unit).is_some_and(|value| value < old_value.0);
        if adds_up && fell && new_as_of.end > old_as_of.end && !old.forecast {
            let message = format!(
                "{name} adds up over the year, but fell from {old_value} {old_unit} ({}) to {new_value} {new_unit} ({})",
                old_as_of.label, new_as_of.label
            );
            self.find("TOTAL_FELL", Severity::Warning, Some(row), message);
        }
    }
}
