//! The rules of the data hold in the database itself, and migrations go both ways.

use migration::{Migrator, MigratorTrait};
use taizhang::store::connect;

use crate::support::bulletin::rich;
use crate::support::database::{Kind, connection};
use crate::support::{on_both, postgres, tables};

/// The columns of each foreign key, as `table.column`.
fn references(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => {
            "SELECT m.name || '.' || f.\"from\" FROM sqlite_master m, pragma_foreign_key_list(m.name) f \
             WHERE m.type = 'table' ORDER BY 1"
        }
        Kind::Postgres => {
            "SELECT c.conrelid::regclass::text || '.' || a.attname FROM pg_constraint c \
             JOIN pg_attribute a ON a.attrelid = c.conrelid AND a.attnum = c.conkey[1] WHERE c.contype = 'f' ORDER BY 1"
        }
    }
}

/// The first column of each index, as `table.column`; an index that holds only some rows does not count.
fn indexed(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => {
            "SELECT m.name || '.' || i.name FROM sqlite_master m, pragma_index_list(m.name) l, \
             pragma_index_info(l.name) i WHERE m.type = 'table' AND i.seqno = 0 AND l.partial = 0 ORDER BY 1"
        }
        Kind::Postgres => {
            "SELECT x.indrelid::regclass::text || '.' || a.attname FROM pg_index x \
             JOIN pg_attribute a ON a.attrelid = x.indrelid AND a.attnum = x.indkey[0] \
             JOIN pg_class c ON c.oid = x.indrelid JOIN pg_namespace n ON n.oid = c.relnamespace \
             WHERE n.nspname = 'public' AND x.indpred IS NULL ORDER BY 1"
        }
    }
}

const NOBODY: &str = "'00000000-0000-0000-0000-000000000001'";

/// An id that nothing has, as a column of this database keeps it.
fn nobody(kind: Kind) -> &'static str {
    match kind {
        Kind::Sqlite => "x'00000000000000000000000000000001'",
        Kind::Postgres => NOBODY,
    }
}

async fn empty(kind: Kind) -> (sea_orm::DatabaseConnection, Option<tempfile::TempDir>) {
    let (url, folder) = match kind {
        Kind::Sqlite => {
            let folder = tempfile::tempdir().expect("a folder");
            (format!("sqlite://{}", folder.path().join("ledger.db").display()), Some(folder))
        }
        Kind::Postgres => (postgres::empty_database().await.0, None),
    };
    (connect::open(&connection(&url)).await.expect("the database opens"), folder)
}

async fn migrations_go_up_down_to_nothing_and_up_again(kind: Kind) {
    let (db, _folder) = empty(kind).await;
    assert_eq!(connect::migrate(&db).await.expect("up"), Migrator::migrations().len());
    let first = tables::names(&db, kind).await;
    assert!(first.contains(&"measurement".to_owned()), "{first:?}");
    assert_eq!(connect::migrate(&db).await.expect("again"), 0, "a second run runs nothing");
    Migrator::down(&db, None).await.expect("down");
    assert_eq!(tables::names(&db, kind).await, ["seaql_migrations"]);
    assert_eq!(connect::migrate(&db).await.expect("up again"), Migrator::migrations().len());
    assert_eq!(tables::names(&db, kind).await, first);
    db.close().await.expect("closes");
}

#[tokio::test]
async fn migrations_go_up_down_to_nothing_and_up_again_on_sqlite() {
    migrations_go_up_down_to_nothing_and_up_again(Kind::Sqlite).await;
}

#[tokio::test]
async fn migrations_go_up_down_to_nothing_and_up_again_on_postgres() {
    migrations_go_up_down_to_nothing_and_up_again(Kind::Postgres).await;
}

on_both! {
    async fn every_reference_has_an_index(app: App) {
        let kind = app.database.kind;
        let references = app.texts(references(kind)).await;
        assert!(references.len() >= 20, "only {references:?}; is the reader of this test broken?");
        let indexed = app.texts(indexed(kind)).await;
        let bare: Vec<&String> = references.iter().filter(|column| !indexed.contains(column)).collect();
        assert!(bare.is_empty(), "without an index: {bare:?}");
    }

    async fn a_reference_to_nothing_is_refused(app: App) {
        app.import("rich.txt", &rich()).await;
        let kind = app.database.kind;
        for reference in app.texts(references(kind)).await {
            let (table, column) = reference.split_once('.').expect("table.column");
            if app.count(table, "1 = 1").await == 0 {
                continue;
            }
            // One row, so that no unique key is what refuses it.
            let one = match kind {
                Kind::Sqlite => format!("rowid = (SELECT min(rowid) FROM {table})"),
                Kind::Postgres => format!("ctid = (SELECT min(ctid) FROM {table})"),
            };
            let written = app.sql(&format!("UPDATE {table} SET {column} = {} WHERE {one}", nobody(kind))).await;
            let error = written.expect_err(&reference).to_string().to_lowercase();
            assert!(error.contains("foreign key"), "{reference}: {error}");
        }
    }

    async fn a_report_takes_all_that_is_its_own_with_it_and_leaves_the_rest(app: App) {
        app.import("rich.txt", &rich()).await;
        let units = app.count("department", "1 = 1").await;
        assert!(app.sql("DELETE FROM jurisdiction").await.is_err(), "a jurisdiction with reports stays");
        assert!(app.sql("DELETE FROM department").await.is_err(), "a unit with tasks stays");
        app.sql("DELETE FROM report").await.expect("a report may go");
        for table in ["document", "document_text", "task", "task_department", "indicator", "progress_update", "measurement"] {
            assert_eq!(app.count(table, "1 = 1").await, 0, "{table}");
        }
        assert_eq!(app.count("department", "1 = 1").await, units);
    }

    async fn what_must_be_unique_is(app: App) {
        app.import("rich.txt", &rich()).await;
        let doubled = [
            ("jurisdiction", "id", ""), ("report", "id", ""), ("task", "id", ", number"),
            ("department", "id", ""), ("department_alias", "id", ""), ("task_department", "id", ""),
            ("indicator", "id", ""), ("progress_update", "id", ""), ("measurement", "id", ""),
        ];
        let kind = app.database.kind;
        for (table, key, freed) in doubled {
            let columns = match kind {
                Kind::Sqlite => format!("SELECT name FROM pragma_table_info('{table}')"),
                Kind::Postgres => format!(
                    "SELECT column_name::text FROM information_schema.columns WHERE table_name = '{table}' \
                     AND table_schema = 'public' ORDER BY ordinal_position"
                ),
            };
            let freed = freed.trim_start_matches(", ");
            let columns = app.texts(&columns).await;
            let values: Vec<String> = columns
                .iter()
                .map(|column| match column.as_str() {
                    column if column == key => nobody(kind).to_owned(),
                    column if column == freed => "99999".to_owned(),
                    column => column.to_owned(),
                })
                .collect();
            let copy = format!(
                "INSERT INTO {table} ({}) SELECT {} FROM {table} LIMIT 1", columns.join(", "), values.join(", ")
            );
            let error = app.sql(&copy).await.expect_err(table).to_string().to_lowercase();
            assert!(error.contains("unique"), "{table}: {error}");
        }
    }

    async fn words_and_numbers_outside_their_range_are_refused(app: App) {
        app.import("rich.txt", &rich()).await;
        let wrong = [
            "UPDATE report SET year = 24", "UPDATE report SET year = 20240",
            "UPDATE jurisdiction SET name = ''", "UPDATE jurisdiction SET level = 'VILLAGE'",
            "UPDATE document SET kind = 'LETTER'", "UPDATE document SET sha256 = 'abc'",
            "UPDATE document SET period_granularity = 'WEEK'", "UPDATE document SET period_end = NULL",
            "UPDATE document SET period_start = '2024-12-31', period_end = '2024-01-01'",
            "UPDATE task SET reported_status = '按时推进'", "UPDATE task SET assessed_status = ''",
            "UPDATE task SET effective_status = 'DONE'", "UPDATE task SET effective_status = NULL",
            "UPDATE task SET measured_count = indicator_count + 1", "UPDATE task SET measured_count = -1",
            "UPDATE task SET sub_number = -1", "UPDATE task SET number = -1",
            "UPDATE task SET span_start = span_end + 1", "UPDATE task SET text = NULL",
            "UPDATE department SET name = ''", "UPDATE department SET parent_id = id",
            "UPDATE task_department SET role = 'BOSS'",
            "UPDATE indicator SET comparator = '>='", "UPDATE indicator SET kind = 'amount'",
            "UPDATE indicator SET target = NULL",
            "UPDATE progress_update SET reported_status = 'LATE'",
            "UPDATE measurement SET value = NULL", "UPDATE measurement SET unit = NULL",
            "UPDATE measurement SET quote = NULL", "UPDATE measurement SET share = '50'",
            "UPDATE measurement SET value = NULL, unit = NULL, quote = NULL",
        ];
        let before = app.dump().await;
        for statement in wrong {
            assert!(app.sql(statement).await.is_err(), "this was taken: {statement}");
        }
        assert_eq!(app.dump().await, before);
    }
}
