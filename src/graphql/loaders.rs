//! Batch loading: what many objects of one answer need is asked for once.
//!
//! Loaders live as long as one request and remember what they loaded.

mod analytics;

use std::collections::HashMap;
use std::sync::Arc;
use std::time::Duration;

use async_graphql::Context;
use async_graphql::dataloader::{DataLoader, HashMapCache, Loader};
use entity::{
    department, department_alias, document, indicator, jurisdiction, measurement, progress_update, report,
    task, task_department, task_origin, unlinked_share,
};
use uuid::Uuid;

use super::errors::{Public, Result};
use super::waves::Waves;
use crate::error::Error;
use crate::service::Ledger;
use crate::service::assessment::{TaskState, View, states};
use crate::service::completion::Books;
use crate::service::units::Units;
use crate::store::filter::Filter;
use crate::store::lists::Listed;
use crate::store::page::{Page, Slice};
use crate::store::sort::Sort;
use crate::store::{TaskScope, connect, lists};

pub use analytics::{DocumentDraft, JurisdictionNames, Quotable, ReportRegister, TaskPlaces};

/// Most keys of one batch; below the bind limits of both databases.
const BATCH: usize = 10_000;

/// Loads rows of the ledger.
#[derive(Debug)]
pub struct Rows(Ledger);

/// The loader of a request.
pub type Batches = DataLoader<Rows, HashMapCache>;

/// A loader for one request, whose batches go out in waves.
#[must_use]
pub fn batches(ledger: Ledger, waves: Waves) -> Batches {
    DataLoader::with_cache(Rows(ledger), move |batch| waves.add(batch), HashMapCache::default())
        // The waves say when.
        .delay(Duration::ZERO)
        .max_batch_size(BATCH)
}

/// Loads one value by its key; `None` where there is nothing.
pub(super) async fn load<K>(ctx: &Context<'_>, key: K) -> Result<Option<<Rows as Loader<K>>::Value>>
where
    K: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
    Rows: Loader<K, Error = Arc<Error>>,
{
    ctx.data::<Batches>()?.load_one(key).await.public()
}

/// Loads many values at once, by key; what there is nothing for is left out.
pub(super) async fn load_many<K>(
    ctx: &Context<'_>,
    keys: Vec<K>,
) -> Result<HashMap<K, <Rows as Loader<K>>::Value>>
where
    K: Send + Sync + std::hash::Hash + Eq + Clone + 'static,
    Rows: Loader<K, Error = Arc<Error>>,
{
    ctx.data::<Batches>()?.load_many(keys).await.public()
}

/// Keys that are a type around an id, loaded by a function of the store over ids.
macro_rules! by_id {
    ($($(#[$doc:meta])* $key:ident => $value:ty, $load:path;)+) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub struct $key(pub Uuid);

        impl Loader<$key> for Rows {
            type Value = $value;
            type Error = Arc<Error>;

            async fn load(&self, keys: &[$key]) -> std::result::Result<HashMap<$key, $value>, Arc<Error>> {
                let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
                let rows = $load(&self.0.db, &ids).await.map_err(Arc::new)?;
                Ok(rows.into_iter().map(|(id, row)| ($key(id), row)).collect())
            }
        }
    )+};
}

by_id! {
    /// A jurisdiction.
    Jurisdiction => jurisdiction::Model, crate::store::jurisdiction::by_ids;
    /// A report.
    Report => report::Model, crate::store::report::by_ids;
    /// The title of a report.
    ReportTitle => String, crate::store::report::titles;
    /// A document.
    Document => document::Model, crate::store::document::by_ids;
    /// The text of a document.
    DocumentText => String, crate::store::document::texts;
    /// The commitments that a row reports on.
    TaskOrigins => Vec<task_origin::Model>, crate::store::task::origins;
    /// A task.
    Task => task::Model, crate::store::task::by_ids;
    /// The units of a task.
    TaskUnits => Vec<task_department::Model>, crate::store::department::links_of_tasks;
    /// A progress update.
    Update => progress_update::Model, crate::store::progress::by_ids;
    /// The figures of an update.
    UpdateFigures => Vec<measurement::Model>, crate::store::progress::measurements_by_updates;
    /// The shares of an update that belong to no target.
    UpdateShares => Vec<unlinked_share::Model>, crate::store::progress::unlinked_shares;
    /// An indicator.
    Indicator => indicator::Model, crate::store::indicator::by_ids;
    /// A unit.
    Department => department::Model, crate::store::department::by_ids;
    /// The names of a unit.
    Aliases => Vec<department_alias::Model>, crate::store::department::aliases;
    /// The reports in which a unit has tasks.
    DepartmentReports => Vec<Uuid>, crate::store::department::reports;
}

/// A task as seen from a view.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct State(pub Uuid, pub View);

impl Loader<State> for Rows {
    type Value = Arc<TaskState>;
    type Error = Arc<Error>;

    async fn load(&self, keys: &[State]) -> std::result::Result<HashMap<State, Self::Value>, Arc<Error>> {
        let mut found = HashMap::new();
        let db = connect::begin_read(&self.0.db).await.map_err(Arc::new)?;
        for (view, ids) in by_view(keys.iter().map(|State(id, view)| (*id, *view))) {
            let loaded = states(&db, TaskScope::Tasks(&ids), view, &self.0.policy).await.map_err(Arc::new)?;
            found.extend(loaded.into_iter().map(|(id, state)| (State(id, view), Arc::new(state))));
        }
        Ok(found)
    }
}

/// The books of a report as seen from a view; the reports of one batch share theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct ReportBooks(pub Uuid, pub View);

impl Loader<ReportBooks> for Rows {
    type Value = Arc<Books>;
    type Error = Arc<Error>;

    async fn load(
        &self,
        keys: &[ReportBooks],
    ) -> std::result::Result<HashMap<ReportBooks, Self::Value>, Arc<Error>> {
        let mut found = HashMap::new();
        for (view, ids) in by_view(keys.iter().map(|ReportBooks(id, view)| (*id, *view))) {
            let books = Books::open(&self.0.db, &ids, view, &self.0.policy).await.map_err(Arc::new)?;
            let books = Arc::new(books);
            found.extend(ids.into_iter().map(|id| (ReportBooks(id, view), Arc::clone(&books))));
        }
        Ok(found)
    }
}

fn by_view(keys: impl Iterator<Item = (Uuid, View)>) -> HashMap<View, Vec<Uuid>> {
    let mut groups: HashMap<View, Vec<Uuid>> = HashMap::new();
    for (id, view) in keys {
        groups.entry(view).or_default().push(id);
    }
    groups
}

/// The units of a jurisdiction; the jurisdictions of one batch share theirs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct JurisdictionUnits(pub Uuid);

impl Loader<JurisdictionUnits> for Rows {
    type Value = Arc<Units>;
    type Error = Arc<Error>;

    async fn load(
        &self,
        keys: &[JurisdictionUnits],
    ) -> std::result::Result<HashMap<JurisdictionUnits, Self::Value>, Arc<Error>> {
        let ids: Vec<Uuid> = keys.iter().map(|key| key.0).collect();
        let units = Arc::new(Units::load(&self.0.db, &ids).await.map_err(Arc::new)?);
        Ok(keys.iter().map(|key| (*key, Arc::clone(&units))).collect())
    }
}

/// A page of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Paged<T: Listed>(pub Filter<T>, pub Sort<T::Key>, pub Page);

/// The length of a list.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Counted<T>(pub Filter<T>);

/// Loaders of the pages and lengths of lists.
macro_rules! lists {
    ($($test:ty),+ $(,)?) => {$(
        impl Loader<Paged<$test>> for Rows {
            type Value = Slice<lists::Row<$test>>;
            type Error = Arc<Error>;

            async fn load(
                &self,
                keys: &[Paged<$test>],
            ) -> std::result::Result<HashMap<Paged<$test>, Self::Value>, Arc<Error>> {
                let mut groups = HashMap::new();
                for Paged(filter, sort, page) in keys {
                    let filters: &mut Vec<_> = groups.entry((sort, page)).or_default();
                    filters.push(filter.clone());
                }
                let mut found = HashMap::new();
                for ((sort, page), filters) in groups {
                    let slices = lists::pages(&self.0.db, &filters, sort, page).await.map_err(Arc::new)?;
                    let keys = filters.into_iter().map(|filter| Paged(filter, sort.clone(), page.clone()));
                    found.extend(keys.zip(slices));
                }
                Ok(found)
            }
        }

        impl Loader<Counted<$test>> for Rows {
            type Value = u64;
            type Error = Arc<Error>;

            async fn load(
                &self,
                keys: &[Counted<$test>],
            ) -> std::result::Result<HashMap<Counted<$test>, u64>, Arc<Error>> {
                let filters: Vec<_> = keys.iter().map(|key| key.0.clone()).collect();
                let counts = lists::counts(&self.0.db, &filters).await.map_err(Arc::new)?;
                Ok(keys.iter().cloned().zip(counts).collect())
            }
        }
    )+};
}

lists! {
    lists::department::DepartmentTest,
    lists::document::DocumentTest,
    lists::finding::FindingTest,
    lists::glossary::GlossaryTest,
    lists::indicator::IndicatorTest,
    lists::jurisdiction::JurisdictionTest,
    lists::report::ReportTest,
    lists::result::ResultTest,
    lists::task::TaskTest,
    lists::update::UpdateTest,
}
