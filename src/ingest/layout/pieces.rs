//! A header whose headings are broken over several paragraphs: 责任 | 领导, 协管 | 责任人.
//!
//! One that begins with 序号 ends at the first number, any other at the first long line, so its paragraphs are certain.
//! How many headings they make is not: for each number of columns the reading is taken that knows most of its headings, and of these the one in whose
//! columns the rows below are laid out at the lowest cost.

use super::heads::Header;
use super::path;
use super::words::{self, Column};
use super::{number, sections};
use crate::ingest::format::Paragraph;

/// A longer paragraph is text, and more of them are no header.
const LONGEST_PIECE: usize = 16;
const MOST_PIECES: usize = 40;
/// A heading is broken into at most this many paragraphs.
const MOST_JOINED: usize = 4;
/// A narrower table is a list.
const FEWEST_COLUMNS: usize = 3;
/// So many paragraphs below the header tell how many columns there are.
const SAMPLE: usize = 160;

/// A heading that is known but as short as a piece of one, one that only hints at its column, and one that is not known.
const SHORT: u32 = 2;
const HINT: u32 = 3;
const UNKNOWN: u32 = 4;
/// Known headings of this length are pieces of longer ones as often: 单位, 任务, 进度.
const SHORT_HEADING: usize = 2;
/// A heading that begins as only the end of one does.
const TAIL: u32 = 3;
const TAILS: &[&str] = &["情况", "单位", "部门", "状态"];
/// Words of units or people inside what would be a heading of text: 配合单位 | 上半年工作.
const CLASH: u32 = 3;
/// A second column of tasks.
const AGAIN: u32 = 4;
/// To join two paragraphs, and to join one that is a heading by itself.
const JOIN: u32 = 1;
const JOIN_WHOLE: u32 = 3;
/// A reading that costs so much more than the best one is not tried.
const SPREAD: u32 = 15;
/// What a heading costs weighs so many times what a row costs.
const WEIGHT: u32 = 2;

/// A way to read the paragraphs of a header.
struct Choice {
    columns: Vec<(Column, String)>,
    cost: u32,
}

/// The paragraph below a header that begins at `start`, where it is made of more paragraphs than one per heading, or not
/// of known ones: the first number, or the section above it; where the rows have no numbers, the first long line.
#[must_use]
pub fn end(paragraphs: &[&Paragraph], start: usize) -> Option<usize> {
    let first = words::column(paragraphs.get(start)?.text.text());
    let numbered = first == Some(Column::Number);
    let mut whole = 0;
    for (at, piece) in paragraphs.get(start..)?.iter().take(MOST_PIECES).enumerate() {
        let text = piece.text.text();
        let long = piece.text.len() > LONGEST_PIECE || text.contains(['。', ';', ',']);
        let below = if numbered {
            number::alone(text).is_some() || sections::heading(&piece.text).is_some()
        } else {
            long
        };
        if below {
            return (at >= FEWEST_COLUMNS && whole < at).then_some(start + at);
        }
        if long {
            return None;
        }
        whole += usize::from(words::column(text).is_some());
    }
    None
}

/// The header between two paragraphs, read in the way that the rows below fit best.
#[must_use]
pub fn read(paragraphs: &[&Paragraph], start: usize, end: usize) -> Option<Header> {
    let pieces = paragraphs.get(start..end)?;
    let body = paragraphs.get(end..paragraphs.len().min(end + SAMPLE))?;
    let numbers = body.iter().filter(|line| number::alone(line.text.text()).is_some()).count();
    let kinds = |choice: &Choice| choice.columns.iter().map(|(column, _)| *column).collect::<Vec<_>>();
    let total = |choice: &Choice| {
        let rows = if numbers > 0 { numbers } else { body.len() / choice.columns.len().max(1) };
        let tasks = choice.columns.iter().filter(|(column, _)| *column == Column::Task).count();
        let again = AGAIN * u32::try_from(tasks.saturating_sub(1)).unwrap_or(1);
        let headings = (choice.cost + again) * WEIGHT * u32::try_from(rows.max(1)).unwrap_or(1);
        headings.saturating_add(path::cost(body, &kinds(choice)))
    };
    let fits = |choice: &Choice| {
        let kinds = kinds(choice);
        let numbered = kinds.first() == Some(&Column::Number);
        words::is_header(&kinds) && (numbered || is_certain(&kinds))
    };
    let mut ways = choices(pieces, FEWEST_COLUMNS);
    ways.extend(choices(pieces, path::MOST_COLUMNS));
    let columns = ways.into_iter().filter(fits).min_by_key(total)?.columns;
    Some(Header { columns, start, end })
}

/// Where no 序号 tells a header from other short lines, it has to name all that a table of tasks holds, and nothing else.
fn is_certain(kinds: &[Column]) -> bool {
    let has = |wanted: &[Column]| kinds.iter().any(|kind| wanted.contains(kind));
    has(&[Column::Progress])
        && has(&[Column::Units, Column::Lead])
        && matches!(kinds.first(), Some(Column::Task | Column::Section))
        && !has(&[Column::Other, Column::Measure])
}

/// For each number of columns the reading that knows most of its headings. A task stands in the first `tasks` columns, as
/// it mostly does: 上半年工作 further on may begin 上半年工作进展.
fn choices(pieces: &[&Paragraph], tasks: usize) -> Vec<Choice> {
    let count = pieces.len();
    // Cost and length of the last heading, for the first `upto` paragraphs read as so many headings.
    let mut best: Vec<Vec<Option<(u32, usize)>>> = vec![vec![None; count + 1]; path::MOST_COLUMNS + 1];
    let headings: Vec<Vec<Option<(Column, u32)>>> = (0..count)
        .map(|at| (1..=MOST_JOINED).map(|length| heading(pieces.get(at..at + length)?, at == 0)).collect())
        .collect();
    let cost = |at: usize, length: usize| headings.get(at)?.get(length - 1).copied().flatten();
    for columns in 1..=path::MOST_COLUMNS {
        for upto in 1..=count {
            let ways = (1..=MOST_JOINED.min(upto)).filter_map(|length| {
                let before = if columns == 1 {
                    (upto == length).then_some(0)?
                } else {
                    best.get(columns - 1)?.get(upto - length).copied().flatten()?.0
                };
                let (column, cost) = cost(upto - length, length)?;
                (column != Column::Task || columns <= tasks).then_some((before + cost, length))
            });
            let way = ways.min();
            if let Some(slot) = best.get_mut(columns).and_then(|row| row.get_mut(upto)) {
                *slot = way;
            }
        }
    }
    let whole = |columns: usize| best.get(columns)?.get(count).copied().flatten();
    let least = (FEWEST_COLUMNS..=path::MOST_COLUMNS).filter_map(|columns| Some(whole(columns)?.0)).min();
    let near = |columns: &usize| whole(*columns).is_some_and(|(cost, _)| cost <= least.unwrap_or(0) + SPREAD);
    let read = |columns: usize| {
        let (total, _) = whole(columns)?;
        let mut named = Vec::with_capacity(columns);
        let mut upto = count;
        for left in (1..=columns).rev() {
            let (_, length) = best.get(left)?.get(upto).copied().flatten()?;
            let (column, _) = cost(upto - length, length)?;
            named.push((column, joined(pieces.get(upto - length..upto)?)));
            upto -= length;
        }
        named.reverse();
        Some(Choice { columns: named, cost: total })
    };
    (FEWEST_COLUMNS..=path::MOST_COLUMNS).filter(near).filter_map(read).collect()
}

/// What paragraphs name together, and what it costs to take them for one heading.
fn heading(pieces: &[&Paragraph], first: bool) -> Option<(Column, u32)> {
    let words = joined(pieces);
    if words.chars().count() > words::LONGEST {
        return None;
    }
    let known = words::column(&words);
    if known == Some(Column::Number) && !first {
        return None;
    }
    let hint = || words::hint(&words).map(|column| (column, HINT));
    let short = pieces.len() == 1 && !first && words.chars().count() <= SHORT_HEADING;
    let own = if short { SHORT } else { 0 };
    let (column, cost) = known.map(|column| (column, own)).or_else(hint).unwrap_or((Column::Other, UNKNOWN));
    let whole =
        |piece: &&&Paragraph| piece.text.len() > SHORT_HEADING && words::column(piece.text.text()).is_some();
    let joins = u32::try_from(pieces.len().saturating_sub(1)).unwrap_or(u32::MAX);
    let wholes = if pieces.len() > 1 { pieces.iter().filter(whole).count() } else { 0 };
    let tail = pieces.len() > 1 && TAILS.iter().any(|tail| words.starts_with(tail));
    let cost = if tail { cost + TAIL } else { cost };
    let text = matches!(column, Column::Task | Column::Progress);
    let others = matches!(
        words::hint(&words),
        Some(Column::Supervisor | Column::Support | Column::Lead | Column::Units)
    );
    let cost = if text && others && pieces.len() > 1 { cost + CLASH } else { cost };
    Some((column, cost + joins * JOIN + u32::try_from(wholes).unwrap_or(u32::MAX) * JOIN_WHOLE))
}

fn joined(pieces: &[&Paragraph]) -> String {
    pieces.iter().map(|piece| piece.text.printed()).collect()
}
