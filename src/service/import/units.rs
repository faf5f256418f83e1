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
        let mut doubts = Vec::new();
        for task in &self.draft.tasks {
            for printed in &task.departments {
                if !units.contains_key(&printed.name) {
                    let name = DepartmentName::parse(&printed.name);
                    units.insert(printed.name.clone(), register.resolve(&name));
                    let doubt = doubtful(&name, jurisdiction, &decisions);
                    doubts.extend(doubt.map(|doubt| (task.row, doubt)));
                }
            }
        }
        let new = register.new;
        for (row, doubt) in doubts {
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
fn doubtful(name: &DepartmentName, jurisdiction: &str, decisions: &Decisions) -> Option<String> {
    let full = alias(&name.printed, Some(jurisdiction)).doubtful?;
    let name = &name.canonical;
    (decisions.said(name) == Said::Nothing).then(|| {
        format!(
            "“{name}” may be {full}; they are kept apart until `taizhang unit --jurisdiction {jurisdiction} merge {name} \
             {full}` makes them one"
        )
    })
}
