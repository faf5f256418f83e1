//! Running text: the work report itself, and half-year reports in the same style.
//!
//! Lines are cleaned and joined to paragraphs, headings give every paragraph its place, notes at the end become the
//! glossary, and the numbers that refer to them are taken out of the sentences. What is a commitment and what is a
//! result is decided later, from the tense of the part.

pub mod notes;
mod outline;
mod paragraphs;
mod plain;

pub use plain::opening as opening_words;

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::row::{Layout, Prose, Reading};
use super::{noise, sections};
use crate::ingest::draft::DocumentKind;
use crate::ingest::format::Paragraph;
use crate::ingest::passage::Passage;

/// Fewer characters of running text are no report.
const SHORTEST_REPORT: usize = 120;

#[expect(clippy::expect_used, reason = "the pattern is constant, and a test compiles it")]
static PROGRESS_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("上半年|半年|季度|[0-9]{1,2}月|(?:完成|落实|推进|执行|开展)情况|进展|总结|小结")
        .expect("constant pattern")
});

/// Shorter paragraphs above the first heading are titles and salutations.
const SHORTEST_INTRODUCTION: usize = 40;

/// Reads a report, or says why the text is none.
pub fn read(lines: &[Cow<'_, Paragraph>]) -> Result<Reading, String> {
    let level = |line: &Cow<'_, Paragraph>| sections::heading(&line.text).map(|(level, _)| level);
    // Without 一、二、… the parts may have titles that carry no number; the first line is the document's own.
    let parts = !lines.iter().any(|line| level(line) == Some(1));
    let is_part = |line: &Cow<'_, Paragraph>| parts && sections::is_part(&line.text);
    let first =
        lines.iter().enumerate().position(|(at, line)| level(line).is_some() || (at > 0 && is_part(line)));
    let Some(first) = first else {
        return plain::read(lines).map_err(|reason| {
            format!("no heading such as 一、… or 今年主要工作 stands on a line of its own; {reason}")
        });
    };
    let body = lines.get(first..).unwrap_or_default();
    let (body, glossary_lines) = notes::split(body);
    let length: usize = body.iter().map(|line| line.text.len()).sum();
    if length < SHORTEST_REPORT {
        return Err(format!(
            "{length} characters stand below the first heading, {SHORTEST_REPORT} are needed"
        ));
    }
    let mut reading = Reading::empty(Layout::Narrative, DocumentKind::Plan);
    reading.head = lines.iter().take(first).map(|line| line.text.clone()).collect();
    if reading.head.iter().any(|line| line.len() <= 60 && is_progress_title(line)) {
        reading.kind = DocumentKind::Progress;
    }
    let table = notes::table(glossary_lines);
    let (glossary, gaps) = if table.is_empty() {
        notes::glossary(&paragraphs::join(glossary_lines))
    } else {
        (table, Vec::new())
    };
    reading.glossary = glossary;
    reading.findings.extend(gaps);
    let mut text = paragraphs::join(body);
    text.iter_mut().for_each(notes::take_out_marks);
    notes::take_out_references(&mut text, &reading.glossary);
    let (prose, rest) = outline::place(text, parts);
    if reading.kind == DocumentKind::Progress {
        reading.prose = introduction(lines.get(..first).unwrap_or_default());
    }
    let prose = prose.into_iter().filter(|prose| !is_closing(prose));
    reading.prose.extend(prose);
    reading.rest = rest;
    Ok(reading)
}

/// Paragraphs above the first heading, where a report may say what the year's targets are.
fn introduction(lines: &[Cow<'_, Paragraph>]) -> Vec<Prose> {
    let title = lines.iter().take_while(|line| !line.text.text().contains('。')).count();
    let text = paragraphs::join(lines.get(title..).unwrap_or_default()).into_iter();
    text.filter(|text| text.len() >= SHORTEST_INTRODUCTION && text.text().contains('。'))
        .map(|text| Prose { section: Vec::new(), text })
        .collect()
}

fn is_progress_title(line: &Passage) -> bool {
    let words = ["报告", "总结", "通报", "汇报", "情况"];
    words.iter().any(|word| line.text().contains(word))
        && PROGRESS_TITLE.is_match(line.text())
        && !line.text().contains([':', '。'])
        && !line.text().contains("草案")
}

/// The appeal at the end, and thanks: speech without a commitment.
pub fn is_closing(prose: &Prose) -> bool {
    let text = prose.text.text();
    let speech = ["各位代表,", "各位代表!", "各位代表、同志们", "同志们,", "让我们"]
        .iter()
        .any(|start| text.starts_with(start));
    let label = prose.text.len() < 10 && !text.contains(['。', ',']);
    label || noise::is_chrome(text) || (speech && !text.contains(|c: char| c.is_ascii_digit()))
}
