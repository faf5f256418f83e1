//! Rows of a document to the tasks of its report: matched, made or brought up to date, with their targets and figures.

use std::collections::{HashMap, HashSet};

use entity::words::CountedAs;
use entity::{Exact, Section};
use entity::{indicator, measurement, progress_update, task, task_department, unlinked_share};
use sea_orm::ActiveValue::Set;
use sea_orm::{ConnectionTrait, IntoActiveModel};
use uuid::Uuid;

use super::units::UnitsByName;
use super::{Job, targets};
use crate::domain::likeness::likeness;
use crate::error::{Error, Result};
use crate::ingest::draft::{DocumentKind, IndicatorDraft, Severity, Span, TaskDraft};
use crate::store::{TaskScope, department, indicator as indicators, progress, task as tasks};

/// Two prints of one commitment share at least this much, in per mille; a moved target or a reworded clause stays above.
const SAME_TASK: u32 = 500;

/// A row may be out of place when its text is this certain, in per mille.
pub(super) const SURELY_SAME_TASK: u32 = 850;

/// A document is refused as contradicting the ledger when more than one row in this many cannot be matched.
const UNMATCHED_ONE_IN: usize = 5;

/// What stands in the ledger before the document: tasks of its own series, that of the plan or of the bulletins.
struct Known {
    last_position: i32,
    tasks: Vec<task::Model>,
    by_number: HashMap<(i32, i32), usize>,
    indicators: HashMap<Uuid, Vec<indicator::Model>>,
    links: HashMap<Uuid, Vec<task_department::Model>>,
}

/// What a row of the document is to the ledger.
enum Match {
    Known(usize),
    New,
    Unmatched,
}

/// Rows to be written.
#[derive(Default)]
pub(super) struct Writes {
    tasks: Vec<task::ActiveModel>,
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
        let matches = self.matches(&known)?;
        let mut writes = Writes::default();
        let mut position = known.last_position;
        let draft = self.draft;
        let mut taken = Vec::with_capacity(draft.tasks.len());
        for (row, found) in draft.tasks.iter().zip(&matches) {
            let task_id = match found {
                Match::Unmatched => continue,
                Match::Known(index) => self.meet(row, &known, *index, units, &mut writes),
                Match::New => {
                    position += 1;
                    self.add(row, position, units, &mut writes)
                }
            };
            let before = known.indicators.get(&task_id).map_or(&[][..], Vec::as_slice);
            let held = targets::take(self, row, task_id, before, &mut writes);
            self.update(row, task_id, held, &mut writes);
            taken.push((row.row, task_id));
        }
        self.report_missing(&known, &matches);
        self.write(writes).await?;
        Ok(taken)
    }

    async fn known(&self) -> Result<Known> {
        let mut rows = tasks::of_report(self.db, self.place.report_id).await?;
        let last_position = rows.iter().map(|task| task.position).max().unwrap_or(0);
        rows.retain(|task| task.kind == self.draft.kind.into());
        let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
        let by_number =
            rows.iter().enumerate().filter_map(|(index, row)| Some(((row.number?, row.sub_number), index)));
        Ok(Known {
            last_position,
            by_number: by_number.collect(),
            indicators: indicators::by_tasks(self.db, TaskScope::Reports(&[self.place.report_id])).await?,
            links: department::links_of_tasks(self.db, &ids).await?,
            tasks: rows,
        })
    }

    /// Matches rows to tasks: by number where the texts resemble each other, else by text alone where that is certain.
    fn matches(&mut self, known: &Known) -> Result<Vec<Match>> {
        let mut taken = HashSet::new();
        let mut numbers = HashSet::new();
        let mut matches = Vec::with_capacity(self.draft.tasks.len());
        let mut unmatched: Vec<(&TaskDraft, String)> = Vec::new();
        for row in &self.draft.tasks {
            let key = number_of(row);
            let found = match key.and_then(|key| known.by_number.get(&key)).copied() {
                Some(index) if likeness(&known.tasks[index].text, &row.text) >= SAME_TASK => {
                    Match::Known(index)
                }
                at_number => match (best(&known.tasks, &row.text), at_number) {
                    (Some(index), _) => Match::Known(index),
                    (None, None) => Match::New,
                    (None, Some(index)) => {
                        unmatched.push((row, known.tasks[index].text.chars().take(30).collect()));
                        Match::Unmatched
                    }
                },
            };
            let twice = match &found {
                Match::Known(index) => !taken.insert(*index),
                Match::New => key.is_some_and(|key| !numbers.insert(key)),
                Match::Unmatched => false,
            };
            if twice {
                unmatched.push((row, "another row of this document".to_owned()));
            }
            matches.push(if twice { Match::Unmatched } else { found });
        }
        self.judge(&unmatched)?;
        Ok(matches)
    }

    /// A few rows that cannot be matched are findings; many mean that this is another report.
    fn judge(&mut self, unmatched: &[(&TaskDraft, String)]) -> Result<()> {
        let describe = |row: &TaskDraft, other: &str| {
            let start: String = row.text.chars().take(30).collect();
            let number =
                row.number.map_or_else(|| "no number".to_owned(), |number| format!("number {number}"));
            format!("row {} ({number}) says “{start}…”, where the ledger has “{other}…”", row.row)
        };
        if let Some((row, other)) = unmatched.first()
            && unmatched.len() * UNMATCHED_ONE_IN > self.draft.tasks.len()
        {
            return Err(Error::Refused {
                file: self.file.to_owned(),
                code: "DOCUMENT_CONTRADICTS",
                message: format!(
                    "{} of {} rows contradict the tasks of this report; first: {}. Is this the right \
                         jurisdiction and year?",
                    unmatched.len(),
                    self.draft.tasks.len(),
                    describe(row, other)
                ),
            });
        }
        for (row, other) in unmatched {
            let message = format!("{}; the row was left out of the ledger", describe(row, other));
            self.find("TASK_UNMATCHED", Severity::Warning, Some(row.row), message);
        }
        Ok(())
    }

    /// A row that meets a known task. The newest bulletin's wording and units stand.
    fn meet(
        &mut self,
        row: &TaskDraft,
        known: &Known,
        index: usize,
        units: &UnitsByName,
        writes: &mut Writes,
    ) -> Uuid {
        let before = &known.tasks[index];
        let mut after = before.clone();
        if self.place.newest {
            after.text.clone_from(&row.text);
            after.section = if row.section.is_empty() { after.section } else { Section(row.section.clone()) };
            after.supervisor = row.supervisor.clone().or(after.supervisor);
        }
        let changed = after != *before;
        let links = self.links(row, before.id, units);
        let old: &[task_department::Model] = known.links.get(&before.id).map_or(&[], Vec::as_slice);
        let same = old.len() == links.len()
            && old.iter().zip(&links).all(|(old, new)| {
                *new.department_id.as_ref() == old.department_id && *new.role.as_ref() == old.role
            });
        if self.place.newest && !same && !links.is_empty() {
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
        if changed || self.draft.kind == DocumentKind::Plan {
            let mut active = before.clone().into_active_model();
            active.text = Set(after.text);
            active.section = Set(after.section);
            active.supervisor = Set(after.supervisor);
            active.document_id = Set(self.place.document_id);
            active.span_start = Set(offset(row.span.start));
            active.span_end = Set(offset(row.span.end));
            writes.task_updates.push(active);
        }
        before.id
    }

    fn add(&mut self, row: &TaskDraft, position: i32, units: &UnitsByName, writes: &mut Writes) -> Uuid {
        let number = row.number.and_then(|number| i32::try_from(number).ok());
        let sub_number = i32::try_from(row.sub_number).unwrap_or(0);
        let id = self.ids.task(self.draft.kind.into(), number, sub_number, &row.text);
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
        id
    }

    /// The row's units, each once, in the order of print.
    fn links(
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

    /// Tasks that this document should have printed and did not.
    fn report_missing(&mut self, known: &Known, matches: &[Match]) {
        let met: HashSet<usize> = matches
            .iter()
            .filter_map(|found| match found {
                Match::Known(index) => Some(*index),
                Match::New | Match::Unmatched => None,
            })
            .collect();
        for (index, task) in known.tasks.iter().enumerate().filter(|(index, _)| !met.contains(index)) {
            let number =
                task.number.map_or_else(|| format!("at place {}", index + 1), |number| number.to_string());
            let message = format!("task {number} of this report is not in this document; it stays as it was");
            self.find("TASK_NOT_PRINTED", Severity::Info, None, message);
        }
    }

    async fn write(&self, writes: Writes) -> Result<()> {
        let Writes {
            tasks: new_tasks,
            task_updates,
            relinked,
            links,
            indicators: new_indicators,
            indicator_updates,
            updates,
            measurements,
            shares,
        } = writes;
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

fn number_of(row: &TaskDraft) -> Option<(i32, i32)> {
    Some((i32::try_from(row.number?).ok()?, i32::try_from(row.sub_number).ok()?))
}

/// The only task whose text is certainly this one.
fn best(known: &[task::Model], text: &str) -> Option<usize> {
    let mut certain = known
        .iter()
        .enumerate()
        .filter(|(_, task)| likeness(&task.text, text) >= SURELY_SAME_TASK)
        .map(|(index, _)| index);
    match (certain.next(), certain.next()) {
        (Some(index), None) => Some(index),
        _ => None,
    }
}

/// A character position as the columns keep it.
pub(super) fn offset(position: usize) -> i32 {
    i32::try_from(position).unwrap_or(i32::MAX)
}
