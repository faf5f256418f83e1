//! Null where a field failed. The specification has a field that must not be null take its parent with it, up to the
//! nearest one that may be null. The engine leaves a failed field out and goes on, whatever its type; here it is noted on
//! the way which places are lost, and they are set to null when the answer is whole.

use std::cmp::Reverse;
use std::collections::HashSet;
use std::mem;
use std::sync::{Mutex, MutexGuard, PoisonError};

use async_graphql::indexmap::IndexMap;
use async_graphql::{Name, QueryPathNode, Response, ServerResult, Value};

/// The way to a field or a row: the names of an answer, and the numbers of rows.
type Path = Vec<String>;

/// What must be null.
#[derive(Debug, Default)]
struct Failures {
    /// Places that cannot stay: something in them failed that must not be null.
    lost: HashSet<Path>,
    /// Places that are null for it.
    nulls: HashSet<Path>,
}

impl Failures {
    /// Notes that the value at this place is lost.
    fn lose(&mut self, path: Path, is_required: bool) {
        if is_required {
            let above = path.len().saturating_sub(1);
            self.lost.insert(path.into_iter().take(above).collect());
        } else {
            self.nulls.insert(path);
        }
    }
}

/// What failed in one answer.
#[derive(Debug, Default)]
pub struct Nulls(Mutex<Failures>);

impl Nulls {
    fn failures(&self) -> MutexGuard<'_, Failures> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Notes what a field or a row gave that must not be null where `is_required`.
    pub fn see(
        &self,
        place: &QueryPathNode<'_>,
        is_required: bool,
        resolved: ServerResult<Option<Value>>,
    ) -> ServerResult<Option<Value>> {
        let mut failures = self.failures();
        if resolved.is_err() || !failures.lost.is_empty() {
            let path = place.to_string_vec();
            if resolved.is_err() || failures.lost.contains(&path) {
                failures.lose(path, is_required);
            }
        }
        // An object of which everything was skipped is an empty one; the engine gives null for it.
        match resolved {
            Ok(Some(Value::Null)) if is_required => Ok(Some(Value::Object(IndexMap::new()))),
            other => other,
        }
    }

    /// Puts the nulls of an answer in their places, and forgets them: a subscription has an answer per event.
    pub fn set(&self, mut response: Response) -> Response {
        let Failures { lost, nulls } = mem::take(&mut *self.failures());
        if lost.contains(&Path::new()) {
            response.data = Value::Null;
        } else if nulls.is_empty() && response.errors.is_empty() && response.data == Value::Null {
            response.data = Value::Object(IndexMap::new());
        } else {
            let mut nulls: Vec<Path> = nulls.into_iter().collect();
            // What is above another takes it with it.
            nulls.sort_unstable_by_key(|path| Reverse(path.len()));
            for path in &nulls {
                set_null(&mut response.data, path);
            }
        }
        response
    }
}

fn set_null(answer: &mut Value, path: &[String]) {
    let mut place = answer;
    for step in path {
        // So the engine gives an object of which every field failed.
        if *place == Value::Null {
            *place = Value::Object(IndexMap::new());
        }
        let next = match place {
            Value::Object(fields) => Some(fields.entry(Name::new(step)).or_insert(Value::Null)),
            Value::List(rows) => step.parse::<usize>().ok().and_then(|row| rows.get_mut(row)),
            _ => None,
        };
        let Some(next) = next else { return };
        place = next;
    }
    *place = Value::Null;
}
