//! Why a file could not be read at all. What is merely odd is a [`super::draft::Finding`], not an error.

use thiserror::Error;

/// A file that gives no draft. The caller adds the name of the file.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum IngestError {
    /// The file has no bytes, or none but white space.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than the configured limit.
    #[error("the file has {bytes} bytes, more than the limit of {limit}")]
    TooLarge {
        /// Size found.
        bytes: u64,
        /// Limit in force.
        limit: u64,
    },
    /// The bytes are no text in any encoding read here, nor a container read here.
    #[error("the file is not readable as text: {reason}")]
    NotText {
        /// What was seen, with the byte offset where that is known.
        reason: String,
    },
    /// The text holds no layout that is read here.
    #[error("no bulletin or work report was recognised: {reason}")]
    Unrecognised {
        /// Which evidence was looked for and what was found.
        reason: String,
    },
}

impl IngestError {
    /// Stable code for scripts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "FILE_EMPTY",
            Self::TooLarge { .. } => "FILE_TOO_LARGE",
            Self::NotText { .. } => "FILE_NOT_TEXT",
            Self::Unrecognised { .. } => "DOCUMENT_UNRECOGNISED",
        }
    }
}
