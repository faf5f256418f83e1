//! How many may watch, and for how long a connection lives.

use std::sync::Arc;
use std::time::Duration;

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use crate::config::Config;
use crate::service::events::Events;

/// Room for connections that watch.
#[derive(Debug, Clone)]
pub struct Watching {
    room: Arc<Semaphore>,
    /// Most operations on one WebSocket.
    pub per_connection: usize,
    /// How long a WebSocket may take to introduce itself.
    pub init: Duration,
    /// Largest message, in bytes.
    pub message_bytes: usize,
}

/// A place taken by a connection as long as it is open.
#[derive(Debug)]
pub struct Place {
    _permit: OwnedSemaphorePermit,
    closing: watch::Receiver<bool>,
}

impl Watching {
    /// Room as the configuration says.
    #[must_use]
    pub fn new(config: &Config) -> Self {
        let limits = &config.subscriptions;
        Self {
            room: Arc::new(Semaphore::new(limits.connections.min(Semaphore::MAX_PERMITS))),
            per_connection: limits.per_connection,
            init: Duration::from_secs(limits.init_seconds),
            message_bytes: config.limits.body_bytes,
        }
    }

    /// A place for a connection, where there is one left.
    #[must_use]
    pub fn take(&self, events: &Events) -> Option<Place> {
        let permit = Arc::clone(&self.room).try_acquire_owned().ok()?;
        Some(Place { _permit: permit, closing: events.closing() })
    }
}

impl Place {
    /// Resolves when the server stops.
    pub async fn closed(&mut self) {
        // An error says that the server is gone already.
        let _ = self.closing.wait_for(|closing| *closing).await;
    }
}
