//! Word documents: paragraphs, tables with merged cells, automatic numbers, notes; deleted text and fallbacks left out.

use std::collections::HashMap;

use super::archive::Archive;
use super::emphasis::{Emphasis, Mark};
use super::grid::Grid;
use super::numbering::Numbering;
use super::raised;
use super::source::{Block, Cell, Paragraph, Writer, exceeded};
use super::xml::{self, Element, Node};
use crate::ingest::error::IngestError;
use crate::ingest::layout;

const FORMAT: &str = "docx";

/// Reads the body of a document into `writer`.
pub fn read(archive: &mut Archive<'_>, writer: &mut Writer<'_>) -> Result<(), IngestError> {
    let numbering = match archive.text("word/numbering.xml")? {
        Some(text) => Numbering::read(&text, writer.limits())?,
        None => Numbering::default(),
    };
    let body = archive.text("word/document.xml")?.unwrap_or_default();
    let limits = writer.limits();
    let mut reader = Body {
        writer,
        numbering,
        paragraphs: Vec::new(),
        tables: Vec::new(),
        skip: 0,
        in_text: false,
        blanks: 0,
        run: None,
        notes: Vec::new(),
    };
    xml::walk(&body, FORMAT, limits, |node| reader.node(&node))?;
    let asked = std::mem::take(&mut reader.notes);
    let footnotes = notes(archive, "word/footnotes.xml", "footnote", writer)?;
    let endnotes = notes(archive, "word/endnotes.xml", "endnote", writer)?;
    for (kind, id) in asked {
        let known = if kind == Note::Foot { &footnotes } else { &endnotes };
        writer.note(known.get(&id).map_or("", String::as_str))?;
    }
    Ok(())
}

/// Where a note stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Note {
    Foot,
    End,
}

/// The texts of the notes of one kind, by their ids.
fn notes(
    archive: &mut Archive<'_>,
    path: &str,
    element: &str,
    writer: &Writer<'_>,
) -> Result<HashMap<String, String>, IngestError> {
    let mut notes = HashMap::new();
    let Some(text) = archive.text(path)? else { return Ok(notes) };
    let mut open: Option<(String, String)> = None;
    let mut in_text = false;
    xml::walk(&text, FORMAT, writer.limits(), |node| {
        match node {
            Node::Start(start) if start.name == element => {
                open = start.attribute("id").map(|id| (id, String::new()));
            }
            Node::Start(start) => in_text = start.name == "t",
            Node::Text(text) if in_text => {
                if let Some((_, note)) = &mut open {
                    note.push_str(text);
                }
            }
            Node::Text(_) => {}
            Node::End(name) => {
                in_text = false;
                if name == element {
                    notes.extend(open.take());
                }
            }
        }
        Ok(())
    })?;
    Ok(notes)
}

/// How the open run is set.
#[derive(Debug, Default)]
#[expect(clippy::struct_excessive_bools, reason = "each is a property of the run, independent of the others")]
struct Run {
    bold: bool,
    underlined: bool,
    raised: bool,
    hidden: bool,
    /// Byte of the line where it began.
    start: usize,
}

#[derive(Default)]
struct OpenParagraph {
    line: String,
    lines: Vec<(String, Vec<Mark>)>,
    /// What of the open line is set apart.
    marks: Vec<Mark>,
    number: Option<(String, usize)>,
    level: usize,
}

impl OpenParagraph {
    fn end_line(&mut self) {
        self.lines.push((std::mem::take(&mut self.line), std::mem::take(&mut self.marks)));
    }
}

#[derive(Default)]
#[expect(clippy::struct_excessive_bools, reason = "each says one thing about the table or its open cell")]
struct OpenTable {
    grid: Grid,
    cell: Cell,
    columns: usize,
    continues: bool,
    begins: bool,
    inside: bool,
    arranges: bool,
}

struct Body<'w, 'l> {
    writer: &'w mut Writer<'l>,
    numbering: Numbering,
    /// Paragraphs may stand in text boxes of paragraphs.
    paragraphs: Vec<OpenParagraph>,
    tables: Vec<OpenTable>,
    skip: usize,
    in_text: bool,
    blanks: usize,
    run: Option<Run>,
    /// The notes that the text refers to, in order.
    notes: Vec<(Note, String)>,
}

impl Body<'_, '_> {
    fn node(&mut self, node: &Node<'_>) -> Result<(), IngestError> {
        match node {
            Node::Start(element) if self.skip > 0 || is_skipped(element.name) => {
                self.skip += 1;
                Ok(())
            }
            Node::End(_) if self.skip > 0 => {
                self.skip -= 1;
                Ok(())
            }
            Node::Start(element) => self.start(element),
            Node::End(name) => self.end(name),
            Node::Text(text) if self.in_text && self.skip == 0 && !self.is_hidden() => self.text(text),
            Node::Text(_) => Ok(()),
        }
    }

    fn start(&mut self, element: &Element<'_>) -> Result<(), IngestError> {
        match element.name {
            "p" => self.paragraphs.push(OpenParagraph::default()),
            "t" => self.in_text = true,
            "tab" => self.text(" ")?,
            "noBreakHyphen" => self.text("-")?,
            "br" | "cr" => {
                self.mark_run();
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.end_line();
                }
                self.begin_run();
            }
            "r" => {
                self.run = Some(Run::default());
                self.begin_run();
            }
            "b" | "u" | "vertAlign" | "vanish" => self.set_run(element),
            "footnoteReference" => self.refer(Note::Foot, element)?,
            "endnoteReference" => self.refer(Note::End, element)?,
            "ilvl" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.level =
                        element.attribute("val").and_then(|level| level.parse().ok()).unwrap_or(0);
                }
            }
            "numId" => {
                if let Some(paragraph) = self.paragraphs.last_mut() {
                    paragraph.number = element.attribute("val").map(|id| (id, paragraph.level));
                }
            }
            "tbl" => self.open_table()?,
            "tr" => {
                if let Some(table) = self.open().filter(|table| !table.arranges) {
                    let mut grid = std::mem::take(&mut table.grid);
                    grid.start_row(self.writer)?;
                    if let Some(table) = self.open() {
                        table.grid = grid;
                    }
                }
            }
            "tc" => {
                if let Some(table) = self.open() {
                    (table.cell, table.columns, table.continues, table.begins) =
                        (Cell::default(), 1, false, true);
                }
            }
            "gridSpan" => {
                let span = element.attribute("val").and_then(|span| span.parse().ok()).unwrap_or(1);
                if let Some(table) = self.open() {
                    table.columns = span;
                }
            }
            "vMerge" => {
                let continues = element.attribute("val").is_none_or(|value| value != "restart");
                if let Some(table) = self.open() {
                    table.continues = continues;
                }
            }
            _ => {}
        }
        Ok(())
    }

    fn end(&mut self, name: &str) -> Result<(), IngestError> {
        match name {
            "t" => self.in_text = false,
            "r" => {
                self.mark_run();
                self.run = None;
            }
            "p" => self.close_paragraph()?,
            "tc" => self.close_cell()?,
            "tbl" => {
                if let Some(table) = self.tables.pop().filter(|table| !table.inside && !table.arranges) {
                    let table = table.grid.finish(self.writer)?;
                    self.writer.table(table);
                }
            }
            _ => {}
        }
        Ok(())
    }

    /// How the run is set, where the element is one of its properties.
    fn set_run(&mut self, element: &Element<'_>) {
        let Some(run) = &mut self.run else { return };
        let value = element.attribute("val");
        let on = !matches!(value.as_deref(), Some("0" | "false" | "none" | "off"));
        match element.name {
            "b" => run.bold = on,
            "u" => run.underlined = on,
            "vanish" => run.hidden = on,
            _ => run.raised = value.as_deref() == Some("superscript"),
        }
    }

    fn is_hidden(&self) -> bool {
        self.run.as_ref().is_some_and(|run| run.hidden)
    }

    fn begin_run(&mut self) {
        if let (Some(run), Some(paragraph)) = (&mut self.run, self.paragraphs.last()) {
            run.start = paragraph.line.len();
        }
    }

    /// Marks what the open run has written so far.
    fn mark_run(&mut self) {
        let (Some(run), Some(paragraph)) = (&self.run, self.paragraphs.last_mut()) else { return };
        if run.raised {
            raised::mark(&mut paragraph.line, run.start);
        }
        let bytes = run.start..paragraph.line.len();
        let set = [(run.bold, Emphasis::Bold), (run.underlined, Emphasis::Underline)];
        for (_, emphasis) in set.into_iter().filter(|(on, _)| *on && !bytes.is_empty()) {
            paragraph.marks.push(Mark { emphasis, bytes: bytes.clone() });
        }
    }

    /// Writes the mark of a note: [1], [2], … in the order of the text.
    fn refer(&mut self, kind: Note, element: &Element<'_>) -> Result<(), IngestError> {
        let Some(id) = element.attribute("id") else { return Ok(()) };
        self.notes.push((kind, id));
        let mark = format!("[{}]", self.notes.len());
        self.text(&mark)
    }

    fn text(&mut self, text: &str) -> Result<(), IngestError> {
        let limit = self.writer.limits().cell_chars;
        let Some(paragraph) = self.paragraphs.last_mut() else { return Ok(()) };
        if (paragraph.line.len() + text.len()) / 4 > limit {
            return Err(exceeded("cell_chars", "the characters of one cell or paragraph", limit));
        }
        paragraph.line.push_str(text);
        Ok(())
    }

    /// The innermost table whose cells are its own.
    fn open(&mut self) -> Option<&mut OpenTable> {
        self.tables.last_mut().filter(|table| !table.inside)
    }

    fn close_paragraph(&mut self) -> Result<(), IngestError> {
        let Some(mut paragraph) = self.paragraphs.pop() else { return Ok(()) };
        paragraph.end_line();
        let number = paragraph.number.and_then(|(id, level)| self.numbering.next(&id, level));
        if let (Some(number), Some((first, marks))) = (number, paragraph.lines.first_mut()) {
            first.insert_str(0, &number);
            for mark in marks {
                mark.bytes = mark.bytes.start + number.len()..mark.bytes.end + number.len();
            }
        }
        let mut empty = true;
        for (line, marks) in paragraph.lines.iter().filter(|(line, _)| !line.trim().is_empty()) {
            empty = false;
            let text = self.writer.marked_line(line, marks)?;
            let holder = self.tables.iter_mut().rev().find(|table| !table.inside);
            if let Some(table) = holder.filter(|table| !table.arranges && table.begins) {
                table.cell.paragraphs.push(text);
            } else {
                let blanks_before = std::mem::take(&mut self.blanks);
                self.writer.push(Block::Paragraph(Paragraph { text, blanks_before }));
            }
        }
        if empty && self.tables.is_empty() {
            self.blanks += 1;
        }
        Ok(())
    }

    fn close_cell(&mut self) -> Result<(), IngestError> {
        let Some(table) = self.tables.last_mut().filter(|table| !table.inside && !table.arranges) else {
            return Ok(());
        };
        table.begins = false;
        let cell = std::mem::take(&mut table.cell);
        if table.continues {
            table.grid.continue_above(table.columns, self.writer)
        } else {
            table.grid.place(cell, table.columns, 1, self.writer)
        }
    }

    /// A table in a cell of a table of tasks is text of that cell; in any other cell it stands for itself.
    fn open_table(&mut self) -> Result<(), IngestError> {
        let limit = self.writer.limits().depth;
        if self.tables.len() >= limit {
            return Err(exceeded("depth", "the tables inside tables", limit));
        }
        let mut inside = false;
        if let Some(outer) = self.tables.last_mut().filter(|outer| !outer.arranges) {
            inside = outer.inside || layout::has_header(outer.grid.table());
            if !inside {
                outer.arranges = true;
                let table = std::mem::take(&mut outer.grid).finish(self.writer)?;
                let open = std::mem::take(&mut outer.cell);
                for text in table.cells.into_iter().chain([open]).flat_map(|cell| cell.paragraphs) {
                    self.writer.push(Block::Paragraph(Paragraph { text, blanks_before: 0 }));
                }
            }
        }
        self.tables.push(OpenTable { inside, ..OpenTable::default() });
        Ok(())
    }
}

/// Elements that repeat or take back what is printed.
fn is_skipped(name: &str) -> bool {
    matches!(name, "del" | "moveFrom" | "Fallback" | "instrText" | "delText" | "footnote" | "comment")
}
