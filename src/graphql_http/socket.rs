//! GraphQL over a WebSocket, by the protocol `graphql-transport-ws`.

use std::collections::HashMap;
use std::time::Duration;

use async_graphql::{Name, Value};
use axum::extract::State;
use axum::extract::ws::rejection::WebSocketUpgradeRejection;
use axum::extract::ws::{CloseFrame, Message, WebSocket, WebSocketUpgrade};
use axum::http::HeaderMap;
use axum::response::Response;
use futures_util::StreamExt;
use serde_json::json;
use tokio::sync::mpsc;
use tokio::task::AbortHandle;
use tokio::time::{Instant, timeout};
use tracing::{Instrument, Span};

use super::watching::Place;
use crate::app::AppState;
use crate::graphql::answer::Answer;
use crate::graphql::asked::Asked;
use crate::graphql::errors::fault;
use crate::language::Language;
use crate::message;

const PROTOCOL: &str = "graphql-transport-ws";

/// How long a client may leave a message unread before it is given up.
const UNREAD: Duration = Duration::from_secs(10);

/// How long a client that was told the end of its connection may take to close it too.
const FAREWELL: Duration = Duration::from_secs(1);

/// How often a silent client is asked whether it lives.
const ALIVE: Duration = Duration::from_secs(20);

/// Answers that wait for a client before its operations wait too.
const WAITING: usize = 16;

/// `GET /graphql/ws` with an upgrade to a WebSocket.
pub async fn open(
    State(state): State<AppState>,
    headers: HeaderMap,
    upgrade: Result<WebSocketUpgrade, WebSocketUpgradeRejection>,
) -> Response {
    let upgrade = match upgrade {
        Ok(upgrade) => upgrade.protocols([PROTOCOL]).max_message_size(state.watching.message_bytes),
        Err(rejection) => {
            let message =
                format!("this is a WebSocket of the protocol {PROTOCOL}: {}", rejection.body_text());
            return super::refused(&headers, fault("BAD_REQUEST", message));
        }
    };
    let Some(place) = state.watching.take(&state.ledger.events) else {
        return super::refused(&headers, fault("TOO_MANY_CONNECTIONS", message::Message::ManyWatch));
    };
    let language = Language::of(&headers);
    // What fails on the socket is logged with the id of the request that opened it.
    let span = Span::current();
    upgrade.on_upgrade(move |socket| Connection::serve(socket, state, language, place).instrument(span))
}

/// Why the server ends a connection, by the protocol's codes.
type Closed = (u16, &'static str);

/// What an operation tells: an answer, or its end.
struct Told {
    id: String,
    /// Which of the operations that had this name one after the other.
    number: u64,
    answer: Option<Answer>,
}

struct Connection {
    socket: WebSocket,
    state: AppState,
    language: Language,
    is_acknowledged: bool,
    running: HashMap<String, (u64, AbortHandle)>,
    started: u64,
    tell: mpsc::Sender<Told>,
}

impl Drop for Connection {
    fn drop(&mut self) {
        self.running.values().for_each(|(_, task)| task.abort());
    }
}

impl Connection {
    async fn serve(socket: WebSocket, state: AppState, language: Language, mut place: Place) {
        let (tell, told) = mpsc::channel(WAITING);
        let is_known = socket.protocol().is_some_and(|protocol| protocol == PROTOCOL);
        let (running, is_acknowledged) = (HashMap::new(), false);
        let mut connection = Self { socket, state, language, is_acknowledged, running, started: 0, tell };
        let ended = if is_known {
            tokio::select! {
                ended = connection.run(told) => ended,
                () = place.closed() => Err((1001, "the server stops")),
            }
        } else {
            Err((4406, "Subprotocol not acceptable"))
        };
        if let Err((code, reason)) = ended {
            let frame = CloseFrame { code, reason: reason.into() };
            // A client that is gone needs no reason.
            if let Ok(Ok(())) = timeout(UNREAD, connection.socket.send(Message::Close(Some(frame)))).await {
                connection.see_off().await;
            }
        }
    }

    /// Reads what is on its way until the client has closed too: a socket that is dropped with something unread
    /// resets the connection, and the client may never see why it was closed.
    async fn see_off(&mut self) {
        let leaves = async { while let Some(Ok(_)) = self.socket.recv().await {} };
        // One that does not answer is left.
        let _ = timeout(FAREWELL, leaves).await;
    }

    /// Until the client leaves (`Ok`) or is left.
    async fn run(&mut self, mut told: mpsc::Receiver<Told>) -> Result<(), Closed> {
        let opened = Instant::now();
        let mut heard = opened;
        let mut alive = tokio::time::interval(ALIVE);
        loop {
            let init = tokio::time::sleep_until(opened + self.state.watching.init);
            tokio::select! {
                message = self.socket.recv() => {
                    heard = Instant::now();
                    match message {
                        None | Some(Err(_) | Ok(Message::Close(_))) => return Ok(()),
                        Some(Ok(Message::Text(text))) => self.hear(text.as_str()).await?,
                        Some(Ok(Message::Binary(_))) => return Err((4400, "messages are text")),
                        // Pings are answered below this level.
                        Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                    }
                }
                Some(one) = told.recv() => self.pass_on(one).await?,
                () = init, if !self.is_acknowledged => return Err((4408, "Connection initialisation timeout")),
                _ = alive.tick() => {
                    if heard.elapsed() > 3 * ALIVE {
                        return Err((1001, "the client is silent"));
                    }
                    self.write(Message::Ping(axum::body::Bytes::new())).await?;
                }
            }
        }
    }

    async fn hear(&mut self, text: &str) -> Result<(), Closed> {
        const INVALID: Closed = (4400, "Invalid message received");
        let Ok(Value::Object(mut fields)) = serde_json::from_str(text) else { return Err(INVALID) };
        let mut take = |name: &str| fields.swap_remove(&Name::new(name));
        let Some(Value::String(kind)) = take("type") else { return Err(INVALID) };
        let id = match take("id") {
            Some(Value::String(id)) if !id.is_empty() => Some(id),
            _ => None,
        };
        match (kind.as_str(), id) {
            ("connection_init", _) if self.is_acknowledged => Err((4429, "Too many initialisation requests")),
            ("connection_init", _) => {
                self.is_acknowledged = true;
                self.say(&json!({ "type": "connection_ack" })).await
            }
            ("ping", _) => self.say(&json!({ "type": "pong" })).await,
            ("pong", _) => Ok(()),
            ("subscribe", _) if !self.is_acknowledged => Err((4401, "Unauthorized")),
            ("subscribe", Some(id)) if self.running.contains_key(&id) => {
                Err((4409, "Subscriber for this id already exists"))
            }
            ("subscribe", Some(id)) => self.begin(id, take("payload").unwrap_or_default()).await,
            ("complete", Some(id)) => {
                if let Some((_, task)) = self.running.remove(&id) {
                    task.abort();
                }
                Ok(())
            }
            _ => Err(INVALID),
        }
    }

    async fn begin(&mut self, id: String, payload: Value) -> Result<(), Closed> {
        if self.running.len() >= self.state.watching.per_connection {
            return self.refuse(&id, fault("TOO_MANY_SUBSCRIPTIONS", message::Message::ManyRun).into()).await;
        }
        let asked = match Asked::from_value(payload) {
            Ok(asked) => asked,
            Err(error) => return self.refuse(&id, error.into()).await,
        };
        let mut answers = match self.state.api.prepare(asked).await {
            Ok(prepared) => self.state.api.stream(prepared),
            Err(answer) => return self.refuse(&id, answer).await,
        };
        self.started += 1;
        let (number, tell, name) = (self.started, self.tell.clone(), id.clone());
        let task = tokio::spawn(async move {
            while let Some(answer) = answers.next().await {
                let is_refused = answer.data.is_none();
                // The connection is gone, or nobody wants to hear more.
                if tell.send(Told { id: name.clone(), number, answer: Some(answer) }).await.is_err()
                    || is_refused
                {
                    return;
                }
            }
            let _ = tell.send(Told { id: name, number, answer: None }).await;
        });
        self.running.insert(id, (number, task.abort_handle()));
        Ok(())
    }

    /// Passes an answer on, where its operation still runs.
    async fn pass_on(&mut self, told: Told) -> Result<(), Closed> {
        let Told { id, number, answer } = told;
        if self.running.get(&id).is_none_or(|(running, _)| *running != number) {
            return Ok(());
        }
        match answer {
            Some(answer) if answer.data.is_none() => {
                self.running.remove(&id);
                self.refuse(&id, answer).await
            }
            Some(answer) => {
                let answer = super::in_language(answer, self.language);
                self.say(&json!({ "type": "next", "id": id, "payload": answer })).await
            }
            None => {
                self.running.remove(&id);
                self.say(&json!({ "type": "complete", "id": id })).await
            }
        }
    }

    /// The errors of an operation that never ran; it needs no end.
    async fn refuse(&mut self, id: &str, answer: Answer) -> Result<(), Closed> {
        let answer = super::in_language(answer, self.language);
        self.say(&json!({ "type": "error", "id": id, "payload": answer.errors })).await
    }

    async fn say(&mut self, message: &serde_json::Value) -> Result<(), Closed> {
        self.write(Message::text(message.to_string())).await
    }

    async fn write(&mut self, message: Message) -> Result<(), Closed> {
        match timeout(UNREAD, self.socket.send(message)).await {
            Ok(Ok(())) => Ok(()),
            _ => Err((1001, "the client does not read")),
        }
    }
}
