//! A table flattened to text: every cell is a paragraph, or several; empty cells leave at most an empty line.
//!
//! The header gives the order of the columns. Which paragraph belongs to which cell is then decided for the whole
//! body at once, as the cheapest path through the columns (`path`), so that one odd cell does not shift all that follow.

use super::join::append_line;
use super::path::{self, Place};
use super::row::{Layout, Reading, Row};
use super::sections::{self, Trail};
use super::words::{self, Column};
use super::{noise, number};
use crate::ingest::draft::DocumentKind;
use crate::ingest::format::{Block, Paragraph, Source};
use crate::ingest::passage::Passage;

/// A header found in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The columns in order, with their printed words.
    pub columns: Vec<(Column, String)>,
    /// Index of its first paragraph.
    start: usize,
    /// Index of the first paragraph below it.
    end: usize,
}

/// Headings that are not known may stand between known ones, when they are as short as this.
const UNKNOWN_HEADING: usize = 8;

/// The paragraphs outside tables, in order.
pub fn paragraphs(source: &Source) -> Vec<&Paragraph> {
    source
        .blocks
        .iter()
        .filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
        .collect()
}

/// The headers of a text, each with its columns; empty where there is none.
#[must_use]
pub fn headers(paragraphs: &[&Paragraph]) -> Vec<Header> {
    let mut found = Vec::new();
    let mut at = 0;
    while at < paragraphs.len() {
        match header_at(paragraphs, at) {
            Some(header) => {
                at = header.end;
                found.push(header);
            }
            None => at += 1,
        }
    }
    found
}

fn header_at(paragraphs: &[&Paragraph], start: usize) -> Option<Header> {
    let named = |at: usize| paragraphs.get(at).and_then(|paragraph| words::column(paragraph.text.text()));
    named(start)?;
    let mut columns: Vec<(Column, String)> = Vec::new();
    let mut end = start;
    while let Some(paragraph) = paragraphs.get(end) {
        let unknown = paragraph.text.len() <= UNKNOWN_HEADING
            && number::alone(paragraph.text.text()).is_none()
            && named(end + 1).is_some();
        let Some(column) = named(end).or(unknown.then_some(Column::Other)) else { break };
        if columns.iter().any(|(seen, _)| *seen == column && matches!(column, Column::Number | Column::Lead))
        {
            break;
        }
        columns.push((column, paragraph.text.printed().to_owned()));
        end += 1;
    }
    let kinds: Vec<Column> = columns.iter().map(|(column, _)| *column).collect();
    (words::is_header(&kinds) && columns.len() <= path::MOST_COLUMNS).then_some(Header {
        columns,
        start,
        end,
    })
}

/// Reads the rows below the headers.
#[must_use]
pub fn read(paragraphs: &[&Paragraph], headers: &[Header]) -> Reading {
    let mut reading = Reading {
        layout: Layout::FlattenedTable,
        kind: DocumentKind::Progress,
        rows: Vec::new(),
        columns: headers.first().map(|header| header.columns.clone()).unwrap_or_default(),
        head: Vec::new(),
        rest: Vec::new(),
        glossary: Vec::new(),
        prose: Vec::new(),
        findings: Vec::new(),
    };
    let Some(first) = headers.first() else { return reading };
    let above = paragraphs.get(..first.start).unwrap_or_default();
    reading.head = above.iter().map(|paragraph| paragraph.text.clone()).collect();
    let mut trail = Trail::default();
    for (body, columns) in bodies(paragraphs, headers) {
        let lines: Vec<&Paragraph> =
            body.into_iter().filter(|paragraph| !is_repeated(paragraph, &reading.head)).collect();
        read_body(&lines, &columns, &mut trail, &mut reading);
    }
    reading
}

/// The paragraphs below each header; a header that is printed again on the next page does not end a body.
fn bodies<'p>(paragraphs: &[&'p Paragraph], headers: &[Header]) -> Vec<(Vec<&'p Paragraph>, Vec<Column>)> {
    let mut bodies: Vec<(Vec<&Paragraph>, Vec<Column>)> = Vec::new();
    for (at, header) in headers.iter().enumerate() {
        let end = headers.get(at + 1).map_or(paragraphs.len(), |next| next.start);
        let body = paragraphs.get(header.end..end).unwrap_or_default();
        let columns: Vec<Column> = header.columns.iter().map(|(column, _)| *column).collect();
        match bodies.last_mut() {
            Some((last, same)) if *same == columns => last.extend(body),
            _ => bodies.push((body.to_vec(), columns)),
        }
    }
    bodies
}

/// Page marks, and paragraphs of the head that a later page prints again.
fn is_repeated(paragraph: &Paragraph, head: &[Passage]) -> bool {
    let text = paragraph.text.text();
    noise::is_page_mark(text) || head.iter().any(|above| above.len() > 8 && above.text() == text)
}

fn read_body(lines: &[&Paragraph], columns: &[Column], trail: &mut Trail, reading: &mut Reading) {
    let mut row: Option<Row> = None;
    let mut last = None;
    for (line, place) in lines.iter().zip(path::places(lines, columns)) {
        match place {
            Place::Section => {
                reading.rows.extend(row.take());
                if let Some((level, words)) = sections::heading(&line.text) {
                    trail.enter(level, words);
                }
            }
            Place::Rest => {
                reading.rows.extend(row.take());
                reading.rest.push(line.text.clone());
            }
            Place::Cell { column, new_row } => {
                if new_row {
                    reading.rows.extend(row.take());
                }
                let row = row.get_or_insert_with(|| Row { section: trail.path(), ..Row::default() });
                let Some(&kind) = columns.get(column) else { continue };
                fill(row, kind, &line.text, last != Some(column) || new_row);
                last = Some(column);
            }
        }
    }
    reading.rows.extend(row);
    mark_continuations(&mut reading.rows, columns.contains(&Column::Number));
}

/// Puts a paragraph into its cell.
fn fill(row: &mut Row, column: Column, text: &Passage, begins: bool) {
    match column {
        Column::Number => row.number = number::alone(text.text()),
        Column::Task => append_line(&mut row.text, text),
        Column::Progress => row.progress.append("\n", text),
        Column::Supervisor => row.supervisor.append("、", text),
        Column::Status => row.status.append("", text),
        Column::Lead | Column::Support | Column::Units => match row.units.last_mut().filter(|_| !begins) {
            Some((_, list)) => list.append("\n", text),
            None => row.units.push((column, text.clone())),
        },
        Column::Target | Column::Done | Column::Rate | Column::Measure => {
            row.values.push((column, text.clone()));
        }
        Column::Section => row.section.push(text.printed().to_owned()),
        Column::Other => {}
    }
}

/// A row without a number below a numbered one continues it, where the document numbers its rows.
pub fn mark_continuations(rows: &mut [Row], numbered: bool) {
    let mut below_a_number = false;
    for row in rows {
        row.continues = numbered && row.number.is_none() && below_a_number;
        below_a_number |= row.number.is_some();
    }
}
