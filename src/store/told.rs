//! Results and notes of documents.

use std::collections::HashMap;

use entity::{document, glossary_entry, result};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter, QueryOrder};
use uuid::Uuid;

use super::page::Cursor;
use super::value::Value;
use crate::error::Result;

/// Name of the only order, for cursors: documents by period, then as printed.
pub const ORDER: &str = "told:position";

/// The place of a result or note in its list.
#[must_use]
pub fn place(document_id: Uuid, position: i32) -> Cursor {
    Cursor { order: ORDER.to_owned(), keys: vec![Value::Id(document_id), Value::Int(position)] }
}

/// The results of these documents, as printed, by document.
pub async fn results(
    db: &impl ConnectionTrait,
    document_ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<result::Model>>> {
    let rows = result::Entity::find()
        .filter(result::Column::DocumentId.is_in(document_ids.iter().copied()))
        .order_by_asc(result::Column::Position)
        .all(db)
        .await?;
    Ok(super::group(rows, |row| row.document_id))
}

/// The notes of these documents, as printed, by document.
pub async fn glossaries(
    db: &impl ConnectionTrait,
    document_ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<glossary_entry::Model>>> {
    let rows = glossary_entry::Entity::find()
        .filter(glossary_entry::Column::DocumentId.is_in(document_ids.iter().copied()))
        .order_by_asc(glossary_entry::Column::Position)
        .all(db)
        .await?;
    Ok(super::group(rows, |row| row.document_id))
}

/// The results of the documents in force of these reports, by report: the plan's, then by period, as printed.
pub async fn results_of_reports(
    db: &impl ConnectionTrait,
    report_ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<result::Model>>> {
    let documents = in_force(db, report_ids).await?;
    let rows = results(db, &ids(&documents)).await?;
    Ok(by_report(&documents, rows))
}

/// The notes of the documents in force of these reports, by report: the plan's, then by period, as printed.
pub async fn glossaries_of_reports(
    db: &impl ConnectionTrait,
    report_ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<glossary_entry::Model>>> {
    let documents = in_force(db, report_ids).await?;
    let rows = glossaries(db, &ids(&documents)).await?;
    Ok(by_report(&documents, rows))
}

async fn in_force(db: &impl ConnectionTrait, report_ids: &[Uuid]) -> Result<Vec<document::Model>> {
    let documents = super::document::by_reports(db, report_ids).await?.into_values().flatten();
    Ok(documents.filter(|document| document.superseded_by_id.is_none()).collect())
}

fn ids(documents: &[document::Model]) -> Vec<Uuid> {
    documents.iter().map(|document| document.id).collect()
}

fn by_report<T>(documents: &[document::Model], mut rows: HashMap<Uuid, Vec<T>>) -> HashMap<Uuid, Vec<T>> {
    let mut found: HashMap<Uuid, Vec<T>> = HashMap::new();
    for document in documents {
        found.entry(document.report_id).or_default().extend(rows.remove(&document.id).unwrap_or_default());
    }
    found
}

/// Keeps new ones.
pub async fn insert(
    db: &impl ConnectionTrait,
    results: Vec<result::ActiveModel>,
    notes: Vec<glossary_entry::ActiveModel>,
) -> Result<()> {
    for chunk in super::chunks(results) {
        result::Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    for chunk in super::chunks(notes) {
        glossary_entry::Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Removes the results and notes of these documents.
pub async fn delete(db: &impl ConnectionTrait, document_ids: &[Uuid]) -> Result<()> {
    result::Entity::delete_many()
        .filter(result::Column::DocumentId.is_in(document_ids.iter().copied()))
        .exec(db)
        .await?;
    glossary_entry::Entity::delete_many()
        .filter(glossary_entry::Column::DocumentId.is_in(document_ids.iter().copied()))
        .exec(db)
        .await?;
    Ok(())
}
