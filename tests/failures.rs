//! A field that fails, through the real stack: null where the schema allows it, and its parent where it does not.

use serde_json::{Value, json};

use crate::support::app::App;
use crate::support::bulletin::half_year;
use crate::support::database::look;
use crate::support::on_both;

/// The ids of the only report and of its first task, over a ledger whose jurisdictions and units cannot be read any more.
async fn broken(app: &App) -> (String, String) {
    app.import("half.txt", &half_year()).await;
    let data = app.data("{ reports { nodes { id } } tasks { nodes { id } } }").await;
    let id = |list: &str| data[list]["nodes"][0]["id"].as_str().expect("an id").to_owned();
    for table in ["jurisdiction", "department"] {
        look::change(&app.ledger.db, &format!("ALTER TABLE {table} RENAME TO gone_{table}")).await;
    }
    (id("reports"), id("tasks"))
}

/// The data, and the paths of the errors in their order.
async fn told(app: &App, query: &str) -> (Value, Vec<Value>) {
    let answer = app.ask(query).await;
    let errors = answer.body["errors"].as_array().cloned().unwrap_or_default();
    let mut paths: Vec<Value> = errors.iter().map(|error| error["path"].clone()).collect();
    paths.sort_by_key(ToString::to_string);
    paths.dedup();
    (answer.body["data"].clone(), paths)
}

on_both! {
    async fn a_field_that_may_not_be_null_takes_the_nearest_parent_that_may(app: App) {
        let (report, task) = broken(&app).await;
        // Report.jurisdiction is required, Query.report is not.
        let asked = format!("{{ failing: report(id: \"{report}\") {{ year jurisdiction {{ name }} }} whole: report(id: \"{report}\") {{ year }} }}");
        let (data, paths) = told(&app, &asked).await;
        assert_eq!(data, json!({ "failing": null, "whole": { "year": 2024 } }));
        assert_eq!(paths, [json!(["failing", "jurisdiction"])]);
        // Through a list of required rows, a required list and a required connection, up to the whole answer.
        let (data, paths) = told(&app, "{ __typename reports { totalCount nodes { year jurisdiction { name } } } }").await;
        assert_eq!((data, paths.len()), (Value::Null, 1));
        // Through several levels, up to the task, which may be null.
        let asked = format!("{{ task(id: \"{task}\") {{ number report {{ year jurisdiction {{ name }} }} }} other: task(id: \"{task}\") {{ number }} }}");
        let (data, paths) = told(&app, &asked).await;
        assert_eq!(data, json!({ "task": null, "other": { "number": 1 } }));
        assert_eq!(paths, [json!(["task", "report", "jurisdiction"])]);
        // A field that is asked for in two places is one field.
        let asked = format!("{{ report(id: \"{report}\") {{ year }} report(id: \"{report}\") {{ jurisdiction {{ name }} }} __typename }}");
        assert_eq!(told(&app, &asked).await.0, json!({ "report": null, "__typename": "Query" }));
        // In a fragment on an interface.
        let asked = format!("{{ node(id: \"{report}\") {{ __typename ... on Report {{ jurisdiction {{ name }} }} }} __typename }}");
        assert_eq!(told(&app, &asked).await.0, json!({ "node": null, "__typename": "Query" }));
    }

    async fn a_field_that_may_be_null_is_null_in_its_place(app: App) {
        let (report, _) = broken(&app).await;
        let changes = "changes(from: \"一季度\") { from { label } }";
        let (data, paths) = told(&app, &format!("{{ report(id: \"{report}\") {{ {changes} year }} }}")).await;
        assert_eq!((data, paths), (json!({ "report": { "changes": null, "year": 2024 } }), vec![json!(["report", "changes"])]));
        // Alone, too: its parent did not fail.
        let (data, _) = told(&app, &format!("{{ report(id: \"{report}\") {{ {changes} }} }}")).await;
        assert_eq!(data, json!({ "report": { "changes": null } }));
        let (data, paths) = told(&app, "{ report(jurisdiction: \"青禾县\", year: 2024) { id } }").await;
        assert_eq!((data, paths), (json!({ "report": null }), vec![json!(["report"])]));
        // Both at once: the one stays in its place, and the other takes both.
        let (data, paths) = told(&app, &format!("{{ report(id: \"{report}\") {{ {changes} jurisdiction {{ name }} }} }}")).await;
        assert_eq!((data, paths.len()), (json!({ "report": null }), 2));
    }

    async fn what_is_left_out_is_not_null(app: App) {
        app.import("half.txt", &half_year()).await;
        let data = app.data("{ tasks(first: 1) { totalCount @skip(if: true) } }").await;
        assert_eq!(data, json!({ "tasks": {} }));
        assert_eq!(app.data("{ tasks(first: 1) @skip(if: true) { totalCount } }").await, json!({}));
    }
}
