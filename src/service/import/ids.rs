//! Ids of the rows that an import makes: new ones, or those that the same rows had before a report was rebuilt.

use std::collections::{HashMap, HashSet};

use entity::words::DocumentKind;
use entity::{indicator, measurement, progress_update, task};
use uuid::Uuid;

use super::matching::{of_row, of_task};
use crate::ambient::Ambient;
use crate::domain::matching::{Fit, Print, fit};
use crate::ingest::draft::TaskDraft;
use crate::service::moved::{PrintedTarget, pairs};

/// Where ids come from.
#[derive(Debug)]
pub(super) struct Ids {
    ambient: Ambient,
    tasks: Vec<(DocumentKind, Print, Uuid)>,
    /// The task that each row of a bulletin was a print of.
    rows: HashMap<(Uuid, i32), Uuid>,
    targets: HashMap<Uuid, Vec<indicator::Model>>,
    updates: HashMap<(Uuid, Uuid), Uuid>,
    measurements: HashMap<(Uuid, Uuid), Uuid>,
    given: HashSet<Uuid>,
}

impl Ids {
    /// All ids are new.
    pub(super) fn new(ambient: Ambient) -> Self {
        Self {
            ambient,
            tasks: Vec::new(),
            rows: HashMap::new(),
            targets: HashMap::new(),
            updates: HashMap::new(),
            measurements: HashMap::new(),
            given: HashSet::new(),
        }
    }

    pub(super) fn remember_task(&mut self, row: &task::Model) {
        self.tasks.push((row.kind, of_task(row), row.id));
    }

    /// Remembers a target, which is about to be made anew.
    pub(super) fn remember_indicator(&mut self, row: &indicator::Model) {
        let known = self.targets.entry(row.task_id).or_default();
        match known.iter_mut().find(|other| other.id == row.id) {
            Some(other) => other.clone_from(row),
            None => known.push(row.clone()),
        }
        self.given.remove(&row.id);
    }

    pub(super) fn remember_update(&mut self, row: &progress_update::Model) {
        self.updates.insert((row.task_id, row.document_id), row.id);
        self.rows.insert((row.document_id, row.row), row.task_id);
    }

    pub(super) fn remember_measurement(&mut self, row: &measurement::Model) {
        self.measurements.insert((row.indicator_id, row.progress_update_id), row.id);
    }

    /// Ids for new tasks, in the order of the rows that a document prints them in. A row of a bulletin is the task that
    /// it was; a commitment of a plan is known by its words alone.
    pub(super) fn tasks(&mut self, kind: DocumentKind, document_id: Uuid, rows: &[&TaskDraft]) -> Vec<Uuid> {
        let same = match kind {
            DocumentKind::Progress => rows.iter().map(|row| self.printed_as(document_id, row)).collect(),
            DocumentKind::Plan => self.worded_as(kind, rows),
        };
        same.into_iter().map(|id| self.give(id)).collect()
    }

    fn printed_as(&self, document_id: Uuid, row: &TaskDraft) -> Option<Uuid> {
        self.rows.get(&(document_id, i32::try_from(row.row).ok()?)).copied()
    }

    fn worded_as(&self, kind: DocumentKind, rows: &[&TaskDraft]) -> Vec<Option<Uuid>> {
        let free = self.tasks.iter().filter(|(of, _, id)| *of == kind && !self.given.contains(id));
        let (prints, ids): (Vec<Print>, Vec<Uuid>) = free.map(|(_, print, id)| (print.clone(), *id)).unzip();
        let rows: Vec<Print> = rows.iter().map(|row| of_row(row)).collect();
        let id = |fit| match fit {
            Fit::Known(place) => ids.get(place).copied(),
            Fit::New | Fit::Unmatched(_) => None,
        };
        fit(&prints, &rows).into_iter().map(id).collect()
    }

    /// Ids for new targets of a task: those that the same targets had.
    pub(super) fn indicators<T: PrintedTarget>(&mut self, task_id: Uuid, targets: &[&T]) -> Vec<Uuid> {
        let free: Vec<&indicator::Model> = self
            .targets
            .get(&task_id)
            .into_iter()
            .flatten()
            .filter(|row| !self.given.contains(&row.id))
            .collect();
        let same: Vec<Option<Uuid>> =
            pairs(&free, targets).into_iter().map(|place| Some(free.get(place?)?.id)).collect();
        same.into_iter().map(|id| self.give(id)).collect()
    }

    pub(super) fn update(&self, task_id: Uuid, document_id: Uuid) -> Uuid {
        self.updates.get(&(task_id, document_id)).copied().unwrap_or_else(|| self.any())
    }

    pub(super) fn measurement(&self, indicator_id: Uuid, update_id: Uuid) -> Uuid {
        self.measurements.get(&(indicator_id, update_id)).copied().unwrap_or_else(|| self.any())
    }

    /// An id of a row that nobody asks for by id.
    pub(super) fn any(&self) -> Uuid {
        self.ambient.new_id()
    }

    /// The id where it is not given to another row yet, else a new one.
    fn give(&mut self, id: Option<Uuid>) -> Uuid {
        let id = id.filter(|id| !self.given.contains(id)).unwrap_or_else(|| self.ambient.new_id());
        self.given.insert(id);
        id
    }
}
