//! Relay connections over pages of the store; the total is counted only when it is selected.

use async_graphql::connection::{Connection, Edge, EmptyFields};
use async_graphql::{Context, Object, OutputType};

use super::errors::{Public, Result};
use super::loaders::{TaskCount, load};
use crate::error::Error;
use crate::service::Ledger;
use crate::store::department::DepartmentFilter;
use crate::store::document::DocumentFilter;
use crate::store::page::{Page, Slice};
use crate::store::report::ReportFilter;
use crate::store::search::Search;
use crate::store::task::TaskFilter;
use crate::store::{department, document, jurisdiction, report, search};

/// What is to be counted, if anybody asks.
#[derive(Debug, Clone)]
pub enum Total {
    /// Reports that a filter lets through.
    Reports(ReportFilter),
    /// Tasks that a filter lets through.
    Tasks(TaskFilter),
    /// Units that a filter lets through.
    Departments(DepartmentFilter),
    /// Documents that a filter lets through.
    Documents(DocumentFilter),
    /// All jurisdictions.
    Jurisdictions,
    /// Hits of a search.
    Hits(Search),
    /// A list that is held whole.
    Known(usize),
}

#[Object(name = "ConnectionTotal")]
impl Total {
    /// Rows in the whole list; counted only when selected.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let db = &ctx.data::<Ledger>()?.db;
        let total = match self {
            Self::Reports(filter) => report::count(db, filter).await.public()?,
            Self::Tasks(filter) => load(ctx, TaskCount(filter.clone())).await?.unwrap_or_default(),
            Self::Departments(filter) => department::count(db, filter).await.public()?,
            Self::Documents(filter) => document::count(db, filter).await.public()?,
            Self::Jurisdictions => jurisdiction::count(db).await.public()?,
            Self::Hits(wanted) => search::count(db, wanted).await.public()?,
            Self::Known(count) => u64::try_from(*count).unwrap_or(u64::MAX),
        };
        Ok(i32::try_from(total).unwrap_or(i32::MAX))
    }
}

/// A list of the API.
pub type List<T> = Connection<String, T, Total, EmptyFields>;

/// The page as a connection.
pub fn connection<T, N: OutputType>(slice: Slice<T>, total: Total, node: impl Fn(T) -> N) -> List<N> {
    let mut connection = Connection::with_additional_fields(slice.has_previous, slice.has_next, total);
    connection
        .edges
        .extend(slice.rows.into_iter().map(|(cursor, row)| Edge::new(cursor.encode(), node(row))));
    connection
}

/// The page that a field's arguments ask for.
pub fn page(first: Option<i32>, after: Option<&str>, order: &str) -> Result<Page> {
    Page::new(first.map(i64::from), after, order).public()
}

/// An id as clients hand it in.
pub fn parse_id(argument: &str, id: &async_graphql::ID) -> Result<uuid::Uuid> {
    id.parse()
        .map_err(|_| Error::invalid(argument, format!("{:?} is no id of this server", id.as_str())))
        .public()
}
