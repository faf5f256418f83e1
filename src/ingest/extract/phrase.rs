//! Quantities read in their clause: what stands before them, what follows, what they inherit.

use std::ops::Range;

use super::mention::{Mention, scan};
use super::own::{split_verb, trimmed};
use super::text::{Item, Opens, Text};
use super::words::{self, beginning, ending, words};
use crate::domain::quantity::Dimension;
use crate::domain::word_list::WordList;

/// What the words between a head and its number say.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "each is one word that may or may not be printed")]
pub(super) struct Lead {
    /// 不超过、控制在、降至.
    pub ceiling: bool,
    /// 约、近.
    pub nearly: bool,
    /// 超、突破.
    pub beyond: bool,
    /// 各: the number holds for each of the things listed.
    pub each: bool,
    /// 均: likewise.
    pub all: bool,
    /// 分别: one number for each of the things listed.
    pub respectively: bool,
    /// 力争: the far end of two targets for one measure.
    pub stretch: bool,
    /// 达到、到、至: a state, not a step.
    pub reaches: bool,
    /// 扩大到、增至、累计达到: what there is by then.
    pub grows: bool,
    /// 预计.
    pub forecast: bool,
}

/// A rate of change, and its direction.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Change {
    Rise,
    Fall,
}

/// One quantity in its item.
#[derive(Debug, Clone)]
pub(super) struct Phrase {
    pub mention: Mention,
    /// Index into [`Reading::items`].
    pub item: usize,
    /// What stands before the number in its item, without the words of [`Lead`]; empty where nothing does.
    pub head: Range<usize>,
    /// All that stands before the number since the last finished quantity of the item.
    pub before: Range<usize>,
    /// What follows up to the next quantity or the end of the item.
    pub tail: Range<usize>,
    pub lead: Lead,
    pub change: Option<Change>,
    /// True where nothing that belongs to the quantity follows it.
    pub terminal: bool,
    /// True where a quantity that is terminal follows in the same item.
    pub before_terminal: bool,
}

/// A text, taken apart.
pub(super) struct Reading {
    pub items: Vec<Item>,
    pub phrases: Vec<Phrase>,
}

/// Whether a text keeps its commas. Progress texts lose some on their way to the web.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Commas {
    Kept,
    MayBeLost,
}

/// Reads `range`, whose own bracket depth is `base`.
pub(super) fn read(text: &Text<'_>, range: Range<usize>, base: u8, commas: Commas) -> Reading {
    let mut people_end = None;
    let mentions: Vec<Mention> = scan(text, range.clone())
        .into_iter()
        .filter(|mention| text.level(mention.range.start) <= base && !text.is_quoted(mention.range.start))
        .filter(|mention| {
            // 1.5万名35-64岁妇女: how old those are that were just counted.
            let of_them =
                mention.dimension() == Some(Dimension::Time) && people_end == Some(mention.range.start);
            people_end = (mention.dimension() == Some(Dimension::People)).then_some(mention.range.end);
            !of_them
        })
        .collect();
    let items = split_at_quantities(text, text.items(range, base), &mentions, commas);
    let mut phrases: Vec<Phrase> = Vec::with_capacity(mentions.len());
    let mut next = mentions.into_iter().peekable();
    for (index, item) in items.iter().enumerate() {
        while next.next_if(|mention| mention.range.start < item.range.start).is_some() {}
        let first = phrases.len();
        let mut from = item.range.start;
        while let Some(mention) = next.next_if(|mention| mention.range.start < item.range.end) {
            let phrase = phrase(text, index, &item.range, from, mention, next.peek());
            if phrase.terminal {
                from = phrase.mention.range.end;
            }
            phrases.push(phrase);
        }
        let mut seen_terminal = false;
        for phrase in phrases.iter_mut().skip(first).rev() {
            phrase.before_terminal = seen_terminal;
            seen_terminal |= phrase.terminal;
        }
    }
    carry_change(&items, &mut phrases);
    Reading { items, phrases }
}

/// 分别下降4%、5%和3%, 增长5%、力争6%: a bare rate goes on with the change before it.
fn carry_change(items: &[Item], phrases: &mut [Phrase]) {
    let mut previous: Option<(usize, Option<Change>)> = None;
    for phrase in phrases {
        let opens = items.get(phrase.item).map_or(Opens::Sentence, |item| item.opens);
        let goes_on = match opens {
            Opens::Listed => phrase.lead.stretch || phrase.lead == Lead::default(),
            Opens::Clause => phrase.lead.stretch,
            Opens::Sentence => false,
        };
        let next_to = previous.filter(|(item, _)| item + 1 == phrase.item);
        if goes_on && phrase.head.is_empty() && phrase.mention.is_percent() && phrase.change.is_none() {
            phrase.change = next_to.and_then(|(_, change)| change);
        }
        previous = phrase.mention.is_percent().then_some((phrase.item, phrase.change));
    }
}

/// The quantity `mention` of an item; `from` is where the words begin that no quantity before it has taken, `next` the
/// quantity after it, be it of this item or not.
fn phrase(
    text: &Text<'_>,
    item: usize,
    range: &Range<usize>,
    from: usize,
    mention: Mention,
    next: Option<&Mention>,
) -> Phrase {
    let next = next.filter(|next| next.range.start < range.end);
    let end = next.map_or(range.end, |next| next.range.start);
    let tail = mention.range.end.min(end)..end;
    // 10亿元以上30个: the sum says which of them are counted.
    let bound = next.is_some_and(Mention::is_count)
        && tail.is_empty()
        && mention.after.is_some()
        && !mention.is_count();
    let terminal = !bound && is_end(text, &tail, end == range.end);
    let (head, lead, change) = head_of(text, from..mention.range.start, mention.is_percent());
    let first = change.is_none() && mention.is_percent() && !lead.reaches;
    let change = if first { change_at_start(text, &head) } else { change };
    Phrase {
        before: from..mention.range.start,
        mention,
        item,
        head,
        tail,
        lead,
        change,
        terminal,
        before_terminal: false,
    }
}

/// No word that closes a statement is longer.
const LONGEST_AFTER_END: usize = 8;

/// True where `tail` holds nothing that the quantity could be a count or a measure of.
fn is_end(text: &Text<'_>, tail: &Range<usize>, last: bool) -> bool {
    if tail.is_empty() {
        return true;
    }
    let level = text.level(tail.start.saturating_sub(1));
    let outside: String = tail
        .clone()
        .filter(|&at| text.level(at) <= level)
        .filter_map(|at| text.get(at))
        .filter(|&letter| letter != ')')
        .skip_while(|&letter| letter == '(')
        .take(LONGEST_AFTER_END)
        .collect();
    let standard = outside.starts_with("标准化") || outside.starts_with("标准厂房");
    outside.is_empty() || !standard && (last && beginning(&outside, &words::AFTER_END).is_some())
}

/// Cuts the words of [`Lead`] off the end of a head, and before a rate the word of change.
pub(super) fn head_of(
    text: &Text<'_>,
    range: Range<usize>,
    rate: bool,
) -> (Range<usize>, Lead, Option<Change>) {
    let mut lead = Lead::default();
    let mut end = range.end;
    let mut change = None;
    loop {
        let head = text.slice(range.start.max(end.saturating_sub(8))..end);
        // 提高到 is a state, 提高 is a step, so the longer word decides.
        let step = ending(head, &words::RISE).filter(|_| rate).map(|word| (word, Change::Rise));
        let step =
            step.max_by_length(ending(head, &words::FALL).filter(|_| rate).map(|word| (word, Change::Fall)));
        let reaching = ending(head, &words::REACHING);
        match (reaching, step) {
            (Some(word), step)
                if step.is_none_or(|(other, _)| other.len() < word.len())
                    && !ends_another_word(head, word) =>
            {
                note(&mut lead, word);
                end -= word.chars().count();
            }
            (_, Some((word, direction))) if change.is_none() && !is_part_of_a_noun(head, word) => {
                change = Some(direction);
                end -= word.chars().count();
            }
            _ => break,
        }
    }
    (range.start..end, lead, change)
}

/// 压减一般性支出5%: the verb of change stands before what it changes.
fn change_at_start(text: &Text<'_>, head: &Range<usize>) -> Option<Change> {
    let words = trimmed(text.ending(head));
    if ending(words, words!["率", "比重", "占比", "比例", "度"]).is_some() {
        return None;
    }
    let falls = beginning(words, words!["压减", "压降", "压缩", "降低", "减少", "削减", "下调"]);
    let rises = beginning(words, words!["提高", "提升", "增加"]);
    falls.map(|_| Change::Fall).or(rises.map(|_| Change::Rise))
}

/// 签约, 人均, 拥有: the last letter belongs to a word of its own.
pub(super) fn ends_another_word(head: &str, word: &str) -> bool {
    let before = head.strip_suffix(word).and_then(|rest| rest.chars().last());
    let joins = match word {
        "约" => "签节预公条合履特违集",
        "过" => "通经",
        "有" => "拥所具国私民公专",
        "为" => "行作人成认",
        "近" => "附邻最临",
        "达" => "到发直送传下",
        "共" => "公",
        "在" => "存现所",
        "超" => "高赶反",
        "均" => "平人户亩月日村镇",
        "到" => "得收接看",
        "再" => "一",
        _ => return false,
    };
    before.is_some_and(|letter| joins.contains(letter))
}

/// 新增, 增减 and the like: the letter belongs to another word.
fn is_part_of_a_noun(head: &str, word: &str) -> bool {
    let before = head.strip_suffix(word).and_then(|rest| rest.chars().last());
    match word {
        "增" | "升" | "减" | "降" => {
            before.is_none_or(|c| matches!(c, '新' | '年' | '加' | '提' | '上')) && before != Some('年')
        }
        _ => false,
    }
}

trait Longer<T> {
    fn max_by_length(self, other: Option<T>) -> Option<T>;
}

impl<'w> Longer<(&'w str, Change)> for Option<(&'w str, Change)> {
    fn max_by_length(self, other: Option<(&'w str, Change)>) -> Option<(&'w str, Change)> {
        match (self, other) {
            (Some(a), Some(b)) if b.0.len() > a.0.len() => Some(b),
            (a, b) => a.or(b),
        }
    }
}

fn note(lead: &mut Lead, word: &str) {
    lead.ceiling |= words::CEILING.contains(word);
    lead.nearly |= words::NEARLY.contains(word);
    lead.beyond |= words::BEYOND.contains(word);
    lead.each |= word.starts_with('各');
    lead.all |= word.starts_with('均') || word.starts_with('都') || word.starts_with("全部");
    lead.respectively |= word.starts_with("分别");
    lead.stretch |= word == "力争";
    lead.forecast |= word.starts_with("预");
    lead.grows |= beginning(word, words!["扩大", "提高", "提升", "增加", "增至", "发展", "累计"]).is_some();
    lead.reaches |= words::CEILING.contains(word)
        || word.contains('达')
        || word.ends_with('到')
        || word.ends_with('至')
        || word.ends_with('在')
        || matches!(word, "突破" | "超过" | "超" | "保持" | "稳定" | "不低于" | "高于");
}

/// Further breaks: 和 between two quantities, and words that begin a new statement right after a quantity.
fn split_at_quantities(text: &Text<'_>, items: Vec<Item>, mentions: &[Mention], commas: Commas) -> Vec<Item> {
    let mut result = Vec::with_capacity(items.len());
    let mut next = 0;
    for item in items {
        while mentions.get(next).is_some_and(|mention| mention.range.start < item.range.start) {
            next += 1;
        }
        let (mut start, mut opens) = (item.range.start, item.opens);
        while let Some(mention) = mentions.get(next).filter(|mention| mention.range.start < item.range.end) {
            next += 1;
            let gap_end =
                mentions.get(next).map_or(item.range.end, |after| after.range.start.min(item.range.end));
            let gap = mention.range.end.min(gap_end)..gap_end;
            let follows = gap_end < item.range.end;
            let lost = commas == Commas::MayBeLost
                && (closes_rate(text, start, mention, &gap) || follows && closes(text, start, mention, &gap));
            let lost = lost.then_some((gap.start, gap.start, Opens::Clause));
            if let Some((cut, resume, kind)) = break_in(text, &gap, follows).or(lost) {
                result.push(Item { range: start..cut, opens });
                (start, opens) = (resume, kind);
            }
        }
        if item.range.end > start {
            result.push(Item { range: start..item.range.end, opens });
        }
    }
    result
}

/// 增长1.7%三是…: nothing but 的 can follow a rate that has its own head.
fn closes_rate(text: &Text<'_>, start: usize, mention: &Mention, gap: &Range<usize>) -> bool {
    let behind = text.get(gap.start).is_some_and(|letter| !matches!(letter, '的' | '等' | '(' | '中'));
    if !mention.is_percent() || !behind || gap.end <= gap.start + 1 {
        return false;
    }
    let from = start.max(mention.range.start.saturating_sub(30));
    let (head, _, change) = head_of(text, from..mention.range.start.max(from), true);
    change.is_some() || head.end > head.start + 3
}

/// 项目14个核心区亩均产值…: a noun before the count and another behind it, with a comma lost between.
fn closes(text: &Text<'_>, start: usize, mention: &Mention, gap: &Range<usize>) -> bool {
    let behind = text
        .get(gap.start)
        .is_some_and(|letter| !matches!(letter, '的' | '等' | '(' | '中') && !letter.is_ascii());
    // 两大产业产值: the numeral belongs to its noun.
    if !mention.is_count() || mention.worded || gap.end <= gap.start + 3 || !behind {
        return false;
    }
    let from = start.max(mention.range.start.saturating_sub(30));
    let before = trimmed(text.slice(from..mention.range.start.max(from)));
    let noun = split_verb(before).1;
    // 锂电产业37家规上企业实现产值: the count says how many of them.
    let counted = text.opening(gap);
    let things = ["企业", "单位", "机构", "项目", "园区"].iter().any(|thing| {
        counted.find(thing).is_some_and(|at| {
            at <= 12
                && counted.get(at + thing.len()..).is_some_and(|rest| {
                    beginning(rest, words!["实现", "完成", "累计", "共", "营业", "产值"]).is_some()
                })
        })
    });
    !things && noun.chars().count() >= 4 && !noun.ends_with(['等', '的', '”', '共', '有', '》', '家'])
}

/// Words that begin a new statement right after a quantity, printed without a comma.
static NEW_STATEMENT: WordList = WordList::new(&[
    "已",
    "其中",
    "同比",
    "较上年",
    "较去年",
    "比上年",
    "比去年",
    "并",
    "累计",
    "目前",
    "截至",
    "占",
    "位列",
    "位居",
    "排名",
    "增长",
    "下降",
    "增速",
    "增幅",
    "新增",
    "新建",
    "新引进",
    "完成",
    "引进",
    "力争",
    "较同期",
]);

/// Where the gap after a quantity breaks: end of the one item, start of the next.
fn break_in(text: &Text<'_>, gap: &Range<usize>, another_follows: bool) -> Option<(usize, usize, Opens)> {
    let words = text.slice(gap.start..gap.end.min(gap.start + 400));
    if another_follows && gap.end - gap.start < 400 {
        for joint in ["以及", "和", "及", "与"] {
            if words.ends_with(joint) && words.chars().count() < 40 {
                let length = joint.chars().count();
                return Some((gap.end - length, gap.end, Opens::Listed));
            }
        }
    }
    // 每月350元和每年2100元: the second number is for another time.
    let every = words!["每月", "每年", "每人每月", "每人每年", "每季度"];
    let joint = ['和', '及', '与'].into_iter().find(|joint| words.starts_with(*joint));
    if another_follows && joint.is_some_and(|joint| every.contains(words.trim_start_matches(joint))) {
        return Some((gap.start, gap.start + 1, Opens::Listed));
    }
    if another_follows && beginning(words, &NEW_STATEMENT).is_some() {
        return Some((gap.start, gap.start, Opens::Clause));
    }
    None
}
