//! Taking a document into the ledger: all of it or nothing, the same bytes once.
//!
//! A dry run does the very same inside a transaction and rolls it back.

mod before;
mod changes;
mod identity;
mod ids;
mod origins;
pub mod renew;
pub mod summary;
mod targets;
mod tasks;
mod told;
pub mod undo;
mod units;

use sea_orm::ConnectionTrait;
use sha2::{Digest, Sha256};

use super::events::{ImportPhase, Teller};
use super::{Ledger, assessment};
use crate::error::{Error, Result};
use crate::ingest::draft::{Draft, Finding, Severity};
use crate::ingest::{self, Options};
use crate::store::{connect, document, report};
use before::Before;
use identity::Place;
use ids::Ids;
use summary::{Counts, FindingView, Outcome, Summary};
use units::UnitsByName;

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
    let digest = Digested { sha256: hex::encode(Sha256::digest(&bytes)), size: bytes.len() };
    let draft = read(&file, bytes, options).await?;
    teller.enters(ImportPhase::Storing);
    let transaction = connect::begin_write(&ledger.db).await?;
    let mut summary = apply(&transaction, ledger, &file, &digest, &draft).await?;
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

/// A document's bytes, as far as the ledger keeps them.
struct Digested {
    sha256: String,
    size: usize,
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
}

impl<C> Job<'_, C> {
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
) -> Result<Summary> {
    let named = identity::named(file, draft)?;
    let place = identity::place(db, ledger, file, digest, draft, &named).await?;
    let outcome = place.outcome;
    let mut job = Job::new(db, ledger, file, draft, place, Ids::new(ledger.ambient.clone()));
    if outcome == Outcome::Unchanged {
        job.count_unchanged().await?;
    } else {
        job.run().await?;
        assessment::refresh(db, job.place.report_id, &ledger.policy).await?;
        report::touch(db, job.place.report_id, ledger.ambient.now()).await?;
    }
    Ok(Summary {
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
        counts: job.counts,
        findings: job.findings.iter().map(FindingView::from).collect(),
    })
}

impl<'a, C: ConnectionTrait> Job<'a, C> {
    fn new(db: &'a C, ledger: &'a Ledger, file: &'a str, draft: &'a Draft, place: Place, ids: Ids) -> Self {
        let (counts, findings) = (Counts::default(), draft.findings.clone());
        Self { db, ledger, file, draft, place, ids, before: Before::default(), counts, findings }
    }

    /// Takes the draft into the report; the units that it prints.
    async fn run(&mut self) -> Result<UnitsByName> {
        self.before = Before::of(self.db, self.place.corrects).await?;
        let units = self.units().await?;
        let rows = self.tasks(&units).await?;
        self.origins(&rows).await?;
        self.changes(&rows).await?;
        self.keep_findings().await?;
        Ok(units)
    }

    /// The same bytes again: everything that the document says is there already.
    async fn count_unchanged(&mut self) -> Result<()> {
        let known = document::row_counts(self.db, self.place.document_id).await?;
        self.counts.tasks.unchanged = known.tasks;
        self.counts.departments.unchanged = known.departments;
        self.counts.indicators.unchanged = known.indicators;
        self.counts.updates.unchanged = known.tasks;
        self.counts.measurements.unchanged = known.measurements;
        Ok(())
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
