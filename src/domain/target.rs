//! What a commitment asks for: comparator, kind, and the role of a unit.

use serde::{Deserialize, Serialize};

/// Which side of the target counts as reaching it.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, async_graphql::Enum, utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Comparator {
    /// 以上、超过、达到, or no word at all.
    AtLeast,
    /// 以下、以内、不超过, and falls asked for.
    AtMost,
    /// 左右、约.
    About,
}

/// How the value of an indicator behaves over the year.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, async_graphql::Enum, utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Kind {
    /// Adds up over the year and is held against the elapsed share.
    Amount,
    /// A share, rate, index or stock at a date; not scaled by time.
    Level,
    /// A change against the year before, in per cent; a fall is negative.
    Growth,
}

/// What a unit answers for in a task.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, async_graphql::Enum, utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Role {
    /// 牵头: answers for the whole.
    Lead,
    /// 配合: supports the lead.
    Support,
    /// 责任: the source marks no lead.
    Responsible,
}
