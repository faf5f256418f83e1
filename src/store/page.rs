//! Pages of a list: a cap, cursors, and one more row than asked for to tell whether there is more.

use std::cmp::Ordering;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use serde::{Deserialize, Serialize};

use super::sort::Direction;
use super::value::Value;
use crate::error::{Error, Result};
use crate::message::Message;

/// Most rows on one page, on every surface.
pub const PAGE_CAP: u64 = 100;

/// Rows on a page where nothing is asked for.
pub const PAGE_DEFAULT: u64 = 20;

/// A place in a list: the sort keys of a row. It stays right when rows come and go around it.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Cursor {
    /// Name of the order that it belongs to.
    #[serde(rename = "o")]
    pub order: String,
    /// The row's sort keys.
    #[serde(rename = "k")]
    pub keys: Vec<Value>,
}

impl Cursor {
    /// The opaque form that clients hand back.
    #[must_use]
    pub fn encode(&self) -> String {
        // Numbers, text and ids always serialise.
        URL_SAFE_NO_PAD.encode(serde_json::to_vec(self).unwrap_or_default())
    }

    /// Reads a cursor back; one of another list or order is refused.
    fn decode(argument: &str, text: &str, order: &str) -> Result<Self> {
        let cursor: Option<Self> =
            URL_SAFE_NO_PAD.decode(text).ok().and_then(|bytes| serde_json::from_slice(&bytes).ok());
        match cursor {
            Some(cursor) if cursor.order == order => Ok(cursor),
            Some(_) => Err(foreign(argument)),
            None => Err(Error::invalid(argument, Message::NoCursor)),
        }
    }
}

/// A cursor that does not fit.
pub(super) fn foreign(argument: &str) -> Error {
    Error::invalid(argument, Message::ForeignCursor)
}

/// Which way a page is read from its cursor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Way {
    /// `first` rows after the cursor, or from the start.
    Forward,
    /// `last` rows before the cursor, or at the end.
    Backward,
}

impl Way {
    /// Name of the argument that the cursor comes in.
    #[must_use]
    pub const fn cursor(self) -> &'static str {
        match self {
            Self::Forward => "after",
            Self::Backward => "before",
        }
    }
}

/// How much of a list a client asks for, as it comes in.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Wanted {
    /// Rows from the start, or after `after`.
    pub first: Option<i64>,
    /// A cursor.
    pub after: Option<String>,
    /// Rows at the end, or before `before`.
    pub last: Option<i64>,
    /// A cursor.
    pub before: Option<String>,
}

/// How much of a list is wanted.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Page {
    /// Rows at most, 0..=[`PAGE_CAP`].
    pub size: u64,
    /// Which way.
    pub way: Way,
    /// From this place, which is not on the page itself.
    pub from: Option<Cursor>,
}

impl Page {
    /// Checks what a client asked for: `first` goes with `after`, `last` with `before`, never both; a size outside
    /// 0..=100 is refused, not cut. `order` is the name of the list's order.
    pub fn new(wanted: Wanted, order: &str) -> Result<Self> {
        let Wanted { first, after, last, before } = wanted;
        let forward = first.is_some() || after.is_some();
        let backward = last.is_some() || before.is_some();
        let (way, name, size, cursor) = match (forward, backward) {
            (true, true) => {
                let argument = if last.is_some() { "last" } else { "before" };
                return Err(Error::invalid(argument, Message::OneWay));
            }
            (_, false) => (Way::Forward, "first", first, after),
            (false, true) => (Way::Backward, "last", last, before),
        };
        let size = match size {
            None => PAGE_DEFAULT,
            Some(size) => u64::try_from(size)
                .ok()
                .filter(|size| *size <= PAGE_CAP)
                .ok_or_else(|| Error::invalid(name, Message::Rows(size, PAGE_CAP)))?,
        };
        let from = cursor.map(|text| Cursor::decode(way.cursor(), &text, order)).transpose()?;
        Ok(Self { size, way, from })
    }

    /// The first rows of a list, as many as a page takes.
    #[must_use]
    pub const fn largest() -> Self {
        Self { size: PAGE_CAP, way: Way::Forward, from: None }
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
    /// The page of rows that come in the order of the list, one more than wanted where there are more. `behind` tells
    /// whether the list has rows on the other side of the page's cursor.
    #[must_use]
    pub fn cut(mut rows: Vec<(Cursor, T)>, page: &Page, behind: bool) -> Self {
        let size = usize::try_from(page.size).unwrap_or(usize::MAX);
        let more = rows.len() > size;
        match page.way {
            Way::Forward => rows.truncate(size),
            Way::Backward => drop(rows.drain(..rows.len().saturating_sub(size))),
        }
        let (has_previous, has_next) = match page.way {
            Way::Forward => (behind, more),
            Way::Backward => (more, behind),
        };
        Self { rows, has_previous, has_next }
    }

    /// A page of a list that is held whole, in any order; `keys` gives what each row is ordered by.
    pub fn of(
        list: Vec<T>,
        page: &Page,
        order: &str,
        directions: &[Direction],
        keys: impl Fn(&T) -> Vec<Value>,
    ) -> Result<Self> {
        let mut rows: Vec<(Cursor, T)> =
            list.into_iter().map(|row| (Cursor { order: order.to_owned(), keys: keys(&row) }, row)).collect();
        rows.sort_by(|(one, _), (two, _)| compare(&one.keys, &two.keys, directions));
        let Some(from) = &page.from else { return Ok(Self::cut(Self::nearest(rows, page), page, false)) };
        if from.keys.len() != directions.len() {
            return Err(foreign(page.way.cursor()));
        }
        let on_page = |cursor: &Cursor| {
            compare(&cursor.keys, &from.keys, directions)
                == if page.way == Way::Forward { Ordering::Greater } else { Ordering::Less }
        };
        let whole = rows.len();
        rows.retain(|(cursor, _)| on_page(cursor));
        let behind = rows.len() < whole;
        Ok(Self::cut(Self::nearest(rows, page), page, behind))
    }

    /// A page of a list that is held whole, in its final order. A cursor whose row is gone is refused.
    pub fn placed(list: Vec<T>, page: &Page, place: impl Fn(&T) -> Cursor) -> Result<Self> {
        let mut rows: Vec<(Cursor, T)> = list.into_iter().map(|row| (place(&row), row)).collect();
        let Some(from) = &page.from else { return Ok(Self::cut(Self::nearest(rows, page), page, false)) };
        let gone = || Error::invalid(page.way.cursor(), Message::CursorGone);
        let at = rows.iter().position(|(cursor, _)| cursor == from).ok_or_else(gone)?;
        match page.way {
            Way::Forward => drop(rows.drain(..=at)),
            Way::Backward => rows.truncate(at),
        }
        // The cursor's own row is on its other side.
        Ok(Self::cut(Self::nearest(rows, page), page, true))
    }

    /// Of the rows on one side of the cursor, those nearest to it, one more than wanted.
    fn nearest(mut rows: Vec<(Cursor, T)>, page: &Page) -> Vec<(Cursor, T)> {
        let most = usize::try_from(page.size).unwrap_or(usize::MAX).saturating_add(1);
        match page.way {
            Way::Forward => rows.truncate(most),
            Way::Backward => drop(rows.drain(..rows.len().saturating_sub(most))),
        }
        rows
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

/// The order of two rows by their keys; what has no value comes last in either direction.
#[must_use]
pub fn compare(one: &[Value], two: &[Value], directions: &[Direction]) -> Ordering {
    for ((one, two), direction) in one.iter().zip(two).zip(directions) {
        let order = match (one, two) {
            (Value::None, Value::None) => Ordering::Equal,
            (Value::None, _) => Ordering::Greater,
            (_, Value::None) => Ordering::Less,
            _ => {
                let order = one.order(two).unwrap_or(Ordering::Equal);
                if *direction == Direction::Desc { order.reverse() } else { order }
            }
        };
        if order != Ordering::Equal {
            return order;
        }
    }
    Ordering::Equal
}
