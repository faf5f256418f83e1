//! Values that do not fit: which argument or variable is at fault, and what would be right.

use async_graphql::parser::types::{ExecutableDocument, Field, OperationDefinition, Selection, SelectionSet};
use async_graphql::{Pos, Positioned, ServerError, Value, Variables};

use super::errors::fault;
use super::names;

/// How the engine begins where its validation finds a wrong value; the place in quotes follows.
const INVALID: &str = "Invalid value for argument \"";

/// How it begins where a type cannot read a value; the name of the type follows.
const UNREADABLE: &str = "Failed to parse \"";

/// How it begins when a value is of another kind than its type.
pub const EXPECTED_TYPE: &str = "Expected input type \"";

/// What the engine adds for each type around the value.
const AROUND: &str = " (occurred while parsing \"";

/// The error for a variable that must have a value and has none, whether or not anything would use it.
pub fn missing(operation: &OperationDefinition, variables: &Variables) -> Option<ServerError> {
    operation.variable_definitions.iter().find_map(|definition| {
        let (name, wanted) = (&definition.node.name.node, &definition.node.var_type.node);
        let given = variables.get(name).or_else(|| definition.node.default_value());
        let is_null = matches!(given, Some(Value::Null));
        if given.is_some() && (wanted.nullable || !is_null) {
            return None;
        }
        let lack = if is_null { "is null" } else { "has no value" };
        let message = format!("the variable ${name} {lack}; send one of type {wanted} in `variables`");
        let mut error = of_argument(fault("BAD_USER_INPUT", message), name);
        error.locations.push(definition.pos);
        Some(error)
    })
}

/// The error for a value with more lists and objects inside one another than any that is asked for.
pub fn too_deep(most: usize) -> ServerError {
    fault("BAD_USER_INPUT", format!("lists and objects of a value nest at most {most} deep"))
}

/// The error for a variable whose value nests deeper than this.
pub fn nested(variables: &Variables, most: usize) -> Option<ServerError> {
    let (name, _) = variables.iter().find(|(_, value)| nests_deeper(value, most))?;
    Some(of_argument(too_deep(most), name))
}

fn nests_deeper(value: &Value, most: usize) -> bool {
    let deeper = |value| nests_deeper(value, most.saturating_sub(1));
    match value {
        Value::List(parts) => most == 0 || parts.iter().any(deeper),
        Value::Object(fields) => most == 0 || fields.values().any(deeper),
        _ => false,
    }
}

/// Gives errors of the engine about values one code and the argument, in plain words, each wrong value once.
pub fn explain(errors: &mut Vec<ServerError>, document: &ExecutableDocument) {
    // The cost is computed from the same values, and fails for the same reason.
    let is_told = errors.iter().any(|error| error.message.starts_with(INVALID));
    errors.retain(|error| !(is_told && error.path.is_empty() && is_unread(error)));
    for error in errors {
        if let Some(message) = names::with_known(&error.message) {
            error.message = message;
        }
        if let Some(rest) = error.message.strip_prefix(INVALID) {
            let place = rest.split('"').next().unwrap_or_default().to_owned();
            *error = of_argument(coded(error.clone()), &place);
        } else if is_unread(error) {
            let argument = error.locations.first().and_then(|place| argument_at(document, *place));
            error.message = plain(&error.message, argument);
            *error = coded(error.clone());
            if let Some(argument) = argument {
                *error = of_argument(error.clone(), argument);
            }
        }
    }
}

fn is_unread(error: &ServerError) -> bool {
    error.message.starts_with(UNREADABLE) || error.message.starts_with(EXPECTED_TYPE)
}

fn coded(mut error: ServerError) -> ServerError {
    error.extensions.get_or_insert_default().set("code", "BAD_USER_INPUT");
    error
}

fn of_argument(mut error: ServerError, argument: &str) -> ServerError {
    error.extensions.get_or_insert_default().set("argument", argument);
    error
}

/// The engine's message without its own types, and without the words of the libraries below it.
fn plain(message: &str, argument: Option<&str>) -> String {
    let message = message.split(AROUND).next().unwrap_or(message);
    let Some((kind, cause)) = message.strip_prefix(UNREADABLE).and_then(|rest| rest.split_once("\": "))
    else {
        return message.to_owned();
    };
    let cause = match kind {
        "Decimal" => "a decimal is written as text, such as \"0.5\"",
        "Int" => "a whole number is from -2147483648 to 2147483647",
        _ => cause,
    };
    argument.map_or_else(|| cause.to_owned(), |argument| format!("{argument}: {cause}"))
}

/// The argument whose value stands at a place of a document; at the place of a field, the size of its page, which is read
/// there for the cost.
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
    let is_size = |name: &str| field.pos == place && ["first", "last"].contains(&name);
    let here = field.node.arguments.iter().find(|(name, value)| value.pos == place || is_size(&name.node));
    here.map(|(name, _)| name.node.as_str())
}
