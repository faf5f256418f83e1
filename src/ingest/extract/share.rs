//! Printed shares of an annual plan: 完成年度目标的53.3%, 完成率77%.

use std::ops::Range;

use rust_decimal::Decimal;

use super::figure::Figure;
use super::key::Key;
use super::own::trimmed;
use super::respective;
use super::target::Target;
use super::words::{ending, holds, words};
use crate::domain::quantity::{Dimension, convert};
use crate::domain::target::Kind;
use crate::domain::word_list::WordList;

/// How far a rate may be from its quotient to be printed from it, in points.
const EXACT: Decimal = Decimal::from_parts(6, 0, 0, false, 2);

/// A share of the year's plan, in per cent.
#[derive(Debug, Clone)]
pub(super) struct Share {
    pub percent: Decimal,
    pub quote: Range<usize>,
    /// Index of the figure that prints it.
    pub figure: usize,
}

/// The shares among the figures of a text.
///
/// Where a rate of completion is itself a target, what is printed of it is a measurement and no share.
pub(super) fn shares(figures: &[Figure], targets: &[Target]) -> Vec<Share> {
    let asked = |words: &str| {
        let end = if words.ends_with("完成率") { "完成率" } else { "进度" };
        words.ends_with(end) && targets.iter().any(|target| target.name.ends_with(end))
    };
    let mut found: Vec<Share> = Vec::new();
    for (index, figure) in figures.iter().enumerate() {
        if figure.dimension() != Some(Dimension::Percent) || !figure.terminal {
            continue;
        }
        let follows = found.last().is_some_and(|share| share.figure + 1 == index)
            && figure.listed
            && figure.before.is_empty();
        if is_quotient(figures, index, targets)
            || is_done_part(figures, index, targets)
            || is_rate_of_a_thing(figure, targets)
        {
            found.push(Share { percent: figure.value, quote: figure.quote.clone(), figure: index });
            continue;
        }
        if asked(figure.before.trim_end_matches(['达', '到', '为', '约'])) {
            continue;
        }
        if figure.change.is_some() || !(follows || is_share(figure, figures.get(..index).unwrap_or_default()))
        {
            continue;
        }
        found.push(Share { percent: figure.value, quote: figure.quote.clone(), figure: index });
    }
    found
}

/// 盘活800亩 … 盘活236亩,盘活率29.5%: a rate that is exactly the part of a target done, as its own figure tells.
fn is_quotient(figures: &[Figure], index: usize, targets: &[Target]) -> bool {
    let Some(figure) = figures.get(index).filter(|figure| figure.change.is_none()) else { return false };
    if !figure.name.ends_with("率") || figure.value.scale() == 0 {
        return false;
    }
    let verb = figure.name.trim_end_matches('率');
    (index.saturating_sub(4)..index)
        .filter_map(|at| figures.get(at))
        .filter(|done| done.sentence.start == figure.sentence.start && !done.is_change())
        .any(|done| {
            let asks = |target: &&Target| {
                let done = ending(verb, words!["完成", "完工", "竣工", "建成"]).is_some();
                let named = done || !verb.is_empty() && target.name.contains(verb);
                named && target.kind == Kind::Amount
            };
            targets.iter().filter(asks).any(|target| {
                part_of(done, target).is_some_and(|percent| (percent - figure.value).abs() <= EXACT)
            })
        })
}

/// 开放数据集300个 … 开放数据集187个,完成62.3%: the part that the count before it is of a target.
fn is_done_part(figures: &[Figure], index: usize, targets: &[Target]) -> bool {
    let Some(figure) = figures.get(index).filter(|figure| figure.change.is_none()) else { return false };
    let shares = match figure.before.as_str() {
        "完成" | "已完成" | "完成了" | "占" => 1,
        // 播种417万亩、总产171万吨,分别完成100.6%、104.1%: as many shares as amounts.
        "分别完成" | "分别占" => {
            let goes_on = |figure: &&Figure| figure.listed && figure.before.is_empty();
            1 + figures.get(index + 1..).unwrap_or_default().iter().take(8).take_while(goes_on).count()
        }
        _ => return false,
    };
    let Some(done) = index.checked_sub(shares).and_then(|at| figures.get(at)) else { return false };
    let near = done.sentence.start == figure.sentence.start && !done.is_change();
    let mut amounts = targets.iter().filter(|target| target.kind == Kind::Amount);
    near && amounts.any(|target| is_share_of(figure, done, target))
}

/// 公路、危桥完成率分别为78%、66.7%: the rates of things that are asked for.
fn is_rate_of_a_thing(figure: &Figure, targets: &[Target]) -> bool {
    let words = figure.before.trim_end_matches(['达', '到', '为']);
    let rate = words.strip_suffix("分别").is_some_and(|words| words.ends_with("完成率"));
    let Some(thing) = figure.thing.as_deref().filter(|_| rate).map(Key::new) else { return false };
    let amounts = targets.iter().filter(|target| target.kind == Kind::Amount);
    amounts.map(|target| Key::new(&target.name)).any(|key| respective::is_asked_for(&thing, &key))
}

/// True where `share` is exactly what `done` is of `target`, as far as it was rounded.
pub(super) fn is_share_of(share: &Figure, done: &Figure, target: &Target) -> bool {
    // A share without decimals was rounded to the nearest.
    let exact = if share.value.scale() == 0 { Decimal::new(5, 1) } else { EXACT };
    part_of(done, target).is_some_and(|percent| (percent - share.value).abs() <= exact)
}

/// A figure as a part of a target, in per cent.
fn part_of(done: &Figure, target: &Target) -> Option<Decimal> {
    convert(done.value, &done.unit, &target.unit)
        .and_then(|value| value.checked_div(target.value)?.checked_mul(Decimal::ONE_HUNDRED))
}

fn is_share(figure: &Figure, before: &[Figure]) -> bool {
    // 超额完成全年目标14%: by how much, not how much.
    let beyond = figure.before.contains("超额") && figure.before.ends_with(['标', '务', '划']);
    if beyond || figure.of_a_part {
        return false;
    }
    let words = figure.before.trim_end_matches(['约', '近', '超', '达', '到', '为', '的', '过', '已']);
    let words = words.strip_suffix("分别").unwrap_or(words);
    // 完成年度目标(3000个)的
    let words =
        words.strip_suffix(')').and_then(|words| words.rsplit_once('(')).map_or(words, |(words, _)| words);
    of_plan(words)
        || of_plan(without_amount(words))
        || completion_rate(words)
        || bare_progress(words, figure, before)
}

/// What a share says itself that it is of: 工业投资 of 其中工业投资完成年度计划的; empty where it goes on with what was said.
pub(super) fn subject(before: &str) -> &str {
    let verbs = words!["分别", "已", "均", "完成", "占", "达", "超额", "为"];
    let words = trimmed(before);
    let subject = verbs.find(words).and_then(|at| words.get(..at)).unwrap_or_default();
    let general = words![
        "任务",
        "目标",
        "进度",
        "完成进度",
        "总体",
        "整体",
        "总量",
        "任务量",
        "工作量",
        "工程量",
        "投资",
        "项目",
        "工程",
        "工作",
        "总数",
        "约",
        "总体进度",
        "任务进度",
        "比例",
        "实际"
    ];
    if subject.chars().count() < 2 || general.contains(subject) { "" } else { subject }
}

/// 占年度计划1.2亿元: the plan with its amount.
fn without_amount(words: &str) -> &str {
    let bare = words.trim_end_matches(|letter| "亿万元美个家项亩吨人户套所座公里米平方千瓦".contains(letter));
    let number = bare.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    if number.len() < bare.len() { number } else { words }
}

/// 完成年度目标, 占年计划, 占今年计划完成投资.
pub(super) fn of_plan(words: &str) -> bool {
    #[rustfmt::skip]
    static NOUNS: WordList = WordList::new(&[
        "目标", "任务", "计划", "预算", "任务数", "目标数", "计划数", "目标值", "总任务", "总目标",
        "目标任务", "计划任务", "计划完成投资", "计划投资", "投资计划", "指标", "计划投资额", "任务量",
        "计划完成投资额", "任务总数", "任务总量", "计划总数", "计划总量", "目标总数", "目标总量", "工作量",
    ]);
    #[rustfmt::skip]
    static YEARS: WordList = WordList::new(&[
        "年度", "全年", "今年", "年计划", "年目标", "年任务", "年初", "当年", "本年", "省定",
        "年初预算", "民生实事", "下达", "市定", "县定", "区定", "镇定", "既定", "考核", "预期目标", "责任目标",
        "总任务", "总目标", "建设任务", "改造任务", "培训任务", "种植任务", "播种任务", "造林任务",
    ]);
    let tail: String = {
        let letters: Vec<char> = words.chars().collect();
        letters.iter().skip(letters.len().saturating_sub(22)).collect()
    };
    if !holds(&tail, words!["完成", "占", "达", "为", "实现", "相当于", "是"]) {
        return false;
    }
    // 占全年的49%: of what is asked of the whole year.
    if ending(words, words!["完成全年", "占全年", "占年度", "完成年度"]).is_some() {
        return true;
    }
    let noun = ending(words, &NOUNS).is_some();
    let yearly = holds(&tail, &YEARS)
        || ending(
            words,
            words![
                "完成目标任务",
                "完成目标",
                "完成计划",
                "占计划",
                "完成计划任务",
                "占目标任务",
                "完成任务",
                "占目标",
                "占任务",
                "完成任务数",
                "占任务数",
                "完成目标数",
                "占目标数",
                "完成计划数",
                "占计划数",
                "占任务总数",
                "占任务总量",
                "占计划总数",
                "占计划总量",
                "占目标总数",
                "占目标总量",
                "占任务量",
                "完成任务量",
                "完成预算",
                "占预算",
                "为预算",
            ],
        )
        .is_some();
    noun && yearly
        && !holds(&tail, words!["赛马", "方案任务", "总投资", "十四五", "三年", "五年"])
        && !is_of_a_part(&tail)
}

/// 完成半年目标任务: a share of a part of the year's plan.
pub(super) fn is_of_a_part(words: &str) -> bool {
    #[rustfmt::skip]
    static PARTS: WordList = WordList::new(&[
        "半年目标", "半年任务", "半年计划", "半年度目标", "半年度任务", "半年度计划", "季度目标", "季度任务",
        "季度计划", "月度目标", "月度任务", "月度计划", "时序目标", "序时目标", "序时任务", "阶段性目标",
        "阶段目标", "阶段任务",
    ]);
    holds(words, &PARTS)
}

/// 完成率 by itself or of the year; not the rate of a project's investment.
fn completion_rate(words: &str) -> bool {
    #[rustfmt::skip]
    static RATES: WordList = WordList::new(&[
        "完成率", "完成比例", "完成占比", "完成度", "完成进度", "达成率", "达成度",
    ]);
    let rate = ending(words, &RATES);
    let Some(of) = rate.and_then(|rate| words.strip_suffix(rate)) else { return false };
    let yearly = ["年度", "全年", "目标", "任务", "计划", "年度投资", "年度计划投资", "年度目标", "年度任务"];
    let own: String = {
        let letters: Vec<char> = of.chars().collect();
        letters.iter().skip(letters.len().saturating_sub(6)).collect()
    };
    // 整改任务完成率 is a rate over problems.
    if holds(of, words!["整改", "督察", "巡视", "巡察", "审计", "信访", "问题"]) {
        return false;
    }
    own.is_empty()
        || yearly.iter().any(|word| own.ends_with(word))
        || own.ends_with(['底', '月', '前', '日'])
        || own.ends_with("季度")
        || own.ends_with("上半年")
}

/// 进度 by itself after an amount, or of a part of the year; not of works.
fn bare_progress(words: &str, figure: &Figure, before: &[Figure]) -> bool {
    let Some(of) = words.strip_suffix("进度率").or_else(|| words.strip_suffix("进度")) else {
        return false;
    };
    let dated = ending(
        of,
        words!["上半年", "季度", "年度", "月", "全年", "半年", "年度目标", "全年目标", "民生实事"],
    )
    .is_some();
    let after_amount = of.is_empty()
        && before.last().is_some_and(|other| {
            other.sentence.start == figure.sentence.start && other.dimension() != Some(Dimension::Percent)
        });
    dated || matches!(of, "任务" | "目标任务") || after_amount
}
