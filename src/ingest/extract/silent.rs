//! Figures that name nothing at all, in a row that asks for only one thing that they can be of.

use super::bare::{Both, is_early, only_target};
use super::figure::Figure;
use super::key::{Key, Stage};
use super::matching::Sides;
use super::own::trimmed;
use super::share::is_share_of;
use super::steps::{self, Step};
use super::target::Target;
use super::words::{holds, words};
use crate::domain::quantity::Dimension;
use crate::domain::target::Kind;

/// No row that is told in few words has more figures.
const MOST_OF_A_ROW: usize = 60;

/// 完成2145人,完成率33% for 6500人次: the share behind it is what it is of the target, and of no other.
pub(super) fn is_proved(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let figure = both.figure;
    if both.target.kind != Kind::Amount || figure.is_change() || figure.doubts.part {
        return false;
    }
    let own = both.head.own(figure);
    let sum = figure.sums_up && both.said().is_empty();
    let next = (both.at + 1..(both.at + 4).min(sides.figures.len())).find(|at| {
        sides.is_share.get(*at) == Some(&true)
            // 宫颈癌筛查9800人、乳腺癌筛查9500人,分别完成…: which of them the share is of is not this simple.
            || sides.figures.get(*at).is_some_and(|other| other.unit == figure.unit && !other.doubts.part)
    });
    let share = next.filter(|at| sides.is_share.get(*at) == Some(&true)).and_then(|at| sides.figures.get(at));
    let Some(share) = share.filter(|share| share.sentence.start == figure.sentence.start) else {
        return false;
    };
    // A share with decimals is that of nothing else by chance.
    let speaks = both.key.shares_a_pair(own)
        || both.key.ends_like(own, 1)
        || share.value.scale() > 0 && both.key.shares_a_letter(own);
    if !sum && !speaks && !is_done(&figure.before) {
        return false;
    }
    let proves = |target: &Target| is_share_of(share, figure, target);
    proves(both.target) && sides.targets.iter().filter(|target| proves(target)).count() == 1
}

/// What is won over or grows is not finished: 引进产业项目.
pub(super) fn is_won(target: &Target) -> bool {
    holds(&target.name, words!["引进", "招引", "签约", "新增", "培育", "储备"])
}

/// True where words say no more than that things are done.
fn is_done(words: &str) -> bool {
    let said = trimmed(words).trim_end_matches(['达', '到', '约', '共']);
    steps::step(said) == Some(Step::Done) || matches!(said, "办结" | "结案")
}

/// 已选址17个,完成9个: nothing of its unit in the row says what it counts, and one thing is asked for.
pub(super) fn is_silent(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let (target, figure) = (both.target, both.figure);
    let tangible = |figure: &Figure| {
        !figure.is_change()
            && !matches!(
                figure.dimension(),
                None | Some(
                    Dimension::Yuan
                        | Dimension::Dollar
                        | Dimension::Percent
                        | Dimension::Times
                        | Dimension::Quotient
                )
            )
    };
    let amount = target.kind == Kind::Amount && is_one_row(sides);
    if !amount || !figure.terminal || figure.doubts.part || !tangible(figure) {
        return false;
    }
    let built = both.said().stage() == Stage::Finished && is_won(target);
    if built || !is_done(&figure.before) || !takes_no_noun(figure) || !is_asked_alone(sides, both) {
        return false;
    }
    let rivals = sides.figures.iter().enumerate();
    !rivals.filter(|(at, other)| *at != both.at && other.unit == figure.unit).any(|(_, other)| {
        let doubts = other.doubts;
        let early = is_early(other)
            || doubts.planned
            || steps::step(&other.before).is_some_and(|step| step < Step::Done);
        !early && !doubts.part && !doubts.other_year && !doubts.local
    })
}

/// True where neither the figure nor what it goes on with names a thing.
pub(super) fn takes_no_noun(figure: &Figure) -> bool {
    let bare = figure.full.trim_end_matches(['达', '到', '约', '共']);
    bare.is_empty() || steps::step(trimmed(bare)).is_some()
}

/// Few enough figures for one row: a whole report is no place for what names nothing.
pub(super) fn is_one_row(sides: &Sides<'_>) -> bool {
    sides.figures.len() <= MOST_OF_A_ROW
}

/// The row asks for nothing else in this unit, but for parts of the same: 新增托位…,其中普惠托位….
fn is_asked_alone(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let same = sides.targets.iter().zip(&sides.keys).filter(|(other, _)| other.unit == both.target.unit);
    let is_part = |key: &Key| !both.key.is_empty() && key.ends_in(&both.key.letters);
    same.filter(|(other, key)| other.name == both.target.name || !is_part(key)).count() == 1
}

/// 共检查3.4万名 for 免费开展检查6万名: the verb is in the task.
pub(super) fn says_its_verb(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let said = both.said();
    let verb = said.verb;
    // 新建3所、改扩建5所: neither is all.
    let again = || {
        let others = sides
            .figures
            .iter()
            .enumerate()
            .filter(|(at, other)| *at != both.at && other.unit == both.figure.unit && !other.doubts.part);
        others.into_iter().any(|(_, other)| is_done(&other.before))
    };
    let telling = is_one_row(sides) && said.same_telling_verb(said) && both.target.name.contains(verb);
    telling
        && is_done(&both.figure.before)
        && takes_no_noun(both.figure)
        && only_target(sides, both.target)
        && !again()
}
