//! Pages of a list: a cap, a cursor, and one more row than asked for to tell whether there is more.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sea_orm::Condition;
use sea_orm::sea_query::{Expr, ExprTrait, Order, Value};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::error::{Error, Result};

/// Most rows on one page, on every surface.
pub const PAGE_CAP: u64 = 100;

/// Rows on a page where nothing is asked for.
pub const PAGE_DEFAULT: u64 = 20;

/// One value of a sort key.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Key {
    /// A number column.
    #[serde(rename = "n")]
    Int(i32),
    /// A text column.
    #[serde(rename = "t")]
    Text(String),
    /// An id column.
    #[serde(rename = "i")]
    Id(Uuid),
}

impl From<Key> for Value {
    fn from(key: Key) -> Self {
        match key {
            Key::Int(number) => number.into(),
            Key::Text(text) => text.into(),
            Key::Id(id) => id.into(),
        }
    }
}

/// A place in a list: the sort key of a row. It stays right when rows come and go around it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cursor {
    /// Name of the order that it belongs to.
    #[serde(rename = "o")]
    pub order: String,
    /// The row's sort key.
    #[serde(rename = "k")]
    pub keys: Vec<Key>,
}

impl Cursor {
    /// The opaque form that clients hand back.
    #[must_use]
    pub fn encode(&self) -> String {
        // Numbers, text and ids always serialise.
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// Reads a cursor back; one of another list or order is refused.
    pub fn decode(argument: &str, text: &str, order: &str) -> Result<Self> {
        let cursor: Option<Self> =
            URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        match cursor {
            Some(cursor) if cursor.order == order => Ok(cursor),
            Some(_) => Err(Error::invalid(argument, "this cursor belongs to another list or order")),
            None => Err(Error::invalid(argument, "this is no cursor of this server")),
        }
    }
}

/// How much of a list is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Page {
    /// Rows at most, 0..=[`PAGE_CAP`].
    pub first: u64,
    /// Start after this place.
    pub after: Option<Cursor>,
}

impl Page {
    /// Checks what a client asked for: `first` outside 0..=100 is refused, not cut.
    pub fn new(first: Option<i64>, after: Option<&str>, order: &str) -> Result<Self> {
        let first = match first {
            None => PAGE_DEFAULT,
            Some(first) => u64::try_from(first)
                .ok()
                .filter(|first| *first <= PAGE_CAP)
                .ok_or_else(|| Error::invalid("first", format!("{first} is not in 0..={PAGE_CAP}")))?,
        };
        let after = after.map(|text| Cursor::decode("after", text, order)).transpose()?;
        Ok(Self { first, after })
    }
}

/// A page of rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Slice<T> {
    /// The rows, each with its place.
    pub rows: Vec<(Cursor, T)>,
    /// There are rows before the first.
    pub has_previous: bool,
    /// There are rows after the last.
    pub has_next: bool,
}

impl<T> Slice<T> {
    /// Cuts the one row too many that a query asked for.
    #[must_use]
    pub fn cut(mut rows: Vec<T>, page: &Page, place: impl Fn(&T) -> Cursor) -> Self {
        let limit = usize::try_from(page.first).unwrap_or(usize::MAX);
        let has_next = rows.len() > limit;
        rows.truncate(limit);
        let rows = rows.into_iter().map(|row| (place(&row), row)).collect();
        Self { rows, has_previous: page.after.is_some(), has_next }
    }

    /// A page of a list that is held whole, in its final order. A cursor whose row is gone is refused.
    pub fn of(list: Vec<T>, page: &Page, place: impl Fn(&T) -> Cursor) -> Result<Self> {
        let start = match &page.after {
            None => 0,
            Some(cursor) => {
                list.iter()
                    .position(|row| place(row) == *cursor)
                    .ok_or_else(|| Error::invalid("after", "the row of this cursor is gone; start again"))?
                    + 1
            }
        };
        Ok(Self::cut(list.into_iter().skip(start).collect(), page, place))
    }

    /// The same page of something else.
    pub fn map<U>(self, mut change: impl FnMut(T) -> U) -> Slice<U> {
        self.filter_map(|row| Some(change(row)))
    }

    /// The same page of something else, without the rows that have none.
    pub fn filter_map<U>(self, mut change: impl FnMut(T) -> Option<U>) -> Slice<U> {
        let Self { rows, has_previous, has_next } = self;
        let rows = rows.into_iter().filter_map(|(cursor, row)| Some((cursor, change(row)?))).collect();
        Slice { rows, has_previous, has_next }
    }
}

/// `(a, b, …)` after the cursor's key, in the given directions: `a > x OR (a = x AND b > y) …`.
pub(crate) fn after(columns: &[(Expr, Order)], cursor: &Cursor) -> Result<Condition> {
    if columns.len() != cursor.keys.len() {
        return Err(Error::invalid("after", "this cursor belongs to another list or order"));
    }
    let mut any = Condition::any();
    for (index, (column, order)) in columns.iter().enumerate() {
        let mut all = Condition::all();
        for ((before, _), key) in columns.iter().zip(&cursor.keys).take(index) {
            all = all.add(before.clone().eq(Value::from(key.clone())));
        }
        if let Some(key) = cursor.keys.get(index) {
            let value = Value::from(key.clone());
            all = all.add(match order {
                Order::Desc => column.clone().lt(value),
                _ => column.clone().gt(value),
            });
        }
        any = any.add(all);
    }
    Ok(any)
}
