//! Values that look the same on every surface: as GraphQL objects and as REST bodies.

pub mod analytics;
mod date;
pub mod filter;
mod level;
pub mod order;
pub mod ordered;
mod roles;

pub use date::Date;
pub use level::Level;
pub use roles::Roles;

use std::sync::Arc;

use async_graphql::SimpleObject;
use entity::{glossary_entry, result};
use rust_decimal::Decimal;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use crate::domain::assessment::{Assessment as Assessed, RULES_VERSION, Rule as AppliedRule};
use crate::domain::completion::{self, Basis, TaskStanding, edge};
use crate::domain::period;
use crate::domain::rules::{Citation, SETS};
use crate::domain::status::Status as TaskStatus;
use crate::domain::target::Kind;
use crate::service::completion::Answer;

/// A span of days that a bulletin covers or a figure is as of, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Period {
    /// First day.
    pub start: Date,
    /// Last day.
    pub end: Date,
    /// As printed: 上半年, 1-8月.
    pub label: String,
    /// 序时进度: the part of the year gone by at the end of the period, 0..1, rounded half up to 6 places.
    pub elapsed_share: Decimal,
}

impl From<&period::Period> for Period {
    fn from(period: &period::Period) -> Self {
        Self {
            start: period.start.into(),
            end: period.end.into(),
            label: period.label.clone(),
            elapsed_share: edge(period.elapsed_share()),
        }
    }
}

/// A share of tasks, with what it was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
pub struct Ratio {
    /// Tasks that count.
    pub numerator: u32,
    /// Tasks that could.
    pub denominator: u32,
    /// Numerator over denominator, 0..1, rounded half up to 6 places; null of nothing.
    pub ratio: Option<Decimal>,
}

impl From<completion::Ratio> for Ratio {
    fn from(ratio: completion::Ratio) -> Self {
        Self { numerator: ratio.numerator, denominator: ratio.denominator, ratio: ratio.value() }
    }
}

/// A ratio whose parts need not be whole, with what it was made of.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
pub struct DecimalRatio {
    /// What is divided, rounded half up to 6 places: of a mean, the sum of what is known.
    pub numerator: Decimal,
    /// By how many: of a mean, how many are known.
    pub denominator: u32,
    /// Numerator over denominator, rounded half up to 6 places; null of nothing.
    pub ratio: Option<Decimal>,
}

/// A rule by its number and short name, as docs/assessment.md (1 to 11) and docs/analytics.md (12 and more) tell it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
pub struct RuleReference {
    /// Number of the rule.
    pub number: u32,
    /// Its short name.
    pub name: &'static str,
    /// Version of the rules.
    pub version: u32,
}

impl From<Citation> for RuleReference {
    fn from(rule: Citation) -> Self {
        Self { number: rule.number, name: rule.name, version: RULES_VERSION }
    }
}

/// How many tasks have a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
pub struct StatusCount {
    /// The status.
    pub status: TaskStatus,
    /// Tasks that have it.
    pub count: u32,
}

/// Completion of a set of tasks (rule 8 of docs/assessment.md).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct Completion {
    /// Which status was counted.
    pub basis: Basis,
    /// Tasks in the set.
    pub total: u32,
    /// Tasks per status, all six.
    pub status_counts: Vec<StatusCount>,
    /// Completed tasks of all tasks.
    pub completed: Ratio,
    /// Tasks on track or better (COMPLETED, AHEAD, ON_TRACK) of the tasks that have a status.
    pub on_track: Ratio,
    /// Tasks with a measured indicator of all tasks.
    pub coverage: Ratio,
    /// Mean completion over the measured tasks, 0..1; unmeasured ones are not counted as 0. Null where none is measured.
    pub mean_completion: Option<Decimal>,
    /// What that mean is made of.
    pub mean: DecimalRatio,
    /// 序时进度 of the newest period in view, 0..1; null where there is no bulletin.
    pub elapsed_share: Option<Decimal>,
    /// The newest period in view.
    pub period: Option<Period>,
    /// Tasks whose printed status is ON_TRACK or better while their figures say BEHIND.
    pub discrepancies: u32,
    /// Commitments of the plan that no row of the bulletins reports on: among `total`, all of them unmeasured.
    pub unreported: u32,
    /// Version of the rules of assessment.
    pub rules_version: u32,
    /// The rule that the ratios follow.
    pub rule: RuleReference,
    /// The tasks that were counted, for the derivation.
    #[serde(skip)]
    #[graphql(skip)]
    pub members: Members,
}

/// The tasks that a completion was counted from, as printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Members(pub Arc<[(Uuid, TaskStanding)]>);

impl Completion {
    /// The answer to a question asked on `basis`.
    #[must_use]
    pub fn new(answer: &Answer, basis: Basis) -> Self {
        let completion = &answer.completion;
        Self {
            basis,
            total: completion.total,
            status_counts: completion
                .status_counts
                .map(|(status, count)| StatusCount { status, count })
                .to_vec(),
            completed: completion.completed.into(),
            on_track: completion.on_track.into(),
            coverage: completion.coverage.into(),
            mean_completion: completion.mean_completion.map(edge),
            mean: DecimalRatio {
                numerator: edge(completion.completion_sum),
                denominator: completion.completion_count,
                ratio: completion.mean_completion.map(edge),
            },
            elapsed_share: answer.elapsed_share().map(edge),
            period: answer.period.as_ref().map(Into::into),
            discrepancies: completion.discrepancies,
            unreported: completion.unreported,
            rules_version: RULES_VERSION,
            rule: SETS.into(),
            members: Members(Arc::clone(&answer.members)),
        }
    }
}

/// What a figure makes of a target (rules 1 to 6 of docs/assessment.md).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
pub struct Assessment {
    /// The result.
    pub status: TaskStatus,
    /// The rule that gave it.
    pub rule: AppliedRule,
    /// Version of the rules.
    pub rules_version: u32,
    /// Value over target (0.889 is 88.9 %), rounded half up to 6 places; null for growth and where it is not defined.
    pub attainment: Option<Decimal>,
    /// Value less target, in the unit of the target, percentage points for growth; null where only a share is printed.
    pub gap: Option<Decimal>,
    /// Attainment less elapsed share, in percentage points; amounts to be reached only.
    pub lead: Option<Decimal>,
    /// 序时进度 at the as-of date of the figure, 0..1.
    pub elapsed_share: Decimal,
    /// Degree of completion, 0..1; null where it is not defined.
    pub degree: Option<Decimal>,
    /// Printed share less recomputed attainment, in percentage points, where they differ by more than 0.1.
    pub share_difference: Option<Decimal>,
}

impl From<&Assessed> for Assessment {
    fn from(assessed: &Assessed) -> Self {
        Self {
            status: assessed.status,
            rule: assessed.rule,
            rules_version: RULES_VERSION,
            attainment: assessed.attainment.map(edge),
            gap: assessed.gap.map(edge),
            lead: assessed.lead.map(edge),
            elapsed_share: edge(assessed.elapsed_share),
            degree: assessed.degree.map(edge),
            share_difference: assessed.share_difference.map(edge),
        }
    }
}

/// A printed status and what it means.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
pub struct ReportedStatus {
    /// What the words mean; null where they are not known.
    pub status: Option<TaskStatus>,
    /// The printed words.
    pub text: String,
}

/// Where something stands in the text of its document: characters (Unicode scalar values) from 0, the end excluded.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
pub struct Span {
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

impl Span {
    /// From two columns.
    #[must_use]
    pub fn of(start: i32, end: i32) -> Self {
        Self { start: u32::try_from(start).unwrap_or(0), end: u32::try_from(end).unwrap_or(0) }
    }

    /// From two columns that are null together.
    #[must_use]
    pub fn of_nullable(start: Option<i32>, end: Option<i32>) -> Option<Self> {
        Some(Self::of(start?, end?))
    }
}

/// A measured result that a document tells and that answers no target.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(name = "Result", complex)]
pub struct ReportResult {
    /// The document that prints it.
    #[graphql(skip)]
    pub document_id: Uuid,
    /// Its place in the document, from 0.
    pub position: i32,
    /// What is measured, as printed.
    pub name: String,
    /// The name that the same measure has in every document: for comparing across periods.
    pub canonical_name: String,
    /// The figure as printed; a fall is negative.
    pub value: Decimal,
    /// Unit of the figure as printed.
    pub unit: String,
    /// How the value behaves over the year.
    pub kind: Kind,
    /// The printed words that carry the figure.
    pub quote: String,
    /// Where they stand in the document.
    pub span: Span,
    /// Headings above it, outermost first.
    pub section: Vec<String>,
}

impl From<result::Model> for ReportResult {
    fn from(row: result::Model) -> Self {
        Self {
            document_id: row.document_id,
            position: row.position,
            name: row.name,
            canonical_name: row.canonical_name,
            value: row.value.0,
            unit: row.unit,
            kind: row.kind.into(),
            quote: row.quote,
            span: Span::of(row.span_start, row.span_end),
            section: row.section.0,
        }
    }
}

/// A term that a document explains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, SimpleObject)]
#[serde(rename_all = "camelCase")]
#[graphql(complex)]
pub struct GlossaryEntry {
    /// The document that explains it.
    #[graphql(skip)]
    pub document_id: Uuid,
    /// Its place in the document, from 0.
    pub position: i32,
    /// Printed number of the note.
    pub number: i32,
    /// The term.
    pub term: String,
    /// What the document says it means.
    pub definition: String,
}

impl From<glossary_entry::Model> for GlossaryEntry {
    fn from(row: glossary_entry::Model) -> Self {
        let glossary_entry::Model { document_id, position, number, term, definition, .. } = row;
        Self { document_id, position, number, term, definition }
    }
}
