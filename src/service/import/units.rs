//! Printed unit names to units of the jurisdiction.

use std::collections::{HashMap, HashSet};

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Job;
use super::register::{Decisions, Register, Said};
use crate::domain::department::{DepartmentName, alias};
use crate::error::Result;
use crate::ingest::draft::Severity;
use crate::store::department;

/// Units by printed name.
pub(super) type UnitsByName = HashMap<String, Uuid>;

impl<C: ConnectionTrait> Job<'_, C> {
    /// Finds or makes every unit that the document prints.
    pub(super) async fn units(&mut self) -> Result<UnitsByName> {
        let jurisdiction = self.draft.jurisdiction.as_deref().unwrap_or_default();
        let decisions = Decisions::load(self.db, jurisdiction).await?;
        let place = self.place.jurisdiction_id;
        let register = Register::empty(&self.ledger.ambient, place, jurisdiction, &decisions);
        let mut register = register.with_known(self.db).await?;
        let mut units = UnitsByName::new();
        // By the name that is in doubt, with the first row that prints it.
        let mut doubts: Vec<(String, u32, String)> = Vec::new();
        for task in &self.draft.tasks {
            for printed in &task.departments {
                if !units.contains_key(&printed.name) {
                    let name = DepartmentName::parse(&printed.name);
                    units.insert(printed.name.clone(), register.resolve(&name));
                    let doubt = doubtful(&name, jurisdiction, &decisions);
                    let new = doubt.filter(|(name, _)| doubts.iter().all(|(known, ..)| known != name));
                    doubts.extend(new.map(|(name, message)| (name, task.row, message)));
                }
            }
        }
        let new = register.new;
        for (_, row, doubt) in doubts {
            self.find("UNIT_DOUBTFUL", Severity::Info, Some(row), doubt);
        }
        let created = u32::try_from(new.departments.len()).unwrap_or(u32::MAX);
        self.counts.departments.created = created;
        let met: HashSet<&Uuid> = units.values().collect();
        let fresh = new.departments.iter().filter(|row| met.contains(&row.id)).count();
        self.counts.departments.unchanged = u32::try_from(met.len() - fresh).unwrap_or(u32::MAX);
        department::insert(self.db, new).await?;
        Ok(units)
    }
}

/// A unit that the name may stand for too, and how to decide it; told by every document that prints it until somebody does.
/// Of a unit that belongs to another, it is the name of the other that is in doubt.
fn doubtful(name: &DepartmentName, jurisdiction: &str, decisions: &Decisions) -> Option<(String, String)> {
    let name = name.parent.as_ref().unwrap_or(&name.canonical);
    let full = alias(name, Some(jurisdiction)).doubtful?;
    (decisions.said(name) == Said::Nothing).then(|| {
        let message = format!(
            "“{name}” may be {full}; they are kept apart. Where both are printed, `taizhang unit --jurisdiction \
             {jurisdiction} merge {name} {full}` makes them one"
        );
        (name.clone(), message)
    })
}
