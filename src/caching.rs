//! Answers that need not be sent again: every GET carries an `ETag` made of its body, and a client that has that body is
//! told so.

use axum::body::{Body, to_bytes};
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::Response;
use sha2::{Digest, Sha256};

use crate::telemetry::Codes;

/// Gives answers to GET an `ETag`, answers 304 to a client that has the same one, and keeps everything else out of caches.
///
/// The tag is weak: compression, which comes later, changes the bytes and not what they say. Caches may keep an answer
/// for one reader only and must ask again before they use it, as an import may have changed it.
pub async fn revalidated(mut request: Request, next: Next) -> Response {
    let asked = request.headers().get_all(header::IF_NONE_MATCH).iter().cloned().collect::<Vec<_>>();
    let is_head = request.method() == Method::HEAD;
    let reads = is_head || request.method() == Method::GET;
    if is_head {
        // The tag of the answer that GET would have had.
        *request.method_mut() = Method::GET;
    }
    let mut response = next.run(request).await;
    vary(response.headers_mut());
    if !reads || response.status() != StatusCode::OK || has_failed(&response) || is_stream(response.headers())
    {
        response.headers_mut().entry(header::CACHE_CONTROL).or_insert(HeaderValue::from_static("no-store"));
        return response;
    }
    let (mut parts, body) = response.into_parts();
    // The body is in memory already; it cannot fail to be read.
    let body = to_bytes(body, usize::MAX).await.unwrap_or_default();
    let tag = format!("W/\"{}\"", hex::encode(&Sha256::digest(&body)[..16]));
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(header::ETAG, value);
    }
    parts.headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-cache"));
    let known = asked.iter().filter_map(|value| value.to_str().ok()).any(|known| matches(known, &tag));
    if known {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(header::CONTENT_TYPE);
        parts.headers.remove(header::CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    // The router takes the body out of an answer to HEAD, and leaves its length.
    Response::from_parts(parts, Body::from(body))
}

/// Errors beside data, which may be of the moment.
fn has_failed(response: &Response) -> bool {
    response.extensions().get::<Codes>().is_some()
}

fn is_stream(headers: &HeaderMap) -> bool {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok());
    kind.is_some_and(|kind| kind.starts_with("text/event-stream"))
}

/// What an answer depends on beside its address; the compression adds its own.
fn vary(headers: &mut HeaderMap) {
    headers.append(header::VARY, HeaderValue::from_static("accept, accept-language"));
}

/// True where a list of tags has this one; weak and strong ones compare alike.
fn matches(list: &str, tag: &str) -> bool {
    let opaque = |tag: &str| tag.trim().trim_start_matches("W/").to_owned();
    list.trim() == "*" || list.split(',').any(|known| opaque(known) == opaque(tag))
}

#[cfg(test)]
mod tests {
    use super::matches;

    #[test]
    fn tags_compare_weakly_and_in_lists() {
        assert!(
            matches("W/\"a\"", "W/\"a\"")
                && matches("\"a\"", "W/\"a\"")
                && matches("\"b\", W/\"a\"", "W/\"a\"")
        );
        assert!(matches("*", "W/\"a\""));
        assert!(!matches("a", "W/\"a\"") && !matches("", "W/\"a\"") && !matches("\"ab\"", "W/\"a\""));
    }
}
