//! Which quantities of a task are asked for, and which only describe something.

use super::Context;
use super::counted::{becomes, counted, end_of_list, is_measure, serves};
use super::own::trimmed;
use super::phrase::{Phrase, Reading};
use super::text::{Opens, Text};
use super::words::{self, beginning, ending, holds, last_end, words};
use super::years::other_years;
use crate::domain::quantity::Dimension;
use crate::domain::target::Comparator;
use crate::domain::word_list::WordList;

/// What a quantity does in its task.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// It closes its statement: 新增停车位5500个.
    Measured,
    /// Its noun follows: 新建成10个美丽城镇省级样板.
    Counted,
    /// A share of things: 80%以上的村.
    Fraction,
    /// 六大项目 under a verb that finishes them.
    Worded,
    /// A threshold, a project's size, an existing set: not asked for.
    Described,
}

/// The role of each quantity of a reading.
pub(super) fn roles(text: &Text<'_>, reading: &Reading, context: &Context) -> Vec<Role> {
    let mut roles: Vec<Role> = Vec::with_capacity(reading.phrases.len());
    let elsewhen = other_years(text, reading, context);
    // After 80%以上的村 the figures up to the next comma only say which villages.
    let mut fraction_from: Option<usize> = None;
    for (index, phrase) in reading.phrases.iter().enumerate() {
        if fraction_from.is_some_and(|from| clause_ends_between(reading, from, phrase.item)) {
            fraction_from = None;
        }
        let role = if fraction_from.is_some() || elsewhen.get(phrase.item) == Some(&true) {
            Role::Described
        } else {
            role(text, reading, &roles, index, phrase)
        };
        if role == Role::Fraction {
            fraction_from = Some(phrase.item);
        }
        roles.push(role);
    }
    roles
}

fn clause_ends_between(reading: &Reading, from: usize, to: usize) -> bool {
    reading.items.get(from + 1..=to).unwrap_or_default().iter().any(|item| item.opens != Opens::Listed)
}

fn role(text: &Text<'_>, reading: &Reading, roles: &[Role], index: usize, phrase: &Phrase) -> Role {
    let before = text.ending(&phrase.before);
    let item_start = reading.items.get(phrase.item).map_or(phrase.before.start, |item| item.range.start);
    let whole_before = text.ending(&(item_start..phrase.mention.range.start));
    if describes(whole_before) || is_part_of_year(text, reading, phrase) || is_arranged(text, reading, phrase)
    {
        return Role::Described;
    }
    if phrase.mention.worded {
        return worded(text, phrase, before);
    }
    if phrase.terminal {
        return measured(text, reading, phrase, before);
    }
    let tail = text.opening(&phrase.tail);
    // 覆盖60%以上的社区: a share of what follows, as 覆盖60%以上社区 is.
    if phrase.mention.is_percent() && before.ends_with("覆盖") && tail.starts_with('的') && !is_past(before)
    {
        return Role::Counted;
    }
    if tail.starts_with('的') || tail.starts_with("为标准") || tail.starts_with('等') {
        return if is_fraction(phrase, before) && !tail.starts_with('等') {
            Role::Fraction
        } else {
            Role::Described
        };
    }
    if bounded_before(text, phrase) && !phrase.before_terminal {
        return measured(text, reading, phrase, before);
    }
    // 为50所学校更换课桌椅4000套: for how many, and how much.
    if phrase.before_terminal && phrase.mention.is_count() && serves(without_modals(before), tail) {
        return Role::Counted;
    }
    if phrase.before_terminal
        || is_threshold(phrase)
        || names_papers(tail) && !is_brought_out(before, tail) && !becomes(without_modals(before), tail)
    {
        return Role::Described;
    }
    if is_measure(phrase) && assigns(text, reading, phrase) {
        return Role::Counted;
    }
    counted(text, reading, roles, index, phrase, before, tail)
}

/// 三季度完成投资4.5亿元: a sum for one quarter is no goal of the year.
pub(super) fn is_part_of_year(text: &Text<'_>, reading: &Reading, phrase: &Phrase) -> bool {
    if !matches!(phrase.mention.dimension(), Some(Dimension::Yuan | Dimension::Dollar)) {
        return false;
    }
    let start = reading.items.get(phrase.item).map_or(phrase.before.start, |item| item.range.start);
    let opening = text.slice(start..phrase.mention.range.start.min(start + 8).max(start));
    let rest = without_will(opening).trim_start_matches('第');
    ["一季度", "二季度", "三季度", "四季度"]
        .iter()
        .any(|quarter| rest.strip_prefix(quarter).is_some_and(|rest| !rest.starts_with(['末', '底', '前'])))
}

/// 安排重点项目12个,完成投资8亿元: how many there are of what is to be worked on; what is to come of them is asked for.
pub(super) fn is_arranged(text: &Text<'_>, reading: &Reading, phrase: &Phrase) -> bool {
    if !phrase.mention.is_count() || !phrase.terminal {
        return false;
    }
    let head = trimmed(text.ending(&phrase.head));
    if ending(head, words!["项目", "工程", "实事", "课题"]).is_none() {
        return false;
    }
    let opens_list = |item: &usize| reading.items.get(*item).is_none_or(|it| it.opens != Opens::Listed);
    let first = (0..=phrase.item).rev().take(12).find(opens_list).and_then(|item| reading.items.get(item));
    let clause = first.map(|item| trimmed(text.opening(&item.range))).unwrap_or_default();
    // 安排…项目38个、新开工项目8个: the second is taken a step further.
    let arranged = |said: &str| beginning(said, &words::ARRANGING).is_some();
    arranged(clause.trim_start_matches('拟'))
        && (arranged(head.trim_start_matches('拟')) || beginning(head, &words::RESULT_VERBS).is_none())
}

fn without_will(words: &str) -> &str {
    beginning(words, words!["力争", "确保", "争取", "力保"])
        .and_then(|word| words.strip_prefix(word))
        .unwrap_or(words)
}

/// Words before a number that make it a description wherever they stand in the item.
#[rustfmt::skip]
static DESCRIBING: WordList = WordList::new(&[
    "目前", "现有", "共有", "涉及", "截至", "每个县", "每个镇", "每个村", "每个园区",
    "每个街道", "每镇", "每村", "按照", "参照", "依照", "基于", "历时", "不少于总", "五年累计",
    "年累计", "梳理形成", "排名", "位列", "前列", "占地面积", "占地约", "占地近", "建筑面积", "距离", "以亩均", "全国百强",
    "约占", "起步区", "投资额为", "年均增",
]);

/// 去年完成20亿元; 较上年下降1.5% only compares with it.
fn tells_of_last_year(before: &str) -> bool {
    words!["去年", "上年"].places(before).any(|(at, _)| {
        let joined = before.get(..at).and_then(|before| before.chars().last());
        !joined.is_some_and(|letter| matches!(letter, '较' | '比'))
    })
}

fn describes(before: &str) -> bool {
    holds(before, &DESCRIBING)
        || tells_of_last_year(before)
        || before.ends_with("占地")
        || (before.ends_with("总投资")
            || before.ends_with("总投资超")
            || before.ends_with("总投资约")
            || before.ends_with("总投资达"))
        || before.ends_with("投资总额")
        || before.ends_with("总规模")
        || (before.starts_with('每')
            && !["每月", "每年", "每人每月", "每人每年", "每人"].contains(&before)
            && !before.starts_with("每万")
            && !before.starts_with("每千")
            && !before.starts_with("每百"))
}

/// 厂房不少于5万平方米…: a bound before the number closes the statement even where a comma was lost.
fn bounded_before(text: &Text<'_>, phrase: &Phrase) -> bool {
    let cut = text.ending(&(phrase.head.end..phrase.mention.range.start));
    let bound =
        ending(cut, words!["不少于", "不低于", "不超过", "控制在", "达到", "稳定在", "保持在"]).is_some();
    bound && phrase.head.end >= phrase.head.start + 3
}

/// 150亩低效用地腾退、260亩复垦验收任务: sizes of what is given as a task.
pub(super) fn assigns(text: &Text<'_>, reading: &Reading, phrase: &Phrase) -> bool {
    let list_end = end_of_list(reading, phrase);
    let end = text.slice(list_end.saturating_sub(2)..list_end);
    end == "任务"
}

/// Only 80%以上的村 at the start of a statement is a share of the villages.
fn is_fraction(phrase: &Phrase, before: &str) -> bool {
    phrase.mention.dimension() == Some(Dimension::Percent) && without_modals(before).is_empty()
}

/// What the leading words of will leave over: 力争全市… is …
pub(super) fn without_modals(before: &str) -> &str {
    let mut rest = before.trim_start();
    while let Some(word) = beginning(rest, &MODALS) {
        rest = rest.strip_prefix(word).unwrap_or_default();
    }
    rest
}

/// Words of will, time and place that begin a statement and measure nothing.
#[rustfmt::skip]
pub(super) static MODALS: WordList = WordList::new(&[
    "力争", "争取", "确保", "努力", "全年", "年内", "全市", "全县", "全区", "全镇", "全省", "我市",
    "我县", "我区", "我镇", "本市", "其中", "今年", "今年以来", "比年初", "前三季度", "三季度", "一季度", "二季度", "四季度", "较年初", "比上年末",
    "较上年末", "年初以来", "年度", "实现", "达到", "计划", "预期", "预计", "预测", "我们", "再",
    "累计", "合计", "至少", "超过", "年底前", "到年底", "年底", "上半年", "下半年", "同时", "进一步",
    "深入", "大力", "全面", "积极", "不少于", "新一轮", "首批", "突破", "多形式", "柔性",
]);

/// 10亿元以上, 100亩以上 with a noun behind them say which things.
fn is_threshold(phrase: &Phrase) -> bool {
    let sized = matches!(
        phrase.mention.dimension(),
        Some(
            Dimension::Yuan
                | Dimension::Dollar
                | Dimension::Area
                | Dimension::Mass
                | Dimension::Power
                | Dimension::Length
        )
    );
    let bounded =
        matches!(phrase.mention.after, Some(Comparator::AtLeast | Comparator::AtMost)) || phrase.lead.beyond;
    (sized && bounded) || phrase.mention.dimension().is_none()
}

/// Papers and fields of work are counted in passing, never as results.
#[rustfmt::skip]
static PAPERS: WordList = WordList::new(&[
    "方案", "规划", "清单", "名单", "意见", "方面", "环节", "领域", "要求", "部门", "行业", "系列",
    "维度", "机制", "体系", "环境", "措施", "举措", "原则", "重点任务",
]);

/// 推出20项改革举措: they are the result.
fn is_brought_out(before: &str, tail: &str) -> bool {
    ending(before, words!["推出", "出台", "发布"]).is_some() && ending(tail, words!["举措", "措施"]).is_some()
}

fn names_papers(tail: &str) -> bool {
    let tail: &str = tail.split(['(', '“']).next().unwrap_or(tail);
    let places =
        ["县", "区", "市", "镇", "街道", "县区", "乡镇", "镇街道", "村", "社区", "地区", "区域", "单位"];
    places.contains(&tail)
        || ending(tail, &PAPERS).is_some()
        || beginning(tail, words!["方面", "领域", "维度", "环节", "行业", "部门"]).is_some()
            && !tail.starts_with("行业标准")
}

fn measured(text: &Text<'_>, reading: &Reading, phrase: &Phrase, before: &str) -> Role {
    let head = text.ending(&phrase.head);
    let ranked = head.ends_with('第') || head.ends_with('前') || head.ends_with('列');
    let bare = phrase.mention.meaning.is_none();
    if phrase.mention.dimension() == Some(Dimension::Time)
        && !["寿命", "年龄", "天数", "时间", "时限", "用时", "时长", "周期", "耗时", "工期", "期限"]
            .iter()
            .any(|noun| head.ends_with(noun))
    {
        return Role::Described;
    }
    let bound = bounds_a_later_count(reading, phrase) || sizes_the_next(text, reading, phrase);
    if ranked || (bare && !is_index(head)) || bound || is_past(before) {
        return Role::Described;
    }
    Role::Measured
}

/// Measures that are printed without a unit.
fn is_index(head: &str) -> bool {
    ending(head, words!["倍差", "收入比", "指数", "比值", "系数", "容积率", "之比"]).is_some()
}

/// 亩均税收10万元以下、…企业100家: the bound belongs to what is counted later in the list.
fn bounds_a_later_count(reading: &Reading, phrase: &Phrase) -> bool {
    let money =
        matches!(phrase.mention.dimension(), Some(Dimension::Yuan | Dimension::Dollar | Dimension::Quotient));
    if !money || phrase.mention.after != Some(Comparator::AtMost) {
        return false;
    }
    let list_end = (phrase.item + 1..reading.items.len())
        .take(20)
        .find(|&index| reading.items.get(index).is_some_and(|item| item.opens != Opens::Listed))
        .unwrap_or_else(|| reading.items.len().min(phrase.item + 21));
    let from = reading.phrases.partition_point(|other| other.item <= phrase.item);
    reading
        .phrases
        .get(from..)
        .unwrap_or_default()
        .iter()
        .take_while(|other| other.item < list_end)
        .any(|other| other.terminal && other.mention.is_count())
}

/// 产值200亿元和300亿元企业各1家: both sums say which firms.
fn sizes_the_next(text: &Text<'_>, reading: &Reading, phrase: &Phrase) -> bool {
    let next = reading.phrases.partition_point(|other| other.item <= phrase.item);
    let continues = reading.items.get(phrase.item + 1).is_some_and(|item| item.opens == Opens::Listed);
    let Some(other) = reading.phrases.get(next).filter(|other| continues && other.item == phrase.item + 1)
    else {
        return false;
    };
    let same = other.mention.dimension() == phrase.mention.dimension();
    let sum = same && !other.terminal && other.before_terminal;
    let attribute = phrase.mention.after.is_some() && text.get(other.tail.start) == Some('的');
    !phrase.mention.is_count() && (sum || attribute)
}

/// 形成了、已建成: told, not asked.
pub(super) fn is_past(before: &str) -> bool {
    let head = without_modals(before);
    head.starts_with('已')
        || before.contains("形成了")
        || before.contains("完成了")
        || before.contains("建成了")
}

/// 乡村旅游精品线三条 closes a statement; 六大项目 is asked for by a verb that finishes it.
fn worded(text: &Text<'_>, phrase: &Phrase, before: &str) -> Role {
    let printed = text.slice(phrase.mention.range.clone());
    if printed.ends_with('大') {
        let tail = text.opening(&phrase.tail);
        let finished = holds(before, words!["建成", "完成", "竣工"]);
        let things = tail == "项目" || tail == "工程";
        return if finished && things { Role::Worded } else { Role::Described };
    }
    let asked = last_end(before, &words::STRONG_VERBS).is_some();
    let named = text.ending(&phrase.head).chars().count() >= 4;
    if phrase.terminal && phrase.tail.is_empty() && asked && named && !is_past(before) {
        Role::Measured
    } else {
        Role::Described
    }
}
