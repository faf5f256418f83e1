//! Writes one bulletin in every form that is read.

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

/// A bulletin: what stands above the table, the table, what stands below.
pub struct Bulletin {
    pub above: Vec<&'static str>,
    pub header: Vec<&'static str>,
    /// Cells hold paragraphs separated by `\n`.
    pub rows: Vec<Vec<&'static str>>,
    pub below: Vec<&'static str>,
}

pub fn bulletin() -> Bulletin {
    Bulletin {
        above: vec![
            "2023年临川市政府工作报告重点工作完成情况(上半年)",
            "发布日期:2023-07-20 信息来源:市政府办公室",
        ],
        header: vec!["序号", "主要工作任务", "进展情况", "责任单位", "进展状态"],
        rows: vec![
            vec!["1", "规上工业增加值增长7%。", "1-6月,规上工业增加值增长7.4%。", "经信局", "按时推进"],
            vec![
                "2",
                "新建改造农村公路50公里以上,建成停车位600个。",
                "1.完成农村公路新建改造31.5公里。\n2.建成停车位420个,另有180个在建。",
                "★交通局、住建局\n各县(市、区)政府",
                "进度较快",
            ],
            vec!["3", "新增高新技术企业30家。", "已申报高新技术企业26家。", "科技局(外专局)", "部分滞后"],
            vec![
                "4",
                "城镇登记失业率控制在3%以内。",
                "6月底城镇登记失业率2.6%。",
                "人社局、财政局",
                "已完成",
            ],
        ],
        below: vec!["注:带“★”的为牵头单位;责任单位在两个及以上且未标注“★”的,均为牵头单位。"],
    }
}

impl Bulletin {
    pub fn flattened(&self) -> String {
        let cells = self.header.iter().chain(self.rows.iter().flatten());
        let lines = cells.flat_map(|cell| cell.lines());
        self.above.iter().copied().chain(lines).chain(self.below.iter().copied()).fold(
            String::new(),
            |mut text, line| {
                let _ = write!(text, "{line}\n\n");
                text
            },
        )
    }

    pub fn csv(&self, separator: char) -> String {
        let mut text = String::new();
        for line in &self.above {
            let _ = writeln!(text, "\"{line}\"");
        }
        for row in std::iter::once(&self.header).chain(&self.rows) {
            let cells: Vec<String> = row.iter().map(|cell| format!("\"{cell}\"")).collect();
            let _ = writeln!(text, "{}", cells.join(&separator.to_string()));
        }
        for line in &self.below {
            let _ = writeln!(text, "\"{line}\"");
        }
        text
    }

    pub fn html(&self) -> String {
        let paragraphs =
            |lines: &[&str]| lines.iter().fold(String::new(), |text, line| text + "<p>" + line + "</p>\n");
        let mut table = String::from("<table class='x'>\n");
        for row in std::iter::once(&self.header).chain(&self.rows) {
            table.push_str("<tr>");
            for cell in row {
                let _ = writeln!(table, "<td><span>{}</span></td>", cell.replace('\n', "</span><br><span>"));
            }
            table.push_str("</tr>");
        }
        format!(
            "<!DOCTYPE html><html><head><title>某网</title><style>td{{}}</style></head><body><div>{}{table}</table>{}</div></body></html>",
            paragraphs(&self.above),
            paragraphs(&self.below)
        )
    }

    /// A page whose table is one cell per paragraph.
    pub fn html_of_paragraphs(&self) -> String {
        let body =
            self.flattened().lines().filter(|line| !line.is_empty()).fold(String::new(), |text, line| {
                text + "<p style=\"text-align:center\"><font>" + line + "</font></p>"
            });
        format!("<html><body>{body}</body></html>")
    }

    pub fn docx(&self) -> Vec<u8> {
        let paragraph = |line: &str| {
            // Word parts text into runs at will.
            let (head, tail) = line.char_indices().nth(2).map_or((line, ""), |(at, _)| line.split_at(at));
            format!(
                "<w:p><w:r><w:t xml:space=\"preserve\">{}</w:t></w:r><w:r><w:t>{}</w:t></w:r></w:p>",
                escape(head),
                escape(tail)
            )
        };
        let mut body: String = self.above.iter().map(|line| paragraph(line)).collect();
        body.push_str("<w:tbl><w:tblPr/>");
        for row in std::iter::once(&self.header).chain(&self.rows) {
            body.push_str("<w:tr>");
            for cell in row {
                let paragraphs: String = cell.lines().map(paragraph).collect();
                let _ = write!(body, "<w:tc><w:tcPr/>{paragraphs}</w:tc>");
            }
            body.push_str("</w:tr>");
        }
        body.push_str("</w:tbl>");
        body.extend(self.below.iter().map(|line| paragraph(line)));
        zip(&[(
            "word/document.xml",
            &format!("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>"),
        )])
    }

    pub fn xlsx(&self) -> Vec<u8> {
        let mut rows = String::new();
        let mut number = 0;
        let mut row = |cells: &[&str]| {
            number += 1;
            let cells: String = cells
                .iter()
                .enumerate()
                .map(|(at, cell)| {
                    let place = format!("{}{number}", char::from(b'A' + u8::try_from(at).unwrap()));
                    if cell.parse::<u32>().is_ok() {
                        format!("<c r=\"{place}\"><v>{cell}</v></c>")
                    } else {
                        format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escape(cell))
                    }
                })
                .collect();
            let _ = write!(rows, "<row r=\"{number}\">{cells}</row>");
        };
        for line in &self.above {
            row(&[line]);
        }
        for cells in std::iter::once(&self.header).chain(&self.rows) {
            row(cells);
        }
        for line in &self.below {
            row(&[line]);
        }
        workbook(&format!(
            "<worksheet><sheetData>{rows}</sheetData><mergeCells><mergeCell ref=\"A1:E1\"/></mergeCells></worksheet>"
        ))
    }
}

/// A workbook of one sheet.
pub fn workbook(sheet: &str) -> Vec<u8> {
    zip(&[
        (
            "xl/workbook.xml",
            "<workbook xmlns:r=\"r\"><sheets><sheet name=\"1\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        ),
        (
            "xl/_rels/workbook.xml.rels",
            "<Relationships><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/></Relationships>",
        ),
        ("xl/worksheets/sheet1.xml", sheet),
    ])
}

pub fn zip(entries: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in entries {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// Half-width signs and digits made full-width, as many offices type them.
pub fn full_width(text: &str) -> String {
    text.chars()
        .map(|c| match c {
            '!'..='~' if c != '\n' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
            ' ' => '\u{3000}',
            c => c,
        })
        .collect()
}
