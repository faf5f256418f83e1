//! `/search`.

use axum::Json;
use axum::extract::State;
use uuid::Uuid;

use super::bodies::{Page, ReportBrief, SearchHit, SearchRank, Task};
use super::params::{Params, SearchFor};
use super::problem::Problem;
use crate::app::AppState;
use crate::error::Result;
use crate::service::detail::{self, found};
use crate::service::search::{self, Hit, mark};
use crate::service::units::Units;
use crate::store::page::Page as Wanted;
use crate::store::search::{ORDER, Search, Words};
use crate::store::task::TaskFilter;
use crate::store::{department, jurisdiction, report, search as store};

/// Searches the commitments of tasks and what bulletins in force say of them. A text is hit where it has every word;
/// width, capitals and blanks make no difference.
#[utoipa::path(get, path = "/search", tag = "search", params(SearchFor),
    responses((status = 200, body = Page<SearchHit>), (status = 400, body = Problem), (status = 404, body = Problem)))]
pub(super) async fn search(
    State(state): State<AppState>,
    Params(params): Params<SearchFor>,
) -> Result<Json<Page<SearchHit>>> {
    let page = Wanted::new(params.first, params.after.as_deref(), ORDER)?;
    let wanted = wanted(&state, params).await?;
    let db = &state.ledger.db;
    let slice = search::page(db, &wanted, &page).await?;
    let total = store::count(db, &wanted).await?;
    let hits: Vec<Hit> = slice.rows.iter().map(|(_, hit)| hit.clone()).collect();
    let mut bodies = bodies(&state, hits, &wanted.words).await?.into_iter().peekable();
    let slice = slice.filter_map(|hit| bodies.next_if(|body| body.rank.owner == hit.rank.owner));
    Ok(Json(Page::of(slice, total)))
}

async fn wanted(state: &AppState, params: SearchFor) -> Result<Search> {
    let words = Words::parse("q", &params.q)?;
    let db = &state.ledger.db;
    let department_ids = match params.department {
        None => None,
        Some(id) => {
            let row = found(department::by_ids(db, &[id]).await?, "department", id)?;
            Some(Units::load(db, &[row.jurisdiction_id]).await?.with_descendants(id))
        }
    };
    let tasks = TaskFilter {
        report_id: params.report,
        jurisdiction: params.jurisdiction,
        year: params.year,
        department_ids,
        role: params.role,
        statuses: params.status,
        basis: params.basis,
        counted_as: params.counted_as,
        ..TaskFilter::default()
    };
    Ok(Search { words, tasks })
}

/// The hits with their tasks and reports in full.
async fn bodies(state: &AppState, hits: Vec<Hit>, words: &Words) -> Result<Vec<SearchHit>> {
    let db = &state.ledger.db;
    let distinct = |ids: &mut dyn Iterator<Item = Uuid>| {
        let mut ids: Vec<Uuid> = ids.collect();
        ids.sort_unstable();
        ids.dedup();
        ids
    };
    let tasks = detail::of(&state.ledger, &distinct(&mut hits.iter().map(|hit| hit.task.id))).await?;
    let reports = report::by_ids(db, &distinct(&mut hits.iter().map(|hit| hit.task.report_id))).await?;
    let places = distinct(&mut reports.values().map(|report| report.jurisdiction_id));
    let places = jurisdiction::by_ids(db, &places).await?;
    let body = |hit: Hit| {
        let detail = tasks.iter().find(|detail| detail.task.id == hit.task.id)?;
        let report = reports.get(&hit.task.report_id)?;
        let marks = mark(hit.text(), words);
        Some(SearchHit {
            source: hit.source(),
            task: Task::from(detail),
            update_id: hit.update.as_ref().map(|update| update.id),
            document_id: hit.update.as_ref().map_or(hit.task.document_id, |update| update.document_id),
            report: ReportBrief {
                id: report.id,
                year: report.year,
                jurisdiction: places.get(&report.jurisdiction_id).map(Into::into),
            },
            text: hit.text().to_owned(),
            highlights: marks.highlights,
            snippet: marks.snippet,
            rank: SearchRank {
                source: hit.source(),
                matches: hit.matches(),
                year: hit.rank.year,
                period_end: hit.rank.period_end(),
                report_id: hit.rank.report_id,
                position: hit.rank.position,
                words: marks.words,
                owner: hit.rank.owner,
            },
        })
    };
    Ok(hits.into_iter().filter_map(body).collect())
}
