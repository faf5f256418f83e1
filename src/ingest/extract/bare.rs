//! Figures that leave out the target's noun or a part of it, and still can be about nothing else in the row.

use rust_decimal::Decimal;

use super::figure::Figure;
use super::key::{Key, Stage};
use super::likeness::likeness;
use super::matching::{ENOUGH, Heads, Sides};
use super::target::Target;
use super::words::{holds, last_end, words};
use crate::domain::quantity::Dimension;
use crate::domain::word_list::WordList;

/// One target and one figure with their words made ready.
pub(super) struct Both<'a> {
    pub target: &'a Target,
    pub key: &'a Key,
    /// Index of the figure.
    pub at: usize,
    pub figure: &'a Figure,
    pub head: &'a Heads,
}

impl Both<'_> {
    /// What the figure itself says, without what it takes over.
    fn said(&self) -> &Key {
        self.head.said(self.figure)
    }
}

/// How sure it is that the figure answers although its words are few; 0 where nothing says so.
pub(super) fn score(sides: &Sides<'_>, both: &Both<'_>) -> f64 {
    let (target, figure) = (both.target, both.figure);
    if ends_name_begun(sides, both) {
        return 0.72;
    }
    if figure.is_change() || target.unit != figure.unit {
        return if benefits(both) { 0.66 } else { 0.0 };
    }
    if is_net(sides, both) || benefits(both) || is_decided(sides, both) {
        return 0.68;
    }
    if let Some(sure) = sum(sides, both) {
        // Where every part is of the target's kind, the sum comes before any of them.
        return if sure { 1.3 } else { 0.68 };
    }
    if finishes(sides, both) || shortens(sides, both) { 0.6 } else { 0.0 }
}

/// 登记技术合同620项,成交额48.3亿元: the figure before names what this one is the amount of.
fn ends_name_begun(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let figure = both.figure;
    let Some(begun) = both.key.before_end(both.head.own(figure)) else { return false };
    (both.at.saturating_sub(4)..both.at)
        .filter_map(|at| sides.figures.get(at).zip(sides.heads.get(at)))
        .filter(|(before, _)| before.sentence.start == figure.sentence.start)
        .any(|(before, head)| head.own(before).ends_in(begun))
}

/// 46家企业申报省级示范企业,最终33家通过认定: those of the candidates that became what the target asks for.
fn is_decided(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let figure = both.figure;
    if both.at == 0 || figure.dimension() != Some(Dimension::Count) || !figure.decided {
        return false;
    }
    let rank = both.head.own(figure).rank();
    if rank.is_some() && rank != both.key.rank() {
        return false;
    }
    (both.at.saturating_sub(4)..both.at)
        .filter_map(|at| sides.figures.get(at))
        .filter(|asked| asked.sentence.start == figure.sentence.start && asked.doubts.candidate)
        .filter(|asked| asked.unit == figure.unit && asked.value >= figure.value)
        .any(|asked| {
            let end = last_end(&asked.name, words!["申报", "推荐", "上报", "报送", "参评", "申请"]);
            let of = end.and_then(|end| asked.name.get(end..)).unwrap_or_default();
            likeness(both.key, &Key::new(of), false) >= ENOUGH
        })
}

/// 新认定41家,到期退出18家,净增23家: the net of what was just told.
fn is_net(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let figure = both.figure;
    let net = both.target.name.starts_with("净增") && figure.before.ends_with("净增") && figure.terminal;
    net && (both.at.saturating_sub(4)..both.at)
        .filter_map(|at| sides.figures.get(at).zip(sides.heads.get(at)))
        .filter(|(gross, _)| gross.sentence.start == figure.sentence.start && gross.unit == figure.unit)
        .any(|(gross, head)| {
            let name = head.own(gross);
            (figure.beside_losses && both.key.shares_a_pair(name))
                || likeness(both.key, name, false) >= ENOUGH
        })
}

/// 人工造林1.4万亩、封山育林2.3万亩,合计3.7万亩: exactly the sum of the figures before it, one of them of the target's
/// kind; true where all of them are.
fn sum(sides: &Sides<'_>, both: &Both<'_>) -> Option<bool> {
    let figure = both.figure;
    if !figure.sums_up || !both.said().is_empty() {
        return None;
    }
    let (mut sum, mut parts, mut alike) = (Decimal::ZERO, 0, 0);
    for at in (0..both.at).rev().take(12) {
        let (part, head) = sides.figures.get(at).zip(sides.heads.get(at))?;
        if part.sentence.start != figure.sentence.start {
            return None;
        }
        if part.unit != figure.unit || part.is_change() {
            continue;
        }
        parts += 1;
        alike += usize::from(both.key.shares_a_pair(head.own(part)));
        sum = sum.checked_add(part.value)?;
        if sum == figure.value && parts > 1 {
            return (alike > 0).then_some(alike == parts);
        }
    }
    None
}

/// 惠及3100户, 惠及居民1284户: the verb says it all.
fn benefits(both: &Both<'_>) -> bool {
    let verb = ["惠及", "受益"].into_iter().find(|verb| both.target.name == *verb);
    let counted = |dimension| matches!(dimension, Some(Dimension::Count | Dimension::People));
    verb.is_some_and(|verb| both.figure.name.starts_with(verb))
        && counted(both.figure.dimension())
        && both.target.unit.chars().last() == both.figure.unit.chars().last()
}

/// 开工29个,完工11个: where nothing is named, the row's only target of the unit is meant.
fn finishes(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let (key, said) = (both.key, both.said());
    let done = said.stage() == Stage::Finished && matches!(key.stage(), Stage::Unsaid | Stage::Finished);
    if !done || !said.is_empty() || !both.head.full(both.figure).is_empty() {
        return false;
    }
    let won = holds(&both.target.name, words!["引进", "招引", "签约", "新增", "培育", "储备"]);
    let names = sides.figures.iter().zip(&sides.heads).take(60).map(|(figure, head)| head.own(figure));
    !won && only_target(sides, both.target)
        && names.filter(|name| name.is_empty() && name.stage() == Stage::Finished).count() == 1
}

/// Nouns that are too common to stand for a longer name.
#[rustfmt::skip]
static COMMON: WordList = WordList::new(&[
    "企业", "项目", "平台", "基地", "中心", "公司", "资金", "人才", "机构", "工程", "团队", "面积",
    "里程", "景区", "社区", "学校", "医院", "服务", "培训", "就业", "岗位", "产品", "品牌", "用地",
    "收入", "产值", "人口", "管网", "道路", "公路", "农田", "小区", "村庄",
]);

/// 新增学位 for 新增公办学位, 公租房 for 公共租赁住房: the same letters in order with the same end, and no rival.
fn shortens(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let counted = matches!(
        both.figure.dimension(),
        Some(
            Dimension::Count
                | Dimension::People
                | Dimension::Area
                | Dimension::Length
                | Dimension::Mass
                | Dimension::Volume
                | Dimension::Power
        )
    );
    let (target, key) = (both.target, both.key);
    if !counted || !both.said().is_short_for(key) || key.does_otherwise(both.said()) {
        return false;
    }
    let (said, noun) = (both.said(), both.said().noun());
    // 夏粮产量 is no short form of 粮食总产量: totals and rates are other measures.
    let total = noun.ends_with(['量', '值', '额', '率', '数']);
    // 小麦播种面积…,总产…: what it takes over is part of its name.
    let whole = both.head.own(both.figure).noun() == noun;
    if total || !whole || COMMON.contains(&noun) {
        return false;
    }
    let enough = 5 * noun.chars().count() >= 2 * key.noun().chars().count();
    let led = both.head.full(both.figure).shares_a_pair_beyond(key, said);
    let mut others = sides.figures.iter().zip(&sides.heads).enumerate().take(60);
    let rival = others.any(|(at, (other, head))| {
        at != both.at && other.unit == target.unit && said.is_short_for(head.own(other))
    });
    let alike = |other: &(&Target, &Key)| other.0.unit == target.unit && said.is_short_for(other.1);
    (enough || led) && !rival && sides.targets.iter().zip(&sides.keys).filter(alike).count() == 1
}

/// The row asks for nothing else in this unit.
fn only_target(sides: &Sides<'_>, target: &Target) -> bool {
    sides.targets.iter().filter(|other| other.unit == target.unit).count() == 1
}
