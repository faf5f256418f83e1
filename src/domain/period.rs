//! Periods of a year: what a bulletin covers, and what a figure is as of.

use std::borrow::Cow;

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

use super::numeral;
use super::word_list::WordList;

/// How finely a period was printed; it decides how its share of the year is counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum Granularity {
    /// A month or period word (上半年, 1-8月, 9月底): counted in months.
    Month,
    /// A plain date (9月20日): counted in days.
    Day,
}

/// A span of days inside one year, both ends included.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct Period {
    /// First day.
    pub start: NaiveDate,
    /// Last day: the as-of date.
    pub end: NaiveDate,
    /// The words it was printed with.
    pub label: String,
    /// Whether the share of the year is counted in months or days.
    pub granularity: Granularity,
}

/// Reads a day in the one form that the API knows, `2024-06-30`; `None` where it is written otherwise or does not exist.
#[must_use]
pub fn day(text: &str) -> Option<NaiveDate> {
    let day = NaiveDate::parse_from_str(text, "%Y-%m-%d").ok()?;
    // The parser takes 2024-6-30 and signs too.
    (text.len() == 10 && day.to_string() == text).then_some(day)
}

impl Period {
    /// The whole months `first..=last` of `year`; `None` outside 1..=12 or when reversed.
    #[must_use]
    pub fn months(year: i32, first: u32, last: u32, label: &str) -> Option<Self> {
        if first > last {
            return None;
        }
        let start = NaiveDate::from_ymd_opt(year, first, 1)?;
        let end = match last {
            12 => NaiveDate::from_ymd_opt(year, 12, 31)?,
            _ => NaiveDate::from_ymd_opt(year, last + 1, 1)?.pred_opt()?,
        };
        Some(Self { start, end, label: label.to_owned(), granularity: Granularity::Month })
    }

    /// The days of a year up to `end`, as a plain date says.
    #[must_use]
    pub fn until(end: NaiveDate, label: &str) -> Option<Self> {
        let start = NaiveDate::from_ymd_opt(end.year(), 1, 1)?;
        Some(Self { start, end, label: label.to_owned(), granularity: Granularity::Day })
    }

    /// Reads a period as printed, in `year` unless the words carry a year of their own.
    ///
    /// Knows halves, quarters, months and ranges of months in digits or Chinese numerals, ends of months, plain dates,
    /// the whole year, and the machine form `2024-01/2024-06`. Words such as 截至 and 累计 before and 底 after are part
    /// of the label. `None` where the words are no period, or name a day or month that does not exist.
    #[must_use]
    pub fn parse(label: &str, year: i32) -> Option<Self> {
        let label = label.trim();
        // Most labels are printed as they are read.
        let words: Cow<'_, str> = if label.contains(|c: char| half_width(c) != c || c.is_whitespace()) {
            label.chars().map(half_width).filter(|c| !c.is_whitespace()).collect()
        } else {
            label.into()
        };
        if words.contains('/') {
            return machine(&words, label);
        }
        let words = without_beginning(&words);
        let (printed, words) = year_in_front(words).map_or((None, words), |(year, rest)| (Some(year), rest));
        let year = printed.unwrap_or(year);
        let words = words.trim_end_matches(['止', ',']);
        if let Some((first, last)) = named(words, printed.is_some()) {
            return Self::months(year, first, last, label);
        }
        let words = Words(words);
        if let Some((month, day)) = words.date() {
            return Self::until(NaiveDate::from_ymd_opt(year, month, day)?, label);
        }
        let (first, last) = words.months().or_else(|| words.first_months()).or_else(|| words.month())?;
        Self::months(year, first, last, label)
    }

    /// Rule 1: the part of the year gone by at the end of the period, as an exact fraction of months or days.
    #[must_use]
    pub fn elapsed_share(&self) -> Decimal {
        match self.granularity {
            Granularity::Month => Decimal::from(self.end.month()) / Decimal::from(12),
            Granularity::Day => {
                let days = if self.end.leap_year() { 366 } else { 365 };
                Decimal::from(self.end.ordinal()) / Decimal::from(days)
            }
        }
    }

    /// True where a figure as of this period is the year's result: it ends on 31 December.
    #[must_use]
    pub fn is_end_of_year(&self) -> bool {
        self.end.month() == 12 && self.end.day() == 31
    }
}

/// The words of a label, which are read for every figure: by hand, as patterns would take longer than all else.
#[derive(Clone, Copy)]
struct Words<'w>(&'w str);

impl Words<'_> {
    /// A number of one or two digits, or a Chinese numeral below a hundred, and the words behind it.
    fn number(self) -> Option<(u32, Self)> {
        let Self(words) = self;
        let digits = words.bytes().take_while(u8::is_ascii_digit).count();
        let chinese =
            |c| matches!(c, '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十');
        let length = if digits > 0 { digits } else { words.find(|c| !chinese(c)).unwrap_or(words.len()) };
        let (number, rest) = words.split_at_checked(length)?;
        let most = if digits > 0 { 2 } else { 3 };
        (number.chars().count() <= most).then_some((numeral::parse(number)?, Self(rest)))
    }

    /// The words behind `letter`, which stands first.
    fn behind(self, letter: impl Fn(char) -> bool) -> Option<Self> {
        self.0.strip_prefix(letter).map(Self)
    }

    /// The words behind `letter`, or all of them where another one stands first.
    fn without(self, letter: impl Fn(char) -> bool) -> Self {
        self.behind(letter).unwrap_or(self)
    }

    fn is_over(self) -> bool {
        self.0.is_empty()
    }

    /// 9月20日: month and day.
    fn date(self) -> Option<(u32, u32)> {
        let (month, rest) = self.number()?;
        let (day, rest) = rest.behind(is('月'))?.number()?;
        rest.behind(|c| matches!(c, '日' | '号'))?.is_over().then_some((month, day))
    }

    /// 1-8月, 一月至八月底: first and last month.
    fn months(self) -> Option<(u32, u32)> {
        let (first, rest) = self.number()?;
        let Self(rest) = rest.without(is('月')).without(is('份'));
        let behind = rest.trim_start_matches(['-', '至', '到']);
        let (last, rest) = Self(behind).number().filter(|_| behind.len() < rest.len())?;
        let end = rest.behind(is('月'))?.without(is('份')).without(is_end);
        end.is_over().then_some((first, last))
    }

    /// 前8个月.
    fn first_months(self) -> Option<(u32, u32)> {
        let (last, rest) = self.behind(is('前'))?.number()?;
        rest.without(is('个')).behind(is('月'))?.is_over().then_some((1, last))
    }

    /// 8月 is that month, 8月底 the year up to it.
    fn month(self) -> Option<(u32, u32)> {
        let (last, rest) = self.number()?;
        let rest = rest.behind(is('月'))?.without(is('份'));
        let end = rest.without(is_end);
        let first = if rest.is_over() { last } else { 1 };
        end.is_over().then_some((first, last))
    }
}

fn is(letter: char) -> impl Fn(char) -> bool {
    move |c| c == letter
}

const fn is_end(c: char) -> bool {
    matches!(c, '底' | '末')
}

/// Words that may stand before a period.
static BEGINNINGS: WordList =
    WordList::new(&["截至", "截止", "到", "至", "自", "今年以来", "今年", "本年", "累计", "预计"]);

fn without_beginning(words: &str) -> &str {
    let mut rest = words;
    while let Some(word) = BEGINNINGS.beginning(rest) {
        rest = rest.strip_prefix(word).unwrap_or_default();
    }
    rest
}

/// 2024年, 2024年度: the year that the words begin with, and what follows it.
fn year_in_front(words: &str) -> Option<(i32, &str)> {
    let (digits, rest) = words.split_at_checked(4)?;
    let rest = rest.strip_prefix('年').filter(|_| digits.bytes().all(|byte| byte.is_ascii_digit()))?;
    Some((digits.parse().ok()?, rest.strip_prefix('度').unwrap_or(rest)))
}

/// First and last month of the periods that have a name of their own.
fn named(words: &str, after_a_year: bool) -> Option<(u32, u32)> {
    // The end of a quarter is the year up to it; the quarter alone is its three months.
    if let Some(quarter) = words.strip_suffix(['底', '末']).filter(|words| words.ends_with("季度")) {
        return named(quarter, after_a_year).map(|(_, last)| (1, last));
    }
    match words.trim_end_matches(['底', '末']) {
        "上半年" | "半年" | "半年度" | "前半年" | "前两季度" | "前两个季度" | "前二季度" => {
            Some((1, 6))
        }
        "下半年" => Some((7, 12)),
        "前三季度" | "前三个季度" | "前3季度" | "前3个季度" | "1-3季度" | "一至三季度" | "一-三季度" => {
            Some((1, 9))
        }
        "一季度" | "第一季度" | "1季度" | "首季" | "首季度" => Some((1, 3)),
        "二季度" | "第二季度" | "2季度" => Some((4, 6)),
        "三季度" | "第三季度" | "3季度" => Some((7, 9)),
        "四季度" | "第四季度" | "4季度" => Some((10, 12)),
        "全年" | "年" | "年度" | "全年度" | "年终" => Some((1, 12)),
        "" => after_a_year.then_some((1, 12)),
        _ => None,
    }
}

/// 2024-01/2024-06.
fn machine(words: &str, label: &str) -> Option<Period> {
    let month = |words: &str| {
        let (year, month) = words.split_once('-')?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let fits = year.len() == 4 && month.len() <= 2 && digits(year) && digits(month);
        fits.then_some((numeral::parse(year)?, numeral::parse(month)?))
    };
    let (from, to) = words.split_once('/')?;
    let ((from, first), (to, last)) = (month(from)?, month(to)?);
    let year = i32::try_from(from).ok().filter(|_| from == to)?;
    Period::months(year, first, last, label)
}

/// Half-width digits and signs; every dash that joins two months becomes `-`.
fn half_width(c: char) -> char {
    match c {
        '～' | '~' | '—' | '–' | '―' | '－' | '‐' | '‑' | '−' | '─' => '-',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        _ => c,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(label: &str) -> Option<(u32, u32, u32)> {
        let period = Period::parse(label, 2024)?;
        Some((period.start.month(), period.end.month(), period.end.day()))
    }

    #[test]
    fn words_of_a_period_are_read() {
        for (label, expected) in [
            ("上半年", (1, 6, 30)),
            ("前三季度", (1, 9, 30)),
            ("一季度", (1, 3, 31)),
            ("第三季度", (7, 9, 30)),
            ("1-8月", (1, 8, 31)),
            ("1—8月", (1, 8, 31)),
            ("１－８月份", (1, 8, 31)),
            ("1月至8月", (1, 8, 31)),
            ("一至八月", (1, 8, 31)),
            ("前8个月", (1, 8, 31)),
            ("前八个月", (1, 8, 31)),
            ("截至6月底", (1, 6, 30)),
            ("截止2月末", (1, 2, 29)),
            ("8月", (8, 8, 31)),
            ("全年", (1, 12, 31)),
            ("年底", (1, 12, 31)),
            ("9月20日", (1, 9, 20)),
            ("截至2024年6月30日", (1, 6, 30)),
            ("2024-01/2024-06", (1, 6, 30)),
            ("1-11月", (1, 11, 30)),
            ("三季度末", (1, 9, 30)),
        ] {
            assert_eq!(read(label), Some(expected), "{label}");
        }
    }

    #[test]
    fn a_printed_year_beats_the_given_one() {
        let end = |label| Period::parse(label, 2024).map(|period| period.end.year());
        assert_eq!(end("2023年上半年"), Some(2023));
        assert_eq!(end("2022年度"), Some(2022));
        assert_eq!(end("2021-01/2021-09"), Some(2021));
    }

    #[test]
    fn other_words_are_no_period() {
        for label in
            ["", "目前", "13月", "8-3月", "2月30日", "近年", "2024-01/2023-06", "2024-06/2024-01", "千年"]
        {
            assert_eq!(Period::parse(label, 2024), None, "{label}");
        }
    }

    #[test]
    fn months_and_days_count_differently() {
        let share = |label| Period::parse(label, 2019).map(|period| period.elapsed_share());
        assert_eq!(share("1-9月"), Some(Decimal::new(75, 2)));
        assert_eq!(share("9月30日"), Some(Decimal::from(273) / Decimal::from(365)));
    }
}
