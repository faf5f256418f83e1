//! How an answer came to be.

use std::collections::HashMap;

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Evidence;
use crate::service::analytics::derivation;
use crate::service::analytics::evidence::Text;
use crate::view::RuleReference;

/// One step on the way from printed words to an answer, with its numbers filled in.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Derivation {
    /// What is derived.
    pub label: String,
    /// The rule that gives it; null for what is printed.
    pub rule: Option<RuleReference>,
    /// The computation with its numbers filled in; of a leaf, what is printed.
    pub formula: String,
    /// The result: a decimal, or a status; null where it is not defined.
    pub value: Option<String>,
    /// Unit of a decimal; null for shares (0..1) and words.
    pub unit: Option<String>,
    /// The task that this step is about; `/tasks/{id}/derivation` goes on from here.
    pub task_id: Option<Uuid>,
    /// The printed words, of a leaf.
    pub evidence: Option<Evidence>,
    /// What it is computed from.
    #[schema(no_recursion)]
    pub inputs: Vec<Derivation>,
    /// How many inputs there are; more than are listed where they come in pages.
    pub input_count: u32,
}

impl Derivation {
    /// A tree with its quotes.
    #[must_use]
    pub fn new(node: &derivation::Derivation, texts: &HashMap<Uuid, Text>) -> Self {
        Self {
            label: node.label.clone(),
            rule: node.rule.map(Into::into),
            formula: node.formula.clone(),
            value: node.value.clone(),
            unit: node.unit.clone(),
            task_id: node.task_id,
            evidence: node.evidence.as_ref().map(|words| Evidence::new(words, texts)),
            inputs: node.inputs.iter().map(|input| Self::new(input, texts)).collect(),
            input_count: node.input_count,
        }
    }
}
