//! Rows of a document held against the tasks of its report: which is which, and what cannot be told.

use std::collections::{HashMap, HashSet};

use entity::task;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Job;
use super::identity::Named;
use super::tasks::Known;
use crate::domain::matching::{Doubt, Fit, Print, Slot, fit, order};
use crate::error::{Error, Result};
use crate::ingest::draft::{DocumentKind, Draft, Severity, TaskDraft};
use crate::message::{Message, RowNumber};
use crate::store::{jurisdiction, report, task as tasks};

/// Code of the finding that a row was left out.
pub(super) const UNMATCHED: &str = "TASK_UNMATCHED";

/// A document is refused as contradicting the ledger when more than one row in this many has the number of another task.
const CONTRADICTING_ONE_IN: usize = 5;

/// Rows matched against the tasks that the ledger had a moment ago.
pub(super) struct Foreseen {
    known: Vec<Print>,
    fits: Vec<Fit>,
}

/// Matches the rows of a document before the ledger is locked for it: writers do not wait for what takes long. Whether
/// the tasks are still the same is seen to when it is.
pub(super) async fn foresee(db: &impl ConnectionTrait, draft: &Draft, named: &Named) -> Result<Foreseen> {
    let mut known = Vec::new();
    if let Some(place) = jurisdiction::by_name(db, &named.jurisdiction).await?
        && let Some(report) = report::by_key(db, place.id, named.year).await?
    {
        let mut rows = tasks::of_report(db, report.id).await?;
        rows.retain(|task| task.kind == draft.kind.into());
        known = rows.iter().map(of_task).collect();
    }
    let fits = matched(known.clone(), &draft.tasks).await?;
    Ok(Foreseen { known, fits })
}

/// Matches on a thread of its own: it is work for the processor.
async fn matched(known: Vec<Print>, rows: &[TaskDraft]) -> Result<Vec<Fit>> {
    let rows: Vec<Print> = rows.iter().map(of_row).collect();
    tokio::task::spawn_blocking(move || fit(&known, &rows))
        .await
        .map_err(|error| Error::Internal(format!("matching rows ended early: {error}")))
}

/// A task as it is compared.
pub(super) fn of_task(task: &task::Model) -> Print {
    Print {
        number: task.number.map(|number| (number, task.sub_number)),
        section: task.section.0.clone(),
        text: task.text.clone(),
    }
}

/// A row as it is compared.
pub(super) fn of_row(row: &TaskDraft) -> Print {
    Print { number: number_of(row), section: row.section.clone(), text: row.text.clone() }
}

/// The printed number and sub-number of a row.
pub(super) fn number_of(row: &TaskDraft) -> Option<(i32, i32)> {
    Some((i32::try_from(row.number?).ok()?, i32::try_from(row.sub_number).ok()?))
}

/// Where the tasks of a series stand in their report.
pub(super) struct Places {
    /// Tasks that stand elsewhere than before.
    pub(super) moved: Vec<(Uuid, i32)>,
    /// Places of new tasks by index of their row.
    pub(super) new: HashMap<usize, i32>,
}

impl<C: ConnectionTrait> Job<'_, C> {
    /// What each row is to the tasks that are known.
    pub(super) async fn fits(&mut self, known: &Known) -> Result<Vec<Fit>> {
        let prints: Vec<Print> = known.tasks.iter().map(of_task).collect();
        let mut fits = match self.foreseen.take().filter(|foreseen| foreseen.known == prints) {
            Some(foreseen) => foreseen.fits,
            None => matched(prints, &self.draft.tasks).await?,
        };
        if self.draft.kind == DocumentKind::Plan {
            // A plan withdraws what it does not make, so that nothing counts twice where it is taken for new.
            for fit in
                fits.iter_mut().filter(|fit| matches!(fit, Fit::Unmatched(Doubt::Like(_) | Doubt::Several)))
            {
                *fit = Fit::New;
            }
        }
        self.judge(known, &fits)?;
        Ok(fits)
    }

    /// Rows that cannot be matched are findings; many with the numbers of other tasks mean that this is another report.
    fn judge(&mut self, known: &Known, fits: &[Fit]) -> Result<()> {
        let rows = &self.draft.tasks;
        let doubts: Vec<(&TaskDraft, Doubt)> = rows
            .iter()
            .zip(fits)
            .filter_map(|(row, fit)| match fit {
                Fit::Unmatched(doubt) => Some((row, *doubt)),
                Fit::Known(_) | Fit::New => None,
            })
            .collect();
        let why = |row: &TaskDraft, doubt: Doubt| {
            let (place, number, text) = (u64::from(row.row), RowNumber(row.number), start(&row.text));
            let other = |task: usize| start(&known.tasks[task].text);
            match doubt {
                Doubt::Number(task) => Message::RowOtherwise(place, number, text, other(task)),
                Doubt::Like(task) => Message::RowLike(place, number, text, other(task)),
                Doubt::Several => Message::RowSeveral(place, number, text),
                Doubt::Row(first) => Message::RowTwice(place, number, text, u64::from(rows[first].row)),
            }
        };
        let contradicts = |(_, doubt): &&(&TaskDraft, Doubt)| matches!(doubt, Doubt::Number(_));
        let contradicting = doubts.iter().filter(contradicts).count();
        if let Some((row, doubt)) = doubts.iter().find(contradicts)
            && !self.again
            && contradicting * CONTRADICTING_ONE_IN > rows.len()
        {
            return Err(Error::Refused {
                file: self.file.to_owned(),
                code: "DOCUMENT_CONTRADICTS",
                message: Message::Contradicts(
                    contradicting as u64,
                    rows.len() as u64,
                    Box::new(why(row, *doubt)),
                ),
            });
        }
        let told: Vec<(u32, Message)> =
            doubts.iter().map(|(row, doubt)| (row.row, why(row, *doubt))).collect();
        for (row, why) in told {
            let message = format!("{why}; the row was left out of the ledger");
            self.find(UNMATCHED, Severity::Warning, Some(row), message);
        }
        Ok(())
    }

    /// The places of the tasks: in the order of the newest document, new ones of an older one at the end.
    pub(super) fn places(&self, known: &Known, fits: &[Fit]) -> Places {
        let added = (0..).zip(fits).filter(|(_, fit)| **fit == Fit::New).map(|(row, _)| row);
        let slots: Vec<Slot> = if self.place.newest {
            order(known.tasks.len(), fits)
        } else {
            (0..known.tasks.len()).map(Slot::Known).chain(added.map(Slot::New)).collect()
        };
        let taken = known.tasks.iter().map(|task| task.position);
        let mut places = Places { moved: Vec::new(), new: HashMap::new() };
        for (slot, position) in slots.into_iter().zip(taken.chain(known.last_position + 1..)) {
            match slot {
                Slot::Known(task) if known.tasks[task].position != position => {
                    places.moved.push((known.tasks[task].id, position));
                }
                Slot::Known(_) => {}
                Slot::New(row) => {
                    places.new.insert(row, position);
                }
            }
        }
        places
    }

    /// Tasks that this document should have printed and did not.
    pub(super) fn report_missing(&mut self, known: &Known, fits: &[Fit]) {
        let met: HashSet<usize> = fits
            .iter()
            .filter_map(|fit| match fit {
                Fit::Known(index) => Some(*index),
                Fit::New | Fit::Unmatched(_) => None,
            })
            .collect();
        for (index, task) in known.tasks.iter().enumerate().filter(|(index, _)| !met.contains(index)) {
            let stays = known.stays(task);
            // What an earlier correction withdrew is not missed again.
            if !stays && self.place.corrects.is_none() {
                continue;
            }
            let number =
                task.number.map_or_else(|| format!("at place {}", index + 1), |number| number.to_string());
            let then = if stays {
                "it stays as it was"
            } else {
                "nothing else prints it, so that it does not count any more"
            };
            let message = format!("task {number} of this report is not in this document; {then}");
            self.find("TASK_NOT_PRINTED", Severity::Info, None, message);
        }
    }
}

fn start(text: &str) -> String {
    text.chars().take(30).collect()
}
