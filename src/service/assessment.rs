//! Tasks assessed: which figure is the latest, and what it makes of the target.

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use entity::words::{CountedAs, DocumentKind};
use entity::{indicator, measurement};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Ledger;
use crate::domain::assessment::{
    Assessment, Figure, Policy, RULES_VERSION, Target, TaskAssessment, assess, assess_task, effective,
    is_discrepancy,
};
use crate::domain::completion::{Basis, TaskStanding, edge};
use crate::domain::period::Period;
use crate::domain::status::Status;
use crate::error::Result;
use crate::store::progress::UpdateHead;
use crate::store::{
    TaskScope, connect, document, indicator as indicators, progress, report, setting, task, words,
};

/// Where in time a question is asked from, and what may answer it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct View {
    /// Only bulletins whose period ends on or before this day; all of them where `None`.
    pub as_of: Option<NaiveDate>,
    /// Whether forecasts (预计) count as figures.
    pub forecasts: bool,
}

impl Default for View {
    fn default() -> Self {
        Self { as_of: None, forecasts: true }
    }
}

impl View {
    /// The view that the derived columns hold the answers of.
    #[must_use]
    pub fn is_current(self) -> bool {
        self == Self::default()
    }
}

/// An indicator, its latest figure, and what that makes of the target.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct IndicatorState {
    /// The target.
    pub indicator: indicator::Model,
    /// The figure with the newest as-of date, and that as-of.
    pub latest: Option<(measurement::Model, Period)>,
    /// The document that prints that figure.
    pub figure_document_id: Option<Uuid>,
    /// `None` where nothing is measured, or not in a unit that can be compared.
    pub assessment: Option<Assessment>,
}

impl IndicatorState {
    /// The unit of its gap: that of the target, but what lies between two shares in per cent are percentage points.
    #[must_use]
    pub fn gap_unit(&self) -> &str {
        let is_growth = self.indicator.kind == entity::words::Kind::Growth;
        if is_growth || self.indicator.unit == "%" { "percentage points" } else { &self.indicator.unit }
    }
}

/// A task as a reader of the newest bulletin in view sees it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaskState {
    /// Its indicators, in the order of print.
    pub indicators: Vec<IndicatorState>,
    /// The newest update in view.
    pub update: Option<UpdateHead>,
    /// Printed in that update.
    pub reported: Option<Status>,
    /// Computed from figures.
    pub assessed: TaskAssessment,
}

impl TaskState {
    /// The state of a task of which nothing is known.
    #[must_use]
    pub fn unknown() -> Self {
        Self { indicators: Vec::new(), update: None, reported: None, assessed: assess_task(&[]) }
    }

    fn of(
        indicators: Vec<indicator::Model>,
        updates: &[UpdateHead],
        measured: &HashMap<Uuid, Vec<measurement::Model>>,
        view: View,
        policy: &Policy,
    ) -> Self {
        let in_view = |update: &&UpdateHead| match (view.as_of, update.period_end) {
            (Some(as_of), Some(end)) => end <= as_of,
            (Some(_), None) => false,
            (None, _) => true,
        };
        let updates: Vec<&UpdateHead> = updates.iter().filter(in_view).collect();
        let indicators: Vec<IndicatorState> = indicators
            .into_iter()
            .map(|indicator| {
                let figures = measured.get(&indicator.id).map_or(&[][..], Vec::as_slice);
                let found = latest(figures, &updates, view.forecasts);
                let figure_document_id = found.as_ref().map(|(_, _, update)| update.document_id);
                let latest = found.map(|(figure, as_of, _)| (figure.clone(), as_of));
                let assessment =
                    latest.as_ref().and_then(|(figure, as_of)| hold(&indicator, figure, as_of, policy));
                IndicatorState { indicator, latest, figure_document_id, assessment }
            })
            .collect();
        let assessments: Vec<Option<&Assessment>> =
            indicators.iter().map(|state| state.assessment.as_ref()).collect();
        let assessed = assess_task(&assessments);
        let update = updates.last().map(|update| (*update).clone());
        let reported = update.as_ref().and_then(|update| update.reported_status).map(Into::into);
        Self { indicators, update, reported, assessed }
    }

    /// The status on the basis asked for.
    #[must_use]
    pub fn status(&self, basis: Basis) -> Status {
        self.standing(false).status(basis)
    }

    /// Print before figures.
    #[must_use]
    pub fn effective(&self) -> Status {
        effective(self.reported, self.assessed.status)
    }

    /// Print and figures contradict each other.
    #[must_use]
    pub fn discrepancy(&self) -> bool {
        is_discrepancy(self.reported, self.assessed.status)
    }

    /// What completion needs of it; whether rows report on it is the ledger's to say.
    #[must_use]
    pub fn standing(&self, unreported: bool) -> TaskStanding {
        TaskStanding {
            unreported,
            reported: self.reported,
            assessed: self.assessed.status,
            effective: self.effective(),
            discrepancy: self.discrepancy(),
            // As the derived columns keep it, so that every view counts with the figures that a reader sees.
            completion: self.assessed.completion.map(edge),
            measured: self.assessed.measured > 0,
        }
    }
}

/// The figure with the newest as-of; among those, the one of the newest bulletin.
fn latest<'a>(
    figures: &'a [measurement::Model],
    updates: &[&'a UpdateHead],
    forecasts: bool,
) -> Option<(&'a measurement::Model, Period, &'a UpdateHead)> {
    figures
        .iter()
        .filter(|figure| forecasts || !figure.forecast)
        .filter_map(|figure| {
            let place = updates.iter().position(|update| update.id == figure.progress_update_id)?;
            let update = *updates.get(place)?;
            let as_of = as_of(figure).or_else(|| update.period())?;
            Some((figure, as_of, place, update))
        })
        .min_by_key(|(_, as_of, place, _)| Reverse((as_of.end, *place)))
        .map(|(figure, as_of, _, update)| (figure, as_of, update))
}

/// The figure's own as-of, where the text gave one.
#[must_use]
pub fn as_of(figure: &measurement::Model) -> Option<Period> {
    let granularity = figure.as_of_granularity;
    words::period(figure.as_of_start, figure.as_of_end, figure.as_of_label.as_deref(), granularity)
}

/// Holds a stored figure against a stored target.
fn hold(
    indicator: &indicator::Model,
    figure: &measurement::Model,
    as_of: &Period,
    policy: &Policy,
) -> Option<Assessment> {
    let target = Target {
        value: indicator.target.0,
        unit: &indicator.unit,
        comparator: indicator.comparator.into(),
        kind: indicator.kind.into(),
    };
    let value = figure.value.zip(figure.unit.as_deref()).map(|(value, unit)| (value.0, unit));
    assess(&target, &Figure { value, share: figure.share.map(|share| share.0), as_of }, policy)
}

/// What some tasks are assessed from, whatever the view: their targets, updates and figures.
#[derive(Debug, Clone, Default)]
pub struct Material {
    updates: HashMap<Uuid, Vec<UpdateHead>>,
    measured: HashMap<Uuid, Vec<measurement::Model>>,
    targets: HashMap<Uuid, Vec<indicator::Model>>,
}

impl Material {
    /// Three statements, whatever the scope.
    pub async fn load(db: &impl ConnectionTrait, scope: TaskScope<'_>) -> Result<Self> {
        Ok(Self {
            updates: progress::heads(db, scope).await?,
            measured: progress::measurements(db, scope).await?,
            targets: indicators::by_tasks(db, scope).await?,
        })
    }

    /// One task as seen from `view`.
    #[must_use]
    pub fn state(&self, task_id: Uuid, view: View, policy: &Policy) -> TaskState {
        let targets = self.targets.get(&task_id).cloned().unwrap_or_default();
        TaskState::of(targets, self.updates(task_id), &self.measured, view, policy)
    }

    /// The tasks of which anything is known, as seen from `view`.
    #[must_use]
    pub fn states(&self, view: View, policy: &Policy) -> HashMap<Uuid, TaskState> {
        let tasks =
            self.updates.keys().chain(self.targets.keys().filter(|id| !self.updates.contains_key(id)));
        tasks.map(|id| (*id, self.state(*id, view, policy))).collect()
    }

    /// The updates of a task by documents in force, oldest period first.
    #[must_use]
    pub fn updates(&self, task_id: Uuid) -> &[UpdateHead] {
        self.updates.get(&task_id).map_or(&[], Vec::as_slice)
    }
}

/// The tasks in scope, assessed; tasks of which nothing is known are left out. Three statements, whatever the scope.
pub async fn states(
    db: &impl ConnectionTrait,
    scope: TaskScope<'_>,
    view: View,
    policy: &Policy,
) -> Result<HashMap<Uuid, TaskState>> {
    Ok(Material::load(db, scope).await?.states(view, policy))
}

/// Rewrites the derived columns of a report's tasks where they changed.
pub(super) async fn refresh(db: &impl ConnectionTrait, report_id: Uuid, policy: &Policy) -> Result<()> {
    let mut states = states(db, TaskScope::Reports(&[report_id]), View::default(), policy).await?;
    let plan = document::plan_in_force(db, report_id).await?;
    let reported: HashSet<Uuid> =
        task::origins_in(db, report_id).await?.into_iter().map(|link| link.origin_id).collect();
    let mut changed = Vec::new();
    for row in task::of_report(db, report_id).await? {
        let state = states.remove(&row.id).unwrap_or_else(TaskState::unknown);
        let counted_as = match row.kind {
            DocumentKind::Progress if state.update.is_none() => CountedAs::Withdrawn,
            DocumentKind::Progress => CountedAs::Row,
            DocumentKind::Plan if Some(row.document_id) != plan => CountedAs::Withdrawn,
            DocumentKind::Plan if reported.contains(&row.id) => CountedAs::Reported,
            DocumentKind::Plan => CountedAs::Unreported,
        };
        let next = derived(&row, &state, counted_as);
        if next != row {
            changed.push(next);
        }
    }
    task::derive(db, &changed).await
}

/// The row with its derived columns as the state has them.
fn derived(row: &entity::task::Model, state: &TaskState, counted_as: CountedAs) -> entity::task::Model {
    let count = |number: usize| i32::try_from(number).unwrap_or(i32::MAX);
    entity::task::Model {
        reported_status: state.reported.map(Into::into),
        assessed_status: state.assessed.status.into(),
        effective_status: state.effective().into(),
        discrepancy: state.discrepancy(),
        completion: state.assessed.completion.map(|value| entity::Exact(edge(value))),
        indicator_count: count(state.assessed.indicators),
        measured_count: count(state.assessed.measured),
        counted_as,
        ..row.clone()
    }
}

/// Name of the setting that says what the derived columns were computed with.
const COMPUTED_WITH: &str = "assessment";

/// What the derived columns are computed with under these rules, up to the margin.
fn these_rules() -> String {
    format!("rules {RULES_VERSION}, ahead margin ")
}

/// The margin that the ledger was assessed with, where it was by these rules and with another one than the policy's.
pub async fn other_margin(ledger: &Ledger) -> Result<Option<String>> {
    let ours = ledger.policy.ahead_margin.normalize().to_string();
    let stored = setting::get(&ledger.db, COMPUTED_WITH).await?;
    let margin = stored.and_then(|stored| stored.strip_prefix(&these_rules()).map(str::to_owned));
    Ok(margin.filter(|margin| *margin != ours))
}

/// Recomputes the derived columns where the rules or the policy are not those they were computed with.
pub async fn keep_current(ledger: &Ledger) -> Result<bool> {
    let wanted = format!("{}{}", these_rules(), ledger.policy.ahead_margin.normalize());
    if setting::get(&ledger.db, COMPUTED_WITH).await?.as_deref() == Some(wanted.as_str()) {
        return Ok(false);
    }
    let transaction = connect::begin_write(&ledger.db).await?;
    for id in report::all_ids(&transaction).await? {
        refresh(&transaction, id, &ledger.policy).await?;
    }
    setting::put(&transaction, COMPUTED_WITH, &wanted).await?;
    transaction.commit().await?;
    Ok(true)
}
