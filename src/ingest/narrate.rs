//! Paragraphs of a report in running text to commitments and results.

use super::draft::{DocumentKind, IndicatorDraft, ResultDraft, TaskDraft};
use super::extract::{self, Context, Section, Tense, Told};
use super::layout::{Prose, Reading};
use super::passage::Passage;

/// The commitments and results of a report.
///
/// Every paragraph of a part that looks ahead is a commitment. A part that looks back gives results, and a commitment
/// where it repeats the year's targets. A plan gives no results: what it tells is of the year before.
#[must_use]
pub fn read(reading: &Reading, context: &Context) -> (Vec<TaskDraft>, Vec<ResultDraft>) {
    let sections: Vec<Section> = reading
        .prose
        .iter()
        .map(|prose| Section {
            headings: prose.section.clone(),
            text: prose.text.clone(),
            tense: tense(reading.kind, &prose.section, context),
        })
        .collect();
    let told = extract::narrative(&sections, context);
    let mut tasks: Vec<TaskDraft> = Vec::new();
    let mut results = Vec::new();
    for ((prose, section), told) in reading.prose.iter().zip(&sections).zip(told) {
        let Told { indicators, results: found } = told;
        if reading.kind == DocumentKind::Progress {
            results.extend(found);
        }
        let text = match section.tense {
            Tense::Ahead => Some(prose.text.clone()),
            // What a plan tells of other years is no commitment of this one.
            Tense::Told if indicators.is_empty() || reading.kind == DocumentKind::Plan => None,
            Tense::Told => Some(sentences(&prose.text, &indicators)),
        };
        if let Some(text) = text {
            let row = u32::try_from(tasks.len() + 1).unwrap_or(u32::MAX);
            tasks.push(task(row, prose, &text, indicators));
        }
    }
    (tasks, results)
}

/// In a plan, a part whose heading names the year of the report looks ahead, and one that names another does not.
fn tense(kind: DocumentKind, headings: &[String], context: &Context) -> Tense {
    let read = Tense::of(headings);
    let (DocumentKind::Plan, Some(first)) = (kind, headings.first()) else { return read };
    let holds = |words: &[&str]| words.iter().any(|word| first.contains(word));
    let looks_back = holds(&["回顾", "总结", "成效", "完成情况"]);
    let named = |year: i32| first.contains(&format!("{year}年"));
    match context.year.map(|year| (named(year), named(year - 1))) {
        Some((true, _)) if !looks_back => Tense::Ahead,
        Some((false, true)) => Tense::Told,
        _ if looks_back || holds(&["新一届", "五年", "未来", "十四五", "十五五"]) => Tense::Told,
        _ if holds(&["总体要求", "主要目标", "预期目标", "今年", "新的一年"]) => {
            Tense::Ahead
        }
        _ => read,
    }
}

fn task(row: u32, prose: &Prose, text: &Passage, indicators: Vec<IndicatorDraft>) -> TaskDraft {
    TaskDraft {
        row,
        number: None,
        sub_number: 0,
        text: text.printed().to_owned(),
        section: prose.section.clone(),
        supervisor: None,
        departments: Vec::new(),
        progress: String::new(),
        reported_status: None,
        indicators,
        unlinked_shares: Vec::new(),
        span: text.whole(),
        progress_span: None,
    }
}

/// The sentences of a paragraph from the first target to the last.
fn sentences(text: &Passage, indicators: &[IndicatorDraft]) -> Passage {
    let (Some(from), Some(to)) =
        (indicators.iter().map(|it| it.span.start).min(), indicators.iter().map(|it| it.span.end).max())
    else {
        return text.clone();
    };
    let cutter = text.cutter();
    let mut kept = Passage::default();
    let mut start = 0;
    let mut stops: Vec<usize> =
        text.text().chars().enumerate().filter(|(_, c)| *c == '。').map(|(at, _)| at + 1).collect();
    stops.push(text.len());
    for stop in stops {
        let span = text.span(start..stop);
        if span.end > from && span.start < to {
            kept.append("", &cutter.slice(start..stop));
        }
        start = stop;
    }
    kept
}
