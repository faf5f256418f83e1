//! Ids of the rows that an import makes: new ones, or those that the same rows had before a report was rebuilt.

use std::collections::{HashMap, HashSet};

use entity::words::DocumentKind;
use entity::{indicator, measurement, progress_update, task};
use uuid::Uuid;

use super::tasks::SURELY_SAME_TASK;
use crate::ambient::Ambient;
use crate::domain::likeness::likeness;

/// Where ids come from.
#[derive(Debug)]
pub(super) struct Ids {
    ambient: Ambient,
    known: HashMap<Row, Uuid>,
    /// Tasks that have nothing but their words, which a later document may have changed.
    unnumbered: Vec<(DocumentKind, String, Uuid)>,
    given: HashSet<Uuid>,
}

/// What makes a row the same row after a rebuild.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Row {
    Numbered(DocumentKind, i32, i32),
    Unnumbered(DocumentKind, String),
    Indicator(Uuid, i32),
    Update(Uuid, Uuid),
    Measurement(Uuid, Uuid),
}

impl Ids {
    /// All ids are new.
    pub(super) fn new(ambient: Ambient) -> Self {
        Self { ambient, known: HashMap::new(), unnumbered: Vec::new(), given: HashSet::new() }
    }

    pub(super) fn remember_task(&mut self, row: &task::Model) {
        self.known.insert(task_row(row.kind, row.number, row.sub_number, &row.text), row.id);
        if row.number.is_none() {
            self.unnumbered.push((row.kind, row.text.clone(), row.id));
        }
    }

    pub(super) fn remember_indicator(&mut self, row: &indicator::Model) {
        self.known.insert(Row::Indicator(row.task_id, row.position), row.id);
    }

    pub(super) fn remember_update(&mut self, row: &progress_update::Model) {
        self.known.insert(Row::Update(row.task_id, row.document_id), row.id);
    }

    pub(super) fn remember_measurement(&mut self, row: &measurement::Model) {
        self.known.insert(Row::Measurement(row.indicator_id, row.progress_update_id), row.id);
    }

    pub(super) fn task(
        &mut self,
        kind: DocumentKind,
        number: Option<i32>,
        sub_number: i32,
        text: &str,
    ) -> Uuid {
        let same = self.known.get(&task_row(kind, number, sub_number, text)).copied();
        let found = same.or_else(|| if number.is_none() { self.reworded(kind, text) } else { None });
        let id = found.filter(|id| !self.given.contains(id)).unwrap_or_else(|| self.ambient.new_id());
        self.given.insert(id);
        id
    }

    /// The task that a later document printed in other words.
    fn reworded(&self, kind: DocumentKind, text: &str) -> Option<Uuid> {
        let free = self.unnumbered.iter().filter(|(of, _, id)| *of == kind && !self.given.contains(id));
        free.map(|(_, other, id)| (likeness(other, text), *id))
            .filter(|(likeness, _)| *likeness >= SURELY_SAME_TASK)
            .max_by_key(|(likeness, _)| *likeness)
            .map(|(_, id)| id)
    }

    pub(super) fn indicator(&self, task_id: Uuid, position: i32) -> Uuid {
        self.of(&Row::Indicator(task_id, position))
    }

    pub(super) fn update(&self, task_id: Uuid, document_id: Uuid) -> Uuid {
        self.of(&Row::Update(task_id, document_id))
    }

    pub(super) fn measurement(&self, indicator_id: Uuid, update_id: Uuid) -> Uuid {
        self.of(&Row::Measurement(indicator_id, update_id))
    }

    /// An id of a row that nobody asks for by id.
    pub(super) fn any(&self) -> Uuid {
        self.ambient.new_id()
    }

    fn of(&self, row: &Row) -> Uuid {
        self.known.get(row).copied().unwrap_or_else(|| self.ambient.new_id())
    }
}

fn task_row(kind: DocumentKind, number: Option<i32>, sub_number: i32, text: &str) -> Row {
    match number {
        Some(number) => Row::Numbered(kind, number, sub_number),
        None => Row::Unnumbered(kind, text.to_owned()),
    }
}
