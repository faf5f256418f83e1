//! Headings of a report: those on lines of their own, and those that open a paragraph.

use std::sync::LazyLock;

use regex::Regex;

use super::super::row::Prose;
use super::super::sections::{self, Trail};
use super::super::{noise, number};
use crate::ingest::passage::Passage;

/// A heading that opens a paragraph is at most this long.
const LONGEST: usize = 45;

/// Shorter paragraphs are labels or cells.
const SHORTEST_TEXT: usize = 20;

#[expect(clippy::expect_used, reason = "the pattern is constant, and a test compiles it")]
static LEAD: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(?:([(][一二三四五六七八九十]{1,3}[)])|([一二三四五六七八九十]{1,2}是)|([0-9]{1,2}[.、]))\s*([^。:;]{2,45}?)[。:]").expect("constant pattern")
});

/// A title of a part without a number; text or a further heading follows it.
pub fn is_part(text: &Passage, next: Option<&Passage>) -> bool {
    let heads = |next: &Passage| next.len() >= SHORTEST_TEXT || sections::heading(next).is_some();
    sections::is_part(text) && next.is_some_and(heads)
}

/// Gives every paragraph its headings; paragraphs above the first heading, and page furniture, come second.
///
/// `parts`: titles without a number head the parts of the report.
#[must_use]
pub fn place(paragraphs: Vec<Passage>, parts: bool) -> (Vec<Prose>, Vec<Passage>) {
    let mut trail = Trail::default();
    let mut placed = Vec::new();
    let mut rest = Vec::new();
    let mut paragraphs = paragraphs.into_iter().peekable();
    while let Some(text) = paragraphs.next() {
        if let Some((level, words)) =
            sections::heading(&text).filter(|_| number::in_front(text.text()).is_none())
        {
            trail.enter(level, words);
        } else if parts && is_part(&text, paragraphs.peek()) {
            trail.enter(1, text.trimmed().printed().to_owned());
        } else if noise::is_chrome(text.text()) || trail.path().is_empty() {
            rest.push(text);
        } else {
            let mut own = trail.clone();
            if let Some((level, words)) = opening(&text) {
                own.enter(level, words);
                // (一) heads the paragraphs below it too; 一是 and 1. head only their own.
                if level == 2 {
                    trail = own.clone();
                }
            }
            placed.push(Prose { section: own.path(), text });
        }
    }
    (placed, rest)
}

/// Level and words of a heading that opens a paragraph: (一)突出稳进,经济向好。一是….
fn opening(text: &Passage) -> Option<(usize, String)> {
    let found = LEAD.captures(text.text())?;
    let words = found.get(4)?;
    if words.as_str().chars().count() > LONGEST || found.get(0)?.len() == text.text().len() {
        return None;
    }
    let level = if found.get(1).is_some() { 2 } else { 3 };
    Some((level, text.slice_bytes(words.range()).printed().to_owned()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_open_paragraphs() {
        let text = [
            "一、上半年工作",
            "(一)突出稳进提质,经济向好。一是抓项目。完成投资3亿元。",
            "1.聚焦改革。推进试点。",
            "二、下半年安排",
            "一是聚焦招商引资。引进项目5个。",
        ];
        let (placed, rest) = place(text.iter().map(|text| Passage::at(0, text)).collect(), false);
        let sections: Vec<_> = placed.iter().map(|prose| prose.section.join("/")).collect();
        assert_eq!(
            sections,
            [
                "上半年工作/突出稳进提质,经济向好",
                "上半年工作/突出稳进提质,经济向好/聚焦改革",
                "下半年安排/聚焦招商引资"
            ]
        );
        assert!(rest.is_empty());
    }
}
