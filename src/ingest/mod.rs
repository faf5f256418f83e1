//! Reading: bytes of a published document to a [`Draft`] of what it says. Knows no database.
//!
//! `format` (bytes to blocks) -> `layout` (blocks to rows) -> `extract` (text to indicators and measurements).

mod assemble;
pub mod draft;
pub mod error;
pub mod extract;
pub mod findings;
mod fold;
pub mod format;
pub mod heading;
pub mod layout;
pub mod limits;
mod narrate;
pub mod passage;
mod place;
pub mod searchable;
#[cfg(test)]
mod tests;
mod times;
mod values;

use serde::Serialize;

pub use draft::Draft;
pub use error::IngestError;
pub use layout::Evidence;
pub use limits::Limits;

/// What the caller knows about a document and the document may not say.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Options {
    /// The government that made the commitments; beats what is printed.
    pub jurisdiction: Option<String>,
    /// The year of the work report; beats what is printed.
    pub year: Option<i32>,
    /// What the bulletin covers, as printed (上半年, 1-8月) or `2024-01/2024-06`; beats what is printed.
    pub period: Option<String>,
    /// What the file may cost.
    pub limits: Limits,
    /// Name of the file; only its extension is looked at, and only to tell values apart in plain text.
    pub file_name: Option<String>,
}

/// How a document was taken apart, for a reader who wants to know why.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Explanation {
    /// The container.
    pub format: format::Format,
    /// Name of the encoding, for formats that have one.
    pub encoding: Option<&'static str>,
    /// What spoke for and against each layout.
    pub evidence: Evidence,
}

/// Reads a document.
///
/// What the document does not say and the caller does not give is `None` with a finding; what is odd is a finding.
/// An error means that there is no draft at all, or that [`Options::period`] is no period.
pub fn parse(bytes: &[u8], options: &Options) -> Result<Draft, IngestError> {
    let source = format::read(bytes, &options.limits)?;
    let (reading, _) = layout::read(&source)?;
    if reading.rows.len() + reading.prose.len() > options.limits.tasks {
        return Err(format::source::exceeded("tasks", "the tasks of the document", options.limits.tasks));
    }
    let heading = heading::read(&reading, options)?;
    let context = extract::Context {
        year: heading.year,
        period: heading.period.clone(),
        jurisdiction: heading.jurisdiction.clone(),
    };
    let (tasks, results, found) = if reading.layout == layout::Layout::Narrative {
        narrate::read(&reading, &context)
    } else {
        let (tasks, mut found) = assemble::tasks(&reading, &source, &context);
        // Beside the rows of a report in running text stands what asks for nothing.
        let (_, results, noted) = if reading.prose.is_empty() {
            (Vec::new(), Vec::new(), Vec::new())
        } else {
            narrate::read(&reading, &context)
        };
        found.extend(noted);
        (tasks, results, found)
    };
    let mut findings = source.findings;
    findings.extend(heading.findings);
    findings.extend(reading.findings);
    findings.extend(found);
    let mut draft = Draft {
        title: heading.title,
        jurisdiction: heading.jurisdiction,
        year: heading.year,
        period: heading.period,
        published_on: heading.published_on,
        publisher: heading.publisher,
        kind: reading.kind,
        layout: reading.layout.code().to_owned(),
        tasks,
        results,
        glossary: reading.glossary,
        findings,
        content: source.content,
    };
    assemble::tidy(&mut draft);
    Ok(draft)
}

/// Says how a document is taken apart, without reading its tasks.
pub fn explain(bytes: &[u8], options: &Options) -> Result<Explanation, IngestError> {
    let source = format::read(bytes, &options.limits)?;
    let (_, evidence) = layout::read(&source)?;
    Ok(Explanation { format: source.format, encoding: source.encoding, evidence })
}
