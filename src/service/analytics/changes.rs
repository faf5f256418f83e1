//! What one period changed against another (rule 15).

use std::collections::{HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;
use rust_decimal::Decimal;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::register::{Register, Snapshot};
use crate::domain::completion::{Basis, Ratio};
use crate::domain::department::DepartmentName;
use crate::domain::period::{self, Period};
use crate::domain::quantity::convert;
use crate::domain::status::Status;
use crate::domain::target::{Comparator, Role};
use crate::error::{Error, Result};
use crate::ingest::draft::{DepartmentDraft, Draft, IndicatorDraft, TaskDraft};
use crate::message::Message;
use crate::service::assessment::{IndicatorState, TaskState, View};
use crate::service::moved::{self, Figures};
use crate::store::document;

/// A task whose status is another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StatusMove {
    /// The task.
    pub task_id: Uuid,
    /// On the basis asked for, as of the earlier period.
    pub before: Status,
    /// As of the later one.
    pub after: Status,
    /// The printed words of the earlier status.
    pub before_text: Option<String>,
    /// The printed words of the later one.
    pub after_text: Option<String>,
}

/// A target that two bulletins print differently.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TargetMove {
    /// The task.
    pub task_id: Uuid,
    /// What is measured, as the later bulletin prints it.
    pub name: String,
    /// The target as printed before, in the unit of now.
    pub before: Decimal,
    /// Upper end of the range that was printed before.
    pub before_high: Option<Decimal>,
    /// The target as printed now.
    pub after: Decimal,
    /// Upper end of the range that is printed now.
    pub after_high: Option<Decimal>,
    /// Unit of both.
    pub unit: String,
    /// Which side counted.
    pub before_comparator: Comparator,
    /// Which side counts now.
    pub after_comparator: Comparator,
}

/// A unit whose part in a task is another one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnitMove {
    /// The task.
    pub task_id: Uuid,
    /// The unit, where its name is known.
    pub department_id: Option<Uuid>,
    /// Its name as printed.
    pub name: String,
    /// Its role before; `None` where it was added.
    pub before: Option<Role>,
    /// Its role now; `None` where it was removed.
    pub after: Option<Role>,
}

/// Two figures of one indicator.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct FigureMove {
    /// The task.
    pub task_id: Uuid,
    /// The indicator.
    pub indicator_id: Uuid,
    /// What is measured.
    pub name: String,
    /// The figures.
    pub figures: Figures,
}

/// Names of the lists, for cursors.
pub const STATUSES: &str = "changes:statuses";
/// Of targets.
pub const TARGETS: &str = "changes:targets";
/// Of units.
pub const UNITS: &str = "changes:units";
/// Of figures that fell.
pub const FELL: &str = "changes:fell";
/// Of figures in another unit of measure.
pub const MEASURED_OTHERWISE: &str = "changes:measured";
/// Of new tasks.
pub const NEW_TASKS: &str = "changes:new";
/// Of tasks that the later period is silent about.
pub const WITHOUT_UPDATE: &str = "changes:silent";

/// What changed between two periods of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Changes {
    /// The earlier period; `None` where there is nothing to compare with, and then every list is empty.
    pub from: Option<Period>,
    /// The later one; `None` where the report has no bulletin in force.
    pub to: Option<Period>,
    /// Tasks that both periods speak of, of all tasks.
    pub coverage: Ratio,
    /// Tasks whose status is another one, as printed.
    pub statuses: Vec<StatusMove>,
    /// Targets that moved.
    pub targets: Vec<TargetMove>,
    /// Units that were added or removed, or have another role.
    pub units: Vec<UnitMove>,
    /// Figures that add up over the year and fell nevertheless.
    pub fell: Vec<FigureMove>,
    /// Figures that are printed in another unit of measure.
    pub measured_otherwise: Vec<FigureMove>,
    /// Tasks that the later period's bulletins print for the first time.
    pub new_tasks: Vec<Uuid>,
    /// Tasks of which the earlier period says something and the later one nothing.
    pub without_update: Vec<Uuid>,
}

/// Two periods of a report that are to be compared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Span {
    /// The earlier one.
    pub from: Period,
    /// The later one.
    pub to: Period,
}

impl Changes {
    /// What a report without two periods can say: nothing to compare with.
    #[must_use]
    pub fn none(register: &Register) -> Self {
        let denominator = u32::try_from(register.tasks.len()).unwrap_or(u32::MAX);
        Self {
            from: None,
            to: register.period(View::default()).cloned(),
            coverage: Ratio { numerator: 0, denominator },
            statuses: Vec::new(),
            targets: Vec::new(),
            units: Vec::new(),
            fell: Vec::new(),
            measured_otherwise: Vec::new(),
            new_tasks: Vec::new(),
            without_update: Vec::new(),
        }
    }
}

impl Span {
    /// The periods that two points in time name: each a day, for the newest period up to it, or a period as printed. By
    /// default the newest period and the one before it; `None` where nothing is named and the report has no two periods.
    pub fn of(register: &Register, from: Option<&str>, to: Option<&str>) -> Result<Option<Self>> {
        let point =
            |argument, text: Option<&str>| text.map(|text| point(register, argument, text)).transpose();
        let (earlier, later) = (point("from", from)?, point("to", to)?);
        let up_to = |day: NaiveDate| register.period(View { as_of: Some(day), ..View::default() });
        let is_default = earlier.is_none() && later.is_none();
        let Some(later) = later.or_else(|| register.period(View::default())) else { return Ok(None) };
        let before = earlier.or_else(|| later.end.pred_opt().and_then(up_to));
        match before {
            Some(before) if before.end < later.end => {
                Ok(Some(Self { from: before.clone(), to: later.clone() }))
            }
            _ if is_default => Ok(None),
            Some(_) => Err(Error::invalid("from", Message::NotBefore)),
            None => Err(not_covered(register, "to", Message::Before(later.label.clone()))),
        }
    }
}

/// The period of a report that a text names.
fn point<'r>(register: &'r Register, argument: &'static str, text: &str) -> Result<&'r Period> {
    let covered = if let Some(day) = period::day(text) {
        register.period(View { as_of: Some(day), ..View::default() })
    } else if let Some(printed) = Period::parse(text, register.report.year) {
        register.periods.iter().rev().find(|period| period.end == printed.end)
    } else {
        return Err(Error::invalid(argument, Message::NoPoint));
    };
    covered.ok_or_else(|| not_covered(register, argument, Message::Other(text.to_owned())))
}

/// The error that names the periods which a report has.
fn not_covered(register: &Register, argument: &'static str, asked: Message) -> Error {
    let period = |period: &Period| format!("{} ({})", period.label, period.end);
    let known = register.periods.iter().map(period).collect();
    Error::PeriodNotCovered { argument, asked, known }
}

/// What the documents say, row by row, as they were read.
pub type Drafts = HashMap<Uuid, Arc<Draft>>;

/// The drafts of these documents, by document. One statement.
pub async fn drafts(db: &impl ConnectionTrait, document_ids: &[Uuid]) -> Result<Drafts> {
    let mut found = HashMap::new();
    for (id, text) in document::drafts(db, document_ids).await? {
        let draft = serde_json::from_str(&text).map_err(|error| {
            Error::Internal(format!("the draft of document {id} cannot be read: {error}"))
        })?;
        found.insert(id, Arc::new(draft));
    }
    Ok(found)
}

/// The two snapshots of a report that are compared.
#[derive(Debug)]
pub struct Pair<'a> {
    before: Snapshot<'a>,
    after: Snapshot<'a>,
    span: Span,
}

impl<'a> Pair<'a> {
    /// The report at the end of both periods.
    #[must_use]
    pub fn new(register: &'a Register, span: Span, forecasts: bool) -> Self {
        let at = |period: &Period| register.at(View { as_of: Some(period.end), forecasts });
        Self { before: at(&span.from), after: at(&span.to), span }
    }

    /// The documents whose prints are compared.
    #[must_use]
    pub fn document_ids(&self) -> Vec<Uuid> {
        let of = |snapshot: &Snapshot<'_>| -> Vec<Uuid> {
            snapshot.tasks().filter_map(|(_, state)| Some(state.update.as_ref()?.document_id)).collect()
        };
        let mut ids = of(&self.before);
        ids.extend(of(&self.after));
        ids.sort_unstable();
        ids.dedup();
        ids
    }

    /// What changed. `names` gives the unit behind each known name.
    #[must_use]
    pub fn changes(self, basis: Basis, drafts: &Drafts, names: &HashMap<String, Uuid>) -> Changes {
        let Span { from, to } = self.span.clone();
        let mut changes = Changes { from: Some(from), to: Some(to), ..Changes::none(self.before.register) };
        for (task, before) in self.before.tasks() {
            let after = self.after.state(task.id);
            self.task(task.id, before, after, basis, &mut changes);
            let printed = |state: &TaskState| row_of(state, drafts).cloned();
            if let (Some(old), Some(new)) = (printed(before), printed(after)) {
                changes.targets.extend(targets(task.id, &old.indicators, &new.indicators));
                changes.units.extend(units(task.id, &old.departments, &new.departments, names));
            }
        }
        changes
    }

    fn task(&self, task_id: Uuid, before: &TaskState, after: &TaskState, basis: Basis, to: &mut Changes) {
        let printed_at = |state: &TaskState| state.update.as_ref().and_then(|update| update.period_end);
        match (printed_at(before), printed_at(after)) {
            (None, Some(_)) => to.new_tasks.push(task_id),
            (Some(_), Some(end)) if end < self.span.to.end => to.without_update.push(task_id),
            (Some(_), Some(_)) => to.coverage.numerator = to.coverage.numerator.saturating_add(1),
            _ => {}
        }
        let (old, new) = (before.status(basis), after.status(basis));
        if old != new {
            let words = |state: &TaskState| state.update.as_ref()?.reported_text.clone();
            to.statuses.push(StatusMove {
                task_id,
                before: old,
                after: new,
                before_text: words(before),
                after_text: words(after),
            });
        }
        for now in &after.indicators {
            let same = |state: &&IndicatorState| state.indicator.id == now.indicator.id;
            let Some(figures) =
                before.indicators.iter().find(same).and_then(|then| moved::figures(then, now))
            else {
                continue;
            };
            let (fell, otherwise) = (figures.fell, figures.unit_changed);
            let (indicator_id, name) = (now.indicator.id, now.indicator.name.clone());
            let row = FigureMove { task_id, indicator_id, name, figures };
            if otherwise {
                to.measured_otherwise.push(row.clone());
            }
            if fell {
                to.fell.push(row);
            }
        }
    }
}

/// The row of the newest bulletin in view that prints the task.
fn row_of<'d>(state: &TaskState, drafts: &'d Drafts) -> Option<&'d TaskDraft> {
    let update = state.update.as_ref()?;
    let place = usize::try_from(update.row).ok()?.checked_sub(1)?;
    drafts.get(&update.document_id)?.tasks.get(place)
}

fn targets(task_id: Uuid, before: &[IndicatorDraft], after: &[IndicatorDraft]) -> Vec<TargetMove> {
    let (before, after): (Vec<&IndicatorDraft>, Vec<&IndicatorDraft>) =
        (before.iter().collect(), after.iter().collect());
    let found = moved::pairs(&before, &after);
    let moved = after.into_iter().zip(found).filter_map(|(now, place)| {
        let then = before[place?];
        let in_unit = |value| convert(value, &then.unit, &now.unit);
        // Where no decimal says it exactly in the other unit, there is nothing to hold side by side.
        let (value, high) = (in_unit(then.target)?, then.target_high.and_then(in_unit));
        moved::target_moved(then, now).then(|| TargetMove {
            task_id,
            name: now.name.clone(),
            before: value,
            before_high: high,
            after: now.target,
            after_high: now.target_high,
            unit: now.unit.clone(),
            before_comparator: then.comparator,
            after_comparator: now.comparator,
        })
    });
    moved.collect()
}

/// Added and changed units in the order of the later print, then removed ones in that of the earlier.
fn units(
    task_id: Uuid,
    before: &[DepartmentDraft],
    after: &[DepartmentDraft],
    names: &HashMap<String, Uuid>,
) -> Vec<UnitMove> {
    // Two names of one unit are one unit; an unknown name stands for itself.
    let key = |unit: &DepartmentDraft| {
        let name = DepartmentName::parse(&unit.name).canonical;
        names.get(&name).map_or((None, name), |id| (Some(*id), String::new()))
    };
    let then: HashMap<(Option<Uuid>, String), Role> =
        before.iter().map(|unit| (key(unit), unit.role)).collect();
    let now: HashSet<(Option<Uuid>, String)> = after.iter().map(&key).collect();
    let row = |unit: &DepartmentDraft, before, after| UnitMove {
        task_id,
        department_id: key(unit).0,
        name: unit.name.clone(),
        before,
        after,
    };
    let here = after.iter().filter_map(|unit| match then.get(&key(unit)) {
        None => Some(row(unit, None, Some(unit.role))),
        Some(role) if *role != unit.role => Some(row(unit, Some(*role), Some(unit.role))),
        Some(_) => None,
    });
    let gone =
        before.iter().filter(|unit| !now.contains(&key(unit))).map(|unit| row(unit, Some(unit.role), None));
    here.chain(gone).collect()
}
