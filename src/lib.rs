//! taizhang (台账): reads the bulletins in which Chinese governments report on their work reports, and keeps the ledger.

pub mod domain;
pub mod ingest;
