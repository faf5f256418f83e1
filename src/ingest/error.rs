//! Why a file could not be read at all. What is merely odd is a [`super::draft::Finding`], not an error.

use thiserror::Error;

/// A file that gives no draft. The caller adds the name of the file.
#[derive(Debug, Error, PartialEq, Eq)]
pub enum IngestError {
    /// The file has no bytes, or none but white space.
    #[error("the file is empty")]
    Empty,
    /// The file is larger than the configured limit.
    #[error("the file has more than {limit} bytes (ingest.file_bytes)")]
    TooLarge {
        /// Limit in force, in bytes.
        limit: u64,
    },
    /// Reading on would spend more than the configured limit allows.
    #[error("{what} exceed the limit of {limit} (ingest.{name})")]
    LimitExceeded {
        /// Name of the field of [`super::Limits`].
        name: &'static str,
        /// What there is too much of, in words.
        what: &'static str,
        /// Limit in force.
        limit: u64,
    },
    /// The bytes are no text in any encoding read here, nor a container read here.
    #[error("the file is not readable as text: {reason}")]
    NotText {
        /// What was seen, with the byte offset where that is known.
        reason: String,
    },
    /// The format is known and is not read.
    #[error("{format} files are not read: {advice}")]
    Unsupported {
        /// Name of the format.
        format: &'static str,
        /// What to do instead.
        advice: &'static str,
    },
    /// The container is cut short or contradicts itself.
    #[error("the {format} file is damaged: {reason}")]
    Damaged {
        /// Name of the format.
        format: &'static str,
        /// What was seen.
        reason: String,
    },
    /// The text holds no layout that is read here.
    #[error("no bulletin or work report was recognised: {reason}")]
    Unrecognised {
        /// Which evidence was looked for and what was found.
        reason: String,
    },
    /// A period given by the caller is no period.
    #[error("“{given}” is no period; write 上半年, 前三季度, 1-8月, 全年 or 2024-01/2024-06")]
    InvalidPeriod {
        /// What was given.
        given: String,
    },
    /// A period given by the caller needs a year, and neither the caller nor the document gives one.
    #[error("the period “{given}” needs a year, and the document prints none: give the year too")]
    PeriodWithoutYear {
        /// What was given.
        given: String,
    },
}

impl IngestError {
    /// Stable code for scripts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::Empty => "FILE_EMPTY",
            Self::TooLarge { .. } => "FILE_TOO_LARGE",
            Self::LimitExceeded { .. } => "LIMIT_EXCEEDED",
            Self::NotText { .. } => "FILE_NOT_TEXT",
            Self::Unsupported { .. } => "FORMAT_UNSUPPORTED",
            Self::Damaged { .. } => "FILE_DAMAGED",
            Self::Unrecognised { .. } => "DOCUMENT_UNRECOGNISED",
            Self::InvalidPeriod { .. } => "PERIOD_INVALID",
            Self::PeriodWithoutYear { .. } => "PERIOD_WITHOUT_YEAR",
        }
    }
}
