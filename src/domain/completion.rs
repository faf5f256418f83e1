//! Completion of any set of tasks: counts, ratios, coverage (rule 8 of `docs/assessment.md`).

use rust_decimal::{Decimal, RoundingStrategy};

use super::assessment::mean;
use super::status::Status;

/// Which status is counted.
#[derive(
    Debug,
    Clone,
    Copy,
    Default,
    PartialEq,
    Eq,
    Hash,
    async_graphql::Enum,
    serde::Serialize,
    serde::Deserialize,
    utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Basis {
    /// The printed status where there is one, else the assessed one.
    #[default]
    Effective,
    /// The printed status alone; a task without one is unmeasured.
    Reported,
    /// The status computed from figures alone.
    Assessed,
}

/// What completion needs to know of one task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaskStanding {
    /// As printed in the newest bulletin.
    pub reported: Option<Status>,
    /// As computed from its figures.
    pub assessed: Status,
    /// Print before figures.
    pub effective: Status,
    /// The two contradict each other.
    pub discrepancy: bool,
    /// Mean degree of completion of its measured indicators, 0..=1.
    pub completion: Option<Decimal>,
    /// At least one indicator is measured.
    pub measured: bool,
    /// A commitment of the plan that no row of the bulletins reports on.
    pub unreported: bool,
}

impl TaskStanding {
    /// The status on the basis asked for.
    #[must_use]
    pub fn status(&self, basis: Basis) -> Status {
        match basis {
            Basis::Effective => self.effective,
            Basis::Reported => self.reported.unwrap_or(Status::Unmeasured),
            Basis::Assessed => self.assessed,
        }
    }
}

/// A ratio that never appears without what it was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Ratio {
    /// Tasks that count.
    pub numerator: u32,
    /// Tasks that could.
    pub denominator: u32,
}

impl Ratio {
    /// 0..=1, rounded half up to 6 places; `None` of nothing.
    #[must_use]
    pub fn value(self) -> Option<Decimal> {
        Decimal::from(self.numerator).checked_div(Decimal::from(self.denominator)).map(edge)
    }
}

/// Rounds half up to 6 places: done once, where a figure leaves the program.
#[must_use]
pub fn edge(value: Decimal) -> Decimal {
    value.round_dp_with_strategy(6, RoundingStrategy::MidpointAwayFromZero).normalize()
}

/// Completion of a set of tasks.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// Tasks in the set.
    pub total: u32,
    /// Tasks per status, all six in the order of [`Status::ALL`].
    pub status_counts: [(Status, u32); 6],
    /// Completed of all tasks.
    pub completed: Ratio,
    /// On track or better of the tasks that have a status.
    pub on_track: Ratio,
    /// Tasks with a measured indicator of all tasks.
    pub coverage: Ratio,
    /// Mean completion over the measured tasks; unmeasured ones are not counted as 0.
    pub mean_completion: Option<Decimal>,
    /// What that mean is made of: the sum of the completions of the tasks that have one.
    pub completion_sum: Decimal,
    /// And the number of those tasks.
    pub completion_count: u32,
    /// Tasks whose print and figures contradict each other.
    pub discrepancies: u32,
    /// Commitments of the plan that no row of the bulletins reports on; all of them unmeasured.
    pub unreported: u32,
}

impl Completion {
    /// Counts `tasks` on one basis.
    #[must_use]
    pub fn of(tasks: &[TaskStanding], basis: Basis) -> Self {
        let count = |test: &dyn Fn(&TaskStanding) -> bool| {
            u32::try_from(tasks.iter().filter(|task| test(task)).count()).unwrap_or(u32::MAX)
        };
        let total = count(&|_| true);
        let statused = count(&|task| task.status(basis) != Status::Unmeasured);
        let degrees: Vec<Decimal> = tasks.iter().filter_map(|task| task.completion).collect();
        Self {
            total,
            status_counts: Status::ALL.map(|status| (status, count(&|task| task.status(basis) == status))),
            completed: Ratio {
                numerator: count(&|task| task.status(basis) == Status::Completed),
                denominator: total,
            },
            on_track: Ratio {
                numerator: count(&|task| task.status(basis).is_on_track_or_better()),
                denominator: statused,
            },
            coverage: Ratio { numerator: count(&|task| task.measured), denominator: total },
            mean_completion: mean(&degrees),
            completion_sum: degrees.iter().sum(),
            completion_count: count(&|task| task.completion.is_some()),
            discrepancies: count(&|task| task.discrepancy),
            unreported: count(&|task| task.unreported),
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn task(reported: Option<Status>, assessed: Status, completion: Option<&str>) -> TaskStanding {
        TaskStanding {
            reported,
            assessed,
            effective: super::super::assessment::effective(reported, assessed),
            discrepancy: super::super::assessment::is_discrepancy(reported, assessed),
            completion: completion.map(|text| text.parse().unwrap()),
            measured: completion.is_some(),
            unreported: false,
        }
    }

    #[test]
    fn unmeasured_is_never_counted_as_zero() {
        let tasks = [
            task(None, Status::Completed, Some("1")),
            task(Some(Status::OnTrack), Status::Behind, Some("0.4")),
            task(None, Status::Unmeasured, None),
        ];
        let effective = Completion::of(&tasks, Basis::Effective);
        assert_eq!(effective.completed, Ratio { numerator: 1, denominator: 3 });
        assert_eq!(effective.on_track, Ratio { numerator: 2, denominator: 2 });
        assert_eq!(effective.coverage, Ratio { numerator: 2, denominator: 3 });
        assert_eq!(effective.mean_completion, Some("0.7".parse().unwrap()));
        assert_eq!(effective.discrepancies, 1);
        assert_eq!(effective.completed.value(), Some("0.333333".parse().unwrap()));
        assert_eq!(Completion::of(&tasks, Basis::Assessed).on_track, Ratio { numerator: 1, denominator: 2 });
        assert_eq!(Completion::of(&tasks, Basis::Reported).on_track, Ratio { numerator: 1, denominator: 1 });
    }

    proptest! {
        #[test]
        fn the_parts_of_a_partition_add_up_to_the_whole(
            tasks in prop::collection::vec((0_usize..5, prop::option::of(0_usize..6), 0_usize..6, prop::option::of(0_i64..=1_000_000)), 0..60),
        ) {
            let of = |(_, reported, assessed, degree): &(usize, Option<usize>, usize, Option<i64>)| {
                let degree = degree.map(|millionths| Decimal::new(millionths, 6).to_string());
                task(reported.map(|word| Status::ALL[word]), Status::ALL[*assessed], degree.as_deref())
            };
            for basis in [Basis::Effective, Basis::Reported, Basis::Assessed] {
                let all: Vec<TaskStanding> = tasks.iter().map(of).collect();
                let whole = Completion::of(&all, basis);
                let parts: Vec<Completion> = (0..5)
                    .map(|part| tasks.iter().filter(|task| task.0 == part).map(of).collect::<Vec<_>>())
                    .map(|part| Completion::of(&part, basis))
                    .collect();
                let sum = |of: &dyn Fn(&Completion) -> u32| parts.iter().map(of).sum::<u32>();
                prop_assert_eq!(sum(&|part| part.total), whole.total);
                prop_assert_eq!(sum(&|part| part.completed.numerator), whole.completed.numerator);
                prop_assert_eq!(sum(&|part| part.on_track.numerator), whole.on_track.numerator);
                prop_assert_eq!(sum(&|part| part.on_track.denominator), whole.on_track.denominator);
                prop_assert_eq!(sum(&|part| part.coverage.numerator), whole.coverage.numerator);
                prop_assert_eq!(sum(&|part| part.completion_count), whole.completion_count);
                prop_assert_eq!(parts.iter().map(|part| part.completion_sum).sum::<Decimal>(), whole.completion_sum);
                prop_assert_eq!(whole.status_counts.iter().map(|(_, count)| count).sum::<u32>(), whole.total);
            }
        }
    }

    #[test]
    fn nothing_has_no_ratio() {
        let nothing = Completion::of(&[], Basis::Effective);
        assert_eq!((nothing.completed.value(), nothing.mean_completion), (None, None));
    }

    #[test]
    fn the_edge_rounds_half_up() {
        assert_eq!(edge("0.0000005".parse().unwrap()), "0.000001".parse().unwrap());
        assert_eq!(Ratio { numerator: 8, denominator: 9 }.value(), Some("0.888889".parse().unwrap()));
    }
}
