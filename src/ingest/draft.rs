//! What a document says, before anything is stored: the parse contract (`docs/reading.md`).
//!
//! Serialises to the JSON that `taizhang parse` prints. Decimals are strings. Spans count characters (Unicode scalar
//! values) of [`Draft::content`], from 0, the end excluded.

use chrono::NaiveDate;
use rust_decimal::Decimal;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use crate::domain::period::Period;
use crate::domain::status::Status;
use crate::domain::target::{Comparator, Kind, Role};

/// Where something stands in [`Draft::content`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Span {
    /// First character.
    pub start: usize,
    /// One past the last character.
    pub end: usize,
}

/// What kind of document was read.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum, utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum DocumentKind {
    /// The work report itself.
    Plan,
    /// A bulletin on its progress over a period.
    Progress,
}

/// One document, read.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Draft {
    /// The printed title.
    pub title: Option<String>,
    /// The government that made the commitments.
    pub jurisdiction: Option<String>,
    /// The year of the work report.
    pub year: Option<i32>,
    /// What the bulletin covers; `None` for a plan, or where the text does not say.
    pub period: Option<Period>,
    /// Printed date of publication.
    pub published_on: Option<NaiveDate>,
    /// Printed publisher.
    pub publisher: Option<String>,
    /// Plan or progress.
    pub kind: DocumentKind,
    /// Code of the layout that was recognised, such as `flattened-table`.
    pub layout: String,
    /// The commitments, in the order of the document.
    pub tasks: Vec<TaskDraft>,
    /// Measured results of a narrative that answer no target.
    pub results: Vec<ResultDraft>,
    /// Explained terms.
    pub glossary: Vec<GlossaryEntry>,
    /// What a reader of the document should know.
    pub findings: Vec<Finding>,
    /// The decoded text that every span points into. Kept by the ledger, not printed by `parse`.
    #[serde(skip)]
    pub content: String,
}

/// One commitment as one document prints it.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct TaskDraft {
    /// Position in the document, from 1.
    pub row: u32,
    /// Printed number; a continuation row carries the number of the row it continues.
    pub number: Option<u32>,
    /// 0 for the numbered row, then 1, 2, … for its continuation rows.
    pub sub_number: u32,
    /// The commitment, its cell's lines joined.
    pub text: String,
    /// Headings above it, outermost first.
    pub section: Vec<String>,
    /// 分管领导 as printed.
    pub supervisor: Option<String>,
    /// Responsible units.
    pub departments: Vec<DepartmentDraft>,
    /// What the document says was done; empty where it says nothing. Paragraphs are separated by `\n`.
    pub progress: String,
    /// Printed status.
    pub reported_status: Option<ReportedStatus>,
    /// Measurable targets.
    pub indicators: Vec<IndicatorDraft>,
    /// Shares of an annual plan that belong to none of the targets.
    pub unlinked_shares: Vec<ShareDraft>,
    /// Where the commitment stands.
    pub span: Span,
    /// Where the progress text stands; `None` where there is none.
    pub progress_span: Option<Span>,
}

/// A responsible unit of a row.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DepartmentDraft {
    /// As printed, without the lead mark.
    pub name: String,
    /// What it answers for.
    pub role: Role,
    /// Why it has that role, in words.
    pub reason: String,
}

/// A status in print.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReportedStatus {
    /// What the words mean; `None` where they are not known.
    pub status: Option<Status>,
    /// The printed words.
    pub text: String,
    /// Where they stand; `None` where that was not kept.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub span: Option<Span>,
}

/// One measurable target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct IndicatorDraft {
    /// What is measured, as printed, without the number.
    pub name: String,
    /// One name for measures that go by several: 地区生产总值 for GDP. For comparing across documents.
    pub canonical_name: String,
    /// Lower end where a range is printed; a fall asked for is negative.
    #[serde(serialize_with = "decimal", deserialize_with = "rust_decimal::serde::str::deserialize")]
    pub target: Decimal,
    /// Upper end of a printed range.
    #[serde(serialize_with = "optional_decimal", deserialize_with = "optional_decimal_back")]
    pub target_high: Option<Decimal>,
    /// As printed, multipliers included: `亿元`, `万亩`, `%`.
    pub unit: String,
    /// Which side counts.
    pub comparator: Comparator,
    /// How it behaves over the year.
    pub kind: Kind,
    /// The printed words that carry the number.
    pub quote: String,
    /// Where the quote stands.
    pub span: Span,
    /// The figure that measures it.
    pub measurement: Option<MeasurementDraft>,
    /// Printed share of the annual target done, in per cent.
    #[serde(flatten, with = "reported_share")]
    pub reported_share: Option<ShareDraft>,
}

/// A figure held against a target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct MeasurementDraft {
    /// Lower end where a range is printed; a fall is negative.
    #[serde(serialize_with = "decimal", deserialize_with = "rust_decimal::serde::str::deserialize")]
    pub value: Decimal,
    /// Upper end of a printed range.
    #[serde(serialize_with = "optional_decimal", deserialize_with = "optional_decimal_back")]
    pub value_high: Option<Decimal>,
    /// As printed; may differ from the target's.
    pub unit: String,
    /// 以上、余、左右 stands with the figure.
    pub approximate: bool,
    /// 预计 stands with the figure.
    pub forecast: bool,
    /// What the figure is as of, where the text says so; else the document's period governs.
    pub as_of: Option<Period>,
    /// The printed words that carry the figure.
    pub quote: String,
    /// Where the quote stands.
    pub span: Span,
}

/// A printed share of an annual target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ShareDraft {
    /// In per cent: `53.3`.
    #[serde(serialize_with = "decimal", deserialize_with = "rust_decimal::serde::str::deserialize")]
    pub percent: Decimal,
    /// The printed words.
    pub quote: String,
    /// Where the quote stands.
    pub span: Span,
}

/// A measured result that answers no target.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct ResultDraft {
    /// What is measured.
    pub name: String,
    /// The figure; a fall is negative.
    #[serde(serialize_with = "decimal", deserialize_with = "rust_decimal::serde::str::deserialize")]
    pub value: Decimal,
    /// As printed.
    pub unit: String,
    /// How it behaves over the year.
    pub kind: Kind,
    /// The printed words.
    pub quote: String,
    /// Headings above it, outermost first.
    pub section: Vec<String>,
    /// Where the quote stands.
    pub span: Span,
}

/// A term that the document explains.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GlossaryEntry {
    /// Printed number of the note.
    pub number: u32,
    /// The term.
    pub term: String,
    /// What the document says it means.
    pub definition: String,
}

/// How much a finding matters.
#[derive(
    Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, async_graphql::Enum, utoipa::ToSchema,
)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Severity {
    /// Worth knowing.
    Info,
    /// Something may have been read wrongly or was left out.
    Warning,
    /// Something cannot be used as it stands.
    Error,
}

/// Something that a reader of the document should know.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Finding {
    /// Stable code, such as `YEAR_UNKNOWN`.
    pub code: String,
    /// How much it matters.
    pub severity: Severity,
    /// Row of the document, from 1, where it belongs to one.
    pub row: Option<u32>,
    /// Line of the decoded text, from 1, where known.
    pub line: Option<u32>,
    /// What was seen and what was done about it.
    pub message: String,
}

fn decimal<S: Serializer>(value: &Decimal, to: S) -> Result<S::Ok, S::Error> {
    to.collect_str(&value.normalize())
}

#[expect(clippy::ref_option, reason = "serde's serialize_with passes a reference to the field")]
fn optional_decimal<S: Serializer>(value: &Option<Decimal>, to: S) -> Result<S::Ok, S::Error> {
    match value {
        Some(value) => decimal(value, to),
        None => to.serialize_none(),
    }
}

fn optional_decimal_back<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Decimal>, D::Error> {
    let text = Option::<String>::deserialize(from)?;
    text.map(|text| text.parse().map_err(serde::de::Error::custom)).transpose()
}

/// A printed share as three fields beside the target's own: `reportedShare` is the bare percentage of the contract.
mod reported_share {
    use rust_decimal::Decimal;
    use serde::{Deserialize, Deserializer, Serialize, Serializer};

    use super::{ShareDraft, Span};

    #[derive(Serialize, Deserialize)]
    struct Fields {
        #[serde(
            rename = "reportedShare",
            serialize_with = "super::optional_decimal",
            deserialize_with = "super::optional_decimal_back"
        )]
        percent: Option<Decimal>,
        #[serde(rename = "reportedShareQuote")]
        quote: Option<String>,
        #[serde(rename = "reportedShareSpan")]
        span: Option<Span>,
    }

    #[expect(clippy::ref_option, reason = "serde's with passes a reference to the field")]
    pub(super) fn serialize<S: Serializer>(share: &Option<ShareDraft>, to: S) -> Result<S::Ok, S::Error> {
        let fields = Fields {
            percent: share.as_ref().map(|share| share.percent),
            quote: share.as_ref().map(|share| share.quote.clone()),
            span: share.as_ref().map(|share| share.span),
        };
        fields.serialize(to)
    }

    pub(super) fn deserialize<'de, D: Deserializer<'de>>(from: D) -> Result<Option<ShareDraft>, D::Error> {
        let Fields { percent, quote, span } = Fields::deserialize(from)?;
        let share = percent.zip(quote).zip(span);
        Ok(share.map(|((percent, quote), span)| ShareDraft { percent, quote, span }))
    }
}
