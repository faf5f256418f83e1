//! Hits of a search.

use crate::view::Date;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::report::Report;
use super::task::Task;
use crate::service::search::{Counted, Highlight, SearchSource, Snippet};

/// Why a hit stands where it does. Hits are ordered by: commitments before progress, more matches, later year of the
/// report, later period, earlier import of the report, place of the task in its report.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SearchRank {
    /// First: commitments before what bulletins say of them.
    pub source: SearchSource,
    /// Second: how often the words stand in the text, all together; more is better.
    pub matches: u32,
    /// Third: year of the report; later is better.
    pub year: i32,
    /// Fourth: last day of the period of the document that prints the text; later is better, null comes last.
    pub period_end: Option<Date>,
    /// Fifth: the report; those imported earlier come first.
    pub report_id: Uuid,
    /// Sixth: place of the task in its report.
    pub position: i32,
    /// The words that make up `matches`.
    pub words: Vec<Counted>,
}

/// A text that has every word of a search: the commitment of a task, or what a bulletin says of it.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct SearchHit {
    /// Whose text was hit.
    pub source: SearchSource,
    /// The task, also where an update was hit.
    pub task: Task,
    /// The update whose text was hit; null where it was the task's own.
    pub update_id: Option<Uuid>,
    /// The document that prints the text.
    pub document_id: Uuid,
    /// The report of the task.
    pub report: Option<Report>,
    /// The whole text as printed.
    pub text: String,
    /// What was hit in the text, in order; places that touch or overlap are one.
    pub highlights: Vec<Highlight>,
    /// The part of the text with the most highlights, for a list of results.
    pub snippet: Snippet,
    /// Why the hit stands where it does.
    pub rank: SearchRank,
}
