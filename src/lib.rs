//! taizhang (台账): reads the bulletins in which Chinese governments report on their work reports, and keeps the ledger.

pub mod ambient;
pub mod app;
pub mod caching;
pub mod cli;
pub mod codes;
pub mod config;
pub mod domain;
pub mod error;
pub mod graphql;
mod graphql_http;
pub mod ingest;
pub mod language;
pub mod message;
pub mod negotiate;
pub mod origin;
mod query_string;
pub mod rest;
pub mod service;
pub mod shutdown;
pub mod store;
pub mod telemetry;
pub mod view;
