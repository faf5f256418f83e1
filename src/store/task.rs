//! Tasks: filters, pages of many lists in one statement, and the derived columns.

use std::collections::HashMap;

use entity::task::{self, Column, Entity, Model};
use entity::words::{CountedAs, Role, Status};
use entity::{report, task_department, task_origin};
use sea_orm::sea_query::{Alias, Asterisk, Expr, ExprTrait, Func, Order, Query, SelectStatement, UnionType};
use sea_orm::{
    ActiveValue, ColumnTrait, Condition, ConnectionTrait, EntityTrait, FromQueryResult, QueryFilter,
    QueryOrder, QuerySelect, Statement,
};
use uuid::Uuid;

use super::page::{self, Cursor, Key, Page, Slice};
use crate::domain::completion::{Basis, TaskStanding};
use crate::error::Result;

super::by_ids!(task);

/// Name of the only order, for cursors: reports by time of import, tasks as printed.
pub const ORDER: &str = "task:number";

/// Most lists that [`pages`] and [`counts`] take in one statement; SQLite joins at most 500 selects in a union.
pub const LISTS_AT_ONCE: usize = 400;

/// Which tasks; all conditions hold together.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct TaskFilter {
    /// Of this report.
    pub report_id: Option<Uuid>,
    /// Of the jurisdiction of this name.
    pub jurisdiction: Option<String>,
    /// Of the report of this year.
    pub year: Option<i32>,
    /// For which any of these units is responsible.
    pub department_ids: Option<Vec<Uuid>>,
    /// In this role: of the units above where given, else of any unit.
    pub role: Option<crate::domain::target::Role>,
    /// With one of these statuses.
    pub statuses: Option<Vec<crate::domain::status::Status>>,
    /// Which status is meant.
    pub basis: Basis,
    /// Whose print and figures contradict each other, or do not.
    pub discrepancy: Option<bool>,
    /// With this number.
    pub number: Option<i32>,
    /// Rows that report on this commitment of the plan.
    pub origin: Option<Uuid>,
    /// Counted in one of these ways; those that completion counts where `None`.
    pub counted_as: Option<Vec<crate::domain::origin::CountedAs>>,
}

pub(super) fn condition(filter: &TaskFilter) -> Condition {
    let TaskFilter {
        report_id,
        jurisdiction,
        year,
        department_ids,
        role,
        statuses,
        basis,
        discrepancy,
        number,
        origin,
        counted_as,
    } = filter;
    let of_report = (jurisdiction.is_some() || year.is_some()).then(|| {
        let mut reports = Query::select();
        reports.column(report::Column::Id).from(report::Entity);
        if let Some(year) = year {
            reports.and_where(Expr::col(report::Column::Year).eq(*year));
        }
        if let Some(name) = jurisdiction {
            let named = super::jurisdiction::named(name);
            reports.and_where(Expr::col(report::Column::JurisdictionId).in_subquery(named));
        }
        Expr::col((Entity, Column::ReportId)).in_subquery(reports)
    });
    let of_unit = (department_ids.is_some() || role.is_some()).then(|| {
        let mut tasks = Query::select();
        tasks.column(task_department::Column::TaskId).from(task_department::Entity);
        if let Some(ids) = department_ids {
            tasks.and_where(Expr::col(task_department::Column::DepartmentId).is_in(ids.iter().copied()));
        }
        if let Some(role) = role {
            tasks.and_where(task_department::Column::Role.eq(Role::from(*role)));
        }
        Expr::col((Entity, Column::Id)).in_subquery(tasks)
    });
    let of_origin = origin.map(|origin| {
        let rows = Query::select()
            .column(task_origin::Column::TaskId)
            .from(task_origin::Entity)
            .and_where(task_origin::Column::OriginId.eq(origin))
            .take();
        Expr::col((Entity, Column::Id)).in_subquery(rows)
    });
    Condition::all()
        .add(counted(counted_as.as_deref().unwrap_or(&crate::domain::origin::CountedAs::COUNTED)))
        .add_option(of_origin)
        .add_option(report_id.map(|id| Column::ReportId.eq(id)))
        .add_option(of_report)
        .add_option(of_unit)
        .add_option(statuses.as_ref().map(|statuses| status_condition(*basis, statuses)))
        .add_option(discrepancy.map(|marked| Column::Discrepancy.eq(marked)))
        .add_option(number.map(|number| Column::Number.eq(number)))
}

/// Counted in one of these ways.
pub(super) fn counted(ways: &[crate::domain::origin::CountedAs]) -> Expr {
    let mut words: Vec<CountedAs> = Vec::new();
    for word in ways.iter().map(|way| CountedAs::from(*way)) {
        // Each once, as with the statuses below.
        if !words.contains(&word) {
            words.push(word);
        }
    }
    Column::CountedAs.is_in(words)
}

/// On the reported basis a task without print is unmeasured, and its column is null.
fn status_condition(basis: Basis, statuses: &[crate::domain::status::Status]) -> Condition {
    let mut words: Vec<Status> = Vec::new();
    for word in statuses.iter().map(|status| Status::from(*status)) {
        // Each once: a client may repeat them, and a statement takes only so many values.
        if !words.contains(&word) {
            words.push(word);
        }
    }
    let column = match basis {
        Basis::Effective => Column::EffectiveStatus,
        Basis::Assessed => Column::AssessedStatus,
        Basis::Reported => Column::ReportedStatus,
    };
    let mut any = Condition::any().add(column.is_in(words.iter().copied()));
    if basis == Basis::Reported && words.contains(&Status::Unmeasured) {
        any = any.add(column.is_null());
    }
    any
}

#[derive(FromQueryResult)]
struct Place {
    slot: i32,
    id: Uuid,
    report_id: Uuid,
    position: i32,
}

/// One page of each list, all in one statement: ids in order. The lists are named by their place in `filters`.
pub async fn pages(
    db: &impl ConnectionTrait,
    filters: &[TaskFilter],
    page: &Page,
) -> Result<Vec<Slice<Uuid>>> {
    let keys = [(Column::ReportId, Order::Asc), (Column::Position, Order::Asc)];
    let columns = keys.clone().map(|(column, order)| (Expr::col((Entity, column)), order));
    let after = page.after.as_ref().map(|cursor| page::after(&columns, cursor)).transpose()?;
    let selects = filters.iter().enumerate().map(|(slot, filter)| {
        let mut select = Query::select();
        select
            .expr_as(slot_number(slot), "slot")
            .columns([Column::Id, Column::ReportId, Column::Position].map(|column| (Entity, column)))
            .from(Entity)
            .cond_where(condition(filter))
            .limit(page.first + 1);
        if let Some(after) = &after {
            select.cond_where(after.clone());
        }
        for (column, order) in keys.clone() {
            select.order_by((Entity, column), order);
        }
        select
    });
    let mut places: HashMap<i32, Vec<Place>> = HashMap::new();
    if let Some(statement) = union(db, selects) {
        for row in Place::find_by_statement(statement).all(db).await? {
            places.entry(row.slot).or_default().push(row);
        }
    }
    let place = |row: &Place| Cursor {
        order: ORDER.to_owned(),
        keys: vec![Key::Id(row.report_id), Key::Int(row.position)],
    };
    let slices = (0..filters.len()).map(|slot| {
        let mut rows = i32::try_from(slot).ok().and_then(|slot| places.remove(&slot)).unwrap_or_default();
        // A union keeps no order of its own.
        rows.sort_by_key(|row| (row.report_id, row.position));
        Slice::cut(rows, page, place).map(|row| row.id)
    });
    Ok(slices.collect())
}

#[derive(FromQueryResult)]
struct Count {
    slot: i32,
    total: i64,
}

/// How many tasks each list has, all in one statement.
pub async fn counts(db: &impl ConnectionTrait, filters: &[TaskFilter]) -> Result<Vec<u64>> {
    let selects = filters.iter().enumerate().map(|(slot, filter)| {
        Query::select()
            .expr_as(slot_number(slot), "slot")
            .expr_as(Func::count(Expr::col((Entity, Column::Id))), "total")
            .from(Entity)
            .cond_where(condition(filter))
            .take()
    });
    let mut totals = vec![0; filters.len()];
    if let Some(statement) = union(db, selects) {
        for Count { slot, total } in Count::find_by_statement(statement).all(db).await? {
            if let Some(entry) = usize::try_from(slot).ok().and_then(|slot| totals.get_mut(slot)) {
                *entry = u64::try_from(total).unwrap_or(0);
            }
        }
    }
    Ok(totals)
}

fn slot_number(slot: usize) -> Expr {
    Expr::value(i32::try_from(slot).unwrap_or(i32::MAX)).cast_as("integer")
}

/// The selects as one statement; each stands in a subquery, since SQLite allows no LIMIT inside a union.
fn union(db: &impl ConnectionTrait, selects: impl Iterator<Item = SelectStatement>) -> Option<Statement> {
    let mut wrapped = selects.enumerate().map(|(slot, select)| {
        Query::select().column(Asterisk).from_subquery(select, Alias::new(format!("list_{slot}"))).take()
    });
    let mut first = wrapped.next()?;
    for select in wrapped {
        first.union(UnionType::All, select);
    }
    Some(db.get_database_backend().build(&first))
}

/// All tasks of a report, as printed.
pub async fn of_report(db: &impl ConnectionTrait, report_id: Uuid) -> Result<Vec<Model>> {
    Ok(Entity::find().filter(Column::ReportId.eq(report_id)).order_by_asc(Column::Position).all(db).await?)
}

/// The tasks of these reports that completion counts, as printed, by report.
pub async fn of_reports(db: &impl ConnectionTrait, report_ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Model>>> {
    let rows = Entity::find()
        .filter(counted(&crate::domain::origin::CountedAs::COUNTED))
        .filter(Column::ReportId.is_in(report_ids.iter().copied()))
        .order_by_asc(Column::Position)
        .all(db)
        .await?;
    Ok(super::group(rows, |row| row.report_id))
}

/// What the newest bulletin makes of each task, from the derived columns.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
struct Derived {
    id: Uuid,
    report_id: Uuid,
    reported_status: Option<Status>,
    assessed_status: Status,
    effective_status: Status,
    discrepancy: bool,
    completion: Option<entity::Exact>,
    measured_count: i32,
    counted_as: CountedAs,
}

/// A task and what the newest bulletin makes of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Standing {
    /// The task.
    pub task_id: Uuid,
    /// Its report.
    pub report_id: Uuid,
    /// What is made of it.
    pub standing: TaskStanding,
}

/// What the newest bulletins make of those of these tasks that completion counts, as printed.
pub async fn standings(db: &impl ConnectionTrait, scope: super::TaskScope<'_>) -> Result<Vec<Standing>> {
    let rows = Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::ReportId,
            Column::ReportedStatus,
            Column::AssessedStatus,
            Column::EffectiveStatus,
            Column::Discrepancy,
            Column::Completion,
            Column::MeasuredCount,
            Column::CountedAs,
        ])
        .filter(counted(&crate::domain::origin::CountedAs::COUNTED))
        .filter(scope.contains(Expr::col((Entity, Column::Id))))
        .order_by_asc(Column::ReportId)
        .order_by_asc(Column::Position)
        .into_model::<Derived>()
        .all(db)
        .await?;
    let standing = |row: Derived| Standing {
        task_id: row.id,
        report_id: row.report_id,
        standing: TaskStanding {
            reported: row.reported_status.map(Into::into),
            assessed: row.assessed_status.into(),
            effective: row.effective_status.into(),
            discrepancy: row.discrepancy,
            completion: row.completion.map(|value| value.0),
            measured: row.measured_count > 0,
            unreported: row.counted_as == CountedAs::Unreported,
        },
    };
    Ok(rows.into_iter().map(standing).collect())
}

/// Keeps new ones.
pub async fn insert(db: &impl ConnectionTrait, rows: Vec<task::ActiveModel>) -> Result<()> {
    let texts = rows.iter().map(|row| (*row.id.as_ref(), None, row.text.as_ref().clone())).collect();
    for chunk in super::chunks(rows) {
        Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    super::search::insert(db, texts).await
}

/// Writes what changed of one.
pub async fn update(db: &impl ConnectionTrait, row: task::ActiveModel) -> Result<()> {
    let text = match &row.text {
        ActiveValue::Set(text) => Some((*row.id.as_ref(), text.clone())),
        _ => None,
    };
    Entity::update(row).exec(db).await?;
    match text {
        Some((id, text)) => super::search::change(db, id, &text).await,
        None => Ok(()),
    }
}

/// Removes all tasks of a report, with everything that hangs on them.
pub async fn delete_of_report(db: &impl ConnectionTrait, report_id: Uuid) -> Result<()> {
    Entity::delete_many().filter(Column::ReportId.eq(report_id)).exec(db).await?;
    Ok(())
}

/// The commitments of the plan that each of these tasks reports on, by task.
pub async fn origins(
    db: &impl ConnectionTrait,
    task_ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<task_origin::Model>>> {
    let rows = task_origin::Entity::find()
        .filter(task_origin::Column::TaskId.is_in(task_ids.iter().copied()))
        .order_by_asc(task_origin::Column::OriginId)
        .all(db)
        .await?;
    Ok(super::group(rows, |row| row.task_id))
}

/// Every link between a report's rows and the commitments of its plan.
pub async fn origins_in(db: &impl ConnectionTrait, report_id: Uuid) -> Result<Vec<task_origin::Model>> {
    Ok(task_origin::Entity::find().filter(in_report(report_id)).all(db).await?)
}

/// Puts these links in the place of those of a report.
pub async fn replace_origins(
    db: &impl ConnectionTrait,
    report_id: Uuid,
    rows: Vec<task_origin::ActiveModel>,
) -> Result<()> {
    task_origin::Entity::delete_many().filter(in_report(report_id)).exec(db).await?;
    for chunk in super::chunks(rows) {
        task_origin::Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    Ok(())
}

fn in_report(report_id: Uuid) -> Expr {
    super::TaskScope::Reports(&[report_id])
        .contains(Expr::col((task_origin::Entity, task_origin::Column::TaskId)))
}
