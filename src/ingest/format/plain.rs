//! Plain text: every line that is not empty is a paragraph.

use super::source::Writer;
use crate::ingest::error::IngestError;

/// Reads decoded text into `writer`, line by line, so that the decoded text and the file's lines agree.
pub fn read(text: &str, writer: &mut Writer<'_>) -> Result<(), IngestError> {
    let mut blanks = 0;
    for line in text.lines() {
        let empty = line.trim().is_empty();
        writer.paragraph(line, blanks)?;
        blanks = if empty { blanks + 1 } else { 0 };
    }
    Ok(())
}
