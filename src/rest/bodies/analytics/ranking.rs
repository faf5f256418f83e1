//! The units of a report by how far they are.

use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;

use super::super::Page;
use super::super::department::Unit;
use super::{AgendaItem, References};
use crate::domain::completion::Basis;
use crate::domain::rules::RANKING;
use crate::service::analytics::ranking::{self, Measure, Order, Unranked, Wanted};
use crate::view::{Completion, DecimalRatio, Ratio, RuleReference};

/// The responsible units of a report by how far they are.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Ranking {
    /// By what.
    pub by: Measure,
    /// Share of a unit's tasks that must be measured, 0..1.
    pub min_coverage: Decimal,
    /// Which end comes first.
    pub order: Order,
    /// The units that have a rank.
    pub ranked: Page<RankedDepartment>,
    /// The units that have none, by name.
    pub unranked: Page<RankedDepartment>,
    /// The rule by which units are ranked.
    pub rule: RuleReference,
}

impl Ranking {
    /// A ranking with the first of its units.
    #[must_use]
    pub fn new(wanted: Wanted, ranked: Page<RankedDepartment>, unranked: Page<RankedDepartment>) -> Self {
        let Wanted { by, min_coverage, order } = wanted;
        Self { by, min_coverage, order, ranked, unranked, rule: RANKING.into() }
    }
}

/// A responsible unit with its place in a ranking.
#[derive(Debug, Serialize, ToSchema)]
pub struct RankedDepartment {
    /// 1 is the best, whatever the order; equal ones share a rank. Null where the unit has none.
    pub rank: Option<u32>,
    /// Why it has none.
    pub reason: Option<Unranked>,
    /// The unit.
    pub department: Option<Unit>,
    /// What it is ranked by: a share 0..1; of `LARGEST_LAG` percentage points, positive is behind; of `LEAD` percentage
    /// points, negative is behind.
    pub ratio: DecimalRatio,
    /// Measured tasks of all its tasks.
    pub coverage: Ratio,
    /// Completion of its tasks in the role asked for, or in any, each once.
    pub completion: Completion,
    /// Its task that is furthest behind, with how far and on what words; null where none is.
    pub worst: Option<AgendaItem>,
}

impl RankedDepartment {
    /// A unit with its worst task.
    #[must_use]
    pub fn new(row: &ranking::Row, to: &References<'_>, basis: Basis) -> Self {
        Self {
            rank: row.rank.ok(),
            reason: row.rank.err(),
            department: to.unit(row.standing.department_id),
            ratio: row.ratio.into(),
            coverage: row.standing.answer.completion.coverage.into(),
            completion: Completion::new(&row.standing.answer, basis),
            worst: row.worst.as_ref().map(|item| AgendaItem::new(item, to)),
        }
    }
}
