//! Completion of a report, or by one dimension.

use serde::Serialize;
use utoipa::ToSchema;

use super::super::Page;
use super::super::department::Unit;
use super::References;
use crate::domain::completion::Basis;
use crate::domain::rules::BREAKDOWN;
use crate::service::analytics::breakdown::{self, Dimension};
use crate::view::{Completion, RuleReference};

/// Completion of a report, or of its groups by one dimension.
#[derive(Debug, Serialize, ToSchema)]
#[serde(untagged)]
#[expect(
    dead_code,
    reason = "words of the document: each of the two is answered as what it is, so that `fields` names its own"
)]
pub enum CompletionAnswer {
    /// Without `by`.
    Whole(Box<Completion>),
    /// With `by`.
    By(Box<CompletionBreakdown>),
}

/// Completion of a report's tasks by one dimension, with what the groups are to be reconciled with.
#[derive(Debug, Serialize, ToSchema)]
pub struct CompletionBreakdown {
    /// By what the tasks are grouped.
    pub dimension: Dimension,
    /// True where each task is in exactly one group, so that the groups add up to the total.
    pub partition: bool,
    /// The first of the groups; `/reports/{id}/completion/groups` goes on, `/reports/{id}/completion/tasks` lists their tasks.
    pub groups: Page<CompletionGroup>,
    /// Completion of all tasks of the question, each once.
    pub total: Completion,
    /// The totals of all groups added up.
    pub memberships: u32,
    /// Tasks of the total that are in no group.
    pub ungrouped: u32,
    /// The rule by which tasks are grouped.
    pub rule: RuleReference,
}

impl CompletionBreakdown {
    /// The breakdown with one page of its groups.
    #[must_use]
    pub fn new(found: &breakdown::Breakdown, groups: Page<CompletionGroup>, basis: Basis) -> Self {
        Self {
            dimension: found.dimension,
            partition: found.dimension.is_partition(),
            groups,
            total: Completion::new(&found.total, basis),
            memberships: found.memberships,
            ungrouped: found.ungrouped,
            rule: BREAKDOWN.into(),
        }
    }
}

/// The tasks of a report that have something in common.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct CompletionGroup {
    /// Names the group within the report; empty for the tasks that print nothing here. Of units, the id.
    pub key: String,
    /// What they have in common, as printed.
    pub label: Option<String>,
    /// The unit, where tasks are grouped by unit.
    pub department: Option<Unit>,
    /// Completion of these tasks, each once.
    pub completion: Completion,
}

impl CompletionGroup {
    /// A group with its unit.
    #[must_use]
    pub fn new(group: &breakdown::Group, to: &References<'_>, basis: Basis) -> Self {
        Self {
            key: group.key.clone(),
            label: group.label.clone(),
            department: group.department_id.and_then(|id| to.unit(id)),
            completion: Completion::new(&group.answer, basis),
        }
    }
}
