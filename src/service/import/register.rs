//! The units of a jurisdiction by the names that stand for them.
//!
//! They follow from the names that its documents print, in the order of import, and from what was decided by hand. An
//! import adds to them; where a document goes or a decision is made, they are derived anew, with the same steps.

use std::collections::{BTreeSet, HashMap, HashSet};

use entity::jurisdiction::Model as Jurisdiction;
use entity::{department as unit, department_alias as alias_row, department_decision, department_member};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::replay::stored_draft;
use crate::ambient::Ambient;
use crate::domain::department::{Alias, DepartmentName, alias};
use crate::error::Result;
use crate::service::Ledger;
use crate::store::department::{self, NewUnits};
use crate::store::document;

/// What was decided by hand about a name, the decisions about other names followed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(in crate::service) enum Said {
    /// Nothing: usual names of one unit stand for it.
    Nothing,
    /// The name is a unit of its own.
    Apart,
    /// The name stands for the unit of another, about which nothing more is to be followed.
    Like(String),
}

/// The decisions of a jurisdiction.
#[derive(Debug, Default)]
pub(in crate::service) struct Decisions {
    jurisdiction: String,
    by_name: HashMap<String, department_decision::Model>,
    /// What every usual name of a unit stands for, since the unit went into another as a whole.
    by_key: HashMap<String, String>,
}

impl Decisions {
    pub(in crate::service) async fn load(db: &impl ConnectionTrait, jurisdiction: &str) -> Result<Self> {
        let rows = department::decisions(db, jurisdiction).await?;
        let whole = rows.iter().filter(|row| row.whole);
        let by_key = whole.filter_map(|row| Some((key(&row.name, jurisdiction), row.stands_for.clone()?)));
        Ok(Self {
            by_key: by_key.collect(),
            jurisdiction: jurisdiction.to_owned(),
            by_name: rows.into_iter().map(|row| (row.name.clone(), row)).collect(),
        })
    }

    /// The decision about this very name.
    pub(in crate::service) fn of(&self, name: &str) -> Option<&department_decision::Model> {
        self.by_name.get(name)
    }

    /// What holds for a name in half-width form. Decisions in a circle decide nothing.
    pub(in crate::service) fn said(&self, name: &str) -> Said {
        let mut at = name;
        let mut seen = HashSet::new();
        while seen.insert(at) {
            let next = match self.by_name.get(at) {
                Some(row) => row.stands_for.as_ref(),
                None => match self.by_key.get(&key(at, &self.jurisdiction)) {
                    Some(next) => Some(next),
                    None if at == name => return Said::Nothing,
                    None => return Said::Like(at.to_owned()),
                },
            };
            match next {
                Some(next) => at = next,
                None if at == name => return Said::Apart,
                None => return Said::Like(at.to_owned()),
            }
        }
        Said::Nothing
    }
}

/// What usual names of one unit share.
fn key(name: &str, jurisdiction: &str) -> String {
    alias(name, Some(jurisdiction)).key
}

/// The units by every name that stands for them, and what is to be added.
pub(super) struct Register<'a> {
    ambient: &'a Ambient,
    jurisdiction_id: Uuid,
    jurisdiction: &'a str,
    decisions: &'a Decisions,
    by_name: HashMap<String, Uuid>,
    by_key: HashMap<String, Uuid>,
    parents: HashMap<Uuid, Uuid>,
    memberships: HashSet<(Uuid, Uuid)>,
    /// What was not there before.
    pub(super) new: NewUnits,
}

impl<'a> Register<'a> {
    pub(super) fn empty(
        ambient: &'a Ambient,
        jurisdiction_id: Uuid,
        jurisdiction: &'a str,
        decisions: &'a Decisions,
    ) -> Self {
        Self {
            ambient,
            jurisdiction_id,
            jurisdiction,
            decisions,
            by_name: HashMap::new(),
            by_key: HashMap::new(),
            parents: HashMap::new(),
            memberships: HashSet::new(),
            new: NewUnits::default(),
        }
    }

    /// With the units that are there.
    pub(super) async fn with_known(mut self, db: &impl ConnectionTrait) -> Result<Self> {
        let place = self.jurisdiction_id;
        for row in department::aliases_in(db, place).await? {
            if self.decisions.said(&row.name) == Said::Nothing {
                self.by_key.insert(key(&row.name, self.jurisdiction), row.department_id);
            }
            self.by_name.insert(row.name, row.department_id);
        }
        let units = department::all_in(db, &[place]).await?;
        self.parents = units.into_iter().filter_map(|row| Some((row.id, row.parent_id?))).collect();
        let members = department::members_in(db, &[place]).await?;
        self.memberships = members.into_iter().map(|row| (row.collective_id, row.member_id)).collect();
        Ok(self)
    }

    /// Takes the names that every document of the jurisdiction prints, in the order of import; they by report.
    async fn take_all(&mut self, db: &impl ConnectionTrait) -> Result<HashMap<Uuid, HashSet<String>>> {
        let mut printed: HashMap<Uuid, HashSet<String>> = HashMap::new();
        for row in document::of_jurisdiction(db, self.jurisdiction_id).await? {
            let names = printed.entry(row.report_id).or_default();
            for unit in stored_draft(db, &row).await?.tasks.into_iter().flat_map(|task| task.departments) {
                let name = DepartmentName::parse(&unit.name);
                if !names.contains(&name.canonical) {
                    self.resolve(&name);
                    names.insert(name.canonical);
                }
            }
        }
        Ok(printed)
    }

    /// The unit behind a name; made, with its parent and members, where nothing stands for it yet.
    pub(super) fn resolve(&mut self, name: &DepartmentName) -> Uuid {
        let id = match self.by_name.get(&name.canonical) {
            Some(id) => *id,
            None => self.meet(name),
        };
        for printed in &name.members {
            let member = self.resolve(&DepartmentName::parse(printed));
            if member != id && self.memberships.insert((id, member)) {
                let row = department_member::Model { collective_id: id, member_id: member };
                self.new.members.push(row);
            }
        }
        id
    }

    /// A name that is not known yet: one that was decided about, another usual name of a known unit, or a new unit.
    fn meet(&mut self, name: &DepartmentName) -> Uuid {
        let (id, reason) = match self.decisions.said(&name.canonical) {
            Said::Apart => (self.add(name, None), "kept apart by hand".to_owned()),
            Said::Like(other) => {
                let id = self.resolve(&DepartmentName::parse(&other));
                // It is part of the other's name too, and was met on the way.
                if self.by_name.contains_key(&name.canonical) {
                    return id;
                }
                (id, "merged by hand".to_owned())
            }
            Said::Nothing => {
                let Alias { key, reason, .. } = alias(&name.printed, Some(self.jurisdiction));
                match self.by_key.get(&key) {
                    Some(id) => (*id, reason.unwrap_or_else(|| full_name(&key))),
                    None => (self.add(name, Some(key)), "printed so".to_owned()),
                }
            }
        };
        self.by_name.insert(name.canonical.clone(), id);
        self.new.aliases.push(alias_row::Model {
            id: self.ambient.new_id(),
            jurisdiction_id: self.jurisdiction_id,
            department_id: id,
            name: name.canonical.clone(),
            reason,
        });
        id
    }

    fn add(&mut self, name: &DepartmentName, key: Option<String>) -> Uuid {
        let id = self.ambient.new_id();
        // Known before its parent is looked for, which may have been merged into this very unit.
        self.by_name.insert(name.canonical.clone(), id);
        if let Some(key) = key {
            self.by_key.insert(key, id);
        }
        let parent = name.parent.as_ref().map(|parent| self.resolve(&DepartmentName::parse(parent)));
        let parent = parent.filter(|parent| !self.belongs_to(*parent, id));
        if let Some(parent) = parent {
            self.parents.insert(id, parent);
        }
        self.new.departments.push(unit::Model {
            id,
            jurisdiction_id: self.jurisdiction_id,
            name: name.canonical.clone(),
            parent_id: parent,
            collective: name.collective,
        });
        id
    }

    /// The unit is the other one, or below it.
    fn belongs_to(&self, unit: Uuid, other: Uuid) -> bool {
        let mut at = Some(unit);
        while let Some(id) = at {
            if id == other {
                return true;
            }
            at = self.parents.get(&id).copied();
        }
        false
    }
}

fn full_name(key: &str) -> String {
    format!("“{key}” is the full name that other names of this unit stand for")
}

/// What deriving the units of a jurisdiction brought.
pub(super) struct Derived {
    /// The units that there are now; others are left without a name.
    pub(super) units: HashSet<Uuid>,
    /// The reports that print a name which stands for another unit than before, or have a unit that goes.
    pub(super) moved: BTreeSet<Uuid>,
}

/// Derives the units of a jurisdiction from its documents and decisions, and writes them. Units keep their ids: by name,
/// else by another name that stands for them.
pub(super) async fn derive(
    db: &impl ConnectionTrait,
    ledger: &Ledger,
    place: &Jurisdiction,
) -> Result<Derived> {
    let decisions = Decisions::load(db, &place.name).await?;
    let mut register = Register::empty(&ledger.ambient, place.id, &place.name, &decisions);
    let printed = register.take_all(db).await?;
    let before: HashMap<String, Uuid> = department::aliases_in(db, place.id)
        .await?
        .into_iter()
        .map(|row| (row.name, row.department_id))
        .collect();
    let known = department::all_in(db, &[place.id]).await?;
    let units = adopt(register.new, &known, &before);
    let now: HashMap<&str, Uuid> =
        units.aliases.iter().map(|row| (row.name.as_str(), row.department_id)).collect();
    let stays = |name: &String| before.get(name) == now.get(name.as_str());
    let mut moved: BTreeSet<Uuid> =
        printed.iter().filter(|(_, names)| !names.iter().all(stays)).map(|(report, _)| *report).collect();
    let kept: HashSet<Uuid> = units.departments.iter().map(|row| row.id).collect();
    let gone: Vec<Uuid> = known.iter().map(|row| row.id).filter(|id| !kept.contains(id)).collect();
    moved.extend(department::reports(db, &gone).await?.into_values().flatten());
    department::replace(db, place.id, units).await?;
    Ok(Derived { units: kept, moved })
}

/// Gives units the ids that they had.
fn adopt(new: NewUnits, known: &[unit::Model], before: &HashMap<String, Uuid>) -> NewUnits {
    let NewUnits { mut departments, mut aliases, mut members } = new;
    let mut free: HashSet<Uuid> = known.iter().map(|row| row.id).collect();
    let by_name: HashMap<&str, Uuid> = known.iter().map(|row| (row.name.as_str(), row.id)).collect();
    let mut ids = HashMap::new();
    for row in &departments {
        if let Some(id) = by_name.get(row.name.as_str()) {
            free.remove(id);
            ids.insert(row.id, *id);
        }
    }
    for row in &aliases {
        if let Some(id) = before.get(&row.name).filter(|id| free.contains(id))
            && !ids.contains_key(&row.department_id)
        {
            free.remove(id);
            ids.insert(row.department_id, *id);
        }
    }
    let adopted = |id: &mut Uuid| *id = ids.get(id).copied().unwrap_or(*id);
    for row in &mut departments {
        adopted(&mut row.id);
        row.parent_id.as_mut().map(adopted);
    }
    for row in &mut aliases {
        adopted(&mut row.department_id);
    }
    for row in &mut members {
        adopted(&mut row.collective_id);
        adopted(&mut row.member_id);
    }
    NewUnits { departments, aliases, members }
}
