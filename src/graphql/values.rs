//! Values that do not fit: which argument or variable is at fault, and what would be right.

use async_graphql::parser::types::{ExecutableDocument, Field, Selection, SelectionSet};
use async_graphql::{Pos, Positioned, ServerError, Value, Variables};

use super::errors::{self, fault};
use super::{known, operation};
use crate::message::Message;

/// How the engine begins where its validation finds a wrong value; the place in quotes follows.
const INVALID: &str = "Invalid value for argument \"";

/// How it goes on where the value is of another type.
const EXPECTED: &str = ", expected type \"";

/// How it begins where no operation has the name that was asked for.
const UNKNOWN_OPERATION: &str = "Unknown operation named \"";

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
pub fn explain(errors: &mut Vec<ServerError>, document: &ExecutableDocument) {
    // Of a type that it does not know the engine speaks once for each of its rules.
    errors.dedup_by(|one, other| {
        (&one.message, &one.locations, &one.path) == (&other.message, &other.locations, &other.path)
    });
    for error in errors {
        if let Some(message) = known::with_names(&error.message) {
            error.message = message;
        }
        if let Some(name) = error.message.strip_prefix(UNKNOWN_OPERATION) {
            *error = operation::unknown(document, name.trim_end_matches('"'));
        } else if let Some(rest) = error.message.strip_prefix(INVALID) {
            let (place, rest) = rest.split_once('"').unwrap_or((rest, ""));
            // Values were held against their types before, so that it is the type of a variable.
            let wanted = rest.strip_prefix(EXPECTED).map(|wanted| wanted.trim_end_matches('"').to_owned());
            let place = place.to_owned();
            match wanted {
                Some(wanted) => retold(error, &place, Message::OtherType(wanted)),
                None => *error = of_argument(coded(error.clone()), &place),
            }
        } else if let Some(cause) = unread(&error.message).map(str::to_owned) {
            let argument = error.locations.first().and_then(|place| argument_at(document, *place));
            match argument {
                Some(argument) if cause == Message::NoRole.to_string() => {
                    retold(error, argument, Message::NoRole);
                }
                Some(argument) => retold(error, argument, Message::Other(cause)),
                None => {
                    error.message = cause;
                    *error = coded(error.clone());
                }
            }
        }
    }
}

/// Says of an argument what is wrong with it, where the engine said it in its own words.
fn retold(error: &mut ServerError, argument: &str, message: Message) {
    let told = errors::of_argument(argument, message);
    error.message = told.message;
    error.source = told.source;
    error.extensions = told.extensions;
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
