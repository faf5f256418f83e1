//! Progress updates.

use entity::progress_update::{Column as C, Entity};
use entity::{document, measurement};
use sea_orm::sea_query::{Expr, ExprTrait, Query, SelectStatement};
use sea_orm::{Condition, DatabaseBackend};

use super::document::{DocumentTest, in_force};
use super::kinds::{Date, Id, Int, Text};
use super::task::TaskTest;
use super::{Listed, ids, looked_up, own, ranked, that, weight};
use crate::store::filter::{Filter, Test};
use crate::store::sort::{Direction, keys};
use crate::store::value::Column;

/// A test of a progress update.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum UpdateTest {
    /// Its id.
    Id(Test),
    /// What was done, as printed.
    Text(Test),
    /// The printed status.
    ReportedStatus(Test),
    /// Its printed words.
    ReportedText(Test),
    /// Row of the document.
    Row(Test),
    /// Whether it holds a figure.
    HasMeasurement(bool),
    /// Its task.
    Task(Box<Filter<TaskTest>>),
    /// Its document.
    Document(Filter<DocumentTest>),
}

keys! {
    /// What progress updates can be ordered by.
    UpdateKey, "ProgressUpdateOrderField", "update",
    default &[(Self::PeriodEnd, Direction::Asc), (Self::Document, Direction::Asc), (Self::Row, Direction::Asc)],
    {
        /// By the last day that the document covers.
        PeriodEnd = "periodEnd",
        /// By time of the document's import.
        Document = "document",
        /// By row of the document.
        Row = "row",
        /// COMPLETED before AHEAD before ON_TRACK before BEHIND before NOT_STARTED.
        ReportedStatus = "reportedStatus",
    }
}

/// The words of the statuses in their order.
pub(super) const STATUSES: [&str; 6] =
    ["COMPLETED", "AHEAD", "ON_TRACK", "BEHIND", "NOT_STARTED", "UNMEASURED"];

/// Ids of the documents in force.
fn documents_in_force() -> SelectStatement {
    Query::select().expr(own(document::Column::Id)).from(document::Entity).and_where(in_force()).take()
}

/// One column of the updates that documents in force give.
pub(super) fn of_updates_in_force(column: C) -> SelectStatement {
    Query::select()
        .expr(own(column))
        .from(Entity)
        .and_where(own(C::DocumentId).in_subquery(documents_in_force()))
        .take()
}

/// Whether the update of this id comes from a document in force.
pub(super) fn in_updates_in_force(id: Expr) -> Expr {
    id.in_subquery(of_updates_in_force(C::Id))
}

impl UpdateTest {
    /// What documents in force say of this task.
    #[must_use]
    pub fn in_force_of(task_id: uuid::Uuid) -> Filter<Self> {
        let task = Filter::Is(TaskTest::Id(Test::Eq(task_id.into())));
        Filter::Is(Self::Document(DocumentTest::InForce(true).into())).and(Self::Task(Box::new(task)))
    }
}

impl Listed for UpdateTest {
    type Entity = Entity;
    type Key = UpdateKey;

    fn condition(&self, backend: DatabaseBackend) -> Condition {
        match self {
            Self::Id(test) => test.condition(&Self::id(), backend),
            Self::Text(test) => test.condition(&Column::of(own(C::Text), Text), backend),
            Self::ReportedStatus(test) => {
                test.condition(&Column::maybe(own(C::ReportedStatus), Text), backend)
            }
            Self::ReportedText(test) => test.condition(&Column::maybe(own(C::ReportedText), Text), backend),
            Self::Row(test) => test.condition(&Column::of(own(C::Row), Int), backend),
            Self::HasMeasurement(has) => {
                let measured = Query::select()
                    .expr(own(measurement::Column::ProgressUpdateId))
                    .from(measurement::Entity)
                    .take();
                let id = own(C::Id);
                that(if *has { id.in_subquery(measured) } else { id.not_in_subquery(measured) })
            }
            Self::Task(filter) => that(own(C::TaskId).in_subquery(ids(filter, backend))),
            Self::Document(filter) => that(own(C::DocumentId).in_subquery(ids(filter, backend))),
        }
    }

    fn key(key: UpdateKey) -> Column {
        match key {
            UpdateKey::PeriodEnd => {
                use document::{Column as D, Entity as Of};
                Column::maybe(looked_up(Of, D::PeriodEnd, D::Id, own(C::DocumentId)), Date)
            }
            UpdateKey::Document => Column::of(own(C::DocumentId), Id),
            UpdateKey::Row => Column::of(own(C::Row), Int),
            UpdateKey::ReportedStatus => Column::maybe(ranked(&own(C::ReportedStatus), &STATUSES), Int),
        }
    }

    fn id() -> Column {
        Column::of(own(C::Id), Id)
    }

    fn weight(&self) -> usize {
        match self {
            Self::HasMeasurement(_) => 1,
            Self::Task(filter) => weight(filter),
            Self::Document(filter) => weight(filter),
            Self::Id(test)
            | Self::Text(test)
            | Self::ReportedStatus(test)
            | Self::ReportedText(test)
            | Self::Row(test) => test.weight(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::STATUSES;
    use crate::domain::status::Status;

    #[test]
    fn the_order_of_the_statuses_is_that_of_the_rules() {
        let words = Status::ALL.map(|status| serde_json::to_value(status).unwrap());
        assert_eq!(words.to_vec(), STATUSES.map(serde_json::Value::from).to_vec());
    }
}
