//! Results and notes of documents.

use entity::{glossary_entry, result};
use sea_orm::{ColumnTrait, ConnectionTrait, EntityTrait, QueryFilter};
use uuid::Uuid;

use crate::error::Result;

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
