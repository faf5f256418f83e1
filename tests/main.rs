//! The test suite: the real server over real databases, as one binary.
#![allow(missing_docs, reason = "tests document themselves by their names")]
#![allow(
    clippy::expect_used,
    clippy::panic,
    clippy::unwrap_used,
    reason = "a test that cannot go on says why"
)]

mod support;

mod analytics;
mod analytics_lists;
mod api_docs;
mod arguments;
mod bad_input;
mod budget;
mod caching;
mod cli;
mod completion;
mod contract;
mod corpus;
mod documents;
mod exact;
mod examples;
mod failures;
mod graphiql;
mod graphql;
mod http;
mod import;
mod included;
mod inputs;
mod language;
mod layers;
mod limits;
mod lists;
mod log;
mod matching;
mod naming;
mod nesting;
mod openapi;
mod opening;
mod operations;
mod origin;
mod origins;
mod readme;
mod relay;
mod rest;
mod schema;
mod schemathesis;
mod search;
mod told;
mod undo;
mod watching;
