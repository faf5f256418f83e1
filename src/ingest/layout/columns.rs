//! The header of a table: which row it is, and what each column holds.

use std::ops::Range;

use super::figures;
use super::status;
use super::unknown;
use super::words::{self, Column};
use crate::domain::period::Period;
use crate::ingest::format::{Cell, Table};

/// How far down the header is looked for.
const DEEPEST: usize = 30;

/// The header of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Header {
    /// First row of the header.
    pub start: usize,
    /// First row below it.
    pub end: usize,
    /// What each column of the grid holds; `None` where its words are not known or it is not used.
    pub columns: Vec<Option<Column>>,
    /// Headings of columns that are not used.
    pub unused: Vec<String>,
    /// The columns that are used, with their printed words.
    pub printed: Vec<(Column, String)>,
    words: Vec<String>,
}

impl Header {
    /// True where a row prints the header again, as on the next page.
    #[must_use]
    pub fn is_repeated(&self, table: &Table, row: usize) -> bool {
        let same = self
            .words
            .iter()
            .enumerate()
            .filter(|(at, word)| !word.is_empty() && squeezed(table, row, *at) == **word)
            .count();
        same * 2 > self.words.iter().filter(|word| !word.is_empty()).count()
    }
}

/// Finds the header of a table.
#[must_use]
pub fn find(table: &Table) -> Option<Header> {
    (0..table.rows.len().min(DEEPEST)).find_map(|row| {
        let one = header(table, row, row + 1);
        // A header on two rows: a heading over several columns, and what each of them holds below it.
        // A title over the whole width heads no columns.
        let two = header(table, row, row + 2).filter(|_| {
            filled(table, row) > 1 && (is_split(table, row) || only_names_columns(table, row + 1))
        });
        match (one, two) {
            (Some(one), Some(two))
                if two.printed.len() >= one.printed.len() && names_columns(table, row + 1) =>
            {
                Some(two)
            }
            (Some(one), _) => Some(one),
            (None, two) => two,
        }
    })
}

/// The cells that begin in a row.
pub fn own_cells(table: &Table, row: usize) -> impl Iterator<Item = &Cell> {
    let slots = table.rows.get(row).map(Vec::as_slice).unwrap_or_default();
    slots
        .iter()
        .filter(|slot| !slot.from_above && !slot.from_left)
        .filter_map(|slot| table.cells.get(slot.cell?))
}

/// True where at least two cells that begin in a row name columns.
fn names_columns(table: &Table, row: usize) -> bool {
    let named = |cell: &&Cell| words::column(cell.joined("").text()).is_some();
    own_cells(table, row).filter(|cell| cell.paragraphs.len() <= 8).filter(named).count() >= 2
}

/// True where a row names columns and does nothing else, as the second line of a header does that lost its merged cells.
fn only_names_columns(table: &Table, row: usize) -> bool {
    let mut cells = own_cells(table, row).filter(|cell| !cell.is_empty()).peekable();
    cells.peek().is_some() && cells.all(|cell| words::column(cell.joined("").text()).is_some())
}

fn filled(table: &Table, row: usize) -> usize {
    own_cells(table, row).filter(|cell| !cell.is_empty()).count()
}

fn is_split(table: &Table, row: usize) -> bool {
    table.rows.get(row).is_some_and(|slots| slots.iter().any(|slot| slot.from_left))
}

fn header(table: &Table, start: usize, end: usize) -> Option<Header> {
    if end > table.rows.len() {
        return None;
    }
    let mut columns = Vec::with_capacity(table.columns());
    let mut heads = Vec::with_capacity(table.columns());
    for at in 0..table.columns() {
        // The lowest row that names a column decides; the rows above only group.
        let named = (start..end)
            .rev()
            .find_map(|row| words::column(&squeezed(table, row, at)).map(|column| (column, row)));
        columns.push(named.map(|(column, _)| column));
        heads.push(named.map_or_else(String::new, |(_, row)| printed(table, row, at)));
    }
    settle_targets(table, end, &mut columns);
    unknown::settle(table, start..end, &mut columns, &mut heads);
    let used = columns.iter_mut().zip(&heads);
    figures::settle_done(used.filter_map(|(column, head)| Some((column.as_mut()?, head.as_str()))));
    settle_status(table, end, &mut columns, &heads);
    // 单位 beside a target is what is counted; elsewhere it is who is responsible.
    let counted = columns.iter().flatten().any(|column| matches!(column, Column::Target | Column::Done));
    for column in columns.iter_mut().filter(|column| **column == Some(Column::Measure) && !counted) {
        *column = Some(Column::Units);
    }
    settle_doubles(table, end, &mut columns, &heads);
    if columns.contains(&Some(Column::Lead)) {
        let units = columns.iter_mut().zip(&heads).filter(|(column, _)| **column == Some(Column::Units));
        for (column, _) in units.filter(|(_, head)| words::is_related(head)) {
            *column = Some(Column::Support);
        }
    }
    let used: Vec<(Column, String)> =
        columns.iter().zip(&heads).filter_map(|(column, head)| Some(((*column)?, head.clone()))).collect();
    let mut kinds: Vec<Column> = used.iter().map(|(column, _)| *column).collect();
    kinds.dedup();
    let words = (0..table.columns()).map(|at| squeezed(table, start, at)).collect();
    let unused = unused(table, start..end, &columns);
    words::is_header(&kinds).then_some(Header { start, end, columns, unused, printed: used, words })
}

/// The headings of columns that are not known or not used, and have something below them.
fn unused(table: &Table, rows: Range<usize>, columns: &[Option<Column>]) -> Vec<String> {
    let idle = |at: &usize| matches!(columns.get(*at), None | Some(None | Some(Column::Other)));
    let head = |at: usize| {
        let words = rows.clone().rev().map(|row| squeezed(table, row, at)).find(|words| !words.is_empty())?;
        column_cells(table, rows.end, at).next().map(|_| words)
    };
    (0..columns.len()).filter(idle).filter_map(head).collect()
}

/// A second column of tasks that holds figures holds the targets of the first: 指标名称, 年度目标.
fn settle_targets(table: &Table, body: usize, columns: &mut [Option<Column>]) {
    let tasks = columns.iter().filter(|column| **column == Some(Column::Task)).count();
    if tasks < 2 {
        return;
    }
    for at in 1..columns.len() {
        let cells = column_cells(table, body, at);
        let (mut all, mut figures) = (0, 0);
        for cell in cells {
            all += 1;
            figures += usize::from(is_figure(cell));
        }
        if let Some(column) = columns.get_mut(at).filter(|column| **column == Some(Column::Task))
            && all > 0
            && figures * 10 >= all * 7
        {
            *column = Some(Column::Target);
        }
    }
}

/// A column of shares, of remarks, or a second one of progress, that holds words of status is a column of status: 序时进度.
fn settle_status(table: &Table, body: usize, columns: &mut [Option<Column>], heads: &[String]) {
    if columns.contains(&Some(Column::Status)) {
        return;
    }
    let progress = columns.iter().filter(|column| **column == Some(Column::Progress)).count();
    for at in 0..columns.len() {
        let fits = match columns.get(at) {
            Some(Some(Column::Rate)) => true,
            Some(Some(Column::Progress)) => progress > 1,
            Some(Some(Column::Other)) => heads.get(at).is_some_and(|head| words::is_remarks(head)),
            _ => false,
        };
        let cells = || column_cells(table, body, at);
        let words = cells().filter(|cell| status::is_status(cell.joined("").text())).count();
        if fits && words > 0 && words * 10 >= cells().count() * 7 {
            if let Some(column) = columns.get_mut(at) {
                *column = Some(Column::Status);
            }
            return;
        }
    }
}

/// How many rows tell what a column holds.
const SAMPLE: usize = 200;

/// The cells that are printed in one column and no other, for the first rows.
pub fn column_cells(table: &Table, body: usize, at: usize) -> impl Iterator<Item = &Cell> {
    let alone = move |row: &usize| {
        let slots = table.rows.get(*row).map(Vec::as_slice).unwrap_or_default();
        slots.get(at).is_some_and(|slot| !slot.from_left)
            && slots.get(at + 1).is_none_or(|next| !next.from_left)
    };
    let rows = (body..table.rows.len().min(body + SAMPLE)).filter(alone);
    rows.filter_map(move |row| table.cell(row, at)).filter(|cell| !cell.is_empty())
}

pub fn is_figure(cell: &Cell) -> bool {
    let [text] = cell.paragraphs.as_slice() else { return false };
    let digits = text
        .text()
        .trim_start_matches(['≥', '≤', '>', '<', '-', '+', '约'])
        .starts_with(|c: char| c.is_ascii_digit());
    text.len() <= 12 && digits
}

/// Two columns of tasks: the first groups the second where its cells reach down over several rows. Several columns of
/// progress: the one of the latest period counts.
fn settle_doubles(table: &Table, body: usize, columns: &mut [Option<Column>], heads: &[String]) {
    let of = |columns: &[Option<Column>], kind: Column| -> Vec<usize> {
        (0..columns.len()).filter(|&at| columns.get(at) == Some(&Some(kind))).collect()
    };
    let tasks = of(columns, Column::Task);
    if let [first, _, ..] = tasks.as_slice()
        && table
            .rows
            .iter()
            .skip(body)
            .any(|row| row.get(*first).is_some_and(|slot| slot.from_above && !slot.from_left))
        && let Some(column) = columns.get_mut(*first)
    {
        *column = Some(Column::Section);
    }
    let progress = of(columns, Column::Progress);
    let periods: Vec<(usize, u32)> =
        progress.iter().filter_map(|&at| Some((at, last_month(heads.get(at)?)?))).collect();
    if let Some(&(latest, _)) = periods.iter().max_by_key(|(_, month)| *month).filter(|_| periods.len() > 1) {
        for (at, _) in periods.iter().filter(|(at, _)| *at != latest) {
            if let Some(column) = columns.get_mut(*at) {
                *column = None;
            }
        }
    }
}

/// The last month of the period that a heading begins with.
fn last_month(head: &str) -> Option<u32> {
    let chars: Vec<char> = head.chars().filter(|c| !c.is_whitespace()).collect();
    (1..=chars.len().min(8)).rev().find_map(|end| {
        let words: String = chars.get(..end)?.iter().collect();
        let period = Period::parse(&words, 2000)?;
        Some(chrono::Datelike::month(&period.end))
    })
}

pub fn squeezed(table: &Table, row: usize, column: usize) -> String {
    let Some(cell) = table.cell(row, column) else { return String::new() };
    // Long cells are no headings, and joining them would cost their length for every column they cover.
    if cell.paragraphs.len() > 8 || cell.paragraphs.iter().any(|text| text.len() > 60) {
        return String::new();
    }
    cell.joined("").text().chars().filter(|c| !c.is_whitespace()).collect()
}

pub fn printed(table: &Table, row: usize, column: usize) -> String {
    table.cell(row, column).map(|cell| cell.joined("").printed().to_owned()).unwrap_or_default()
}
