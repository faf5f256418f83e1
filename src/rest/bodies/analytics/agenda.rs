//! What is behind, silent or unmeasured.

use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::super::Page;
use super::super::department::Unit;
use super::super::task::Indicator;
use super::{Evidence, References, TaskReference, first_rows};
use crate::domain::rules::AGENDA;
use crate::domain::status::Status;
use crate::error::Result;
use crate::service::analytics::agenda::{self, UNMEASURED, WITHOUT_UPDATE};
use crate::view::analytics::{Gap, Lag};
use crate::view::{Period, Ratio, ReportedStatus, RuleReference};

/// What a supervision office has to ask about.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Agenda {
    /// The newest period in view.
    pub period: Option<Period>,
    /// Tasks of the report.
    pub total: u32,
    /// Tasks that are measured at all, of all tasks.
    pub coverage: Ratio,
    /// Tasks that are behind or not started, by print or by their figures: the largest lag first.
    pub behind: Page<AgendaItem>,
    /// Tasks of which the bulletin for the period says nothing, as printed.
    pub without_update: Page<TaskReference>,
    /// Tasks with no measured indicator, as printed.
    pub unmeasured: Page<TaskReference>,
    /// The rule by which the agenda is made.
    pub rule: RuleReference,
}

impl Agenda {
    /// An agenda with the first rows of each of its lists.
    pub fn new(
        found: &agenda::Agenda,
        behind: Page<AgendaItem>,
        first: Option<i64>,
        to: &References<'_>,
    ) -> Result<Self> {
        let tasks = |ids: &[Uuid], list| first_rows(first, ids, list, |id| to.task(*id));
        Ok(Self {
            period: found.period.as_ref().map(Into::into),
            total: found.total,
            coverage: found.coverage().into(),
            behind,
            without_update: tasks(&found.without_update, WITHOUT_UPDATE)?,
            unmeasured: tasks(&found.unmeasured, UNMEASURED)?,
            rule: AGENDA.into(),
        })
    }
}

/// A task that is behind, by how much, who answers for it, and on what words.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct AgendaItem {
    /// The task.
    pub task: Option<TaskReference>,
    /// The status that the newest bulletin in view prints.
    pub reported_status: Option<ReportedStatus>,
    /// The status computed from its figures.
    pub assessed_status: Status,
    /// How far its worst indicator is behind, in percentage points of the target; null where only the print says that the
    /// task is behind, or where a lag is not defined.
    pub lag: Option<Lag>,
    /// Value less target of that indicator, in its unit; null where only a share is printed.
    pub gap: Option<Gap>,
    /// The indicator that is furthest behind; null where only the print says that the task is.
    pub indicator: Option<Indicator>,
    /// The units that answer for the task.
    pub leads: Vec<Unit>,
    /// The printed words of target, figure, share and status.
    pub evidence: Vec<Evidence>,
}

impl AgendaItem {
    /// An item with its task, units and quotes.
    #[must_use]
    pub fn new(item: &agenda::Item, to: &References<'_>) -> Self {
        let text = item.reported_text.clone();
        Self {
            task: to.task(item.task_id),
            reported_status: text.map(|text| ReportedStatus { status: item.reported, text }),
            assessed_status: item.assessed,
            lag: item.lag.map(Into::into),
            gap: item.worst.as_ref().and_then(Gap::of),
            indicator: item.worst.as_ref().map(Into::into),
            leads: item.lead_ids.iter().filter_map(|id| to.unit(*id)).collect(),
            evidence: to.evidence(&item.evidence),
        }
    }
}
