//! Headings of sections: 一、…, (一)…, and the chain of those that stand above a row.

use std::sync::LazyLock;

use regex::Regex;

use crate::ingest::passage::Passage;

#[expect(clippy::expect_used, reason = "the pattern is constant, and a test compiles it")]
static HEADING: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^\s*(?:(第[一二三四五六七八九十]{1,3}(?:部分|篇|章))\s*[、:]?|([一二三四五六七八九十]{1,3})\s*[、.,]|[(]\s*([一二三四五六七八九十]{1,3})\s*[)]\s*[、.]?)\s*(.*)$",
    )
    .expect("constant pattern")
});

/// Longer paragraphs are text, not headings.
const LONGEST: usize = 60;

/// Level (1 outermost) and words of a heading; `None` for other text.
#[must_use]
pub fn heading(text: &Passage) -> Option<(usize, String)> {
    let numbered = |c: char| "第(一二三四五六七八九十".contains(c);
    if text.len() > LONGEST || !text.text().trim_start().starts_with(numbered) {
        return None;
    }
    let found = HEADING.captures(text.text())?;
    let words = found.get(4)?;
    if words.is_empty() || words.as_str().trim_end().ends_with(['。', ';']) {
        return None;
    }
    let level = if found.get(3).is_some() { 2 } else { 1 };
    Some((level, text.slice_bytes(words.range()).trimmed().printed().to_owned()))
}

/// The headings above the current place, outermost first.
#[derive(Debug, Clone, Default)]
pub struct Trail {
    open: Vec<(usize, String)>,
}

impl Trail {
    /// Enters a section; sections of the same or a deeper level are left.
    pub fn enter(&mut self, level: usize, words: String) {
        self.open.retain(|(open, _)| *open < level);
        self.open.push((level, words));
    }

    /// The headings, outermost first.
    #[must_use]
    pub fn path(&self) -> Vec<String> {
        self.open.iter().map(|(_, words)| words.clone()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_have_levels() {
        let read = |text| heading(&Passage::at(0, text));
        assert_eq!(read("一、努力完成全年主要目标"), Some((1, "努力完成全年主要目标".to_owned())));
        assert_eq!(read("（二）保障和改善民生"), Some((2, "保障和改善民生".to_owned())));
        assert_eq!(read("三 、2022 年主要工作安排"), Some((1, "2022 年主要工作安排".to_owned())));
        assert_eq!(read("一是抓好项目"), None);
        assert_eq!(read("一、推进道路改造，完成投资3亿元。"), None);
    }

    #[test]
    fn the_trail_leaves_deeper_sections() {
        let mut trail = Trail::default();
        trail.enter(1, "甲".to_owned());
        trail.enter(2, "乙".to_owned());
        trail.enter(2, "丙".to_owned());
        assert_eq!(trail.path(), ["甲", "丙"]);
        trail.enter(1, "丁".to_owned());
        assert_eq!(trail.path(), ["丁"]);
    }
}
