//! Every question asked of the database, as functions over any connection or transaction.
//!
//! Nothing above this module builds a statement; nothing in it but `connect` opens a transaction.

pub mod comparison;
pub mod connect;
pub mod department;
pub mod document;
pub mod filter;
pub mod indicator;
pub mod jurisdiction;
pub mod lists;
pub mod node;
pub mod page;
pub mod progress;
pub mod report;
pub mod search;
pub mod setting;
pub mod sort;
pub mod statements;
pub mod task;
pub mod told;
pub mod value;
pub mod words;

use std::collections::HashMap;
use std::hash::Hash;

use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use uuid::Uuid;

/// A set of tasks, named without listing them all: statements stay short whatever the size of a report.
#[derive(Debug, Clone, Copy)]
pub enum TaskScope<'a> {
    /// These tasks.
    Tasks(&'a [Uuid]),
    /// All tasks of these reports.
    Reports(&'a [Uuid]),
}

impl TaskScope<'_> {
    /// `column IN (the tasks of the scope)`.
    fn contains(self, column: impl ExprTrait) -> Expr {
        match self {
            Self::Tasks(ids) => column.is_in(ids.iter().copied()),
            Self::Reports(ids) => column.in_subquery(Self::tasks_of(ids)),
        }
    }

    fn tasks_of(reports: &[Uuid]) -> SelectStatement {
        Query::select()
            .column(entity::task::Column::Id)
            .from(entity::task::Entity)
            .and_where(Expr::col(entity::task::Column::ReportId).is_in(reports.iter().copied()))
            .take()
    }
}

/// Rows by the key that each is looked up by.
pub(crate) fn group<K: Eq + Hash, V>(rows: Vec<V>, key: impl Fn(&V) -> K) -> HashMap<K, Vec<V>> {
    let mut groups: HashMap<K, Vec<V>> = HashMap::new();
    for row in rows {
        groups.entry(key(&row)).or_default().push(row);
    }
    groups
}

/// `by_ids` for an entity whose primary key is a UUID `id`.
macro_rules! by_ids {
    ($entity:ident) => {
        /// The rows with these ids, by id; unknown ids are left out.
        pub async fn by_ids(
            db: &impl sea_orm::ConnectionTrait,
            ids: &[uuid::Uuid],
        ) -> $crate::error::Result<std::collections::HashMap<uuid::Uuid, entity::$entity::Model>> {
            use sea_orm::{ColumnTrait, EntityTrait, QueryFilter};
            let rows = entity::$entity::Entity::find()
                .filter(entity::$entity::Column::Id.is_in(ids.iter().copied()))
                .all(db)
                .await?;
            Ok(rows.into_iter().map(|row| (row.id, row)).collect())
        }
    };
}
pub(crate) use by_ids;

/// Rows per INSERT: the widest table times this stays below the bind limit of both databases.
const INSERT_CHUNK: usize = 500;

/// Rows in portions that one INSERT can carry.
pub(crate) fn chunks<T>(rows: Vec<T>) -> impl Iterator<Item = Vec<T>> {
    let mut rows = rows.into_iter();
    std::iter::from_fn(move || {
        let chunk: Vec<T> = rows.by_ref().take(INSERT_CHUNK).collect();
        (!chunk.is_empty()).then_some(chunk)
    })
}
