//! Print against figures.

use axum::extract::State;
use axum::response::Response;

use super::{chosen, length, quoting, view};
use crate::app::AppState;
use crate::error::Result;
use crate::rest::bodies::Page;
use crate::rest::bodies::analytics::Discrepancy;
use crate::rest::list::{List, lists};
use crate::rest::params;
use crate::rest::path::Id;
use crate::rest::problem::Problem;
use crate::service::analytics::discrepancies as contradictions;
use crate::service::analytics::register::Register;
use crate::store::lists::task::TaskKey;
use crate::view::filter::TaskFilter;

lists! {
    /// `/reports/{id}/discrepancies`.
    DiscrepancyList(TaskFilter, TaskKey, params::Seen, []),
}

/// Where print and figures of a report contradict each other: tasks as printed unless asked otherwise.
#[utoipa::path(get, path = "/reports/{id}/discrepancies", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<DiscrepancyList>),
    responses((status = 200, body = Page<Discrepancy>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(in crate::rest) async fn discrepancies(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<DiscrepancyList>,
) -> Result<Response> {
    let params::Seen { as_of, include_forecasts } = list.own;
    let register = Register::of(&state.ledger, id).await?;
    let rows = contradictions::of(&register.at(view(as_of, include_forecasts)));
    let (slice, total) = chosen(&state.ledger, id, &list).await?.page(rows, contradictions::LIST)?;
    let words = slice.rows.iter().flat_map(|(_, row)| row.evidence()).collect();
    let to = quoting(&state.ledger, &register, words).await?;
    list.answer(slice.map(|row| Discrepancy::new(&row, &to)), length(total))
}
