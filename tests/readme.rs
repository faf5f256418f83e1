//! What the documents say is what the program does: queries and their answers, keys, columns, codes and examples.
//!
//! `UPDATE_README=1 cargo test --test suite readme` writes the answers of today into the pages in place of comparing them.

use std::fmt::Write;
use std::fs;

use rust_decimal::Decimal;
use sea_orm::{ConnectionTrait, DatabaseBackend, Statement};
use serde_json::json;
use taizhang::config::Config;
use taizhang::domain::analysis::lag;
use taizhang::domain::assessment::{Figure, Policy, Target, assess};
use taizhang::domain::completion::edge;
use taizhang::domain::period::Period;
use taizhang::domain::status::Status;
use taizhang::domain::target::{Comparator, Kind};

use crate::support::database;
use crate::support::page::{Checked, between, blocks, check, demo, path, read};

const READMES: [&str; 2] = ["README.md", "README.zh-CN.md"];

#[tokio::test]
async fn the_pages_print_what_the_server_answers() {
    let app = demo().await;
    for (file, queries, commands) in [
        ("README.md", 6, 3),
        ("README.zh-CN.md", 6, 3),
        ("docs/assessment.md", 2, 0),
        ("docs/analytics.md", 1, 0),
        ("docs/cookbook.md", 18, 15),
    ] {
        assert_eq!(
            check(&app, file).await,
            Checked { queries, commands },
            "{file}: answers that were compared"
        );
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
    for (english, chinese) in english.iter().zip(&chinese) {
        assert_eq!(english, chinese);
    }
    assert_eq!(english.len(), chinese.len());
}

#[test]
fn every_route_is_in_the_table() {
    let contract: serde_json::Value = serde_json::from_str(&read("openapi.json")).expect("JSON");
    let routes = contract["paths"].as_object().expect("paths");
    assert!(routes.len() > 20, "{routes:?}");
    for file in READMES {
        let text = read(file);
        for (route, methods) in routes {
            for method in methods.as_object().expect("methods").keys() {
                let row = format!("`{} {route}`", method.to_uppercase());
                assert!(text.contains(&row), "{file} lacks {row}");
            }
        }
    }
}

/// The anchor that GitHub gives a heading.
fn anchor(heading: &str) -> String {
    let text = heading.trim_start_matches('#').trim().to_lowercase().replace(' ', "-");
    text.chars().filter(|c| c.is_alphanumeric() || "-_".contains(*c)).collect()
}

#[test]
fn every_link_leads_somewhere() {
    let link = regex::Regex::new(r"\]\(([^)\s]+)\)").expect("a pattern");
    let docs = fs::read_dir(path("docs")).expect("docs").map(|entry| entry.expect("an entry").path());
    let docs = docs.filter(|path| path.extension().is_some_and(|extension| extension == "md"));
    let pages = docs.map(|path| format!("docs/{}", path.file_name().expect("a name").to_string_lossy()));
    let mut checked = 0;
    for file in pages
        .chain(READMES.map(str::to_owned))
        .chain(["samples/README.md", "CONTRIBUTING.md"].map(str::to_owned))
    {
        for found in link.captures_iter(&read(&file)) {
            let (target, heading) = found[1].split_once('#').unwrap_or((&found[1], ""));
            if target.contains("://") {
                continue;
            }
            let folder = std::path::Path::new(&file).parent().expect("a folder");
            let target = if target.is_empty() { path(&file) } else { path("").join(folder).join(target) };
            assert!(target.exists(), "{file}: {}", &found[0]);
            checked += 1;
            if !heading.is_empty() {
                let text = fs::read_to_string(&target).expect("a page");
                let known =
                    text.lines().filter(|line| line.starts_with('#')).any(|line| anchor(line) == heading);
                assert!(known, "{file}: {}", &found[0]);
            }
        }
    }
    assert!(checked > 40, "only {checked} links were checked");
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
         WHERE m.type = 'table' AND m.name NOT LIKE 'sqlite_%' AND m.name <> 'seaql_migrations' \
         AND m.name NOT LIKE 'search_index%'",
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
        result.as_ref().map_or("—".to_owned(), |result| match result.status {
            Status::Behind => shown(lag(result).map(|lag| lag.points())),
            _ => "0".to_owned(),
        }),
    ];
    assert_eq!(rest, now, "{cells:?}");
}

#[test]
fn the_examples_of_assessment_come_out_as_printed() {
    const HEADER: &str = "| kind | comparator | target | figure | printed share | as of | status | elapsed | attainment | lead | gap | degree | lag |";
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
