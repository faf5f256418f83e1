//! Values that do not fit their types are refused before anything runs, wherever they stand.

use axum::body::Body;
use axum::http::{Request, StatusCode, header};
use serde_json::{Value, json};

use crate::support::app::{Answer, App};
use crate::support::bulletin::half_year;
use crate::support::database::Kind;

const RESPONSE: &str = "application/graphql-response+json";

async fn app() -> App {
    let app = App::start(Kind::Sqlite).await;
    app.import("half.txt", &half_year()).await;
    app
}

async fn ask(app: &App, accept: &str, query: &str, variables: &Value) -> Answer {
    let body = json!({ "query": query, "variables": variables }).to_string();
    let request = Request::post("/graphql")
        .header(header::CONTENT_TYPE, "application/json")
        .header(header::ACCEPT, accept);
    app.send(request.body(Body::from(body)).expect("a request")).await
}

/// Refused in both forms, with this argument, by the one message.
async fn refused(app: &App, query: &str, variables: &Value, argument: &str) {
    for (accept, status) in [(RESPONSE, StatusCode::BAD_REQUEST), ("application/json", StatusCode::OK)] {
        let answer = ask(app, accept, query, variables).await;
        let errors = answer.body["errors"].as_array().cloned().unwrap_or_default();
        let [error] = errors.as_slice() else { panic!("{query} {variables}: {}", answer.body) };
        let told = &error["extensions"];
        assert_eq!(
            (&told["code"], &told["argument"]),
            (&json!("BAD_USER_INPUT"), &json!(argument)),
            "{error}"
        );
        assert_eq!((answer.status, answer.body.get("data")), (status, None), "{query} {variables}");
        let message = error["message"].as_str().unwrap_or_default();
        assert!(message.contains(argument) && message.len() < 2000, "{argument}: {message}");
        let line = error["locations"][0]["line"].as_u64();
        assert!(line.is_some_and(|line| line > 0), "{error}");
    }
}

#[tokio::test]
async fn a_variable_is_held_against_its_type_down_to_the_last_value() {
    let app = app().await;
    let tasks = "query($filter: TaskFilter) { tasks(filter: $filter) { totalCount } }";
    let long = "x".repeat(100_000);
    let wrong = [
        (json!({ "year": { "gte": "early" } }), "$filter.year.gte"),
        (json!({ "year": { "gte": 2_147_483_648_i64 } }), "$filter.year.gte"),
        (json!({ "year": { "gte": 2024.5 } }), "$filter.year.gte"),
        (json!({ "year": 2024 }), "$filter.year"),
        (json!({ "yeer": { "eq": 2024 } }), "$filter.yeer"),
        (json!("2024"), "$filter"),
        (json!({ "completion": { "lt": "half" } }), "$filter.completion.lt"),
        (json!({ "completion": { "lt": long } }), "$filter.completion.lt"),
        (json!({ "completion": { "in": ["0.5", "0.6", true] } }), "$filter.completion.in.2"),
        (json!({ "status": { "in": ["BEHIND", "LATE"] } }), "$filter.status.in.1"),
        (json!({ "status": { "in": [null] } }), "$filter.status.in.0"),
        (json!({ "discrepancy": { "eq": "yes" } }), "$filter.discrepancy.eq"),
        (json!({ "text": { "contains": 7 } }), "$filter.text.contains"),
        (json!({ "id": { "eq": { "is": "x" } } }), "$filter.id.eq"),
        (
            json!({ "or": [{ "number": { "eq": 1 } }, { "not": { "number": { "eq": "one" } } }] }),
            "$filter.or.1.not.number.eq",
        ),
        (json!({ "or": { "number": { "eq": "one" } } }), "$filter.or.number.eq"),
    ];
    for (filter, argument) in &wrong {
        refused(&app, tasks, &json!({ "filter": filter }), argument).await;
    }
    let asked = [
        (
            "query($day: NaiveDate) { reports { nodes { completion(asOf: $day) { total } } } }",
            json!({ "day": "30.6.2024" }),
            "$day",
        ),
        (
            "query($day: NaiveDate) { reports { nodes { completion(asOf: $day) { total } } } }",
            json!({ "day": 20_240_630 }),
            "$day",
        ),
        (
            "query($sort: [TaskOrder!]) { tasks(orderBy: $sort) { totalCount } }",
            json!({ "sort": [{ "direction": "DESC" }] }),
            "$sort.0.field",
        ),
        (
            "query($sort: [TaskOrder!]) { tasks(orderBy: $sort) { totalCount } }",
            json!({ "sort": [null] }),
            "$sort.0",
        ),
        (
            "query($share: Decimal) { reports { nodes { ranking(minCoverage: $share) { by } } } }",
            json!({ "share": "much" }),
            "$share",
        ),
        (
            "query($share: Decimal = \"much\") { reports { nodes { ranking(minCoverage: $share) { by } } } }",
            json!({}),
            "$share",
        ),
        // What nothing uses is held against its type all the same, or the engine would say that nothing does.
        ("query($on: Boolean!) { tasks { totalCount @include(if: $on) } }", json!({ "on": "yes" }), "$on"),
        (
            "mutation($input: ImportInput!) { importDocument(input: $input) { outcome } }",
            json!({ "input": {} }),
            "$input.content",
        ),
    ];
    for (query, variables, argument) in &asked {
        refused(&app, query, variables, argument).await;
    }
}

#[tokio::test]
async fn a_variable_that_fits_is_taken() {
    let app = app().await;
    let tasks = "query($filter: TaskFilter, $sort: [TaskOrder!]) { tasks(filter: $filter, orderBy: $sort) { totalCount } }";
    let right = [
        json!({ "filter": { "year": { "gte": 2024, "in": 2024 }, "completion": { "lt": "0.9" } } }),
        json!({ "filter": { "completion": { "lt": 0.9 }, "text": null }, "sort": { "field": "NUMBER" } }),
        json!({ "filter": null, "sort": [{ "field": "NUMBER", "direction": "DESC" }] }),
        json!({ "filter": { "or": [{ "status": { "in": ["BEHIND"] } }, { "number": { "gt": 0 } }] } }),
        json!({}),
    ];
    for variables in &right {
        let answer = ask(&app, RESPONSE, tasks, variables).await;
        assert_eq!((answer.status, answer.body.get("errors")), (StatusCode::OK, None), "{variables}");
    }
    let part = "query($year: Int) { tasks(filter: { year: { eq: $year }, completion: { lt: \"0.9\" } }) { totalCount } }";
    for variables in [json!({}), json!({ "year": 2024 })] {
        assert_eq!(ask(&app, RESPONSE, part, &variables).await.body.get("errors"), None, "{variables}");
    }
}

#[tokio::test]
async fn a_value_in_the_document_is_held_against_its_type_too() {
    let app = app().await;
    let wrong = [
        ("{ tasks(filter: { completion: { lt: \"half\" } }) { totalCount } }", "filter.completion.lt"),
        // Beside a variable without a value as well: the engine looks at neither.
        (
            "query($n: Int) { tasks(filter: { number: { eq: $n }, completion: { lt: [] } }) { totalCount } }",
            "filter.completion.lt",
        ),
        ("{ reports { nodes { completion(asOf: \"yesterday\") { total } } } }", "asOf"),
        (
            "{ ...F } fragment F on Query { reports { nodes { ... { ... on Report { completion(asOf: 7) { total } } } } } }",
            "asOf",
        ),
        ("{ tasks(filter: 7) { totalCount } }", "filter"),
        (
            "{ tasks(filter: { and: [{ number: { eq: 1 } }, { number: 2 }] }) { totalCount } }",
            "filter.and.1.number",
        ),
        ("{ tasks(orderBy: [{ direction: ASC }]) { totalCount } }", "orderBy.0.field"),
        ("{ tasks(orderBy: [{ field: SIZE }]) { totalCount } }", "orderBy.0.field"),
        ("{ tasks { totalCount @include(if: \"yes\") } }", "if"),
        ("subscription { reportChanged(year: \"x\") { cause } }", "year"),
    ];
    for (query, argument) in wrong {
        refused(&app, query, &json!({}), argument).await;
    }
    // Each value is told, of the operations that do not run too.
    let two = "query A { tasks(filter: { completion: { lt: true } }, first: \"x\") { totalCount } }";
    let answer = ask(&app, RESPONSE, two, &json!({})).await;
    let arguments: Vec<&Value> = answer.body["errors"]
        .as_array()
        .expect("errors")
        .iter()
        .map(|error| &error["extensions"]["argument"])
        .collect();
    assert_eq!(arguments, ["filter.completion.lt", "first"]);
    let body =
        json!({ "query": format!("{two} query B {{ __typename }}"), "operationName": "B" }).to_string();
    let request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
    let answer = app.send(request.body(Body::from(body)).expect("a request")).await;
    assert_eq!(answer.body["errors"].as_array().map(Vec::len), Some(2), "{}", answer.body);
    let many = "a: tasks(first: \"x\") { totalCount } ".replace("a:", "ALIAS:");
    let many =
        (0..60).map(|number| many.replace("ALIAS", &format!("a{number}"))).collect::<Vec<_>>().concat();
    let answer = ask(&app, RESPONSE, &format!("{{ {many} }}"), &json!({})).await;
    assert_eq!(answer.body["errors"].as_array().map(Vec::len), Some(20), "the first twenty are told");
}

#[tokio::test]
async fn fragments_that_spread_one_another_are_called_that() {
    let app = app().await;
    let rings = [
        ("{ ...F } fragment F on Query { __typename ...F }", "\"F\" spreads itself:"),
        (
            "{ tasks { nodes { ...A } } } fragment A on Task { id ...B } fragment B on Task { report { tasks { nodes { ...A } } } }",
            "\"A\" spreads itself through \"B\":",
        ),
    ];
    for (query, words) in rings {
        let answer = ask(&app, RESPONSE, query, &json!({})).await;
        let error = &answer.body["errors"][0];
        assert_eq!(
            (answer.status, &error["extensions"]["code"]),
            (StatusCode::BAD_REQUEST, &json!("GRAPHQL_VALIDATION_FAILED"))
        );
        assert!(error["message"].as_str().is_some_and(|message| message.contains(words)), "{error}");
        assert!(error["locations"][0]["column"].is_u64(), "{error}");
    }
}

#[tokio::test]
async fn a_word_in_quotes_is_none_in_a_query_and_one_in_json() {
    let app = app().await;
    let none = json!({});
    for (query, argument) in [
        ("{ tasks(filter: { status: { eq: \"BEHIND\" } }) { totalCount } }", "filter.status.eq"),
        ("{ tasks(filter: { status: { in: [AHEAD, \"BEHIND\"] } }) { totalCount } }", "filter.status.in.1"),
        ("{ tasks(orderBy: { field: \"NUMBER\" }) { totalCount } }", "orderBy.field"),
        ("query($s: Status = \"BEHIND\") { tasks(filter: { status: { eq: $s } }) { totalCount } }", "$s"),
    ] {
        refused(&app, query, &none, argument).await;
    }
    let query = "query($s: Status = BEHIND) { tasks(filter: { status: { eq: $s } }) { totalCount } }";
    for variables in [none, json!({ "s": "BEHIND" })] {
        let answer = ask(&app, RESPONSE, query, &variables).await;
        assert_eq!(answer.body.get("errors"), None, "{variables}: {}", answer.body);
    }
}

#[tokio::test]
async fn a_variable_of_another_type_is_told_so_in_both_languages() {
    let app = app().await;
    let query = "query($n: Int) { tasks(filter: { status: { eq: $n } }) { totalCount } }";
    refused(&app, query, &json!({ "n": 1 }), "filter.status.eq").await;
    let answer = ask(&app, RESPONSE, query, &json!({ "n": 1 })).await;
    assert_eq!(
        answer.body["errors"][0]["message"],
        "filter.status.eq: needs a value of type Status; the variable in its place has another type"
    );
}
