//! Completion by dimension (rule 12).

use std::collections::{HashMap, HashSet};

use entity::task;
use uuid::Uuid;

use super::listing::page;
use super::register::Snapshot;
use crate::domain::completion::edge;
use crate::domain::status::Status;
use crate::domain::target::Kind;
use crate::error::{Error, Result};
use crate::message::Noun;
use crate::service::assessment::TaskState;
use crate::service::completion::{Answer, Question, all_units_of_report};
use crate::store::filter::{Filter, Test};
use crate::store::page::{Slice, Wanted, compare};
use crate::store::sort::{Direction, Sort, keys};
use crate::store::value::Value;

/// By what the tasks of a report are grouped.
#[derive(
    Debug,
    Clone,
    Copy,
    PartialEq,
    Eq,
    Hash,
    async_graphql::Enum,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Dimension {
    /// By responsible unit; a task counts for each of its units, and a parent includes its children.
    Department,
    /// By the headings above the task; each task once.
    Section,
    /// By 分管领导; each task once.
    Supervisor,
    /// By the kinds of its targets; a task counts for each kind that it has.
    Kind,
    /// By status on the basis asked for; each task once.
    Status,
}

impl Dimension {
    /// True where each task is in exactly one group, so that the groups add up to the total.
    #[must_use]
    pub const fn is_partition(self) -> bool {
        matches!(self, Self::Section | Self::Supervisor | Self::Status)
    }
}

/// The tasks that have something in common.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Group {
    /// Names the group within the report; empty for the tasks that print nothing here.
    pub key: String,
    /// What they have in common, in words; `None` for the tasks that print nothing here.
    pub label: Option<String>,
    /// The unit, where they are grouped by unit.
    pub department_id: Option<Uuid>,
    /// Their completion.
    pub answer: Answer,
}

/// The groups of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Breakdown {
    /// By what.
    pub dimension: Dimension,
    /// The groups: units by name, sections and supervisors as printed, kinds and statuses in their fixed order.
    pub groups: Vec<Group>,
    /// All tasks of the question, each once: what the groups are to be reconciled with.
    pub total: Answer,
    /// The totals of the groups added up.
    pub memberships: u32,
    /// Tasks that are in no group.
    pub ungrouped: u32,
}

/// A test of a group.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum GroupTest {
    /// What names it.
    Key(Test),
    /// What its tasks have in common, in words.
    Label(Test),
    /// Tasks.
    Tasks(Test),
    /// Measured tasks.
    Measured(Test),
    /// Mean completion.
    MeanCompletion(Test),
    /// Share of tasks on track or better.
    OnTrack(Test),
    /// Share of completed tasks.
    Completed(Test),
    /// Discrepancies.
    Discrepancies(Test),
}

keys! {
    /// What groups can be ordered by.
    GroupKey, "CompletionGroupOrderField", "group", default &[],
    {
        /// By what their tasks have in common, in words.
        Label = "label",
        /// By number of tasks.
        Tasks = "tasks",
        /// By mean completion.
        Completion = "completion",
        /// By the share of tasks on track or better.
        OnTrack = "onTrack",
        /// By the share of completed tasks.
        Completed = "completed",
        /// By number of discrepancies.
        Discrepancies = "discrepancies",
    }
}

impl Group {
    fn value(&self, key: GroupKey) -> Value {
        let completion = &self.answer.completion;
        match key {
            GroupKey::Label => self.label.clone().into(),
            GroupKey::Tasks => Value::count(completion.total),
            GroupKey::Completion => completion.mean_completion.map(edge).into(),
            GroupKey::OnTrack => completion.on_track.value().into(),
            GroupKey::Completed => completion.completed.value().into(),
            GroupKey::Discrepancies => Value::count(completion.discrepancies),
        }
    }

    fn holds(&self, test: &GroupTest) -> bool {
        let is = |test: &Test, key| test.holds(&self.value(key));
        match test {
            GroupTest::Key(test) => test.holds(&self.key.clone().into()),
            GroupTest::Label(test) => is(test, GroupKey::Label),
            GroupTest::Tasks(test) => is(test, GroupKey::Tasks),
            GroupTest::Measured(test) => test.holds(&Value::count(self.answer.completion.coverage.numerator)),
            GroupTest::MeanCompletion(test) => is(test, GroupKey::Completion),
            GroupTest::OnTrack(test) => is(test, GroupKey::OnTrack),
            GroupTest::Completed(test) => is(test, GroupKey::Completed),
            GroupTest::Discrepancies(test) => is(test, GroupKey::Discrepancies),
        }
    }
}

impl Breakdown {
    /// A page of the groups that a filter lets through, and how many those are; without keys, in the order of the
    /// dimension.
    pub fn page(
        &self,
        filter: &Filter<GroupTest>,
        sort: &Sort<GroupKey>,
        wanted: Wanted,
    ) -> Result<(Slice<Group>, usize)> {
        let passes = |group: &&Group| filter.holds(&|test| group.holds(test));
        let mut groups: Vec<Group> = self.groups.iter().filter(passes).cloned().collect();
        let directions: Vec<Direction> = sort.keys().iter().map(|(_, direction)| *direction).collect();
        let values =
            |group: &Group| -> Vec<Value> { sort.keys().iter().map(|(key, _)| group.value(*key)).collect() };
        // Stable: what is alike in all keys stays in the order of the dimension.
        groups.sort_by(|one, two| compare(&values(one), &values(two), &directions));
        page(groups, wanted, &sort.name(), |group| vec![Value::Text(group.key.clone())])
    }

    /// The group of this key, or an error that names it.
    pub fn group(&self, key: &str) -> Result<&Group> {
        let found = self.groups.iter().find(|group| group.key == key);
        found.ok_or_else(|| Error::NotFound { what: Noun::Group, key: key.to_owned() })
    }
}

/// Name of the list of a group's tasks, for cursors.
pub const TASKS: &str = "breakdown:tasks";

/// Separates the headings of a section in its key and label.
const BELOW: &str = " / ";

/// Groups the tasks of a report by a dimension.
#[must_use]
pub fn by(snapshot: &Snapshot<'_>, dimension: Dimension, question: &Question) -> Breakdown {
    let books = snapshot.books();
    let report = snapshot.register.report.id;
    let total = books.of_report(report, question);
    let asked: HashSet<Uuid> = total.members.iter().map(|(task, _)| *task).collect();
    let groups = if dimension == Dimension::Department {
        units(snapshot, question)
    } else {
        let mut order: Vec<(String, Option<String>)> = fixed(dimension);
        let mut members: HashMap<String, HashSet<Uuid>> = HashMap::new();
        for (task, state) in snapshot.tasks().filter(|(task, _)| asked.contains(&task.id)) {
            for (key, label) in keys(dimension, task, state, question) {
                if !members.contains_key(&key) && !order.iter().any(|(known, _)| *known == key) {
                    order.push((key.clone(), label));
                }
                members.entry(key).or_default().insert(task.id);
            }
        }
        let group = |(key, label): (String, Option<String>)| {
            let tasks = members.get(&key)?;
            let answer = books.of_tasks(report, question, |task| tasks.contains(&task));
            Some(Group { key, label, department_id: None, answer })
        };
        order.into_iter().filter_map(group).collect()
    };
    let grouped: HashSet<Uuid> =
        groups.iter().flat_map(|group| group.answer.members.iter().map(|(task, _)| *task)).collect();
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Breakdown {
        dimension,
        memberships: groups.iter().map(|group| group.answer.completion.total).fold(0, u32::saturating_add),
        ungrouped: count(asked.difference(&grouped).count()),
        groups,
        total,
    }
}

fn units(snapshot: &Snapshot<'_>, question: &Question) -> Vec<Group> {
    let units = &snapshot.register.units;
    let rows = all_units_of_report(&snapshot.books(), units, snapshot.register.report.id, question);
    rows.into_iter()
        .map(|row| Group {
            key: row.department_id.to_string(),
            label: units.by_id.get(&row.department_id).map(|unit| unit.name.clone()),
            department_id: Some(row.department_id),
            answer: row.answer,
        })
        .collect()
}

/// The groups of a dimension that has an order of its own.
fn fixed(dimension: Dimension) -> Vec<(String, Option<String>)> {
    match dimension {
        Dimension::Kind => [Kind::Amount, Kind::Level, Kind::Growth].map(kind).to_vec(),
        Dimension::Status => Status::ALL.map(status).to_vec(),
        Dimension::Department | Dimension::Section | Dimension::Supervisor => Vec::new(),
    }
}

fn status(status: Status) -> (String, Option<String>) {
    (status.word().to_owned(), Some(status.word().to_owned()))
}

fn kind(kind: Kind) -> (String, Option<String>) {
    let word = match kind {
        Kind::Amount => "AMOUNT",
        Kind::Level => "LEVEL",
        Kind::Growth => "GROWTH",
    };
    (word.to_owned(), Some(word.to_owned()))
}

/// The groups that a task is in.
fn keys(
    dimension: Dimension,
    task: &task::Model,
    state: &TaskState,
    question: &Question,
) -> Vec<(String, Option<String>)> {
    match dimension {
        Dimension::Section if task.section.0.is_empty() => vec![(String::new(), None)],
        Dimension::Section => {
            let path = task.section.0.join(BELOW);
            vec![(path.clone(), Some(path))]
        }
        Dimension::Supervisor => vec![(task.supervisor.clone().unwrap_or_default(), task.supervisor.clone())],
        Dimension::Status => vec![status(state.status(question.basis))],
        Dimension::Kind if state.indicators.is_empty() => vec![(String::new(), None)],
        Dimension::Kind => {
            let mut kinds: Vec<(String, Option<String>)> =
                state.indicators.iter().map(|state| kind(state.indicator.kind.into())).collect();
            kinds.sort_unstable();
            kinds.dedup();
            kinds
        }
        Dimension::Department => Vec::new(),
    }
}
