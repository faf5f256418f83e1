//! `taizhang parse`.

use std::path::PathBuf;
use std::process::ExitCode;

use clap::Args;

use super::{Told, print, read};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::ingest;

/// Arguments of `parse`.
#[derive(Debug, Args)]
pub(super) struct Parse {
    /// The document.
    file: PathBuf,
    #[command(flatten)]
    told: Told,
    /// Prints how the document was taken apart instead: its format, and what spoke for and against each layout.
    #[arg(long)]
    explain: bool,
}

pub(super) fn run(config: &Config, arguments: &Parse) -> Result<ExitCode> {
    let Parse { file, told, explain } = arguments;
    let bytes = read(file, config)?;
    let options = told.options(file, config);
    let unreadable = |source| Error::Unreadable { file: file.display().to_string(), source };
    let json = if *explain {
        serde_json::to_string_pretty(&ingest::explain(&bytes, &options).map_err(unreadable)?)
    } else {
        serde_json::to_string_pretty(&ingest::parse(&bytes, &options).map_err(unreadable)?)
    };
    print(&json.map_err(|error| Error::Internal(error.to_string()))?)?;
    Ok(ExitCode::SUCCESS)
}
