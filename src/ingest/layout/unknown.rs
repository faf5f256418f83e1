//! Columns whose heading is not known, beside others whose heading is: what stands in them, and a word of the heading,
//! tell what they hold. Offices are inventive with headings, and a table is not to be lost for one of them.

use std::ops::Range;

use super::columns::{column_cells, printed, squeezed};
use super::words::{self, Column};
use super::{status, units};
use crate::ingest::format::{Cell, Table};

/// Headings that must be known before the others are judged.
const FEWEST_KNOWN: usize = 2;

/// Cells of tasks and of progress are as long as this on average; longer where no word of the heading speaks for it.
const MEAN_HINTED: usize = 5;
const MEAN_TOLD: usize = 15;

/// What the cells of one column look like.
struct Looks {
    count: usize,
    /// Mean length in characters.
    mean: usize,
    statuses: usize,
    lists: usize,
    /// Cells that tell of something done.
    told: usize,
}

impl Looks {
    fn at(table: &Table, body: usize, column: usize) -> Self {
        let mut looks = Self { count: 0, mean: 0, statuses: 0, lists: 0, told: 0 };
        for cell in column_cells(table, body, column) {
            let text = cell.joined("\n");
            looks.count += 1;
            looks.mean += text.len();
            looks.statuses += usize::from(status::is_status(text.text()));
            looks.lists += usize::from(units::looks_like_units(&text));
            looks.told += usize::from(TOLD.iter().any(|word| text.text().contains(word)));
        }
        looks.mean /= looks.count.max(1);
        looks
    }

    fn most(&self, cells: usize) -> bool {
        cells > 0 && cells * 10 >= self.count * 7
    }
}

/// Words of sentences that tell what was done; a commitment uses few of them.
const TOLD: &[&str] = &["已", "截至", "目前", "正在", "实现", "同比", "累计", "完成了"];

/// A column of unknown heading.
struct Unknown {
    at: usize,
    hint: Option<Column>,
    looks: Looks,
}

impl Unknown {
    /// A word of the heading speaks for it, or without any word sentences that tell what was done.
    fn may_be(&self, wanted: Column) -> bool {
        let told = wanted == Column::Progress && self.looks.told * 10 >= self.looks.count * 4;
        match self.hint {
            Some(hint) => hint == wanted && self.looks.mean >= MEAN_HINTED,
            None => told && self.looks.mean >= MEAN_TOLD,
        }
    }
}

/// Gives columns of unknown heading the kind that their words and cells speak for, each kind that is missing once.
pub fn settle(table: &Table, header: Range<usize>, columns: &mut [Option<Column>], heads: &mut [String]) {
    let mut known: Vec<Column> = columns.iter().flatten().copied().collect();
    known.sort_unstable();
    known.dedup();
    if known.len() < FEWEST_KNOWN || !all_short(table, header.clone()) {
        return;
    }
    let before = columns.to_vec();
    let mut unknown: Vec<Unknown> = open(table, header.clone(), columns)
        .map(|(at, head)| Unknown { at, hint: words::hint(&head), looks: Looks::at(table, header.end, at) })
        .filter(|unknown| unknown.looks.count > 0)
        .collect();
    unknown.retain(|unknown| {
        let column = by_cells(unknown.hint, &unknown.looks, columns);
        give(columns, unknown.at, column);
        column.is_none()
    });
    let lacks = |columns: &[Option<Column>], column| !columns.contains(&Some(column));
    // 完成进度, 1-6月完成: shares or figures in one document, sentences in the next.
    if lacks(columns, Column::Progress)
        && let Some(at) = (0..columns.len()).find(|&at| tells(table, header.end, at, columns))
    {
        give(columns, at, Some(Column::Progress));
    }
    // The longest texts come first.
    unknown.sort_by_key(|unknown| std::cmp::Reverse(unknown.looks.mean));
    for wanted in [Column::Task, Column::Progress] {
        if lacks(columns, wanted)
            && let Some(place) = unknown.iter().position(|unknown| unknown.may_be(wanted))
        {
            give(columns, unknown.remove(place).at, Some(wanted));
        }
    }
    for (at, head) in heads.iter_mut().enumerate() {
        if columns.get(at) != before.get(at) {
            *head = printed(table, header.end - 1, at);
        }
    }
}

fn give(columns: &mut [Option<Column>], at: usize, column: Option<Column>) {
    if let Some(place) = columns.get_mut(at).filter(|_| column.is_some()) {
        *place = column;
    }
}

/// A column of figures by its heading, of sentences by its cells.
fn tells(table: &Table, body: usize, at: usize, columns: &[Option<Column>]) -> bool {
    let figures = matches!(columns.get(at), Some(Some(Column::Done | Column::Rate)));
    let sentence = |cell: &Cell| !super::columns::is_figure(cell) && cell.joined("").len() >= MEAN_HINTED;
    let cells = || column_cells(table, body, at);
    let status = || cells().any(|cell| status::is_status(cell.joined("").text()));
    let count = if figures { cells().count() } else { 0 };
    count > 0 && cells().filter(|cell| sentence(cell)).count() * 10 >= count * 7 && !status()
}

/// What the cells themselves say: words of status, lists of units, names of people under a word for an office.
fn by_cells(hint: Option<Column>, looks: &Looks, columns: &[Option<Column>]) -> Option<Column> {
    let lacks = |column| !columns.contains(&Some(column));
    if looks.most(looks.statuses) && lacks(Column::Status) {
        return Some(Column::Status);
    }
    let units = [Column::Units, Column::Lead, Column::Support];
    match hint {
        Some(Column::Supervisor) if looks.mean <= 8 && lacks(Column::Supervisor) => hint,
        Some(Column::Status) if looks.mean <= 8 && lacks(Column::Status) => hint,
        Some(Column::Lead | Column::Support) if looks.most(looks.lists) => hint,
        Some(Column::Other) => None,
        _ if looks.most(looks.lists) && units.into_iter().all(lacks) => Some(Column::Units),
        _ => None,
    }
}

/// The columns without a kind, with their squeezed heading.
fn open(
    table: &Table,
    header: Range<usize>,
    columns: &[Option<Column>],
) -> impl Iterator<Item = (usize, String)> {
    let without: Vec<usize> =
        columns.iter().enumerate().filter(|(_, column)| column.is_none()).map(|(at, _)| at).collect();
    without
        .into_iter()
        .map(move |at| (at, squeezed(table, header.end - 1, at)))
        .filter(|(_, head)| !head.is_empty())
}

/// Headings are short; a row with a long cell is no header.
fn all_short(table: &Table, header: Range<usize>) -> bool {
    let long = |cell: &Cell| cell.joined("").len() > words::LONGEST;
    header.clone().all(|row| !super::columns::own_cells(table, row).any(long))
}
