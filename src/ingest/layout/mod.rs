//! Blocks of text and tables to rows: one file per layout, chosen by evidence.

mod columns;
mod echo;
mod figures;
mod flattened;
mod heads;
mod join;
mod labelled;
mod labels;
mod list;
mod looks;
mod narrative;
mod noise;
mod number;
mod parting;
mod path;
mod people;
mod pieces;
pub mod roles;
pub mod row;
mod sections;
mod spaced;
pub mod status;
mod table;
mod told;
mod told_list;
mod unit_words;
mod units;
mod unknown;
mod watermark;
pub mod words;
mod wrapped;

use std::borrow::Cow;

use serde::Serialize;

use super::draft::DocumentKind;
use super::error::IngestError;
use super::format::{Paragraph, Source};
use super::passage::Passage;
pub use narrative::opening_words;
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

/// True where a table has a row that names columns of a table of tasks.
#[must_use]
pub fn has_header(table: &super::format::Table) -> bool {
    columns::find(table).is_some()
}

/// Reads a document with the layout that the evidence speaks for.
pub fn read(source: &Source) -> Result<(Reading, Evidence), IngestError> {
    let (cleaned, noise) = watermark::remove(flattened::paragraphs(source));
    let cleaned = wrapped::join(cleaned);
    let paragraphs: Vec<&Paragraph> = cleaned.iter().map(AsRef::as_ref).collect();
    let tried = attempts(source, &cleaned, &paragraphs);
    let best =
        tried.iter().filter_map(|(_, tried)| tried.as_ref().ok()).map(Reading::weight).max().unwrap_or(0);
    let mut chosen: Option<Reading> = None;
    let mut candidates = Vec::with_capacity(tried.len());
    for (layout, tried) in tried {
        let reading = match tried {
            Ok(reading) => reading,
            Err(reason) => {
                candidates.push(Candidate { layout, headers: Vec::new(), rows: 0, reason });
                continue;
            }
        };
        // A small table inside a long report is not what the document is about.
        let outweighed = reading.weight() * OUTWEIGHED < best;
        let rows = reading.rows.len() + reading.prose.len();
        let take = chosen.is_none() && rows > 0 && !outweighed;
        let reason = match (take, &chosen) {
            (true, _) => format!("{rows} rows or paragraphs, and no layout before it fits"),
            (false, Some(chosen)) => {
                format!("{rows} rows or paragraphs, but {} comes first", chosen.layout.code())
            }
            (false, None) if rows == 0 => "its signs are there, but no row follows".to_owned(),
            (false, None) => format!("its {rows} rows hold too little of the text"),
        };
        candidates.push(Candidate { layout, headers: reading.columns.clone(), rows, reason });
        if take {
            chosen = Some(reading);
        }
    }
    let evidence = Evidence { chosen: chosen.as_ref().map(|reading| reading.layout), candidates };
    match chosen {
        Some(mut reading) => {
            for row in &mut reading.rows {
                narrative::notes::take_out_notes(&mut row.text);
                narrative::notes::take_out_notes(&mut row.progress);
            }
            if reading.glossary.is_empty() {
                reading.glossary = narrative::notes::outside(&source.notes);
            }
            reading.rest.extend(source.notes.iter().cloned());
            number::take_off(&mut reading.rows);
            told::part(&mut reading);
            if !reading.rows.is_empty() && reading.rows.iter().all(Row::is_plan) {
                reading.kind = DocumentKind::Plan;
            }
            reading.findings.extend(noise.filter(|_| reading.layout != Layout::Table));
            Ok((reading, evidence))
        }
        None => Err(IngestError::Unrecognised { reason: evidence.summary() }),
    }
}

/// Reads the document with one layout, or says why it does not fit.
type Attempt<'a> = &'a dyn Fn() -> Result<Reading, String>;

/// Reads the document with every layout, until one of them holds most of the text.
fn attempts(
    source: &Source,
    cleaned: &[Cow<'_, Paragraph>],
    paragraphs: &[&Paragraph],
) -> Vec<(Layout, Result<Reading, String>)> {
    let total: usize = paragraphs.iter().map(|paragraph| paragraph.text.len()).sum();
    let attempts: [(Layout, Attempt<'_>); 7] = [
        (Layout::Table, &|| try_table(source)),
        (Layout::FlattenedTable, &|| try_flattened(paragraphs)),
        (Layout::FlattenedTable, &|| spaced::read(paragraphs)),
        (Layout::NumberedList, &|| try_list(paragraphs)),
        (Layout::LabelledList, &|| try_labelled(paragraphs)),
        (Layout::NumberedList, &|| told_list::read(paragraphs)),
        (Layout::Narrative, &|| narrative::read(cleaned)),
    ];
    let mut settled: Option<Layout> = None;
    let mut tried = Vec::with_capacity(attempts.len());
    for (layout, attempt) in attempts {
        let result = match settled {
            Some(by) => Err(format!("not tried, as {} holds most of the text", by.code())),
            None => attempt(),
        };
        if result.as_ref().is_ok_and(|reading| reading.weight() * 2 >= total && !reading.rows.is_empty()) {
            settled = Some(layout);
        }
        tried.push((layout, result));
    }
    tried
}

/// A reading is passed over where another one reads this many times as much text.
const OUTWEIGHED: usize = 4;

fn try_table(source: &Source) -> Result<Reading, String> {
    if table::has_header(source) {
        Ok(table::read(source))
    } else {
        Err("no table has a row that names its columns".to_owned())
    }
}

/// A few paragraphs may stand below a short table.
const MOST_BELOW: usize = 3;

fn try_flattened(paragraphs: &[&Paragraph]) -> Result<Reading, String> {
    let headers = heads::headers(paragraphs);
    if headers.is_empty() {
        return Err("no run of paragraphs names the columns of a table".to_owned());
    }
    let reading = flattened::read(paragraphs, &headers);
    let notes = |line: &&Passage| noise::is_note(line.text()) || noise::is_chrome(line.text());
    let rest: Vec<&Passage> = reading.rest.iter().filter(|line| !notes(line)).collect();
    let left_out: usize = rest.iter().map(|line| line.len()).sum();
    if rest.len() > MOST_BELOW && left_out > reading.weight() {
        return Err("most of what stands below its header has no place in its columns".to_owned());
    }
    Ok(reading)
}

fn try_labelled(paragraphs: &[&Paragraph]) -> Result<Reading, String> {
    let blocks = labelled::count(paragraphs);
    if blocks < labelled::FEWEST {
        return Err(format!("{blocks} paragraphs carry labels such as 责任单位: or 完成情况:, 2 are needed"));
    }
    let reading = labelled::read(paragraphs);
    if reading.rows.len() < labelled::FEWEST {
        return Err("labels such as 责任单位: or 完成情况: stand there, but no tasks above them".to_owned());
    }
    Ok(reading)
}

fn try_list(paragraphs: &[&Paragraph]) -> Result<Reading, String> {
    let labelled = list::count(paragraphs);
    if labelled < 2 {
        return Err(format!(
            "{labelled} paragraphs end with units in brackets such as (责任单位:…), 2 are needed"
        ));
    }
    let reading = list::read(paragraphs);
    // Items without units in the same list are rows as well, where all of them hold what was done.
    let parted = reading.rows.iter().rev().skip(1).all(|row| row.progress.is_empty());
    let whole = parted.then(|| told_list::read(paragraphs).ok()).flatten();
    Ok(whole.filter(|whole| whole.rows.len() > reading.rows.len()).unwrap_or(reading))
}

impl Evidence {
    /// One line per layout.
    #[must_use]
    pub fn summary(&self) -> String {
        let line = |candidate: &Candidate| format!("{}: {}", candidate.layout.code(), candidate.reason);
        self.candidates.iter().map(line).collect::<Vec<_>>().join("; ")
    }
}

impl Reading {
    /// Characters of the text that the rows or paragraphs hold.
    fn weight(&self) -> usize {
        let rows: usize = self.rows.iter().map(Row::weight).sum();
        let prose: usize = self.prose.iter().map(|prose| prose.text.len()).sum();
        rows + prose
    }
}

/// Number of an item of a list inside a text: `2.推进`, `(2)推进`.
#[must_use]
pub fn item_number(line: &str) -> Option<u32> {
    number::in_front(line.trim_start()).map(|(number, _)| number)
}
