//! The `taizhang` binary.

use std::process::ExitCode;

fn main() -> ExitCode {
    let runtime = match tokio::runtime::Builder::new_multi_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => {
            eprintln!("taizhang: no threads could be started: {error}");
            return ExitCode::FAILURE;
        }
    };
    let code = runtime.block_on(taizhang::cli::run());
    // Work that outlived its deadline ends with the process, which leaves nothing half written.
    runtime.shutdown_background();
    code
}
