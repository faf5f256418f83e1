//! The responsible units of a report as a list: filtered, ordered and cut in the program, since their completion is.

use uuid::Uuid;

use super::{Books, Question, UnitStanding, standing};
use crate::domain::completion::edge;
use crate::error::Result;
use crate::service::units::Units;
use crate::store::filter::{Filter, Test};
use crate::store::page::{Page, Slice, Wanted};
use crate::store::sort::{Direction, Sort, keys};
use crate::store::value::Value;

/// A test of a unit in a report.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum StandingTest {
    /// Id of the unit.
    Department(Test),
    /// Its name.
    Name(Test),
    /// Whether it stands for a set of units.
    Collective(Test),
    /// Id of the unit that it belongs to.
    Parent(Test),
    /// Tasks.
    Tasks(Test),
    /// Tasks that it answers for.
    LeadTasks(Test),
    /// Measured tasks.
    Measured(Test),
    /// Mean completion.
    MeanCompletion(Test),
    /// Share of tasks on track or better.
    OnTrack(Test),
    /// Discrepancies.
    Discrepancies(Test),
}

keys! {
    /// What the units of a report can be ordered by.
    StandingKey, "DepartmentStandingOrderField", "standing", default &[(Self::Name, Direction::Asc)],
    {
        /// By name.
        Name = "name",
        /// By number of tasks.
        Tasks = "tasks",
        /// By number of tasks that they answer for.
        LeadTasks = "leadTasks",
        /// By mean completion.
        Completion = "completion",
        /// By the share of tasks on track or better.
        OnTrack = "onTrack",
        /// By number of discrepancies.
        Discrepancies = "discrepancies",
    }
}

/// Which of a report's units are wanted, and in which order.
#[derive(Debug, Clone, Default)]
pub struct Standings {
    /// Which.
    pub filter: Filter<StandingTest>,
    /// In which order.
    pub sort: Sort<StandingKey>,
    /// How many from where.
    pub page: Wanted,
}

/// A page of the responsible units of a report, each with its completion, and how many there are; a unit is listed where
/// it, or one below it, has tasks in the role asked for.
pub fn units_of_report(
    books: &Books,
    units: &Units,
    report_id: Uuid,
    question: &Question,
    wanted: Standings,
) -> Result<(Slice<UnitStanding>, usize)> {
    let Standings { filter, sort, page } = wanted;
    let order = sort.name();
    let page = Page::new(page, &order)?;
    let mut rows = all_units_of_report(books, units, report_id, question);
    rows.retain(|row| filter.holds(&|test| holds(test, row, units)));
    let total = rows.len();
    let key = |row: &UnitStanding| {
        let asked = sort.keys().iter().map(|(key, _)| value(*key, row, units));
        asked.chain([row.department_id.into()]).collect()
    };
    let directions = sort.keys().iter().map(|(_, direction)| *direction).chain([Direction::Asc]);
    let slice = Slice::of(rows, &page, &order, &directions.collect::<Vec<_>>(), key)?;
    Ok((slice, total))
}

/// The responsible units of a report, each with its completion, by name.
#[must_use]
pub fn all_units_of_report(
    books: &Books,
    units: &Units,
    report_id: Uuid,
    question: &Question,
) -> Vec<UnitStanding> {
    let mut listed: Vec<Uuid> = books
        .links(report_id)
        .filter(|link| question.roles.contain(link.role.into()))
        .flat_map(|link| units.with_ancestors(link.department_id))
        .collect();
    listed.sort_unstable();
    listed.dedup();
    listed.sort_by_cached_key(|id| units.by_id.get(id).map(|unit| unit.name.clone()));
    listed.into_iter().map(|unit| standing(books, units, report_id, unit, question)).collect()
}

fn value(key: StandingKey, row: &UnitStanding, units: &Units) -> Value {
    let completion = &row.answer.completion;
    match key {
        StandingKey::Name => units.by_id.get(&row.department_id).map(|unit| unit.name.clone()).into(),
        StandingKey::Tasks => Value::count(completion.total),
        StandingKey::LeadTasks => Value::count(row.lead.completion.total),
        StandingKey::Completion => completion.mean_completion.map(edge).into(),
        StandingKey::OnTrack => completion.on_track.value().into(),
        StandingKey::Discrepancies => Value::count(completion.discrepancies),
    }
}

/// Whether a test holds of a unit in a report.
#[must_use]
pub fn holds(test: &StandingTest, row: &UnitStanding, units: &Units) -> bool {
    let unit = units.by_id.get(&row.department_id);
    let is = |test: &Test, key| test.holds(&value(key, row, units));
    match test {
        StandingTest::Department(test) => test.holds(&row.department_id.into()),
        StandingTest::Name(test) => is(test, StandingKey::Name),
        StandingTest::Collective(test) => test.holds(&unit.map(|unit| unit.collective).into()),
        StandingTest::Parent(test) => test.holds(&unit.and_then(|unit| unit.parent_id).into()),
        StandingTest::Tasks(test) => is(test, StandingKey::Tasks),
        StandingTest::LeadTasks(test) => is(test, StandingKey::LeadTasks),
        StandingTest::Measured(test) => test.holds(&Value::count(row.answer.completion.coverage.numerator)),
        StandingTest::MeanCompletion(test) => is(test, StandingKey::Completion),
        StandingTest::OnTrack(test) => is(test, StandingKey::OnTrack),
        StandingTest::Discrepancies(test) => is(test, StandingKey::Discrepancies),
    }
}
