//! A task: print before figures, and the worst of its figures (rule 7).

use entity::task;

use super::{Derivation, indicator, indicator_degree, name_of, shown, status_evidence};
use crate::domain::assessment::Policy;
use crate::domain::completion::Basis;
use crate::domain::rules::TASKS;
use crate::domain::status::Status;
use crate::service::assessment::TaskState;

/// What of a task is derived.
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
#[graphql(name = "TaskDerivation")]
pub enum Part {
    /// Its status on the basis asked for.
    #[default]
    Status,
    /// Its completion.
    Completion,
}

/// Indicators of one task that are derived; a task with more is a table of its own.
const MOST_INDICATORS: usize = 50;

/// The derivation of a task.
#[must_use]
pub fn task(task: &task::Model, state: &TaskState, part: Part, basis: Basis, policy: &Policy) -> Derivation {
    let name = name_of(task);
    let node = match (part, basis) {
        (Part::Completion, _) => completion(&name, state),
        (Part::Status, Basis::Assessed) => assessed(&name, state, policy),
        (Part::Status, Basis::Reported) => match reported(&name, state) {
            Some(node) => node,
            None => Derivation {
                label: format!("printed status of {name}"),
                rule: Some(TASKS),
                formula: "none is printed".to_owned(),
                value: Some(Status::Unmeasured.word().to_owned()),
                ..Derivation::default()
            },
        },
        (Part::Status, Basis::Effective) => effective(&name, state, policy),
    };
    Derivation { task_id: Some(task.id), ..node }
}

fn effective(name: &str, state: &TaskState, policy: &Policy) -> Derivation {
    let assessed = assessed(name, state, policy);
    let computed = state.assessed.status.word();
    let (formula, inputs) = match (reported(name, state), state.reported) {
        (Some(printed), Some(status)) => (
            format!("the printed status, {}, stands before the computed one, {computed}", status.word()),
            vec![printed, assessed],
        ),
        (Some(printed), None) => (
            format!("the printed words have no known meaning, so the computed one stands: {computed}"),
            vec![printed, assessed],
        ),
        (None, _) => {
            (format!("no status is printed, so the computed one stands: {computed}"), vec![assessed])
        }
    };
    Derivation {
        label: format!("status of {name}"),
        rule: Some(TASKS),
        formula,
        value: Some(state.effective().word().to_owned()),
        ..Derivation::default()
    }
    .from(inputs)
}

/// The printed status as a leaf; `None` where none is printed.
fn reported(name: &str, state: &TaskState) -> Option<Derivation> {
    let text = state.update.as_ref()?.reported_text.as_ref()?;
    let formula = match state.reported {
        Some(status) => format!("{text} means {}", status.word()),
        None => format!("{text} has no known meaning"),
    };
    Some(Derivation {
        label: format!("printed status of {name}"),
        rule: Some(TASKS),
        formula,
        value: Some(state.reported.unwrap_or(Status::Unmeasured).word().to_owned()),
        evidence: status_evidence(state),
        ..Derivation::default()
    })
}

fn assessed(name: &str, state: &TaskState, policy: &Policy) -> Derivation {
    let found = &state.assessed;
    let measured: Vec<Status> = state
        .indicators
        .iter()
        .filter_map(|state| state.assessment.as_ref())
        .map(|found| found.status)
        .collect();
    let words: Vec<&str> = measured.iter().map(|status| status.word()).collect();
    let counts = format!("{} of {} targets are measured", found.measured, found.indicators);
    let formula = match words.as_slice() {
        [] => format!("{counts}: {}", found.status.word()),
        _ if found.status == Status::OnTrack
            && measured.iter().all(|status| *status == Status::Completed) =>
        {
            format!("all that are measured are COMPLETED, but {counts}: {}", found.status.word())
        }
        words => format!("the worst of {} is {}; {counts}", words.join(", "), found.status.word()),
    };
    let node = Derivation {
        label: format!("computed status of {name}"),
        rule: Some(TASKS),
        formula,
        value: Some(found.status.word().to_owned()),
        ..Derivation::default()
    };
    bounded(node, state, |state| indicator(state, policy))
}

fn completion(name: &str, state: &TaskState) -> Derivation {
    let degrees: Vec<String> =
        state.indicators.iter().filter_map(|state| state.assessment.as_ref()?.degree).map(shown).collect();
    let formula = match state.assessed.completion {
        None => "no target has a degree of completion".to_owned(),
        Some(mean) => format!("({}) / {} = {}", degrees.join(" + "), degrees.len(), shown(mean)),
    };
    let node = Derivation {
        label: format!("completion of {name}"),
        rule: Some(TASKS),
        formula,
        value: state.assessed.completion.map(shown),
        ..Derivation::default()
    };
    bounded(node, state, indicator_degree)
}

/// The node with the first indicators, and the number of all.
fn bounded(
    node: Derivation,
    state: &TaskState,
    of: impl Fn(&crate::service::assessment::IndicatorState) -> Derivation,
) -> Derivation {
    let inputs = state.indicators.iter().take(MOST_INDICATORS).map(of).collect();
    let input_count = u32::try_from(state.indicators.len()).unwrap_or(u32::MAX);
    Derivation { input_count, ..node.from(inputs) }
}
