//! The fixed words of the ledger's columns, as the check constraints have them.

use sea_orm::{DeriveActiveEnum, EnumIter};

macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, EnumIter, DeriveActiveEnum)]
        #[sea_orm(rs_type = "String", db_type = "Text")]
        pub enum $name {
            $(#[sea_orm(string_value = $word)] $variant),+
        }
    };
}

words!(
    /// `task.*_status`, `progress_update.reported_status`.
    Status {
        Completed = "COMPLETED",
        Ahead = "AHEAD",
        OnTrack = "ON_TRACK",
        Behind = "BEHIND",
        NotStarted = "NOT_STARTED",
        Unmeasured = "UNMEASURED",
    }
);
words!(
    /// `task_department.role`.
    Role { Lead = "LEAD", Support = "SUPPORT", Responsible = "RESPONSIBLE" }
);
words!(
    /// `indicator.comparator`.
    Comparator { AtLeast = "AT_LEAST", AtMost = "AT_MOST", About = "ABOUT" }
);
words!(
    /// `indicator.kind`.
    Kind { Amount = "AMOUNT", Level = "LEVEL", Growth = "GROWTH" }
);
words!(
    /// `document.period_granularity`, `measurement.as_of_granularity`.
    Granularity { Month = "MONTH", Day = "DAY" }
);
words!(
    /// `document.kind`, `task.kind`.
    DocumentKind { Plan = "PLAN", Progress = "PROGRESS" }
);
words!(
    /// `task.counted_as`.
    CountedAs { Row = "ROW", Unreported = "UNREPORTED", Reported = "REPORTED", Withdrawn = "WITHDRAWN" }
);
words!(
    /// `finding.severity`.
    Severity { Info = "INFO", Warning = "WARNING", Error = "ERROR" }
);
words!(
    /// `jurisdiction.level`.
    Level { Province = "PROVINCE", City = "CITY", County = "COUNTY", Town = "TOWN" }
);
