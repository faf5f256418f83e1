//! Which target a printed share of the plan belongs to.

use rust_decimal::Decimal;

use super::figure::Figure;
use super::key::Key;
use super::likeness::likeness;
use super::matching::{Answer, ENOUGH, Sides};
use super::respective;
use super::share::{self, Share};
use crate::domain::quantity::convert;

/// How many figures before a share are looked at.
const REACH: usize = 12;

/// How many shares stand in one list at most.
const LONGEST_RUN: usize = 8;

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
        let place = Place { sides, answers, answered: &answered, share, before };
        let thing = sides.heads.get(share.figure).and_then(|head| head.thing(printed));
        let found = match (thing, Run::around(sides, shares, index)) {
            (Some(thing), _) => by_thing(sides, thing),
            (None, Some(run)) => place.in_run(&run),
            (None, None) => place.alone(printed),
        };
        if let Some(answer) =
            found.and_then(|target| answers.get_mut(target)).filter(|answer| answer.share.is_none())
        {
            answer.share = Some(index);
        }
    }
}

/// Shares that stand in one list: 分别完成年度目标的78%、66.7%、91%.
struct Run {
    shares: usize,
    /// How many of them stand behind the one that is looked at.
    behind: usize,
}

impl Run {
    fn around(sides: &Sides<'_>, shares: &[Share], index: usize) -> Option<Self> {
        let next_to = |a: usize, b: usize| {
            let figure = |at: usize| shares.get(at).map(|share| share.figure);
            figure(a).zip(figure(b)).is_some_and(|(a, b)| {
                let goes_on = |figure: &Figure| figure.listed && figure.before.is_empty();
                a + 1 == b && sides.figures.get(b).is_some_and(goes_on)
            })
        };
        let ahead = (0..index).rev().take(LONGEST_RUN).take_while(|at| next_to(*at, at + 1)).count();
        let behind = (index..shares.len()).take(LONGEST_RUN).take_while(|at| next_to(*at, at + 1)).count();
        (ahead + behind > 0).then_some(Self { shares: ahead + behind + 1, behind })
    }
}

/// How much more alike than all others the one that is meant is.
const APART: f64 = 0.1;

/// The target that asks for the thing, or the only one that speaks of it at all: 粮食 for 粮食总产量.
fn by_thing(sides: &Sides<'_>, thing: &Key) -> Option<usize> {
    let asked = sides.keys.iter().enumerate().filter(|(_, key)| respective::is_asked_for(thing, key));
    let mut alike: Vec<(usize, f64)> = asked
        .map(|(target, key)| (target, likeness(key, thing, false)))
        .filter(|(_, like)| *like > 0.0)
        .collect();
    alike.sort_by(|(_, one), (_, other)| other.total_cmp(one));
    match *alike.as_slice() {
        [(target, _)] => Some(target),
        [(target, like), (_, second), ..] => (like >= ENOUGH && like - second >= APART).then_some(target),
        [] => None,
    }
}

/// A share beside the figures before it in its sentence, the last first.
struct Place<'a> {
    sides: &'a Sides<'a>,
    answers: &'a [Answer],
    /// The targets that each figure answers.
    answered: &'a [Vec<usize>],
    share: &'a Share,
    before: Vec<usize>,
}

impl Place<'_> {
    /// One share of several in a row.
    fn in_run(&self, run: &Run) -> Option<usize> {
        let at = self.amounts().nth(run.behind)?;
        let in_order = self.answered.get(at).and_then(|targets| targets.first().copied());
        let fits = |target: &usize| self.off(at, *target).is_some_and(|off| off <= ROUNDING);
        // As many amounts as shares: the first belongs to the first, whatever the plan was that they are shares of.
        let as_many = self.amounts().count() == run.shares;
        in_order.filter(fits).or_else(|| self.by_quotient()).or_else(|| in_order.filter(|_| as_many))
    }

    /// A share that stands by itself.
    fn alone(&self, printed: &Figure) -> Option<usize> {
        let subject = share::subject(&printed.before);
        let named = Key::new(subject);
        if named.is_empty() {
            return self.by_quotient().or_else(|| self.by_place()).or_else(|| self.by_name(printed));
        }
        // 工业投资完成年度计划的80%: of what it names itself, not of the figure before it.
        let speaks = |target: &usize| {
            self.sides.keys.get(*target).is_some_and(|key| respective::is_asked_for(&named, key))
        };
        self.by_quotient()
            .filter(speaks)
            .or_else(|| self.by_place().filter(speaks))
            .or_else(|| self.by_name(printed).filter(speaks))
            .or_else(|| by_thing(self.sides, &named))
    }

    /// The figures before it that are amounts; rates of change in between do not count.
    fn amounts(&self) -> impl Iterator<Item = usize> + '_ {
        let amount = |at: &usize| self.sides.figures.get(*at).is_some_and(|figure| !figure.is_change());
        self.before.iter().copied().filter(amount)
    }

    /// How far the share is from what a figure is of a target, in points.
    fn off(&self, figure: usize, target: usize) -> Option<Decimal> {
        let (target, figure) = (self.sides.targets.get(target)?, self.sides.figures.get(figure)?);
        let value = convert(figure.value, &figure.unit, &target.unit)?;
        let percent = value.checked_div(target.value)?.checked_mul(Decimal::ONE_HUNDRED)?;
        percent.checked_sub(self.share.percent).map(|off| off.abs())
    }

    /// The target whose figure is the printed share of it; of several the one that it is nearest to.
    fn by_quotient(&self) -> Option<usize> {
        let free = |target: &usize| self.answers.get(*target).is_some_and(|answer| answer.share.is_none());
        let answered = self.before.iter().filter_map(|at| Some((*at, self.answered.get(*at)?)));
        answered
            .flat_map(|(at, targets)| targets.iter().copied().filter(free).map(move |target| (at, target)))
            .filter_map(|(at, target)| Some((self.off(at, target)?, target)))
            .filter(|(off, _)| *off <= ROUNDING)
            .min_by_key(|(off, _)| *off)
            .map(|(_, target)| target)
    }

    /// The target of the amount printed last before the share.
    fn by_place(&self) -> Option<usize> {
        self.answered.get(self.amounts().next()?)?.first().copied()
    }

    /// The target that the sentence says again, or that the share itself names.
    fn by_name(&self, printed: &Figure) -> Option<usize> {
        if let Some(figure) = self.before.first().and_then(|at| self.sides.figures.get(*at)) {
            return self.sides.targets.iter().position(|target| {
                target.value == figure.value && target.unit == figure.unit && !figure.is_change()
            });
        }
        let named = Key::new(&printed.full);
        self.sides.keys.iter().position(|key| likeness(key, &named, true) >= ENOUGH)
    }
}
