//! Migrations of the ledger: one file each, up and down, for SQLite and PostgreSQL.

use sea_orm_migration::{MigrationTrait, async_trait};
pub use sea_orm_migration::{MigratorTrait, SchemaManager};

mod columns;
mod m20261120_000001_ledger;
mod m20261120_000002_origins;
mod m20261120_000003_status_span;
mod m20261120_000004_search;
mod m20261120_000006_decisions;

/// Runs the migrations in order; `taizhang migrate` and every start of the server go through it.
#[derive(Debug)]
pub struct Migrator;

#[async_trait::async_trait]
impl MigratorTrait for Migrator {
    fn migrations() -> Vec<Box<dyn MigrationTrait>> {
        vec![
            Box::new(m20261120_000001_ledger::Migration),
            Box::new(m20261120_000002_origins::Migration),
            Box::new(m20261120_000003_status_span::Migration),
            Box::new(m20261120_000004_search::Migration),
            Box::new(m20261120_000006_decisions::Migration),
        ]
    }
}
