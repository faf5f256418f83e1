//! Taking a document out again, as if it had never been imported.
//!
//! The report is rebuilt from what was read out of the documents that remain, in the order of their import; rows that
//! stay keep their ids.

use std::collections::HashSet;

use entity::document as document_entity;
use entity::words::DocumentKind;
use sea_orm::ConnectionTrait;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Job;
use super::identity::Place;
use super::ids::Ids;
use super::summary::Outcome;
use crate::error::{Error, Result};
use crate::ingest::draft::Draft;
use crate::service::detail::found;
use crate::service::{Ledger, assessment, events};
use crate::store::{
    TaskScope, connect, department, document, indicator, jurisdiction, progress, report, task,
};

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
    let row = found(document::by_ids(db, &[document_id]).await?, "document", document_id)?;
    let of = found(report::by_ids(db, &[row.report_id]).await?, "report", row.report_id)?;
    let id = of.jurisdiction_id;
    Ok((found(jurisdiction::by_ids(db, &[id]).await?, "jurisdiction", id)?.name, of.year))
}

async fn apply(db: &impl ConnectionTrait, ledger: &Ledger, document_id: Uuid) -> Result<Undone> {
    let row = found(document::by_ids(db, &[document_id]).await?, "document", document_id)?;
    let report_id = row.report_id;
    let of = found(report::by_ids(db, &[report_id]).await?, "report", report_id)?.jurisdiction_id;
    let before = task::of_report(db, report_id).await?.len();
    let ids = remember(db, ledger, report_id).await?;
    let restored =
        if row.superseded_by_id.is_none() { document::superseded_by(db, document_id).await? } else { None };
    task::delete_of_report(db, report_id).await?;
    document::delete(db, &row).await?;
    let remaining = document::by_reports(db, &[report_id]).await?.remove(&report_id).unwrap_or_default();
    let used = rebuild(db, ledger, of, &remaining, ids).await?;
    department::delete_unused(db, of, &used).await?;
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
    })
}

/// The ids of a report's rows, before they go.
pub(super) async fn remember(db: &impl ConnectionTrait, ledger: &Ledger, report_id: Uuid) -> Result<Ids> {
    let mut ids = Ids::new(ledger.ambient.clone());
    let scope = TaskScope::Reports(&[report_id]);
    task::of_report(db, report_id).await?.iter().for_each(|row| ids.remember_task(row));
    indicator::by_tasks(db, scope).await?.values().flatten().for_each(|row| ids.remember_indicator(row));
    progress::all_of_report(db, report_id).await?.iter().for_each(|row| ids.remember_update(row));
    progress::measurements(db, scope).await?.values().flatten().for_each(|row| ids.remember_measurement(row));
    Ok(ids)
}

/// Takes every remaining document in again, in the order of their import; the units that they print.
pub(super) async fn rebuild(
    db: &impl ConnectionTrait,
    ledger: &Ledger,
    jurisdiction_id: Uuid,
    documents: &[document_entity::Model],
    mut ids: Ids,
) -> Result<HashSet<Uuid>> {
    let mut in_order: Vec<&document_entity::Model> = documents.iter().collect();
    in_order.sort_by_key(|row| (row.imported_at, row.id));
    let all: Vec<Uuid> = in_order.iter().map(|row| row.id).collect();
    document::delete_findings(db, &all).await?;
    let mut used = HashSet::new();
    let (mut latest, mut plan) = (None, None);
    for row in in_order {
        let newest = match row.kind {
            DocumentKind::Plan => {
                plan = Some(row.id);
                true
            }
            DocumentKind::Progress => latest <= row.period_end,
        };
        latest = latest.max(row.period_end);
        let draft = stored_draft(db, row).await?;
        let place = Place {
            report_id: row.report_id,
            jurisdiction_id,
            document_id: row.id,
            corrects: None,
            outcome: Outcome::Imported,
            newest,
            plan,
        };
        let mut job = Job::new(db, ledger, &row.file_name, &draft, place, ids);
        used.extend(job.run().await?.into_values());
        ids = job.ids;
    }
    Ok(used)
}

pub(super) async fn stored_draft(db: &impl ConnectionTrait, row: &document_entity::Model) -> Result<Draft> {
    let lost =
        |why: String| Error::Internal(format!("what was read out of document {} is lost: {why}", row.id));
    let json = document::draft(db, row.id).await?.ok_or_else(|| lost("no text".to_owned()))?;
    serde_json::from_str(&json).map_err(|error| lost(error.to_string()))
}
