//! Relay connections over pages of the store; the total is counted only when it is selected.

use std::fmt::Debug;
use std::hash::Hash;
use std::sync::Arc;

use async_graphql::connection::{Connection, Edge, EmptyFields};
use async_graphql::dataloader::Loader;
use async_graphql::{Context, Object, OutputType};

use super::errors::{Public, Result};
use super::loaders::{Counted, Paged, Rows, load};
use crate::error::Error;
use crate::message::Message;
use crate::service::Ledger;
use crate::store::filter::Filter;
use crate::store::lists::department::DepartmentTest;
use crate::store::lists::document::DocumentTest;
use crate::store::lists::finding::FindingTest;
use crate::store::lists::glossary::GlossaryTest;
use crate::store::lists::indicator::IndicatorTest;
use crate::store::lists::jurisdiction::JurisdictionTest;
use crate::store::lists::report::ReportTest;
use crate::store::lists::result::ResultTest;
use crate::store::lists::task::TaskTest;
use crate::store::lists::update::UpdateTest;
use crate::store::lists::{Listed, Row};
use crate::store::page::{Page, Slice, Wanted};
use crate::store::search::{self, Search};
use crate::store::sort::{Direction, Sort};
use crate::view::filter::{Lower, Spelling, lowered};
use crate::view::order::ordered;

/// What is to be counted, if anybody asks.
#[derive(Debug, Clone)]
pub enum Total {
    /// Reports that a filter lets through.
    Reports(Filter<ReportTest>),
    /// Tasks that a filter lets through.
    Tasks(Filter<TaskTest>),
    /// Units that a filter lets through.
    Departments(Filter<DepartmentTest>),
    /// Documents that a filter lets through.
    Documents(Filter<DocumentTest>),
    /// Findings that a filter lets through.
    Findings(Filter<FindingTest>),
    /// Results that a filter lets through.
    Results(Filter<ResultTest>),
    /// Notes that a filter lets through.
    Notes(Filter<GlossaryTest>),
    /// Jurisdictions that a filter lets through.
    Jurisdictions(Filter<JurisdictionTest>),
    /// Indicators that a filter lets through.
    Indicators(Filter<IndicatorTest>),
    /// Progress updates that a filter lets through.
    Updates(Filter<UpdateTest>),
    /// Hits of a search.
    Hits(Search),
    /// A list that is held whole.
    Known(usize),
}

#[Object(name = "ConnectionTotal")]
impl Total {
    /// Rows in the whole list; counted only when selected.
    async fn total_count(&self, ctx: &Context<'_>) -> Result<i32> {
        let total = match self {
            Self::Reports(filter) => load(ctx, Counted(filter.clone())).await?,
            Self::Tasks(filter) => load(ctx, Counted(filter.clone())).await?,
            Self::Departments(filter) => load(ctx, Counted(filter.clone())).await?,
            Self::Documents(filter) => load(ctx, Counted(filter.clone())).await?,
            Self::Findings(filter) => load(ctx, Counted(filter.clone())).await?,
            Self::Results(filter) => load(ctx, Counted(filter.clone())).await?,
            Self::Notes(filter) => load(ctx, Counted(filter.clone())).await?,
            Self::Jurisdictions(filter) => load(ctx, Counted(filter.clone())).await?,
            Self::Indicators(filter) => load(ctx, Counted(filter.clone())).await?,
            Self::Updates(filter) => load(ctx, Counted(filter.clone())).await?,
            Self::Hits(wanted) => Some(search::count(&ctx.data::<Ledger>()?.db, wanted).await.public()?),
            Self::Known(count) => u64::try_from(*count).ok(),
        };
        Ok(i32::try_from(total.unwrap_or_default()).unwrap_or(i32::MAX))
    }
}

/// What a list field is asked for.
pub struct Asked<F, O> {
    /// Which rows.
    pub filter: Option<F>,
    /// In which order.
    pub order_by: Option<Vec<O>>,
    /// Rows from the start, or after `after`.
    pub first: Option<i32>,
    /// A cursor.
    pub after: Option<String>,
    /// Rows at the end, or before `before`.
    pub last: Option<i32>,
    /// A cursor.
    pub before: Option<String>,
}

impl<F, O> Asked<F, O> {
    /// The page as the store reads it.
    pub fn wanted(&self) -> Wanted {
        paging(self.first, self.after.clone(), self.last, self.before.clone())
    }

    /// The page among the rows that `of` lets through, and the whole filter; the pages of one answer are asked for
    /// together.
    pub async fn slice<T>(
        self,
        ctx: &Context<'_>,
        of: impl Into<Filter<T>> + Send,
    ) -> Result<(Slice<Row<T>>, Filter<T>)>
    where
        T: Listed + Debug + Hash + Eq + 'static,
        F: Lower<Of = T>,
        O: Into<(T::Key, Direction)>,
        Rows: Loader<Paged<T>, Value = Slice<Row<T>>, Error = Arc<Error>>,
    {
        let wanted = self.wanted();
        let filter = lowered(self.filter, Spelling::Dots).public()?;
        let filter = Filter::All(vec![of.into(), filter]);
        let sort: Sort<T::Key> = ordered(self.order_by).public()?;
        let page = Page::new(wanted, &sort.name()).public()?;
        let slice = load(ctx, Paged(filter.clone(), sort, page)).await?;
        let slice =
            slice.ok_or_else(|| async_graphql::Error::new("a page that was asked for did not come"))?;
        Ok((slice, filter))
    }

    /// The same as a connection.
    pub async fn list<T, N: OutputType>(
        self,
        ctx: &Context<'_>,
        of: impl Into<Filter<T>> + Send,
        total: fn(Filter<T>) -> Total,
        node: fn(Row<T>) -> N,
    ) -> Result<List<N>>
    where
        T: Listed + Debug + Hash + Eq + 'static,
        F: Lower<Of = T>,
        O: Into<(T::Key, Direction)>,
        Rows: Loader<Paged<T>, Value = Slice<Row<T>>, Error = Arc<Error>>,
    {
        let (slice, filter) = self.slice(ctx, of).await?;
        Ok(connection(slice, total(filter), node))
    }
}

/// The arguments of a paged field as the store reads them.
pub fn paging(
    first: Option<i32>,
    after: Option<String>,
    last: Option<i32>,
    before: Option<String>,
) -> Wanted {
    Wanted { first: first.map(i64::from), after, last: last.map(i64::from), before }
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

/// An id as clients hand it in.
pub fn parse_id(argument: &str, id: &async_graphql::ID) -> Result<uuid::Uuid> {
    id.parse().map_err(|_| Error::invalid(argument, Message::NoId(id.to_string()))).public()
}
