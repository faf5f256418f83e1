//! Random and damaged input: whatever comes in, there is a draft or a named error, and every span points into the text.

use proptest::prelude::*;

use super::build::bulletin;
use crate::ingest::draft::{Draft, Span};
use crate::ingest::{Limits, Options, explain, parse};

/// Pieces that documents are made of, and pieces that break them.
const PIECES: &[&str] = &[
    "序号",
    "主要工作任务",
    "完成情况",
    "责任单位",
    "进展状态",
    "1",
    "2",
    "3.",
    "（4）",
    "一、",
    "（一）推进改革",
    "1.1-6月,完成投资3.5亿元。",
    "新增企业50家以上",
    "(责任单位:市财政局、各区县政府<含新区>)",
    "(责任单位:",
    ")))",
    "★市发改委、财政局",
    "按时推进",
    "注:带“★”的为牵头单位",
    "名词解释",
    "1.“双碳”:指减碳。",
    "“",
    "”",
    "12%",
    "-3.2",
    "99999999999999999999999999",
    "0.000000000000000000000000000001%",
    "、、、",
    "\t",
    "  ",
    "\u{3000}",
    "\u{202e}",
    "\0",
    "<td rowspan=9999 colspan=3>",
    "</table>",
    "<table><tr>",
    "&#x110000;",
    "<p>",
    "]]>",
    "<!--",
    "2023年临川市政府工作报告",
    "截至6月底",
    "_",
    "甲_乙_丙",
    "。",
    ";",
    "\"",
    "\"\"",
    ",",
    "各位代表,",
    "𠀀",
    "e\u{301}",
];

fn spans(draft: &Draft) -> Vec<Span> {
    let mut spans = Vec::new();
    for task in &draft.tasks {
        spans.push(task.span);
        spans.extend(task.progress_span);
        for indicator in &task.indicators {
            spans.push(indicator.span);
            spans.extend(indicator.measurement.as_ref().map(|measured| measured.span));
            spans.extend(indicator.reported_share.as_ref().map(|share| share.span));
        }
        spans.extend(task.unlinked_shares.iter().map(|share| share.span));
    }
    spans.extend(draft.results.iter().map(|result| result.span));
    spans
}

fn check(bytes: &[u8]) {
    let options = Options { limits: Limits { tasks: 5_000, ..Limits::default() }, ..Options::default() };
    let _ = explain(bytes, &options);
    let Ok(draft) = parse(bytes, &options) else { return };
    let length = draft.content.chars().count();
    for span in spans(&draft) {
        assert!(span.start <= span.end && span.end <= length, "{span:?} of {length}");
    }
    for (at, task) in draft.tasks.iter().enumerate() {
        assert_eq!(usize::try_from(task.row), Ok(at + 1));
    }
    assert!(!draft.content.contains('\0'));
}

fn forms() -> Vec<Vec<u8>> {
    let bulletin = bulletin();
    vec![
        bulletin.flattened().into_bytes(),
        bulletin.csv(',').into_bytes(),
        bulletin.html().into_bytes(),
        bulletin.html_of_paragraphs().into_bytes(),
        bulletin.docx(),
        bulletin.xlsx(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_bytes(bytes in proptest::collection::vec(any::<u8>(), 0..600)) {
        check(&bytes);
    }

    #[test]
    fn any_order_of_the_usual_pieces(
        pieces in proptest::collection::vec((0..PIECES.len(), prop::bool::weighted(0.6)), 0..120),
        header in prop::bool::weighted(0.7),
    ) {
        let mut text = String::new();
        if header {
            text.push_str("序号\n工作任务\n完成情况\n责任单位\n");
        }
        for (piece, ends_line) in pieces {
            text.push_str(PIECES[piece]);
            if ends_line {
                text.push('\n');
            }
        }
        check(text.as_bytes());
        check(format!("<html><table>{text}").as_bytes());
        check(format!("一、2023年工作\n{text}").as_bytes());
    }

    #[test]
    fn damaged_files(form in 0..6_usize, cut in any::<prop::sample::Index>(), changes in proptest::collection::vec((any::<prop::sample::Index>(), any::<u8>()), 0..12)) {
        let mut bytes = forms().swap_remove(form);
        for (at, byte) in changes {
            let at = at.index(bytes.len());
            bytes[at] = byte;
        }
        check(&bytes);
        bytes.truncate(cut.index(bytes.len()));
        check(&bytes);
    }
}
