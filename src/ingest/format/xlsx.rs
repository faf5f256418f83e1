//! Excel workbooks: the values of the visible sheets as printed, merged cells laid out, formulas not computed.

use std::collections::HashMap;

use super::archive::Archive;
use super::cell_format::CellFormats;
use super::emphasis::{Emphasis, Mark};
use super::source::{Cell, Slot, Table, Writer};
use super::xml::{self, Element, Node};
use crate::ingest::draft::Finding;
use crate::ingest::error::IngestError;
use crate::ingest::findings;

const FORMAT: &str = "xlsx";

/// Reads every visible sheet into `writer`, a table each.
pub fn read(archive: &mut Archive<'_>, writer: &mut Writer<'_>) -> Result<(), IngestError> {
    let strings = match archive.text("xl/sharedStrings.xml")? {
        Some(text) => shared_strings(&text, writer)?,
        None => Vec::new(),
    };
    let formats = match archive.text("xl/styles.xml")? {
        Some(text) => CellFormats::read(&text, writer.limits())?,
        None => CellFormats::default(),
    };
    let (mut formulas, mut hidden) = (0, 0);
    for path in sheets(archive, writer)? {
        let Some(text) = archive.text(&path)? else { continue };
        let mut sheet = Sheet::default();
        xml::walk(&text, FORMAT, writer.limits(), |node| sheet.node(&node, &strings, &formats, writer))?;
        formulas += sheet.formulas;
        hidden += sheet.unseen;
        let table = sheet.finish(writer)?;
        writer.table(table);
    }
    if hidden > 0 {
        let message = format!("{hidden} cells of hidden rows or columns were not read");
        writer.finding(Finding::warning(findings::HIDDEN_IGNORED, message));
    }
    if formulas > 0 {
        let message = format!("{formulas} cells hold formulas; their stored values were read");
        writer.finding(Finding::info(findings::FORMULA_VALUE_USED, message));
    }
    Ok(())
}

/// Paths of the visible sheets, in order.
fn sheets(archive: &mut Archive<'_>, writer: &Writer<'_>) -> Result<Vec<String>, IngestError> {
    let mut targets = HashMap::new();
    if let Some(text) = archive.text("xl/_rels/workbook.xml.rels")? {
        xml::walk(&text, FORMAT, writer.limits(), |node| {
            if let Node::Start(element) = node
                && let (Some(id), Some(target)) = (element.attribute("Id"), element.attribute("Target"))
            {
                let path = target.strip_prefix('/').map_or_else(|| format!("xl/{target}"), str::to_owned);
                targets.insert(id, path);
            }
            Ok(())
        })?;
    }
    let mut paths = Vec::new();
    let text = archive.text("xl/workbook.xml")?.unwrap_or_default();
    xml::walk(&text, FORMAT, writer.limits(), |node| {
        if let Node::Start(element) = node
            && element.name == "sheet"
            && element.attribute("state").is_none_or(|state| state == "visible")
        {
            paths.extend(element.attribute("id").and_then(|id| targets.get(&id).cloned()));
        }
        Ok(())
    })?;
    Ok(paths)
}

/// A text of a cell, with what of it is set apart.
#[derive(Debug, Clone, Default)]
struct Rich {
    text: String,
    marks: Vec<Mark>,
    bold: bool,
    underlined: bool,
}

impl Rich {
    /// Takes note of a property of the open run.
    fn set(&mut self, element: &Element<'_>) {
        let on = !matches!(element.attribute("val").as_deref(), Some("0" | "false" | "none"));
        match element.name {
            "r" => (self.bold, self.underlined) = (false, false),
            "b" => self.bold = on,
            "u" => self.underlined = on,
            _ => {}
        }
    }

    fn push(&mut self, text: &str) {
        let start = self.text.len();
        self.text.push_str(text);
        let bytes = start..self.text.len();
        let set = [(self.bold, Emphasis::Bold), (self.underlined, Emphasis::Underline)];
        for (_, emphasis) in set.into_iter().filter(|(on, _)| *on) {
            self.marks.push(Mark { emphasis, bytes: bytes.clone() });
        }
    }

    /// The lines of the text, each with its own marks.
    fn lines(&self) -> impl Iterator<Item = (&str, Vec<Mark>)> {
        let mut start = 0;
        self.text.split(['\n', '\r']).map(move |line| {
            let own = start..start + line.len();
            start = own.end + 1;
            let inside =
                self.marks.iter().filter(|mark| mark.bytes.start < own.end && mark.bytes.end > own.start);
            let marks = inside.map(|mark| Mark {
                emphasis: mark.emphasis,
                bytes: mark.bytes.start.max(own.start) - own.start..mark.bytes.end.min(own.end) - own.start,
            });
            (line, marks.collect())
        })
    }
}

fn shared_strings(text: &str, writer: &Writer<'_>) -> Result<Vec<Rich>, IngestError> {
    let mut strings = Vec::new();
    let mut current = Rich::default();
    // Phonetic readings stand beside the text and are not part of it.
    let (mut in_text, mut phonetic) = (false, false);
    xml::walk(text, FORMAT, writer.limits(), |node| {
        match node {
            Node::Start(element) => match element.name {
                "si" => current = Rich::default(),
                "t" => in_text = true,
                "rPh" => phonetic = true,
                _ => current.set(&element),
            },
            Node::Text(text) if in_text && !phonetic => current.push(text),
            Node::Text(_) => {}
            Node::End(name) => match name {
                "si" => strings.push(std::mem::take(&mut current)),
                "t" => in_text = false,
                "rPh" => phonetic = false,
                _ => {}
            },
        }
        Ok(())
    })?;
    Ok(strings)
}

#[derive(Default)]
struct Sheet {
    table: Table,
    /// Sheet row of each row of the table.
    numbers: Vec<u32>,
    row: u32,
    slots: Vec<Slot>,
    /// Place, type and style of the open cell.
    column: usize,
    kind: String,
    style: usize,
    value: Rich,
    in_value: bool,
    merges: Vec<(u32, usize, u32, usize)>,
    formulas: usize,
    /// Columns that are not shown, from 1, both ends included.
    hidden: Vec<(usize, usize)>,
    /// The open row is not shown.
    skips: bool,
    /// Cells with text that are not shown.
    unseen: usize,
}

impl Sheet {
    fn node(
        &mut self,
        node: &Node<'_>,
        strings: &[Rich],
        formats: &CellFormats,
        writer: &mut Writer<'_>,
    ) -> Result<(), IngestError> {
        match node {
            Node::Start(element) => match element.name {
                "col" if is_on(element, "hidden") => {
                    let place = |name| element.attribute(name).and_then(|place| place.parse().ok());
                    self.hidden.extend(place("min").zip(place("max")));
                }
                "row" => {
                    self.skips = is_on(element, "hidden");
                    let printed = element.attribute("r").and_then(|row| row.parse().ok());
                    self.row = printed.unwrap_or(self.row.saturating_add(1));
                    self.column = 0;
                }
                "c" => {
                    let place = element.attribute("r").and_then(|place| place_of(&place));
                    self.column = place.map_or(self.column + 1, |(_, column)| column);
                    self.kind = element.attribute("t").unwrap_or_default();
                    self.style = element.attribute("s").and_then(|style| style.parse().ok()).unwrap_or(0);
                    self.value = Rich::default();
                }
                "v" | "t" => self.in_value = true,
                "f" => self.formulas += 1,
                "mergeCell" => {
                    self.merges.extend(element.attribute("ref").and_then(|range| range_of(&range)));
                }
                _ => self.value.set(element),
            },
            Node::Text(text) if self.in_value => self.value.push(text),
            Node::Text(_) => {}
            Node::End(name) => match *name {
                "v" | "t" => self.in_value = false,
                "c" => self.cell(strings, formats, writer)?,
                "row" => self.end_row(writer)?,
                _ => {}
            },
        }
        Ok(())
    }

    fn cell(
        &mut self,
        strings: &[Rich],
        formats: &CellFormats,
        writer: &mut Writer<'_>,
    ) -> Result<(), IngestError> {
        let value = std::mem::take(&mut self.value);
        let rich = match self.kind.as_str() {
            "s" => {
                let at = value.text.trim().parse::<usize>().ok();
                at.and_then(|at| strings.get(at)).cloned().unwrap_or_default()
            }
            "str" | "inlineStr" => value,
            // Errors and truth values say nothing that a bulletin prints.
            "e" | "b" => Rich::default(),
            _ => Rich { text: formats.print(&value.text, self.style), ..Rich::default() },
        };
        if rich.text.trim().is_empty() {
            return Ok(());
        }
        writer.check_columns(self.column)?;
        if self.skips || self.hidden.iter().any(|&(from, to)| (from..=to).contains(&self.column)) {
            self.unseen += 1;
            return Ok(());
        }
        let mut cell = Cell::default();
        for (line, marks) in rich.lines().filter(|(line, _)| !line.trim().is_empty()) {
            cell.paragraphs.push(writer.marked_line(line, &marks)?);
        }
        let at = self.column.saturating_sub(1);
        if self.slots.len() <= at {
            self.slots.resize(at + 1, Slot::HOLE);
        }
        if let Some(slot) = self.slots.get_mut(at) {
            self.table.cells.push(cell);
            *slot = Slot { cell: Some(self.table.cells.len() - 1), from_above: false, from_left: false };
        }
        Ok(())
    }

    fn end_row(&mut self, writer: &mut Writer<'_>) -> Result<(), IngestError> {
        writer.reserve_cells(self.slots.len())?;
        let slots = std::mem::take(&mut self.slots);
        if slots.iter().any(|slot| slot.cell.is_some()) {
            self.numbers.push(self.row);
            self.table.rows.push(slots);
        }
        Ok(())
    }

    /// Lays the merged ranges out over the rows that have values.
    fn finish(mut self, writer: &mut Writer<'_>) -> Result<Table, IngestError> {
        let columns = self.table.rows.iter().map(Vec::len).max().unwrap_or(0);
        writer.reserve_cells(columns.saturating_mul(self.table.rows.len()))?;
        for row in &mut self.table.rows {
            row.resize(columns, Slot::HOLE);
        }
        for (top, left, bottom, right) in std::mem::take(&mut self.merges) {
            let first = self.numbers.partition_point(|&number| number < top);
            let last = self.numbers.partition_point(|&number| number <= bottom);
            let Some(origin) = self
                .numbers
                .get(first)
                .filter(|&&number| number == top)
                .and_then(|_| self.table.rows.get(first)?.get(left.checked_sub(1)?)?.cell)
            else {
                continue;
            };
            let width = right.min(columns).saturating_sub(left - 1);
            writer.reserve_cells(width.saturating_mul(last - first))?;
            for (at, row) in self.table.rows.iter_mut().enumerate().take(last).skip(first) {
                for (offset, slot) in row.iter_mut().skip(left - 1).take(width).enumerate() {
                    *slot = Slot { cell: Some(origin), from_above: at > first, from_left: offset > 0 };
                }
            }
        }
        Ok(self.table)
    }
}

fn is_on(element: &Element<'_>, attribute: &str) -> bool {
    element.attribute(attribute).is_some_and(|value| matches!(value.as_str(), "1" | "true"))
}

/// Row and column, from 1, of a place such as `AB12`.
fn place_of(place: &str) -> Option<(u32, usize)> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).count();
    if letters == 0 || letters > 4 {
        return None;
    }
    let column = place
        .bytes()
        .take(letters)
        .fold(0_usize, |sum, letter| sum * 26 + usize::from(letter.to_ascii_uppercase() - b'A') + 1);
    let row = place.get(letters..)?.parse().ok()?;
    Some((row, column))
}

fn range_of(range: &str) -> Option<(u32, usize, u32, usize)> {
    let (from, to) = range.split_once(':')?;
    let ((top, left), (bottom, right)) = (place_of(from)?, place_of(to)?);
    (top <= bottom && left <= right).then_some((top, left, bottom, right))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn places_are_read() {
        assert_eq!(place_of("A1"), Some((1, 1)));
        assert_eq!(place_of("AB12"), Some((12, 28)));
        assert_eq!(place_of("12"), None);
        assert_eq!(range_of("A1:C2"), Some((1, 1, 2, 3)));
        assert_eq!(range_of("C2:A1"), None);
    }
}
