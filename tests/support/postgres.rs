//! One PostgreSQL server for the whole run: on loopback, on a free port, in a folder of its own.
//!
//! A watching shell owns the server and reads from this process; when this process ends, in whatever way, the pipe
//! closes, and the shell stops the server and removes the folder.

use std::net::{Ipv4Addr, TcpListener};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, Instant};

use sea_orm::{ConnectionTrait, Database, DatabaseConnection};
use tokio::sync::OnceCell;

/// Name of the migrated database that each test's own is copied from.
const TEMPLATE: &str = "template_ledger";

struct Server {
    port: u16,
    _watcher: Child,
}

static SERVER: LazyLock<Server> = LazyLock::new(start);
static TEMPLATE_READY: OnceCell<()> = OnceCell::const_new();

/// A fresh migrated database; its URL and its name.
pub async fn database() -> (String, String) {
    let port = SERVER.port;
    TEMPLATE_READY
        .get_or_init(|| async {
            execute("postgres", &format!("CREATE DATABASE {TEMPLATE}")).await;
            super::database::migrate(&url(port, TEMPLATE)).await;
        })
        .await;
    let name = fresh_name();
    execute("postgres", &format!("CREATE DATABASE {name} TEMPLATE {TEMPLATE}")).await;
    (url(port, &name), name)
}

/// An empty database without any schema.
pub async fn empty_database() -> (String, String) {
    let name = fresh_name();
    execute("postgres", &format!("CREATE DATABASE {name}")).await;
    (url(SERVER.port, &name), name)
}

/// An empty database in which Chinese characters are letters, for a user who may write there and, unless it is
/// `postgres`, may not change the database itself; its URL and its name.
pub async fn database_with_letters(user: &str) -> (String, String) {
    let name = fresh_name();
    execute("postgres", &format!("CREATE DATABASE {name} TEMPLATE template0 LOCALE 'C.UTF-8'")).await;
    if user != "postgres" {
        execute("postgres", &format!("CREATE ROLE {user} LOGIN")).await;
        execute(&name, &format!("GRANT ALL ON SCHEMA public TO {user}")).await;
    }
    (url(SERVER.port, &name).replace("postgres@", &format!("{user}@")), name)
}

/// The server is this process's own, so that a count is name enough.
fn fresh_name() -> String {
    static NEXT: AtomicU64 = AtomicU64::new(1);
    format!("t_{}", NEXT.fetch_add(1, Ordering::Relaxed))
}

/// Runs one statement in the named database.
pub async fn execute(database: &str, sql: &str) {
    let db: DatabaseConnection =
        Database::connect(url(SERVER.port, database)).await.expect("PostgreSQL answers");
    db.execute_unprepared(sql).await.unwrap_or_else(|error| panic!("{sql}: {error}"));
    db.close().await.expect("closes");
}

fn url(port: u16, name: &str) -> String {
    format!("postgres://postgres@127.0.0.1:{port}/{name}")
}

fn start() -> Server {
    let bin = binaries();
    let folder = tempfile::Builder::new().prefix("taizhang-pg-").tempdir().expect("a folder").keep();
    let data = folder.join("data");
    let is_root = Command::new("id").arg("-u").output().is_ok_and(|out| out.stdout.starts_with(b"0\n"));
    // PostgreSQL refuses to run as root; its package brings a user of its own.
    let as_user: &[&str] = if is_root { &["runuser", "-u", "postgres", "--"] } else { &["env"] };
    if is_root {
        let owned = Command::new("chown").arg("postgres").arg(&folder).status().expect("chown runs");
        assert!(owned.success(), "the folder {} could not be handed to postgres", folder.display());
    }
    let made = Command::new(as_user[0])
        .args(&as_user[1..])
        .arg(bin.join("initdb"))
        .args(["--auth=trust", "--username=postgres", "--encoding=UTF8", "--locale=C", "--no-sync", "-D"])
        .arg(&data)
        .output()
        .expect("initdb runs");
    assert!(made.status.success(), "initdb failed: {}", String::from_utf8_lossy(&made.stderr));
    let port = free_port();
    let watcher = watch(as_user, &bin.join("postgres"), &folder, &data, port);
    wait_for(port);
    Server { port, _watcher: watcher }
}

fn watch(as_user: &[&str], postgres: &Path, folder: &Path, data: &Path, port: u16) -> Child {
    let script = r#"folder=$1; shift; "$@" >"$folder/log" 2>&1 & server=$!
        cat >/dev/null; kill -INT "$server"; pkill -INT -P "$server"; wait "$server"; rm -rf "$folder""#;
    Command::new("sh")
        .args(["-c", script, "watch"])
        .arg(folder)
        .args(as_user)
        .arg(postgres)
        .arg("-D")
        .arg(data)
        .args([
            "-c",
            "listen_addresses=127.0.0.1",
            "-c",
            &format!("port={port}"),
            "-c",
            "max_connections=300",
        ])
        .args(["-c", "fsync=off", "-c", "synchronous_commit=off", "-c", "full_page_writes=off"])
        .arg("-c")
        .arg(format!("unix_socket_directories={}", folder.display()))
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("sh runs")
}

fn wait_for(port: u16) {
    let deadline = Instant::now() + Duration::from_mins(1);
    while std::net::TcpStream::connect((Ipv4Addr::LOCALHOST, port)).is_err() {
        assert!(Instant::now() < deadline, "PostgreSQL did not open its port within a minute");
        std::thread::sleep(Duration::from_millis(50));
    }
}

fn free_port() -> u16 {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("a free port");
    listener.local_addr().expect("its address").port()
}

/// The folder of the server's binaries: the newest that Debian packages, else the one on the path.
fn binaries() -> PathBuf {
    let mut versions: Vec<PathBuf> = std::fs::read_dir("/usr/lib/postgresql")
        .map(|entries| entries.flatten().map(|entry| entry.path().join("bin")).collect())
        .unwrap_or_default();
    versions.retain(|bin| bin.join("initdb").is_file());
    versions.sort();
    let on_path = || {
        let path = std::env::var_os("PATH")?;
        std::env::split_paths(&path).find(|folder| folder.join("initdb").is_file())
    };
    versions
        .pop()
        .or_else(on_path)
        .expect("no PostgreSQL server found: run ./scripts/test, which installs one")
}
