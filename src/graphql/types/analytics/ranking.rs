//! The units of a report by how far they are.
#![expect(clippy::unused_async, reason = "a resolver is async, whether it waits or not")]

use async_graphql::{Context, Object};
use rust_decimal::Decimal;

use super::{AgendaItem, List, Result};
use crate::domain::completion::Basis;
use crate::domain::rules::RANKING;
use crate::graphql::connection::{Total, connection, paging};
use crate::graphql::errors::Public;
use crate::graphql::types::Department;
use crate::graphql::types::report::unit;
use crate::service::analytics::ranking::{self, Measure, Order, Ranking as Ranked, Row, Unranked, Wanted};
use crate::store::page::Wanted as Page;
use crate::view::{Completion, DecimalRatio, Ratio, RuleReference};

/// The units of a report in their order.
#[derive(Debug, Clone)]
pub struct Ranking {
    /// The units.
    pub ranking: Ranked,
    /// What was asked for.
    pub wanted: Wanted,
    /// Which status was counted.
    pub basis: Basis,
}

impl Ranking {
    fn page(&self, rows: &[Row], page: Page, list: &str) -> Result<List<RankedDepartment>> {
        let (slice, total) = ranking::page(rows, page, list).public()?;
        let basis = self.basis;
        Ok(connection(slice, Total::Known(total), |row| RankedDepartment { row, basis }))
    }
}

/// The responsible units of a report by how far they are; those without a rank stand apart.
#[Object]
impl Ranking {
    /// By what.
    async fn by(&self) -> Measure {
        self.wanted.by
    }

    /// Share of a unit's tasks that must be measured, 0..1.
    async fn min_coverage(&self) -> Decimal {
        self.wanted.min_coverage
    }

    /// Which end comes first.
    async fn order(&self) -> Order {
        self.wanted.order
    }

    /// The units that have a rank, in the order asked for; equal ones by name.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    async fn ranked(
        &self,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<RankedDepartment>> {
        self.page(&self.ranking.ranked, paging(first, after, last, before), ranking::RANKED)
    }

    /// The units that have none, by name: below the minimum coverage, with nothing to divide by, or behind without a
    /// figure.
    #[graphql(complexity = "crate::graphql::cost::page(first, last, child_complexity)")]
    async fn unranked(
        &self,
        #[graphql(desc = "Rows on the page, 0 to 100; 20 by default.")] first: Option<i32>,
        #[graphql(desc = "Start after this cursor.")] after: Option<String>,
        #[graphql(desc = "Rows at the end or before a cursor, 0 to 100.")] last: Option<i32>,
        #[graphql(desc = "End before this cursor.")] before: Option<String>,
    ) -> Result<List<RankedDepartment>> {
        self.page(&self.ranking.unranked, paging(first, after, last, before), ranking::UNRANKED)
    }

    /// The rule by which units are ranked.
    async fn rule(&self) -> RuleReference {
        RANKING.into()
    }
}

/// A unit with its place.
#[derive(Debug, Clone)]
pub struct RankedDepartment {
    row: Row,
    basis: Basis,
}

/// A responsible unit with its place in a ranking. A parent includes its children; a collective unit has a row of its
/// own.
#[Object]
impl RankedDepartment {
    /// 1 is the best, whatever the order; equal ones share a rank (1, 2, 2, 4). Null where the unit has none.
    async fn rank(&self) -> Option<u32> {
        self.row.rank.ok()
    }

    /// Why it has none.
    async fn reason(&self) -> Option<Unranked> {
        self.row.rank.err()
    }

    /// The unit.
    async fn department(&self, ctx: &Context<'_>) -> Result<Department> {
        unit(ctx, self.row.standing.department_id).await
    }

    /// What it is ranked by: a share 0..1; of `LARGEST_LAG` percentage points, positive is behind; of `LEAD` percentage
    /// points, negative is behind.
    async fn ratio(&self) -> DecimalRatio {
        self.row.ratio.into()
    }

    /// Measured tasks of all its tasks.
    async fn coverage(&self) -> Ratio {
        self.row.standing.answer.completion.coverage.into()
    }

    /// Completion of its tasks in the role asked for, or in any, each once.
    async fn completion(&self) -> Completion {
        Completion::new(&self.row.standing.answer, self.basis)
    }

    /// Its task that is furthest behind, with how far and on what words; null where none is.
    async fn worst(&self) -> Option<AgendaItem> {
        self.row.worst.clone().map(AgendaItem)
    }
}
