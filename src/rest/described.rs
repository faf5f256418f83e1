//! What the OpenAPI document says of every operation alike, so that no handler repeats it: the refusals that any of them
//! can give, real examples of what is asked and answered, and words for what has none of its own.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde::Deserialize;
use serde_json::Value;
use utoipa::openapi::path::{Operation, Parameter, ParameterBuilder, PathItem};
use utoipa::openapi::response::{Response, ResponseBuilder};
use utoipa::openapi::schema::{ArrayItems, Components, Schema};
use utoipa::openapi::{OpenApi, Ref, RefOr};

use super::refusals;

/// What was asked and answered, by operation.
pub(super) type Examples = BTreeMap<String, Example>;

/// Exchanges with the samples; `tests/openapi.rs` writes them and holds them against the server.
pub(super) static EXAMPLES: LazyLock<Examples> =
    LazyLock::new(|| serde_json::from_str(include_str!("examples.json")).unwrap_or_default());

/// One exchange with an operation.
#[derive(Debug, Default, Deserialize)]
pub(super) struct Example {
    /// Values of parameters, by name; each of them alone is accepted.
    #[serde(default)]
    parameters: BTreeMap<String, Value>,
    /// The body that was sent.
    body: Option<Value>,
    /// The body that came back with 200.
    answer: Option<Value>,
}

/// Completes the document that the handlers give.
pub(super) fn complete(document: &mut OpenApi, examples: &Examples) {
    let Some(components) = document.components.as_mut() else { return };
    for schema in components.schemas.values_mut() {
        hoist(schema);
    }
    for refusal in refusals::ALL {
        components.responses.insert(refusal.name.to_owned(), refusal.response().into());
    }
    for (path, item) in &mut document.paths.paths {
        for (method, operation) in operations(item) {
            let name = name(method, path);
            let nothing = Example::default();
            let example = examples.get(&name).unwrap_or(&nothing);
            operation.operation_id = Some(name);
            exemplify(operation, example);
            respond(operation, path, method == "get", example.answer.as_ref(), components);
        }
    }
}

/// The operations of a path, each with its method.
fn operations(item: &mut PathItem) -> impl Iterator<Item = (&'static str, &mut Operation)> {
    let PathItem { get, put, post, delete, patch, .. } = item;
    let all = [("get", get), ("put", put), ("post", post), ("delete", delete), ("patch", patch)];
    all.into_iter().filter_map(|(method, operation)| Some((method, operation.as_mut()?)))
}

/// The name of an operation for those who make clients of the document: `GET /tasks/{id}` is `getTasksById`. Names of
/// handlers would be taken twice.
fn name(method: &str, path: &str) -> String {
    let mut name = method.to_owned();
    for part in path.split('/').filter(|part| !part.is_empty()) {
        let word = part.trim_matches(['{', '}']);
        if word.len() < part.len() {
            name.push_str("By");
        }
        let mut letters = word.chars();
        name.extend(letters.next().into_iter().flat_map(char::to_uppercase).chain(letters));
    }
    name
}

/// Puts the values that were asked with beside the parameters and the body.
fn exemplify(operation: &mut Operation, example: &Example) {
    for parameter in operation.parameters.iter_mut().flatten() {
        if let RefOr::T(of) = parameter
            && let Some(value) = example.parameters.get(&of.name)
        {
            *of = with_example(of, value);
        }
    }
    if let (Some(RefOr::T(body)), Some(value)) = (operation.request_body.as_mut(), &example.body) {
        for content in body.content.values_mut() {
            if let RefOr::T(content) = content {
                content.example = Some(value.clone());
            }
        }
    }
}

/// Adds the refusals that an operation can give, and completes what it answers.
fn respond(
    operation: &mut Operation,
    path: &str,
    reads: bool,
    answered: Option<&Value>,
    components: &Components,
) {
    let responses = &mut operation.responses.responses;
    for refusal in refusals::ALL {
        if refusal.is_given_at(path, reads) || responses.contains_key(refusal.status_text()) {
            let of = Ref::from_response_name(refusal.name);
            responses.insert(refusal.status_text().to_owned(), RefOr::Ref(of));
        }
    }
    if let Some(RefOr::T(response)) = responses.get_mut("200") {
        answer(response, answered, components);
    }
    if reads {
        let known = "The answer that the client has (`If-None-Match`) is the one of now.";
        responses.insert("304".to_owned(), ResponseBuilder::new().description(known).build().into());
    }
}

fn with_example(parameter: &Parameter, value: &Value) -> Parameter {
    ParameterBuilder::from(parameter.clone()).example(Some(value.clone())).build()
}

/// Completes an answer by its example, and by the words of its schema where it has none of its own.
fn answer(response: &mut Response, example: Option<&Value>, components: &Components) {
    for content in response.content.values_mut() {
        let RefOr::T(content) = content else { continue };
        let words = content.schema.as_ref().and_then(|schema| described(schema, components));
        if let (true, Some(words)) = (response.description.is_empty(), words) {
            response.description = words;
        }
        content.example = example.cloned();
    }
}

/// What a schema says of itself, or of its items.
fn described(schema: &RefOr<Schema>, components: &Components) -> Option<String> {
    let words = match schema {
        RefOr::Ref(of) => {
            let name = of.ref_location.rsplit('/').next()?;
            return described(components.schemas.get(name)?, components);
        }
        RefOr::T(Schema::Object(object)) => object.description.clone(),
        RefOr::T(Schema::OneOf(choice)) => choice.description.clone(),
        RefOr::T(Schema::AnyOf(choice)) => choice.description.clone(),
        RefOr::T(Schema::AllOf(parts)) => parts.description.clone(),
        RefOr::T(Schema::Array(list)) => list.description.clone().or_else(|| match &list.items {
            ArrayItems::RefOrSchema(items) => described(items, components),
            ArrayItems::False => None,
        }),
        RefOr::T(_) => None,
    };
    words.filter(|words| !words.is_empty())
}

/// Moves the words of a nullable property from its choice, where readers do not look, to the property itself.
fn hoist(schema: &mut RefOr<Schema>) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) => object.properties.values_mut().for_each(hoist),
        Schema::AllOf(parts) => parts.items.iter_mut().for_each(hoist),
        Schema::AnyOf(choice) => choice.items.iter_mut().for_each(hoist),
        Schema::Array(list) => {
            if let ArrayItems::RefOrSchema(items) = &mut list.items {
                hoist(items);
            }
        }
        Schema::OneOf(choice) => {
            choice.items.iter_mut().for_each(hoist);
            let words = choice.items.iter_mut().find_map(|item| match item {
                RefOr::Ref(of) if !of.description.is_empty() => Some(std::mem::take(&mut of.description)),
                _ => None,
            });
            choice.description = choice.description.take().or(words);
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::{EXAMPLES, name};

    #[test]
    fn operations_are_named_by_method_and_path() {
        assert_eq!(name("get", "/reports"), "getReports");
        assert_eq!(name("delete", "/documents/{id}"), "deleteDocumentsById");
        assert_eq!(name("get", "/reports/{id}/tasks"), "getReportsByIdTasks");
    }

    #[test]
    fn the_examples_can_be_read() {
        assert!(EXAMPLES.len() > 10);
    }
}
