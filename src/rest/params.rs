//! Query parameters: unknown and repeated ones are refused by name, wrong values too.

use std::marker::PhantomData;

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use chrono::NaiveDate;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;
use uuid::Uuid;

use crate::domain::completion::Basis;
use crate::domain::origin::CountedAs;
use crate::domain::status::Status;
use crate::domain::target::Role;
use crate::error::{Error, Result};
use crate::service::completion::UnitOrder;
use crate::store::report::ReportOrder;

/// A set of query parameters with their names.
pub trait Names {
    /// The names that are allowed.
    const NAMES: &'static [&'static str];
}

/// Query parameters of a route.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned + Names, S: Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        parse(parts.uri.query().unwrap_or_default()).map(Self)
    }
}

fn parse<T: DeserializeOwned + Names>(query: &str) -> Result<T> {
    let mut seen: Vec<String> = Vec::new();
    let mut fields = serde_json::Map::new();
    for (name, value) in url::form_urlencoded::parse(query.as_bytes()) {
        if !T::NAMES.contains(&name.as_ref()) {
            let message = match T::NAMES {
                [] => "unknown parameter; this route takes none".to_owned(),
                names => format!("unknown parameter; this route takes {}", names.join(", ")),
            };
            return Err(Error::invalid(name, message));
        }
        if seen.iter().any(|other| *other == name) {
            return Err(Error::invalid(name, "given more than once"));
        }
        seen.push(name.to_string());
        // One value at a time, so that a wrong one is named.
        let mut alone = serde_json::Map::new();
        alone.insert(name.to_string(), serde_json::Value::String(value.into_owned()));
        serde_json::from_value::<T>(serde_json::Value::Object(alone.clone()))
            .map_err(|error| Error::invalid(name, error.to_string()))?;
        fields.extend(alone);
    }
    serde_json::from_value(serde_json::Value::Object(fields))
        .map_err(|error| Error::invalid("query", error.to_string()))
}

/// No parameters at all.
#[derive(Debug, Deserialize)]
pub struct Nothing {
    #[serde(skip)]
    _none: PhantomData<()>,
}

impl Names for Nothing {
    const NAMES: &'static [&'static str] = &[];
}

/// Parses the text of a parameter.
fn number<'de, D: serde::Deserializer<'de>, N: std::str::FromStr<Err: std::fmt::Display>>(
    from: D,
) -> std::result::Result<Option<N>, D::Error> {
    let text = String::deserialize(from)?;
    text.parse().map(Some).map_err(|error| serde::de::Error::custom(format!("{text:?}: {error}")))
}

/// `true` or `false`.
fn flag<'de, D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Option<bool>, D::Error> {
    number(from)
}

/// Words separated by commas.
fn words<'de, D: serde::Deserializer<'de>, W: DeserializeOwned>(
    from: D,
) -> std::result::Result<Option<Vec<W>>, D::Error> {
    let text = String::deserialize(from)?;
    let word = |word: &str| {
        serde_json::from_value(serde_json::Value::String(word.trim().to_owned()))
            .map_err(serde::de::Error::custom)
    };
    text.split(',').map(word).collect::<std::result::Result<Vec<W>, _>>().map(Some)
}

/// Parameters of `GET /reports`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ReportList {
    /// Only reports of the jurisdiction of this name.
    pub jurisdiction: Option<String>,
    /// Only reports of this year.
    #[serde(deserialize_with = "number")]
    pub year: Option<i32>,
    /// Order of the list; `YEAR_DESC` by default.
    pub order_by: ReportOrder,
    /// Rows on the page, 0 to 100; 20 by default.
    #[serde(deserialize_with = "number")]
    #[param(minimum = 0, maximum = 100)]
    pub first: Option<i64>,
    /// Start after this cursor: the `nextCursor` of the page before.
    pub after: Option<String>,
}

impl Names for ReportList {
    const NAMES: &'static [&'static str] = &["jurisdiction", "year", "orderBy", "first", "after"];
}

/// Parameters of `GET /reports/{id}/tasks`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ReportTasks {
    /// Only tasks for which this unit, or one below it, is responsible.
    pub department: Option<Uuid>,
    /// Only tasks in this role: of the unit above where given, else of any unit.
    pub role: Option<Role>,
    /// Only tasks with one of these statuses, separated by commas.
    #[serde(deserialize_with = "words")]
    #[param(value_type = Option<Vec<Status>>, style = Form, explode = false, min_items = 1)]
    pub status: Option<Vec<Status>>,
    /// Which status is meant; `EFFECTIVE` by default.
    pub basis: Basis,
    /// Only tasks whose print and figures contradict each other, or do not.
    #[serde(deserialize_with = "flag")]
    pub discrepancy: Option<bool>,
    /// Only tasks with this printed number.
    #[serde(deserialize_with = "number")]
    pub number: Option<i32>,
    /// Only rows of the bulletins that report on this commitment of the plan.
    pub origin: Option<Uuid>,
    /// Only tasks counted in one of these ways, separated by commas; those that completion counts by default.
    #[serde(deserialize_with = "words")]
    #[param(value_type = Option<Vec<CountedAs>>, style = Form, explode = false, min_items = 1)]
    pub counted_as: Option<Vec<CountedAs>>,
    /// Rows on the page, 0 to 100; 20 by default.
    #[serde(deserialize_with = "number")]
    #[param(minimum = 0, maximum = 100)]
    pub first: Option<i64>,
    /// Start after this cursor: the `nextCursor` of the page before.
    pub after: Option<String>,
}

impl Names for ReportTasks {
    const NAMES: &'static [&'static str] = &[
        "department",
        "role",
        "status",
        "basis",
        "discrepancy",
        "number",
        "origin",
        "countedAs",
        "first",
        "after",
    ];
}

/// Parameters of `GET /reports/{id}/completion`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct CompletionOf {
    /// Which status is counted; `EFFECTIVE` by default.
    pub basis: Basis,
    /// As a reader of the bulletins up to this day saw it.
    pub as_of: Option<NaiveDate>,
    /// Only tasks in which a unit has this role.
    pub role: Option<Role>,
    /// Whether forecasts (预计) count as figures; `true` by default.
    #[serde(deserialize_with = "flag")]
    pub include_forecasts: Option<bool>,
}

impl Names for CompletionOf {
    const NAMES: &'static [&'static str] = &["basis", "asOf", "role", "includeForecasts"];
}

/// Parameters of `GET /reports/{id}/departments`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ReportDepartments {
    /// Only units with tasks in this role, counting those tasks.
    pub role: Option<Role>,
    /// Which status is counted; `EFFECTIVE` by default.
    pub basis: Basis,
    /// As a reader of the bulletins up to this day saw it.
    pub as_of: Option<NaiveDate>,
    /// Whether forecasts (预计) count as figures; `true` by default.
    #[serde(deserialize_with = "flag")]
    pub include_forecasts: Option<bool>,
    /// Order of the list; `NAME` by default.
    pub order_by: UnitOrder,
    /// Rows on the page, 0 to 100; 20 by default.
    #[serde(deserialize_with = "number")]
    #[param(minimum = 0, maximum = 100)]
    pub first: Option<i64>,
    /// Start after this cursor: the `nextCursor` of the page before.
    pub after: Option<String>,
}

impl Names for ReportDepartments {
    const NAMES: &'static [&'static str] =
        &["role", "basis", "asOf", "includeForecasts", "orderBy", "first", "after"];
}

/// Parameters of `GET /departments/{id}/tasks`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DepartmentTasks {
    /// Only tasks of this report.
    pub report: Option<Uuid>,
    /// Only tasks in which the unit has this role.
    pub role: Option<Role>,
    /// Only tasks with one of these statuses, separated by commas.
    #[serde(deserialize_with = "words")]
    #[param(value_type = Option<Vec<Status>>, style = Form, explode = false, min_items = 1)]
    pub status: Option<Vec<Status>>,
    /// Which status is meant; `EFFECTIVE` by default.
    pub basis: Basis,
    /// Only tasks whose print and figures contradict each other, or do not.
    #[serde(deserialize_with = "flag")]
    pub discrepancy: Option<bool>,
    /// Whether tasks of its collective units are listed; `true` by default.
    #[serde(deserialize_with = "flag")]
    pub include_collective: Option<bool>,
    /// Rows on the page, 0 to 100; 20 by default.
    #[serde(deserialize_with = "number")]
    #[param(minimum = 0, maximum = 100)]
    pub first: Option<i64>,
    /// Start after this cursor: the `nextCursor` of the page before.
    pub after: Option<String>,
}

impl Names for DepartmentTasks {
    const NAMES: &'static [&'static str] =
        &["report", "role", "status", "basis", "discrepancy", "includeCollective", "first", "after"];
}

/// Parameters of `GET /documents`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DocumentList {
    /// Only documents of this report.
    pub report: Option<Uuid>,
    /// Only documents of the jurisdiction of this name.
    pub jurisdiction: Option<String>,
    /// Only documents in force, or only superseded ones.
    #[serde(deserialize_with = "flag")]
    pub in_force: Option<bool>,
    /// Rows on the page, 0 to 100; 20 by default.
    #[serde(deserialize_with = "number")]
    #[param(minimum = 0, maximum = 100)]
    pub first: Option<i64>,
    /// Start after this cursor: the `nextCursor` of the page before.
    pub after: Option<String>,
}

impl Names for DocumentList {
    const NAMES: &'static [&'static str] = &["report", "jurisdiction", "inForce", "first", "after"];
}

/// Parameters of `DELETE /documents/{id}`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct UndoDocument {
    /// `true` answers with the summary and writes nothing.
    #[serde(deserialize_with = "flag")]
    pub dry_run: Option<bool>,
}

impl Names for UndoDocument {
    const NAMES: &'static [&'static str] = &["dryRun"];
}

/// Parameters of `GET /reports/{id}/results` and `GET /documents/{id}/results`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct Results {
    /// Only results of the measure of this canonical name.
    pub canonical_name: Option<String>,
    /// Rows on the page, 0 to 100; 20 by default.
    #[serde(deserialize_with = "number")]
    #[param(minimum = 0, maximum = 100)]
    pub first: Option<i64>,
    /// Start after this cursor: the `nextCursor` of the page before.
    pub after: Option<String>,
}

impl Names for Results {
    const NAMES: &'static [&'static str] = &["canonicalName", "first", "after"];
}

/// Parameters of a list that has no others.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct Plain {
    /// Rows on the page, 0 to 100; 20 by default.
    #[serde(deserialize_with = "number")]
    #[param(minimum = 0, maximum = 100)]
    pub first: Option<i64>,
    /// Start after this cursor: the `nextCursor` of the page before.
    pub after: Option<String>,
}

impl Names for Plain {
    const NAMES: &'static [&'static str] = &["first", "after"];
}
