//! Schemathesis: requests made up from the OpenAPI document, against the server.

use std::path::{Path, PathBuf};

/// Where its settings are.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/py")
}

/// The command in the environment that `scripts/test` makes. It must be there in CI and under `scripts/test`; elsewhere
/// its lack is said aloud.
pub fn schemathesis() -> Option<PathBuf> {
    let command = folder().join(".venv/bin/schemathesis");
    let wanted = ["CI", "CLIENTS_REQUIRED"].iter().any(|name| std::env::var_os(name).is_some());
    let installed = command.is_file();
    assert!(
        installed || !wanted,
        "schemathesis is missing: run ./scripts/test, which installs it in tests/py/.venv"
    );
    if !installed {
        eprintln!(
            "SKIPPED: no tests/py/.venv, so no requests were made up from openapi.json; run ./scripts/test"
        );
    }
    installed.then_some(command)
}
