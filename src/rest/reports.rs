//! `/reports`.

use axum::Json;
use axum::extract::State;
use uuid::Uuid;

use super::bodies::{DepartmentStanding, Page, Report, Task};
use super::params::{Nothing, Params, ReportDepartments, ReportList, ReportTasks};
use super::path::Id;
use super::problem::Problem;
use super::tasks::task_page;
use crate::app::AppState;
use crate::error::Result;
use crate::service::assessment::View;
use crate::service::completion::{Books, Question, jurisdiction_of, units_of_report};
use crate::service::detail::found;
use crate::service::units::Units;
use crate::store::page::{Page as Wanted, Slice};
use crate::store::report::ReportFilter;
use crate::store::task::{ORDER, TaskFilter};
use crate::store::{jurisdiction, report};
use crate::view::Completion;

/// Reports.
#[utoipa::path(get, path = "/reports", tag = "reports", params(ReportList),
    responses((status = 200, body = Page<Report>), (status = 400, body = Problem)))]
pub(super) async fn list(
    State(state): State<AppState>,
    Params(params): Params<ReportList>,
) -> Result<Json<Page<Report>>> {
    let ReportList { jurisdiction, year, order_by, first, after } = params;
    let db = &state.ledger.db;
    let page = Wanted::new(first, after.as_deref(), order_by.name())?;
    let filter = ReportFilter { jurisdiction_ids: None, jurisdiction, years: year.map(|year| vec![year]) };
    let slice = report::page(db, &filter, order_by, &page).await?;
    let total = report::count(db, &filter).await?;
    let rows: Vec<entity::report::Model> = slice.rows.iter().map(|(_, row)| row.clone()).collect();
    let mut items = in_full(&state, &rows).await?.into_iter();
    Ok(Json(Page::of(slice.filter_map(|_| items.next()), total)))
}

/// A report.
#[utoipa::path(get, path = "/reports/{id}", tag = "reports", params(("id" = Uuid, Path, description = "Id of the report.")),
    responses((status = 200, body = Report), (status = 404, body = Problem)))]
pub(super) async fn one(
    State(state): State<AppState>,
    Id(id): Id,
    Params(_): Params<Nothing>,
) -> Result<Json<Report>> {
    let row = found(report::by_ids(&state.ledger.db, &[id]).await?, "report", id)?;
    let mut rows = in_full(&state, &[row]).await?;
    Ok(Json(rows.remove(0)))
}

async fn in_full(state: &AppState, rows: &[entity::report::Model]) -> Result<Vec<Report>> {
    let db = &state.ledger.db;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let of: Vec<Uuid> = rows.iter().map(|row| row.jurisdiction_id).collect();
    let jurisdictions = jurisdiction::by_ids(db, &of).await?;
    let titles = report::titles(db, &ids).await?;
    let body = |row| Report::new(row, jurisdictions.get(&row.jurisdiction_id), titles.get(&row.id));
    Ok(rows.iter().map(body).collect())
}

/// The tasks of a report, as printed.
#[utoipa::path(get, path = "/reports/{id}/tasks", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), ReportTasks),
    responses((status = 200, body = Page<Task>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn tasks(
    State(state): State<AppState>,
    Id(id): Id,
    Params(params): Params<ReportTasks>,
) -> Result<Json<Page<Task>>> {
    let ReportTasks {
        department,
        role,
        status,
        basis,
        discrepancy,
        number,
        origin,
        counted_as,
        first,
        after,
    } = params;
    let db = &state.ledger.db;
    let of = jurisdiction_of(db, id).await?;
    let page = Wanted::new(first, after.as_deref(), ORDER)?;
    let department_ids = match department {
        Some(unit) => Some(Units::load(db, &[of]).await?.with_descendants(unit)),
        None => None,
    };
    let filter = TaskFilter {
        report_id: Some(id),
        department_ids,
        role,
        statuses: status,
        basis,
        discrepancy,
        number,
        origin,
        counted_as,
        ..TaskFilter::default()
    };
    task_page(&state.ledger, filter, &page).await.map(Json)
}

/// The responsible units of a report, each with its completion. A parent includes its children.
#[utoipa::path(get, path = "/reports/{id}/departments", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), ReportDepartments),
    responses((status = 200, body = Page<DepartmentStanding>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn departments(
    State(state): State<AppState>,
    Id(id): Id,
    Params(params): Params<ReportDepartments>,
) -> Result<Json<Page<DepartmentStanding>>> {
    let ReportDepartments { role, basis, as_of, include_forecasts, order_by, first, after } = params;
    let ledger = &state.ledger;
    let of = jurisdiction_of(&ledger.db, id).await?;
    let page = Wanted::new(first, after.as_deref(), order_by.name())?;
    let view = View { as_of, forecasts: include_forecasts.unwrap_or(true) };
    let books = Books::open(&ledger.db, &[id], view, &ledger.policy).await?;
    let units = Units::load(&ledger.db, &[of]).await?;
    let rows = units_of_report(&books, &units, id, &Question { basis, view, role }, order_by);
    let total = u64::try_from(rows.len()).unwrap_or(u64::MAX);
    let slice = Slice::of(rows, &page, |row| row.place(order_by))?.map(|row| DepartmentStanding {
        department: units.by_id.get(&row.department_id).map(Into::into),
        completion: Completion::new(&row.answer, basis),
        lead: Completion::new(&row.lead, basis),
        support: Completion::new(&row.support, basis),
    });
    Ok(Json(Page::of(slice, total)))
}
