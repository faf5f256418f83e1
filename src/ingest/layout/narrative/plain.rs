//! A report of a few paragraphs without any heading: how the economy went in the first half of a year, or the news of
//! what a work report aims at.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::super::row::{Layout, Prose, Reading};
use super::super::{number, sections, told};
use super::{is_closing, is_progress_title, paragraphs};
use crate::ingest::draft::DocumentKind;
use crate::ingest::fold::is_alphabetic;
use crate::ingest::format::Paragraph;
use crate::ingest::passage::Passage;

/// Longer texts have headings.
const MOST_PARAGRAPHS: usize = 20;

/// Fewer figures are no report of measured results.
const FEWEST_FIGURES: usize = 3;

/// 2023年上半年,…: a first sentence that says of what time it tells.
#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them")]
static OPENING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(20[0-9]{2})年)?(?:上半年|前三季度|[一二三四]季度|全年|[0-9]{1,2}[-—~至][0-9]{1,2}月份?)",
    )
    .expect("constant pattern")
});

/// 今年发展主要预期目标是:…
#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them")]
static AIMS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"((?:今年|20[0-9]{2}年|全年)[^,。;:0-9]{0,16}(?:预期|主要|发展|工作)目标)(?:是|为)?\s*[:,]?")
        .expect("constant pattern")
});

/// Words with which a paragraph begins that looks ahead.
const AHEAD: &[&str] = &["下半年", "下一步", "下阶段", "下一阶段"];

/// Reads the paragraphs, or says why they are no report.
pub fn read(lines: &[Cow<'_, Paragraph>]) -> Result<Reading, String> {
    let first = lines.iter().take_while(|line| !line.text.text().contains('。')).count();
    let (head, body) = lines.split_at(first);
    let text = paragraphs::join(body);
    if let Some(reason) = speaks_against(body, &text) {
        return Err(reason.to_owned());
    }
    let titled = head.iter().any(|line| line.text.len() <= 60 && is_progress_title(&line.text));
    let opened = text.first().is_some_and(|text| OPENING.is_match(text.text()));
    let tells = text.iter().any(|text| told::tells(text.text()));
    let mut reading = Reading::empty(Layout::Narrative, DocumentKind::Plan);
    reading.head = head.iter().map(|line| line.text.clone()).collect();
    if (titled || opened) && tells {
        reading.kind = DocumentKind::Progress;
        reading.prose = text.into_iter().map(told_prose).collect();
    } else if let Some(prose) = aims(&text) {
        reading.prose = prose;
    } else {
        return Err(
            "neither a title nor its first words say that it tells of results, or of 主要预期目标".to_owned()
        );
    }
    reading.prose.retain(|prose| !is_closing(prose));
    Ok(reading)
}

/// What tells running text with figures from lists and cells of tables.
fn speaks_against(body: &[Cow<'_, Paragraph>], text: &[Passage]) -> Option<&'static str> {
    let sentences = body.iter().filter(|line| line.text.text().contains('。')).count();
    let counted = |text: &&Passage| {
        let text = text.text();
        number::in_front(text).is_some()
            || number::ordinal_in_front(text).is_some()
            || sections::number_in_front(text).is_some()
    };
    let figures: usize = text.iter().map(|text| figures(text.text())).sum();
    if text.is_empty() || text.len() > MOST_PARAGRAPHS || sentences * 4 < body.len() * 3 {
        Some("and its paragraphs are not the few of a short report")
    } else if text.iter().filter(counted).count() > 1 {
        Some("and its paragraphs are counted like the items of a list")
    } else if figures < FEWEST_FIGURES {
        Some("and hardly a figure stands in its paragraphs")
    } else {
        None
    }
}

/// How many numbers with a unit behind them a text holds; dates are none.
fn figures(text: &str) -> usize {
    let mut letters = text.chars().peekable();
    let mut count = 0;
    while let Some(c) = letters.next() {
        let unit =
            letters.peek().is_some_and(|&c| c == '%' || is_alphabetic(c) && !"年月日号届次条".contains(c));
        count += usize::from(c.is_ascii_digit() && unit);
    }
    count
}

/// A paragraph that tells; one that begins with 下半年 looks ahead.
fn told_prose(text: Passage) -> Prose {
    let ahead = AHEAD.iter().find(|word| text.text().starts_with(*word));
    Prose { section: ahead.map(|word| (*word).to_owned()).into_iter().collect(), text }
}

/// The paragraphs from the one on that says what the year's aims are, under those words.
fn aims(text: &[Passage]) -> Option<Vec<Prose>> {
    let named = |text: &Passage| {
        let words = AIMS.captures(text.text())?.get(1)?;
        Some(text.slice_bytes(words.range()).printed().to_owned())
    };
    let (first, words) = text.iter().enumerate().find_map(|(at, text)| Some((at, named(text)?)))?;
    let prose = |text: &Passage| Prose { section: vec![words.clone()], text: text.clone() };
    Some(text.iter().skip(first).map(prose).collect())
}

/// The year and the words of the period with which a report without headings opens.
#[must_use]
pub fn opening(text: &str) -> Option<(Option<i32>, &str)> {
    let found = OPENING.captures(text)?;
    let year = found.get(1).and_then(|year| year.as_str().parse().ok());
    Some((year, found.get(0)?.as_str()))
}
