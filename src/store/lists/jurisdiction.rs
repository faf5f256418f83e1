//! Jurisdictions.

use entity::jurisdiction::{Column as C, Entity};
use sea_orm::{Condition, DatabaseBackend};

use super::kinds::{Id, Int, Text};
use super::{Listed, own, ranked};
use crate::store::filter::Test;
use crate::store::sort::{Direction, keys};
use crate::store::value::Column;

/// A test of a jurisdiction.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum JurisdictionTest {
    /// Its id.
    Id(Test),
    /// Its name.
    Name(Test),
    /// Its level.
    Level(Test),
    /// Id of the government above it.
    Parent(Test),
}

keys! {
    /// What jurisdictions can be ordered by.
    JurisdictionKey, "JurisdictionOrderField", "jurisdiction", default &[(Self::Name, Direction::Asc)],
    {
        /// By name.
        Name = "name",
        /// PROVINCE before CITY before COUNTY before TOWN.
        Level = "level",
        /// By time of import.
        Imported = "imported",
    }
}

impl Listed for JurisdictionTest {
    type Entity = Entity;
    type Key = JurisdictionKey;

    fn condition(&self, backend: DatabaseBackend) -> Condition {
        match self {
            Self::Id(test) => test.condition(&Self::id(), backend),
            Self::Name(test) => test.condition(&Column::of(own(C::Name), Text), backend),
            Self::Level(test) => test.condition(&Column::maybe(own(C::Level), Text), backend),
            Self::Parent(test) => test.condition(&Column::maybe(own(C::ParentId), Id), backend),
        }
    }

    fn key(key: JurisdictionKey) -> Column {
        match key {
            JurisdictionKey::Name => Column::of(own(C::Name), Text),
            JurisdictionKey::Level => {
                Column::maybe(ranked(&own(C::Level), &["PROVINCE", "CITY", "COUNTY", "TOWN"]), Int)
            }
            JurisdictionKey::Imported => Self::id(),
        }
    }

    fn id() -> Column {
        Column::of(own(C::Id), Id)
    }

    fn weight(&self) -> usize {
        match self {
            Self::Id(test) | Self::Name(test) | Self::Level(test) | Self::Parent(test) => test.weight(),
        }
    }
}
