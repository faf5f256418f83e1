//! What REST answers with, one file per noun. Values that GraphQL shows too come from `view`.

pub(super) mod analytics;
mod department;
mod document;
mod report;
mod search;
mod task;

pub(super) use department::{Alias, Department, DepartmentStanding, Unit};
pub(super) use document::{Document, DocumentInFull, Finding};
pub(super) use report::{Page, Report};
pub(super) use search::{ReportBrief, SearchHit, SearchRank};
pub(super) use task::{Task, TaskInFull};
