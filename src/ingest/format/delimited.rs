//! Comma, semicolon and tab separated values, as spreadsheet programs write them.

use super::source::{Slot, Table, Writer};
use crate::ingest::error::IngestError;
use crate::ingest::fold::fold_text;
use crate::ingest::layout::words;

/// How the values are separated, and where the table begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    separator: u8,
}

/// How far down the text the header is looked for.
const HEADER_LINES: usize = 30;

/// The dialect of a text that has header words side by side in one line; `None` for running text.
pub fn sniff(text: &str) -> Option<Dialect> {
    let line_has = |line: &str, separator: char| {
        let words =
            line.split(separator).filter(|cell| words::column(&fold_text(cell.trim_matches('"'))).is_some());
        words.count() >= 3
    };
    [(',', b','), ('\t', b'\t'), (';', b';')]
        .into_iter()
        .find(|&(separator, _)| text.lines().take(HEADER_LINES).any(|line| line_has(line, separator)))
        .map(|(_, separator)| Dialect { separator })
}

/// Reads the whole text as one table; lines above the header are rows of one cell.
pub fn read(text: &str, dialect: Dialect, writer: &mut Writer<'_>) -> Result<(), IngestError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(dialect.separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut record = csv::StringRecord::new();
    loop {
        let more = reader
            .read_record(&mut record)
            .map_err(|error| IngestError::Damaged { format: "csv", reason: error.to_string() })?;
        if !more {
            break;
        }
        writer.check_columns(record.len())?;
        writer.reserve_cells(record.len())?;
        let mut row = Vec::with_capacity(record.len());
        for field in &record {
            table.cells.push(writer.cell(field.lines())?);
            row.push(Slot { cell: Some(table.cells.len() - 1), from_above: false, from_left: false });
        }
        table.rows.push(row);
    }
    writer.table(table);
    Ok(())
}
