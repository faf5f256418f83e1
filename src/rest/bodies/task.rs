//! Tasks with their units, targets and updates.

use entity::measurement;
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::department::Unit;
use super::document::covered;
use super::report::Report;
use crate::domain::completion::edge;
use crate::domain::origin::CountedAs;
use crate::domain::status::Status;
use crate::domain::target::{Comparator, Kind, Role};
use crate::ingest::draft::DocumentKind;
use crate::service::assessment::{IndicatorState, as_of};
use crate::service::detail::{TaskDetail, UpdateDetail};
use crate::view::Date;
use crate::view::{Assessment, Period, ReportedStatus, Span};

/// A unit's part in a task.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskDepartment {
    /// The unit.
    #[serde(flatten)]
    pub unit: Unit,
    /// 牵头、配合 or 责任.
    pub role: Role,
    /// Why the unit has that role.
    pub reason: String,
    /// The unit's name as the bulletin prints it.
    pub printed_name: String,
    /// The unit that it belongs to; with `include=departments.parent`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub parent: Option<Unit>,
}

/// A figure, or the printed share of a target.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Measurement {
    /// Its id.
    pub id: Uuid,
    /// Its indicator.
    pub indicator_id: Uuid,
    /// The figure as printed; null where only a share is printed.
    pub value: Option<Decimal>,
    /// The upper end of a printed range.
    pub value_high: Option<Decimal>,
    /// Unit of the figure as printed.
    pub unit: Option<String>,
    /// 以上、余、左右 stands with the figure.
    pub approximate: bool,
    /// 预计 stands with the figure.
    pub forecast: bool,
    /// What the figure is as of.
    pub as_of: Option<Period>,
    /// The printed words that carry the figure.
    pub quote: Option<String>,
    /// Where they stand in the document.
    pub span: Option<Span>,
    /// The printed share of the annual target, in per cent.
    pub reported_share: Option<Decimal>,
    /// The printed words of that share.
    pub share_quote: Option<String>,
}

impl Measurement {
    fn new(row: &measurement::Model, as_of: Option<Period>) -> Self {
        Self {
            id: row.id,
            indicator_id: row.indicator_id,
            value: row.value.map(|value| value.0),
            value_high: row.value_high.map(|value| value.0),
            unit: row.unit.clone(),
            approximate: row.approximate,
            forecast: row.forecast,
            as_of,
            quote: row.quote.clone(),
            span: Span::of_nullable(row.span_start, row.span_end),
            reported_share: row.share.map(|share| share.0),
            share_quote: row.share_quote.clone(),
        }
    }
}

/// A measurable target with its latest figure.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Indicator {
    /// Its id.
    pub id: Uuid,
    /// Its task.
    pub task_id: Uuid,
    /// What is measured, as printed.
    pub name: String,
    /// The name that the same measure has in every report.
    pub canonical_name: String,
    /// The value to be reached, as printed.
    pub target: Decimal,
    /// The upper end of a printed range.
    pub target_high: Option<Decimal>,
    /// Unit of the target as printed.
    pub unit: String,
    /// Which side of the target counts as reaching it.
    pub comparator: Comparator,
    /// How the value behaves over the year.
    pub kind: Kind,
    /// The printed words that carry the target.
    pub quote: String,
    /// Where they stand in the document that prints the target.
    pub span: Span,
    /// Id of that document.
    pub document_id: Uuid,
    /// The figure with the newest as-of date.
    pub latest_measurement: Option<Measurement>,
    /// What it makes of the target; null where nothing is measured.
    pub assessment: Option<Assessment>,
    /// The result; `UNMEASURED` where nothing is measured.
    pub status: Status,
}

impl From<&IndicatorState> for Indicator {
    fn from(state: &IndicatorState) -> Self {
        let row = &state.indicator;
        let latest = state.latest.as_ref();
        Self {
            id: row.id,
            task_id: row.task_id,
            name: row.name.clone(),
            canonical_name: row.canonical_name.clone(),
            target: row.target.0,
            target_high: row.target_high.map(|value| value.0),
            unit: row.unit.clone(),
            comparator: row.comparator.into(),
            kind: row.kind.into(),
            quote: row.quote.clone(),
            span: Span::of(row.span_start, row.span_end),
            document_id: row.document_id,
            latest_measurement: latest.map(|(figure, as_of)| Measurement::new(figure, Some(as_of.into()))),
            assessment: state.assessment.as_ref().map(Into::into),
            status: state.assessment.as_ref().map_or(Status::Unmeasured, |assessed| assessed.status),
        }
    }
}

/// A commitment of the plan that a row of the bulletins reports on.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskOrigin {
    /// The commitment.
    pub task_id: Uuid,
    /// Why the row is said to report on it.
    pub reason: String,
}

/// A commitment with its units, targets and state.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// Its id.
    pub id: Uuid,
    /// Its report.
    pub report_id: Uuid,
    /// `PLAN` where the work report itself makes the commitment, `PROGRESS` where it is a row of the bulletins.
    pub kind: DocumentKind,
    /// How it counts in completion.
    pub counted_as: CountedAs,
    /// The commitments of the plan that it reports on; empty for a commitment of the plan, and where none was found.
    pub origins: Vec<TaskOrigin>,
    /// 序号 as printed.
    pub number: Option<i32>,
    /// 0 for the numbered row, then 1, 2, … for its continuation rows.
    pub sub_number: i32,
    /// The commitment.
    pub text: String,
    /// Headings above it, outermost first.
    pub section: Vec<String>,
    /// 分管领导, where printed.
    pub supervisor: Option<String>,
    /// Its responsible units.
    pub departments: Vec<TaskDepartment>,
    /// Its measurable targets.
    pub indicators: Vec<Indicator>,
    /// The status that the newest bulletin prints.
    pub reported_status: Option<ReportedStatus>,
    /// The status computed from its figures.
    pub assessed_status: Status,
    /// The printed status where there is one, else the assessed one.
    pub effective_status: Status,
    /// True where the print says `ON_TRACK` or better and the figures say `BEHIND`.
    pub discrepancy: bool,
    /// Mean degree of completion of its measured indicators, 0..1.
    pub completion: Option<Decimal>,
    /// Its measurable targets.
    pub indicator_count: i32,
    /// Those of its targets that are measured.
    pub measured_count: i32,
    /// Its report; with `include=report`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub report: Option<Report>,
    /// What each bulletin in force says of it, oldest period first; with `include=updates`, and always with one task.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub updates: Option<Vec<ProgressUpdate>>,
}

impl From<&TaskDetail> for Task {
    fn from(detail: &TaskDetail) -> Self {
        let TaskDetail { task, departments, origins, state } = detail;
        let text = state.update.as_ref().and_then(|update| update.reported_text.clone());
        Self {
            id: task.id,
            report_id: task.report_id,
            kind: task.kind.into(),
            counted_as: task.counted_as.into(),
            origins: origins
                .iter()
                .map(|link| TaskOrigin { task_id: link.origin_id, reason: link.reason.clone() })
                .collect(),
            number: task.number,
            sub_number: task.sub_number,
            text: task.text.clone(),
            section: task.section.0.clone(),
            supervisor: task.supervisor.clone(),
            departments: departments
                .iter()
                .map(|(link, unit)| TaskDepartment {
                    unit: unit.into(),
                    role: link.role.into(),
                    reason: link.reason.clone(),
                    printed_name: link.printed_name.clone(),
                    parent: None,
                })
                .collect(),
            indicators: state.indicators.iter().map(Into::into).collect(),
            reported_status: text.map(|text| ReportedStatus { status: state.reported, text }),
            assessed_status: state.assessed.status,
            effective_status: state.effective(),
            discrepancy: state.discrepancy(),
            completion: state.assessed.completion.map(edge),
            indicator_count: task.indicator_count,
            measured_count: task.measured_count,
            report: None,
            updates: None,
        }
    }
}

/// What one bulletin says of a task.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProgressUpdate {
    /// Its id.
    pub id: Uuid,
    /// Its task.
    pub task_id: Uuid,
    /// The document that says it.
    pub document_id: Uuid,
    /// Printed title of that document.
    pub document_title: Option<String>,
    /// Printed date of its publication.
    pub published_on: Option<Date>,
    /// The period that it covers.
    pub period: Option<Period>,
    /// Row of the document, from 1.
    pub row: i32,
    /// What was done, as printed.
    pub text: String,
    /// The printed status.
    pub reported_status: Option<ReportedStatus>,
    /// The figures that it holds against targets.
    pub measurements: Vec<Measurement>,
}

impl From<&UpdateDetail> for ProgressUpdate {
    fn from(detail: &UpdateDetail) -> Self {
        let UpdateDetail { update, document, measurements } = detail;
        let period = covered(document);
        let figure = |row: &measurement::Model| {
            let own = as_of(row).as_ref().map(Into::into);
            Measurement::new(row, own.or_else(|| period.clone()))
        };
        let status = update.reported_status.map(Into::into);
        Self {
            id: update.id,
            task_id: update.task_id,
            document_id: document.id,
            document_title: document.title.clone(),
            published_on: document.published_on.map(Into::into),
            row: update.row,
            text: update.text.clone(),
            reported_status: update.reported_text.clone().map(|text| ReportedStatus { status, text }),
            measurements: measurements.iter().map(figure).collect(),
            period,
        }
    }
}
