//! Measures side by side over reports.

use axum::extract::State;
use axum::response::Response;
use uuid::Uuid;

use super::{length, view};
use crate::app::AppState;
use crate::error::Result;
use crate::rest::bodies::Page;
use crate::rest::bodies::analytics::{Comparison, ComparisonRow, ReportNames};
use crate::rest::list::{List, NoKey, lists};
use crate::rest::params;
use crate::rest::problem::Problem;
use crate::service::Ledger;
use crate::service::analytics::{comparison, listing};
use crate::store::filter::Filter;
use crate::store::jurisdiction;
use crate::store::lists::indicator::IndicatorTest;
use crate::view::filter::IndicatorFilter;

lists! {
    /// `/compare`.
    MeasureList(IndicatorFilter, NoKey, params::Measures, []),
    /// `/compare/rows`.
    ComparedList(IndicatorFilter, NoKey, params::Compare, []),
}

async fn found(
    ledger: &Ledger,
    params: &params::Compare,
    filter: &Filter<IndicatorTest>,
) -> Result<Vec<comparison::Comparison>> {
    let params::Compare { canonical_names, jurisdictions, years, unit, as_of, include_forecasts } = params;
    let wanted = comparison::Wanted {
        names: canonical_names.clone().unwrap_or_default(),
        jurisdictions: jurisdictions.clone(),
        years: years.clone(),
        unit: unit.clone(),
        filter: filter.clone(),
        view: view(*as_of, *include_forecasts),
    };
    comparison::of(ledger, &wanted).await
}

/// Jurisdiction and year of each report of these comparisons.
async fn names(ledger: &Ledger, found: &[comparison::Comparison]) -> Result<ReportNames> {
    let reports = comparison::reports_of(ledger, found).await?;
    let of: Vec<Uuid> = reports.values().map(|report| report.jurisdiction_id).collect();
    let places = jurisdiction::by_ids(&ledger.db, &of).await?;
    let name = |report: &entity::report::Model| {
        (places.get(&report.jurisdiction_id).map(|place| place.name.clone()), report.year)
    };
    Ok(reports.iter().map(|(id, report)| (*id, name(report))).collect())
}

/// Measures side by side over reports, in the order asked for, each with its first rows; a measure that no report in
/// question has is left out.
#[utoipa::path(get, path = "/compare", tag = "reports", params(List<MeasureList>),
    responses((status = 200, body = Page<Comparison>), (status = 400, body = Problem)))]
pub(in crate::rest) async fn compare(
    State(state): State<AppState>,
    list: List<MeasureList>,
) -> Result<Response> {
    let found = found(&state.ledger, &list.own.compare, &list.filter).await?;
    let names = names(&state.ledger, &found).await?;
    let key = comparison::Comparison::key;
    let (slice, total) = listing::page(found, list.page.clone(), comparison::MEASURES, key)?;
    let page = Page::of(slice, length(total));
    let items = page.items.iter().map(|row| Comparison::new(row, list.own.rows, &names));
    list.show(Page {
        items: items.collect::<Result<_>>()?,
        total_count: page.total_count,
        next_cursor: page.next_cursor,
        prev_cursor: page.prev_cursor,
    })
}

/// The rows of these measures, one per indicator: measures in the order asked for; of each, the newest year first, then
/// reports by time of import, indicators as printed.
#[utoipa::path(get, path = "/compare/rows", tag = "reports", params(List<ComparedList>),
    responses((status = 200, body = Page<ComparisonRow>), (status = 400, body = Problem)))]
pub(in crate::rest) async fn compare_rows(
    State(state): State<AppState>,
    list: List<ComparedList>,
) -> Result<Response> {
    let found = found(&state.ledger, &list.own, &list.filter).await?;
    let names = names(&state.ledger, &found).await?;
    let rows = found.iter().flat_map(|of| of.rows.iter().map(move |row| (of, row))).collect();
    let (slice, total) = listing::page(rows, list.page.clone(), comparison::ROWS, |(_, row)| row.key())?;
    list.answer(slice.map(|(of, row)| ComparisonRow::new(of, row, &names)), length(total))
}
