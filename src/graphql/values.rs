//! Values that do not fit: which argument or variable is at fault, and what would be right.

use async_graphql::parser::types::{ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql::{Pos, Positioned, ServerError, Value, Variables};

use super::errors::fault;
use super::known;
use crate::message::Message;

/// How the engine begins where its validation finds a wrong value; the place in quotes follows.
const INVALID: &str = "Invalid value for argument \"";

/// How it begins where a type cannot read a value; the name of the type follows.
const UNREADABLE: &str = "Failed to parse \"";

/// What the engine adds for each type around the value.
const AROUND: &str = " (occurred while parsing \"";

/// The error for a value with more lists and objects inside one another than any that is asked for.
pub fn too_deep(most: usize) -> ServerError {
    fault("BAD_USER_INPUT", Message::ValuesDeep(u64::try_from(most).unwrap_or(u64::MAX)))
}

/// The error for a variable whose value nests deeper than this.
pub fn nested(variables: &Variables, most: usize) -> Option<ServerError> {
    let (name, _) = variables.iter().find(|(_, value)| nests_deeper(value, most))?;
    Some(of_argument(too_deep(most), &format!("${name}")))
}

fn nests_deeper(value: &Value, most: usize) -> bool {
    let deeper = |value| nests_deeper(value, most.saturating_sub(1));
    match value {
        Value::List(parts) => most == 0 || parts.iter().any(deeper),
        Value::Object(fields) => most == 0 || fields.values().any(deeper),
        _ => false,
    }
}

/// Gives errors of the engine about values a code and the argument, in plain words: those of its own fields, and of what a
/// resolver reads out of a value that has its type.
pub fn explain(errors: &mut [ServerError], document: &ExecutableDocument) {
    for error in errors {
        if let Some(message) = known::with_names(&error.message) {
            error.message = message;
        }
        if let Some(rest) = error.message.strip_prefix(INVALID) {
            let place = rest.split('"').next().unwrap_or_default().to_owned();
            *error = of_argument(coded(error.clone()), &place);
        } else if let Some(cause) = unread(&error.message).map(str::to_owned) {
            let argument = error.locations.first().and_then(|place| argument_at(document, *place));
            error.message = argument.map_or_else(|| cause.clone(), |argument| format!("{argument}: {cause}"));
            *error = coded(error.clone());
            if let Some(argument) = argument {
                *error = of_argument(error.clone(), argument);
            }
        }
    }
}

/// Why a value could not be read, without the engine's own types around it.
fn unread(message: &str) -> Option<&str> {
    let cause = message.strip_prefix(UNREADABLE)?.split_once("\": ")?.1;
    Some(cause.split(AROUND).next().unwrap_or(cause))
}

fn coded(mut error: ServerError) -> ServerError {
    error.extensions.get_or_insert_default().set("code", "BAD_USER_INPUT");
    error
}

fn of_argument(mut error: ServerError, argument: &str) -> ServerError {
    error.extensions.get_or_insert_default().set("argument", argument);
    error
}

/// The argument whose value stands at a place of a document.
fn argument_at(document: &ExecutableDocument, place: Pos) -> Option<&str> {
    let operations = document.operations.iter().map(|(_, operation)| &operation.node.selection_set.node);
    let fragments = document.fragments.values().map(|fragment| &fragment.node.selection_set.node);
    let mut sets: Vec<&SelectionSet> = operations.chain(fragments).collect();
    while let Some(set) = sets.pop() {
        for selection in &set.items {
            match &selection.node {
                Selection::Field(field) => {
                    if let Some(name) = argument_of(field, place) {
                        return Some(name);
                    }
                    sets.push(&field.node.selection_set.node);
                }
                Selection::InlineFragment(fragment) => sets.push(&fragment.node.selection_set.node),
                Selection::FragmentSpread(_) => {}
            }
        }
    }
    None
}

fn argument_of(field: &Positioned<Field>, place: Pos) -> Option<&str> {
    let here = field.node.arguments.iter().find(|(_, value)| value.pos == place);
    here.map(|(name, _)| name.node.as_str())
}
