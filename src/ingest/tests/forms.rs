//! The same bulletin gives the same parse in every form.

use super::build::{bulletin, full_width};
use crate::domain::status::Status;
use crate::domain::target::Role;
use crate::ingest::draft::{Draft, TaskDraft};
use crate::ingest::{Options, parse};

fn read(bytes: &[u8]) -> Draft {
    parse(bytes, &Options::default()).unwrap()
}

/// What a task says, wherever it stands.
fn said(task: &TaskDraft) -> impl PartialEq + std::fmt::Debug {
    let departments: Vec<_> = task.departments.iter().map(|unit| (unit.name.clone(), unit.role)).collect();
    let indicators: Vec<_> = task
        .indicators
        .iter()
        .map(|indicator| {
            let measured =
                indicator.measurement.as_ref().map(|measured| (measured.value, measured.unit.clone()));
            (indicator.target, indicator.unit.clone(), indicator.comparator, indicator.kind, measured)
        })
        .collect();
    let status = task.reported_status.as_ref().map(|status| (status.status, status.text.clone()));
    (task.row, task.number, task.text.clone(), departments, task.progress.clone(), status, indicators)
}

fn assert_same(name: &str, draft: &Draft, expected: &Draft) {
    assert_eq!(draft.tasks.len(), expected.tasks.len(), "{name}");
    for (task, expected) in draft.tasks.iter().zip(&expected.tasks) {
        assert_eq!(said(task), said(expected), "{name}");
    }
    assert_eq!(
        (&draft.title, &draft.jurisdiction, draft.year, &draft.period, draft.published_on, &draft.publisher),
        (
            &expected.title,
            &expected.jurisdiction,
            expected.year,
            &expected.period,
            expected.published_on,
            &expected.publisher
        ),
        "{name}"
    );
}

#[test]
fn the_flattened_form_is_read_right() {
    let draft = read(bulletin().flattened().as_bytes());
    assert_eq!(draft.jurisdiction.as_deref(), Some("临川市"));
    assert_eq!(
        draft.tasks.iter().map(|task| task.number).collect::<Vec<_>>(),
        [Some(1), Some(2), Some(3), Some(4)]
    );
    let second = &draft.tasks[1];
    let units: Vec<_> = second.departments.iter().map(|unit| (unit.name.as_str(), unit.role)).collect();
    assert_eq!(
        units,
        [("交通局", Role::Lead), ("住建局", Role::Support), ("各县(市、区)政府", Role::Support)]
    );
    assert_eq!(second.reported_status.as_ref().and_then(|status| status.status), Some(Status::Ahead));
    assert_eq!(second.progress.lines().count(), 2);
    assert!(draft.findings.is_empty(), "{:?}", draft.findings);
}

#[test]
fn every_form_gives_the_same_parse() {
    let bulletin = bulletin();
    let text = bulletin.flattened();
    let expected = read(text.as_bytes());
    let utf_16: Vec<u8> =
        std::iter::once(0xfeff).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    let forms: Vec<(&str, Vec<u8>)> = vec![
        ("GB18030", encoding_rs::GB18030.encode(&text).0.into_owned()),
        ("UTF-8 with mark", [b"\xef\xbb\xbf", text.as_bytes()].concat()),
        ("UTF-16", utf_16),
        ("Windows line ends", text.replace('\n', "\r\n").into_bytes()),
        ("no empty lines", text.replace("\n\n", "\n").into_bytes()),
        ("csv", bulletin.csv(',').into_bytes()),
        ("csv with semicolons in GB18030", encoding_rs::GB18030.encode(&bulletin.csv(';')).0.into_owned()),
        ("tabs", bulletin.csv('\t').into_bytes()),
        ("html", bulletin.html().into_bytes()),
        ("html in GB18030", encoding_rs::GB18030.encode(&bulletin.html()).0.into_owned()),
        ("html of paragraphs", bulletin.html_of_paragraphs().into_bytes()),
        ("docx", bulletin.docx()),
        ("xlsx", bulletin.xlsx()),
    ];
    for (name, bytes) in forms {
        assert_same(name, &read(&bytes), &expected);
    }
}

#[test]
fn full_width_signs_give_the_same_figures() {
    let bulletin = bulletin();
    let expected = read(bulletin.flattened().as_bytes());
    let draft = read(full_width(&bulletin.flattened()).as_bytes());
    assert_eq!(draft.tasks.len(), expected.tasks.len());
    for (task, expected) in draft.tasks.iter().zip(&expected.tasks) {
        assert_eq!(task.text, full_width(&expected.text), "text is kept as printed");
        assert_eq!(task.number, expected.number);
        let figures = |task: &TaskDraft| {
            let value = |at: usize| task.indicators[at].measurement.as_ref().map(|measured| measured.value);
            (0..task.indicators.len()).map(|at| (task.indicators[at].target, value(at))).collect::<Vec<_>>()
        };
        assert_eq!(figures(task), figures(expected));
    }
}

#[test]
fn spans_point_into_the_decoded_text() {
    let draft = read(&bulletin().docx());
    let content: Vec<char> = draft.content.chars().collect();
    for task in &draft.tasks {
        let slice: String = content[task.span.start..task.span.end].iter().collect();
        assert_eq!(slice, task.text);
        for indicator in &task.indicators {
            let quote: String = content[indicator.span.start..indicator.span.end].iter().collect();
            assert_eq!(quote, indicator.quote);
        }
    }
}
