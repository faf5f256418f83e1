//! `taizhang documents` and `taizhang undo`.

use std::process::ExitCode;

use clap::Args;
use entity::document;
use uuid::Uuid;

use super::{Purpose, open, print};
use crate::config::Config;
use crate::error::{Error, Result};
use crate::message::Noun;
use crate::service::Ledger;
use crate::service::detail::unique;
use crate::service::import::undo::{Undone, undo};
use crate::store::filter::{Filter, Test};
use crate::store::lists::document::DocumentTest;
use crate::store::lists::jurisdiction::JurisdictionTest;
use crate::store::lists::report::ReportTest;
use crate::store::page::Page;
use crate::store::sort::Sort;
use crate::store::{jurisdiction, lists, report};

/// Arguments of `documents`.
#[derive(Debug, Args)]
pub(super) struct Documents {
    /// Only documents of the jurisdiction of this name.
    #[arg(long, value_name = "NAME")]
    jurisdiction: Option<String>,
}

/// Arguments of `undo`.
#[derive(Debug, Args)]
pub(super) struct Undo {
    /// Id of the document, as `taizhang documents` prints it.
    #[arg(value_name = "DOCUMENT")]
    document: Uuid,
    /// Prints the very same and writes nothing.
    #[arg(long)]
    dry_run: bool,
}

/// Lists every document, newest import first.
pub(super) async fn list(config: &Config, arguments: &Documents) -> Result<ExitCode> {
    let ledger = open(config, Purpose::Look).await?;
    let filter = arguments.jurisdiction.clone().map_or_else(Filter::default, |name| {
        let named = Filter::Is(JurisdictionTest::Name(Test::Eq(name.into())));
        Filter::Is(DocumentTest::Report(Filter::Is(ReportTest::Jurisdiction(named))))
    });
    let mut page = Page::largest();
    let mut any = false;
    loop {
        let slice = lists::page(&ledger.db, &filter, &Sort::default(), &page).await?;
        let rows: Vec<document::Model> = slice.rows.iter().map(|(_, row)| row.clone()).collect();
        any |= !rows.is_empty();
        for line in lines(&ledger, &rows).await? {
            print(&line)?;
        }
        match slice.rows.last() {
            Some((last, _)) if slice.has_next => page.from = Some(last.clone()),
            _ => break,
        }
    }
    match &arguments.jurisdiction {
        Some(name) if !any => Err(Error::NotFound { what: Noun::DocumentsOf, key: name.clone() }),
        _ => {
            if !any {
                eprintln!("taizhang: {} has no documents yet", config.database_url);
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

/// One line a document: its id, when it was imported, whether it counts, whose and of which year it is, what it covers.
async fn lines(ledger: &Ledger, rows: &[document::Model]) -> Result<Vec<String>> {
    let ids = unique(rows.iter().map(|row| row.report_id));
    let reports = report::by_ids(&ledger.db, &ids).await?;
    let of = unique(reports.values().map(|report| report.jurisdiction_id));
    let jurisdictions = jurisdiction::by_ids(&ledger.db, &of).await?;
    let line = |row: &document::Model| {
        let report = reports.get(&row.report_id)?;
        let jurisdiction = &jurisdictions.get(&report.jurisdiction_id)?.name;
        let period = row.period_label.as_deref().unwrap_or("plan");
        let state = if row.superseded_by_id.is_some() { "superseded" } else { "in force" };
        let title = row.title.as_deref().unwrap_or("(no printed title)");
        let imported = row.imported_at.format("%Y-%m-%dT%H:%MZ");
        let (id, year, file) = (row.id, report.year, &row.file_name);
        Some(format!("{id}  {imported}  {state:<10}  {jurisdiction} {year}  {period}  {title}  {file}"))
    };
    Ok(rows.iter().filter_map(line).collect())
}

/// Takes a document out.
pub(super) async fn take_out(config: &Config, arguments: &Undo) -> Result<ExitCode> {
    let ledger = open(config, Purpose::Change).await?;
    let undone = undo(&ledger, arguments.document, arguments.dry_run).await?;
    let Undone {
        document_id,
        file,
        dry_run,
        report_removed,
        restored_document_id,
        tasks_before,
        tasks_after,
        rows_left_out,
        ..
    } = undone;
    let verb = if dry_run { "would be taken out" } else { "taken out" };
    print(&format!("{document_id} ({file}): {verb}"))?;
    if let Some(restored) = restored_document_id {
        print(&format!("  in force again: {restored}"))?;
    }
    if report_removed {
        print("  no document of this report is left; the report went too")?;
    }
    print(&format!("  tasks: {tasks_before} before, {tasks_after} after"))?;
    if rows_left_out > 0 {
        print(&format!(
            "  rows of other documents without their task: {rows_left_out} (findings TASK_UNMATCHED)"
        ))?;
    }
    Ok(ExitCode::SUCCESS)
}
