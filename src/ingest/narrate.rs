//! Paragraphs of a report in running text to commitments and results.

use std::sync::LazyLock;

use regex::Regex;

use super::draft::{DocumentKind, Finding, IndicatorDraft, ResultDraft, TaskDraft};
use super::extract::{self, Context, Section, Tense, Told};
use super::findings;
use super::layout::{Prose, Reading};
use super::passage::Passage;

/// The commitments and results of a report.
///
/// Every paragraph of a part that looks ahead is a commitment. A part that looks back gives results, and a commitment
/// where it repeats the year's targets. A plan gives no results: what it tells is of the year before.
#[must_use]
pub fn read(reading: &Reading, context: &Context) -> (Vec<TaskDraft>, Vec<ResultDraft>, Vec<Finding>) {
    let (prose, mut found) = of_this_year(reading, context);
    let mut reviewed = false;
    let sections: Vec<Section> = prose
        .iter()
        .map(|prose| {
            let tense = tense(reading.kind, &prose.section, context, reviewed);
            reviewed |= tense == Tense::Told && looks_back(&prose.section, context);
            Section { headings: prose.section.clone(), text: prose.text.clone(), tense }
        })
        .collect();
    let told = extract::narrative(&sections, context);
    let mut tasks: Vec<TaskDraft> = Vec::new();
    let mut results = Vec::new();
    for ((prose, section), told) in prose.iter().zip(&sections).zip(told) {
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
    if reading.kind == DocumentKind::Plan && tasks.is_empty() {
        let message = "no part of the report looks ahead; no commitments were read";
        found.push(Finding::warning(findings::PART_IGNORED, message));
    }
    (tasks, results, found)
}

#[expect(clippy::expect_used, reason = "the pattern is constant, and a test compiles it")]
static PROBLEMS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:主要)?(?:存在|面临)|(?:问题|困难|不足)(?:和|与|及|、).{0,2}(?:问题|困难|不足|建议|挑战)$|^(?:主要|突出|当前)?(?:的)?(?:问题|困难|不足)$")
        .expect("constant pattern")
});

/// Without the parts that say what is missing, whose figures are no results, and those of a bulletin that plan the
/// year after it; the latter are noted.
fn of_this_year<'r>(reading: &'r Reading, context: &Context) -> (Vec<&'r Prose>, Vec<Finding>) {
    if reading.kind == DocumentKind::Plan {
        return (reading.prose.iter().collect(), Vec::new());
    }
    let next = context.year.map(|year| (format!("{year}年"), format!("{}年", year + 1)));
    let is_next = |heading: &String| {
        next.as_ref().is_some_and(|(this, next)| heading.contains(next) && !heading.contains(this))
    };
    let mut left_out: Vec<&String> = Vec::new();
    let mut kept = Vec::with_capacity(reading.prose.len());
    for prose in &reading.prose {
        match prose.section.first() {
            Some(first) if PROBLEMS.is_match(first) => {}
            Some(first) if is_next(first) => left_out.push(first),
            _ => kept.push(prose),
        }
    }
    left_out.dedup();
    let note = |part: &String| {
        let message = format!("the part “{part}” is of another year and was not read");
        Finding::info(findings::PART_IGNORED, message)
    };
    (kept, left_out.into_iter().map(note).collect())
}

/// True where the part tells of the year before: 2023年工作回顾 in the report of 2024.
fn looks_back(headings: &[String], context: &Context) -> bool {
    let Some(first) = headings.first() else { return false };
    let before = context.year.is_some_and(|year| first.contains(&(year - 1).to_string()));
    before || LOOKS_BACK.iter().any(|word| first.contains(word))
}

const LOOKS_BACK: &[&str] =
    &["回顾", "总结", "成效", "完成情况", "执行情况", "过去", "去年", "年来", "成绩", "成就"];

/// In a plan, a part whose heading names the year of the report looks ahead, and one that names another does not.
///
/// `reviewed`: a part above it looked back. What comes then looks ahead unless it says otherwise.
fn tense(kind: DocumentKind, headings: &[String], context: &Context, reviewed: bool) -> Tense {
    let read = Tense::of(headings);
    let (DocumentKind::Plan, Some(first)) = (kind, headings.first()) else {
        // The introduction of a bulletin tells, and may repeat the year's targets.
        return if headings.is_empty() { Tense::Told } else { read };
    };
    let holds = |words: &[&str]| words.iter().any(|word| first.contains(word));
    let looks_back = holds(LOOKS_BACK);
    let named = |year: i32| first.contains(&year.to_string());
    match context.year.map(|year| (named(year), named(year - 1))) {
        Some((true, _)) if !looks_back => Tense::Ahead,
        Some((false, true)) => Tense::Told,
        _ if looks_back || holds(&["新一届", "五年", "未来", "十四五", "十五五"]) => Tense::Told,
        _ if reviewed || holds(&["总体要求", "主要目标", "预期目标", "今年", "新的一年", "举措", "措施"]) => {
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
