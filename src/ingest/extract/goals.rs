//! Goals of the year that a report mentions while it tells what was done.
//!
//! 年初下达…任务18亿元; 全年计划改造小区24个; 普及率达到96.1%(年度目标97%); 完成年度目标80亿元的52.9%.

use std::ops::Range;

use super::Context;
use super::figure::Figure;
use super::mention::{Mention, scan};
use super::target::{MOST_TARGETS, Target, targets_in};
use super::text::{Opens, Text};
use super::words::{beginning, holds, last_end, words};
use crate::domain::quantity::Dimension;
use crate::domain::target::{Comparator, Kind};
use crate::domain::word_list::WordList;

/// What the goal of a year is called.
#[rustfmt::skip]
static GOALS: WordList = WordList::new(&[
    "年度目标", "全年目标", "年度任务", "全年任务", "年度计划", "全年计划", "年度目标任务", "全年目标任务",
    "目标值",
]);

/// The goals of a text, those in `named` among them, in the order of print.
pub(super) fn goals(text: &Text<'_>, named: Vec<Target>, told: &[Figure], context: &Context) -> Vec<Target> {
    let mut found = named;
    let mut add = |goal: Target| {
        if found.len() < MOST_TARGETS && !found.iter().any(|other| other.at == goal.at) {
            found.push(Target { yearly: true, in_passing: true, ..goal });
        }
    };
    let items = text.items(text.all(), 0);
    for (at, item) in items.iter().enumerate().filter(|(_, item)| item.opens != Opens::Listed) {
        let Some(start) = assigned(text.opening(&item.range)) else { continue };
        // The list goes on with what is assigned, the next clause with what was done.
        let rest = items.get(at + 1..).unwrap_or_default();
        let listed = rest.iter().take(8).take_while(|next| next.opens == Opens::Listed).last();
        let end = listed.map_or(item.range.end, |last| last.range.end);
        assigned_targets(text, item.range.start + start..end, context).into_iter().for_each(&mut add);
    }
    text.brackets().iter().filter_map(|inside| in_brackets(text, inside, told)).for_each(&mut add);
    (1..told.len()).filter_map(|at| of_which_a_share(text, told, at)).for_each(&mut add);
    (1..told.len()).filter_map(|at| told_behind(text, told, at)).for_each(&mut add);
    found.sort_by_key(|target| target.at);
    found
}

/// Characters up to what a clause assigns for the year.
fn assigned(clause: &str) -> Option<usize> {
    static PLANS: WordList = WordList::new(&[
        "全年计划",
        "年度计划",
        "今年计划",
        "年内计划",
        "全年任务为",
        "年度任务为",
        "全年目标为",
        "年初确定",
        "年初提出",
        "年初安排",
        "年初计划",
    ]);
    static TO: WordList =
        WordList::new(&["我局", "我县", "我市", "我区", "我镇", "我街道", "我办", "我委", "我院", "我乡"]);
    let given = || {
        let at = clause.find("下达").filter(|_| holds(clause, words!["任务", "目标", "计划"]))?;
        let end = at + "下达".len();
        let to = beginning(clause.get(end..)?, &TO).map_or(0, str::len);
        Some(end + to)
    };
    let end = beginning(clause, &PLANS).map(str::len).or_else(given)?;
    let (before, behind) = clause.split_at_checked(end)?;
    let number = behind.find(|letter: char| letter.is_ascii_digit())?;
    let told = words!["已", "完成省", "完成市", "占", "达到", "实现"];
    let plan = number > 0 && !holds(behind.get(..number)?, words!["已", "占"]) && !holds(before, told);
    // 完成省下达任务的101.5%: a share assigns nothing.
    let unit =
        behind.get(number..)?.trim_start_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    (plan && !unit.starts_with('%')).then(|| before.chars().count())
}

/// The targets of what is assigned; 任务 at the end of a name says only that it is.
fn assigned_targets(text: &Text<'_>, range: Range<usize>, context: &Context) -> Vec<Target> {
    let plain = |target: Target| {
        let ends = ["目标任务", "任务", "目标", "计划"];
        let name = ends.iter().find_map(|end| target.name.strip_suffix(end));
        let name = name.filter(|name| !name.is_empty()).unwrap_or(&target.name).to_owned();
        Target { name, ..target }
    };
    targets_in(text, range, 0, "", context).into_iter().map(plain).collect()
}

/// 达到96.1%(年度目标97%): the goal of the figure before the bracket.
fn in_brackets(text: &Text<'_>, inside: &Range<usize>, told: &[Figure]) -> Option<Target> {
    let words = text.slice(inside.start..inside.end.min(inside.start + 40));
    beginning(words, &GOALS)?;
    let mentions = scan(text, inside.clone());
    let [mention] = mentions.as_slice() else { return None };
    let at = told.partition_point(|figure| figure.number.end + 1 < inside.start);
    let figure = told.get(at).filter(|figure| figure.number.end + 1 == inside.start)?;
    let same = figure.dimension() == mention.dimension() && figure.dimension().is_some();
    same.then(|| goal(figure, mention, inside.clone()))
}

/// 产值42.3亿元,完成年度目标80亿元的52.9%: the goal of the figure before the share.
fn of_which_a_share(text: &Text<'_>, told: &[Figure], at: usize) -> Option<Target> {
    let share = told.get(at).filter(|figure| figure.dimension() == Some(Dimension::Percent))?;
    let figure = told.get(at.checked_sub(1)?)?;
    if figure.sentence.start != share.sentence.start || figure.is_change() {
        return None;
    }
    let from = figure.number.end.max(share.number.start.saturating_sub(30));
    let words = text.slice(from..share.number.start.max(from));
    let end = last_end(words, &GOALS)?;
    let start = from + words.get(..end)?.chars().count();
    let mentions = scan(text, start..share.number.start);
    let mention = mentions.first().filter(|mention| mention.range.start == start)?;
    let whole = text.slice(mention.range.end..share.number.start) == "的";
    (whole && figure.dimension() == mention.dimension())
        .then(|| goal(figure, mention, start..mention.range.end))
}

/// 生产总值增长6%,上半年增长6.4%: of two rates of one subject the first is the goal where only the second has a time.
fn told_behind(text: &Text<'_>, told: &[Figure], at: usize) -> Option<Target> {
    let (asked, figure) = (told.get(at.checked_sub(1)?)?, told.get(at)?);
    let rates = asked.is_change() && figure.is_change() && asked.unit == figure.unit;
    if !rates || asked.sentence.start != figure.sentence.start || asked.since_elsewhen {
        return None;
    }
    let between = text.slice(asked.number.end..figure.number.start.max(asked.number.end));
    let words = between.strip_prefix(',')?;
    let time =
        beginning(words, words!["上半年", "前三季度", "一季度", "实际", "前三季度实际", "上半年实际"])?;
    let mut rest = words.strip_prefix(time)?;
    while let Some(word) = beginning(rest, words!["实现", "完成", "同比", "增长", "下降", "为", "达到"])
    {
        rest = rest.strip_prefix(word)?;
    }
    let start = asked.number.start.saturating_sub(TOLD).max(asked.sentence.start);
    let before = text.slice(start..asked.number.start).rsplit([';', '。']).next().unwrap_or_default();
    let told = words![
        "上半年",
        "季度",
        "月",
        "截至",
        "目前",
        "已",
        "实现",
        "完成",
        "同比",
        "累计",
        "今年以来",
        "去年"
    ];
    if !rest.is_empty() || holds(before, told) {
        return None;
    }
    let mentions = scan(text, asked.number.clone());
    let target = goal(asked, mentions.first()?, asked.quote.clone());
    let falls = asked.value.is_sign_negative();
    let comparator = if falls { Comparator::AtMost } else { Comparator::AtLeast };
    Some(Target { value: asked.value, high: asked.high, comparator, ..target })
}

/// So many characters before a rate tell whether it was told of.
const TOLD: usize = 40;

/// The goal of what a figure measures.
fn goal(figure: &Figure, mention: &Mention, quote: Range<usize>) -> Target {
    let rate =
        matches!(figure.dimension(), Some(Dimension::Percent | Dimension::Times | Dimension::Quotient));
    let kind = match (figure.is_change(), rate) {
        (true, _) => Kind::Growth,
        (false, true) => Kind::Level,
        (false, false) => Kind::Amount,
    };
    Target {
        name: figure.name.clone(),
        value: mention.value,
        high: mention.high,
        unit: mention.unit.clone(),
        comparator: Comparator::AtLeast,
        kind,
        quote,
        at: mention.range.start,
        yearly: true,
        in_passing: false,
        of_each: false,
        context: String::new(),
        scope: String::new(),
    }
}
