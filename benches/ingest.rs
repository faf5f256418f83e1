//! How fast documents are read, and that twice the document takes twice the time: `cargo bench --bench ingest`.
//!
//! Rows are distinct, as those of a real bulletin are. Each benchmark counts bytes and commitments; before them stands
//! one line a format with the time of twice the rows over the time of the rows, which must stay near 2.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};
use std::time::{Duration, Instant};

use divan::counter::{BytesCount, ItemsCount};
use divan::{Bencher, black_box};
use taizhang::ingest::{Limits, Options, format, layout, parse};
use zip::write::SimpleFileOptions;

/// That of the binary.
#[global_allocator]
static ALLOCATOR: mimalloc::MiMalloc = mimalloc::MiMalloc;

const ROWS: usize = 1_000;

/// A way to print so many rows as a file.
type Build = fn(usize) -> Vec<u8>;

const FORMATS: &[(&str, Build)] =
    &[("txt", text), ("html", html), ("csv", csv), ("docx", docx), ("xlsx", xlsx)];

/// Documents that are large in one direction only, of so many units.
const LOPSIDED: &[(&str, Build)] = &[
    ("one huge cell", |size| row_with(&measured(size, "。")).into_bytes()),
    ("one paragraph of numbers", |size| row_with(&measured(size, ",")).into_bytes()),
    ("many notes", notes),
];

fn main() {
    if !std::env::args().any(|argument| argument == "--list") {
        for &(name, build) in FORMATS.iter().chain(LOPSIDED) {
            let (once, twice) = (fastest(&build(ROWS)), fastest(&build(2 * ROWS)));
            println!(
                "{name}: twice the size takes {:.2} times as long",
                twice.as_secs_f64() / once.as_secs_f64()
            );
        }
    }
    divan::main();
}

fn fastest(bytes: &[u8]) -> Duration {
    let time = || {
        let start = Instant::now();
        let _ = black_box(parse(black_box(bytes), &Options::default()));
        start.elapsed()
    };
    (0..5).map(|_| time()).min().unwrap_or_default()
}

const TITLE: &str = "2023年临川市政府工作报告重点工作完成情况(上半年)";
const HEADERS: [&str; 4] = ["序号", "主要工作任务", "进展情况", "责任单位"];

/// The cells of a row, their paragraphs parted by line feeds.
fn cells(row: usize) -> [String; 4] {
    let (companies, roads, added) = (row % 40 + 10, row / 2, row % 20);
    [
        row.to_string(),
        format!(
            "新建改造农村公路{row}公里以上,新增高新技术企业{companies}家,固定资产投资增长8%,全力改善群众出行条件,提升公共服务水平。"
        ),
        format!(
            "1.截至6月底,完成农村公路新建改造{roads}公里,占年度任务的50%,沿线绿化同步推进,群众满意度持续提升。\n2.1-6月,新增高新技术企业{added}家;固定资产投资增长9.2%,高于全市平均1.1个百分点,完成各类前期手续办理。"
        ),
        "★交通局、科技局、各县(市、区)政府".to_owned(),
    ]
}

/// What is written for each row, one after the other.
fn joined(rows: usize, write: impl Fn(usize) -> String) -> String {
    (1..=rows).map(write).collect()
}

/// A table flattened to text, a paragraph a cell.
fn text(rows: usize) -> Vec<u8> {
    let mut text = format!("{TITLE}\n\n{}\n\n", HEADERS.join("\n\n"));
    for row in 1..=rows {
        for cell in cells(row) {
            let _ = write!(text, "{}\n\n", cell.replace('\n', "\n\n"));
        }
    }
    text.into_bytes()
}

/// A table with markup in every cell.
fn html(rows: usize) -> Vec<u8> {
    let row = |cells: [String; 4]| {
        let cells = cells.map(|cell| {
            format!(
                "<td class=\"c\" style=\"text-align:left\"><p><span>{}</span></p></td>",
                cell.replace('\n', "</span></p><p><span>")
            )
        });
        format!("<tr>{}</tr>", cells.concat())
    };
    let body: String = joined(rows, |number| row(cells(number)));
    let header = row(HEADERS.map(str::to_owned));
    format!("<html><body><p>{TITLE}</p><table>{header}{body}</table></body></html>").into_bytes()
}

fn csv(rows: usize) -> Vec<u8> {
    let line = |cells: [String; 4]| cells.map(|cell| format!("\"{cell}\"")).join(",") + "\r\n";
    let body: String = joined(rows, |number| line(cells(number)));
    format!("{TITLE}\r\n{}{body}", line(HEADERS.map(str::to_owned))).into_bytes()
}

fn docx(rows: usize) -> Vec<u8> {
    let paragraph = |text: &str| format!("<w:p><w:r><w:t>{text}</w:t></w:r></w:p>");
    let row = |cells: [String; 4]| {
        let cells = cells.map(|cell| {
            let paragraphs: Vec<String> = cell.lines().map(paragraph).collect();
            format!("<w:tc>{}</w:tc>", paragraphs.concat())
        });
        format!("<w:tr>{}</w:tr>", cells.concat())
    };
    let header = row(HEADERS.map(str::to_owned));
    let body = joined(rows, |number| row(cells(number)));
    let title = paragraph(TITLE);
    let document = format!("<w:document><w:body>{title}<w:tbl>{header}{body}</w:tbl></w:body></w:document>");
    packed(&[("word/document.xml", &document)])
}

fn xlsx(rows: usize) -> Vec<u8> {
    let row = |at: usize, cells: [String; 4]| {
        let cell = |(cell, column): (String, char)| {
            format!("<c r=\"{column}{at}\" t=\"inlineStr\"><is><t>{cell}</t></is></c>")
        };
        let cells: Vec<String> = cells.into_iter().zip('A'..).map(cell).collect();
        format!("<row r=\"{at}\">{}</row>", cells.concat())
    };
    let header = row(1, HEADERS.map(str::to_owned));
    let body = joined(rows, |number| row(number + 1, cells(number)));
    let sheet = format!("<worksheet><sheetData>{header}{body}</sheetData></worksheet>");
    packed(&[
        (
            "xl/workbook.xml",
            "<workbook><sheets><sheet name=\"1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", &sheet),
    ])
}

/// A container; its parts are deflated, as those of the real ones are.
#[expect(clippy::expect_used, reason = "an archive in memory is written to its end")]
fn packed(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut archive = zip::ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        archive.start_file(*name, SimpleFileOptions::default()).expect("a part in memory");
        archive.write_all(text.as_bytes()).expect("a part in memory");
    }
    archive.finish().expect("an archive in memory").into_inner()
}

/// Three rows, the second of them with this progress.
fn row_with(progress: &str) -> String {
    let mut text = format!("{TITLE}\n\n{}\n\n", HEADERS.join("\n\n"));
    for number in 1..=3 {
        let [number, task, told, units] = cells(number);
        let told = if number == "2" { progress.to_owned() } else { told.replace('\n', "\n\n") };
        let _ = write!(text, "{number}\n\n{task}\n\n{told}\n\n{units}\n\n");
    }
    text
}

fn measured(count: usize, end: &str) -> String {
    (1..=count).fold(String::new(), |mut text, number| {
        let _ = write!(text, "完成第{number}批道路改造{}.{}公里{end}", number % 90 + 1, number % 7);
        text
    })
}

/// A report with so many notes below it.
fn notes(count: usize) -> Vec<u8> {
    let mut text = format!(
        "2023年云溪县政府工作报告\n一、2023年工作安排\n新增高新技术企业50家,新建公路20公里。\n{}\n名词解释\n",
        "改造老旧小区12个,新增停车位300个。\n".repeat(8)
    );
    for number in 1..=count {
        let _ = writeln!(text, "{number}.“第{number}号行动”:指在{number}个村开展的环境整治工作。");
    }
    text.into_bytes()
}

const NAMES: [&str; 5] = ["txt", "html", "csv", "docx", "xlsx"];

fn document(name: &str) -> Vec<u8> {
    FORMATS.iter().find(|(format, _)| *format == name).map(|(_, build)| build(ROWS)).unwrap_or_default()
}

/// Bytes to rows: the format and the layout alone.
#[divan::bench(args = NAMES)]
fn rows(bencher: Bencher<'_, '_>, name: &str) {
    let bytes = document(name);
    bencher.counter(BytesCount::of_slice(&bytes)).counter(ItemsCount::new(ROWS)).bench_local(|| {
        let source = format::read(black_box(&bytes), &Limits::default());
        source.map(|source| layout::read(&source))
    });
}

/// Bytes to draft: the whole reading. An item is a commitment.
#[divan::bench(args = NAMES)]
fn draft(bencher: Bencher<'_, '_>, name: &str) {
    let bytes = document(name);
    bencher
        .counter(BytesCount::of_slice(&bytes))
        .counter(ItemsCount::new(ROWS))
        .bench_local(|| parse(black_box(&bytes), &Options::default()));
}
