//! The OpenAPI document: every part of it has words, every reference leads somewhere, and its examples are exchanges
//! with the samples. `UPDATE_EXAMPLES=1`, which `scripts/contracts` sets, writes them anew.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use axum::body::Body;
use axum::http::{Method, Request, StatusCode};
use serde_json::{Map, Value, json};

use crate::support::app::App;
use crate::support::bulletin::half_year;
use crate::support::database::Kind;
use crate::support::node;
use crate::support::samples::with_everything;

fn document() -> Value {
    serde_json::from_str(&taizhang::rest::openapi()).expect("JSON")
}

/// Path, method and operation of each.
fn operations(document: &Value) -> Vec<(&str, &str, &Value)> {
    let paths = document["paths"].as_object().expect("paths");
    paths
        .iter()
        .flat_map(|(path, item)| {
            item.as_object()
                .expect("methods")
                .iter()
                .map(|(method, operation)| (path.as_str(), method.as_str(), operation))
        })
        .collect()
}

fn parameters(operation: &Value) -> impl Iterator<Item = &Value> {
    operation["parameters"].as_array().into_iter().flatten()
}

/// What a reference leads to, or the value itself.
fn followed<'a>(document: &'a Value, value: &'a Value) -> &'a Value {
    value["$ref"].as_str().map_or(value, |of| {
        document.pointer(of.trim_start_matches('#')).unwrap_or_else(|| panic!("nothing is at {of}"))
    })
}

fn has_words(value: &Value) -> bool {
    value["description"].as_str().is_some_and(|words| !words.trim().is_empty())
}

/// Notes each schema and property below a value that has no words, and each reference that leads nowhere.
fn speechless(document: &Value, value: &Value, place: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            if let Some(of) = value["$ref"].as_str()
                && document.pointer(of.trim_start_matches('#')).is_none()
            {
                found.push(format!("{place} leads to {of}, and nothing is there"));
            }
            for (name, property) in fields.get("properties").and_then(Value::as_object).into_iter().flatten()
            {
                if !has_words(property) {
                    found.push(format!("{place}.{name} has no description"));
                }
            }
            for (name, value) in fields.iter().filter(|(name, _)| !name.starts_with("example")) {
                speechless(document, value, &format!("{place}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                speechless(document, item, &format!("{place}/{index}"), found);
            }
        }
        _ => {}
    }
}

#[test]
fn everything_has_a_description_and_every_reference_leads_somewhere() {
    let document = document();
    let mut found = Vec::new();
    speechless(&document, &document, "", &mut found);
    for (name, schema) in document["components"]["schemas"].as_object().expect("schemas") {
        if !has_words(schema) {
            found.push(format!("schema {name} has no description"));
        }
    }
    let mut names = BTreeSet::new();
    for (path, method, operation) in operations(&document) {
        let place = format!("{method} {path}");
        if !names.insert(operation["operationId"].as_str().expect("a name")) {
            found.push(format!("{place} has the name of another operation"));
        }
        if operation["summary"].as_str().unwrap_or_default().is_empty() {
            found.push(format!("{place} has no summary"));
        }
        for parameter in parameters(operation).filter(|parameter| !has_words(parameter)) {
            found.push(format!("{place}: {} has no description", parameter["name"]));
        }
        for (status, response) in operation["responses"].as_object().expect("responses") {
            if !has_words(followed(&document, response)) {
                found.push(format!("{place}: {status} has no description"));
            }
        }
    }
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn every_operation_says_how_it_can_fail() {
    let document = document();
    for (path, method, operation) in operations(&document) {
        let responses = operation["responses"].as_object().expect("responses");
        let mut wanted = vec!["400", "500", "503", "504"];
        if path.contains('{') {
            wanted.push("404");
        }
        if method != "get" {
            wanted.push("403");
        }
        for status in wanted {
            assert!(responses.contains_key(status), "{method} {path} does not say {status}");
        }
        for (status, response) in responses.iter().filter(|(status, _)| status.as_str() >= "400") {
            let content = &followed(&document, response)["content"];
            let problem = &content["application/problem+json"];
            assert_eq!(problem["schema"]["$ref"], "#/components/schemas/Problem", "{method} {path} {status}");
            assert_eq!(problem["example"]["status"].to_string(), *status, "{method} {path}");
        }
    }
}

/// A request as an example makes it.
struct Asked<'a> {
    method: &'a str,
    path: &'a str,
    id: Option<String>,
    query: Vec<(String, Value)>,
}

/// A parameter as a query string spells it: what hangs on a member has its name in brackets.
fn spelled(name: &str, value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Object(members) => {
            members.iter().flat_map(|(member, value)| spelled(&format!("{name}[{member}]"), value)).collect()
        }
        other => vec![(name.to_owned(), written(other))],
    }
}

fn written(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(items) => items.iter().map(written).collect::<Vec<_>>().join(","),
        other => other.to_string(),
    }
}

async fn ask(app: &App, asked: &Asked<'_>) -> (StatusCode, Value) {
    let path = asked.path.replace("{id}", asked.id.as_deref().unwrap_or_default());
    let mut query = url::form_urlencoded::Serializer::new(String::new());
    for (name, value) in &asked.query {
        for (name, value) in spelled(name, value) {
            query.append_pair(&name, &value);
        }
    }
    let target = format!("/api/v1{path}?{}", query.finish());
    let method: Method = asked.method.to_uppercase().parse().expect("a method");
    let answer = app
        .send(Request::builder().method(method).uri(&target).body(Body::empty()).expect("a request"))
        .await;
    (answer.status, answer.body)
}

/// The first value under a name, at any depth, that is not null.
fn first<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match value {
        Value::Object(fields) => fields
            .get(name)
            .filter(|value| !value.is_null())
            .or_else(|| fields.values().find_map(|value| first(value, name))),
        Value::Array(items) => items.iter().find_map(|item| first(item, name)),
        _ => None,
    }
}

/// Ids of the things of a route: those of its list, or of its list below the reports.
async fn ids(app: &App, kind: &str) -> Vec<String> {
    let mut routes = vec![format!("/api/v1/{kind}?first=100")];
    if kind != "reports" {
        let reports = Box::pin(ids(app, "reports")).await;
        routes.extend(reports.iter().map(|report| format!("/api/v1/reports/{report}/{kind}?first=100")));
    }
    let mut found = Vec::new();
    for route in routes {
        let answer = app.get(&route).await;
        for item in answer.body["items"].as_array().into_iter().flatten() {
            found.extend(first(item, "id").and_then(Value::as_str).map(str::to_owned));
        }
    }
    found
}

/// A filter by the first of its conditions that asks for a number or for yes or no, else by the first name.
fn filter(document: &Value, schema: &Value) -> Value {
    let conditions = schema["properties"].as_object().expect("conditions");
    let asks = |of: &Value| {
        let test = followed(document, of["oneOf"].as_array().map_or(of, |choice| &choice[0]));
        let kind = &test["properties"]["eq"]["type"];
        kind.as_str().or_else(|| kind[0].as_str()).unwrap_or_default().to_owned()
    };
    let values = [("boolean", json!(true)), ("integer", json!(3)), ("string", json!("水利局"))];
    let found = values.into_iter().find_map(|(kind, value)| {
        let name = conditions.iter().find(|(name, of)| asks(of) == kind && *name != "id")?.0;
        Some(json!({ name: { "eq": value } }))
    });
    found.unwrap_or_else(|| panic!("no condition to filter by in {conditions:?}"))
}

/// The value that an example gives a parameter.
fn value_of(document: &Value, parameter: &Value, known: &BTreeMap<&str, String>) -> Option<Value> {
    let name = parameter["name"].as_str().expect("a name");
    if !parameter["example"].is_null() {
        return Some(parameter["example"].clone());
    }
    let schema = followed(document, &parameter["schema"]);
    if let Some(value) = schema["enum"].as_array().and_then(|values| values.first()) {
        return Some(value.clone());
    }
    if let Some(value) =
        followed(document, &schema["items"])["enum"].as_array().and_then(|values| values.first())
    {
        return Some(json!([value]));
    }
    match (name, schema["type"].as_str(), schema["format"].as_str()) {
        ("filter", ..) => Some(filter(document, schema)),
        ("first" | "last" | "rows", ..) => Some(json!(1)),
        ("year", ..) => Some(json!(2024)),
        ("number", ..) => Some(json!(3)),
        (_, Some("boolean"), _) => Some(json!(true)),
        (_, _, Some("date")) => Some(json!("2024-06-30")),
        (_, _, Some("uuid")) => known.get(name).map(|id| json!(id)),
        _ => None,
    }
}

/// The thing of a route with the most to show: one whose list goes on, else one whose list is not empty.
async fn thing(app: &App, asked: &mut Asked<'_>, candidates: Vec<String>) {
    let mut best = (0, None);
    for id in candidates {
        asked.id = Some(id.clone());
        let (status, body) = ask(app, asked).await;
        let is_full = |list: &str| body[list].as_array().is_none_or(|rows| !rows.is_empty());
        let shown = is_full("items") && is_full("points");
        let worth =
            1 + usize::from(shown && !body.is_null()) + 2 * usize::from(first(&body, "nextCursor").is_some());
        if status == StatusCode::OK && worth > best.0 {
            best = (worth, Some(id));
        }
        if worth == 4 {
            break;
        }
    }
    asked.id = best.1;
}

/// The name of a member that the rows of a list have.
fn member_of_rows(document: &Value, operation: &Value) -> Option<String> {
    let schema = &operation["responses"]["200"]["content"]["application/json"]["schema"];
    let rows = followed(document, &followed(document, schema)["properties"]["items"]["items"]);
    rows["properties"].as_object().and_then(|members| members.keys().next().cloned())
}

/// An exchange with one operation.
async fn exchange(app: &App, document: &Value, path: &str, method: &str, operation: &Value) -> Value {
    if path == "/imports" {
        let bulletin = half_year().replace("青禾县", "临川市");
        let answer = app.upload("bulletin.txt", bulletin.as_bytes(), &[("dryRun", "true")]).await;
        assert_eq!(answer.status, StatusCode::OK, "{}", answer.body);
        return json!({ "body": { "file": bulletin, "dryRun": true }, "answer": answer.body });
    }
    let mut known = BTreeMap::new();
    for (name, kind) in [("report", "reports"), ("department", "departments"), ("origin", "tasks")] {
        known.extend(ids(app, kind).await.into_iter().next().map(|id| (name, id)));
    }
    let mut values = Map::new();
    for parameter in parameters(operation) {
        let name = parameter["name"].as_str().expect("a name");
        values.extend(value_of(document, parameter, &known).map(|value| (name.to_owned(), value)));
    }
    let required =
        parameters(operation).filter(|parameter| parameter["required"] == true && parameter["in"] == "query");
    let required: Vec<&str> = required.filter_map(|parameter| parameter["name"].as_str()).collect();
    let is_sent = |name: &str| {
        // A report that has the periods which the examples name.
        let hangs_on_report = path.contains("/changes") && ["from", "to"].contains(&name)
            || path.ends_with("/trend") && name == "asOf"
            // A group that is there in this role too.
            || path.ends_with("/completion/tasks") && name == "role";
        hangs_on_report || ["by", "first", "dryRun"].contains(&name) || required.contains(&name)
    };
    let query = values.iter().filter(|(name, _)| is_sent(name));
    let query = query.map(|(name, value)| (name.clone(), value.clone())).collect();
    let mut asked = Asked { method, path, id: None, query };
    if path.contains("{id}") {
        let kind = path.split('/').nth(1).expect("a noun");
        thing(app, &mut asked, ids(app, kind).await).await;
        values.insert("id".to_owned(), json!(asked.id));
        if values.contains_key("department") {
            // One of the report's own.
            let id = asked.id.as_deref().unwrap_or_default();
            let units = app.get(&format!("/api/v1/reports/{id}/departments?first=1")).await.body;
            values.extend(first(&units, "id").map(|id| ("department".to_owned(), id.clone())));
        }
    }
    let (status, answer) = ask(app, &asked).await;
    assert_eq!(status, StatusCode::OK, "{method} {path}: {answer}");
    for name in ["after", "before"] {
        // A derivation goes on after a task, not after a cursor.
        let cursor =
            if path.ends_with("/derivation") { first(&answer, "taskId") } else { answer.get("nextCursor") };
        values.extend(cursor.map(|cursor| (name.to_owned(), cursor.clone())));
    }
    let member = match answer["items"].as_array().map(Vec::as_slice) {
        Some([]) => member_of_rows(document, operation),
        Some([row, ..]) => row.as_object().and_then(|row| row.keys().next().cloned()),
        // The completion of a report and that of its groups have this one both.
        None if path.ends_with("/completion") => Some("total".to_owned()),
        None => answer.as_object().and_then(|answer| answer.keys().next().cloned()),
    };
    values.extend(member.map(|name| ("fields".to_owned(), json!([name]))));
    let mut wanted = BTreeMap::new();
    for parameter in parameters(operation) {
        let name = parameter["name"].as_str().expect("a name");
        let value = values.get(name);
        let value = value.unwrap_or_else(|| panic!("{method} {path}: {name} needs #[param(example = …)]"));
        let alone = parameters(operation).filter_map(|other| {
            let other_name = other["name"].as_str()?;
            let is_wanted = other_name == name || other["required"] == true || other_name == "dryRun";
            (is_wanted && other["in"] == "query").then(|| (other_name.to_owned(), values[other_name].clone()))
        });
        let alone = alone.collect();
        let (status, answer) = ask(app, &Asked { method, path, id: asked.id.clone(), query: alone }).await;
        // A page of groups is asked for with what the groups are of.
        let needs_more = path.ends_with("/completion") && name == "first";
        assert!(status == StatusCode::OK || needs_more, "{method} {path}: {name}={value}: {answer}");
        wanted.insert(name, value.clone());
    }
    json!({ "parameters": wanted, "answer": answer })
}

#[tokio::test]
async fn the_examples_are_exchanges_with_the_samples() {
    let app = App::start(Kind::Sqlite).await;
    with_everything(&app).await;
    let bare = taizhang::rest::openapi_without_exchanges();
    let bare: Value = serde_json::from_str(&bare).expect("JSON");
    let mut exchanges = BTreeMap::new();
    for (path, method, operation) in operations(&bare) {
        let name = operation["operationId"].as_str().expect("a name");
        exchanges.insert(name, exchange(&app, &bare, path, method, operation).await);
    }
    let now = serde_json::to_string_pretty(&exchanges).expect("JSON") + "\n";
    let file: PathBuf = Path::new(env!("CARGO_MANIFEST_DIR")).join("src/rest/examples.json");
    if std::env::var_os("UPDATE_EXAMPLES").is_some() {
        fs::write(&file, now).expect("the examples are written");
        return;
    }
    assert!(
        fs::read_to_string(&file).is_ok_and(|kept| kept == now),
        "src/rest/examples.json is not what the samples give; run ./scripts/contracts"
    );
    let document = document();
    for (path, method, operation) in operations(&document) {
        let content = &operation["responses"]["200"]["content"]["application/json"];
        assert!(!content["example"].is_null(), "{method} {path} has no example");
        for parameter in parameters(operation) {
            assert!(!parameter["example"].is_null(), "{method} {path}: {} has no example", parameter["name"]);
        }
    }
}

#[test]
fn the_examples_fit_their_schemas() {
    if !node::is_installed() {
        return;
    }
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("openapi.json");
    let found = node::run("examples.mjs", &[&file.to_string_lossy()]);
    assert!(found["checked"].as_u64().expect("a count") > 60, "{found}");
    assert_eq!(found["faults"], json!([]), "{found:#}");
}
