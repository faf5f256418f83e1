//! How an answer came to be, step by step, down to the printed words: so that a reader can redo it by hand.
//!
//! The tree of an indicator or task is given whole; of a task with very many targets, the first ones. The tree of a
//! ratio is one level: its tasks, a page at a time, by reference. So a tree has a few hundred nodes at most, whatever
//! the size of a report.

mod indicator;
mod ratio;
mod task;

pub use indicator::{indicator, indicator_degree};
pub use ratio::{Page, Which, ratio};
pub use task::{Part, task};

use entity::task as tasks;
use rust_decimal::Decimal;
use uuid::Uuid;

use super::evidence::{Evidence, Says};
use crate::domain::completion::edge;
use crate::domain::rules::Citation;
use crate::service::assessment::{IndicatorState, TaskState};

/// One step.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Derivation {
    /// What is derived, in words.
    pub label: String,
    /// The rule that gives it; `None` for what is printed.
    pub rule: Option<Citation>,
    /// The computation with its numbers filled in, or what is printed.
    pub formula: String,
    /// The result: a decimal rounded half up to 6 places, or a status; `None` where it is not defined.
    pub value: Option<String>,
    /// Unit of a decimal; `None` for shares and words.
    pub unit: Option<String>,
    /// The task whose own derivation goes on from here.
    pub task_id: Option<Uuid>,
    /// The printed words, of a leaf.
    pub evidence: Option<Evidence>,
    /// What it is computed from.
    pub inputs: Vec<Derivation>,
    /// How many inputs there are; more than are listed where they come in pages.
    pub input_count: u32,
}

impl Derivation {
    /// The same step with all its inputs.
    fn from(mut self, inputs: Vec<Self>) -> Self {
        self.input_count = u32::try_from(inputs.len()).unwrap_or(u32::MAX);
        self.inputs = inputs;
        self
    }

    /// The printed words of all leaves.
    #[must_use]
    pub fn evidence(&self) -> Vec<Evidence> {
        let below = self.inputs.iter().flat_map(Self::evidence);
        self.evidence.into_iter().chain(below).collect()
    }
}

/// A decimal as formulas print it: rounded half up to 6 places.
fn shown(value: Decimal) -> String {
    edge(value).to_string()
}

/// A printed decimal, exactly.
fn exact(value: Decimal) -> String {
    value.normalize().to_string()
}

/// How a task is called in a derivation.
#[must_use]
pub fn name_of(task: &tasks::Model) -> String {
    match (task.number, task.sub_number) {
        (Some(number), 0) => format!("task {number}"),
        (Some(number), sub) => format!("task {number}, continuation row {sub}"),
        (None, _) => format!("the task at place {}", task.position + 1),
    }
}

/// The words that the printed status of a task stands in.
#[must_use]
pub fn status_evidence(state: &TaskState) -> Option<Evidence> {
    let update = state.update.as_ref()?;
    update.reported_text.as_ref()?;
    Evidence::at(Says::Status, Some(update.document_id), update.status_span_start, update.status_span_end)
}

/// The words that a target stands in.
#[must_use]
pub fn target_evidence(state: &IndicatorState) -> Option<Evidence> {
    let row = &state.indicator;
    Evidence::at(Says::Target, Some(row.document_id), Some(row.span_start), Some(row.span_end))
}

/// The words that the latest figure stands in.
#[must_use]
pub fn figure_evidence(state: &IndicatorState) -> Option<Evidence> {
    let (figure, _) = state.latest.as_ref()?;
    Evidence::at(Says::Figure, state.figure_document_id, figure.span_start, figure.span_end)
}

/// The words that the printed share stands in.
#[must_use]
pub fn share_evidence(state: &IndicatorState) -> Option<Evidence> {
    let (figure, _) = state.latest.as_ref()?;
    Evidence::at(Says::Share, state.figure_document_id, figure.share_span_start, figure.share_span_end)
}

/// All the words that the state of a task rests on, as far as one indicator goes.
#[must_use]
pub fn evidence_of(state: &TaskState, indicator: Option<&IndicatorState>) -> Vec<Evidence> {
    let of_indicator =
        indicator.map(|state| [target_evidence(state), figure_evidence(state), share_evidence(state)]);
    let found = of_indicator.into_iter().flatten().flatten();
    found.chain(status_evidence(state)).collect()
}
