//! Filters: a tree of tests over the fields of one noun.
//!
//! Every test is true or false, never unknown: what has no value equals nothing, is greater than nothing and contains
//! nothing, and `not` turns that round. Text is tested character by character on both databases, capitals apart.

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{Condition, DatabaseBackend};

use super::sort::present;
use super::value::{Column, Value};

/// Conditions over tests of the kind `T`.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Filter<T> {
    /// All of these hold; the empty one lets everything through.
    All(Vec<Filter<T>>),
    /// One of these holds at least; the empty one lets nothing through.
    Any(Vec<Filter<T>>),
    /// This does not hold.
    Not(Box<Filter<T>>),
    /// This test holds.
    Is(T),
}

impl<T> Default for Filter<T> {
    fn default() -> Self {
        Self::All(Vec::new())
    }
}

impl<T> From<T> for Filter<T> {
    fn from(test: T) -> Self {
        Self::Is(test)
    }
}

impl<T> Filter<T> {
    /// Both hold.
    #[must_use]
    pub fn and(self, test: T) -> Self {
        Self::All(vec![Self::Is(test), self])
    }

    /// The same tree over other tests.
    pub fn map<U>(self, change: &impl Fn(T) -> U) -> Filter<U> {
        let many = |parts: Vec<Self>| parts.into_iter().map(|part| part.map(change)).collect();
        match self {
            Self::All(parts) => Filter::All(many(parts)),
            Self::Any(parts) => Filter::Any(many(parts)),
            Self::Not(part) => Filter::Not(Box::new(part.map(change))),
            Self::Is(test) => Filter::Is(change(test)),
        }
    }

    /// Whether any test of the tree is such a one.
    pub fn any(&self, such: &impl Fn(&T) -> bool) -> bool {
        match self {
            Self::All(parts) | Self::Any(parts) => parts.iter().any(|part| part.any(such)),
            Self::Not(part) => part.any(such),
            Self::Is(test) => such(test),
        }
    }

    /// Whether it holds, where `holds` tells so of each test.
    pub fn holds(&self, holds: &impl Fn(&T) -> bool) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.holds(holds)),
            Self::Any(parts) => parts.iter().any(|part| part.holds(holds)),
            Self::Not(part) => !part.holds(holds),
            Self::Is(test) => holds(test),
        }
    }

    /// The condition of a statement, where `condition` gives that of each test.
    pub(super) fn condition(&self, condition: &impl Fn(&T) -> Condition) -> Condition {
        match self {
            Self::All(parts) => {
                parts.iter().fold(Condition::all(), |all, part| all.add(part.condition(condition)))
            }
            Self::Any(parts) if parts.is_empty() => Condition::all().add(Expr::cust("1 = 0")),
            Self::Any(parts) => {
                parts.iter().fold(Condition::any(), |any, part| any.add(part.always().condition(condition)))
            }
            Self::Not(part) => part.always().condition(condition).not(),
            Self::Is(test) => condition(test),
        }
    }

    /// An empty `All` inside `Any` and `Not` must be said, since a condition without parts is left out.
    fn always(&self) -> Always<'_, T> {
        Always(self)
    }
}

struct Always<'a, T>(&'a Filter<T>);

impl<T> Always<'_, T> {
    fn condition(&self, condition: &impl Fn(&T) -> Condition) -> Condition {
        Condition::all().add(Expr::cust("1 = 1")).add(self.0.condition(condition))
    }
}

/// A test of one field.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Test {
    /// The value is this one.
    Eq(Value),
    /// The value is one of these.
    In(Vec<Value>),
    /// The value is greater.
    Gt(Value),
    /// The value is greater or the same.
    Gte(Value),
    /// The value is smaller.
    Lt(Value),
    /// The value is smaller or the same.
    Lte(Value),
    /// The text contains this one.
    Contains(String),
    /// The text starts with this one.
    StartsWith(String),
    /// There is no value.
    IsNull,
}

impl Test {
    /// Whether it holds of a value.
    #[must_use]
    pub fn holds(&self, value: &Value) -> bool {
        let order = |other: &Value| value.order(other);
        let text = |test: &dyn Fn(&str) -> bool| matches!(value, Value::Text(text) if test(text));
        match self {
            Self::IsNull => *value == Value::None,
            _ if *value == Value::None => false,
            Self::Eq(other) => value == other,
            Self::In(others) => others.contains(value),
            Self::Gt(other) => order(other).is_some_and(std::cmp::Ordering::is_gt),
            Self::Gte(other) => order(other).is_some_and(std::cmp::Ordering::is_ge),
            Self::Lt(other) => order(other).is_some_and(std::cmp::Ordering::is_lt),
            Self::Lte(other) => order(other).is_some_and(std::cmp::Ordering::is_le),
            Self::Contains(part) => text(&|text| text.contains(part.as_str())),
            Self::StartsWith(start) => text(&|text| text.starts_with(start.as_str())),
        }
    }

    /// How many values it binds.
    pub(super) const fn weight(&self) -> usize {
        match self {
            Self::In(values) => values.len(),
            _ => 3,
        }
    }

    /// The condition that it holds of a column.
    pub(super) fn condition(&self, column: &Column, backend: DatabaseBackend) -> Condition {
        let raw = || column.expr.clone();
        let left = || column.ordered(backend);
        let right = |value: &Value| value.clone().ordered(backend);
        let postgres = backend == DatabaseBackend::Postgres;
        let test = match self {
            Self::IsNull if !column.nullable => return Condition::all().add(Expr::cust("1 = 0")),
            Self::IsNull => return Condition::all().add(raw().is_null()),
            // Equal decimals are equal text, so that an index serves.
            Self::Eq(value) => raw().eq(value.clone().bound()),
            Self::In(values) => raw().is_in(values.iter().cloned().map(Value::bound)),
            Self::Gt(value) => left().gt(right(value)),
            Self::Gte(value) => left().gte(right(value)),
            Self::Lt(value) => left().lt(right(value)),
            Self::Lte(value) => left().lte(right(value)),
            Self::Contains(part) => {
                let template = if postgres { "strpos($1, $2) > 0" } else { "instr(?, ?) > 0" };
                Expr::cust_with_exprs(template, [raw(), Expr::value(part.as_str())])
            }
            Self::StartsWith(start) => {
                let (template, start) = (
                    if postgres { "starts_with($1, $2)" } else { "substr(?, 1, length(?)) = ?" },
                    Expr::value(start.as_str()),
                );
                Expr::cust_with_exprs(template, [raw(), start.clone(), start])
            }
        };
        present(column).add(test)
    }
}
