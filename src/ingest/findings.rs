//! Codes of the findings that reading a document can give, and one way to write each down.

use super::draft::{Finding, Severity};

/// The government is not printed and was not given.
pub const JURISDICTION_UNKNOWN: &str = "JURISDICTION_UNKNOWN";
/// The year of the work report is not printed and was not given.
pub const YEAR_UNKNOWN: &str = "YEAR_UNKNOWN";
/// The period that a bulletin covers is not printed and was not given.
pub const PERIOD_UNKNOWN: &str = "PERIOD_UNKNOWN";
/// What the caller gave differs from what the document prints; the caller's word was taken.
pub const OVERRIDES_PRINT: &str = "OVERRIDES_PRINT";
/// What the caller gave cannot count: a plan covers no period, or the ledger has these bytes with another.
pub const OPTION_IGNORED: &str = "OPTION_IGNORED";
/// The period that the caller gave is not of the year of the work report.
pub const PERIOD_OUTSIDE_YEAR: &str = "PERIOD_OUTSIDE_YEAR";
/// No title was found above the first row.
pub const TITLE_UNKNOWN: &str = "TITLE_UNKNOWN";
/// A row has no printed number.
pub const NUMBER_MISSING: &str = "NUMBER_MISSING";
/// The first row has no printed number and was given the one before the second row's.
pub const NUMBER_INFERRED: &str = "NUMBER_INFERRED";
/// Numbers are left out between two rows.
pub const NUMBER_GAP: &str = "NUMBER_GAP";
/// Two rows carry the same number.
pub const NUMBER_DUPLICATE: &str = "NUMBER_DUPLICATE";
/// A row carries a lower number than the row above it.
pub const NUMBER_DISORDER: &str = "NUMBER_DISORDER";
/// A row names no responsible unit.
pub const UNITS_MISSING: &str = "UNITS_MISSING";
/// Units are printed without a separator or across a line break; how they were told apart is a judgement.
pub const UNITS_SPLIT: &str = "UNITS_SPLIT";
/// A task has no progress text.
pub const PROGRESS_MISSING: &str = "PROGRESS_MISSING";
/// The document prints statuses, and this row has none.
pub const STATUS_MISSING: &str = "STATUS_MISSING";
/// Words stand in the status column that are not known.
pub const STATUS_UNKNOWN: &str = "STATUS_UNKNOWN";
/// Progress stands in a row without a task text.
pub const TASK_TEXT_MISSING: &str = "TASK_TEXT_MISSING";
/// A row of a flattened table without numbers lacks a cell that the others have, or holds one too many: what follows may
/// have been read one cell too early. Also the row above lines that look like a row and found no place.
pub const ROW_UNCERTAIN: &str = "ROW_UNCERTAIN";
/// Numbers of a list inside a progress text skip, so that part of it may have been lost before it reached us.
pub const PROGRESS_LIST_GAP: &str = "PROGRESS_LIST_GAP";
/// Bytes that are no text in the document's encoding were replaced.
pub const ENCODING_DAMAGED: &str = "ENCODING_DAMAGED";
/// Invisible characters (direction marks, soft hyphens, controls) were taken out.
pub const INVISIBLE_REMOVED: &str = "INVISIBLE_REMOVED";
/// Watermarks, repeated titles or page marks were taken out.
pub const NOISE_REMOVED: &str = "NOISE_REMOVED";
/// A table of the document was not read, as it is no table of tasks.
pub const TABLE_IGNORED: &str = "TABLE_IGNORED";
/// A column of a table of tasks holds something that is not kept: remarks, plans, or its heading is not known.
pub const COLUMN_IGNORED: &str = "COLUMN_IGNORED";
/// A part of the document is not of the year of the work report and was not read.
pub const PART_IGNORED: &str = "PART_IGNORED";
/// Hidden rows or columns of a sheet were not read.
pub const HIDDEN_IGNORED: &str = "HIDDEN_IGNORED";
/// The container carries macros or other active content, which was not run nor read.
pub const ACTIVE_CONTENT_IGNORED: &str = "ACTIVE_CONTENT_IGNORED";
/// The value of a formula is the one the file carries; it was not computed again.
pub const FORMULA_VALUE_USED: &str = "FORMULA_VALUE_USED";
/// Notes skip or repeat a number.
pub const GLOSSARY_GAP: &str = "GLOSSARY_GAP";
/// The printed share of a target done is not the quotient of the printed figure and the target.
pub const SHARE_DIFFERS: &str = "SHARE_DIFFERS";
/// More findings of one kind than are worth listing were left out.
pub const FINDINGS_CUT: &str = "FINDINGS_CUT";

/// Every code of this module, with its meaning in a line.
pub const ALL: &[(&str, &str)] = &[
    (JURISDICTION_UNKNOWN, "the government is not printed and was not given"),
    (YEAR_UNKNOWN, "the year of the work report is not printed and was not given"),
    (PERIOD_UNKNOWN, "the period that a bulletin covers is not printed and was not given"),
    (OVERRIDES_PRINT, "what was given differs from what is printed; what was given counts"),
    (
        OPTION_IGNORED,
        "what was given cannot count: a plan covers no period, or the ledger has these bytes with another period",
    ),
    (
        PERIOD_OUTSIDE_YEAR,
        "the period that was given is not of the year of the work report: was one of the two meant otherwise?",
    ),
    (TITLE_UNKNOWN, "no title above the first row"),
    (NUMBER_MISSING, "a row has no printed number"),
    (NUMBER_INFERRED, "the first row has no number and was given the one before the second row's"),
    (NUMBER_GAP, "numbers are left out between two rows"),
    (NUMBER_DUPLICATE, "two rows carry the same number"),
    (NUMBER_DISORDER, "a row carries a lower number than the row above"),
    (UNITS_MISSING, "a row names no responsible unit"),
    (UNITS_SPLIT, "units without a separator were told apart by judgement"),
    (PROGRESS_MISSING, "a task has no progress text"),
    (STATUS_MISSING, "other rows print a status, this one does not"),
    (STATUS_UNKNOWN, "the words in the status column are not known; they are kept, the status is null"),
    (TASK_TEXT_MISSING, "progress stands in a row without a task text"),
    (ROW_UNCERTAIN, "cells of a flattened row without a number may be shifted"),
    (PROGRESS_LIST_GAP, "numbers of a list inside a progress text skip: part of it may be lost"),
    (ENCODING_DAMAGED, "bytes that are no text were replaced"),
    (INVISIBLE_REMOVED, "invisible characters were taken out"),
    (NOISE_REMOVED, "watermarks, repeated titles or page marks were taken out"),
    (TABLE_IGNORED, "a table that is no table of tasks was not read"),
    (COLUMN_IGNORED, "a column of remarks, or one whose heading is not known, was not read"),
    (PART_IGNORED, "a part of the document is not of the year of the work report and was not read"),
    (HIDDEN_IGNORED, "hidden rows or columns of a sheet were not read"),
    (ACTIVE_CONTENT_IGNORED, "macros or embedded objects were neither run nor read"),
    (FORMULA_VALUE_USED, "values of formulas are those that the file carries"),
    (GLOSSARY_GAP, "notes skip or repeat a number"),
    (
        SHARE_DIFFERS,
        "a printed share of an annual amount differs from its own figure over the target by more than 0.1 points",
    ),
    (FINDINGS_CUT, "further findings of one kind were left out"),
];

impl Finding {
    /// Something worth knowing.
    #[must_use]
    pub fn info(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Info, message)
    }

    /// Something that may have been read wrongly or was left out.
    #[must_use]
    pub fn warning(code: &str, message: impl Into<String>) -> Self {
        Self::new(code, Severity::Warning, message)
    }

    /// The same finding, placed in a row and a line, both from 1.
    #[must_use]
    pub fn at(self, row: u32, line: Option<u32>) -> Self {
        Self { row: Some(row), line, ..self }
    }

    /// The same finding, placed in a line, from 1.
    #[must_use]
    pub fn at_line(self, line: u32) -> Self {
        Self { line: Some(line), ..self }
    }

    fn new(code: &str, severity: Severity, message: impl Into<String>) -> Self {
        Self { code: code.to_owned(), severity, row: None, line: None, message: message.into() }
    }
}
