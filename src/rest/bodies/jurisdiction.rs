//! Jurisdictions.

use entity::jurisdiction;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::view::Level;

/// A jurisdiction, as far as other rows show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = Place)]
pub struct Place {
    /// Its id.
    pub id: Uuid,
    /// Its name as printed.
    pub name: String,
}

impl From<&jurisdiction::Model> for Place {
    fn from(row: &jurisdiction::Model) -> Self {
        Self { id: row.id, name: row.name.clone() }
    }
}

/// A government that makes commitments.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Jurisdiction {
    /// Its id.
    pub id: Uuid,
    /// Its name as printed.
    pub name: String,
    /// Its level, where the name tells it for certain.
    pub level: Option<Level>,
    /// The government above it, where known.
    pub parent_id: Option<Uuid>,
    /// That government, null where none is known; with `include=parent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Place>)]
    #[expect(clippy::option_option, reason = "left out, and null where there is none")]
    pub parent: Option<Option<Place>>,
}

impl From<&jurisdiction::Model> for Jurisdiction {
    fn from(row: &jurisdiction::Model) -> Self {
        Self {
            id: row.id,
            name: row.name.clone(),
            level: row.level.map(Into::into),
            parent_id: row.parent_id,
            parent: None,
        }
    }
}
