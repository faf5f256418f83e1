//! What one period changed against another.

use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::department::Unit;
use super::{References, TaskReference};
use crate::domain::rules::CHANGES;
use crate::domain::status::Status;
use crate::domain::target::{Comparator, Role};
use crate::service::analytics::changes;
use crate::view::analytics::PrintedFigure;
use crate::view::{Period, RuleReference};

/// What changed in a report from one period to another.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportChanges {
    /// The earlier period.
    pub from: Period,
    /// The later period.
    pub to: Period,
    /// Tasks whose status is another one, as printed.
    pub statuses: Vec<StatusMove>,
    /// Targets that the two periods print differently.
    pub targets: Vec<TargetMove>,
    /// Units that were added or removed, or have another role.
    pub units: Vec<UnitMove>,
    /// Figures that add up over the year and fell nevertheless.
    pub fell: Vec<FigureMove>,
    /// Figures that are printed in another unit of measure.
    pub measured_otherwise: Vec<FigureMove>,
    /// Tasks of which the bulletins up to the later period are the first to say something.
    pub new_tasks: Vec<TaskReference>,
    /// Tasks of which the earlier period says something and the bulletin of the later one nothing.
    pub without_update: Vec<TaskReference>,
    /// The rule by which changes are found.
    pub rule: RuleReference,
}

/// A task whose status is another one.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct StatusMove {
    /// The task.
    pub task: Option<TaskReference>,
    /// The status at the end of the earlier period.
    pub before: Status,
    /// The status at the end of the later one.
    pub after: Status,
    /// The printed words of the earlier status.
    pub before_text: Option<String>,
    /// The printed words of the later status.
    pub after_text: Option<String>,
}

/// A target that two bulletins print differently.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TargetMove {
    /// The task.
    pub task: Option<TaskReference>,
    /// What is measured, as the later bulletin prints it.
    pub name: String,
    /// The target as printed before.
    pub before: Decimal,
    /// The target as printed now.
    pub after: Decimal,
    /// Unit of both as printed.
    pub unit: String,
    /// Which side counted as reaching it.
    pub before_comparator: Comparator,
    /// Which side counts now.
    pub after_comparator: Comparator,
}

/// A unit whose part in a task is another one.
#[derive(Debug, Serialize, ToSchema)]
pub struct UnitMove {
    /// The task.
    pub task: Option<TaskReference>,
    /// The unit; null where its name stands for none any more.
    pub department: Option<Unit>,
    /// Its name as printed.
    pub name: String,
    /// Its role before; null where it was added.
    pub before: Option<Role>,
    /// Its role now; null where it was removed.
    pub after: Option<Role>,
}

/// Two figures of one indicator.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct FigureMove {
    /// The task.
    pub task: Option<TaskReference>,
    /// Id of the indicator.
    pub indicator_id: Uuid,
    /// What is measured.
    pub name: String,
    /// The figure as of the earlier period.
    pub before: PrintedFigure,
    /// The figure as of the later one.
    pub after: PrintedFigure,
}

impl ReportChanges {
    /// The changes with their tasks and units.
    #[must_use]
    pub fn new(found: &changes::Changes, to: &References<'_>) -> Self {
        let figure = |row: &changes::FigureMove| FigureMove {
            task: to.task(row.task_id),
            indicator_id: row.indicator_id,
            name: row.name.clone(),
            before: (&row.figures.before).into(),
            after: (&row.figures.after).into(),
        };
        Self {
            from: (&found.from).into(),
            to: (&found.to).into(),
            statuses: found.statuses.iter().map(|row| StatusMove::new(row, to)).collect(),
            targets: found.targets.iter().map(|row| TargetMove::new(row, to)).collect(),
            units: found.units.iter().map(|row| UnitMove::new(row, to)).collect(),
            fell: found.fell.iter().map(figure).collect(),
            measured_otherwise: found.measured_otherwise.iter().map(figure).collect(),
            new_tasks: to.tasks(&found.new_tasks),
            without_update: to.tasks(&found.without_update),
            rule: CHANGES.into(),
        }
    }
}

impl StatusMove {
    fn new(row: &changes::StatusMove, to: &References<'_>) -> Self {
        Self {
            task: to.task(row.task_id),
            before: row.before,
            after: row.after,
            before_text: row.before_text.clone(),
            after_text: row.after_text.clone(),
        }
    }
}

impl TargetMove {
    fn new(row: &changes::TargetMove, to: &References<'_>) -> Self {
        Self {
            task: to.task(row.task_id),
            name: row.name.clone(),
            before: row.before.normalize(),
            after: row.after.normalize(),
            unit: row.unit.clone(),
            before_comparator: row.before_comparator,
            after_comparator: row.after_comparator,
        }
    }
}

impl UnitMove {
    fn new(row: &changes::UnitMove, to: &References<'_>) -> Self {
        Self {
            task: to.task(row.task_id),
            department: row.department_id.and_then(|id| to.unit(id)),
            name: row.name.clone(),
            before: row.before,
            after: row.after,
        }
    }
}
