//! Printed unit names to units of the jurisdiction.

use std::collections::{HashMap, HashSet};

use entity::{department as unit, department_alias as alias_row, department_member as member};
use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Job;
use crate::domain::department::{Alias, DepartmentName, alias};
use crate::error::Result;
use crate::ingest::draft::Severity;
use crate::service::Ledger;
use crate::store::department::{self, NewUnits};

/// The units of a jurisdiction by every name that stands for them, and what is to be added.
struct Register<'a> {
    ledger: &'a Ledger,
    jurisdiction_id: Uuid,
    jurisdiction: &'a str,
    by_name: HashMap<String, Uuid>,
    by_key: HashMap<String, Uuid>,
    memberships: HashSet<(Uuid, Uuid)>,
    new: NewUnits,
    doubts: Vec<String>,
}

/// Units by printed name.
pub(super) type UnitsByName = HashMap<String, Uuid>;

impl<C: ConnectionTrait> Job<'_, C> {
    /// Finds or makes every unit that the document prints.
    pub(super) async fn units(&mut self) -> Result<UnitsByName> {
        let jurisdiction_id = self.place.jurisdiction_id;
        let known = department::aliases_in(self.db, jurisdiction_id).await?;
        let memberships = department::members_in(self.db, &[jurisdiction_id]).await?;
        let jurisdiction = self.draft.jurisdiction.as_deref().unwrap_or_default();
        let key = |name: &str| alias(name, Some(jurisdiction)).key;
        let mut register = Register {
            ledger: self.ledger,
            jurisdiction_id,
            jurisdiction,
            by_key: known.iter().map(|row| (key(&row.name), row.department_id)).collect(),
            by_name: known.into_iter().map(|row| (row.name, row.department_id)).collect(),
            memberships: memberships.into_iter().map(|row| (row.collective_id, row.member_id)).collect(),
            new: NewUnits::default(),
            doubts: Vec::new(),
        };
        let mut units = UnitsByName::new();
        let mut doubts = Vec::new();
        for task in &self.draft.tasks {
            for printed in &task.departments {
                if !units.contains_key(&printed.name) {
                    let id = register.resolve(&DepartmentName::parse(&printed.name));
                    units.insert(printed.name.clone(), id);
                    doubts.extend(register.doubts.drain(..).map(|doubt| (task.row, doubt)));
                }
            }
        }
        for (row, doubt) in doubts {
            self.find("UNIT_DOUBTFUL", Severity::Info, Some(row), doubt);
        }
        let created = u32::try_from(register.new.departments.len()).unwrap_or(u32::MAX);
        self.counts.departments.created = created;
        let met: HashSet<&Uuid> = units.values().collect();
        let fresh = register.new.departments.iter().filter(|row| met.contains(row.id.as_ref())).count();
        self.counts.departments.unchanged = u32::try_from(met.len() - fresh).unwrap_or(u32::MAX);
        department::insert(self.db, register.new).await?;
        Ok(units)
    }
}

impl Register<'_> {
    /// The unit behind a name; made, with its parent and members, where nothing stands for it yet.
    fn resolve(&mut self, name: &DepartmentName) -> Uuid {
        let id = match self.by_name.get(&name.canonical) {
            Some(id) => *id,
            None => self.meet(name),
        };
        for printed in &name.members {
            let member = self.resolve(&DepartmentName::parse(printed));
            if member != id && self.memberships.insert((id, member)) {
                self.new.members.push(member::ActiveModel { collective_id: Set(id), member_id: Set(member) });
            }
        }
        id
    }

    /// A name that is not known yet: another usual name of a known unit, or a new unit.
    fn meet(&mut self, name: &DepartmentName) -> Uuid {
        let Alias { key, reason, doubtful } = alias(&name.printed, Some(self.jurisdiction));
        self.doubts.extend(doubtful);
        let known = self.by_key.get(&key).copied();
        let id = known.unwrap_or_else(|| self.add(name));
        let reason = match (known, reason) {
            (None, _) => "printed so".to_owned(),
            (Some(_), Some(reason)) => reason,
            (Some(_), None) => format!("“{key}” is the full name that other names of this unit stand for"),
        };
        self.new.aliases.push(alias_row::ActiveModel {
            id: Set(self.ledger.ambient.new_id()),
            jurisdiction_id: Set(self.jurisdiction_id),
            department_id: Set(id),
            name: Set(name.canonical.clone()),
            reason: Set(reason),
        });
        self.by_name.insert(name.canonical.clone(), id);
        self.by_key.insert(key, id);
        id
    }

    fn add(&mut self, name: &DepartmentName) -> Uuid {
        let parent = name.parent.as_ref().map(|parent| self.resolve(&DepartmentName::parse(parent)));
        let id = self.ledger.ambient.new_id();
        self.new.departments.push(unit::ActiveModel {
            id: Set(id),
            jurisdiction_id: Set(self.jurisdiction_id),
            name: Set(name.canonical.clone()),
            parent_id: Set(parent),
            collective: Set(name.collective),
        });
        id
    }
}
