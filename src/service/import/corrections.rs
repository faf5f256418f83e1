//! What a corrected version leaves behind: what it alone printed is taken back.
//!
//! A task says what its prints in documents in force say, oldest period first, the later over the earlier. A new
//! document only puts its print on top. A correction takes one away, so that the prints that remain are read again.

use std::collections::{HashMap, HashSet};

use entity::{Section, indicator, measurement, task, task_department, words};
use sea_orm::{ActiveModelTrait, ConnectionTrait, IntoActiveModel};
use uuid::Uuid;

use super::matching::number_of;
use super::tasks::{changes, place, restate, same_links};
use super::units::UnitsByName;
use super::{Job, targets};
use crate::domain::department::DepartmentName;
use crate::error::{Error, Result};
use crate::ingest::draft::{DocumentKind, Draft, TaskDraft};
use crate::service::moved::pairs;
use crate::store::{TaskScope, department, document, indicator as indicators, progress, task as tasks};

/// One document's print of a task.
struct Print<'d> {
    document_id: Uuid,
    /// What it says of the task; none of a plan.
    update_id: Option<Uuid>,
    row: &'d TaskDraft,
}

/// What the ledger has of the tasks whose prints are read again.
struct Written {
    tasks: Vec<task::Model>,
    targets: HashMap<Uuid, Vec<indicator::Model>>,
    figures: HashMap<Uuid, Vec<measurement::Model>>,
    links: HashMap<Uuid, Vec<task_department::Model>>,
}

/// Rows to be written in the place of others.
#[derive(Default)]
struct Retaken {
    tasks: Vec<task::ActiveModel>,
    relinked: Vec<Uuid>,
    links: Vec<task_department::ActiveModel>,
    emptied: Vec<Uuid>,
    targets: Vec<indicator::ActiveModel>,
    figures: Vec<measurement::ActiveModel>,
}

impl<'a, C: ConnectionTrait> Job<'a, C> {
    /// Reads the prints of every task again that a corrected version of this document printed. `own` are the tasks of
    /// this document's rows.
    pub(super) async fn take_back(&mut self, own: &[(u32, Uuid)]) -> Result<()> {
        if self.place.corrects.is_none() {
            return Ok(());
        }
        let drafts = self.other_drafts().await?;
        let prints = self.prints(own, &drafts).await?;
        let before = self.written(&prints).await?;
        let units = self.known_units(&prints).await?;
        let mut retaken = Retaken::default();
        for task in &before.tasks {
            let prints = prints.get(&task.id).map_or(&[][..], Vec::as_slice);
            retaken.tasks.extend(stated(task, prints));
            self.retake_units(task.id, prints, &units, &before, &mut retaken);
            self.retake_targets(task.id, prints, &before, &mut retaken);
        }
        self.write_retaken(retaken).await
    }

    /// The drafts of the other bulletins in force.
    async fn other_drafts(&self) -> Result<HashMap<Uuid, Draft>> {
        if self.draft.kind == DocumentKind::Plan {
            return Ok(HashMap::new());
        }
        let report = self.place.report_id;
        let documents = document::by_reports(self.db, &[report]).await?.remove(&report).unwrap_or_default();
        let others = documents.iter().filter(|row| {
            let in_force = row.superseded_by_id.is_none() && row.id != self.place.document_id;
            in_force && row.kind == words::DocumentKind::Progress
        });
        let others: Vec<Uuid> = others.map(|row| row.id).collect();
        let mut drafts = HashMap::new();
        for (id, json) in document::drafts(self.db, &others).await? {
            let lost = |why| Error::Internal(format!("what was read out of document {id} is lost: {why}"));
            drafts.insert(id, serde_json::from_str(&json).map_err(lost)?);
        }
        Ok(drafts)
    }

    /// The prints in force of each task that the corrected version printed, oldest period first.
    async fn prints<'d>(
        &self,
        own: &[(u32, Uuid)],
        drafts: &'d HashMap<Uuid, Draft>,
    ) -> Result<HashMap<Uuid, Vec<Print<'d>>>>
    where
        'a: 'd,
    {
        let document_id = self.place.document_id;
        let draft: &'d Draft = self.draft;
        let row_of = |draft: &'d Draft, row: usize| draft.tasks.get(row.checked_sub(1)?);
        let mut prints: HashMap<Uuid, Vec<Print<'d>>> = HashMap::new();
        if draft.kind == DocumentKind::Plan {
            for (row, task) in own {
                let row = usize::try_from(*row).ok().and_then(|row| row_of(draft, row));
                let print = row.map(|row| Print { document_id, update_id: None, row });
                prints.insert(*task, print.into_iter().collect());
            }
            return Ok(prints);
        }
        let affected = progress::tasks_of_documents(self.db, self.place.corrects.as_slice()).await?;
        let heads = progress::heads(self.db, TaskScope::Reports(&[self.place.report_id])).await?;
        for (task, heads) in heads.into_iter().filter(|(task, _)| affected.contains(task)) {
            let print = |head: progress::UpdateHead| {
                let draft =
                    if head.document_id == document_id { draft } else { drafts.get(&head.document_id)? };
                let row = row_of(draft, usize::try_from(head.row).ok()?)?;
                Some(Print { document_id: head.document_id, update_id: Some(head.id), row })
            };
            prints.insert(task, heads.into_iter().filter_map(print).collect());
        }
        Ok(prints)
    }

    async fn written(&self, prints: &HashMap<Uuid, Vec<Print<'_>>>) -> Result<Written> {
        let reports = [self.place.report_id];
        let mut tasks = tasks::of_report(self.db, self.place.report_id).await?;
        // A task without a print is withdrawn as it is.
        tasks.retain(|task| prints.get(&task.id).is_some_and(|prints| !prints.is_empty()));
        let ids: Vec<Uuid> = tasks.iter().map(|task| task.id).collect();
        Ok(Written {
            targets: indicators::by_tasks(self.db, TaskScope::Reports(&reports)).await?,
            figures: progress::measurements(self.db, TaskScope::Reports(&reports)).await?,
            links: department::links_of_tasks(self.db, &ids).await?,
            tasks,
        })
    }

    /// The units behind the printed names, all of which are known.
    async fn known_units(&self, prints: &HashMap<Uuid, Vec<Print<'_>>>) -> Result<UnitsByName> {
        let place = self.place.jurisdiction_id;
        let names = department::names_in(self.db, &[place]).await?.remove(&place).unwrap_or_default();
        let printed = prints.values().flatten().flat_map(|print| &print.row.departments);
        let unit = |name: &str| names.get(&DepartmentName::parse(name).canonical).copied();
        Ok(printed.filter_map(|printed| Some((printed.name.clone(), unit(&printed.name)?))).collect())
    }

    fn retake_units(
        &self,
        task_id: Uuid,
        prints: &[Print<'_>],
        units: &UnitsByName,
        before: &Written,
        retaken: &mut Retaken,
    ) {
        let links = prints.iter().rev().map(|print| self.links(print.row, task_id, units));
        let links = links.into_iter().find(|links| !links.is_empty()).unwrap_or_default();
        let old = before.links.get(&task_id).map_or(&[][..], Vec::as_slice);
        if !same_links(old, &links) {
            retaken.relinked.push(task_id);
            retaken.links.extend(links);
        }
    }

    /// The targets as the prints have them one after the other, and the figures that each print holds against them.
    fn retake_targets(
        &mut self,
        task_id: Uuid,
        prints: &[Print<'_>],
        before: &Written,
        retaken: &mut Retaken,
    ) {
        let old = before.targets.get(&task_id).map_or(&[][..], Vec::as_slice);
        let mut standing: Vec<indicator::Model> = Vec::new();
        let mut held = Vec::new();
        for print in prints {
            let found =
                pairs(&standing.iter().collect::<Vec<_>>(), &print.row.indicators.iter().collect::<Vec<_>>());
            for (target, found) in print.row.indicators.iter().zip(found) {
                let place = if let Some(place) = found {
                    targets::restate(&mut standing[place], print.document_id, target);
                    place
                } else {
                    let position = i32::try_from(standing.len()).unwrap_or(i32::MAX);
                    standing.push(targets::model(Uuid::nil(), task_id, print.document_id, position, target));
                    standing.len() - 1
                };
                held.extend(print.update_id.map(|update| (place, update, target)));
            }
        }
        for row in old {
            self.ids.remember_indicator(row);
        }
        let ids = self.ids.indicators(task_id, &standing.iter().collect::<Vec<_>>());
        for (row, id) in standing.iter_mut().zip(ids) {
            row.id = id;
        }
        let pair = |row: &measurement::Model| (row.indicator_id, row.progress_update_id);
        let figures_before: Vec<&measurement::Model> =
            old.iter().filter_map(|row| before.figures.get(&row.id)).flatten().collect();
        let mut figures: Vec<measurement::ActiveModel> = Vec::new();
        for row in &figures_before {
            self.ids.remember_measurement(row);
        }
        for (place, update, target) in held {
            let id = standing[place].id;
            figures.extend(targets::figure(self.ids.measurement(id, update), id, update, target));
        }
        // What superseded versions held against targets that still stand stays to be read.
        let in_force: HashSet<Uuid> = prints.iter().filter_map(|print| print.update_id).collect();
        let stands: HashSet<Uuid> = standing.iter().map(|row| row.id).collect();
        let readable = figures_before
            .iter()
            .filter(|row| !in_force.contains(&row.progress_update_id) && stands.contains(&row.indicator_id));
        figures.extend(readable.map(|row| (*row).clone().into_active_model().reset_all()));
        let paired: HashSet<(Uuid, Uuid)> = figures
            .iter()
            .map(|row| (*row.indicator_id.as_ref(), *row.progress_update_id.as_ref()))
            .collect();
        if standing == old && paired == figures_before.iter().map(|row| pair(row)).collect() {
            return;
        }
        retaken.emptied.push(task_id);
        retaken.targets.extend(standing.into_iter().map(|row| row.into_active_model().reset_all()));
        retaken.figures.extend(figures);
    }

    async fn write_retaken(&self, retaken: Retaken) -> Result<()> {
        let Retaken { tasks: changed, relinked, links, emptied, targets, figures } = retaken;
        for row in changed {
            tasks::update(self.db, row).await?;
        }
        department::replace_links(self.db, &relinked, links).await?;
        indicators::delete_of_tasks(self.db, &emptied).await?;
        indicators::insert(self.db, targets).await?;
        progress::insert(self.db, Vec::new(), figures, Vec::new()).await
    }
}

/// What is to be written of a task that its prints state one after the other.
fn stated(before: &task::Model, prints: &[Print<'_>]) -> Option<task::ActiveModel> {
    let (first, later) = prints.split_first()?;
    let mut after = before.clone();
    after.text.clone_from(&first.row.text);
    after.section = Section(first.row.section.clone());
    after.supervisor.clone_from(&first.row.supervisor);
    if let Some((number, sub_number)) = number_of(first.row) {
        (after.number, after.sub_number) = (Some(number), sub_number);
    }
    place(&mut after, first.document_id, first.row);
    for print in later {
        restate(&mut after, print.document_id, print.row);
    }
    (after != *before).then(|| changes(before, after))
}
