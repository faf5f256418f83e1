//! What a document tells beside its tasks: measured results that answer no target, and notes.

use entity::{Exact, Section, glossary_entry, result};
use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::tasks::offset;
use crate::ambient::Ambient;
use crate::domain::indicator::canonical;
use crate::error::Result;
use crate::ingest::draft::Draft;
use crate::store::told;

/// Keeps the results and notes of a new document. They hang on the document alone, so nothing but its removal moves
/// them.
pub(super) async fn keep(
    db: &impl ConnectionTrait,
    ambient: &Ambient,
    document_id: Uuid,
    draft: &Draft,
) -> Result<()> {
    let results = draft.results.iter().zip(0..).map(|(told, position)| result::ActiveModel {
        id: Set(ambient.new_id()),
        document_id: Set(document_id),
        position: Set(position),
        name: Set(told.name.clone()),
        canonical_name: Set(canonical(&told.name)),
        value: Set(Exact(told.value)),
        unit: Set(told.unit.clone()),
        kind: Set(told.kind.into()),
        quote: Set(told.quote.clone()),
        section: Set(Section(told.section.clone())),
        span_start: Set(offset(told.span.start)),
        span_end: Set(offset(told.span.end)),
    });
    let notes = draft.glossary.iter().zip(0..).map(|(note, position)| glossary_entry::ActiveModel {
        id: Set(ambient.new_id()),
        document_id: Set(document_id),
        position: Set(position),
        number: Set(i32::try_from(note.number).unwrap_or(i32::MAX)),
        term: Set(note.term.clone()),
        definition: Set(note.definition.clone()),
    });
    told::insert(db, results.collect(), notes.collect()).await
}
