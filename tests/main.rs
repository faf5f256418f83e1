//! The test suite: the real server over real databases, as one binary.
#![allow(missing_docs, reason = "tests document themselves by their names")]

mod support;

mod budget;
mod completion;
mod contract;
mod exact;
mod examples;
mod graphql;
mod import;
mod layers;
mod limits;
mod rest;
mod schema;
