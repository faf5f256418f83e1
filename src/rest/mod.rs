//! REST under `/api/v1`: the same services, pages and numbers as GraphQL.

mod analytics;
mod bodies;
mod departments;
mod described;
mod documents;
mod fields;
mod findings;
mod imports;
mod indicators;
mod jurisdictions;
mod list;
mod params;
mod path;
pub mod problem;
mod refusals;
mod reports;
mod search;
mod tasks;
mod told;
mod tree;
mod updates;

use std::time::Duration;

use axum::extract::{DefaultBodyLimit, Request, State};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use axum::{Json, Router};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::AppState;
use crate::error::{Error, Result};
use crate::view::filter::{
    CompletionGroupFilter, DepartmentFilter, DocumentFilter, FindingFilter, GlossaryFilter, IndicatorFilter,
    JurisdictionFilter, ProgressUpdateFilter, ReportFilter, ResultFilter, StandingFilter, TaskFilter,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "taizhang",
        description = "Work reports, their tasks and completion ratios. Decimals are strings; ratios are shares (0.889 is 88.9 %). Errors are application/problem+json with a stable code."
    ),
    components(schemas(
        TaskFilter, ReportFilter, DepartmentFilter, StandingFilter, DocumentFilter, FindingFilter, JurisdictionFilter,
        IndicatorFilter, ProgressUpdateFilter, CompletionGroupFilter, ResultFilter, GlossaryFilter,
        // Of parameters alone.
        crate::service::analytics::derivation::Which, crate::service::analytics::derivation::Part,
    )),
    servers((url = "/api/v1")),
    tags(
        (name = "reports", description = "政府工作报告"),
        (name = "tasks", description = "重点工作任务"),
        (name = "search", description = "Searching texts"),
        (name = "departments", description = "责任单位"),
        (name = "jurisdictions", description = "地区"),
        (name = "indicators", description = "指标"),
        (name = "updates", description = "进展情况"),
        (name = "findings", description = "问题"),
        (name = "documents", description = "文件、通报"),
        (name = "imports", description = "Taking bulletins in"),
    )
)]
struct Description;

/// Room in a form around its file.
const FORM_OVERHEAD: usize = 64 * 1024;

fn routes() -> OpenApiRouter<AppState> {
    OpenApiRouter::with_openapi(Description::openapi())
        .routes(routes!(reports::list))
        .routes(routes!(reports::one))
        .routes(routes!(reports::tasks))
        .routes(routes!(analytics::completion))
        .routes(routes!(analytics::groups))
        .routes(routes!(analytics::group_tasks))
        .routes(routes!(analytics::trend))
        .routes(routes!(analytics::ranking))
        .routes(routes!(analytics::ranked))
        .routes(routes!(analytics::unranked))
        .routes(routes!(analytics::changes))
        .routes(routes!(analytics::changes_statuses))
        .routes(routes!(analytics::changes_targets))
        .routes(routes!(analytics::changes_units))
        .routes(routes!(analytics::changes_fell))
        .routes(routes!(analytics::changes_measured_otherwise))
        .routes(routes!(analytics::changes_new_tasks))
        .routes(routes!(analytics::changes_without_update))
        .routes(routes!(analytics::discrepancies))
        .routes(routes!(analytics::agenda))
        .routes(routes!(analytics::behind))
        .routes(routes!(analytics::agenda_without_update))
        .routes(routes!(analytics::unmeasured))
        .routes(routes!(analytics::derivation))
        .routes(routes!(analytics::task_derivation))
        .routes(routes!(analytics::compare))
        .routes(routes!(analytics::compare_rows))
        .routes(routes!(reports::departments))
        .routes(routes!(tasks::list))
        .routes(routes!(told::report_results))
        .routes(routes!(told::report_glossary))
        .routes(routes!(search::find))
        .routes(routes!(tasks::one))
        .routes(routes!(departments::list))
        .routes(routes!(departments::one))
        .routes(routes!(departments::tasks))
        .routes(routes!(jurisdictions::list))
        .routes(routes!(jurisdictions::one))
        .routes(routes!(indicators::list))
        .routes(routes!(indicators::one))
        .routes(routes!(updates::list))
        .routes(routes!(updates::one))
        .routes(routes!(findings::list))
        .routes(routes!(documents::list))
        .routes(routes!(documents::findings))
        .routes(routes!(documents::one, documents::undo))
        .routes(routes!(told::document_results))
        .routes(routes!(told::document_glossary))
}

fn import_route(upload_bytes: usize) -> OpenApiRouter<AppState> {
    let limit = DefaultBodyLimit::max(upload_bytes.saturating_add(FORM_OVERHEAD));
    OpenApiRouter::new().routes(routes!(imports::create)).layer(limit)
}

/// Answers in time or not at all: what is under way is dropped with its transaction.
async fn in_time(State(limit): State<Duration>, request: Request, next: Next) -> Response {
    match within(limit, async { Ok(next.run(request).await) }).await {
        Ok(response) => response,
        Err(error) => error.into_response(),
    }
}

/// The work's outcome, or an error where it takes longer than it may.
async fn within<T>(limit: Duration, work: impl Future<Output = Result<T>>) -> Result<T> {
    let late = |_| Error::TimedOut { seconds: limit.as_secs() };
    tokio::time::timeout(limit, work).await.map_err(late)?
}

/// The routes, with their description at `/openapi.json`.
pub fn router(state: &AppState) -> Router<AppState> {
    // An upload takes as long as its line is slow; an import has its own clock, which starts when the form is read.
    let timed = routes().layer(from_fn_with_state(state.time_limit, in_time));
    let (router, mut description) = timed.merge(import_route(state.upload_bytes)).split_for_parts();
    described::complete(&mut description, &described::EXAMPLES);
    router.route("/openapi.json", get(move || async move { Json(description) }))
}

/// The OpenAPI document, as `taizhang schema --openapi` prints it and `openapi.json` holds it.
#[must_use]
pub fn openapi() -> String {
    written(&described::EXAMPLES)
}

/// The document before the exchanges with the samples: what they are asked by, so that none outlives its parameter.
#[must_use]
pub fn openapi_without_exchanges() -> String {
    written(&described::Examples::new())
}

fn written(examples: &described::Examples) -> String {
    let (_, mut description) = routes().merge(import_route(0)).split_for_parts();
    described::complete(&mut description, examples);
    // The document is made of names and text, which always serialise.
    description.to_pretty_json().unwrap_or_default() + "\n"
}
