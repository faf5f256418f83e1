//! Reports.

use chrono::{DateTime, Utc};
use entity::{jurisdiction, report};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::document::Document;
use super::jurisdiction::Place;
use crate::view::Completion;

/// A work report.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Its id.
    pub id: Uuid,
    /// The government that made the commitments.
    pub jurisdiction: Option<Place>,
    /// The year whose commitments it makes.
    pub year: i32,
    /// Printed title of its plan, else of its newest bulletin.
    pub title: Option<String>,
    /// When its first document was imported.
    pub created_at: DateTime<Utc>,
    /// When an import last changed it.
    pub updated_at: DateTime<Utc>,
    /// Completion of its tasks, of print before figures; with `include=completion`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub completion: Option<Completion>,
    /// Its documents, corrected versions too: plans first, then by period; with `include=documents`, the first 100.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub documents: Option<Vec<Document>>,
    /// How many documents it has; with `include=documentCount`. `/documents?filter[report][id][eq]=…` has all of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub document_count: Option<u64>,
}

impl Report {
    /// A report with what stands in other tables.
    #[must_use]
    pub fn new(
        row: &report::Model,
        jurisdiction: Option<&jurisdiction::Model>,
        title: Option<&String>,
    ) -> Self {
        Self {
            id: row.id,
            jurisdiction: jurisdiction.map(Into::into),
            year: row.year,
            title: title.cloned(),
            created_at: row.created_at,
            updated_at: row.updated_at,
            completion: None,
            documents: None,
            document_count: None,
        }
    }
}
