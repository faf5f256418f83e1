//! Tasks with all that is known of them, for surfaces that answer in one piece.

use std::collections::HashMap;

use entity::{department, document, measurement, progress_update, task, task_department, task_origin};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Ledger;
use super::assessment::{TaskState, View, states};
use crate::error::{Error, Result};
use crate::store::{TaskScope, department as departments, document as documents, progress, task as tasks};

/// A task with its units and its state.
#[derive(Debug, Clone)]
pub struct TaskDetail {
    /// The task.
    pub task: task::Model,
    /// Its units in the order of print.
    pub departments: Vec<(task_department::Model, department::Model)>,
    /// The commitments of the plan that it reports on.
    pub origins: Vec<task_origin::Model>,
    /// As the newest bulletin leaves it.
    pub state: TaskState,
}

/// One update with its document and figures.
#[derive(Debug, Clone)]
pub struct UpdateDetail {
    /// The update.
    pub update: progress_update::Model,
    /// Its document.
    pub document: document::Model,
    /// Its figures.
    pub measurements: Vec<measurement::Model>,
}

/// The tasks with these ids, in that order; unknown ids are left out. Seven statements, whatever their number.
pub async fn of(ledger: &Ledger, ids: &[Uuid]) -> Result<Vec<TaskDetail>> {
    let db = &ledger.db;
    let mut rows = tasks::by_ids(db, ids).await?;
    let mut links = departments::links_of_tasks(db, ids).await?;
    let mut origins = tasks::origins(db, ids).await?;
    let mut unit_ids: Vec<Uuid> = links.values().flatten().map(|link| link.department_id).collect();
    unit_ids.sort_unstable();
    unit_ids.dedup();
    let units = departments::by_ids(db, &unit_ids).await?;
    let mut states = states(db, TaskScope::Tasks(ids), View::default(), &ledger.policy).await?;
    let detail = |id: &Uuid| {
        let task = rows.remove(id)?;
        let links = links.remove(id).unwrap_or_default();
        let departments = links
            .into_iter()
            .filter_map(|link| units.get(&link.department_id).cloned().map(|unit| (link, unit)));
        let state = states.remove(id).unwrap_or_else(TaskState::unknown);
        let origins = origins.remove(id).unwrap_or_default();
        Some(TaskDetail { task, departments: departments.collect(), origins, state })
    };
    Ok(ids.iter().filter_map(detail).collect())
}

/// The updates of a task by documents in force, oldest period first.
pub async fn updates(db: &impl ConnectionTrait, task_id: Uuid) -> Result<Vec<UpdateDetail>> {
    let rows = progress::by_tasks(db, &[task_id]).await?.remove(&task_id).unwrap_or_default();
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let document_ids: Vec<Uuid> = rows.iter().map(|row| row.document_id).collect();
    let sources: HashMap<Uuid, document::Model> = documents::by_ids(db, &document_ids).await?;
    let mut figures = progress::measurements_by_updates(db, &ids).await?;
    let detail = |update: progress_update::Model| {
        let document = sources.get(&update.document_id).cloned()?;
        let measurements = figures.remove(&update.id).unwrap_or_default();
        Some(UpdateDetail { update, document, measurements })
    };
    Ok(rows.into_iter().filter_map(detail).collect())
}

/// The one row with this id, or an error that names it.
pub fn found<T>(mut rows: HashMap<Uuid, T>, what: &'static str, id: Uuid) -> Result<T> {
    rows.remove(&id).ok_or_else(|| Error::NotFound { what, key: id.to_string() })
}
