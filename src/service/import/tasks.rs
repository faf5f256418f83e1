//! Rows of a document to the tasks of its report: matched, made or brought up to date, with their targets and figures.

use std::collections::{HashMap, HashSet};

use chrono::NaiveDate;
use entity::words::CountedAs;
use entity::{Exact, Section};
use entity::{indicator, measurement, progress_update, task, task_department, unlinked_share};
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, IntoActiveModel};
use uuid::Uuid;

use super::matching::number_of;
use super::units::UnitsByName;
use super::{Job, targets};
use crate::domain::matching::Fit;
use crate::error::Result;
use crate::ingest::draft::{DocumentKind, IndicatorDraft, Severity, Span, TaskDraft};
use crate::store::{TaskScope, department, indicator as indicators, progress, task as tasks};

/// What stands in the ledger before the document: tasks of its own series, that of the plan or of the bulletins.
pub(super) struct Known {
    pub(super) last_position: i32,
    /// In their order.
    pub(super) tasks: Vec<task::Model>,
    indicators: HashMap<Uuid, Vec<indicator::Model>>,
    links: HashMap<Uuid, Vec<task_department::Model>>,
    /// The last day that a bulletin in force tells of, by task.
    in_force: HashMap<Uuid, Option<NaiveDate>>,
}

impl Known {
    /// Whether a task that the document does not print stays in the ledger as it is.
    pub(super) fn stays(&self, task: &task::Model) -> bool {
        task.kind == entity::words::DocumentKind::Plan || self.in_force.contains_key(&task.id)
    }
}

/// Rows to be written.
#[derive(Default)]
pub(super) struct Writes {
    tasks: Vec<task::ActiveModel>,
    moved: Vec<(Uuid, i32)>,
    task_updates: Vec<task::ActiveModel>,
    relinked: Vec<Uuid>,
    links: Vec<task_department::ActiveModel>,
    pub(super) indicators: Vec<indicator::ActiveModel>,
    pub(super) indicator_updates: Vec<indicator::ActiveModel>,
    updates: Vec<progress_update::ActiveModel>,
    pub(super) measurements: Vec<measurement::ActiveModel>,
    shares: Vec<unlinked_share::ActiveModel>,
}

impl<C: ConnectionTrait> Job<'_, C> {
    /// Takes every row of the document; each row with its task.
    pub(super) async fn tasks(&mut self, units: &UnitsByName) -> Result<Vec<(u32, Uuid)>> {
        let known = self.known().await?;
        let fits = self.fits(&known).await?;
        let places = self.places(&known, &fits);
        let draft = self.draft;
        let added = draft.tasks.iter().zip(&fits).filter(|(_, fit)| **fit == Fit::New).map(|(row, _)| row);
        let kind = draft.kind.into();
        let ids = self.ids.tasks(kind, self.place.document_id, &added.collect::<Vec<_>>());
        let mut ids = ids.into_iter();
        let mut writes = Writes { moved: places.moved, ..Writes::default() };
        let mut taken = Vec::with_capacity(draft.tasks.len());
        for (at, (row, fit)) in draft.tasks.iter().zip(&fits).enumerate() {
            let task_id = match fit {
                Fit::Unmatched(_) => continue,
                Fit::Known(index) => self.meet(row, &known, *index, units, &mut writes),
                Fit::New => {
                    let id = ids.next().unwrap_or_else(|| self.ids.any());
                    let position = places.new.get(&at).copied().unwrap_or_default();
                    self.add(row, id, position, units, &mut writes);
                    id
                }
            };
            let before = known.indicators.get(&task_id).map_or(&[][..], Vec::as_slice);
            let held = targets::take(self, row, task_id, before, &mut writes);
            self.update(row, task_id, held, &mut writes);
            taken.push((row.row, task_id));
        }
        self.report_missing(&known, &fits);
        self.write(writes).await?;
        Ok(taken)
    }

    async fn known(&mut self) -> Result<Known> {
        let mut rows = tasks::of_report(self.db, self.place.report_id).await?;
        let last_position = rows.iter().map(|task| task.position).max().unwrap_or(0);
        rows.retain(|task| task.kind == self.draft.kind.into());
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let in_force = progress::newest(self.db, self.place.report_id).await?;
        let until = self.draft.period.as_ref().map(|period| period.end);
        let later = in_force.iter().filter(|(_, end)| **end > until).map(|(task, _)| *task);
        self.later = later.filter(|_| self.draft.kind == DocumentKind::Progress).collect();
        Ok(Known {
            last_position,
            in_force,
            indicators: indicators::by_tasks(self.db, TaskScope::Reports(&[self.place.report_id])).await?,
            links: department::links_of_tasks(self.db, &ids).await?,
            tasks: rows,
        })
    }

    /// A row that meets a known task. Its print stands, unless a later bulletin prints the task.
    fn meet(
        &mut self,
        row: &TaskDraft,
        known: &Known,
        index: usize,
        units: &UnitsByName,
        writes: &mut Writes,
    ) -> Uuid {
        let before = &known.tasks[index];
        let stands = self.stands(before.id);
        let mut after = before.clone();
        let changed = stands && restate(&mut after, self.place.document_id, row);
        let links = self.links(row, before.id, units);
        let old: &[task_department::Model] = known.links.get(&before.id).map_or(&[], Vec::as_slice);
        let same = same_units(old, &links);
        if stands && same && !same_links(old, &links) {
            // The same units under other names: no change to tell of, but what is printed is what a split goes by.
            writes.relinked.push(before.id);
            writes.links.extend(links);
        } else if stands && !same && !links.is_empty() {
            let names = |names: Vec<&str>| names.join("、");
            let message = format!(
                "the responsible units were {} and are now {}",
                names(old.iter().map(|link| link.printed_name.as_str()).collect()),
                names(links.iter().map(|link| link.printed_name.as_ref().as_str()).collect()),
            );
            self.find("UNITS_CHANGED", Severity::Info, Some(row.row), message);
            writes.relinked.push(before.id);
            writes.links.extend(links);
        }
        if changed {
            self.counts.tasks.updated += 1;
        } else {
            self.counts.tasks.unchanged += 1;
        }
        // A plan says of each of its tasks that it still stands; a task that it leaves out is withdrawn.
        if self.draft.kind == DocumentKind::Plan {
            place(&mut after, self.place.document_id, row);
        }
        if after != *before {
            writes.task_updates.push(changes(before, after));
        }
        before.id
    }

    fn add(&mut self, row: &TaskDraft, id: Uuid, position: i32, units: &UnitsByName, writes: &mut Writes) {
        let number = row.number.and_then(|number| i32::try_from(number).ok());
        let sub_number = i32::try_from(row.sub_number).unwrap_or(0);
        self.counts.tasks.created += 1;
        writes.tasks.push(task::ActiveModel {
            id: Set(id),
            report_id: Set(self.place.report_id),
            kind: Set(self.draft.kind.into()),
            position: Set(position),
            number: Set(number),
            sub_number: Set(sub_number),
            text: Set(row.text.clone()),
            section: Set(Section(row.section.clone())),
            supervisor: Set(row.supervisor.clone()),
            document_id: Set(self.place.document_id),
            span_start: Set(offset(row.span.start)),
            span_end: Set(offset(row.span.end)),
            reported_status: Set(None),
            assessed_status: Set(entity::words::Status::Unmeasured),
            effective_status: Set(entity::words::Status::Unmeasured),
            discrepancy: Set(false),
            completion: Set(None),
            indicator_count: Set(0),
            measured_count: Set(0),
            counted_as: Set(CountedAs::Row),
        });
        writes.links.extend(self.links(row, id, units));
    }

    /// The row's units, each once, in the order of print.
    pub(super) fn links(
        &self,
        row: &TaskDraft,
        task_id: Uuid,
        units: &UnitsByName,
    ) -> Vec<task_department::ActiveModel> {
        let mut seen = HashSet::new();
        let printed =
            row.departments.iter().filter_map(|printed| Some((printed, *units.get(&printed.name)?)));
        printed
            .filter(|(_, unit)| seen.insert(*unit))
            .zip(0..)
            .map(|((printed, unit), position)| task_department::ActiveModel {
                id: Set(self.ids.any()),
                task_id: Set(task_id),
                department_id: Set(unit),
                position: Set(position),
                role: Set(printed.role.into()),
                reason: Set(printed.reason.clone()),
                printed_name: Set(printed.name.clone()),
            })
            .collect()
    }

    /// What a progress bulletin says of the task, with the figures that `held` pairs with indicators.
    fn update(
        &mut self,
        row: &TaskDraft,
        task_id: Uuid,
        held: Vec<(Uuid, &IndicatorDraft)>,
        writes: &mut Writes,
    ) {
        if self.draft.kind == DocumentKind::Plan {
            return;
        }
        let id = self.ids.update(task_id, self.place.document_id);
        let status = row.reported_status.as_ref();
        let update = progress_update::ActiveModel {
            id: Set(id),
            task_id: Set(task_id),
            document_id: Set(self.place.document_id),
            row: Set(i32::try_from(row.row).unwrap_or(i32::MAX)),
            text: Set(row.progress.clone()),
            reported_status: Set(status.and_then(|status| status.status).map(Into::into)),
            reported_text: Set(status.map(|status| status.text.clone())),
            span_start: Set(row.progress_span.map(|span| offset(span.start))),
            span_end: Set(row.progress_span.map(|span| offset(span.end))),
            status_span_start: Set(status.and_then(|status| status.span).map(|span| offset(span.start))),
            status_span_end: Set(status.and_then(|status| status.span).map(|span| offset(span.end))),
        };
        self.before.count_update(&update, &mut self.counts.updates);
        writes.updates.push(update);
        for (indicator_id, indicator) in held {
            if let Some(figure) =
                targets::figure(self.ids.measurement(indicator_id, id), indicator_id, id, indicator)
            {
                self.before.count_figure(&figure, &mut self.counts.measurements);
                writes.measurements.push(figure);
            }
        }
        writes.shares.extend(row.unlinked_shares.iter().zip(0..).map(|(share, position)| {
            let Span { start, end } = share.span;
            unlinked_share::ActiveModel {
                id: Set(self.ids.any()),
                progress_update_id: Set(id),
                position: Set(position),
                percent: Set(Exact(share.percent)),
                quote: Set(share.quote.clone()),
                span_start: Set(offset(start)),
                span_end: Set(offset(end)),
            }
        }));
    }

    async fn write(&self, writes: Writes) -> Result<()> {
        let Writes {
            tasks: new_tasks,
            moved,
            task_updates,
            relinked,
            links,
            indicators: new_indicators,
            indicator_updates,
            updates,
            measurements,
            shares,
        } = writes;
        tasks::place(self.db, &moved).await?;
        tasks::insert(self.db, new_tasks).await?;
        for row in task_updates {
            tasks::update(self.db, row).await?;
        }
        department::replace_links(self.db, &relinked, links).await?;
        indicators::insert(self.db, new_indicators).await?;
        for row in indicator_updates {
            indicators::update(self.db, row).await?;
        }
        progress::insert(self.db, updates, measurements, shares).await
    }
}

/// Puts another print of a task over the one that stands; whether it says anything else. What a print leaves out stays.
pub(super) fn restate(standing: &mut task::Model, document_id: Uuid, row: &TaskDraft) -> bool {
    let before = standing.clone();
    standing.text.clone_from(&row.text);
    if !row.section.is_empty() {
        standing.section = Section(row.section.clone());
    }
    if row.supervisor.is_some() {
        standing.supervisor.clone_from(&row.supervisor);
    }
    if let Some((number, sub_number)) = number_of(row) {
        (standing.number, standing.sub_number) = (Some(number), sub_number);
    }
    if *standing == before {
        return false;
    }
    place(standing, document_id, row);
    true
}

/// Where the text of a task is taken from.
pub(super) fn place(task: &mut task::Model, document_id: Uuid, row: &TaskDraft) {
    task.document_id = document_id;
    task.span_start = offset(row.span.start);
    task.span_end = offset(row.span.end);
}

/// What is to be written of a task whose print is another one.
pub(super) fn changes(before: &task::Model, after: task::Model) -> task::ActiveModel {
    let mut active = before.clone().into_active_model();
    if after.text != before.text {
        active.text = Set(after.text);
    }
    active.section = Set(after.section);
    active.supervisor = Set(after.supervisor);
    active.number = Set(after.number);
    active.sub_number = Set(after.sub_number);
    active.document_id = Set(after.document_id);
    active.span_start = Set(after.span_start);
    active.span_end = Set(after.span_end);
    active
}

/// The same units in the same roles under the same names.
pub(super) fn same_links(old: &[task_department::Model], new: &[task_department::ActiveModel]) -> bool {
    same_units(old, new)
        && old.iter().zip(new).all(|(old, new)| *new.printed_name.as_ref() == old.printed_name)
}

/// The same units in the same roles.
fn same_units(old: &[task_department::Model], new: &[task_department::ActiveModel]) -> bool {
    old.len() == new.len()
        && old.iter().zip(new).all(|(old, new)| {
            *new.department_id.as_ref() == old.department_id && *new.role.as_ref() == old.role
        })
}

/// A character position as the columns keep it.
pub(super) fn offset(position: usize) -> i32 {
    i32::try_from(position).unwrap_or(i32::MAX)
}
