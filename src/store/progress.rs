//! Progress updates and the measurements in them. Where only those of documents in force are meant, the function says so.

use std::collections::{HashMap, HashSet};

use entity::progress_update::{self, Column, Entity, Model};
use entity::words::{Granularity, Status};
use entity::{document, measurement, unlinked_share};
use sea_orm::prelude::Date;
use sea_orm::sea_query::{Expr, ExprTrait, Query};
use sea_orm::{
    ColumnTrait, ConnectionTrait, EntityTrait, FromQueryResult, JoinType, QueryFilter, QueryOrder,
    QuerySelect, RelationTrait,
};
use uuid::Uuid;

use super::TaskScope;
use crate::domain::period::Period;
use crate::error::Result;

super::by_ids!(progress_update);

/// What the assessment needs of an update: all but its text.
#[derive(Debug, Clone, PartialEq, Eq, FromQueryResult)]
pub struct UpdateHead {
    /// The update.
    pub id: Uuid,
    /// Its task.
    pub task_id: Uuid,
    /// Its document.
    pub document_id: Uuid,
    /// Its row in that document, from 1.
    pub row: i32,
    /// Printed status.
    pub reported_status: Option<Status>,
    /// Printed words of the status.
    pub reported_text: Option<String>,
    /// First character of those words in the document.
    pub status_span_start: Option<i32>,
    /// One past their last character.
    pub status_span_end: Option<i32>,
    /// First day of the document's period.
    pub period_start: Option<Date>,
    /// Last day of the document's period.
    pub period_end: Option<Date>,
    /// The document's period in print.
    pub period_label: Option<String>,
    /// How finely the period was printed.
    pub period_granularity: Option<Granularity>,
}

impl UpdateHead {
    /// The period of the document.
    #[must_use]
    pub fn period(&self) -> Option<Period> {
        let granularity = self.period_granularity;
        super::words::period(self.period_start, self.period_end, self.period_label.as_deref(), granularity)
    }
}

/// The updates of these tasks that documents in force give, oldest period first.
pub async fn heads(
    db: &impl ConnectionTrait,
    scope: TaskScope<'_>,
) -> Result<HashMap<Uuid, Vec<UpdateHead>>> {
    let rows = Entity::find()
        .select_only()
        .columns([
            Column::Id,
            Column::TaskId,
            Column::DocumentId,
            Column::Row,
            Column::ReportedStatus,
            Column::ReportedText,
            Column::StatusSpanStart,
            Column::StatusSpanEnd,
        ])
        .columns([
            document::Column::PeriodStart,
            document::Column::PeriodEnd,
            document::Column::PeriodLabel,
            document::Column::PeriodGranularity,
        ])
        .join(JoinType::InnerJoin, progress_update::Relation::Document.def())
        .filter(document::Column::SupersededById.is_null())
        .filter(scope.contains(Expr::col((Entity, Column::TaskId))))
        .order_by_asc(document::Column::PeriodEnd)
        .order_by_asc(Column::Id)
        .into_model::<UpdateHead>()
        .all(db)
        .await?;
    Ok(super::group(rows, |row| row.task_id))
}

/// The updates of these tasks in full, of documents in force, oldest period first.
pub async fn by_tasks(db: &impl ConnectionTrait, task_ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Model>>> {
    let rows = Entity::find()
        .join(JoinType::InnerJoin, progress_update::Relation::Document.def())
        .filter(document::Column::SupersededById.is_null())
        .filter(Column::TaskId.is_in(task_ids.iter().copied()))
        .order_by_asc(document::Column::PeriodEnd)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    Ok(super::group(rows, |row| row.task_id))
}

/// The measurements that updates of these tasks hold, by indicator.
pub async fn measurements(
    db: &impl ConnectionTrait,
    scope: TaskScope<'_>,
) -> Result<HashMap<Uuid, Vec<measurement::Model>>> {
    let updates = Query::select()
        .column(Column::Id)
        .from(Entity)
        .and_where(scope.contains(Expr::col((Entity, Column::TaskId))))
        .take();
    let rows = measurement::Entity::find()
        .filter(Expr::col((measurement::Entity, measurement::Column::ProgressUpdateId)).in_subquery(updates))
        .all(db)
        .await?;
    Ok(super::group(rows, |row| row.indicator_id))
}

/// What a document says of tasks, with the figures that it holds against targets.
pub async fn of_document(
    db: &impl ConnectionTrait,
    document_id: Uuid,
) -> Result<(Vec<Model>, Vec<measurement::Model>)> {
    let updates = Entity::find().filter(Column::DocumentId.eq(document_id)).all(db).await?;
    let ids =
        Query::select().column(Column::Id).from(Entity).and_where(Column::DocumentId.eq(document_id)).take();
    let figures = measurement::Entity::find()
        .filter(measurement::Column::ProgressUpdateId.in_subquery(ids))
        .all(db)
        .await?;
    Ok((updates, figures))
}

/// The measurements of these updates, by update.
pub async fn measurements_by_updates(
    db: &impl ConnectionTrait,
    update_ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<measurement::Model>>> {
    let rows = measurement::Entity::find()
        .filter(measurement::Column::ProgressUpdateId.is_in(update_ids.iter().copied()))
        .order_by_asc(measurement::Column::Id)
        .all(db)
        .await?;
    Ok(super::group(rows, |row| row.progress_update_id))
}

/// The shares of these updates that belong to no target, by update.
pub async fn unlinked_shares(
    db: &impl ConnectionTrait,
    update_ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<unlinked_share::Model>>> {
    let rows = unlinked_share::Entity::find()
        .filter(unlinked_share::Column::ProgressUpdateId.is_in(update_ids.iter().copied()))
        .order_by_asc(unlinked_share::Column::Position)
        .all(db)
        .await?;
    Ok(super::group(rows, |row| row.progress_update_id))
}

/// The periods that the documents in force of these reports cover, oldest first, by report.
pub async fn periods(db: &impl ConnectionTrait, report_ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Period>>> {
    let rows = document::Entity::find()
        .filter(document::Column::ReportId.is_in(report_ids.iter().copied()))
        .filter(document::Column::SupersededById.is_null())
        .filter(document::Column::PeriodEnd.is_not_null())
        .order_by_asc(document::Column::PeriodEnd)
        .all(db)
        .await?;
    let rows = super::group(rows, |row| row.report_id).into_iter();
    Ok(rows
        .map(|(report, documents)| {
            let period = |row: &document::Model| {
                let granularity = row.period_granularity;
                super::words::period(
                    row.period_start,
                    row.period_end,
                    row.period_label.as_deref(),
                    granularity,
                )
            };
            (report, documents.iter().filter_map(period).collect())
        })
        .collect())
}

/// Keeps new updates, their measurements and their unlinked shares.
pub async fn insert(
    db: &impl ConnectionTrait,
    updates: Vec<progress_update::ActiveModel>,
    measurements: Vec<measurement::ActiveModel>,
    shares: Vec<unlinked_share::ActiveModel>,
) -> Result<()> {
    let text = |row: &progress_update::ActiveModel| {
        (*row.task_id.as_ref(), Some(*row.id.as_ref()), row.text.as_ref().clone())
    };
    let texts = updates.iter().map(text).collect();
    for chunk in super::chunks(updates) {
        Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    super::search::insert(db, texts).await?;
    for chunk in super::chunks(measurements) {
        measurement::Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    for chunk in super::chunks(shares) {
        unlinked_share::Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    Ok(())
}

/// Every update of a report's tasks, those of superseded documents too.
pub async fn all_of_report(db: &impl ConnectionTrait, report_id: Uuid) -> Result<Vec<Model>> {
    let scope = [report_id];
    let of_report = TaskScope::Reports(&scope).contains(Expr::col((Entity, Column::TaskId)));
    Ok(Entity::find().filter(of_report).all(db).await?)
}

/// The last day that the bulletins in force tell of, by task; tasks that none of them prints are left out.
pub async fn newest(db: &impl ConnectionTrait, report_id: Uuid) -> Result<HashMap<Uuid, Option<Date>>> {
    let scope = [report_id];
    let rows: Vec<(Uuid, Option<Date>)> = Entity::find()
        .select_only()
        .column(Column::TaskId)
        .column_as(document::Column::PeriodEnd.max(), "period_end")
        .join(JoinType::InnerJoin, progress_update::Relation::Document.def())
        .filter(document::Column::SupersededById.is_null())
        .filter(TaskScope::Reports(&scope).contains(Expr::col((Entity, Column::TaskId))))
        .group_by(Column::TaskId)
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// The tasks that these documents say something of.
pub async fn tasks_of_documents(db: &impl ConnectionTrait, document_ids: &[Uuid]) -> Result<HashSet<Uuid>> {
    let rows: Vec<Uuid> = Entity::find()
        .select_only()
        .column(Column::TaskId)
        .filter(Column::DocumentId.is_in(document_ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}
