//! Orders of lists: `orderBy` in GraphQL, `sort` in REST.

use async_graphql::InputObject;

use crate::error::{Error, Result};
use crate::message::{Message, listed};
use crate::service::analytics::breakdown::GroupKey;
use crate::service::completion::StandingKey;
use crate::store::lists::department::DepartmentKey;
use crate::store::lists::document::DocumentKey;
use crate::store::lists::finding::FindingKey;
use crate::store::lists::glossary::GlossaryKey;
use crate::store::lists::indicator::IndicatorKey;
use crate::store::lists::jurisdiction::JurisdictionKey;
use crate::store::lists::report::ReportKey;
use crate::store::lists::result::ResultKey;
use crate::store::lists::task::TaskKey;
use crate::store::lists::update::UpdateKey;
use crate::store::sort::{Direction, Key, Sort};

macro_rules! orders {
    ($($(#[$doc:meta])* $name:ident($key:ty)),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, InputObject)]
        pub struct $name {
            /// What is compared.
            pub field: $key,
            /// Which end comes first; what has no value comes last in either direction.
            #[graphql(default)]
            pub direction: Direction,
        }

        impl From<$name> for ($key, Direction) {
            fn from(order: $name) -> Self {
                (order.field, order.direction)
            }
        }
    )+};
}

orders! {
    /// One key of an order of tasks.
    TaskOrder(TaskKey),
    /// One key of an order of reports.
    ReportOrder(ReportKey),
    /// One key of an order of responsible units.
    DepartmentOrder(DepartmentKey),
    /// One key of an order of a report's units.
    DepartmentStandingOrder(StandingKey),
    /// One key of an order of groups of a report's tasks.
    CompletionGroupOrder(GroupKey),
    /// One key of an order of documents.
    DocumentOrder(DocumentKey),
    /// One key of an order of findings.
    FindingOrder(FindingKey),
    /// One key of an order of results.
    ResultOrder(ResultKey),
    /// One key of an order of notes.
    GlossaryOrder(GlossaryKey),
    /// One key of an order of jurisdictions.
    JurisdictionOrder(JurisdictionKey),
    /// One key of an order of indicators.
    IndicatorOrder(IndicatorKey),
    /// One key of an order of progress updates.
    ProgressUpdateOrder(UpdateKey),
}

/// The order that a client wrote as objects.
pub fn ordered<K: Key, O: Into<(K, Direction)>>(keys: Option<Vec<O>>) -> Result<Sort<K>> {
    Sort::new("orderBy", keys.unwrap_or_default().into_iter().map(Into::into).collect())
}

/// The order that a client wrote as names: `-completion,number`.
pub fn named<K: Key>(names: Option<&str>) -> Result<Sort<K>> {
    let key = |name: &str| {
        let (name, direction) = match name.strip_prefix('-') {
            Some(name) => (name, Direction::Desc),
            None => (name, Direction::Asc),
        };
        let key = K::ALL.iter().find(|(known, _)| *known == name).map(|(_, key)| (*key, direction));
        let allowed = || listed(K::ALL.iter().map(|(name, _)| *name));
        key.ok_or_else(|| Error::invalid("sort", Message::UnknownKey(name.to_owned(), allowed())))
    };
    let keys = names.map(|names| names.split(',').map(key).collect()).transpose()?;
    Sort::new("sort", keys.unwrap_or_default())
}
