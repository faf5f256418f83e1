//! A table with cells: columns are found by their header words, in any order, on one or two rows.

use super::columns::{self, Header};
use super::join::append_line;
use super::number;
use super::row::{Layout, Reading, Row};
use super::sections::{self, Trail};
use super::words::Column;
use super::{flattened, noise};
use crate::ingest::draft::{DocumentKind, Finding};
use crate::ingest::findings;
use crate::ingest::format::{Block, Cell, Slot, Source, Table};
use crate::ingest::passage::Passage;

/// A table with fewer rows than this is not worth a finding when it is left out.
const WORTH_NOTING: usize = 3;

/// True where some table of the document has a header.
#[must_use]
pub fn has_header(source: &Source) -> bool {
    source.blocks.iter().any(|block| matches!(block, Block::Table(table) if columns::find(table).is_some()))
}

/// Reads every table with a header, and those that continue one on the next page.
#[must_use]
pub fn read(source: &Source) -> Reading {
    let mut reader = Reader {
        trail: Trail::default(),
        header: None,
        reading: Reading::empty(Layout::Table, DocumentKind::Progress),
    };
    for block in &source.blocks {
        match block {
            Block::Paragraph(paragraph) => reader.paragraph(&paragraph.text),
            Block::Table(table) => reader.table(table, source),
        }
    }
    let numbered = reader.reading.columns.iter().any(|(column, _)| *column == Column::Number);
    if !reader.reading.rows.iter().any(|row| row.continues) {
        flattened::mark_continuations(&mut reader.reading.rows, numbered);
    }
    reader.reading
}

struct Reader {
    trail: Trail,
    header: Option<Header>,
    reading: Reading,
}

impl Reader {
    fn paragraph(&mut self, text: &Passage) {
        if noise::is_page_mark(text.text()) {
            return;
        }
        match sections::heading(text) {
            Some((level, words)) if !noise::is_note(text.text()) => self.trail.enter(level, words),
            _ if self.reading.rows.is_empty() => self.reading.head.push(text.clone()),
            _ => self.reading.rest.push(text.clone()),
        }
    }

    fn table(&mut self, table: &Table, source: &Source) {
        let found = columns::find(table);
        let first = found.as_ref().map_or(0, |header| header.end);
        match found {
            Some(header) => {
                for row in 0..header.start {
                    for text in columns::own_cells(table, row).flat_map(|cell| &cell.paragraphs) {
                        self.paragraph(text);
                    }
                }
                if self.reading.columns.is_empty() {
                    self.reading.columns.clone_from(&header.printed);
                    self.note_unused(&header, table, source);
                }
                self.header = Some(header);
            }
            // A page break may part a table; its second part has the same columns and no header.
            None if self.header.as_ref().is_some_and(|header| header.columns.len() == table.columns()) => {}
            None => return self.leave_out(table, source),
        }
        let Some(header) = self.header.clone() else { return };
        for row in first..table.rows.len() {
            self.row(table, row, &header);
        }
    }

    fn note_unused(&mut self, header: &Header, table: &Table, source: &Source) {
        let first = columns::own_cells(table, header.start).flat_map(|cell| &cell.paragraphs).next();
        let line = first.map_or(1, |text| source.line(text.start()));
        let note = |words: &String| {
            let message = format!("the column “{words}” was not read");
            Finding::info(findings::COLUMN_IGNORED, message).at_line(line)
        };
        self.reading.findings.extend(header.unused.iter().map(note));
    }

    /// A table without a header: its texts are read like paragraphs, for a title may stand in one.
    fn leave_out(&mut self, table: &Table, source: &Source) {
        for text in table.cells.iter().flat_map(|cell| &cell.paragraphs) {
            self.paragraph(text);
        }
        if table.rows.len() >= WORTH_NOTING && table.columns() > 1 {
            let line = table
                .cells
                .iter()
                .flat_map(|cell| &cell.paragraphs)
                .next()
                .map(|text| source.line(text.start()));
            let message =
                format!("a table of {} rows has no header of tasks and was not read", table.rows.len());
            let finding = Finding::info(findings::TABLE_IGNORED, message);
            self.reading.findings.push(match line {
                Some(line) => finding.at_line(line),
                None => finding,
            });
        }
    }

    fn row(&mut self, table: &Table, at: usize, header: &Header) {
        let own: Vec<&Cell> = columns::own_cells(table, at).filter(|cell| !cell.is_empty()).collect();
        let Some(first) = own.first() else { return };
        let alone = own.len() == 1;
        let text = first.joined("\n");
        if header.is_repeated(table, at) || (alone && noise::is_page_mark(text.text())) || is_total(table, at)
        {
            return;
        }
        if alone && noise::is_note(text.text()) {
            self.reading.rest.extend(first.paragraphs.iter().cloned());
            return;
        }
        let row = Cells { table, at, header };
        if let Some((level, words)) = row.section(alone, &text) {
            self.trail.enter(level, words);
            return;
        }
        self.task(&row);
    }

    fn task(&mut self, cells: &Cells<'_>) {
        let mut row = cells.read(&self.trail);
        if let Some(last) = self.reading.rows.last_mut() {
            let new_text = cells.is_own(Column::Task);
            let new_progress = cells.is_own(Column::Progress);
            // Only further units or remarks stand in the row: the cells above reach down over it.
            if !new_text && !new_progress && !cells.is_own(Column::Number) {
                last.units.append(&mut row.units);
                return;
            }
            if row.text.is_empty() && row.number.is_none() {
                row.text = last.text.clone();
            }
            let number = cells.text(Column::Number, "");
            if let Some((major, _)) = number::parted(number.text()) {
                // 2.1 and 2.2 are parts of 2: the first stands for it, the others continue it.
                let same = self.reading.rows.iter().rev().find_map(|row| row.number) == Some(major);
                row.continues = same;
                row.number = (!same).then_some(major);
                self.reading.rows.push(row);
                return;
            }
            row.continues = !cells.is_own(Column::Number) && header_has(cells.header, Column::Number) && {
                cells.is_from_above(Column::Number) || row.number.is_none()
            };
            if row.continues {
                row.number = None;
            }
            if row.section.is_empty() && row.continues {
                row.section.clone_from(&last.section);
            }
        }
        if !row.text.is_empty() || !row.progress.is_empty() {
            self.reading.rows.push(row);
        }
    }
}

fn header_has(header: &Header, column: Column) -> bool {
    header.columns.contains(&Some(column))
}

/// 合计, 小计: rows that sum up others.
fn is_total(table: &Table, at: usize) -> bool {
    columns::own_cells(table, at).take(2).any(|cell| {
        let text: String = cell.joined("").text().chars().filter(|c| !c.is_whitespace()).collect();
        matches!(text.as_str(), "合计" | "总计" | "小计" | "汇总")
    })
}

/// The cells of one row, by column.
struct Cells<'a> {
    table: &'a Table,
    at: usize,
    header: &'a Header,
}

impl Cells<'_> {
    /// Indices of a column; some tables have two of a kind.
    fn indices(&self, column: Column) -> impl Iterator<Item = usize> {
        self.header
            .columns
            .iter()
            .enumerate()
            .filter(move |(_, named)| **named == Some(column))
            .map(|(at, _)| at)
    }

    fn slot_is(&self, column: Column, from_above: bool) -> bool {
        self.indices(column).any(|index| {
            let slot = self.table.rows.get(self.at).and_then(|row| row.get(index));
            let filled = self.table.cell(self.at, index).is_some_and(|cell| !cell.is_empty());
            filled && slot.is_some_and(|slot| slot.from_above == from_above)
        })
    }

    /// Something of this column is printed in this very row.
    fn is_own(&self, column: Column) -> bool {
        self.slot_is(column, false)
    }

    /// A cell of this column reaches down over this row.
    fn is_from_above(&self, column: Column) -> bool {
        self.slot_is(column, true)
    }

    /// The cells of a column, a cell that covers two of its places once.
    fn cells(&self, column: Column) -> Vec<&Cell> {
        let mut found: Vec<(usize, &Cell)> = Vec::new();
        for index in self.indices(column) {
            let slot = self.table.rows.get(self.at).and_then(|row| row.get(index)).and_then(|slot| slot.cell);
            if let Some(id) = slot.filter(|id| found.iter().all(|(seen, _)| seen != id))
                && let Some(cell) = self.table.cells.get(id).filter(|cell| !cell.is_empty())
            {
                found.push((id, cell));
            }
        }
        found.into_iter().map(|(_, cell)| cell).collect()
    }

    fn text(&self, column: Column, separator: &str) -> Passage {
        let mut text = Passage::default();
        for cell in self.cells(column) {
            text.append(separator, &cell.joined(separator));
        }
        text
    }

    /// The only cell of the row covers several columns, or stands where numbers, tasks or headings stand.
    fn alone_in_a_task_column(&self) -> bool {
        let slots = self.table.rows.get(self.at).map(Vec::as_slice).unwrap_or_default();
        let filled = |slot: &&Slot| {
            slot.cell.and_then(|id| self.table.cells.get(id)).is_some_and(|cell| !cell.is_empty())
                && !slot.from_above
        };
        let wide = slots.iter().filter(filled).any(|slot| slot.from_left);
        let at = slots.iter().position(|slot| filled(&slot));
        let column = at.and_then(|at| self.header.columns.get(at).copied().flatten());
        wide || matches!(column, None | Some(Column::Number | Column::Task | Column::Section))
    }

    /// The heading that the row is, where it is one.
    fn section(&self, alone: bool, text: &Passage) -> Option<(usize, String)> {
        let words = || text.printed().replace('\n', "");
        if alone && !self.alone_in_a_task_column() {
            return None;
        }
        if alone {
            let ends = text.text().ends_with(['。', ';']);
            return match sections::heading(text) {
                Some(heading) => Some(heading),
                None if text.len() <= 60
                    && !ends
                    && !self.is_own(Column::Progress)
                    && number::alone(text.text()).is_none() =>
                {
                    Some((1, words()))
                }
                None => None,
            };
        }
        // 一 | 努力完成全年目标 | | : the number of a section, its words, and nothing else.
        let number = self.text(Column::Number, "");
        let task = self.text(Column::Task, "");
        let chinese = !number.is_empty() && !number.text().contains(|c: char| c.is_ascii_digit());
        let empty = self.cells(Column::Progress).is_empty()
            && [Column::Units, Column::Lead, Column::Status]
                .iter()
                .all(|column| self.cells(*column).is_empty());
        (chinese && empty && !task.is_empty()).then(|| (1, task.printed().to_owned()))
    }

    fn read(&self, trail: &Trail) -> Row {
        let mut row = Row { section: trail.path(), ..Row::default() };
        let number = self.text(Column::Number, "");
        row.number =
            number::alone(number.text()).or_else(|| number::parted(number.text()).map(|(major, _)| major));
        for cell in self.cells(Column::Section) {
            row.section.push(cell.joined("").printed().to_owned());
        }
        for cell in self.cells(Column::Task) {
            let mut text = Passage::default();
            for line in &cell.paragraphs {
                append_line(&mut text, line);
            }
            row.text.append("\n", &text);
        }
        row.progress = self.text(Column::Progress, "\n");
        row.supervisor = self.text(Column::Supervisor, "、");
        for text in [&mut row.progress, &mut row.supervisor] {
            if noise::is_blank(text.text()) {
                *text = Passage::default();
            }
        }
        row.status = self.text(Column::Status, "");
        for column in [Column::Lead, Column::Units, Column::Support] {
            let list = self.text(column, "\n");
            if !list.is_empty() {
                row.units.push((column, list));
            }
        }
        for column in [Column::Target, Column::Done, Column::Rate, Column::Measure] {
            let value = self.text(column, "");
            if !value.is_empty() {
                row.values.push((column, value));
            }
        }
        row
    }
}
