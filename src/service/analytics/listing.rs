//! Lists of analytics: held whole, narrowed and ordered by the tasks that their rows are about, and cut into pages.

use std::collections::HashMap;
use std::sync::Arc;

use sea_orm::ConnectionTrait;
use uuid::Uuid;

use super::agenda::Item;
use super::changes::{FigureMove, StatusMove, TargetMove, UnitMove};
use super::discrepancies::Discrepancy;
use crate::error::Result;
use crate::store::filter::{Filter, Test};
use crate::store::lists;
use crate::store::lists::report::ReportTest;
use crate::store::lists::task::{TaskKey, TaskTest};
use crate::store::page::{Cursor, Page, Slice, Wanted};
use crate::store::sort::Sort;
use crate::store::value::Value;

/// A row of an analysis that is about one task.
pub trait Entry {
    /// The task.
    fn task_id(&self) -> Uuid;

    /// What tells the row from all others of its list.
    fn key(&self) -> Vec<Value>;
}

/// A task itself, by its id.
impl Entry for Uuid {
    fn task_id(&self) -> Uuid {
        *self
    }

    fn key(&self) -> Vec<Value> {
        vec![Value::Id(*self)]
    }
}

/// Rows that name their task in a field.
macro_rules! entries {
    ($($row:ty: |$of:ident| $key:expr;)+) => {$(
        impl Entry for $row {
            fn task_id(&self) -> Uuid {
                self.task_id
            }

            fn key(&self) -> Vec<Value> {
                let $of = self;
                $key
            }
        }
    )+};
}

entries! {
    Item: |row| vec![Value::Id(row.task_id)];
    StatusMove: |row| vec![Value::Id(row.task_id)];
    TargetMove: |row| {
        vec![Value::Id(row.task_id), Value::Text(format!("{} {} {}", row.name, row.unit, row.before))]
    };
    UnitMove: |row| vec![Value::Id(row.task_id), Value::Text(row.name.clone())];
    FigureMove: |row| vec![Value::Id(row.indicator_id)];
    Discrepancy: |row| row.place().to_vec();
}

/// Of which tasks the rows of a list are, and in which order.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Choice {
    /// Of which tasks.
    pub filter: Filter<TaskTest>,
    /// By which keys of their tasks; `None` keeps the list's own order.
    pub sort: Option<Sort<TaskKey>>,
}

impl Choice {
    /// True where nothing is left out and nothing moved, so that the database need not be asked.
    #[must_use]
    pub fn is_everything(&self) -> bool {
        self.sort.is_none() && !self.filter.any(&|_| true) && self.filter.holds(&|_| true)
    }
}

/// The place of each chosen task in the order chosen.
pub type Places = Arc<HashMap<Uuid, usize>>;

/// The chosen tasks of these reports, each with its place. One statement, whatever their number.
pub async fn places(db: &impl ConnectionTrait, report_ids: &[Uuid], choice: &Choice) -> Result<Places> {
    let ids = report_ids.iter().copied().map(Value::Id).collect();
    let reports = TaskTest::Report(Filter::Is(ReportTest::Id(Test::In(ids))));
    let filter = choice.filter.clone().and(reports);
    let order = lists::order(db, &filter, &choice.sort.clone().unwrap_or_default()).await?;
    Ok(Arc::new(order.into_iter().enumerate().map(|(place, id)| (id, place)).collect()))
}

/// What a list is asked for, with the places of the tasks that were chosen.
#[derive(Debug, Clone)]
pub struct Listing {
    places: Option<Places>,
    order: Option<String>,
    page: Wanted,
}

impl Listing {
    /// `places` are those of the choice; `None` where it is everything.
    #[must_use]
    pub fn new(choice: &Choice, places: Option<Places>, page: Wanted) -> Self {
        Self { places, order: choice.sort.as_ref().map(Sort::name), page }
    }

    /// The first rows of a list, in its own order.
    #[must_use]
    pub fn first(rows: Option<i64>) -> Self {
        Self { places: None, order: None, page: Wanted { first: rows, ..Wanted::default() } }
    }

    /// One page of the list called `name`, and how many rows it has in all. Rows of one task stay as they are among
    /// themselves.
    pub fn page<T: Entry>(self, mut list: Vec<T>, name: &str) -> Result<(Slice<T>, usize)> {
        if let Some(places) = &self.places {
            list.retain(|row| places.contains_key(&row.task_id()));
            if self.order.is_some() {
                list.sort_by_key(|row| places.get(&row.task_id()).copied());
            }
        }
        let order = self.order.map_or_else(|| name.to_owned(), |order| format!("{name}:{order}"));
        page(list, self.page, &order, Entry::key)
    }
}

/// One page of a list that is held whole, in its final order, and how many rows it has in all. `order` names list and
/// order in cursors.
pub fn page<T>(
    list: Vec<T>,
    wanted: Wanted,
    order: &str,
    key: impl Fn(&T) -> Vec<Value>,
) -> Result<(Slice<T>, usize)> {
    let total = list.len();
    let wanted = Page::new(wanted, order)?;
    let slice = Slice::placed(list, &wanted, |row| Cursor { order: order.to_owned(), keys: key(row) })?;
    Ok((slice, total))
}
