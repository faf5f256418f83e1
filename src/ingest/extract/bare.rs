//! Figures that leave out the target's noun or a part of it, and still can be about nothing else in the row.

use rust_decimal::Decimal;

use super::acts::Act;
use super::eligible::NET;
use super::figure::Figure;
use super::key::{Key, Stage};
use super::likeness::likeness;
use super::matching::{ENOUGH, Heads, Sides};
use super::own::trimmed;
use super::short;
use super::silent::{is_proved, is_silent, is_won, says_its_verb, takes_no_noun};
use super::steps::{self, Step};
use super::target::Target;
use super::words::{beginning, holds, last_end, words};
use crate::domain::quantity::{Dimension, convert};
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
    pub fn said(&self) -> &Key {
        self.head.said(self.figure)
    }
}

/// How sure it is that the figure answers although its words are few; 0 where nothing says so.
pub(super) fn score(sides: &Sides<'_>, both: &Both<'_>) -> f64 {
    let (target, figure) = (both.target, both.figure);
    if ends_name_begun(sides, both) {
        return 0.72;
    }
    if is_proved(sides, both) {
        return 0.9;
    }
    if short::is_rate_in_short(sides, both) || short::is_parted(target, figure) {
        return 0.8;
    }
    if figure.is_change() || target.unit != figure.unit {
        return if benefits(sides, both) { 0.66 } else { 0.0 };
    }
    if is_net(sides, both) || benefits(sides, both) || is_decided(sides, both) || is_of_the_set(both) {
        return 0.68;
    }
    if short::is_turned(target, figure)
        || are_all_done(both)
        || goes_on_with_the_set(sides, both)
        || is_in_order(sides, both)
    {
        return 0.7;
    }
    if is_signed(sides, both) || are_schools(both) {
        return 0.6;
    }
    if let Some(sure) = sum(sides, both) {
        // Where every part is of the target's kind, the sum comes before any of them.
        return if sure { 1.3 } else { 0.68 };
    }
    let answers = finishes(sides, both)
        || shortens(sides, both)
        || ends_chain(sides, both)
        || is_silent(sides, both)
        || says_its_verb(sides, both);
    if answers { 0.6 } else { 0.0 }
}

/// 登记技术合同620项,成交额48.3亿元: the figure before names what this one is the amount of.
fn ends_name_begun(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let figure = both.figure;
    let Some(begun) = both.key.before_end(both.head.own(figure)) else { return false };
    let rate = figure.name.ends_with('率') && begun.len() >= 4;
    let mut named = String::new();
    (both.at.saturating_sub(4)..both.at)
        .filter_map(|at| sides.figures.get(at).zip(sides.heads.get(at)).map(|it| (at, it)))
        .filter(|(_, (before, _))| before.sentence.start == figure.sentence.start)
        .any(|(at, (before, head))| {
            let own = head.own(before);
            if rate {
                named.push_str(&before.name);
            }
            let next = at + 1 == both.at && figure.listed && !before.is_change();
            // 环城高速东段全长47公里,…,完成投资16亿元: the investment in what the sentence is about; 停车场6个、泊位610个.
            own.ends_in(begun)
                || (begun.len() >= 5 || next) && own.begins_with(begun)
                || rate && is_told_in_two(begun, &named)
        })
}

/// 受理矛盾纠纷3617件,调处成功3584件,成功率99.1%: the letters before 成功率 were told in two pieces.
fn is_told_in_two(begun: &[char], named: &str) -> bool {
    (2..begun.len().saturating_sub(1)).any(|cut| {
        let piece = |letters: &[char]| named.contains(&letters.iter().collect::<String>());
        piece(begun.get(..cut).unwrap_or_default()) && piece(begun.get(cut..).unwrap_or_default())
    })
}

/// 签约亿元以上项目24个 for 引进亿元以上项目45个, where nothing is said of those that came of it.
fn is_signed(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let (key, figure) = (both.key, both.figure);
    let won = beginning(&both.target.name, words!["引进", "新引进", "招引", "新招引"]).is_some();
    let own = both.head.own(figure);
    let signed = won && own.stage() == Stage::Signed && figure.terminal && key.stage() == Stage::Unsaid;
    if !signed || key.thresholds.is_empty() || !both.target.name.ends_with("项目") {
        return false;
    }
    let after = both.at + 1..(both.at + 6).min(sides.figures.len());
    let came = after.filter_map(|at| sides.figures.get(at)).any(|other| {
        other.sentence.start == figure.sentence.start
            && other.unit == figure.unit
            && holds(&other.before, words!["落地", "开工", "注册", "引进", "投产", "入驻", "落户"])
    });
    !came && likeness(key, &Key::new(&figure.name.replace("签约", "引进")), false) >= ENOUGH
}

/// 滨河幼儿园等4所学校投入使用 for 中小学和幼儿园6所: they are all schools.
fn are_schools(both: &Both<'_>) -> bool {
    let built = |letter: char| "新改扩迁续建成投用完、和及()".contains(letter);
    let told = both.figure.name.strip_prefix("学校");
    let named =
        both.figure.terminal && matches!(both.figure.name.trim_start_matches(built), "中小学" | "中小学校");
    if told.is_none() && !named {
        return false;
    }
    let asked = both.target.name.trim_start_matches(built);
    let asked: String = asked.chars().filter(|letter| !matches!(letter, '、' | '和' | '及' | '与')).collect();
    let schools = matches!(
        asked.as_str(),
        "学校" | "中小学" | "中小学校" | "中小学幼儿园" | "学校幼儿园" | "义务教育学校" | "义务教育阶段学校"
    );
    let done = words!["投入使用", "投用", "建成投用", "建成", "竣工", "交付", "建成投入使用", "竣工投用"];
    schools && (named || told.is_some_and(|told| done.contains(told)))
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

/// 列入计划的16个小区涉及居民4215户,已完工10个: those of the target's own number that are finished.
fn is_of_the_set(both: &Both<'_>) -> bool {
    let (target, figure, key) = (both.target, both.figure, both.key);
    let set = figure.sets.iter().any(|(value, unit)| *value == target.value && *unit == target.unit);
    if !set || figure.value > target.value || !matches!(key.stage(), Stage::Unsaid | Stage::Finished) {
        return false;
    }
    let said = both.said();
    if figure.terminal {
        said.is_empty() && said.stage() == Stage::Finished
    } else {
        // 东湖、北山2所建成开学: what is said right behind the number.
        let behind = figure.name.strip_prefix(trimmed(&figure.before)).unwrap_or_default();
        let done =
            words!["建成", "完工", "竣工", "投用", "交付", "全部完工", "全部竣工", "全部建成", "全部投用"];
        said.stage() == Stage::Unsaid && beginning(behind, done).is_some()
    }
}

/// 15所幸福院已全部建成: the target's own number of things, said to be done.
fn are_all_done(both: &Both<'_>) -> bool {
    let (target, figure, key) = (both.target, both.figure, both.key);
    let own = both.head.own(figure);
    !figure.terminal
        && figure.value == target.value
        && matches!(key.stage(), Stage::Unsaid | Stage::Finished)
        && own.stage() == Stage::Finished
        && own.letters.len() >= 2
        && key.ends_in(&own.letters)
}

/// 18个小区全部开工,已完工7个842户: of the things whose number is the target's, those that are finished, and what they
/// measure otherwise.
fn goes_on_with_the_set(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let (target, figure) = (both.target, both.figure);
    let done = |figure: &Figure| steps::step(trimmed(&figure.before)) == Some(Step::Done);
    let at = match both.at.checked_sub(1).and_then(|at| Some((at, sides.figures.get(at)?))) {
        Some((at, first)) if figure.before.is_empty() && first.number.end == figure.number.start => at,
        _ => both.at,
    };
    let Some(first) = sides.figures.get(at).filter(|first| first.terminal && done(first)) else {
        return false;
    };
    let of_the_set = |before: &Figure, head: &Heads, asked: &Target, key: &Key| {
        let same = before.value == asked.value && before.unit == asked.unit && before.unit == first.unit;
        let thing = before.name.char_indices().nth(2).and_then(|(end, _)| before.name.get(..end));
        same && !before.terminal
            && first.value <= before.value
            && thing.is_some_and(|thing| asked.name.contains(thing))
            && head.own(before).rank().is_none_or(|rank| key.rank() == Some(rank))
    };
    let mut asked = sides.targets.iter().zip(&sides.keys).filter(|(asked, _)| asked.name == target.name);
    (at == both.at || only_target(sides, target))
        && figure.value <= target.value
        && asked.any(|(asked, key)| {
            (at.saturating_sub(4)..at)
                .filter_map(|at| sides.figures.get(at).zip(sides.heads.get(at)))
                .filter(|(before, _)| before.sentence.start == figure.sentence.start)
                .any(|(before, head)| of_the_set(before, head, asked, key))
        })
}

/// 分别削减251吨、20吨 for 化学需氧量、氨氮分别削减420吨、36吨: as many numbers as targets, in their order.
fn is_in_order(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let goes_on = |at: usize| sides.figures.get(at).is_some_and(|it| it.listed && it.before.is_empty());
    let ahead = (1..=both.at).rev().take(8).take_while(|at| goes_on(*at)).count();
    let start = both.at - ahead;
    let Some(first) = sides.figures.get(start) else { return false };
    if !first.before.contains("分别") || !takes_no_noun(first) {
        return false;
    }
    let numbers = 1 + (start + 1..sides.figures.len()).take(8).take_while(|at| goes_on(*at)).count();
    let mut asked = sides.targets.iter().filter(|asked| asked.unit == both.target.unit);
    numbers > 1
        && asked.clone().count() == numbers
        && asked.nth(ahead).is_some_and(|asked| std::ptr::eq(asked, both.target))
}

/// 新认定41家,到期退出18家,净增23家: the net of what was just told.
fn is_net(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let figure = both.figure;
    let said = figure.before.trim_end_matches(['数', '为', '达', '了', '约', '共']);
    let net = both.target.name.contains(NET) && said.ends_with(NET) && figure.terminal;
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
        let Some(value) = convert(part.value, &part.unit, &figure.unit).filter(|_| !part.is_change()) else {
            continue;
        };
        parts += 1;
        alike += usize::from(both.key.shares_a_pair(head.own(part)));
        sum = sum.checked_add(value)?;
        if sum == figure.value && parts > 1 {
            return (alike > 0).then_some(alike == parts);
        }
    }
    None
}

/// 惠及3100户, 惠及居民1284户: the verb says it all.
fn benefits(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let verbs = words!["惠及", "受益"];
    let counted = |dimension| matches!(dimension, Some(Dimension::Count | Dimension::People));
    // 惠及农村群众4.8万人 is told by 受益3.4万人.
    let bare = verbs.contains(both.target.name.as_str()) || verbs.contains(both.figure.name.as_str());
    if !counted(both.figure.dimension()) || verbs.beginning(&both.target.name).is_none() {
        return false;
    }
    // 惠及2.6万人 is told by 为25873名老年人发放补贴.
    let people = |unit: &str| unit.ends_with(['人', '名', '位']);
    let served = |figure: &Figure| people(&figure.unit) && figure.before.ends_with('为');
    if people(&both.target.unit) && served(both.figure) {
        return sides.figures.iter().filter(|other| served(other)).count() == 1;
    }
    bare && verbs.beginning(&both.figure.name).is_some()
        && both.target.unit.chars().last() == both.figure.unit.chars().last()
}

/// 开工29个,完工11个: where nothing is named, the row's only target of the unit is meant.
fn finishes(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let open = matches!(both.key.stage(), Stage::Unsaid | Stage::Finished);
    if !open || !both.head.says_only_finished(both.figure) || !both.head.full(both.figure).is_empty() {
        return false;
    }
    let won = is_won(both.target);
    let names = sides.figures.iter().zip(&sides.heads).take(60).map(|(figure, head)| head.own(figure));
    !won && only_target(sides, both.target)
        && names.filter(|name| name.is_empty() && name.stage() == Stage::Finished).count() == 1
}

/// 受理加装电梯申请143部,已联审88部、开工71部、竣工52部: the last step of what the first named.
fn ends_chain(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let (key, figure) = (both.key, both.figure);
    let open = matches!(key.stage(), Stage::Unsaid | Stage::Finished);
    if !open || !only_target(sides, both.target) || !is_last_step(both, figure, both.head) {
        return false;
    }
    let near = both.at.saturating_sub(5)..(both.at + 3).min(sides.figures.len());
    let same = |other: &Figure| other.sentence.start == figure.sentence.start && other.unit == figure.unit;
    let beside =
        || near.clone().filter_map(|at| sides.figures.get(at).zip(sides.heads.get(at)).map(|it| (at, it)));
    let again =
        beside().any(|(at, (other, head))| at != both.at && same(other) && is_last_step(both, other, head));
    !again
        && beside().any(|(at, (other, head))| {
            at < both.at && same(other) && is_early(other) && head.own(other).shares_a_run(key, 3)
        })
}

/// Applied for, prepared or begun, and not done.
pub(super) fn is_early(figure: &Figure) -> bool {
    let doubts = figure.doubts;
    doubts.candidate || doubts.underway || figure.act == Some(Act::Preparing)
}

/// 竣工22部, 改造完成366户, 完工8个小区: says that the last step is taken, and at most names the task's own thing again.
fn is_last_step(both: &Both<'_>, figure: &Figure, head: &Heads) -> bool {
    #[rustfmt::skip]
    static DONE: WordList = WordList::new(&[
        "竣工验收", "完成竣工验收", "通过竣工验收", "通过验收", "完成验收", "验收合格", "改造完成", "完成改造", "完工",
        "竣工", "建成", "建成投用", "投用", "投入使用", "交付", "安装完成", "完成安装", "整治完成", "完成整治", "修复完成",
        "完成修复", "获证", "完成发证", "完成", "正在接受训练", "正在接受康复训练", "正在接受服务", "正在接受救助",
    ]);
    let said = trimmed(&figure.before).trim_start_matches("已").trim_end_matches(['达', '共']);
    let done = DONE.contains(said) || head.says_only_finished(figure);
    let thing = figure.name.strip_prefix(said).unwrap_or_default();
    done && (figure.terminal || !thing.is_empty() && both.target.name.ends_with(thing))
}

/// Nouns that are too common to stand for a longer name.
#[rustfmt::skip]
pub(super) static COMMON: WordList = WordList::new(&[
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
    // What it says itself has to be all of its name, so a name that is not short for the target's settles it.
    if !counted || !both.head.own(both.figure).shortens(key) {
        return false;
    }
    // 其中30个示范点通过认定: what is counted stands behind the number.
    let own = both.head.own(both.figure);
    let said = if both.figure.terminal { both.said() } else { own };
    let full = both.head.full(both.figure);
    let is_short = |key: &Key| said.is_short_for(key) || said.shortens(key) && said.narrows_like(full, key);
    if !is_short(key) || key.does_otherwise(said) {
        return false;
    }
    let noun = said.noun();
    // 夏粮产量 is no short form of 粮食总产量: totals and rates are other measures.
    let total = noun.ends_with(['量', '值', '额', '率', '数']);
    // 小麦播种面积…,总产…: what it takes over is part of its name.
    let whole = both.head.own(both.figure).noun() == noun;
    if total || !whole || COMMON.contains(&noun) {
        return false;
    }
    let letters = noun.chars().count();
    let enough = 5 * letters >= 2 * key.noun().chars().count() || letters >= 4 && key.does_the_same(said);
    let led = full.shares_a_pair_beyond(key, said);
    let mut others = sides.figures.iter().zip(&sides.heads).enumerate().take(60);
    let rival = others.any(|(at, (other, head))| {
        let same = at != both.at && other.unit == target.unit && !other.doubts.part;
        same && said.is_short_for(head.own(other))
    });
    let alike = |other: &(&Target, &Key)| other.0.unit == target.unit && is_short(other.1);
    (enough || led) && !rival && sides.targets.iter().zip(&sides.keys).filter(alike).count() == 1
}

/// The row asks for nothing else in this unit.
pub(super) fn only_target(sides: &Sides<'_>, target: &Target) -> bool {
    sides.targets.iter().filter(|other| other.unit == target.unit).count() == 1
}
