//! The names that a type has, for those who used one that it has not.

use std::collections::HashMap;
use std::sync::LazyLock;

use async_graphql::parser::parse_schema;
use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};

/// How the engine names the type at fault in what it says of a name that is not known.
const PHRASES: [(&str, &str); 3] = [
    ("\" of type \"", "unknown field \""),
    ("enumeration type \"", "\" does not contain the value \""),
    ("\" on type \"", "Unknown field \""),
];

/// The names of every type, as the schema lists them: fields of an object, members of an input, words of an enumeration.
static NAMES: LazyLock<HashMap<String, Vec<String>>> = LazyLock::new(|| {
    // The schema is made by the same program; without it nothing is added.
    let Ok(document) = parse_schema(super::sdl()) else { return HashMap::new() };
    let types = document.definitions.into_iter().filter_map(|definition| match definition {
        TypeSystemDefinition::Type(of) => Some(of.node),
        _ => None,
    });
    let named = types.map(|of| {
        let names = match of.kind {
            TypeKind::Object(of) => of.fields.iter().map(|field| field.node.name.to_string()).collect(),
            TypeKind::Interface(of) => of.fields.iter().map(|field| field.node.name.to_string()).collect(),
            TypeKind::InputObject(of) => of.fields.iter().map(|field| field.node.name.to_string()).collect(),
            TypeKind::Enum(of) => of.values.iter().map(|word| word.node.value.to_string()).collect(),
            TypeKind::Scalar | TypeKind::Union(_) => Vec::new(),
        };
        (of.name.to_string(), names)
    });
    named.collect()
});

/// The message of the engine with the names that are known where one was not; `None` where it speaks of something else.
pub fn with_known(message: &str) -> Option<String> {
    let (before, _) = PHRASES.iter().find(|(_, also)| message.contains(also))?;
    let of = message.split_once(before)?.1.split('"').next()?;
    let names = NAMES.get(of).filter(|names| !names.is_empty())?;
    let message = message.trim_end_matches('.');
    Some(format!("{message}; {of} knows {}", names.join(", ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_not_known_comes_with_those_that_are() {
        let known = |message: &str| with_known(message).unwrap_or_default();
        assert_eq!(
            known("Invalid value for argument \"filter\", unknown field \"foo\" of type \"RoleTest\""),
            "Invalid value for argument \"filter\", unknown field \"foo\" of type \"RoleTest\"; RoleTest knows eq, in, isNull, ne, notIn"
        );
        assert!(
            known("Invalid value for argument \"role\", enumeration type \"Role\" does not contain the value \"BOSS\"")
                .ends_with("; Role knows LEAD, RESPONSIBLE, SUPPORT")
        );
        assert!(
            known("Unknown field \"snipet\" on type \"PageInfo\". Did you mean \"x\"?")
                .contains("; PageInfo knows endCursor, ")
        );
        assert_eq!(with_known("Unknown argument \"x\" on field \"y\" of type \"Query\"."), None);
        assert_eq!(with_known("enumeration type \"Nobody\" does not contain the value \"a\""), None);
    }
}
