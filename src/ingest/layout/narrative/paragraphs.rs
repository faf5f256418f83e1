//! Lines to paragraphs: lines broken by page ends are joined, stray white space goes, lost breaks come back.

use std::borrow::Cow;
use std::sync::LazyLock;

use regex::Regex;

use super::super::{noise, number, sections};
use crate::ingest::fold::is_blank;
use crate::ingest::format::Paragraph;
use crate::ingest::passage::Passage;

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them")]
static BEGINS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:[一二三四五六七八九十]{1,3}\s*[、.]|[(][一二三四五六七八九十]{1,3}[)]|[一二三四五六七八九十]{1,2}是|第[一二三四五六七八九十]{1,2}[,、]|各位代表|[\[〔【][0-9]{1,3}[\]〕】]|[①-⑳㉑-㉟㊱-㊿][^,、。]{1,30}[:是指即])")
        .expect("constant pattern")
});

/// A run of this many blanks before a number stands for a lost break.
#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them")]
static LOST_BREAK: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"[。:;!]\s{4,}[0-9]{1,3}\s*[.、]").expect("constant pattern"));

/// Joins lines to paragraphs.
#[must_use]
pub fn join(lines: &[Cow<'_, Paragraph>]) -> Vec<Passage> {
    let mut joined: Vec<Passage> = Vec::new();
    let mut open = false;
    for line in lines.iter().flat_map(|line| restore_breaks(&line.text)) {
        if noise::is_page_mark(line.text()) || noise::is_chrome(line.text()) {
            continue;
        }
        let text = tidy(line);
        if text.is_empty() {
            continue;
        }
        let ended = ends(&text);
        match joined.last_mut().filter(|last| open && goes_on(last, &text)) {
            Some(last) => last.append("", &text),
            None => joined.push(text.into_owned()),
        }
        open = !ended;
    }
    joined
}

/// Parts a line where a break was lost between two numbered paragraphs.
fn restore_breaks(line: &Passage) -> Vec<Cow<'_, Passage>> {
    let mut lost = LOST_BREAK.find_iter(line.text()).peekable();
    if lost.peek().is_none() {
        return vec![Cow::Borrowed(line)];
    }
    let cutter = line.cutter();
    let mut parts = Vec::new();
    let mut start = 0;
    for found in lost {
        let first = found.as_str().chars().next().map_or(1, char::len_utf8);
        let cut = found.start() + first;
        parts.push(Cow::Owned(cutter.slice_bytes(start..cut)));
        start = cut;
    }
    parts.push(Cow::Owned(cutter.slice_bytes(start..line.text().len())));
    parts
}

/// Without white space, but for blanks between Latin words or figures.
fn tidy(line: Cow<'_, Passage>) -> Cow<'_, Passage> {
    if !line.text().contains(is_blank) {
        return line;
    }
    let folded: Vec<char> = line.text().chars().collect();
    let mut tidied = Passage::default();
    let mut push = |from: usize, run: &str| tidied.push(line.span(from..from + 1).start, run);
    // Where the run began that goes on: its character and its byte.
    let mut run: Option<(usize, usize)> = None;
    for (at, (byte, _)) in line.printed().char_indices().enumerate() {
        let kept = folded.get(at).is_some_and(|&c| !is_blank(c) || parts_words(&folded, at));
        match run {
            None if kept => run = Some((at, byte)),
            Some((from, start)) if !kept => {
                push(from, line.printed().get(start..byte).unwrap_or_default());
                run = None;
            }
            _ => {}
        }
    }
    if let Some((from, start)) = run {
        push(from, line.printed().get(start..).unwrap_or_default());
    }
    Cow::Owned(tidied)
}

/// A blank with a Latin letter or digit directly on both sides.
fn parts_words(chars: &[char], at: usize) -> bool {
    let side = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_alphanumeric);
    let letter = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(char::is_ascii_alphabetic);
    let (before, after) = (at.checked_sub(1), at.checked_add(1));
    side(before) && side(after) && (letter(before) || letter(after))
}

/// The sentence of a line has come to its end.
fn ends(text: &Passage) -> bool {
    let last = text.text().chars().next_back();
    last.is_some_and(|c| matches!(c, '。' | '!' | '?' | ';' | ':'))
        || text.text().ends_with("。”")
        || text.text().ends_with("。)")
}

/// Whether a line goes on with the paragraph above it.
fn goes_on(last: &Passage, line: &Passage) -> bool {
    let part = sections::is_part(last) || sections::is_part(line);
    let heading = part || (last.len() <= 60 && sections::heading(last).is_some());
    let plain = !last.text().contains(|c: char| c.is_ascii_digit() || matches!(c, '。' | ','));
    let label = plain && last.len() <= 12 && last.len() < line.len();
    let begins = BEGINS.is_match(line.text()) || number::in_front(line.text()).is_some();
    !(heading || begins || label)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn joined(text: &str) -> Vec<String> {
        let mut at = 0;
        let lines: Vec<Cow<'_, Paragraph>> = text
            .lines()
            .map(|line| {
                let text = Passage::at(at, line);
                at += line.chars().count() + 1;
                Cow::Owned(Paragraph { text, blanks_before: 0 })
            })
            .collect();
        join(&lines).iter().map(|text| text.printed().to_owned()).collect()
    }

    #[test]
    fn lines_broken_by_a_page_are_joined() {
        assert_eq!(
            joined(
                "一 、2021 年工作\n城乡居民收入达到 10 万元和 6.3\n- 7 -\n万元,收入比缩小。  今后五年抓好以下工作:      1.建设 新高地。\n2.改革创新。"
            ),
            [
                "一、2021年工作",
                "城乡居民收入达到10万元和6.3万元,收入比缩小。今后五年抓好以下工作:",
                "1.建设新高地。",
                "2.改革创新。"
            ]
        );
    }

    #[test]
    fn blanks_between_latin_words_stay() {
        assert_eq!(joined("引进 Smart City 项目 5 个。"), ["引进Smart City项目5个。"]);
    }
}
