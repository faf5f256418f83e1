//! Responsible units.

use entity::{department, department_alias};
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::jurisdiction::Place;
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
    pub jurisdiction: Option<Place>,
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

/// A unit in a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ListedDepartment {
    /// The unit itself.
    #[serde(flatten)]
    pub unit: Unit,
    /// Its jurisdiction.
    pub jurisdiction_id: Uuid,
    /// Its jurisdiction; with `include=jurisdiction`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub jurisdiction: Option<Place>,
    /// The unit that it belongs to, null where there is none; with `include=parent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Unit>)]
    #[expect(clippy::option_option, reason = "left out, and null where there is none")]
    pub parent: Option<Option<Unit>>,
    /// The names that stand for it; with `include=aliases`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub aliases: Option<Vec<Alias>>,
}

/// A name that stands for a unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// Why it stands for the unit.
    pub reason: String,
}

impl From<department_alias::Model> for Alias {
    fn from(row: department_alias::Model) -> Self {
        Self { name: row.name, reason: row.reason }
    }
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
