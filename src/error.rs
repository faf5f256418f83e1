//! What can go wrong, by kind. Every surface maps kinds once: GraphQL to `extensions.code`, REST to a status and
//! `problem+json`, the command line to a message and an exit code.

use sea_orm::DbErr;
use thiserror::Error;

use crate::ingest::IngestError;
use crate::message::{Message, Noun, Part};

/// Result of everything that can fail with an [`Error`].
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// What went wrong.
#[derive(Debug, Error)]
pub enum Error {
    /// Nothing has this id or key.
    #[error("no {what} {key}")]
    NotFound {
        /// What is not there.
        what: Noun,
        /// The id or key asked for.
        key: String,
    },
    /// An argument that cannot be used; names it.
    #[error("{argument}: {message}")]
    Invalid {
        /// Name of the argument, parameter or key.
        argument: String,
        /// What is wrong and what would be right.
        message: Message,
    },
    /// A period that no bulletin in force covers.
    #[error("{argument}: no bulletin covers {asked}; {}", covered(known))]
    PeriodNotCovered {
        /// Name of the argument.
        argument: &'static str,
        /// What was asked for.
        asked: Message,
        /// The periods that there are, each with its last day.
        known: Vec<String>,
    },
    /// A file that cannot be read.
    #[error("{file}: {source}")]
    Unreadable {
        /// Name of the file.
        file: String,
        /// Why.
        source: IngestError,
    },
    /// A document that can be read but not be taken into the ledger; names the file and the place.
    #[error("{file}: {message}")]
    Refused {
        /// Name of the file.
        file: String,
        /// Stable code.
        code: &'static str,
        /// What is wrong, where, and what to do.
        message: Message,
    },
    /// A body that is not declared to be of the type that is taken.
    #[error("send the body as Content-Type: {expected}")]
    UnsupportedMediaType {
        /// The type that is taken.
        expected: &'static str,
    },
    /// A file or directory that the machine would not read or write.
    #[error("{path}: {source}")]
    Io {
        /// The path.
        path: String,
        /// What the machine said.
        source: std::io::Error,
    },
    /// The database holds migrations that this binary does not know.
    #[error("the database is newer than this binary: it has {unknown}; use a newer taizhang")]
    DatabaseTooNew {
        /// Names of the unknown migrations.
        unknown: String,
    },
    /// The database cannot be reached, is full, or is busy.
    #[error("the database is unavailable: {0}")]
    Unavailable(String),
    /// The request ran longer than it may.
    #[error("the request ran longer than {seconds} seconds; ask for less")]
    TimedOut {
        /// Longest run.
        seconds: u64,
    },
    /// The database refused a statement.
    #[error("the database failed: {0}")]
    Database(DbErr),
    /// Anything that should not happen.
    #[error("{0}")]
    Internal(String),
}

/// Kinds of error, as far as a caller acts differently.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Ask for something else.
    NotFound,
    /// Ask in another way.
    Invalid,
    /// The document or file cannot be used.
    Unprocessable,
    /// The document contradicts what is there.
    Conflict,
    /// Too much of it.
    TooLarge,
    /// Declare it as something else.
    UnsupportedMediaType,
    /// Try again later.
    Unavailable,
    /// Ask for less.
    Timeout,
    /// Our fault.
    Internal,
}

impl Error {
    /// Stable code for scripts.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NotFound { .. } => "NOT_FOUND",
            Self::Invalid { .. } => "BAD_USER_INPUT",
            Self::PeriodNotCovered { .. } => "PERIOD_NOT_COVERED",
            Self::Unreadable { source, .. } => source.code(),
            Self::Refused { code, .. } => code,
            Self::UnsupportedMediaType { .. } => "UNSUPPORTED_MEDIA_TYPE",
            Self::Io { .. } => "FILE_UNREADABLE",
            Self::DatabaseTooNew { .. } => "DATABASE_TOO_NEW",
            Self::Unavailable(_) => "DATABASE_UNAVAILABLE",
            Self::TimedOut { .. } => "TIMEOUT",
            Self::Database(_) | Self::Internal(_) => "INTERNAL",
        }
    }

    /// What a caller can do about it.
    #[must_use]
    pub fn kind(&self) -> Kind {
        match self {
            Self::NotFound { .. } => Kind::NotFound,
            Self::Invalid { .. } | Self::PeriodNotCovered { .. } => Kind::Invalid,
            Self::Unreadable { source: IngestError::TooLarge { .. }, .. } => Kind::TooLarge,
            Self::Refused { code, .. } if matches!(*code, "DOCUMENT_CONTRADICTS" | "DOCUMENT_SUPERSEDED") => {
                Kind::Conflict
            }
            Self::UnsupportedMediaType { .. } => Kind::UnsupportedMediaType,
            Self::Unreadable { .. } | Self::Io { .. } | Self::Refused { .. } => Kind::Unprocessable,
            Self::Unavailable(_) | Self::DatabaseTooNew { .. } => Kind::Unavailable,
            Self::TimedOut { .. } => Kind::Timeout,
            Self::Database(_) | Self::Internal(_) => Kind::Internal,
        }
    }

    /// What a stranger may read: the cause of an internal failure stays in the log.
    #[must_use]
    pub fn public_message(&self) -> String {
        match self.kind() {
            Kind::Internal => "something went wrong on the server; the log has the cause".to_owned(),
            Kind::Unavailable => "the database cannot be reached or written just now".to_owned(),
            _ => self.to_string(),
        }
    }

    /// The argument at fault, where it is one.
    #[must_use]
    pub fn argument(&self) -> Option<&str> {
        match self {
            Self::Invalid { argument, .. } => Some(argument),
            Self::PeriodNotCovered { argument, .. } => Some(argument),
            _ => None,
        }
    }

    /// The same in Chinese, but for what the meaning of the code says already: `None` where there is no more to say.
    #[must_use]
    pub fn chinese(&self) -> Option<String> {
        Some(match self {
            Self::NotFound { what, key } => format!("{} {key}", Part::chinese(what)),
            Self::Invalid { argument, message } => format!("{argument}：{}", message.chinese()),
            Self::PeriodNotCovered { argument, asked, known } => {
                let known = match known.as_slice() {
                    [] => "该报告没有有效的通报".to_owned(),
                    known => format!("该报告有 {}", known.join("、")),
                };
                format!("{argument}：{}；{known}", asked.chinese())
            }
            Self::Unreadable { file, source } => format!("{file}：{}", source.chinese()),
            Self::Refused { file, message, .. } => format!("{file}：{}", message.chinese()),
            Self::UnsupportedMediaType { expected } => format!("请以 Content-Type: {expected} 发送"),
            Self::Io { path, source } => format!("{path}：{source}"),
            _ => return None,
        })
    }

    /// An argument that cannot be used.
    pub fn invalid(argument: impl Into<String>, message: impl Into<Message>) -> Self {
        Self::Invalid { argument: argument.into(), message: message.into() }
    }
}

/// The periods of a report in words.
fn covered(known: &[String]) -> String {
    match known {
        [] => "this report has no bulletin in force".to_owned(),
        known => format!("this report has {}", known.join(", ")),
    }
}

/// What a decimal must be, in the words of its library.
pub const DECIMAL: &str = "a Decimal type representing a fixed-point number";

/// What an id must be, in the words of its library.
pub const UUID: &str = "a formatted UUID string";

/// What a value must be, where a library says it in words of its own.
#[must_use]
pub fn plain(expected: &str) -> &str {
    match expected {
        DECIMAL => "a number such as 0.5",
        other => other,
    }
}

impl From<DbErr> for Error {
    fn from(error: DbErr) -> Self {
        if is_unavailable(&error) {
            Self::Unavailable(error.to_string())
        } else if has_nul(&error) {
            Self::invalid("text", Message::Nul)
        } else {
            Self::Database(error)
        }
    }
}

/// What the database said, where it was the database that failed.
fn cause(error: &DbErr) -> Option<&sea_orm::sqlx::Error> {
    use sea_orm::RuntimeErr::SqlxError;
    match error {
        DbErr::Conn(SqlxError(cause)) | DbErr::Exec(SqlxError(cause)) | DbErr::Query(SqlxError(cause)) => {
            Some(cause)
        }
        _ => None,
    }
}

/// A text with U+0000, which PostgreSQL takes for no text: SQLSTATE 22021.
fn has_nul(error: &DbErr) -> bool {
    let code = |error: &'_ sea_orm::sqlx::Error| Some(error.as_database_error()?.code()?.into_owned());
    cause(error).and_then(code).is_some_and(|code| code == "22021")
}

/// Connections that cannot be had or were lost, a full disk, a lock that was not released in time.
fn is_unavailable(error: &DbErr) -> bool {
    use sea_orm::sqlx::Error as Cause;
    match cause(error) {
        Some(Cause::Database(cause)) => {
            // SQLite's primary result codes 5 busy, 6 locked, 8 read-only, 10 I/O, 13 full, 14 cannot open;
            // PostgreSQL's classes 08 connection, 53 resources, 57P shutdown, and 55P03, a lock not had in time;
            // 3D000 and 55000, a database that is not there or takes no connections.
            // An SQLSTATE has five characters, SQLite's numbers have fewer.
            cause.code().is_some_and(|code| match code.parse::<u32>() {
                Ok(number) if code.len() < 5 => matches!(number & 0xff, 5 | 6 | 8 | 10 | 13 | 14),
                _ => {
                    ["08", "53", "57P", "55P03", "3D000", "55000"].iter().any(|class| code.starts_with(class))
                }
            })
        }
        Some(cause) => matches!(
            cause,
            Cause::Io(_) | Cause::Tls(_) | Cause::PoolTimedOut | Cause::PoolClosed | Cause::WorkerCrashed
        ),
        None => matches!(error, DbErr::ConnectionAcquire(_)),
    }
}
