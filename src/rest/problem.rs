//! Errors as REST shows them: `application/problem+json` (RFC 9457) with a stable code.

use std::any::Any;

use axum::Json;
use axum::extract::Request;
use axum::http::{HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use serde::Serialize;
use utoipa::ToSchema;

use crate::error::{Error, Kind};
use crate::language::Language;
use crate::message::Message;
use crate::telemetry::Codes;

/// What went wrong.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Problem {
    /// `about:blank`: the status and the code say it all.
    #[serde(rename = "type")]
    pub kind: &'static str,
    /// The status in words.
    pub title: &'static str,
    /// The status as a number.
    pub status: u16,
    /// Stable code for scripts.
    pub code: String,
    /// What is wrong, where, and what would be right.
    pub detail: String,
    /// Name of the parameter or field at fault, where it is one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub argument: Option<String>,
    /// The detail for those who read Chinese.
    #[serde(skip)]
    #[schema(ignore)]
    pub chinese: Option<String>,
}

impl Problem {
    /// The media type of a problem.
    pub const MEDIA_TYPE: &'static str = "application/problem+json";

    /// A problem of no argument.
    pub fn new(status: StatusCode, code: &str, detail: impl Into<String>, chinese: Option<String>) -> Self {
        Self {
            kind: "about:blank",
            title: status.canonical_reason().unwrap_or("Error"),
            status: status.as_u16(),
            code: code.to_owned(),
            detail: detail.into(),
            argument: None,
            chinese,
        }
    }

    /// The same of a message that is no error of the service.
    fn of(status: StatusCode, code: &str, message: &Message) -> Self {
        Self::new(status, code, message.to_string(), Some(message.chinese()))
    }

    /// What a page of another origin is told.
    #[must_use]
    pub fn cross_origin() -> Self {
        Self::of(StatusCode::FORBIDDEN, "CROSS_ORIGIN", &Message::CrossOrigin)
    }

    fn written(self) -> Response {
        let status = StatusCode::from_u16(self.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
        let (code, kept) = (self.code.clone(), self.clone());
        let mut response = (status, Json(self)).into_response();
        response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static(Self::MEDIA_TYPE));
        response.headers_mut().insert(header::CACHE_CONTROL, HeaderValue::from_static("no-store"));
        response.extensions_mut().insert(Codes(code));
        response.extensions_mut().insert(kept);
        response
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        self.written()
    }
}

impl From<Error> for Problem {
    fn from(error: Error) -> Self {
        let problem = Self::new(status(error.kind()), error.code(), error.public_message(), error.chinese());
        Self { argument: error.argument().map(str::to_owned), ..problem }
    }
}

/// Says problems in the language that the client asks for.
pub async fn in_language(request: Request, next: Next) -> Response {
    let language = Language::of(request.headers());
    let mut response = next.run(request).await;
    let Some(mut problem) = response.extensions_mut().remove::<Problem>() else { return response };
    problem.detail = language.message(&problem.code, &problem.detail, problem.chinese.as_deref());
    let (parts, body) = problem.written().into_parts();
    *response.body_mut() = body;
    // The length of the other language is not that of this one.
    response.headers_mut().remove(header::CONTENT_LENGTH);
    response.headers_mut().extend(parts.headers);
    response.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    response
}

/// The status of each kind of error.
#[must_use]
pub const fn status(kind: Kind) -> StatusCode {
    match kind {
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Invalid => StatusCode::BAD_REQUEST,
        Kind::Unprocessable => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::Conflict => StatusCode::CONFLICT,
        Kind::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
        Kind::UnsupportedMediaType => StatusCode::UNSUPPORTED_MEDIA_TYPE,
        Kind::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        Kind::Timeout => StatusCode::GATEWAY_TIMEOUT,
        Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        if matches!(self.kind(), Kind::Internal | Kind::Unavailable) {
            tracing::error!(error = %self, "a request failed");
        }
        Problem::from(self).into_response()
    }
}

/// The answer to a path that nothing is at.
pub async fn unknown_path(uri: Uri) -> Response {
    let message = Message::NothingAt(uri.path().to_owned());
    Problem::of(StatusCode::NOT_FOUND, "NOT_FOUND", &message).into_response()
}

/// The answer to a method that a path does not have.
pub async fn unknown_method(uri: Uri) -> Response {
    let message = Message::NoMethod(uri.path().to_owned());
    Problem::of(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", &message).into_response()
}

/// The answer where a handler panicked; the log has the cause.
#[expect(clippy::needless_pass_by_value, reason = "the shape that the layer asks for")]
pub fn panicked(cause: Box<dyn Any + Send>) -> Response {
    let cause = cause
        .downcast_ref::<String>()
        .map(String::as_str)
        .or_else(|| cause.downcast_ref::<&str>().copied())
        .unwrap_or("no message");
    Error::Internal(format!("a handler panicked: {cause}")).into_response()
}
