//! Taking a document out again, as if it had never been imported.
//!
//! The report is rebuilt from what was read out of the documents that remain, in the order of their import, and so are the
//! units; rows that stay keep their ids.

use sea_orm::ConnectionTrait;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::matching::UNMATCHED;
use super::replay;
use crate::error::Result;
use crate::message::Noun;
use crate::service::detail::found;
use crate::service::{Ledger, assessment, events};
use crate::store::{connect, document, jurisdiction, report, task};

/// What an undo did; of a dry run, what it would have done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, async_graphql::SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "UndoSummary")]
pub struct Undone {
    /// The document that was taken out.
    pub document_id: Uuid,
    /// Name of its file.
    pub file: String,
    /// True where nothing was written.
    pub dry_run: bool,
    /// The report that it belonged to.
    pub report_id: Uuid,
    /// The report went too, since no other document of it is left.
    pub report_removed: bool,
    /// The corrected version that is in force again.
    pub restored_document_id: Option<Uuid>,
    /// Tasks before.
    pub tasks_before: u32,
    /// Tasks after.
    pub tasks_after: u32,
    /// Rows of the remaining documents that found their task only through this one, and are left out without it; each is
    /// a finding `TASK_UNMATCHED` of its document.
    pub rows_left_out: u32,
}

/// Takes a document out.
pub async fn undo(ledger: &Ledger, document_id: Uuid, dry_run: bool) -> Result<Undone> {
    let transaction = connect::begin_write(&ledger.db).await?;
    let (jurisdiction, year) = whose(&transaction, document_id).await?;
    let mut undone = apply(&transaction, ledger, document_id).await?;
    undone.dry_run = dry_run;
    if dry_run {
        transaction.rollback().await?;
    } else {
        transaction.commit().await?;
        ledger.events.changed(events::undone(&undone, jurisdiction, year, ledger.ambient.now()));
    }
    Ok(undone)
}

/// The jurisdiction and year of a document's report.
async fn whose(db: &impl ConnectionTrait, document_id: Uuid) -> Result<(String, i32)> {
    let row = found(document::by_ids(db, &[document_id]).await?, Noun::Document, document_id)?;
    let of = found(report::by_ids(db, &[row.report_id]).await?, Noun::Report, row.report_id)?;
    let id = of.jurisdiction_id;
    Ok((found(jurisdiction::by_ids(db, &[id]).await?, Noun::Jurisdiction, id)?.name, of.year))
}

async fn apply(db: &impl ConnectionTrait, ledger: &Ledger, document_id: Uuid) -> Result<Undone> {
    let row = found(document::by_ids(db, &[document_id]).await?, Noun::Document, document_id)?;
    let report_id = row.report_id;
    let of = found(report::by_ids(db, &[report_id]).await?, Noun::Report, report_id)?.jurisdiction_id;
    let before = task::of_report(db, report_id).await?.len();
    let ids = replay::remember(db, ledger, report_id).await?;
    let restored =
        if row.superseded_by_id.is_none() { document::superseded_by(db, document_id).await? } else { None };
    task::delete_of_report(db, report_id).await?;
    document::set_aside(db, report_id).await?;
    document::delete(db, document_id).await?;
    let left_out = document::count_findings(db, report_id, UNMATCHED).await?;
    let remaining = document::by_reports(db, &[report_id]).await?.remove(&report_id).unwrap_or_default();
    replay::units(db, ledger, of, Some(report_id)).await?;
    replay::rebuild(db, ledger, of, &remaining, ids).await?;
    let left_out = document::count_findings(db, report_id, UNMATCHED).await?.saturating_sub(left_out);
    if remaining.is_empty() {
        report::delete(db, report_id).await?;
        jurisdiction::delete_if_empty(db, of).await?;
    } else {
        assessment::refresh(db, report_id, &ledger.policy).await?;
        report::touch(db, report_id, ledger.ambient.now()).await?;
    }
    let whole = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(Undone {
        document_id,
        file: row.file_name,
        dry_run: false,
        report_id,
        report_removed: remaining.is_empty(),
        restored_document_id: restored,
        tasks_before: whole(before),
        tasks_after: whole(task::of_report(db, report_id).await?.len()),
        rows_left_out: u32::try_from(left_out).unwrap_or(u32::MAX),
    })
}
