//! Tables that print targets, what was done and its share in columns of figures, in every form they come in.

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
    for heading in ["占比", "权重", "增长率", "占总投资比例", "完成上半年任务%", "满意率"] {
        assert_eq!(share(&table(heading, "115.6%", "75%"), 1), None, "{heading}");
    }
}
