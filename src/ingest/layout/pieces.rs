//! A header whose headings are broken over several paragraphs: 责任 | 领导, 协管 | 责任人.
//!
//! One that begins with 序号 ends at the first number, any other at the first long line, so its paragraphs are certain.
//! How many headings they make is not: for each number of columns the reading is taken that knows most of its headings, and of these the one in whose
//! columns the rows below are laid out at the lowest cost.

use std::collections::HashSet;
use std::ops::RangeInclusive;

use super::heads::Header;
use super::path;
use super::unit_words::ends_like_unit;
use super::words::{self, Column};
use super::{figures, number, sections};
use crate::ingest::fold::fold_text;
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
/// of known ones, or names a column twice: the first number, or the section above it; where the rows have no numbers, the
/// first long line.
#[must_use]
pub fn end(paragraphs: &[&Paragraph], start: usize) -> Option<usize> {
    let first = words::column(paragraphs.get(start)?.text.text());
    let numbered = first == Some(Column::Number);
    let mut whole: Vec<Column> = Vec::new();
    for (at, piece) in paragraphs.get(start..)?.iter().take(MOST_PIECES).enumerate() {
        let text = piece.text.text();
        let long = piece.text.len() > LONGEST_PIECE || text.contains(['。', ';', ',']);
        let below = if numbered {
            number::alone(text).is_some() || sections::heading(&piece.text).is_some()
        } else {
            long
        };
        if below {
            let twice = whole.iter().collect::<HashSet<_>>().len() < whole.len();
            return (at >= FEWEST_COLUMNS && (whole.len() < at || twice)).then_some(start + at);
        }
        if long {
            return None;
        }
        whole.extend(words::column(text));
    }
    None
}

/// The header that begins at a paragraph and ends at one of others, read in the way that the rows below fit best.
#[must_use]
pub fn read(paragraphs: &[&Paragraph], start: usize, ends: RangeInclusive<usize>) -> Option<Header> {
    let last = paragraphs.len().min(ends.end() + SAMPLE);
    let read = |end: usize| {
        let (cost, columns) = read_to(paragraphs.get(start..end)?, paragraphs.get(end..last)?)?;
        Some((cost, Header { columns, start, end }))
    };
    ends.filter_map(read).min_by_key(|(cost, _)| *cost).map(|(_, header)| header)
}

/// The columns that the rows below fit best, and what they cost.
fn read_to(pieces: &[&Paragraph], body: &[&Paragraph]) -> Option<(u32, Vec<(Column, String)>)> {
    let numbers = body.iter().filter(|line| number::alone(line.text.text()).is_some()).count();
    let kinds = |choice: &Choice| choice.columns.iter().map(|(column, _)| *column).collect::<Vec<_>>();
    let total = |choice: &Choice| {
        let rows = if numbers > 0 { numbers } else { body.len() / choice.columns.len().max(1) };
        let headings = choice.cost * WEIGHT * u32::try_from(rows.max(1)).unwrap_or(1);
        headings.saturating_add(path::cost(body, &kinds(choice)))
    };
    let fits = |choice: &Choice| {
        let kinds = kinds(choice);
        let numbered = kinds.first() == Some(&Column::Number);
        words::is_header(&kinds) && (numbered || is_certain(choice))
    };
    let settled = |mut choice: Choice| {
        figures::settle(&mut choice.columns, body);
        choice
    };
    let fitting = choices(pieces).into_iter().map(settled).filter(fits);
    fitting.map(|choice| (total(&choice), choice.columns)).min_by_key(|(cost, _)| *cost)
}

/// Where no 序号 tells a header from other short lines, it has to name all that a table of tasks holds, and hardly anything
/// that is not known.
fn is_certain(choice: &Choice) -> bool {
    let has = |wanted: &[Column]| choice.columns.iter().any(|(kind, _)| wanted.contains(kind));
    let unknown =
        |(kind, words): &&(Column, String)| *kind == Column::Other && words::column(words).is_none();
    // A figure or a unit stands in a cell of the first row.
    let is_cell =
        |(_, words): &(Column, String)| words.contains(|c: char| c.is_ascii_digit()) || ends_like_unit(words);
    let mut unknown = choice.columns.iter().filter(unknown);
    has(&[Column::Progress])
        && has(&[Column::Units, Column::Lead])
        && matches!(choice.columns.first(), Some((Column::Task | Column::Section, _)))
        && !has(&[Column::Measure])
        && unknown.next().is_none_or(|column| !is_cell(column))
        && unknown.next().is_none()
}

/// One of the ways to read the first paragraphs as headings.
#[derive(Clone, Default)]
struct Way {
    cost: u32,
    kinds: Vec<Column>,
    /// How many paragraphs each heading is made of.
    lengths: Vec<usize>,
}

/// So many ways are kept for each number of columns.
const WAYS: usize = 8;

/// For each number of columns the readings that know most of their headings, each order of columns once.
fn choices(pieces: &[&Paragraph]) -> Vec<Choice> {
    let headings: Vec<Vec<Option<(Column, u32)>>> = (0..pieces.len())
        .map(|at| (1..=MOST_JOINED).map(|length| heading(pieces.get(at..at + length)?, at == 0)).collect())
        .collect();
    let heading = |at: usize, length: usize| headings.get(at)?.get(length - 1).copied().flatten();
    // For the first so many paragraphs, the ways to read them as each number of columns.
    let mut ways: Vec<Vec<Vec<Way>>> = vec![vec![vec![Way::default()]]];
    for upto in 1..=pieces.len() {
        let mut longer: Vec<Vec<Way>> = vec![Vec::new(); path::MOST_COLUMNS + 1];
        for length in 1..=MOST_JOINED.min(upto) {
            let Some((column, cost)) = heading(upto - length, length) else { continue };
            let before = ways.get(upto - length).into_iter().flatten();
            for (before, longer) in before.zip(longer.iter_mut().skip(1)) {
                longer.extend(before.iter().map(|way| way.with(column, length, cost)));
            }
        }
        longer.iter_mut().for_each(keep_best);
        ways.push(longer);
    }
    let whole: Vec<Way> = ways.pop().into_iter().flatten().skip(FEWEST_COLUMNS).flatten().collect();
    let least = whole.iter().map(|way| way.cost).min().unwrap_or(0);
    let near = whole.into_iter().filter(|way| way.cost <= least + SPREAD);
    near.map(|way| way.choice(pieces)).collect()
}

/// Keeps the cheapest ways, of those with the same columns the first.
fn keep_best(ways: &mut Vec<Way>) {
    ways.sort_by_key(|way| way.cost);
    let mut seen = HashSet::new();
    ways.retain(|way| seen.insert(way.kinds.clone()));
    ways.truncate(WAYS);
}

impl Way {
    fn with(&self, column: Column, length: usize, cost: u32) -> Self {
        let mut way = self.clone();
        let again = column == Column::Task && way.kinds.contains(&Column::Task);
        way.cost += cost + if again { AGAIN } else { 0 };
        way.kinds.push(column);
        way.lengths.push(length);
        way
    }

    fn choice(self, pieces: &[&Paragraph]) -> Choice {
        let mut rest = pieces;
        let mut words = Vec::with_capacity(self.kinds.len());
        for length in self.lengths {
            let (heading, behind) = rest.split_at(length.min(rest.len()));
            words.push(joined(heading));
            rest = behind;
        }
        Choice { columns: self.kinds.into_iter().zip(words).collect(), cost: self.cost }
    }
}

/// What paragraphs name together, and what it costs to take them for one heading.
fn heading(pieces: &[&Paragraph], first: bool) -> Option<(Column, u32)> {
    let words = fold_text(&joined(pieces));
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
    let tail = (pieces.len() > 1 || known.is_none()) && TAILS.iter().any(|tail| words.starts_with(tail));
    let cost = if tail { cost + TAIL } else { cost };
    let text = matches!(column, Column::Task | Column::Progress);
    let others = || {
        matches!(
            words::hint(&words),
            Some(Column::Supervisor | Column::Support | Column::Lead | Column::Units)
        )
    };
    let cost = if text && pieces.len() > 1 && others() { cost + CLASH } else { cost };
    // 进度 | 完成目标 | (%): a share that stands behind a heading of its own.
    let named = |pieces: &[&Paragraph]| words::column(&fold_text(&joined(pieces)));
    let two = (1..pieces.len()).filter_map(|at| pieces.split_at_checked(at)).any(|(before, behind)| {
        column == Column::Rate && named(behind) == Some(Column::Rate) && named(before).is_some()
    });
    let cost = if two { cost + CLASH } else { cost };
    Some((column, cost + joins * JOIN + u32::try_from(wholes).unwrap_or(u32::MAX) * JOIN_WHOLE))
}

fn joined(pieces: &[&Paragraph]) -> String {
    pieces.iter().map(|piece| piece.text.printed()).collect()
}
