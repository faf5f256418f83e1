//! Analytics of reports, one file per question. Rows name their tasks and units in short; quotes are cut out of the
//! documents.

mod agenda;
mod changes;
mod comparison;
mod completion;
mod derivation;
mod discrepancy;
mod ranking;
mod trend;

use std::collections::HashMap;

use entity::task;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Page;
use super::department::Unit;
use crate::error::Result;
use crate::service::analytics::evidence::{self, Says, Text};
use crate::service::analytics::listing::{Entry, Listing};
use crate::service::analytics::register::Register;
use crate::view::Span;

pub use agenda::{Agenda, AgendaItem};
pub use changes::{FigureMove, ReportChanges, StatusMove, TargetMove, UnitMove};
pub use comparison::{Comparison, ComparisonRow, ReportNames};
pub use completion::{CompletionAnswer, CompletionBreakdown, CompletionGroup};
pub use derivation::Derivation;
pub use discrepancy::Discrepancy;
pub use ranking::{RankedDepartment, Ranking};
pub use trend::Trend;

/// A task in short.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct TaskReference {
    /// Its id.
    pub id: Uuid,
    /// 序号 as printed.
    pub number: Option<i32>,
    /// 0 for the numbered row, then 1, 2, … for its continuation rows.
    pub sub_number: i32,
    /// The commitment.
    pub text: String,
}

impl From<&task::Model> for TaskReference {
    fn from(row: &task::Model) -> Self {
        Self { id: row.id, number: row.number, sub_number: row.sub_number, text: row.text.clone() }
    }
}

/// What rows of an answer refer to.
pub struct References<'a> {
    tasks: HashMap<Uuid, &'a task::Model>,
    register: &'a Register,
    texts: HashMap<Uuid, Text>,
}

impl<'a> References<'a> {
    /// The tasks and units of a report, and the texts that quotes are cut from.
    #[must_use]
    pub fn new(register: &'a Register, texts: HashMap<Uuid, Text>) -> Self {
        Self { tasks: register.tasks.iter().map(|task| (task.id, task)).collect(), register, texts }
    }

    fn task(&self, id: Uuid) -> Option<TaskReference> {
        self.tasks.get(&id).map(|task| TaskReference::from(*task))
    }

    fn unit(&self, id: Uuid) -> Option<Unit> {
        self.register.units.by_id.get(&id).map(Unit::from)
    }

    fn evidence(&self, found: &[evidence::Evidence]) -> Vec<Evidence> {
        found.iter().map(|words| Evidence::new(words, &self.texts)).collect()
    }
}

/// The first rows of a list, with what shows each of them.
fn first_rows<T: Entry + Clone, B>(
    rows: Option<i64>,
    list: &[T],
    name: &str,
    show: impl Fn(&T) -> Option<B>,
) -> Result<Page<B>> {
    let (slice, total) = Listing::first(rows).page(list.to_vec(), name)?;
    Ok(Page::of(slice.filter_map(|row| show(&row)), u64::try_from(total).unwrap_or(u64::MAX)))
}

/// The printed words that an answer rests on.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[serde(rename_all = "camelCase")]
pub struct Evidence {
    /// What the words say.
    pub kind: Says,
    /// Id of the document that prints them.
    pub document_id: Uuid,
    /// Where they stand in its text.
    pub span: Span,
    /// The very characters that stand there.
    pub quote: String,
}

impl Evidence {
    fn new(words: &evidence::Evidence, texts: &HashMap<Uuid, Text>) -> Self {
        let text = texts.get(&words.document_id);
        Self {
            kind: words.says,
            document_id: words.document_id,
            span: Span { start: words.start, end: words.end },
            quote: text.map(|text| text.quote(words.start, words.end).to_owned()).unwrap_or_default(),
        }
    }
}
