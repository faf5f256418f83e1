//! The fixed words of the columns and those of the rules are one and the same; the compiler holds them together.

use chrono::NaiveDate;
use entity::words;

use crate::domain::origin::CountedAs;
use crate::domain::period::{Granularity, Period};
use crate::domain::status::Status;
use crate::domain::target::{Comparator, Kind, Role};
use crate::ingest::draft::{DocumentKind, Severity};

/// Conversions both ways, exhaustive on both sides.
macro_rules! mirror {
    ($stored:ty, $domain:ty, { $($variant:ident),+ $(,)? }) => {
        impl From<$stored> for $domain {
            fn from(word: $stored) -> Self {
                match word { $(<$stored>::$variant => Self::$variant),+ }
            }
        }
        impl From<$domain> for $stored {
            fn from(word: $domain) -> Self {
                match word { $(<$domain>::$variant => Self::$variant),+ }
            }
        }
    };
}

mirror!(words::Status, Status, { Completed, Ahead, OnTrack, Behind, NotStarted, Unmeasured });
mirror!(words::Role, Role, { Lead, Support, Responsible });
mirror!(words::Comparator, Comparator, { AtLeast, AtMost, About });
mirror!(words::Kind, Kind, { Amount, Level, Growth });
mirror!(words::Granularity, Granularity, { Month, Day });
mirror!(words::DocumentKind, DocumentKind, { Plan, Progress });
mirror!(words::CountedAs, CountedAs, { Row, Unreported, Reported, Withdrawn });
mirror!(words::Severity, Severity, { Info, Warning, Error });

/// A period from its four columns, which are null together.
#[must_use]
pub fn period(
    start: Option<NaiveDate>,
    end: Option<NaiveDate>,
    label: Option<&str>,
    granularity: Option<words::Granularity>,
) -> Option<Period> {
    Some(Period { start: start?, end: end?, label: label?.to_owned(), granularity: granularity?.into() })
}
