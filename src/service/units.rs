//! The units of a jurisdiction as a whole: who belongs to whom, and which collective stands for whom.

use std::collections::{HashMap, HashSet};

use entity::department;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use crate::error::Result;
use crate::store::department as store;

/// Units, their children, and the collective units that they are members of.
#[derive(Debug, Clone, Default)]
pub struct Units {
    /// All units by id.
    pub by_id: HashMap<Uuid, department::Model>,
    children: HashMap<Uuid, Vec<Uuid>>,
    members: HashMap<Uuid, Vec<Uuid>>,
    collectives: HashMap<Uuid, Vec<Uuid>>,
}

impl Units {
    /// The units of these jurisdictions. Two statements.
    pub async fn load(db: &impl ConnectionTrait, jurisdiction_ids: &[Uuid]) -> Result<Self> {
        let mut units = Self::default();
        for unit in store::all_in(db, jurisdiction_ids).await? {
            if let Some(parent) = unit.parent_id {
                units.children.entry(parent).or_default().push(unit.id);
            }
            units.by_id.insert(unit.id, unit);
        }
        for membership in store::members_in(db, jurisdiction_ids).await? {
            units.members.entry(membership.collective_id).or_default().push(membership.member_id);
            units.collectives.entry(membership.member_id).or_default().push(membership.collective_id);
        }
        Ok(units)
    }

    /// Direct children, by name.
    #[must_use]
    pub fn children(&self, id: Uuid) -> &[Uuid] {
        self.children.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Members of a collective unit.
    #[must_use]
    pub fn members(&self, id: Uuid) -> &[Uuid] {
        self.members.get(&id).map_or(&[], Vec::as_slice)
    }

    /// Collective units that stand for this one.
    #[must_use]
    pub fn collectives(&self, id: Uuid) -> &[Uuid] {
        self.collectives.get(&id).map_or(&[], Vec::as_slice)
    }

    /// The unit and all below it: what a parent's figures include.
    #[must_use]
    pub fn with_descendants(&self, id: Uuid) -> Vec<Uuid> {
        let mut seen = HashSet::from([id]);
        let mut found = vec![id];
        let mut next = 0;
        while let Some(unit) = found.get(next).copied() {
            found.extend(self.children(unit).iter().filter(|child| seen.insert(**child)));
            next += 1;
        }
        found
    }

    /// The unit, all below it, and the collective units that stand for any of them: what drill-down lists.
    #[must_use]
    pub fn with_collectives(&self, id: Uuid) -> Vec<Uuid> {
        let mut found = self.with_descendants(id);
        let mut seen: HashSet<Uuid> = found.iter().copied().collect();
        let collectives: Vec<Uuid> = found
            .iter()
            .flat_map(|unit| self.collectives(*unit))
            .copied()
            .filter(|id| seen.insert(*id))
            .collect();
        found.extend(collectives);
        found
    }

    /// The unit and every unit that it belongs to, nearest first.
    #[must_use]
    pub fn with_ancestors(&self, id: Uuid) -> Vec<Uuid> {
        let mut found = vec![id];
        let mut at = id;
        while let Some(parent) = self.by_id.get(&at).and_then(|unit| unit.parent_id) {
            if found.contains(&parent) {
                break;
            }
            found.push(parent);
            at = parent;
        }
        found
    }
}
