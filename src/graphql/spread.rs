//! How many selections a query makes once its fragments are spread out.
//!
//! The engine follows every spread to measure a query, so that forty fragments that each spread the next one twice
//! would keep it busy for years before it refuses them. Here each fragment is measured once.

use std::collections::HashMap;

use async_graphql::Name;
use async_graphql::Positioned;
use async_graphql::parser::types::{ExecutableDocument, FragmentDefinition, Selection, SelectionSet};

/// A count that stands in for a nesting too deep to be followed.
const TOO_MANY: usize = usize::MAX;

type Fragments = HashMap<Name, Positioned<FragmentDefinition>>;

struct Measure<'a> {
    fragments: &'a Fragments,
    /// `None` while a fragment is being measured: one that spreads itself is the engine's to refuse.
    known: HashMap<&'a Name, Option<usize>>,
}

/// Selections of the document's longest operation, each fragment counted wherever it is spread; saturates.
#[must_use]
pub fn selections(document: &ExecutableDocument, deepest: usize) -> usize {
    let mut measure = Measure { fragments: &document.fragments, known: HashMap::new() };
    let operations = document.operations.iter();
    operations
        .map(|(_, operation)| measure.set(&operation.node.selection_set.node, deepest))
        .max()
        .unwrap_or(0)
}

impl<'a> Measure<'a> {
    fn set(&mut self, set: &'a SelectionSet, deepest: usize) -> usize {
        let Some(deepest) = deepest.checked_sub(1) else { return TOO_MANY };
        let mut total: usize = 0;
        for selection in &set.items {
            let below = match &selection.node {
                Selection::Field(field) => self.set(&field.node.selection_set.node, deepest),
                Selection::InlineFragment(fragment) => self.set(&fragment.node.selection_set.node, deepest),
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node, deepest),
            };
            total = total.saturating_add(below).saturating_add(1);
        }
        total
    }

    fn fragment(&mut self, name: &'a Name, deepest: usize) -> usize {
        if let Some(known) = self.known.get(name) {
            return known.unwrap_or(0);
        }
        let Some(fragment) = self.fragments.get(name) else { return 0 };
        self.known.insert(name, None);
        let total = self.set(&fragment.node.selection_set.node, deepest);
        self.known.insert(name, Some(total));
        total
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use async_graphql::parser::parse_query;

    use super::selections;

    fn count(query: &str) -> usize {
        selections(&parse_query(query).unwrap(), 50)
    }

    #[test]
    fn a_fragment_counts_wherever_it_is_spread() {
        assert_eq!(count("{ a b { c } }"), 3);
        // Each spread counts as one beside what it spreads.
        assert_eq!(count("{ ...F ...F } fragment F on Query { a b }"), 6);
        assert_eq!(count("query A { a } query B { a b }"), 2);
    }

    #[test]
    fn fragments_that_double_are_counted_and_not_followed() {
        let mut query = String::from("{ ...F0 } fragment F40 on Query { a }");
        for step in 0..40 {
            let _ = write!(query, " fragment F{step} on Query {{ ...F{n} ...F{n} }}", n = step + 1);
        }
        assert!(count(&query) > 1_000_000_000_000);
    }

    #[test]
    fn a_fragment_that_spreads_itself_or_nothing_ends() {
        assert_eq!(count("{ ...F } fragment F on Query { a ...F }"), 3);
        assert_eq!(count("{ ...Missing }"), 1);
    }
}
