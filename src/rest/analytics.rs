//! Analytics of reports: the questions of GraphQL, over the same services.

use std::collections::HashMap;

use axum::Json;
use axum::extract::State;
use uuid::Uuid;

use super::bodies::Page;
use super::bodies::analytics::{
    Agenda, AgendaItem, Comparison, CompletionAnswer, CompletionBreakdown, CompletionGroup, Derivation,
    Discrepancy, RankedDepartment, Ranking, References, ReportChanges, Trend,
};
use super::params::{self, Params};
use super::path::Id;
use super::problem::Problem;
use crate::app::AppState;
use crate::error::{Error, Result};
use crate::service::analytics::derivation::{self, Page as Listed};
use crate::service::analytics::register::Register;
use crate::service::analytics::{
    agenda as agendas, breakdown, changes as moves, comparison, discrepancies as contradictions,
    evidence::{Evidence, texts},
    ranking as rankings, trend as trends,
};
use crate::service::assessment::{View, states};
use crate::service::completion::{Books, Question, jurisdiction_of, standing};
use crate::service::detail::found;
use crate::store::page::{self, Cursor, Slice, Wanted};
use crate::store::value::Value;
use crate::store::{TaskScope, department, jurisdiction, task};
use crate::view::Completion;

/// A page of a list that is held whole.
fn page<T>(
    list: Vec<T>,
    wanted: Wanted,
    name: &str,
    key: impl Fn(&T) -> Vec<Value>,
) -> Result<(Slice<T>, u64)> {
    let total = u64::try_from(list.len()).unwrap_or(u64::MAX);
    let wanted = page::Page::new(wanted, name)?;
    let slice = Slice::placed(list, &wanted, |row| Cursor { order: name.to_owned(), keys: key(row) })?;
    Ok((slice, total))
}

fn view(as_of: Option<chrono::NaiveDate>, include_forecasts: Option<bool>) -> View {
    View { as_of, forecasts: include_forecasts.unwrap_or(true) }
}

/// Completion of a report; with `by`, of its groups by one dimension.
#[utoipa::path(get, path = "/reports/{id}/completion", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), params::CompletionOf),
    responses((status = 200, body = CompletionAnswer), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn completion(
    State(state): State<AppState>,
    Id(id): Id,
    Params(params): Params<params::CompletionOf>,
) -> Result<Json<CompletionAnswer>> {
    let params::CompletionOf { by, basis, as_of, role, include_forecasts, first, after, last, before } =
        params;
    let ledger = &state.ledger;
    let view = view(as_of, include_forecasts);
    let question = Question { basis, view, role };
    let Some(dimension) = by else {
        let asked = [
            ("first", first.is_some()),
            ("after", after.is_some()),
            ("last", last.is_some()),
            ("before", before.is_some()),
        ];
        if let Some((argument, _)) = asked.into_iter().find(|(_, given)| *given) {
            return Err(Error::invalid(argument, "a page needs groups; say with `by` of what"));
        }
        jurisdiction_of(&ledger.db, id).await?;
        let books = Books::open(&ledger.db, &[id], view, &ledger.policy).await?;
        let whole = Completion::new(&books.of_report(id, &question), basis);
        return Ok(Json(CompletionAnswer::Whole(Box::new(whole))));
    };
    let register = Register::of(ledger, id).await?;
    let found = breakdown::by(&register.at(view), dimension, &question);
    let to = References::new(&register, HashMap::new());
    let key = |group: &breakdown::Group| vec![Value::Text(group.key.clone())];
    let (groups, total) =
        page(found.groups.clone(), Wanted { first, after, last, before }, "breakdown", key)?;
    let groups = Page::of(groups.map(|group| CompletionGroup::new(&group, &to, basis)), total);
    Ok(Json(CompletionAnswer::By(Box::new(CompletionBreakdown::new(&found, groups, basis)))))
}

/// Completion of a report over its periods.
#[utoipa::path(get, path = "/reports/{id}/trend", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), params::Trend),
    responses((status = 200, body = Trend), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn trend(
    State(state): State<AppState>,
    Id(id): Id,
    Params(params): Params<params::Trend>,
) -> Result<Json<Trend>> {
    let params::Trend { basis, as_of, role, include_forecasts } = params;
    let register = Register::of(&state.ledger, id).await?;
    let question = Question { basis, view: view(as_of, include_forecasts), role };
    Ok(Json(Trend::new(&trends::of(&register, &question), basis)))
}

/// The responsible units of a report by a ratio; those with too little coverage stand apart.
#[utoipa::path(get, path = "/reports/{id}/ranking", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), params::Ranking),
    responses((status = 200, body = Ranking), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn ranking(
    State(state): State<AppState>,
    Id(id): Id,
    Params(params): Params<params::Ranking>,
) -> Result<Json<Ranking>> {
    let params::Ranking {
        by,
        min_coverage,
        order,
        role,
        basis,
        as_of,
        include_forecasts,
        first,
        after,
        last,
        before,
    } = params;
    let wanted = rankings::Wanted::new(by, min_coverage, order)?;
    let register = Register::of(&state.ledger, id).await?;
    let question = Question { basis, view: view(as_of, include_forecasts), role };
    let rankings::Ranking { ranked, unranked } = rankings::of(&register.at(question.view), &question, wanted);
    let key = |row: &rankings::Row| vec![Value::Id(row.department_id)];
    let (ranked, total) = page(ranked, Wanted { first, after, last, before }, "ranking:ranked", key)?;
    let shown = ranked.rows.iter().map(|(_, row)| row).chain(&unranked);
    let words: Vec<Evidence> =
        shown.filter_map(|row| row.worst.as_ref()).flat_map(|item| item.evidence.clone()).collect();
    let to = References::new(&register, texts(&state.ledger.db, words).await?);
    let ranked = Page::of(ranked.map(|row| RankedDepartment::new(&row, &to, basis)), total);
    let unranked = unranked.iter().map(|row| RankedDepartment::new(row, &to, basis)).collect();
    Ok(Json(Ranking::new(wanted, ranked, unranked)))
}

/// What one period of a report changed against another; without parameters, the newest against the one before.
#[utoipa::path(get, path = "/reports/{id}/changes", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), params::Changes),
    responses((status = 200, body = Option<ReportChanges>, description = "The changes; null where the report has no two such periods."),
        (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn changes(
    State(state): State<AppState>,
    Id(id): Id,
    Params(params): Params<params::Changes>,
) -> Result<Json<Option<ReportChanges>>> {
    let params::Changes { from, to, basis, include_forecasts } = params;
    let db = &state.ledger.db;
    let register = Register::of(&state.ledger, id).await?;
    let Some(span) = moves::Span::of(&register, from.as_deref(), to.as_deref())? else {
        return Ok(Json(None));
    };
    let pair = moves::Pair::new(&register, span, include_forecasts.unwrap_or(true));
    let drafts = moves::drafts(db, &pair.document_ids()).await?;
    let place = register.report.jurisdiction_id;
    let names = department::names_in(db, &[place]).await?.remove(&place).unwrap_or_default();
    let changes = pair.changes(basis, &drafts, &names);
    Ok(Json(Some(ReportChanges::new(&changes, &References::new(&register, HashMap::new())))))
}

/// Where print and figures of a report contradict each other: tasks as printed.
#[utoipa::path(get, path = "/reports/{id}/discrepancies", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), params::Discrepancies),
    responses((status = 200, body = Page<Discrepancy>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn discrepancies(
    State(state): State<AppState>,
    Id(id): Id,
    Params(params): Params<params::Discrepancies>,
) -> Result<Json<Page<Discrepancy>>> {
    let params::Discrepancies { as_of, include_forecasts, first, after, last, before } = params;
    let register = Register::of(&state.ledger, id).await?;
    let rows = contradictions::of(&register.at(view(as_of, include_forecasts)));
    let (slice, total) =
        page(rows, Wanted { first, after, last, before }, "discrepancies", |row| row.place().to_vec())?;
    let words = slice.rows.iter().flat_map(|(_, row)| row.evidence()).collect::<Vec<Evidence>>();
    let to = References::new(&register, texts(&state.ledger.db, words).await?);
    Ok(Json(Page::of(slice.map(|row| Discrepancy::new(&row, &to)), total)))
}

/// What a supervision office has to ask about: what is behind, silent or unmeasured.
#[utoipa::path(get, path = "/reports/{id}/agenda", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), params::Agenda),
    responses((status = 200, body = Agenda), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn agenda(
    State(state): State<AppState>,
    Id(id): Id,
    Params(params): Params<params::Agenda>,
) -> Result<Json<Agenda>> {
    let params::Agenda { as_of, include_forecasts, first, after, last, before } = params;
    let register = Register::of(&state.ledger, id).await?;
    let found = agendas::of(&register.at(view(as_of, include_forecasts)));
    let key = |item: &agendas::Item| vec![Value::Id(item.task_id)];
    let (behind, total) =
        page(found.behind.clone(), Wanted { first, after, last, before }, "agenda:behind", key)?;
    let words: Vec<Evidence> = behind.rows.iter().flat_map(|(_, item)| item.evidence.clone()).collect();
    let to = References::new(&register, texts(&state.ledger.db, words).await?);
    let behind = Page::of(behind.map(|item| AgendaItem::new(&item, &to)), total);
    Ok(Json(Agenda::new(&found, behind, &to)))
}

/// How a completion ratio of a report, or of one of its units, came to be: its tasks, a page at a time.
#[utoipa::path(get, path = "/reports/{id}/derivation", tag = "reports",
    params(("id" = Uuid, Path, description = "Id of the report."), params::Derivation),
    responses((status = 200, body = Derivation), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn derivation(
    State(state): State<AppState>,
    Id(id): Id,
    Params(params): Params<params::Derivation>,
) -> Result<Json<Derivation>> {
    let params::Derivation { of, department, basis, as_of, role, include_forecasts, first, after } = params;
    let listed = Listed::new(first, after)?;
    let register = Register::of(&state.ledger, id).await?;
    let question = Question { basis, view: view(as_of, include_forecasts), role };
    let books = register.at(question.view).books();
    let answer = match department {
        Some(unit) if !register.units.by_id.contains_key(&unit) => {
            return Err(Error::NotFound { what: "department", key: unit.to_string() });
        }
        Some(unit) => standing(&books, &register.units, id, unit, &question).answer,
        None => books.of_report(id, &question),
    };
    let rows = register.tasks.iter().map(|task| (task.id, task.clone())).collect();
    let node = derivation::ratio(of, basis, &answer.members, listed.of(&answer.members)?, &rows);
    Ok(Json(Derivation::new(&node, &HashMap::new())))
}

/// How the status or completion of a task came to be, down to the printed words.
#[utoipa::path(get, path = "/tasks/{id}/derivation", tag = "tasks",
    params(("id" = Uuid, Path, description = "Id of the task."), params::TaskDerivation),
    responses((status = 200, body = Derivation), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn task_derivation(
    State(state): State<AppState>,
    Id(id): Id,
    Params(params): Params<params::TaskDerivation>,
) -> Result<Json<Derivation>> {
    let params::TaskDerivation { of, basis, as_of, include_forecasts } = params;
    let (db, policy) = (&state.ledger.db, &state.ledger.policy);
    let row = found(task::by_ids(db, &[id]).await?, "task", id)?;
    let mut states = states(db, TaskScope::Tasks(&[id]), view(as_of, include_forecasts), policy).await?;
    let known = states.remove(&id).unwrap_or_else(crate::service::assessment::TaskState::unknown);
    let node = derivation::task(&row, &known, of, basis, policy);
    Ok(Json(Derivation::new(&node, &texts(db, node.evidence()).await?)))
}

/// Measures side by side over reports; a measure that no report in question has is left out.
#[utoipa::path(get, path = "/compare", tag = "reports", params(params::Compare),
    responses((status = 200, body = Vec<Comparison>), (status = 400, body = Problem)))]
pub(super) async fn compare(
    State(state): State<AppState>,
    Params(params): Params<params::Compare>,
) -> Result<Json<Vec<Comparison>>> {
    let params::Compare { canonical_names, jurisdictions, years, unit, as_of, include_forecasts } = params;
    let view = view(as_of, include_forecasts);
    let names = canonical_names.unwrap_or_default();
    let wanted = comparison::Wanted { names, jurisdictions, years, unit, view };
    let rows = comparison::of(&state.ledger, &wanted).await?;
    let reports = comparison::reports_of(&state.ledger, &rows).await?;
    let of: Vec<Uuid> = reports.values().map(|report| report.jurisdiction_id).collect();
    let places = jurisdiction::by_ids(&state.ledger.db, &of).await?;
    let name = |report: &entity::report::Model| {
        (places.get(&report.jurisdiction_id).map(|place| place.name.clone()), report.year)
    };
    let names = reports.iter().map(|(id, report)| (*id, name(report))).collect();
    Ok(Json(rows.iter().map(|row| Comparison::new(row, &names)).collect()))
}
