//! A document as blocks: paragraphs and tables, each piece of text knowing where it stands in one decoded text.

use serde::Serialize;

use super::emphasis::{Emphasised, Mark};
use crate::ingest::draft::Finding;
use crate::ingest::error::IngestError;
use crate::ingest::limits::Limits;
use crate::ingest::passage::Passage;

/// The container a document came in.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Plain text.
    Text,
    /// Comma, semicolon or tab separated values.
    Csv,
    /// A web page.
    Html,
    /// A Word document.
    Docx,
    /// An Excel workbook.
    Xlsx,
}

/// A document, decoded.
#[derive(Debug, Clone, PartialEq)]
pub struct Source {
    /// The container.
    pub format: Format,
    /// Name of the encoding, for formats that have one.
    pub encoding: Option<&'static str>,
    /// The text that every [`Passage`] points into.
    pub content: String,
    /// Paragraphs and tables in reading order.
    pub blocks: Vec<Block>,
    /// Footnotes and endnotes that stand outside the text, in the order of their marks [1], [2], ….
    pub notes: Vec<Passage>,
    /// What is set in bold or underlined.
    pub emphasised: Emphasised,
    /// What was odd about the file.
    pub findings: Vec<Finding>,
    line_starts: Vec<usize>,
}

/// A part of a document.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// One paragraph or line.
    Paragraph(Paragraph),
    /// One table, spans laid out.
    Table(Table),
}

/// One paragraph or line, never empty.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its text, without white space at the ends.
    pub text: Passage,
    /// Empty lines between this paragraph and the one before: a trace of a cell that was empty.
    pub blanks_before: usize,
}

/// A grid of slots; every row has the same number of them.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Table {
    /// Contents, each printed once however many slots it covers.
    pub cells: Vec<Cell>,
    /// The grid.
    pub rows: Vec<Vec<Slot>>,
}

/// One printed cell.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Cell {
    /// Its paragraphs, none of them empty.
    pub paragraphs: Vec<Passage>,
}

/// One place of the grid.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Slot {
    /// Index into [`Table::cells`]; `None` where the grid has a hole.
    pub cell: Option<usize>,
    /// True where the cell began in a row above.
    pub from_above: bool,
    /// True where the cell began in a column to the left.
    pub from_left: bool,
}

impl Slot {
    /// A place that no cell covers.
    pub const HOLE: Self = Self { cell: None, from_above: false, from_left: false };
}

impl Cell {
    /// True where nothing is printed.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.paragraphs.is_empty()
    }

    /// The paragraphs as one passage, joined by line feeds.
    #[must_use]
    pub fn joined(&self, separator: &str) -> Passage {
        let mut joined = Passage::default();
        for paragraph in &self.paragraphs {
            joined.append(separator, paragraph);
        }
        joined
    }
}

impl Table {
    /// The cell at a place of the grid.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> Option<&Cell> {
        let slot = self.rows.get(row)?.get(column)?;
        self.cells.get(slot.cell?)
    }

    /// Number of columns.
    #[must_use]
    pub fn columns(&self) -> usize {
        self.rows.first().map_or(0, Vec::len)
    }
}

impl Source {
    /// Line of the decoded text, from 1, in which character `at` stands.
    #[must_use]
    pub fn line(&self, at: usize) -> u32 {
        u32::try_from(self.line_starts.partition_point(|&start| start <= at)).unwrap_or(u32::MAX)
    }

    /// The paragraphs, tables left out.
    pub fn paragraphs(&self) -> impl Iterator<Item = &Paragraph> {
        self.blocks.iter().filter_map(|block| match block {
            Block::Paragraph(paragraph) => Some(paragraph),
            Block::Table(_) => None,
        })
    }
}

/// Builds a [`Source`]: writes the decoded text and hands out passages that point into it.
#[derive(Debug)]
pub struct Writer<'a> {
    limits: &'a Limits,
    content: String,
    chars: usize,
    blocks: Vec<Block>,
    notes: Vec<Passage>,
    emphasised: Emphasised,
    findings: Vec<Finding>,
    cells: usize,
    lines: usize,
    line_starts: Vec<usize>,
}

impl<'a> Writer<'a> {
    /// An empty document under `limits`.
    #[must_use]
    pub fn new(limits: &'a Limits) -> Self {
        Self {
            limits,
            content: String::new(),
            chars: 0,
            blocks: Vec::new(),
            notes: Vec::new(),
            emphasised: Emphasised::default(),
            findings: Vec::new(),
            cells: 0,
            lines: 0,
            line_starts: vec![0],
        }
    }

    /// The limits in force.
    #[must_use]
    pub const fn limits(&self) -> &'a Limits {
        self.limits
    }

    /// Notes something odd about the file.
    pub fn finding(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    /// Writes a line of text and returns it without white space at its ends; empty text writes an empty line.
    pub fn line(&mut self, text: &str) -> Result<Passage, IngestError> {
        let chars = text.chars().count();
        if chars > self.limits.cell_chars {
            return Err(exceeded(
                "cell_chars",
                "the characters of one cell or paragraph",
                self.limits.cell_chars,
            ));
        }
        if self.chars + chars + 1 > self.limits.text_chars {
            return Err(exceeded("text_chars", "the characters of the text", self.limits.text_chars));
        }
        let trimmed = text.trim_start();
        let lead = text.get(..text.len() - trimmed.len()).unwrap_or_default().chars().count();
        let passage = match trimmed.trim_end() {
            // Nothing was cut off: its characters are counted.
            whole if whole.len() == text.len() => Passage::of(self.chars, whole, chars),
            inner => Passage::at(self.chars + lead, inner),
        };
        self.lines += usize::from(!passage.is_empty());
        if self.lines > self.limits.paragraphs {
            return Err(exceeded("paragraphs", "the paragraphs of the document", self.limits.paragraphs));
        }
        self.content.push_str(text);
        self.content.push('\n');
        if text.contains('\n') {
            let breaks = text.chars().enumerate().filter(|&(_, c)| c == '\n');
            self.line_starts.extend(breaks.map(|(at, _)| self.chars + at + 1));
        }
        self.chars += chars + 1;
        self.line_starts.push(self.chars);
        Ok(passage)
    }

    /// Writes a line, parts of which are set in bold or underlined.
    pub fn marked_line(&mut self, text: &str, marks: &[Mark]) -> Result<Passage, IngestError> {
        let origin = self.chars;
        let passage = self.line(text)?;
        self.emphasised.add(text, origin, marks);
        Ok(passage)
    }

    /// Writes a note that stands outside the text; the number that refers to it is that of its turn.
    pub fn note(&mut self, text: &str) -> Result<(), IngestError> {
        let note = self.line(text)?;
        self.notes.push(note);
        Ok(())
    }

    /// Writes a paragraph and takes it into the document, unless it is empty.
    pub fn paragraph(&mut self, text: &str, blanks_before: usize) -> Result<(), IngestError> {
        let text = self.line(text)?;
        if !text.is_empty() {
            self.blocks.push(Block::Paragraph(Paragraph { text, blanks_before }));
        }
        Ok(())
    }

    /// Takes a block into the document whose text is written already.
    pub fn push(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Writes the lines of a cell.
    pub fn cell<'t>(&mut self, lines: impl Iterator<Item = &'t str>) -> Result<Cell, IngestError> {
        let mut cell = Cell::default();
        for line in lines.filter(|line| !line.trim().is_empty()) {
            cell.paragraphs.push(self.line(line)?);
        }
        Ok(cell)
    }

    /// Counts the places of a grid against the limit, before they are laid out.
    pub fn reserve_cells(&mut self, count: usize) -> Result<(), IngestError> {
        self.cells = self.cells.saturating_add(count);
        if self.cells > self.limits.cells {
            return Err(exceeded("cells", "the cells of all tables", self.limits.cells));
        }
        Ok(())
    }

    /// Refuses a table that is too wide.
    pub fn check_columns(&self, columns: usize) -> Result<(), IngestError> {
        if columns > self.limits.columns {
            return Err(exceeded("columns", "the columns of a table", self.limits.columns));
        }
        Ok(())
    }

    /// Takes a table into the document, unless it is empty. Rows are made equally long.
    pub fn table(&mut self, mut table: Table) {
        let columns = table.rows.iter().map(Vec::len).max().unwrap_or(0);
        for row in &mut table.rows {
            row.resize(columns, Slot::HOLE);
        }
        if columns > 0 && table.cells.iter().any(|cell| !cell.is_empty()) {
            self.blocks.push(Block::Table(table));
        }
    }

    /// The document as it stands.
    #[must_use]
    pub fn finish(self, format: Format) -> Source {
        Source {
            format,
            encoding: None,
            content: self.content,
            blocks: self.blocks,
            notes: self.notes,
            emphasised: self.emphasised,
            findings: self.findings,
            line_starts: self.line_starts,
        }
    }
}

/// The error of a limit that was hit.
#[must_use]
pub fn exceeded(name: &'static str, what: &'static str, limit: usize) -> IngestError {
    IngestError::LimitExceeded { name, what, limit: u64::try_from(limit).unwrap_or(u64::MAX) }
}
