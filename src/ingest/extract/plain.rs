//! Figures that leave out what stands around the noun of a target's name, where nothing else in the row has that noun:
//! 学位 for 公办学位, 治理面积 for 治理水土流失面积.

use super::bare::{Both, COMMON};
use super::figure::Figure;
use super::key::Key;
use super::kinds::counter;
use super::likeness::excluded;
use super::matching::Sides;
use super::own::trimmed;
use super::steps::{self, Step};
use super::target::Target;
use super::words::{RESULT_VERBS, ending, holds, words};
use crate::domain::quantity::Dimension;
use crate::domain::target::Kind;

/// Figures of a row that are looked at for rivals at most.
const MOST: usize = 60;

/// How sure it is that the figure answers although it says less than the target; 0 where nothing says so.
pub(super) fn score(sides: &Sides<'_>, both: &Both<'_>) -> f64 {
    let (target, figure) = (both.target, both.figure);
    if is_thing_of_list(sides, both) || is_only_ratio(sides, both) {
        return 0.66;
    }
    let amount = target.kind == Kind::Amount && !figure.is_change() && !figure.doubts.part;
    if !amount || !are_of_one_counter(target, figure) {
        return 0.0;
    }
    if says_the_name(both) {
        return 0.9;
    }
    let answers = is_only_noun(sides, both)
        || is_extent_of_verb(sides, both)
        || is_turned_round(sides, both)
        || is_project_of(sides, both)
        || lives_in_the_set(sides, both)
        || has_begun_of_set(sides, both);
    if answers { 0.62 } else { 0.0 }
}

/// Counted or measured in the same word, whatever its multiplier.
fn are_of_one_counter(target: &Target, figure: &Figure) -> bool {
    let tangible = matches!(
        figure.dimension(),
        Some(
            Dimension::Count
                | Dimension::People
                | Dimension::Area
                | Dimension::Length
                | Dimension::Mass
                | Dimension::Volume
                | Dimension::Power
                | Dimension::Time
        )
    );
    tangible && counter(&target.unit) == counter(&figure.unit)
}

/// 供应640套 for 供应(分配)900套: the bracket says the same again.
fn says_the_name(both: &Both<'_>) -> bool {
    let Some((name, _)) = both.target.name.split_once('(') else { return false };
    let said =
        trimmed(&both.figure.before).trim_start_matches('已').trim_end_matches(['达', '到', '约', '共']);
    both.figure.terminal && !name.is_empty() && said == name
}

/// The other targets of its counter with what they ask for.
fn rivals<'s>(sides: &'s Sides<'_>, both: &'s Both<'_>) -> impl Iterator<Item = &'s Key> {
    let others = sides.targets.iter().zip(&sides.keys);
    others
        .filter(|(other, _)| !std::ptr::eq(*other, both.target) && are_of_one_counter(other, both.figure))
        .map(|(_, key)| key)
}

/// The other figures of the row that are counted as this one is, shares left out.
fn beside<'s>(sides: &'s Sides<'_>, both: &'s Both<'_>) -> impl Iterator<Item = (&'s Figure, &'s Key)> {
    let others = sides.figures.iter().zip(&sides.heads).enumerate().take(MOST);
    others
        .filter(|(at, (other, _))| {
            *at != both.at
                && other.dimension() == both.figure.dimension()
                && counter(&other.unit) == counter(&both.figure.unit)
                && !other.is_change()
        })
        .map(|(_, (other, head))| (other, head.own(other)))
}

/// 新增学位640个 for 新增学前教育学位: the noun itself, which nothing else in the row has.
fn is_only_noun(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    // One kind of a thing is asked for where all of them are told.
    let kinds = words![
        "普惠",
        "高端",
        "高质量",
        "智能",
        "新能源",
        "高层次",
        "重点",
        "示范",
        "公共",
        "星级",
        "标准化"
    ];
    let (key, own) = (both.key, both.head.own(both.figure));
    let noun = own.bare();
    let beds = noun == ['床', '位'];
    let ends = |key: &Key| key.ends_in(noun) || beds && key.ends_in(&['床']);
    let short = noun.len() < key.letters.len() || beds;
    if noun.len() < 2 || !short || !ends(key) || excluded(key, own) {
        return false;
    }
    let words: String = noun.iter().collect();
    let total = words.ends_with(['量', '值', '额', '率']);
    // 新开线路: a verb that stays with a short noun is that of the task.
    let verb: String = own.letters.strip_suffix(noun).unwrap_or_default().iter().collect();
    let same_verb = both.target.name.contains(&verb) && !key.does_otherwise(own);
    // 2条线路: what is counted stands behind the number.
    let named = !both.figure.terminal || both.head.said(both.figure).bare() == noun;
    named
        && same_verb
        && !total
        && !COMMON.contains(&words)
        && !holds(&both.target.name, kinds)
        && key.rank().is_none()
        && !rivals(sides, both).any(ends)
        && !beside(sides, both).any(|(_, other)| other.ends_in(noun))
}

/// 治理面积34平方公里 for 治理水土流失面积: the verb of the task with nothing but an extent, the only one of the row.
fn is_extent_of_verb(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let said = trimmed(&both.figure.before).trim_end_matches(['达', '到', '约', '共', '了']);
    let extent = ending(said, words!["面积", "里程", "长度"]);
    let Some(before) = extent.and_then(|extent| said.strip_suffix(extent)) else { return false };
    let Some(verb) = ending(before, &RESULT_VERBS) else { return false };
    let of = Key::new(before.strip_suffix(verb).unwrap_or_default().trim_end_matches(['已', '了']));
    let asked = both.target.name.contains(verb) || both.target.context.contains(verb);
    let speaks = of.is_empty() || both.key.shares_a_pair(&of);
    let telling = !matches!(verb, "完成" | "实现" | "达到");
    both.figure.terminal
        && asked
        && speaks
        && telling
        && rivals(sides, both).next().is_none()
        && beside(sides, both).all(|(other, _)| other.doubts.part || other.doubts.planned)
}

/// 巷道硬化 for 硬化城区巷道: the same words of two letters in another order.
fn is_turned_round(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let own = both.head.own(both.figure);
    let (words, rest) = own.letters.as_chunks::<2>();
    // The end of the name is in no other order.
    let plain = both.key.ends_in(&own.letters) || own.ends_in(&both.key.letters);
    if words.len() < 2 || !rest.is_empty() || plain {
        return false;
    }
    let says = |key: &Key| {
        let told = |word: &[char; 2]| key.letters.windows(2).any(|pair| pair == word.as_slice());
        key.letters.len() <= own.letters.len() + 4 && words.iter().all(told)
    };
    says(both.key)
        && !excluded(both.key, own)
        && !rivals(sides, both).any(says)
        && !beside(sides, both).any(|(_, other)| says(other))
}

/// 高效节水项目完工3.4万亩 for 高效节水灌溉面积: the project goes by the beginning of the name.
fn is_project_of(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    /// Letters that say enough.
    const LEAST: usize = 4;
    let extent = matches!(
        both.figure.dimension(),
        Some(Dimension::Area | Dimension::Length | Dimension::Power | Dimension::Volume)
    );
    let said = trimmed(&both.figure.before);
    let done =
        ending(said, words!["完工", "竣工", "建成", "完成", "投用"]).and_then(|done| said.strip_suffix(done));
    let project = done.and_then(|rest| {
        let rest = rest.trim_end_matches(['已', '建', '设']);
        rest.strip_suffix("项目").or_else(|| rest.strip_suffix("工程"))
    });
    let Some(begun) = project.filter(|_| extent).map(Key::new) else { return false };
    begun.letters.len() >= LEAST
        && both.key.begins_with(&begun.letters)
        && !rivals(sides, both).any(|key| key.begins_with(&begun.letters))
}

/// 已完工9个、惠及居民812户 for 改造小区14个1240户: how many live in those of the set that are done.
fn lives_in_the_set(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let (target, figure) = (both.target, both.figure);
    if !figure.unit.ends_with('户') {
        return false;
    }
    let whom = words!["惠及居民", "惠及群众", "惠及", "受益居民", "受益群众", "受益", "涉及居民", "涉及"];
    let said = trimmed(&figure.before).trim_end_matches(['达', '到', '约', '共']);
    let Some(first) = both.at.checked_sub(1).and_then(|at| sides.figures.get(at)) else { return false };
    let finished = steps::step(trimmed(&first.before)) == Some(Step::Done)
        && first.sentence.start == figure.sentence.start
        && !first.doubts.underway;
    let named = |other: &Target| other.name == target.name && other.unit == first.unit;
    whom.contains(said)
        && finished
        && figure.value <= target.value
        && sides.targets.iter().any(named)
        && rivals(sides, both).next().is_none()
}

/// 36个项目开复工29个 for 实施项目36个: where the row's own number is said again, and nothing of what is done.
fn has_begun_of_set(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let (target, figure) = (both.target, both.figure);
    if !target.name.starts_with("实施") {
        return false;
    }
    let said = trimmed(&figure.before).trim_start_matches('已');
    let begun = ending(said, words!["开复工", "开工", "开(复)工", "复工", "已开工", "已开复工", "开工建设"]);
    let set = |value, unit: &str| value == target.value && unit == target.unit;
    let again = figure.sets.iter().any(|(value, unit)| set(*value, unit))
        || said.starts_with(&format!("{}{}", target.value.normalize(), target.unit));
    let done = |other: &Figure| !other.doubts.part && steps::step(trimmed(&other.before)) == Some(Step::Done);
    begun.is_some()
        && again
        && figure.value <= target.value
        && !beside(sides, both).any(|(other, _)| done(other))
}

/// 氨氮 for 氨氮排放总量: the thing of a list of numbers that only one target begins with.
fn is_thing_of_list(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let Some(thing) = both.head.thing(both.figure).filter(|thing| !thing.is_at_most(1)) else { return false };
    let begins =
        |(target, key): &(&Target, &Key)| target.unit == both.figure.unit && key.begins_with(&thing.letters);
    begins(&(both.target, both.key)) && sides.targets.iter().zip(&sides.keys).filter(begins).count() == 1
}

/// 存贷比较年初提高1.1个百分点 for 金融机构存贷比提高2个百分点: the end of the name, and the only one in the row.
fn is_only_ratio(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let own = both.head.own(both.figure);
    let points = both.figure.dimension() == Some(Dimension::Point) && both.target.unit == both.figure.unit;
    let ends = |key: &Key| key.ends_in(&own.letters);
    let mut asked = sides.targets.iter().zip(&sides.keys).filter(|(it, _)| it.unit == both.target.unit);
    let mut told = sides.figures.iter().zip(&sides.heads).enumerate().take(MOST);
    points
        && !both.figure.doubts.part
        && !own.is_at_most(2)
        && ends(both.key)
        && !excluded(both.key, own)
        && asked.all(|(it, key)| std::ptr::eq(it, both.target) || !ends(key))
        && told.all(|(at, (it, head))| at == both.at || it.unit != both.figure.unit || !ends(head.own(it)))
}
