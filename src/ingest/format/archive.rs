//! Containers (docx, xlsx are zip files): what is inside, unpacked under a limit.

use std::io::{Cursor, Read as _};

use zip::ZipArchive;

use super::source::{Format, exceeded};
use super::text;
use crate::ingest::error::IngestError;
use crate::ingest::limits::Limits;

/// An opened container.
pub struct Archive<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    left: u64,
    limits: &'a Limits,
}

/// True for bytes that begin like a zip file.
#[must_use]
pub fn sniff(bytes: &[u8]) -> bool {
    bytes.starts_with(b"PK\x03\x04") || bytes.starts_with(b"PK\x05\x06")
}

impl<'a> Archive<'a> {
    /// Opens a container; reads its directory and nothing else.
    pub fn open(bytes: &'a [u8], limits: &'a Limits) -> Result<Self, IngestError> {
        let zip = ZipArchive::new(Cursor::new(bytes)).map_err(|error| damaged(&error.to_string()))?;
        if zip.len() > limits.archive_entries {
            return Err(exceeded("archive_entries", "the entries of the container", limits.archive_entries));
        }
        Ok(Self { zip, left: limits.unpacked_bytes, limits })
    }

    /// Which of the formats read here the container holds.
    pub fn format(&self) -> Option<Format> {
        [("word/document.xml", Format::Docx), ("xl/workbook.xml", Format::Xlsx)]
            .into_iter()
            .find(|(name, _)| self.zip.index_for_name(name).is_some())
            .map(|(_, format)| format)
    }

    /// True where macros or embedded objects are inside.
    pub fn has_active_content(&self) -> bool {
        let active = |name: &[u8]| {
            let name = String::from_utf8_lossy(name).to_ascii_lowercase();
            name.ends_with("vbaproject.bin")
                || name.contains("/activex/")
                || name.contains("/embeddings/")
                || name.contains("/macrosheets/")
        };
        self.zip.file_names_raw().any(active)
    }

    /// The text of an entry; `None` where there is no such entry.
    pub fn text(&mut self, name: &str) -> Result<Option<String>, IngestError> {
        let Some(index) = self.zip.index_for_name(name) else { return Ok(None) };
        let too_much = || IngestError::LimitExceeded {
            name: "unpacked_bytes",
            what: "the unpacked bytes of the container",
            limit: self.limits.unpacked_bytes,
        };
        let entry = self.zip.by_index(index).map_err(|error| damaged(&error.to_string()))?;
        // The size in the directory may lie, so the stream is cut as well.
        if entry.size() > self.left {
            return Err(too_much());
        }
        let mut bytes = Vec::new();
        let read = entry.take(self.left.saturating_add(1)).read_to_end(&mut bytes);
        read.map_err(|error| damaged(&format!("{name}: {error}")))?;
        let size = u64::try_from(bytes.len()).unwrap_or(u64::MAX);
        self.left = self.left.checked_sub(size).ok_or_else(too_much)?;
        Ok(Some(text::decode(&bytes)?.text))
    }
}

fn damaged(reason: &str) -> IngestError {
    IngestError::Damaged { format: "zip container", reason: reason.to_owned() }
}
