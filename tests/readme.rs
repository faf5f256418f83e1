//! What the documents say is what the program does: queries and their answers, keys, columns, codes and examples.
//!
//! `UPDATE_README=1 cargo test --test suite readme` writes the answers of today into the READMEs in place of comparing them.

use std::fmt::Write;
use std::fs;
use std::path::{Path, PathBuf};

use async_graphql::{Name, Value};
use axum::body::Body;
use axum::http::{Request, header};
use http_body_util::BodyExt;
use rust_decimal::Decimal;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use serde_json::json;
use taizhang::config::Config;
use taizhang::domain::assessment::{Figure, Policy, Target, assess};
use taizhang::domain::completion::edge;
use taizhang::domain::period::Period;
use taizhang::domain::target::{Comparator, Kind};
use tower::ServiceExt;

use crate::support::app::App;
use crate::support::database;

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];

fn path(file: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

fn read(file: &str) -> String {
    fs::read_to_string(path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// A fenced block: its language, its text, and the lines between the fences.
struct Block {
    language: String,
    text: String,
    lines: std::ops::Range<usize>,
}

fn blocks(markdown: &str) -> Vec<Block> {
    let lines: Vec<&str> = markdown.lines().collect();
    let fences: Vec<usize> = (0..lines.len()).filter(|line| lines[*line].starts_with("```")).collect();
    let (pairs, rest) = fences.as_chunks::<2>();
    assert_eq!(rest.len(), 0, "a fence is left open");
    let block = |[open, close]: &[usize; 2]| Block {
        language: lines[*open].trim_start_matches('`').to_owned(),
        text: lines[open + 1..*close].join("\n"),
        lines: open + 1..*close,
    };
    pairs.iter().map(block).collect()
}

/// Columns that a text takes on screen: an ideograph takes two.
fn width(text: &str) -> usize {
    text.chars().map(|c| if c >= '\u{2e80}' { 2 } else { 1 }).sum()
}

/// An answer as the READMEs print it: a value on one line where it fits.
fn printed(value: &Value, indent: usize) -> String {
    const WIDTH: usize = 120;
    let line = on_one_line(value);
    if width(&line) + indent <= WIDTH {
        return line;
    }
    let pad = " ".repeat(indent + 2);
    let (open, entries, close): (char, Vec<String>, char) = match value {
        Value::Object(fields) => {
            let entry =
                |(name, value): (&Name, &Value)| format!("{pad}\"{name}\": {}", printed(value, indent + 2));
            ('{', fields.iter().map(entry).collect(), '}')
        }
        Value::List(rows) => {
            ('[', rows.iter().map(|row| format!("{pad}{}", printed(row, indent + 2))).collect(), ']')
        }
        _ => return line,
    };
    format!("{open}\n{}\n{}{close}", entries.join(",\n"), " ".repeat(indent))
}

fn on_one_line(value: &Value) -> String {
    match value {
        Value::Object(fields) if !fields.is_empty() => {
            let entry = |(name, value): (&Name, &Value)| format!("\"{name}\": {}", on_one_line(value));
            format!("{{ {} }}", fields.iter().map(entry).collect::<Vec<_>>().join(", "))
        }
        Value::List(rows) => {
            format!("[{}]", rows.iter().map(on_one_line).collect::<Vec<_>>().join(", "))
        }
        _ => serde_json::to_string(value).expect("JSON"),
    }
}

/// A server over the samples, in the order in which `taizhang demo` takes them.
async fn demo() -> App {
    let app = App::start(database::Kind::Sqlite).await;
    let mut names: Vec<PathBuf> = fs::read_dir(path("samples"))
        .expect("samples")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_none_or(|extension| extension != "md"))
        .collect();
    names.sort();
    for file in names {
        let name = file.file_name().expect("a name").to_string_lossy().into_owned();
        let bytes = fs::read(&file).expect("a sample");
        app.try_import(&name, &bytes, false).await.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    app
}

async fn answer(app: &App, request: Request<Body>) -> Value {
    let response = app.router.clone().oneshot(request).await.expect("the router answers");
    let bytes = response.into_body().collect().await.expect("a body").to_bytes();
    serde_json::from_slice(&bytes).expect("JSON, in the order of the server")
}

async fn asked(app: &App, query: &str) -> Value {
    let request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
    let request = request.body(Body::from(json!({ "query": query }).to_string())).expect("a request");
    let mut answer = answer(app, request).await;
    let Value::Object(fields) = &mut answer else { panic!("{query}: no answer") };
    assert_eq!(fields.get("errors"), None, "{query}");
    // What a query costs is told with every answer and left out of the READMEs, which say so.
    assert!(fields.swap_remove("extensions").is_some(), "{query}");
    answer
}

/// The text between two marks of a command.
fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(open)?;
    Some(rest.split_once(close)?.0)
}

/// The form that `curl -F file=@SAMPLE -F dryRun=true` sends.
fn dry_run(sample: &str) -> Request<Body> {
    let bulletin = read(sample);
    let name = Path::new(sample).file_name().expect("a name").to_string_lossy();
    let form = format!(
        "--mark\r\ncontent-disposition: form-data; name=\"file\"; filename=\"{name}\"\r\n\r\n{bulletin}\r\n\
         --mark\r\ncontent-disposition: form-data; name=\"dryRun\"\r\n\r\ntrue\r\n--mark--\r\n"
    );
    let request = Request::post("/api/v1/imports");
    let request = request.header(header::CONTENT_TYPE, "multipart/form-data; boundary=mark");
    request.body(Body::from(form)).expect("a request")
}

/// What a curl command of the README prints: `$report` is that of 云溪市 2024, `jq '{…}'` keeps the fields it names.
async fn curled(app: &App, command: &str) -> Value {
    let target = between(command, "http://127.0.0.1:8080", "\"").expect("a quoted address");
    let request = if let Some(sample) = between(command, "file=@", " ") {
        assert!(command.contains("-F dryRun=true"), "a README imports nothing");
        dry_run(sample)
    } else {
        let ask = "{ report(jurisdiction: \"云溪市\", year: 2024) { id } }";
        let data = app.data(ask).await;
        let report = data["report"]["id"].as_str().expect("an id").to_owned();
        Request::get(target.replace("$report", &report)).body(Body::empty()).expect("a request")
    };
    let answer = answer(app, request).await;
    match (between(command, "jq '{", "}'"), answer) {
        (Some(names), Value::Object(mut fields)) => Value::Object(
            names
                .split(',')
                .map(|name| Name::new(name.trim()))
                .map(|name| (name.clone(), fields.swap_remove(&name).expect("a field that jq names")))
                .collect(),
        ),
        (_, answer) => answer,
    }
}

#[tokio::test]
async fn the_readmes_print_what_the_server_answers() {
    let app = demo().await;
    for file in READMES.into_iter().chain(["docs/assessment.md", "docs/analytics.md"]) {
        let text = read(file);
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        let blocks = blocks(&text);
        let mut checked = (0, 0);
        // From the end, so that the line numbers of what is still to come stay true.
        for (question, shown) in blocks.iter().zip(&blocks[1..]).rev() {
            if shown.language != "json" {
                continue;
            }
            let answer = match question.language.as_str() {
                "graphql" => {
                    checked.0 += 1;
                    asked(&app, &question.text).await
                }
                "sh" => {
                    checked.1 += 1;
                    curled(&app, &question.text).await
                }
                other => panic!("{file}: an answer follows a block of {other:?}"),
            };
            let now = printed(&answer, 0);
            if std::env::var_os("UPDATE_README").is_some() {
                lines.splice(shown.lines.clone(), now.lines().map(str::to_owned));
            } else {
                assert_eq!(shown.text, now, "{file}: the answer to\n{}", question.text);
            }
        }
        let expected = match file {
            "docs/assessment.md" => (2, 0),
            "docs/analytics.md" => (1, 0),
            _ => (6, 3),
        };
        assert_eq!(checked, expected, "{file}: answers that were compared");
        if std::env::var_os("UPDATE_README").is_some() {
            fs::write(path(file), lines.join("\n") + "\n").expect("written");
        }
    }
}

#[test]
fn both_readmes_ask_the_same_and_run_the_same() {
    let [english, chinese] = READMES.map(|file| {
        let kept = ["graphql", "json", "sh", "toml"];
        let blocks = blocks(&read(file));
        blocks
            .into_iter()
            .filter(|block| kept.contains(&block.language.as_str()))
            .map(|block| block.text)
            .collect::<Vec<_>>()
    });
    assert_eq!(english, chinese);
}

/// Dotted keys with their defaults.
fn keys(prefix: &str, value: &serde_json::Value, into: &mut Vec<(String, String)>) {
    match value {
        serde_json::Value::Object(fields) => {
            for (name, value) in fields {
                let dot = if prefix.is_empty() { "" } else { "." };
                keys(&format!("{prefix}{dot}{name}"), value, into);
            }
        }
        serde_json::Value::String(text) => into.push((prefix.to_owned(), text.clone())),
        other => into.push((prefix.to_owned(), other.to_string())),
    }
}

#[test]
fn every_key_of_the_configuration_is_in_the_table() {
    let mut found = Vec::new();
    keys("", &serde_json::to_value(Config::default()).expect("JSON"), &mut found);
    assert!(found.len() > 10, "{found:?}");
    for file in READMES {
        let text = read(file);
        let mut missing = String::new();
        for (key, default) in &found {
            let variable = format!("TAIZHANG_{}", key.replace('.', "__").to_uppercase());
            let row = format!("| `{key}` | `{default}` | `{variable}` |");
            if !text.contains(&row) {
                let _ = writeln!(missing, "{row}");
            }
        }
        assert_eq!(missing, "", "{file} lacks rows of the configuration table");
    }
}

/// The part of a document below a heading, up to the next one.
fn section<'a>(text: &'a str, heading: &str) -> Option<&'a str> {
    let rest = between(text, &format!("\n{heading}\n"), "\n## ");
    rest.or_else(|| Some(text.split_once(&format!("\n{heading}\n"))?.1))
}

#[tokio::test]
async fn every_table_and_column_is_described() {
    let database = database::TestDatabase::migrated(database::Kind::Sqlite).await;
    let db = database.open().await;
    let statement = Statement::from_string(
        DatabaseBackend::Sqlite,
        "SELECT m.name AS of_table, c.name AS of_column FROM sqlite_master m, pragma_table_info(m.name) c \
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'seaql_migrations'",
    );
    let rows = db.query_all_raw(statement).await.expect("the columns");
    assert!(rows.len() > 80, "only {} columns", rows.len());
    let text = read("docs/data-model.md");
    let mut missing = String::new();
    for row in rows {
        let table: String = row.try_get("", "of_table").expect("a name");
        let column: String = row.try_get("", "of_column").expect("a name");
        let described = section(&text, &format!("## `{table}`"))
            .is_some_and(|section| section.contains(&format!("\n| `{column}` | ")));
        if !described {
            let _ = writeln!(missing, "{table}.{column}");
        }
    }
    assert_eq!(missing, "", "docs/data-model.md does not describe these columns");
}

#[test]
fn every_code_is_explained() {
    let quoted = regex::Regex::new(r#""([A-Z]+(?:_[A-Z]+)+|TIMEOUT|INTERNAL)""#).expect("a pattern");
    let sources = [
        "src/error.rs",
        "src/ingest/error.rs",
        "src/ingest/findings.rs",
        "src/graphql/errors.rs",
        "src/graphql/mod.rs",
        "src/graphql/asked.rs",
        "src/graphql/measure.rs",
        "src/graphql/meter.rs",
        "src/graphql/persisted.rs",
        "src/graphql/trusted.rs",
        "src/graphql/subscription.rs",
        "src/graphql_http/events.rs",
        "src/graphql_http/mod.rs",
        "src/graphql_http/socket.rs",
        "src/rest/problem.rs",
        "src/origin.rs",
    ];
    let folder = fs::read_dir(path("src/service/import")).expect("the sources of the import");
    let import = folder.map(|entry| entry.expect("an entry").path().to_string_lossy().into_owned());
    let text = read("docs/errors.md");
    let mut missing = String::new();
    let mut seen = 0;
    for file in sources.map(str::to_owned).into_iter().chain(import) {
        for found in quoted.captures_iter(&read(&file)) {
            if &found[1] == "SCREAMING_SNAKE_CASE" {
                continue;
            }
            seen += 1;
            if !text.contains(&format!("\n| `{}` | ", &found[1])) {
                let _ = writeln!(missing, "{} of {file}", &found[1]);
            }
        }
    }
    assert!(seen > 40, "only {seen} codes were found");
    assert_eq!(missing, "", "docs/errors.md does not explain these codes");
}

/// A cell as a decimal; a dash where the rules define none.
fn decimal(cell: &str) -> Option<Decimal> {
    (cell != "—").then(|| cell.replace('−', "-").parse().unwrap_or_else(|error| panic!("{cell:?}: {error}")))
}

fn word<T: serde::de::DeserializeOwned>(cell: &str) -> T {
    serde_json::from_value(json!(cell)).unwrap_or_else(|error| panic!("{cell:?}: {error}"))
}

/// A number and its unit: `3.73 亿美元`.
fn quantity(cell: &str) -> Option<(Decimal, &str)> {
    let (number, unit) = cell.split_once(' ').unwrap_or((cell, ""));
    Some((decimal(number)?, unit))
}

/// One row of an example table: what is held against what, and what comes of it.
fn check_example(cells: &[&str]) {
    let [kind, comparator, target, figure, share, as_of, rest @ ..] = cells else { panic!("{cells:?}") };
    let (year, label) = as_of.split_once(' ').expect("a year and a period");
    let period = Period::parse(label, year.parse().expect("a year")).expect("a period");
    let (value, unit) = quantity(target).expect("a target");
    let target = Target { value, unit, comparator: word::<Comparator>(comparator), kind: word::<Kind>(kind) };
    let figure = Figure { value: quantity(figure), share: decimal(share), as_of: &period };
    let result = assess(&target, &figure, &Policy::default());
    let shown = |value: Option<Decimal>| value.map_or("—".to_owned(), |value| edge(value).to_string());
    let status = result.as_ref().map_or("—".to_owned(), |result| json!(result.status).to_string());
    let now = [
        status.trim_matches('"').to_owned(),
        shown(Some(period.elapsed_share())),
        shown(result.as_ref().and_then(|result| result.attainment)),
        shown(result.as_ref().and_then(|result| result.lead)),
        shown(result.as_ref().and_then(|result| result.gap)),
        shown(result.as_ref().and_then(|result| result.degree)),
    ];
    assert_eq!(rest, now, "{cells:?}");
}

#[test]
fn the_examples_of_assessment_come_out_as_printed() {
    const HEADER: &str = "| kind | comparator | target | figure | printed share | as of | status | elapsed | attainment | lead | gap | degree |";
    let text = read("docs/assessment.md");
    let mut checked = 0;
    for table in text.split(HEADER).skip(1) {
        for row in table.lines().skip(2).take_while(|line| line.starts_with('|')) {
            let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
            check_example(&cells);
            checked += 1;
        }
    }
    assert!(checked >= 30, "only {checked} examples were checked");
}

#[test]
fn the_elapsed_shares_come_out_as_printed() {
    let text = read("docs/assessment.md");
    let table = section(&text, "| year | printed | elapsed |").expect("a table of elapsed shares");
    let rows: Vec<&str> = table.lines().skip(1).take_while(|line| line.starts_with('|')).collect();
    assert!(rows.len() >= 5, "{rows:?}");
    for row in rows {
        let cells: Vec<&str> = row.trim_matches('|').split('|').map(str::trim).collect();
        let [year, label, elapsed] = cells[..] else { panic!("{row}") };
        let period = Period::parse(label, year.parse().expect("a year")).expect("a period");
        assert_eq!(decimal(elapsed), Some(edge(period.elapsed_share())), "{row}");
    }
}
