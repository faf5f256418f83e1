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
fn remarks_behind_the_progress_of_a_flattened_table_are_kept_out() {
    let rows = "1\n招引亿元项目10个。\n县招商局\n已招引6个。\n续建项目\n2\n新建公厕8座。\n县城管局\n建成公厕5座。\n3\n改造小区20个。\n县住建局\n1.完工13个。\n2.惠及居民4200户。\n县人大督办件\n4\n修路5公里。\n县交通局\n完成4公里。\n已全部通车";
    let progress = |last: &str| {
        let draft =
            read(&format!("2022年度重点工作推进情况\n序号\n重点工作\n责任单位\n进展情况\n{last}{rows}"));
        draft.tasks.iter().map(|task| task.progress.clone()).collect::<Vec<_>>()
    };
    let kept =
        ["已招引6个。", "建成公厕5座。", "1.完工13个。\n2.惠及居民4200户。", "完成4公里。\n已全部通车"];
    assert_eq!(progress("备注\n"), kept);
    // Without such a column they are part of what was done.
    assert_eq!(progress("")[0], "已招引6个。\n续建项目");
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
fn a_page_of_a_government_site() {
    let draft = read(
        "<html><head><title>通报_某网</title></head><body><ul><li>首页</li><li>重点项目</li><li>工作进展</li></ul>\
         <table width='100%'><tr><td><h1>关于2022年市政府工作报告重点工作<br>三季度进展情况的通报</h1>\
         <table><tr><td>发布时间：2022-10-18</td><td>来源：临川市人民政府办公室</td></tr></table><p>现通报如下。</p>\
         <table border=1><thead><tr><th>序&nbsp;号</th><th>重点工作</th><th>牵头<br>领导</th><th>责任单位<br>（加▲为牵头单位）</th><th>三季度进展情况</th><th>序时<br>进度</th></tr></thead>\
         <tr><td colspan=6>一、突出项目建设</td></tr>\
         <tr><td>1</td><td><p>新引进项目60个，</p><p>到位资金180亿元。</p></td><td>王某某</td><td>▲市招商局<br>市发改委</td><td>引进52个。</td><td>达序时</td></tr>\
         <tr><td>2</td><td>固定资产投资增长9%。</td><td>李某</td><td>市发改委</td><td>增长7.8%。</td><td>未达序时</td></tr></table>\
         </td></tr><tr><td>版权所有 ICP备01号</td></tr></table></body></html>",
    );
    assert_eq!(draft.title.as_deref(), Some("关于2022年市政府工作报告重点工作三季度进展情况的通报"));
    assert_eq!((draft.jurisdiction.as_deref(), draft.year), (Some("临川市"), Some(2022)));
    assert_eq!(draft.tasks[0].text, "新引进项目60个，到位资金180亿元。");
    assert_eq!(draft.tasks[0].supervisor.as_deref(), Some("王某某"));
    assert_eq!(units(&draft.tasks[0]), [("市招商局", Role::Lead), ("市发改委", Role::Support)]);
    let statuses: Vec<_> = draft
        .tasks
        .iter()
        .map(|task| task.reported_status.as_ref().and_then(|status| status.status))
        .collect();
    assert_eq!(statuses, [Some(Status::OnTrack), Some(Status::Behind)]);
}

#[test]
fn narrow_cells_break_words_and_headings() {
    let draft = read(
        "2024年1—9月重点工作完成情况\n序\n号\n工 作 任 务\n责 任\n单 位\n完 成 情 况\n1\n完成造林绿化\n5000亩。\n县林业局\n已完成造林绿化\n4600亩。\n2\n建成充电桩120个。\n县发改局\n县住建局\n已建成充电桩\n96个。",
    );
    let texts: Vec<_> = draft.tasks.iter().map(|task| (task.text.as_str(), task.progress.as_str())).collect();
    assert_eq!(
        texts,
        [("完成造林绿化5000亩。", "已完成造林绿化4600亩。"), ("建成充电桩120个。", "已建成充电桩96个。")]
    );
    assert_eq!(draft.tasks[1].departments.len(), 2);
}

#[test]
fn a_half_year_report_with_headings_of_one_level() {
    let filler = "新建农村公路4.5公里，改造厕所120座。".repeat(8);
    let draft = read(&format!(
        "云溪镇2023年上半年工作总结和下半年工作安排\n\n(一)上半年主要工作\n1.经济运行平稳。上半年完成规上工业产值12.5亿元。年初确定的目标是：规上工业产值26亿元。\n2.建设提速。{filler}\n(二)下半年工作安排\n1.全力抓项目。完成技改投资5000万元。\n"
    ));
    assert_eq!((draft.layout.as_str(), draft.jurisdiction.as_deref()), ("narrative", Some("云溪镇")));
    let first = &draft.tasks[0].indicators[0];
    assert_eq!(
        first.measurement.as_ref().map(|measured| measured.value.to_string()),
        Some("12.5".to_owned())
    );
    assert_eq!(draft.tasks[1].section, ["下半年工作安排", "全力抓项目"]);
    assert!(!draft.results.is_empty());
}

#[test]
fn a_plan_in_chapters() {
    let draft = read(
        "政府工作报告\n——2023年1月10日在临川市第五届人民代表大会第二次会议上\n临川市人民政府市长  王 某 某\n各位代表：\n一、2022年工作回顾\n过去一年，全市地区生产总值增长5.2%，新建学校6所，完成投资120亿元，城乡面貌有了新的变化，群众生活有了新的改善。\n二、2023年工作总体要求和主要目标\n今年的主要预期目标是：地区生产总值增长6.5%左右，城镇登记失业率控制在3.5%以内。\n三、2023年重点工作\n（一）聚力项目建设，夯实发展根基\n1.抓招商引资。引进亿元以上项目50个①。\n（二）办好民生实事\n改造老旧小区20个，建成停车位600个[2]，让城市更有温度，让群众更有获得感。\n四、加强政府自身建设\n坚持依法行政，坚决过紧日子，把更多财力用在发展紧要处、民生急需处。\n各位代表！让我们团结奋斗！\n",
    );
    assert_eq!((draft.year, draft.jurisdiction.as_deref()), (Some(2023), Some("临川市")));
    assert_eq!(draft.period, None);
    let targets: Vec<_> = draft
        .tasks
        .iter()
        .flat_map(|task| &task.indicators)
        .map(|found| (found.target.to_string(), found.unit.as_str()))
        .collect();
    let expected = [("6.5", "%"), ("3.5", "%"), ("50", "个"), ("20", "个"), ("600", "个")];
    assert_eq!(targets, expected.map(|(target, unit)| (target.to_owned(), unit)));
    assert!(draft.results.is_empty());
}

#[test]
fn parts_of_a_commitment_carry_its_number() {
    let draft = read(
        "序号,工作任务,完成情况\n1,新建学校2所,已开工\n2.1,新建道路5公里,完成2公里\n2.2,新建桥梁1座,主体完工\n3,绿化造林300亩,完成260亩\n",
    );
    assert_eq!(numbers(&draft), [(Some(1), 0), (Some(2), 0), (Some(2), 1), (Some(3), 0)]);
}

#[test]
fn a_plan_that_names_who_leads_in_brackets() {
    let draft = read(
        "云溪县人民政府\n2022年度政府工作报告重点任务分解方案\n一、主要目标\n1.地区生产总值增长7%以上。（县发改局牵头，县统计局、县财政局配合）\n2.新建道路12公里。（县交通局牵头，各乡镇人民政府按职责分工负责）",
    );
    assert_eq!((draft.jurisdiction.as_deref(), draft.year), (Some("云溪县"), Some(2022)));
    assert_eq!(
        units(&draft.tasks[0]),
        [("县发改局", Role::Lead), ("县统计局", Role::Support), ("县财政局", Role::Support)]
    );
    assert_eq!(draft.tasks[1].section, ["主要目标"]);
}

#[test]
fn a_csv_that_lost_its_merged_cells() {
    let draft = read(
        "序号,工作任务,责任单位,完成情况\n1,新建道路5公里,县交通局,完成2公里\n,,县住建局,\n,建成桥梁1座,县交通局,主体完工\n2,绿化造林300亩,县林业局,完成260亩\n",
    );
    assert_eq!(numbers(&draft), [(Some(1), 0), (Some(1), 1), (Some(2), 0)]);
    assert_eq!(units(&draft.tasks[0]), [("县交通局", Role::Responsible), ("县住建局", Role::Responsible)]);
}

#[test]
fn signs_before_the_numbers_of_items_are_no_part_of_them() {
    let row = |task: &str, told: &str| format!("<tr><td>{task}</td><td>县民政局</td><td>{told}</td></tr>");
    let read_rows = |rows: &[(&str, &str)]| {
        let rows: String = rows.iter().map(|(task, told)| row(task, told)).collect();
        read(&format!(
            "<table><tr><td>年度目标任务</td><td>责任单位</td><td>完成进度</td></tr>{rows}</table>"
        ))
    };
    let draft = read_rows(&[
        ("*1.新增助餐点不少于6个", "新增助餐点2个,完成率33.3%"),
        ("※2.新增托位300个", "新增托位120个,完成率40%"),
        ("3.60%的镇卫生院配备口腔医师", "已完成"),
        ("1.开发公益岗位250个", "开发公益岗位180个,完成率72%"),
    ]);
    assert_eq!(numbers(&draft), [(Some(1), 0), (Some(2), 0), (Some(3), 0), (Some(1), 0)]);
    assert_eq!(draft.tasks[0].text, "新增助餐点不少于6个");
    assert_eq!(draft.tasks[2].text, "60%的镇卫生院配备口腔医师");
    // Decimals that begin all tasks count nothing.
    let draft = read_rows(&[
        ("1.5万亩农田完成改造", "已改造农田0.8万亩"),
        ("2.2公里道路完成改造", "已改造道路1.1公里"),
        ("3.6万户家庭完成改造", "已改造家庭1.2万户"),
    ]);
    assert_eq!(draft.tasks[1].text, "2.2公里道路完成改造");
    assert_eq!(numbers(&draft)[0], (None, 0));
}

#[test]
fn those_who_support_stand_beside_those_who_lead() {
    let table = |separator: &str, end: &str, lead: &str| {
        let head =
            ["序号", "全年目标任务", "分管领导", lead, "责任主体与协同单位", "推进情况"].join(separator);
        let row = |at: &str, task: &str, told: &str| {
            [at, task, "许国强", "区城管局", "区市政处、相关街道", told].join(separator)
        };
        [
            head,
            row("1", "提升背街小巷25条。", "已提升背街小巷12条。"),
            row("2", "新建公厕9座。", "已建成公厕4座。"),
        ]
        .join(end)
    };
    for text in
        [table(",", "\n", "牵头单位"), table("\n\n", "\n\n", "牵头单位"), table(",", "\n", "牵头主体")]
    {
        let draft = read(&text);
        let expected = [("区城管局", Role::Lead), ("区市政处", Role::Support), ("相关街道", Role::Support)];
        assert_eq!(units(&draft.tasks[1]), expected, "{text}");
        assert_eq!(draft.tasks[1].supervisor.as_deref(), Some("许国强"));
    }
}

/// Cells parted by blanks, a row to a line: target, what is done and the share of the two prove which they are.
#[test]
fn lines_whose_cells_are_parted_by_blanks() {
    let title = "云溪区2021年1-7月重点民生实事项目完成情况\n来源:区政府办 2021-08-02 10:15\n\n";
    let header = "序号 指标名称 单位 目标任务 1-7月累计完成情况 完成进度 备注 责任单位\n";
    let rows = "1 增加公办幼儿园学位 个 1260 720 57.1%   区教育局\n\
        2 开展补贴性职业技能培训 职业技能培训 人次 1800 912 50.7%   区人社局\n\
        农村转移就业劳动者 450 468 104.0%  \n\
        3 老旧小区改造 个 9 4 44.4% 其余5个正在施工 区住建局\n\
        4 新建物流服务站 个 20 0 0 正在招标 区邮政管理局\n";
    let draft = read(&format!("{title}{header}{rows}"));
    assert_eq!((draft.layout.as_str(), draft.year), ("flattened-table", Some(2021)));
    assert_eq!(numbers(&draft), [(Some(1), 0), (Some(2), 0), (Some(2), 1), (Some(3), 0), (Some(4), 0)]);
    assert_eq!(draft.tasks[2].text, "农村转移就业劳动者");
    assert_eq!(units(&draft.tasks[2]), [("区人社局", Role::Responsible)]);
    assert_eq!(units(&draft.tasks[4]), [("区邮政管理局", Role::Responsible)]);
    let figures: Vec<_> = draft
        .tasks
        .iter()
        .flat_map(|task| &task.indicators)
        .map(|it| {
            let done = it.measurement.as_ref().unwrap();
            format!("{}{} {}{}", it.target, it.unit, done.value, done.unit)
        })
        .collect();
    let expected = ["1260个 720个", "1800人次 912人次", "450人次 468人次", "9个 4个", "20个 0个"];
    assert_eq!(figures, expected);
    // A share that does not fit its figures, or a row broken over two lines: which cell is which is not certain.
    for broken in [
        rows.replace("57.1%", "75.1%"),
        rows.replace("老旧小区改造 个", "老旧小区改造\n个"),
        rows.replace("农村转移就业劳动者 450 468", "农村转移就业劳动者 468 450"),
        rows.replace("新建物流服务站 个 20 0 0", "新建物流服务站 个 20 0 5"),
    ] {
        let refused = parse(format!("{title}{header}{broken}").as_bytes(), &Options::default()).unwrap_err();
        assert!(refused.to_string().contains("the figures of a line"), "{refused}");
    }
}
