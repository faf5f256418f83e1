//! The headings above a task.

use sea_orm::FromJsonQueryResult;
use serde::{Deserialize, Serialize};

/// Headings, outermost first, kept as a JSON list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, Serialize, Deserialize, FromJsonQueryResult)]
pub struct Section(pub Vec<String>);
