//! What a query costs, in fields: a list costs its page size times what each row costs.

use crate::store::page::{PAGE_CAP, PAGE_DEFAULT};

/// Cost of a list field.
#[must_use]
pub fn page(first: Option<i32>, row: usize) -> usize {
    let rows = match first {
        None => PAGE_DEFAULT,
        Some(first) => u64::try_from(first).unwrap_or(0).min(PAGE_CAP),
    };
    usize::try_from(rows).unwrap_or(usize::MAX).saturating_mul(row).saturating_add(1)
}

/// Cost of a short list without pages: the indicators or units of a task.
#[must_use]
pub fn short_list(row: usize) -> usize {
    row.saturating_mul(4).saturating_add(1)
}
