//! GraphQL over server-sent events, in distinct connections mode: one operation per request, an event `next` per answer,
//! `complete` at the end.

use std::convert::Infallible;
use std::time::Duration;

use axum::http::HeaderMap;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};

use crate::app::AppState;
use crate::graphql::Prepared;
use crate::graphql::answer::Answer;
use crate::graphql::errors::fault;
use crate::language::Language;
use crate::message::Message;

/// How often a silent stream shows that it lives.
const ALIVE: Duration = Duration::from_secs(12);

/// The answers to an operation.
pub(super) fn stream(state: &AppState, headers: &HeaderMap, prepared: Prepared) -> Response {
    answered(state, headers, state.api.stream(prepared))
}

/// One answer.
pub(super) fn once(state: &AppState, headers: &HeaderMap, answer: Answer) -> Response {
    answered(state, headers, stream::once(async { answer }).boxed())
}

fn answered(state: &AppState, headers: &HeaderMap, answers: BoxStream<'static, Answer>) -> Response {
    let Some(mut place) = state.watching.take(&state.ledger.events) else {
        return super::refused(headers, fault("TOO_MANY_CONNECTIONS", Message::ManyWatch));
    };
    let language = Language::of(headers);
    let next = move |answer| {
        let answer = super::in_language(answer, language);
        // Names, texts and numbers, which always serialise.
        Event::default().event("next").data(serde_json::to_string(&answer).unwrap_or_default())
    };
    let complete = stream::once(async { Event::default().event("complete").data("") });
    let events = answers.map(next).chain(complete);
    let until_closed = events.take_until(async move { place.closed().await });
    let stream = until_closed.map(Ok::<_, Infallible>);
    Sse::new(stream).keep_alive(KeepAlive::new().interval(ALIVE)).into_response()
}
