//! Documents and findings.

use chrono::{DateTime, Utc};
use entity::{document, finding};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::store::words;
use crate::view::Date;
use crate::view::Period;

/// An imported source.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// Its id.
    pub id: Uuid,
    /// The report it belongs to.
    pub report_id: Uuid,
    /// `PLAN` or `PROGRESS`.
    pub kind: crate::ingest::draft::DocumentKind,
    /// Printed title.
    pub title: Option<String>,
    /// Printed publisher.
    pub publisher: Option<String>,
    /// Printed date of publication.
    pub published_on: Option<Date>,
    /// What it covers; null for a plan.
    pub period: Option<Period>,
    /// Layout that it was read as.
    pub layout: String,
    /// Name of the imported file.
    pub file_name: String,
    /// SHA-256 of the imported bytes, in hexadecimal.
    pub sha256: String,
    /// Number of the imported bytes.
    pub byte_size: i64,
    /// When it was imported.
    pub imported_at: DateTime<Utc>,
    /// The corrected version that took its place; null while it is in force.
    pub superseded_by_id: Option<Uuid>,
    /// What a reader of it should know; with `include=findings`, the first 100, and always with one document, all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub findings: Option<Vec<Finding>>,
    /// How many findings it has; with `include=findingCount`. `/documents/{id}/findings` has all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub finding_count: Option<u64>,
}

impl From<&document::Model> for Document {
    fn from(row: &document::Model) -> Self {
        Self {
            id: row.id,
            report_id: row.report_id,
            kind: row.kind.into(),
            title: row.title.clone(),
            publisher: row.publisher.clone(),
            published_on: row.published_on.map(Into::into),
            period: covered(row),
            layout: row.layout.clone(),
            file_name: row.file_name.clone(),
            sha256: row.sha256.clone(),
            byte_size: row.byte_size,
            imported_at: row.imported_at,
            superseded_by_id: row.superseded_by_id,
            findings: None,
            finding_count: None,
        }
    }
}

pub(super) fn covered(row: &document::Model) -> Option<Period> {
    let label = row.period_label.as_deref();
    words::period(row.period_start, row.period_end, label, row.period_granularity).as_ref().map(Into::into)
}

/// A document with its text.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentInFull {
    /// The document.
    #[serde(flatten)]
    pub document: Document,
    /// The decoded text that every span points into.
    pub text: String,
}

/// Something that a reader of a document should know.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Finding {
    /// Its id.
    pub id: Uuid,
    /// Its document.
    pub document_id: Uuid,
    /// Stable code.
    pub code: String,
    /// `INFO`, `WARNING` or `ERROR`.
    pub severity: crate::ingest::draft::Severity,
    /// Row of the document, from 1.
    pub row: Option<i32>,
    /// Line of the text, from 1.
    pub line: Option<i32>,
    /// What was seen and what was done about it.
    pub message: String,
}

impl From<finding::Model> for Finding {
    fn from(row: finding::Model) -> Self {
        let finding::Model { id, document_id, code, severity, row: of_row, line, message, .. } = row;
        Self { id, document_id, code, severity: severity.into(), row: of_row, line, message }
    }
}
