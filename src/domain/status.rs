//! How far a task is, in one word.

use serde::{Deserialize, Serialize};

/// The state of a task or of one of its indicators.
///
/// Ordered from worst to best only through [`Status::severity`]; `Unmeasured` has no place in that order.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize, async_graphql::Enum, utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Status {
    /// 已完成: the target is reached, or the bulletin says that the task is done.
    Completed,
    /// 进度较快、超序时: ahead of the elapsed share of the year by the margin or more.
    Ahead,
    /// 按时推进、达序时: level with the elapsed share of the year.
    OnTrack,
    /// 进度滞后、欠进度: behind the elapsed share of the year, or a ceiling broken.
    Behind,
    /// 未启动、未开工: only ever printed, never computed.
    NotStarted,
    /// Nothing printed and nothing measured.
    Unmeasured,
}

impl Status {
    /// Every status, in the order in which counts are listed.
    pub const ALL: [Self; 6] =
        [Self::Completed, Self::Ahead, Self::OnTrack, Self::Behind, Self::NotStarted, Self::Unmeasured];

    /// The word that every surface shows.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Completed => "COMPLETED",
            Self::Ahead => "AHEAD",
            Self::OnTrack => "ON_TRACK",
            Self::Behind => "BEHIND",
            Self::NotStarted => "NOT_STARTED",
            Self::Unmeasured => "UNMEASURED",
        }
    }

    /// True for the states that keep up with the year: `Completed`, `Ahead`, `OnTrack`.
    #[must_use]
    pub const fn is_on_track_or_better(self) -> bool {
        matches!(self, Self::Completed | Self::Ahead | Self::OnTrack)
    }

    /// 0 for the best state; a task is as bad as the worst of its indicators. `None` for `Unmeasured`.
    #[must_use]
    pub const fn severity(self) -> Option<u8> {
        match self {
            Self::Completed => Some(0),
            Self::Ahead => Some(1),
            Self::OnTrack => Some(2),
            Self::Behind => Some(3),
            Self::NotStarted => Some(4),
            Self::Unmeasured => None,
        }
    }
}
