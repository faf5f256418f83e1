//! The words around a number that say what it measures, before anything is taken over from its neighbours.

use std::borrow::Cow;
use std::ops::Range;

use super::head::STAGES;
use super::phrase::{Phrase, Reading, ends_another_word};
use super::role::{MODALS, Role};
use super::text::{Opens, Text};
use super::words::{RESULT_VERBS, beginning, ending, holds, word_lists, words};
use crate::domain::word_list::WordList;
use crate::domain::word_lists::WordLists;

/// Longest head that is kept; longer ones are cut at their start, away from the number.
const LONGEST_HEAD: usize = 80;

/// Without the set that opens the words: 12个项目中已 (建成9所).
pub(super) fn without_set(words: &str) -> &str {
    let counted = words.trim_start_matches(|letter: char| letter.is_ascii_digit());
    let Some((set, rest)) = counted.split_once('中').filter(|_| counted.len() < words.len()) else {
        return words;
    };
    let done = rest.starts_with(['已', '有']) || !split_verb(rest).0.is_empty();
    if done && set.chars().count() <= 5 { rest } else { words }
}

/// 新开8路、11路 (2条线路): the names of routes give way to the verb that opens their list.
fn without_routes<'t>(text: &'t Text<'_>, reading: &Reading, phrase: &Phrase, before: &'t str) -> &'t str {
    let route = |words: &str| {
        let number = words.trim_end_matches('路');
        number.len() < words.len() && !number.is_empty() && number.bytes().all(|c| c.is_ascii_digit())
    };
    if !route(before) {
        return before;
    }
    let listed = |item: &usize| reading.items.get(*item).is_some_and(|item| item.opens == Opens::Listed);
    let first = (0..=phrase.item).rev().take(8).find(|item| !listed(item)).unwrap_or(phrase.item);
    let words = reading.items.get(first).map_or("", |item| trimmed(text.opening(&item.range)));
    let (verb, rest) = split_verb(words);
    if first == phrase.item || route(rest) { verb } else { "" }
}

/// 为50所学校 (更换课桌椅): for whom is counted before it.
fn without_whom(words: &str) -> &str {
    let count = words.strip_prefix('为').filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit()));
    let Some(rest) = count else { return words };
    let verbs = words!["更换", "配备", "安装", "发放", "配送", "提供", "新建", "改造"];
    verbs.find(rest).and_then(|at| rest.get(at..)).unwrap_or(words)
}

/// Without the count that opens the words, where a noun follows it.
fn without_count(words: &str) -> &str {
    let words_left = words.trim_start_matches("确保");
    let rest = words_left.trim_start_matches(|c: char| c.is_ascii_digit() || c == '.');
    let noun = rest.strip_prefix(['个', '家', '户', '座', '所', '处', '条', '项']).unwrap_or_default();
    if rest.len() < words_left.len() && noun.chars().count() >= 2 { noun } else { words }
}

/// “甲”“乙”等4个应用于5月上架: the examples are no part of the name where what became of all of them follows, nor is
/// the time of it.
fn ends_examples(before: &str, tail: &str) -> Option<String> {
    let done = words!["投入使用", "投用", "建成", "上架", "上线", "竣工", "完工", "开业", "开园", "投产"];
    let at = done.find(tail).filter(|_| before.ends_with('等'))?;
    if holds(tail, words!["正在", "推进", "预计", "计划", "即将", "将于"]) {
        return None;
    }
    let (noun, rest) = tail.split_at_checked(at)?;
    let time = noun.find(|letter: char| letter == '于' || letter.is_ascii_digit());
    let noun = time.and_then(|at| noun.get(..at)).filter(|noun| noun.chars().count() >= 2).unwrap_or(noun);
    Some(format!("{noun}{rest}"))
}

/// 低保标准由每月600元 (提高到650元): where it came from is no part of its name.
pub(super) fn without_start(words: &str) -> &str {
    // 由一季度的下降12%转为 (增长2.3%): all of it is where it came from.
    let turns = ending(words, words!["转为", "转正为", "转", "转正"]).is_some();
    if turns && words.starts_with(['由', '从']) && words.contains(|letter: char| letter.is_ascii_digit()) {
        return "";
    }
    let from = words.rfind(['由', '从']).filter(|at| {
        let rest = words.get(*at..).unwrap_or_default();
        *at >= 6 && rest.chars().count() <= 16 && rest.contains(|letter: char| letter.is_ascii_digit())
    });
    from.and_then(|at| words.get(..at)).unwrap_or(words)
}

/// 比上年增加, 较年初减少.
pub(super) fn compares(own: &str) -> bool {
    own.starts_with(['比', '较'])
        && ending(own, words!["增加", "减少", "提高", "上升", "下降", "增长"]).is_some()
}

pub(super) struct Words<'t> {
    pub text: Cow<'t, str>,
    pub start: usize,
}

/// The words of the item that say what is measured.
pub(super) fn own_words<'t>(
    text: &'t Text<'_>,
    reading: &Reading,
    phrase: &Phrase,
    role: Role,
    lends: bool,
) -> Words<'t> {
    match role {
        Role::Fraction => {
            // 80%以上的村集体经济收入达到20万元以上: which of them is said behind the share.
            let end = reading.items.get(phrase.item).map_or(phrase.tail.end, |item| item.range.end);
            let words = text.opening(&(phrase.tail.start..end));
            let words = words.strip_prefix('的').unwrap_or(words);
            Words { start: skip_modals(text, phrase.before.clone()), text: words.into() }
        }
        Role::Counted | Role::Worded => {
            let before = text.slice(clipped(&phrase.before));
            let bound = ending(
                before,
                words!["不少于", "不低于", "至少", "超过", "约", "近", "累计", "共", "超", "达到"],
            );
            let bound = bound.filter(|bound| !ends_another_word(before, bound));
            let before = bound.and_then(|bound| before.strip_suffix(bound)).unwrap_or(before);
            let tail = text.slice(phrase.tail.start..phrase.tail.end.min(phrase.tail.start + LONGEST_HEAD));
            let tail = noun_of(tail.strip_prefix('的').filter(|_| before.ends_with("覆盖")).unwrap_or(tail));
            // 9个安置小区3200套全部交付: the first count is no part of the name of the second.
            let before = without_count(before);
            let before = if lends { without_routes(text, reading, phrase, before) } else { before };
            let (before, tail) = match ends_examples(before, &tail).filter(|_| lends) {
                Some(name) => ("", name.into()),
                None => (before, tail),
            };
            let words = if before.is_empty() { tail } else { Cow::Owned(format!("{before}{tail}")) };
            Words { start: skip_modals(text, phrase.before.clone()), text: words }
        }
        Role::Measured | Role::Described => Words {
            start: skip_modals(text, phrase.head.clone()),
            text: without_whom(text.slice(clipped(&phrase.head))).into(),
        },
    }
}

pub(super) fn clipped(range: &Range<usize>) -> Range<usize> {
    range.start.max(range.end.saturating_sub(LONGEST_HEAD))..range.end
}

/// What is counted, without what is said of it: 项目已全部开工 is about 项目开工.
fn noun_of(tail: &str) -> Cow<'_, str> {
    let tail = tail.strip_suffix('中').unwrap_or(tail);
    let said = ["已经", "已", "均", "全部", "正在", "建设任务", "目标任务", "任务"];
    let cut =
        said.iter().filter_map(|word| tail.find(word).filter(|at| *at >= 6).map(|at| (at, word.len()))).min();
    let Some((at, length)) = cut else { return tail.into() };
    let (noun, rest) = (tail.get(..at).unwrap_or(tail), tail.get(at + length..).unwrap_or_default());
    let step = STAGES.words().iter().chain(&["建成", "完成", "下达"]).find(|step| rest.contains(**step));
    match step.filter(|step| **step != "下达") {
        Some(step) => format!("{noun}{step}").into(),
        None => noun.into(),
    }
}

/// Where the words begin to measure something.
fn skip_modals(text: &Text<'_>, range: Range<usize>) -> usize {
    let words = text.slice(clipped(&range));
    let rest = trimmed(words);
    let modals = words.strip_suffix(rest).filter(|_| !rest.is_empty()).unwrap_or_default();
    clipped(&range).start + modals.chars().count()
}

/// Words of will that are verbs as well stay: they may be all there is.
static KEPT: WordList = WordList::new(&["实现", "达到", "各", "再", "推动", "柔性"]);

/// Without 1-8月 or 9月当月 at its start.
pub(super) fn without_months(words: &str) -> &str {
    if !words.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '截' | '-')) {
        return words;
    }
    // 截至8月底完工11个
    let until = words.strip_prefix("截至").or_else(|| words.strip_prefix("截止"));
    let words = until.filter(|rest| rest.starts_with(|c: char| c.is_ascii_digit())).unwrap_or(words);
    let rest = words.trim_start_matches(|c: char| c.is_ascii_digit() || c == '-');
    let Some(after) = rest.strip_prefix('月').filter(|_| rest.len() < words.len()) else { return words };
    let after = after.strip_prefix('份').or_else(|| after.strip_prefix(['底', '末'])).unwrap_or(after);
    after.strip_prefix("当月").unwrap_or(after)
}

/// Words of time and extent before what is told.
static TIMES: WordList = WordList::new(&["已经", "已", "目前", "现已", "含", "基本", "仅", "当年"]);

/// All that may be trimmed from the start of a text.
static LEADING: &WordLists<2> = word_lists![MODALS.words(), TIMES.words()];

/// Without the words of will, time and place at its start.
pub(super) fn trimmed(words: &str) -> &str {
    let mut rest = without_months(words);
    let leading = |rest: &str| {
        // What measures begins with none of them, nearly always: one look tells.
        LEADING.beginning(rest)?;
        beginning(rest, &MODALS).filter(|word| !KEPT.contains(word)).or_else(|| beginning(rest, &TIMES))
    };
    while let Some(word) = leading(rest) {
        // 全市性会议: what is of the whole city is no place.
        let left = rest.strip_prefix(word).unwrap_or_default();
        if left.starts_with('性') {
            break;
        }
        rest = left;
    }
    // 拟引进人才: to be done, as what has no such word is; 拟定 is a word of its own.
    rest.strip_prefix('拟').filter(|left| beginning(left, &RESULT_VERBS).is_some()).unwrap_or(rest)
}

/// The verb of result at the start, and the rest.
pub(super) fn split_verb(words: &str) -> (&str, &str) {
    // 完成投资: a verb that is a noun where nothing follows it.
    static NOUNS: WordList = WordList::new(&["投资", "投入", "贷款", "培训", "补贴"]);
    let mut at = 0;
    for _ in 0..3 {
        let rest = words.get(at..).unwrap_or_default();
        match beginning(rest, &RESULT_VERBS) {
            // 安置房, 保障性: no verb, but the beginning of a thing.
            Some("安置" | "保障")
                if beginning(rest, words!["安置房", "安置小区", "安置点", "保障性", "保障房"]).is_some() =>
            {
                break;
            }
            Some(verb) if at > 0 && verb.len() == rest.len() && NOUNS.contains(verb) => break,
            Some(verb) => at += verb.len(),
            None => break,
        }
    }
    words.split_at_checked(at).unwrap_or(("", words))
}

pub(super) fn quote_end(text: &Text<'_>, phrase: &Phrase, role: Role) -> usize {
    if matches!(role, Role::Counted | Role::Worded | Role::Fraction) {
        let end = phrase.tail.end.min(phrase.tail.start + LONGEST_HEAD);
        let stop = (phrase.tail.start..end).find(|&at| matches!(text.get(at), Some('。' | ';' | '\n')));
        return stop.unwrap_or(end);
    }
    phrase.mention.range.end
}
