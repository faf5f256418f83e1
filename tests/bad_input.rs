//! What is wrong with a document, a disk or a database is told, and leaves the ledger as it was.

use std::path::Path;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use proptest::strategy::{Strategy, ValueTree};
use proptest::test_runner::TestRunner;
use serde_json::{Value, json};
use taizhang::config::Config;
use taizhang::error::Error;

use crate::support::app::App;
use crate::support::bulletin::{Bulletin, Row, half_year, long, nine_months};
use crate::support::database::{Kind, connection};
use crate::support::process::{Ended, run, taizhang};
use crate::support::{on_both, postgres, tables};

/// Imports bytes by form and by the use case; both must refuse with this code, and nothing may have changed.
async fn refused(app: &App, name: &str, bytes: &[u8], status: u16, code: &str) -> String {
    let before = app.dump().await;
    for dry_run in [true, false] {
        let error = app.try_import(name, bytes, dry_run).await.expect_err(name);
        assert_eq!(error.code(), code, "{name}: {error}");
        assert!(error.to_string().starts_with(&format!("{name}: ")), "the message names the file: {error}");
    }
    let answer = app.upload(name, bytes, &[]).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["code"]),
        (status, &json!(code)),
        "{name}: {}",
        answer.body
    );
    assert_eq!(answer.kind, "application/problem+json");
    assert_eq!(app.dump().await, before, "{name}");
    answer.body["detail"].as_str().unwrap_or_default().to_owned()
}

fn random_bytes(count: usize) -> Vec<u8> {
    let strategy = proptest::collection::vec(proptest::num::u8::ANY, count)
        .prop_filter("control bytes", |bytes| bytes[0] < 0x20);
    strategy.new_tree(&mut TestRunner::deterministic()).expect("bytes").current()
}

/// UTF-16 with its mark, cut within a character.
fn cut_utf16(text: &str) -> Vec<u8> {
    let mut bytes = vec![0xff, 0xfe];
    bytes.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    bytes.truncate(bytes.len() / 2 * 2 - 1);
    bytes
}

on_both! {
    async fn files_that_are_no_bulletins_are_refused(app: App) {
        app.import("half.txt", &half_year()).await;
        refused(&app, "empty.txt", b"", 422, "FILE_EMPTY").await;
        refused(&app, "blank.txt", b" \r\n\t\n ", 422, "FILE_EMPTY").await;
        refused(&app, "wide blank.txt", "\u{3000}\u{a0}\n\u{feff}".as_bytes(), 422, "FILE_EMPTY").await;
        let png = b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\0\0\x01\0\0\0\x01\x08\x06\0\0\0\x1f\x15\xc4\x89";
        refused(&app, "scan.png", png, 422, "FORMAT_UNSUPPORTED").await;
        refused(&app, "renamed.txt", png, 422, "FORMAT_UNSUPPORTED").await;
        refused(&app, "noise.bin", &random_bytes(5000), 422, "FILE_NOT_TEXT").await;
        refused(&app, "zeros.bin", &[0; 5000], 422, "FILE_NOT_TEXT").await;
        let poem = "床前没有表格,\n地上也没有序号。\n举头望责任,\n低头思进度。\n";
        let detail = refused(&app, "poem.txt", poem.as_bytes(), 422, "DOCUMENT_UNRECOGNISED").await;
        assert!(detail.len() > 40, "the reason is told: {detail}");
    }

    async fn a_file_above_the_limit_is_refused_before_it_is_read(app: App) {
        let mut config = Config::default();
        config.ingest.file_bytes = 2000;
        let small = App::with(app.database.kind, config).await;
        let text = long("云溪市", 50);
        let detail = refused(&small, "long.txt", text.as_bytes(), 413, "FILE_TOO_LARGE").await;
        assert!(detail.contains("more than 2000 bytes (ingest.file_bytes)"), "the limit and its key are told: {detail}");
        let vast = vec![b'x'; 200_000];
        let answer = small.upload("vast.txt", &vast, &[]).await;
        assert_eq!((answer.status.as_u16(), &answer.body["code"]), (413, &json!("FILE_TOO_LARGE")), "{}", answer.body);
        let detail = answer.body["detail"].as_str().unwrap_or_default();
        assert!(detail.contains("more than 2000 bytes (ingest.file_bytes)"), "{detail}");
    }

    async fn a_limit_is_named_as_the_configuration_names_it(app: App) {
        let mut config = Config::default();
        config.ingest.tasks = 3;
        let small = App::with(app.database.kind, config).await;
        let detail = refused(&small, "half.txt", half_year().as_bytes(), 422, "LIMIT_EXCEEDED").await;
        assert!(detail.contains("(ingest.tasks)"), "{detail}");
    }

    async fn a_document_that_does_not_say_whose_and_when_names_the_flags(app: App) {
        let text = Bulletin::new("重点工作完成情况", vec![Row::new("新建公园3个。", "新建公园2个。", "住建局")]).text();
        let detail = refused(&app, "bare.txt", text.as_bytes(), 422, "JURISDICTION_UNKNOWN").await;
        assert!(detail.contains("--jurisdiction") && detail.contains("bare.txt"), "{detail}");
        let named = text.replacen("重点", "云溪县政府工作报告重点", 1);
        let detail = refused(&app, "no year.txt", named.as_bytes(), 422, "YEAR_UNKNOWN").await;
        assert!(detail.contains("--year"), "{detail}");
        let dated = text.replacen("重点", "云溪县2024年政府工作报告重点", 1);
        let detail = refused(&app, "no period.txt", dated.as_bytes(), 422, "PERIOD_UNKNOWN").await;
        assert!(detail.contains("--period") && detail.contains("上半年"), "{detail}");
    }

    async fn a_document_of_another_report_is_refused_with_the_first_row_that_contradicts(app: App) {
        app.import("half.txt", &half_year()).await;
        let rows = ["新建学校", "疏浚河道", "植树造林", "修缮古建"].map(|what| Row::new(&format!("{what}12处。"), "完成选址。", "住建局"));
        let other = Bulletin::new("青禾县2024年政府工作报告重点工作完成情况(前三季度)", rows.into()).text();
        let detail = refused(&app, "other.txt", other.as_bytes(), 409, "DOCUMENT_CONTRADICTS").await;
        for part in ["other.txt", "row 1", "number 1", "新建学校", "新增高新技术企业", "--jurisdiction", "--year", "taizhang undo"] {
            assert!(detail.contains(part), "{part} is not in {detail}");
        }
    }

    async fn cut_and_mixed_encodings_end_in_a_finding_or_an_error_and_never_in_a_panic(app: App) {
        let text = half_year();
        let utf8 = text.as_bytes();
        let cut = &utf8[..utf8.len() - 1];
        assert!(std::str::from_utf8(&cut[..cut.len() - 1]).is_err() || std::str::from_utf8(cut).is_ok());
        let mut mixed = utf8.to_vec();
        mixed.extend_from_slice(b"\xc7\xe0\xba\xcc\xcf\xd8");
        for (name, bytes) in [("cut in a character.txt", utf8[..utf8.len() - 3].to_vec()), ("mixed.txt", mixed),
            ("cut utf-16.txt", cut_utf16(&text)), ("only a mark.txt", vec![0xff, 0xfe]), ("half a mark.txt", vec![0xef, 0xbb])]
        {
            let before = app.dump().await;
            match app.try_import(name, &bytes, true).await {
                Ok(summary) => assert_eq!(summary.counts.tasks.created, 4, "{name}"),
                Err(error) => assert!(matches!(error, Error::Unreadable { .. } | Error::Refused { .. }), "{name}: {error}"),
            }
            assert_eq!(app.dump().await, before, "{name}");
        }
    }
}

/// Runs statements on the ledger file of a folder; the texts of the first columns, one list a statement.
fn on_file(folder: &Path, statements: &[String]) -> Vec<Vec<String>> {
    let url = format!("sqlite://{}", folder.join("taizhang.db").display());
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        let db = taizhang::store::connect::open(&connection(&url)).await.expect("the ledger opens");
        let mut said = Vec::new();
        for statement in statements {
            said.push(tables::texts(&db, statement).await);
        }
        db.close().await.expect("closes");
        said
    })
}

/// Rows per table of a ledger file, and whether it is sound.
fn look_into(folder: &Path) -> (Value, String) {
    let names = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'".to_owned();
    let names = on_file(folder, &[names]).remove(0);
    let count = |table: &String| format!("SELECT CAST(count(*) AS TEXT) FROM {table}");
    let mut statements: Vec<String> = names.iter().map(count).collect();
    statements.push("SELECT integrity_check FROM pragma_integrity_check".to_owned());
    statements.push("SELECT \"table\" FROM pragma_foreign_key_check".to_owned());
    let mut said = on_file(folder, &statements);
    let loose = said.pop().expect("an answer");
    let sound = said.pop().expect("an answer");
    let counts = names
        .into_iter()
        .zip(said)
        .map(|(name, rows)| (name, rows[0].parse::<u64>().expect("a count").into()));
    (Value::Object(counts.collect()), [sound, loose].concat().join(" "))
}

const SOUND: &str = "ok";

/// Whether somebody holds the write lock of a folder's ledger.
async fn locked(folder: &Path) -> bool {
    use sea_orm::sqlx::sqlite::SqliteConnectOptions;
    use sea_orm::sqlx::{ConnectOptions, Connection, raw_sql};
    let options =
        SqliteConnectOptions::new().filename(folder.join("taizhang.db")).busy_timeout(Duration::ZERO);
    let mut connection = options.connect().await.expect("the ledger opens");
    let taken = raw_sql("BEGIN IMMEDIATE; ROLLBACK").execute(&mut connection).await.is_err();
    connection.close().await.expect("closes");
    taken
}

fn signal(child: &Child, name: &str) {
    let sent = Command::new("kill").args([name, &child.id().to_string()]).status();
    assert!(sent.is_ok_and(|status| status.success()), "the import was gone before it could be told to stop");
}

/// Stops a process after its write lock was seen as often as asked for, and with the lock held.
fn stop_while_it_writes(child: &mut Child, folder: &Path, times: usize) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
    runtime.block_on(async {
        loop {
            let mut seen = 0;
            while seen < times {
                let ended = child.try_wait().expect("its state");
                assert!(ended.is_none(), "the import ended before it was seen to write");
                seen = if locked(folder).await { seen + 1 } else { 0 };
            }
            signal(child, "-STOP");
            if locked(folder).await {
                return;
            }
            signal(child, "-CONT");
        }
    });
}

#[test]
fn an_import_that_is_killed_leaves_all_or_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("half.txt"), half_year()).expect("a file");
    assert_eq!(run(folder.path(), &["import", "half.txt"]).code, Some(0));
    let (before, _) = look_into(folder.path());
    std::fs::write(folder.path().join("long.txt"), long("云溪市", 2000)).expect("a file");
    // Each round lets the import write for longer. It is killed while it stands still inside its transaction, so that
    // what is told does not hang on how fast the machine is.
    for rounds in [1, 4, 16] {
        let mut child = taizhang(folder.path())
            .args(["import", "long.txt"])
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("the binary runs");
        stop_while_it_writes(&mut child, folder.path(), rounds);
        child.kill().expect("SIGKILL");
        child.wait().expect("it ends");
        assert_eq!(look_into(folder.path()), (before.clone(), SOUND.to_owned()));
    }
    let again = run(folder.path(), &["import", "long.txt"]);
    assert_eq!(again.code, Some(0), "{}", again.err);
    let (after, sound) = look_into(folder.path());
    assert_eq!((sound.as_str(), &after["task"], &after["document"]), (SOUND, &json!(2004), &json!(2)));
}

#[test]
fn an_import_onto_a_full_disk_fails_in_words_and_leaves_the_ledger_as_it_was() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("half.txt"), half_year()).expect("a file");
    assert_eq!(run(folder.path(), &["import", "half.txt"]).code, Some(0));
    let before = look_into(folder.path());
    std::fs::write(folder.path().join("long.txt"), long("云溪市", 2000)).expect("a file");
    // No file may grow beyond so many KiB: with the signal of that ignored by the shell, as on a full disk, and with it
    // sent to the process, which would end it.
    for limit in ["trap '' XFSZ; ulimit -f 400", "ulimit -f 400", "ulimit -f 40"] {
        let limited = format!("{limit}; exec '{}' import long.txt", env!("CARGO_BIN_EXE_taizhang"));
        let output = Command::new("bash").args(["-c", &limited]).current_dir(folder.path()).output();
        let ended = Ended::from(output.expect("bash runs"));
        assert_eq!(ended.code, Some(1), "{limit}: {}", ended.err);
        assert!(ended.err.contains("[DATABASE_UNAVAILABLE]"), "{limit}: {}", ended.err);
        assert_eq!(look_into(folder.path()), before, "{limit}");
    }
    assert_eq!(before.1, SOUND);
    assert_eq!(run(folder.path(), &["import", "long.txt"]).code, Some(0), "with room it goes through");
}

#[test]
fn a_database_newer_than_the_binary_is_left_alone() {
    let folder = tempfile::tempdir().expect("a folder");
    std::fs::write(folder.path().join("half.txt"), half_year()).expect("a file");
    assert_eq!(run(folder.path(), &["import", "half.txt"]).code, Some(0));
    let future = "INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20990101_000001_future', 0) RETURNING version";
    on_file(folder.path(), &[future.to_owned()]);
    let before = look_into(folder.path());
    for arguments in [&["migrate"][..], &["import", "half.txt"], &["serve", "--listen", "127.0.0.1:0"]] {
        let ended = run(folder.path(), arguments);
        assert_eq!(ended.code, Some(1), "{arguments:?}: {}", ended.err);
        assert!(
            ended.err.contains("m20990101_000001_future") && ended.err.contains("newer"),
            "{arguments:?}: {}",
            ended.err
        );
    }
    assert_eq!(look_into(folder.path()), before);
}

#[tokio::test]
async fn a_database_newer_than_the_binary_has_a_code() {
    let app = App::start(Kind::Postgres).await;
    app.sql("INSERT INTO seaql_migrations (version, applied_at) VALUES ('m20990101_000001_future', 0)")
        .await
        .expect("a row");
    let db = taizhang::store::connect::open(&connection(&app.database.url)).await.expect("it opens");
    let error = taizhang::store::connect::migrate(&db).await.expect_err("refused");
    assert_eq!(error.code(), "DATABASE_TOO_NEW");
    assert!(error.to_string().contains("m20990101_000001_future"), "{error}");
}

#[tokio::test]
async fn a_database_that_is_gone_is_told_on_every_surface() {
    let app = App::start(Kind::Postgres).await;
    app.import("half.txt", &half_year()).await;
    let name = app.database.url.rsplit('/').next().expect("a name").to_owned();
    postgres::execute("postgres", &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS false")).await;
    postgres::execute(
        "postgres",
        &format!("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '{name}'"),
    )
    .await;
    let answer = app.get("/api/v1/reports").await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["code"]),
        (503, &json!("DATABASE_UNAVAILABLE")),
        "{}",
        answer.body
    );
    let answer = app.ask("{ reports { totalCount } }").await;
    assert_eq!(answer.body["errors"][0]["extensions"]["code"], "DATABASE_UNAVAILABLE", "{}", answer.body);
    let answer = app.ask("{ tasks { nodes { id } } }").await;
    assert_eq!(answer.body["errors"][0]["extensions"]["code"], "DATABASE_UNAVAILABLE", "{}", answer.body);
    let answer = app.upload("nine.txt", nine_months().as_bytes(), &[]).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["code"]),
        (503, &json!("DATABASE_UNAVAILABLE")),
        "{}",
        answer.body
    );
    let answer = app.get("/readyz").await;
    assert_eq!((answer.status.as_u16(), &answer.body["status"]), (503, &json!("unavailable")));
    assert_eq!(app.get("/healthz").await.status.as_u16(), 200);
    postgres::execute("postgres", &format!("ALTER DATABASE {name} ALLOW_CONNECTIONS true")).await;
    let answer = app.get("/api/v1/reports").await;
    assert_eq!(
        (answer.status.as_u16(), &answer.body["totalCount"]),
        (200, &json!(1)),
        "it comes back by itself"
    );
}

#[test]
fn a_server_that_is_not_there_or_does_not_answer_is_told_at_once() {
    let folder = tempfile::tempdir().expect("a folder");
    // A listener that takes no connection off its queue: the line is there, and nobody speaks.
    let mute = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let gone = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let (mute_at, gone_at) = (mute.local_addr().expect("a port"), gone.local_addr().expect("a port"));
    drop(gone);
    for (address, said) in [(gone_at, "refused"), (mute_at, "no answer within 1 seconds")] {
        let started = std::time::Instant::now();
        let output = taizhang(folder.path())
            .args(["migrate", "--database-url", &format!("postgres://office:secret@{address}/ledger")])
            .env("TAIZHANG_DATABASE__CONNECT_TIMEOUT_SECONDS", "1")
            .output()
            .expect("the binary runs");
        let ended = Ended::from(output);
        assert_eq!(ended.code, Some(1));
        assert!(started.elapsed() < Duration::from_secs(5), "{:?}", started.elapsed());
        for part in [&address.to_string(), said, "[DATABASE_UNAVAILABLE]"] {
            assert!(ended.err.contains(part), "{part} is not in {}", ended.err);
        }
        assert!(!ended.err.contains("secret"), "{}", ended.err);
    }
}
