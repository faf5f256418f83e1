//! Use cases. Each opens and commits its own transaction; every surface calls these and nothing below.

pub mod analytics;
pub mod assessment;
pub mod completion;
pub mod detail;
pub mod events;
pub mod import;
pub mod moved;
pub mod naming;
pub mod places;
pub mod search;
pub mod units;

use sea_orm::DatabaseConnection;

use crate::ambient::Ambient;
use crate::domain::assessment::Policy;
use crate::ingest::Limits;

/// The ledger and what its use cases need.
#[derive(Debug, Clone)]
pub struct Ledger {
    /// The database.
    pub db: DatabaseConnection,
    /// Time and identity.
    pub ambient: Ambient,
    /// What the assessment leaves to the operator.
    pub policy: Policy,
    /// How much a document may hold.
    pub limits: Limits,
    /// What happens, for those who watch.
    pub events: events::Events,
}
