//! A ratio over a set of tasks: each of its tasks by reference (rule 8).

use std::collections::HashMap;

use entity::task;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::{Derivation, name_of, shown};
use crate::domain::completion::{Basis, Completion, Ratio, TaskStanding};
use crate::domain::rules::SETS;
use crate::domain::status::Status;
use crate::error::{Error, Result};
use crate::message::Message;
use crate::store::page::{PAGE_CAP, PAGE_DEFAULT};

/// Which ratio of a completion.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    async_graphql::Enum,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "CompletionRatio")]
pub enum Which {
    /// Completed tasks of all tasks.
    Completed,
    /// Tasks on track or better of the tasks that have a status.
    OnTrack,
    /// Measured tasks of all tasks.
    Coverage,
    /// Mean completion of the measured tasks.
    #[default]
    MeanCompletion,
}

/// Which of the tasks are listed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Page {
    first: usize,
    after: Option<Uuid>,
}

impl Page {
    /// At most `first` tasks (20 by default, 100 at most) after the task with an id.
    pub fn new(first: Option<i64>, after: Option<Uuid>) -> Result<Self> {
        let default = i64::try_from(PAGE_DEFAULT).unwrap_or(20);
        let asked = first.unwrap_or(default);
        let first = u64::try_from(asked).ok().filter(|first| *first <= PAGE_CAP);
        let first = first.ok_or_else(|| Error::invalid("first", Message::Rows(asked, PAGE_CAP)))?;
        Ok(Self { first: usize::try_from(first).unwrap_or(usize::MAX), after })
    }

    /// The tasks of the page.
    pub fn of<'a>(&self, members: &'a [(Uuid, TaskStanding)]) -> Result<&'a [(Uuid, TaskStanding)]> {
        let start = match self.after {
            None => 0,
            Some(id) => {
                let place = members.iter().position(|(task, _)| *task == id);
                place.ok_or_else(|| Error::invalid("after", Message::NotCounted))? + 1
            }
        };
        let rest = members.get(start..).unwrap_or_default();
        Ok(rest.get(..self.first.min(rest.len())).unwrap_or_default())
    }
}

/// The derivation of a ratio over `members`, of which `listed` are shown.
#[must_use]
pub fn ratio(
    which: Which,
    basis: Basis,
    members: &[(Uuid, TaskStanding)],
    listed: &[(Uuid, TaskStanding)],
    tasks: &HashMap<Uuid, task::Model>,
) -> Derivation {
    let standings: Vec<TaskStanding> = members.iter().map(|(_, standing)| *standing).collect();
    let completion = Completion::of(&standings, basis);
    let (label, formula, value) = match which {
        Which::Completed => {
            ("share of completed tasks", fraction(completion.completed), completion.completed.value())
        }
        Which::OnTrack => (
            "share of tasks on track or better among those with a status",
            fraction(completion.on_track),
            completion.on_track.value(),
        ),
        Which::Coverage => {
            ("share of measured tasks", fraction(completion.coverage), completion.coverage.value())
        }
        Which::MeanCompletion => {
            ("mean completion of the measured tasks", mean(&completion), completion.mean_completion)
        }
    };
    let inputs =
        listed.iter().filter_map(|(id, standing)| Some(member(which, basis, tasks.get(id)?, standing)));
    let node = Derivation {
        label: label.to_owned(),
        rule: Some(SETS),
        formula,
        value: value.map(shown),
        ..Derivation::default()
    };
    Derivation { input_count: completion.total, ..node.from(inputs.collect()) }
}

fn fraction(ratio: Ratio) -> String {
    let result = ratio.value().map_or_else(|| "not defined".to_owned(), shown);
    format!("{} / {} = {result}", ratio.numerator, ratio.denominator)
}

fn mean(completion: &Completion) -> String {
    let result = completion.mean_completion.map_or_else(|| "not defined".to_owned(), shown);
    format!("{} / {} = {result}", shown(completion.completion_sum), completion.completion_count)
}

/// What one task adds above and below the line.
fn member(which: Which, basis: Basis, task: &task::Model, standing: &TaskStanding) -> Derivation {
    let status = standing.status(basis);
    let counted = |above: bool, below: bool| match (above, below) {
        (true, _) => "counts above and below the line",
        (false, true) => "counts below the line only",
        (false, false) => "is left out",
    };
    let word = status.word();
    let (formula, value) = match which {
        Which::Completed => {
            (format!("{word} {}", counted(status == Status::Completed, true)), Some(word.to_owned()))
        }
        Which::OnTrack => {
            let has_status = status != Status::Unmeasured;
            (format!("{word} {}", counted(status.is_on_track_or_better(), has_status)), Some(word.to_owned()))
        }
        Which::Coverage => {
            let words = if standing.measured { "measured" } else { "not measured" };
            let value = if standing.measured { Decimal::ONE } else { Decimal::ZERO };
            (format!("{words}: {}", counted(standing.measured, true)), Some(shown(value)))
        }
        Which::MeanCompletion => match standing.completion {
            Some(completion) => (format!("adds {}", shown(completion)), Some(shown(completion))),
            None => ("has no completion and is left out".to_owned(), None),
        },
    };
    Derivation {
        label: name_of(task),
        rule: Some(crate::domain::rules::TASKS),
        formula,
        value,
        task_id: Some(task.id),
        ..Derivation::default()
    }
}
