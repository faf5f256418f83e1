//! Responsible units.

use entity::department::{Column as C, Entity};
use entity::{department_alias as alias, jurisdiction};
use sea_orm::sea_query::{ExprTrait, Query};
use sea_orm::{Condition, DatabaseBackend};

use super::jurisdiction::JurisdictionTest;
use super::kinds::{Bool, Id, Text};
use super::{Listed, ids, looked_up, own, that, weight};
use crate::store::filter::{Filter, Test};
use crate::store::sort::{Direction, keys};
use crate::store::value::Column;

/// A test of a responsible unit.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DepartmentTest {
    /// Its id.
    Id(Test),
    /// Its name, or another name of the same unit.
    Name(Test),
    /// Whether it stands for a set of units.
    Collective(Test),
    /// Id of the unit that it belongs to.
    Parent(Test),
    /// Its jurisdiction.
    Jurisdiction(Filter<JurisdictionTest>),
}

keys! {
    /// What responsible units can be ordered by.
    DepartmentKey, "DepartmentOrderField", "department", default &[(Self::Name, Direction::Asc)],
    {
        /// By name.
        Name = "name",
        /// By name of the jurisdiction.
        Jurisdiction = "jurisdiction",
        /// Single units before collective ones.
        Collective = "collective",
        /// By time of import.
        Imported = "imported",
    }
}

impl Listed for DepartmentTest {
    type Entity = Entity;
    type Key = DepartmentKey;

    fn condition(&self, backend: DatabaseBackend) -> Condition {
        match self {
            Self::Id(test) => test.condition(&Self::id(), backend),
            Self::Name(test) => {
                let others = Query::select()
                    .expr(own(alias::Column::DepartmentId))
                    .from(alias::Entity)
                    .cond_where(test.condition(&Column::of(own(alias::Column::Name), Text), backend))
                    .take();
                let name = test.condition(&Column::of(own(C::Name), Text), backend);
                Condition::any().add(name).add(own(C::Id).in_subquery(others))
            }
            Self::Collective(test) => test.condition(&Column::of(own(C::Collective), Bool), backend),
            Self::Parent(test) => test.condition(&Column::maybe(own(C::ParentId), Id), backend),
            Self::Jurisdiction(filter) => that(own(C::JurisdictionId).in_subquery(ids(filter, backend))),
        }
    }

    fn key(key: DepartmentKey) -> Column {
        match key {
            DepartmentKey::Name => Column::of(own(C::Name), Text),
            DepartmentKey::Jurisdiction => {
                use jurisdiction::{Column as J, Entity as Of};
                Column::of(looked_up(Of, J::Name, J::Id, own(C::JurisdictionId)), Text)
            }
            DepartmentKey::Collective => Column::of(own(C::Collective), Bool),
            DepartmentKey::Imported => Self::id(),
        }
    }

    fn id() -> Column {
        Column::of(own(C::Id), Id)
    }

    fn weight(&self) -> usize {
        match self {
            Self::Name(test) => 2 * test.weight(),
            Self::Id(test) | Self::Collective(test) | Self::Parent(test) => test.weight(),
            Self::Jurisdiction(filter) => weight(filter),
        }
    }
}
