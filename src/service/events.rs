//! What happens in the ledger, for those who watch: changes of reports and phases of imports.
//!
//! Events go to the watchers of this process only; several servers over one database do not tell each other.

use std::sync::Arc;

use async_graphql::SimpleObject;
use chrono::{DateTime, Utc};
use tokio::sync::{broadcast, watch};
use uuid::Uuid;

use super::import::summary::{Counts, Outcome, Summary};
use super::import::undo::Undone;
use crate::error::Error;

/// What changed a report.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub enum ChangeCause {
    /// A document for a kind and period that the report had none for was imported.
    Imported,
    /// A new version of a document was imported.
    Corrected,
    /// A document was taken out.
    Undone,
}

/// A change of a report, after it was written.
#[derive(Debug, Clone, SimpleObject)]
pub struct ReportChange {
    /// What changed it.
    pub cause: ChangeCause,
    /// The report.
    pub report_id: Uuid,
    /// Name of its jurisdiction.
    pub jurisdiction: String,
    /// Its year.
    pub year: i32,
    /// True where the report is gone, since no document of it is left.
    pub report_removed: bool,
    /// The document that was imported or taken out.
    pub document_id: Uuid,
    /// Name of its file.
    pub file: String,
    /// What it covers, as an import read it.
    pub period: Option<String>,
    /// Rows that an import made, changed and met; null after an undo.
    pub counts: Option<Counts>,
    /// Findings of an import; null after an undo.
    pub findings: Option<usize>,
    /// When it was written.
    pub at: DateTime<Utc>,
}

/// Where an import stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum)]
pub enum ImportPhase {
    /// The file is read: its format, its rows, its targets and figures.
    Reading,
    /// What was read is written to the ledger; other imports may be waited for.
    Storing,
    /// Everything is written, or, in a dry run, could be.
    Done,
    /// Nothing was written; the code says why.
    Failed,
}

/// A phase of an import that has begun.
#[derive(Debug, Clone, SimpleObject)]
pub struct ImportProgress {
    /// The token that the import was started with.
    pub token: Option<String>,
    /// Name of the file.
    pub file: String,
    /// The phase.
    pub phase: ImportPhase,
    /// True where nothing will be written.
    pub dry_run: bool,
    /// What the import did; with the phase DONE.
    pub outcome: Option<Outcome>,
    /// The document; with the phase DONE.
    pub document_id: Option<Uuid>,
    /// Why it failed; with the phase FAILED.
    pub code: Option<String>,
}

/// Events that one watcher may be behind before it misses some.
const BACKLOG: usize = 256;

/// Where events come from and go to. Nobody waits for a watcher: one that is slow misses events, and is told so.
#[derive(Debug, Clone)]
pub struct Events {
    changes: broadcast::Sender<Arc<ReportChange>>,
    imports: broadcast::Sender<Arc<ImportProgress>>,
    closing: Arc<watch::Sender<bool>>,
}

impl Default for Events {
    fn default() -> Self {
        Self {
            changes: broadcast::channel(BACKLOG).0,
            imports: broadcast::channel(BACKLOG).0,
            closing: Arc::new(watch::channel(false).0),
        }
    }
}

impl Events {
    /// Changes of reports from now on.
    #[must_use]
    pub fn changes(&self) -> broadcast::Receiver<Arc<ReportChange>> {
        self.changes.subscribe()
    }

    /// Phases of imports from now on.
    #[must_use]
    pub fn imports(&self) -> broadcast::Receiver<Arc<ImportProgress>> {
        self.imports.subscribe()
    }

    pub(super) fn changed(&self, change: ReportChange) {
        // Nobody may be watching.
        let _ = self.changes.send(Arc::new(change));
    }

    /// Held by a connection as long as it is open; turns true when the server stops.
    #[must_use]
    pub fn closing(&self) -> watch::Receiver<bool> {
        self.closing.subscribe()
    }

    /// Tells every connection to end.
    pub fn close(&self) {
        self.closing.send_replace(true);
    }

    /// Resolves when every connection has ended.
    pub async fn drained(&self) {
        self.closing.closed().await;
    }
}

/// Tells of the phases of one import.
pub(super) struct Teller<'a> {
    pub(super) events: &'a Events,
    pub(super) token: Option<String>,
    pub(super) file: String,
    pub(super) dry_run: bool,
    pub(super) has_ended: bool,
}

impl Drop for Teller<'_> {
    /// An import that is given up half way ends, too.
    fn drop(&mut self) {
        if !self.has_ended {
            let code = Some(Error::TimedOut { seconds: 0 }.code().to_owned());
            self.send(ImportProgress { code, ..self.progress(ImportPhase::Failed) });
        }
    }
}

impl Teller<'_> {
    fn progress(&self, phase: ImportPhase) -> ImportProgress {
        let (token, file, dry_run) = (self.token.clone(), self.file.clone(), self.dry_run);
        ImportProgress { token, file, phase, dry_run, outcome: None, document_id: None, code: None }
    }

    fn send(&self, progress: ImportProgress) {
        let _ = self.events.imports.send(Arc::new(progress));
    }

    pub(super) fn enters(&self, phase: ImportPhase) {
        self.send(self.progress(phase));
    }

    /// The end of the import, and the change that it made.
    pub(super) fn ends(&mut self, result: Result<&Summary, &Error>, at: DateTime<Utc>) {
        self.has_ended = true;
        match result {
            Ok(summary) => {
                let (outcome, document_id) = (Some(summary.outcome), Some(summary.document_id));
                if let Some(change) = change(summary, at) {
                    self.events.changed(change);
                }
                self.send(ImportProgress { outcome, document_id, ..self.progress(ImportPhase::Done) });
            }
            Err(error) => {
                let code = Some(error.code().to_owned());
                self.send(ImportProgress { code, ..self.progress(ImportPhase::Failed) });
            }
        }
    }
}

/// What an import changed, if anything.
fn change(summary: &Summary, at: DateTime<Utc>) -> Option<ReportChange> {
    let cause = match summary.outcome {
        _ if summary.dry_run => return None,
        Outcome::Unchanged => return None,
        Outcome::Imported => ChangeCause::Imported,
        Outcome::Corrected => ChangeCause::Corrected,
    };
    Some(ReportChange {
        cause,
        report_id: summary.report_id,
        jurisdiction: summary.jurisdiction.clone(),
        year: summary.year,
        report_removed: false,
        document_id: summary.document_id,
        file: summary.file.clone(),
        period: summary.period.clone(),
        counts: Some(summary.counts),
        findings: Some(summary.findings.len()),
        at,
    })
}

/// What taking a document out changed.
pub(super) fn undone(undone: &Undone, jurisdiction: String, year: i32, at: DateTime<Utc>) -> ReportChange {
    ReportChange {
        cause: ChangeCause::Undone,
        report_id: undone.report_id,
        jurisdiction,
        year,
        report_removed: undone.report_removed,
        document_id: undone.document_id,
        file: undone.file.clone(),
        period: None,
        counts: None,
        findings: None,
        at,
    }
}
