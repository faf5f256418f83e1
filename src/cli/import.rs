//! `taizhang import`.

use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use clap::Args;
use indicatif::{ProgressBar, ProgressStyle};
use tempfile::TempDir;

use super::{Purpose, Told, open, print, read};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::ingest::draft::Severity;
use crate::service::Ledger;
use crate::service::import::summary::{Changes, Outcome, Summary};
use crate::service::import::{Incoming, import};
use crate::store::connect;

/// Arguments of `import`.
#[derive(Debug, Args)]
pub(super) struct Import {
    /// The bulletins, each taken whole or not at all.
    #[arg(required = true, value_name = "FILE")]
    files: Vec<PathBuf>,
    #[command(flatten)]
    told: Told,
    /// Prints the very same and writes nothing.
    #[arg(long)]
    dry_run: bool,
    /// Prints one JSON object a document instead.
    #[arg(long)]
    json: bool,
}

pub(super) async fn run(config: &Config, arguments: &Import) -> Result<ExitCode> {
    let scratch = scratch(config, arguments)?;
    let place = scratch.as_ref().map_or_else(|| config.clone(), |folder| beside(config, folder.path()));
    let ledger = open(&place, Purpose::Fill).await?;
    let bar = bar(arguments.files.len());
    let mut failed = false;
    for file in &arguments.files {
        bar.set_message(file.display().to_string());
        match one(&ledger, config, file, arguments).await {
            Ok(summary) => {
                let text = if arguments.json { json(&summary)? } else { text(&summary) };
                bar.suspend(|| print(&text))?;
            }
            Err(error) => {
                failed = true;
                bar.suspend(|| eprintln!("taizhang: {error} [{}]", error.code()));
            }
        }
        bar.inc(1);
    }
    bar.finish_and_clear();
    Ok(if failed { ExitCode::FAILURE } else { ExitCode::SUCCESS })
}

/// A folder for the ledger of a dry run where there is none yet: nothing may stay of it.
fn scratch(config: &Config, arguments: &Import) -> Result<Option<TempDir>> {
    if !arguments.dry_run || connect::is_there(&config.database_url)? {
        return Ok(None);
    }
    let io = |source| Error::Io { path: std::env::temp_dir().display().to_string(), source };
    tempfile::tempdir().map(Some).map_err(io)
}

/// The configuration with a ledger in this folder.
fn beside(config: &Config, folder: &Path) -> Config {
    let database_url = format!("sqlite://{}", folder.join("taizhang.db").display());
    Config { database_url, ..config.clone() }
}

/// A bar on a terminal, nothing elsewhere.
fn bar(files: usize) -> ProgressBar {
    let bar = ProgressBar::new(u64::try_from(files).unwrap_or(u64::MAX));
    let style = ProgressStyle::with_template("{bar:30} {pos}/{len} {msg}");
    bar.with_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()))
}

async fn one(ledger: &Ledger, config: &Config, file: &Path, arguments: &Import) -> Result<Summary> {
    let bytes = read(file, config)?;
    let options = arguments.told.options(file, config);
    let incoming = Incoming { file: file.display().to_string(), bytes, options };
    import(ledger, incoming, arguments.dry_run).await
}

fn json(summary: &Summary) -> Result<String> {
    serde_json::to_string(summary).map_err(|error| Error::Internal(error.to_string()))
}

/// The summary for people.
pub(super) fn text(summary: &Summary) -> String {
    let Summary {
        file, outcome, dry_run, title, jurisdiction, year, period, layout, counts, findings, ..
    } = summary;
    let what = match (outcome, dry_run) {
        (Outcome::Imported, false) => "imported",
        (Outcome::Imported, true) => "would be imported",
        (Outcome::Corrected, false) => "imported as a correction; the earlier version stays readable",
        (Outcome::Corrected, true) => {
            "would be imported as a correction; the earlier version would stay readable"
        }
        (Outcome::Unchanged, _) => "already in the ledger; nothing changed",
    };
    let mut out = format!("{file}: {what}\n");
    // Writing to a string does not fail.
    let _ = writeln!(out, "  {}", title.as_deref().unwrap_or("(no printed title)"));
    let covers =
        period.as_deref().map_or_else(|| "plan".to_owned(), |period| format!("progress over {period}"));
    let _ = writeln!(out, "  {jurisdiction} {year}, {covers}, read as {layout}");
    let rows = [
        ("tasks", counts.tasks),
        ("departments", counts.departments),
        ("indicators", counts.indicators),
        ("updates", counts.updates),
        ("measurements", counts.measurements),
    ];
    for (name, Changes { created, updated, unchanged }) in rows {
        let _ =
            writeln!(out, "  {name:<13}{created:>6} created {updated:>6} updated {unchanged:>6} unchanged");
    }
    for finding in findings {
        let place = match (finding.row, finding.line) {
            (Some(row), Some(line)) => format!(" row {row}, line {line}"),
            (Some(row), None) => format!(" row {row}"),
            (None, Some(line)) => format!(" line {line}"),
            (None, None) => String::new(),
        };
        let _ =
            writeln!(out, "  {} {}{place}: {}", severity(finding.severity), finding.code, finding.message);
    }
    out.truncate(out.trim_end().len());
    out
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Info => "info",
        Severity::Warning => "warning",
        Severity::Error => "error",
    }
}
