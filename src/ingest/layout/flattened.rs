//! A table flattened to text: every cell is a paragraph, or several; empty cells leave at most an empty line.
//!
//! The header gives the order of the columns. Which paragraph belongs to which cell is then decided for the whole
//! body at once, as the cheapest path through the columns (`path`), so that one odd cell does not shift all that follow.

use std::borrow::Cow;
use std::collections::HashSet;

use super::heads::Header;
use super::join::{append_line, append_wrapped};
use super::path::{self, Place};
use super::row::{Layout, Reading, Row};
use super::sections::{self, Trail};
use super::words::Column;
use super::{noise, number, status, units};
use crate::ingest::draft::DocumentKind;
use crate::ingest::format::{Block, Paragraph, Source};
use crate::ingest::passage::Passage;

/// The paragraphs of a document in order; those of tables too, for a table may only arrange the page.
#[must_use]
pub fn paragraphs(source: &Source) -> Vec<Cow<'_, Paragraph>> {
    let in_cell = |text: &Passage| Cow::Owned(Paragraph { text: text.clone(), blanks_before: 0 });
    let mut found = Vec::with_capacity(source.blocks.len());
    for block in &source.blocks {
        match block {
            Block::Paragraph(paragraph) => found.push(Cow::Borrowed(paragraph)),
            Block::Table(table) => {
                found.extend(table.cells.iter().flat_map(|cell| &cell.paragraphs).map(in_cell));
            }
        }
    }
    found
}

/// Reads the rows below the headers.
#[must_use]
pub fn read(paragraphs: &[&Paragraph], headers: &[Header]) -> Reading {
    let mut reading = Reading::empty(Layout::FlattenedTable, DocumentKind::Progress);
    let Some(first) = headers.first() else { return reading };
    reading.columns.clone_from(&first.columns);
    let above = paragraphs.get(..first.start).unwrap_or_default();
    reading.head = above.iter().map(|paragraph| paragraph.text.clone()).collect();
    let mut trail = Trail::default();
    let repeated: HashSet<&str> =
        above.iter().filter(|above| above.text.len() > 8).map(|above| above.text.text()).collect();
    let longest = repeated.iter().map(|text| text.len()).max().unwrap_or(0);
    // Page marks, and paragraphs of the head that a later page prints again.
    let is_repeated =
        |text: &str| noise::is_page_mark(text) || (text.len() <= longest && repeated.contains(text));
    for (body, mut columns) in bodies(paragraphs, headers) {
        settle_rate(&body, &mut columns);
        settle_status(&body, &mut columns);
        let mut lines: Vec<&Paragraph> =
            body.into_iter().filter(|paragraph| !is_repeated(paragraph.text.text())).collect();
        drop_page_numbers(&mut lines, &columns);
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
        // A number right above a header that is printed again is that of the page.
        let turned = at + 1 < headers.len();
        let body = match body.split_last() {
            Some((last, body)) if turned && number::alone(last.text.text()).is_some() => body,
            _ => body,
        };
        match bodies.last_mut() {
            Some((last, same)) if *same == columns => last.extend(body),
            _ => bodies.push((body.to_vec(), columns)),
        }
    }
    bodies
}

/// 序时进度 heads a share in one document and a status in the next: what stands below decides.
fn settle_rate(body: &[&Paragraph], columns: &mut [Column]) {
    if columns.contains(&Column::Status) || !columns.contains(&Column::Rate) {
        return;
    }
    let count = |is: fn(&str) -> bool| body.iter().filter(|line| is(line.text.text())).count();
    let shares = count(|text| text.len() <= 8 && text.ends_with('%'));
    if count(status::is_status) > shares
        && let Some(column) = columns.iter_mut().find(|column| **column == Column::Rate)
    {
        *column = Column::Status;
    }
}

/// So many paragraphs tell what a column holds.
const SAMPLE: usize = 200;

/// 进度情况 beside 进展情况 holds a status where the rows fit better so.
fn settle_status(body: &[&Paragraph], columns: &mut [Column]) {
    let progress: Vec<usize> =
        (0..columns.len()).filter(|&at| columns.get(at) == Some(&Column::Progress)).collect();
    let sample = body.get(..body.len().min(SAMPLE)).unwrap_or_default();
    let statuses = sample.iter().any(|line| status::is_status(line.text.text()));
    if progress.len() < 2 || columns.contains(&Column::Status) || !statuses {
        return;
    }
    let with_status = |at: usize| {
        let mut columns = columns.to_vec();
        if let Some(column) = columns.get_mut(at) {
            *column = Column::Status;
        }
        columns
    };
    let best = progress.iter().map(|&at| (path::cost(sample, &with_status(at)), at)).min();
    if let Some((cost, at)) = best
        && cost < path::cost(sample, columns)
        && let Some(column) = columns.get_mut(at)
    {
        *column = Column::Status;
    }
}

/// Takes out bare numbers of pages: beside those that count the rows they go up by one from the first to the last.
///
/// Where a column may hold figures nothing is taken out.
fn drop_page_numbers(lines: &mut Vec<&Paragraph>, columns: &[Column]) {
    let figures = [Column::Target, Column::Done, Column::Rate, Column::Measure, Column::Other];
    if !columns.contains(&Column::Number) || columns.iter().any(|column| figures.contains(column)) {
        return;
    }
    let numbers = number::candidates(lines.iter().map(|line| line.text.text()));
    let counts = number::chain(&numbers.iter().map(|&(_, number)| number).collect::<Vec<_>>());
    let pages: Vec<(usize, u32)> = numbers
        .iter()
        .zip(counts)
        .filter(|&(&(at, _), counts)| !counts && lines.get(at).is_some_and(|line| is_bare(line)))
        .map(|(&number, _)| number)
        .collect();
    let goes_up = |pair: &[(usize, u32)]| matches!(pair, [(_, last), (_, next)] if *next == last + 1);
    if pages.len() < 2 || !pages.windows(2).all(goes_up) {
        return;
    }
    let pages: HashSet<usize> = pages.into_iter().map(|(at, _)| at).collect();
    let mut at = 0;
    lines.retain(|_| {
        at += 1;
        !pages.contains(&(at - 1))
    });
}

fn is_bare(line: &Paragraph) -> bool {
    line.text.text().bytes().all(|byte| byte.is_ascii_digit())
}

fn read_body(lines: &[&Paragraph], columns: &[Column], trail: &mut Trail, reading: &mut Reading) {
    let first_row = reading.rows.len();
    let mut shapes: Vec<Vec<usize>> = Vec::new();
    let mut row: Option<Row> = None;
    let mut last = None;
    let mut left_out = LeftOut::default();
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
                left_out.add(line);
                if left_out.like_a_row()
                    && let Some(above) = reading.rows.get_mut(first_row..).and_then(<[Row]>::last_mut)
                {
                    above.uncertain = true;
                }
                reading.rest.push(line.text.clone());
            }
            Place::Cell { column, new_row } => {
                left_out = LeftOut::default();
                if new_row {
                    reading.rows.extend(row.take());
                }
                let row = row.get_or_insert_with(|| {
                    shapes.push(vec![0; columns.len()]);
                    Row { section: trail.path(), ..Row::default() }
                });
                if let Some(count) = shapes.last_mut().and_then(|shape| shape.get_mut(column)) {
                    *count += 1;
                }
                let Some(&kind) = columns.get(column) else { continue };
                let begins = last != Some(column) || new_row;
                // What stands for an empty cell holds its place and says nothing; a status is kept as printed.
                if kind == Column::Status || !noise::is_blank(line.text.text()) {
                    fill(row, kind, line, begins);
                }
                last = Some(column);
            }
        }
    }
    reading.rows.extend(row);
    if !columns.contains(&Column::Number) {
        mark_uncertain(reading.rows.get_mut(first_row..).unwrap_or_default(), &shapes);
    }
    mark_continuations(&mut reading.rows, columns.contains(&Column::Number));
}

/// Lines in a row that found no place in the table.
#[derive(Default)]
struct LeftOut {
    lines: usize,
    units: bool,
    notes: bool,
}

impl LeftOut {
    fn add(&mut self, line: &Paragraph) {
        self.lines += 1;
        self.units |= units::looks_like_units(&line.text);
        self.notes |= noise::is_note(line.text.text());
    }

    /// A signature is shorter, and remarks below a table name no unit on a line of its own.
    const fn like_a_row(&self) -> bool {
        self.lines > 3 && self.units && !self.notes
    }
}

/// Fewer rows say nothing about what rows usually look like.
const FEWEST_USUAL: usize = 4;

/// Where no number parts the rows, an empty cell may leave no trace, and what follows it is read one cell too early: a row
/// that lacks what four of five others have, or holds three paragraphs where they hold one, is marked.
fn mark_uncertain(rows: &mut [Row], shapes: &[Vec<usize>]) {
    if rows.len() < FEWEST_USUAL || rows.len() != shapes.len() {
        return;
    }
    let width = shapes.first().map_or(0, Vec::len);
    let counted = |column: usize, fits: fn(usize) -> bool| {
        shapes.iter().filter(|shape| shape.get(column).is_some_and(|count| fits(*count))).count()
    };
    let filled: Vec<bool> =
        (0..width).map(|at| 5 * counted(at, |count| count > 0) >= 4 * rows.len()).collect();
    let single: Vec<bool> =
        (0..width).map(|at| 5 * counted(at, |count| count <= 1) >= 4 * rows.len()).collect();
    for (row, shape) in rows.iter_mut().zip(shapes) {
        let lacks = shape.iter().zip(&filled).any(|(count, filled)| *filled && *count == 0);
        let swells = shape.iter().zip(&single).any(|(count, single)| *single && *count > 2);
        row.uncertain |= lacks || swells;
    }
}

/// Puts a paragraph into its cell.
fn fill(row: &mut Row, column: Column, line: &Paragraph, begins: bool) {
    let text = &line.text;
    match column {
        Column::Number => row.number = number::alone(text.text()),
        Column::Task => append_line(&mut row.text, text),
        Column::Progress if line.blanks_before == 0 => append_wrapped(&mut row.progress, text),
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
