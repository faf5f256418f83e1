//! Tasks with all that is known of them, for surfaces that answer in one piece.

use std::collections::HashMap;

use entity::{
    department, document, indicator, measurement, progress_update, task, task_department, task_origin,
};
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Ledger;
use super::assessment::{IndicatorState, TaskState, View, states};
use crate::error::{Error, Result};
use crate::message::Noun;
use crate::store::{
    TaskScope, connect, department as departments, document as documents, progress, task as tasks,
};

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

/// These tasks in full, in that order, all of one moment. Six statements, whatever their number.
pub async fn of(ledger: &Ledger, rows: Vec<task::Model>) -> Result<Vec<TaskDetail>> {
    let db = &connect::begin_read(&ledger.db).await?;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let mut links = departments::links_of_tasks(db, &ids).await?;
    let mut origins = tasks::origins(db, &ids).await?;
    let units =
        departments::by_ids(db, &unique(links.values().flatten().map(|link| link.department_id))).await?;
    let mut states = states(db, TaskScope::Tasks(&ids), View::default(), &ledger.policy).await?;
    let detail = |task: task::Model| {
        let links = links.remove(&task.id).unwrap_or_default();
        let departments = links
            .into_iter()
            .filter_map(|link| units.get(&link.department_id).cloned().map(|unit| (link, unit)))
            .collect();
        let state = states.remove(&task.id).unwrap_or_else(TaskState::unknown);
        let origins = origins.remove(&task.id).unwrap_or_default();
        TaskDetail { task, departments, origins, state }
    };
    Ok(rows.into_iter().map(detail).collect())
}

/// Each id once.
pub fn unique(ids: impl Iterator<Item = Uuid>) -> Vec<Uuid> {
    let mut ids: Vec<Uuid> = ids.collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

/// The indicators with their states, in that order. Three statements.
pub async fn indicators(ledger: &Ledger, rows: &[indicator::Model]) -> Result<Vec<IndicatorState>> {
    let tasks = unique(rows.iter().map(|row| row.task_id));
    let db = &connect::begin_read(&ledger.db).await?;
    let states = states(db, TaskScope::Tasks(&tasks), View::default(), &ledger.policy).await?;
    let state = |row: &indicator::Model| {
        states.get(&row.task_id)?.indicators.iter().find(|state| state.indicator.id == row.id).cloned()
    };
    Ok(rows.iter().filter_map(state).collect())
}

/// The updates of these tasks by documents in force, oldest period first, by task. Three statements.
pub async fn updates_of(
    db: &impl ConnectionTrait,
    task_ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<UpdateDetail>>> {
    let rows = progress::by_tasks(db, task_ids).await?.into_values().flatten().collect();
    let mut groups: HashMap<Uuid, Vec<UpdateDetail>> = HashMap::new();
    for detail in updates(db, rows).await? {
        groups.entry(detail.update.task_id).or_default().push(detail);
    }
    Ok(groups)
}

/// These updates in full, in that order. Two statements.
pub async fn updates(
    db: &impl ConnectionTrait,
    rows: Vec<progress_update::Model>,
) -> Result<Vec<UpdateDetail>> {
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let sources = documents::by_ids(db, &unique(rows.iter().map(|row| row.document_id))).await?;
    let mut figures = progress::measurements_by_updates(db, &ids).await?;
    let detail = |update: progress_update::Model| {
        let document = sources.get(&update.document_id).cloned()?;
        let measurements = figures.remove(&update.id).unwrap_or_default();
        Some(UpdateDetail { update, document, measurements })
    };
    Ok(rows.into_iter().filter_map(detail).collect())
}

/// The one row with this id, or an error that names it.
pub fn found<T>(mut rows: HashMap<Uuid, T>, what: Noun, id: Uuid) -> Result<T> {
    rows.remove(&id).ok_or_else(|| Error::NotFound { what, key: id.to_string() })
}
