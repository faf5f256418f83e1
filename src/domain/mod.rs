//! The rules of the field, pure: no input or output, no database, no clock.
//!
//! Everything here can be redone by hand from `docs/assessment.md`.

pub mod department;
pub mod indicator;
pub mod numeral;
pub mod period;
pub mod quantity;
pub mod status;
pub mod target;
