//! Values whose members keep the order in which they were written, which the maps of `serde_json` do not.

pub use async_graphql::{Value as Ordered, to_value as ordered};
