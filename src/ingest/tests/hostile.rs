//! Files made to hurt, and files that are merely broken.

use super::build::{bulletin, workbook, zip};
use crate::ingest::{IngestError, Limits, Options, parse};

fn error(bytes: &[u8]) -> IngestError {
    parse(bytes, &Options::default()).unwrap_err()
}

fn limited(bytes: &[u8], limits: Limits) -> IngestError {
    parse(bytes, &Options { limits, ..Options::default() }).unwrap_err()
}

#[test]
fn empty_and_foreign_files_are_named() {
    assert_eq!(error(b""), IngestError::Empty);
    assert_eq!(error(b" \r\n "), IngestError::Empty);
    assert!(matches!(error(b"%PDF-1.7 \x00\x01"), IngestError::Unsupported { format: "PDF", .. }));
    assert!(matches!(error(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1rest"), IngestError::Unsupported { .. }));
    assert!(matches!(error(&zip(&[("a.txt", "甲")])), IngestError::Unsupported { format: "zip", .. }));
    assert!(matches!(error("春眠不觉晓。\n处处闻啼鸟。".as_bytes()), IngestError::Unrecognised { .. }));
}

#[test]
fn a_file_above_the_limit_is_not_read() {
    let limits = Limits { file_bytes: 10, ..Limits::default() };
    assert_eq!(limited(b"01234567890", limits), IngestError::TooLarge { limit: 10 });
}

#[test]
fn a_zip_bomb_is_cut_at_the_limit() {
    let bomb = zip(&[("word/document.xml", &" ".repeat(5 << 20))]);
    assert!(bomb.len() < 1 << 16);
    let limits = Limits { unpacked_bytes: 1 << 20, ..Limits::default() };
    assert!(matches!(limited(&bomb, limits), IngestError::LimitExceeded { name: "unpacked_bytes", .. }));
}

#[test]
fn entities_and_depth_are_refused() {
    let bomb = "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\">]><w:document>&b;</w:document>";
    assert!(matches!(error(&zip(&[("word/document.xml", bomb)])), IngestError::Damaged { .. }));
    let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
    assert!(matches!(
        error(&zip(&[("word/document.xml", &deep)])),
        IngestError::LimitExceeded { name: "depth", .. }
    ));
}

#[test]
fn a_million_columns_and_a_giant_cell_are_refused() {
    let wide = workbook(
        "<worksheet><sheetData><row r=\"1\"><c r=\"XFD1\"><v>1</v></c></row></sheetData></worksheet>",
    );
    assert!(matches!(error(&wide), IngestError::LimitExceeded { name: "columns", .. }));
    let columns = format!("序号,任务,完成情况,{}\n", "备注,".repeat(1_000_000));
    assert!(matches!(error(columns.as_bytes()), IngestError::LimitExceeded { name: "columns", .. }));
    let cell = "文".repeat((1 << 20) + 1);
    assert!(matches!(error(cell.as_bytes()), IngestError::LimitExceeded { name: "cell_chars", .. }));
    let cell = format!("<table><tr><td>{cell}</td></tr></table>");
    assert!(matches!(error(cell.as_bytes()), IngestError::LimitExceeded { name: "cell_chars", .. }));
}

#[test]
fn a_million_paragraphs_are_refused() {
    assert!(matches!(
        error("1\n".repeat(1_000_000).as_bytes()),
        IngestError::LimitExceeded { name: "paragraphs", .. }
    ));
}

#[test]
fn merged_ranges_cannot_spend_more_than_the_limit() {
    let merges = "<mergeCell ref=\"A1:XFD1048576\"/>".repeat(10_000);
    let row =
        |at: u32| format!("<row r=\"{at}\"><c r=\"A{at}\"><v>1</v></c><c r=\"IV{at}\"><v>1</v></c></row>");
    let rows: String = (1..50).map(row).collect();
    let sheet =
        format!("<worksheet><sheetData>{rows}</sheetData><mergeCells>{merges}</mergeCells></worksheet>");
    assert!(matches!(error(&workbook(&sheet)), IngestError::LimitExceeded { name: "cells", .. }));
}

#[test]
fn containers_cut_short_are_damaged_at_every_length() {
    for whole in [bulletin().docx(), bulletin().xlsx()] {
        for cut in (4..whole.len() - 1).step_by(whole.len() / 60 + 1) {
            let error = error(&whole[..cut]);
            assert!(
                matches!(error, IngestError::Damaged { .. } | IngestError::NotText { .. }),
                "{cut}: {error}"
            );
        }
    }
}

#[test]
fn active_content_is_noted_and_left_alone() {
    let body = bulletin().docx();
    let mut archive = ::zip::ZipArchive::new(std::io::Cursor::new(body)).unwrap();
    let mut text = String::new();
    std::io::Read::read_to_string(&mut archive.by_name("word/document.xml").unwrap(), &mut text).unwrap();
    let bytes = zip(&[("word/document.xml", &text), ("word/vbaProject.bin", "x")]);
    let draft = parse(&bytes, &Options::default()).unwrap();
    assert!(draft.findings.iter().any(|finding| finding.code == "ACTIVE_CONTENT_IGNORED"));
    assert_eq!(draft.tasks.len(), 4);
}

#[test]
fn direction_marks_and_nuls_change_nothing() {
    let text = bulletin().flattened();
    let expected = parse(text.as_bytes(), &Options::default()).unwrap();
    let mut marked = text.replace("1.", "\u{202e}1.\u{202c}").replace("公里", "公\u{ad}里");
    marked.push('\0');
    let draft = parse(marked.as_bytes(), &Options::default()).unwrap();
    assert_eq!(draft.tasks, expected.tasks);
}

#[test]
fn formulas_are_read_by_their_stored_values() {
    let sheet = "<worksheet><sheetData><row r=\"1\"><c r=\"A1\" t=\"str\"><v>任务</v></c><c r=\"B1\" t=\"str\"><v>完成情况</v></c></row>\
        <row r=\"2\"><c r=\"A2\" t=\"str\"><v>新建公园3个</v></c><c r=\"B2\" t=\"str\"><f>CONCAT(1)</f><v>已建成2个</v></c></row></sheetData></worksheet>";
    let draft = parse(&workbook(sheet), &Options::default()).unwrap();
    assert_eq!(draft.tasks[0].progress, "已建成2个");
    assert!(draft.findings.iter().any(|finding| finding.code == "FORMULA_VALUE_USED"));
}
