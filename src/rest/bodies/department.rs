//! Responsible units.

use entity::department;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::report::Jurisdiction;
use crate::view::Completion;

/// A unit, as far as lists show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Unit {
    /// Its id.
    pub id: Uuid,
    /// Its name, in half-width form without spaces.
    pub name: String,
    /// True where the name stands for a set of units.
    pub collective: bool,
    /// The unit that it belongs to.
    pub parent_id: Option<Uuid>,
}

impl From<&department::Model> for Unit {
    fn from(row: &department::Model) -> Self {
        Self { id: row.id, name: row.name.clone(), collective: row.collective, parent_id: row.parent_id }
    }
}

/// A unit with its surroundings.
#[derive(Debug, Serialize, ToSchema)]
pub struct Department {
    /// The unit itself.
    #[serde(flatten)]
    pub unit: Unit,
    /// Its jurisdiction.
    pub jurisdiction: Option<Jurisdiction>,
    /// The unit that it belongs to.
    pub parent: Option<Unit>,
    /// The units that belong to it.
    pub children: Vec<Unit>,
    /// The units that this collective unit stands for.
    pub members: Vec<Unit>,
    /// The collective units that stand for it.
    pub collectives: Vec<Unit>,
    /// The names that stand for it.
    pub aliases: Vec<Alias>,
    /// The reports in which it has tasks of its own, newest year first.
    pub reports: Vec<Uuid>,
}

/// A name that stands for a unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// Why it stands for the unit.
    pub reason: String,
}

/// A responsible unit in a report.
#[derive(Debug, Serialize, ToSchema)]
pub struct DepartmentStanding {
    /// The unit.
    pub department: Option<Unit>,
    /// Completion of its tasks in the role asked for, or in any role, each task once.
    pub completion: Completion,
    /// Completion of the tasks that it answers for: as LEAD or RESPONSIBLE.
    pub lead: Completion,
    /// Completion of the tasks that it supports.
    pub support: Completion,
}
