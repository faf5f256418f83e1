//! `/reports`.

use axum::Json;
use axum::extract::State;
use axum::response::Response;
use entity::report;
use uuid::Uuid;

use super::bodies::{DepartmentStanding, Page, Report, Task};
use super::list::{List, NoOwn, lists};
use super::params::{Nothing, Params, ReportDepartments};
use super::path::Id;
use super::problem::Problem;
use super::tasks::{TaskList, task_page};
use crate::app::AppState;
use crate::domain::completion::Basis;
use crate::error::Result;
use crate::message::Noun;
use crate::service::Ledger;
use crate::service::assessment::View;
use crate::service::completion::{Books, Question, StandingKey, Standings, jurisdiction_of, units_of_report};
use crate::service::detail::found;
use crate::service::units::Units;
use crate::store::filter::Filter;
use crate::store::lists::document::{self as documents, DocumentTest};
use crate::store::lists::report::ReportKey;
use crate::store::lists::task::TaskTest;
use crate::store::page::Page as Wanted;
use crate::store::{jurisdiction, lists as store, report as reports};
use crate::view::filter::{ReportFilter, StandingFilter};
use crate::view::order::named;
use crate::view::{Completion, Roles};

lists! {
    /// `/reports`.
    ReportList(ReportFilter, ReportKey, NoOwn, ["completion", "documents", "documentCount"]),
    /// `/reports/{id}/departments`.
    StandingList(StandingFilter, StandingKey, ReportDepartments, []),
}

/// Reports, newest year first unless asked otherwise.
#[utoipa::path(get, path = "/reports", tag = "reports", params(List<ReportList>),
    responses((status = 200, body = Page<Report>), (status = 400, body = Problem)))]
pub(super) async fn list(State(state): State<AppState>, list: List<ReportList>) -> Result<Response> {
    let db = &state.ledger.db;
    let page = Wanted::new(list.page.clone(), &list.sort.name())?;
    let slice = store::page(db, &list.filter, &list.sort, &page).await?;
    let total = store::count(db, &list.filter).await?;
    let rows: Vec<report::Model> = slice.rows.iter().map(|(_, row)| row.clone()).collect();
    let mut items = bodies(&state.ledger, &rows, &list.includes).await?.into_iter();
    list.answer(slice.filter_map(|_| items.next()), total)
}

/// A report.
#[utoipa::path(get, path = "/reports/{id}", tag = "reports", params(("id" = Uuid, Path, description = "Id of the report.")),
    responses((status = 200, body = Report), (status = 404, body = Problem)))]
pub(super) async fn one(
    State(state): State<AppState>,
    Id(id): Id,
    Params(_): Params<Nothing>,
) -> Result<Json<Report>> {
    let row = found(reports::by_ids(&state.ledger.db, &[id]).await?, Noun::Report, id)?;
    let mut rows = bodies(&state.ledger, &[row], &[]).await?;
    Ok(Json(rows.remove(0)))
}

/// Reports with what stands in other tables, and what `include` names: two statements, one more for documents and one for
/// their number, three for completion, whatever the rows.
pub(super) async fn bodies(
    ledger: &Ledger,
    rows: &[report::Model],
    includes: &[&str],
) -> Result<Vec<Report>> {
    let db = &ledger.db;
    let ids: Vec<Uuid> = rows.iter().map(|row| row.id).collect();
    let of: Vec<Uuid> = rows.iter().map(|row| row.jurisdiction_id).collect();
    let jurisdictions = jurisdiction::by_ids(db, &of).await?;
    let titles = reports::titles(db, &ids).await?;
    let body =
        |row: &report::Model| Report::new(row, jurisdictions.get(&row.jurisdiction_id), titles.get(&row.id));
    let mut bodies: Vec<Report> = rows.iter().map(body).collect();
    let of: Vec<Filter<DocumentTest>> = ids.iter().map(|id| documents::of_report(*id).into()).collect();
    if includes.contains(&"documents") {
        let printed = named(Some("kind,periodEnd,imported"))?;
        let pages = store::pages(db, &of, &printed, &Wanted::largest()).await?;
        for (body, page) in bodies.iter_mut().zip(pages) {
            body.documents = Some(page.rows.iter().map(|(_, row)| row.into()).collect());
        }
    }
    if includes.contains(&"documentCount") {
        for (body, count) in bodies.iter_mut().zip(store::counts(db, &of).await?) {
            body.document_count = Some(count);
        }
    }
    if includes.contains(&"completion") {
        let books = Books::open(db, &ids, View::default(), &ledger.policy).await?;
        for body in &mut bodies {
            let answer = books.of_report(body.id, &Question::default());
            body.completion = Some(Completion::new(&answer, Basis::default()));
        }
    }
    Ok(bodies)
}

/// The tasks of a report, as printed unless asked otherwise.
#[utoipa::path(get, path = "/reports/{id}/tasks", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<TaskList>),
    responses((status = 200, body = Page<Task>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn tasks(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<TaskList>,
) -> Result<Response> {
    jurisdiction_of(&state.ledger.db, id).await?;
    task_page(&state.ledger, list, TaskTest::of_report(id).into()).await
}

/// The responsible units of a report, each with its completion, by name unless asked otherwise. A parent includes its
/// children.
#[utoipa::path(get, path = "/reports/{id}/departments", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), List<StandingList>),
    responses((status = 200, body = Page<DepartmentStanding>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn departments(
    State(state): State<AppState>,
    Id(id): Id,
    list: List<StandingList>,
) -> Result<Response> {
    let ReportDepartments { role, basis, as_of, include_forecasts } = list.own;
    let ledger = &state.ledger;
    let of = jurisdiction_of(&ledger.db, id).await?;
    let view = View { as_of: as_of.map(Into::into), forecasts: include_forecasts.unwrap_or(true) };
    let books = Books::open(&ledger.db, &[id], view, &ledger.policy).await?;
    let units = Units::load(&ledger.db, &[of]).await?;
    let wanted = Standings { filter: list.filter.clone(), sort: list.sort.clone(), page: list.page.clone() };
    let (slice, total) =
        units_of_report(&books, &units, id, &Question { basis, view, roles: Roles::asked(role) }, wanted)?;
    let slice = slice.map(|row| DepartmentStanding {
        department: units.by_id.get(&row.department_id).map(Into::into),
        completion: Completion::new(&row.answer, basis),
        lead: Completion::new(&row.lead, basis),
        support: Completion::new(&row.support, basis),
    });
    list.answer(slice, u64::try_from(total).unwrap_or(u64::MAX))
}
