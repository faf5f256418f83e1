//! The ledger below the surfaces: its tables as text, raw statements, and what is indexed and referenced.

use std::collections::BTreeMap;

use sea_orm::{ConnectionTrait, DatabaseConnection, DbErr, Statement};

use super::app::App;
use super::database::Kind;

/// Every row of every table as text, by table.
pub type Dump = BTreeMap<String, Vec<String>>;

/// The first column of each row that a statement gives.
pub async fn texts(db: &DatabaseConnection, sql: &str) -> Vec<String> {
    let statement = Statement::from_string(db.get_database_backend(), sql.to_owned());
    let rows = db.query_all_raw(statement).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    rows.iter().map(|row| row.try_get_by_index(0).unwrap_or_else(|error| panic!("{sql}: {error}"))).collect()
}

/// Names of the ledger's own tables, those of the migrations included; what a full-text index is kept in is left out.
pub async fn names(db: &DatabaseConnection, kind: Kind) -> Vec<String> {
    let sql = match kind {
        Kind::Sqlite => {
            "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' \
             AND name NOT LIKE 'search_index%' ORDER BY 1"
        }
        Kind::Postgres => {
            "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public' ORDER BY 1"
        }
    };
    texts(db, sql).await
}

impl App {
    /// Runs a raw statement; the error of one that the database refuses.
    pub async fn sql(&self, statement: &str) -> Result<u64, DbErr> {
        self.ledger.db.execute_unprepared(statement).await.map(|done| done.rows_affected())
    }

    pub async fn texts(&self, sql: &str) -> Vec<String> {
        texts(&self.ledger.db, sql).await
    }

    /// The rows of a table that fulfil a condition.
    pub async fn count(&self, table: &str, condition: &str) -> usize {
        let sql = format!("SELECT CAST(count(*) AS TEXT) FROM {table} WHERE {condition}");
        self.texts(&sql).await[0].parse().expect("a number")
    }

    /// The whole ledger as text.
    pub async fn dump(&self) -> Dump {
        let mut dump = Dump::new();
        for table in names(&self.ledger.db, self.database.kind).await {
            let sql = match self.database.kind {
                // The number of a text that is searched says nothing, and counts on when rows are made anew.
                Kind::Postgres if table == "search_entry" => {
                    format!("SELECT (to_jsonb(t) - 'id')::text FROM {table} t ORDER BY 1")
                }
                Kind::Postgres => format!("SELECT row_to_json(t)::text FROM {table} t ORDER BY 1"),
                Kind::Sqlite => {
                    let numbered = if table == "search_entry" { " WHERE name <> 'id'" } else { "" };
                    let columns =
                        format!("SELECT 'quote(' || name || ')' FROM pragma_table_info('{table}'){numbered}");
                    let columns = self.texts(&columns).await.join(" || ',' || ");
                    format!("SELECT {columns} FROM {table} ORDER BY 1")
                }
            };
            let rows = self.texts(&sql).await;
            dump.insert(table, rows);
        }
        dump
    }
}
