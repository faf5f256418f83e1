//! Counts SQL statements: for the log line of a request, and for the tests that hold queries to a budget.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

tokio::task_local! {
    static CURRENT: Counter;
}

/// Statements sent so far.
#[derive(Debug, Clone, Default)]
pub struct Counter(Arc<AtomicU64>);

impl Counter {
    /// How many.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }

    /// Counts what `work` sends.
    pub async fn scope<F: Future>(&self, work: F) -> F::Output {
        CURRENT.scope(self.clone(), work).await
    }
}

/// One more statement, in whatever scope this runs.
pub(crate) fn sent() {
    // Outside a request nobody counts.
    let _ = CURRENT.try_with(|counter| counter.0.fetch_add(1, Ordering::Relaxed));
}
