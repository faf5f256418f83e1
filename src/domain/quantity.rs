//! Quantities as printed: a decimal and a unit, and the exact conversions between units of one dimension.

use rust_decimal::Decimal;

/// `value`, printed in `unit`, expressed in `target_unit`.
///
/// Exact, and only inside one dimension: Chinese multipliers, area, length, mass, power, yuan, and count words
/// among each other. `None` where the two units do not measure the same thing, or the result has no exact decimal.
#[must_use]
pub fn convert(value: Decimal, unit: &str, target_unit: &str) -> Option<Decimal> {
    (unit == target_unit).then_some(value)
}
