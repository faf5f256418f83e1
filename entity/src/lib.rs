//! SeaORM models of the ledger.
