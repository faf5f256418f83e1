//! Which paragraph of a flattened table belongs to which column: the cheapest path through the columns.
//!
//! Every paragraph has a cost in every column (what it looks like), every step from one paragraph to the next has a
//! cost (staying in a cell, moving on, leaving cells out, beginning a row). The cheapest sequence over the whole body
//! wins. Work grows with paragraphs times columns squared.

use std::cmp::Ordering;

use super::echo::{self, Echo};
use super::looks::{Looks, look};
use super::words::Column;
use crate::ingest::format::Paragraph;

/// Wider headers are no headers of a flattened table.
pub const MOST_COLUMNS: usize = 16;

/// Where a paragraph stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Place {
    /// A heading between rows.
    Section,
    /// Not part of the table: footnotes, page footers.
    Rest,
    /// In a cell.
    Cell {
        /// Index of the column.
        column: usize,
        /// True where a row begins with it.
        new_row: bool,
    },
}

/// Costs count tenths; this one forbids.
const NEVER: u32 = 1_000;

/// The columns, and what of them is asked for at every step.
struct Columns<'c> {
    all: &'c [Column],
    /// What it costs to leave out all cells before each column, the end of the row last.
    skipped: Vec<u32>,
    numbered: bool,
    /// Beside a column of remarks, plans and complaints belong there.
    remarks: bool,
    /// Beside a column of leaders, a word of two to four characters is a name.
    leaders: bool,
    /// The first of task and progress, where the table has both.
    first: Option<Column>,
}

impl<'c> Columns<'c> {
    fn new(all: &'c [Column]) -> Self {
        let mut skipped = vec![0];
        skipped.extend(all.iter().scan(0, |sum, &column| {
            *sum += skip(column);
            Some(*sum)
        }));
        let place = |wanted: Column| all.iter().position(|column| *column == wanted);
        let first = place(Column::Task)
            .zip(place(Column::Progress))
            .map(|(task, progress)| if task < progress { Column::Task } else { Column::Progress });
        Self {
            all,
            skipped,
            numbered: is_numbered(all),
            remarks: all.contains(&Column::Other),
            leaders: all.contains(&Column::Supervisor),
            first,
        }
    }

    fn len(&self) -> usize {
        self.all.len()
    }

    fn get(&self, state: usize) -> Option<&Column> {
        self.all.get(state)
    }

    /// What it costs to leave out the cells `from..to`.
    fn skips(&self, from: usize, to: usize) -> u32 {
        let before = |at: usize| self.skipped.get(at).copied();
        before(to).zip(before(from)).map_or(0, |(to, from)| to.saturating_sub(from))
    }
}

/// A place for each paragraph, in order.
#[must_use]
pub fn places(lines: &[&Paragraph], columns: &[Column]) -> Vec<Place> {
    let columns = &Columns::new(columns);
    let (costs, from) = walk(lines, columns);
    trace(&costs, &from, columns)
}

/// What the cheapest path costs: of several headers that a text may have, the one with the lowest fits best. One that
/// finds no place for a paragraph does not fit it.
#[must_use]
pub fn cost(lines: &[&Paragraph], columns: &[Column]) -> u32 {
    let columns = &Columns::new(columns);
    let (costs, from) = walk(lines, columns);
    let ended = costs.iter().enumerate().map(|(state, cost)| cost.saturating_add(end_cost(columns, state)));
    let left_out = trace(&costs, &from, columns).iter().filter(|place| **place == Place::Rest).count();
    let left_out = u32::try_from(left_out).unwrap_or(u32::MAX).saturating_mul(LEFT_OUT);
    ended.min().unwrap_or(0).saturating_add(left_out)
}

/// What a paragraph without a place in the table says against its columns.
const LEFT_OUT: u32 = 30;

/// The cost of the cheapest path to every state of the last paragraph, and for every paragraph the states before.
fn walk(lines: &[&Paragraph], columns: &Columns<'_>) -> (Vec<u32>, Vec<u8>) {
    // Numbers part the rows better than words, and units between them the task from what was done.
    let parted = columns.numbered && !side_by_side(columns.all);
    let echoes = if parted { Vec::new() } else { echo::find(lines, columns.first.is_some()) };
    let looks = look(lines, &echoes, columns.all);
    let states = columns.len() + 2;
    let mut costs: Vec<u32> = Vec::with_capacity(states);
    let mut next: Vec<u32> = Vec::with_capacity(states);
    // A column index fits in a byte, and the body may be long.
    let mut from: Vec<u8> = Vec::with_capacity(looks.len() * states);
    for (at, line) in looks.iter().enumerate() {
        let before = at.checked_sub(1).and_then(|at| looks.get(at));
        let likeliest = likeliest(&costs);
        for state in 0..states {
            let (cost, best) = match before {
                None => (enter(columns, state, line), state),
                Some(before) => cheapest(&costs, likeliest, |last| step(columns, last, state, before, line)),
            };
            next.push(cost.saturating_add(emission(columns, state, line)));
            from.push(u8::try_from(best).unwrap_or(u8::MAX));
        }
        std::mem::swap(&mut costs, &mut next);
        next.clear();
    }
    (costs, from)
}

/// The state with the lowest cost.
fn likeliest(costs: &[u32]) -> usize {
    costs.iter().enumerate().min_by_key(|&(_, cost)| cost).map_or(0, |(state, _)| state)
}

/// The lowest cost of a step from one of the states before, and that state. The likeliest is tried first, for what it
/// costs rules out most others.
fn cheapest(costs: &[u32], likeliest: usize, step: impl Fn(usize) -> u32) -> (u32, usize) {
    let Some(&least) = costs.get(likeliest) else { return (NEVER, 0) };
    let mut cheapest = (least.saturating_add(step(likeliest)), likeliest);
    for (last, &cost) in costs.iter().enumerate() {
        // No step costs less than nothing, and of two that cost the same the first is taken.
        if cost <= cheapest.0 && last != likeliest {
            cheapest = cheapest.min((cost.saturating_add(step(last)), last));
        }
    }
    cheapest
}

/// The last row may lack cells too.
fn end_cost(columns: &Columns<'_>, state: usize) -> u32 {
    if state < columns.len() { columns.skips(state + 1, columns.len()) } else { 0 }
}

/// `from` holds, for each paragraph, the best state before each state.
fn trace(costs: &[u32], from: &[u8], columns: &Columns<'_>) -> Vec<Place> {
    let total = |&(state, cost): &(usize, &u32)| cost.saturating_add(end_cost(columns, state));
    let mut state = costs.iter().enumerate().min_by_key(total).map_or(0, |(state, _)| state);
    let mut states = Vec::with_capacity(from.len() / costs.len().max(1));
    for back in from.rchunks(costs.len().max(1)) {
        states.push(state);
        state = back.get(state).copied().map_or(0, usize::from);
    }
    states.reverse();
    let section = columns.len();
    let mut last: Option<usize> = None;
    states
        .into_iter()
        .map(|state| {
            let place = match state.cmp(&section) {
                Ordering::Equal => Place::Section,
                Ordering::Greater => Place::Rest,
                Ordering::Less => {
                    let stays = last == Some(state) && !matches!(columns.get(state), Some(Column::Number));
                    let new_row = !stays && last.is_none_or(|last| last >= section || state <= last);
                    Place::Cell { column: state, new_row }
                }
            };
            last = Some(state);
            place
        })
        .collect()
}

fn is_numbered(columns: &[Column]) -> bool {
    columns.contains(&Column::Number)
}

const fn is_list(column: Column) -> bool {
    matches!(column, Column::Lead | Column::Support | Column::Units)
}

/// Task and progress stand next to each other, with nothing between them to part them.
fn side_by_side(columns: &[Column]) -> bool {
    columns
        .windows(2)
        .any(|pair| matches!(pair, [Column::Task, Column::Progress] | [Column::Progress, Column::Task]))
}

/// What a paragraph costs in a column, from what it looks like.
fn emission(columns: &Columns<'_>, state: usize, line: &Looks) -> u32 {
    let short = is_short(line);
    let Some(column) = columns.get(state) else {
        return if state == columns.len() {
            if line.section { 5 } else { 300 }
        } else if line.note {
            0
        } else if line.chrome && !(line.numeric && columns.remarks) {
            3
        } else if line.units || line.status || line.people {
            25
        } else {
            10
        };
    };
    match column {
        Column::Number if line.counts => 0,
        Column::Number => {
            if line.numeric {
                60
            } else {
                NEVER
            }
        }
        // Without 序号 figures that go up count nothing where figures may stand.
        Column::Other if line.counts && !columns.numbered => 5,
        // A task is never left empty, and 序号 hardly.
        Column::Task if line.blank => 120,
        _ if line.blank => 2,
        _ if line.counts => match column {
            Column::Target | Column::Done | Column::Rate => 60,
            _ => 120,
        },
        Column::Task | Column::Progress => in_text(columns, *column, line),
        Column::Units | Column::Lead | Column::Support => match line {
            _ if line.units => 0,
            _ if line.status => 60,
            _ if line.people && columns.leaders => 50,
            _ if short && line.digits => 70,
            _ if short && !line.numeric && !line.section && !line.chrome => 25,
            _ => 120,
        },
        Column::Status => {
            if line.status {
                0
            } else if line.aside {
                5
            } else if short && !line.chrome {
                30
            } else {
                150
            }
        }
        Column::Supervisor => match line {
            _ if line.people => 0,
            _ if line.units => 50,
            _ if short && !line.numeric && !line.chrome => 5,
            _ => 120,
        },
        Column::Target | Column::Done | Column::Rate => {
            if line.numeric {
                0
            } else if short {
                30
            } else {
                120
            }
        }
        Column::Measure => {
            if line.length <= 8 && !line.numeric {
                5
            } else {
                120
            }
        }
        Column::Section => {
            if line.length <= 16 && !line.numeric {
                5
            } else {
                120
            }
        }
        Column::Other if line.outlook => 0,
        Column::Other if line.numeric => 5,
        Column::Other => 10,
    }
}

/// What a paragraph costs in a column of text.
fn in_text(columns: &Columns<'_>, column: Column, line: &Looks) -> u32 {
    let short = is_short(line);
    let task = column == Column::Task;
    let outlook = if line.outlook && !task && columns.remarks { 8 } else { 0 };
    let units = match (line.units, columns.numbered) {
        (false, _) => 0,
        (true, true) => 30,
        (true, false) => 60,
    };
    let status = if line.status { if task { 60 } else { 30 } } else { 0 };
    let numeric = if line.numeric && line.length < 12 { 15 } else { 0 };
    let note = if line.note { 40 } else { 0 };
    let chrome = if line.chrome { 30 } else { 0 };
    let section = if line.section { 40 } else { 0 };
    let name = match line {
        _ if !columns.leaders => 0,
        _ if line.people => 50,
        _ if short && line.length <= 4 => 20,
        _ => 0,
    };
    units + status + numeric + note + chrome + section + name + unlike(columns, column, line.echo) + outlook
}

/// A word or two, and no sentence.
const fn is_short(line: &Looks) -> bool {
    line.length <= 12 && !line.sentence
}

/// What it costs that a line is not where the lines around it suggest: the first of task and progress is said again
/// in the second, and what was done is told.
fn unlike(columns: &Columns<'_>, column: Column, echo: Echo) -> u32 {
    let Some(first) = columns.first else { return 0 };
    let first = column == first;
    let echoed = match (echo.of_above, echo.in_below) {
        (true, false) if first => 25,
        (false, true) if !first => 25,
        _ => 0,
    };
    echoed + if echo.told && column == Column::Task { 20 } else { 0 }
}

/// What it costs to leave a cell of this column empty.
const fn skip(column: Column) -> u32 {
    match column {
        Column::Task => 80,
        Column::Number | Column::Units | Column::Lead => 30,
        Column::Progress | Column::Status => 25,
        Column::Target | Column::Done | Column::Rate => 20,
        Column::Supervisor => 15,
        Column::Support => 10,
        Column::Measure | Column::Section => 5,
        Column::Other => 3,
    }
}

/// What it costs to begin the body in a state.
fn enter(columns: &Columns<'_>, state: usize, line: &Looks) -> u32 {
    let section = columns.len();
    if state == section {
        return 10;
    }
    if state > section {
        return 60;
    }
    let begins = match columns.get(state) {
        Some(Column::Number) if line.counts => 5,
        // The first of task and progress begins the row where the other says it again.
        _ if line.echo.in_below && !line.echo.of_above => 8,
        _ => 20,
    };
    begins + columns.skips(0, state)
}

/// What it costs to go from one state to the next.
fn step(columns: &Columns<'_>, from: usize, to: usize, before: &Looks, line: &Looks) -> u32 {
    let section = columns.len();
    let rest = section + 1;
    // An empty line more than usual is the trace of an empty cell.
    let empty = |cost: u32| if line.gap { cost * 4 / 10 } else { cost };
    let trailing = if from < section { columns.skips(from + 1, section) } else { 0 };
    let open = before.open || (before.full && !columns.numbered);
    let leaving = if line.tight { 10 } else { 0 } + if open { 20 } else { 0 };
    match (from, to) {
        (from, to) if from == rest && to == rest => 0,
        (from, _) if from == rest => 60 + enter(columns, to, line),
        (_, to) if to == rest => trailing + if line.note { 5 } else { 30 },
        (_, to) if to == section => empty(trailing) + 10 + leaving,
        (from, to) if from == section => enter(columns, to, line),
        (from, to) if from == to => stay(columns, from, before, line),
        (from, to) if to > from => {
            empty(columns.skips(from + 1, to)) + leaving + list_break(columns, from, before, line)
        }
        (_, to) => {
            let begins = enter(columns, to, line);
            let own = columns.skips(0, to);
            empty(trailing) + empty(own) + (begins - own) + leaving
        }
    }
}

/// What it costs that a cell has one paragraph more.
fn stay(columns: &Columns<'_>, column: usize, before: &Looks, line: &Looks) -> u32 {
    let goes_on =
        matches!((before.item, line.item), (Some(last), Some(next)) if next > last && next - last <= 3);
    let remarked = columns.numbered
        && before.closed
        && line.remark
        && columns.get(column) == Some(&Column::Progress)
        && columns.get(column + 1) == Some(&Column::Other);
    let base = match columns.get(column) {
        // 续建项目 behind a full stop stands in the column of remarks.
        _ if remarked => 15,
        Some(Column::Task | Column::Progress) if before.full && !columns.numbered => 3,
        Some(Column::Progress) if !goes_on && before.sentence && !columns.numbered => 10,
        Some(Column::Progress | Column::Other) => {
            if goes_on {
                0
            } else {
                3
            }
        }
        Some(Column::Task) => {
            if goes_on {
                2
            } else if line.item == Some(1) {
                35
            } else {
                25
            }
        }
        // Where two lists stand side by side, mostly one unit leads and several support.
        Some(Column::Units | Column::Lead | Column::Support) => {
            if columns.get(column + 1).is_some_and(|next| is_list(*next)) { 5 } else { 3 }
        }
        Some(Column::Supervisor) => 10,
        _ => 80,
    };
    base + if line.gap { 15 } else { 0 }
}

/// What it costs to leave a text cell in the middle of a list.
fn list_break(columns: &Columns<'_>, from: usize, before: &Looks, line: &Looks) -> u32 {
    let text = matches!(columns.get(from), Some(Column::Task | Column::Progress));
    match (before.item, line.item) {
        (Some(last), Some(next)) if text && next == last + 1 => 20,
        _ => 0,
    }
}
