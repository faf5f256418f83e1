//! The GraphiQL page as a reader meets it: in a browser, without internet.

use std::fs;
use std::path::Path;
use std::process::Command;

use serde_json::Value;

use crate::support::app::App;
use crate::support::bulletin::half_year;
use crate::support::database::Kind;
use crate::support::process::{Server, run};

/// Whether the page was built. It must be in CI and under `scripts/test`; elsewhere its lack is said aloud.
fn is_built() -> bool {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let built =
        root.join("web/dist/index.html").is_file() && root.join("web/node_modules/playwright-core").is_dir();
    let wanted = ["CI", "GRAPHIQL_REQUIRED"].iter().any(|name| std::env::var_os(name).is_some());
    assert!(built || !wanted, "the GraphiQL page was not built: run ./scripts/build-web");
    if !built {
        eprintln!(
            "SKIPPED: web/dist is missing, so the GraphiQL page was not opened; run ./scripts/build-web"
        );
    }
    built
}

#[tokio::test]
async fn the_page_is_served_or_says_how_to_build_it() {
    let app = App::start(Kind::Sqlite).await;
    let page = app.get("/graphiql").await;
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
    assert_eq!(app.get("/graphiql/assets/../../Cargo.toml").await.status.as_u16(), 404);
    assert_eq!(app.get("/graphiql/nothing.js").await.status.as_u16(), 404);
    assert_eq!(app.get("/").await.status.as_u16(), 307);
}

#[test]
fn a_browser_opens_the_page_and_runs_the_first_example() {
    if !is_built() {
        return;
    }
    let folder = tempfile::tempdir().expect("a folder");
    fs::write(folder.path().join("half.txt"), half_year()).expect("a file");
    assert_eq!(run(folder.path(), &["import", "half.txt"]).code, Some(0));
    let server = Server::start(folder.path(), &[]);
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("web/tests/graphiql.mjs");
    let output = Command::new("node")
        .arg(script)
        .arg(format!("http://{}", server.address))
        .output()
        .expect("node runs");
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    let answer: Value = serde_json::from_slice(&output.stdout).expect("the answer");
    assert_eq!(answer["data"]["reports"]["nodes"][0]["jurisdiction"]["name"], "青禾县");
    assert_eq!(server.stop(), Some(0));
}
