//! The server does what its OpenAPI document says, whatever is asked: schemathesis makes up requests that fit the
//! document and requests that do not, and holds every answer against it.

use std::process::Command;

use tokio::net::TcpListener;

use crate::support::app::App;
use crate::support::database::Kind;
use crate::support::python;
use crate::support::samples::with_samples_and_notes;

#[tokio::test(flavor = "multi_thread")]
async fn schemathesis_finds_nothing() {
    let Some(command) = python::schemathesis() else { return };
    // The router of the server over ids that count up, so that the ids of the document's examples are those of things.
    let app = App::start(Kind::Sqlite).await;
    with_samples_and_notes(&app).await;
    let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
    let url = format!("http://{}/api/v1/openapi.json", listener.local_addr().expect("an address"));
    let server = tokio::spawn(axum::serve(listener, app.router.clone()).into_future());
    let folder = tempfile::tempdir().expect("a folder");
    let reports = folder.path().to_owned();
    let output = tokio::task::spawn_blocking(move || {
        Command::new(command)
            .arg("--config-file")
            .arg(python::folder().join("schemathesis.toml"))
            .args(["run", &url, "--no-color", "--report-dir"])
            .arg(&reports)
            .current_dir(&reports)
            .env("SCHEMATHESIS_HOOKS", python::folder().join("hooks.py"))
            .output()
            .expect("schemathesis runs")
    });
    let output = output.await.expect("schemathesis ends");
    server.abort();
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("Test cases:"), "{said}");
}
