//! Reading the text of a row: which results a task asks for, and which figures of its progress answer them.

mod acts;
mod as_of;
mod bare;
mod beside;
mod codes;
mod counted;
mod doubts;
mod eligible;
mod figure;
mod goals;
mod head;
mod idiom;
mod key;
mod kinds;
mod likeness;
mod linking;
mod listed;
mod matching;
mod mention;
mod narrative;
mod own;
mod phrase;
mod plain;
mod respective;
mod role;
mod scope;
mod share;
mod short;
mod signs;
mod silent;
mod steps;
mod target;
mod text;
mod words;
mod years;

pub use self::narrative::{Section, Tense, Told, narrative};

use std::cell::OnceCell;
use std::ops::Range;

use rust_decimal::Decimal;

use crate::domain::period::Period;
use crate::domain::quantity::convert;
use crate::domain::target::Kind;
use crate::ingest::draft::{Finding, IndicatorDraft, MeasurementDraft, ShareDraft};
use crate::ingest::findings;
use crate::ingest::passage::Passage;

use self::figure::Figure;
use self::share::Share;
use self::target::Target;
use self::text::Text;

/// What the document says about itself.
#[derive(Debug, Clone, Default)]
pub struct Context {
    /// Year of the work report.
    pub year: Option<i32>,
    /// What the bulletin covers.
    pub period: Option<Period>,
    /// Whose report it is: tells which of 全省, 全市, 全县 is the whole.
    pub jurisdiction: Option<String>,
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

/// What a row says was done, taken apart when a target first asks for it, and only once.
pub struct Progress<'a> {
    passage: &'a Passage,
    context: &'a Context,
    read: OnceCell<(Text<'a>, Vec<Figure>)>,
}

impl<'a> Progress<'a> {
    /// The progress that is printed in `passage`.
    #[must_use]
    pub const fn new(passage: &'a Passage, context: &'a Context) -> Self {
        Self { passage, context, read: OnceCell::new() }
    }

    fn read(&self) -> &(Text<'a>, Vec<Figure>) {
        self.read.get_or_init(|| {
            let text = Text::new(self.passage, true);
            let figures = figure::figures(&text, self.context);
            (text, figures)
        })
    }
}

/// Reads one row: its commitment and what the document says was done.
#[must_use]
pub fn task(text: &Passage, progress: &Progress<'_>) -> Extracted {
    let context = progress.context;
    let text = Text::new(text, false);
    let targets = target::targets(&text, context);
    if targets.is_empty() && !progress.passage.text().contains(['%', '‰', '﹪']) {
        // Nothing to answer, and no share that could be printed.
        return Extracted::default();
    }
    let (progress, figures) = progress.read();
    let shares = share::shares(figures, &targets);
    let answers = matching::answers(&targets, figures, &shares);
    let share = |index: usize| shares.get(index).map(|share| share_draft(progress, share));
    let indicators: Vec<IndicatorDraft> = targets
        .iter()
        .zip(&answers)
        .map(|(target, answer)| {
            let figure = answer.figure.and_then(|index| figures.get(index));
            IndicatorDraft {
                measurement: figure.map(|figure| measurement(progress, figure)),
                reported_share: answer.share.and_then(share),
                ..indicator(&text, target)
            }
        })
        .collect();
    let linked: Vec<usize> = answers.iter().filter_map(|answer| answer.share).collect();
    let unlinked_shares =
        (0..shares.len()).filter(|index| !linked.contains(index)).filter_map(share).collect();
    let findings = indicators.iter().filter_map(differing_share).collect();
    Extracted { indicators, unlinked_shares, findings }
}

/// The period that the words of a heading or a remark name: 1-10月完成值, 前三季度.
#[must_use]
pub fn named_period(words: &str, context: &Context) -> Option<Period> {
    as_of::named(words, context)
}

/// How far a printed share may be from its quotient, in points: rule 5 of the assessment.
const ROUNDING: Decimal = Decimal::from_parts(1, 0, 0, false, 1);

/// A share that the document states and its own figures contradict.
fn differing_share(indicator: &IndicatorDraft) -> Option<Finding> {
    let (figure, share) = (indicator.measurement.as_ref()?, indicator.reported_share.as_ref()?);
    if indicator.kind != Kind::Amount {
        return None;
    }
    let value = convert(figure.value, &figure.unit, &indicator.unit)?;
    let percent = value.checked_div(indicator.target)?.checked_mul(Decimal::ONE_HUNDRED)?;
    let apart = percent.checked_sub(share.percent)?.abs();
    (apart > ROUNDING).then(|| {
        let message = format!(
            "“{}” prints {} %, but {}{} of {}{} are {} %",
            share.quote,
            share.percent.normalize(),
            figure.value.normalize(),
            figure.unit,
            indicator.target.normalize(),
            indicator.unit,
            percent.round_dp(2).normalize()
        );
        Finding::info(findings::SHARE_DIFFERS, message)
    })
}

/// Holds targets that were printed outside the task's text, such as in a column of their own, against the progress.
///
/// Indicators that carry a measurement or a share already keep it.
pub fn measure(extracted: &mut Extracted, progress: &Progress<'_>) {
    let unmeasured = extracted.indicators.iter().any(|indicator| indicator.measurement.is_none());
    if progress.passage.is_empty() || !unmeasured {
        return;
    }
    let (progress, figures) = progress.read();
    let targets: Vec<Target> = extracted.indicators.iter().map(Target::of).collect();
    let shares = share::shares(figures, &targets);
    let answers = matching::answers(&targets, figures, &shares);
    let only = (targets.len() == 1 && figures.len() == 1).then_some(0);
    for (at, (indicator, answer)) in extracted.indicators.iter_mut().zip(&answers).enumerate() {
        // 213.7亿元 alone in the cell answers the row's only target.
        let alone = only.filter(|_| {
            targets
                .get(at)
                .zip(figures.first())
                .is_some_and(|(target, figure)| eligible::answers_alone(target, figure))
        });
        let figure = answer.figure.or(alone).and_then(|index| figures.get(index));
        if indicator.measurement.is_none() {
            indicator.measurement = figure.map(|figure| measurement(progress, figure));
        }
        let share =
            answer.share.and_then(|index| shares.get(index)).map(|share| share_draft(progress, share));
        if indicator.reported_share.is_none() && share.is_some() {
            extracted.unlinked_shares.retain(|unlinked| Some(unlinked) != share.as_ref());
            indicator.reported_share = share;
        }
    }
}

fn share_draft(text: &Text<'_>, share: &Share) -> ShareDraft {
    ShareDraft {
        percent: share.percent,
        quote: text.printed(share.quote.clone()),
        span: text.span(share.quote.clone()),
    }
}

/// The unit of the number in `range` with its brackets as they are printed; the rest of its letters are folded as figures are.
fn printed_unit(text: &Text<'_>, unit: &str, range: &Range<usize>) -> String {
    if !unit.contains('(') {
        return unit.to_owned();
    }
    let words = text.opening(range);
    let at =
        words.find(unit).and_then(|at| words.get(..at)).map(|before| range.start + before.chars().count());
    at.map_or_else(|| unit.to_owned(), |at| text.printed(at..at + unit.chars().count()))
}

fn measurement(text: &Text<'_>, figure: &Figure) -> MeasurementDraft {
    MeasurementDraft {
        value: figure.value,
        value_high: figure.high,
        unit: printed_unit(text, &figure.unit, &figure.number),
        approximate: figure.approximate,
        forecast: figure.forecast,
        as_of: figure.as_of.clone(),
        quote: text.printed(figure.quote.clone()),
        span: text.span(figure.quote.clone()),
    }
}

fn indicator(text: &Text<'_>, target: &Target) -> IndicatorDraft {
    IndicatorDraft {
        name: target.name.clone(),
        canonical_name: target.canonical_name(),
        target: target.value,
        target_high: target.high,
        unit: printed_unit(text, &target.unit, &(target.at..target.quote.end.max(target.at))),
        comparator: target.comparator,
        kind: target.kind,
        quote: text.printed(target.quote.clone()),
        span: text.span(target.quote.clone()),
        measurement: None,
        reported_share: None,
    }
}

#[cfg(test)]
mod tests;
