//! The rules by number and short name, for answers that say which one gave them.

/// A rule of `docs/assessment.md` (1 to 11) or `docs/analytics.md` (12 and more).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Citation {
    /// Its number.
    pub number: u32,
    /// Its short name.
    pub name: &'static str,
}

const fn rule(number: u32, name: &'static str) -> Citation {
    Citation { number, name }
}

/// 序时进度.
pub const ELAPSED_SHARE: Citation = rule(1, "elapsed share");
/// Amounts against the elapsed share.
pub const AMOUNTS: Citation = rule(2, "amounts");
/// Shares, rates, indices, stocks.
pub const LEVELS: Citation = rule(3, "levels");
/// Changes against the year before.
pub const GROWTH: Citation = rule(4, "growth");
/// Shares that the text states itself.
pub const PRINTED_SHARES: Citation = rule(5, "printed shares");
/// Degree of completion of an indicator.
pub const DEGREE: Citation = rule(6, "degree of completion");
/// How far an indicator is behind.
pub const LAG: Citation = rule(6, "lag");
/// Status and completion of a task.
pub const TASKS: Citation = rule(7, "tasks");
/// Ratios over any set of tasks.
pub const SETS: Citation = rule(8, "sets of tasks");
/// Completion by dimension.
pub const BREAKDOWN: Citation = rule(12, "completion by dimension");
/// Completion over the periods of a report.
pub const TREND: Citation = rule(13, "trend");
/// Units by a ratio.
pub const RANKING: Citation = rule(14, "ranking");
/// What one period changed against another.
pub const CHANGES: Citation = rule(15, "changes");
/// Print against figures.
pub const DISCREPANCIES: Citation = rule(16, "discrepancies");
/// One measure in several reports.
pub const COMPARISON: Citation = rule(17, "comparison");
/// What is behind, silent or unmeasured.
pub const AGENDA: Citation = rule(18, "agenda");

impl super::assessment::Rule {
    /// The rule's number and short name.
    #[must_use]
    pub const fn citation(self) -> Citation {
        match self {
            Self::AmountAtLeast | Self::AmountAtMost => AMOUNTS,
            Self::LevelAtLeast | Self::LevelAtMost => LEVELS,
            Self::GrowthAtLeast | Self::GrowthAtMost => GROWTH,
            Self::ReportedShare => PRINTED_SHARES,
        }
    }
}
