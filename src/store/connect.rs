//! Opening a ledger: SQLite by default, PostgreSQL by URL, the same from there on.

use std::path::Path;
use std::time::Duration;

use migration::{Migrator, MigratorTrait, SchemaManager};
use sea_orm::{
    AccessMode, ConnectOptions, ConnectionTrait, Database, DatabaseBackend, DatabaseConnection,
    DatabaseTransaction, IsolationLevel, SqliteTransactionMode, TransactionOptions, TransactionTrait,
};

use super::statements;
use crate::error::{Error, Result};

/// How to reach the ledger.
#[derive(Debug, Clone)]
pub struct Connection {
    /// `sqlite://PATH` or `postgres://USER@HOST/NAME`.
    pub url: String,
    /// Most connections at once.
    pub max_connections: u32,
    /// How long to wait for a connection of the pool, or for a lock.
    pub timeout: Duration,
    /// How long a server may take to answer when the ledger is opened.
    pub connect_timeout: Duration,
}

/// Opens the ledger without touching its schema.
pub async fn open(settings: &Connection) -> Result<DatabaseConnection> {
    answers(settings).await?;
    let mut options = ConnectOptions::new(url_for_driver(&settings.url)?);
    options
        .max_connections(settings.max_connections)
        .acquire_timeout(settings.timeout)
        .connect_timeout(settings.timeout)
        .sqlx_logging(false);
    let busy = settings.timeout;
    options.map_sqlx_sqlite_opts(move |sqlite| {
        use sea_orm::sqlx::sqlite::{SqliteJournalMode, SqliteSynchronous};
        sqlite
            .create_if_missing(true)
            .foreign_keys(true)
            .journal_mode(SqliteJournalMode::Wal)
            // Safe with WAL against a killed process; FULL also holds against a lost power supply.
            .synchronous(SqliteSynchronous::Full)
            .busy_timeout(busy)
    });
    options.map_sqlx_postgres_opts(move |postgres| {
        postgres.options([("lock_timeout", format!("{}ms", busy.as_millis()))])
    });
    let mut db = Database::connect(options)
        .await
        .map_err(|error| Error::Unavailable(format!("{}: {error}", place(&settings.url))))?;
    db.set_metric_callback(|_| statements::sent());
    Ok(db)
}

/// Whether there is a ledger to open: a SQLite file that is not there would be made.
pub fn is_there(url: &str) -> Result<bool> {
    Ok(is_postgres(url) || Path::new(file(url)?).exists())
}

/// Refuses a URL that would make a new SQLite file, for those who do not mean to.
pub fn exists(url: &str) -> Result<()> {
    if is_there(url)? {
        return Ok(());
    }
    let message = format!("{url:?}: no such file; `taizhang import` and `taizhang serve` make one");
    Err(Error::invalid("database_url", message))
}

/// Fails at once, and in words, where no PostgreSQL answers: the pool would try again until its own time is over, and
/// then only say that it was.
async fn answers(settings: &Connection) -> Result<()> {
    use sea_orm::sqlx::postgres::PgConnectOptions;
    use sea_orm::sqlx::{ConnectOptions as _, Connection as _};
    if !is_postgres(&settings.url) {
        return Ok(());
    }
    let unavailable = |why: String| Error::Unavailable(format!("{}: {why}", place(&settings.url)));
    let options: PgConnectOptions =
        settings.url.parse().map_err(|error: sea_orm::sqlx::Error| unavailable(error.to_string()))?;
    match tokio::time::timeout(settings.connect_timeout, options.connect()).await {
        Ok(Ok(connection)) => connection.close().await.map_err(|error| unavailable(error.to_string())),
        Ok(Err(error)) => Err(unavailable(error.to_string())),
        Err(_) => {
            let seconds = settings.connect_timeout.as_secs();
            Err(unavailable(format!("no answer within {seconds} seconds (database.connect_timeout_seconds)")))
        }
    }
}

fn is_postgres(url: &str) -> bool {
    url.starts_with("postgres://") || url.starts_with("postgresql://")
}

/// Where the database is, without the name and password of its user.
fn place(url: &str) -> &str {
    let place = url.rsplit_once('@').map_or(url, |(_, place)| place);
    place.split('?').next().unwrap_or(place)
}

/// Refuses what is no address of a ledger.
pub fn check_url(url: &str) -> Result<()> {
    if is_postgres(url) { Ok(()) } else { sqlite_path(url).map(|_| ()) }
}

/// The form that the driver reads, checked: a plain path is a SQLite file, and its folder must be there.
fn url_for_driver(url: &str) -> Result<String> {
    if is_postgres(url) {
        return Ok(url.to_owned());
    }
    let path = sqlite_path(url)?;
    if let Some(folder) = Path::new(file(url)?).parent().filter(|folder| !folder.as_os_str().is_empty()) {
        std::fs::create_dir_all(folder)
            .map_err(|source| Error::Io { path: folder.display().to_string(), source })?;
    }
    Ok(format!("sqlite://{path}"))
}

/// What stands behind the scheme: a path, and options where there are any.
fn sqlite_path(url: &str) -> Result<&str> {
    let path = url.strip_prefix("sqlite://").or_else(|| url.strip_prefix("sqlite:")).unwrap_or(url);
    if path.contains("://") || path.is_empty() {
        let message = format!("{url:?} is neither sqlite://PATH nor postgres://USER@HOST/NAME");
        return Err(Error::invalid("database_url", message));
    }
    Ok(path)
}

/// The file of a SQLite URL.
fn file(url: &str) -> Result<&str> {
    let path = sqlite_path(url)?;
    Ok(path.split('?').next().unwrap_or(path))
}

/// Brings the schema up to this binary's; how many migrations ran. Refuses a database from the future.
///
/// All of them or none, and only one process at a time: a start that was killed leaves nothing half made, and of two
/// starts the later one finds the work done.
pub async fn migrate(db: &DatabaseConnection) -> Result<usize> {
    let mut count = pending(&SchemaManager::new(db)).await?;
    if count > 0 {
        let transaction = begin_write(db).await?;
        count = pending(&SchemaManager::new(&transaction)).await?;
        Migrator::up(&transaction, None).await?;
        transaction.commit().await?;
    }
    super::search::ensure_index(db).await;
    Ok(count)
}

/// Migrations that are still to run. Reads only, so that it waits for no writer.
async fn pending(schema: &SchemaManager<'_>) -> Result<usize> {
    check_age(schema).await?;
    Ok(Migrator::get_pending_migrations_read_only(schema.get_connection()).await?.len())
}

/// Refuses a database that has migrations this binary does not know.
async fn check_age(schema: &SchemaManager<'_>) -> Result<()> {
    if !schema.has_table(Migrator::migration_table_name().to_string()).await? {
        return Ok(());
    }
    let known: Vec<String> =
        Migrator::get_migration_files().iter().map(|migration| migration.name().to_owned()).collect();
    let unknown: Vec<String> = Migrator::get_migration_models(schema.get_connection())
        .await?
        .into_iter()
        .map(|model| model.version)
        .filter(|version| !known.contains(version))
        .collect();
    if unknown.is_empty() { Ok(()) } else { Err(Error::DatabaseTooNew { unknown: unknown.join(", ") }) }
}

/// True when the database answers and its schema is this binary's.
pub async fn is_ready(db: &DatabaseConnection) -> Result<bool> {
    db.execute_unprepared("SELECT 1").await?;
    Ok(Migrator::get_pending_migrations_read_only(db).await?.is_empty())
}

/// Number of the advisory lock that writers on PostgreSQL queue up for.
const WRITERS: i64 = 0x7461_697a_6861_6e67;

/// A transaction that will write. It takes the write lock at once, so that two writers queue up instead of failing half
/// way: SQLite's own, on PostgreSQL an advisory one that readers do not know.
pub async fn begin_write(db: &DatabaseConnection) -> Result<DatabaseTransaction> {
    let options = TransactionOptions {
        sqlite_transaction_mode: Some(SqliteTransactionMode::Immediate),
        ..TransactionOptions::default()
    };
    let transaction = db.begin_with_options(options).await?;
    if transaction.get_database_backend() == DatabaseBackend::Postgres {
        transaction.execute_unprepared(&format!("SELECT pg_advisory_xact_lock({WRITERS})")).await?;
    }
    Ok(transaction)
}

/// A transaction that sees the ledger as it stood at its first statement, whatever is written meanwhile: what is put
/// together from several statements belongs together. It waits for no writer, and no writer for it.
pub async fn begin_read(db: &DatabaseConnection) -> Result<DatabaseTransaction> {
    let options = match db.get_database_backend() {
        DatabaseBackend::Postgres => TransactionOptions {
            isolation_level: Some(IsolationLevel::RepeatableRead),
            access_mode: Some(AccessMode::ReadOnly),
            ..TransactionOptions::default()
        },
        // SQLite has no other kind.
        _ => TransactionOptions::default(),
    };
    Ok(db.begin_with_options(options).await?)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_message_names_the_database_and_never_its_password() {
        assert_eq!(place("postgres://office:se%40cret@10.0.0.7:5432/ledger"), "10.0.0.7:5432/ledger");
        assert_eq!(place("postgres://10.0.0.7/ledger?password=secret"), "postgres://10.0.0.7/ledger");
        assert_eq!(place("sqlite://ledger.db"), "sqlite://ledger.db");
    }
}
