//! The header of a flattened table: which paragraphs it is made of, and what its columns hold.
//!
//! A heading may be broken over several paragraphs. What is known of headings decides first; where that leaves a choice,
//! the rows below do, by what it costs to lay them out in the columns of each choice.

use super::words::{self, Column};
use super::{figures, number, path, pieces, sections};
use crate::ingest::fold::fold_text;
use crate::ingest::format::Paragraph;

/// A header found in the text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// The columns in order, with their printed words.
    pub columns: Vec<(Column, String)>,
    /// Index of its first paragraph.
    pub start: usize,
    /// Index of the first paragraph below it.
    pub end: usize,
}

/// Headings that are not known may stand between known ones, when they are as short as this.
const UNKNOWN_HEADING: usize = 8;

/// The headers of a text, each with its columns; empty where there is none.
#[must_use]
pub fn headers(paragraphs: &[&Paragraph]) -> Vec<Header> {
    let mut found: Vec<Header> = Vec::new();
    let mut tries = MOST_BROKEN;
    let mut at = 0;
    while at < paragraphs.len() {
        let again = found.last().and_then(|last| printed_again(paragraphs, last, at));
        match again.or_else(|| header_at(paragraphs, at, &mut tries)) {
            Some(mut header) => {
                settle_units(&mut header.columns);
                figures::settle(&mut header.columns, paragraphs.get(header.end..).unwrap_or_default());
                at = header.end;
                found.push(header);
            }
            None => at += 1,
        }
    }
    // A menu of a web page may read like a header; beside one that numbers its rows it is none.
    let numbers = |header: &Header| header.columns.iter().any(|(column, _)| *column == Column::Number);
    if found.iter().any(numbers) {
        found.retain(numbers);
    }
    found
}

/// A document has fewer headers than this that differ and are broken; to find out what they say takes a look at the rows.
const MOST_BROKEN: usize = 16;

/// So many short lines before the first long one may be headings that are not known, or cells of the first row.
const MOST_LEFT: usize = 6;

/// The header as a later page prints it again: paragraph by paragraph, also in the midst of a row.
fn printed_again(paragraphs: &[&Paragraph], last: &Header, at: usize) -> Option<Header> {
    let printed = paragraphs.get(last.start..last.end)?;
    let again = paragraphs.get(at..at + printed.len())?;
    let same = printed.iter().zip(again).all(|(one, other)| one.text.text() == other.text.text());
    let header = || Header { columns: last.columns.clone(), start: at, end: at + printed.len() };
    (same && at >= last.end).then(header)
}

/// 单位 beside a target is what is counted, elsewhere it is who is responsible; 相关单位 support beside those that lead.
fn settle_units(columns: &mut [(Column, String)]) {
    let has = |wanted: &[Column]| columns.iter().any(|(column, _)| wanted.contains(column));
    let (counted, led) = (has(&[Column::Target, Column::Done, Column::Rate]), has(&[Column::Lead]));
    for (column, words) in columns {
        if *column == Column::Measure && !counted {
            *column = Column::Units;
        }
        if *column == Column::Units && led && words::is_related(words) {
            *column = Column::Support;
        }
    }
}

/// A header as its known headings give it, or where they are broken, as the rows below fit best.
fn header_at(paragraphs: &[&Paragraph], start: usize, tries: &mut usize) -> Option<Header> {
    let (column, _) = heading_at(paragraphs, start)?;
    let known = known_at(paragraphs, start);
    // The header begins below a title that reads like a heading.
    let start = known.as_ref().map_or(start, |header| header.start);
    let begins = matches!(column, Column::Number | Column::Task | Column::Section | Column::Progress);
    if *tries == 0 || !begins {
        return known;
    }
    let Some(end) = pieces::end(paragraphs, start) else { return known };
    // Where no number tells where the rows begin, the first of them may begin with short lines.
    let first = match &known {
        Some(header) if column != Column::Number => header.end.max(end.saturating_sub(MOST_LEFT)),
        _ => end,
    };
    *tries -= 1;
    pieces::read(paragraphs, start, first..=end).or(known)
}

fn known_at(paragraphs: &[&Paragraph], start: usize) -> Option<Header> {
    heading_at(paragraphs, start)?;
    let mut columns: Vec<(Column, String)> = Vec::new();
    let mut end = start;
    while end < paragraphs.len() && columns.len() <= path::MOST_COLUMNS {
        let unknown = || Some((unknown_heading(paragraphs, end, &columns)?, 1));
        let Some((column, lines)) = heading_at(paragraphs, end).or_else(unknown) else { break };
        if columns.iter().any(|(seen, _)| *seen == column && matches!(column, Column::Number | Column::Lead))
        {
            break;
        }
        columns.push((column, joined(paragraphs, end, lines)));
        end += lines;
    }
    // A title such as 重点工作推进情况 reads like a heading of a column, but stands above the number's.
    let mut start = start;
    if let Some(number) = columns.iter().position(|(column, _)| *column == Column::Number)
        && columns.iter().take(number).all(|(column, _)| matches!(column, Column::Task | Column::Progress))
    {
        columns.drain(..number);
        start += number;
    }
    // Nor does a long one whose column the header names once more below it.
    while let Some((first, words)) = columns.first()
        && matches!(first, Column::Task | Column::Progress)
        && words.chars().count() >= LONGEST_PLAIN_HEADING
        && columns.iter().skip(1).any(|(column, _)| column == first)
    {
        columns.remove(0);
        start += 1;
    }
    let kinds: Vec<Column> = columns.iter().map(|(column, _)| *column).collect();
    (words::is_header(&kinds) && columns.len() <= path::MOST_COLUMNS).then_some(Header {
        columns,
        start,
        end,
    })
}

/// What a short paragraph that is no known heading holds, where it stands among headings: a word of it may hint at a
/// column that is still missing.
fn unknown_heading(paragraphs: &[&Paragraph], at: usize, columns: &[(Column, String)]) -> Option<Column> {
    let text = &paragraphs.get(at)?.text;
    if text.len() > UNKNOWN_HEADING || number::alone(text.text()).is_some() {
        return None;
    }
    let missing = |column: &Column| columns.iter().all(|(seen, _)| seen != column);
    let hint = words::hint(text.text()).filter(missing);
    if heading_at(paragraphs, at + 1).is_some() {
        return hint.or(Some(Column::Other));
    }
    // The last heading: the first number, or the first section, follows.
    let next = &paragraphs.get(at + 1)?.text;
    let ends = number::alone(next.text()).is_some() || sections::heading(next).is_some();
    let needed = matches!(hint, Some(Column::Task | Column::Progress)) && columns.len() >= 2;
    hint.filter(|_| ends && needed && sections::heading(text).is_none())
}

/// The column that a paragraph names, or that it names together with the next: 责任 and 单位 on two lines.
fn heading_at(paragraphs: &[&Paragraph], at: usize) -> Option<(Column, usize)> {
    let alone = words::column(paragraphs.get(at)?.text.text());
    // 序 is a heading, and also the first line of 序号.
    let broken = |lines: usize| {
        let pieces = paragraphs.get(at..at + lines)?;
        // A heading of its own on one of the lines below is no piece of this one.
        let whole = |piece: &&Paragraph| {
            piece.text.len() == BROKEN_HEADING && words::column(piece.text.text()).is_some()
        };
        let short = pieces.iter().all(|piece| piece.text.len() <= BROKEN_HEADING)
            && !pieces.iter().skip(1).any(whole);
        short
            .then(|| words::column(&fold_text(&joined(paragraphs, at, lines))))
            .flatten()
            .map(|column| (column, lines))
    };
    match alone {
        Some(column) if column != Column::Number => Some((column, 1)),
        Some(column) => broken(2).filter(|(joined, _)| *joined == column).or(Some((column, 1))),
        None => broken(2).or_else(|| broken(3)),
    }
}

/// A heading of a column is shorter, a title is as long or longer.
const LONGEST_PLAIN_HEADING: usize = 10;

/// Lines of a heading that is broken are at most this long.
const BROKEN_HEADING: usize = 4;

fn joined(paragraphs: &[&Paragraph], at: usize, lines: usize) -> String {
    let pieces = paragraphs.get(at..at + lines).unwrap_or_default();
    pieces.iter().map(|piece| piece.text.printed()).collect()
}
