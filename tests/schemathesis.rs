//! The server does what its OpenAPI document says, whatever is asked: schemathesis makes up requests that fit the
//! document and requests that do not, and holds every answer against it.

use std::process::Command;

use crate::support::app::App;
use crate::support::database::Kind;
use crate::support::process::Server;
use crate::support::python;
use crate::support::samples::with_everything;

#[tokio::test]
async fn schemathesis_finds_nothing() {
    let Some(command) = python::schemathesis() else { return };
    // Filled in process, where ids count up, so that the ids of the document's examples are those of things.
    let app = App::start(Kind::Sqlite).await;
    with_everything(&app).await;
    let folder = tempfile::tempdir().expect("a folder");
    let server = Server::start(folder.path(), &["--database-url", &app.database.url]);
    let output = Command::new(command)
        .arg("--config-file")
        .arg(python::folder().join("schemathesis.toml"))
        .args([
            "run",
            &format!("http://{}/api/v1/openapi.json", server.address),
            "--no-color",
            "--report-dir",
        ])
        .arg(folder.path())
        .current_dir(folder.path())
        .env("SCHEMATHESIS_HOOKS", python::folder().join("hooks.py"))
        .output()
        .expect("schemathesis runs");
    let said = String::from_utf8_lossy(&output.stdout);
    assert!(output.status.success(), "{said}\n{}", String::from_utf8_lossy(&output.stderr));
    assert!(said.contains("Test cases:"), "{said}");
    assert_eq!(server.stop(), Some(0));
}
