//! Imports go one way: surfaces -> view -> service -> store -> entity; domain is used by all and imports none of them;
//! ingest knows no database.

use std::fs;
use std::path::{Path, PathBuf};

/// Each module of the crate and the modules that it may import.
const MAY_IMPORT: &[(&str, &[&str])] = &[
    ("domain", &[]),
    ("ingest", &["domain"]),
    ("ambient", &[]),
    ("codes", &["ingest"]),
    ("message", &[]),
    ("error", &["ingest", "message"]),
    ("store", &["domain", "error", "ingest", "message"]),
    ("service", &["ambient", "domain", "error", "ingest", "store", "message"]),
    ("view", &["domain", "error", "ingest", "service", "store", "message"]),
    ("query_string", &[]),
    ("graphql", &["domain", "error", "ingest", "service", "store", "view", "message", "query_string"]),
    ("negotiate", &[]),
    ("language", &["codes", "negotiate"]),
    ("caching", &["telemetry"]),
    (
        "graphql_http",
        &["app", "codes", "config", "graphql", "language", "negotiate", "service", "telemetry", "message"],
    ),
    (
        "rest",
        &[
            "app",
            "domain",
            "error",
            "ingest",
            "language",
            "service",
            "store",
            "telemetry",
            "view",
            "message",
            "query_string",
        ],
    ),
    ("telemetry", &["config", "error", "store"]),
    ("config", &["domain", "error", "graphql", "ingest", "store"]),
    (
        "app",
        &["caching", "config", "origin", "graphql", "graphql_http", "rest", "service", "store", "telemetry"],
    ),
    ("origin", &["graphql", "graphql_http", "message", "rest"]),
    ("shutdown", &[]),
    (
        "cli",
        &[
            "ambient",
            "app",
            "codes",
            "config",
            "error",
            "graphql",
            "ingest",
            "message",
            "rest",
            "service",
            "shutdown",
            "store",
            "telemetry",
        ],
    ),
];

/// Crates that a module must not name: no database in what is pure, no statement outside the store.
const MUST_NOT_NAME: &[(&str, &[&str])] = &[
    ("domain", &["sea_orm", "entity", "axum", "tokio"]),
    ("ingest", &["sea_orm", "entity", "axum", "tokio", "migration"]),
    ("store", &["axum", "async_graphql::Context"]),
    ("service", &["axum", "sea_orm::sea_query", "EntityTrait", "QueryFilter"]),
    ("graphql", &["axum", "EntityTrait", "QueryFilter"]),
    ("rest", &["async_graphql", "EntityTrait", "QueryFilter"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).expect("a folder of sources").flatten() {
        let path = entry.path();
        if path.is_dir() {
            found.extend(sources(&path));
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
    found
}

/// Top module of a file below `src`.
fn module(file: &Path, src: &Path) -> String {
    let inside = file.strip_prefix(src).expect("a file below src");
    let top = inside.components().next().expect("a name").as_os_str().to_string_lossy().into_owned();
    top.trim_end_matches(".rs").to_owned()
}

/// The entries of a list of imports, up to its closing brace; inner lists stay in their entry.
fn entries(list: &str) -> Vec<String> {
    let mut depth = 1;
    let mut entries = vec![String::new()];
    for c in list.chars() {
        match c {
            '{' => depth += 1,
            '}' => depth -= 1,
            ',' if depth == 1 => entries.push(String::new()),
            _ => {}
        }
        if depth == 0 {
            break;
        }
        if let Some(entry) = entries.last_mut().filter(|_| c != ',') {
            entry.push(c);
        }
    }
    entries
}

/// Modules that follow `crate::` in the text, comments left out.
fn imported(text: &str) -> Vec<String> {
    let code =
        text.lines().filter(|line| !line.trim_start().starts_with("//")).collect::<Vec<_>>().join("\n");
    let names = code.match_indices("crate::").filter(|(at, _)| !code[..*at].ends_with('$'));
    let mut found = Vec::new();
    for (at, mark) in names {
        let rest = &code[at + mark.len()..];
        match rest.strip_prefix('{') {
            None => found.push(rest.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect()),
            // Of a list, the first name of each entry: `{app, rest::problem}` gives app and rest.
            Some(list) => found.extend(entries(list).iter().filter_map(|entry| {
                let name: String =
                    entry.trim().chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                (!name.is_empty()).then_some(name)
            })),
        }
    }
    found
}

#[test]
fn imports_go_one_way() {
    let src = Path::new(env!("CARGO_MANIFEST_DIR")).join("src");
    let mut wrong = Vec::new();
    let mut seen = 0;
    for file in sources(&src) {
        let module = module(&file, &src);
        if ["lib", "main"].contains(&module.as_str()) {
            continue;
        }
        let (_, allowed) = MAY_IMPORT
            .iter()
            .find(|(name, _)| *name == module)
            .unwrap_or_else(|| panic!("{module} has no line in MAY_IMPORT"));
        let text = fs::read_to_string(&file).expect("a source file");
        let known = |name: &String| MAY_IMPORT.iter().any(|(other, _)| other == name);
        for name in imported(&text).into_iter().filter(known) {
            seen += 1;
            if name != module && !allowed.contains(&name.as_str()) {
                wrong.push(format!("{} imports {name}", file.display()));
            }
        }
        let banned = MUST_NOT_NAME.iter().filter(|(name, _)| *name == module).flat_map(|(_, names)| *names);
        for name in banned.filter(|name| text.contains(**name)) {
            wrong.push(format!("{} names {name}", file.display()));
        }
    }
    assert!(seen > 100, "only {seen} imports were found; is the reader of this test broken?");
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[test]
fn the_reader_of_imports_reads_lists() {
    let text = "use crate::store::{page, task};\nuse crate::{app, rest::problem, graphql};\nfn f() { crate::view::x() }";
    assert_eq!(imported(text), ["store", "app", "rest", "graphql", "view"]);
}
