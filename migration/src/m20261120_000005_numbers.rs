//! Numbers may start again in each section, and move when a task is put in between: they are what is printed, and no key.

use sea_orm_migration::prelude::*;

use crate::columns::index;

/// Keeps the index for filters and takes its uniqueness away.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261120_000005_numbers"
    }
}

const NUMBERS: &[&str] = &["report_id", "kind", "number", "sub_number"];

fn drop(prefix: &str) -> IndexDropStatement {
    Index::drop().name(format!("{prefix}_task_{}", NUMBERS.join("_"))).table("task").to_owned()
}

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(drop("uq")).await?;
        manager.create_index(index("task", NUMBERS, false)).await
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_index(drop("ix")).await?;
        manager.create_index(index("task", NUMBERS, true)).await
    }
}
