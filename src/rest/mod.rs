//! REST under `/api/v1`: the same services, pages and numbers as GraphQL.

mod bodies;
mod departments;
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
mod reports;
mod tasks;
mod tree;
mod updates;

use axum::extract::DefaultBodyLimit;
use axum::routing::get;
use axum::{Json, Router};
use utoipa::OpenApi;
use utoipa_axum::router::OpenApiRouter;
use utoipa_axum::routes;

use crate::app::AppState;
use crate::view::filter::{
    DepartmentFilter, DocumentFilter, FindingFilter, IndicatorFilter, JurisdictionFilter,
    ProgressUpdateFilter, ReportFilter, StandingFilter, TaskFilter,
};

#[derive(OpenApi)]
#[openapi(
    info(
        title = "taizhang",
        description = "Work reports, their tasks and completion ratios. Decimals are strings; ratios are shares (0.889 is 88.9 %). Errors are application/problem+json with a stable code."
    ),
    components(schemas(
        TaskFilter, ReportFilter, DepartmentFilter, StandingFilter, DocumentFilter, FindingFilter, JurisdictionFilter,
        IndicatorFilter, ProgressUpdateFilter,
    )),
    servers((url = "/api/v1")),
    tags(
        (name = "reports", description = "政府工作报告"),
        (name = "tasks", description = "重点工作任务"),
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
        .routes(routes!(reports::completion))
        .routes(routes!(reports::departments))
        .routes(routes!(tasks::list))
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
}

fn import_route(upload_bytes: usize) -> OpenApiRouter<AppState> {
    let limit = DefaultBodyLimit::max(upload_bytes.saturating_add(FORM_OVERHEAD));
    OpenApiRouter::new().routes(routes!(imports::create)).layer(limit)
}

/// The routes, with their description at `/openapi.json`.
pub fn router(state: &AppState) -> Router<AppState> {
    let (router, description) = routes().merge(import_route(state.upload_bytes)).split_for_parts();
    router.route("/openapi.json", get(move || async move { Json(description) }))
}

/// The OpenAPI document, as `taizhang schema --openapi` prints it and `openapi.json` holds it.
#[must_use]
pub fn openapi() -> String {
    let (_, description) = routes().merge(import_route(0)).split_for_parts();
    // The document is made of names and text, which always serialise.
    description.to_pretty_json().unwrap_or_default() + "\n"
}
