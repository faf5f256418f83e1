//! Trusted documents: a list of queries that were written beforehand, and nothing else runs.

use std::collections::HashMap;
use std::sync::Arc;

use async_graphql::parser::types::{
    DocumentOperations, ExecutableDocument, OperationDefinition, VariableDefinition,
};
use async_graphql::{Positioned, ServerError, Value};
use sha2::{Digest, Sha256};

use super::asked::Asked;
use super::errors::fault;
use super::persisted::hash;
use crate::error::{Error, Result};
use crate::message::Message;

/// Documents by their names.
#[derive(Debug, Clone, Default)]
pub struct Trusted {
    by_name: HashMap<String, Arc<str>>,
    /// Of the exact texts.
    by_hash: HashMap<[u8; 32], Arc<str>>,
}

impl Trusted {
    /// Reads the list that `relay-compiler` and graphql-codegen write: an object of names (or hashes) and texts.
    pub fn read(path: &str) -> Result<Self> {
        let text =
            std::fs::read_to_string(path).map_err(|source| Error::Io { path: path.to_owned(), source })?;
        let wrong =
            |message: String| Error::invalid("graphql.trusted_documents", format!("{path}: {message}"));
        let value = serde_json::from_str(&text).map_err(|error| wrong(format!("no JSON: {error}")))?;
        let Value::Object(fields) = value else {
            return Err(wrong("must be an object of names and queries".to_owned()));
        };
        let mut trusted = Self::default();
        for (name, text) in fields {
            let Value::String(text) = text else { return Err(wrong(format!("{name}: must be a text"))) };
            let text: Arc<str> = text.into();
            trusted.by_hash.insert(Sha256::digest(text.as_bytes()).into(), Arc::clone(&text));
            trusted.by_name.insert(name.to_string(), text);
        }
        Ok(trusted)
    }

    /// Every name with its text, by name.
    #[must_use]
    pub fn all(&self) -> Vec<(&str, &str)> {
        let mut all: Vec<(&str, &str)> =
            self.by_name.iter().map(|(name, text)| (name.as_str(), &**text)).collect();
        all.sort_unstable();
        all
    }

    /// The text of a request that names a document of the list, or that is one of it.
    pub fn text(&self, asked: &Asked) -> std::result::Result<Arc<str>, ServerError> {
        let named = asked.document_id.as_deref().or(hash(asked)?);
        let found = match (named, &asked.query) {
            (Some(name), _) => self.named(name),
            (None, Some(query)) => {
                let digest: [u8; 32] = Sha256::digest(query.as_bytes()).into();
                self.by_hash.get(&digest)
            }
            (None, None) => None,
        };
        found.cloned().ok_or_else(|| fault("DOCUMENT_NOT_TRUSTED", Message::NotListed))
    }

    fn named(&self, name: &str) -> Option<&Arc<str>> {
        let name = name.strip_prefix("sha256:").unwrap_or(name);
        let by_hash = || {
            let digest: [u8; 32] = hex::decode(name).ok()?.try_into().ok()?;
            self.by_hash.get(&digest)
        };
        self.by_name.get(name).or_else(by_hash)
    }
}

/// Gives required numbers of an operation a value, for a check without variables: the cost of a page needs its size.
pub fn with_pages(document: &mut ExecutableDocument) {
    let operations: Vec<&mut OperationDefinition> = match &mut document.operations {
        DocumentOperations::Single(operation) => vec![&mut operation.node],
        DocumentOperations::Multiple(operations) => {
            operations.values_mut().map(|one| &mut one.node).collect()
        }
    };
    for variable in operations.into_iter().flat_map(|operation| &mut operation.variable_definitions) {
        let VariableDefinition { var_type, default_value, .. } = &mut variable.node;
        if default_value.is_none() && var_type.node.to_string() == "Int!" {
            *default_value = Some(Positioned::new(Value::from(1), var_type.pos));
        }
    }
}
