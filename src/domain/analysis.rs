//! Counting over assessments: ranks, lags and differences in percentage points (rules 13, 14 and 18 of
//! `docs/analytics.md`).

use rust_decimal::Decimal;

use super::assessment::{Assessment, Rule};
use super::completion::edge;

/// The rank of each value of a list that is sorted, best first: equal values share a rank, and the next one is counted
/// from its place (1, 2, 2, 4).
#[must_use]
pub fn ranks<T: PartialEq>(sorted: &[T]) -> Vec<u32> {
    let mut ranks: Vec<u32> = Vec::with_capacity(sorted.len());
    for (index, value) in sorted.iter().enumerate() {
        let tied = index.checked_sub(1).filter(|before| sorted.get(*before) == Some(value));
        let rank = match tied.and_then(|before| ranks.get(before)) {
            Some(rank) => *rank,
            None => u32::try_from(index + 1).unwrap_or(u32::MAX),
        };
        ranks.push(rank);
    }
    ranks
}

/// From one share to another in percentage points, rounded half up to 6 places; `None` where either is not defined.
#[must_use]
pub fn points(before: Option<Decimal>, now: Option<Decimal>) -> Option<Decimal> {
    Some(edge((now? - before?) * Decimal::ONE_HUNDRED))
}

/// What a lag is counted against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "LagMeasure")]
pub enum Against {
    /// Amounts: elapsed share less attainment.
    ElapsedShare,
    /// Growth: target less value, the other way round for ceilings.
    TargetRate,
    /// Levels and ceilings: 1 less the degree of completion.
    FullDegree,
}

/// How far an indicator is behind.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lag {
    /// What it is counted against.
    pub against: Against,
    /// Percentage points; positive is behind.
    pub points: Decimal,
}

/// How far an assessed indicator is behind; `None` where that is not defined.
#[must_use]
pub fn lag(assessment: &Assessment) -> Option<Lag> {
    let (against, points) = match assessment.rule {
        Rule::AmountAtLeast => (Against::ElapsedShare, -assessment.lead?),
        Rule::GrowthAtLeast => (Against::TargetRate, -assessment.gap?),
        Rule::GrowthAtMost => (Against::TargetRate, assessment.gap?),
        Rule::ReportedShare if assessment.lead.is_some() => (Against::ElapsedShare, -assessment.lead?),
        Rule::AmountAtMost | Rule::LevelAtLeast | Rule::LevelAtMost | Rule::ReportedShare => {
            (Against::FullDegree, (Decimal::ONE - assessment.degree?) * Decimal::ONE_HUNDRED)
        }
    };
    Some(Lag { against, points })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::assessment::{Figure, Policy, Target, assess};
    use crate::domain::period::Period;
    use crate::domain::target::Comparator::{AtLeast, AtMost};
    use crate::domain::target::Kind;

    #[test]
    fn equal_values_share_a_rank_and_the_next_counts_from_its_place() {
        assert_eq!(ranks(&[9, 7, 7, 7, 3, 1, 1]), [1, 2, 2, 2, 5, 6, 6]);
        assert_eq!(ranks::<u8>(&[]), [0_u32; 0]);
    }

    #[test]
    fn a_lag_is_told_in_points_whatever_the_kind() {
        let as_of = Period::months(2024, 1, 9, "").unwrap();
        let held = |kind, comparator, target: i64, value: i64| {
            let target = Target { value: target.into(), unit: "", comparator, kind };
            let figure = Figure { value: Some((value.into(), "")), share: None, as_of: &as_of };
            lag(&assess(&target, &figure, &Policy::default()).unwrap()).unwrap()
        };
        let told = |kind, comparator, target, value| {
            let lag = held(kind, comparator, target, value);
            (lag.against, lag.points.normalize().to_string())
        };
        assert_eq!(told(Kind::Amount, AtLeast, 100, 50), (Against::ElapsedShare, "25".to_owned()));
        assert_eq!(told(Kind::Amount, AtLeast, 100, 80), (Against::ElapsedShare, "-5".to_owned()));
        assert_eq!(told(Kind::Growth, AtLeast, 7, 4), (Against::TargetRate, "3".to_owned()));
        assert_eq!(told(Kind::Growth, AtMost, -10, -4), (Against::TargetRate, "6".to_owned()));
        assert_eq!(told(Kind::Level, AtLeast, 80, 60), (Against::FullDegree, "25".to_owned()));
        assert_eq!(told(Kind::Amount, AtMost, 25, 50), (Against::FullDegree, "50".to_owned()));
    }

    proptest! {
        #[test]
        fn a_rank_is_one_more_than_the_number_of_better_ones(mut values in prop::collection::vec(0_u8..9, 0..40)) {
            values.sort_unstable_by(|a, b| b.cmp(a));
            for (value, rank) in values.iter().zip(ranks(&values)) {
                let better = values.iter().filter(|other| *other > value).count();
                prop_assert_eq!(usize::try_from(rank).unwrap(), better + 1);
            }
        }
    }
}
