//! Words that say something of the figures near them: a text is gone through for them once, whatever its figures.

use std::ops::Range;

use super::doubts::{AHEAD, CANDIDATES, DONE, LACKING, UNDERWAY};
use super::figure::{GOES_ON, LOST};
use super::text::Text;
use super::words::word_lists;
use crate::domain::word_lists::WordLists;

/// What a word says, in the order of [`WORDS`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Sign {
    /// 申报: a candidate.
    Candidate,
    /// 正在: under way.
    Underway,
    /// 建成: done, whatever was said before.
    Done,
    /// 计划: still to come.
    Ahead,
    /// 截至: told of what is.
    Told,
    /// 拟认定: to be decided.
    ToBe,
    /// 不含: another scope.
    Scoped,
    /// 现有: all there are.
    Owned,
    /// 其中: a part.
    Part,
    /// 当月: a part of the time.
    OfTheMonth,
    /// 合计: a sum.
    Sum,
    /// 今年.
    ThisYear,
    /// 较上年: against another time.
    Compared,
    /// 预计.
    Expected,
    /// 退库: what went out again.
    Lost,
    /// 选址: work that goes on behind a figure.
    GoesOn,
    /// 已完工: from a plan to what was done of it.
    CountsOn,
    /// 下一步: what is lacking or still to be done.
    Lacking,
}

const SIGNS: usize = Sign::Lacking as usize + 1;

static WORDS: &WordLists<SIGNS> = word_lists![
    CANDIDATES.words(),
    UNDERWAY.words(),
    DONE,
    AHEAD,
    &["已", "截至", "目前", "实际", "累计完成", "到位", "签订"],
    &["拟认定", "拟入选", "拟新增", "拟确定", "拟引进", "拟评"],
    &["不含", "剔除", "扣除"],
    &["共有", "现有", "拥有", "已有", "原有", "总数", "总量", "有效", "保有", "实有", "在营", "在岗"],
    &["其中"],
    &["当月", "当季", "单月"],
    &["合计", "共", "累计", "总计"],
    &["今年", "本年", "当年", "年内"],
    &["比上年", "比去年", "较上年", "较去年", "比年初", "较年初", "比上月", "较上月"],
    &["预计", "预测", "预期"],
    LOST.words(),
    &["推进", "预计", "计划", "施工", "正在", "选址", "招标", "设计", "前期", "可研", "立项", "报批"],
    GOES_ON,
    LACKING,
];

/// The words of a text that are signs, from left to right. Ranges are those of folded characters.
pub(super) struct Signs {
    found: Vec<Found>,
}

/// A word and the bytes of the folded text that it takes.
struct Found {
    at: usize,
    end: usize,
    list: usize,
}

impl Signs {
    pub fn of(text: &Text<'_>) -> Self {
        let mut found = Vec::with_capacity(text.all().len() / 4);
        WORDS.each(text.slice(text.all()), |at, end, list| found.push(Found { at, end, list }));
        Self { found }
    }

    /// The words that stand in bytes `range`.
    fn within(&self, range: Range<usize>) -> impl Iterator<Item = &Found> {
        let first = self.found.partition_point(|word| word.at < range.start);
        let behind = self.found.get(first..).unwrap_or_default();
        let begun = behind.iter().take_while(move |word| word.at < range.end);
        begun.filter(move |word| word.end <= range.end)
    }

    /// True where a word of the sign stands in `range`.
    pub fn holds(&self, text: &Text<'_>, range: Range<usize>, sign: Sign) -> bool {
        self.within(text.bytes(range)).any(|word| word.list == sign as usize)
    }

    /// For each of `signs`, the byte of `range` one past the last of its words.
    pub fn last_ends<const COUNT: usize>(
        &self,
        text: &Text<'_>,
        range: Range<usize>,
        signs: [Sign; COUNT],
    ) -> [Option<usize>; COUNT] {
        let bytes = text.bytes(range);
        let start = bytes.start;
        let mut ends = [None; SIGNS];
        for word in self.within(bytes) {
            if let Some(end) = ends.get_mut(word.list) {
                *end = (*end).max(Some(word.end - start));
            }
        }
        signs.map(|sign| ends.get(sign as usize).copied().flatten())
    }
}
