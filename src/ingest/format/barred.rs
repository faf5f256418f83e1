//! Tables set in plain text, a row to a line and bars between the cells: `工作任务 | 责任单位 | 进展情况`, with or without bars
//! at the ends and a rule below the header.
//!
//! A bar here and there makes no table: it begins with a line of headings, and rows as wide as that follow.

use super::delimited::name_columns;
use super::source::{Cell, Slot, Table, Writer};
use crate::ingest::error::IngestError;
use crate::ingest::fold::{any_bytes, fold_text};
use crate::ingest::passage::Passage;

/// The bars that are used; the full-width one is folded to the first.
const BARS: [char; 3] = ['|', '│', '┃'];

/// A longer line holds no headings.
const LONGEST_HEADER: usize = 1_200;

/// So many lines below the header, or from a line that is no row, the next row may stand.
const REACH: usize = 3;

/// Buttons at the foot of a page are not longer than this.
const LONGEST_BUTTON: usize = 8;

/// The header of a table: how many columns it has, and whether its line begins and ends with a bar.
#[derive(Debug, Clone, Copy)]
pub struct Header {
    columns: usize,
    leading: bool,
    trailing: bool,
}

/// What a line below a header is.
enum Kind {
    /// A row, or a line between rows that stands for itself.
    Row,
    /// A line that goes on with the last cell of the row above.
    GoesOn,
    /// `---|---`.
    Rule,
    /// No part of the table.
    Outside,
}

/// The header of the table that begins with the first of the lines; `None` where none does.
pub fn header(lines: &[&str]) -> Option<Header> {
    let (line, below) = lines.split_first()?;
    let header = heads(line)?;
    let mut rows = below.iter().filter(|line| !line.trim().is_empty()).take(REACH);
    let ruled = rows.clone().next().is_some_and(|line| is_rule(line));
    let mut wide = rows.by_ref().filter(|line| header.is_wide(line));
    // Two headings side by side may be buttons of a page; two rows below them are none.
    let fewest = if header.columns > 2 || ruled { 1 } else { 2 };
    wide.nth(fewest - 1).map(|_| header)
}

/// The header that a line of headings is.
fn heads(line: &str) -> Option<Header> {
    // Every line of a text is asked for a bar: its bytes tell that most hold none.
    #[expect(clippy::needless_bitwise_bool, reason = "without branches many bytes are compared at once")]
    let may_be_bar = |one: u8, two: u8, _: u8| {
        (one == b'|') | ((one == 0xe2) & (two == 0x94)) | ((one == 0xef) & (two == 0xbd))
    };
    let bar = |c: char| c == '｜' || BARS.contains(&c);
    if line.len() > LONGEST_HEADER || !any_bytes(line, may_be_bar) || !line.contains(bar) {
        return None;
    }
    let folded = fold_text(line.trim());
    let (leading, trailing) = (folded.starts_with(BARS), folded.ends_with(BARS));
    let inner = folded.strip_prefix(BARS).unwrap_or(&folded);
    let inner = inner.strip_suffix(BARS).unwrap_or(inner);
    let words: Vec<&str> = inner.split(BARS).map(|words| words.trim().trim_matches('*')).collect();
    let header = Header { columns: words.len(), leading, trailing };
    (words.len() > 1 && name_columns(&words)).then_some(header)
}

/// A line between rows that is drawn and not written.
fn is_rule(line: &str) -> bool {
    let drawn = |c: char| BARS.contains(&c) || c.is_whitespace() || "｜-—:+=_─━┼╋├┤".contains(c);
    line.chars().all(drawn) && line.contains(['-', '—', '=', '─', '━'])
}

/// Reads the table that begins with the first of the lines and has this header; returns how many lines it takes.
pub fn read(lines: &[&str], header: Header, writer: &mut Writer<'_>) -> Result<usize, IngestError> {
    writer.check_columns(header.columns)?;
    let mut table = Table::default();
    let mut behind_blank = false;
    for (at, line) in lines.iter().enumerate() {
        if line.trim().is_empty() {
            writer.line(line)?;
            behind_blank = true;
            continue;
        }
        let kind =
            if at == 0 { Kind::Row } else { header.kind(lines.get(at..).unwrap_or_default(), behind_blank) };
        behind_blank = false;
        if matches!(kind, Kind::Outside) {
            writer.table(table);
            return Ok(at);
        }
        let text = writer.line(line)?;
        match kind {
            Kind::Row => {
                writer.reserve_cells(header.columns)?;
                header.add_row(&mut table, &text);
            }
            Kind::GoesOn => {
                if let Some(cell) = table.cells.last_mut() {
                    cell.paragraphs.push(text);
                }
            }
            Kind::Rule | Kind::Outside => {}
        }
    }
    writer.table(table);
    Ok(lines.len())
}

impl Header {
    /// What the first of the lines is.
    fn kind(self, lines: &[&str], behind_blank: bool) -> Kind {
        let Some((line, below)) = lines.split_first() else { return Kind::Outside };
        if is_rule(line) {
            return Kind::Rule;
        }
        let folded = fold_text(line.trim());
        if heads(line).is_some() || (behind_blank && is_buttons(&folded)) {
            return Kind::Outside;
        }
        let cells = self.cells(&folded).len();
        // The last cell of a row may be left out.
        if cells >= self.columns || (cells > 1 && cells + 1 == self.columns && !behind_blank) {
            return Kind::Row;
        }
        let mut next = below.iter().filter(|line| !line.trim().is_empty()).take(REACH);
        match next.find(|line| !is_rule(line) && (self.is_wide(line) || heads(line).is_some())) {
            Some(next) if heads(next).is_none() => {
                let goes_on = cells == 1 && !behind_blank && folded.ends_with(['。', ';']);
                if goes_on { Kind::GoesOn } else { Kind::Row }
            }
            _ => Kind::Outside,
        }
    }

    /// True for a line with as many cells as the header.
    fn is_wide(self, line: &str) -> bool {
        !is_rule(line) && self.cells(&fold_text(line.trim())).len() >= self.columns
    }

    /// The byte ranges of the cells of a line; what is beyond the last column belongs to it.
    fn cells(self, line: &str) -> Vec<std::ops::Range<usize>> {
        let mut cells: Vec<std::ops::Range<usize>> = Vec::with_capacity(self.columns + 2);
        let mut start = 0;
        for (at, bar) in line.match_indices(BARS) {
            cells.push(start..at);
            start = at + bar.len();
        }
        cells.push(start..line.len());
        if cells.first().is_some_and(std::ops::Range::is_empty)
            && (self.leading || cells.len() > self.columns)
        {
            cells.remove(0);
        }
        if cells.last().is_some_and(std::ops::Range::is_empty)
            && (self.trailing || cells.len() > self.columns)
        {
            cells.pop();
        }
        if cells.len() > self.columns {
            cells.truncate(self.columns);
            if let Some(last) = cells.last_mut() {
                last.end = line.trim_end_matches(BARS).len().max(last.end);
            }
        }
        cells
    }

    fn add_row(self, table: &mut Table, text: &Passage) {
        let cutter = text.cutter();
        let mut row = Vec::with_capacity(self.columns);
        for range in self.cells(text.text()) {
            let words = cutter.slice_bytes(range).into_trimmed();
            table.cells.push(Cell { paragraphs: if words.is_empty() { Vec::new() } else { vec![words] } });
            row.push(Slot { cell: Some(table.cells.len() - 1), from_above: false, from_left: false });
        }
        table.rows.push(row);
    }
}

/// 网站地图 | 联系我们: a few words each, and nothing that was counted.
fn is_buttons(folded: &str) -> bool {
    let short = |words: &str| words.trim().chars().count() <= LONGEST_BUTTON;
    folded.contains(BARS) && !folded.contains(|c: char| c.is_ascii_digit()) && folded.split(BARS).all(short)
}
