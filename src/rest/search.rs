//! `/search`.

use axum::extract::State;
use axum::response::Response;
use serde::Deserialize;

use super::bodies::{Page, SearchHit, SearchRank, Task};
use super::list::{List, lists};
use super::params::Names;
use super::problem::Problem;
use super::reports;
use crate::app::AppState;
use crate::error::Result;
use crate::service::detail::{self, unique};
use crate::service::search::{self, Hit, mark};
use crate::store::page::Page as Wanted;
use crate::store::search::{Search, SearchKey, Words};
use crate::store::{report, search as store};
use crate::view::filter::TaskFilter;

/// What `GET /search` takes beside what every list takes.
#[derive(Debug, Default, Deserialize, utoipa::IntoParams)]
#[serde(default)]
#[into_params(parameter_in = Query)]
pub(super) struct Text {
    /// Words with blanks between them, at most 8 and 200 characters. Quotes make one word of several. There are no other
    /// signs; a word is found inside of words too.
    #[param(required = true, example = "建设")]
    q: String,
}

impl Names for Text {
    const NAMES: &'static [&'static str] = &["q"];
}

lists! {
    /// `/search`.
    Hits(TaskFilter, SearchKey, Text, []),
}

/// Searches the commitments of tasks and what bulletins in force say of them. A text is hit where it has every word;
/// width, capitals and blanks make no difference. The filter is that of tasks.
#[utoipa::path(get, path = "/search", tag = "search", params(List<Hits>),
    responses((status = 200, body = Page<SearchHit>), (status = 400, body = Problem)))]
pub(super) async fn find(State(state): State<AppState>, list: List<Hits>) -> Result<Response> {
    let db = &state.ledger.db;
    let wanted = Search { words: Words::parse("q", &list.own.q)?, tasks: list.filter.clone() };
    let page = Wanted::new(list.page.clone(), &list.sort.name())?;
    let slice = search::page(db, &wanted, &page).await?;
    let total = store::count(db, &wanted).await?;
    let hits: Vec<Hit> = slice.rows.iter().map(|(_, hit)| hit.clone()).collect();
    let mut bodies = bodies(&state, hits, &wanted.words).await?.into_iter();
    list.answer(slice.filter_map(|_| bodies.next()), total)
}

/// The hits, in that order, with their tasks and reports in full.
async fn bodies(state: &AppState, hits: Vec<Hit>, words: &Words) -> Result<Vec<SearchHit>> {
    let mut rows: Vec<entity::task::Model> = hits.iter().map(|hit| hit.task.clone()).collect();
    rows.sort_unstable_by_key(|row| row.id);
    rows.dedup_by_key(|row| row.id);
    let tasks = detail::of(&state.ledger, rows).await?;
    let ids = unique(hits.iter().map(|hit| hit.task.report_id));
    let reports: Vec<_> = report::by_ids(&state.ledger.db, &ids).await?.into_values().collect();
    let reports = reports::bodies(&state.ledger, &reports, &[]).await?;
    let body = |hit: Hit| {
        let detail = tasks.iter().find(|detail| detail.task.id == hit.task.id)?;
        let marks = mark(hit.text(), words);
        Some(SearchHit {
            source: hit.source(),
            task: Task::from(detail),
            update_id: hit.update.as_ref().map(|update| update.id),
            document_id: hit.update.as_ref().map_or(hit.task.document_id, |update| update.document_id),
            report: reports.iter().find(|report| report.id == hit.task.report_id).cloned(),
            text: hit.text().to_owned(),
            highlights: marks.highlights,
            snippet: marks.snippet,
            rank: SearchRank {
                source: hit.source(),
                matches: hit.matches(),
                year: hit.rank.year,
                period_end: hit.rank.period_end().map(Into::into),
                report_id: hit.rank.report_id,
                position: hit.rank.position,
                words: marks.words,
            },
        })
    };
    Ok(hits.into_iter().filter_map(body).collect())
}
