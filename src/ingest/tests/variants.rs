//! Forms that other offices give the same contents: notes, emphasis, hidden parts, headers of two lines, parts of reports.

use super::build::{workbook, zip};
use crate::domain::target::Role;
use crate::ingest::draft::{Draft, TaskDraft};
use crate::ingest::{Options, parse};

fn read(bytes: impl AsRef<[u8]>) -> Draft {
    parse(bytes.as_ref(), &Options::default()).unwrap()
}

fn units(task: &TaskDraft) -> Vec<(&str, Role)> {
    task.departments.iter().map(|unit| (unit.name.as_str(), unit.role)).collect()
}

/// Targets and the figures that answer them, as printed.
fn measured(draft: &Draft) -> Vec<(String, Option<String>)> {
    let said = |value: rust_decimal::Decimal, unit: &str| format!("{}{unit}", value.normalize());
    let indicators = draft.tasks.iter().flat_map(|task| &task.indicators);
    indicators
        .map(|it| {
            let figure = it.measurement.as_ref().map(|figure| said(figure.value, &figure.unit));
            (said(it.target, &it.unit), figure)
        })
        .collect()
}

fn expect(pairs: &[(&str, &str)]) -> Vec<(String, Option<String>)> {
    let figure = |said: &str| (!said.is_empty()).then(|| said.to_owned());
    pairs.iter().map(|(target, said)| ((*target).to_owned(), figure(said))).collect()
}

fn codes(draft: &Draft) -> Vec<&str> {
    draft.findings.iter().map(|finding| finding.code.as_str()).collect()
}

/// Texts, each between two pieces of markup.
fn around<'t>(texts: impl Iterator<Item = &'t str>, before: &'t str, after: &'t str) -> String {
    texts.flat_map(|text| [before, text, after]).collect()
}

#[test]
fn progress_in_the_paragraph_of_the_task_is_no_target() {
    let draft = read(
        "临川市2023年重点任务上半年进展情况\n1.盘活国有资产。已盘活资产2.6亿元。(责任单位:市国资委)\n2.招引亿元项目40个。上半年招引亿元项目22个。(责任单位:市招商局)\n3.建设公园9座。建成公园4座,完成年度目标的44.4%。(责任单位:市住建局)\n",
    );
    assert_eq!(measured(&draft), expect(&[("40个", "22个"), ("9座", "4座")]));
    assert_eq!(draft.period.map(|period| period.label), Some("上半年".to_owned()));
}

#[test]
fn headings_that_are_not_known_are_told_by_a_word_and_their_place() {
    for (task, progress) in
        [("攻坚目标", "进展情况"), ("目标任务", "推进说明"), ("重点举措", "取得成效"), ("目标", "主要进展")]
    {
        for section in ["", "一、产业发展\n"] {
            let draft = read(format!(
                "临川市2023年上半年重点工作推进\n序号\n{task}\n责任单位\n{progress}\n{section}1\n招引亿元项目40个。\n市招商局\n上半年招引亿元项目22个。\n2\n建设灌区3万亩。\n市水利局\n已完成灌区建设1.8万亩。\n"
            ));
            assert_eq!(
                measured(&draft),
                expect(&[("40个", "22个"), ("3万亩", "1.8万亩")]),
                "{task}, {progress}"
            );
        }
        let cells = format!(
            "序号,{task},责任单位,{progress}\n1,招引亿元项目40个。,市招商局,上半年招引亿元项目22个。\n2,建设灌区3万亩。,市水利局,已完成灌区建设1.8万亩。\n"
        );
        let draft = read(format!("临川市2023年上半年重点工作推进,,,\n{cells}"));
        assert_eq!(measured(&draft), expect(&[("40个", "22个"), ("3万亩", "1.8万亩")]), "{task}, {progress}");
    }
}

#[test]
fn a_flattened_table_without_numbers() {
    let draft = read(
        "临川市2023年上半年重点工作完成情况\n重点任务\n责任单位\n完成情况\n招引亿元项目40个。\n培育龙头企业15家。\n市招商局\n市农业农村局\n招引亿元项目22个。\n培育龙头企业9家。\n建设灌区3万亩。\n市水利局\n完成灌区建设1.8万亩。\n部分地块受降雨影响。\n新增停车位1200个。\n市住建局、市城管局\n新增停车位680个。\n",
    );
    assert_eq!(draft.title.as_deref(), Some("临川市2023年上半年重点工作完成情况"));
    assert_eq!(draft.tasks.len(), 3);
    let expected = [("40个", "22个"), ("15家", "9家"), ("3万亩", "1.8万亩"), ("1200个", "680个")];
    assert_eq!(measured(&draft), expect(&expected));
}

#[test]
fn a_header_of_two_lines_below_a_title_over_the_whole_width() {
    let rows = [
        "云溪县2024年重点工作台账,,,,",
        "序号,目标任务,责任单位,,上半年完成情况",
        ",,牵头,配合,",
        "1,招引项目20个,县招商局,县发改局,招引项目11个",
        "2,修路50公里,县交通局,,修路31公里",
    ];
    let html = |row: &str| around(row.split(','), "<td>", "</td>");
    let spans = "<tr><td colspan=5>云溪县2024年重点工作台账</td></tr><tr><td rowspan=2>序号</td><td rowspan=2>目标任务</td><td colspan=2>责任单位</td><td rowspan=2>上半年完成情况</td></tr><tr><td>牵头</td><td>配合</td></tr>";
    let page = format!("<table>{spans}<tr>{}</tr><tr>{}</tr></table>", html(rows[3]), html(rows[4]));
    for text in [rows.join("\n"), page] {
        let draft = read(text);
        assert_eq!(draft.tasks.len(), 2);
        assert_eq!(units(&draft.tasks[0]), [("县招商局", Role::Lead), ("县发改局", Role::Support)]);
        assert_eq!(units(&draft.tasks[1]), [("县交通局", Role::Lead)]);
    }
}

#[test]
fn cells_of_figures_that_hold_several() {
    let draft = read(
        "<p>云溪县2024年重点工作1-10月完成情况</p><table><tr><td>序号</td><td>工作任务</td><td>目标值</td><td>1-10月完成值</td><td>进展情况</td></tr><tr><td>1</td><td>老旧小区改造</td><td>38个</td><td>开工36个，完工21个</td><td>拨付补助资金1200万元。</td></tr><tr><td>2</td><td>PM2.5平均浓度、空气质量优良率</td><td>PM2.5平均浓度控制在36微克/立方米以下；空气质量优良率达到87%</td><td>PM2.5平均浓度34.8微克/立方米；空气质量优良率88.5%</td><td>立案查处11起。</td></tr></table>",
    );
    let expected = [("38个", "21个"), ("36微克/立方米", "34.8微克/立方米"), ("87%", "88.5%")];
    assert_eq!(measured(&draft), expect(&expected));
    let told = draft.tasks[0].indicators[0].measurement.as_ref().unwrap();
    assert_eq!(told.as_of.as_ref().map(|period| period.label.as_str()), Some("1-10月"));
}

#[test]
fn an_empty_cell_that_leaves_no_trace_is_a_finding() {
    let row = |number: usize, units: &str| {
        format!("新建口袋公园{number}个。\n已建成口袋公园{number}个，完成绿化。\n{units}")
    };
    let header = "云溪县2024年重点工作上半年完成情况\n工作任务\n完成情况\n责任单位\n";
    let full: Vec<String> = (2..9).map(|number| row(number, "县城管局\n")).collect();
    let uncertain = |text: &str| codes(&read(text)).iter().filter(|code| **code == "ROW_UNCERTAIN").count();
    assert_eq!(uncertain(&format!("{header}{}", full.concat())), 0);
    let mut lacking = full;
    lacking[3] = row(5, "");
    assert!(uncertain(&format!("{header}{}", lacking.concat())) > 0);
}

#[test]
fn sums_signed_and_plans_are_no_results() {
    let draft = read(
        "云溪县2024年上半年工作报告\n一、上半年工作完成情况\n新签约项目26个,合同引资98.6亿元。到位资金21.3亿元。下半年,将新建学校3所,新增学位2000个。\n经济运行中还存在不少困难和问题:商品房销售面积下降19.6%。\n二、下半年工作安排\n要坚持稳中求进,全面落实各项部署,持续改善民生,切实防范风险,扎实推进项目建设,确保完成全年各项目标任务,新建道路12公里。\n",
    );
    let results: Vec<_> = draft.results.iter().map(|result| result.value.normalize().to_string()).collect();
    assert_eq!(results, ["26", "21.3"]);
}

#[test]
fn numbers_of_tasks_in_their_own_cells() {
    let draft = read(
        "<table><tr><td>项目名称</td><td>牵头单位</td><td>年度目标</td><td>完成情况</td><td>备注</td></tr><tr><td>1.新建书屋</td><td>县文旅局</td><td>6座</td><td>建成4座</td><td>含改建</td></tr><tr><td>2.改造户厕</td><td>县农业农村局</td><td>1.2万户</td><td>改造8600户</td><td></td></tr></table>",
    );
    let said: Vec<_> = draft.tasks.iter().map(|task| (task.number, task.text.as_str())).collect();
    assert_eq!(said, [(Some(1), "新建书屋"), (Some(2), "改造户厕")]);
    assert!(codes(&draft).contains(&"COLUMN_IGNORED"));
}

#[test]
fn leads_that_are_set_in_bold_or_underlined() {
    let page = |list: &str, note: &str| {
        format!(
            "<table><tr><td>序号</td><td>任务</td><td>责任单位</td><td>完成情况</td></tr><tr><td>1</td><td>修路5公里。</td><td>{list}</td><td>修路2公里。</td></tr></table><p>{note}</p>"
        )
    };
    let leads = [("县交通局", Role::Lead), ("县财政局", Role::Support)];
    let plain = [("县交通局", Role::Responsible), ("县财政局", Role::Responsible)];
    let bold = "注：责任单位加粗的为牵头单位。";
    for (list, note, expected) in [
        ("<b>县交通局</b>、县财政局", bold, leads),
        ("<span style='font-weight: bold'>县交通局</span><br>县财政局", bold, leads),
        ("<u>县交通局</u>、县财政局", "注：标下划线的单位为牵头单位。", leads),
        ("<b>县交通局</b>、县财政局", "注：数据来自各单位。", plain),
        ("<u>县交通局</u>、县财政局", bold, plain),
    ] {
        assert_eq!(units(&read(page(list, note)).tasks[0]), expected, "{list} {note}");
    }
}

#[test]
fn leads_set_in_bold_in_office_files() {
    let run = |text: &str, bold: bool| {
        let set = if bold { "<w:rPr><w:b/></w:rPr>" } else { "" };
        format!("<w:r>{set}<w:t>{text}</w:t></w:r>")
    };
    let cell = |runs: String| format!("<w:tc><w:p>{runs}</w:p></w:tc>");
    let row = |cells: [String; 4]| format!("<w:tr>{}</w:tr>", cells.map(cell).concat());
    let head = ["序号", "任务", "责任单位", "完成情况"].map(|text| run(text, true));
    let list = run("县交通局", true) + &run("、县财政局", false);
    let first = row([run("1", false), run("修路5公里。", false), list, run("修路2公里。", false)]);
    let note = format!("<w:p>{}</w:p>", run("注：加粗的为牵头单位。", false));
    let document = format!(
        "<w:document xmlns:w=\"w\"><w:body><w:tbl>{}{first}</w:tbl>{note}</w:body></w:document>",
        row(head)
    );
    let docx = zip(&[("word/document.xml", &document)]);
    let text =
        |place: &str, text: &str| format!("<c r=\"{place}\" t=\"inlineStr\"><is><t>{text}</t></is></c>");
    let rich = "<c r=\"C2\" t=\"inlineStr\"><is><r><rPr><b/></rPr><t>县交通局</t></r><r><t>、县财政局</t></r></is></c>";
    let sheet = format!(
        "<worksheet><cols><col min=\"5\" max=\"5\" hidden=\"1\"/></cols><sheetData><row r=\"1\">{}{}{}{}{}</row><row r=\"2\">{}{}{rich}{}{}</row><row r=\"3\" hidden=\"1\">{}</row><row r=\"4\">{}</row></sheetData></worksheet>",
        text("A1", "序号"),
        text("B1", "任务"),
        text("C1", "责任单位"),
        text("D1", "完成情况"),
        text("E1", "内部意见"),
        text("A2", "1"),
        text("B2", "修路5公里。"),
        text("D2", "修路2公里。"),
        text("E2", "另有9公里"),
        text("B3", "不公开的任务"),
        text("A4", "注：加粗的为牵头单位。"),
    );
    let xlsx = read(workbook(&sheet));
    assert!(codes(&xlsx).contains(&"HIDDEN_IGNORED"));
    for draft in [read(docx), xlsx] {
        assert_eq!(draft.tasks.len(), 1);
        assert_eq!(units(&draft.tasks[0]), [("县交通局", Role::Lead), ("县财政局", Role::Support)]);
    }
}

/// A work report with two notes, of which the marks stand where `{1}` and `{2}` do.
fn report(marks: [&str; 2]) -> Vec<String> {
    [
        "2024年云溪县政府工作报告".to_owned(),
        "一、2023年工作回顾".to_owned(),
        "过去一年，新增规上企业46家，改造老旧小区28个，新增就业2.1万人，完成投资66亿元，各项事业有了新的进步。".to_owned(),
        "二、2024年工作安排".to_owned(),
        format!("实施“链主”计划{}，新增规上企业50家，建设生活圈{}5个，让发展更有后劲、让群众更有温度。", marks[0], marks[1]),
    ]
    .to_vec()
}

#[test]
fn numbers_of_notes_do_not_run_into_figures() {
    let expected = expect(&[("50家", ""), ("5个", "")]);
    let terms = |draft: &Draft| draft.glossary.iter().map(|it| it.term.clone()).collect::<Vec<_>>();
    let notes = ["名词解释", "1.“链主”：产业链的龙头企业。", "2.生活圈：步行可达的范围。"];
    let paragraphs = |lines: &[String]| around(lines.iter().map(String::as_str), "<p>", "</p>");
    let mut lines = report(["<sup>1</sup>", "<sup>[2]</sup>"]);
    lines.extend(notes.map(str::to_owned));
    let page = read(paragraphs(&lines));
    let table = "<p>名词解释</p><table><tr><td>序号</td><td>名词</td><td>含义</td></tr><tr><td>1</td><td>“链主”</td><td>产业链的龙头企业。</td></tr><tr><td>2</td><td>生活圈</td><td>步行可达的范围。</td></tr></table>";
    let in_table = read(paragraphs(&report(["①", "②"])) + table);
    let reference =
        |id: u32| format!("</w:t></w:r><w:r><w:footnoteReference w:id=\"{id}\"/></w:r><w:r><w:t>");
    let body = report([&reference(1), &reference(2)]);
    let body = around(body.iter().map(String::as_str), "<w:p><w:r><w:t>", "</w:t></w:r></w:p>");
    let note = |id: u32, text: &str| {
        format!("<w:footnote w:id=\"{id}\"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:footnote>")
    };
    let docx = read(zip(&[
        ("word/document.xml", &format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>")),
        (
            "word/footnotes.xml",
            &format!(
                "<w:footnotes xmlns:w=\"w\">{}{}</w:footnotes>",
                note(1, "“链主”：产业链的龙头企业。"),
                note(2, "生活圈：步行可达的范围。")
            ),
        ),
    ]));
    for draft in [page, in_table, docx] {
        assert_eq!(measured(&draft), expected);
        assert_eq!(terms(&draft), ["“链主”", "生活圈"]);
    }
}

#[test]
fn parts_of_a_plan_whose_titles_carry_no_number() {
    let draft = read(
        "政府工作报告\n(2024年1月18日在临川市第八届人民代表大会第四次会议上)\n市长 张某某\n各位代表:\n现在,我代表市人民政府向大会报告工作。\n过去一年工作回顾\n过去一年,生产总值增长6.1%,新增规上企业46家,改造老旧小区28个,新增就业2.1万人,发展更有质量。\n今年主要工作\n今年的主要预期目标是:生产总值增长6.5%左右,新增就业1.9万人。\n重点做好以下工作:\n(一)聚焦产业升级。新增规上企业50家,完成技改投资120亿元,让工业更有底气。\n",
    );
    assert_eq!((draft.year, draft.jurisdiction.as_deref()), (Some(2024), Some("临川市")));
    assert_eq!(measured(&draft), expect(&[("6.5%", ""), ("1.9万人", ""), ("50家", ""), ("120亿元", "")]));
    assert_eq!(draft.tasks.last().unwrap().section, ["今年主要工作", "聚焦产业升级"]);
}

#[test]
fn the_plan_of_the_next_year_is_not_that_of_the_year_under_review() {
    let draft = read(
        "临川市2023年国民经济和社会发展计划执行情况与2024年国民经济和社会发展计划草案的报告\n一、2023年国民经济和社会发展计划执行情况\n2023年,全市实现生产总值862亿元,增长5.8%;新增就业1.8万人。新增高新技术企业33家,建成基站620个。\n二、2024年主要目标\n生产总值增长6%左右,新增就业1.6万人。\n三、2024年主要任务\n新增规上企业50家,实施技改项目80个,推动经济运行持续向好、结构不断优化。\n",
    );
    assert_eq!(draft.year, Some(2024));
    assert_eq!(measured(&draft), expect(&[("6%", ""), ("1.6万人", ""), ("50家", ""), ("80个", "")]));
    assert!(draft.results.is_empty());
}

#[test]
fn the_introduction_of_a_half_year_report_may_hold_the_targets() {
    let draft = read(
        "松坪街道2024年上半年工作总结及下半年工作计划\n今年以来,松坪街道紧扣年初确定的全年目标:规上工业总产值46亿元、增长7%,招引亿元以上项目6个,扎实推进各项工作。\n一、上半年主要工作\n(一)经济运行平稳。1-6月,完成规上工业总产值24.6亿元,同比增长8.2%。招引亿元以上项目4个,盘活厂房2.4万平方米。\n二、存在的问题\n规上企业仅32家,后劲不足。\n三、下半年工作计划\n新增规上企业4家,新增停车位300个。\n四、2025年工作打算\n新建学校9所。\n",
    );
    let expected = [("46亿元", "24.6亿元"), ("7%", "8.2%"), ("6个", "4个"), ("4家", ""), ("300个", "")];
    assert_eq!(measured(&draft), expect(&expected));
    let results: Vec<_> = draft.results.iter().map(|result| result.unit.as_str()).collect();
    assert_eq!(results, ["万平方米"]);
    assert!(codes(&draft).contains(&"PART_IGNORED"));
}

#[test]
fn a_summary_of_the_year_covers_the_year() {
    let draft = read(
        "青禾镇人民政府\n2024年工作总结\n一、2024年工作完成情况\n一年来,完成工业总产值38.2亿元,引进项目11个,建成高标准农田4200亩,新修产业路13.5公里,发放低保金286万元,群众生活不断改善,镇村面貌焕然一新,干部作风更加过硬,发展信心更加坚定,为今后的工作打下了坚实的基础,也为下一年的发展创造了良好的条件。\n",
    );
    assert_eq!(draft.jurisdiction.as_deref(), Some("青禾镇"));
    assert_eq!(draft.period.map(|period| period.label), Some("全年".to_owned()));
    assert_eq!(draft.results.len(), 5);
}

#[test]
fn paragraphs_that_ask_and_then_tell_are_rows() {
    let text = "云溪县2024年政府工作报告重点任务前三季度进展情况\n一、产业发展\n(一)新增规上企业30家、高新技术企业20家,完成工业投资45亿元。截至9月底,新增规上企业22家、高新技术企业17家,完成工业投资36.2亿元。\n(二)改造老旧小区20个,新增停车位1500个。目前,老旧小区改造完工13个,停车位新增1120个。\n二、民生改善\n(一)城镇新增就业6000人。前三季度,城镇新增就业5132人。\n(二)全县社会大局保持平稳,调解纠纷310件。";
    let draft = read(text);
    let said: Vec<_> = draft.tasks.iter().map(|task| (task.section.join("/"), task.text.clone())).collect();
    let expected = [
        ("产业发展", "新增规上企业30家、高新技术企业20家,完成工业投资45亿元。"),
        ("产业发展", "改造老旧小区20个,新增停车位1500个。"),
        ("民生改善", "城镇新增就业6000人。"),
    ];
    assert_eq!(said, expected.map(|(section, text)| (section.to_owned(), text.to_owned())));
    let measured = |at: usize| -> Vec<String> {
        let indicators = draft.tasks[at].indicators.iter();
        indicators.map(|it| it.measurement.as_ref().unwrap().value.to_string()).collect()
    };
    assert_eq!(measured(0), ["22", "17", "36.2"]);
    assert_eq!(measured(1), ["13", "1120"]);
    assert_eq!(draft.results.len(), 1, "310 cases settled answer no target");
}
