//! Blocks of text and tables to rows: one file per layout, chosen by evidence.

mod flattened;
mod join;
mod list;
mod noise;
mod number;
mod path;
pub mod roles;
pub mod row;
mod sections;
pub mod status;
mod unit_words;
mod units;
pub mod words;

use serde::Serialize;

use super::error::IngestError;
use super::format::Source;
pub use row::{Layout, Prose, Reading, Row};
use words::Column;

/// Why a layout was chosen: what was found for each of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// The layout that reads the document; `None` where none does.
    pub chosen: Option<Layout>,
    /// One entry per layout, in the order in which they are preferred.
    pub candidates: Vec<Candidate>,
}

/// What speaks for and against one layout.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Candidate {
    /// The layout.
    pub layout: Layout,
    /// Header words found, with the columns that they name.
    pub headers: Vec<(Column, String)>,
    /// Rows that it would give.
    pub rows: usize,
    /// Why it was chosen or not, in words.
    pub reason: String,
}

/// Reads a document with the layout that the evidence speaks for.
pub fn read(source: &Source) -> Result<(Reading, Evidence), IngestError> {
    let paragraphs = flattened::paragraphs(source);
    let mut candidates = Vec::new();
    let mut readings = Vec::new();

    let headers = flattened::headers(&paragraphs);
    if headers.is_empty() {
        candidates.push(Candidate::against(
            Layout::FlattenedTable,
            "no run of paragraphs names the columns of a table",
        ));
    } else {
        readings.push(flattened::read(&paragraphs, &headers));
    }
    let labelled = list::count(&paragraphs);
    if labelled < 2 {
        let reason =
            format!("{labelled} paragraphs end with units in brackets such as (责任单位:…), 2 are needed");
        candidates.push(Candidate::against(Layout::NumberedList, &reason));
    } else {
        readings.push(list::read(&paragraphs));
    }
    choose(readings, candidates)
}

/// Takes the first reading that has rows; the order of `readings` is the order of preference.
fn choose(
    readings: Vec<Reading>,
    mut candidates: Vec<Candidate>,
) -> Result<(Reading, Evidence), IngestError> {
    let best = readings.iter().map(|reading| reading.rows.len()).max().unwrap_or(0);
    let mut chosen: Option<Reading> = None;
    for reading in readings {
        let rows = reading.rows.len();
        let candidate = Candidate {
            layout: reading.layout,
            headers: reading.columns.clone(),
            rows,
            reason: String::new(),
        };
        let take = chosen.is_none() && rows > 0 && rows * 4 >= best;
        let reason = match (take, rows) {
            (true, rows) => format!("{rows} rows, and no layout before it fits"),
            (false, 0) => "its signs are there, but no row follows".to_owned(),
            (false, rows) => {
                format!("{rows} rows, but a layout before it fits or one after it gives many more")
            }
        };
        candidates.push(Candidate { reason, ..candidate });
        if take {
            chosen = Some(reading);
        }
    }
    candidates.sort_by_key(|candidate| candidate.layout.rank());
    let evidence = Evidence { chosen: chosen.as_ref().map(|reading| reading.layout), candidates };
    match chosen {
        Some(reading) => Ok((reading, evidence)),
        None => Err(IngestError::Unrecognised { reason: evidence.summary() }),
    }
}

impl Layout {
    /// Place in the order of preference.
    const fn rank(self) -> u8 {
        match self {
            Self::Table => 0,
            Self::FlattenedTable => 1,
            Self::NumberedList => 2,
            Self::Narrative => 3,
        }
    }
}

impl Candidate {
    fn against(layout: Layout, reason: &str) -> Self {
        Self { layout, headers: Vec::new(), rows: 0, reason: reason.to_owned() }
    }
}

impl Evidence {
    /// One line per layout.
    #[must_use]
    pub fn summary(&self) -> String {
        let line = |candidate: &Candidate| format!("{}: {}", candidate.layout.code(), candidate.reason);
        self.candidates.iter().map(line).collect::<Vec<_>>().join("; ")
    }
}

/// Number of an item of a list inside a text: `2.推进`, `(2)推进`.
#[must_use]
pub fn item_number(line: &str) -> Option<u32> {
    number::in_front(line.trim_start()).map(|(number, _)| number)
}
