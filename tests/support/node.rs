//! Scripts of `tests/js`: clients and audits that others wrote, against the real server.

use std::path::{Path, PathBuf};
use std::process::Command;

use serde_json::Value;

/// Where the scripts are.
pub fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/js")
}

/// Whether the scripts can run. They must in CI and under `scripts/test`; elsewhere their lack is said aloud.
pub fn is_installed() -> bool {
    let has_node = Command::new("node").arg("--version").output().is_ok_and(|output| output.status.success());
    let installed = has_node && folder().join("node_modules/graphql-http").is_dir();
    let wanted = ["CI", "CLIENTS_REQUIRED"].iter().any(|name| std::env::var_os(name).is_some());
    assert!(
        installed || !wanted,
        "the clients of tests/js are missing: install Node.js, then `npm ci` in tests/js"
    );
    if !installed {
        eprintln!(
            "SKIPPED: no Node.js or no packages in tests/js, so no foreign client was tried; run ./scripts/test"
        );
    }
    installed
}

/// What a script prints, as JSON.
pub fn run(script: &str, arguments: &[&str]) -> Value {
    let output =
        Command::new("node").current_dir(folder()).arg(script).args(arguments).output().expect("node runs");
    assert!(output.status.success(), "{script}: {}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout)
        .unwrap_or_else(|error| panic!("{script}: {error}: {}", String::from_utf8_lossy(&output.stdout)))
}
