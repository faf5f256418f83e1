//! What REST answers with. Values that GraphQL shows too come from `view`.

use chrono::{DateTime, NaiveDate, Utc};
use entity::{department, document, finding, jurisdiction, measurement, report};
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::completion::edge;
use crate::domain::status::Status;
use crate::domain::target::{Comparator, Kind, Role};
use crate::service::assessment::{IndicatorState, as_of};
use crate::service::detail::{TaskDetail, UpdateDetail};
use crate::store::words;
use crate::view::{Assessment, Completion, Period, ReportedStatus, Span};

/// One page of a list.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Page<T> {
    /// The rows.
    pub items: Vec<T>,
    /// Rows in the whole list.
    pub total_count: u64,
    /// Cursor of the next page, for `after`; null on the last page.
    pub next_cursor: Option<String>,
}

/// A jurisdiction, as far as its reports show it.
#[derive(Debug, Serialize, ToSchema)]
pub struct Jurisdiction {
    /// Its id.
    pub id: Uuid,
    /// Its name as printed.
    pub name: String,
}

impl From<&jurisdiction::Model> for Jurisdiction {
    fn from(row: &jurisdiction::Model) -> Self {
        Self { id: row.id, name: row.name.clone() }
    }
}

/// A work report.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Its id.
    pub id: Uuid,
    /// The government that made the commitments.
    pub jurisdiction: Option<Jurisdiction>,
    /// The year whose commitments it makes.
    pub year: i32,
    /// Printed title of its plan, else of its newest bulletin.
    pub title: Option<String>,
    /// When its first document was imported.
    pub created_at: DateTime<Utc>,
    /// When an import last changed it.
    pub updated_at: DateTime<Utc>,
}

impl Report {
    /// A report with what stands in other tables.
    #[must_use]
    pub fn new(
        row: &report::Model,
        jurisdiction: Option<&jurisdiction::Model>,
        title: Option<&String>,
    ) -> Self {
        Self {
            id: row.id,
            jurisdiction: jurisdiction.map(Into::into),
            year: row.year,
            title: title.cloned(),
            created_at: row.created_at,
            updated_at: row.updated_at,
        }
    }
}

/// A unit, as far as lists show it.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Unit {
    /// Its id.
    pub id: Uuid,
    /// Its name, in half-width form without spaces.
    pub name: String,
    /// True where the name stands for a set of units.
    pub collective: bool,
    /// The unit that it belongs to.
    pub parent_id: Option<Uuid>,
}

impl From<&department::Model> for Unit {
    fn from(row: &department::Model) -> Self {
        Self { id: row.id, name: row.name.clone(), collective: row.collective, parent_id: row.parent_id }
    }
}

/// A unit with its surroundings.
#[derive(Debug, Serialize, ToSchema)]
pub struct Department {
    /// The unit itself.
    #[serde(flatten)]
    pub unit: Unit,
    /// Its jurisdiction.
    pub jurisdiction: Option<Jurisdiction>,
    /// The unit that it belongs to.
    pub parent: Option<Unit>,
    /// The units that belong to it.
    pub children: Vec<Unit>,
    /// The units that this collective unit stands for.
    pub members: Vec<Unit>,
    /// The collective units that stand for it.
    pub collectives: Vec<Unit>,
    /// The names that stand for it.
    pub aliases: Vec<Alias>,
    /// The reports in which it has tasks of its own, newest year first.
    pub reports: Vec<Uuid>,
}

/// A name that stands for a unit.
#[derive(Debug, Serialize, ToSchema)]
pub struct Alias {
    /// The name.
    pub name: String,
    /// Why it stands for the unit.
    pub reason: String,
}

/// A responsible unit in a report.
#[derive(Debug, Serialize, ToSchema)]
pub struct DepartmentStanding {
    /// The unit.
    pub department: Option<Unit>,
    /// Completion of its tasks in the role asked for, or in any role, each task once.
    pub completion: Completion,
    /// Completion of the tasks that it answers for: as LEAD or RESPONSIBLE.
    pub lead: Completion,
    /// Completion of the tasks that it supports.
    pub support: Completion,
}

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

/// A commitment with its units, targets and state.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Task {
    /// Its id.
    pub id: Uuid,
    /// Its report.
    pub report_id: Uuid,
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
}

impl From<&TaskDetail> for Task {
    fn from(detail: &TaskDetail) -> Self {
        let TaskDetail { task, departments, state } = detail;
        let text = state.update.as_ref().and_then(|update| update.reported_text.clone());
        Self {
            id: task.id,
            report_id: task.report_id,
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
                })
                .collect(),
            indicators: state.indicators.iter().map(Into::into).collect(),
            reported_status: text.map(|text| ReportedStatus { status: state.reported, text }),
            assessed_status: state.assessed.status,
            effective_status: state.effective(),
            discrepancy: state.discrepancy(),
            completion: state.assessed.completion.map(edge),
        }
    }
}

/// What one bulletin says of a task.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct ProgressUpdate {
    /// Its id.
    pub id: Uuid,
    /// The document that says it.
    pub document_id: Uuid,
    /// Printed title of that document.
    pub document_title: Option<String>,
    /// Printed date of its publication.
    pub published_on: Option<NaiveDate>,
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
            document_id: document.id,
            document_title: document.title.clone(),
            published_on: document.published_on,
            row: update.row,
            text: update.text.clone(),
            reported_status: update.reported_text.clone().map(|text| ReportedStatus { status, text }),
            measurements: measurements.iter().map(figure).collect(),
            period,
        }
    }
}

/// A commitment with everything that is known of it.
#[derive(Debug, Serialize, ToSchema)]
pub struct TaskInFull {
    /// The task.
    #[serde(flatten)]
    pub task: Task,
    /// What each bulletin in force says of it, oldest period first.
    pub updates: Vec<ProgressUpdate>,
}

/// An imported source.
#[derive(Debug, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Document {
    /// Its id.
    pub id: Uuid,
    /// The report it belongs to.
    pub report_id: Uuid,
    /// `PLAN` or `PROGRESS`.
    pub kind: crate::ingest::draft::DocumentKind,
    /// Printed title.
    pub title: Option<String>,
    /// Printed publisher.
    pub publisher: Option<String>,
    /// Printed date of publication.
    pub published_on: Option<NaiveDate>,
    /// What it covers; null for a plan.
    pub period: Option<Period>,
    /// Layout that it was read as.
    pub layout: String,
    /// Name of the imported file.
    pub file_name: String,
    /// SHA-256 of the imported bytes, in hexadecimal.
    pub sha256: String,
    /// Number of the imported bytes.
    pub byte_size: i64,
    /// When it was imported.
    pub imported_at: DateTime<Utc>,
    /// The corrected version that took its place; null while it is in force.
    pub superseded_by_id: Option<Uuid>,
}

impl From<&document::Model> for Document {
    fn from(row: &document::Model) -> Self {
        Self {
            id: row.id,
            report_id: row.report_id,
            kind: row.kind.into(),
            title: row.title.clone(),
            publisher: row.publisher.clone(),
            published_on: row.published_on,
            period: covered(row),
            layout: row.layout.clone(),
            file_name: row.file_name.clone(),
            sha256: row.sha256.clone(),
            byte_size: row.byte_size,
            imported_at: row.imported_at,
            superseded_by_id: row.superseded_by_id,
        }
    }
}

fn covered(row: &document::Model) -> Option<Period> {
    let label = row.period_label.as_deref();
    words::period(row.period_start, row.period_end, label, row.period_granularity).as_ref().map(Into::into)
}

/// A document with its text and what a reader of it should know.
#[derive(Debug, Serialize, ToSchema)]
pub struct DocumentInFull {
    /// The document.
    #[serde(flatten)]
    pub document: Document,
    /// The decoded text that every span points into.
    pub text: String,
    /// What a reader of it should know.
    pub findings: Vec<Finding>,
}

/// Something that a reader of a document should know.
#[derive(Debug, Serialize, ToSchema)]
pub struct Finding {
    /// Stable code.
    pub code: String,
    /// `INFO`, `WARNING` or `ERROR`.
    pub severity: crate::ingest::draft::Severity,
    /// Row of the document, from 1.
    pub row: Option<i32>,
    /// Line of the text, from 1.
    pub line: Option<i32>,
    /// What was seen and what was done about it.
    pub message: String,
}

impl From<finding::Model> for Finding {
    fn from(row: finding::Model) -> Self {
        let finding::Model { code, severity, row: of_row, line, message, .. } = row;
        Self { code, severity: severity.into(), row: of_row, line, message }
    }
}
