//! Which figure of the progress answers which target.

use chrono::NaiveDate;

use super::Context;
use super::figure::{CANDIDATES, Figure, UNDERWAY};
use super::likeness::{Key, Stage, likeness};
use super::share::Share;
use super::target::Target;
use super::words::holds;
use crate::domain::period::Period;
use crate::domain::quantity::{Dimension, Unit};
use crate::domain::target::Kind;

/// Least likeness at which a figure answers a target.
const ENOUGH: f64 = 0.55;

/// Least likeness where the figure is the only one of its dimension in the row.
const ENOUGH_ALONE: f64 = 0.1;

/// For each target, the index of the figure that answers it and of the share that belongs to it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Answer {
    pub figure: Option<usize>,
    pub share: Option<usize>,
}

struct Pair {
    target: usize,
    figure: usize,
    score: f64,
    until: Option<NaiveDate>,
    like: Like,
}

/// What two heads have in common besides their likeness.
#[derive(Debug, Clone, Copy)]
struct Like {
    /// Both speak of the same step: 新开工 and 新开工.
    step: bool,
    pair: bool,
    last_two: bool,
    last_three: bool,
}

impl Like {
    fn of(target: &Key, figure: &Key) -> Self {
        Self {
            step: same_step(target, figure),
            pair: target.shares_a_pair(figure),
            last_two: target.ends_like(figure, 2),
            last_three: target.ends_like(figure, 3),
        }
    }
}

fn same_step(target: &Key, figure: &Key) -> bool {
    target.stage() == figure.stage() && target.stage() != Stage::Unsaid
}

/// Pairs targets with figures, the most alike first.
pub(super) fn answers(
    targets: &[Target],
    figures: &[Figure],
    shares: &[Share],
    context: &Context,
) -> Vec<Answer> {
    let mut answers = vec![Answer::default(); targets.len()];
    let own: Vec<Key> = figures.iter().map(|figure| Key::new(&figure.name)).collect();
    let full: Vec<Key> = figures.iter().map(|figure| Key::new(&figure.full)).collect();
    let keys: Vec<Key> = targets.iter().map(|target| Key::new(&target.name)).collect();
    let is_share = |index: usize| shares.iter().any(|share| share.figure == index);
    let mut pairs = Vec::new();
    for (t, (target, key)) in targets.iter().zip(&keys).enumerate() {
        for (f, figure) in figures.iter().enumerate() {
            if is_share(f) || !eligible(target, figure) {
                continue;
            }
            let (Some(own), Some(full)) = (own.get(f), full.get(f)) else { continue };
            let alone = if key.same_verb_alone(own) && target.unit == figure.unit { 0.66 } else { 0.0 };
            let leans = !counts(figure) || figure.doubts.part;
            let leaning =
                if own.is_short() && !counts(figure) { likeness(key, full, leans) - 0.06 } else { 0.0 };
            let score = likeness(key, own, leans).max(leaning).max(alone) - unsure(target, figure);
            if score > ENOUGH_ALONE || same_step(key, own) {
                let like = Like::of(key, own);
                pairs.push(Pair { target: t, figure: f, score, until: until(figure, context), like });
            }
        }
    }
    take_best(targets, figures, &mut pairs, &mut answers);
    link_shares(targets, figures, &keys, shares, &mut answers);
    answers
}

fn take_best(targets: &[Target], figures: &[Figure], pairs: &mut [Pair], answers: &mut [Answer]) {
    pairs.sort_by(|a, b| {
        let close = (a.score - b.score).abs() < 0.02 && a.target == b.target;
        let later = b.until.cmp(&a.until);
        if close && later.is_ne() { later } else { b.score.total_cmp(&a.score) }
    });
    let mut used = vec![false; figures.len()];
    for pair in pairs.iter() {
        let free = used.get(pair.figure) == Some(&false) || shares_figure(targets, answers, pair);
        let open = answers.get(pair.target).is_some_and(|answer| answer.figure.is_none());
        if pair.score < ENOUGH || !free || !open {
            continue;
        }
        if let Some(answer) = answers.get_mut(pair.target) {
            answer.figure = Some(pair.figure);
        }
        if let Some(taken) = used.get_mut(pair.figure) {
            *taken = true;
        }
    }
    for pair in pairs.iter() {
        let open = answers.get(pair.target).is_some_and(|answer| answer.figure.is_none());
        if !open || used.get(pair.figure) == Some(&true) {
            continue;
        }
        if alone(targets, figures, pair) {
            if let Some(answer) = answers.get_mut(pair.target) {
                answer.figure = Some(pair.figure);
            }
            if let Some(taken) = used.get_mut(pair.figure) {
                *taken = true;
            }
        }
    }
}

/// 确保28亿美元、力争30亿美元: two targets, one figure.
fn shares_figure(targets: &[Target], answers: &[Answer], pair: &Pair) -> bool {
    let Some(target) = targets.get(pair.target) else { return false };
    let plain = |name: &str| name.replace("(力争)", "");
    answers.iter().zip(targets).any(|(answer, other)| {
        answer.figure == Some(pair.figure)
            && other.unit == target.unit
            && plain(&other.name) == plain(&target.name)
    })
}

/// The one figure and the one target of a dimension that is rarely printed by chance.
fn alone(targets: &[Target], figures: &[Figure], pair: &Pair) -> bool {
    let (Some(target), Some(figure)) = (targets.get(pair.target), figures.get(pair.figure)) else {
        return false;
    };
    let dimension = figure.dimension();
    let alike = match dimension {
        Some(Dimension::Area | Dimension::Length | Dimension::Mass | Dimension::Power) => {
            pair.like.pair || pair.like.step
        }
        Some(Dimension::People) => pair.like.last_two,
        Some(Dimension::Percent | Dimension::Times) => {
            pair.like.last_three || dimension == Some(Dimension::Times) && pair.like.pair
        }
        _ => false,
    };
    let rival = |name: &str| {
        !pair.like.step || holds(name, &["新开工", "开工"]) == holds(&figure.name, &["新开工", "开工"])
    };
    let same_figures = figures
        .iter()
        .filter(|other| {
            other.dimension() == dimension
                && !other.is_change()
                && rival(&other.name)
                && same_last(other, figure)
        })
        .count();
    let same_targets = targets
        .iter()
        .filter(|other| {
            Unit::parse(&other.unit).map(|unit| unit.dimension) == dimension && rival(&other.name)
        })
        .filter(|other| {
            dimension != Some(Dimension::Percent) || last_letters(&other.name) == last_letters(&target.name)
        })
        .count();
    alike && same_figures == 1 && same_targets == 1 && target.kind != Kind::Growth
}

/// Rates are only rivals where they are rates of the same.
fn same_last(other: &Figure, figure: &Figure) -> bool {
    figure.dimension() != Some(Dimension::Percent) || last_letters(&other.name) == last_letters(&figure.name)
}

fn last_letters(name: &str) -> Vec<char> {
    name.chars().rev().take(3).collect()
}

/// Same dimension and kind, same scope, a result of the whole.
fn eligible(target: &Target, figure: &Figure) -> bool {
    let doubts = figure.doubts;
    if doubts.planned || doubts.local || doubts.scoped != target.scope.contains("不含") {
        return false;
    }
    if doubts.candidate && !holds(&target.name, CANDIDATES) {
        return false;
    }
    if doubts.underway && !holds(&target.name, UNDERWAY) && !target.name.contains("实施") {
        return false;
    }
    comparable(target, figure) && !restates(target, figure)
}

/// 创建示范村2个,…按计划推进: the task said again, not a result.
fn restates(target: &Target, figure: &Figure) -> bool {
    let same = figure.value == target.value && figure.unit == target.unit;
    let subject = !figure.terminal && figure.before.is_empty();
    if same
        && subject
        && !holds(
            &figure.name,
            &["开工", "完工", "竣工", "建成", "完成", "通过", "投用", "实现", "获评", "入选", "销号"],
        )
    {
        return true;
    }
    same && figure.sentence_goes_on_ahead
        && !holds(&figure.before, &["已", "完成", "成功", "实现", "累计", "共", "新增", "全部"])
}

fn comparable(target: &Target, figure: &Figure) -> bool {
    if (target.kind == Kind::Growth) != figure.is_change() {
        return false;
    }
    let (asked, told) = (Unit::parse(&target.unit), figure.meaning);
    match (asked, told) {
        (Some(asked), Some(told)) => {
            asked.compares_with(&told) || target.unit.starts_with("微克") && figure.unit.starts_with("微克")
        }
        (Some(asked), None) => matches!(asked.dimension, Dimension::Count | Dimension::People),
        (None, None) => true,
        (None, Some(_)) => false,
    }
}

/// Things counted carry their own noun; only rates lean on the noun before them.
fn counts(figure: &Figure) -> bool {
    matches!(figure.dimension(), Some(Dimension::Count | Dimension::People | Dimension::Visits) | None)
}

/// Small reasons to prefer another figure.
fn unsure(target: &Target, figure: &Figure) -> f64 {
    let people = |dimension: Option<Dimension>| dimension == Some(Dimension::People);
    let asked = Unit::parse(&target.unit).map(|unit| unit.dimension);
    let mut penalty = 0.0;
    if figure.forecast {
        penalty += 0.03;
    }
    if figure.doubts.part {
        penalty += 0.04;
    }
    if people(asked) != people(figure.dimension()) {
        penalty += 0.1;
    }
    if figure.meaning.is_none() {
        penalty += 0.05;
    }
    penalty
}

/// The last day that a figure speaks of.
fn until(figure: &Figure, context: &Context) -> Option<NaiveDate> {
    period(figure, context).map(|period| period.end)
}

/// What a figure is as of, where its words say so.
pub(super) fn period(figure: &Figure, context: &Context) -> Option<Period> {
    super::as_of::period(figure.as_of.as_deref()?, context)
}

/// A share belongs to the figure before it in its sentence, or to the target that its sentence names.
fn link_shares(
    targets: &[Target],
    figures: &[Figure],
    keys: &[Key],
    shares: &[Share],
    answers: &mut [Answer],
) {
    for (index, share) in shares.iter().enumerate() {
        let Some(printed) = figures.get(share.figure) else { continue };
        let is_share = |at: usize| shares.iter().any(|other| other.figure == at);
        let before = (0..share.figure).rev().filter(|at| !is_share(*at)).find(|at| {
            figures.get(*at).is_some_and(|figure| figure.sentence.start == printed.sentence.start)
        });
        let by_figure = before.and_then(|before| {
            (0..answers.len()).find(|t| answers.get(*t).is_some_and(|a| a.figure == Some(before)))
        });
        let restated = before.and_then(|before| figures.get(before)).and_then(|figure| {
            targets.iter().position(|target| {
                target.value == figure.value && target.unit == figure.unit && !figure.is_change()
            })
        });
        let named = Key::new(&printed.full);
        let by_name = keys.iter().position(|key| likeness(key, &named, true) >= ENOUGH);
        let target = by_figure.or(if before.is_none() { by_name } else { restated });
        if let Some(answer) = target.and_then(|t| answers.get_mut(t)).filter(|answer| answer.share.is_none())
        {
            answer.share = Some(index);
        }
    }
}
