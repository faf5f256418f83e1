//! The pages, GraphiQL and Swagger UI, as a reader meets them: in a browser, without internet.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::app::App;
use crate::support::bulletin::half_year;
use crate::support::database::Kind;
use crate::support::process::{Server, run};

/// Whether the pages were built. They must be in CI and under `scripts/test`; elsewhere their lack is said aloud.
fn is_built() -> bool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let built =
        root.join("web/dist/docs.html").is_file() && root.join("web/node_modules/playwright-core").is_dir();
    let wanted = ["CI", "GRAPHIQL_REQUIRED"].iter().any(|name| std::env::var_os(name).is_some());
    assert!(built || !wanted, "the pages were not built: run ./scripts/build-web");
    if !built {
        eprintln!(
            "SKIPPED: web/dist is missing, so no browser opened GraphiQL and Swagger UI; run ./scripts/build-web"
        );
    }
    built
}

/// What a script of `web/tests` prints of a server with one report.
fn in_a_browser(script: &str) -> Value {
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("half.txt"), half_year()).expect("a file");
    assert_eq!(run(folder.path(), &["import", "half.txt"]).code, Some(0));
    let server = Server::start(folder.path(), &[]);
    let output = Command::new("node")
        .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("web/tests").join(script))
        .arg(format!("http://{}", server.address))
        .output()
        .expect("node runs");
    assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
    assert_eq!(server.stop(), Some(0));
    serde_json::from_slice(&output.stdout).expect("the answer")
}

#[tokio::test]
async fn the_pages_are_served_or_say_how_to_build_them() {
    let app = App::start(Kind::Sqlite).await;
    for path in ["/graphiql", "/api/v1/docs"] {
        served(&app, path).await;
    }
    assert_eq!(app.get("/graphiql/assets/../../Cargo.toml").await.status.as_u16(), 404);
    assert_eq!(app.get("/graphiql/nothing.js").await.status.as_u16(), 404);
    assert_eq!(app.get("/").await.status.as_u16(), 307);
}

async fn served(app: &App, path: &str) {
    let page = app.get(path).await;
    assert!(page.kind.starts_with("text/html"), "{}", page.kind);
    let text = page.body.as_str().expect("a page");
    if is_built() {
        assert_eq!(page.status.as_u16(), 200);
        let asset =
            text.split('"').find(|part| part.starts_with("/graphiql/assets/")).expect("a script of its own");
        let asset = app.get(asset).await;
        assert_eq!(asset.status.as_u16(), 200);
        for elsewhere in ["src=\"http", "href=\"http", "src=\"//", "href=\"//"] {
            assert!(!text.contains(elsewhere), "nothing comes from elsewhere: {text}");
        }
        assert!(text.contains("default-src 'none'") && text.contains("connect-src 'self'"), "{text}");
    } else {
        assert_eq!(page.status.as_u16(), 404);
        assert!(text.contains("./scripts/build-web") && text.contains("/graphql"), "{text}");
    }
}

#[test]
fn a_browser_opens_the_page_and_runs_the_first_example() {
    if !is_built() {
        return;
    }
    let answer = in_a_browser("graphiql.mjs");
    assert_eq!(answer["data"]["reports"]["nodes"][0]["jurisdiction"]["name"], "青禾县");
}

#[test]
fn a_browser_opens_the_description_of_rest_and_tries_an_operation_out() {
    if !is_built() {
        return;
    }
    let found = in_a_browser("docs.mjs");
    let described: Value = serde_json::from_str(&taizhang::rest::openapi()).expect("JSON");
    let mut operations: Vec<String> = Vec::new();
    for (path, methods) in described["paths"].as_object().expect("paths") {
        for method in methods.as_object().expect("methods").keys() {
            operations.push(format!("{} {path}", method.to_uppercase()));
        }
    }
    let mut shown: Vec<&str> =
        found["operations"].as_array().expect("a list").iter().filter_map(Value::as_str).collect();
    shown.sort_unstable();
    operations.sort_unstable();
    assert_eq!(shown, operations);
    assert!(found["answer"]["items"].is_array(), "{found}");
}
