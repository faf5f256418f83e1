//! Ids in paths.

use axum::extract::{FromRequestParts, Path};
use axum::http::request::Parts;
use uuid::Uuid;

use crate::error::Error;
use crate::message::Message;

/// The `{id}` of a route.
pub struct Id(pub Uuid);

impl<S: Send + Sync> FromRequestParts<S> for Id {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        let Path(text) = Path::<String>::from_request_parts(parts, state)
            .await
            .map_err(|rejection| Error::invalid("id", Message::Other(rejection.body_text())))?;
        text.parse().map(Self).map_err(|_| Error::invalid("id", Message::NoId(text)))
    }
}
