//! Tasks in blocks with labels, as offices and newspapers print them.

use super::super::parse;
use crate::domain::status::Status;
use crate::domain::target::Role;
use crate::ingest::Options;
use crate::ingest::draft::{Draft, TaskDraft};

fn read(text: &str) -> Draft {
    parse(text.as_bytes(), &Options::default()).unwrap()
}

fn texts(draft: &Draft) -> Vec<(Option<u32>, &str)> {
    draft.tasks.iter().map(|task| (task.number, task.text.as_str())).collect()
}

fn status(task: &TaskDraft) -> Option<(Status, &str)> {
    let status = task.reported_status.as_ref()?;
    Some((status.status?, status.text.as_str()))
}

fn units(task: &TaskDraft) -> Vec<(&str, Role)> {
    task.departments.iter().map(|unit| (unit.name.as_str(), unit.role)).collect()
}

fn target(task: &TaskDraft) -> String {
    let first = task.indicators.first();
    first.map(|it| format!("{}{}", it.target.normalize(), it.unit)).unwrap_or_default()
}

#[test]
fn the_short_one_of_two_labels_of_progress_is_the_status() {
    for (first, second) in [("完成情况", "具体情况"), ("进展情况", "情况说明"), ("进度", "进展情况")]
    {
        let first = if first == "进度" { "进度评价" } else { first };
        let draft = read(&format!(
            "临川市民生实事推进落实情况\n截至5月底，情况如下：\n1完成老旧街区整治16个\n牵头单位：市住建局\n{first}：未达序时进度\n{second}：开工11个，其中完工4个。\n2新建改造菜场7家\n牵头单位：市商务局\n配合单位：各区政府\n{first}：达到序时进度\n{second}：建成3家，在建4家。\n3新增绿地85公顷\n牵头单位：市园林局\n{first}：达到序时进度\n{second}：新增绿地46.5公顷。\n"
        ));
        assert_eq!(
            texts(&draft),
            [(Some(1), "完成老旧街区整治16个"), (Some(2), "新建改造菜场7家"), (Some(3), "新增绿地85公顷")]
        );
        assert_eq!(status(&draft.tasks[0]), Some((Status::Behind, "未达序时进度")), "{first}");
        assert_eq!(status(&draft.tasks[2]), Some((Status::OnTrack, "达到序时进度")), "{first}");
        assert_eq!(draft.tasks[1].progress, "建成3家，在建4家。");
    }
    // One alone is what was done, and a sentence is no word of status.
    let draft = read(
        "临川市民生实事完成情况\n1.整治街区16个。\n责任单位：市住建局\n完成情况：已完成\n2.新建菜场7家。\n责任单位：市商务局\n完成情况：建成3家。\n具体情况：其余4家在建。\n",
    );
    assert_eq!(draft.tasks[0].progress, "已完成");
    assert_eq!(draft.tasks[1].progress, "建成3家。\n其余4家在建。");
    assert!(draft.tasks.iter().all(|task| task.reported_status.is_none()));
}

#[test]
fn counts_and_years_in_front_of_tasks_are_no_numbers() {
    let draft = read(
        "临川市民生实事完成情况\n8家菜场完成改造\n责任单位：市商务局\n完成情况：完工3家。\n2025年底前建成公园2个\n责任单位：市园林局\n完成情况：建成1个。\n10个小区完成改造\n责任单位：市住建局\n完成情况：完工6个。\n",
    );
    assert_eq!(
        texts(&draft),
        [(None, "8家菜场完成改造"), (None, "2025年底前建成公园2个"), (None, "10个小区完成改造")]
    );
}

#[test]
fn the_task_stands_behind_the_label_below_its_name() {
    for (first, second) in [("第1件 ", "第2件 "), ("1.", "2."), ("第一件：", "第二件："), ("（1）", "（2）")]
    {
        for label in ["年度目标", "目标任务", "工作任务"] {
            let draft = read(&format!(
                "云溪县2023年民生实事第三季度进展情况\n{first}公益岗位扩容\n{label}：开发公益岗位450个，发放补贴600万元。\n责任单位：县人社局\n完成情况：新开发335个。\n\n{second}农村供水保障\n{label}：新建改造供水工程26处。\n责任单位：县水利局\n配合单位：县财政局\n完成情况：完工19处。\n"
            ));
            let expected =
                [(Some(1), "开发公益岗位450个，发放补贴600万元。"), (Some(2), "新建改造供水工程26处。")];
            assert_eq!(texts(&draft), expected, "{first}{label}");
            assert_eq!(draft.tasks[1].section, ["农村供水保障"]);
            assert_eq!(draft.tasks[0].progress, "新开发335个。", "{first}{label}");
        }
    }
    // What stands behind a label is no button of the page.
    let draft = read(
        "云溪县民生实事进展情况\n1.残疾人关爱\n目标任务：困难家庭无障碍改造200户。\n责任单位：县残联\n完成情况：无障碍改造完成154户。\n2.供水保障\n目标任务：改造供水工程26处。\n责任单位：县水利局\n完成情况：完工19处。\n",
    );
    assert_eq!(draft.tasks[0].text, "困难家庭无障碍改造200户。");
    assert_eq!(draft.tasks[0].progress, "无障碍改造完成154户。");
    // A name that asks for figures itself is the task.
    let draft = read(
        "云溪县民生实事进展情况\n1.新增学位600个\n工作任务：新建学校2所。\n责任单位：县教育局\n完成情况：完工1所。\n2.改造小区9个\n工作任务：完成管网更新。\n责任单位：县住建局\n完成情况：完工4个。\n",
    );
    assert_eq!(draft.tasks[0].text, "新增学位600个\n新建学校2所。");
}

/// A newspaper sets all blocks in one paragraph.
#[test]
fn blocks_without_line_breaks() {
    let text = "市政府民生实事项目上半年进展情况公示\n今年实事项目共有20项任务。现将部分项目1—6月份进展情况予以公示,接受监督。 1.轨道交通1号线投入试运营。 牵头领导:陈志强 责任单位:市轨道集团 项目责任人:尤立新 实际完成情况:1号线已于6月18日试运营。 2.新增路口信号设备160套。 牵头领导:罗明 责任单位:市公安局 项目责任人:王建国 配合单位:市城管局、市财政局 实际完成情况:已完成路口勘点110处。 3.新辟公交线路9条。 牵头领导:王仁 责任单位:市交通局 项目责任人:劳军 实际完成情况:东区 西区 合计 新辟线路年度目标 4 5 9 实际完成 2 4 6 4.新投放公共自行车1500辆。 牵头领导:王仁 责任单位:市交通局,各区政府 项目责任人:劳军 实际完成情况:已投放公共自行车900辆,占年度目标的60%。";
    for (from, to) in [("", ""), (" 牵头", "牵头"), (":", "："), ("。 ", "。")] {
        let draft = read(&if from.is_empty() { text.to_owned() } else { text.replace(from, to) });
        assert_eq!(draft.layout, "labelled-list");
        assert_eq!(
            texts(&draft),
            [
                (Some(1), "轨道交通1号线投入试运营。"),
                (Some(2), "新增路口信号设备160套。"),
                (Some(3), "新辟公交线路9条。"),
                (Some(4), "新投放公共自行车1500辆。"),
            ]
        );
        let expected =
            [("市公安局", Role::Responsible), ("市城管局", Role::Support), ("市财政局", Role::Support)];
        assert_eq!(units(&draft.tasks[1]), expected);
        assert_eq!(draft.tasks[1].supervisor.as_deref(), Some("罗明"));
        assert!(draft.tasks[2].progress.ends_with("实际完成 2 4 6"), "{}", draft.tasks[2].progress);
        assert_eq!(draft.tasks.iter().map(target).collect::<Vec<_>>(), ["", "160套", "9条", "1500辆"]);
        assert_eq!(draft.title.as_deref(), Some("市政府民生实事项目上半年进展情况公示"));
    }
    // Numbers inside what was done begin no task: what stands before the next block does.
    let draft = read(
        "云溪县实事进展情况\n1.新建学校3所。 责任单位:县教育局 完成情况:进展如下: 1.主体完工2所。 2.操场建成1个。 2.改造小区9个。 责任单位:县住建局 完成情况:完工4个。",
    );
    assert_eq!(texts(&draft), [(Some(1), "新建学校3所。"), (Some(2), "改造小区9个。")]);
    assert_eq!(draft.tasks[0].progress, "进展如下: 1.主体完工2所。 2.操场建成1个。");
}

#[test]
fn a_label_of_the_task_is_no_part_of_it() {
    let page = |label: &str, headings: [&str; 3]| {
        let [first, second, third] = headings;
        read(&format!(
            "云溪县2023年民生实事进展情况（截至10月）\n{first}\n{label}：新建改造供水工程26处，更换管网14公里。\n责任单位：县水利局\n落实情况：完工19处。\n\n{second}\n{label}：新建养老服务中心2家。\n责任单位：县民政局\n落实情况：建成1家。\n\n{third}\n{label}：新增公共车位450个。\n责任单位：县城管局\n落实情况：新增320个。\n"
        ))
    };
    let tasks = ["新建改造供水工程26处，更换管网14公里。", "新建养老服务中心2家。", "新增公共车位450个。"];
    for label in [
        "任务安排",
        "工作任务",
        "建设内容",
        "目标要求",
        "年度任务",
        "年度目标任务",
        "实施内容",
        "工作内容",
        "实事内容",
        "任务目标",
    ] {
        let draft = page(label, ["一、供水保障", "二、长者关爱", "三、停车便利"]);
        let numbered: Vec<_> = tasks.iter().zip(1..).map(|(task, at)| (Some(at), *task)).collect();
        assert_eq!(texts(&draft), numbered, "{label}");
        assert_eq!(draft.tasks[1].section, ["长者关爱"], "{label}");
        assert_eq!(draft.tasks[1].progress, "建成1家。", "{label}");
    }
    for headings in [["序号：1", "序号：2", "序号：3"], ["编号 1", "编号 2", "编号 3"]] {
        let numbered: Vec<_> = tasks.iter().zip(1..).map(|(task, at)| (Some(at), *task)).collect();
        assert_eq!(texts(&page("目标任务", headings)), numbered, "{headings:?}");
    }
    // Headings that do not count the blocks are those of sections.
    let draft = page("任务安排", ["一、供水保障", "二、长者关爱", "二、停车便利"]);
    assert_eq!(texts(&draft), tasks.map(|task| (None, task)));
    // A sentence that begins with such words and no colon carries no label.
    let draft = read(
        "云溪县民生实事进展情况\n1.年度任务分解到村，新建公园3个。\n责任单位：县城管局\n落实情况：建成2个。\n2.目标要求落实到人，改造小区9个。\n责任单位：县住建局\n落实情况：完工4个。\n",
    );
    assert_eq!(draft.tasks[0].text, "年度任务分解到村，新建公园3个。");
    assert_eq!(draft.tasks[1].text, "目标要求落实到人，改造小区9个。");
}
