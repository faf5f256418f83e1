//! The GraphQL API: types and questions over the same services as REST.

pub mod connection;
pub mod cost;
pub mod errors;
pub mod loaders;
pub mod mutation;
mod order;
pub mod query;
pub mod types;
pub mod waves;

use async_graphql::{EmptySubscription, Request, Response, SDLExportOptions, Schema, SchemaBuilder, Value};
use std::time::Duration;

use crate::service::Ledger;
use mutation::Mutation;
use query::Query;
use waves::Waves;

/// What one query may ask for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct QueryLimits {
    /// Deepest nesting of fields.
    pub depth: usize,
    /// Highest cost, in fields; a list costs its page size times its row.
    pub complexity: usize,
    /// Longest run.
    pub timeout: Duration,
}

/// The executable schema with its limits.
#[derive(Clone)]
pub struct Api {
    schema: Schema<Query, Mutation, EmptySubscription>,
    ledger: Ledger,
    timeout: Duration,
}

fn builder() -> SchemaBuilder<Query, Mutation, EmptySubscription> {
    Schema::build(Query, Mutation, EmptySubscription)
}

/// The schema as text: what `taizhang schema` prints and `schema.graphql` holds.
#[must_use]
pub fn sdl() -> String {
    builder().finish().sdl_with_options(SDLExportOptions::new().sorted_fields().sorted_enum_items())
}

/// Fragments and input values nest at most this deep, whatever they cost.
const RECURSION: usize = 48;

/// Directives on one field.
const DIRECTIVES: usize = 8;

impl Api {
    /// The API over a ledger.
    #[must_use]
    pub fn new(ledger: Ledger, limits: QueryLimits) -> Self {
        let schema = builder()
            .limit_depth(limits.depth)
            .limit_complexity(limits.complexity)
            .limit_recursive_depth(RECURSION)
            .limit_directives(DIRECTIVES)
            .data(ledger.clone())
            .finish();
        Self { schema, ledger, timeout: limits.timeout }
    }

    /// Answers one request, within its time.
    pub async fn execute(&self, request: Request) -> Response {
        let waves = Waves::default();
        let mut request = request.data(loaders::batches(self.ledger.clone(), waves.clone()));
        // The engine takes what is parsed here; what cannot be parsed it refuses with its place.
        let document = request.parsed_query().ok().cloned();
        let operation = request.operation_name.clone();
        match tokio::time::timeout(self.timeout, waves.carry(self.schema.execute(request))).await {
            Ok(mut response) => {
                if let Some(document) = document.filter(|_| response.data != Value::Null) {
                    order::as_asked(&mut response.data, &document, operation.as_deref());
                }
                errors::coded(response)
            }
            Err(_) => errors::refusal(
                "TIMEOUT",
                &format!("the query ran longer than {} seconds; ask for less", self.timeout.as_secs()),
            ),
        }
    }
}
