//! Completion of reports and of responsible units.

mod standings;

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sea_orm::{ConnectionTrait, DatabaseConnection};
use uuid::Uuid;

use super::assessment::{TaskState, View, states};
use super::units::Units;
use crate::domain::assessment::Policy;
use crate::domain::completion::{Basis, Completion, TaskStanding};
use crate::domain::period::Period;
use crate::domain::target::Roles;
use crate::error::{Error, Result};
use crate::message::Noun;
use crate::store::department::Link;
use crate::store::{TaskScope, connect, department, progress, report, task};
pub use standings::{
    StandingKey, StandingTest, Standings, all_units_of_report, holds as standing_holds, units_of_report,
};

/// How completion is asked for.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Question {
    /// Which status is counted.
    pub basis: Basis,
    /// From when, and with forecasts or not.
    pub view: View,
    /// Only tasks in which a unit has one of these roles.
    pub roles: Roles,
}

/// Completion and the period it is as of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Answer {
    /// The counts and ratios.
    pub completion: Completion,
    /// The newest period in view; `None` where there is no bulletin.
    pub period: Option<Period>,
    /// The tasks that were counted, as printed.
    pub members: Arc<[(Uuid, TaskStanding)]>,
}

impl Answer {
    /// Rule 1, of the newest period in view.
    #[must_use]
    pub fn elapsed_share(&self) -> Option<Decimal> {
        self.period.as_ref().map(Period::elapsed_share)
    }
}

/// Everything about some reports that completion is counted from. A few statements, whatever their number.
#[derive(Debug, Clone, Default)]
pub struct Books {
    standings: HashMap<Uuid, TaskStanding>,
    tasks: HashMap<Uuid, Vec<Uuid>>,
    links: HashMap<Uuid, Vec<Link>>,
    periods: HashMap<Uuid, Vec<Period>>,
}

impl Books {
    /// Opens the books of these reports as seen from `view`, all of one moment.
    pub async fn open(
        db: &DatabaseConnection,
        report_ids: &[Uuid],
        view: View,
        policy: &Policy,
    ) -> Result<Self> {
        let db = &connect::begin_read(db).await?;
        let mut books = Self { periods: progress::periods(db, report_ids).await?, ..Self::default() };
        let scope = TaskScope::Reports(report_ids);
        let mut seen =
            if view.is_current() { HashMap::new() } else { states(db, scope, view, policy).await? };
        for row in task::standings(db, scope).await? {
            books.tasks.entry(row.report_id).or_default().push(row.task_id);
            let standing = if view.is_current() {
                row.standing
            } else {
                let state = seen.remove(&row.task_id).unwrap_or_else(TaskState::unknown);
                state.standing(row.standing.unreported)
            };
            books.standings.insert(row.task_id, standing);
        }
        for link in department::links_in_reports(db, report_ids).await? {
            // A commitment that rows stand for is nobody's task beside them.
            if books.standings.contains_key(&link.task_id) {
                books.links.entry(link.report_id).or_default().push(link);
            }
        }
        Ok(books)
    }

    /// Completion of a report.
    #[must_use]
    pub fn of_report(&self, report_id: Uuid, question: &Question) -> Answer {
        let all = self.tasks.get(&report_id).map_or(&[][..], Vec::as_slice);
        // A task without a unit is nobody's, and one of the report all the same.
        let in_role: Option<HashSet<Uuid>> = (!question.roles.are_all()).then(|| {
            let links = self.links(report_id).filter(|link| question.roles.contain(link.role.into()));
            links.map(|link| link.task_id).collect()
        });
        let tasks = all.iter().filter(|task| in_role.as_ref().is_none_or(|tasks| tasks.contains(task)));
        self.answer(report_id, tasks, question)
    }

    /// Completion of the tasks of some units in a report, each task once.
    #[must_use]
    pub fn of_units(&self, report_id: Uuid, units: &[Uuid], roles: Roles, question: &Question) -> Answer {
        let of_units: HashSet<Uuid> = self
            .links(report_id)
            .filter(|link| units.contains(&link.department_id) && roles.contain(link.role.into()))
            .map(|link| link.task_id)
            .collect();
        self.of_tasks(report_id, question, |task| of_units.contains(&task))
    }

    /// Completion of those tasks of a report that pass a test, as printed, each once.
    #[must_use]
    pub fn of_tasks(&self, report_id: Uuid, question: &Question, is_in: impl Fn(Uuid) -> bool) -> Answer {
        let all = self.tasks.get(&report_id).map_or(&[][..], Vec::as_slice);
        self.answer(report_id, all.iter().filter(|task| is_in(**task)), question)
    }

    /// Books from rows that are at hand: the tasks of one report as printed, with what is made of each.
    #[must_use]
    pub fn assembled(
        report_id: Uuid,
        tasks: Vec<(Uuid, TaskStanding)>,
        links: Vec<Link>,
        periods: Vec<Period>,
    ) -> Self {
        Self {
            tasks: HashMap::from([(report_id, tasks.iter().map(|(id, _)| *id).collect())]),
            standings: tasks.into_iter().collect(),
            links: HashMap::from([(report_id, links)]),
            periods: HashMap::from([(report_id, periods)]),
        }
    }

    fn answer<'a>(
        &self,
        report_id: Uuid,
        tasks: impl Iterator<Item = &'a Uuid>,
        question: &Question,
    ) -> Answer {
        let members: Arc<[(Uuid, TaskStanding)]> =
            tasks.filter_map(|task| Some((*task, *self.standings.get(task)?))).collect();
        let standings: Vec<TaskStanding> = members.iter().map(|(_, standing)| *standing).collect();
        Answer {
            completion: Completion::of(&standings, question.basis),
            period: self.period(report_id, question.view.as_of).cloned(),
            members,
        }
    }

    /// Which unit has which part in which task.
    pub fn links(&self, report_id: Uuid) -> impl Iterator<Item = &Link> {
        self.links.get(&report_id).into_iter().flatten()
    }

    /// The periods that the report's bulletins in force cover, oldest first.
    #[must_use]
    pub fn periods(&self, report_id: Uuid) -> &[Period] {
        self.periods.get(&report_id).map_or(&[], Vec::as_slice)
    }

    fn period(&self, report_id: Uuid, as_of: Option<NaiveDate>) -> Option<&Period> {
        self.periods(report_id).iter().rev().find(|period| as_of.is_none_or(|as_of| period.end <= as_of))
    }
}

/// A responsible unit in a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitStanding {
    /// The report.
    pub report_id: Uuid,
    /// The unit.
    pub department_id: Uuid,
    /// Of its tasks in the role asked for, or in any, each once; a parent's include its children's.
    pub answer: Answer,
    /// Of the tasks that it answers for: `LEAD` or `RESPONSIBLE`.
    pub lead: Answer,
    /// Of the tasks that it supports.
    pub support: Answer,
}

/// One unit in one report.
#[must_use]
pub fn standing(
    books: &Books,
    units: &Units,
    report_id: Uuid,
    department_id: Uuid,
    question: &Question,
) -> UnitStanding {
    let own = units.with_descendants(department_id);
    UnitStanding {
        report_id,
        department_id,
        answer: books.of_units(report_id, &own, question.roles, question),
        lead: books.of_units(report_id, &own, Roles::ANSWERING, question),
        support: books.of_units(report_id, &own, Roles::SUPPORTING, question),
    }
}

/// The jurisdiction of a report, or an error that names the id.
pub async fn jurisdiction_of(db: &impl ConnectionTrait, report_id: Uuid) -> Result<Uuid> {
    let reports = report::by_ids(db, &[report_id]).await?;
    let row = reports.get(&report_id);
    row.map(|row| row.jurisdiction_id)
        .ok_or_else(|| Error::NotFound { what: Noun::Report, key: report_id.to_string() })
}
