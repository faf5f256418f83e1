//! What was decided by hand about names of units, kept apart from the names that documents print: it holds though every
//! document that prints the name goes.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{boolean, text, text_null};

/// Adds the table, and takes over what the reasons of the names tell of earlier decisions.
#[derive(Debug)]
pub(crate) struct Migration;

impl MigrationName for Migration {
    fn name(&self) -> &'static str {
        "m20261120_000006_decisions"
    }
}

/// The names that were merged or kept apart by hand.
const EARLIER: &str = "INSERT INTO department_decision (jurisdiction, name, stands_for, whole) \
     SELECT j.name, a.name, CASE WHEN a.reason = 'merged by hand' THEN d.name END, false \
     FROM department_alias a JOIN department d ON d.id = a.department_id JOIN jurisdiction j ON j.id = a.jurisdiction_id \
     WHERE (a.reason = 'merged by hand' AND a.name <> d.name) OR a.reason LIKE 'kept apart from % by hand'";

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let table = Table::create()
            .table("department_decision")
            .col(text("jurisdiction"))
            .col(text("name"))
            .col(text_null("stands_for"))
            .col(boolean("whole"))
            .primary_key(Index::create().col("jurisdiction").col("name"))
            .check(Expr::cust("stands_for IS NULL OR stands_for <> name"))
            .take();
        manager.create_table(table).await?;
        manager.get_connection().execute_unprepared(EARLIER).await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        manager.drop_table(Table::drop().table("department_decision").to_owned()).await
    }
}
