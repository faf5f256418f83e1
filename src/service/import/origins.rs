//! The plan and the bulletins of a report: which commitments each row reports on.
//!
//! The links follow from the tasks that are there, and every import finds them anew for the whole report. So it is the
//! same whichever document came first, and taking a document out takes its links with it.

use std::collections::HashMap;

use entity::{indicator, task, task_origin, words};
use sea_orm::ActiveValue::Set;
use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::Job;
use crate::domain::origin::{Commitment, Moved, Plan, Promise, moved};
use crate::error::Result;
use crate::ingest::draft::{DocumentKind, Severity};
use crate::store::{TaskScope, indicator as indicators, progress, task as tasks};

/// The tasks of one series, and what is compared of them.
struct Series<'a> {
    rows: Vec<&'a task::Model>,
    commitments: Vec<Commitment<'a>>,
}

impl<'a> Series<'a> {
    fn of(
        rows: impl Iterator<Item = &'a task::Model>,
        targets: &'a HashMap<Uuid, Vec<indicator::Model>>,
    ) -> Self {
        let rows: Vec<&task::Model> = rows.collect();
        let commitment = |row: &&'a task::Model| Commitment {
            number: row.number.map(|number| (number, row.sub_number)),
            text: &row.text,
            promises: targets.get(&row.id).into_iter().flatten().map(promise).collect(),
        };
        let commitments = rows.iter().map(commitment).collect();
        Self { rows, commitments }
    }
}

fn promise(row: &indicator::Model) -> Promise<'_> {
    Promise { name: &row.canonical_name, value: row.target.0, unit: &row.unit, kind: row.kind.into() }
}

impl<C: ConnectionTrait> Job<'_, C> {
    /// Links the rows of the report's bulletins with the commitments of its plan, and says what this document, whose
    /// rows are given, brings of doubts and differences.
    pub(super) async fn origins(&mut self, own: &[(u32, Uuid)]) -> Result<()> {
        let report = self.place.report_id;
        let all = tasks::of_report(self.db, report).await?;
        let targets = indicators::by_tasks(self.db, TaskScope::Reports(&[report])).await?;
        let of_kind = |kind| all.iter().filter(move |row| row.kind == kind);
        let plan = self.place.plan;
        let in_force = of_kind(words::DocumentKind::Plan).filter(|row| Some(row.document_id) == plan);
        let plan = Series::of(in_force, &targets);
        let in_force = progress::newest(self.db, report).await?;
        let printed = of_kind(words::DocumentKind::Progress).filter(|row| in_force.contains_key(&row.id));
        let rows = Series::of(printed, &targets);
        let own: HashMap<Uuid, u32> = own.iter().map(|(row, task)| (*task, *row)).collect();
        let index = Plan::of(&plan.commitments);
        let mut links = Vec::new();
        for (row, commitment) in rows.rows.iter().zip(&rows.commitments) {
            let found = index.origins(commitment);
            if !found.doubtful.is_empty() {
                let promised: Vec<&task::Model> =
                    found.doubtful.iter().map(|place| plan.rows[*place]).collect();
                self.doubt(row, &promised, &own);
            }
            for (place, reason) in found.certain {
                let origin = plan.rows[place];
                for difference in moved(&plan.commitments[place], commitment) {
                    self.differ(row, origin, difference, &own);
                }
                links.push(task_origin::ActiveModel {
                    task_id: Set(row.id),
                    origin_id: Set(origin.id),
                    reason: Set(reason),
                });
            }
        }
        tasks::replace_origins(self.db, report, links).await
    }

    /// A row that may come from the plan, told with the document that brings it or the plan.
    fn doubt(&mut self, row: &task::Model, plan: &[&task::Model], own: &HashMap<Uuid, u32>) {
        let place = |task: &task::Model| own.get(&task.id).copied();
        let Some(at) = place(row).or_else(|| plan.iter().find_map(|task| place(task))) else { return };
        let started: Vec<String> = plan.iter().map(|task| format!("“{}…”", start(&task.text))).collect();
        let message = format!(
            "{} says “{}…”, which may report on {} of the plan; nothing was linked, and both count",
            numbered(row),
            start(&row.text),
            started.join(" or ")
        );
        self.find("ORIGIN_DOUBTFUL", Severity::Info, Some(at), message);
    }

    /// A target that plan and bulletin print differently. A bulletin moves nothing of a task that a later one prints.
    fn differ(
        &mut self,
        row: &task::Model,
        origin: &task::Model,
        difference: Moved<'_>,
        own: &HashMap<Uuid, u32>,
    ) {
        let brings = if self.draft.kind == DocumentKind::Plan { origin } else { row };
        let Some(at) = own.get(&brings.id).copied().filter(|_| self.stands(row.id)) else { return };
        let Moved { plan, row: printed } = difference;
        let message = format!(
            "the plan promises {} {} {}, and {} prints {} {}; the bulletin's counts",
            plan.name,
            plan.value.normalize(),
            plan.unit,
            numbered(row),
            printed.value.normalize(),
            printed.unit
        );
        self.find("TARGET_MOVED", Severity::Warning, Some(at), message);
    }
}

fn start(text: &str) -> String {
    text.chars().take(30).collect()
}

fn numbered(row: &task::Model) -> String {
    row.number.map_or_else(|| "a row without a number".to_owned(), |number| format!("row {number}"))
}
