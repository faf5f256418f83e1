//! The log: one line per request, and whatever went wrong.

use std::io::IsTerminal;
use std::time::Instant;

use axum::extract::{MatchedPath, Request};
use axum::middleware::Next;
use axum::response::Response;
use tower_http::request_id::RequestId;
use tracing::Instrument;

use crate::config::{LogConfig, LogFormat};
use crate::error::Result;
use crate::store::statements::Counter;

/// Starts the log; a second start in one process is left out.
pub fn start(config: &LogConfig) -> Result<()> {
    let filter = config.filter()?;
    let colours = std::io::stderr().is_terminal();
    let builder =
        tracing_subscriber::fmt().with_env_filter(filter).with_writer(std::io::stderr).with_ansi(colours);
    let started = match config.format {
        LogFormat::Text => builder.with_target(false).try_init(),
        LogFormat::Json => builder.json().flatten_event(true).try_init(),
    };
    if started.is_err() {
        tracing::debug!("the log was started before");
    }
    Ok(())
}

/// Name of the GraphQL operation that a response answers, for the log line.
#[derive(Debug, Clone)]
pub struct Operation(pub String);

/// SQL statements that a response took.
#[derive(Debug, Clone, Copy)]
pub struct Statements(pub u64);

/// Codes of the errors in a response, for the log line.
#[derive(Debug, Clone)]
pub struct Codes(pub String);

/// Writes one line per request: what was asked, how it ended, how long it took, how many SQL statements it sent.
pub async fn log_requests(request: Request, next: Next) -> Response {
    let started = Instant::now();
    let method = request.method().clone();
    let route = request.extensions().get::<MatchedPath>().map(|path| path.as_str().to_owned());
    let path = route.unwrap_or_else(|| request.uri().path().to_owned());
    let id = request
        .extensions()
        .get::<RequestId>()
        .and_then(|id| id.header_value().to_str().ok().map(str::to_owned));
    let statements = Counter::default();
    // Errors on the way carry the id, as the span passes every filter that an error passes.
    let span = tracing::error_span!("request", request_id = id.as_deref().unwrap_or("-"));
    let mut response = statements.scope(next.run(request)).instrument(span).await;
    response.extensions_mut().insert(Statements(statements.count()));
    let found = |text: Option<&str>| text.unwrap_or("-").to_owned();
    tracing::info!(
        %method,
        path,
        status = response.status().as_u16(),
        ms = u64::try_from(started.elapsed().as_millis()).unwrap_or(u64::MAX),
        statements = statements.count(),
        operation = found(response.extensions().get::<Operation>().map(|name| name.0.as_str())),
        codes = found(response.extensions().get::<Codes>().map(|codes| codes.0.as_str())),
        request_id = found(id.as_deref()),
        "request"
    );
    response
}
