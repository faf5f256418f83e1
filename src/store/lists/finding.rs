//! Findings of documents.

use entity::finding::{Column as C, Entity};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, DatabaseBackend};

use super::document::DocumentTest;
use super::kinds::{Id, Int, Text};
use super::{Listed, ids, own, ranked, that, weight};
use crate::store::filter::{Filter, Test};
use crate::store::sort::{Direction, keys};
use crate::store::value::Column;

/// A test of a finding.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum FindingTest {
    /// Its code.
    Code(Test),
    /// How much it matters.
    Severity(Test),
    /// Row of the document.
    Row(Test),
    /// Line of the text.
    Line(Test),
    /// Its words.
    Message(Test),
    /// Its document.
    Document(Filter<DocumentTest>),
}

keys! {
    /// What findings can be ordered by.
    FindingKey, "FindingOrderField", "finding",
    default &[(Self::Document, Direction::Asc), (Self::Position, Direction::Asc)],
    {
        /// By time of the document's import.
        Document = "document",
        /// By place in the document's list.
        Position = "position",
        /// By code.
        Code = "code",
        /// INFO before WARNING before ERROR.
        Severity = "severity",
        /// By row.
        Row = "row",
        /// By line.
        Line = "line",
    }
}

impl Listed for FindingTest {
    type Entity = Entity;
    type Key = FindingKey;

    fn condition(&self, backend: DatabaseBackend) -> Condition {
        match self {
            Self::Code(test) => test.condition(&Column::of(own(C::Code), Text), backend),
            Self::Severity(test) => test.condition(&Column::of(own(C::Severity), Text), backend),
            Self::Row(test) => test.condition(&Column::maybe(own(C::Row), Int), backend),
            Self::Line(test) => test.condition(&Column::maybe(own(C::Line), Int), backend),
            Self::Message(test) => test.condition(&Column::of(own(C::Message), Text), backend),
            Self::Document(filter) => that(own(C::DocumentId).in_subquery(ids(filter, backend))),
        }
    }

    fn key(key: FindingKey) -> Column {
        match key {
            FindingKey::Document => Column::of(own(C::DocumentId), Id),
            FindingKey::Position => Column::of(own(C::Position), Int),
            FindingKey::Code => Column::of(own(C::Code), Text),
            FindingKey::Severity => Column::of(ranked(&own(C::Severity), &["INFO", "WARNING", "ERROR"]), Int),
            FindingKey::Row => Column::maybe(own(C::Row), Int),
            FindingKey::Line => Column::maybe(own(C::Line), Int),
        }
    }

    fn id() -> Column {
        Column::of(own(C::Id), Id)
    }

    fn weight(&self) -> usize {
        match self {
            Self::Code(test)
            | Self::Severity(test)
            | Self::Row(test)
            | Self::Line(test)
            | Self::Message(test) => test.weight(),
            Self::Document(filter) => weight(filter),
        }
    }
}
