//! Statements about another year than the document's.

use std::ops::Range;

use chrono::Datelike;

use super::Context;
use super::phrase::Reading;
use super::text::{Opens, Text};
use super::words::{holds, words};

/// Items that speak of another year: 到2026年…, 今后五年….
pub(super) fn other_years(text: &Text<'_>, reading: &Reading, context: &Context) -> Vec<bool> {
    let year = context.year.or_else(|| context.period.as_ref().map(|period| period.end.year()));
    let mut elsewhen = false;
    reading
        .items
        .iter()
        .map(|item| {
            if item.opens == Opens::Sentence {
                elsewhen = false;
            }
            let words = text.chars(item.range.clone());
            elsewhen &= !names_year(words, year);
            elsewhen |= names_other_year(words, year) && !prepares(text, item.range.clone())
                || long_run(text, item.range.clone());
            elsewhen
        })
        .collect()
}

/// 2024年预期目标: back in the year of the document.
fn names_year(letters: &[char], year: Option<i32>) -> bool {
    let Some(year) = year else { return false };
    let printed: Vec<char> = format!("{year}年").chars().collect();
    letters.windows(printed.len()).any(|window| window == printed)
}

pub(super) fn names_other_year(letters: &[char], year: Option<i32>) -> bool {
    letters.windows(5).enumerate().any(|(at, window)| {
        if window.last() != Some(&'年') || !window.iter().take(4).all(char::is_ascii_digit) {
            return false;
        }
        let printed: String = window.iter().take(4).collect();
        let long = at.checked_sub(1).and_then(|before| letters.get(before)).is_some_and(char::is_ascii_digit);
        let Some(found) = printed.parse::<i32>().ok().filter(|found| !long && (1990..2100).contains(found))
        else {
            return false;
        };
        match year {
            Some(year) => found != year,
            None => at.checked_sub(1).and_then(|before| letters.get(before)) == Some(&'到'),
        }
    })
}

/// 谋划储备2025年项目60个: done this year for another.
fn prepares(text: &Text<'_>, range: Range<usize>) -> bool {
    let words = text.slice(range.start..range.end.min(range.start + 12));
    holds(words, words!["储备", "谋划", "策划", "包装"])
}

fn long_run(text: &Text<'_>, range: Range<usize>) -> bool {
    let words = text.slice(range.start..range.end.min(range.start + 40));
    holds(
        words,
        words![
            "今后五年",
            "未来五年",
            "未来三年",
            "今后三年",
            "五年累计",
            "三年累计",
            "5年累计",
            "3年累计",
            "五年内",
            "三年内",
            "近五年",
        ],
    )
}
