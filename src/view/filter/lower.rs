//! From what clients write to the filters of the store: limits, and errors that name the place.

use std::fmt::Write;

use crate::error::{Error, Result};
use crate::message::Message;
use crate::store::filter::{Filter, Test};

/// Tests in one filter.
pub const MOST_TESTS: usize = 100;

/// How deep `and`, `or`, `not` and the filters of other nouns nest in one filter.
pub const MOST_DEPTH: usize = 6;

/// Values in one `in` or `notIn`.
pub const MOST_VALUES: usize = 100;

/// How a surface writes the place of a test.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spelling {
    /// `filter.number.eq`, as in GraphQL.
    Dots,
    /// `filter[number][eq]`, as in the query of an address.
    Brackets,
}

/// The way through one filter.
#[derive(Debug)]
pub struct Lowering {
    spelling: Spelling,
    place: Vec<String>,
    depth: usize,
    tests: usize,
}

impl Lowering {
    pub(super) const fn new(spelling: Spelling) -> Self {
        Self { spelling, place: Vec::new(), depth: 0, tests: 0 }
    }

    /// Does what belongs to one member.
    pub(super) fn at<T>(&mut self, name: &str, inside: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.place.push(camel(name));
        let done = inside(self)?;
        self.place.pop();
        Ok(done)
    }

    /// Does what lies one level deeper.
    pub(super) fn deeper<T>(&mut self, inside: impl FnOnce(&mut Self) -> Result<T>) -> Result<T> {
        self.depth += 1;
        if self.depth > MOST_DEPTH {
            return Err(self.wrong(Message::MostDeep(MOST_DEPTH as u64)));
        }
        let done = inside(self)?;
        self.depth -= 1;
        Ok(done)
    }

    /// Counts a test.
    pub(super) fn count(&mut self) -> Result<()> {
        self.tests += 1;
        if self.tests > MOST_TESTS {
            return Err(self.wrong(Message::MostTests(MOST_TESTS as u64)));
        }
        Ok(())
    }

    /// The error for what is wrong here.
    pub(super) fn wrong(&self, message: Message) -> Error {
        let mut place = String::from("filter");
        for name in &self.place {
            // Writing into a String never fails.
            let _ = match self.spelling {
                Spelling::Dots => write!(place, ".{name}"),
                Spelling::Brackets => write!(place, "[{name}]"),
            };
        }
        Error::invalid(place, message)
    }
}

/// `sub_number` as clients write it: `subNumber`.
fn camel(name: &str) -> String {
    let mut words = name.split('_');
    let mut camel = words.next().unwrap_or_default().to_owned();
    for word in words {
        let mut letters = word.chars();
        camel.extend(letters.next().map(|letter| letter.to_ascii_uppercase()));
        camel.push_str(letters.as_str());
    }
    camel
}

/// What a part of a filter means to the store.
pub trait Lower: Sized {
    /// What it tests.
    type Of;

    /// The store's filter.
    fn lower(self, to: &mut Lowering) -> Result<Filter<Self::Of>>;
}

/// The members `and`, `or` and `not`.
pub(super) fn groups<F: Lower>(
    to: &mut Lowering,
    and: Option<Vec<F>>,
    or: Option<Vec<F>>,
    not: Option<Box<F>>,
) -> Result<Vec<Filter<F::Of>>> {
    let mut all = Vec::new();
    if let Some(parts) = and {
        all.push(Filter::All(to.at("and", |to| many(to, parts))?));
    }
    if let Some(parts) = or {
        let parts = to.at("or", |to| {
            if parts.is_empty() { Err(to.wrong(Message::NeedsFilter)) } else { many(to, parts) }
        })?;
        all.push(Filter::Any(parts));
    }
    if let Some(part) = not {
        all.push(Filter::Not(Box::new(to.at("not", |to| to.deeper(|to| part.lower(to)))?)));
    }
    Ok(all)
}

fn many<F: Lower>(to: &mut Lowering, parts: Vec<F>) -> Result<Vec<Filter<F::Of>>> {
    let part = |(index, part): (usize, F)| {
        let before = to.tests;
        to.at(&index.to_string(), |to| {
            let lowered = to.deeper(|to| part.lower(to))?;
            // A part without a test counts as one: what is written must end somewhere.
            if to.tests == before {
                to.count()?;
            }
            Ok(lowered)
        })
    };
    parts.into_iter().enumerate().map(part).collect()
}

/// Tests of one field, one after the other.
pub(super) struct Tests<'a> {
    to: &'a mut Lowering,
    all: Vec<Filter<Test>>,
}

impl<'a> Tests<'a> {
    pub(super) const fn new(to: &'a mut Lowering) -> Self {
        Self { to, all: Vec::new() }
    }

    /// One operator, where it is given.
    pub(super) fn add<V>(
        &mut self,
        name: &str,
        value: Option<V>,
        test: impl FnOnce(V, &mut Lowering) -> Result<Filter<Test>>,
    ) -> Result<()> {
        if let Some(value) = value {
            self.to.count()?;
            self.all.push(self.to.at(name, |to| test(value, to))?);
        }
        Ok(())
    }

    /// `isNull`.
    pub(super) fn is_null(&mut self, value: Option<bool>) -> Result<()> {
        self.add("is_null", value, |null, _| {
            let none = Filter::Is(Test::IsNull);
            Ok(if null { none } else { Filter::Not(Box::new(none)) })
        })
    }

    pub(super) fn done(self) -> Filter<Test> {
        Filter::All(self.all)
    }
}
