//! What is done to a thing: an inspection, a frame without a roof or a repair is no new building.

use std::ops::Range;

use super::figure::Figure;
use super::own::trimmed;
use super::phrase::{Phrase, Reading};
use super::role::without_modals;
use super::target::Target;
use super::text::{Opens, Text};
use super::words::{PROCESS_WORDS, RESULT_VERBS, beginning, ending, holds, words};
use crate::domain::word_list::WordList;

/// Kinds of acts that are counted in the same unit and are none of one another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Act {
    /// 排查、评估、整地、招标: what has to be done before the thing itself.
    Preparing,
    /// 主体封顶、桩基、路基: a part of the building or the road.
    Framing,
    /// 养护、清淤: keeps what there is.
    Keeping,
    /// 改造、修复: makes better what there is.
    Renewing,
    /// 新建、新增: adds to what there is.
    Adding,
}

#[rustfmt::skip]
static PREPARING: WordList = WordList::new(&[
    "鉴定", "排查", "摸底", "摸排", "调查", "普查", "勘察", "勘测", "勘界", "勘测定界", "踏勘", "测绘", "测量",
    "评估", "入户", "走访", "检测", "巡查", "巡检", "设计", "选址", "招标", "招投标", "整地", "平整", "清表",
    "地块落实", "论证", "评审", "审查", "审批", "报名", "征求意见", "安全评价", "核查", "放线", "清点", "丈量",
    "编制", "立项", "采购", "订购", "到货", "下单", "批复", "受理", "核准",
]);

#[rustfmt::skip]
static FRAMING: WordList = WordList::new(&[
    "主体结构", "完成主体", "主体完成", "主体封顶", "主体工程", "主体施工", "主体完工", "主体竣工", "封顶", "桩基", "基坑", "基础施工",
    "基础工程", "基础建设", "地基", "底板", "土建", "路基", "路基工程", "路基施工", "路基土石方", "路床", "垫层",
    "底基层",
]);

#[rustfmt::skip]
static KEEPING: WordList = WordList::new(&[
    "养护", "维护", "维修", "检修", "清淤", "疏通", "清掏", "管护", "保养", "抢修", "修补", "抚育", "巡护", "清扫",
    "保洁", "清洗",
]);

#[rustfmt::skip]
static RENEWING: WordList = WordList::new(&[
    "改造", "改建", "提升", "更新", "更换", "整治", "修复", "修缮", "加固", "翻新", "治理", "改良", "提质",
]);

#[rustfmt::skip]
static ADDING: WordList = WordList::new(&[
    "新建", "新增", "新造", "新植", "新栽", "新铺", "新铺设", "新修", "新设", "新开", "扩建",
]);

/// Both at once.
#[rustfmt::skip]
static BOTH: WordList = WordList::new(&[
    "新改建", "新改扩建", "改扩建", "新(改)建", "新(改、扩)建", "新扩建", "新改造",
]);

/// Words around an act that say nothing about which it is.
#[rustfmt::skip]
static EMPTY: WordList = WordList::new(&[
    "完成", "已完成", "已", "了", "共", "累计", "达", "达到", "面积", "户数", "数量", "工作", "任务", "施工", "工程",
    "项目", "基本", "全面", "全部", "均", "顺利", "完工", "竣工", "开展", "组织", "实施", "进行", "对", "目前",
    "共计", "合计", "约", "超", "等", "为", "其中",
]);

fn closing(words: &str) -> Option<Act> {
    let mut rest = words;
    for _ in 0..5 {
        if ending(rest, &BOTH).is_some() {
            return None;
        }
        for (list, act) in [
            (&FRAMING, Act::Framing),
            (&PREPARING, Act::Preparing),
            (&KEEPING, Act::Keeping),
            (&RENEWING, Act::Renewing),
            (&ADDING, Act::Adding),
        ] {
            if ending(rest, list).is_some() {
                return Some(act);
            }
        }
        rest = rest.strip_suffix(ending(rest, &EMPTY)?).unwrap_or_default();
    }
    None
}

/// The last of the acts that open the words: 排查整治 is an 整治.
fn opening(words: &str) -> Option<Act> {
    let mut rest = without_modals(words);
    let mut found = None;
    for _ in 0..6 {
        if let Some(word) = beginning(rest, &BOTH) {
            found = None;
            rest = rest.strip_prefix(word).unwrap_or_default();
            continue;
        }
        let first = [
            (&PREPARING, Act::Preparing),
            (&KEEPING, Act::Keeping),
            (&RENEWING, Act::Renewing),
            (&ADDING, Act::Adding),
        ]
        .into_iter()
        .find_map(|(list, act)| beginning(rest, list).map(|word| (word, Some(act))));
        let (word, act) = match first {
            Some(first) => first,
            None => match beginning(rest, &EMPTY) {
                Some(word) => (word, found),
                None => return found,
            },
        };
        found = act;
        rest = rest.strip_prefix(word).unwrap_or_default();
    }
    found
}

/// The act that governs a count: the one behind it, the one right before it, or the one its words begin with.
pub(super) fn of(text: &Text<'_>, phrase: &Phrase) -> Option<Act> {
    let end = phrase.tail.end.min(phrase.tail.start + 30);
    let tail = text.slice(phrase.tail.start..end);
    let tail = tail.split([',', '(', ';']).next().unwrap_or(tail);
    // 3所完成主体结构: what has been done with them stands behind.
    let goes_on = !phrase.terminal || beginning(tail, words!["完成", "已完成", "均", "全部"]).is_some();
    let behind =
        closing(tail).or_else(|| opening(tail).filter(|act| *act == Act::Preparing)).filter(|_| goes_on);
    let before = text.ending(&phrase.before);
    behind.or_else(|| closing(before)).or_else(|| opening(before))
}

/// The act that a thing is named by: 公厕新建.
pub(super) fn of_thing(thing: &str) -> Option<Act> {
    closing(thing).or_else(|| opening(thing))
}

/// True where the figure's act is none that the target asks for; `listed` are the words listed before the figure.
pub(super) fn differs(asked: &str, act: Act, listed: &str) -> bool {
    let renews = holds(asked, &RENEWING) || asked.contains(['改', '修']);
    let adds = holds(asked, &ADDING) || asked.contains(['新', '扩']);
    let keeps = holds(asked, &KEEPING) || holds(asked, words!["整治", "治理", "修复", "修缮", "保护"]);
    match act {
        Act::Preparing => !holds(asked, &PREPARING),
        Act::Framing => !holds(asked, &FRAMING) && !asked.contains("主体"),
        Act::Keeping => (adds || renews || asked.contains('建')) && !keeps,
        Act::Renewing => adds && !renews && !keeps && !holds(listed, &ADDING),
        Act::Adding => renews && !adds && !keeps && !asked.contains('建') && !holds(listed, &RENEWING),
    }
}

/// 新辟2条、优化5条 for 新辟优化线路6条: each is what only one of the two verbs asks for.
fn is_one_of_two_verbs(target: &Target, at: usize, figures: &[Figure]) -> bool {
    let first = |words: &str| words.char_indices().nth(2).map_or(words.len(), |(end, _)| end);
    let name = target.name.as_str();
    let (one, rest) = name.split_at(first(name));
    let two = rest.trim_start_matches(['和', '及', '与', '、']);
    let two = two.get(..first(two)).unwrap_or_default();
    let verb = |word: &str| RESULT_VERBS.contains(word) || PROCESS_WORDS.contains(word);
    let Some(figure) = figures.get(at).filter(|_| verb(one) && verb(two)) else { return false };
    let told = |figure: &Figure| {
        let words = trimmed(&figure.before);
        let both = words.strip_prefix(one).is_some_and(|rest| rest.starts_with(two));
        [one, two].map(|verb| words.starts_with(verb) && !both)
    };
    let other = match told(figure) {
        [true, false] => 1,
        [false, true] => 0,
        _ => return false,
    };
    let near = at.saturating_sub(3)..figures.len().min(at + 4);
    figures.get(near).unwrap_or_default().iter().any(|beside| {
        beside.unit == figure.unit
            && beside.sentence.start == figure.sentence.start
            && told(beside).get(other) == Some(&true)
    })
}

/// 新建35公里、改建40公里 for 新建改建90公里: neither of the two acts alone is both.
pub(super) fn is_half(target: &Target, at: usize, figures: &[Figure]) -> bool {
    if is_one_of_two_verbs(target, at, figures) {
        return true;
    }
    let Some(figure) = figures.get(at) else { return false };
    let other = match figure.act {
        Some(Act::Adding) => Act::Renewing,
        Some(Act::Renewing) => Act::Adding,
        _ => return false,
    };
    // 改造低产林、新造油茶林 carries its first verb on: only 新建改造 asks for both.
    let added = ADDING.find(&target.name);
    let both = added.is_some_and(|at| {
        let rest = target.name.get(at..).unwrap_or_default();
        holds(rest, words!["改造", "改建", "改扩建", "更新", "修缮"])
    });
    let both = both || holds(&target.name, &BOTH);
    let near = at.saturating_sub(3)..figures.len().min(at + 4);
    both && figures.get(near).unwrap_or_default().iter().any(|beside| {
        beside.act == Some(other)
            && beside.unit == figure.unit
            && beside.sentence.start == figure.sentence.start
    })
}

/// 清淤河道38公里,整治完成41公里 for 整治河道50公里: what keeps a thing, beside what renews it.
pub(super) fn is_lesser(target: &Target, at: usize, figures: &[Figure]) -> bool {
    let Some(figure) = figures.get(at).filter(|figure| figure.act == Some(Act::Keeping)) else {
        return false;
    };
    let near = at.saturating_sub(3)..figures.len().min(at + 4);
    !holds(&target.name, &KEEPING)
        && figures.get(near).unwrap_or_default().iter().any(|beside| {
            beside.act == Some(Act::Renewing)
                && beside.unit == figure.unit
                && beside.sentence.start == figure.sentence.start
        })
}

/// The words of the list that a number closes for all of them: 绿道、步道33公里.
pub(super) fn listed_before(text: &Text<'_>, reading: &Reading, index: usize) -> String {
    let Some(phrase) = reading.phrases.get(index) else { return String::new() };
    let listed = |item: usize| reading.items.get(item).is_some_and(|item| item.opens == Opens::Listed);
    let counted =
        index.checked_sub(1).and_then(|before| reading.phrases.get(before)).map(|before| before.item);
    let mut first = phrase.item;
    while first > 0
        && phrase.item - first < 6
        && listed(first)
        && counted.is_none_or(|counted| counted < first - 1)
    {
        first -= 1;
    }
    let words: Option<Range<usize>> = reading
        .items
        .get(first)
        .filter(|_| first < phrase.item)
        .map(|item| item.range.start..phrase.before.start);
    words.map(|words| text.ending(&words).to_owned()).unwrap_or_default()
}
