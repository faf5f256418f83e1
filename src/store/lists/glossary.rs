//! Notes of documents: the terms that they explain.

use entity::document;
use entity::glossary_entry::{Column as C, Entity};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, DatabaseBackend};

use super::document::DocumentTest;
use super::kinds::{Date, Id, Int, Text};
use super::{Listed, ids, looked_up, own, that, weight};
use crate::store::filter::{Filter, Test};
use crate::store::sort::{Direction, keys};
use crate::store::value::Column;

/// A test of a note.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum GlossaryTest {
    /// Its printed number.
    Number(Test),
    /// The term.
    Term(Test),
    /// What the document says it means.
    Definition(Test),
    /// Its document.
    Document(Filter<DocumentTest>),
}

keys! {
    /// What notes can be ordered by.
    GlossaryKey, "GlossaryOrderField", "glossary",
    default &[
        (Self::DocumentKind, Direction::Asc),
        (Self::PeriodEnd, Direction::Asc),
        (Self::Document, Direction::Asc),
        (Self::Position, Direction::Asc),
    ],
    {
        /// Those of a PLAN before those of PROGRESS.
        DocumentKind = "documentKind",
        /// By the last day that the document covers.
        PeriodEnd = "periodEnd",
        /// By time of the document's import.
        Document = "document",
        /// By place in the document.
        Position = "position",
        /// By printed number.
        Number = "number",
        /// By term.
        Term = "term",
    }
}

impl Listed for GlossaryTest {
    type Entity = Entity;
    type Key = GlossaryKey;

    fn condition(&self, backend: DatabaseBackend) -> Condition {
        match self {
            Self::Number(test) => test.condition(&Column::of(own(C::Number), Int), backend),
            Self::Term(test) => test.condition(&Column::of(own(C::Term), Text), backend),
            Self::Definition(test) => test.condition(&Column::of(own(C::Definition), Text), backend),
            Self::Document(filter) => that(own(C::DocumentId).in_subquery(ids(filter, backend))),
        }
    }

    fn key(key: GlossaryKey) -> Column {
        use document::{Column as D, Entity as Of};
        let of = |column: D| looked_up(Of, column, D::Id, own(C::DocumentId));
        match key {
            GlossaryKey::DocumentKind => Column::of(of(D::Kind), Text),
            GlossaryKey::PeriodEnd => Column::maybe(of(D::PeriodEnd), Date),
            GlossaryKey::Document => Column::of(own(C::DocumentId), Id),
            GlossaryKey::Position => Column::of(own(C::Position), Int),
            GlossaryKey::Number => Column::of(own(C::Number), Int),
            GlossaryKey::Term => Column::of(own(C::Term), Text),
        }
    }

    fn id() -> Column {
        Column::of(own(C::Id), Id)
    }

    fn weight(&self) -> usize {
        match self {
            Self::Document(filter) => weight(filter),
            Self::Number(test) | Self::Term(test) | Self::Definition(test) => test.weight(),
        }
    }
}
