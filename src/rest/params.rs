//! Query parameters: unknown and repeated ones are refused by name, wrong values too.

mod analytics;

use crate::view::{Date, Roles};
use std::marker::PhantomData;

use axum::extract::FromRequestParts;
use axum::http::Uri;
use axum::http::request::Parts;
use rust_decimal::Decimal;
use serde::Deserialize;
use serde::de::DeserializeOwned;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};

use crate::domain::completion::Basis;
use crate::error::{Error, Result};
use crate::message::{Form, Message, listed};
use crate::query_string;
use crate::store::page::PAGE_CAP;

use super::tree::Node;

pub use analytics::{
    Changes, Compare, CompletionOf, Derivation, GroupTasks, Groups, Measures, Overview, Ranking, Seen,
    TaskDerivation, Trend,
};

/// A set of query parameters with their names.
pub trait Names {
    /// The names that are allowed.
    const NAMES: &'static [&'static str];

    /// The same, with those of what it is made of.
    #[must_use]
    fn names() -> Vec<&'static str> {
        Self::NAMES.to_vec()
    }
}

/// Query parameters of a route.
pub struct Params<T>(pub T);

impl<T: DeserializeOwned + Names, S: Sync> FromRequestParts<S> for Params<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        parse(pairs(&parts.uri)?, &[]).map(Self)
    }
}

/// The parameters of an address as they stand.
pub(super) fn pairs(uri: &Uri) -> Result<Vec<(String, String)>> {
    let pairs = query_string::pairs(uri.query().unwrap_or_default());
    pairs.map_err(|wrong| Error::invalid(wrong.0, Message::NotUtf8))
}

/// Reads parameters, each of which is known and given once. `beside` names what the route takes and reads itself.
pub(super) fn parse<T: DeserializeOwned + Names>(
    pairs: Vec<(String, String)>,
    beside: &[&'static str],
) -> Result<T> {
    let known = T::names();
    let mut read: Vec<(String, String)> = Vec::new();
    for (name, value) in pairs {
        if !known.contains(&name.as_str()) {
            let takes: Vec<&str> = known.iter().chain(beside).copied().collect();
            let message = match takes.as_slice() {
                [] => Message::NoParameters,
                names => Message::UnknownParameter(listed(names)),
            };
            return Err(Error::invalid(name, message));
        }
        if read.iter().any(|(other, _)| *other == name) {
            return Err(Error::invalid(name, Message::Twice));
        }
        // One value at a time, so that a wrong one is named.
        let alone = Node::flat(&name, [(name.clone(), value.clone())]);
        T::deserialize(alone).map_err(|wrong| wrong.error(&name))?;
        read.push((name, value));
    }
    T::deserialize(Node::flat("query", read)).map_err(|wrong| wrong.error("query"))
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

impl IntoParams for Nothing {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        Vec::new()
    }
}

/// What can be written as the text of a parameter.
trait Written: std::str::FromStr {
    /// What it looks like, in words.
    const FORM: Form;
}

impl Written for Decimal {
    const FORM: Form = Form::Number;
}

impl Written for bool {
    const FORM: Form = Form::Truth;
}

/// Parses the text of a parameter.
fn number<'de, D: serde::Deserializer<'de>, N: Written>(from: D) -> std::result::Result<Option<N>, D::Error> {
    let text = String::deserialize(from)?;
    let wrong = |_| serde::de::Error::custom(Message::Expected(text.clone(), N::FORM));
    text.parse().map(Some).map_err(wrong)
}

/// How many rows are wanted: what no page can have is refused here, so that it is refused where there are no rows too.
pub(super) fn size(name: &str, text: &str) -> Result<i64> {
    let size = text.parse().ok().filter(|size| (0..=PAGE_CAP.cast_signed()).contains(size));
    size.ok_or_else(|| Error::invalid(name, Message::ExpectedRows(text.to_owned(), PAGE_CAP)))
}

/// The same in a set of parameters.
fn rows<'de, D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Option<i64>, D::Error> {
    let text = String::deserialize(from)?;
    size("", &text).map(Some).map_err(|error| match error {
        Error::Invalid { message, .. } => serde::de::Error::custom(message),
        other => serde::de::Error::custom(other),
    })
}

/// `true` or `false`.
fn flag<'de, D: serde::Deserializer<'de>>(from: D) -> std::result::Result<Option<bool>, D::Error> {
    number(from)
}

/// Parameters of `GET /reports/{id}/departments`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct ReportDepartments {
    /// Only units with tasks in this role, or one of these, counting those tasks; several are separated by commas.
    #[param(style = Form, explode = false, inline)]
    pub role: Option<Roles>,
    /// Which status is counted; `EFFECTIVE` by default.
    pub basis: Basis,
    /// As a reader of the bulletins up to this day saw it.
    pub as_of: Option<Date>,
    /// Whether forecasts (预计) count as figures; `true` by default.
    #[serde(deserialize_with = "flag")]
    pub include_forecasts: Option<bool>,
}

impl Names for ReportDepartments {
    const NAMES: &'static [&'static str] = &["role", "basis", "asOf", "includeForecasts"];
}

/// Parameters of `GET /departments/{id}/tasks`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct DepartmentTasks {
    /// Only tasks in which the unit has this role, or one of these; several are separated by commas.
    #[param(style = Form, explode = false, inline)]
    pub role: Option<Roles>,
    /// Whether tasks of its collective units are listed; `true` by default.
    #[serde(deserialize_with = "flag")]
    pub include_collectives: Option<bool>,
}

impl Names for DepartmentTasks {
    const NAMES: &'static [&'static str] = &["role", "includeCollectives"];
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
