//! The whole server as one router; tests run the same one in process.

use std::time::Duration;

use axum::extract::{DefaultBodyLimit, State};
use axum::http::{HeaderName, StatusCode, Uri, header};
use axum::middleware::from_fn;
use axum::response::{IntoResponse, Redirect, Response};
use axum::routing::get;
use axum::{Json, Router};
use rust_embed::RustEmbed;
use serde_json::json;
use tower_http::catch_panic::CatchPanicLayer;
use tower_http::compression::CompressionLayer;
use tower_http::request_id::{MakeRequestId, PropagateRequestIdLayer, RequestId, SetRequestIdLayer};

use crate::config::Config;
use crate::graphql::{Api, Documents};
use crate::graphql_http::watching::Watching;
use crate::origin::same_origin;
use crate::service::Ledger;
use crate::{caching, graphql_http, rest, store, telemetry};

/// What every handler can reach.
#[derive(Clone)]
pub struct AppState {
    /// The ledger.
    pub ledger: Ledger,
    /// The GraphQL API over it.
    pub api: Api,
    /// Room for those who watch.
    pub watching: Watching,
    /// Largest import, in bytes.
    pub upload_bytes: usize,
    /// Largest body other than that of an import over REST, in bytes.
    pub body_bytes: usize,
    /// Longest run of one request.
    pub time_limit: Duration,
}

/// The built pages (GraphiQL, Swagger UI); empty where they were not built.
#[derive(RustEmbed)]
#[folder = "web/dist"]
#[allow_missing = true]
struct Page;

#[derive(Clone)]
struct RequestIds(Ledger);

impl MakeRequestId for RequestIds {
    fn make_request_id<B>(&mut self, _: &axum::http::Request<B>) -> Option<RequestId> {
        let id = self.0.ambient.new_id().to_string();
        id.parse().ok().map(RequestId::new)
    }
}

/// Routes and layers over a ledger.
pub fn router(ledger: Ledger, config: &Config, documents: Documents) -> Router {
    let upload_bytes = usize::try_from(ledger.limits.file_bytes).unwrap_or(usize::MAX);
    let state = AppState {
        api: Api::new(ledger.clone(), config.query_limits(), documents),
        ledger: ledger.clone(),
        watching: Watching::new(config),
        upload_bytes,
        body_bytes: config.limits.body_bytes,
        time_limit: config.query_limits().timeout,
    };
    let id = HeaderName::from_static("x-request-id");
    Router::new()
        .route("/", get(|| async { Redirect::temporary("/graphiql") }))
        .route(
            "/graphql",
            get(graphql_http::by_get)
                .post(graphql_http::by_post)
                .fallback(graphql_http::by_other)
                .layer(from_fn(caching::revalidated)),
        )
        .route("/graphql/ws", get(graphql_http::socket::open))
        .route("/graphiql", get(graphiql))
        .route("/graphiql/{*file}", get(graphiql))
        .route("/api/v1/docs", get(|| async { page("docs.html") }))
        .route("/api", get(to_routes))
        .route("/api/", get(to_routes))
        .route("/api/v1", get(to_routes))
        .route("/api/v1/", get(to_routes))
        .route("/healthz", get(|| async { Json(json!({ "status": "ok" })) }))
        .route("/readyz", get(ready))
        .nest("/api/v1", rest::router(&state).layer(from_fn(caching::revalidated)))
        .fallback(rest::problem::unknown_path)
        .method_not_allowed_fallback(rest::problem::unknown_method)
        .layer(from_fn(same_origin))
        .layer(DefaultBodyLimit::max(config.limits.body_bytes))
        .with_state(state)
        .layer(CatchPanicLayer::custom(rest::problem::panicked))
        .layer(from_fn(rest::problem::in_language))
        .layer(CompressionLayer::new())
        .layer(from_fn(telemetry::log_requests))
        .layer(PropagateRequestIdLayer::new(id.clone()))
        .layer(SetRequestIdLayer::new(id, RequestIds(ledger)))
}

/// Whoever asks what the API is.
async fn to_routes() -> Redirect {
    Redirect::temporary("/api/v1/docs")
}

/// True while the database answers and has this binary's schema.
async fn ready(State(state): State<AppState>) -> Response {
    match store::connect::is_ready(&state.ledger.db).await {
        Ok(true) => Json(json!({ "status": "ready" })).into_response(),
        Ok(false) => not_ready("the database lacks migrations; run `taizhang migrate`"),
        Err(error) => {
            tracing::warn!(%error, "not ready");
            not_ready("the database cannot be reached")
        }
    }
}

fn not_ready(reason: &str) -> Response {
    (StatusCode::SERVICE_UNAVAILABLE, Json(json!({ "status": "unavailable", "reason": reason })))
        .into_response()
}

const NOT_BUILT: &str = "<!doctype html><meta charset=utf-8><title>taizhang 台账</title>\
    <h1>The pages were not built into this binary</h1>\
    <p>Run <code>./scripts/build-web</code> (it needs Node.js and npm), then build again with \
    <code>cargo build --release</code>.</p><p>The API itself is at <code>/graphql</code> and below <code>/api/v1</code>.</p>";

/// The GraphiQL page, and the assets of every page.
async fn graphiql(uri: Uri) -> Response {
    let file = uri.path().trim_start_matches("/graphiql").trim_start_matches('/');
    if file.is_empty() {
        return page("index.html");
    }
    // Vite names assets by their content, so they never change.
    file_of(file, "public, max-age=31536000, immutable")
        .unwrap_or_else(|| StatusCode::NOT_FOUND.into_response())
}

/// A page, out of the binary.
fn page(file: &'static str) -> Response {
    file_of(file, "no-cache").unwrap_or_else(|| {
        let kind = [(header::CONTENT_TYPE, "text/html; charset=utf-8")];
        (StatusCode::NOT_FOUND, kind, NOT_BUILT).into_response()
    })
}

fn file_of(file: &str, cache: &str) -> Option<Response> {
    let asset = Page::get(file)?;
    let kind = asset.metadata.mimetype().to_owned();
    Some(
        ([(header::CONTENT_TYPE, kind.as_str()), (header::CACHE_CONTROL, cache)], asset.data).into_response(),
    )
}
