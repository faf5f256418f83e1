//! Whose report a document belongs to, and what it does to the documents that are there.

use std::ops::RangeInclusive;

use chrono::NaiveDate;
use entity::{
    document as document_entity, document_text, jurisdiction as jurisdiction_entity, report as report_entity,
    words,
};
use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::summary::Outcome;
use super::{Digested, told};
use crate::error::{Error, Result};
use crate::ingest::draft::{DocumentKind, Draft};
use crate::message::{Message, Unsaid};
use crate::service::Ledger;
use crate::store::{document, jurisdiction, report};

/// What a document must say of itself, or be told.
pub(super) struct Named {
    pub(super) jurisdiction: String,
    pub(super) year: i32,
}

/// Where a document stands in the ledger.
pub(super) struct Place {
    pub(super) report_id: Uuid,
    pub(super) jurisdiction_id: Uuid,
    pub(super) document_id: Uuid,
    pub(super) outcome: Outcome,
    /// The version that this one corrects.
    pub(super) corrects: Option<Uuid>,
    /// No bulletin in force of this report covers a later period; always so of a plan.
    pub(super) newest: bool,
    /// The plan that the report has with this document.
    pub(super) plan: Option<Uuid>,
}

/// Years of work reports, as the table of reports checks them.
const YEARS: RangeInclusive<i32> = 1949..=2999;

/// Refuses a document whose jurisdiction, year or period cannot be told, and names the flag that tells it.
pub(super) fn named(file: &str, draft: &Draft) -> Result<Named> {
    let refuse = |code, what| Error::Refused { file: file.to_owned(), code, message: Message::NotSaid(what) };
    let jurisdiction =
        draft.jurisdiction.clone().ok_or_else(|| refuse("JURISDICTION_UNKNOWN", Unsaid::Jurisdiction))?;
    let year = draft.year.ok_or_else(|| refuse("YEAR_UNKNOWN", Unsaid::Year))?;
    if jurisdiction.trim().is_empty() || jurisdiction.contains('\0') {
        return Err(Error::invalid("jurisdiction", Message::NoJurisdiction));
    }
    if !YEARS.contains(&year) {
        let (first, last) = (i64::from(*YEARS.start()), i64::from(*YEARS.end()));
        let message = Message::ReportYear(first, last, i64::from(year));
        return Err(Error::Refused { file: file.to_owned(), code: "YEAR_INVALID", message });
    }
    if draft.kind == DocumentKind::Progress && draft.period.is_none() {
        return Err(refuse("PERIOD_UNKNOWN", Unsaid::Period));
    }
    Ok(Named { jurisdiction, year })
}

/// Finds or makes the jurisdiction, the report and the document.
pub(super) async fn place(
    db: &impl ConnectionTrait,
    ledger: &Ledger,
    file: &str,
    digest: &Digested,
    draft: &Draft,
    named: &Named,
) -> Result<Place> {
    let jurisdiction_id = ensure_jurisdiction(db, ledger, &named.jurisdiction).await?;
    let report_id = ensure_report(db, ledger, jurisdiction_id, named.year).await?;
    if let Some(known) = document::by_sha256(db, report_id, &digest.sha256).await? {
        if let Some(successor) = known.superseded_by_id {
            return Err(superseded(db, file, &known, successor).await?);
        }
        let (outcome, document_id) = (Outcome::Unchanged, known.id);
        return Ok(Place {
            report_id,
            jurisdiction_id,
            document_id,
            outcome,
            corrects: None,
            newest: false,
            plan: None,
        });
    }
    let document_id = ledger.ambient.new_id();
    insert(db, ledger, file, digest, draft, (report_id, document_id)).await?;
    told::keep(db, &ledger.ambient, document_id, draft).await?;
    let period_end = draft.period.as_ref().map(|period| period.end);
    let Entered { outcome, corrects, newest, plan } =
        enter(db, report_id, document_id, draft.kind.into(), period_end).await?;
    Ok(Place { report_id, jurisdiction_id, document_id, outcome, corrects, newest, plan })
}

/// What a document finds when it comes into force.
pub(super) struct Entered {
    pub(super) outcome: Outcome,
    /// The document whose place it takes.
    pub(super) corrects: Option<Uuid>,
    pub(super) newest: bool,
    pub(super) plan: Option<Uuid>,
}

/// Puts a document into force that is there and is not: in the place of the one for its kind and period, where there is
/// one.
pub(super) async fn enter(
    db: &impl ConnectionTrait,
    report_id: Uuid,
    document_id: Uuid,
    kind: words::DocumentKind,
    period_end: Option<NaiveDate>,
) -> Result<Entered> {
    let newest = kind == words::DocumentKind::Plan || is_newest(db, report_id, period_end).await?;
    let before = document::in_force(db, report_id, kind, period_end).await?;
    // Out of force first, since only one may be in force.
    if let Some(before) = &before {
        document::supersede(db, before.id, document_id).await?;
    }
    document::put_in_force(db, document_id).await?;
    let plan = document::plan_in_force(db, report_id).await?;
    let outcome = if before.is_some() { Outcome::Corrected } else { Outcome::Imported };
    Ok(Entered { outcome, corrects: before.map(|before| before.id), newest, plan })
}

/// Why the bytes of a document that was corrected are not taken again: whoever sends them may not know the correction,
/// and whoever knows it has the undo to say so.
async fn superseded(
    db: &impl ConnectionTrait,
    file: &str,
    known: &document_entity::Model,
    successor: Uuid,
) -> Result<Error> {
    let by = document::by_ids(db, &[successor]).await?.remove(&successor);
    let by = by
        .map_or_else(String::new, |by| format!(" ({}, {})", by.file_name, by.imported_at.format("%Y-%m-%d")));
    let message = Message::Superseded(known.id.to_string(), successor.to_string(), by);
    Ok(Error::Refused { file: file.to_owned(), code: "DOCUMENT_SUPERSEDED", message })
}

async fn ensure_jurisdiction(db: &impl ConnectionTrait, ledger: &Ledger, name: &str) -> Result<Uuid> {
    if let Some(known) = jurisdiction::by_name(db, name).await? {
        return Ok(known.id);
    }
    let id = ledger.ambient.new_id();
    let row = jurisdiction_entity::ActiveModel {
        id: Set(id),
        name: Set(name.to_owned()),
        level: Set(level(name)),
        parent_id: Set(None),
        created_at: Set(ledger.ambient.now()),
    };
    jurisdiction::insert(db, row).await?;
    Ok(id)
}

/// The level that the last character of a name tells for certain; 市 may be a prefecture or a county.
fn level(name: &str) -> Option<words::Level> {
    use words::Level;
    match name.chars().last()? {
        '省' => Some(Level::Province),
        '县' | '旗' => Some(Level::County),
        '镇' | '乡' => Some(Level::Town),
        _ if name.ends_with("街道") => Some(Level::Town),
        _ => None,
    }
}

async fn ensure_report(
    db: &impl ConnectionTrait,
    ledger: &Ledger,
    jurisdiction_id: Uuid,
    year: i32,
) -> Result<Uuid> {
    if let Some(known) = report::by_key(db, jurisdiction_id, year).await? {
        return Ok(known.id);
    }
    let (id, now) = (ledger.ambient.new_id(), ledger.ambient.now());
    let row = report_entity::ActiveModel {
        id: Set(id),
        jurisdiction_id: Set(jurisdiction_id),
        year: Set(year),
        created_at: Set(now),
        updated_at: Set(now),
    };
    report::insert(db, row).await?;
    Ok(id)
}

async fn is_newest(
    db: &impl ConnectionTrait,
    report_id: Uuid,
    period_end: Option<NaiveDate>,
) -> Result<bool> {
    let documents = document::by_reports(db, &[report_id]).await?.remove(&report_id).unwrap_or_default();
    let in_force = documents.iter().filter(|document| {
        document.superseded_by_id.is_none() && document.kind == words::DocumentKind::Progress
    });
    Ok(in_force.map(|document| document.period_end).max().flatten() <= period_end)
}

/// Keeps the document with its text, out of force: superseded by itself.
async fn insert(
    db: &impl ConnectionTrait,
    ledger: &Ledger,
    file: &str,
    digest: &Digested,
    draft: &Draft,
    (report_id, document_id): (Uuid, Uuid),
) -> Result<()> {
    let period = draft.period.as_ref();
    let row = document_entity::ActiveModel {
        id: Set(document_id),
        report_id: Set(report_id),
        kind: Set(draft.kind.into()),
        title: Set(draft.title.clone()),
        publisher: Set(draft.publisher.clone()),
        published_on: Set(draft.published_on),
        period_start: Set(period.map(|period| period.start)),
        period_end: Set(period.map(|period| period.end)),
        period_label: Set(period.map(|period| period.label.clone())),
        period_granularity: Set(period.map(|period| period.granularity.into())),
        layout: Set(draft.layout.clone()),
        file_name: Set(file.to_owned()),
        sha256: Set(digest.sha256.clone()),
        byte_size: Set(i64::try_from(digest.size).unwrap_or(i64::MAX)),
        superseded_by_id: Set(Some(document_id)),
        imported_at: Set(ledger.ambient.now()),
    };
    // PostgreSQL cannot keep NUL in text; every other character stays where it stood.
    let content = draft.content.replace('\0', "\u{fffd}");
    let read = serde_json::to_string(draft).map_err(|error| Error::Internal(error.to_string()))?;
    let text =
        document_text::ActiveModel { document_id: Set(document_id), content: Set(content), draft: Set(read) };
    document::insert(db, row, text).await
}
