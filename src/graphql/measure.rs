//! What a query asks for before anything runs: tokens, nesting, aliases, directives, and its length with fragments
//! spread out, each held against its limit.
//!
//! The engine follows every spread to measure a query, so that forty fragments that each spread the next one twice
//! would keep it busy for years before it refuses them. Here each fragment is measured once.

use std::collections::HashMap;

use async_graphql::parser::parse_query;
use async_graphql::parser::types::{
    Directive, ExecutableDocument, FragmentDefinition, Selection, SelectionSet,
};
use async_graphql::{Name, Pos, Positioned, ServerError};

use super::errors::{fault, numbered, parse_failed};
use super::tokens::{self, Counted};
use super::{QueryLimits, values};
use crate::message::{Message, listed};
use crate::view::filter::MOST_DEPTH;

/// What a query asks for. Saturated counts stand for a nesting too deep to be followed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Measure {
    /// Tokens of the text.
    pub tokens: usize,
    /// Fields and fragments of the longest operation, each fragment counted wherever it is spread.
    pub selections: usize,
    /// Fields under another name, counted in the same way.
    pub aliases: usize,
    /// Directives, counted in the same way.
    pub directives: usize,
    /// Fields inside one another.
    pub depth: usize,
    /// Fields of the answer to what it asks of the schema itself.
    schema: usize,
    /// The same of a selection, were it asked of the schema.
    rows: usize,
}

const TOO_MUCH: Measure = Measure {
    tokens: 0,
    selections: usize::MAX,
    aliases: usize::MAX,
    directives: usize::MAX,
    depth: usize::MAX,
    schema: usize::MAX,
    rows: usize::MAX,
};

impl Measure {
    /// Side by side.
    fn and(self, other: Self) -> Self {
        Self {
            tokens: 0,
            selections: self.selections.saturating_add(other.selections),
            aliases: self.aliases.saturating_add(other.aliases),
            directives: self.directives.saturating_add(other.directives),
            depth: self.depth.max(other.depth),
            schema: self.schema.saturating_add(other.schema),
            rows: self.rows.saturating_add(other.rows),
        }
    }

    /// The greater of each.
    fn or(self, other: Self) -> Self {
        Self {
            tokens: 0,
            selections: self.selections.max(other.selections),
            aliases: self.aliases.max(other.aliases),
            directives: self.directives.max(other.directives),
            depth: self.depth.max(other.depth),
            schema: self.schema.max(other.schema),
            rows: self.rows.max(other.rows),
        }
    }

    /// What the questions about the schema cost. The engine takes each of their fields for one, however often it comes in the
    /// answer: types that lead to one another again and again would fill the memory, and never wait, so that no limit of time
    /// could end them.
    #[must_use]
    pub const fn introspection(&self) -> usize {
        self.schema.div_ceil(SCHEMA_FIELDS)
    }
}

/// Fields of an answer about the schema that cost as much as one field out of the database.
const SCHEMA_FIELDS: usize = 20;

/// How often what stands below a field comes in an answer about the schema: the lists, on the high side of what a type has.
fn times(field: &str) -> usize {
    match field {
        "types" => 200,
        "possibleTypes" => 8,
        "fields" | "inputFields" => 6,
        "enumValues" | "directives" => 4,
        "args" => 3,
        _ => 1,
    }
}

/// Fragments nest at most this deep, whatever they cost.
pub const RECURSION: usize = 48;

/// Lists and objects inside one another in one value: as many as the deepest filter has, where each level is a list of
/// objects and the last a test with a list of values. Whoever reads a value needs stack for each.
pub const NESTING: usize = 2 * MOST_DEPTH + 4;

/// Parses a query that keeps within its limits; the cost limit is the engine's, which knows the arguments.
pub fn parse(
    query: &str,
    limits: &QueryLimits,
) -> Result<(ExecutableDocument, Measure), Box<(ServerError, Measure)>> {
    let Counted { tokens, nesting } = tokens::count(query, limits.tokens);
    let mut measure = Measure { tokens, ..Measure::default() };
    if tokens > limits.tokens {
        let message = Message::Tokens(u64::try_from(limits.tokens).unwrap_or(u64::MAX));
        return Err(Box::new((numbered(fault("QUERY_TOO_LONG", message), None, limits.tokens), measure)));
    }
    if tokens == 0 {
        let mut error = fault("GRAPHQL_PARSE_FAILED", Message::EmptyQuery);
        error.locations.push(Pos { line: 1, column: 1 });
        return Err(Box::new((error, measure)));
    }
    if nesting > NESTING {
        return Err(Box::new((values::too_deep(NESTING), measure)));
    }
    let document = parse_query(query).map_err(|error| Box::new((parse_failed(error), measure)))?;
    let (counted, cycle) = of(&document, RECURSION + 2);
    measure = Measure { tokens, ..counted };
    if let Some(cycle) = cycle {
        return Err(Box::new((spreads_itself(&document, &cycle), measure)));
    }
    match measure.beyond(limits) {
        Some(error) => Err(Box::new((error, measure))),
        None => Ok((document, measure)),
    }
}

/// A message of what was asked for and what is allowed.
type Told = fn(String, u64) -> Message;

/// The error for fragments that spread one another in a ring. The engine would say no more than that they are too deep.
fn spreads_itself(document: &ExecutableDocument, cycle: &[&Name]) -> ServerError {
    let mut names = cycle.iter();
    let first = names.next().map(ToString::to_string).unwrap_or_default();
    let through = listed(names.map(|name| format!("{:?}", name.as_str())));
    let message = if through.is_empty() {
        Message::SpreadsItself(first)
    } else {
        Message::SpreadsItselfThrough(first, through)
    };
    let mut error = fault("GRAPHQL_VALIDATION_FAILED", message);
    let place = cycle.first().and_then(|name| document.fragments.get(*name)).map(|fragment| fragment.pos);
    error.locations.extend(place);
    error
}

impl Measure {
    fn beyond(&self, limits: &QueryLimits) -> Option<ServerError> {
        let held: [(usize, usize, &str, Told); 3] = [
            (self.aliases, limits.aliases, "QUERY_TOO_MANY_ALIASES", Message::Aliases),
            (self.directives, limits.directives, "QUERY_TOO_MANY_DIRECTIVES", Message::Directives),
            (self.selections, limits.complexity, "QUERY_TOO_COMPLEX", Message::Fields),
        ];
        // A nesting that was not followed has no other number to show.
        let (asked, limit, code, what) = if self.depth > limits.depth {
            (self.depth, limits.depth, "QUERY_TOO_DEEP", Message::Levels as Told)
        } else {
            held.into_iter().find(|(asked, limit, _, _)| asked > limit)?
        };
        let asked = (asked < usize::MAX).then_some(asked);
        let number = asked.map_or_else(|| format!("more than {limit}"), |asked| asked.to_string());
        let message = what(number, u64::try_from(limit).unwrap_or(u64::MAX));
        Some(numbered(fault(code, message), asked, limit))
    }
}

type Fragments = HashMap<Name, Positioned<FragmentDefinition>>;

struct Measuring<'a> {
    fragments: &'a Fragments,
    known: HashMap<&'a Name, Measure>,
    /// Fragments that are being measured, from the outermost on.
    open: Vec<&'a Name>,
    /// The first that spreads itself, and those through which it does.
    cycle: Option<Vec<&'a Name>>,
}

/// The greatest measures of the document's operations, and the first fragments that spread one another in a ring.
#[must_use]
pub fn of(document: &ExecutableDocument, deepest: usize) -> (Measure, Option<Vec<&Name>>) {
    let mut measuring =
        Measuring { fragments: &document.fragments, known: HashMap::new(), open: Vec::new(), cycle: None };
    let greatest = document.operations.iter().fold(Measure::default(), |greatest, (_, operation)| {
        let below = measuring.set(&operation.node.selection_set.node, deepest);
        let variables = operation.node.variable_definitions.iter();
        let directives = variables.map(|variable| variable.node.directives.len()).sum();
        greatest.or(below
            .and(marked(&operation.node.directives))
            .and(Measure { directives, ..Measure::default() }))
    });
    (greatest, measuring.cycle)
}

fn marked(directives: &[Positioned<Directive>]) -> Measure {
    Measure { directives: directives.len(), ..Measure::default() }
}

impl<'a> Measuring<'a> {
    fn set(&mut self, set: &'a SelectionSet, deepest: usize) -> Measure {
        let Some(deepest) = deepest.checked_sub(1) else { return TOO_MUCH };
        let mut total = Measure::default();
        for selection in &set.items {
            let one = Measure { selections: 1, ..marked(selection.node.directives()) };
            let below = match &selection.node {
                Selection::Field(field) => {
                    let below = self.set(&field.node.selection_set.node, deepest);
                    let aliases = below.aliases.saturating_add(usize::from(field.node.alias.is_some()));
                    let name = field.node.name.node.as_str();
                    let rows = below.rows.saturating_mul(times(name)).saturating_add(1);
                    let asked = if matches!(name, "__schema" | "__type") { rows } else { 0 };
                    let schema = below.schema.saturating_add(asked);
                    Measure { aliases, depth: below.depth.saturating_add(1), schema, rows, ..below }
                }
                Selection::InlineFragment(fragment) => self.set(&fragment.node.selection_set.node, deepest),
                Selection::FragmentSpread(spread) => self.fragment(&spread.node.fragment_name.node, deepest),
            };
            total = total.and(below).and(one);
        }
        total
    }

    fn fragment(&mut self, name: &'a Name, deepest: usize) -> Measure {
        if let Some(known) = self.known.get(name) {
            return *known;
        }
        if let Some(place) = self.open.iter().position(|open| *open == name) {
            self.cycle.get_or_insert_with(|| self.open.iter().skip(place).copied().collect());
            return Measure::default();
        }
        let Some(fragment) = self.fragments.get(name) else { return Measure::default() };
        self.open.push(name);
        let directives = marked(&fragment.node.directives);
        let total = self.set(&fragment.node.selection_set.node, deepest).and(directives);
        self.open.pop();
        self.known.insert(name, total);
        total
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write;

    use async_graphql::parser::parse_query;

    use super::{Measure, of};

    fn measure(query: &str) -> Measure {
        of(&parse_query(query).unwrap(), 50).0
    }

    fn count(query: &str) -> usize {
        measure(query).selections
    }

    #[test]
    fn a_fragment_counts_wherever_it_is_spread() {
        assert_eq!(count("{ a b { c } }"), 3);
        // Each spread counts as one beside what it spreads.
        assert_eq!(count("{ ...F ...F } fragment F on Query { a b }"), 6);
        assert_eq!(count("query A { a } query B { a b }"), 2);
    }

    #[test]
    fn aliases_directives_and_levels_are_counted_through_fragments() {
        let found = measure(
            "query Q($a: Int @d) @d { x: a @include(if: true) { ...F @d } ...F } fragment F on T @d { y: b { c } }",
        );
        assert_eq!(
            (found.aliases, found.directives, found.depth),
            (3, 6, 3),
            "x and y twice; four in place and one of the fragment twice; x y c"
        );
    }

    #[test]
    fn fragments_that_double_are_counted_and_not_followed() {
        let mut query = String::from("{ ...F0 } fragment F40 on Query { x: a @d }");
        for step in 0..40 {
            let _ = write!(query, " fragment F{step} on Query {{ ...F{n} ...F{n} }}", n = step + 1);
        }
        let found = measure(&query);
        assert!(found.selections > 1_000_000_000_000);
        assert!(found.aliases > 1_000_000_000_000 && found.directives > 1_000_000_000_000);
        assert_eq!(found.depth, 1);
    }

    #[test]
    fn a_question_about_the_schema_counts_its_lists() {
        let cost = |query: &str| measure(query).introspection();
        assert_eq!(cost("{ types { fields { name } } __typename }"), 0, "not asked of the schema");
        assert_eq!(cost("{ __type(name: \"Task\") { name } }"), 1);
        // One, its types, the fields of each, and their names.
        let fields = (1 + 1 + 200 * (1 + 6)) / 20;
        assert_eq!(cost("{ __schema { types { fields { name } } } }"), fields + 1);
        assert_eq!(
            cost(
                "{ ...S } fragment S on Query { __schema { types { ...F } } } fragment F on __Type { fields { name } }"
            ),
            fields + 1
        );
        let ring = "possibleTypes { interfaces { ".repeat(8) + "name" + &" } }".repeat(8);
        assert!(cost(&format!("{{ __type(name: \"Node\") {{ {ring} }} }}")) > 1_000_000);
    }

    #[test]
    fn a_fragment_that_spreads_itself_or_nothing_ends() {
        assert_eq!(count("{ ...F } fragment F on Query { a ...F }"), 3);
        assert_eq!(count("{ ...Missing }"), 1);
    }

    #[test]
    fn fragments_in_a_ring_are_found_with_the_way_round() {
        let cycle = |query: &str| {
            let document = parse_query(query).unwrap();
            of(&document, 50).1.map(|names| names.into_iter().map(ToString::to_string).collect::<Vec<_>>())
        };
        assert_eq!(cycle("{ ...F ...F } fragment F on Query { a }"), None);
        assert_eq!(cycle("{ ...F } fragment F on Query { a ...F }"), Some(vec!["F".to_owned()]));
        let ring =
            "{ ...A } fragment A on Q { ...B } fragment B on Q { a { ...C } } fragment C on Q { ...B }";
        assert_eq!(cycle(ring), Some(vec!["B".to_owned(), "C".to_owned()]));
    }
}
