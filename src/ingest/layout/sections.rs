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

/// The words with which the title of a part of a report ends.
#[expect(clippy::expect_used, reason = "the pattern is constant, and a test compiles it")]
static PART: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:(?:20[0-9]{2}年(?:度)?|过去一年|去年|今年|上半年|下半年|下一步|前三季度|下阶段)[\p{Han}、]{0,14}(?:回顾|总结|安排|打算|计划|思路|举措|措施|目标|任务|工作|要求|情况|成效)|工作(?:回顾|举措|措施|打算|思路)|主要工作(?:开展情况|完成情况|及成效|和成效)|(?:存在|面临)的?(?:主要|突出)?(?:问题|困难)[\p{Han}、]{0,6})(?:[(].{1,12}[)])?$",
    )
    .expect("constant pattern")
});

/// Longer lines are no titles of parts.
const LONGEST_PART: usize = 24;

/// A title of a part that carries no number: 过去一年工作回顾, 2024年工作安排.
#[must_use]
pub fn is_part(text: &Passage) -> bool {
    text.len() <= LONGEST_PART && PART.is_match(text.text().trim())
}

/// Longer paragraphs are text, not headings.
const LONGEST: usize = 60;

/// Level (1 outermost) and words of a heading; `None` for other text.
#[must_use]
pub fn heading(text: &Passage) -> Option<(usize, String)> {
    let numbered = |c: char| {
        matches!(c, '第' | '(' | '一' | '二' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十')
    };
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

/// The number of a heading, 一、… or (一)…, and the byte where its words start.
#[must_use]
pub fn number_in_front(text: &str) -> Option<(u32, usize)> {
    let found = HEADING.captures(text)?;
    let number = crate::domain::numeral::parse(found.get(2).or_else(|| found.get(3))?.as_str())?;
    Some((number, found.get(4)?.start()))
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
    fn titles_of_parts_carry_no_number() {
        for text in [
            "过去一年工作回顾",
            "今年主要工作",
            "2024年工作安排",
            "工作举措",
            "存在的问题",
            "2024年主要目标任务",
        ] {
            assert!(is_part(&Passage::at(0, text)), "{text}");
        }
        for text in [
            "2024年政府工作报告",
            "推进重点工作。",
            "今年,我们抓好重点工作",
            "各位代表:",
            "云溪县2024年工作总结",
        ] {
            assert!(!is_part(&Passage::at(0, text)), "{text}");
        }
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
