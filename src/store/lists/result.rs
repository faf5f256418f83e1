//! Measured results that documents tell and that answer no target.

use entity::document;
use entity::result::{Column as C, Entity};
use sea_orm::sea_query::ExprTrait;
use sea_orm::{Condition, DatabaseBackend};

use super::document::DocumentTest;
use super::kinds::{Date, Decimal, Id, Int, Text};
use super::{Listed, headings, ids, looked_up, own, that, weight};
use crate::store::filter::{Filter, Test};
use crate::store::sort::{Direction, keys};
use crate::store::value::Column;

/// A test of a result.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum ResultTest {
    /// What is measured, as printed.
    Name(Test),
    /// The name that the same measure has in every document.
    CanonicalName(Test),
    /// The figure as printed, whatever its unit.
    Value(Test),
    /// Unit of the figure.
    Unit(Test),
    /// How the value behaves over the year.
    Kind(Test),
    /// The printed words.
    Quote(Test),
    /// One of the headings above it; no value where there is none.
    Section(Test),
    /// Its document.
    Document(Filter<DocumentTest>),
}

keys! {
    /// What results can be ordered by.
    ResultKey, "ResultOrderField", "result",
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
        /// By what is measured.
        Name = "name",
        /// By the name that the measure has in every document.
        CanonicalName = "canonicalName",
        /// By the figure, whatever its unit.
        Value = "value",
    }
}

impl Listed for ResultTest {
    type Entity = Entity;
    type Key = ResultKey;

    fn condition(&self, backend: DatabaseBackend) -> Condition {
        let words = |test: &Test, column: C| test.condition(&Column::of(own(column), Text), backend);
        match self {
            Self::Name(test) => words(test, C::Name),
            Self::CanonicalName(test) => words(test, C::CanonicalName),
            Self::Value(test) => test.condition(&Column::of(own(C::Value), Decimal), backend),
            Self::Unit(test) => words(test, C::Unit),
            Self::Kind(test) => words(test, C::Kind),
            Self::Quote(test) => words(test, C::Quote),
            Self::Section(test) => headings(&own(C::Section), test, backend),
            Self::Document(filter) => that(own(C::DocumentId).in_subquery(ids(filter, backend))),
        }
    }

    fn key(key: ResultKey) -> Column {
        use document::{Column as D, Entity as Of};
        let of = |column: D| looked_up(Of, column, D::Id, own(C::DocumentId));
        match key {
            ResultKey::DocumentKind => Column::of(of(D::Kind), Text),
            ResultKey::PeriodEnd => Column::maybe(of(D::PeriodEnd), Date),
            ResultKey::Document => Column::of(own(C::DocumentId), Id),
            ResultKey::Position => Column::of(own(C::Position), Int),
            ResultKey::Name => Column::of(own(C::Name), Text),
            ResultKey::CanonicalName => Column::of(own(C::CanonicalName), Text),
            ResultKey::Value => Column::of(own(C::Value), Decimal),
        }
    }

    fn id() -> Column {
        Column::of(own(C::Id), Id)
    }

    fn weight(&self) -> usize {
        match self {
            Self::Document(filter) => weight(filter),
            Self::Name(test)
            | Self::CanonicalName(test)
            | Self::Value(test)
            | Self::Unit(test)
            | Self::Kind(test)
            | Self::Quote(test)
            | Self::Section(test) => test.weight(),
        }
    }
}
