//! Every list of the API: what its filter tests, what it can be ordered by, and its pages.
//!
//! Many lists of one kind go out in one statement, whatever each is filtered by.

pub mod department;
pub mod document;
pub mod finding;
pub mod glossary;
pub mod indicator;
pub mod jurisdiction;
pub mod report;
pub mod result;
pub mod task;
pub mod update;

use std::collections::{HashMap, HashSet};

use sea_orm::sea_query::{Alias, Asterisk, Expr, ExprTrait, Func, Query, SelectStatement, UnionType};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, EntityTrait, FromQueryResult, Iterable,
    QueryResult, Statement,
};

use uuid::Uuid;

use super::filter::{Filter, Test};
use super::page::{self, Cursor, Page, Slice, Way};
use super::sort::{self, Direction, Key, Sort};
use super::value::{Column, Kind};
use crate::error::Result;

/// What a list is made of.
pub trait Listed: Clone + Send + Sync + Sized {
    /// Its table.
    type Entity: EntityTrait<Model: FromQueryResult + Send + Sync>;
    /// What it can be ordered by.
    type Key: Key;

    /// The condition that a test holds of a row.
    fn condition(&self, backend: DatabaseBackend) -> Condition;

    /// The column of a key.
    fn key(key: Self::Key) -> Column;

    /// Columns, together unique, that end every order, upwards.
    #[must_use]
    fn unique() -> Vec<Column> {
        vec![Self::id()]
    }

    /// The column of the id.
    fn id() -> Column;

    /// What holds of the rows of a list where its filter does not say otherwise.
    #[must_use]
    fn usual(filter: &Filter<Self>) -> Option<Self> {
        let _ = filter;
        None
    }

    /// How many values the test binds, about; lists go out together as long as a statement can carry their values.
    fn weight(&self) -> usize {
        1
    }
}

/// A row of the list of `T`.
pub type Row<T> = <<T as Listed>::Entity as EntityTrait>::Model;

/// Most lists that go out in one statement; SQLite joins at most 500 selects in a union, and a list may take two.
const LISTS_AT_ONCE: usize = 200;

/// Most values that go out in one statement; SQLite binds at most 32 766.
const VALUES_AT_ONCE: usize = 12_000;

/// A column of the list's own table.
pub(super) fn own<C: ColumnTrait>(column: C) -> Expr {
    Expr::col(column.as_column_ref())
}

/// The condition that the rows of a list meet.
pub(super) fn condition<T: Listed>(filter: &Filter<T>, backend: DatabaseBackend) -> Condition {
    filter.condition(&|test: &T| test.condition(backend))
}

/// The same with what usually holds.
pub(super) fn listed<T: Listed>(filter: &Filter<T>, backend: DatabaseBackend) -> Condition {
    let usual = T::usual(filter).map(|test| test.condition(backend));
    Condition::all().add_option(usual).add(condition(filter, backend))
}

/// The ids of the rows that a filter lets through, for conditions of other nouns.
fn ids<T: Listed>(filter: &Filter<T>, backend: DatabaseBackend) -> SelectStatement {
    chosen(T::id().expr, filter, backend)
}

/// One column of the rows that a filter lets through.
fn chosen<T: Listed>(column: Expr, filter: &Filter<T>, backend: DatabaseBackend) -> SelectStatement {
    Query::select().expr(column).from(T::Entity::default()).cond_where(condition(filter, backend)).take()
}

/// A whole condition from one expression.
fn that(expr: Expr) -> Condition {
    Condition::all().add(expr)
}

/// The columns of an order, the unique ones at its end.
fn columns<T: Listed>(sort: &Sort<T::Key>) -> Vec<(Column, Direction)> {
    let asked = sort.keys().iter().map(|(key, direction)| (T::key(*key), *direction));
    asked.chain(T::unique().into_iter().map(|column| (column, Direction::Asc))).collect()
}

/// One page of each list, in as few statements as can carry them. The lists are named by their place in `filters`.
pub async fn pages<T: Listed>(
    db: &impl ConnectionTrait,
    filters: &[Filter<T>],
    sort: &Sort<T::Key>,
    page: &Page,
) -> Result<Vec<Slice<Row<T>>>> {
    let columns = columns::<T>(sort);
    if let Some(from) = page.from.as_ref().filter(|from| !sort::fits(&columns, from)) {
        tracing::debug!(?from, "a cursor of another shape");
        return Err(page::foreign(page.way.cursor()));
    }
    let mut slices = Vec::with_capacity(filters.len());
    for filters in portions(filters) {
        slices.extend(pages_at_once(db, filters, &columns, &sort.name(), page).await?);
    }
    Ok(slices)
}

/// One page of one list.
pub async fn page<T: Listed>(
    db: &impl ConnectionTrait,
    filter: &Filter<T>,
    sort: &Sort<T::Key>,
    page: &Page,
) -> Result<Slice<Row<T>>> {
    let slice = pages(db, std::slice::from_ref(filter), sort, page).await?.pop();
    slice.ok_or_else(|| crate::error::Error::Internal("one list was asked for and none came".to_owned()))
}

/// Lists that one statement can carry together.
fn portions<T: Listed>(filters: &[Filter<T>]) -> impl Iterator<Item = &[Filter<T>]> {
    let mut rest = filters;
    std::iter::from_fn(move || {
        let mut values = 0;
        let fitting = rest.iter().take(LISTS_AT_ONCE).take_while(|filter| {
            // Beside its filter, which may stand twice, a list binds its cursor and its length.
            values += 2 * weight(filter) + 30;
            values <= VALUES_AT_ONCE
        });
        let (now, later) = rest.split_at(fitting.count().max(1).min(rest.len()));
        rest = later;
        (!now.is_empty()).then_some(now)
    })
}

fn weight<T: Listed>(filter: &Filter<T>) -> usize {
    match filter {
        Filter::All(parts) | Filter::Any(parts) => parts.iter().map(weight).sum(),
        Filter::Not(part) => weight(part),
        Filter::Is(test) => test.weight(),
    }
}

/// A row of a page with its place.
type Placed<M> = (Cursor, M);

async fn pages_at_once<T: Listed>(
    db: &impl ConnectionTrait,
    filters: &[Filter<T>],
    columns: &sort::Columns,
    order: &str,
    page: &Page,
) -> Result<Vec<Slice<Row<T>>>> {
    let backend = db.get_database_backend();
    let selects = filters.iter().enumerate().flat_map(|(slot, filter)| {
        let condition = listed(filter, backend);
        let beyond = page.from.as_ref().map(|from| sort::beyond(columns, from, page.way, backend));
        let mut rows = select::<T>(slot, false, columns);
        rows.cond_where(condition.clone()).limit(page.size + 1);
        ordered(&mut rows, columns, page.way, backend);
        if let Some(beyond) = &beyond {
            rows.cond_where(beyond.clone());
        }
        let behind = beyond.map(|beyond| {
            select::<T>(slot, true, columns)
                .cond_where(condition)
                .cond_where(that(Expr::cust("1 = 1")).add(beyond).not())
                .limit(1)
                .take()
        });
        std::iter::once(rows).chain(behind)
    });
    let Some(statement) = union(backend, selects) else { return Ok(Vec::new()) };
    let mut lists_behind: HashSet<i32> = HashSet::new();
    let mut found: HashMap<i32, Vec<Placed<Row<T>>>> = HashMap::new();
    for row in db.query_all_raw(statement).await? {
        let (slot, behind): (i32, i32) = (row.try_get("", "slot")?, row.try_get("", "behind")?);
        if behind == 1 {
            lists_behind.insert(slot);
        } else {
            found.entry(slot).or_default().push(read(&row, columns, order)?);
        }
    }
    let directions: Vec<Direction> = columns.iter().map(|(_, direction)| *direction).collect();
    let slices = (0..filters.len()).map(|slot| {
        let slot = i32::try_from(slot).unwrap_or(i32::MAX);
        let mut rows = found.remove(&slot).unwrap_or_default();
        // A union keeps no order of its own, and a page that is read backward comes the other way round.
        rows.sort_by(|(one, _), (two, _)| page::compare(&one.keys, &two.keys, &directions));
        Slice::cut(rows, page, lists_behind.contains(&slot))
    });
    Ok(slices.collect())
}

fn select<T: Listed>(slot: usize, behind: bool, columns: &sort::Columns) -> SelectStatement {
    let mut select = Query::select();
    select
        .expr_as(slot_number(slot), "slot")
        .expr_as(Expr::value(i32::from(behind)).cast_as("integer"), "behind")
        .exprs(<T::Entity as EntityTrait>::Column::iter().map(own))
        .from(T::Entity::default());
    for (index, (column, _)) in columns.iter().enumerate() {
        select.expr_as(column.expr.clone(), Alias::new(format!("key_{index}")));
    }
    select
}

/// Orders the rows, nearest to the cursor first.
fn ordered(select: &mut SelectStatement, columns: &sort::Columns, way: Way, backend: DatabaseBackend) {
    use sea_orm::sea_query::{NullOrdering, Order};
    for (column, direction) in columns {
        let upward = (*direction == Direction::Asc) == (way == Way::Forward);
        let order = if upward { Order::Asc } else { Order::Desc };
        let nulls = if way == Way::Forward { NullOrdering::Last } else { NullOrdering::First };
        if column.nullable {
            select.order_by_expr_with_nulls(column.ordered(backend), order, nulls);
        } else {
            select.order_by_expr(column.ordered(backend), order);
        }
    }
}

fn read<M: FromQueryResult>(
    row: &QueryResult,
    columns: &sort::Columns,
    order: &str,
) -> Result<Placed<M>, sea_orm::DbErr> {
    let keys =
        columns.iter().enumerate().map(|(index, (column, _))| column.read(row, &format!("key_{index}")));
    let keys = keys.collect::<Result<_, _>>()?;
    Ok((Cursor { order: order.to_owned(), keys }, M::from_query_result(row, "")?))
}

/// The ids of all rows that a filter lets through, in that order.
pub async fn order<T: Listed>(
    db: &impl ConnectionTrait,
    filter: &Filter<T>,
    sort: &Sort<T::Key>,
) -> Result<Vec<Uuid>> {
    let backend = db.get_database_backend();
    let mut select = chosen::<T>(T::id().expr, filter, backend);
    ordered(&mut select, &columns::<T>(sort), Way::Forward, backend);
    let rows = db.query_all_raw(backend.build(&select)).await?;
    Ok(rows.iter().map(|row| row.try_get_by_index(0)).collect::<Result<_, _>>()?)
}

/// How many rows each list has, in as few statements as can carry them.
pub async fn counts<T: Listed>(db: &impl ConnectionTrait, filters: &[Filter<T>]) -> Result<Vec<u64>> {
    let backend = db.get_database_backend();
    let mut totals = Vec::with_capacity(filters.len());
    for filters in portions(filters) {
        let selects = filters.iter().enumerate().map(|(slot, filter)| {
            Query::select()
                .expr_as(slot_number(slot), "slot")
                .expr_as(Func::count(T::id().expr), "total")
                .from(T::Entity::default())
                .cond_where(listed(filter, backend))
                .take()
        });
        let mut found: HashMap<i32, i64> = HashMap::new();
        if let Some(statement) = union(backend, selects) {
            for row in db.query_all_raw(statement).await? {
                found.insert(row.try_get("", "slot")?, row.try_get("", "total")?);
            }
        }
        totals.extend((0..filters.len()).map(|slot| {
            let total = i32::try_from(slot).ok().and_then(|slot| found.get(&slot)).copied();
            total.and_then(|total| u64::try_from(total).ok()).unwrap_or(0)
        }));
    }
    Ok(totals)
}

/// How many rows one list has.
pub async fn count<T: Listed>(db: &impl ConnectionTrait, filter: &Filter<T>) -> Result<u64> {
    Ok(counts(db, std::slice::from_ref(filter)).await?.pop().unwrap_or(0))
}

fn slot_number(slot: usize) -> Expr {
    Expr::value(i32::try_from(slot).unwrap_or(i32::MAX)).cast_as("integer")
}

/// The selects as one statement; each stands in a subquery, since SQLite allows no LIMIT inside a union.
fn union(backend: DatabaseBackend, selects: impl Iterator<Item = SelectStatement>) -> Option<Statement> {
    let mut wrapped = selects.enumerate().map(|(slot, select)| {
        Query::select().column(Asterisk).from_subquery(select, Alias::new(format!("list_{slot}"))).take()
    });
    let mut first = wrapped.next()?;
    for select in wrapped {
        first.union(UnionType::All, select);
    }
    Some(backend.build(&first))
}

/// A value of the row that a column refers to, looked up by id.
fn looked_up<E: EntityTrait, C: ColumnTrait>(of: E, wanted: C, id: C, reference: Expr) -> Expr {
    let select = Query::select().expr(own(wanted)).from(of).and_where(own(id).eq(reference)).take();
    Expr::SubQuery(None, Box::new(select.into()))
}

/// The words of a column as numbers in the order given, so that they are ordered by meaning.
fn ranked(column: &Expr, words: &[&str]) -> Expr {
    let mut case = sea_orm::sea_query::CaseStatement::new();
    for (rank, word) in words.iter().enumerate() {
        case = case.case(column.clone().eq(*word), Expr::value(i32::try_from(rank).unwrap_or(i32::MAX)));
    }
    // Whole numbers on both databases, whatever the driver takes a bare value for.
    Expr::Case(Box::new(case)).cast_as("integer")
}

/// Whether a heading in a list of them meets the test; no value where the list is empty.
fn headings(list: &Expr, test: &Test, backend: DatabaseBackend) -> Condition {
    let template = match backend {
        DatabaseBackend::Postgres => {
            "EXISTS (SELECT 1 FROM jsonb_array_elements_text($1) AS heading(value) WHERE $2)"
        }
        _ => "EXISTS (SELECT 1 FROM json_each(?) AS heading WHERE ?)",
    };
    let exists = |inner: Expr| Expr::cust_with_exprs(template, [list.clone(), inner]);
    match test {
        Test::IsNull => that(exists(Expr::cust("1 = 1"))).not(),
        test => {
            let heading = Column::of(Expr::cust("heading.value"), Kind::Text);
            that(exists(Expr::from(test.condition(&heading, backend))))
        }
    }
}

/// The same kinds that columns of the ledger have, said shortly.
mod kinds {
    pub(super) use super::Kind::{Bool, Date, Decimal, Id, Int, Text};
}
