//! Flattened tables whose headings are broken over paragraphs, and what keeps their rows apart.

use crate::domain::status::Status;
use crate::domain::target::Role;
use crate::ingest::draft::{Draft, TaskDraft};
use crate::ingest::{Options, parse};

/// Task, leader, unit that leads, units that support, progress, status, points, limit.
const ROWS: &[[&str; 8]] = &[
    [
        "新增规上工业企业12家。",
        "张国平",
        "县工信局",
        "县统计局、县税务局",
        "新增规上工业企业7家,3家正在培育。",
        "达进度",
        "95",
        "12月底",
    ],
    [
        "▲改造老旧小区8个,惠及居民3000户。",
        "李秀英",
        "县住建局",
        "各镇街",
        "6个小区开工,2个完工,1个正在招标。",
        "超进度",
        "98",
        "11月底",
    ],
    [
        "新建农村公路35公里。",
        "王  强",
        "县交通局",
        "县财政局",
        "完成路基21公里、路面12公里。",
        "欠进度",
        "80",
        "12月底",
    ],
    ["推进县医院扩建。", "欧阳兰", "县卫健局", "县发改局", "主体结构封顶。", "其它", "85", "10月底"],
    [
        "创建省级森林城市。",
        "李秀英",
        "县林业局",
        "县城管局、各镇街",
        "完成造林1200亩,通过省级初审。",
        "提前完成",
        "90",
        "12月底",
    ],
];

/// A page with one paragraph for each line of a cell.
fn page(header: &[&str], numbered: bool, cells: &[usize]) -> String {
    let mut lines = vec!["云溪县2023年政府工作报告重点任务上半年推进情况".to_owned()];
    lines.extend(header.iter().map(|&line| line.to_owned()));
    for (at, row) in ROWS.iter().enumerate() {
        lines.extend(numbered.then(|| (at + 1).to_string()));
        lines.extend(cells.iter().map(|&cell| row[cell].to_owned()));
    }
    lines.join("\n\n")
}

fn read(text: &str) -> Draft {
    parse(text.as_bytes(), &Options::default()).unwrap()
}

fn units(task: &TaskDraft) -> Vec<(&str, Role)> {
    task.departments.iter().map(|unit| (unit.name.as_str(), unit.role)).collect()
}

fn assert_rows(draft: &Draft) {
    let said: Vec<_> = draft.tasks.iter().map(|task| (task.text.as_str(), task.progress.as_str())).collect();
    let printed: Vec<_> = ROWS.iter().map(|row| (row[0], row[4])).collect();
    assert_eq!(said, printed);
}

#[test]
fn headings_on_several_lines_are_put_together() {
    let header = [
        "序号",
        "目标任务",
        "责任",
        "领导",
        "县府办",
        "协管责任人",
        "牵头单位",
        "责任人",
        "相关单位",
        "完成情况",
    ];
    let draft = read(&page(&header, true, &[0, 1, 1, 2, 1, 3, 4]));
    assert_rows(&draft);
    assert_eq!(
        units(&draft.tasks[0]),
        [("县工信局", Role::Lead), ("县统计局", Role::Support), ("县税务局", Role::Support)]
    );
    let header = ["序", "号", "任务", "内容", "责任", "单位", "落实", "情况"];
    assert_rows(&read(&page(&header, true, &[0, 2, 4])));
    let header = ["重点工作", "任务", "分管", "领导", "责任", "单位", "上半年工作", "推进情况"];
    assert_rows(&read(&page(&header, false, &[0, 1, 2, 4])));
    let header = ["序号", "目标", "任务", "考核", "分值", "责任", "单位", "完成", "情况"];
    assert_rows(&read(&page(&header, true, &[0, 6, 2, 4])));
    // Two headings of tasks are one where the rows have one text; 上半年 | 完成 | 情况 is no 上半年完成; a column may be known
    // and not kept, or not known.
    let header = ["序号", "重点工作", "任务", "分管领导", "责任单位", "进展情况"];
    assert_rows(&read(&page(&header, true, &[0, 1, 2, 4])));
    let header = ["目标", "任务", "分管领导", "牵头", "单位", "上半年", "完成", "情况"];
    assert_rows(&read(&page(&header, false, &[0, 1, 2, 4])));
    let header = ["目标", "任务", "主办", "单位", "工作", "进展", "考核", "分值", "完成", "时限"];
    assert_rows(&read(&page(&header, false, &[0, 2, 4, 6, 7])));
    let header = ["重点工作", "分管", "领导", "牵头责任", "单位", "配合", "单位", "上半年工作", "推进情况"];
    let draft = read(&page(&header, false, &[0, 1, 2, 3, 4]));
    assert_rows(&draft);
    assert_eq!(units(&draft.tasks[3]), [("县卫健局", Role::Lead), ("县发改局", Role::Support)]);
    assert_eq!(draft.tasks[2].supervisor.as_deref(), Some("王  强"));
}

#[test]
fn a_second_column_of_progress_holds_the_status() {
    let header = ["序号", "目标任务", "主办单位", "协办单位", "工作进展情况", "进度情况"];
    let draft = read(&page(&header, true, &[0, 2, 3, 4, 5]));
    assert_rows(&draft);
    let statuses: Vec<_> =
        draft.tasks.iter().map(|task| task.reported_status.clone().unwrap().status).collect();
    let expected =
        [Some(Status::OnTrack), Some(Status::Ahead), Some(Status::Behind), None, Some(Status::Completed)];
    assert_eq!(statuses, expected);
    // The status may stand first, and the headings be broken at the words that end others.
    let header = ["序号", "重点", "工作", "进度", "情况", "工作", "进展", "情况", "责任", "单位"];
    let draft = read(&page(&header, true, &[0, 5, 4, 2]));
    assert_rows(&draft);
    let again = draft.tasks.iter().map(|task| task.reported_status.clone().unwrap().status);
    assert_eq!(again.collect::<Vec<_>>(), expected);
}

#[test]
fn of_lists_side_by_side_the_first_unit_leads() {
    let text = page(&["序号", "目标任务", "主办单位", "协办单位", "进展情况"], true, &[0, 2, 3, 4]);
    let draft = read(&text.replace("县统计局、县税务局", "县统计局\n\n县税务局"));
    assert_eq!(
        units(&draft.tasks[0]),
        [("县工信局", Role::Lead), ("县统计局", Role::Support), ("县税务局", Role::Support)]
    );
}

#[test]
fn one_odd_cell_does_not_shift_the_rows() {
    let text = page(&["重点工作", "分管领导", "责任部门", "推进情况"], false, &[0, 1, 2, 4]);
    for (cell, odd) in [
        ("县住建局", "县保障房建设平台"),
        ("县卫健局", "三家医共体牵头医院"),
        ("王  强", "分管副县长"),
        ("欧阳兰", "阿布都·热合曼"),
    ] {
        assert_rows(&read(&text.replace(cell, odd)));
    }
}

#[test]
fn a_table_that_holds_less_than_stands_below_it_is_none() {
    let table = page(&["重点工作", "责任单位", "完成情况"], false, &[0, 2, 4]);
    let below = "本表之外的工作另行通报,各单位应当按照要求抓好落实。\n\n".repeat(20);
    assert_rows(&read(&format!("{table}\n\n注:以上数据截至6月底。")));
    let read = parse(format!("{table}\n\n注:以上数据截至6月底。\n\n{below}").as_bytes(), &Options::default());
    assert!(read.is_err(), "five rows would stand for all of it");
}

#[test]
fn pages_leave_nothing_in_the_cells() {
    let header = ["序号", "目标任务", "责任", "单位", "完成", "情况"];
    let text = page(&header, true, &[0, 2, 4]);
    // Bare numbers between cells, and the header once more in the midst of a row.
    let numbered = text.replace("县住建局", "县住建局\n\n1").replace("主体结构封顶。", "主体结构封顶。\n\n2");
    assert_rows(&read(&numbered));
    let turned = format!("县交通局\n\n- 1 -\n\n{}", header.join("\n\n"));
    let draft = read(&text.replace("县交通局", &turned));
    assert_rows(&draft);
    assert_eq!(units(&draft.tasks[2]), [("县交通局", Role::Responsible)]);
}

#[test]
fn who_publishes_is_no_unit_of_the_last_row() {
    let signed = "\n\n云溪县人民政府办公室\n\n2023年7月12日";
    let table = page(&["序号", "目标任务", "完成情况", "责任单位"], true, &[0, 4, 2]) + signed;
    let list = "1.新增停车位600个。\n完成情况:已新增410个。\n责任单位:县城管局\n\n2.新建公园1个。\n完成情况:正在施工。\n责任单位:县林业局".to_owned()
        + signed;
    for text in [table, list] {
        assert_eq!(units(read(&text).tasks.last().unwrap()), [("县林业局", Role::Responsible)]);
    }
}

/// 是 and 否 under a heading that asks for the schedule, and words that offices have for it.
#[test]
fn statuses_under_the_headings_that_offices_have() {
    let statuses = |text: &str| -> Vec<Option<Status>> {
        let draft = parse(text.as_bytes(), &Options::default()).unwrap();
        let status = |task: &TaskDraft| task.reported_status.as_ref()?.status;
        draft.tasks.iter().map(status).collect()
    };
    let (on_track, behind) = (Some(Status::OnTrack), Some(Status::Behind));
    for (heading, words) in [
        ("是否达到序时进度", ["是", "否", ""]),
        ("是否达序", ["√", "×", ""]),
        ("评估", ["按序推进", "未达序", ""]),
        ("进度评估", ["与序时持平", "滞后序时", ""]),
    ] {
        let cells = |separator: &str, end: &str| {
            let head = ["序号", "目标任务", "牵头单位", heading, "目前完成情况"].join(separator);
            let row = |at: usize, task: &str, word: &str, told: &str| {
                [&at.to_string(), task, "县农业农村局", word, told].join(separator)
            };
            [
                head,
                row(1, "建成高标准农田2.6万亩。", words[0], "高标准农田建成1.9万亩。"),
                row(2, "改厕1200户。", words[1], "改厕完工310户。"),
                row(3, "增收8%。", words[2], "增收7.2%。"),
            ]
            .join(end)
        };
        assert_eq!(statuses(&cells(",", "\n")), [on_track, behind, None], "{heading}");
        assert_eq!(statuses(&cells("\n\n", "\n\n")), [on_track, behind, None], "{heading}");
    }
    let labelled = "云溪县实事进展情况\n1.改造小区9个。\n责任单位：县住建局\n是否达到序时进度：是\n完成情况：完工6个。\n2.新建学校3所。\n责任单位：县教育局\n是否达到序时进度：否\n完成情况：完工1所。\n";
    assert_eq!(statuses(labelled), [on_track, behind]);
}

/// Units of a department itself, a unit to a paragraph, and a dash where no unit supports.
#[test]
fn units_of_a_department_and_signs_of_empty_cells() {
    let text = "县农业农村局2024年11月重点工作完成情况\n\n序号\n\n目标任务\n\n牵头责任单位\n\n计划完成时间\n\n目前完成情况\n\n是否达到序时进度\n\n6\n\n农村居民收入增长8%左右。\n\n经管站\n\n2024年底\n\n三季度增幅7.1%。\n\n\n\n41\n\n建成高标准农田4.6万亩。\n\n农业股\n\n乡村产业发展股\n\n2024年底\n\n建成高标准农田3.2万亩。\n\n是\n\n42\n\n改厕1200户。\n\n畜牧兽医站\n\n社会事业股、执法大队\n\n2024年底\n\n改厕完工1126户。\n\n否\n\n";
    let draft = parse(text.as_bytes(), &Options::default()).unwrap();
    let names = |task: &TaskDraft| task.departments.iter().map(|unit| unit.name.clone()).collect::<Vec<_>>();
    let said: Vec<_> = draft.tasks.iter().map(|task| (task.number, names(task))).collect();
    let expected: [(u32, &[&str]); 3] = [
        (6, &["经管站"]),
        (41, &["农业股", "乡村产业发展股"]),
        (42, &["畜牧兽医站", "社会事业股", "执法大队"]),
    ];
    let expected =
        expected.map(|(number, units)| (Some(number), units.iter().map(|it| (*it).to_owned()).collect()));
    assert_eq!(said, expected);
    assert_eq!(draft.tasks[1].text, "建成高标准农田4.6万亩。");
    // When a task is to be done is no part of what was done.
    assert_eq!(draft.tasks[1].progress, "建成高标准农田3.2万亩。");
    for sign in ["—", "/", "--", "——"] {
        for heading in ["评估", "督办结论"] {
            let text = format!(
                "序号\n\n牵头单位\n\n配合单位\n\n重点任务\n\n{heading}\n\n落实情况\n\n1\n\n区发改局\n\n区统计局\n\n招引项目40个。\n\n按序推进\n\n已招引项目22个。\n\n2\n\n区城投公司\n\n{sign}\n\n启动公园二期建设,完成投资2.4亿元。\n\n进度滞后\n\n{sign}\n\n3\n\n区商务局\n\n区文旅局\n\n新增商户60家。\n\n超序推进\n\n净增商户35家。\n"
            );
            let draft = parse(text.as_bytes(), &Options::default()).unwrap();
            assert_eq!(draft.tasks.len(), 3);
            assert_eq!(draft.tasks[1].text, "启动公园二期建设,完成投资2.4亿元。", "{sign} {heading}");
            assert_eq!(names(&draft.tasks[1]), ["区城投公司"]);
            if heading == "评估" {
                assert_eq!(draft.tasks[1].progress, "", "{sign}");
                assert_eq!(draft.tasks[1].reported_status.as_ref().unwrap().status, Some(Status::Behind));
            }
        }
    }
}
