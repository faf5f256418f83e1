//! Parameters of analytics.

use crate::message::{Form, Message};
use crate::view::{Date, Roles};
use rust_decimal::Decimal;
use serde::Deserialize;
use utoipa::IntoParams;
use utoipa::openapi::path::{Parameter, ParameterIn};
use uuid::Uuid;

use super::{Names, flag, number, rows};
use crate::domain::completion::Basis;
use crate::rest::list::number_of;
use crate::service::analytics::breakdown::Dimension;
use crate::service::analytics::derivation::{Part, Which};
use crate::service::analytics::ranking::{Measure, Order};

/// Texts separated by commas, ASCII or Chinese.
fn texts<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Vec<String>>, D::Error> {
    let text = String::deserialize(from)?;
    let words: Vec<String> = text.split([',', '\u{ff0c}']).map(|word| word.trim().to_owned()).collect();
    if words.iter().any(String::is_empty) {
        return Err(serde::de::Error::custom(Message::EmptyBetweenCommas));
    }
    Ok(Some(words))
}

/// Years separated by commas.
fn years<'de, D: serde::Deserializer<'de>>(from: D) -> Result<Option<Vec<i32>>, D::Error> {
    let text = String::deserialize(from)?;
    let year = |year: &str| {
        let wrong = |_| serde::de::Error::custom(Message::Expected(year.to_owned(), Form::Year));
        year.trim().parse().map_err(wrong)
    };
    text.split(',').map(year).collect::<Result<Vec<i32>, _>>().map(Some)
}

/// Parameters of `GET /reports/{id}/completion`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct CompletionOf {
    /// By what the tasks are grouped; without it, the answer is the completion of the whole report.
    pub by: Option<Dimension>,
    /// Which status is counted; `EFFECTIVE` by default.
    pub basis: Basis,
    /// As a reader of the bulletins up to this day saw it.
    pub as_of: Option<Date>,
    /// Only tasks in which a unit has this role, or one of these; several are separated by commas.
    #[param(style = Form, explode = false, inline)]
    pub role: Option<Roles>,
    /// Whether forecasts (预计) count as figures; `true` by default.
    #[serde(deserialize_with = "flag")]
    pub include_forecasts: Option<bool>,
}

impl Names for CompletionOf {
    const NAMES: &'static [&'static str] = &["by", "basis", "asOf", "role", "includeForecasts"];
}

/// Parameters of `GET /reports/{id}/completion/groups`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct Groups {
    /// By what the tasks are grouped.
    #[param(required = true)]
    pub by: Option<Dimension>,
    /// Which status is counted; `EFFECTIVE` by default.
    pub basis: Basis,
    /// As a reader of the bulletins up to this day saw it.
    pub as_of: Option<Date>,
    /// Only tasks in which a unit has this role, or one of these; several are separated by commas.
    #[param(style = Form, explode = false, inline)]
    pub role: Option<Roles>,
    /// Whether forecasts (预计) count as figures; `true` by default.
    #[serde(deserialize_with = "flag")]
    pub include_forecasts: Option<bool>,
}

impl Names for Groups {
    const NAMES: &'static [&'static str] = &["by", "basis", "asOf", "role", "includeForecasts"];
}

/// Parameters of `GET /reports/{id}/completion/tasks`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct GroupTasks {
    /// By what the tasks are grouped.
    #[param(required = true, example = "KIND")]
    pub by: Option<Dimension>,
    /// The `key` of the group; empty for the tasks that print nothing here.
    #[param(required = true, example = "AMOUNT")]
    pub key: Option<String>,
    /// Which status is counted; `EFFECTIVE` by default.
    pub basis: Basis,
    /// As a reader of the bulletins up to this day saw it.
    pub as_of: Option<Date>,
    /// Only tasks in which a unit has this role, or one of these; several are separated by commas.
    #[param(style = Form, explode = false, inline)]
    pub role: Option<Roles>,
    /// Whether forecasts (预计) count as figures; `true` by default.
    #[serde(deserialize_with = "flag")]
    pub include_forecasts: Option<bool>,
}

impl Names for GroupTasks {
    const NAMES: &'static [&'static str] = &["by", "key", "basis", "asOf", "role", "includeForecasts"];
}

/// Parameters of `GET /reports/{id}/trend`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct Trend {
    /// Which status is counted; `EFFECTIVE` by default.
    pub basis: Basis,
    /// Only periods that end on or before this day.
    pub as_of: Option<Date>,
    /// Only tasks in which a unit has this role, or one of these; several are separated by commas.
    #[param(style = Form, explode = false, inline)]
    pub role: Option<Roles>,
    /// Whether forecasts (预计) count as figures; `true` by default.
    #[serde(deserialize_with = "flag")]
    pub include_forecasts: Option<bool>,
}

impl Names for Trend {
    const NAMES: &'static [&'static str] = &["basis", "asOf", "role", "includeForecasts"];
}

/// Parameters of `GET /reports/{id}/ranking`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct Ranking {
    /// By what; `LARGEST_LAG` by default.
    pub by: Measure,
    /// Share of a unit's tasks that must be measured for a rank, 0..1; 0 by default.
    #[serde(deserialize_with = "number")]
    #[param(value_type = Option<String>, pattern = r"^(0(\.[0-9]{1,20})?|1(\.0{1,20})?)$", example = "0.5")]
    pub min_coverage: Option<Decimal>,
    /// Which end comes first; `WORST_FIRST` by default.
    pub order: Order,
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

impl Names for Ranking {
    const NAMES: &'static [&'static str] =
        &["by", "minCoverage", "order", "role", "basis", "asOf", "includeForecasts"];
}

/// Parameters of `GET /reports/{id}/changes`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct Changes {
    /// The earlier point: a day (2024-06-30) or a period as printed (上半年); by default the period before `to`.
    #[param(example = "上半年")]
    pub from: Option<String>,
    /// The later point, likewise; the newest period by default.
    #[param(example = "前三季度")]
    pub to: Option<String>,
    /// Which status is compared; `EFFECTIVE` by default.
    pub basis: Basis,
    /// Whether forecasts (预计) count as figures; `true` by default.
    #[serde(deserialize_with = "flag")]
    pub include_forecasts: Option<bool>,
}

impl Names for Changes {
    const NAMES: &'static [&'static str] = &["from", "to", "basis", "includeForecasts"];
}

/// From when a report is seen.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct Seen {
    /// As a reader of the bulletins up to this day saw it.
    pub as_of: Option<Date>,
    /// Whether forecasts (预计) count as figures; `true` by default.
    #[serde(deserialize_with = "flag")]
    pub include_forecasts: Option<bool>,
}

impl Names for Seen {
    const NAMES: &'static [&'static str] = &["asOf", "includeForecasts"];
}

/// Parameters of an answer that has lists inside, each of which has a route of its own.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Overview<P> {
    /// What the answer itself is asked for.
    #[serde(flatten)]
    pub own: P,
    /// Rows of each list.
    #[serde(deserialize_with = "rows")]
    pub first: Option<i64>,
}

impl<P: Names> Names for Overview<P> {
    const NAMES: &'static [&'static str] = &["first"];

    fn names() -> Vec<&'static str> {
        P::names().into_iter().chain(Self::NAMES.iter().copied()).collect()
    }
}

impl<P: IntoParams> IntoParams for Overview<P> {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut parameters = P::into_params(place);
        parameters.push(number_of("first", "Rows of each list, from its start; 20 by default."));
        parameters
    }
}

/// Parameters of `GET /reports/{id}/derivation`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct Derivation {
    /// Which ratio; `MEAN_COMPLETION` by default.
    pub of: Which,
    /// Only the tasks of this unit, those of its children included.
    pub department: Option<Uuid>,
    /// Which status is counted; `EFFECTIVE` by default.
    pub basis: Basis,
    /// As a reader of the bulletins up to this day saw it.
    pub as_of: Option<Date>,
    /// Only tasks in which the unit, or any unit, has this role, or one of these; several are separated by commas.
    #[param(style = Form, explode = false, inline)]
    pub role: Option<Roles>,
    /// Whether forecasts (预计) count as figures; `true` by default.
    #[serde(deserialize_with = "flag")]
    pub include_forecasts: Option<bool>,
    /// Tasks that are listed, 0 to 100; 20 by default.
    #[serde(deserialize_with = "rows")]
    #[param(minimum = 0, maximum = 100)]
    pub first: Option<i64>,
    /// Id of the task to start after: the last of the page before.
    pub after: Option<Uuid>,
}

impl Names for Derivation {
    const NAMES: &'static [&'static str] =
        &["of", "department", "basis", "asOf", "role", "includeForecasts", "first", "after"];
}

/// Parameters of `GET /tasks/{id}/derivation`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct TaskDerivation {
    /// What is derived; `STATUS` by default.
    pub of: Part,
    /// Which status is derived; `EFFECTIVE` by default.
    pub basis: Basis,
    /// As a reader of the bulletins up to this day saw it.
    pub as_of: Option<Date>,
    /// Whether forecasts (预计) count as figures; `true` by default.
    #[serde(deserialize_with = "flag")]
    pub include_forecasts: Option<bool>,
}

impl Names for TaskDerivation {
    const NAMES: &'static [&'static str] = &["of", "basis", "asOf", "includeForecasts"];
}

/// Parameters of `GET /compare/rows`.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, rename_all = "camelCase")]
#[into_params(parameter_in = Query)]
pub struct Compare {
    /// Measures, by their canonical or another known name, separated by commas; at most 50.
    #[serde(deserialize_with = "texts")]
    #[param(value_type = String, required = true, pattern = "^[^,\u{ff0c}]*[^,\u{ff0c}\\s][^,\u{ff0c}]*([,\u{ff0c}][^,\u{ff0c}]*[^,\u{ff0c}\\s][^,\u{ff0c}]*)*$", example = "地区生产总值,固定资产投资")]
    pub canonical_names: Option<Vec<String>>,
    /// Only reports of the jurisdictions of these names, in full or short, separated by commas; at most 50.
    #[serde(deserialize_with = "texts")]
    #[param(value_type = Option<String>, pattern = "^[^,\u{ff0c}]*[^,\u{ff0c}\\s][^,\u{ff0c}]*([,\u{ff0c}][^,\u{ff0c}]*[^,\u{ff0c}\\s][^,\u{ff0c}]*)*$", example = "云溪市")]
    pub jurisdictions: Option<Vec<String>>,
    /// Only reports of these years, separated by commas; at most 50.
    #[serde(deserialize_with = "years")]
    #[param(value_type = Option<String>, pattern = r"^[0-9]{1,9}(,[0-9]{1,9})*$", example = "2023,2024")]
    pub years: Option<Vec<i32>>,
    /// The unit to compare in; that of the first row by default.
    #[param(example = "亿元")]
    pub unit: Option<String>,
    /// As a reader of the bulletins up to this day saw it.
    pub as_of: Option<Date>,
    /// Whether forecasts (预计) count as figures; `true` by default.
    #[serde(deserialize_with = "flag")]
    pub include_forecasts: Option<bool>,
}

impl Names for Compare {
    const NAMES: &'static [&'static str] =
        &["canonicalNames", "jurisdictions", "years", "unit", "asOf", "includeForecasts"];
}

/// Parameters of `GET /compare`: what is compared, and how much of each measure is shown.
#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub struct Measures {
    /// What is compared.
    #[serde(flatten)]
    pub compare: Compare,
    /// Rows of each measure.
    #[serde(deserialize_with = "rows")]
    pub rows: Option<i64>,
}

impl Names for Measures {
    const NAMES: &'static [&'static str] = &["rows"];

    fn names() -> Vec<&'static str> {
        Compare::names().into_iter().chain(Self::NAMES.iter().copied()).collect()
    }
}

impl IntoParams for Measures {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut parameters = Compare::into_params(place);
        parameters.push(number_of("rows", "Rows of each measure, from its start; 20 by default."));
        parameters
    }
}
