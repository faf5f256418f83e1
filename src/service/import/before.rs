//! What the version that a correction replaces said, so that its counts say what the correction changed. The rows of the old
//! version stay readable, so that every row of the new one is a new row; to a reader it is the one that was there.

use std::collections::HashMap;

use entity::{measurement, progress_update};
use sea_orm::{ConnectionTrait, TryIntoModel};
use uuid::Uuid;

use super::summary::Changes;
use crate::error::Result;
use crate::store::progress;

/// The updates and figures of a replaced version; empty where there is none.
#[derive(Debug, Default)]
pub(super) struct Before {
    updates: HashMap<Uuid, progress_update::Model>,
    figures: HashMap<Uuid, measurement::Model>,
}

impl Before {
    /// Those of this document. Two statements.
    pub(super) async fn of(db: &impl ConnectionTrait, document_id: Option<Uuid>) -> Result<Self> {
        let Some(id) = document_id else { return Ok(Self::default()) };
        let (updates, figures) = progress::of_document(db, id).await?;
        Ok(Self {
            updates: updates.into_iter().map(|row| (row.task_id, row)).collect(),
            figures: figures.into_iter().map(|row| (row.indicator_id, row)).collect(),
        })
    }

    /// Counts what is said of a task: whether the words or the status are other ones.
    pub(super) fn count_update(&self, now: &progress_update::ActiveModel, counts: &mut Changes) {
        let said =
            |row: &progress_update::Model| (row.text.clone(), row.reported_status, row.reported_text.clone());
        let now = now.clone().try_into_model().ok();
        let then = now.as_ref().and_then(|now| self.updates.get(&now.task_id));
        count(then.map(said).as_ref(), now.as_ref().map(said).as_ref(), counts);
    }

    /// Counts a figure or a printed share: whether it is another one, wherever it stands.
    pub(super) fn count_figure(&self, now: &measurement::ActiveModel, counts: &mut Changes) {
        let said = |row: &measurement::Model| {
            let figure = (row.value, row.value_high, row.unit.clone(), row.share);
            (figure, row.approximate, row.forecast, row.as_of_start, row.as_of_end)
        };
        let now = now.clone().try_into_model().ok();
        let then = now.as_ref().and_then(|now| self.figures.get(&now.indicator_id));
        count(then.map(said).as_ref(), now.as_ref().map(said).as_ref(), counts);
    }
}

fn count<T: PartialEq>(then: Option<&T>, now: Option<&T>, counts: &mut Changes) {
    match then {
        None => counts.created += 1,
        Some(_) if then == now => counts.unchanged += 1,
        Some(_) => counts.updated += 1,
    }
}
