//! The GraphQL API: types and questions over the same services as REST.

pub mod answer;
pub mod asked;
pub mod connection;
pub mod cost;
mod described;
pub mod errors;
mod inputs;
mod known;
pub mod loaders;
pub mod measure;
mod meter;
pub mod mutation;
mod nulls;
mod operation;
mod order;
pub mod persisted;
pub mod query;
pub mod subscription;
mod tokens;
pub mod trusted;
pub mod types;
mod values;
pub mod waves;

use std::sync::Arc;
use std::time::Duration;

use async_graphql::parser::types::{ExecutableDocument, OperationDefinition, OperationType};
use async_graphql::{
    Name, Positioned, Request, Response, SDLExportOptions, Schema, SchemaBuilder, ServerError, Variables,
};

use futures_util::StreamExt;
use futures_util::stream::{self, BoxStream};
use tracing::{Instrument, Span};

use crate::message::Message;
use crate::service::Ledger;
use answer::Answer;
use asked::Asked;
use measure::Measure;
use meter::{Meter, Metering};
use mutation::Mutation;
use persisted::Persisted;
use query::Query;
use subscription::Subscription;
use trusted::Trusted;
use waves::Waves;

/// What one query may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryLimits {
    /// Deepest nesting of fields.
    pub depth: usize,
    /// Highest cost, in fields; a list costs its page size times its row.
    pub complexity: usize,
    /// Most fields under another name.
    pub aliases: usize,
    /// Most directives.
    pub directives: usize,
    /// Most tokens of the text.
    pub tokens: usize,
    /// Longest run.
    pub timeout: Duration,
}

/// The executable schema with its limits.
#[derive(Clone)]
pub struct Api {
    schema: Schema<Query, Mutation, Subscription>,
    ledger: Ledger,
    limits: QueryLimits,
    texts: Texts,
}

/// Where the text of a request comes from.
#[derive(Clone)]
enum Texts {
    /// From the request, or from an earlier one with the same hash.
    Any(Persisted),
    /// From a list.
    Listed(Arc<Trusted>),
}

/// What the operator decides about the documents of requests.
#[derive(Debug, Clone, Default)]
pub struct Documents {
    /// Bytes of queries that are kept under their hashes.
    pub persisted_bytes: usize,
    /// The only documents that run, where there is a list.
    pub trusted: Option<Arc<Trusted>>,
}

/// A request that keeps within its limits and can run.
pub struct Prepared {
    request: Request,
    document: ExecutableDocument,
    measure: Measure,
}

fn builder() -> SchemaBuilder<Query, Mutation, Subscription> {
    described::described(Schema::build(Query, Mutation, Subscription))
}

/// The same with what is measured before anything runs.
fn limited() -> SchemaBuilder<Query, Mutation, Subscription> {
    builder().limit_recursive_depth(measure::RECURSION).extension(Metering::default())
}

/// The schema as text: what `taizhang schema` prints and `schema.graphql` holds.
#[must_use]
pub fn sdl() -> String {
    builder().finish().sdl_with_options(SDLExportOptions::new().sorted_fields().sorted_enum_items())
}

impl Api {
    /// The API over a ledger.
    #[must_use]
    pub fn new(ledger: Ledger, limits: QueryLimits, documents: Documents) -> Self {
        let builder = limited().data(ledger.clone());
        let (schema, texts) = match documents.trusted {
            // Who may ask nothing else need not see what else there is.
            Some(trusted) => {
                (builder.disable_introspection().disable_suggestions().finish(), Texts::Listed(trusted))
            }
            None => (builder.finish(), Texts::Any(Persisted::new(documents.persisted_bytes))),
        };
        Self { schema, ledger, limits, texts }
    }

    /// Answers a request with as many answers as it has: one for a question, one per event for a subscription.
    #[must_use]
    pub fn stream(&self, prepared: Prepared) -> BoxStream<'static, Answer> {
        if prepared.kind() != Some(OperationType::Subscription) {
            let api = self.clone();
            return stream::once(async move { api.run(prepared).await }.in_current_span()).boxed();
        }
        let Prepared { request, document, measure } = prepared;
        let meter = Arc::new(Meter::new(self.limits, measure));
        let operation = request.operation_name.clone();
        let mut responses = self.schema.execute_stream(request.data(Arc::clone(&meter))).boxed();
        // An event is made long after the request that asked for it, and its errors name that request all the same.
        let span = Span::current();
        stream::poll_fn(move |context| span.in_scope(|| responses.poll_next_unpin(context)))
            .map(move |mut response| {
                order::as_asked(&mut response.data, &document, operation.as_deref());
                values::explain(&mut response.errors, &document);
                Answer::new(response, &meter)
            })
            .boxed()
    }

    fn text(&self, asked: &Asked) -> Result<Arc<str>, ServerError> {
        match &self.texts {
            Texts::Listed(trusted) => trusted.text(asked),
            Texts::Any(_) if asked.document_id.is_some() && asked.query.is_none() => {
                Err(errors::fault("DOCUMENT_NOT_TRUSTED", Message::NoList))
            }
            Texts::Any(persisted) => persisted.text(asked),
        }
    }

    /// Finds the document of a request and measures it; the answer to one that cannot run.
    pub async fn prepare(&self, asked: Asked) -> Result<Prepared, Answer> {
        let query = self.text(&asked)?;
        let (document, measure) = measure::parse(&query, &self.limits).map_err(|refused| {
            let (error, measure) = *refused;
            Answer::refused(vec![error], &Meter::new(self.limits, measure))
        })?;
        if let Texts::Any(persisted) = &self.texts
            && asked.extensions.contains_key("persistedQuery")
        {
            persisted.keep(&query);
        }
        let meter = || Meter::new(self.limits, measure);
        let refused = |error| Answer::refused(vec![error], &meter());
        if let Some(error) = values::nested(&asked.variables, measure::NESTING) {
            return Err(refused(error));
        }
        fitting(inputs::of_document(&document), meter)?;
        let name = asked.operation_name.as_deref();
        let document = if operation::are_several(&document) {
            let dry = Meter::dry(self.limits, measure);
            if let Some(mut errors) = invalid(&self.schema, &query, &document, dry).await {
                values::explain(&mut errors, &document);
                let response = Response::from_errors(errors);
                return Err(Answer::new(response, &meter()));
            }
            operation::alone(&document, name).map_err(refused)?
        } else {
            document
        };
        let mut variables = asked.variables;
        let picked = operation::picked(&document, name);
        if let Ok((_, operation)) = picked {
            with_defaults(&mut variables, &operation.node);
            fitting(inputs::of_variables(&operation.node, &variables), meter)?;
        }
        let mut request = Request::new(&*query).variables(variables);
        request.operation_name = asked.operation_name;
        request.set_parsed_query(document.clone());
        Ok(Prepared { request, document, measure })
    }

    /// Answers a request, within its time.
    pub async fn run(&self, prepared: Prepared) -> Answer {
        let Prepared { request, document, measure } = prepared;
        let waves = Waves::default();
        let meter = Arc::new(Meter::new(self.limits, measure));
        let operation = request.operation_name.clone();
        let request =
            request.data(loaders::batches(self.ledger.clone(), waves.clone())).data(Arc::clone(&meter));
        let run = waves.carry(self.schema.execute(request));
        let Ok(mut response) = tokio::time::timeout(self.limits.timeout, run).await else {
            let seconds = self.limits.timeout.as_secs();
            let message = Message::Seconds(seconds);
            let limit = usize::try_from(seconds).unwrap_or(usize::MAX);
            let error = errors::numbered(errors::fault("TIMEOUT", message), None, limit);
            return Answer::refused(vec![error], &meter);
        };
        order::as_asked(&mut response.data, &document, operation.as_deref());
        values::explain(&mut response.errors, &document);
        Answer::new(response, &meter)
    }
}

/// Nothing where every value fits its type; else the answer that says which do not.
fn fitting(wrong: Vec<ServerError>, meter: impl Fn() -> Meter) -> Result<(), Answer> {
    if wrong.is_empty() { Ok(()) } else { Err(Answer::refused(wrong, &meter())) }
}

/// Gives variables that a request leaves out the defaults of its operation: the engine knows them in arguments, and not in
/// `@include` and `@skip`.
fn with_defaults(variables: &mut Variables, operation: &OperationDefinition) {
    for definition in &operation.variable_definitions {
        let name = &definition.node.name.node;
        if let Some(default) = definition.node.default_value()
            && !variables.contains_key(name)
        {
            variables.insert(name.clone(), default.clone());
        }
    }
}

/// What is wrong with a document, whichever of its operations runs; `None` where nothing is. What it costs is not asked: that
/// hangs on the operation and its variables.
async fn invalid(
    schema: &Schema<Query, Mutation, Subscription>,
    query: &str,
    document: &ExecutableDocument,
    meter: Meter,
) -> Option<Vec<ServerError>> {
    let mut request = Request::new(query).data(Arc::new(meter.without_limit()));
    request.set_parsed_query(document.clone());
    let mut errors = schema.execute(request).await.errors;
    errors.retain(|error| !meter::is_dry_end(error) && !operation::is_unsent(error));
    (!errors.is_empty()).then_some(errors)
}

/// Checks every document of a list against the schema and the limits; names the first that cannot run, and where.
pub async fn check(trusted: &Trusted, limits: QueryLimits) -> crate::error::Result<()> {
    let schema = limited().finish();
    for (name, text) in trusted.all() {
        let (mut document, measure) =
            measure::parse(text, &limits).map_err(|refused| untrusted(name, &refused.0))?;
        if let Some(error) = inputs::of_document(&document).first() {
            return Err(untrusted(name, error));
        }
        if let Some(errors) = invalid(&schema, text, &document, Meter::dry(limits, measure)).await {
            return errors.first().map_or(Ok(()), |error| Err(untrusted(name, error)));
        }
        trusted::with_pages(&mut document);
        for (operation, _) in document.operations.iter() {
            let operation = operation.map(Name::as_str);
            let alone = operation::alone(&document, operation).map_err(|error| untrusted(name, &error))?;
            let mut request = Request::new(text).data(Arc::new(Meter::dry(limits, measure)));
            request.operation_name = operation.map(str::to_owned);
            request.set_parsed_query(alone);
            let response = schema.execute(request).await;
            if let Some(error) = response.errors.iter().find(|error| !meter::is_dry_end(error)) {
                return Err(untrusted(name, error));
            }
        }
    }
    Ok(())
}

fn untrusted(name: &str, error: &ServerError) -> crate::error::Error {
    let place =
        error.locations.first().map(|place| format!(" at line {}, column {}", place.line, place.column));
    let message = format!("{name}{}: {}", place.unwrap_or_default(), error.message);
    crate::error::Error::invalid("graphql.trusted_documents", message)
}

impl Prepared {
    /// Name of the operation that would run, whether the request gives it or its document alone.
    #[must_use]
    pub fn operation(&self) -> Option<&str> {
        self.picked()?.0.map(Name::as_str)
    }

    /// Kind of the operation that would run; `None` where the engine will refuse to pick one.
    #[must_use]
    pub fn kind(&self) -> Option<OperationType> {
        self.picked().map(|(_, operation)| operation.node.ty)
    }

    fn picked(&self) -> Option<(Option<&Name>, &Positioned<OperationDefinition>)> {
        operation::picked(&self.document, self.request.operation_name.as_deref()).ok()
    }
}
