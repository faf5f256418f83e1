//! GraphQL over HTTP: forms of answers, statuses, and the audits of the specification's reference implementation.

use axum::body::Body;
use axum::http::{Method, Request, StatusCode, header};
use http_body_util::BodyExt;
use serde_json::{Value, json};
use tower::ServiceExt;

use crate::support::app::App;
use crate::support::bulletin::half_year;
use crate::support::database::Kind;
use crate::support::node;
use crate::support::process::Server;

#[test]
fn the_audits_of_graphql_http_pass() {
    if !node::is_installed() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &[]);
    let found = node::run("audit.mjs", &[&format!("http://{}/graphql", server.address)]);
    let audits = found.as_array().expect("a list");
    assert!(audits.len() > 60, "only {} audits ran", audits.len());
    // The MAY ones too: nothing is left to chance.
    let failed: Vec<&Value> = audits.iter().filter(|audit| audit["status"] != "ok").collect();
    assert!(failed.is_empty(), "{failed:#?}");
    assert_eq!(server.stop(), Some(0));
}

const RESPONSE: &str = "application/graphql-response+json";

struct Said {
    status: u16,
    kind: String,
    allow: String,
    body: Value,
}

async fn say(app: &App, method: Method, target: &str, accept: &str, body: &str) -> Said {
    let request = Request::builder().method(method).uri(target).header(header::ACCEPT, accept);
    let request = request.header(header::CONTENT_TYPE, "application/json");
    let request = request.body(Body::from(body.to_owned())).expect("a request");
    let response = app.router.clone().oneshot(request).await.expect("the router answers");
    let of = |name: header::HeaderName| {
        response.headers().get(name).and_then(|value| value.to_str().ok()).unwrap_or_default().to_owned()
    };
    let (status, kind, allow) = (response.status().as_u16(), of(header::CONTENT_TYPE), of(header::ALLOW));
    let bytes = response.into_body().collect().await.expect("a body").to_bytes();
    Said { status, kind, allow, body: serde_json::from_slice(&bytes).unwrap_or(Value::Null) }
}

#[tokio::test]
async fn the_status_tells_what_became_of_a_request_where_the_client_asks_for_that() {
    let app = App::start(Kind::Sqlite).await;
    let cases = [
        (r#"{"query":"{ __typename }"}"#, 200, "", true),
        (r#"{"query":"{"}"#, 400, "GRAPHQL_PARSE_FAILED", false),
        (r#"{"query":"{ nothing }"}"#, 400, "GRAPHQL_VALIDATION_FAILED", false),
        (
            r#"{"query":"query A { a: __typename } query B { b: __typename }"}"#,
            400,
            "GRAPHQL_VALIDATION_FAILED",
            false,
        ),
        (
            r#"{"query":"query A { __typename }","operationName":"B"}"#,
            400,
            "GRAPHQL_VALIDATION_FAILED",
            false,
        ),
        (r#"{"query":"{ tasks(first: 101) { totalCount } }"}"#, 200, "BAD_USER_INPUT", true),
        (r#"{"query":"{ a: node(id: \"x\") { id } b: __typename }"}"#, 200, "BAD_USER_INPUT", true),
    ];
    for (body, status, code, has_data) in cases {
        for (accept, kind, status) in [(RESPONSE, RESPONSE, status), ("*/*", "application/json", 200)] {
            let said = say(&app, Method::POST, "/graphql", accept, body).await;
            assert_eq!(
                (said.status, said.kind),
                (status, format!("{kind}; charset=utf-8")),
                "{body}: {}",
                said.body
            );
            let found = said.body["errors"][0]["extensions"]["code"].as_str().unwrap_or_default();
            assert_eq!(found, code, "{body}: {}", said.body);
            assert_eq!(said.body.get("data").is_some(), has_data, "{body}: {}", said.body);
        }
    }
}

#[tokio::test]
async fn methods_and_forms_that_are_not_served_say_which_are() {
    let app = App::start(Kind::Sqlite).await;
    let mutation = "/graphql?query=mutation%20M%7B__typename%7D%20query%20Q%7B__typename%7D";
    for accept in [RESPONSE, "application/json"] {
        let said = say(&app, Method::GET, &format!("{mutation}&operationName=M"), accept, "").await;
        assert_eq!((said.status, said.allow.as_str()), (405, "POST"), "{}", said.body);
        assert_eq!(said.body["errors"][0]["extensions"]["code"], "METHOD_NOT_ALLOWED");
    }
    let said = say(&app, Method::GET, &format!("{mutation}&operationName=Q"), RESPONSE, "").await;
    assert_eq!((said.status, &said.body["data"]["__typename"]), (200, &Value::from("Query")));
    for method in [Method::PUT, Method::DELETE, Method::PATCH] {
        let said = say(&app, method, "/graphql", RESPONSE, "").await;
        assert_eq!((said.status, said.allow.as_str()), (405, "GET, HEAD, POST"));
        assert_eq!(said.body["errors"][0]["extensions"]["code"], "METHOD_NOT_ALLOWED");
    }
    for accept in ["text/html", "image/png, application/xml;q=0.9", "application/json;q=0"] {
        let said = say(&app, Method::POST, "/graphql", accept, r#"{"query":"{ __typename }"}"#).await;
        assert_eq!((said.status, said.kind.as_str()), (406, "application/json; charset=utf-8"), "{accept}");
        assert_eq!(said.body["errors"][0]["extensions"]["code"], "NOT_ACCEPTABLE");
    }
}

#[tokio::test]
async fn whoever_asks_what_the_api_is_is_led_to_its_routes() {
    let app = App::start(Kind::Sqlite).await;
    for path in ["/api", "/api/", "/api/v1", "/api/v1/"] {
        let request = Request::get(path).body(Body::empty()).expect("a request");
        let answer = app.router.clone().oneshot(request).await.expect("an answer");
        let to = answer.headers().get(header::LOCATION).and_then(|to| to.to_str().ok());
        assert_eq!((answer.status(), to), (StatusCode::TEMPORARY_REDIRECT, Some("/api/v1/docs")), "{path}");
    }
    let lost = app.get("/api/v2").await.body;
    assert_eq!(
        lost["detail"],
        "nothing is at /api/v2; GraphQL is at /graphql, the routes of REST are listed at /api/v1/docs"
    );
}

/// 云溪 in GBK, as a program of an older desktop encodes it. Read as far as it goes, it would be another name.
#[tokio::test]
async fn names_that_are_not_in_utf8_are_refused_and_not_guessed() {
    let app = App::start(Kind::Sqlite).await;
    for (path, argument) in [
        ("/api/v1/tasks?filter[text][contains]=%D4%C6%CF%AA", "filter[text][contains]"),
        ("/api/v1/search?q=%D4%C6%CF%AA", "q"),
        ("/api/v1/compare?canonicalNames=%D4%C6%CF%AA", "canonicalNames"),
    ] {
        let body = app.get(path).await.body;
        let told = (&body["code"], &body["argument"]);
        assert_eq!(told, (&json!("BAD_USER_INPUT"), &json!(argument)), "{path}: {body}");
    }
    let query = "/graphql?query=%7Bsearch(text:%22%D4%C6%CF%AA%22)%7BtotalCount%7D%7D";
    let body = app.get(query).await.body;
    assert_eq!(body["errors"][0]["extensions"]["code"], "BAD_REQUEST", "{body}");
    let part = |name: &str| format!("--B\r\ncontent-disposition: form-data; name=\"{name}\"");
    let mut form = format!("{}\r\n\r\n", part("jurisdiction")).into_bytes();
    form.extend(b"\xD4\xC6\xCF\xAA\r\n");
    form.extend(
        format!("{}; filename=\"half.txt\"\r\n\r\n{}\r\n--B--\r\n", part("file"), half_year()).bytes(),
    );
    let request =
        Request::post("/api/v1/imports").header(header::CONTENT_TYPE, "multipart/form-data; boundary=B");
    let body = app.send(request.body(Body::from(form)).expect("a request")).await.body;
    assert_eq!(
        (&body["code"], &body["argument"]),
        (&json!("BAD_USER_INPUT"), &json!("jurisdiction")),
        "{body}"
    );
    assert_eq!(app.get("/api/v1/jurisdictions").await.body["totalCount"], 0);
}
