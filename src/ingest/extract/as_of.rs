//! The time expression that governs a figure.

use std::ops::Range;
use std::sync::LazyLock;

use chrono::Datelike;
use regex::Regex;

use super::Context;
use super::text::Text;
use super::words::{beginning, words};
use crate::domain::period::Period;
use crate::domain::word_list::WordList;

static TIME: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(
        r"(?:(?:截至|截止|至|到)?(?:(?:20\d\d)年)?(?:1?\d[-至到])?1?\d月份?(?:[1-3]?\d日)?(?:底|末|初|中旬|上旬|下旬)?|(?:截至|截止|至|到)?(?:目前|当前)|(?:20\d\d年)?(?:上半年|前三季度|前[一二三四1-4]季度|第?[一二三四]季度|1-[2-4]季度|半年度|年中|前[一二三四五六七八九十]+个月|全年)|今年以来|年初以来|1-1?\d(?:[^\d.月%-]|$))",
    )
    .ok()
});

/// A time expression and where it stands, in folded characters.
#[derive(Debug, Clone)]
pub(super) struct Time {
    pub at: usize,
    pub label: String,
    /// What it means; `None` for 目前 and the like.
    pub period: Option<Period>,
}

/// Every time expression of a text, in order.
pub(super) fn times(text: &Text<'_>, range: Range<usize>, context: &Context) -> Vec<Time> {
    let Some(pattern) = TIME.as_ref() else { return Vec::new() };
    let words = text.slice(range.clone());
    let mut at = range.start;
    let mut byte = 0;
    pattern
        .find_iter(words)
        .filter(|found| !names_a_target(words, found.start(), found.end(), found.as_str()))
        .map(|found| {
            at += words.get(byte..found.start()).unwrap_or_default().chars().count();
            byte = found.start();
            let label = found.as_str();
            let label = label.strip_suffix(|c: char| {
                !c.is_ascii_digit()
                    && label.starts_with("1-")
                    && !label.contains('月')
                    && !label.contains('季')
            });
            let label = label.unwrap_or(found.as_str());
            Time { at, label: label.to_owned(), period: period(label, context) }
        })
        .collect()
}

/// What happens to one thing on one day.
static EVENTS: WordList = WordList::new(&[
    "开工",
    "启动",
    "动工",
    "完工",
    "竣工",
    "建成",
    "投用",
    "投产",
    "投入运营",
    "投入使用",
    "交付",
    "通车",
    "开业",
    "开园",
    "验收",
]);

/// 完成全年目标 speaks of the target, not of the time.
fn names_a_target(words: &str, start: usize, end: usize, label: &str) -> bool {
    let after = words.get(end..).unwrap_or_default();
    let before = words.get(..start).unwrap_or_default();
    let whole_year = label.ends_with("全年");
    let planned =
        beginning(after, words!["目标", "任务", "计划", "预期", "可", "将", "力争", "预计"]).is_some();
    let deadline = after.starts_with('前') || after.starts_with("以前") || after.starts_with("之前");
    // 较上半年回升0.8个百分点: what it is compared with, not when it was.
    let compared = before.ends_with(['较', '比', '与']) && !before.ends_with("占比");
    // 计划4月开工, 预计9月底投用: when it is to be; 于9月1日投入使用: when one thing was.
    let event = beginning(after, &EVENTS).is_some();
    let planned_for = before.ends_with(['拟', '将'])
        || ["计划", "计划于", "力争", "力争于", "将于", "拟于", "确保"]
            .iter()
            .any(|word| before.ends_with(word))
        || event && (before.ends_with("预计") || before.ends_with("预计于"));
    let dated = before.ends_with('于') && !before.ends_with("截至于");
    // 6月开工,已铺设9.6公里: when it began, not when so much was done; 6月开工12个 counts what began in June.
    let happened = label.ends_with('月')
        && !label.contains(['-', '至', '到'])
        && event
        && !clause(after).contains(|c: char| c.is_ascii_digit());
    let hoped = whole_year && clause(after).contains("有望");
    planned_for
        || happened
        || hoped
        || dated
        || deadline
        || compared
        || before.ends_with('为')
        || whole_year
            && (planned || before.ends_with('占') || before.ends_with("完成") || before.ends_with("预计"))
}

/// What stands before the next comma or stop.
fn clause(words: &str) -> &str {
    words.split([',', ';', '。', '\n']).next().unwrap_or_default()
}

/// 1-8月,甲增长6%。乙增长8%: the months that the sentences before spoke of, where they open one of the same paragraph.
pub(super) fn carried<'t>(text: &Text<'_>, times: &'t [Time], at: usize) -> Option<&'t Time> {
    let before = times.partition_point(|time| time.at < at);
    let last = times.get(..before)?.last().filter(|time| at - time.at <= 160)?;
    let opens = last.at.checked_sub(1).and_then(|at| text.get(at)).is_none_or(|c| matches!(c, '。' | '\n'));
    let months = last.label.starts_with("1-") && last.label.contains('月');
    let same = !text.slice(last.at..at).contains('\n');
    (opens && months && same).then_some(last)
}

/// The last expression before `at` that stands at `from` or later.
pub(super) fn governing(times: &[Time], from: usize, at: usize) -> Option<&Time> {
    let before = times.partition_point(|time| time.at < at);
    times.get(..before)?.last().filter(|time| time.at >= from)
}

/// The period that words such as 1-10月完成值 or 前三季度 name.
pub(super) fn named(words: &str, context: &Context) -> Option<Period> {
    let dash = |letter: char| matches!(letter, '\u{2010}'..='\u{2015}' | '~' | '\u{ff5e}' | '\u{ff0d}');
    let words = words.replace(dash, "-");
    let found = TIME.as_ref()?.find(&words)?;
    period(found.as_str(), context)
}

/// What a label means in the year that the document speaks of; `None` for 目前 and the like.
fn period(label: &str, context: &Context) -> Option<Period> {
    let year = context.year.or_else(|| context.period.as_ref().map(|period| period.end.year()))?;
    let months = !label.contains(['月', '季', '半', '年']) && label.starts_with("1-");
    // 1-6 stands for 1-6月 where the last letter was lost.
    if months { Period::parse(&format!("{label}月"), year) } else { Period::parse(label, year) }
}
