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
    operations.map(|(_, operation)| measure.set(&operation.node.selection_set.node, deepest)).max().unwrap_or(0)
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
        match self.known.get(name) {
            Some(known) => known.unwrap_or(0),
            None => {
                let Some(fragment) = self.fragments.get(name) else { return 0 };
                self.known.insert(name, None);
                let total = self.set(&fragment.node.selection_set.node, deepest);
                self.known.insert(name, Some(total));
                total
            }
        }
    }
}
