//! What an import did, or would do.

use async_graphql::SimpleObject;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::ingest::draft::{Finding, Severity};

/// How a document was taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema, async_graphql::Enum)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "ImportOutcome")]
pub enum Outcome {
    /// A document for a kind and period that the report had none for.
    Imported,
    /// Another version for a kind and period that had one; the old one stays readable.
    Corrected,
    /// The very bytes are in the ledger; nothing changed.
    Unchanged,
}

/// Rows of one entity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "ImportChanges")]
pub struct Changes {
    /// What was not there before: in a correction, neither in the version that it replaces.
    pub created: u32,
    /// What the document changed: in a correction, also what its earlier version says otherwise.
    pub updated: u32,
    /// What the document met and left as it was.
    pub unchanged: u32,
}

/// Rows per entity.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "ImportCounts")]
pub struct Counts {
    /// Commitments.
    pub tasks: Changes,
    /// Responsible units.
    pub departments: Changes,
    /// Measurable targets.
    pub indicators: Changes,
    /// Progress updates.
    pub updates: Changes,
    /// Figures and printed shares.
    pub measurements: Changes,
}

/// One finding, as an answer shows it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
#[graphql(name = "ImportFinding")]
pub struct FindingView {
    /// Stable code.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// Row of the document, from 1.
    pub row: Option<u32>,
    /// Line of the decoded text, from 1.
    pub line: Option<u32>,
    /// What was seen and what was done about it.
    pub message: String,
}

impl From<&Finding> for FindingView {
    fn from(finding: &Finding) -> Self {
        let Finding { code, severity, row, line, message } = finding;
        Self { code: code.clone(), severity: *severity, row: *row, line: *line, message: message.clone() }
    }
}

/// What an import did; of a dry run, what it would have done.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "ImportSummary")]
pub struct Summary {
    /// Name of the file.
    pub file: String,
    /// How the document was taken.
    pub outcome: Outcome,
    /// True where nothing was written.
    pub dry_run: bool,
    /// The report it belongs to; of a dry run this id may be one that was not kept.
    pub report_id: Uuid,
    /// The document; of a dry run this id was not kept.
    pub document_id: Uuid,
    /// Printed title.
    pub title: Option<String>,
    /// The government that made the commitments.
    pub jurisdiction: String,
    /// Year of the work report.
    pub year: i32,
    /// What the bulletin covers, as printed; none for a plan.
    pub period: Option<String>,
    /// Layout that was recognised.
    pub layout: String,
    /// Rows per entity.
    pub counts: Counts,
    /// What a reader of the document should know.
    pub findings: Vec<FindingView>,
}
