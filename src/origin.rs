//! Keeps other web pages from changing the ledger through the browser of someone who can reach it.

use axum::extract::Request;
use axum::http::{HeaderMap, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;

use crate::rest::problem::Problem;

/// Refuses a changing request that a page of another origin sent; programs other than browsers send no origin.
pub async fn same_origin(request: Request, next: Next) -> Response {
    let safe = matches!(*request.method(), Method::GET | Method::HEAD | Method::OPTIONS);
    if !safe && is_foreign(request.headers()) {
        let detail = "this request comes from a page of another origin; changes are taken from the server's own pages only";
        return Problem::response(StatusCode::FORBIDDEN, "CROSS_ORIGIN", detail, None);
    }
    next.run(request).await
}

fn is_foreign(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else { return false };
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let authority =
        origin.to_str().ok().and_then(|origin| origin.split_once("://")).map(|(_, authority)| authority);
    authority.is_none() || authority != host
}
