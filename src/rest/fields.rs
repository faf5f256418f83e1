//! `fields=id,departments.name`: only these members. What members there are is read off the schema of the body, so that
//! it is what the OpenAPI document says.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::bodies::Page;
use crate::error::{Error, Result};
use crate::view::ordered::{Ordered as Value, ordered};

/// Names in one request, and names in one path.
const MOST_NAMES: usize = 100;
const MOST_DOTS: usize = 8;

/// A choice of members; one without members of its own is taken whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fields(BTreeMap<String, Fields>);

impl Fields {
    /// Reads `id,departments.name`.
    pub(super) fn read(text: &str) -> Result<Self> {
        let mut root = Self::default();
        let paths: Vec<&str> = text.split(',').map(str::trim).collect();
        if paths.len() > MOST_NAMES {
            return Err(Error::invalid("fields", format!("at most {MOST_NAMES} names")));
        }
        let mut whole: BTreeSet<&str> = BTreeSet::new();
        for path in paths {
            let names: Vec<&str> = path.split('.').collect();
            if names.len() > MOST_DOTS || names.iter().any(|name| name.is_empty()) {
                return Err(Error::invalid("fields", format!("{path:?} is no name of a member")));
            }
            // A member that is asked for whole stays whole.
            let covered = path
                .match_indices('.')
                .any(|(end, _)| path.get(..end).is_some_and(|start| whole.contains(start)));
            if covered || !whole.insert(path) {
                continue;
            }
            let mut node = &mut root;
            for name in names {
                node = node.0.entry(name.to_owned()).or_default();
            }
            node.0.clear();
        }
        Ok(root)
    }

    /// The page with these members of its rows.
    pub(super) fn of_page<T: Serialize + ToSchema>(&self, page: &Page<T>) -> Result<Value> {
        self.check(&Shapes::of::<T>(), &T::schema(), "")?;
        let mut value = json(page)?;
        if let Value::Object(members) = &mut value
            && let Some(items) = members.get_mut("items")
        {
            self.keep(items);
        }
        Ok(value)
    }

    /// The value with these of its members.
    pub(super) fn of<T: Serialize + ToSchema>(&self, body: &T) -> Result<Value> {
        self.check(&Shapes::of::<T>(), &T::schema(), "")?;
        let mut value = json(body)?;
        self.keep(&mut value);
        Ok(value)
    }

    fn keep(&self, value: &mut Value) {
        match value {
            Value::List(rows) => rows.iter_mut().for_each(|row| self.keep(row)),
            Value::Object(members) if !self.0.is_empty() => {
                members.retain(|name, _| self.0.contains_key(name.as_str()));
                for (name, fields) in &self.0 {
                    if let Some(member) = members.get_mut(name.as_str()) {
                        fields.keep(member);
                    }
                }
            }
            _ => {}
        }
    }

    fn check(&self, shapes: &Shapes, schema: &RefOr<Schema>, place: &str) -> Result<()> {
        if self.0.is_empty() {
            return Ok(());
        }
        let members = shapes.members(schema);
        for (name, fields) in &self.0 {
            let path = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
            let Some(member) = members.get(name) else {
                let known: Vec<&str> = members.keys().map(String::as_str).collect();
                let message = if known.is_empty() {
                    format!("unknown member {path:?}; {place} has no members")
                } else {
                    format!("unknown member {path:?}; here are known {}", known.join(", "))
                };
                return Err(Error::invalid("fields", message));
            };
            fields.check(shapes, member, &path)?;
        }
        Ok(())
    }
}

fn json(value: &impl Serialize) -> Result<Value> {
    ordered(value).map_err(|error| Error::Internal(error.to_string()))
}

/// Schemas by name.
struct Shapes(HashMap<String, RefOr<Schema>>);

impl Shapes {
    fn of<T: ToSchema>() -> Self {
        let mut named = Vec::new();
        T::schemas(&mut named);
        Self(named.into_iter().collect())
    }

    /// The members of an object, also of one in a list or of one that may be missing.
    fn members(&self, schema: &RefOr<Schema>) -> BTreeMap<String, RefOr<Schema>> {
        let schema = match schema {
            RefOr::T(schema) => schema,
            RefOr::Ref(reference) => {
                let name = reference.ref_location.rsplit('/').next().unwrap_or_default();
                return self.0.get(name).map(|schema| self.members(schema)).unwrap_or_default();
            }
        };
        let many =
            |schemas: &[RefOr<Schema>]| schemas.iter().flat_map(|schema| self.members(schema)).collect();
        match schema {
            Schema::Object(object) => object.properties.clone().into_iter().collect(),
            Schema::Array(array) => match &array.items {
                utoipa::openapi::schema::ArrayItems::RefOrSchema(items) => self.members(items),
                utoipa::openapi::schema::ArrayItems::False => BTreeMap::new(),
            },
            Schema::AllOf(all) => many(&all.items),
            Schema::OneOf(one) => many(&one.items),
            Schema::AnyOf(any) => many(&any.items),
            _ => BTreeMap::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::StatusCount;

    #[test]
    fn members_come_in_the_order_of_the_whole_row() {
        let page = |items| Page { items, total_count: 1, next_cursor: None, prev_cursor: None };
        let row = StatusCount { status: crate::domain::status::Status::Behind, count: 2 };
        let kept = |names| {
            let kept = Fields::read(names).and_then(|fields| fields.of_page(&page(vec![row])));
            serde_json::to_string(&kept.unwrap()).unwrap()
        };
        assert_eq!(
            kept("count,status"),
            r#"{"items":[{"status":"BEHIND","count":2}],"totalCount":1,"nextCursor":null,"prevCursor":null}"#
        );
        assert_eq!(
            kept("count"),
            r#"{"items":[{"count":2}],"totalCount":1,"nextCursor":null,"prevCursor":null}"#
        );
    }
}
