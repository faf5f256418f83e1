//! Completion over the periods of a report (rule 13).

use rust_decimal::Decimal;

use super::register::Register;
use crate::domain::analysis::points;
use crate::domain::completion::Completion;
use crate::domain::period::Period;
use crate::service::assessment::View;
use crate::service::completion::{Answer, Question};

/// One period of a report.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Point {
    /// The period.
    pub period: Period,
    /// Completion as a reader of the bulletins up to its end saw it.
    pub answer: Answer,
    /// Against the point before; `None` for the first.
    pub change: Option<Change>,
}

/// From one point to the next, in percentage points; `None` where a ratio is not defined on either side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Change {
    /// Of the share of completed tasks.
    pub completed: Option<Decimal>,
    /// Of the share of tasks on track or better.
    pub on_track: Option<Decimal>,
    /// Of the share of measured tasks.
    pub coverage: Option<Decimal>,
    /// Of the mean completion.
    pub mean_completion: Option<Decimal>,
    /// Of the elapsed share of the year.
    pub elapsed_share: Decimal,
}

/// A point for each period of the report's bulletins in force, oldest first. The question's own day is an upper bound; up to
/// one before the first period there are none.
#[must_use]
pub fn of(register: &Register, question: &Question) -> Vec<Point> {
    let mut points: Vec<Point> = Vec::with_capacity(register.periods.len());
    let in_view = |period: &&Period| question.view.as_of.is_none_or(|day| period.end <= day);
    for period in register.periods.iter().filter(in_view) {
        // Two bulletins that end on one day are one point.
        if points.last().is_some_and(|point| point.period.end == period.end) {
            points.pop();
        }
        let view = View { as_of: Some(period.end), ..question.view };
        let answer = register.at(view).books().of_report(register.report.id, &Question { view, ..*question });
        let change = points.last().map(|before| change(before, &answer.completion, period));
        points.push(Point { period: period.clone(), answer, change });
    }
    points
}

fn change(before: &Point, now: &Completion, period: &Period) -> Change {
    let then = &before.answer.completion;
    let elapsed = points(Some(before.period.elapsed_share()), Some(period.elapsed_share()));
    Change {
        completed: points(then.completed.value(), now.completed.value()),
        on_track: points(then.on_track.value(), now.on_track.value()),
        coverage: points(then.coverage.value(), now.coverage.value()),
        mean_completion: points(then.mean_completion, now.mean_completion),
        elapsed_share: elapsed.unwrap_or_default(),
    }
}
