//! What the schema says of itself, for whatever is held against it before the engine runs: its types, and their names for
//! those who used one that it has not.

use std::collections::HashMap;
use std::sync::LazyLock;

use async_graphql::Positioned;
use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{
    FieldDefinition, InputValueDefinition, OperationType, TypeKind, TypeSystemDefinition,
};

/// How the engine begins where a field is not known.
const UNKNOWN: &str = "Unknown field \"";

/// How it goes on to the type.
const ON_TYPE: &str = "\" on type \"";

/// How it begins where an argument is not known.
const UNKNOWN_ARGUMENT: &str = "Unknown argument \"";

/// How it goes on to the field.
const ON_FIELD: &str = "\" on field \"";

/// How it goes on to the type of the field.
const OF_TYPE: &str = "\" of type \"";

/// How it goes on to the directive.
const ON_DIRECTIVE: &str = "\" on directive \"";

/// The types and directives of the schema, by their names.
#[derive(Default)]
struct Known {
    types: HashMap<String, TypeKind>,
    directives: HashMap<String, Vec<Positioned<InputValueDefinition>>>,
}

static KNOWN: LazyLock<Known> = LazyLock::new(|| {
    let mut known = Known::default();
    // The schema is made by the same program; without it nothing is held against it here.
    let Ok(document) = parse_schema(super::sdl()) else { return known };
    for definition in document.definitions {
        match definition {
            TypeSystemDefinition::Type(of) => {
                known.types.insert(of.node.name.node.to_string(), of.node.kind);
            }
            TypeSystemDefinition::Directive(of) => {
                known.directives.insert(of.node.name.node.to_string(), of.node.arguments);
            }
            TypeSystemDefinition::Schema(_) => {}
        }
    }
    known
});

/// The type of this name.
#[must_use]
pub fn type_named(name: &str) -> Option<&'static TypeKind> {
    KNOWN.types.get(name)
}

/// The type whose fields an operation asks for.
#[must_use]
pub const fn root(kind: OperationType) -> &'static str {
    match kind {
        OperationType::Query => "Query",
        OperationType::Mutation => "Mutation",
        OperationType::Subscription => "Subscription",
    }
}

/// The field of a type; `None` for the engine's own.
#[must_use]
pub fn field(of: &str, name: &str) -> Option<&'static FieldDefinition> {
    let fields = match type_named(of)? {
        TypeKind::Object(of) => &of.fields,
        TypeKind::Interface(of) => &of.fields,
        _ => return None,
    };
    fields.iter().map(|field| &field.node).find(|field| field.name.node == name)
}

/// What a directive takes.
#[must_use]
pub fn directive(name: &str) -> &'static [Positioned<InputValueDefinition>] {
    KNOWN.directives.get(name).map_or(&[], Vec::as_slice)
}

/// The names that a type has, as the schema lists them: fields of an object, members of an input, words of an enumeration.
#[must_use]
pub fn names(of: &str) -> Vec<&'static str> {
    match type_named(of) {
        Some(TypeKind::Object(of)) => of.fields.iter().map(|field| field.node.name.node.as_str()).collect(),
        Some(TypeKind::Interface(of)) => {
            of.fields.iter().map(|field| field.node.name.node.as_str()).collect()
        }
        Some(TypeKind::InputObject(of)) => {
            of.fields.iter().map(|field| field.node.name.node.as_str()).collect()
        }
        Some(TypeKind::Enum(of)) => of.values.iter().map(|word| word.node.value.node.as_str()).collect(),
        _ => Vec::new(),
    }
}

/// The message of the engine with the names that are known where one was not; `None` where it speaks of something else.
#[must_use]
pub fn with_names(message: &str) -> Option<String> {
    let (of, verb, names) = match message.strip_prefix(UNKNOWN) {
        Some(rest) => {
            let of = quoted(rest.split_once(ON_TYPE)?.1);
            (of.to_owned(), "knows", names(of))
        }
        None => arguments(message.strip_prefix(UNKNOWN_ARGUMENT)?)?,
    };
    let message = message.trim_end_matches('.');
    (!names.is_empty()).then(|| format!("{message}; {of} {verb} {}", names.join(", ")))
}

/// What the field or directive at fault takes.
fn arguments(rest: &str) -> Option<(String, &'static str, Vec<&'static str>)> {
    let (of, arguments) = if let Some((_, rest)) = rest.split_once(ON_FIELD) {
        let name = quoted(rest);
        (name.to_owned(), field(quoted(rest.split_once(OF_TYPE)?.1), name)?.arguments.as_slice())
    } else {
        let name = quoted(rest.split_once(ON_DIRECTIVE)?.1);
        (format!("@{name}"), directive(name))
    };
    let names: Vec<&str> = arguments.iter().map(|argument| argument.node.name.node.as_str()).collect();
    Some((of, "takes", if names.is_empty() { vec!["no arguments"] } else { names }))
}

/// What stands before the next quote.
fn quoted(text: &str) -> &str {
    text.split('"').next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_not_known_comes_with_those_that_are() {
        assert!(
            with_names("Unknown field \"snipet\" on type \"PageInfo\". Did you mean \"x\"?")
                .unwrap_or_default()
                .contains("; PageInfo knows endCursor, ")
        );
        let argument = |of: &str| with_names(&format!("Unknown argument \"x\" on {of}."));
        let told = argument("field \"search\" of type \"Query\"").unwrap_or_default();
        assert!(told.contains("\"Query\"; search takes text, filter, first"), "{told}");
        let told = argument("field \"totalCount\" of type \"TaskConnection\"").unwrap_or_default();
        assert!(told.ends_with("; totalCount takes no arguments"), "{told}");
        assert!(argument("directive \"skip\"").unwrap_or_default().ends_with("; @skip takes if"));
        assert_eq!(argument("field \"y\" of type \"Query\""), None);
        assert_eq!(with_names("Unknown field \"x\" on type \"Nobody\"."), None);
        assert_eq!(names("Role"), ["LEAD", "RESPONSIBLE", "SUPPORT"]);
        assert!(names("Decimal").is_empty());
    }

    #[test]
    fn the_roots_are_those_of_the_schema() {
        for kind in [OperationType::Query, OperationType::Mutation, OperationType::Subscription] {
            assert!(type_named(root(kind)).is_some(), "{kind}");
        }
        assert!(field("Query", "tasks").is_some_and(|field| !field.arguments.is_empty()));
        assert_eq!(directive("include").first().map(|argument| argument.node.name.node.as_str()), Some("if"));
    }
}
