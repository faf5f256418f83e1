//! Subscriptions, held against the clients that front ends use and against the rules of their protocols.

use std::fs;
use std::io::{BufRead, BufReader, Read};
use std::process::{Command, Stdio};

use futures_util::StreamExt;
use serde_json::{Value, json};
use taizhang::config::Config;
use taizhang::graphql::asked::Asked;
use taizhang::graphql::{Api, Documents};

use crate::support::app::App;
use crate::support::bulletin::half_year;
use crate::support::database::Kind;
use crate::support::node;
use crate::support::process::Server;

#[test]
fn the_clients_of_others_see_what_changes() {
    if !node::is_installed() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let file = folder.path().join("half.txt");
    fs::write(&file, half_year()).expect("a file");
    let server = Server::start(folder.path(), &[]);
    let found = node::run("watch.mjs", &[&format!("http://{}", server.address), &file.to_string_lossy()]);
    let change = |cause: &str, counts: Value, findings: Value, period: Value, removed: bool| {
        json!({
            "cause": cause, "jurisdiction": "青禾县", "year": 2024, "file": "half.txt", "period": period,
            "counts": counts, "findings": findings, "reportRemoved": removed,
        })
    };
    let changes = [
        change("IMPORTED", json!({ "tasks": { "created": 4 } }), json!(0), json!("上半年"), false),
        change("UNDONE", Value::Null, Value::Null, Value::Null, true),
    ];
    let phase = |phase: &str, file: &str, dry: bool, outcome: Value, code: Value| json!({ "token": "mine", "file": file, "phase": phase, "dryRun": dry, "outcome": outcome, "code": code });
    let none = Value::Null;
    let phases = [
        phase("READING", "half.txt", true, none.clone(), none.clone()),
        phase("STORING", "half.txt", true, none.clone(), none.clone()),
        phase("DONE", "half.txt", true, json!("IMPORTED"), none.clone()),
        phase("READING", "half.txt", false, none.clone(), none.clone()),
        phase("STORING", "half.txt", false, none.clone(), none.clone()),
        phase("DONE", "half.txt", false, json!("UNCHANGED"), none.clone()),
        phase("READING", "empty.txt", false, none.clone(), none.clone()),
        phase("FAILED", "empty.txt", false, none, json!("FILE_EMPTY")),
    ];
    for transport in ["socket", "events"] {
        for (place, change) in changes.iter().enumerate() {
            assert_eq!(found[transport][place]["data"]["reportChanged"], *change, "{transport}: {found:#}");
        }
        for (place, phase) in phases.iter().enumerate() {
            let seen = &found[format!("{transport}Progress")][place]["data"]["importProgress"];
            assert_eq!(seen, phase, "{transport}: {found:#}");
        }
        assert_eq!(found["answered"][transport][0]["data"]["__typename"], "Query", "{transport}");
    }
    assert_eq!(found["elsewhere"], json!([]));
    assert_eq!(found["refused"]["socket"][0]["failed"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
    assert_eq!(found["refused"]["events"][0]["errors"][0]["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED");
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_socket_that_breaks_the_rules_is_closed_with_the_code_of_its_fault() {
    if !node::is_installed() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let limits = "[subscriptions]\nper_connection = 2\ninit_seconds = 1\n[limits]\nbody_bytes = 10000\n";
    fs::write(folder.path().join("taizhang.toml"), limits).expect("a file");
    let server = Server::start(folder.path(), &[]);
    let small = tempfile::tempdir().expect("a folder");
    fs::write(small.path().join("taizhang.toml"), "[subscriptions]\nconnections = 2\n").expect("a file");
    let room_for_two = Server::start(small.path(), &[]);
    let found = node::run(
        "protocol.mjs",
        &[&format!("http://{}", server.address), &format!("http://{}", room_for_two.address)],
    );
    let closed = [
        ("silent", 4408),
        ("noProtocol", 4406),
        ("uninvited", 4401),
        ("initTwice", 4429),
        ("idTwice", 4409),
        ("noJson", 4400),
        ("noType", 4400),
        ("unknownType", 4400),
        ("noId", 4400),
    ];
    for (name, code) in closed {
        assert_eq!(found[name]["code"], code, "{name}: {found:#}");
    }
    assert_eq!(found["foreign"]["status"], 403, "{found:#}");
    assert!(
        found["tooLarge"]["code"] != 0
            && found["tooLarge"]["heard"].as_array().is_some_and(|heard| heard.len() == 1)
    );
    assert_eq!(found["ping"]["heard"][1], json!({ "type": "pong" }));
    assert_eq!(
        found["again"]["heard"][1],
        json!({ "type": "pong" }),
        "a name is free again once its operation is complete"
    );
    for (name, code) in
        [("tooMany", "TOO_MANY_SUBSCRIPTIONS"), ("deep", "QUERY_TOO_DEEP"), ("malformed", "BAD_REQUEST")]
    {
        let error = &found[name]["heard"][1];
        assert_eq!(
            (&error["type"], &error["payload"][0]["extensions"]["code"]),
            (&json!("error"), &json!(code)),
            "{error}"
        );
    }
    assert_eq!(found["room"], json!([503, "open", "open"]));
    assert_eq!(room_for_two.stop(), Some(0));
    assert_eq!(server.stop(), Some(0));
}

#[test]
fn a_server_that_stops_says_so_to_those_who_watch() {
    if !node::is_installed() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[]);
    let mut client = Command::new("node")
        .current_dir(node::folder())
        .args(["stay.mjs", &format!("http://{}", server.address)])
        .stdout(Stdio::piped())
        .spawn()
        .expect("node runs");
    let mut out = BufReader::new(client.stdout.take().expect("its output"));
    let mut line = String::new();
    out.read_line(&mut line).expect("a line");
    assert_eq!(line, "open\n");
    let started = std::time::Instant::now();
    assert_eq!(server.stop(), Some(0));
    assert!(started.elapsed().as_secs() < 8, "it waited for those who watch: {:?}", started.elapsed());
    let mut rest = String::new();
    out.read_to_string(&mut rest).expect("its output");
    let ended: Value = serde_json::from_str(&rest).unwrap_or_else(|error| panic!("{error}: {rest}"));
    assert_eq!((&ended["code"], &ended["kind"]), (&json!(1001), &json!("text/event-stream")), "{ended}");
    assert!(client.wait().expect("it ends").success());
}

async fn watch(app: &App, query: &str) -> futures_util::stream::BoxStream<'static, Value> {
    let api = Api::new(app.ledger.clone(), Config::default().query_limits(), Documents::default());
    let asked = Asked { query: Some(query.to_owned()), ..Asked::default() };
    let prepared = api.prepare(asked).await.unwrap_or_else(|answer| panic!("{answer:?}"));
    api.stream(prepared).map(|answer| serde_json::to_value(answer).expect("JSON")).boxed()
}

#[tokio::test]
async fn a_watcher_that_is_slow_is_told_and_holds_nobody_up() {
    let app = App::start(Kind::Sqlite).await;
    let mut slow = watch(&app, "subscription { importProgress { file phase } }").await;
    // Begins to watch, and then does not look.
    assert!(futures_util::poll!(slow.next()).is_pending());
    for number in 0..200 {
        let refused = app.try_import(&format!("{number}.txt"), b"", true).await;
        assert!(refused.is_err());
    }
    let first = slow.next().await.expect("an answer");
    assert_eq!(first["errors"][0]["extensions"]["code"], "EVENTS_MISSED", "{first}");
    assert!(first.get("data").is_some(), "it was executed: {first}");
    let mut last = Value::Null;
    for _ in 0..256 {
        last = slow.next().await.expect("an answer");
    }
    assert_eq!(last["data"]["importProgress"], json!({ "file": "199.txt", "phase": "FAILED" }));
    assert!(futures_util::poll!(slow.next()).is_pending(), "it goes on");
}

#[tokio::test]
async fn only_what_was_written_is_a_change() {
    let app = App::start(Kind::Sqlite).await;
    let mut all = watch(&app, "subscription { reportChanged { cause file } }").await;
    assert!(futures_util::poll!(all.next()).is_pending());
    app.try_import("dry.txt", half_year().as_bytes(), true).await.expect("a dry run");
    assert!(app.try_import("empty.txt", b"", false).await.is_err());
    app.import("half.txt", &half_year()).await;
    app.import("again.txt", &half_year()).await;
    let change = all.next().await.expect("an answer");
    assert_eq!(change["data"]["reportChanged"], json!({ "cause": "IMPORTED", "file": "half.txt" }));
    assert!(futures_util::poll!(all.next()).is_pending());
    let wrong = watch(&app, "subscription { reportChanged(id: \"x\") { cause } }")
        .await
        .next()
        .await
        .expect("an answer");
    assert_eq!(wrong["errors"][0]["extensions"]["code"], "BAD_USER_INPUT", "{wrong}");
    // A subscription is no question.
    assert_eq!(app.code("subscription { reportChanged { cause } }").await, "SUBSCRIPTION_UNSUPPORTED");
}
