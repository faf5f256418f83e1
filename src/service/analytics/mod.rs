//! What is counted and compared over whole reports (rules 12 to 18 of `docs/analytics.md`), for every surface.
//!
//! Everything about a report is loaded once, as a [`register::Register`]; each question is then answered from it
//! without another statement, as of whatever day it is asked for.

pub mod agenda;
pub mod breakdown;
pub mod changes;
pub mod comparison;
pub mod derivation;
pub mod discrepancies;
pub mod evidence;
pub mod listing;
pub mod ranking;
pub mod register;
pub mod trend;
