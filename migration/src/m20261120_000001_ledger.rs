//! The ledger: jurisdictions, reports, documents, tasks, responsible units, indicators, progress and measurements.

use sea_orm_migration::prelude::*;
use sea_orm_migration::schema::{
    big_integer, boolean, date_null, integer, integer_null, json_binary, pk_uuid, text, text_null,
    timestamp_with_time_zone, uuid, uuid_null,
};
use sea_orm_migration::sea_orm::{DatabaseBackend, DeriveMigrationName};

use crate::columns::{decimal_check, index, one_of, references};

#[derive(DeriveMigrationName)]
pub(crate) struct Migration;

const STATUSES: &[&str] = &["COMPLETED", "AHEAD", "ON_TRACK", "BEHIND", "NOT_STARTED", "UNMEASURED"];

/// In creation order; dropped in reverse.
const TABLES: &[&str] = &[
    "jurisdiction",
    "report",
    "document",
    "document_text",
    "finding",
    "task",
    "department",
    "department_alias",
    "department_member",
    "task_department",
    "indicator",
    "progress_update",
    "measurement",
    "unlinked_share",
    "setting",
];

#[async_trait::async_trait]
impl MigrationTrait for Migration {
    async fn up(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        let backend = manager.get_database_backend();
        let tables = [
            jurisdiction(),
            report(),
            document(),
            document_text(),
            finding(),
            task(backend),
            department(),
            department_alias(),
            department_member(),
            task_department(),
            indicator(backend),
            progress_update(),
            measurement(backend),
            unlinked_share(backend),
            setting(),
        ];
        for table in tables {
            manager.create_table(table).await?;
        }
        for (table, columns, unique) in INDEXES {
            manager.create_index(index(table, columns, *unique)).await?;
        }
        // One document in force per report, kind and period; corrected ones stay, marked as superseded.
        // The builder has no partial index, and both databases read this form.
        manager
            .get_connection()
            .execute_unprepared(
                "CREATE UNIQUE INDEX uq_document_in_force ON document (report_id, kind, period_end) \
                 WHERE superseded_by_id IS NULL",
            )
            .await?;
        Ok(())
    }

    async fn down(&self, manager: &SchemaManager) -> Result<(), DbErr> {
        for table in TABLES.iter().rev() {
            manager.drop_table(Table::drop().table(*table).to_owned()).await?;
        }
        Ok(())
    }
}

/// Every list and drill-down has its index; unique ones are rules of the data.
const INDEXES: &[(&str, &[&str], bool)] = &[
    ("jurisdiction", &["name"], true),
    ("jurisdiction", &["parent_id"], false),
    ("report", &["jurisdiction_id", "year"], true),
    ("report", &["year"], false),
    ("document", &["report_id", "sha256"], true),
    ("document", &["sha256"], false),
    ("document", &["superseded_by_id"], false),
    ("finding", &["document_id", "position"], true),
    ("task", &["report_id", "number", "sub_number"], true),
    ("task", &["report_id", "position"], true),
    ("task", &["report_id", "effective_status"], false),
    ("task", &["document_id"], false),
    ("department", &["jurisdiction_id", "name"], true),
    ("department", &["parent_id"], false),
    ("department_alias", &["jurisdiction_id", "name"], true),
    ("department_alias", &["department_id"], false),
    ("department_member", &["member_id"], false),
    ("task_department", &["task_id", "department_id"], true),
    ("task_department", &["department_id", "role"], false),
    ("indicator", &["task_id", "position"], true),
    ("indicator", &["document_id"], false),
    ("indicator", &["canonical_name"], false),
    ("progress_update", &["task_id", "document_id"], true),
    ("progress_update", &["document_id"], false),
    ("measurement", &["indicator_id", "progress_update_id"], true),
    ("measurement", &["progress_update_id"], false),
    ("unlinked_share", &["progress_update_id", "position"], true),
];

fn table(name: &'static str) -> TableCreateStatement {
    Table::create().table(name).col(pk_uuid("id")).to_owned()
}

fn jurisdiction() -> TableCreateStatement {
    table("jurisdiction")
        .col(text("name"))
        .col(text("level").null().take())
        .col(uuid_null("parent_id"))
        .col(timestamp_with_time_zone("created_at"))
        .check(one_of("level", &["PROVINCE", "CITY", "COUNTY", "TOWN"]))
        .check(Expr::cust("name <> ''"))
        .foreign_key(&mut references("jurisdiction", "parent_id", "jurisdiction", ForeignKeyAction::Restrict))
        .take()
}

fn report() -> TableCreateStatement {
    table("report")
        .col(uuid("jurisdiction_id"))
        .col(integer("year"))
        .col(timestamp_with_time_zone("created_at"))
        .col(timestamp_with_time_zone("updated_at"))
        .check(Expr::col("year").between(1949, 2999))
        .foreign_key(&mut references("report", "jurisdiction_id", "jurisdiction", ForeignKeyAction::Restrict))
        .take()
}

fn document() -> TableCreateStatement {
    table("document")
        .col(uuid("report_id"))
        .col(text("kind"))
        .col(text_null("title"))
        .col(text_null("publisher"))
        .col(date_null("published_on"))
        .col(date_null("period_start"))
        .col(date_null("period_end"))
        .col(text_null("period_label"))
        .col(text_null("period_granularity"))
        .col(text("layout"))
        .col(text("file_name"))
        .col(text("sha256"))
        .col(big_integer("byte_size"))
        .col(uuid_null("superseded_by_id"))
        .col(timestamp_with_time_zone("imported_at"))
        .check(one_of("kind", &["PLAN", "PROGRESS"]))
        .check(one_of("period_granularity", &["MONTH", "DAY"]))
        .check(Expr::cust("length(sha256) = 64"))
        .check(Expr::cust("period_start <= period_end"))
        .check(Expr::cust(
            "(period_start IS NULL) = (period_end IS NULL) AND (period_start IS NULL) = (period_label IS NULL) \
             AND (period_start IS NULL) = (period_granularity IS NULL)",
        ))
        .check(Expr::cust("kind = 'PLAN' OR period_end IS NOT NULL"))
        .foreign_key(&mut references("document", "report_id", "report", ForeignKeyAction::Cascade))
        .foreign_key(&mut references("document", "superseded_by_id", "document", ForeignKeyAction::SetNull))
        .take()
}

/// The decoded text and what was read out of it, apart from the rest of the document: both are long, and few questions
/// need them. The reading is kept so that an undo can rebuild the report from the documents that remain.
fn document_text() -> TableCreateStatement {
    Table::create()
        .table("document_text")
        .col(pk_uuid("document_id"))
        .col(text("content"))
        .col(text("draft"))
        .foreign_key(&mut references("document_text", "document_id", "document", ForeignKeyAction::Cascade))
        .take()
}

fn finding() -> TableCreateStatement {
    table("finding")
        .col(uuid("document_id"))
        .col(integer("position"))
        .col(text("code"))
        .col(text("severity"))
        .col(integer_null("row"))
        .col(integer_null("line"))
        .col(text("message"))
        .check(one_of("severity", &["INFO", "WARNING", "ERROR"]))
        .foreign_key(&mut references("finding", "document_id", "document", ForeignKeyAction::Cascade))
        .take()
}

fn task(backend: DatabaseBackend) -> TableCreateStatement {
    table("task")
        .col(uuid("report_id"))
        .col(integer("position"))
        .col(integer_null("number"))
        .col(integer("sub_number"))
        .col(text("text"))
        .col(json_binary("section"))
        .col(text_null("supervisor"))
        .col(uuid("document_id"))
        .col(integer("span_start"))
        .col(integer("span_end"))
        // What the newest bulletin makes of the task; derived, kept for filters, rewritten by every import.
        .col(text_null("reported_status"))
        .col(text("assessed_status"))
        .col(text("effective_status"))
        .col(boolean("discrepancy"))
        .col(text_null("completion"))
        .col(integer("indicator_count"))
        .col(integer("measured_count"))
        .check(one_of("reported_status", STATUSES))
        .check(one_of("assessed_status", STATUSES))
        .check(one_of("effective_status", STATUSES))
        .check(decimal_check(backend, "completion"))
        .check(Expr::cust("measured_count BETWEEN 0 AND indicator_count"))
        .check(Expr::cust("sub_number >= 0 AND (number IS NULL OR number >= 0)"))
        .check(Expr::cust("span_start >= 0 AND span_start <= span_end"))
        .foreign_key(&mut references("task", "report_id", "report", ForeignKeyAction::Cascade))
        .foreign_key(&mut references("task", "document_id", "document", ForeignKeyAction::Cascade))
        .take()
}

fn department() -> TableCreateStatement {
    table("department")
        .col(uuid("jurisdiction_id"))
        .col(text("name"))
        .col(uuid_null("parent_id"))
        .col(boolean("collective"))
        .check(Expr::cust("name <> ''"))
        .check(Expr::cust("parent_id IS NULL OR parent_id <> id"))
        .foreign_key(&mut references(
            "department",
            "jurisdiction_id",
            "jurisdiction",
            ForeignKeyAction::Restrict,
        ))
        .foreign_key(&mut references("department", "parent_id", "department", ForeignKeyAction::Restrict))
        .take()
}

fn department_alias() -> TableCreateStatement {
    table("department_alias")
        .col(uuid("jurisdiction_id"))
        .col(uuid("department_id"))
        .col(text("name"))
        .col(text("reason"))
        .foreign_key(&mut references(
            "department_alias",
            "jurisdiction_id",
            "jurisdiction",
            ForeignKeyAction::Restrict,
        ))
        .foreign_key(&mut references(
            "department_alias",
            "department_id",
            "department",
            ForeignKeyAction::Cascade,
        ))
        .take()
}

fn department_member() -> TableCreateStatement {
    Table::create()
        .table("department_member")
        .col(uuid("collective_id"))
        .col(uuid("member_id"))
        .primary_key(Index::create().col("collective_id").col("member_id"))
        .check(Expr::cust("collective_id <> member_id"))
        .foreign_key(&mut references(
            "department_member",
            "collective_id",
            "department",
            ForeignKeyAction::Cascade,
        ))
        .foreign_key(&mut references(
            "department_member",
            "member_id",
            "department",
            ForeignKeyAction::Cascade,
        ))
        .take()
}

fn task_department() -> TableCreateStatement {
    table("task_department")
        .col(uuid("task_id"))
        .col(uuid("department_id"))
        .col(integer("position"))
        .col(text("role"))
        .col(text("reason"))
        .col(text("printed_name"))
        .check(one_of("role", &["LEAD", "SUPPORT", "RESPONSIBLE"]))
        .foreign_key(&mut references("task_department", "task_id", "task", ForeignKeyAction::Cascade))
        .foreign_key(&mut references(
            "task_department",
            "department_id",
            "department",
            ForeignKeyAction::Restrict,
        ))
        .take()
}

fn indicator(backend: DatabaseBackend) -> TableCreateStatement {
    table("indicator")
        .col(uuid("task_id"))
        .col(uuid("document_id"))
        .col(integer("position"))
        .col(text("name"))
        .col(text("canonical_name"))
        .col(text("target"))
        .col(text_null("target_high"))
        .col(text("unit"))
        .col(text("comparator"))
        .col(text("kind"))
        .col(text("quote"))
        .col(integer("span_start"))
        .col(integer("span_end"))
        .check(decimal_check(backend, "target"))
        .check(decimal_check(backend, "target_high"))
        .check(one_of("comparator", &["AT_LEAST", "AT_MOST", "ABOUT"]))
        .check(one_of("kind", &["AMOUNT", "LEVEL", "GROWTH"]))
        .foreign_key(&mut references("indicator", "task_id", "task", ForeignKeyAction::Cascade))
        .foreign_key(&mut references("indicator", "document_id", "document", ForeignKeyAction::Cascade))
        .take()
}

fn progress_update() -> TableCreateStatement {
    table("progress_update")
        .col(uuid("task_id"))
        .col(uuid("document_id"))
        .col(integer("row"))
        .col(text("text"))
        .col(text_null("reported_status"))
        .col(text_null("reported_text"))
        .col(integer_null("span_start"))
        .col(integer_null("span_end"))
        .check(one_of("reported_status", STATUSES))
        .foreign_key(&mut references("progress_update", "task_id", "task", ForeignKeyAction::Cascade))
        .foreign_key(&mut references("progress_update", "document_id", "document", ForeignKeyAction::Cascade))
        .take()
}

fn measurement(backend: DatabaseBackend) -> TableCreateStatement {
    table("measurement")
        .col(uuid("indicator_id"))
        .col(uuid("progress_update_id"))
        .col(text_null("value"))
        .col(text_null("value_high"))
        .col(text_null("unit"))
        .col(boolean("approximate"))
        .col(boolean("forecast"))
        .col(date_null("as_of_start"))
        .col(date_null("as_of_end"))
        .col(text_null("as_of_label"))
        .col(text_null("as_of_granularity"))
        .col(text_null("quote"))
        .col(integer_null("span_start"))
        .col(integer_null("span_end"))
        .col(text_null("share"))
        .col(text_null("share_quote"))
        .col(integer_null("share_span_start"))
        .col(integer_null("share_span_end"))
        .check(decimal_check(backend, "value"))
        .check(decimal_check(backend, "value_high"))
        .check(decimal_check(backend, "share"))
        .check(one_of("as_of_granularity", &["MONTH", "DAY"]))
        // A figure comes with its unit and its words, a share with its words, and one of the two stands.
        .check(Expr::cust("(value IS NULL) = (unit IS NULL) AND (value IS NULL) = (quote IS NULL)"))
        .check(Expr::cust("(share IS NULL) = (share_quote IS NULL)"))
        .check(Expr::cust("value IS NOT NULL OR share IS NOT NULL"))
        .foreign_key(&mut references("measurement", "indicator_id", "indicator", ForeignKeyAction::Cascade))
        .foreign_key(&mut references(
            "measurement",
            "progress_update_id",
            "progress_update",
            ForeignKeyAction::Cascade,
        ))
        .take()
}

fn unlinked_share(backend: DatabaseBackend) -> TableCreateStatement {
    table("unlinked_share")
        .col(uuid("progress_update_id"))
        .col(integer("position"))
        .col(text("percent"))
        .col(text("quote"))
        .col(integer("span_start"))
        .col(integer("span_end"))
        .check(decimal_check(backend, "percent"))
        .foreign_key(&mut references(
            "unlinked_share",
            "progress_update_id",
            "progress_update",
            ForeignKeyAction::Cascade,
        ))
        .take()
}

/// What the derived columns were computed with, by key.
fn setting() -> TableCreateStatement {
    Table::create().table("setting").col(text("key").primary_key().take()).col(text("value")).take()
}
