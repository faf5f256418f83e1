//! Where a printed status stands in its document, so that an answer can show it in its place.

use sea_orm_migration::prelude::*;

/// Adds the two columns; null for what was imported before.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261120_000003_status_span"
    }
}

const COLUMNS: [&str; 2] = ["status_span_start", "status_span_end"];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        // One by one: SQLite adds one column at a time.
        for column in COLUMNS {
            let mut table = Table::alter();
            table.table("progress_update").add_column(ColumnDef::new(column).integer().null());
            manager.alter_table(table).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for column in COLUMNS {
            let mut table = Table::alter();
            table.table("progress_update").drop_column(column);
            manager.alter_table(table).await?;
        }
        Ok(())
    }
}
