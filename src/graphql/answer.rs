//! The answer to a request, as every transport sends it.

use std::collections::BTreeMap;

use async_graphql::{Response, ServerError, Value};
use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::errors;
use super::meter::Meter;

/// Data, errors, extensions. Without data nothing was executed: the request itself was refused.
#[derive(Debug, Default)]
pub struct Answer {
    /// What the resolvers gave; absent where none ran.
    pub data: Option<Value>,
    /// What went wrong, each with its code.
    pub errors: Vec<ServerError>,
    /// `cost` and whatever the engine adds.
    pub extensions: BTreeMap<String, Value>,
}

impl Answer {
    /// The engine's response, with a code in every error.
    #[must_use]
    pub fn new(response: Response, meter: &Meter) -> Self {
        let Response { data, mut extensions, errors, .. } = response;
        extensions.insert("cost".to_owned(), meter.cost());
        let mut answer = Self { data: meter.has_executed().then_some(data), errors, extensions };
        answer.errors.iter_mut().for_each(errors::code);
        answer
    }

    /// A request that was measured and refused.
    #[must_use]
    pub fn refused(errors: Vec<ServerError>, meter: &Meter) -> Self {
        let extensions = BTreeMap::from([("cost".to_owned(), meter.cost())]);
        Self { data: None, errors, extensions }
    }

    /// The codes of the errors, in their order.
    pub fn codes(&self) -> impl Iterator<Item = &str> {
        self.errors.iter().map(errors::code_of)
    }
}

impl From<ServerError> for Answer {
    fn from(error: ServerError) -> Self {
        Self { errors: vec![error], ..Self::default() }
    }
}

impl Serialize for Answer {
    /// Errors first, so that nobody overlooks them; `data` only where something was executed.
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        let mut map = to.serialize_map(None)?;
        if !self.errors.is_empty() {
            map.serialize_entry("errors", &self.errors)?;
        }
        if let Some(data) = &self.data {
            map.serialize_entry("data", data)?;
        }
        if !self.extensions.is_empty() {
            map.serialize_entry("extensions", &self.extensions)?;
        }
        map.end()
    }
}
