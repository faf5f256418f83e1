//! The plan beside the bulletins: which tasks the work report itself makes and which bulletins report on, and which of
//! the first stand behind which of the second. Results and notes of a document in tables of their own.
//!
//! A ledger that was filled before keeps its rows; the first start rebuilds its reports from what was read out of their
//! documents, which fills what is new here.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{integer, json_binary, pk_uuid, text, uuid};
use sea_orm_migration::sea_orm::{DatabaseBackend, DeriveMigrationName};

use crate::columns::{decimal_check, index, one_of, references};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

/// Number and place in the plan and in the bulletins are two series.
const NUMBERS: [&[&str]; 2] =
    [&["report_id", "number", "sub_number"], &["report_id", "kind", "number", "sub_number"]];

const INDEXES: &[(&str, &[&str], bool)] = &[
    ("task_origin", &["origin_id"], false),
    ("result", &["document_id", "position"], true),
    ("result", &["canonical_name"], false),
    ("glossary_entry", &["document_id", "position"], true),
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let db = manager.get_connection();
        for column in [
            "kind text NOT NULL DEFAULT 'PROGRESS' CHECK (kind IN ('PLAN', 'PROGRESS'))",
            "counted_as text NOT NULL DEFAULT 'ROW' \
             CHECK (counted_as IN ('ROW', 'UNREPORTED', 'REPORTED', 'WITHDRAWN'))",
        ] {
            db.execute_unprepared(&format!("ALTER TABLE task ADD COLUMN {column}")).await?;
        }
        db.execute_unprepared(
            "UPDATE task SET kind = 'PLAN', counted_as = 'UNREPORTED' \
             WHERE id NOT IN (SELECT task_id FROM progress_update)",
        )
        .await?;
        let [before, after] = NUMBERS;
        manager.drop_index(Index::drop().name(name(before)).table("task").to_owned()).await?;
        manager.create_index(index("task", after, true)).await?;
        for table in [task_origin(), result(backend), glossary_entry()] {
            manager.create_table(table).await?;
        }
        for (table, columns, unique) in INDEXES {
            manager.create_index(index(table, columns, *unique)).await?;
        }
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in ["glossary_entry", "result", "task_origin"] {
            manager.drop_table(Table::drop().table(table).to_owned()).await?;
        }
        let [before, after] = NUMBERS;
        manager.drop_index(Index::drop().name(name(after)).table("task").to_owned()).await?;
        for column in ["counted_as", "kind"] {
            manager
                .get_connection()
                .execute_unprepared(&format!("ALTER TABLE task DROP COLUMN {column}"))
                .await?;
        }
        manager.create_index(index("task", before, true)).await
    }
}

fn name(columns: &[&str]) -> String {
    format!("uq_task_{}", columns.join("_"))
}

/// Which commitments of the plan a row of the bulletins reports on: several where the plan repeats one.
fn task_origin() -> TableCreateStatement {
    Table::create()
        .table("task_origin")
        .col(uuid("task_id"))
        .col(uuid("origin_id"))
        .col(text("reason"))
        .primary_key(Index::create().col("task_id").col("origin_id"))
        .check(Expr::cust("task_id <> origin_id"))
        .foreign_key(&mut references("task_origin", "task_id", "task", ForeignKeyAction::Cascade))
        .foreign_key(&mut references("task_origin", "origin_id", "task", ForeignKeyAction::Cascade))
        .take()
}

/// A measured result that answers no target.
fn result(backend: DatabaseBackend) -> TableCreateStatement {
    Table::create()
        .table("result")
        .col(pk_uuid("id"))
        .col(uuid("document_id"))
        .col(integer("position"))
        .col(text("name"))
        .col(text("canonical_name"))
        .col(text("value"))
        .col(text("unit"))
        .col(text("kind"))
        .col(text("quote"))
        .col(json_binary("section"))
        .col(integer("span_start"))
        .col(integer("span_end"))
        .check(decimal_check(backend, "value"))
        .check(one_of("kind", &["AMOUNT", "LEVEL", "GROWTH"]))
        .check(Expr::cust("span_start >= 0 AND span_start <= span_end"))
        .foreign_key(&mut references("result", "document_id", "document", ForeignKeyAction::Cascade))
        .take()
}

/// A term that a document explains.
fn glossary_entry() -> TableCreateStatement {
    Table::create()
        .table("glossary_entry")
        .col(pk_uuid("id"))
        .col(uuid("document_id"))
        .col(integer("position"))
        .col(integer("number"))
        .col(text("term"))
        .col(text("definition"))
        .foreign_key(&mut references("glossary_entry", "document_id", "document", ForeignKeyAction::Cascade))
        .take()
}
