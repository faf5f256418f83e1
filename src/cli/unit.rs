//! `taizhang unit`.

use std::process::ExitCode;

use clap::{Args, Subcommand};

use super::{Purpose, open, print};
use crate::config::Config;
use crate::error::Result;
use crate::service::naming::{merge, split};

/// Arguments of `unit`.
#[derive(Debug, Args)]
pub(super) struct Unit {
    /// The jurisdiction whose units are meant.
    #[arg(long, value_name = "NAME")]
    jurisdiction: String,
    #[command(subcommand)]
    action: Action,
}

#[derive(Debug, Subcommand)]
enum Action {
    /// Gives a name a unit of its own again, with the tasks that print it; holds until it is merged again.
    #[command(after_help = "Example:\n  taizhang unit --jurisdiction 云溪市 split 市发展改革委")]
    Split {
        /// The name, as printed.
        name: String,
    },
    /// Makes a name stand for another unit, with the tasks that print it; holds until it is split again.
    #[command(after_help = "Example:\n  taizhang unit --jurisdiction 云溪市 merge 生态环境分局 生态环境局")]
    Merge {
        /// The name, as printed.
        name: String,
        /// A name of the unit that it stands for.
        into: String,
    },
}

pub(super) async fn run(config: &Config, arguments: &Unit) -> Result<ExitCode> {
    let ledger = open(config, Purpose::Change).await?;
    let Unit { jurisdiction, action } = arguments;
    match action {
        Action::Split { name } => {
            let unit = split(&ledger, jurisdiction, name).await?;
            print(&format!("{} is a unit of its own: {}", unit.name, unit.id))?;
        }
        Action::Merge { name, into } => {
            let unit = merge(&ledger, jurisdiction, name, into).await?;
            print(&format!("{name} stands for {}: {}", unit.name, unit.id))?;
        }
    }
    Ok(ExitCode::SUCCESS)
}
