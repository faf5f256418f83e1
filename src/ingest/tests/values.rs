//! Tables that print targets, what was done and its share in columns of figures, in every form they come in.

use crate::domain::target::Comparator;
use crate::ingest::draft::{Draft, IndicatorDraft};
use crate::ingest::{Options, parse};

fn read(text: &str) -> Draft {
    parse(text.as_bytes(), &Options::default()).unwrap()
}

fn share(draft: &Draft, row: usize) -> Option<String> {
    let share = draft.tasks[row].indicators[0].reported_share.as_ref()?;
    Some(share.percent.normalize().to_string())
}

fn measured(indicator: &IndicatorDraft) -> Option<String> {
    let measured = indicator.measurement.as_ref()?;
    Some(format!("{}{}", measured.value.normalize(), measured.unit))
}

#[test]
fn columns_that_print_the_share_of_the_year_done() {
    let table = |heading: &str, first: &str, second: &str| {
        read(&format!(
            "云溪县2022年民生实事1-10月进度表\n序号,考核指标,单位,工作目标,1-10月完成数,{heading},责任单位,备注\n1,新增公共车位,个,450,520,{first},县城管局,\n2,改造农村公路,公里,64,48,{second},县交通局,其余年底完工\n"
        ))
    };
    for heading in [
        "占年任务之比",
        "占年度任务比例",
        "占全年目标的百分比",
        "占年度计划%",
        "完成年度任务%",
        "完成目标（%）",
        "完成全年目标任务比例",
        "完成比例",
        "完成百分比",
        "年度目标完成比率",
        "任务完成度",
    ] {
        let draft = table(heading, "115.6%", "75%");
        assert_eq!(share(&draft, 0).as_deref(), Some("115.6"), "{heading}");
        assert_eq!(share(&draft, 1).as_deref(), Some("75"), "{heading}");
        assert_eq!(measured(&draft.tasks[1].indicators[0]).as_deref(), Some("48公里"), "{heading}");
    }
    // A heading that says per cent says it for figures without the sign.
    for heading in ["完成目标（％）", "占年度任务百分比", "完成年度任务%"] {
        assert_eq!(share(&table(heading, "115.6", "75"), 1).as_deref(), Some("75"), "{heading}");
    }
    for heading in ["占比", "权重", "增长率", "占总投资比例", "完成上半年任务%", "满意率"]
    {
        assert_eq!(share(&table(heading, "115.6%", "75%"), 1), None, "{heading}");
    }
}

/// Item, target, unit, what was done, share, remark; lines of a narrow cell are parted by a bar.
const FIGURES: &[[&str; 6]] = &[
    ["农村劳动力培训（人）", "12000", "县人力资源|社会保障局", "11874", "98.95", "达到时间进度"],
    ["新（改）建村道（公里）", "320", "县交通局", "334.4", "104.5", "超额完成"],
    ["城镇登记失业率低于（%）", "4.2", "县人力资源社会保障局", "3.96", "—", "已完成"],
    ["解决饮水困难人口（万人）", "2.5", "县水务局", "1.8", "72", "未达时间进度"],
    ["危房改造（户）", "640", "县住房城乡建设局、|县财政局", "640", "100", "已完成"],
    ["对困难家庭给予救助", "应救尽救", "县民政局", "月均救助1.3万人，累计支出0.12亿元", "—", "达到时间进度"],
    ["新增养老床位（张）", "150", "县民政局", "118", "78.7", "达到时间进度"],
];

fn flattened(headings: &[&str]) -> Draft {
    let mut lines = vec!["云溪县2015年1—10月民生工程项目实施进度表", "2015-11-12 00:00"];
    lines.extend(headings);
    let numbers: Vec<String> = (1..=FIGURES.len()).map(|at| at.to_string()).collect();
    for (row, number) in FIGURES.iter().zip(&numbers) {
        lines.push(number);
        lines.extend(row.iter().flat_map(|cell| cell.split('|')));
    }
    read(&lines.join("\n\n"))
}

fn table() -> Draft {
    let row = |cells: &[&str]| {
        let cells: Vec<String> = cells.iter().map(|cell| cell.replace('|', "<br>")).collect();
        format!("<tr><td>{}</td></tr>", cells.join("</td><td>"))
    };
    let head = ["序号", "项 目 内 容", "目标任务", "县级牵头|责任单位", "进度", "完成目标|（%）", "备注"];
    let numbers = 1..=FIGURES.len();
    let rows: String = FIGURES
        .iter()
        .zip(numbers)
        .map(|([item, target, unit, done, share, remark], at)| {
            row(&[&at.to_string(), item, target, unit, done, share, remark])
        })
        .collect();
    read(&format!("<p>云溪县2015年1—10月民生工程项目实施进度表</p><table>{}{rows}</table>", row(&head)))
}

#[test]
fn columns_of_figures_are_read_alike_in_a_table_and_in_a_flattened_one() {
    for draft in [
        table(),
        flattened(&[
            "序号",
            "项 目 内 容",
            "目标任务",
            "县级牵头",
            "责任单位",
            "进度",
            "完成目标",
            "（%）",
            "备注",
        ]),
        flattened(&["序号", "项目内容", "目标任务", "牵头单位", "进度", "完成目标（%）", "备注"]),
    ] {
        let layout = draft.layout.as_str();
        assert_eq!(draft.tasks.len(), FIGURES.len(), "{layout}");
        for (task, row) in draft.tasks.iter().zip(FIGURES) {
            let [item, target, unit, done, share, remark] = row;
            assert_eq!(task.text, *item, "{layout}");
            let units: Vec<_> = task.departments.iter().map(|unit| unit.name.as_str()).collect();
            let expected: Vec<String> = unit.replace('|', "").split('、').map(str::to_owned).collect();
            assert_eq!(units, expected, "{layout}");
            let status = task.reported_status.as_ref().unwrap();
            assert_eq!((status.text.as_str(), status.status.is_some()), (*remark, true), "{layout}");
            if target.starts_with("应") {
                assert!(task.indicators.is_empty(), "{layout}");
                continue;
            }
            let [indicator] = task.indicators.as_slice() else { panic!("{layout}: {task:?}") };
            let (name, counted) = item.trim_end_matches('）').rsplit_once('（').unwrap();
            assert_eq!(indicator.name, name.trim_end_matches("低于"), "{layout}");
            assert_eq!(
                format!("{}{}", indicator.target.normalize(), indicator.unit),
                format!("{target}{counted}")
            );
            assert_eq!(measured(indicator), Some(format!("{done}{counted}")), "{layout}");
            let said = indicator.reported_share.as_ref().map(|share| share.percent.normalize().to_string());
            assert_eq!(said.as_deref(), Some(*share).filter(|share| *share != "—"), "{layout}");
        }
        let kept_low = &draft.tasks[2].indicators[0];
        assert_eq!(kept_low.comparator, Comparator::AtMost, "{layout}");
    }
}

#[test]
fn remarks_and_texts_under_such_headings_stay_what_they_are() {
    let draft = read(
        "云溪县2015年重点工作进度表\n序号\n项目内容\n目标任务\n责任单位\n进度\n备注\n1\n村道改造\n改造村道32公里。\n县交通局\n85%\n续建项目\n2\n危房改造\n改造危房640户。\n县住建局\n70%\n县级重点\n3\n养老服务\n新增床位150张。\n县民政局\n100%\n续建项目\n",
    );
    assert_eq!(draft.tasks.len(), 3);
    assert_eq!(draft.tasks[1].text, "危房改造改造危房640户。");
    assert!(draft.tasks.iter().all(|task| task.reported_status.is_none()));
    assert_eq!(share(&draft, 1).as_deref(), Some("70"));
}
