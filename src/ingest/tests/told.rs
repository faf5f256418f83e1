//! Lists without columns and labels, whose items hold the task and what was done.

use super::super::{explain, parse};
use crate::domain::status::Status;
use crate::ingest::Options;
use crate::ingest::draft::{Draft, TaskDraft};
use crate::ingest::layout::Layout;

fn read(text: &str) -> Draft {
    parse(text.as_bytes(), &Options::default()).unwrap()
}

fn figures(task: &TaskDraft) -> Vec<(String, Option<String>)> {
    let figure = |value: rust_decimal::Decimal, unit: &str| format!("{}{unit}", value.normalize());
    let measured = |it: &crate::ingest::draft::IndicatorDraft| {
        it.measurement.as_ref().map(|measured| figure(measured.value, &measured.unit))
    };
    task.indicators.iter().map(|it| (figure(it.target, &it.unit), measured(it))).collect()
}

/// Targets with the figure that answers each, of all rows.
fn answered(draft: &Draft) -> Vec<(String, String)> {
    let all = draft.tasks.iter().flat_map(figures);
    all.map(|(target, measured)| (target, measured.unwrap_or_default())).collect()
}

fn pairs(expected: &[(&str, &str)]) -> Vec<(String, String)> {
    expected.iter().map(|(target, measured)| ((*target).to_owned(), (*measured).to_owned())).collect()
}

fn texts(draft: &Draft) -> Vec<(Option<u32>, &str)> {
    draft.tasks.iter().map(|task| (task.number, task.text.as_str())).collect()
}

/// 1.任务。进展… under headings, beside a part that only tells.
#[test]
fn numbered_paragraphs_ask_first_and_then_tell() {
    let draft = read(
        "云溪市2023年政府工作报告重点工作上半年完成情况\n现将有关情况通报如下：\n一、主要指标情况\n（一）主要预期目标情况\n上半年，全市完成固定资产投资42.6亿元，同比增长7.4%。\n（二）报告确定的其他任务情况\n1.引进投资亿元以上项目30个，新开工项目24个。上半年，引进投资亿元以上项目17个，新开工项目15个。\n2.新建充电桩600个。新建充电桩352个，累计建成2140个。\n3.改造老旧小区18个、背街小巷25条。老旧小区开工16个，完工9个；背街小巷完工14条，完成年度目标的56%。\n4.新增规上企业20家。截至6月底，新增规上企业8家。\n5.城镇登记失业率控制在4%以内。1—6月，城镇登记失业率3.1%。\n下一步，各责任单位要加快进度，确保完成投资90亿元。\n",
    );
    assert_eq!(draft.layout, "numbered-list");
    assert_eq!(draft.tasks[2].text, "改造老旧小区18个、背街小巷25条。");
    assert_eq!(draft.tasks[1].progress, "新建充电桩352个，累计建成2140个。");
    assert_eq!(draft.tasks[0].section, ["主要指标情况", "报告确定的其他任务情况"]);
    assert_eq!(draft.tasks.iter().filter_map(|task| task.number).collect::<Vec<_>>(), [1, 2, 3, 4, 5]);
    let said = answered(&draft);
    assert!(said.contains(&("20家".to_owned(), "8家".to_owned())), "{said:?}");
    assert!(
        said.iter().all(|(target, _)| !["352个", "16个", "90亿元"].contains(&target.as_str())),
        "{said:?}"
    );
    let results: Vec<_> = draft.results.iter().map(|result| result.unit.as_str()).collect();
    assert_eq!(results, ["亿元", "%"]);
}

/// The progress may stand in a paragraph of its own below the task.
#[test]
fn what_was_done_may_stand_below_the_task() {
    for number in ["{}.", "({})", "{}、", "第{}件 ", "任务{}："] {
        let item = |at: usize, task: &str, told: &str| {
            format!("{}{task}\n{told}\n", number.replace("{}", &at.to_string()))
        };
        let draft = read(&format!(
            "临川市2024年民生实事前三季度进展情况\n{}{}{}临川市人民政府办公室\n2024年10月12日\n",
            item(1, "新增公办学位2400个", "截至9月底，已新增公办学位1860个。"),
            item(2, "改造公厕36座。", "目前，公厕完工27座。"),
            item(3, "新建口袋公园9个", "已建成口袋公园7个。"),
        ));
        assert_eq!(
            draft.tasks.iter().map(|task| task.number).collect::<Vec<_>>(),
            [Some(1), Some(2), Some(3)]
        );
        let expected = [("2400个", "1860个"), ("36座", "27座"), ("9个", "7个")];
        assert_eq!(answered(&draft), pairs(&expected), "{number}");
        assert!(!draft.tasks[2].progress.contains("办公室"), "{:?}", draft.tasks[2].progress);
    }
}

/// （三）…任务19万亩，完成24万亩: task and progress in one sentence.
#[test]
fn one_sentence_holds_task_and_progress() {
    let draft = read(
        "2022年云溪市农业农村重点任务完成情况\n今年以来，全市农业农村工作稳中有进。\n一、主要指标完成情况\n（一）农村居民人均可支配收入：完成17850元，增幅6.9%。\n（二）粮油基地建设任务6.5万亩，完成7.2万亩，完成率110.8%。\n（三）生猪出栏目标42万头，1—12月出栏45.6万头，同比增长4.8%。\n（四）农技人员培训计划3200人，已培训2960人，完成率92.5%。\n（五）村集体收入30万元以上的村占比达到45%，目前占比48.2%。\n二、下一步打算\n持续抓好粮食生产，确保播种面积260万亩。\n",
    );
    assert_eq!(
        texts(&draft),
        [
            (Some(1), "农村居民人均可支配收入"),
            (Some(2), "粮油基地建设任务6.5万亩"),
            (Some(3), "生猪出栏目标42万头"),
            (Some(4), "农技人员培训计划3200人"),
            (Some(5), "村集体收入30万元以上的村占比达到45%"),
        ]
    );
    assert_eq!(draft.tasks[1].progress, "完成7.2万亩，完成率110.8%。");
    let said = answered(&draft);
    let targets: Vec<&str> = said.iter().map(|(target, _)| target.as_str()).collect();
    assert_eq!(targets, ["6.5万亩", "42万头", "3200人", "45%"]);
}

/// 任务。进展… with no number, as news of an office print it.
#[test]
fn paragraphs_without_numbers_ask_first_and_then_tell() {
    let draft = read(
        "临川市重点民生实事上半年进展顺利\n按照部署，各区县细化措施。2023年15件实事计划总投资62亿元，上半年完成投资33.8亿元。主要进度如下：\n新建农村公路护栏460公里。上半年完成210公里，其中县道35公里。\n改造城镇危旧房3200户。上半年开工2860户、完工1745户。\n营养餐扩面。上半年，9个区县稳步实施，惠及学生21.6万人。\n新增公办园学位8600个。学位新增3920个；另有在建学位2100个。\n城镇新增就业6.5万人。1—6月，城镇新增就业4.12万人，完成年度目标的63.4%。\n",
    );
    assert_eq!(draft.layout, "numbered-list");
    assert_eq!(draft.title.as_deref(), Some("临川市重点民生实事上半年进展顺利"));
    assert_eq!(draft.period.as_ref().map(|period| period.label.as_str()), Some("上半年"));
    assert_eq!(draft.tasks.len(), 5);
    assert_eq!(draft.tasks[1].text, "改造城镇危旧房3200户。");
    assert_eq!(draft.tasks[3].progress, "学位新增3920个；另有在建学位2100个。");
    let targets: Vec<_> = answered(&draft).into_iter().map(|(target, _)| target).collect();
    assert_eq!(targets, ["460公里", "3200户", "8600个", "6.5万人"]);
}

/// The line above a list says how far its items are; items without units are rows too.
#[test]
fn items_of_a_list_of_what_lags_behind() {
    let draft = read(
        "关于政府工作报告2021年重点任务前三季度落实情况的通报\n总体看，96项任务中有83项达到序时进度。\n未达到序时进度要求的具体任务如下：\n一、综合指标类\n1.工业投资（第4项）：增长3.1%，低于目标5.9个百分点。\n2.实际利用外资（第6项）：实际到资1.28亿美元，完成年度目标的42.7%。\n二、重点工作类\n3.新增高新技术企业30家（第12项）：已申报42家，通过认定11家。（责任单位：市科技局）\n4.新建改建农村公路160公里（第20项）：完成农村公路74公里，占年度目标的46.3%。（责任单位：市交通运输局）\n5.开工建设水厂二期（第25项）：因用地未落实，尚未开工。（责任单位：市水利局、市城投集团）\n下一步，各责任单位要明确措施，确保完成全年任务。\n",
    );
    assert_eq!(
        texts(&draft)[..3],
        [
            (Some(1), "工业投资（第4项）"),
            (Some(2), "实际利用外资（第6项）"),
            (Some(3), "新增高新技术企业30家（第12项）"),
        ]
    );
    assert_eq!(draft.tasks[4].progress, "因用地未落实，尚未开工。");
    let units = |task: &TaskDraft| task.departments.iter().map(|unit| unit.name.clone()).collect::<Vec<_>>();
    assert_eq!(units(&draft.tasks[0]), [""; 0]);
    assert_eq!(units(&draft.tasks[4]), ["市水利局", "市城投集团"]);
    for task in &draft.tasks {
        let status = task.reported_status.as_ref().unwrap();
        assert_eq!((status.status, status.text.as_str()), (Some(Status::Behind), "未达到序时进度"));
    }
    let targets: Vec<_> = answered(&draft).into_iter().map(|(target, _)| target).collect();
    assert_eq!(targets, ["30家", "160公里"]);
}

/// A heading such as 一、已完成事项(2项) speaks for the items below it, and the next one for its own.
#[test]
fn headings_tell_how_far_their_items_are() {
    let draft = read(
        "云溪县2024年民生实事完成情况\n一、已完成事项（2项）\n1.新建口袋公园6个。已建成口袋公园6个。\n2.改造公厕15座。截至10月底，公厕完工15座。\n二、正在推进的项目\n3.新增停车位800个。目前，停车位新增460个。\n三、民生保障\n4.发放助学金1200人。已发放助学金960人。\n",
    );
    let status = |task: &TaskDraft| task.reported_status.as_ref().and_then(|status| status.status);
    let said: Vec<_> = draft.tasks.iter().map(status).collect();
    assert_eq!(said, [Some(Status::Completed), Some(Status::Completed), Some(Status::OnTrack), None]);
}

/// A report that tells under numbers asks for nothing: its figures are results, and no targets.
#[test]
fn a_report_under_numbers_is_no_list_of_tasks() {
    let draft = read(
        "青禾镇2023年上半年工作开展情况\n一、上半年工作情况\n1.聚焦产业升级。上半年完成规上产值12.6亿元，增长8.2%。新增规上企业3家，盘活厂房2.1万平方米。\n2.聚焦项目建设。目前，落地亿元项目4个，完成固定资产投资5.3亿元。\n3.聚焦乡村振兴。累计流转土地3200亩，已改造危房46户，修缮道路12公里。\n4.聚焦民生。截至6月底，新增就业620人，发放救助金185万元。\n",
    );
    assert_eq!(draft.layout, "narrative");
    assert!(answered(&draft).is_empty() && draft.results.len() >= 8, "{:?}", answered(&draft));
}

/// A numbered list inside the progress of a task with units holds no further tasks.
#[test]
fn numbered_progress_below_tasks_with_units_is_no_task() {
    let draft = read(
        "云溪县2024年重点工作上半年进展情况\n1.新建学校3所。（责任单位：县教育局）\n1.目前，学校主体完工2所。\n2.截至6月底，操场建成1个。\n2.改造小区12个。（责任单位：县住建局）\n已完工5个。\n",
    );
    assert_eq!(texts(&draft), [(Some(1), "新建学校3所。"), (Some(2), "改造小区12个。")]);
}

/// Without a title that promises what was done, sentences below a task are part of it.
#[test]
fn a_plan_is_no_list_of_what_was_done() {
    let text = "云溪县2024年重点工作安排\n一、产业\n1.新增规上企业20家。目前规上企业共有210家，要在此基础上再上台阶。\n2.新增学位600个。目前学位共有1.2万个，缺口较大，须加快建设，优先保障城区和人口较多的镇。\n3.修建公路50公里。目前公路共有460公里，密度不高，须加快建设。\n";
    let evidence = explain(text.as_bytes(), &Options::default()).unwrap().evidence;
    assert_eq!(evidence.chosen.map(Layout::code), Some("narrative"));
    let told = evidence.candidates.iter().find(|candidate| candidate.reason.contains("promises"));
    assert!(told.is_some(), "{:?}", evidence.candidates);
}

/// A half-year report of a few paragraphs has no heading at all.
#[test]
fn a_short_report_without_headings() {
    let text = "2023年上半年，全县地区生产总值完成31.42亿元，同比增长5.2%;规上工业增加值增长6.1%，增速居全市第4位;固定资产投资完成15.8亿元，同比增长7.4%。城镇新增就业2860人，完成年度目标的57.2%。";
    for title in ["云溪县2023年上半年经济运行情况\n", "云溪县简介\n", ""] {
        let draft = read(&format!("{title}{text}\n下半年，全县将力争完成固定资产投资18亿元。\n"));
        assert_eq!((draft.layout.as_str(), draft.year), ("narrative", Some(2023)), "{title}");
        assert_eq!(draft.period.as_ref().map(|period| period.end.to_string()), Some("2023-06-30".to_owned()));
        let results: Vec<_> =
            draft.results.iter().map(|it| format!("{}{}", it.value.normalize(), it.unit)).collect();
        for figure in ["31.42亿元", "5.2%", "15.8亿元", "2860人"] {
            assert!(results.contains(&figure.to_owned()), "{results:?}");
        }
        let targets: Vec<_> = answered(&draft).into_iter().map(|(target, _)| target).collect();
        assert_eq!(targets, ["18亿元"]);
    }
}

/// The news of what a work report aims at is a plan.
#[test]
fn the_aims_of_the_year_in_the_news() {
    let draft = read(
        "市长在政府工作报告中提出今年发展主要预期目标\n市长5日在政府工作报告中指出，今年发展主要预期目标是：地区生产总值增长6%左右；城镇新增就业3.2万人；城镇调查失业率5.5%以内；粮食产量保持在86万吨以上。\n积极的财政政策要加力提效。赤字率按3%安排。\n",
    );
    assert_eq!(draft.kind, crate::ingest::draft::DocumentKind::Plan);
    assert!(draft.results.is_empty());
    let targets: Vec<_> = answered(&draft).into_iter().map(|(target, _)| target).collect();
    assert_eq!(targets[..4], ["6%", "3.2万人", "5.5%", "86万吨"]);
    assert_eq!(draft.tasks[0].section, ["今年发展主要预期目标"]);
}

/// Neither a table of which no cell is known, nor a list, nor a text that tells nothing is a report.
#[test]
fn what_is_no_report_is_refused() {
    for text in [
        "云溪县2023年上半年民生项目完成情况\n1 新增学位 个 1860 1020 54.8% 县教育局\n2 改造小区 个 7 3 42.9% 县住建局\n3 新建公路 公里 12.5 4.1 32.8% 县交通局\n",
        "云溪县2023年上半年重点工作推进情况\n1、新增学位600个，改造食堂2个。\n2、改造小区9个，新增车位300个。\n3、新建公路12公里，新建桥梁2座。\n",
        "云溪县概况\n云溪县面积1860平方公里，辖9个乡镇、126个村，人口42万人，森林覆盖率61%。\n",
        "云溪县2023年上半年工作情况\n领导\n甲\n乙\n丙\n上半年完成投资3亿元，新增企业20家，改造小区9个。\n丁\n戊\n",
    ] {
        let refused = parse(text.as_bytes(), &Options::default()).unwrap_err().to_string();
        assert!(refused.contains("narrative: no heading"), "{refused}");
    }
}
