//! What every list takes and answers: filter, order, pages in both directions, and links to the pages beside.

use std::fmt::Write;

use axum::Json;
use axum::extract::{FromRequestParts, OriginalUri};
use axum::http::header::LINK;
use axum::http::request::Parts;
use axum::http::{HeaderValue, Uri};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;
use serde::Serialize;
use serde::de::DeserializeOwned;
use url::form_urlencoded;
use utoipa::openapi::path::{Parameter, ParameterBuilder, ParameterIn, ParameterStyle};
use utoipa::openapi::schema::{ArrayBuilder, Object, ObjectBuilder, SchemaType, Type};
use utoipa::openapi::{RefOr, Required, Schema};
use utoipa::{IntoParams, ToSchema};

use super::bodies::Page as Body;
use super::fields::Fields;
use super::params::{self, Names, Nothing, parse, size};
use super::tree::Node;
use crate::error::{Error, Result};
use crate::message::{Message, listed};
use crate::store::filter::Filter;
use crate::store::page::{PAGE_CAP, PAGE_DEFAULT, Slice, Wanted};
use crate::store::sort::{Direction, Key, MOST_KEYS, Sort};
use crate::view::filter::{Lower, Spelling, lowered};
use crate::view::order::named;

/// The parameters that every list takes beside its own.
const COMMON: [&str; 8] = ["filter", "sort", "first", "after", "last", "before", "fields", "include"];

/// A list that can be asked for.
pub(super) trait Route {
    /// Its filter.
    type Filter: Lower<Of: Clone> + DeserializeOwned + ToSchema;
    /// What it can be ordered by.
    type Key: Key;
    /// Parameters of its own.
    type Own: DeserializeOwned + Names + IntoParams;
    /// What `include` can add to each row.
    const INCLUDES: &'static [&'static str];
}

/// Routes of lists.
macro_rules! lists {
    ($($(#[$doc:meta])* $name:ident($filter:ty, $key:ty, $own:ty, [$($include:literal),*])),+ $(,)?) => {$(
        $(#[$doc])*
        pub(in crate::rest) struct $name;

        impl $crate::rest::list::Route for $name {
            type Filter = $filter;
            type Key = $key;
            type Own = $own;
            const INCLUDES: &'static [&'static str] = &[$($include),*];
        }
    )+};
}
pub(super) use lists;

/// What is asked of a list.
pub(super) struct List<R: Route> {
    /// Which rows.
    pub filter: Filter<<R::Filter as Lower>::Of>,
    /// In which order.
    pub sort: Sort<R::Key>,
    /// Whether the client asked for an order.
    pub is_sorted: bool,
    /// How many from where.
    pub page: Wanted,
    /// The list's own parameters.
    pub own: R::Own,
    /// What each row carries beside its own.
    pub includes: Vec<&'static str>,
    fields: Option<Fields>,
    uri: Uri,
}

impl<R: Route> List<R> {
    fn read(uri: Uri) -> Result<Self> {
        let names = R::Own::names();
        let mut filter: Option<Node> = None;
        let mut own: Vec<(String, String)> = Vec::new();
        let mut common: [Option<String>; 8] = Default::default();
        for (name, value) in params::pairs(&uri)? {
            let start = name.split('[').next().unwrap_or_default();
            match COMMON.iter().position(|known| *known == start && takes::<R>(known)) {
                Some(0) => filter.get_or_insert_with(|| Node::root("filter")).insert(&name, value)?,
                Some(_) if start != name => return Err(Error::invalid(name, Message::NoBrackets)),
                Some(place) => {
                    let slot = common.get_mut(place).filter(|slot| slot.is_none());
                    *slot.ok_or_else(|| Error::invalid(name, Message::Twice))? = Some(value);
                }
                None if names.contains(&name.as_str()) => own.push((name, value)),
                None => {
                    let common = COMMON.iter().filter(|known| takes::<R>(known));
                    let known = listed(names.iter().chain(common));
                    return Err(Error::invalid(name, Message::UnknownParameter(known)));
                }
            }
        }
        let [_, sort, first, after, last, before, fields, include] = common;
        let rows = |name: &str, text: Option<String>| text.map(|text| size(name, &text)).transpose();
        let filter = filter
            .map(|tree| R::Filter::deserialize(tree).map_err(|wrong| wrong.error("filter")))
            .transpose()?;
        let mut fields = fields.as_deref().map(Fields::read).transpose()?;
        let mut includes = include.as_deref().map_or_else(|| Ok(Vec::new()), includes::<R>)?;
        if let Some(fields) = &mut fields {
            // Who names a member wants it, whichever way.
            includes.extend(R::INCLUDES.iter().filter(|name| fields.names(name)));
            for name in &includes {
                fields.add(name);
            }
        }
        Ok(Self {
            filter: lowered(filter, Spelling::Brackets)?,
            sort: named(sort.as_deref())?,
            is_sorted: sort.is_some(),
            page: Wanted { first: rows("first", first)?, after, last: rows("last", last)?, before },
            own: parse(own, &[])?,
            fields,
            includes,
            uri,
        })
    }

    /// The answer: the page, with its links.
    pub(super) fn answer<T: Serialize + ToSchema>(
        &self,
        slice: Slice<T>,
        total_count: u64,
    ) -> Result<Response> {
        self.show(Body::of(slice, total_count))
    }

    /// The same of a page that is made already.
    pub(super) fn show<T: Serialize + ToSchema>(&self, page: Body<T>) -> Result<Response> {
        let link = self.links(&page);
        let mut response = match &self.fields {
            None => Json(page).into_response(),
            Some(fields) => Json(fields.of_page(&page, &self.includes)?).into_response(),
        };
        // What a header cannot carry was no part of an address either.
        if let Ok(link) = HeaderValue::from_str(&link) {
            response.headers_mut().insert(LINK, link);
        }
        Ok(response)
    }

    /// RFC 8288: the pages beside this one, and the first.
    fn links<T>(&self, page: &Body<T>) -> String {
        let size = self
            .page
            .first
            .or(self.page.last)
            .unwrap_or(i64::try_from(PAGE_DEFAULT).unwrap_or(0))
            .to_string();
        let address = |paging: &[(&str, &str)]| {
            let mut query = form_urlencoded::Serializer::new(String::new());
            for (name, value) in form_urlencoded::parse(self.uri.query().unwrap_or_default().as_bytes()) {
                if !["first", "after", "last", "before"].contains(&name.as_ref()) {
                    query.append_pair(&name, &value);
                }
            }
            query.extend_pairs(paging);
            format!("{}?{}", self.uri.path(), query.finish())
        };
        let mut links = format!("<{}>; rel=\"first\"", address(&[("first", &size)]));
        // Writing into a String never fails.
        if let Some(cursor) = &page.prev_cursor {
            let _ = write!(links, ", <{}>; rel=\"prev\"", address(&[("last", &size), ("before", cursor)]));
        }
        if let Some(cursor) = &page.next_cursor {
            let _ = write!(links, ", <{}>; rel=\"next\"", address(&[("first", &size), ("after", cursor)]));
        }
        links
    }
}

/// Whether a list takes a common parameter: without keys it takes no order.
fn takes<R: Route>(name: &str) -> bool {
    name != "sort" || !R::Key::ALL.is_empty()
}

fn includes<R: Route>(names: &str) -> Result<Vec<&'static str>> {
    let known = |name: &str| {
        R::INCLUDES.iter().find(|known| **known == name).copied().ok_or_else(|| {
            let message = match R::INCLUDES {
                [] => Message::NothingToInclude(name.to_owned()),
                names => Message::UnknownName(name.to_owned(), listed(names)),
            };
            Error::invalid("include", message)
        })
    };
    names.split(',').map(known).collect()
}

impl<R: Route, S: Send + Sync> FromRequestParts<S> for List<R> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self> {
        let uri = OriginalUri::from_request_parts(parts, state)
            .await
            .map_or_else(|_| parts.uri.clone(), |uri| uri.0);
        Self::read(uri)
    }
}

impl<R: Route> IntoParams for List<R> {
    fn into_params(place: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let _ = place;
        let mut parameters = R::Own::into_params(|| Some(ParameterIn::Query));
        let filter = "Which rows, as in filter[number][gte]=3. Further names stand in further brackets; lists are separated \
                      by commas or numbered, as in filter[or][0][number][eq]=3."
            .to_owned();
        let reference = utoipa::openapi::Ref::from_schema_name(R::Filter::name());
        parameters.push(
            parameter("filter", filter, RefOr::Ref(reference))
                .style(Some(ParameterStyle::DeepObject))
                .explode(Some(true))
                .build(),
        );
        if !R::Key::ALL.is_empty() {
            let keys = R::Key::ALL.iter().flat_map(|(name, _)| [(*name).to_owned(), format!("-{name}")]);
            let sort = format!(
                "Order of the list: keys separated by commas, {MOST_KEYS} at most and none twice, a minus before a key \
                 for the largest first. What has no value comes last either way."
            );
            let keys = one_of(keys).max_items(Some(MOST_KEYS)).unique_items(true);
            parameters.push(separated(parameter("sort", sort, array(keys))));
        }
        let sizes = [("first", "after", "start after"), ("last", "before", "end before")];
        for (size, cursor, words) in sizes {
            let rows = format!("Rows on the page, {words} the cursor where one is given. 20 by default.");
            parameters.push(number_of(size, &rows));
            let body = if size == "first" { "nextCursor" } else { "prevCursor" };
            let words = format!("A cursor: the `{body}` of another page of this list in this order.");
            parameters.push(parameter(cursor, words, Object::with_type(Type::String).into()).build());
        }
        parameters.push(chosen_fields("each row"));
        if !R::INCLUDES.is_empty() {
            let include = "What each row carries beside its own, separated by commas.".to_owned();
            let names = one_of(R::INCLUDES.iter().map(|name| (*name).to_owned()));
            parameters.push(separated(parameter("include", include, array(names))));
        }
        parameters
    }
}

fn parameter(name: &str, description: String, schema: RefOr<Schema>) -> ParameterBuilder {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(ParameterIn::Query)
        .required(Required::False)
        .description(Some(description))
        .schema(Some(schema))
}

/// The description of a parameter that says how many rows are wanted.
pub(super) fn number_of(name: &str, description: &str) -> Parameter {
    let number = ObjectBuilder::new()
        .schema_type(SchemaType::Type(Type::Integer))
        .minimum(Some(0))
        .maximum(Some(PAGE_CAP))
        .build();
    parameter(name, description.to_owned(), number.into()).build()
}

/// The description of `fields`.
fn chosen_fields(of: &str) -> Parameter {
    let words = format!(
        "Only these members of {of}, separated by commas; a dot leads inside: id,departments.name. The others are left out, \
         those too that are always there otherwise."
    );
    let names = ArrayBuilder::new().items(Object::with_type(Type::String));
    separated(parameter("fields", words, array(names)))
}

/// Words of a list, written with commas.
fn one_of(words: impl Iterator<Item = String>) -> ArrayBuilder {
    let word = ObjectBuilder::new().schema_type(SchemaType::Type(Type::String)).enum_values(Some(words));
    ArrayBuilder::new().items(word.build())
}

/// A list of at least one word: no words are said by leaving the parameter out.
fn array(list: ArrayBuilder) -> RefOr<Schema> {
    RefOr::T(Schema::Array(list.min_items(Some(1)).build()))
}

fn separated(parameter: ParameterBuilder) -> Parameter {
    parameter.style(Some(ParameterStyle::Form)).explode(Some(false)).build()
}

/// What a list can be ordered by whose order is part of its question: nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum NoKey {}

impl Key for NoKey {
    const LIST: &'static str = "";
    const ALL: &'static [(&'static str, Self)] = &[];
    const DEFAULT: &'static [(Self, Direction)] = &[];
}

/// What is asked of an answer that is no list: its own parameters, and which members it shows.
pub(super) struct Shown<P> {
    /// Its own parameters.
    pub own: P,
    fields: Option<Fields>,
}

impl<P> Shown<P> {
    /// The answer.
    pub(super) fn answer<T: Serialize + ToSchema>(&self, body: T) -> Result<Response> {
        Ok(match &self.fields {
            None => Json(body).into_response(),
            Some(fields) => Json(fields.of(&body)?).into_response(),
        })
    }
}

impl<P: DeserializeOwned + Names, S: Send + Sync> FromRequestParts<S> for Shown<P> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self> {
        let (mut own, mut fields) = (Vec::new(), None);
        for (name, value) in params::pairs(&parts.uri)? {
            if name != "fields" {
                own.push((name, value));
            } else if fields.replace(Fields::read(&value)?).is_some() {
                return Err(Error::invalid("fields", Message::Twice));
            }
        }
        Ok(Self { own: parse(own, &["fields"])?, fields })
    }
}

impl<P: IntoParams> IntoParams for Shown<P> {
    fn into_params(_: impl Fn() -> Option<ParameterIn>) -> Vec<Parameter> {
        let mut parameters = P::into_params(|| Some(ParameterIn::Query));
        parameters.push(chosen_fields("the answer"));
        parameters
    }
}

/// Lists without parameters of their own.
pub(super) type NoOwn = Nothing;
