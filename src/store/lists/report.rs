//! Reports.

use entity::jurisdiction;
use entity::report::{Column as C, Entity};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, DatabaseBackend};

use super::jurisdiction::JurisdictionTest;
use super::kinds::{Id, Int, Text};
use super::{Listed, ids, looked_up, own, that, weight};
use crate::store::filter::{Filter, Test};
use crate::store::sort::{Direction, keys};
use crate::store::value::Column;

/// A test of a report.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ReportTest {
    /// Its id.
    Id(Test),
    /// Its year.
    Year(Test),
    /// Its jurisdiction.
    Jurisdiction(Filter<JurisdictionTest>),
}

keys! {
    /// What reports can be ordered by.
    ReportKey, "ReportOrderField", "report", default &[(Self::Year, Direction::Desc)],
    {
        /// By year.
        Year = "year",
        /// By name of the jurisdiction.
        Jurisdiction = "jurisdiction",
        /// By time of import.
        Imported = "imported",
    }
}

impl Listed for ReportTest {
    type Entity = Entity;
    type Key = ReportKey;

    fn condition(&self, backend: DatabaseBackend) -> Condition {
        match self {
            Self::Id(test) => test.condition(&Self::id(), backend),
            Self::Year(test) => test.condition(&Column::of(own(C::Year), Int), backend),
            Self::Jurisdiction(filter) => that(own(C::JurisdictionId).in_subquery(ids(filter, backend))),
        }
    }

    fn key(key: ReportKey) -> Column {
        match key {
            ReportKey::Year => Column::of(own(C::Year), Int),
            ReportKey::Jurisdiction => {
                use jurisdiction::{Column as J, Entity as Of};
                Column::of(looked_up(Of, J::Name, J::Id, own(C::JurisdictionId)), Text)
            }
            ReportKey::Imported => Self::id(),
        }
    }

    fn id() -> Column {
        Column::of(own(C::Id), Id)
    }

    fn weight(&self) -> usize {
        match self {
            Self::Id(test) | Self::Year(test) => test.weight(),
            Self::Jurisdiction(filter) => weight(filter),
        }
    }
}
