//! Values held against the types of the schema before anything runs: those that a document holds, and those of its
//! variables. The engine leaves out what its scalars cannot read, and every argument in which a variable has no value.

use std::fmt::{Display, Formatter, Result as Written};

use async_graphql::parser::types::{
    BaseType, Directive, ExecutableDocument, InputObjectType, InputValueDefinition, OperationDefinition,
    Selection, SelectionSet, Type, TypeKind,
};
use async_graphql::{InputType, Name, Pos, Positioned, ServerError, Variables};
use async_graphql_value::{ConstValue, Value};
use rust_decimal::Decimal;

use super::errors::{fault, of_argument};
use super::known;
use crate::message::{Form, Message, listed};
use crate::view::Date;

/// Characters of a wrong value that are shown again.
const SHOWN: usize = 60;

/// Wrong values of a document that are told at once.
const TOLD: usize = 20;

/// What is wrong with the variables of an operation: values that their types cannot take, and values that are missing.
#[must_use]
pub fn of_variables(operation: &OperationDefinition, variables: &Variables) -> Vec<ServerError> {
    let held = operation.variable_definitions.iter().filter_map(|definition| {
        let (name, wanted) = (&definition.node.name.node, &definition.node.var_type.node);
        let wrong = match variables.get(name).or_else(|| definition.node.default_value()) {
            None if wanted.nullable => None,
            None => Some(lacking(name, wanted, Message::NoVariable)),
            Some(ConstValue::Null) if !wanted.nullable => Some(lacking(name, wanted, Message::NullVariable)),
            Some(value) => Place::in_json(&format!("${name}")).wrong(&value.clone().into_value(), wanted),
        };
        wrong.map(|wrong| wrong.at(definition.pos))
    });
    held.collect()
}

fn lacking(name: &Name, wanted: &Type, lack: impl Fn(String, String) -> Message) -> Wrong {
    let place = format!("${name}");
    let message = lack(place.clone(), wanted.to_string());
    Wrong { place, message, is_whole: true }
}

/// What is wrong with the values that stand in a document; variables are left to [`of_variables`].
#[must_use]
pub fn of_document(document: &ExecutableDocument) -> Vec<ServerError> {
    let mut reading = Reading::default();
    for (_, operation) in document.operations.iter() {
        let OperationDefinition { ty, variable_definitions, directives, selection_set } = &operation.node;
        for definition in variable_definitions {
            if let Some(default) = &definition.node.default_value {
                let place = format!("${}", definition.node.name.node);
                let value = default.node.clone().into_value();
                let wrong = Place::of(&place).wrong(&value, &definition.node.var_type.node);
                reading.found.extend(wrong.map(|wrong| wrong.at(default.pos)));
            }
            reading.directives(&definition.node.directives);
        }
        reading.directives(directives);
        reading.sets.push((known::root(*ty), &selection_set.node));
    }
    for fragment in document.fragments.values() {
        reading.directives(&fragment.node.directives);
        reading.sets.push((&fragment.node.type_condition.node.on.node, &fragment.node.selection_set.node));
    }
    while let Some((of, set)) = reading.sets.pop() {
        reading.set(of, set);
    }
    reading.found.sort_by_key(|error| error.locations.first().map(|place| (place.line, place.column)));
    reading.found.truncate(TOLD);
    reading.found
}

/// Selections that are still to be read, each with the type that it is of, and what was found.
#[derive(Default)]
struct Reading<'d> {
    sets: Vec<(&'d str, &'d SelectionSet)>,
    found: Vec<ServerError>,
}

impl<'d> Reading<'d> {
    fn set(&mut self, of: &'d str, set: &'d SelectionSet) {
        for selection in &set.items {
            self.directives(selection.node.directives());
            match &selection.node {
                Selection::Field(field) => {
                    // Of a field that is not known the engine speaks.
                    let Some(known) = known::field(of, &field.node.name.node) else { continue };
                    self.arguments(&known.arguments, &field.node.arguments);
                    self.sets.push((base(&known.ty.node), &field.node.selection_set.node));
                }
                Selection::InlineFragment(fragment) => {
                    let condition = fragment.node.type_condition.as_ref();
                    let of = condition.map_or(of, |condition| &condition.node.on.node);
                    self.sets.push((of, &fragment.node.selection_set.node));
                }
                Selection::FragmentSpread(_) => {}
            }
        }
    }

    fn directives(&mut self, directives: &'d [Positioned<Directive>]) {
        for directive in directives {
            self.arguments(known::directive(&directive.node.name.node), &directive.node.arguments);
        }
    }

    fn arguments(
        &mut self,
        known: &[Positioned<InputValueDefinition>],
        given: &[(Positioned<Name>, Positioned<Value>)],
    ) {
        for (name, value) in given {
            let known = known.iter().find(|known| known.node.name.node == name.node);
            let wrong = known.and_then(|known| Place::of(&name.node).wrong(&value.node, &known.node.ty.node));
            self.found.extend(wrong.map(|wrong| wrong.at(value.pos)));
        }
    }
}

fn base(of: &Type) -> &str {
    match &of.base {
        BaseType::Named(name) => name,
        BaseType::List(of) => base(of),
    }
}

/// A value that does not fit.
struct Wrong {
    /// The argument or variable, and the way to the value in it.
    place: String,
    message: Message,
    /// Whether the message names the place itself.
    is_whole: bool,
}

impl Wrong {
    fn at(self, place: Pos) -> ServerError {
        let mut error = if self.is_whole {
            fault("BAD_USER_INPUT", self.message)
        } else {
            of_argument(&self.place, self.message)
        };
        error.extensions.get_or_insert_default().set("argument", self.place);
        error.locations.push(place);
        error
    }
}

/// Where a value stands: the argument or variable, then names and numbers in lists.
#[derive(Clone, Copy)]
struct Place<'p> {
    above: Option<&'p Self>,
    step: Step<'p>,
    /// Whether the value came as JSON, which has no words but texts.
    is_json: bool,
}

#[derive(Clone, Copy)]
enum Step<'p> {
    Name(&'p str),
    Number(usize),
}

impl Display for Place<'_> {
    fn fmt(&self, to: &mut Formatter<'_>) -> Written {
        if let Some(above) = self.above {
            write!(to, "{above}.")?;
        }
        match self.step {
            Step::Name(name) => to.write_str(name),
            Step::Number(number) => write!(to, "{number}"),
        }
    }
}

impl<'p> Place<'p> {
    const fn of(name: &'p str) -> Self {
        Self { above: None, step: Step::Name(name), is_json: false }
    }

    const fn in_json(name: &'p str) -> Self {
        Self { is_json: true, ..Self::of(name) }
    }

    const fn below(&'p self, step: Step<'p>) -> Self {
        Self { above: Some(self), step, is_json: self.is_json }
    }

    fn found(&self, message: Message) -> Wrong {
        Wrong { place: self.to_string(), message, is_whole: false }
    }

    /// The first thing that is wrong with a value.
    fn wrong(&self, value: &Value, wanted: &Type) -> Option<Wrong> {
        match (value, &wanted.base) {
            // Whether its type fits here is the engine's to say.
            (Value::Variable(_), _) => None,
            (Value::Null, _) if wanted.nullable => None,
            (Value::Null, _) => Some(self.found(Message::NotNull(wanted.to_string()))),
            (Value::List(parts), BaseType::List(of)) => {
                let mut parts = parts.iter().enumerate();
                parts.find_map(|(number, part)| self.below(Step::Number(number)).wrong(part, of))
            }
            // One stands for a list of one.
            (single, BaseType::List(of)) => self.wrong(single, of),
            (value, BaseType::Named(name)) => match known::type_named(name) {
                Some(TypeKind::InputObject(of)) => self.object(value, name, of),
                Some(TypeKind::Enum(_)) => self.word(value, name),
                // What is no type of an input, the engine refuses.
                _ => self.scalar(value, name),
            },
        }
    }

    fn object(&self, value: &Value, name: &str, of: &InputObjectType) -> Option<Wrong> {
        let Value::Object(members) = value else {
            let message = if name.ends_with("Test") { Message::NotTest } else { Message::NotObject };
            return Some(self.found(message(name.to_owned(), shown(value), listed(known::names(name)))));
        };
        let fields = || of.fields.iter().map(|field| &field.node);
        for (member, value) in members {
            let Some(field) = fields().find(|field| field.name.node == *member) else {
                let message = Message::UnknownInput(name.to_owned(), listed(known::names(name)));
                return Some(self.below(Step::Name(member)).found(message));
            };
            let wrong = self.below(Step::Name(member)).wrong(value, &field.ty.node);
            if wrong.is_some() {
                return wrong;
            }
        }
        let lacks = |field: &&InputValueDefinition| {
            !field.ty.node.nullable
                && field.default_value.is_none()
                && !members.contains_key(&field.name.node)
        };
        let field = fields().find(lacks)?;
        Some(self.below(Step::Name(&field.name.node)).found(Message::Missing(field.ty.node.to_string())))
    }

    fn word(&self, value: &Value, name: &str) -> Option<Wrong> {
        let known = known::names(name);
        let given = match value {
            Value::Enum(word) => Some(word.as_str()),
            Value::String(word) => Some(word.as_str()),
            _ => None,
        };
        if let Some(given) = given.filter(|given| known.contains(given)) {
            let is_quoted = !self.is_json && matches!(value, Value::String(_));
            return is_quoted.then(|| self.found(Message::QuotedWord(name.to_owned(), given.to_owned())));
        }
        Some(self.found(Message::UnknownWord(shown(value), name.to_owned(), listed(known))))
    }

    fn scalar(&self, value: &Value, name: &str) -> Option<Wrong> {
        let (_, reads, form) = SCALARS.iter().find(|(known, ..)| *known == name)?;
        // A list or an object with a variable in it is no scalar either.
        let is_read = value.clone().into_const().is_some_and(reads);
        (!is_read).then(|| self.found(Message::NotScalar(name.to_owned(), *form, shown(value))))
    }
}

/// Whether a scalar can read a value.
type Reads = fn(ConstValue) -> bool;

/// The scalars of inputs: whether they can read a value, and what they are.
const SCALARS: [(&str, Reads, Form); 6] = [
    ("Boolean", reads::<bool>, Form::Truth),
    ("Decimal", reads::<Decimal>, Form::Decimal),
    ("ID", reads::<async_graphql::ID>, Form::Text),
    ("Int", reads::<i32>, Form::Int),
    ("NaiveDate", reads::<Date>, Form::Day),
    ("String", reads::<String>, Form::Text),
];

fn reads<T: InputType>(value: ConstValue) -> bool {
    T::parse(Some(value)).is_ok()
}

fn shown(value: &Value) -> String {
    let text = value.to_string();
    match text.char_indices().nth(SHOWN) {
        Some((end, _)) => format!("{}…", text.get(..end).unwrap_or_default()),
        None => text,
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_schema;
    use async_graphql::parser::types::{TypeKind, TypeSystemDefinition};

    use super::*;

    #[test]
    fn every_scalar_that_an_input_can_have_is_read() {
        let schema = parse_schema(crate::graphql::sdl()).unwrap();
        let mut taken: Vec<InputValueDefinition> = Vec::new();
        for definition in schema.definitions {
            let TypeSystemDefinition::Type(of) = definition else { continue };
            match of.node.kind {
                TypeKind::InputObject(of) => taken.extend(of.fields.into_iter().map(|field| field.node)),
                TypeKind::Object(of) => {
                    let arguments = of.fields.into_iter().flat_map(|field| field.node.arguments);
                    taken.extend(arguments.map(|argument| argument.node));
                }
                _ => {}
            }
        }
        assert!(taken.len() > 100);
        for of in taken.iter().map(|value| base(&value.ty.node)) {
            let is_scalar =
                !matches!(known::type_named(of), Some(TypeKind::InputObject(_) | TypeKind::Enum(_)));
            assert!(!is_scalar || SCALARS.iter().any(|(known, ..)| *known == of), "{of}");
        }
    }
}
