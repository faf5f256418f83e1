//! `fields=id,departments.name`: only these members. What members there are is read off the schema of the body, so that
//! it is what the OpenAPI document says.

use std::collections::{BTreeMap, BTreeSet, HashMap};

use serde::Serialize;
use utoipa::ToSchema;
use utoipa::openapi::{RefOr, Schema};

use super::bodies::Page;
use crate::error::{Error, Result};
use crate::message::{Message, listed};
use crate::view::ordered::{Ordered as Value, ordered};

/// Names in one request, and names in one path.
const MOST_NAMES: usize = 100;
const MOST_DOTS: usize = 8;

/// Members that an answer carries where `include` names them, by the name of the schema that they belong to.
const INCLUDED: [(&str, &[&str]); 6] = [
    ("Document", &["findingCount", "findings"]),
    ("Jurisdiction", &["parent"]),
    ("ListedDepartment", &["aliases", "jurisdiction", "parent"]),
    ("Report", &["completion", "documentCount", "documents"]),
    ("Task", &["report", "updates"]),
    ("TaskDepartment", &["parent"]),
];

fn included(schema: &str) -> &'static [&'static str] {
    INCLUDED.iter().find(|(name, _)| *name == schema).map_or(&[], |(_, members)| members)
}

/// A choice of members; one without members of its own is taken whole.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Fields(BTreeMap<String, Fields>);

impl Fields {
    /// Reads `id,departments.name`.
    pub(super) fn read(text: &str) -> Result<Self> {
        let mut root = Self::default();
        let paths: Vec<&str> = text.split(',').map(str::trim).collect();
        if paths.len() > MOST_NAMES {
            return Err(Error::invalid("fields", Message::MostNames(MOST_NAMES as u64)));
        }
        let mut whole: BTreeSet<&str> = BTreeSet::new();
        for path in paths {
            let names: Vec<&str> = path.split('.').collect();
            if names.len() > MOST_DOTS || names.iter().any(|name| name.is_empty()) {
                return Err(Error::invalid("fields", Message::NoNameOfMember(path.to_owned())));
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

    /// True where a member is named, itself or with members of its own.
    pub(super) fn names(&self, path: &str) -> bool {
        let mut node = Some(self);
        for name in path.split('.') {
            node = node.and_then(|node| node.0.get(name));
        }
        node.is_some()
    }

    /// Names a member too, unless it is chosen already.
    pub(super) fn add(&mut self, path: &str) {
        let mut node = self;
        for name in path.split('.') {
            let is_new = !node.0.contains_key(name);
            node = node.0.entry(name.to_owned()).or_default();
            if !is_new && node.0.is_empty() {
                return;
            }
        }
    }

    /// The page with these members of its rows, which carry what `includes` names.
    pub(super) fn of_page<T: Serialize + ToSchema>(
        &self,
        page: &Page<T>,
        includes: &[&str],
    ) -> Result<Value> {
        self.check::<T>(includes)?;
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
        self.check::<T>(&[])?;
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

    /// Refuses members that an answer of this shape does not carry, whether or not there are rows to carry any.
    fn check<T: ToSchema>(&self, includes: &[&str]) -> Result<()> {
        let shapes = Shapes::of::<T>();
        let members = shapes.members(&T::schema(), &T::name());
        self.check_members(&shapes, &members, "", includes)
    }

    fn check_members(
        &self,
        shapes: &Shapes,
        members: &Members,
        place: &str,
        includes: &[&str],
    ) -> Result<()> {
        for (name, fields) in &self.0 {
            let path = if place.is_empty() { name.clone() } else { format!("{place}.{name}") };
            let Some((member, of)) = members.get(name) else {
                let message = if members.is_empty() {
                    Message::NoMembers(path, place.to_owned())
                } else {
                    Message::UnknownMember(path, listed(members.keys()))
                };
                return Err(Error::invalid("fields", message));
            };
            if included(of).contains(&name.as_str()) && !includes.contains(&path.as_str()) {
                return Err(Error::invalid("fields", Message::NotCarried(path)));
            }
            if !fields.0.is_empty() {
                fields.check_members(shapes, &shapes.members(member, of), &path, includes)?;
            }
        }
        Ok(())
    }
}

fn json(value: &impl Serialize) -> Result<Value> {
    ordered(value).map_err(|error| Error::Internal(error.to_string()))
}

/// Members by name, each with the schema that has it.
type Members = BTreeMap<String, (RefOr<Schema>, String)>;

/// Schemas by name.
struct Shapes(HashMap<String, RefOr<Schema>>);

impl Shapes {
    fn of<T: ToSchema>() -> Self {
        let mut named = Vec::new();
        T::schemas(&mut named);
        Self(named.into_iter().collect())
    }

    /// The members of an object, also of one in a list or of one that may be missing, each with the name of the schema that
    /// has it. `within` names the schema that this one is part of.
    fn members(&self, schema: &RefOr<Schema>, within: &str) -> Members {
        let schema = match schema {
            RefOr::T(schema) => schema,
            RefOr::Ref(reference) => {
                let name = reference.ref_location.rsplit('/').next().unwrap_or_default();
                return self.0.get(name).map(|schema| self.members(schema, name)).unwrap_or_default();
            }
        };
        let many = |schemas: &[RefOr<Schema>]| {
            schemas.iter().flat_map(|schema| self.members(schema, within)).collect()
        };
        match schema {
            Schema::Object(object) => {
                let owned = |(name, schema): (String, RefOr<Schema>)| (name, (schema, within.to_owned()));
                object.properties.clone().into_iter().map(owned).collect()
            }
            Schema::Array(array) => match &array.items {
                utoipa::openapi::schema::ArrayItems::RefOrSchema(items) => self.members(items, within),
                utoipa::openapi::schema::ArrayItems::False => Members::new(),
            },
            Schema::AllOf(all) => many(&all.items),
            Schema::OneOf(one) => many(&one.items),
            Schema::AnyOf(any) => many(&any.items),
            _ => Members::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::StatusCount;

    #[test]
    fn what_is_added_narrows_nothing() {
        let added = |names, path: &str| {
            let mut fields = Fields::read(names).unwrap();
            fields.add(path);
            fields
        };
        for (names, path, whole) in [
            ("number", "updates", "number,updates"),
            ("updates.text", "updates", "updates.text"),
            ("departments", "departments.parent", "departments"),
            ("departments.name", "departments.parent", "departments.name,departments.parent"),
        ] {
            assert_eq!(added(names, path), Fields::read(whole).unwrap(), "{names} + {path}");
        }
        let fields = Fields::read("departments.parent.name,report").unwrap();
        assert!(fields.names("departments.parent") && fields.names("report") && !fields.names("updates"));
        assert!(!Fields::read("departments").unwrap().names("departments.parent"), "whole is as it is");
    }

    #[test]
    fn what_is_included_is_what_the_schemas_say() {
        let document: serde_json::Value = serde_json::from_str(&crate::rest::openapi()).unwrap();
        let mut said: Vec<(&str, &str)> = Vec::new();
        for (name, schema) in document["components"]["schemas"].as_object().unwrap() {
            let parts = schema["allOf"].as_array().map_or(std::slice::from_ref(schema), Vec::as_slice);
            for (member, of) in parts.iter().filter_map(|part| part["properties"].as_object()).flatten() {
                if of["description"].as_str().is_some_and(|words| words.contains("with `include=")) {
                    said.push((name, member));
                }
            }
        }
        let known: Vec<(&str, &str)> = INCLUDED
            .iter()
            .flat_map(|(name, members)| members.iter().map(move |member| (*name, *member)))
            .collect();
        assert_eq!(said, known);
    }

    #[test]
    fn members_come_in_the_order_of_the_whole_row() {
        let page = |items| Page { items, total_count: 1, next_cursor: None, prev_cursor: None };
        let row = StatusCount { status: crate::domain::status::Status::Behind, count: 2 };
        let kept = |names| {
            let kept = Fields::read(names).and_then(|fields| fields.of_page(&page(vec![row]), &[]));
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
