//! A well-formed request, before anything is known of its document.

use std::collections::BTreeMap;

use async_graphql::{Name, ServerError, Value, Variables};

use super::errors::fault;
use crate::message::Message;
use crate::query_string;

/// What a client asks, whichever way it came.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Asked {
    /// The document; absent where the request names a stored one.
    pub query: Option<String>,
    /// Which operation of the document runs.
    pub operation_name: Option<String>,
    /// Values of the operation's variables.
    pub variables: Variables,
    /// Additions to the protocol, such as `persistedQuery`.
    pub extensions: BTreeMap<String, Value>,
    /// Name of a trusted document.
    pub document_id: Option<String>,
}

/// Parameters that name a trusted document: of the specification's draft, of Apollo and Relay's networks.
const DOCUMENT_IDS: [&str; 3] = ["documentId", "id", "doc_id"];

impl Asked {
    /// Reads `{"query": …, "variables": …, "operationName": …, "extensions": …}`.
    pub fn from_json(body: &[u8]) -> Result<Self, ServerError> {
        let value = serde_json::from_slice(body).map_err(|error| malformed(no_json("the body", &error)))?;
        Self::from_value(value)
    }

    /// Reads a request out of JSON that is parsed already.
    pub fn from_value(value: Value) -> Result<Self, ServerError> {
        let mut fields = match value {
            Value::Object(fields) => fields,
            Value::List(_) => {
                return Err(fault("BATCH_UNSUPPORTED", Message::OneRequest));
            }
            _ => return Err(malformed(Message::RequestObject)),
        };
        let mut take = |name: &str| fields.swap_remove(&Name::new(name));
        let mut asked = Self {
            query: text("query", take("query"))?,
            operation_name: text("operationName", take("operationName"))?,
            variables: variables(take("variables"))?,
            extensions: object("extensions", take("extensions"))?,
            document_id: None,
        };
        for name in DOCUMENT_IDS {
            let id = text(name, take(name))?;
            asked.document_id = asked.document_id.or(id);
        }
        asked.named()
    }

    /// Reads `query=…&variables=…&operationName=…&extensions=…`; the objects are JSON.
    pub fn from_query_string(query: &str) -> Result<Self, ServerError> {
        let mut asked = Self::default();
        let mut seen: Vec<String> = Vec::new();
        let pairs = query_string::pairs(query).map_err(|wrong| malformed(Message::PartNotUtf8(wrong.0)))?;
        for (name, value) in pairs {
            if seen.contains(&name) {
                return Err(malformed(Message::NamedTwice(name)));
            }
            match name.as_str() {
                "query" => asked.query = Some(value),
                "operationName" => asked.operation_name = Some(value),
                "variables" => asked.variables = variables(Some(json("variables", &value)?))?,
                "extensions" => {
                    asked.extensions = object("extensions", Some(json("extensions", &value)?))?;
                }
                id if DOCUMENT_IDS.contains(&id) => asked.document_id = Some(value),
                // A proxy or a cache may have added others.
                _ => continue,
            }
            seen.push(name);
        }
        asked.named()
    }

    /// An empty name is none; a request must name some document.
    fn named(mut self) -> Result<Self, ServerError> {
        self.operation_name = self.operation_name.filter(|name| !name.is_empty());
        self.document_id = self.document_id.filter(|id| !id.is_empty());
        if self.query.is_none()
            && self.document_id.is_none()
            && !self.extensions.contains_key("persistedQuery")
        {
            return Err(malformed(Message::NoQuery));
        }
        Ok(self)
    }
}

fn malformed(message: Message) -> ServerError {
    fault("BAD_REQUEST", message)
}

fn no_json(what: &str, cause: &serde_json::Error) -> Message {
    Message::NoJson(what.to_owned(), cause.to_string())
}

fn json(name: &str, text: &str) -> Result<Value, ServerError> {
    if text.is_empty() {
        return Ok(Value::Null);
    }
    serde_json::from_str(text).map_err(|error| malformed(no_json(name, &error)))
}

fn text(name: &str, value: Option<Value>) -> Result<Option<String>, ServerError> {
    match value {
        None | Some(Value::Null) => Ok(None),
        Some(Value::String(text)) => Ok(Some(text)),
        Some(_) => Err(malformed(Message::MustBeText(name.to_owned()))),
    }
}

fn object(name: &str, value: Option<Value>) -> Result<BTreeMap<String, Value>, ServerError> {
    match value {
        None | Some(Value::Null) => Ok(BTreeMap::new()),
        Some(Value::Object(fields)) => {
            Ok(fields.into_iter().map(|(name, value)| (name.to_string(), value)).collect())
        }
        Some(_) => Err(malformed(Message::MustBeObject(name.to_owned()))),
    }
}

fn variables(value: Option<Value>) -> Result<Variables, ServerError> {
    let mut variables = Variables::default();
    for (name, value) in object("variables", value)? {
        variables.insert(Name::new(name), value);
    }
    Ok(variables)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(error: &ServerError) -> String {
        error.message.clone()
    }

    #[test]
    fn a_request_is_an_object_with_a_query() {
        let asked = Asked::from_json(
            br#"{"query": "{ a }", "operationName": "", "variables": {"n": 1}, "extensions": null, "other": 7}"#,
        )
        .unwrap();
        assert_eq!((asked.query.as_deref(), asked.operation_name), (Some("{ a }"), None));
        assert_eq!(asked.variables.len(), 1);
        let wrong = [
            (r#"{"notquery": ""}"#, "query is missing"),
            (r#"{"query": ["a"]}"#, "query must be a string"),
            (r#"{"query": "", "operationName": 0}"#, "operationName must be a string"),
            (r#"{"query": "", "variables": []}"#, "variables must be an object"),
            (r#"{"query": "", "extensions": "x"}"#, "extensions must be an object"),
            (r#"[{"query": ""}]"#, "one request at a time"),
            ("7", "must be an object"),
            ("", "no JSON"),
        ];
        for (body, message) in wrong {
            let error = Asked::from_json(body.as_bytes()).unwrap_err();
            assert!(said(&error).contains(message), "{body}: {error:?}");
        }
    }

    #[test]
    fn a_query_string_says_the_same() {
        let asked =
            Asked::from_query_string("query=query+Q%7Ba%7D&operationName=Q&variables=%7B%22n%22:1%7D&utm=x")
                .unwrap();
        assert_eq!(
            (asked.query.as_deref(), asked.operation_name.as_deref()),
            (Some("query Q{a}"), Some("Q"))
        );
        assert_eq!(asked.variables.len(), 1);
        for (query, message) in [
            ("", "query is missing"),
            ("query=a&query=b", "more than once"),
            ("query=%D4%C6", "query is not in UTF-8"),
            ("query=a&variables=7", "variables must be an object"),
            ("query=a&variables=%7B", "variables is no JSON"),
        ] {
            let error = Asked::from_query_string(query).unwrap_err();
            assert!(said(&error).contains(message), "{query}: {error:?}");
        }
    }
}
