//! The `taizhang` binary.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::{Parser, Subcommand};
use taizhang::ingest::{self, Options};

#[derive(Debug, Parser)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Prints what a document says as one JSON object.
    Parse {
        /// The document.
        file: PathBuf,
        /// The government that made the commitments.
        #[arg(long)]
        jurisdiction: Option<String>,
        /// The year of the work report.
        #[arg(long)]
        year: Option<i32>,
        /// What the bulletin covers.
        #[arg(long)]
        period: Option<String>,
        /// Prints how the document is taken apart instead.
        #[arg(long)]
        explain: bool,
    },
}

fn main() -> ExitCode {
    let Command::Parse { file, jurisdiction, year, period, explain } = Cli::parse().command;
    let options = Options { jurisdiction, year, period, ..Options::default() };
    let printed = std::fs::read(&file).map_err(|error| error.to_string()).and_then(|bytes| {
        let json = if explain {
            ingest::explain(&bytes, &options).map(|explanation| serde_json::to_string_pretty(&explanation))
        } else {
            ingest::parse(&bytes, &options).map(|draft| serde_json::to_string_pretty(&draft))
        };
        json.map_err(|error| error.to_string())?.map_err(|error| error.to_string())
    });
    match printed {
        Ok(json) => {
            println!("{json}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("taizhang: {}: {error}", file.display());
            ExitCode::FAILURE
        }
    }
}
