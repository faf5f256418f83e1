//! Pages of the documentation with questions and answers: every block of `graphql` or `sh` that an answer follows is
//! asked of a server over the samples, as a reader would: queries over HTTP, commands in a shell with curl and jq.

use std::fs;
use std::path::PathBuf;
use std::process::Command;

use async_graphql::{Name, Value};
use axum::body::Body;
use axum::http::{Request, header};
use base64::Engine as _;
use http_body_util::BodyExt;
use serde_json::json;
use tower::ServiceExt;

use super::app::App;
use super::database;

/// Members that differ from ledger to ledger: pages print `…` in their place.
const OF_ONE_LEDGER: [&str; 9] = [
    "id",
    "documentId",
    "reportId",
    "taskId",
    "startCursor",
    "endCursor",
    "nextCursor",
    "prevCursor",
    "departmentId",
];

pub fn path(file: &str) -> PathBuf {
    std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join(file)
}

pub fn read(file: &str) -> String {
    fs::read_to_string(path(file)).unwrap_or_else(|error| panic!("{file}: {error}"))
}

/// A fenced block: its language, its text, and the lines between the fences.
pub struct Block {
    pub language: String,
    pub text: String,
    lines: std::ops::Range<usize>,
}

pub fn blocks(markdown: &str) -> Vec<Block> {
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

/// The text between two marks.
pub fn between<'a>(text: &'a str, open: &str, close: &str) -> Option<&'a str> {
    let (_, rest) = text.split_once(open)?;
    Some(rest.split_once(close)?.0)
}

/// A server over the samples, in the order and under the names in which `taizhang demo` takes them.
pub async fn demo() -> App {
    let app = App::start(database::Kind::Sqlite).await;
    let mut names: Vec<PathBuf> = fs::read_dir(path("samples"))
        .expect("samples")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| path.extension().is_none_or(|extension| extension != "md"))
        .collect();
    names.sort();
    for file in names {
        let name = format!("samples/{}", file.file_name().expect("a name").to_string_lossy());
        let bytes = fs::read(&file).expect("a sample");
        app.try_import(&name, &bytes, false).await.unwrap_or_else(|error| panic!("{name}: {error}"));
    }
    app
}

/// Puts `…` where the value is one of this ledger; returns the cursors that the answer carries.
fn mask(value: &mut Value, seen: &mut Vec<(String, Value)>) {
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                if OF_ONE_LEDGER.contains(&name.as_str()) && *value != Value::Null {
                    seen.push((name.to_string(), std::mem::replace(value, Value::from("…"))));
                }
                mask(value, seen);
            }
        }
        Value::List(rows) => rows.iter_mut().for_each(|row| mask(row, seen)),
        _ => {}
    }
}

/// Somebody who reads a page from its top and types what it says.
struct Reader<'a> {
    app: &'a App,
    address: String,
    /// Commands without an answer: the shell of the page has run them before.
    typed: String,
    /// What queries may declare: `$report` and `$document` of 云溪市 2024, `$content` of a file, the cursors last seen.
    variables: serde_json::Value,
}

impl<'a> Reader<'a> {
    async fn new(app: &'a App) -> Self {
        let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address").to_string();
        let router = app.router.clone();
        tokio::spawn(async move { axum::serve(listener, router).await.expect("the server goes on") });
        let ask = "{ report(jurisdiction: \"云溪市\", year: 2024) { id } \
                   documents(filter: { fileName: { contains: \"yunxi-2024-q3\" } }) { nodes { id } } }";
        let data = app.data(ask).await;
        let variables = json!({
            "report": data["report"]["id"],
            "document": data["documents"]["nodes"][0]["id"],
            "content": base64::engine::general_purpose::STANDARD.encode(read("samples/yunxi-2024-q3.txt")),
        });
        Self { app, address, typed: String::new(), variables }
    }

    async fn asks(&mut self, query: &str) -> String {
        let body = json!({ "query": query, "variables": self.variables }).to_string();
        let request = Request::post("/graphql").header(header::CONTENT_TYPE, "application/json");
        let request = request.body(Body::from(body)).expect("a request");
        let response = self.app.router.clone().oneshot(request).await.expect("the router answers");
        let bytes = response.into_body().collect().await.expect("a body").to_bytes();
        let mut answer: Value = serde_json::from_slice(&bytes).expect("JSON, in the order of the server");
        let Value::Object(fields) = &mut answer else { panic!("{query}: no answer") };
        // What a query costs is told with every answer and left out of the pages, which say so.
        assert!(fields.swap_remove("extensions").is_some(), "{query}");
        let mut seen = Vec::new();
        mask(&mut answer, &mut seen);
        for (name, value) in seen {
            match name.as_str() {
                "endCursor" => self.variables["after"] = value.into_json().expect("JSON"),
                "startCursor" => self.variables["before"] = value.into_json().expect("JSON"),
                _ => {}
            }
        }
        printed(&answer, 0)
    }

    /// What a command prints in the folder of the repository, after those before it.
    async fn types(&self, command: &str) -> String {
        let script =
            format!("set -eo pipefail\n{}\n{command}\n", self.typed).replace("127.0.0.1:8080", &self.address);
        let run = move || Command::new("bash").args(["-c", &script]).current_dir(path("")).output();
        let ended = tokio::task::spawn_blocking(run).await.expect("it ends").expect("bash runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
        let (out, err) = (text(ended.stdout), text(ended.stderr));
        assert!(ended.status.success(), "{command}\nneeds curl and jq, and said: {err}{out}");
        let Ok(mut answer) = serde_json::from_str::<Value>(&out) else { return out.trim_end().to_owned() };
        if let Value::Object(fields) = &mut answer {
            fields.swap_remove("extensions");
        }
        mask(&mut answer, &mut Vec::new());
        printed(&answer, 0)
    }
}

/// How many queries and commands of a page have an answer.
#[derive(Debug, Default, PartialEq, Eq)]
pub struct Checked {
    pub queries: usize,
    pub commands: usize,
}

/// Compares every answer of a page with that of today, or writes that of today where `UPDATE_README` is set.
pub async fn check(app: &App, file: &str) -> Checked {
    let update = std::env::var_os("UPDATE_README").is_some();
    let text = read(file);
    let blocks = blocks(&text);
    let mut reader = Reader::new(app).await;
    let mut checked = Checked::default();
    let mut answers = Vec::new();
    for (place, question) in blocks.iter().enumerate() {
        let shown = blocks.get(place + 1).filter(|next| ["json", "text"].contains(&next.language.as_str()));
        let now = match (question.language.as_str(), shown) {
            ("graphql", Some(_)) => {
                checked.queries += 1;
                reader.asks(&question.text).await
            }
            ("sh", Some(_)) => {
                checked.commands += 1;
                reader.types(&question.text).await
            }
            ("sh", None) => {
                reader.typed += &question.text;
                reader.typed.push('\n');
                continue;
            }
            (other, Some(shown)) if shown.language == "json" => {
                panic!("{file}: an answer follows a block of {other:?}")
            }
            _ => continue,
        };
        let shown = &blocks[place + 1];
        if !update {
            assert_eq!(shown.text, now, "{file}: the answer to\n{}", question.text);
        }
        answers.push((shown.lines.clone(), now));
    }
    if update {
        let mut lines: Vec<String> = text.lines().map(str::to_owned).collect();
        // From the end, so that the line numbers of what is still to come stay true.
        for (range, now) in answers.into_iter().rev() {
            lines.splice(range, now.lines().map(str::to_owned));
        }
        fs::write(path(file), lines.join("\n") + "\n").expect("written");
    }
    checked
}
