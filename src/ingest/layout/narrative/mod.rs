//! Running text: the work report itself, and half-year reports in the same style.
//!
//! Lines are cleaned and joined to paragraphs, headings give every paragraph its place, notes at the end become the
//! glossary, and the numbers that refer to them are taken out of the sentences. What is a commitment and what is a
//! result is decided later, from the tense of the part.

mod notes;
mod outline;
mod paragraphs;

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::row::{Layout, Prose, Reading};
use super::{noise, sections};
use crate::ingest::draft::DocumentKind;
use crate::ingest::format::Paragraph;
use crate::ingest::passage::Passage;

/// Fewer characters of running text are no report.
const SHORTEST_REPORT: usize = 200;

#[expect(clippy::expect_used, reason = "the pattern is constant, and a test compiles it")]
static PROGRESS_TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("上半年|半年|季度|[0-9]{1,2}月|完成情况|进展|落实情况|总结|推进情况")
        .expect("constant pattern")
});

/// Reads a report, or says why the text is none.
pub fn read(lines: &[Cow<'_, Paragraph>]) -> Result<Reading, String> {
    let first = lines.iter().position(|line| is_chapter(&line.text));
    let Some(first) = first else {
        return Err("no heading such as 一、… or (一)… stands on a line of its own".to_owned());
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
    let (glossary, gaps) = notes::glossary(&paragraphs::join(glossary_lines));
    reading.glossary = glossary;
    reading.findings.extend(gaps);
    let mut text = paragraphs::join(body);
    text.iter_mut().for_each(notes::take_out_marks);
    notes::take_out_references(&mut text, &reading.glossary);
    let (prose, rest) = outline::place(text);
    reading.prose = prose.into_iter().filter(|prose| !is_closing(prose)).collect();
    reading.rest = rest;
    Ok(reading)
}

/// A heading on a line of its own.
fn is_chapter(text: &Passage) -> bool {
    sections::heading(text).is_some()
}

fn is_progress_title(line: &Passage) -> bool {
    let words = ["报告", "总结", "通报", "汇报", "情况"];
    words.iter().any(|word| line.text().contains(word))
        && PROGRESS_TITLE.is_match(line.text())
        && !line.text().contains([':', '。'])
}

/// The appeal at the end, and thanks: speech without a commitment.
fn is_closing(prose: &Prose) -> bool {
    let text = prose.text.text();
    let speech = ["各位代表,", "各位代表!", "各位代表、同志们", "同志们,", "让我们"]
        .iter()
        .any(|start| text.starts_with(start));
    let label = prose.text.len() < 10 && !text.contains(['。', ',']);
    label || noise::is_chrome(text) || (speech && !text.contains(|c: char| c.is_ascii_digit()))
}
