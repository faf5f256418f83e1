//! SeaORM models of the ledger, one file per table; the columns are described in `docs/data-model.md`.
#![allow(missing_docs, reason = "generated items and columns; their meaning stands in docs/data-model.md")]

pub mod department;
pub mod department_alias;
pub mod department_decision;
pub mod department_member;
pub mod document;
pub mod document_text;
pub mod exact;
pub mod finding;
pub mod glossary_entry;
pub mod indicator;
pub mod jurisdiction;
pub mod measurement;
pub mod progress_update;
pub mod report;
pub mod result;
pub mod search_entry;
pub mod section;
pub mod setting;
pub mod task;
pub mod task_department;
pub mod task_origin;
pub mod unlinked_share;
pub mod words;

pub use exact::Exact;
pub use section::Section;
