//! The rules of the field, pure: no input or output, no database, no clock.
//!
//! Everything here can be redone by hand from `docs/assessment.md`.

pub mod analysis;
pub mod assessment;
pub mod completion;
pub mod department;
pub mod indicator;
pub mod jurisdiction;
pub mod likeness;
pub mod matching;
pub mod numeral;
pub mod origin;
pub mod period;
mod pieces;
pub mod quantity;
pub mod rules;
pub mod status;
pub mod target;
pub mod word_list;
pub mod word_lists;
