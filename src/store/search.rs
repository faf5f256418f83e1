//! Searching the texts of tasks and updates: the same hits in the same order on both databases.
//!
//! Every text is kept a second time in the form in which it is searched (`search_entry`), written along with its row and
//! removed with it. A word is found where it stands, as it stands: there are no operators that a word could be taken
//! for. Words of three characters and more go through an index of trigrams, FTS5 on SQLite and `pg_trgm` on PostgreSQL;
//! shorter ones, which have no trigram, are looked for in every text. The indexes only make it faster.

mod words;

use entity::search_entry::{self, Column, Entity};
use entity::{document, progress_update, report, task};
use sea_orm::prelude::Date;
use sea_orm::sea_query::{
    Asterisk, BinOper, Expr, ExprTrait, Func, JoinType, LikeExpr, Order, Query, SelectStatement,
};
use sea_orm::{
    ActiveValue, ColumnTrait, Condition, ConnectionTrait, DatabaseBackend, EntityTrait, FromQueryResult,
    QueryFilter, Statement,
};
use uuid::Uuid;

use super::filter::Filter;
use super::lists;
use super::lists::task::TaskTest;
use super::page::{self, Cursor, Page, Slice, Way};
use super::sort::{self, Direction, Key, Sort};
use super::value::{self, Kind, Value};
use crate::error::Result;
use crate::ingest::searchable::searchable;

pub use words::{MOST_CHARACTERS, MOST_WORDS, Words};

/// What hits can be ordered by beside their rank: nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum SearchKey {}

impl Key for SearchKey {
    const LIST: &'static str = "search";
    const ALL: &'static [(&'static str, Self)] = &[];
    const DEFAULT: &'static [(Self, Direction)] = &[];
}

/// Name of the only order, for cursors.
#[must_use]
pub fn order() -> String {
    Sort::<SearchKey>::default().name()
}

/// Characters of a trigram: shorter words are in no index.
const TRIGRAM: usize = 3;

/// What is searched.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Search {
    /// Words that a text must have.
    pub words: Words,
    /// Of which tasks.
    pub tasks: Filter<TaskTest>,
}

/// A text that has all words, with what it is ranked by: in this order, greater first except for `source`.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct Hit {
    /// Its task.
    pub task_id: Uuid,
    /// The update whose text it is; `None` where it is the task's own.
    pub progress_update_id: Option<Uuid>,
    /// 0 for the text of a task, 1 for that of an update.
    pub source: i32,
    /// How often the words stand in it, all together.
    pub matches: i32,
    /// Year of the report.
    pub year: i32,
    /// Last day of its document's period as `yyyymmdd`; 0 where the document has none.
    pub day: i32,
    /// Its report; ids are ordered by time of the first import.
    pub report_id: Uuid,
    /// Place of the task in the report.
    pub position: i32,
    /// The row whose text it is.
    pub owner: Uuid,
}

impl Hit {
    /// The last day of its document's period; `None` where the document has none.
    #[must_use]
    pub fn period_end(&self) -> Option<Date> {
        let part = |divisor: i32, modulus: i32| u32::try_from(self.day / divisor % modulus).ok();
        Date::from_ymd_opt(self.day / 10_000, part(100, 100)?, part(1, 100)?)
    }

    fn place(&self) -> Cursor {
        let keys = vec![
            Value::Int(self.source),
            Value::Int(self.matches),
            Value::Int(self.year),
            Value::Int(self.day),
            Value::Id(self.report_id),
            Value::Int(self.position),
            Value::Id(self.owner),
        ];
        Cursor { order: order(), keys }
    }
}

/// What hits are ordered by, as [`Hit::place`] gives it.
fn rank() -> [(value::Column, Direction); 7] {
    [
        ("source", Kind::Int, Direction::Asc),
        ("matches", Kind::Int, Direction::Desc),
        ("year", Kind::Int, Direction::Desc),
        ("day", Kind::Int, Direction::Desc),
        ("report_id", Kind::Id, Direction::Asc),
        ("position", Kind::Int, Direction::Asc),
        ("owner", Kind::Id, Direction::Asc),
    ]
    .map(|(column, kind, direction)| (value::Column::of(Expr::col(column), kind), direction))
}

/// A page of hits, the best first.
pub async fn page(db: &impl ConnectionTrait, search: &Search, page: &Page) -> Result<Slice<Hit>> {
    let backend = db.get_database_backend();
    let columns = rank();
    let mut select = Query::select();
    select.column(Asterisk).from_subquery(ranked(search, backend), "hit").limit(page.size + 1);
    if let Some(from) = &page.from {
        if !sort::fits(&columns, from) {
            return Err(page::foreign(page.way.cursor()));
        }
        select.cond_where(sort::beyond(&columns, from, page.way, backend));
    }
    for (column, direction) in columns {
        let upward = (direction == Direction::Asc) == (page.way == Way::Forward);
        select.order_by_expr(column.expr, if upward { Order::Asc } else { Order::Desc });
    }
    let hits = Hit::find_by_statement(backend.build(&select)).all(db).await?;
    let mut rows: Vec<(Cursor, Hit)> = hits.into_iter().map(|hit| (hit.place(), hit)).collect();
    if page.way == Way::Backward {
        rows.reverse();
    }
    // The hit that the cursor was taken from lies behind; looking whether it still does would be another search.
    Ok(Slice::cut(rows, page, page.from.is_some()))
}

/// How many hits there are.
pub async fn count(db: &impl ConnectionTrait, search: &Search) -> Result<u64> {
    #[derive(FromQueryResult)]
    struct Count {
        total: i64,
    }
    let backend = db.get_database_backend();
    let select = found(search, backend).expr_as(Func::count(entry(Column::Id)), "total").take();
    let count = Count::find_by_statement(backend.build(&select)).one(db).await?;
    Ok(count.and_then(|count| u64::try_from(count.total).ok()).unwrap_or(0))
}

fn entry(column: Column) -> Expr {
    Expr::col((Entity, column))
}

/// The entries that have all words, with their task, report, update and document; no columns yet.
fn found(search: &Search, backend: DatabaseBackend) -> SelectStatement {
    let update = Expr::col((progress_update::Entity, progress_update::Column::Id));
    let source = Func::coalesce([
        Expr::col((progress_update::Entity, progress_update::Column::DocumentId)),
        Expr::col((task::Entity, task::Column::DocumentId)),
    ]);
    let words = search.words.iter().map(|word| has(word, backend));
    Query::select()
        .from(Entity)
        .join(JoinType::InnerJoin, task::Entity, task::Column::Id.into_expr().eq(entry(Column::TaskId)))
        .join(
            JoinType::InnerJoin,
            report::Entity,
            report::Column::Id.into_expr().eq(task::Column::ReportId.into_expr()),
        )
        .join(JoinType::LeftJoin, progress_update::Entity, update.clone().eq(entry(Column::ProgressUpdateId)))
        .join(JoinType::InnerJoin, document::Entity, document::Column::Id.into_expr().eq(source))
        .cond_where(words.fold(Condition::all(), Condition::add))
        .cond_where(indexed(&search.words, backend))
        // What a corrected bulletin said is kept, and no longer said.
        .cond_where(Condition::any().add(update.is_null()).add(document::Column::SupersededById.is_null()))
        .cond_where(lists::listed(&search.tasks, backend))
        .take()
}

/// The same with what it is ranked by.
fn ranked(search: &Search, backend: DatabaseBackend) -> SelectStatement {
    let update = || entry(Column::ProgressUpdateId);
    let source = Expr::case(update().is_null(), 0).finally(1);
    let matches = search.words.iter().map(occurrences).reduce(ExprTrait::add);
    let year = Expr::col((report::Entity, report::Column::Year));
    found(search, backend)
        .expr_as(entry(Column::TaskId), "task_id")
        .expr_as(update(), "progress_update_id")
        .expr_as(Expr::Case(Box::new(source)).cast_as("integer"), "source")
        .expr_as(matches.unwrap_or_else(|| Expr::value(0)).cast_as("integer"), "matches")
        .expr_as(year, "year")
        .expr_as(day(backend), "day")
        .expr_as(Expr::col((task::Entity, task::Column::ReportId)), "report_id")
        .expr_as(Expr::col((task::Entity, task::Column::Position)), "position")
        .expr_as(Func::coalesce([update(), entry(Column::TaskId)]), "owner")
        .take()
}

/// Whether a word stands in the text, character by character.
fn has(word: &str, backend: DatabaseBackend) -> Expr {
    let function = if backend == DatabaseBackend::Postgres { "strpos" } else { "instr" };
    Expr::from(Func::cust(function).args([entry(Column::Folded), Expr::value(word)])).gt(0)
}

/// Narrows the texts down by the index, for the words that it has.
fn indexed(words: &Words, backend: DatabaseBackend) -> Condition {
    let mut long = words.iter().filter(|word| word.chars().nth(TRIGRAM - 1).is_some()).peekable();
    if long.peek().is_none() {
        return Condition::all();
    }
    if backend == DatabaseBackend::Postgres {
        let like = |word: &str| entry(Column::Folded).like(LikeExpr::new(format!("%{}%", escaped(word))));
        return long.map(like).fold(Condition::all(), Condition::add);
    }
    // As FTS5 strings: inside their quotes nothing is an operator.
    let strings: Vec<String> = long.map(|word| format!("\"{}\"", word.replace('"', "\"\""))).collect();
    let matching = Query::select()
        .column("rowid")
        .from("search_index")
        .and_where(
            Expr::col("search_index").binary(BinOper::Custom("MATCH"), Expr::value(strings.join(" AND "))),
        )
        .take();
    Condition::all().add(entry(Column::Id).in_subquery(matching))
}

/// A word in which no character stands for others in LIKE.
fn escaped(word: &str) -> String {
    let mut escaped = String::with_capacity(word.len());
    for c in word.chars() {
        if matches!(c, '\\' | '%' | '_') {
            escaped.push('\\');
        }
        escaped.push(c);
    }
    escaped
}

/// How often a word stands in the text, one place after the other.
fn occurrences(word: &str) -> Expr {
    let length = |text: Expr| Expr::from(Func::cust("length").arg(text));
    let without = Func::cust("replace").args([entry(Column::Folded), Expr::value(word), Expr::value("")]);
    let characters = i32::try_from(word.chars().count()).unwrap_or(i32::MAX);
    length(entry(Column::Folded)).sub(length(without.into())).div(characters)
}

/// The last day of the document's period as a number, so that both databases order it alike.
fn day(backend: DatabaseBackend) -> Expr {
    let end = Expr::col((document::Entity, document::Column::PeriodEnd));
    let digits = if backend == DatabaseBackend::Postgres {
        Func::cust("to_char").args([end, Expr::value("YYYYMMDD")])
    } else {
        Func::cust("strftime").args([Expr::value("%Y%m%d"), end])
    };
    Func::coalesce([Expr::from(digits).cast_as("integer"), Expr::value(0)]).into()
}

/// A text to keep: its task, its update where it is not the task's own, and the text as printed.
pub(super) type Text = (Uuid, Option<Uuid>, String);

/// Keeps new texts.
pub(super) async fn insert(db: &impl ConnectionTrait, texts: Vec<Text>) -> Result<()> {
    let rows = texts.into_iter().map(|(task_id, update_id, text)| search_entry::ActiveModel {
        id: ActiveValue::NotSet,
        task_id: ActiveValue::Set(task_id),
        progress_update_id: ActiveValue::Set(update_id),
        folded: ActiveValue::Set(searchable(&text)),
    });
    for chunk in super::chunks(rows.collect()) {
        Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    Ok(())
}

/// A task has another text now.
pub(super) async fn change(db: &impl ConnectionTrait, task_id: Uuid, text: &str) -> Result<()> {
    let folded = searchable(text);
    Entity::update_many()
        .col_expr(Column::Folded, Expr::value(folded.as_str()))
        .filter(Column::TaskId.eq(task_id))
        .filter(Column::ProgressUpdateId.is_null())
        .filter(Column::Folded.ne(folded))
        .exec(db)
        .await?;
    Ok(())
}

/// Takes all texts in anew, whatever is there.
pub async fn rebuild(db: &impl ConnectionTrait) -> Result<()> {
    use sea_orm::{QueryOrder, QuerySelect};
    Entity::delete_many().exec(db).await?;
    let portion = u64::try_from(super::INSERT_CHUNK).unwrap_or(u64::MAX);
    let mut last = Uuid::nil();
    loop {
        let rows: Vec<(Uuid, String)> = task::Entity::find()
            .select_only()
            .columns([task::Column::Id, task::Column::Text])
            .filter(task::Column::Id.gt(last))
            .order_by_asc(task::Column::Id)
            .limit(portion)
            .into_tuple()
            .all(db)
            .await?;
        let Some((id, _)) = rows.last() else { break };
        last = *id;
        insert(db, rows.into_iter().map(|(id, text)| (id, None, text)).collect()).await?;
    }
    last = Uuid::nil();
    loop {
        let rows: Vec<(Uuid, Uuid, String)> = progress_update::Entity::find()
            .select_only()
            .columns([
                progress_update::Column::Id,
                progress_update::Column::TaskId,
                progress_update::Column::Text,
            ])
            .filter(progress_update::Column::Id.gt(last))
            .order_by_asc(progress_update::Column::Id)
            .limit(portion)
            .into_tuple()
            .all(db)
            .await?;
        let Some((id, ..)) = rows.last() else { break };
        last = *id;
        insert(db, rows.into_iter().map(|(id, task_id, text)| (task_id, Some(id), text)).collect()).await?;
    }
    Ok(())
}

/// Name of the trigram index on PostgreSQL.
const INDEX: &str = "ix_search_entry_folded";

/// Makes the trigram index where there is none and the database lets us; without it a search reads every text.
pub(super) async fn ensure_index(db: &impl ConnectionTrait) {
    if db.get_database_backend() != DatabaseBackend::Postgres {
        return;
    }
    match build_index(db).await {
        Ok(true) => {}
        Ok(false) => tracing::info!(
            "the locale of this database has no Chinese letters, so that pg_trgm cannot index them: a search reads every text"
        ),
        Err(error) => {
            tracing::warn!(%error, "no index for searching could be made: a search reads every text");
        }
    }
}

/// Whether there is an index now.
async fn build_index(db: &impl ConnectionTrait) -> Result<bool> {
    let holds = async |sql: &str| -> Result<bool> {
        let row = db.query_one_raw(Statement::from_string(DatabaseBackend::Postgres, sql.to_owned())).await?;
        Ok(row.map(|row| row.try_get_by_index(0)).transpose()?.unwrap_or(false))
    };
    if holds(&format!("SELECT to_regclass('{INDEX}') IS NOT NULL")).await? {
        return Ok(true);
    }
    db.execute_unprepared("CREATE EXTENSION IF NOT EXISTS pg_trgm").await?;
    // What the locale takes for no letter, the extension leaves out.
    if !holds("SELECT cardinality(show_trgm('政府工作报告')) > 0").await? {
        return Ok(false);
    }
    let sql = format!("CREATE INDEX IF NOT EXISTS {INDEX} ON search_entry USING gin (folded gin_trgm_ops)");
    db.execute_unprepared(&sql).await?;
    Ok(true)
}
