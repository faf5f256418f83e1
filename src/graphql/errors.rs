//! Errors as GraphQL shows them: every one has `extensions.code`; an internal cause stays in the log.

use std::any::Any;
use std::sync::Arc;

use async_graphql::{ErrorExtensions as _, Pos, ServerError, Value};

use crate::error::{Error, Kind};
use crate::message::Message;

/// An error as resolvers return it.
pub type Result<T> = std::result::Result<T, async_graphql::Error>;

/// The error for clients; the cause of an internal one goes to the log.
pub fn public(error: &Error) -> async_graphql::Error {
    if matches!(error.kind(), Kind::Internal | Kind::Unavailable) {
        tracing::error!(error = %error, "a resolver failed");
    }
    let mut told = async_graphql::Error::new(error.public_message()).extend_with(|_, extensions| {
        extensions.set("code", error.code());
        if let Some(argument) = error.argument() {
            extensions.set("argument", argument);
        }
    });
    told.source = error.chinese().map(|words| Arc::new(Chinese(words)) as Arc<dyn Any + Send + Sync>);
    told
}

/// The message of an error for those who read Chinese, carried beside the English one.
struct Chinese(String);

/// The message of an error in Chinese; `None` for one of the engine's own.
#[must_use]
pub fn chinese(error: &ServerError) -> Option<&str> {
    error.source::<Chinese>().map(|words| words.0.as_str())
}

/// Puts a resolver's error into its public form.
pub trait Public<T> {
    /// The value, or the error for clients.
    fn public(self) -> Result<T>;
}

impl<T> Public<T> for crate::error::Result<T> {
    fn public(self) -> Result<T> {
        self.map_err(|error| public(&error))
    }
}

impl<T> Public<T> for std::result::Result<T, Arc<Error>> {
    fn public(self) -> Result<T> {
        self.map_err(|error| public(&error))
    }
}

/// Gives an error of the engine itself a code: those of parsing and validation come without one.
pub fn code(error: &mut ServerError) {
    let has_code = error.extensions.as_ref().is_some_and(|extensions| extensions.get("code").is_some());
    if !has_code {
        let code = engine_code(error);
        if code == "INTERNAL" {
            tracing::error!(error = %error.message, "the engine failed");
            error.message = Error::Internal(String::new()).public_message();
        }
        error.extensions.get_or_insert_default().set("code", code);
    }
    // The engine's own messages may repeat the whole of what was asked.
    if let Some((end, _)) = error.message.char_indices().nth(LONGEST_MESSAGE) {
        error.message.truncate(end);
        error.message.push('…');
    }
}

/// The code of an error; `INTERNAL` for one that was given none.
#[must_use]
pub fn code_of(error: &ServerError) -> &str {
    match error.extensions.as_ref().and_then(|extensions| extensions.get("code")) {
        Some(Value::String(code)) => code,
        _ => "INTERNAL",
    }
}

/// Characters of a message.
const LONGEST_MESSAGE: usize = 1000;

fn engine_code(error: &ServerError) -> &'static str {
    match error.message.as_str() {
        message if message.starts_with("The recursion depth of the query") => "QUERY_TOO_DEEP",
        _ if !error.path.is_empty() => "INTERNAL",
        message if message.starts_with(" -->") => "GRAPHQL_PARSE_FAILED",
        _ => "GRAPHQL_VALIDATION_FAILED",
    }
}

/// An error with its code.
#[must_use]
pub fn fault(code: &str, message: impl Into<Message>) -> ServerError {
    let message = message.into();
    let mut error = ServerError::new(message.to_string(), None);
    error.source = Some(Arc::new(Chinese(message.chinese())));
    error.extensions.get_or_insert_default().set("code", code);
    error
}

/// An error of an argument, named before what is wrong with it.
#[must_use]
pub fn of_argument(argument: &str, message: Message) -> ServerError {
    let mut error = public(&Error::invalid(argument, message)).into_server_error(Pos::default());
    // Whoever knows where it stands says so; line 0 is no place.
    error.locations.clear();
    error
}

/// The error with what was asked for, where it is known, and what is allowed.
#[must_use]
pub fn numbered(mut error: ServerError, asked: Option<usize>, limit: usize) -> ServerError {
    let extensions = error.extensions.get_or_insert_default();
    if let Some(asked) = asked {
        extensions.set("requested", asked);
    }
    extensions.set("limit", limit);
    error
}

/// A text that is no GraphQL, with its place.
#[must_use]
pub fn parse_failed(error: async_graphql::parser::Error) -> ServerError {
    let mut error = ServerError::from(error);
    code(&mut error);
    error
}
