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

/// A table whose cells are parted by bars or tabs, as it is pasted into a text.
mod parted_by_signs {
    use crate::domain::status::Status;
    use crate::ingest::draft::Draft;
    use crate::ingest::{Options, parse};

    const HEADER: [&str; 4] = ["工作内容", "责任单位", "当前工作进展", "完成状态"];
    const ROWS: [[&str; 4]; 3] = [
        ["改造农村公路60公里，新建桥梁2座", "交通局", "公路已改造 45.5公里；桥梁建成1座", "按序推进"],
        ["整治“散乱”企业80家", "经信局、环保局", "1-9月，已整治企业92家", "已完成"],
        ["新增托位500个", "卫健局", "新增托位310个，其中普惠托位280个", "滞后"],
    ];

    fn read(text: &str) -> Draft {
        parse(text.as_bytes(), &Options::default()).unwrap()
    }

    fn page(separator: &str, before: &str, after: &str, rule: &str) -> String {
        let line = |cells: &[&str]| format!("{before}{}{after}\n", cells.join(separator));
        let rows: String = ROWS.iter().map(|row| line(row)).collect();
        format!(
            "云溪区政府工作报告重点任务推进表(2024年三季度)\n发布日期:2024-10-15 信息来源:区府办\n\n{}{rule}{rows}\n网站地图 | 联系我们 | 隐私声明 | 版权信息\n",
            line(&HEADER)
        )
    }

    #[test]
    fn in_every_form_the_rows_are_the_same() {
        for (separator, before, after, rule) in [
            (" | ", "", "", ""),
            (" | ", "", " |", ""),
            (" | ", "| ", " |", "|---|---|---|---|\n"),
            ("|", "|", "|", "| :--- | :---: | --- | ---: |\n"),
            ("｜", "", "", ""),
            (" │ ", "│ ", " │", "├──┼──┼──┼──┤\n"),
            (" | ", "", "", "----|----|----|----\n\n"),
            ("\t", "", "", ""),
            ("\t", "", "\t", ""),
        ] {
            let text = page(separator, before, after, rule);
            let draft = read(&text);
            assert_eq!(draft.layout, "table", "{text}");
            let rows: Vec<_> =
                draft.tasks.iter().map(|task| [task.text.as_str(), task.progress.as_str()]).collect();
            assert_eq!(rows, ROWS.map(|row| [row[0], row[2]]), "{text}");
            let status = |at: usize| draft.tasks[at].reported_status.as_ref().and_then(|it| it.status);
            let statuses = [Some(Status::OnTrack), Some(Status::Completed), Some(Status::Behind)];
            assert_eq!([status(0), status(1), status(2)], statuses, "{text}");
            assert_eq!(draft.tasks[1].departments.len(), 2, "{text}");
            assert_eq!(draft.title.as_deref(), Some("云溪区政府工作报告重点任务推进表(2024年三季度)"));
        }
    }

    #[test]
    fn spans_point_into_the_lines() {
        let text = page(" | ", "| ", " |", "|---|---|---|---|\n");
        let draft = read(&text);
        let span = &draft.tasks[2].span;
        let said: String = text.chars().skip(span.start).take(span.end - span.start).collect();
        assert_eq!(said, ROWS[2][0]);
    }

    #[test]
    fn sections_empty_cells_and_lines_that_go_on() {
        let draft = read(
            "云溪县2023年重点工作推进情况\n序号 | 重点工作 | 责任单位 | 进展情况\n一、城乡建设\n1 | 改造小区8个 | 县住建局 | 已完工5个，\n其余3个正在施工。\n2 | 新建公园2个 | | 建成1个\n\n二、民生保障\n3 | 新增学位600个 | 县教育局 |\n4 | 新增床位90张 | 县卫健局 | 新增40张（县医院|中医院）\n备注：数据截至9月底。\n",
        );
        let rows: Vec<_> = draft
            .tasks
            .iter()
            .map(|task| (task.number, task.text.as_str(), task.progress.as_str()))
            .collect();
        assert_eq!(
            rows,
            [
                (Some(1), "改造小区8个", "已完工5个，\n其余3个正在施工。"),
                (Some(2), "新建公园2个", "建成1个"),
                (Some(3), "新增学位600个", ""),
                (Some(4), "新增床位90张", "新增40张（县医院|中医院）"),
            ]
        );
        let sections: Vec<_> = draft.tasks.iter().map(|task| task.section.join("/")).collect();
        assert_eq!(sections, ["城乡建设", "城乡建设", "民生保障", "民生保障"]);
        assert!(draft.tasks[1].departments.is_empty());
    }

    #[test]
    fn bars_here_and_there_make_no_table() {
        let draft = read(
            "首页 | 重点工作 | 工作进展 | 政务公开\n云溪县2023年重点工作完成情况\n1.新建公园3个。（责任单位：县城管局 | 县财政局）\n2.改造小区9个。（责任单位：县住建局）\n3.修路5公里。（责任单位：县交通局）\n重点任务 | 工作进展\n网站地图 | 联系我们\n",
        );
        assert_eq!(draft.layout, "numbered-list");
        assert_eq!(draft.tasks.len(), 3);
        assert_eq!(draft.tasks[2].text, "修路5公里。");
    }
}
