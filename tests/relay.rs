//! Relay: its compiler takes the schema without complaint, and what it makes of a client's fragments is answered.

use std::path::Path;

use serde_json::{Value, json};

use crate::support::app::App;
use crate::support::database::Kind;
use crate::support::node;
use crate::support::samples::with_samples;

async fn answered(app: &App, operations: &Value, name: &str, variables: Value) -> Value {
    let text = operations[name].as_str().unwrap_or_else(|| panic!("no {name} was compiled"));
    let answer = app.ask_with(text, &variables).await;
    assert_eq!(answer.body.get("errors"), None, "{name}: {}", answer.body);
    answer.body["data"].clone()
}

fn ids(connection: &Value) -> Vec<&str> {
    let edges = connection["edges"].as_array().expect("edges");
    edges.iter().map(|edge| edge["node"]["id"].as_str().expect("an id")).collect()
}

#[tokio::test]
async fn a_client_built_with_relay_pages_through_tasks_and_fetches_one_again() {
    if !node::is_installed() {
        return;
    }
    let schema = Path::new(env!("CARGO_MANIFEST_DIR")).join("schema.graphql");
    let compiled = node::run("relay.mjs", &[&schema.to_string_lossy()]);
    let log = compiled["log"].as_str().expect("a log");
    assert_eq!(compiled["status"], 0, "{log}");
    assert!(!log.contains("WARN") && !log.contains("ERROR"), "{log}");

    let app = App::start(Kind::Sqlite).await;
    with_samples(&app).await;
    let operations = &compiled["operations"];
    let all = answered(&app, operations, "tasksAllPaginationQuery", json!({ "count": 3 })).await;
    let task = ids(&all["tasks"])[0].to_owned();
    let reports = app.data("{ reports(first: 10) { nodes { id completion { total } } } }").await;
    let report = reports["reports"]["nodes"].as_array().expect("reports").iter();
    let report =
        report.max_by_key(|report| report["completion"]["total"].as_i64()).expect("a report")["id"].clone();

    let page = answered(&app, operations, "tasksPageQuery", json!({ "report": report, "task": task })).await;
    let start = &page["node"]["tasks"];
    assert_eq!((ids(start).len(), &start["pageInfo"]["hasNextPage"]), (20, &json!(true)));
    let more = json!({ "id": report, "count": 20, "cursor": start["pageInfo"]["endCursor"] });
    let rest = answered(&app, operations, "tasksListPaginationQuery", more).await;
    let rest = &rest["node"]["tasks"];
    assert!(!ids(rest).is_empty() && ids(rest).iter().all(|id| !ids(start).contains(id)), "{rest}");
    assert_eq!(rest["totalCount"], json!(20 + ids(rest).len()));

    let again = answered(&app, operations, "tasksAgainRefetchQuery", json!({ "id": task })).await;
    assert_eq!(again["node"]["id"], json!(task));
    assert_eq!(again["node"]["text"], page["task"]["text"]);
}
