//! GraphQL over HTTP, by the specification of that name: POST with a JSON body, GET with query parameters; the answer
//! as `application/graphql-response+json` or `application/json`.

mod events;
pub mod socket;
pub mod watching;

use async_graphql::ServerError;
use async_graphql::parser::types::OperationType;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::app::AppState;
use crate::graphql::answer::Answer;
use crate::graphql::asked::Asked;
use crate::graphql::errors::{chinese, code_of, fault, numbered};
use crate::language::Language;
use crate::message::Message;
use crate::negotiate::Form;
use crate::telemetry::{Codes, Operation};
use crate::{codes, negotiate};

/// `POST /graphql` with `{"query": …, "variables": …, "operationName": …}`.
pub async fn by_post(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let asked = read(&headers, body, state.body_bytes).and_then(|body| Asked::from_json(&body));
    answer(&state, &headers, &Method::POST, asked).await
}

/// `GET /graphql?query=…&variables=…&operationName=…`.
pub async fn by_get(State(state): State<AppState>, headers: HeaderMap, uri: Uri) -> Response {
    let asked = Asked::from_query_string(uri.query().unwrap_or_default());
    answer(&state, &headers, &Method::GET, asked).await
}

/// The answer to any other method.
pub async fn by_other(headers: HeaderMap) -> Response {
    let mut response = refused(&headers, fault("METHOD_NOT_ALLOWED", Message::GetOrPost));
    response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("GET, HEAD, POST"));
    response
}

/// The body of a request that is declared to be JSON. Forms and plain text, which a page of another origin can send
/// without being asked for permission, are refused.
fn read(
    headers: &HeaderMap,
    body: Result<Bytes, BytesRejection>,
    limit: usize,
) -> Result<Bytes, ServerError> {
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    let mut parts = kind.split(';').map(str::trim);
    if !parts.next().is_some_and(|kind| kind.eq_ignore_ascii_case("application/json")) {
        return Err(fault("UNSUPPORTED_MEDIA_TYPE", Message::SendAs("application/json".to_owned())));
    }
    let charset =
        parts.filter_map(|part| part.split_once('=')).find(|(name, _)| name.eq_ignore_ascii_case("charset"));
    if charset.is_some_and(|(_, charset)| !charset.trim_matches('"').eq_ignore_ascii_case("utf-8")) {
        return Err(fault("UNSUPPORTED_MEDIA_TYPE", Message::Utf8));
    }
    body.map_err(|rejection| {
        if rejection.status() != StatusCode::PAYLOAD_TOO_LARGE {
            return fault("BODY_UNREADABLE", rejection.body_text());
        }
        let message = Message::BodyBytes(u64::try_from(limit).unwrap_or(u64::MAX));
        numbered(fault("BODY_TOO_LARGE", message), None, limit)
    })
}

async fn answer(
    state: &AppState,
    headers: &HeaderMap,
    method: &Method,
    asked: Result<Asked, ServerError>,
) -> Response {
    let Some(form) = negotiate::form(headers) else {
        return refused(headers, fault("NOT_ACCEPTABLE", Message::AnswersAs));
    };
    let asked = match asked {
        Ok(asked) => asked,
        Err(error) => return refused(headers, error),
    };
    let prepared = match state.api.prepare(asked).await {
        Ok(prepared) => prepared,
        Err(answer) if form == Form::Events => return events::once(state, headers, answer),
        Err(answer) => return response(form, headers, answer),
    };
    if *method == Method::GET && prepared.kind() == Some(OperationType::Mutation) {
        let mut response = refused(headers, fault("METHOD_NOT_ALLOWED", Message::ByPost));
        response.headers_mut().insert(header::ALLOW, HeaderValue::from_static("POST"));
        return response;
    }
    if form == Form::Events {
        return events::stream(state, headers, prepared);
    }
    if prepared.kind() == Some(OperationType::Subscription) {
        return response(form, headers, fault("SUBSCRIPTION_UNSUPPORTED", Message::ManyAnswers).into());
    }
    let operation = prepared.operation().map(str::to_owned);
    let mut response = response(form, headers, state.api.run(prepared).await);
    if let Some(operation) = operation {
        response.extensions_mut().insert(Operation(operation));
    }
    response
}

/// The answer to a well-formed request.
fn response(form: Form, headers: &HeaderMap, answer: Answer) -> Response {
    let status = match (form, &answer.data, answer.codes().next()) {
        (Form::GraphqlResponse, None, Some(code)) => status(code),
        _ => StatusCode::OK,
    };
    written(status, form, headers, answer)
}

/// The answer to a request that is none, with the status of its code whatever the form.
pub(crate) fn refused(headers: &HeaderMap, error: ServerError) -> Response {
    let answer = Answer::from(error);
    let status = answer.codes().next().map_or(StatusCode::BAD_REQUEST, status);
    let form = negotiate::form(headers).filter(|form| *form != Form::Events).unwrap_or(Form::Json);
    written(status, form, headers, answer)
}

fn status(code: &str) -> StatusCode {
    StatusCode::from_u16(codes::status(code)).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR)
}

fn written(status: StatusCode, form: Form, headers: &HeaderMap, answer: Answer) -> Response {
    let language = Language::of(headers);
    let answer = in_language(answer, language);
    // Names, texts and numbers, which always serialise.
    let body = serde_json::to_vec(&answer).unwrap_or_default();
    let mut response = (status, [(header::CONTENT_TYPE, form.media_type())], body).into_response();
    let codes: Vec<&str> = answer.codes().collect();
    if !codes.is_empty() {
        response.extensions_mut().insert(Codes(codes.join(" ")));
        response.headers_mut().insert(header::CONTENT_LANGUAGE, HeaderValue::from_static(language.tag()));
    }
    response
}

/// The answer with its errors in a language.
fn in_language(mut answer: Answer, language: Language) -> Answer {
    for error in &mut answer.errors {
        error.message = language.message(code_of(error), &error.message, chinese(error));
    }
    answer
}
