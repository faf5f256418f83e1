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
            elsewhen = elsewhen && !names_year(words, year);
            elsewhen |= names_another(words, year, true) && !prepares(text, item.range.clone())
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

/// True where a figure is told of another year.
pub(super) fn names_other_year(letters: &[char], year: Option<i32>) -> bool {
    names_another(letters, year, false)
}

fn names_another(letters: &[char], year: Option<i32>, asked: bool) -> bool {
    letters.windows(5).enumerate().any(|(at, window)| {
        if window.last() != Some(&'年') || !window.iter().take(4).all(char::is_ascii_digit) {
            return false;
        }
        let printed: String = window.iter().take(4).collect();
        let before = at.checked_sub(1).and_then(|before| letters.get(before));
        let long = before.is_some_and(char::is_ascii_digit);
        // 较2022年增加5%: what is asked for is compared with that year.
        let compared = asked && matches!(before, Some('较' | '比'));
        let Some(found) =
            printed.parse::<i32>().ok().filter(|found| !long && !compared && (1990..2100).contains(found))
        else {
            return false;
        };
        match year {
            Some(year) => found != year,
            None => before == Some(&'到'),
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
    words.contains('年')
        && holds(
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
