//! Figures that are not a target's own because of what stands beside them: a target with their counter, another part.

use super::figure::Figure;
use super::key::Key;
use super::kinds::counter;
use super::matching::Sides;
use super::steps;
use super::words::{holds, words};
use crate::domain::quantity::Dimension;

/// 12个老旧小区 for 43栋, where 老旧小区12个、43栋 are asked for: one thing is counted in two ways, and each is its own.
pub(super) fn has_counter_of_another(sides: &Sides<'_>, t: usize, f: usize) -> bool {
    let (Some(target), Some(key), Some(figure)) =
        (sides.targets.get(t), sides.keys.get(t), sides.figures.get(f))
    else {
        return false;
    };
    let told = counter(&figure.unit);
    if figure.dimension() != Some(Dimension::Count) || counter(&target.unit) == told {
        return false;
    }
    let same = |other: &Key| !key.is_empty() && (key.ends_in(&other.letters) || other.ends_in(&key.letters));
    let mut others = sides.targets.iter().zip(&sides.keys);
    others.any(|(other, named)| counter(&other.unit) == told && !named.is_empty() && same(named))
}

/// Figures so near may be parts of one whole.
const NEAR: usize = 3;

/// 人工种草5万亩、围栏封育3万亩 for 治理草原, 超大班额… beside 大班额…: one of two parts is not all, and no total is printed.
pub(super) fn is_one_of_parts(sides: &Sides<'_>, t: usize, f: usize) -> bool {
    let (Some(target), Some(key)) = (sides.targets.get(t), sides.keys.get(t)) else { return false };
    let (Some(figure), Some(head)) = (sides.figures.get(f), sides.heads.get(f)) else { return false };
    let near = f.saturating_sub(NEAR)..(f + NEAR + 1).min(sides.figures.len());
    let goes_with = |other: &Figure| {
        other.sentence.start == figure.sentence.start
            && other.unit == figure.unit
            && other.doubts.part == figure.doubts.part
    };
    // Most figures have none beside them that could be another part, and need not be read for it.
    let accompanied = || near.clone().any(|at| at != f && sides.figures.get(at).is_some_and(goes_with));
    if !is_tangible(figure) || key.is_at_most(1) || !accompanied() {
        return false;
    }
    // What it takes over from the figure before it is no part of its name.
    let own = head.said(figure);
    if own.is_empty() {
        return false;
    }
    let bounded = |name: &str| holds(name, words!["以上", "以下", "以内"]);
    let narrows = |figure: &Figure, own: &Key| {
        own.is_narrower_than(key) || own.is_named_by(key) && bounded(&figure.name) && !bounded(&target.name)
    };
    let beside = near
        .filter(|at| *at != f)
        .filter_map(|at| {
            sides.figures.get(at).zip(sides.heads.get(at)).map(|(other, head)| (at, other, head))
        })
        .filter(|(_, other, _)| goes_with(other))
        .filter(|(_, other, head)| !is_asked_for_itself(sides, t, head.own(other)));
    let narrow = narrows(figure, own);
    let measure = own.goes_on_from(key, LEAST_MEASURE);
    (narrow || measure)
        && beside.into_iter().any(|(at, other, head)| {
            let told = head.said(other);
            if narrow { narrows(other, told) } else { at == f + 1 && is_another_measure(key, other, told) }
        })
}

/// Letters of a measure that is taken: 人工种草.
const LEAST_MEASURE: usize = 3;

/// A measure of its own, and no further step of the same.
fn is_another_measure(key: &Key, figure: &Figure, told: &Key) -> bool {
    !told.is_at_most(LEAST_MEASURE) && !told.shares_a_letter(key) && steps::step(&figure.before).is_none()
}

fn is_asked_for_itself(sides: &Sides<'_>, t: usize, told: &Key) -> bool {
    sides.keys.iter().enumerate().any(|(at, asked)| at != t && asked.is_named_by(told))
}

/// Things and extents, which add up.
fn is_tangible(figure: &Figure) -> bool {
    !figure.is_change()
        && matches!(
            figure.dimension(),
            Some(
                Dimension::Count
                    | Dimension::People
                    | Dimension::Area
                    | Dimension::Length
                    | Dimension::Mass
                    | Dimension::Volume
            )
        )
}
