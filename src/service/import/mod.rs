//! Taking a document into the ledger: all of it or nothing, the same bytes once.
//!
//! A dry run does the very same inside a transaction and rolls it back.

mod before;
mod changes;
mod corrections;
mod identity;
mod ids;
mod matching;
mod origins;
pub(super) mod register;
pub mod renew;
pub(super) mod replay;
pub mod summary;
mod targets;
mod tasks;
mod told;
pub mod undo;
mod units;

use std::collections::HashSet;

use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::events::{ImportPhase, Teller};
use super::{Ledger, assessment};
use crate::error::{Error, Result};
use crate::ingest::draft::{Draft, Finding, Severity};
use crate::ingest::findings::OPTION_IGNORED;
use crate::ingest::{self, Options};
use crate::message::Noun;
use crate::service::detail::found;
use crate::store::{connect, document, report};
use before::Before;
use identity::{Named, Place};
use ids::Ids;
use matching::Foreseen;
use summary::{Changes, Counts, FindingView, Outcome, Summary};

/// A file to take in.
#[derive(Debug, Clone)]
pub struct Incoming {
    /// Its name, for messages and for the ledger.
    pub file: String,
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// What the document may not say of itself.
    pub options: Options,
}

/// Reads a document and takes it into the ledger.
pub async fn import(ledger: &Ledger, incoming: Incoming, dry_run: bool) -> Result<Summary> {
    import_watched(ledger, incoming, dry_run, None).await
}

/// The same, and those who watch imports see its phases under the token.
pub async fn import_watched(
    ledger: &Ledger,
    incoming: Incoming,
    dry_run: bool,
    token: Option<String>,
) -> Result<Summary> {
    let file = incoming.file.clone();
    let mut teller = Teller { events: &ledger.events, token, file, dry_run, has_ended: false };
    let result = take(ledger, incoming, dry_run, &teller).await;
    teller.ends(result.as_ref(), ledger.ambient.now());
    result
}

async fn take(ledger: &Ledger, incoming: Incoming, dry_run: bool, teller: &Teller<'_>) -> Result<Summary> {
    let Incoming { file, bytes, options } = incoming;
    teller.enters(ImportPhase::Reading);
    let period_given = options.period.clone();
    let digest = Digested { sha256: hex::encode(Sha256::digest(&bytes)), size: bytes.len(), period_given };
    let draft = read(&file, bytes, options).await?;
    let named = identity::named(&file, &draft)?;
    let foreseen = matching::foresee(&ledger.db, &draft, &named).await?;
    teller.enters(ImportPhase::Storing);
    let transaction = connect::begin_write(&ledger.db).await?;
    let mut summary = apply(&transaction, ledger, &file, &digest, &draft, (named, foreseen)).await?;
    summary.dry_run = dry_run;
    if dry_run {
        transaction.rollback().await?;
    } else {
        transaction.commit().await?;
    }
    Ok(summary)
}

/// Reads a document off the threads that serve requests: parsing is work for the processor.
async fn read(file: &str, bytes: Vec<u8>, options: Options) -> Result<Draft> {
    let draft = tokio::task::spawn_blocking(move || ingest::parse(&bytes, &options))
        .await
        .map_err(|error| Error::Internal(format!("reading {file} ended early: {error}")))?;
    draft.map_err(|source| Error::Unreadable { file: file.to_owned(), source })
}

/// A document's bytes, as far as the ledger keeps them, and what came with them.
struct Digested {
    sha256: String,
    size: usize,
    period_given: Option<String>,
}

/// One import under way.
struct Job<'a, C> {
    db: &'a C,
    ledger: &'a Ledger,
    file: &'a str,
    draft: &'a Draft,
    place: Place,
    ids: Ids,
    before: Before,
    counts: Counts,
    findings: Vec<Finding>,
    /// Rows that were matched before the ledger was locked.
    foreseen: Option<Foreseen>,
    /// Tasks that a bulletin in force of a later period prints.
    later: HashSet<Uuid>,
    /// The document was taken before: what it says is in the ledger, or told as left out, and not refused.
    again: bool,
}

impl<C> Job<'_, C> {
    /// Whether what this document prints of a task is the newest print of it.
    fn stands(&self, task_id: Uuid) -> bool {
        !self.later.contains(&task_id)
    }

    fn find(&mut self, code: &str, severity: Severity, row: Option<u32>, message: String) {
        self.findings.push(Finding { code: code.to_owned(), severity, row, line: None, message });
    }
}

async fn apply<C: ConnectionTrait>(
    db: &C,
    ledger: &Ledger,
    file: &str,
    digest: &Digested,
    draft: &Draft,
    (named, foreseen): (Named, Foreseen),
) -> Result<Summary> {
    let place = identity::place(db, ledger, file, digest, draft, &named).await?;
    let outcome = place.outcome;
    let mut job = Job::new(db, ledger, file, draft, place, Ids::new(ledger.ambient.clone()));
    job.foreseen = Some(foreseen);
    let mut summary = Summary {
        file: file.to_owned(),
        outcome,
        dry_run: false,
        report_id: job.place.report_id,
        document_id: job.place.document_id,
        title: draft.title.clone(),
        jurisdiction: named.jurisdiction,
        year: named.year,
        period: draft.period.as_ref().map(|period| period.label.clone()),
        layout: draft.layout.clone(),
        counts: Counts::default(),
        findings: Vec::new(),
    };
    if outcome == Outcome::Unchanged {
        unchanged(db, draft, digest.period_given.as_deref(), &mut summary).await?;
    } else {
        job.run().await?;
        assessment::refresh(db, job.place.report_id, &ledger.policy).await?;
        report::touch(db, job.place.report_id, ledger.ambient.now()).await?;
        summary.counts = job.counts;
        summary.findings = job.findings.iter().map(FindingView::from).collect();
    }
    Ok(summary)
}

/// The same bytes again: everything is told as the ledger has it, and what was given now and then cannot count.
async fn unchanged(
    db: &impl ConnectionTrait,
    draft: &Draft,
    period_given: Option<&str>,
    summary: &mut Summary,
) -> Result<()> {
    let id = summary.document_id;
    let row = found(document::by_ids(db, &[id]).await?, Noun::Document, id)?;
    let known = document::row_counts(db, id).await?;
    let met = |unchanged| Changes { unchanged, ..Changes::default() };
    summary.counts = Counts {
        tasks: met(known.tasks),
        departments: met(known.departments),
        indicators: met(known.indicators),
        updates: met(known.updates),
        measurements: met(known.measurements),
    };
    let kept = document::findings(db, &[id]).await?.remove(&id).unwrap_or_default();
    summary.findings = kept.iter().map(FindingView::from).collect();
    let ignored = draft.findings.iter().filter(|finding| finding.code == OPTION_IGNORED);
    let mut ignored: Vec<FindingView> = ignored.map(FindingView::from).collect();
    if let (Some(given), Some(period)) = (period_given, &draft.period)
        && row.period_end != Some(period.end)
    {
        let label = row.period_label.as_deref().unwrap_or_default();
        let message = format!(
            "the period was given as {given}; the ledger has these bytes for {label}, and nothing was changed. To have \
             them for another period, take the document out first: taizhang undo {id}"
        );
        ignored.push(FindingView::from(&Finding::warning(OPTION_IGNORED, message)));
    }
    ignored.retain(|finding| !summary.findings.contains(finding));
    summary.findings.extend(ignored);
    summary.title = row.title;
    summary.period = row.period_label;
    summary.layout = row.layout;
    Ok(())
}

impl<'a, C: ConnectionTrait> Job<'a, C> {
    fn new(db: &'a C, ledger: &'a Ledger, file: &'a str, draft: &'a Draft, place: Place, ids: Ids) -> Self {
        let (counts, findings) = (Counts::default(), draft.findings.clone());
        let (before, foreseen, later) = (Before::default(), None, HashSet::new());
        Self { db, ledger, file, draft, place, ids, before, counts, findings, foreseen, later, again: false }
    }

    /// Takes the draft into the report.
    async fn run(&mut self) -> Result<()> {
        self.before = Before::of(self.db, self.place.corrects).await?;
        let units = self.units().await?;
        let rows = self.tasks(&units).await?;
        self.take_back(&rows).await?;
        self.origins(&rows).await?;
        self.changes(&rows).await?;
        self.keep_findings().await
    }

    async fn keep_findings(&self) -> Result<()> {
        let rows = self.findings.iter().zip(0..).map(|(finding, position)| {
            use sea_orm::ActiveValue::Set;
            let whole = |number: Option<u32>| number.and_then(|number| i32::try_from(number).ok());
            entity::finding::ActiveModel {
                id: Set(self.ids.any()),
                document_id: Set(self.place.document_id),
                position: Set(position),
                code: Set(finding.code.clone()),
                severity: Set(finding.severity.into()),
                row: Set(whole(finding.row)),
                line: Set(whole(finding.line)),
                message: Set(finding.message.clone()),
            }
        });
        document::insert_findings(self.db, rows.collect()).await
    }
}
