//! Everything about a report that its analytics are counted from.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use entity::words::CountedAs;
use entity::{report, task};
use uuid::Uuid;

use crate::domain::assessment::Policy;
use crate::domain::period::Period;
use crate::error::{Error, Result};
use crate::message::Noun;
use crate::service::Ledger;
use crate::service::assessment::{Material, TaskState, View};
use crate::service::completion::Books;
use crate::service::units::Units;
use crate::store::department::Link;
use crate::store::{TaskScope, connect, department, progress, report as reports, task as tasks};

/// A report with all that is known of it, whatever the view.
#[derive(Debug, Clone)]
pub struct Register {
    /// The report.
    pub report: report::Model,
    /// Its tasks that completion counts, as printed.
    pub tasks: Vec<task::Model>,
    /// Which unit has which part in which task.
    pub links: Vec<Link>,
    /// The periods that its bulletins in force cover, oldest first.
    pub periods: Vec<Period>,
    /// The units of its jurisdiction.
    pub units: Arc<Units>,
    /// What the assessment leaves to the operator.
    pub policy: Policy,
    material: Arc<Material>,
}

impl Register {
    /// Opens the registers of these reports, by report, all of one moment; unknown ids are left out. Nine statements,
    /// whatever their number.
    pub async fn open(ledger: &Ledger, report_ids: &[Uuid]) -> Result<HashMap<Uuid, Self>> {
        let db = &connect::begin_read(&ledger.db).await?;
        let rows = reports::by_ids(db, report_ids).await?;
        let of: Vec<Uuid> = rows.values().map(|row| row.jurisdiction_id).collect();
        let units = Arc::new(Units::load(db, &of).await?);
        let material = Arc::new(Material::load(db, TaskScope::Reports(report_ids)).await?);
        let mut periods = progress::periods(db, report_ids).await?;
        let mut printed = tasks::of_reports(db, report_ids).await?;
        let mut links: HashMap<Uuid, Vec<Link>> = HashMap::new();
        let counted: HashSet<Uuid> = printed.values().flatten().map(|task| task.id).collect();
        for link in department::links_in_reports(db, report_ids).await? {
            // A commitment of the plan that rows stand for is nobody's task beside them.
            if !counted.contains(&link.task_id) {
                continue;
            }
            links.entry(link.report_id).or_default().push(link);
        }
        let register = |(id, report): (Uuid, report::Model)| {
            let register = Self {
                report,
                tasks: printed.remove(&id).unwrap_or_default(),
                links: links.remove(&id).unwrap_or_default(),
                periods: periods.remove(&id).unwrap_or_default(),
                units: Arc::clone(&units),
                policy: ledger.policy,
                material: Arc::clone(&material),
            };
            (id, register)
        };
        Ok(rows.into_iter().map(register).collect())
    }

    /// The register of one report, or an error that names its id.
    pub async fn of(ledger: &Ledger, report_id: Uuid) -> Result<Self> {
        Self::open(ledger, &[report_id])
            .await?
            .remove(&report_id)
            .ok_or_else(|| Error::NotFound { what: Noun::Report, key: report_id.to_string() })
    }

    /// The report as seen from `view`.
    #[must_use]
    pub fn at(&self, view: View) -> Snapshot<'_> {
        let state = |task: &task::Model| (task.id, self.material.state(task.id, view, &self.policy));
        Snapshot { register: self, view, states: self.tasks.iter().map(state).collect() }
    }

    /// The units that answer for each task: as `LEAD`, or as `RESPONSIBLE` where the source marks no lead.
    #[must_use]
    pub fn leads(&self) -> HashMap<Uuid, Vec<Uuid>> {
        use entity::words::Role;
        let mut leads: HashMap<Uuid, Vec<Uuid>> = HashMap::new();
        for link in self.links.iter().filter(|link| link.role != Role::Support) {
            leads.entry(link.task_id).or_default().push(link.department_id);
        }
        leads
    }

    /// The newest period that ends on or before a day; the newest of all where there is no day.
    #[must_use]
    pub fn period(&self, view: View) -> Option<&Period> {
        self.periods.iter().rev().find(|period| view.as_of.is_none_or(|day| period.end <= day))
    }
}

static UNKNOWN: LazyLock<TaskState> = LazyLock::new(TaskState::unknown);

/// A report as seen from one view.
#[derive(Debug, Clone)]
pub struct Snapshot<'a> {
    /// The report.
    pub register: &'a Register,
    /// The view.
    pub view: View,
    states: HashMap<Uuid, TaskState>,
}

impl Snapshot<'_> {
    /// What is known of a task.
    #[must_use]
    pub fn state(&self, task_id: Uuid) -> &TaskState {
        self.states.get(&task_id).unwrap_or(&UNKNOWN)
    }

    /// The report's tasks as printed, each with its state.
    pub fn tasks(&self) -> impl Iterator<Item = (&task::Model, &TaskState)> {
        self.register.tasks.iter().map(|task| (task, self.state(task.id)))
    }

    /// What completion is counted from.
    #[must_use]
    pub fn books(&self) -> Books {
        let Register { report, links, periods, .. } = self.register;
        let standing = |(task, state): (&task::Model, &TaskState)| {
            (task.id, state.standing(task.counted_as == CountedAs::Unreported))
        };
        let tasks = self.tasks().map(standing).collect();
        Books::assembled(report.id, tasks, links.clone(), periods.clone())
    }
}
