//! Documents that are there, taken in again: what a report and the units of a jurisdiction are follows from the documents
//! and the decisions by hand alone, so an undo or a decision takes in again what it touches.

use entity::document as document_entity;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::identity::{Entered, Place, enter};
use super::ids::Ids;
use super::{Job, register};
use crate::error::{Error, Result};
use crate::ingest::draft::Draft;
use crate::message::Noun;
use crate::service::detail::found;
use crate::service::{Ledger, assessment};
use crate::store::{
    TaskScope, department, document, indicator, jurisdiction, progress, report as reports, task,
};

/// Takes the documents of a report in again.
pub(super) async fn report(db: &impl ConnectionTrait, ledger: &Ledger, report_id: Uuid) -> Result<()> {
    let of = found(reports::by_ids(db, &[report_id]).await?, Noun::Report, report_id)?.jurisdiction_id;
    let ids = remember(db, ledger, report_id).await?;
    task::delete_of_report(db, report_id).await?;
    let documents = document::by_reports(db, &[report_id]).await?.remove(&report_id).unwrap_or_default();
    rebuild(db, ledger, of, &documents, ids).await?;
    assessment::refresh(db, report_id, &ledger.policy).await?;
    reports::touch(db, report_id, ledger.ambient.now()).await
}

/// Derives the units of a jurisdiction anew and takes the reports in again that they change, save the one that is about
/// to be.
pub(in crate::service) async fn units(
    db: &impl ConnectionTrait,
    ledger: &Ledger,
    jurisdiction_id: Uuid,
    save: Option<Uuid>,
) -> Result<()> {
    let place =
        found(jurisdiction::by_ids(db, &[jurisdiction_id]).await?, Noun::Jurisdiction, jurisdiction_id)?;
    let derived = register::derive(db, ledger, &place).await?;
    for id in derived.moved.into_iter().filter(|id| Some(*id) != save) {
        report(db, ledger, id).await?;
    }
    department::delete_others(db, jurisdiction_id, &derived.units).await
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

/// Takes every document of a report in again, in the order of import. Each is in force from its turn until its correction
/// comes, so that it finds what it found when it came.
pub(super) async fn rebuild(
    db: &impl ConnectionTrait,
    ledger: &Ledger,
    jurisdiction_id: Uuid,
    documents: &[document_entity::Model],
    mut ids: Ids,
) -> Result<()> {
    let mut in_order: Vec<&document_entity::Model> = documents.iter().collect();
    in_order.sort_by_key(|row| (row.imported_at, row.id));
    let all: Vec<Uuid> = in_order.iter().map(|row| row.id).collect();
    document::delete_findings(db, &all).await?;
    if let Some(report_id) = in_order.first().map(|row| row.report_id) {
        document::set_aside(db, report_id).await?;
    }
    for row in in_order {
        let draft = stored_draft(db, row).await?;
        let Entered { outcome, corrects, newest, plan } =
            enter(db, row.report_id, row.id, row.kind, row.period_end).await?;
        let (report_id, document_id) = (row.report_id, row.id);
        let place = Place { report_id, jurisdiction_id, document_id, outcome, corrects, newest, plan };
        let mut job = Job::new(db, ledger, &row.file_name, &draft, place, ids);
        job.again = true;
        job.run().await?;
        ids = job.ids;
    }
    Ok(())
}

pub(super) async fn stored_draft(db: &impl ConnectionTrait, row: &document_entity::Model) -> Result<Draft> {
    let lost =
        |why: String| Error::Internal(format!("what was read out of document {} is lost: {why}", row.id));
    let json = document::draft(db, row.id).await?.ok_or_else(|| lost("no text".to_owned()))?;
    serde_json::from_str(&json).map_err(|error| lost(error.to_string()))
}
