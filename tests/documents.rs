//! Queries that a server keeps: under their hashes, and as the only ones that run.

use std::fs;
use std::path::Path;

use axum::body::Body;
use axum::http::{Request, header};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use taizhang::config::Config;

use crate::support::app::{Answer, App};
use crate::support::database::Kind;
use crate::support::process::run;

fn hash(query: &str) -> String {
    hex::encode(Sha256::digest(query.as_bytes()))
}

async fn post(app: &App, body: &Value) -> Answer {
    let request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
    app.send(request.body(Body::from(body.to_string())).expect("a request")).await
}

fn named(hash: &str) -> Value {
    json!({ "persistedQuery": { "version": 1, "sha256Hash": hash } })
}

/// The code of the first error, or the data.
fn outcome(answer: &Answer) -> Value {
    let code = &answer.body["errors"][0]["extensions"]["code"];
    if code.is_string() { code.clone() } else { answer.body["data"].clone() }
}

#[tokio::test]
async fn a_query_is_sent_once_and_then_by_its_hash() {
    let app = App::start(Kind::Sqlite).await;
    let query = "query Q($n: Int) { tasks(first: $n) { totalCount } }";
    let extensions = named(&hash(query));
    let variables = json!({ "n": 1 });
    let alone = json!({ "extensions": extensions, "variables": variables });
    let missing = post(&app, &alone).await;
    assert_eq!((missing.status.as_u16(), outcome(&missing)), (200, json!("PERSISTED_QUERY_NOT_FOUND")));
    assert_eq!(missing.body["errors"][0]["message"], "PersistedQueryNotFound");
    let data = json!({ "tasks": { "totalCount": 0 } });
    let whole = json!({ "query": query, "extensions": extensions, "variables": variables });
    assert_eq!(outcome(&post(&app, &whole).await), data);
    assert_eq!(outcome(&post(&app, &alone).await), data);
    let target: String = url::form_urlencoded::Serializer::new(String::from("/graphql?"))
        .append_pair("extensions", &extensions.to_string())
        .append_pair("variables", r#"{"n":1}"#)
        .finish();
    assert_eq!(outcome(&app.get(&target).await), data);
    // What is kept is measured again, with the variables of this request.
    let wide = json!({ "extensions": extensions, "variables": { "n": 1000 } });
    assert_eq!(outcome(&post(&app, &wide).await), "BAD_USER_INPUT");
    let wrong = json!({ "query": "{ __typename }", "extensions": extensions });
    assert_eq!(outcome(&post(&app, &wrong).await), "PERSISTED_QUERY_MISMATCH");
    for extension in [json!(7), json!({ "version": 2, "sha256Hash": hash(query) }), json!({ "version": 1 })] {
        let body = json!({ "extensions": { "persistedQuery": extension } });
        assert_eq!(outcome(&post(&app, &body).await), "BAD_REQUEST", "{body}");
    }
    // A query that may not run is not kept.
    let long = format!("{{ {} }}", "__typename ".repeat(20_000));
    let body = json!({ "query": long, "extensions": named(&hash(&long)) });
    assert_eq!(outcome(&post(&app, &body).await), "QUERY_TOO_LONG");
    assert_eq!(
        outcome(&post(&app, &json!({ "extensions": named(&hash(&long)) })).await),
        "PERSISTED_QUERY_NOT_FOUND"
    );
    assert_eq!(outcome(&post(&app, &json!({ "documentId": "a" })).await), "DOCUMENT_NOT_TRUSTED");
}

const LISTED: &str = "query Count($first: Int!) { tasks(first: $first) { totalCount } }";

fn list(folder: &Path, documents: &Value) -> String {
    let path = folder.join("documents.json");
    fs::write(&path, documents.to_string()).expect("a file");
    path.to_string_lossy().into_owned()
}

#[tokio::test]
async fn only_listed_queries_run_where_there_is_a_list() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut config = Config::default();
    config.graphql.trusted_documents =
        list(folder.path(), &json!({ "count": LISTED, "named": "query A { a: __typename }" }));
    let app = App::with(Kind::Sqlite, config).await;
    let variables = json!({ "first": 1 });
    let data = json!({ "tasks": { "totalCount": 0 } });
    for body in [
        json!({ "documentId": "count", "variables": variables }),
        json!({ "id": "count", "variables": variables }),
        json!({ "doc_id": "count", "variables": variables }),
        json!({ "documentId": format!("sha256:{}", hash(LISTED)), "variables": variables }),
        json!({ "extensions": named(&hash(LISTED)), "variables": variables }),
        json!({ "query": LISTED, "variables": variables }),
    ] {
        assert_eq!(outcome(&post(&app, &body).await), data, "{body}");
    }
    assert_eq!(outcome(&app.get("/graphql?documentId=count&variables=%7B%22first%22:1%7D").await), data);
    for body in [
        json!({ "query": "{ __typename }" }),
        json!({ "query": format!("{LISTED} ") }),
        json!({ "documentId": "other" }),
        json!({ "query": "{ __schema { queryType { name } } }" }),
        json!({ "query": "{ __typename }", "extensions": named(&hash("{ __typename }")) }),
    ] {
        let answer = post(&app, &body).await;
        assert_eq!(outcome(&answer), "DOCUMENT_NOT_TRUSTED", "{body}: {}", answer.body);
    }
}

#[test]
fn a_list_that_does_not_fit_the_schema_stops_the_start_and_says_where() {
    let folder = tempfile::tempdir().expect("a folder");
    let wrong = [
        (json!({ "count": LISTED, "bad": "query B {\n  tasks { nothing }\n}" }), "bad at line 2, column 11"),
        (json!({ "bad": "query {" }), "bad at line 1"),
        (
            json!({ "bad": "{ reports(first: 100) { nodes { tasks(first: 100) { nodes { id text updates { nodes { text } } } } } } }" }),
            "bad: the query costs",
        ),
        (json!({ "bad": 7 }), "bad: must be a text"),
        (json!(["{ __typename }"]), "must be an object"),
    ];
    for (documents, message) in wrong {
        let path = list(folder.path(), &documents);
        fs::write(folder.path().join("taizhang.toml"), format!("[graphql]\ntrusted_documents = {path:?}\n"))
            .expect("a file");
        let ended = run(folder.path(), &["serve", "--listen", "127.0.0.1:0"]);
        assert_eq!((ended.code, ended.out.as_str()), (Some(1), ""), "{}", ended.err);
        assert!(
            ended.err.contains("graphql.trusted_documents") && ended.err.contains(message),
            "{message}: {}",
            ended.err
        );
    }
}
