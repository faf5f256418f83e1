//! Heads that share a number: listed things, and what the last of them says for all.

use super::own::{clipped, split_verb};
use super::phrase::{Phrase, Reading};
use super::role::Role;
use super::text::{Opens, Text};
use super::words::{beginning, ending, holds, words};
use crate::domain::word_list::WordList;

/// The listed things before a number that have none of their own, and the number's own words, each with its place.
pub(super) fn sharers<'t>(
    text: &'t Text<'_>,
    reading: &Reading,
    roles: &[Role],
    index: usize,
) -> Vec<(&'t str, usize)> {
    let Some(phrase) = reading.phrases.get(index) else { return Vec::new() };
    if !phrase.terminal {
        return Vec::new();
    }
    let mut found = vec![(text.slice(clipped(&phrase.head)), phrase.head.start)];
    // Another number in the same item already took the list before it.
    let first_in_item = index
        .checked_sub(1)
        .and_then(|before| reading.phrases.get(before).zip(roles.get(before)))
        .is_none_or(|(other, role)| other.item != phrase.item || *role == Role::Described);
    let mut item = phrase.item;
    while first_in_item && found.len() < 12 {
        let Some(current) = reading.items.get(item) else { break };
        let Some(before) = item.checked_sub(1).filter(|_| current.opens == Opens::Listed) else { break };
        if is_measured(reading, roles, before, phrase) {
            break;
        }
        let Some(range) = reading.items.get(before).map(|it| it.range.clone()) else { break };
        found.push((text.slice(clipped(&range)), range.start));
        item = before;
    }
    found.reverse();
    joined_heads(found)
}

/// The last head of a list may hold two: 广告和会展.
pub(super) fn joined_heads(mut heads: Vec<(&str, usize)>) -> Vec<(&str, usize)> {
    let Some((last, start)) = heads.pop() else { return heads };
    let joints = words!["以及", "和", "及", "与"];
    let parted = |joint: &&'static str| last.split_once(joint).map(|(a, b)| (a, b, *joint));
    let cut = holds(last, joints).then(|| joints.words().iter().find_map(parted)).flatten();
    match cut {
        Some((a, b, joint)) if a.chars().count() >= 2 && b.chars().count() >= 2 => {
            let offset = a.chars().count() + joint.chars().count();
            heads.push((a, start));
            heads.push((b, start + offset));
        }
        _ => heads.push((last, start)),
    }
    heads
}

/// True where item `item` has a target of its own.
fn is_measured(reading: &Reading, roles: &[Role], item: usize, sharer: &Phrase) -> bool {
    let from = reading.phrases.partition_point(|phrase| phrase.item < item);
    reading.phrases.iter().zip(roles).skip(from).take_while(|(phrase, _)| phrase.item == item).any(
        |(phrase, role)| {
            let same_kind = phrase.mention.is_count() || !sharer.lead.each;
            *role != Role::Described && same_kind
        },
    )
}

/// Words that end the name of something measured.
#[rustfmt::skip]
static MEASURES: WordList = WordList::new(&[
    "率", "数", "比重", "占比", "收入", "增加值", "投资", "额", "指数", "集聚度", "满意度", "安全感", "获得感", "幸福感", "总量",
    "产值", "产量", "面积", "排放量", "强度", "进出口", "出口", "进口", "利润", "税收", "支出", "贷款",
    "存款", "消费", "能耗", "浓度", "化学需氧量", "氨氮", "氮氧化物", "挥发性有机物",
]);

/// Whether a number holds for all the heads listed before it.
pub(super) fn shares_number(phrase: &Phrase, sharers: &[(&str, usize)], own: &str) -> bool {
    let lead = phrase.lead;
    if lead.each || lead.all || lead.respectively {
        return true;
    }
    phrase.mention.is_percent()
        && !own.is_empty()
        && sharers.iter().all(|(head, _)| ending(head, &MEASURES).is_some())
}

/// 城乡居民收入分别增长6%和7%: first of the town, then of the country; 存贷款余额 likewise.
pub(super) fn two_in_one(name: &str) -> Option<(String, String)> {
    if let Some((before, after)) = name.split_once("存贷款") {
        return Some((format!("{before}存款{after}"), format!("{before}贷款{after}")));
    }
    let (before, after) = name.split_once("城乡")?;
    let town = if after.starts_with("居民") { "城镇" } else { "城市" };
    Some((format!("{before}{town}{after}"), format!("{before}农村{after}")))
}

/// 城镇、农村居民收入: what follows the one word follows the other.
fn after_opposite<'l>(last: &'l str, others: &[&str]) -> Option<&'l str> {
    static OPPOSITES: WordList =
        WordList::new(&["城镇", "农村", "城市", "乡村", "一般", "重大", "进口", "出口"]);
    let opposite = beginning(last, &OPPOSITES)?;
    let all = others.iter().all(|head| ending(head, &OPPOSITES).is_some());
    last.strip_prefix(opposite).filter(|rest| all && !rest.is_empty())
}

/// 化肥、农药使用量: the measure at the end holds for all of them.
fn shared_measure<'l>(last: &'l str, others: &[&str]) -> &'l str {
    #[rustfmt::skip]
    static SHARED: WordList = WordList::new(&[
        "使用量", "排放量", "增加值", "产量", "产值", "销售额", "投资", "收入", "覆盖率", "参保率",
        "合格率", "达标率", "利用率", "处理率", "普及率", "保障率", "管网", "播种面积", "种植面积", "标准",
    ]);
    let whole = words!["GDP", "总值"];
    let lacking =
        others.iter().all(|head| ending(head, &MEASURES).is_none() && ending(head, whole).is_none());
    let Some(measure) = ending(last, &SHARED).filter(|_| lacking) else { return "" };
    last.strip_suffix(measure).and_then(|stem| last.get(stem.len()..)).unwrap_or_default()
}

/// Gives listed heads the end of the last one where they lack it: 装备制造业 … 高新技术产业增加值占比.
pub(super) fn parallel(heads: &[&str]) -> Vec<String> {
    let Some((last, others)) = heads.split_last() else { return Vec::new() };
    let ending = others.first().and_then(|first| first.chars().last());
    let shared = ending
        // 新增就业、困难人员就业: the last one ends as the others do, and has no end to give them.
        .filter(|letter| !last.ends_with(*letter))
        .and_then(|letter| last.find(letter).and_then(|at| last.get(at + letter.len_utf8()..)))
        .filter(|rest| !rest.is_empty() && others.iter().all(|head| head.chars().last() == ending))
        .unwrap_or_default();
    let shared = after_opposite(last, others).unwrap_or(shared);
    let shared = if shared.is_empty() { shared_measure(last, others) } else { shared };
    let verb = heads.first().map(|first| split_verb(first).0.to_owned()).unwrap_or_default();
    heads
        .iter()
        .enumerate()
        .map(|(index, head)| {
            let verb = if index > 0 && split_verb(head).0.is_empty() { verb.as_str() } else { "" };
            let shared = if index + 1 < heads.len() { shared } else { "" };
            format!("{verb}{head}{shared}")
        })
        .collect()
}
