//! Counting over assessments: ranks, lags and differences in percentage points (rules 13, 14 and 18 of
//! `docs/analytics.md`).

use rust_decimal::Decimal;

use super::assessment::Assessment;
use super::completion::edge;
use super::status::Status;

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

/// What a lag is counted against: the part of the target that should be there by now.
#[derive(Debug, Clone, Copy, PartialEq, Eq, async_graphql::Enum, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
#[graphql(name = "LagMeasure")]
pub enum Against {
    /// Amounts to be reached: the elapsed share of the year.
    ElapsedShare,
    /// Levels, growth and ceilings: all of it, whatever the day.
    FullDegree,
}

/// How far an indicator is behind (rule 6): the part of its target that should be there by now and is not. So amounts,
/// levels and growth compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lag {
    /// What it is counted against.
    pub against: Against,
    /// The part of the target that should be there, in 0..=1.
    pub due: Decimal,
    /// The part that is there: attainment of an amount, degree of completion of the others.
    pub reached: Decimal,
}

impl Lag {
    /// What is missing, in percentage points of the target, rounded half up to 6 places; more than 0.
    #[must_use]
    pub fn points(&self) -> Decimal {
        edge((self.due - self.reached) * Decimal::ONE_HUNDRED)
    }
}

/// How far an assessed indicator is behind; `None` where it is not, or where it is not defined by how much.
#[must_use]
pub fn lag(assessment: &Assessment) -> Option<Lag> {
    let (against, due, reached) = match assessment.lead {
        Some(_) => (Against::ElapsedShare, assessment.elapsed_share, assessment.attainment?),
        None => (Against::FullDegree, Decimal::ONE, assessment.degree?),
    };
    let lag = Lag { against, due, reached };
    // Below a negative level the degree says nothing of how far: 0 would be a wrong number.
    (assessment.status == Status::Behind && lag.points() > Decimal::ZERO).then_some(lag)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::domain::assessment::{Figure, Policy, Target, assess};
    use crate::domain::period::Period;
    use crate::domain::target::Comparator::{self, AtLeast, AtMost};
    use crate::domain::target::Kind;

    #[test]
    fn equal_values_share_a_rank_and_the_next_counts_from_its_place() {
        assert_eq!(ranks(&[9, 7, 7, 7, 3, 1, 1]), [1, 2, 2, 2, 5, 6, 6]);
        assert_eq!(ranks::<u8>(&[]), [0_u32; 0]);
    }

    fn held(kind: Kind, comparator: Comparator, target: &str, value: &str) -> Assessment {
        let as_of = Period::months(2024, 1, 9, "").unwrap();
        let target = Target { value: target.parse().unwrap(), unit: "", comparator, kind };
        let figure = Figure { value: Some((value.parse().unwrap(), "")), share: None, as_of: &as_of };
        assess(&target, &figure, &Policy::default()).unwrap()
    }

    #[test]
    fn a_lag_is_the_part_of_the_target_that_is_missing_whatever_the_kind() {
        let told = |kind, comparator, target, value| {
            let lag = lag(&held(kind, comparator, target, value)).unwrap();
            (lag.against, lag.points().to_string())
        };
        assert_eq!(told(Kind::Amount, AtLeast, "100", "50"), (Against::ElapsedShare, "25".to_owned()));
        assert_eq!(told(Kind::Growth, AtLeast, "7", "6.1"), (Against::FullDegree, "12.857143".to_owned()));
        assert_eq!(told(Kind::Growth, AtLeast, "7", "-2"), (Against::FullDegree, "100".to_owned()));
        assert_eq!(told(Kind::Growth, AtMost, "-10", "-4"), (Against::FullDegree, "60".to_owned()));
        assert_eq!(told(Kind::Level, AtLeast, "80", "60"), (Against::FullDegree, "25".to_owned()));
        assert_eq!(told(Kind::Amount, AtMost, "25", "50"), (Against::FullDegree, "50".to_owned()));
    }

    #[test]
    fn what_is_not_behind_has_no_lag_and_what_is_not_defined_is_no_lag_of_zero() {
        assert_eq!(lag(&held(Kind::Amount, AtLeast, "100", "80")), None);
        assert_eq!(lag(&held(Kind::Level, AtLeast, "80", "80")), None);
        for (target, value) in [("5", "-1"), ("-3", "-5")] {
            let below = held(Kind::Level, AtLeast, target, value);
            assert_eq!((below.status, lag(&below)), (Status::Behind, None), "{value} of {target}");
        }
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
