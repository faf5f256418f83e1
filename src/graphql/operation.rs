//! Which operation of a document runs. The others must be valid, and neither cost anything nor need variables.

use std::collections::HashSet;

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Positioned, ServerError};

use super::errors::fault;
use crate::message::{Message, listed};

/// Operations of a document that are named where another was asked for.
const MOST_TOLD: usize = 20;

/// The operation of this name, or the only one.
pub fn picked<'d>(
    document: &'d ExecutableDocument,
    name: Option<&str>,
) -> Result<(Option<&'d Name>, &'d Positioned<OperationDefinition>), ServerError> {
    let mut operations = document.operations.iter();
    let found = match name {
        Some(wanted) => operations.find(|(name, _)| name.is_some_and(|name| name == wanted)),
        None => operations.next().filter(|_| operations.next().is_none()),
    };
    found.ok_or_else(|| match name {
        Some(name) => unknown(document, name),
        None => fault("GRAPHQL_VALIDATION_FAILED", Message::WhichOperation),
    })
}

/// The error for a name that no operation has, with those that there are.
#[must_use]
pub fn unknown(document: &ExecutableDocument, name: &str) -> ServerError {
    let mut known: Vec<&str> =
        document.operations.iter().filter_map(|(name, _)| name.map(Name::as_str)).collect();
    known.sort_unstable();
    known.truncate(MOST_TOLD);
    let message = if known.is_empty() {
        Message::NoNamedOperation(name.to_owned())
    } else {
        Message::NoOperation(name.to_owned(), listed(known))
    };
    fault("GRAPHQL_VALIDATION_FAILED", message)
}

/// True where there are operations beside one that runs.
#[must_use]
pub fn are_several(document: &ExecutableDocument) -> bool {
    document.operations.iter().nth(1).is_some()
}

/// The document with this operation and the fragments that it reaches, and nothing else.
pub fn alone(document: &ExecutableDocument, name: Option<&str>) -> Result<ExecutableDocument, ServerError> {
    let (name, operation) = picked(document, name)?;
    let reached = reached(document, &operation.node.selection_set.node);
    let fragments = document.fragments.iter().filter(|(name, _)| reached.contains(name));
    let operations = match name {
        Some(name) => DocumentOperations::Multiple([(name.clone(), operation.clone())].into()),
        None => DocumentOperations::Single(operation.clone()),
    };
    let fragments = fragments.map(|(name, fragment)| (name.clone(), fragment.clone())).collect();
    Ok(ExecutableDocument { operations, fragments })
}

/// Names of the fragments that are spread in a selection, or in one of these fragments.
fn reached<'d>(document: &'d ExecutableDocument, from: &'d SelectionSet) -> HashSet<&'d Name> {
    let (mut reached, mut sets) = (HashSet::new(), vec![from]);
    while let Some(set) = sets.pop() {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => sets.push(&field.node.selection_set.node),
                Selection::InlineFragment(fragment) => sets.push(&fragment.node.selection_set.node),
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    if let Some(fragment) = document.fragments.get(name).filter(|_| reached.insert(name)) {
                        sets.push(&fragment.node.selection_set.node);
                    }
                }
            }
        }
    }
    reached
}

/// True for what the engine says of a variable that it needs for a cost and does not have: of the operations that do not
/// run, nobody sends any. What a document does wrong with its variables, the engine says in other words.
#[must_use]
pub fn is_unsent(error: &ServerError) -> bool {
    error.message.starts_with("Variable ")
        && error.message.ends_with(" is not defined.")
        && !error.message.contains('"')
}
