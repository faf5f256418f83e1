//! A fresh migrated database for each test, gone when the test ends.

use std::time::Duration;

use sea_orm::DatabaseConnection;
use taizhang::store::connect::{self, Connection};
use tempfile::TempDir;

use super::postgres;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Sqlite,
    Postgres,
}

/// A database of a test's own.
pub struct TestDatabase {
    pub url: String,
    pub kind: Kind,
    /// Holds the SQLite file; removed with the test.
    _folder: TempDir,
    postgres: Option<String>,
}

impl TestDatabase {
    pub async fn migrated(kind: Kind) -> Self {
        let folder = tempfile::tempdir().expect("a folder");
        let (url, postgres) = match kind {
            Kind::Sqlite => {
                let url = format!("sqlite://{}", folder.path().join("ledger.db").display());
                migrate(&url).await;
                (url, None)
            }
            Kind::Postgres => {
                let (url, name) = postgres::database().await;
                (url, Some(name))
            }
        };
        Self { url, kind, _folder: folder, postgres }
    }

    /// A PostgreSQL database in which Chinese characters are letters, brought up by the named user.
    pub async fn with_letters(user: &str) -> Self {
        let (url, name) = postgres::database_with_letters(user).await;
        migrate(&url).await;
        let folder = tempfile::tempdir().expect("a folder");
        Self { url, kind: Kind::Postgres, _folder: folder, postgres: Some(name) }
    }

    pub async fn open(&self) -> DatabaseConnection {
        connect::open(&connection(&self.url)).await.expect("the database opens")
    }
}

impl Drop for TestDatabase {
    fn drop(&mut self) {
        // The server is thrown away with the run; dropping early keeps it small. A test may leave connections open.
        if let Some(name) = self.postgres.take() {
            std::thread::spawn(move || {
                let runtime =
                    tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
                runtime
                    .block_on(postgres::execute("postgres", &format!("DROP DATABASE {name} WITH (FORCE)")));
            })
            .join()
            .expect("the database is dropped");
        }
    }
}

pub fn connection(url: &str) -> Connection {
    Connection {
        url: url.to_owned(),
        max_connections: 5,
        timeout: Duration::from_secs(10),
        connect_timeout: Duration::from_secs(5),
    }
}

pub async fn migrate(url: &str) {
    let db = connect::open(&connection(url)).await.expect("the database opens");
    connect::migrate(&db).await.expect("the migrations run");
    db.close().await.expect("closes");
}

/// A look into a database past the program, and a hand in it.
pub mod look {
    use sea_orm::{ConnectionTrait, DatabaseConnection, Statement};

    pub async fn change(db: &DatabaseConnection, sql: &str) {
        db.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    }

    /// The first column of the rows, as text.
    pub async fn column(db: &DatabaseConnection, sql: &str) -> Vec<String> {
        let rows =
            db.query_all_raw(Statement::from_string(db.get_database_backend(), sql)).await.expect("rows");
        rows.iter().map(|row| row.try_get_by_index(0).expect("a text")).collect()
    }

    /// Names of the tables of a SQLite file.
    pub async fn tables(db: &DatabaseConnection) -> Vec<String> {
        column(db, "SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").await
    }
}
