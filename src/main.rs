//! The `taizhang` binary.

use std::process::ExitCode;

#[tokio::main]
async fn main() -> ExitCode {
    taizhang::cli::run().await
}
