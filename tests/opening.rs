//! Opening a ledger: starts beside each other, starts that fail half way, and settings that are not the ledger's.

use std::fs;
use std::path::Path;
use std::process::Stdio;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::support::bulletin::{half_year, nine_months};
use crate::support::database::{connection, look};
use crate::support::on_both;
use crate::support::postgres;
use crate::support::process::{Ended, Server, run, taizhang};

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().expect("a folder")
}

/// Starts the same command several times at once; how each ended.
fn at_once(folder: &Path, arguments: &[&str]) -> Vec<Ended> {
    let start = |_| {
        let mut command = taizhang(folder);
        command.args(arguments).stdout(Stdio::piped()).stderr(Stdio::piped());
        command.spawn().expect("the binary runs")
    };
    let children: Vec<_> = (0..4).map(start).collect();
    children.into_iter().map(|child| child.wait_with_output().expect("it ends").into()).collect()
}

/// True where exactly one of the starts ran the migrations.
fn one_did_the_work(ended: &[Ended]) -> bool {
    ended.iter().filter(|ended| ended.out.starts_with("ran ")).count() == 1
}

#[test]
fn starts_beside_each_other_on_a_new_file_all_succeed() {
    let folder = folder();
    let ended = at_once(folder.path(), &["migrate"]);
    assert!(ended.iter().all(|ended| ended.code == Some(0)), "{ended:?}");
    assert!(one_did_the_work(&ended), "{ended:?}");
}

#[tokio::test]
async fn starts_beside_each_other_on_a_new_postgresql_database_all_succeed() {
    let folder = folder();
    let (url, _) = postgres::empty_database().await;
    let ended = at_once(folder.path(), &["migrate", "--database-url", &url]);
    assert!(ended.iter().all(|ended| ended.code == Some(0)), "{ended:?}");
    assert!(one_did_the_work(&ended), "{ended:?}");
}

#[tokio::test]
async fn a_start_that_fails_half_way_leaves_nothing_half_made() {
    let folder = folder();
    let file = format!("sqlite://{}", folder.path().join("taizhang.db").display());
    let db = taizhang::store::connect::open(&connection(&file)).await.expect("it opens");
    // In the way of a table that comes late in the first migration.
    look::change(&db, "CREATE TABLE measurement (id INTEGER)").await;
    assert_eq!(run(folder.path(), &["migrate"]).code, Some(1));
    assert_eq!(look::tables(&db).await, ["measurement"]);
    look::change(&db, "DROP TABLE measurement").await;
    let again = run(folder.path(), &["migrate"]);
    assert_eq!(again.code, Some(0), "{}", again.err);
}

#[test]
fn a_mistyped_ledger_is_named_and_not_made() {
    let folder = folder();
    let id = "01a1f938-9c58-760f-a14f-e52e6c6253cf";
    let commands: [&[&str]; 3] =
        [&["documents"], &["undo", id], &["unit", "--jurisdiction", "云溪市", "split", "市发展改革委"]];
    for command in commands {
        let ended = run(folder.path(), command);
        assert_eq!(ended.code, Some(1), "{command:?}: {}", ended.out);
        assert!(ended.err.contains("database_url") && ended.err.contains("taizhang.db"), "{}", ended.err);
    }
    assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 0);
}

#[test]
fn documents_say_whose_they_are_and_an_unknown_jurisdiction_is_refused() {
    let folder = folder();
    fs::write(folder.path().join("half.txt"), half_year()).expect("a file");
    assert_eq!(run(folder.path(), &["migrate"]).code, Some(0));
    let none = run(folder.path(), &["documents"]);
    assert_eq!((none.code, none.out.as_str()), (Some(0), ""));
    assert!(none.err.contains("no documents"), "{}", none.err);
    assert_eq!(run(folder.path(), &["import", "half.txt"]).code, Some(0));
    let listed = run(folder.path(), &["documents", "--jurisdiction", "青禾县"]);
    assert!(listed.out.contains("in force    青禾县 2024  上半年"), "{}", listed.out);
    let unknown = run(folder.path(), &["documents", "--jurisdiction", "青禾"]);
    assert_eq!(unknown.code, Some(1), "{}", unknown.out);
    assert!(unknown.err.contains("青禾") && unknown.err.contains("[NOT_FOUND]"), "{}", unknown.err);
}

/// The statuses as the database holds them.
async fn statuses(folder: &Path) -> Vec<String> {
    let file = format!("sqlite://{}", folder.join("taizhang.db").display());
    let db = taizhang::store::connect::open(&connection(&file)).await.expect("it opens");
    look::column(&db, "SELECT effective_status FROM task ORDER BY id").await
}

#[tokio::test]
async fn a_command_with_another_margin_leaves_the_assessments_of_the_server_alone() {
    let folder = folder();
    for (name, text) in [("half.txt", half_year()), ("nine.txt", nine_months())] {
        fs::write(folder.path().join(name), text).expect("a file");
    }
    let wide = folder.path().join("wide.toml");
    fs::write(&wide, "[assessment]\nahead_margin = \"0.5\"").expect("a file");
    assert_eq!(run(folder.path(), &["import", "half.txt"]).code, Some(0));
    let before = statuses(folder.path()).await;
    let with = |command: &[&str]| run(folder.path(), &[command, &["--config", "wide.toml"]].concat());
    assert_eq!(with(&["documents"]).code, Some(0));
    for command in [&["import", "nine.txt"][..], &["import", "--dry-run", "nine.txt"]] {
        let refused = with(command);
        assert_eq!(refused.code, Some(1), "{}", refused.out);
        assert!(refused.err.contains("assessment.ahead_margin"), "{}", refused.err);
    }
    assert_eq!(statuses(folder.path()).await, before);
    assert_eq!(with(&["migrate"]).code, Some(0));
    assert_ne!(statuses(folder.path()).await, before, "half a year ahead is nobody");
    assert_eq!(with(&["import", "nine.txt"]).code, Some(0));
}

#[tokio::test]
async fn a_server_that_is_told_to_stop_ends_in_time_though_an_import_still_waits() {
    let folder = folder();
    fs::write(folder.path().join("half.txt"), half_year()).expect("a file");
    let settings = "[database]\ntimeout_seconds = 60\n[limits]\ntimeout_seconds = 60";
    fs::write(folder.path().join("taizhang.toml"), settings).expect("a file");
    let server = Server::start(folder.path(), &[]);
    let file = format!("sqlite://{}", folder.path().join("taizhang.db").display());
    let db = taizhang::store::connect::open(&connection(&file)).await.expect("it opens");
    let held = taizhang::store::connect::begin_write(&db).await.expect("the lock");
    let form = format!("file=@{}", folder.path().join("half.txt").display());
    let address = format!("http://{}/api/v1/imports", server.address);
    let mut waiting = upload(&form, &address);
    tokio::time::sleep(Duration::from_secs(1)).await;
    let begun = Instant::now();
    let code = tokio::task::spawn_blocking(move || server.stop()).await.expect("it ends");
    assert_eq!(code, Some(1), "something was cut off");
    assert!(begun.elapsed() < Duration::from_secs(20), "{:?}", begun.elapsed());
    drop(held);
    waiting.wait().expect("the client ends");
    assert_eq!(look::column(&db, "SELECT file_name FROM document").await, Vec::<String>::new());
}

fn upload(form: &str, address: &str) -> std::process::Child {
    std::process::Command::new("curl")
        .args(["-s", "-F", form, address])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("curl runs")
}

on_both! {
    async fn what_belongs_together_is_of_one_moment_whatever_is_written_beside(app: App) {
        const QUERY: &str = "{ reports { nodes { completion { period { label } meanCompletion total } } } }";
        app.import("half.txt", &half_year()).await;
        let half = app.data(QUERY).await;
        let nine = app.import("nine.txt", &nine_months()).await;
        let both = app.data(QUERY).await;
        assert_ne!(half, both);
        let until = Instant::now() + Duration::from_secs(3);
        let writer = async {
            let mut document = nine.document_id;
            while Instant::now() < until {
                taizhang::service::import::undo::undo(&app.ledger, document, false).await.expect("taken out");
                document = app.import("nine.txt", &nine_months()).await.document_id;
            }
        };
        let reader = async || {
            let mut read = 0;
            while Instant::now() < until {
                let seen = app.data(QUERY).await;
                assert!(seen == half || seen == both, "{seen} is neither {half} nor {both}");
                read += 1;
            }
            read
        };
        let (one, other, ()) = tokio::join!(reader(), reader(), writer);
        assert!(one > 3 && other > 3, "only {one} and {other} answers");
    }

    async fn what_cannot_be_stored_is_the_callers_mistake(app: App) {
        let text = half_year();
        for (name, value) in [("year", "next"), ("jurisdiction", "云\u{0}溪")] {
            let answer = app.upload("half.txt", text.as_bytes(), &[(name, value)]).await;
            assert_eq!(
                (answer.status.as_u16(), &answer.body["code"], &answer.body["argument"]),
                (400, &json!("BAD_USER_INPUT"), &json!(name)),
                "{name}={value:?}: {}",
                answer.body
            );
        }
        let twice = app.upload("half.txt", text.as_bytes(), &[("year", "2024"), ("year", "2023")]).await;
        assert_eq!((twice.status.as_u16(), &twice.body["argument"]), (400, &json!("year")), "{}", twice.body);
        let query = "query ($name: String!) { report(jurisdiction: $name, year: 2024) { id } }";
        let answer = app.ask_with(query, &json!({ "name": "云\u{0}溪" })).await;
        let code = &answer.body["errors"][0]["extensions"]["code"];
        assert!(answer.body["data"]["report"] == Value::Null && *code != "INTERNAL", "{}", answer.body);
    }
}
