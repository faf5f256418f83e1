//! Orders of lists: several keys, each in a direction of its own; what has no value comes last in either.

use std::fmt::Debug;
use std::hash::Hash;

use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{Condition, DatabaseBackend};

use super::page::{Cursor, Way};
use super::value::{Column, Value};
use crate::error::{Error, Result};
use crate::message::Message;

/// Which end comes first.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    async_graphql::Enum,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "Direction")]
pub enum Direction {
    /// Smallest, earliest, first by name.
    #[default]
    Asc,
    /// Largest, latest, last by name.
    Desc,
}

/// The keys that a list can be ordered by.
pub trait Key: Copy + Eq + Hash + Debug + Send + Sync + 'static {
    /// Name of the list, for cursors.
    const LIST: &'static str;
    /// Every key with its name in REST.
    const ALL: &'static [(&'static str, Self)];
    /// The order where none is asked for.
    const DEFAULT: &'static [(Self, Direction)];

    /// Its name in REST.
    #[must_use]
    fn name(self) -> &'static str {
        Self::ALL.iter().find(|(_, key)| *key == self).map_or("", |(name, _)| name)
    }
}

/// An enum of keys with their names.
macro_rules! keys {
    (
        $(#[$doc:meta])* $name:ident, $graphql:literal, $list:literal, default $default:expr,
        { $($(#[$key_doc:meta])* $key:ident = $rest:literal),+ $(,)? }
    ) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, async_graphql::Enum)]
        #[graphql(name = $graphql)]
        pub enum $name { $($(#[$key_doc])* $key),+ }

        impl $crate::store::sort::Key for $name {
            const LIST: &'static str = $list;
            const ALL: &'static [(&'static str, Self)] = &[$(($rest, Self::$key)),+];
            const DEFAULT: &'static [(Self, $crate::store::sort::Direction)] = $default;
        }
    };
}
pub(crate) use keys;

/// Most keys of one order.
pub const MOST_KEYS: usize = 5;

/// A checked order.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Sort<K> {
    keys: Vec<(K, Direction)>,
}

impl<K: Key> Default for Sort<K> {
    fn default() -> Self {
        Self { keys: K::DEFAULT.to_vec() }
    }
}

impl<K: Key> Sort<K> {
    /// Checks what a client asked for: at most [`MOST_KEYS`] keys, none twice. `argument` is named where it is wrong.
    pub fn new(argument: &str, keys: Vec<(K, Direction)>) -> Result<Self> {
        if keys.is_empty() {
            return Ok(Self::default());
        }
        if keys.len() > MOST_KEYS {
            return Err(Error::invalid(argument, Message::MostKeys(MOST_KEYS as u64)));
        }
        for (index, (key, _)) in keys.iter().enumerate() {
            if keys.iter().take(index).any(|(other, _)| other == key) {
                return Err(Error::invalid(argument, Message::KeyTwice(key.name().to_owned())));
            }
        }
        Ok(Self { keys })
    }

    /// Its keys.
    #[must_use]
    pub fn keys(&self) -> &[(K, Direction)] {
        &self.keys
    }

    /// The order's name, for cursors: `task:-completion,number`.
    #[must_use]
    pub fn name(&self) -> String {
        let words = self.keys.iter().map(|(key, direction)| {
            let sign = if *direction == Direction::Desc { "-" } else { "" };
            format!("{sign}{}", key.name())
        });
        format!("{}:{}", K::LIST, words.collect::<Vec<_>>().join(","))
    }
}

/// Columns with their directions.
pub(super) type Columns = [(Column, Direction)];

/// Whether a cursor's values can stand in these columns.
pub(super) fn fits(columns: &Columns, cursor: &Cursor) -> bool {
    columns.len() == cursor.keys.len()
        && columns.iter().zip(&cursor.keys).all(|((column, _), value)| column.takes(value))
}

/// Rows beyond the cursor in the way that the page is read. True or false for every row, never unknown.
pub(super) fn beyond(columns: &Columns, cursor: &Cursor, way: Way, backend: DatabaseBackend) -> Condition {
    let mut any = Condition::any();
    for (index, ((column, direction), value)) in columns.iter().zip(&cursor.keys).enumerate() {
        let Some(further) = further(column, *direction, value, way, backend) else { continue };
        let mut all = Condition::all();
        for ((column, _), value) in columns.iter().zip(&cursor.keys).take(index) {
            all = all.add(same(column, value));
        }
        any = any.add(all.add(further));
    }
    // At a key without a value nothing may be further, in any column.
    if any.is_empty() { any.add(Expr::cust("1 = 0")) } else { any }
}

fn same(column: &Column, value: &Value) -> Condition {
    match value {
        Value::None => Condition::all().add(column.expr.clone().is_null()),
        value => present(column).add(column.expr.clone().eq(value.clone().bound())),
    }
}

/// Whether the column holds anything, where it may not.
pub(super) fn present(column: &Column) -> Condition {
    let all = Condition::all();
    if column.nullable { all.add(column.expr.clone().is_not_null()) } else { all }
}

/// What lies further in one column; `None` where nothing can.
fn further(
    column: &Column,
    direction: Direction,
    value: &Value,
    way: Way,
    backend: DatabaseBackend,
) -> Option<Condition> {
    let upward = (direction == Direction::Asc) == (way == Way::Forward);
    match (value, way) {
        (Value::None, Way::Forward) => None,
        (Value::None, Way::Backward) => Some(present(column)),
        (value, way) => {
            let (left, right) = (column.ordered(backend), value.clone().ordered(backend));
            let further = present(column).add(if upward { left.gt(right) } else { left.lt(right) });
            let last = way == Way::Forward && column.nullable;
            Some(if last {
                Condition::any().add(further).add(column.expr.clone().is_null())
            } else {
                further
            })
        }
    }
}
