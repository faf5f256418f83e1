//! Reading: bytes of a published document to a [`Draft`] of what it says. Knows no database.
//!
//! `format` (bytes to blocks) -> `layout` (blocks to rows) -> `extract` (text to indicators and measurements).

pub mod draft;
pub mod error;
pub mod extract;
pub mod passage;

pub use draft::Draft;
pub use error::IngestError;
