//! A document with several operations: all of it must be valid, and only the one that runs counts.

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};

use crate::support::app::App;
use crate::support::bulletin::half_year;
use crate::support::database::Kind;

async fn app() -> App {
    let app = App::start(Kind::Sqlite).await;
    app.import("half.txt", &half_year()).await;
    app
}

async fn run(app: &App, query: &str, operation: Option<&str>, variables: Value) -> Value {
    let body = json!({ "query": query, "operationName": operation, "variables": variables }).to_string();
    let request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
    app.send(request.body(Body::from(body)).expect("a request")).await.body
}

#[tokio::test]
async fn variables_of_the_others_need_no_value() {
    let app = app().await;
    let query = "query A { tasks(first: 1) { ...Numbers } } query B($n: Int!) { tasks(first: $n) { ...Numbers } } \
                 query C($n: String!) { report(jurisdiction: $n, year: 2024) { year } } \
                 fragment Numbers on TaskConnection { nodes { number } }";
    let one = json!({ "tasks": { "nodes": [{ "number": 1 }] } });
    for (operation, variables, data) in [
        ("A", json!({}), &one),
        ("A", json!({ "n": "many" }), &one),
        ("B", json!({ "n": 1 }), &one),
        ("C", json!({ "n": "青禾县" }), &json!({ "report": { "year": 2024 } })),
    ] {
        let answer = run(&app, query, Some(operation), variables).await;
        assert_eq!((answer.get("errors"), &answer["data"]), (None, data), "{operation}");
    }
    let answer = run(&app, query, Some("B"), json!({})).await;
    assert_eq!(answer["errors"][0]["extensions"]["argument"], "$n", "{answer}");
}

#[tokio::test]
async fn the_cost_is_that_of_the_operation_that_runs() {
    let app = app().await;
    let (small, large) = (
        "query Small { tasks(first: 1) { nodes { number } } }",
        "tasks(first: 100) { nodes { text number } }",
    );
    let aliases = (0..9).map(|number| format!("a{number}: {large} ")).collect::<Vec<_>>().concat();
    let alone = run(&app, small, Some("Small"), json!({})).await;
    let beside = run(&app, &format!("{small} query Large {{ {aliases} }}"), Some("Small"), json!({})).await;
    let cost =
        |answer: &Value| answer["extensions"]["cost"]["complexity"]["requested"].as_u64().expect("a cost");
    assert_eq!(cost(&alone), cost(&beside));
    // Each is within the limit, and all of them together are not.
    let many = (0..40).map(|number| format!("query Q{number} {{ {aliases} }} ")).collect::<Vec<_>>().concat();
    let answer = run(&app, &many, Some("Q3"), json!({})).await;
    assert_eq!(answer.get("errors"), None);
}

#[tokio::test]
async fn the_others_must_be_valid_all_the_same() {
    let app = app().await;
    for (query, words) in [
        ("query A { __typename } query B { nothing }", "nothing"),
        ("query A { __typename } query B { __typename } fragment F on Task { number }", "\"F\""),
        ("query A { __typename } query B { tasks(first: $n) { totalCount } }", "n"),
        ("query A { __typename } query B { tasks(first: \"x\") { totalCount } }", "first"),
        ("query A { __typename } query B($n: Int) { __typename }", "n"),
        ("query A { __typename } query A { __typename }", "A"),
    ] {
        let answer = run(&app, query, Some("A"), json!({})).await;
        let message = answer["errors"][0]["message"].as_str().unwrap_or_default();
        assert!(answer.get("data").is_none() && message.contains(words), "{query}: {answer}");
    }
    for (operation, word) in [(None, "operationName"), (Some("C"), "C")] {
        let query = "query A { __typename } query B($n: Int!) { tasks(first: $n) { totalCount } }";
        let answer = run(&app, query, operation, json!({})).await;
        let error = &answer["errors"][0];
        assert_eq!(error["extensions"]["code"], "GRAPHQL_VALIDATION_FAILED", "{answer}");
        assert!(error["message"].as_str().is_some_and(|message| message.contains(word)), "{answer}");
    }
}

#[tokio::test]
async fn names_that_are_not_known_come_with_those_that_are() {
    let app = app().await;
    for (query, operation, told) in [
        (
            "query A { __typename } query B { __typename }",
            Some("C"),
            "the document has no operation named \"C\"; it has A, B",
        ),
        ("query A { __typename }", Some("C"), "the document has no operation named \"C\"; it has A"),
        ("{ __typename }", Some("C"), "the document has no operation named \"C\"; its only one has no name"),
        (
            "{ search(txt: \"x\", text: \"y\") { totalCount } }",
            None,
            "Unknown argument \"txt\" on field \"search\" of type \"Query\". Did you mean \"text\"?; search takes text, \
             filter, first, after, last, before",
        ),
        ("  # nothing", None, "the query is empty"),
    ] {
        let answer = run(&app, query, operation, json!({})).await;
        assert_eq!(answer["errors"][0]["message"], told, "{answer}");
    }
    // The engine says it once for each of its rules.
    let answer = run(
        &app,
        "query($s: Sttus) { tasks(filter: { status: { eq: $s } }) { totalCount } }",
        None,
        json!({}),
    )
    .await;
    assert_eq!(answer["errors"].as_array().map(Vec::len), Some(1), "{answer}");
}
