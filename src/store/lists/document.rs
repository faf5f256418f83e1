//! Documents.

use entity::document::{Column as C, Entity};
use entity::report;
use sea_orm::sea_query::{Expr, ExprTrait};
use sea_orm::{Condition, DatabaseBackend};

use super::kinds::{Date, Id, Int, Text};
use super::report::ReportTest;
use super::{Listed, ids, looked_up, own, that, weight};
use crate::store::filter::{Filter, Test};
use crate::store::sort::{Direction, keys};
use crate::store::value::{Column, Value};

/// A test of a document.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum DocumentTest {
    /// Its id.
    Id(Test),
    /// Plan or progress.
    Kind(Test),
    /// Whether it is in force.
    InForce(bool),
    /// Its printed title.
    Title(Test),
    /// Its printed publisher.
    Publisher(Test),
    /// Its printed date of publication.
    PublishedOn(Test),
    /// First day that it covers.
    PeriodStart(Test),
    /// Last day that it covers.
    PeriodEnd(Test),
    /// Name of the imported file.
    FileName(Test),
    /// Its report.
    Report(Filter<ReportTest>),
}

keys! {
    /// What documents can be ordered by.
    DocumentKey, "DocumentOrderField", "document", default &[(Self::Imported, Direction::Desc)],
    {
        /// By time of import.
        Imported = "imported",
        /// By the last day that it covers.
        PeriodEnd = "periodEnd",
        /// By printed date of publication.
        PublishedOn = "publishedOn",
        /// By printed title.
        Title = "title",
        /// PLAN before PROGRESS.
        Kind = "kind",
        /// By year of the report.
        Year = "year",
    }
}

/// Whether a document of this table is in force.
pub(super) fn in_force() -> Expr {
    own(C::SupersededById).is_null()
}

impl Listed for DocumentTest {
    type Entity = Entity;
    type Key = DocumentKey;

    fn condition(&self, backend: DatabaseBackend) -> Condition {
        let column = |column: C| Column::maybe(own(column), Text);
        match self {
            Self::Id(test) => test.condition(&Self::id(), backend),
            Self::Kind(test) => test.condition(&Column::of(own(C::Kind), Text), backend),
            Self::InForce(true) => that(in_force()),
            Self::InForce(false) => that(own(C::SupersededById).is_not_null()),
            Self::Title(test) => test.condition(&column(C::Title), backend),
            Self::Publisher(test) => test.condition(&column(C::Publisher), backend),
            Self::PublishedOn(test) => test.condition(&Column::maybe(own(C::PublishedOn), Date), backend),
            Self::PeriodStart(test) => test.condition(&Column::maybe(own(C::PeriodStart), Date), backend),
            Self::PeriodEnd(test) => test.condition(&Column::maybe(own(C::PeriodEnd), Date), backend),
            Self::FileName(test) => test.condition(&Column::of(own(C::FileName), Text), backend),
            Self::Report(filter) => that(own(C::ReportId).in_subquery(ids(filter, backend))),
        }
    }

    fn key(key: DocumentKey) -> Column {
        match key {
            // Ids are ordered by time.
            DocumentKey::Imported => Self::id(),
            DocumentKey::PeriodEnd => Column::maybe(own(C::PeriodEnd), Date),
            DocumentKey::PublishedOn => Column::maybe(own(C::PublishedOn), Date),
            DocumentKey::Title => Column::maybe(own(C::Title), Text),
            DocumentKey::Kind => Column::of(own(C::Kind), Text),
            DocumentKey::Year => {
                use report::{Column as R, Entity as Of};
                Column::of(looked_up(Of, R::Year, R::Id, own(C::ReportId)), Int)
            }
        }
    }

    fn id() -> Column {
        Column::of(own(C::Id), Id)
    }

    fn weight(&self) -> usize {
        match self {
            Self::InForce(_) => 1,
            Self::Report(filter) => weight(filter),
            Self::Id(test)
            | Self::Kind(test)
            | Self::Title(test)
            | Self::Publisher(test)
            | Self::PublishedOn(test)
            | Self::PeriodStart(test)
            | Self::PeriodEnd(test)
            | Self::FileName(test) => test.weight(),
        }
    }
}

/// This document.
#[must_use]
pub fn this(id: uuid::Uuid) -> Filter<DocumentTest> {
    Filter::Is(DocumentTest::Id(Test::Eq(Value::Id(id))))
}

/// The documents in force of this report.
#[must_use]
pub fn in_force_of(report_id: uuid::Uuid) -> Filter<DocumentTest> {
    Filter::Is(of_report(report_id)).and(DocumentTest::InForce(true))
}

/// Documents of this report.
#[must_use]
pub fn of_report(report_id: uuid::Uuid) -> DocumentTest {
    DocumentTest::Report(Filter::Is(ReportTest::Id(Test::Eq(Value::Id(report_id)))))
}
