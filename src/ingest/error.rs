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
    /// The message in Chinese. What was seen of a file stays as it was noted.
    #[must_use]
    pub fn chinese(&self) -> String {
        match self {
            Self::Empty => "文件是空的".to_owned(),
            Self::TooLarge { limit } => format!("文件超过{limit}字节（ingest.file_bytes）"),
            Self::LimitExceeded { name, limit, .. } => format!("内容超过上限{limit}（ingest.{name}）"),
            Self::NotText { reason } => format!("无法按文本读取（{reason}）"),
            Self::Unsupported { format, .. } => format!("不支持 {format} 格式，请另存为 docx、xlsx 或 txt"),
            Self::Damaged { format, reason } => format!("{format} 文件已损坏（{reason}）"),
            Self::Unrecognised { reason } => format!("没有认出通报或工作报告（{reason}）"),
            Self::InvalidPeriod { given } => {
                format!("“{given}”不是时段；请写上半年、前三季度、1-8月、全年或 2024-01/2024-06")
            }
            Self::PeriodWithoutYear { given } => format!("时段“{given}”需要年份，而文中没有，请一并给出年份"),
        }
    }

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
