//! Time and identity, taken from one place so that tests can set both.

use std::fmt;
use std::sync::Arc;

use chrono::{DateTime, Utc};
use uuid::Uuid;

/// Where the present time and new ids come from.
#[derive(Clone)]
pub struct Ambient {
    now: Arc<dyn Fn() -> DateTime<Utc> + Send + Sync>,
    new_id: Arc<dyn Fn() -> Uuid + Send + Sync>,
}

impl fmt::Debug for Ambient {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        to.debug_struct("Ambient").finish_non_exhaustive()
    }
}

impl Default for Ambient {
    #[expect(clippy::disallowed_methods, reason = "the one place that asks the machine")]
    fn default() -> Self {
        Self { now: Arc::new(Utc::now), new_id: Arc::new(Uuid::now_v7) }
    }
}

impl Ambient {
    /// A clock and an id source of the caller's.
    pub fn new(
        now: impl Fn() -> DateTime<Utc> + Send + Sync + 'static,
        new_id: impl Fn() -> Uuid + Send + Sync + 'static,
    ) -> Self {
        Self { now: Arc::new(now), new_id: Arc::new(new_id) }
    }

    /// The present time, in whole microseconds: what both databases keep.
    #[must_use]
    pub fn now(&self) -> DateTime<Utc> {
        let now = (self.now)();
        DateTime::from_timestamp_micros(now.timestamp_micros()).unwrap_or(now)
    }

    /// A new time-ordered key.
    #[must_use]
    pub fn new_id(&self) -> Uuid {
        (self.new_id)()
    }
}
