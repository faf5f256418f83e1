//! Bulletins as other governments print them.

use crate::domain::status::Status;
use crate::domain::target::Role;
use crate::ingest::draft::{Draft, TaskDraft};
use crate::ingest::{Options, parse};

fn read(text: &str) -> Draft {
    parse(text.as_bytes(), &Options::default()).unwrap()
}

fn units(task: &TaskDraft) -> Vec<(&str, Role)> {
    task.departments.iter().map(|unit| (unit.name.as_str(), unit.role)).collect()
}

fn numbers(draft: &Draft) -> Vec<(Option<u32>, u32)> {
    draft.tasks.iter().map(|task| (task.number, task.sub_number)).collect()
}

#[test]
fn merged_cells_sections_and_two_line_headers() {
    let draft = read(
        "<h1>云溪县2022年政府工作报告目标任务落实情况</h1><p>（截至9月底）</p><table>\
         <tr><td rowspan=2>序 号</td><td rowspan=2>主 要 工 作 任 务</td><td colspan=2>责任单位</td><td rowspan=2>落实情况</td><td rowspan=2>分管领导</td></tr>\
         <tr><td>牵头单位</td><td>配合单位</td></tr>\
         <tr><td colspan=6>一、努力完成全年主要预期目标</td></tr>\
         <tr><td rowspan=2>1</td><td>地区生产总值增长6%。</td><td>县发改局</td><td>县统计局</td><td>前三季度增长5.8%。</td><td rowspan=2>张某某</td></tr>\
         <tr><td>固定资产投资增长8%。</td><td>县发改局</td><td></td><td>增长8.3%。</td></tr>\
         <tr><td>2</td><td rowspan=2>新建改建学校4所。</td><td>县教育局</td><td>县财政局 县住建局</td><td rowspan=2>已建成3所。</td><td>李某某</td></tr>\
         <tr><td></td><td>云溪镇</td><td></td><td></td></tr>\
         <tr><td>二</td><td>推进城乡建设</td><td></td><td></td><td></td><td></td></tr>\
         <tr><td>3</td><td>改造老旧小区12个。</td><td>县住建局</td><td></td><td>完工5个。</td><td></td></tr></table>",
    );
    assert_eq!(draft.layout, "table");
    assert_eq!(numbers(&draft), [(Some(1), 0), (Some(1), 1), (Some(2), 0), (Some(3), 0)]);
    assert_eq!(draft.tasks[0].section, ["努力完成全年主要预期目标"]);
    assert_eq!(draft.tasks[3].section, ["推进城乡建设"]);
    assert_eq!(draft.tasks[1].supervisor.as_deref(), Some("张某某"));
    assert_eq!(units(&draft.tasks[0]), [("县发改局", Role::Lead), ("县统计局", Role::Support)]);
    assert_eq!(
        units(&draft.tasks[2]),
        [
            ("县教育局", Role::Lead),
            ("县财政局", Role::Support),
            ("县住建局", Role::Support),
            ("云溪镇", Role::Lead)
        ]
    );
    assert_eq!(draft.jurisdiction.as_deref(), Some("云溪县"));
    assert_eq!(draft.period.map(|period| period.label), Some("截至9月底".to_owned()));
}

#[test]
fn a_table_parted_by_pages_goes_on() {
    let head = "<tr><td>序号</td><td>工作任务</td><td>进展情况</td><td>责任单位</td></tr>";
    let row = |number: u32| {
        format!(
            "<tr><td>{number}</td><td>任务之{number}，完成{number}项。</td><td>已完成。</td><td>县府办</td></tr>"
        )
    };
    let text = format!(
        "<table>{head}{}{}</table><p>- 1 -</p><table>{}</table><table>{head}{}</table>",
        row(1),
        row(2),
        row(3),
        row(4)
    );
    let draft = read(&text);
    assert_eq!(numbers(&draft), [(Some(1), 0), (Some(2), 0), (Some(3), 0), (Some(4), 0)]);
}

#[test]
fn columns_in_another_order_flattened() {
    let draft = read(
        "2022年度重点工作推进情况\n序号\n牵头单位\n重点任务\n完成状态\n工作进展\n01\n县水利局\n除险加固水库3座。\n达序时\n已完工2座。\n02\n县农业农村局\n县财政局\n建设高标准农田1.2万亩。\n欠进度\n完成0.4万亩。\n项目前期手续办理较慢。\n03\n县民政局\n新建养老服务中心2家。\n未启动\n正在选址。\n第1页 共1页",
    );
    assert_eq!(numbers(&draft), [(Some(1), 0), (Some(2), 0), (Some(3), 0)]);
    assert_eq!(units(&draft.tasks[1]), [("县农业农村局", Role::Lead), ("县财政局", Role::Lead)]);
    let statuses: Vec<_> = draft
        .tasks
        .iter()
        .map(|task| task.reported_status.as_ref().and_then(|status| status.status))
        .collect();
    assert_eq!(statuses, [Some(Status::OnTrack), Some(Status::Behind), Some(Status::NotStarted)]);
    assert_eq!(draft.tasks[1].progress, "完成0.4万亩。\n项目前期手续办理较慢。");
}

#[test]
fn missing_cells_of_a_flattened_table_do_not_shift_the_rest() {
    let draft = read(
        "序号\n\n任务\n\n完成情况\n\n责任单位\n\n1\n\n开工建设体育馆1座。\n\n\n县文旅局\n\n2\n\n新增绿地20公顷。\n\n新增绿地16公顷。\n\n\n3\n\n改造公厕10座。\n\n改造完成10座。\n\n县城管局\n\n打印本页 关闭窗口",
    );
    assert_eq!(numbers(&draft), [(Some(1), 0), (Some(2), 0), (Some(3), 0)]);
    assert_eq!(draft.tasks[0].progress, "");
    assert_eq!(units(&draft.tasks[0]).len(), 1);
    assert_eq!(draft.tasks[1].progress, "新增绿地16公顷。");
    assert!(draft.tasks[1].departments.is_empty());
    assert_eq!(units(&draft.tasks[2]).len(), 1);
    let codes: Vec<_> =
        draft.findings.iter().filter_map(|finding| Some((finding.code.as_str(), finding.row?))).collect();
    assert!(codes.contains(&("PROGRESS_MISSING", 1)) && codes.contains(&("UNITS_MISSING", 2)), "{codes:?}");
}

#[test]
fn sections_of_a_flattened_table() {
    let draft = read(
        "序号\n重点工作\n责任单位\n进展情况\n一、经济发展\n1\n招引亿元项目10个。\n县招商局\n已招引6个。\n2\n技改投资增长10%。\n县工信局\n增长12.5%。\n二、民生保障\n3\n新增城镇就业5000人。\n县人社局\n新增3100人。",
    );
    let sections: Vec<_> = draft.tasks.iter().map(|task| task.section.join("/")).collect();
    assert_eq!(sections, ["经济发展", "经济发展", "民生保障"]);
}

#[test]
fn numbers_that_skip_or_repeat_are_noted() {
    let draft = read("序号,任务,进展情况\n1,甲,已完成\n2,乙,已完成\n2,丙,已完成\n5,丁,已完成\n");
    let codes: Vec<_> = draft
        .findings
        .iter()
        .filter_map(|finding| Some((finding.code.as_str(), finding.row?, finding.line?)))
        .collect();
    assert_eq!(codes, [("NUMBER_DUPLICATE", 3, 11), ("NUMBER_GAP", 4, 14)]);
}

#[test]
fn a_csv_that_lost_its_merged_cells() {
    let draft = read(
        "序号,工作任务,责任单位,完成情况\n1,新建道路5公里,县交通局,完成2公里\n,,县住建局,\n,建成桥梁1座,县交通局,主体完工\n2,绿化造林300亩,县林业局,完成260亩\n",
    );
    assert_eq!(numbers(&draft), [(Some(1), 0), (Some(1), 1), (Some(2), 0)]);
    assert_eq!(units(&draft.tasks[0]), [("县交通局", Role::Responsible), ("县住建局", Role::Responsible)]);
}
