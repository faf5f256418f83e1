//! What is behind, what is silent, what is not measured (rule 18).

use std::cmp::Reverse;
use std::collections::HashMap;

use rust_decimal::Decimal;
use uuid::Uuid;

use super::derivation::evidence_of;
use super::evidence::Evidence;
use super::register::Snapshot;
use crate::domain::analysis::{Lag, lag};
use crate::domain::completion::Ratio;
use crate::domain::period::Period;
use crate::domain::status::Status;
use crate::service::assessment::{IndicatorState, TaskState};

/// A task that is behind, by print or by its figures.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Item {
    /// The task.
    pub task_id: Uuid,
    /// As printed in the newest bulletin in view.
    pub reported: Option<Status>,
    /// The printed words of that status.
    pub reported_text: Option<String>,
    /// As computed from its figures.
    pub assessed: Status,
    /// The indicator that is furthest behind; `None` where only the print says so.
    pub worst: Option<IndicatorState>,
    /// How far that indicator is behind; `None` where that is not defined.
    pub lag: Option<Lag>,
    /// The units that answer for the task.
    pub lead_ids: Vec<Uuid>,
    /// The printed words of target, figure and status.
    pub evidence: Vec<Evidence>,
}

impl Item {
    /// Its lag in percentage points of the target.
    #[must_use]
    pub fn points(&self) -> Option<Decimal> {
        self.lag.map(|lag| lag.points())
    }
}

/// Names of the lists, for cursors.
pub const BEHIND: &str = "agenda:behind";
/// Of tasks without a word.
pub const WITHOUT_UPDATE: &str = "agenda:silent";
/// Of tasks without a figure.
pub const UNMEASURED: &str = "agenda:unmeasured";

/// What a supervision office has to ask about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Agenda {
    /// The newest period in view.
    pub period: Option<Period>,
    /// Tasks of the report.
    pub total: u32,
    /// Tasks that are behind: largest lag first, then those without one; as printed among equals.
    pub behind: Vec<Item>,
    /// Tasks of which the bulletin for that period says nothing, as printed.
    pub without_update: Vec<Uuid>,
    /// Tasks with no measured indicator, as printed.
    pub unmeasured: Vec<Uuid>,
}

impl Agenda {
    /// Tasks that are measured at all, of all tasks.
    #[must_use]
    pub fn coverage(&self) -> Ratio {
        let unmeasured = u32::try_from(self.unmeasured.len()).unwrap_or(u32::MAX);
        Ratio { numerator: self.total.saturating_sub(unmeasured), denominator: self.total }
    }
}

/// The agenda of a report.
#[must_use]
pub fn of(snapshot: &Snapshot<'_>) -> Agenda {
    let register = snapshot.register;
    let period = register.period(snapshot.view);
    let leads = register.leads();
    let mut behind: Vec<Item> =
        snapshot.tasks().filter_map(|(task, state)| item(task.id, state, &leads)).collect();
    // The sort is stable: what is equally far behind stays as printed.
    behind.sort_by_key(|item| Reverse(item.points()));
    let ids = |test: &dyn Fn(&TaskState) -> bool| -> Vec<Uuid> {
        snapshot.tasks().filter(|(_, state)| test(state)).map(|(task, _)| task.id).collect()
    };
    let said = |state: &TaskState| {
        let end = state.update.as_ref().and_then(|update| update.period_end);
        period.is_none_or(|period| end == Some(period.end))
    };
    Agenda {
        period: period.cloned(),
        total: u32::try_from(register.tasks.len()).unwrap_or(u32::MAX),
        behind,
        without_update: ids(&|state| !said(state)),
        unmeasured: ids(&|state| state.assessed.measured == 0),
    }
}

/// The task as an item; `None` where neither print nor figures say that it is behind.
#[must_use]
pub fn item(task_id: Uuid, state: &TaskState, leads: &HashMap<Uuid, Vec<Uuid>>) -> Option<Item> {
    let is_behind = |status: Status| matches!(status, Status::Behind | Status::NotStarted);
    if !is_behind(state.assessed.status) && !state.reported.is_some_and(is_behind) {
        return None;
    }
    let worst = worst(state);
    Some(Item {
        task_id,
        reported: state.reported,
        reported_text: state.update.as_ref().and_then(|update| update.reported_text.clone()),
        assessed: state.assessed.status,
        lag: worst.and_then(|(_, lag)| lag),
        worst: worst.map(|(indicator, _)| indicator.clone()),
        lead_ids: leads.get(&task_id).cloned().unwrap_or_default(),
        evidence: evidence_of(state, worst.map(|(indicator, _)| indicator)),
    })
}

/// The indicator that is furthest behind; among equals, the first in print.
fn worst(state: &TaskState) -> Option<(&IndicatorState, Option<Lag>)> {
    let behind = state.indicators.iter().filter_map(|indicator| {
        let assessment = indicator.assessment.as_ref().filter(|found| found.status == Status::Behind)?;
        Some((indicator, lag(assessment)))
    });
    behind.min_by_key(|(_, lag)| Reverse(lag.map(|lag| lag.points())))
}
