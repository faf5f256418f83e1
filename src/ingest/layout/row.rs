//! What every layout gives: rows of passages, not yet judged.

use serde::Serialize;

use super::words::Column;
use crate::ingest::draft::{DocumentKind, Finding, GlossaryEntry};
use crate::ingest::passage::Passage;

/// The layouts that are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// A table with cells.
    Table,
    /// A table flattened to text, a cell per paragraph.
    FlattenedTable,
    /// Numbered tasks with their units in brackets at the end.
    NumberedList,
    /// Tasks in blocks of labelled paragraphs.
    LabelledList,
    /// Running text: the work report itself, or a report on its progress.
    Narrative,
}

impl Layout {
    /// Stable code, as stored and printed.
    #[must_use]
    pub const fn code(self) -> &'static str {
        match self {
            Self::Table => "table",
            Self::FlattenedTable => "flattened-table",
            Self::NumberedList => "numbered-list",
            Self::LabelledList => "labelled-list",
            Self::Narrative => "narrative",
        }
    }
}

/// One row of a document.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Row {
    /// Printed number; `None` for a continuation row and where none is printed.
    pub number: Option<u32>,
    /// True where the row continues the numbered row above it.
    pub continues: bool,
    /// The commitment.
    pub text: Passage,
    /// What was done.
    pub progress: Passage,
    /// Headings above it, outermost first.
    pub section: Vec<String>,
    /// 分管领导.
    pub supervisor: Passage,
    /// Lists of units, each with the column it stood in.
    pub units: Vec<(Column, Passage)>,
    /// Status column.
    pub status: Passage,
    /// Columns of numbers: 目标值, 完成值, 完成率, 计量单位.
    pub values: Vec<(Column, Passage)>,
    /// A cell that nearly all other rows have is missing, or one holds what may be of the next row.
    pub uncertain: bool,
}

/// Lists of units are not longer than this.
const LONGEST_LIST: usize = 600;

impl Row {
    /// Characters of the text that its cells hold.
    #[must_use]
    pub fn weight(&self) -> usize {
        let lists = self.units.iter().chain(&self.values);
        // A longer list of units is text that was taken for one.
        let columns: usize = lists.map(|(_, text)| text.len()).filter(|&length| length <= LONGEST_LIST).sum();
        self.text.len() + self.progress.len() + self.supervisor.len() + self.status.len() + columns
    }

    /// Nothing in the row says what was done: it is a commitment and no more.
    #[must_use]
    pub fn is_plan(&self) -> bool {
        let done = self.values.iter().any(|(column, _)| matches!(column, Column::Done | Column::Rate));
        self.progress.is_empty() && self.status.is_empty() && !done
    }
}

/// What a layout makes of a document.
#[derive(Debug, Clone, PartialEq)]
pub struct Reading {
    /// The layout that read it.
    pub layout: Layout,
    /// Plan or progress.
    pub kind: DocumentKind,
    /// The rows, in the order of the document.
    pub rows: Vec<Row>,
    /// The columns that were recognised, with their printed words.
    pub columns: Vec<(Column, String)>,
    /// Paragraphs above the first row: title, dates, publisher.
    pub head: Vec<Passage>,
    /// Paragraphs that belong to no row and stand below or between them: footnotes, publisher.
    pub rest: Vec<Passage>,
    /// Explained terms.
    pub glossary: Vec<GlossaryEntry>,
    /// Running text that is no row, with the headings above it: where results of a narrative stand.
    pub prose: Vec<Prose>,
    /// What the layout noticed.
    pub findings: Vec<Finding>,
}

impl Reading {
    /// A reading with nothing in it yet.
    #[must_use]
    pub const fn empty(layout: Layout, kind: DocumentKind) -> Self {
        Self {
            layout,
            kind,
            rows: Vec::new(),
            columns: Vec::new(),
            head: Vec::new(),
            rest: Vec::new(),
            glossary: Vec::new(),
            prose: Vec::new(),
            findings: Vec::new(),
        }
    }
}

/// A paragraph of running text under its headings.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prose {
    /// Headings above it, outermost first.
    pub section: Vec<String>,
    /// The paragraph.
    pub text: Passage,
}
