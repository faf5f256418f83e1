//! The page that every list comes in.

use serde::Serialize;
use utoipa::ToSchema;

use crate::store::page::Slice;

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Rows in the whole list.
    pub total_count: u64,
    /// Cursor of the next page, for `after`; null on the last page.
    pub next_cursor: Option<String>,
    /// Cursor of the page before, for `before`; null on the first page.
    pub prev_cursor: Option<String>,
}

impl<T> Page<T> {
    /// A page with the length of its list.
    pub fn of(slice: Slice<T>, total_count: u64) -> Self {
        let last = slice.rows.last().map(|(cursor, _)| cursor.encode());
        let first = slice.rows.first().map(|(cursor, _)| cursor.encode());
        Self {
            next_cursor: if slice.has_next { last } else { None },
            prev_cursor: if slice.has_previous { first } else { None },
            items: slice.rows.into_iter().map(|(_, row)| row).collect(),
            total_count,
        }
    }
}
