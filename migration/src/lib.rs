//! Migrations of the ledger.
