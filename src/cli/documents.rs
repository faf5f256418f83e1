//! `taizhang documents` and `taizhang undo`.

use std::process::ExitCode;

use clap::Args;
use uuid::Uuid;

use super::{open, print};
use crate::config::Config;
use crate::error::Result;
use crate::service::import::undo::{Undone, undo};
use crate::store::filter::{Filter, Test};
use crate::store::lists;
use crate::store::lists::document::DocumentTest;
use crate::store::lists::jurisdiction::JurisdictionTest;
use crate::store::lists::report::ReportTest;
use crate::store::page::Page;
use crate::store::sort::Sort;

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
    let ledger = open(config).await?;
    let filter = arguments.jurisdiction.clone().map_or_else(Filter::default, |name| {
        let named = Filter::Is(JurisdictionTest::Name(Test::Eq(name.into())));
        Filter::Is(DocumentTest::Report(Filter::Is(ReportTest::Jurisdiction(named))))
    });
    let mut page = Page::largest();
    loop {
        let slice = lists::page(&ledger.db, &filter, &Sort::default(), &page).await?;
        for (_, row) in &slice.rows {
            let period = row.period_label.as_deref().unwrap_or("plan");
            let state = if row.superseded_by_id.is_some() { "superseded" } else { "in force" };
            let title = row.title.as_deref().unwrap_or("(no printed title)");
            let imported = row.imported_at.format("%Y-%m-%d %H:%M");
            print(&format!("{}  {imported}  {state:<10}  {period}  {title}  {}", row.id, row.file_name))?;
        }
        match slice.rows.last() {
            Some((last, _)) if slice.has_next => page.from = Some(last.clone()),
            _ => return Ok(ExitCode::SUCCESS),
        }
    }
}

/// Takes a document out.
pub(super) async fn take_out(config: &Config, arguments: &Undo) -> Result<ExitCode> {
    let ledger = open(config).await?;
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
