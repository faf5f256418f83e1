//! Indicators.

use entity::indicator::{Column as C, Entity};
use entity::measurement;
use sea_orm::sea_query::{ExprTrait, Query};
use sea_orm::{Condition, DatabaseBackend};

use super::kinds::{Decimal, Id, Int, Text};
use super::task::TaskTest;
use super::update::in_updates_in_force;
use super::{Listed, ids, own, that, weight};
use crate::store::filter::{Filter, Test};
use crate::store::sort::{Direction, keys};
use crate::store::value::Column;

/// A test of an indicator.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum IndicatorTest {
    /// Its id.
    Id(Test),
    /// What is measured, as printed.
    Name(Test),
    /// The name that the same measure has in every report.
    CanonicalName(Test),
    /// How the value behaves over the year.
    Kind(Test),
    /// Which side of the target counts.
    Comparator(Test),
    /// Unit of the target.
    Unit(Test),
    /// The value to be reached.
    Target(Test),
    /// Whether a bulletin in force has a figure for it.
    HasMeasurement(bool),
    /// Its task.
    Task(Box<Filter<TaskTest>>),
}

keys! {
    /// What indicators can be ordered by.
    IndicatorKey, "IndicatorOrderField", "indicator",
    default &[(Self::Task, Direction::Asc), (Self::Position, Direction::Asc)],
    {
        /// By time of the task's import.
        Task = "task",
        /// By place in the task.
        Position = "position",
        /// By printed name.
        Name = "name",
        /// By the name that the same measure has in every report.
        CanonicalName = "canonicalName",
        /// AMOUNT, GROWTH, LEVEL.
        Kind = "kind",
        /// By the value to be reached, whatever its unit.
        Target = "target",
    }
}

impl Listed for IndicatorTest {
    type Entity = Entity;
    type Key = IndicatorKey;

    fn condition(&self, backend: DatabaseBackend) -> Condition {
        let column = |column: C| Column::of(own(column), Text);
        match self {
            Self::Id(test) => test.condition(&Self::id(), backend),
            Self::Name(test) => test.condition(&column(C::Name), backend),
            Self::CanonicalName(test) => test.condition(&column(C::CanonicalName), backend),
            Self::Kind(test) => test.condition(&column(C::Kind), backend),
            Self::Comparator(test) => test.condition(&column(C::Comparator), backend),
            Self::Unit(test) => test.condition(&column(C::Unit), backend),
            Self::Target(test) => test.condition(&Column::of(own(C::Target), Decimal), backend),
            Self::HasMeasurement(has) => {
                let measured = Query::select()
                    .expr(own(measurement::Column::IndicatorId))
                    .from(measurement::Entity)
                    .and_where(in_updates_in_force(own(measurement::Column::ProgressUpdateId)))
                    .take();
                let id = own(C::Id);
                that(if *has { id.in_subquery(measured) } else { id.not_in_subquery(measured) })
            }
            Self::Task(filter) => that(own(C::TaskId).in_subquery(ids(filter, backend))),
        }
    }

    fn key(key: IndicatorKey) -> Column {
        match key {
            IndicatorKey::Task => Column::of(own(C::TaskId), Id),
            IndicatorKey::Position => Column::of(own(C::Position), Int),
            IndicatorKey::Name => Column::of(own(C::Name), Text),
            IndicatorKey::CanonicalName => Column::of(own(C::CanonicalName), Text),
            IndicatorKey::Kind => Column::of(own(C::Kind), Text),
            IndicatorKey::Target => Column::of(own(C::Target), Decimal),
        }
    }

    fn id() -> Column {
        Column::of(own(C::Id), Id)
    }

    fn weight(&self) -> usize {
        match self {
            Self::HasMeasurement(_) => 1,
            Self::Task(filter) => weight(filter),
            Self::Id(test)
            | Self::Name(test)
            | Self::CanonicalName(test)
            | Self::Kind(test)
            | Self::Comparator(test)
            | Self::Unit(test)
            | Self::Target(test) => test.weight(),
        }
    }
}
