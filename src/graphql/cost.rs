//! What a query costs, in fields: a list costs its page size times what each row costs.

use crate::store::page::{PAGE_CAP, PAGE_DEFAULT};

/// The highest cost of one field. The engine adds costs without a check, so that no sum of them may leave the range of
/// numbers; far above any limit that somebody would set.
const MOST: usize = 1 << 40;

/// Cost of a list field. Where both sizes are given, the larger one counts; the field refuses them later.
#[must_use]
pub fn page(first: Option<i32>, last: Option<i32>, row: usize) -> usize {
    let rows = match first.max(last) {
        None => PAGE_DEFAULT,
        Some(size) => u64::try_from(size).unwrap_or(0).min(PAGE_CAP),
    };
    usize::try_from(rows).unwrap_or(usize::MAX).saturating_mul(row).saturating_add(1).min(MOST)
}

/// Cost of a short list without pages: the indicators or units of a task.
#[must_use]
pub fn short_list(row: usize) -> usize {
    row.saturating_mul(4).saturating_add(1).min(MOST)
}

/// Cost of a list with pages that is short in most rows: the updates of a task, the findings of a document. Where no size is
/// asked for, it costs what a short list does.
#[must_use]
pub fn short_page(first: Option<i32>, last: Option<i32>, row: usize) -> usize {
    if first.max(last).is_some() { page(first, last, row) } else { short_list(row) }
}

/// Cost of what a step of a derivation is computed from: two steps, as most have.
#[must_use]
pub fn steps(step: usize) -> usize {
    step.saturating_mul(2).saturating_add(1).min(MOST)
}

/// What a field that sends a statement of its own costs beside its rows: batches are shared, such statements are not.
const STATEMENT: usize = 50;

/// Cost of a field that asks the database by itself, whatever else the query asks.
#[must_use]
pub fn question(answer: usize) -> usize {
    answer.saturating_add(STATEMENT).min(MOST)
}

/// Cost of a list that asks the database by itself.
#[must_use]
pub fn list(first: Option<i32>, last: Option<i32>, row: usize) -> usize {
    question(page(first, last, row))
}

/// What a search costs beside its rows: it may read every text of the ledger.
const SEARCH: usize = 1000;

/// Cost of a search.
#[must_use]
pub fn search(first: Option<i32>, last: Option<i32>, row: usize) -> usize {
    page(first, last, row).saturating_add(SEARCH).min(MOST)
}
