//! Printed unit names to units of the jurisdiction.

use std::collections::HashMap;

use entity::{department as unit, department_alias as alias, department_member as member};
use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Job;
use crate::domain::department::DepartmentName;
use crate::error::Result;
use crate::service::Ledger;
use crate::store::department::{self, NewUnits};

/// The units of a jurisdiction by every name that stands for them, and what is to be added.
struct Register<'a> {
    ledger: &'a Ledger,
    jurisdiction_id: Uuid,
    by_name: HashMap<String, Uuid>,
    memberships: Vec<(Uuid, Uuid)>,
    new: NewUnits,
}

/// Units by printed name.
pub(super) type UnitsByName = HashMap<String, Uuid>;

impl<C: ConnectionTrait> Job<'_, C> {
    /// Finds or makes every unit that the document prints.
    pub(super) async fn units(&mut self) -> Result<UnitsByName> {
        let jurisdiction_id = self.place.jurisdiction_id;
        let known = department::aliases_in(self.db, jurisdiction_id).await?;
        let memberships = department::members_in(self.db, &[jurisdiction_id]).await?;
        let mut register = Register {
            ledger: self.ledger,
            jurisdiction_id,
            by_name: known.into_iter().map(|row| (row.name, row.department_id)).collect(),
            memberships: memberships.into_iter().map(|row| (row.collective_id, row.member_id)).collect(),
            new: NewUnits::default(),
        };
        let mut units = UnitsByName::new();
        for task in &self.draft.tasks {
            for printed in &task.departments {
                if !units.contains_key(&printed.name) {
                    let id = register.resolve(&DepartmentName::parse(&printed.name));
                    units.insert(printed.name.clone(), id);
                }
            }
        }
        let created = u32::try_from(register.new.departments.len()).unwrap_or(u32::MAX);
        self.counts.departments.created = created;
        let met: std::collections::HashSet<&Uuid> = units.values().collect();
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
            None => self.add(name),
        };
        for printed in &name.members {
            let member = self.resolve(&DepartmentName::parse(printed));
            if member != id && !self.memberships.contains(&(id, member)) {
                self.memberships.push((id, member));
                self.new.members.push(member::ActiveModel { collective_id: Set(id), member_id: Set(member) });
            }
        }
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
        self.new.aliases.push(alias::ActiveModel {
            id: Set(self.ledger.ambient.new_id()),
            jurisdiction_id: Set(self.jurisdiction_id),
            department_id: Set(id),
            name: Set(name.canonical.clone()),
            reason: Set("printed so".to_owned()),
        });
        self.by_name.insert(name.canonical.clone(), id);
        id
    }
}
