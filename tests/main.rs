//! The test suite: the real server over real databases, as one binary.
#![allow(missing_docs, reason = "tests document themselves by their names")]

mod support;

mod bad_input;
mod budget;
mod cli;
mod completion;
mod contract;
mod corpus;
mod exact;
mod examples;
mod graphiql;
mod graphql;
mod import;
mod layers;
mod limits;
mod origin;
mod readme;
mod rest;
mod schema;
mod undo;
