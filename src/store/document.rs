//! Documents and their findings.

use std::collections::HashMap;

use entity::document::{self, Column, Entity, Model};
use entity::words::DocumentKind;
use entity::{document_text, finding, report};
use sea_orm::ActiveValue::Set;
use sea_orm::prelude::Date;
use sea_orm::sea_query::{Expr, Query};
use sea_orm::{
    ColumnTrait, Condition, ConnectionTrait, EntityTrait, PaginatorTrait, QueryFilter, QueryOrder,
    QuerySelect,
};
use uuid::Uuid;

use crate::error::Result;

super::by_ids!(document);

/// All documents of these reports, superseded ones too: plans first, then by period.
pub async fn by_reports(db: &impl ConnectionTrait, report_ids: &[Uuid]) -> Result<HashMap<Uuid, Vec<Model>>> {
    let rows = Entity::find()
        .filter(Column::ReportId.is_in(report_ids.iter().copied()))
        .order_by_asc(Column::Kind)
        .order_by_asc(Column::PeriodEnd)
        .order_by_asc(Column::Id)
        .all(db)
        .await?;
    Ok(super::group(rows, |row| row.report_id))
}

/// The document of this report with these very bytes.
pub async fn by_sha256(db: &impl ConnectionTrait, report_id: Uuid, sha256: &str) -> Result<Option<Model>> {
    Ok(Entity::find()
        .filter(Column::ReportId.eq(report_id))
        .filter(Column::Sha256.eq(sha256))
        .one(db)
        .await?)
}

/// The document in force for a report, kind and period.
pub async fn in_force(
    db: &impl ConnectionTrait,
    report_id: Uuid,
    kind: DocumentKind,
    period_end: Option<Date>,
) -> Result<Option<Model>> {
    let period = match period_end {
        Some(end) => Column::PeriodEnd.eq(end),
        None => Column::PeriodEnd.is_null(),
    };
    Ok(Entity::find()
        .filter(Column::ReportId.eq(report_id))
        .filter(Column::Kind.eq(kind))
        .filter(period)
        .filter(Column::SupersededById.is_null())
        .one(db)
        .await?)
}

/// The plan in force of a report.
pub async fn plan_in_force(db: &impl ConnectionTrait, report_id: Uuid) -> Result<Option<Uuid>> {
    Ok(in_force(db, report_id, DocumentKind::Plan, None).await?.map(|row| row.id))
}

/// Marks a document as replaced by another.
pub async fn supersede(db: &impl ConnectionTrait, id: Uuid, by: Uuid) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::SupersededById, Expr::value(by))
        .filter(Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Keeps a new one with its text.
pub async fn insert(
    db: &impl ConnectionTrait,
    row: document::ActiveModel,
    text: document_text::ActiveModel,
) -> Result<()> {
    Entity::insert(row).exec_without_returning(db).await?;
    document_text::Entity::insert(text).exec_without_returning(db).await?;
    Ok(())
}

/// Keeps findings.
pub async fn insert_findings(db: &impl ConnectionTrait, rows: Vec<finding::ActiveModel>) -> Result<()> {
    for chunk in super::chunks(rows) {
        finding::Entity::insert_many(chunk).exec_without_returning(db).await?;
    }
    Ok(())
}

/// The findings of these documents, in their order.
pub async fn findings(
    db: &impl ConnectionTrait,
    document_ids: &[Uuid],
) -> Result<HashMap<Uuid, Vec<finding::Model>>> {
    let rows = finding::Entity::find()
        .filter(finding::Column::DocumentId.is_in(document_ids.iter().copied()))
        .order_by_asc(finding::Column::Position)
        .all(db)
        .await?;
    Ok(super::group(rows, |row| row.document_id))
}

/// The decoded texts of these documents.
pub async fn texts(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<HashMap<Uuid, String>> {
    let rows: Vec<(Uuid, String)> = document_text::Entity::find()
        .select_only()
        .columns([document_text::Column::DocumentId, document_text::Column::Content])
        .filter(document_text::Column::DocumentId.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?;
    Ok(rows.into_iter().collect())
}

/// What was read out of these documents, as JSON, by document.
pub async fn drafts(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<Vec<(Uuid, String)>> {
    Ok(document_text::Entity::find()
        .select_only()
        .columns([document_text::Column::DocumentId, document_text::Column::Draft])
        .filter(document_text::Column::DocumentId.is_in(ids.iter().copied()))
        .into_tuple()
        .all(db)
        .await?)
}

/// What was read out of a document, as JSON.
pub async fn draft(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<String>> {
    Ok(document_text::Entity::find()
        .select_only()
        .column(document_text::Column::Draft)
        .filter(document_text::Column::DocumentId.eq(id))
        .into_tuple()
        .one(db)
        .await?)
}

/// Takes a document out that no other is superseded by, with everything that refers to it.
pub async fn delete(db: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    Entity::delete_by_id(id).exec(db).await?;
    Ok(())
}

/// Puts every document of a report out of force, each superseded by itself, until [`put_in_force`].
pub async fn set_aside(db: &impl ConnectionTrait, report_id: Uuid) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::SupersededById, Expr::col(Column::Id))
        .filter(Column::ReportId.eq(report_id))
        .exec(db)
        .await?;
    Ok(())
}

/// Puts a document into force.
pub async fn put_in_force(db: &impl ConnectionTrait, id: Uuid) -> Result<()> {
    Entity::update_many()
        .col_expr(Column::SupersededById, Expr::value(None::<Uuid>))
        .filter(Column::Id.eq(id))
        .exec(db)
        .await?;
    Ok(())
}

/// Every document of a jurisdiction, in the order of import.
pub async fn of_jurisdiction(db: &impl ConnectionTrait, jurisdiction_id: Uuid) -> Result<Vec<Model>> {
    let reports = Query::select()
        .column(report::Column::Id)
        .from(report::Entity)
        .and_where(report::Column::JurisdictionId.eq(jurisdiction_id))
        .take();
    let rows = Entity::find().filter(Column::ReportId.in_subquery(reports));
    Ok(rows.order_by_asc(Column::ImportedAt).order_by_asc(Column::Id).all(db).await?)
}

/// How many findings of one code the documents of a report have.
pub async fn count_findings(db: &impl ConnectionTrait, report_id: Uuid, code: &str) -> Result<u64> {
    let documents =
        Query::select().column(Column::Id).from(Entity).and_where(Column::ReportId.eq(report_id)).take();
    let rows = finding::Entity::find().filter(finding::Column::DocumentId.in_subquery(documents));
    Ok(rows.filter(finding::Column::Code.eq(code)).count(db).await?)
}

/// Takes the period from plans that an older version gave one: a plan covers none.
pub async fn clear_periods_of_plans(db: &impl ConnectionTrait, report_id: Uuid) -> Result<()> {
    let row = document::ActiveModel {
        period_start: Set(None),
        period_end: Set(None),
        period_label: Set(None),
        period_granularity: Set(None),
        ..Default::default()
    };
    Entity::update_many()
        .set(row)
        .filter(Column::ReportId.eq(report_id))
        .filter(Column::Kind.eq(DocumentKind::Plan))
        .exec(db)
        .await?;
    Ok(())
}

/// Removes the findings of these documents.
pub async fn delete_findings(db: &impl ConnectionTrait, ids: &[Uuid]) -> Result<()> {
    finding::Entity::delete_many()
        .filter(finding::Column::DocumentId.is_in(ids.iter().copied()))
        .exec(db)
        .await?;
    Ok(())
}

/// What a document says, in rows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct RowCounts {
    /// Tasks that it gives progress of, or printed first.
    pub tasks: u32,
    /// Units responsible for those tasks.
    pub departments: u32,
    /// Indicators of those tasks.
    pub indicators: u32,
    /// Tasks that it gives progress of.
    pub updates: u32,
    /// Figures and shares in it.
    pub measurements: u32,
}

/// Counts what a document says.
pub async fn row_counts(db: &impl ConnectionTrait, id: Uuid) -> Result<RowCounts> {
    use entity::{indicator, measurement, progress_update as update, task, task_department as link};
    let updates = || {
        Query::select()
            .column(update::Column::TaskId)
            .from(update::Entity)
            .and_where(update::Column::DocumentId.eq(id))
            .take()
    };
    let tasks = || {
        let of_document = Condition::any()
            .add(task::Column::DocumentId.eq(id))
            .add(task::Column::Id.in_subquery(updates()));
        Query::select().column(task::Column::Id).from(task::Entity).cond_where(of_document).take()
    };
    let in_updates = Query::select()
        .column(update::Column::Id)
        .from(update::Entity)
        .and_where(update::Column::DocumentId.eq(id))
        .take();
    let whole = |count: u64| u32::try_from(count).unwrap_or(u32::MAX);
    Ok(RowCounts {
        tasks: whole(task::Entity::find().filter(task::Column::Id.in_subquery(tasks())).count(db).await?),
        departments: whole(
            link::Entity::find()
                .select_only()
                .column(link::Column::DepartmentId)
                .distinct()
                .filter(link::Column::TaskId.in_subquery(tasks()))
                .count(db)
                .await?,
        ),
        indicators: whole(
            indicator::Entity::find()
                .filter(indicator::Column::TaskId.in_subquery(tasks()))
                .count(db)
                .await?,
        ),
        updates: whole(update::Entity::find().filter(update::Column::DocumentId.eq(id)).count(db).await?),
        measurements: whole(
            measurement::Entity::find()
                .filter(measurement::Column::ProgressUpdateId.in_subquery(in_updates))
                .count(db)
                .await?,
        ),
    })
}

/// The document that this one took the place of, its newest where there are several.
pub async fn superseded_by(db: &impl ConnectionTrait, id: Uuid) -> Result<Option<Uuid>> {
    let row = Entity::find().filter(Column::SupersededById.eq(id)).order_by_desc(Column::Id).one(db).await?;
    Ok(row.map(|row| row.id))
}
