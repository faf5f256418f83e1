//! Bytes of a file to blocks of text and tables, whatever the container.

mod archive;
mod barred;
mod cell_format;
mod delimited;
mod docx;
pub mod emphasis;
mod grid;
mod html;
mod numbering;
mod plain;
mod raised;
pub mod source;
mod text;
mod xlsx;
mod xml;

use super::draft::Finding;
use super::error::IngestError;
use super::findings;
use super::limits::Limits;
use archive::Archive;
use source::Writer;
pub use source::{Block, Cell, Format, Paragraph, Slot, Source, Table};

/// Reads `bytes` as what they are; the name of the file plays no part.
pub fn read(bytes: &[u8], limits: &Limits) -> Result<Source, IngestError> {
    let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
    if size > limits.file_bytes {
        return Err(IngestError::TooLarge { limit: limits.file_bytes });
    }
    if bytes.iter().all(u8::is_ascii_whitespace) {
        return Err(IngestError::Empty);
    }
    refuse_known_others(bytes)?;
    if archive::sniff(bytes) {
        return read_archive(bytes, limits);
    }
    let decoded = text::decode(bytes)?;
    if decoded.text.trim().is_empty() {
        return Err(IngestError::Empty);
    }
    let mut writer = Writer::new(limits);
    let format = if html::sniff(&decoded.text) {
        html::read(&decoded.text, &mut writer)?;
        Format::Html
    } else if let Some(dialect) = delimited::sniff(&decoded.text) {
        delimited::read(&decoded.text, dialect, &mut writer)?;
        Format::Csv
    } else {
        plain::read(&decoded.text, &mut writer)?;
        Format::Text
    };
    let mut source = writer.finish(format);
    source.encoding = Some(decoded.encoding);
    source.findings.extend(decoded.findings);
    Ok(source)
}

fn read_archive(bytes: &[u8], limits: &Limits) -> Result<Source, IngestError> {
    let mut archive = Archive::open(bytes, limits)?;
    let mut writer = Writer::new(limits);
    let format = match archive.format() {
        Some(Format::Docx) => {
            docx::read(&mut archive, &mut writer)?;
            Format::Docx
        }
        Some(_) => {
            xlsx::read(&mut archive, &mut writer)?;
            Format::Xlsx
        }
        None => {
            return Err(IngestError::Unsupported {
                format: "zip",
                advice: "unpack it and give the document inside",
            });
        }
    };
    if archive.has_active_content() {
        let message = "the file carries macros or embedded objects; they were neither run nor read";
        writer.finding(Finding::warning(findings::ACTIVE_CONTENT_IGNORED, message));
    }
    let source = writer.finish(format);
    if source.blocks.is_empty() { Err(IngestError::Empty) } else { Ok(source) }
}

/// Names the formats that are known and not read, so that the caller is told what to do instead.
fn refuse_known_others(bytes: &[u8]) -> Result<(), IngestError> {
    const KNOWN: &[(&[u8], &str, &str)] = &[
        (b"%PDF-", "PDF", "copy its text into a .txt file, or ask the publisher for the docx or xlsx"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old binary Word or Excel", "save it as .docx or .xlsx"),
        (b"{\\rtf", "RTF", "save it as .docx or .txt"),
        (b"\x1f\x8b", "gzip", "unpack it first"),
        (b"7z\xbc\xaf\x27\x1c", "7z", "unpack it first"),
        (b"Rar!", "RAR", "unpack it first"),
        (b"\x89PNG", "PNG image", "a picture of a text is not a text"),
        (b"\xff\xd8\xff", "JPEG image", "a picture of a text is not a text"),
    ];
    match KNOWN.iter().find(|(magic, _, _)| bytes.starts_with(magic)) {
        Some(&(_, format, advice)) => Err(IngestError::Unsupported { format, advice }),
        None => Ok(()),
    }
}
