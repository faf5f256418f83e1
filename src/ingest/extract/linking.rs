//! Which target a printed share of the plan belongs to.

use rust_decimal::Decimal;

use super::figure::Figure;
use super::key::Key;
use super::likeness::likeness;
use super::matching::{Answer, ENOUGH, Sides};
use super::share::Share;
use crate::domain::quantity::convert;

/// How many figures before a share are looked at.
const REACH: usize = 12;

/// How far a share may be from the quotient that it prints, in points.
const ROUNDING: Decimal = Decimal::from_parts(15, 0, 0, false, 1);

/// Gives each share to the target whose figure stands before it in its sentence, or that its sentence names.
pub(super) fn link_shares(sides: &Sides<'_>, shares: &[Share], answers: &mut [Answer]) {
    let mut answered = vec![Vec::new(); sides.figures.len()];
    for (target, answer) in answers.iter().enumerate() {
        if let Some(targets) = answer.figure.and_then(|figure| answered.get_mut(figure)) {
            targets.push(target);
        }
    }
    for (index, share) in shares.iter().enumerate() {
        let Some(printed) = sides.figures.get(share.figure) else { continue };
        let before: Vec<usize> = (0..share.figure)
            .rev()
            .take(REACH)
            .take_while(|at| {
                sides.figures.get(*at).is_some_and(|figure| figure.sentence.start == printed.sentence.start)
            })
            .filter(|at| sides.is_share.get(*at) == Some(&false))
            .collect();
        let found = by_quotient(sides, share, &before, &answered)
            .or_else(|| in_order(sides, shares, index, &before, &answered))
            .or_else(|| by_place(sides, &before, &answered))
            .or_else(|| by_name(sides, printed, &before));
        if let Some(answer) =
            found.and_then(|target| answers.get_mut(target)).filter(|answer| answer.share.is_none())
        {
            answer.share = Some(index);
        }
    }
}

/// The target whose figure is the printed share of it.
fn by_quotient(sides: &Sides<'_>, share: &Share, before: &[usize], answered: &[Vec<usize>]) -> Option<usize> {
    let targets = before.iter().filter_map(|at| answered.get(*at).map(|targets| (*at, targets)));
    targets.flat_map(|(at, targets)| targets.iter().map(move |target| (at, *target))).find_map(|(at, t)| {
        let (target, figure) = (sides.targets.get(t)?, sides.figures.get(at)?);
        let value = convert(figure.value, &figure.unit, &target.unit)?;
        let percent = value.checked_div(target.value)?.checked_mul(Decimal::ONE_HUNDRED)?;
        let near = percent.checked_sub(share.percent)?.abs() <= ROUNDING;
        near.then_some(t)
    })
}

/// 建成263公里、完成30座,完成率分别为131.5%、100%: the first share belongs to the first amount.
fn in_order(
    sides: &Sides<'_>,
    shares: &[Share],
    index: usize,
    before: &[usize],
    answered: &[Vec<usize>],
) -> Option<usize> {
    let next_to = |a: usize, b: usize| {
        let figure = |at: usize| shares.get(at).map(|share| share.figure);
        figure(a).zip(figure(b)).is_some_and(|(a, b)| {
            a + 1 == b && sides.figures.get(b).is_some_and(|figure| figure.listed && figure.before.is_empty())
        })
    };
    let ahead = (0..index).rev().take(8).take_while(|at| next_to(*at, at + 1)).count();
    let behind = (index..shares.len()).take(8).take_while(|at| next_to(*at, at + 1)).count();
    if ahead + behind == 0 {
        return None;
    }
    let amounts = before.iter().filter(|at| sides.figures.get(**at).is_some_and(|it| !it.is_change()));
    answered.get(*amounts.copied().collect::<Vec<_>>().get(behind)?)?.first().copied()
}

/// The target of the amount printed last before the share; rates of change in between do not count.
fn by_place(sides: &Sides<'_>, before: &[usize], answered: &[Vec<usize>]) -> Option<usize> {
    let last = before.iter().find(|at| sides.figures.get(**at).is_some_and(|figure| !figure.is_change()))?;
    answered.get(*last)?.first().copied()
}

/// The target that the sentence says again, or that the share itself names.
fn by_name(sides: &Sides<'_>, printed: &Figure, before: &[usize]) -> Option<usize> {
    if let Some(figure) = before.first().and_then(|at| sides.figures.get(*at)) {
        return sides.targets.iter().position(|target| {
            target.value == figure.value && target.unit == figure.unit && !figure.is_change()
        });
    }
    let named = Key::new(&printed.full);
    sides.keys.iter().position(|key| likeness(key, &named, true) >= ENOUGH)
}
