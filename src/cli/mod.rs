//! The command line: one file per command, each a thin shell around a use case.

mod demo;
mod documents;
mod import;
mod migrate;
mod parse;
mod schema;
mod serve;
mod unit;

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::{Args, Parser, Subcommand};
use sea_orm::DatabaseConnection;

use crate::ambient::Ambient;
use crate::config::{Config, Overrides};
use crate::error::{Error, Result};
use crate::ingest::Options;
use crate::service::events::Events;
use crate::service::import::renew::renew;
use crate::service::{Ledger, assessment, search};
use crate::store::connect;
use crate::{shutdown, telemetry};

/// 台账: reads bulletins on government work reports and serves completion ratios over GraphQL and REST.
#[derive(Debug, Parser)]
#[command(version, propagate_version = true)]
struct Cli {
    /// Configuration file; `taizhang.toml` in the working folder by default, which may be missing.
    #[arg(long, global = true, value_name = "FILE")]
    config: Option<PathBuf>,
    /// The ledger: `sqlite://PATH` or `postgres://USER:PASSWORD@HOST/NAME`.
    #[arg(long, global = true, value_name = "URL")]
    database_url: Option<String>,
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Serves GraphQL, GraphiQL and REST.
    #[command(
        after_help = "Example:\n  taizhang serve --database-url sqlite://ledger.db --listen 127.0.0.1:8080"
    )]
    Serve(Listen),
    /// Brings the database up to this version.
    #[command(
        after_help = "Example:\n  taizhang migrate --database-url postgres://taizhang@localhost/taizhang"
    )]
    Migrate,
    /// Prints the GraphQL schema, the OpenAPI document, or the page of all codes.
    #[command(
        after_help = "Example:\n  taizhang schema > schema.graphql\n  taizhang schema --openapi > openapi.json\n  \
                      taizhang schema --errors > docs/errors.md"
    )]
    Schema {
        /// The OpenAPI document of the REST API instead.
        #[arg(long, conflicts_with = "errors")]
        openapi: bool,
        /// The page of all codes of errors and findings instead.
        #[arg(long)]
        errors: bool,
    },
    /// Serves a ledger filled with sample bulletins.
    #[command(after_help = "Example:\n  taizhang demo --listen 127.0.0.1:8080")]
    Demo(Listen),
    /// Reads bulletins into the ledger.
    #[command(
        after_help = "Example:\n  taizhang import bulletin.txt\n  taizhang import --dry-run --jurisdiction 云溪市 \
                            --year 2024 --period 上半年 bulletin.txt"
    )]
    Import(import::Import),
    /// Lists the documents in the ledger, newest import first.
    #[command(after_help = "Example:\n  taizhang documents --jurisdiction 云溪市")]
    Documents(documents::Documents),
    /// Takes a document out again, as if it had never been imported.
    #[command(after_help = "Example:\n  taizhang undo --dry-run 01a1f938-9c58-760f-a14f-e52e6c6253cf")]
    Undo(documents::Undo),
    /// Says by hand which names stand for one unit; it holds for every later import.
    #[command(
        after_help = "Example:\n  taizhang unit --jurisdiction 云溪市 split 市发展改革委\n  taizhang unit \
                            --jurisdiction 云溪市 merge 生态环境分局 生态环境局"
    )]
    Unit(unit::Unit),
    /// Prints what a document says as one JSON object, touching no database.
    #[command(
        after_help = "Example:\n  taizhang parse bulletin.txt | jq '.tasks[0]'\n  taizhang parse --explain bulletin.txt"
    )]
    Parse(parse::Parse),
}

/// Where to serve.
#[derive(Debug, Args)]
struct Listen {
    /// Address and port to serve on; loopback by default, since there are no accounts yet.
    #[arg(long, value_name = "HOST:PORT")]
    listen: Option<String>,
}

/// What a document may not say of itself.
#[derive(Debug, Clone, Args)]
struct Told {
    /// Whose work report it is, where the text does not say: 云溪市.
    #[arg(long, value_name = "NAME")]
    jurisdiction: Option<String>,
    /// Year of the work report, where the text does not say.
    #[arg(long, value_name = "YYYY")]
    year: Option<i32>,
    /// What it covers, where the text does not say: 上半年, 前三季度, 1-8月, or 2024-01/2024-06.
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
}

impl Told {
    fn options(&self, file: &Path, config: &Config) -> Options {
        let Self { jurisdiction, year, period } = self.clone();
        let file_name = file.file_name().map(|name| name.to_string_lossy().into_owned());
        Options { jurisdiction, year, period, limits: config.ingest.clone(), file_name }
    }
}

/// Runs the command that the process was started with.
pub async fn run() -> ExitCode {
    let cli = Cli::parse();
    shutdown::survive_file_limits();
    match dispatch(cli).await {
        Ok(code) => code,
        Err(error) => {
            eprintln!("taizhang: {error} [{}]", error.code());
            ExitCode::FAILURE
        }
    }
}

async fn dispatch(cli: Cli) -> Result<ExitCode> {
    let Cli { config, database_url, command } = cli;
    let load = |listen: Option<&String>| {
        let flags = Overrides { database_url: database_url.clone(), listen: listen.cloned() };
        Config::load(config.as_deref(), &flags)
    };
    match command {
        Command::Serve(Listen { listen }) => serve::run(&load(listen.as_ref())?).await,
        Command::Migrate => migrate::run(&load(None)?).await,
        Command::Schema { openapi, errors } => schema::run(openapi, errors),
        Command::Demo(Listen { listen }) => {
            let mut config = load(listen.as_ref())?;
            if database_url.is_none() {
                demo::DATABASE_URL.clone_into(&mut config.database_url);
            }
            demo::run(&config).await
        }
        Command::Import(arguments) => import::run(&load(None)?, &arguments).await,
        Command::Documents(arguments) => documents::list(&load(None)?, &arguments).await,
        Command::Undo(arguments) => documents::take_out(&load(None)?, &arguments).await,
        Command::Unit(arguments) => unit::run(&load(None)?, &arguments).await,
        Command::Parse(arguments) => parse::run(&load(None)?, &arguments),
    }
}

/// What a command wants of the ledger.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Purpose {
    /// To run it: this configuration is the ledger's from now on.
    Run,
    /// To bring documents into it.
    Fill,
    /// To change what is in it: there has to be one.
    Change,
    /// To look into it: there has to be one.
    Look,
}

/// Opens the ledger with a schema of this version and rows of these rules.
async fn open(config: &Config, purpose: Purpose) -> Result<Ledger> {
    telemetry::start(&config.log)?;
    if matches!(purpose, Purpose::Change | Purpose::Look) {
        connect::exists(&config.database_url)?;
    }
    let db = connect::open(&config.connection()).await?;
    connect::migrate(&db).await?;
    let ledger = ledger(db, config);
    bring_up_to_date(&ledger, purpose).await?;
    Ok(ledger)
}

fn ledger(db: DatabaseConnection, config: &Config) -> Ledger {
    Ledger {
        db,
        ambient: Ambient::default(),
        policy: config.policy(),
        limits: config.ingest.clone(),
        events: Events::default(),
    }
}

/// Brings rows that other rules made to those of this version. Another margin than the ledger's is a matter of its
/// server alone.
async fn bring_up_to_date(ledger: &Ledger, purpose: Purpose) -> Result<()> {
    renew(ledger).await?;
    search::keep_current(ledger).await?;
    match (purpose, assessment::other_margin(ledger).await?) {
        (Purpose::Look, Some(_)) => {}
        (Purpose::Fill | Purpose::Change, Some(margin)) => {
            let ours = ledger.policy.ahead_margin.normalize();
            let message = format!(
                "{ours}, but the ledger was assessed with {margin}: take the configuration of its server, or run `taizhang \
                 migrate` to assess it anew"
            );
            return Err(Error::invalid("assessment.ahead_margin", message));
        }
        _ => {
            if assessment::keep_current(ledger).await? {
                tracing::debug!("assessed every report anew, since the rules or the margin changed");
            }
        }
    }
    Ok(())
}

/// The bytes of a file, refused before they are read where there are too many.
fn read(file: &Path, config: &Config) -> Result<Vec<u8>> {
    let io = |source| Error::Io { path: file.display().to_string(), source };
    let size = std::fs::metadata(file).map_err(io)?.len();
    let limit = config.ingest.file_bytes;
    if size > limit {
        let source = crate::ingest::IngestError::TooLarge { limit };
        return Err(Error::Unreadable { file: file.display().to_string(), source });
    }
    std::fs::read(file).map_err(io)
}

/// Writes to standard output; a reader that went away is not an error.
fn print(text: &str) -> Result<()> {
    use std::io::Write;
    let mut out = std::io::stdout().lock();
    match writeln!(out, "{text}").and_then(|()| out.flush()) {
        Err(error) if error.kind() == std::io::ErrorKind::BrokenPipe => Ok(()),
        Err(source) => Err(Error::Io { path: "standard output".to_owned(), source }),
        Ok(()) => Ok(()),
    }
}
