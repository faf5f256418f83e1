//! taizhang (台账): reads the bulletins in which Chinese governments report on their work reports, and keeps the ledger.

pub mod ambient;
pub mod domain;
pub mod error;
pub mod graphql;
pub mod ingest;
pub mod service;
pub mod store;
pub mod view;
