//! What one period changed against another.

use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::Page;
use super::super::department::Unit;
use super::{References, TaskReference, first_rows};
use crate::domain::rules::CHANGES;
use crate::domain::status::Status;
use crate::domain::target::{Comparator, Role};
use crate::error::Result;
use crate::service::analytics::changes;
use crate::view::analytics::PrintedFigure;
use crate::view::{Period, Ratio, RuleReference};

/// What changed in a report from one period to another.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ReportChanges {
    /// The earlier period; null where there is nothing to compare with, and then every list is empty.
    pub from: Option<Period>,
    /// The later period; null where the report has no bulletin in force.
    pub to: Option<Period>,
    /// Tasks that both periods speak of, of all tasks: of the others nothing can be compared.
    pub coverage: Ratio,
    /// Tasks whose status is another one, as printed.
    pub statuses: Page<StatusMove>,
    /// Targets that the two periods print differently.
    pub targets: Page<TargetMove>,
    /// Units that were added or removed, or have another role.
    pub units: Page<UnitMove>,
    /// Figures that add up over the year and fell nevertheless.
    pub fell: Page<FigureMove>,
    /// Figures that are printed in another unit of measure.
    pub measured_otherwise: Page<FigureMove>,
    /// Tasks of which the bulletins up to the later period are the first to say something.
    pub new_tasks: Page<TaskReference>,
    /// Tasks of which the earlier period says something and the bulletin of the later one nothing.
    pub without_update: Page<TaskReference>,
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
    /// The target as printed before, in the unit of now.
    pub before: Decimal,
    /// Upper end of the range that was printed before, in the unit of now.
    pub before_high: Option<Decimal>,
    /// The target as printed now.
    pub after: Decimal,
    /// Upper end of the range that is printed now.
    pub after_high: Option<Decimal>,
    /// Unit of both, as printed now.
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
    /// The changes with the first rows of each list.
    pub fn new(found: &changes::Changes, first: Option<i64>, to: &References<'_>) -> Result<Self> {
        let tasks = |ids: &[Uuid], list| first_rows(first, ids, list, |id| to.task(*id));
        let figures = |rows: &[changes::FigureMove], list| {
            first_rows(first, rows, list, |row| Some(FigureMove::new(row, to)))
        };
        Ok(Self {
            from: found.from.as_ref().map(Into::into),
            to: found.to.as_ref().map(Into::into),
            coverage: found.coverage.into(),
            statuses: first_rows(first, &found.statuses, changes::STATUSES, |row| {
                Some(StatusMove::new(row, to))
            })?,
            targets: first_rows(first, &found.targets, changes::TARGETS, |row| {
                Some(TargetMove::new(row, to))
            })?,
            units: first_rows(first, &found.units, changes::UNITS, |row| Some(UnitMove::new(row, to)))?,
            fell: figures(&found.fell, changes::FELL)?,
            measured_otherwise: figures(&found.measured_otherwise, changes::MEASURED_OTHERWISE)?,
            new_tasks: tasks(&found.new_tasks, changes::NEW_TASKS)?,
            without_update: tasks(&found.without_update, changes::WITHOUT_UPDATE)?,
            rule: CHANGES.into(),
        })
    }
}

impl FigureMove {
    /// A row with its task.
    #[must_use]
    pub fn new(row: &changes::FigureMove, to: &References<'_>) -> Self {
        Self {
            task: to.task(row.task_id),
            indicator_id: row.indicator_id,
            name: row.name.clone(),
            before: (&row.figures.before).into(),
            after: (&row.figures.after).into(),
        }
    }
}

impl StatusMove {
    /// A row with its task.
    #[must_use]
    pub fn new(row: &changes::StatusMove, to: &References<'_>) -> Self {
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
    /// A row with its task.
    #[must_use]
    pub fn new(row: &changes::TargetMove, to: &References<'_>) -> Self {
        Self {
            task: to.task(row.task_id),
            name: row.name.clone(),
            before: row.before.normalize(),
            before_high: row.before_high.map(|high| high.normalize()),
            after: row.after.normalize(),
            after_high: row.after_high.map(|high| high.normalize()),
            unit: row.unit.clone(),
            before_comparator: row.before_comparator,
            after_comparator: row.after_comparator,
        }
    }
}

impl UnitMove {
    /// A row with its task.
    #[must_use]
    pub fn new(row: &changes::UnitMove, to: &References<'_>) -> Self {
        Self {
            task: to.task(row.task_id),
            department: row.department_id.and_then(|id| to.unit(id)),
            name: row.name.clone(),
            before: row.before,
            after: row.after,
        }
    }
}
