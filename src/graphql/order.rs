//! Gives the fields of an answer in the order in which they were asked for, as the specification wants it: the engine
//! resolves them side by side and lists them in the order in which they were ready, which varies from run to run.

use std::collections::{HashMap, HashSet};

use async_graphql::parser::types::{ExecutableDocument, Selection, SelectionSet};
use async_graphql::{Name, Value};

/// The place of each field among its neighbours, and the order of what is below it.
#[derive(Default)]
struct Order<'d>(HashMap<&'d Name, (usize, Order<'d>)>);

/// Sorts the answer to the operation of this name, or to the only one. The document must be one that was answered:
/// validation and cost limits bound what it holds.
pub fn as_asked(answer: &mut Value, document: &ExecutableDocument, operation: Option<&str>) {
    if *answer == Value::Null {
        // Refused, or null as a whole.
        return;
    }
    let mut operations = document.operations.iter();
    let asked = operations.find(|(name, _)| operation.is_none() || name.map(Name::as_str) == operation);
    if let Some((_, asked)) = asked {
        sort(answer, &order(&[&asked.node.selection_set.node], document));
    }
}

fn sort(value: &mut Value, order: &Order<'_>) {
    match value {
        Value::Object(fields) => {
            fields.sort_by_cached_key(|name, _| order.0.get(name).map_or(usize::MAX, |(place, _)| *place));
            for (name, value) in fields.iter_mut() {
                if let Some((_, below)) = order.0.get(name) {
                    sort(value, below);
                }
            }
        }
        Value::List(rows) => rows.iter_mut().for_each(|row| sort(row, order)),
        _ => {}
    }
}

/// The fields of selections that are merged, fragments included.
fn order<'d>(selections: &[&'d SelectionSet], document: &'d ExecutableDocument) -> Order<'d> {
    let mut found = Found::default();
    for selection in selections {
        found.collect(selection, document);
    }
    let places = found.names.into_iter().enumerate();
    Order(
        places
            .map(|(place, name)| {
                (name, (place, order(found.below.get(name).map_or(&[], Vec::as_slice), document)))
            })
            .collect(),
    )
}

#[derive(Default)]
struct Found<'d> {
    names: Vec<&'d Name>,
    below: HashMap<&'d Name, Vec<&'d SelectionSet>>,
    spread: HashSet<&'d Name>,
}

impl<'d> Found<'d> {
    fn collect(&mut self, selection: &'d SelectionSet, document: &'d ExecutableDocument) {
        for item in &selection.items {
            match &item.node {
                Selection::Field(field) => {
                    let name = &field.node.response_key().node;
                    let below = self.below.entry(name).or_default();
                    if below.is_empty() {
                        self.names.push(name);
                    }
                    below.push(&field.node.selection_set.node);
                }
                Selection::InlineFragment(fragment) => {
                    self.collect(&fragment.node.selection_set.node, document);
                }
                Selection::FragmentSpread(spread) => {
                    let name = &spread.node.fragment_name.node;
                    // A second spread among the same neighbours adds nothing.
                    if let Some(fragment) = document.fragments.get(name).filter(|_| self.spread.insert(name))
                    {
                        self.collect(&fragment.node.selection_set.node, document);
                    }
                }
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use async_graphql::parser::parse_query;

    use super::*;

    #[test]
    fn fields_come_in_the_order_of_the_question() {
        let document = parse_query(
            "{ report { ...Head tasks { nodes { number last: text } } year ... on Report { id } } } \
             fragment Head on Report { title tasks { totalCount nodes { text } } }",
        )
        .unwrap();
        let mut answer: Value = serde_json::from_str(
            r#"{ "report": { "id": 1, "year": 2024,
                "tasks": { "nodes": [{ "last": "b", "number": 1, "text": "b" }], "totalCount": 1 }, "title": "a" } }"#,
        )
        .unwrap();
        as_asked(&mut answer, &document, None);
        assert_eq!(
            serde_json::to_string(&answer).unwrap(),
            r#"{"report":{"title":"a","tasks":{"totalCount":1,"nodes":[{"text":"b","number":1,"last":"b"}]},"year":2024,"id":1}}"#
        );
    }
}
