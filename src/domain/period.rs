//! Periods of a year: what a bulletin covers, and what a figure is as of.

use chrono::{Datelike, NaiveDate};
use rust_decimal::Decimal;
use serde::{Deserialize, Serialize};

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
