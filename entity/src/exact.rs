//! Decimals that are exact on both databases.

use std::fmt;
use std::str::FromStr;

use rust_decimal::Decimal;
use sea_orm::DeriveValueType;

/// A decimal kept as text in its canonical form: no exponent, no trailing zeros, `-0` is `0`.
///
/// SeaORM binds a `Decimal` on SQLite as a binary float; text loses nothing on either database. Canonical, so that
/// equal values are equal text.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, DeriveValueType)]
#[sea_orm(value_type = "String", column_type = "Text")]
pub struct Exact(pub Decimal);

impl fmt::Display for Exact {
    fn fmt(&self, to: &mut fmt::Formatter<'_>) -> fmt::Result {
        let value = self.0.normalize();
        fmt::Display::fmt(&if value.is_zero() { Decimal::ZERO } else { value }, to)
    }
}

impl FromStr for Exact {
    type Err = rust_decimal::Error;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        Decimal::from_str_exact(text).map(Self)
    }
}

impl From<Decimal> for Exact {
    fn from(value: Decimal) -> Self {
        Self(value)
    }
}
