//! Reports, jurisdictions, and the page that every list comes in.

use chrono::{DateTime, Utc};
use entity::{jurisdiction, report};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Rows in the whole list.
    pub total_count: u64,
    /// Cursor of the next page, for `after`; null on the last page.
    pub next_cursor: Option<String>,
}

/// A jurisdiction, as far as its reports show it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Jurisdiction {
    /// Its id.
    pub id: Uuid,
    /// Its name as printed.
    pub name: String,
}

impl From<&jurisdiction::Model> for Jurisdiction {
    fn from(row: &jurisdiction::Model) -> Self {
        Self { id: row.id, name: row.name.clone() }
    }
}

/// A work report.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Its id.
    pub id: Uuid,
    /// The government that made the commitments.
    pub jurisdiction: Option<Jurisdiction>,
    /// The year whose commitments it makes.
    pub year: i32,
    /// Printed title of its plan, else of its newest bulletin.
    pub title: Option<String>,
    /// When its first document was imported.
    pub created_at: DateTime<Utc>,
    /// When an import last changed it.
    pub updated_at: DateTime<Utc>,
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
        }
    }
}
