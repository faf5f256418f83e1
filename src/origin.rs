//! Keeps other web pages from using the ledger through the browser of someone who can reach it.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::graphql::errors::fault;
use crate::graphql_http;
use crate::message::Message;
use crate::rest::problem::Problem;

/// Refuses what a page of another origin sent, where it could do harm: a change, or a question over GraphQL, which may
/// be dear. Programs other than browsers tell no origin, and are let through.
pub async fn same_origin(request: Request, next: Next) -> Response {
    let is_graphql = matches!(request.uri().path(), "/graphql" | "/graphql/ws");
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if (safe && !is_graphql) || !is_foreign(request.headers()) {
        return next.run(request).await;
    }
    if is_graphql {
        return graphql_http::refused(request.headers(), fault("CROSS_ORIGIN", Message::CrossOrigin));
    }
    Problem::cross_origin().into_response()
}

/// True for what a page of another origin sent. Browsers say so themselves in `Sec-Fetch-Site`, which no page can set;
/// older ones, and those on plain HTTP, only tell the page's origin.
pub fn is_foreign(headers: &HeaderMap) -> bool {
    if let Some(site) = headers.get("sec-fetch-site") {
        return site != "same-origin" && site != "none";
    }
    let Some(origin) = headers.get(header::ORIGIN) else { return false };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let authority =
        origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, authority)| authority);
    authority.is_none() || authority != host
}
