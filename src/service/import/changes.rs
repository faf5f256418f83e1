//! What a bulletin changes against the one before it, for a reader who follows the report.

use std::collections::HashMap;

use chrono::NaiveDate;
use entity::Exact;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Job;
use crate::error::Result;
use crate::ingest::draft::Severity;
use crate::service::assessment::{IndicatorState, TaskState, View, states};
use crate::service::moved::{self, Figures, Printed};
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
        if let Some((before, now)) = moved::status_words(old, new) {
            let message = format!("the printed status was {before} and is now {now}");
            self.find("STATUS_CHANGED", Severity::Info, Some(row), message);
        }
        for after in &new.indicators {
            let same = |state: &&IndicatorState| state.indicator.id == after.indicator.id;
            if let Some(figures) =
                old.indicators.iter().find(same).and_then(|before| moved::figures(before, after))
            {
                self.compare_figures(row, &after.indicator.name, &figures);
            }
        }
    }

    fn compare_figures(&mut self, row: u32, name: &str, figures: &Figures) {
        let Figures { before, after, unit_changed, fell } = figures;
        if *unit_changed {
            let message =
                format!("{name} was measured in {} and is now measured in {}", before.unit, after.unit);
            self.find("UNIT_OF_MEASURE_CHANGED", Severity::Info, Some(row), message);
        }
        if *fell {
            let told = |figure: &Printed| {
                format!("{} {} ({})", Exact(figure.value), figure.unit, figure.as_of.label)
            };
            let message =
                format!("{name} adds up over the year, but fell from {} to {}", told(before), told(after));
            self.find("TOTAL_FELL", Severity::Warning, Some(row), message);
        }
    }
}
