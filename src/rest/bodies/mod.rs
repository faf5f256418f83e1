//! What REST answers with, one file per noun. Values that GraphQL shows too come from `view`.

pub(super) mod analytics;
mod department;
mod document;
mod jurisdiction;
mod page;
mod report;
mod task;

pub(super) use department::{Department, DepartmentStanding, ListedDepartment, Unit};
pub(super) use document::{Document, DocumentInFull, Finding};
pub(super) use jurisdiction::{Jurisdiction, Place};
pub(super) use page::Page;
pub(super) use report::Report;
pub(super) use task::{Indicator, ProgressUpdate, Task};
