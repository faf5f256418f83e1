//! Rows of a layout to commitments of a draft, with what is missing or odd written down.

use super::draft::{Draft, Finding, IndicatorDraft, ReportedStatus, Severity, TaskDraft};
use super::extract::{self, Context, Progress};
use super::findings;
use super::format::Source;
use super::layout::roles::Policy;
use super::layout::words::Column;
use super::layout::{Reading, Row, status};
use super::passage::Passage;
use super::values;

/// Findings of one code beyond this number are counted and not listed.
const MOST_OF_A_KIND: usize = 200;

/// The commitments of a reading, and what was odd about them.
#[must_use]
pub fn tasks(reading: &Reading, source: &Source, context: &Context) -> (Vec<TaskDraft>, Vec<Finding>) {
    let notes = reading.rest.iter().chain(&reading.head);
    let policy = Policy::read(notes, &reading.rows, &source.emphasised);
    let mut builder = Builder {
        source,
        context,
        headings: &reading.columns,
        policy,
        has_status: reading.rows.iter().any(|row| !row.status.is_empty()),
        has_progress: reading.rows.iter().any(|row| !row.progress.is_empty()),
        has_units: reading.rows.iter().any(|row| !row.units.is_empty()),
        number: None,
        sub_number: 0,
        findings: Vec::new(),
    };
    let mut tasks = Vec::with_capacity(reading.rows.len());
    for (at, row) in reading.rows.iter().enumerate() {
        tasks.push(builder.task(u32::try_from(at + 1).unwrap_or(u32::MAX), row));
    }
    let mut found: Vec<Finding> = adopt_first_number(&mut tasks, source).into_iter().collect();
    found.extend(numbering(&tasks, source));
    found.extend(builder.findings);
    (tasks, found)
}

struct Builder<'a> {
    source: &'a Source,
    context: &'a Context,
    headings: &'a [(Column, String)],
    policy: Policy,
    has_status: bool,
    has_progress: bool,
    has_units: bool,
    number: Option<u32>,
    sub_number: u32,
    findings: Vec<Finding>,
}

impl Builder<'_> {
    fn task(&mut self, index: u32, row: &Row) -> TaskDraft {
        if row.continues {
            self.sub_number += 1;
        } else {
            (self.number, self.sub_number) = (row.number, 0);
        }
        let (departments, judged) = self.policy.departments(row, &self.source.emphasised);
        let heading = self.headings.iter().find(|(column, _)| *column == Column::Status);
        let heading = heading.map_or("", |(_, words)| words.as_str());
        let reported_status = status::read(heading, row.status.printed())
            .map(|status| ReportedStatus { span: Some(row.status.trimmed().whole()), ..status });
        let line = self.source.line(row_start(row));
        self.note_missing(index, line, row, departments.is_empty());
        for names in judged {
            let message = format!("“{names}” is printed without a separator and was read as two units");
            self.note(Finding::info(findings::UNITS_SPLIT, message).at(index, Some(line)));
        }
        if let Some(unknown) = reported_status.as_ref().filter(|status| status.status.is_none()) {
            let message = format!("the status “{}” is not known; its words are kept", unknown.text);
            self.note(Finding::warning(findings::STATUS_UNKNOWN, message).at(index, Some(line)));
        }
        let progress = Progress::new(&row.progress, self.context);
        let mut extracted = extract::task(&row.text, &progress);
        if extracted.indicators.is_empty()
            && let Some(spoken) = values::spoken_target(row)
        {
            extracted = extract::task(&spoken, &progress);
        }
        values::add(row, self.headings, self.context, &mut extracted);
        if let Some((cell, period)) = values::told_in_cell(row, self.headings, self.context) {
            let measured = extracted.indicators.iter().map(|it| it.measurement.is_some()).collect::<Vec<_>>();
            extract::measure(&mut extracted, &Progress::new(cell, self.context));
            let told = extracted.indicators.iter_mut().zip(measured).filter(|(_, before)| !before);
            for measurement in told.filter_map(|(indicator, _)| indicator.measurement.as_mut()) {
                measurement.as_of = measurement.as_of.take().or_else(|| period.clone());
            }
        }
        extract::measure(&mut extracted, &progress);
        drop_repeated(&mut extracted.indicators);
        for finding in extracted.findings {
            self.note(finding.at(index, Some(line)));
        }
        TaskDraft {
            row: index,
            number: self.number,
            sub_number: self.sub_number,
            text: row.text.printed().to_owned(),
            section: row.section.clone(),
            supervisor: (!row.supervisor.is_empty()).then(|| row.supervisor.printed().to_owned()),
            departments,
            progress: row.progress.printed().to_owned(),
            reported_status,
            indicators: extracted.indicators,
            unlinked_shares: extracted.unlinked_shares,
            span: row.text.whole(),
            progress_span: (!row.progress.is_empty()).then(|| row.progress.whole()),
        }
    }

    fn note_missing(&mut self, index: u32, line: u32, row: &Row, no_units: bool) {
        let mut missing = |is_missing: bool, code: &str, message: &str| {
            if is_missing {
                self.findings.push(Finding::warning(code, message).at(index, Some(line)));
            }
        };
        missing(row.text.is_empty(), findings::TASK_TEXT_MISSING, "the row has no task text");
        missing(
            self.has_progress && row.progress.is_empty(),
            findings::PROGRESS_MISSING,
            "the row has no progress text",
        );
        missing(self.has_units && no_units, findings::UNITS_MISSING, "the row names no responsible unit");
        missing(
            self.has_status && row.status.is_empty(),
            findings::STATUS_MISSING,
            "other rows print a status, this one none",
        );
        missing(
            row.uncertain,
            findings::ROW_UNCERTAIN,
            "the row lacks a cell that others have, or holds one too many, and no number parts it from the next: its cells may be shifted",
        );
        if let Some((last, next)) = list_gap(&row.progress) {
            let message = format!("the list in the progress text goes from {last} to {next}");
            self.note(Finding::info(findings::PROGRESS_LIST_GAP, message).at(index, Some(line)));
        }
    }

    fn note(&mut self, finding: Finding) {
        self.findings.push(finding);
    }
}

/// A title and a text that ask for the same thing in the same words ask for it once; the measured one stays.
fn drop_repeated(indicators: &mut Vec<IndicatorDraft>) {
    let same = |one: &IndicatorDraft, other: &IndicatorDraft| {
        (&one.name, one.target, &one.unit, one.kind) == (&other.name, other.target, &other.unit, other.kind)
    };
    let mut kept: Vec<IndicatorDraft> = Vec::with_capacity(indicators.len());
    for indicator in indicators.drain(..) {
        match kept.iter_mut().find(|before| same(before, &indicator)) {
            Some(before) if before.measurement.is_none() => *before = indicator,
            Some(_) => {}
            None => kept.push(indicator),
        }
    }
    *indicators = kept;
}

fn row_start(row: &Row) -> usize {
    let first = [&row.text, &row.progress].into_iter().find(|passage| !passage.is_empty());
    first.map_or(0, Passage::start)
}

/// The first row of a list may have lost its number before it reached us: it is one less than the second's.
fn adopt_first_number(tasks: &mut [TaskDraft], source: &Source) -> Option<Finding> {
    let [first, second, ..] = tasks else { return None };
    if first.number.is_some() || second.sub_number > 0 {
        return None;
    }
    let number = second.number?.checked_sub(1).filter(|&number| number > 0)?;
    first.number = Some(number);
    let message =
        format!("the first row prints no number; it was taken for {number}, as the next is {}", number + 1);
    Some(Finding::info(findings::NUMBER_INFERRED, message).at(first.row, Some(source.line(first.span.start))))
}

/// What is odd about the printed numbers.
fn numbering(tasks: &[TaskDraft], source: &Source) -> Vec<Finding> {
    let mut found = Vec::new();
    let mut seen = std::collections::HashMap::new();
    let mut last: Option<u32> = None;
    if tasks.iter().all(|task| task.number.is_none()) {
        return found;
    }
    for task in tasks.iter().filter(|task| task.sub_number == 0) {
        let place = |finding: Finding| finding.at(task.row, Some(source.line(task.span.start)));
        let Some(number) = task.number else {
            found.push(place(Finding::info(findings::NUMBER_MISSING, "the row has no printed number")));
            continue;
        };
        if let Some(first) = seen.insert((task.section.clone(), number), task.row) {
            let message = format!("the number {number} is also that of row {first}");
            found.push(place(Finding::warning(findings::NUMBER_DUPLICATE, message)));
        } else if let Some(before) = last {
            if number > before + 1 {
                let message = format!("the numbers {} to {} are missing", before + 1, number - 1);
                found.push(place(Finding::warning(findings::NUMBER_GAP, message)));
            } else if number < before && number != 1 {
                let message = format!("the number {number} stands below {before}");
                found.push(place(Finding::warning(findings::NUMBER_DISORDER, message)));
            }
        }
        last = Some(number);
    }
    found
}

/// The two numbers between which a list inside a progress text skips.
fn list_gap(progress: &Passage) -> Option<(u32, u32)> {
    let mut last = None;
    for line in progress.text().lines() {
        let Some(number) = super::layout::item_number(line) else { continue };
        match last {
            None if number > 1 => return Some((0, number)),
            Some(last) if number > last + 1 => return Some((last, number)),
            _ => last = Some(number),
        }
    }
    None
}

/// Puts findings in the order of the document and cuts those that say the same thing hundreds of times.
pub fn tidy(draft: &mut Draft) {
    let mut counts: std::collections::BTreeMap<String, usize> = std::collections::BTreeMap::new();
    draft.findings.sort_by_key(|finding| (finding.row.unwrap_or(0), finding.line.unwrap_or(0)));
    draft.findings.retain(|finding| {
        let count = counts.entry(finding.code.clone()).or_default();
        *count += 1;
        *count <= MOST_OF_A_KIND
    });
    for (code, count) in counts.into_iter().filter(|(_, count)| *count > MOST_OF_A_KIND) {
        let message = format!("{} further findings {code} are not listed", count - MOST_OF_A_KIND);
        let mut finding = Finding::info(findings::FINDINGS_CUT, message);
        finding.severity = Severity::Warning;
        draft.findings.push(finding);
    }
}
