//! GraphQL over HTTP: POST with a JSON body, GET with query parameters.

use async_graphql::parser::types::OperationType;
use async_graphql::{Request, Response as Answer};
use axum::Json;
use axum::body::Bytes;
use axum::extract::State;
use axum::extract::rejection::BytesRejection;
use axum::http::{HeaderMap, StatusCode, Uri, header};
use axum::response::{IntoResponse, Response};

use crate::app::AppState;
use crate::graphql::errors::refusal;
use crate::telemetry::{Codes, Operation};

/// `POST /graphql` with `{"query": …, "variables": …, "operationName": …}`.
pub async fn by_post(
    State(state): State<AppState>,
    headers: HeaderMap,
    body: Result<Bytes, BytesRejection>,
) -> Response {
    let body = match body {
        Ok(body) => body,
        Err(rejection) => {
            let status = rejection.status();
            let code =
                if status == StatusCode::PAYLOAD_TOO_LARGE { "BODY_TOO_LARGE" } else { "BODY_UNREADABLE" };
            return refused(status, code, &rejection.body_text());
        }
    };
    let kind = headers.get(header::CONTENT_TYPE).and_then(|kind| kind.to_str().ok()).unwrap_or_default();
    if kind.split(';').next().map(str::trim) != Some("application/json") {
        let message = "send the request as application/json";
        return refused(StatusCode::UNSUPPORTED_MEDIA_TYPE, "UNSUPPORTED_MEDIA_TYPE", message);
    }
    match serde_json::from_slice::<Request>(&body) {
        Ok(request) => answer(&state, request).await,
        Err(error) => refused(
            StatusCode::BAD_REQUEST,
            "BAD_REQUEST",
            &format!("the body is no GraphQL request: {error}"),
        ),
    }
}

/// `GET /graphql?query=…&variables=…&operationName=…`.
pub async fn by_get(State(state): State<AppState>, uri: Uri) -> Response {
    match async_graphql::http::parse_query_string(uri.query().unwrap_or_default()) {
        Ok(mut request) => {
            if changes(&mut request) {
                let message = "a mutation goes by POST";
                return refused(StatusCode::METHOD_NOT_ALLOWED, "METHOD_NOT_ALLOWED", message);
            }
            answer(&state, request).await
        }
        Err(error) => refused(
            StatusCode::BAD_REQUEST,
            "BAD_REQUEST",
            &format!("the query string is no GraphQL request: {error}"),
        ),
    }
}

/// True where the request could run a mutation; one that does not parse is left to the engine to refuse.
fn changes(request: &mut Request) -> bool {
    let Ok(document) = request.parsed_query() else { return false };
    let mut operations = document.operations.iter();
    operations.any(|(_, operation)| operation.node.ty == OperationType::Mutation)
}

async fn answer(state: &AppState, request: Request) -> Response {
    let operation = request.operation_name.clone();
    let answer = state.api.execute(request).await;
    let codes = codes(&answer);
    let mut response = Json(answer).into_response();
    if let Some(operation) = operation {
        response.extensions_mut().insert(Operation(operation));
    }
    if let Some(codes) = codes {
        response.extensions_mut().insert(Codes(codes));
    }
    response
}

fn codes(answer: &Answer) -> Option<String> {
    let codes: Vec<String> = answer
        .errors
        .iter()
        .filter_map(|error| match error.extensions.as_ref()?.get("code")? {
            async_graphql::Value::String(code) => Some(code.clone()),
            _ => None,
        })
        .collect();
    (!codes.is_empty()).then(|| codes.join(" "))
}

fn refused(status: StatusCode, code: &str, message: &str) -> Response {
    (status, Json(refusal(code, message))).into_response()
}
