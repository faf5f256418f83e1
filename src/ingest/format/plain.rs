//! Plain text: every line that is not empty is a paragraph, unless bars part it into the cells of a table.

use super::barred;
use super::source::Writer;
use crate::ingest::error::IngestError;

/// Reads decoded text into `writer`, line by line, so that the decoded text and the file's lines agree.
pub fn read(text: &str, writer: &mut Writer<'_>) -> Result<(), IngestError> {
    let lines: Vec<&str> = text.lines().collect();
    let mut blanks = 0;
    let mut at = 0;
    while let Some(rest @ [line, ..]) = lines.get(at..) {
        if let Some(header) = barred::header(rest) {
            at += barred::read(rest, header, writer)?;
            blanks = 0;
            continue;
        }
        writer.paragraph(line, blanks)?;
        blanks = if line.trim().is_empty() { blanks + 1 } else { 0 };
        at += 1;
    }
    Ok(())
}
