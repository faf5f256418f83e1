//! Reading: bytes of a published document to a [`Draft`] of what it says. Knows no database.
//!
//! `format` (bytes to blocks) -> `layout` (blocks to rows) -> `extract` (text to indicators and measurements).

pub mod draft;
pub mod error;
pub mod limits;
pub mod passage;

pub use draft::Draft;
pub use error::IngestError;
pub use limits::Limits;

/// Stub.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// j
    pub jurisdiction: Option<String>,
    /// y
    pub year: Option<i32>,
    /// p
    pub period: Option<String>,
    /// l
    pub limits: Limits,
    /// f
    pub file_name: Option<String>,
}
/// Stub.
pub fn parse(_bytes: &[u8], _options: &Options) -> Result<Draft, IngestError> {
    Err(IngestError::Empty)
}
