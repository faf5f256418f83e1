//! Automatic persisted queries, by Apollo's protocol: a client sends the hash of a query alone, and the query with it
//! only where the server does not know it. What is kept is the text, so that it is measured like any other.

use std::sync::{Arc, Mutex, PoisonError};

use async_graphql::{Name, ServerError, Value};
use lru::LruCache;
use sha2::{Digest, Sha256};

use super::asked::Asked;
use super::errors::fault;
use crate::message::Message;

/// Texts by their hashes; those not asked for longest go first.
#[derive(Clone)]
pub struct Persisted {
    kept: Arc<Mutex<Kept>>,
    most: usize,
}

struct Kept {
    texts: LruCache<[u8; 32], Arc<str>>,
    bytes: usize,
}

/// What one text takes beside its characters.
const ENTRY: usize = 128;

fn size(text: &str) -> usize {
    text.len() + ENTRY
}

/// The hash of a request's `persistedQuery`, as it was sent.
pub fn hash(asked: &Asked) -> Result<Option<&str>, ServerError> {
    let Some(extension) = asked.extensions.get("persistedQuery") else { return Ok(None) };
    let malformed = |message: &str| fault("BAD_REQUEST", Message::Persisted(message.to_owned()));
    let Value::Object(fields) = extension else { return Err(malformed("must be an object")) };
    let version = fields.get(&Name::new("version"));
    if version != Some(&Value::from(1)) {
        return Err(malformed("version must be 1"));
    }
    match fields.get(&Name::new("sha256Hash")) {
        Some(Value::String(hash)) => Ok(Some(hash)),
        _ => Err(malformed("sha256Hash must be a string")),
    }
}

impl Persisted {
    /// Keeps as many texts as fit into so many bytes.
    #[must_use]
    pub fn new(most: usize) -> Self {
        Self { kept: Arc::new(Mutex::new(Kept { texts: LruCache::unbounded(), bytes: 0 })), most }
    }

    /// The text of a request: its own, or the one under the hash that it names.
    pub fn text(&self, asked: &Asked) -> Result<Arc<str>, ServerError> {
        let query = asked.query.as_deref().unwrap_or_default();
        let Some(hash) = hash(asked)? else { return Ok(query.into()) };
        if query.is_empty() {
            let known = digest(hash).and_then(|hash| self.lock().texts.get(&hash).cloned());
            // The message is what Apollo's clients look for beside the code.
            return known.ok_or_else(|| fault("PERSISTED_QUERY_NOT_FOUND", Message::PersistedNotFound));
        }
        if digest(hash) == Some(Sha256::digest(query.as_bytes()).into()) {
            return Ok(query.into());
        }
        Err(fault("PERSISTED_QUERY_MISMATCH", Message::PersistedMismatch))
    }

    /// Keeps the text of a request that named its hash, once the text is known to keep within the limits.
    pub fn keep(&self, text: &Arc<str>) {
        if size(text) > self.most {
            return;
        }
        let mut kept = self.lock();
        if kept.texts.put(Sha256::digest(text.as_bytes()).into(), Arc::clone(text)).is_none() {
            kept.bytes += size(text);
        }
        while kept.bytes > self.most {
            let Some((_, oldest)) = kept.texts.pop_lru() else { break };
            kept.bytes -= size(&oldest);
        }
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, Kept> {
        // Nothing in here panics half way.
        self.kept.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn digest(hash: &str) -> Option<[u8; 32]> {
    hex::decode(hash).ok()?.try_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(text: &str) -> Asked {
        let hash = hex::encode(Sha256::digest(text.as_bytes()));
        let fields = [(Name::new("version"), Value::from(1)), (Name::new("sha256Hash"), Value::from(hash))];
        let extension = ("persistedQuery".to_owned(), Value::Object(fields.into_iter().collect()));
        Asked { extensions: [extension].into(), ..Asked::default() }
    }

    #[test]
    fn the_oldest_texts_go_when_there_is_no_more_room() {
        let store = Persisted::new(3 * ENTRY + 30);
        let texts = ["{ a }", "{ b }", "{ c }"];
        for text in texts {
            store.keep(&Arc::from(text));
        }
        assert!(store.text(&named("{ a }")).is_ok(), "asked for, and thereby newer than b");
        store.keep(&Arc::from("{ d }"));
        store.keep(&Arc::from("{ d }"));
        let known = ["{ a }", "{ b }", "{ c }", "{ d }"].map(|text| store.text(&named(text)).is_ok());
        assert_eq!(known, [true, false, true, true]);
        store.keep(&Arc::from("x".repeat(1000)));
        assert!(store.text(&named("{ d }")).is_ok(), "what is too large displaces nothing");
    }
}
