//! Values of sort keys and conditions: the same order and the same equality in both databases and in memory.
//!
//! Text is compared by its code points, whatever collation a database was made with; decimals are kept as text
//! (`entity::Exact`) and compared as numbers.

use std::cmp::Ordering;

use chrono::NaiveDate;
use entity::Exact;
use rust_decimal::Decimal;
use sea_orm::sea_query::{Expr, Value as Bound};
use sea_orm::{DatabaseBackend, DbErr, QueryResult};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// One value, or none.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub enum Value {
    /// Nothing is there.
    #[serde(rename = "0")]
    None,
    /// A whole number.
    #[serde(rename = "n")]
    Int(i32),
    /// Text.
    #[serde(rename = "t")]
    Text(String),
    /// An id.
    #[serde(rename = "i")]
    Id(Uuid),
    /// A decimal.
    #[serde(rename = "d")]
    Decimal(Decimal),
    /// A day.
    #[serde(rename = "y")]
    Date(NaiveDate),
    /// Yes or no.
    #[serde(rename = "b")]
    Bool(bool),
}

macro_rules! from {
    ($($type:ty => $variant:ident),+ $(,)?) => {$(
        impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(value)
            }
        }
    )+};
}

from!(i32 => Int, String => Text, Uuid => Id, Decimal => Decimal, NaiveDate => Date, bool => Bool);

impl<T: Into<Value>> From<Option<T>> for Value {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::None, Into::into)
    }
}

impl Value {
    /// A number of things.
    #[must_use]
    pub fn count(number: u32) -> Self {
        Self::Int(i32::try_from(number).unwrap_or(i32::MAX))
    }

    /// The order of two values of one kind; `None` is not ordered here.
    #[must_use]
    pub fn order(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Int(one), Self::Int(two)) => Some(one.cmp(two)),
            (Self::Text(one), Self::Text(two)) => Some(one.cmp(two)),
            (Self::Id(one), Self::Id(two)) => Some(one.cmp(two)),
            (Self::Decimal(one), Self::Decimal(two)) => Some(one.cmp(two)),
            (Self::Date(one), Self::Date(two)) => Some(one.cmp(two)),
            (Self::Bool(one), Self::Bool(two)) => Some(one.cmp(two)),
            _ => None,
        }
    }

    /// As it is bound where only equality is asked for: a decimal as its canonical text.
    pub(super) fn bound(self) -> Bound {
        match self {
            // A typed null: nothing is ever compared with it.
            Self::None => Option::<String>::None.into(),
            Self::Int(value) => value.into(),
            Self::Text(value) => value.into(),
            Self::Id(value) => value.into(),
            Self::Decimal(value) => Exact(value).to_string().into(),
            Self::Date(value) => value.into(),
            Self::Bool(value) => value.into(),
        }
    }

    /// As it is bound where it is compared with [`Column::ordered`].
    pub(super) fn ordered(self, backend: DatabaseBackend) -> Expr {
        match self {
            Self::Decimal(value) => match backend {
                DatabaseBackend::Postgres => {
                    Expr::cust_with_values("CAST($1 AS numeric)", [Exact(value).to_string()])
                }
                _ => Expr::value(sort_text(value)),
            },
            other => Expr::value(other.bound()),
        }
    }
}

/// What a column holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Whole numbers.
    Int,
    /// Text, and words of fixed lists.
    Text,
    /// Ids.
    Id,
    /// Exact decimals, kept as canonical text.
    Decimal,
    /// Days.
    Date,
    /// Yes or no.
    Bool,
}

/// A column, or an expression that stands for one.
#[derive(Debug, Clone)]
pub struct Column {
    /// The column.
    pub expr: Expr,
    /// What it holds.
    pub kind: Kind,
    /// Whether it may hold nothing.
    pub nullable: bool,
}

impl Column {
    /// A column that always holds something.
    pub(super) const fn of(expr: Expr, kind: Kind) -> Self {
        Self { expr, kind, nullable: false }
    }

    /// A column that may hold nothing.
    pub(super) const fn maybe(expr: Expr, kind: Kind) -> Self {
        Self { expr, kind, nullable: true }
    }

    /// The form whose order in the database is the order of the values.
    pub(super) fn ordered(&self, backend: DatabaseBackend) -> Expr {
        let column = self.expr.clone();
        match (self.kind, backend) {
            (Kind::Text, DatabaseBackend::Postgres) => Expr::cust_with_exprs("($1 COLLATE \"C\")", [column]),
            (Kind::Decimal, DatabaseBackend::Postgres) => {
                Expr::cust_with_exprs("CAST($1 AS numeric)", [column])
            }
            (Kind::Decimal, _) => Expr::cust_with_exprs(
                SORT_TEXT,
                [column.clone(), column.clone(), column.clone(), column.clone(), column],
            ),
            _ => column,
        }
    }

    /// Whether a value of a cursor can be one of this column.
    pub(super) fn takes(&self, value: &Value) -> bool {
        match value {
            Value::None => self.nullable,
            Value::Int(_) => self.kind == Kind::Int,
            Value::Text(_) => self.kind == Kind::Text,
            Value::Id(_) => self.kind == Kind::Id,
            Value::Decimal(_) => self.kind == Kind::Decimal,
            Value::Date(_) => self.kind == Kind::Date,
            Value::Bool(_) => self.kind == Kind::Bool,
        }
    }

    /// Reads it from a row.
    pub(super) fn read(&self, row: &QueryResult, name: &str) -> Result<Value, DbErr> {
        Ok(match self.kind {
            Kind::Int => row.try_get::<Option<i32>>("", name)?.into(),
            Kind::Text => row.try_get::<Option<String>>("", name)?.into(),
            Kind::Id => row.try_get::<Option<Uuid>>("", name)?.into(),
            Kind::Decimal => row.try_get::<Option<Exact>>("", name)?.map(|value| value.0).into(),
            Kind::Date => row.try_get::<Option<NaiveDate>>("", name)?.into(),
            Kind::Bool => row.try_get::<Option<bool>>("", name)?.into(),
        })
    }
}

/// Text whose order, by code points, is the order of the decimals that it was made of. SQLite has no exact numbers.
///
/// First the sign, then how many characters stand before the point, then the digits: canonical text of one length
/// before the point is in the order of its values already. For a fall all of it is turned round: the count is taken
/// from 99, each digit becomes a letter, 9 the first, and what is shorter comes last by the mark at the end.
const SORT_TEXT: &str = "CASE WHEN substr(?, 1, 1) = '-' THEN '0' || (99 - instr(? || '.', '.')) || \
    replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(?, \
    '0', 'j'), '1', 'i'), '2', 'h'), '3', 'g'), '4', 'f'), '5', 'e'), '6', 'd'), '7', 'c'), '8', 'b'), '9', 'a') || '~' \
    ELSE '1' || (10 + instr(? || '.', '.')) || ? END";

/// The same, of one value.
fn sort_text(value: Decimal) -> String {
    let text = Exact(value).to_string();
    let before_point = text.find('.').unwrap_or(text.len()) + 1;
    if text.starts_with('-') {
        let turned = |c: char| match c.to_digit(10).and_then(|digit| char::from_digit(19 - digit, 20)) {
            Some(letter) => letter,
            None => c,
        };
        format!("0{}{}~", 99 - before_point, text.chars().map(turned).collect::<String>())
    } else {
        format!("1{}{text}", 10 + before_point)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use sea_orm::{ConnectionTrait, Database, Statement};

    use super::*;

    fn decimal() -> impl Strategy<Value = Decimal> {
        let small = (-1000i64..1000, 0u32..4).prop_map(|(number, scale)| Decimal::new(number, scale));
        let wide = (any::<i64>(), 0u32..=28).prop_map(|(number, scale)| Decimal::new(number, scale));
        prop_oneof![small, wide, Just(Decimal::MAX), Just(Decimal::MIN), Just(Decimal::ZERO)]
    }

    proptest! {
        #[test]
        fn the_text_is_ordered_as_the_number(one in decimal(), two in decimal()) {
            prop_assert_eq!(sort_text(one).cmp(&sort_text(two)), one.cmp(&two));
        }
    }

    #[tokio::test]
    async fn sqlite_makes_the_same_text() {
        let db = Database::connect("sqlite::memory:").await.unwrap();
        for text in [
            "0",
            "-0.5",
            "-12",
            "-12.5",
            "0.889",
            "12",
            "12.5",
            "79228162514264337593543950335",
            "-79228162514264337593543950335",
            "-0.0000000000000000000000000001",
        ] {
            let sql = SORT_TEXT.replace('?', &format!("'{text}'"));
            let row = db
                .query_one_raw(Statement::from_string(
                    DatabaseBackend::Sqlite,
                    format!("SELECT {sql} AS made"),
                ))
                .await
                .unwrap()
                .unwrap();
            assert_eq!(
                row.try_get::<String>("", "made").unwrap(),
                sort_text(text.parse().unwrap()),
                "{text}"
            );
        }
    }
}
