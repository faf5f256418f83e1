//! Parameters of searching.

use serde::Deserialize;
use utoipa::IntoParams;
use uuid::Uuid;

use super::{Names, number, words};
use crate::domain::completion::Basis;
use crate::domain::origin::CountedAs;
use crate::domain::status::Status;
use crate::domain::target::Role;

/// Parameters of `GET /search`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct SearchFor {
    /// Words with blanks between them, at most 8 and 200 characters. Quotes make one word of several. There are no other
    /// signs; a word is found inside of words too.
    #[param(required = true, example = "垃圾 焚烧")]
    pub q: String,
    /// Only tasks of the jurisdiction of this name.
    pub jurisdiction: Option<String>,
    /// Only tasks of reports of this year.
    #[serde(deserialize_with = "number")]
    pub year: Option<i32>,
    /// Only tasks of this report.
    pub report: Option<Uuid>,
    /// Only tasks for which this unit, or one below it, is responsible.
    pub department: Option<Uuid>,
    /// Only tasks in this role: of the unit above where given, else of any unit.
    pub role: Option<Role>,
    /// Only tasks with one of these statuses, separated by commas.
    #[serde(deserialize_with = "words")]
    #[param(value_type = Option<String>, example = "BEHIND,AHEAD")]
    pub status: Option<Vec<Status>>,
    /// Which status is meant; `EFFECTIVE` by default.
    pub basis: Basis,
    /// Only tasks counted in one of these ways, separated by commas; those that completion counts by default.
    #[serde(deserialize_with = "words")]
    #[param(value_type = Option<String>, example = "UNREPORTED")]
    pub counted_as: Option<Vec<CountedAs>>,
    /// Rows on the page, 0 to 100; 20 by default.
    #[serde(deserialize_with = "number")]
    #[param(minimum = 0, maximum = 100)]
    pub first: Option<i64>,
    /// Start after this cursor: the `nextCursor` of the page before.
    pub after: Option<String>,
}

impl Names for SearchFor {
    const NAMES: &'static [&'static str] = &[
        "q",
        "jurisdiction",
        "year",
        "report",
        "department",
        "role",
        "status",
        "basis",
        "countedAs",
        "first",
        "after",
    ];
}
