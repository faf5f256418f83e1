//! Ids of the rows that an import makes: new ones, or those that the same rows had before a report was rebuilt.

use std::collections::HashMap;

use entity::{indicator, measurement, progress_update, task};
use uuid::Uuid;

use crate::ambient::Ambient;

/// Where ids come from.
#[derive(Debug)]
pub(super) struct Ids {
    ambient: Ambient,
    known: HashMap<Row, Uuid>,
}

/// What makes a row the same row after a rebuild.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
enum Row {
    Numbered(i32, i32),
    Unnumbered(String),
    Indicator(Uuid, i32),
    Update(Uuid, Uuid),
    Measurement(Uuid, Uuid),
}

impl Ids {
    /// All ids are new.
    pub(super) fn new(ambient: Ambient) -> Self {
        Self { ambient, known: HashMap::new() }
    }

    pub(super) fn remember_task(&mut self, row: &task::Model) {
        self.known.insert(task_row(row.number, row.sub_number, &row.text), row.id);
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

    pub(super) fn task(&self, number: Option<i32>, sub_number: i32, text: &str) -> Uuid {
        self.of(&task_row(number, sub_number, text))
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

fn task_row(number: Option<i32>, sub_number: i32, text: &str) -> Row {
    match number {
        Some(number) => Row::Numbered(number, sub_number),
        None => Row::Unnumbered(text.to_owned()),
    }
}
