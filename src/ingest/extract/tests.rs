//! Sentences in the style of bulletins, and what is to be read from them.

mod acts;
mod asks;
mod asks_for_whom;
mod few_words;
mod fourth_look;
mod goals;
mod rates;
mod respective;
mod scopes;
mod second_look;
mod shares;
mod stages;
mod tells;
mod tells_more;
mod third_look;
mod traps;

use proptest::prelude::*;

use super::*;
use crate::domain::target::Comparator;

fn passage(text: &str) -> Passage {
    Passage::at(0, text)
}

fn context() -> Context {
    Context {
        year: Some(2024),
        period: Period::parse("前三季度", 2024),
        jurisdiction: Some("云溪市".to_owned()),
    }
}

/// What is read from a row with this task and this progress.
fn row(text: &str, progress: &str) -> Extracted {
    let (text, progress) = (passage(text), passage(progress));
    task(&text, &Progress::new(&progress, &context()))
}

/// `≥ 50 家 AMOUNT` for each target of a text.
fn asked(text: &str) -> Vec<String> {
    let read = row(text, "");
    read.indicators
        .iter()
        .map(|it| {
            let sign = match it.comparator {
                Comparator::AtLeast => "≥",
                Comparator::AtMost => "≤",
                Comparator::About => "~",
            };
            let kind = match it.kind {
                Kind::Amount => "amount",
                Kind::Level => "level",
                Kind::Growth => "growth",
            };
            format!("{} {sign} {}{} {kind}", it.name, it.target.normalize(), it.unit)
        })
        .collect()
}

#[track_caller]
fn asks(text: &str, expected: &[&str]) {
    assert_eq!(asked(text), expected, "{text}");
}

/// `2.31万人` for each target, `-` where nothing answers it; `%` after a space is the share printed with it.
fn told(text: &str, progress: &str) -> Vec<String> {
    let read = row(text, progress);
    read.indicators
        .iter()
        .map(|it| {
            let figure = it.measurement.as_ref().map_or("-".to_owned(), |found| {
                let high = found.value_high.map(|high| format!("-{}", high.normalize())).unwrap_or_default();
                let about = if found.approximate { "~" } else { "" };
                let forecast = if found.forecast { "?" } else { "" };
                format!("{forecast}{about}{}{high}{}", found.value.normalize(), found.unit)
            });
            let share = it.reported_share.as_ref().map(|share| format!(" ({}%)", share.percent.normalize()));
            format!("{figure}{}", share.unwrap_or_default())
        })
        .collect()
}

#[track_caller]
fn tells(text: &str, progress: &str, expected: &[&str]) {
    assert_eq!(told(text, progress), expected, "{text} / {progress}");
}

#[test]
fn a_share_that_its_figures_contradict_is_a_finding() {
    let read = row("新增停车位5500个", "新增停车位4245个,完成率87%");
    let codes: Vec<&str> = read.findings.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, [findings::SHARE_DIFFERS]);
    let agreeing = row("新增停车位5500个", "新增停车位4245个,完成率77.2%");
    assert_eq!(agreeing.findings, []);
}

#[test]
fn one_name_for_a_measure_and_the_printed_one_beside_it() {
    let read = row("全市GDP增长6%(不含云溪港区,GDP增长5%)", "");
    let names: Vec<(&str, &str)> =
        read.indicators.iter().map(|it| (it.name.as_str(), it.canonical_name.as_str())).collect();
    assert_eq!(names, [("GDP", "地区生产总值"), ("GDP(不含云溪港区)", "地区生产总值(不含云溪港区)")]);
}

#[test]
fn near_misses_are_no_answers() {
    tells("规上工业增加值增长6%", "1-9月,规上工业总产值增长8.4%。", &["-"]);
    tells("地区生产总值增长6%", "单位GDP能耗上升1%。", &["-"]);
    tells("建成智能工厂、数字化车间10个", "认定智能工厂3家。", &["-"]);
    tells("新增上市企业3家", "新增上市后备企业41家,2家企业申报上市。", &["-"]);
    tells("一般公共预算收入增长6%", "一般公共预算收入增速列全省第4。", &["-"]);
    tells("生产安全事故起数下降10%", "事故起数、亡人数双下降。", &["-"]);
    tells("实际利用外资5亿美元", "云溪综保区实际利用外资0.8亿美元。", &["-"]);
    tells("固定资产投资增长8%", "民间投资增长12%,房地产开发投资下降8%。", &["-"]);
    tells("新增停车位500个", "计划新增停车位620个,年底前建成。", &["-"]);
    tells("创建省级示范村2个", "4个村拟推荐为省级示范村。", &["-"]);
    tells("研发投入强度达到3%", "2023年研发投入强度为2.85%。", &["-"]);
}

#[test]
fn the_whole_comes_before_its_parts() {
    let progress = "全市一般公共预算收入完成79.73亿元,同比增长3.3%,不含云溪港区完成67.69亿元,同比增长2.3%。";
    tells("一般公共预算收入增长6%", progress, &["3.3%"]);
    tells("新开工亿元以上项目60个", "新开工亿元以上项目52个,其中10亿元以上项目7个。", &["52个"]);
    tells(
        "实际利用外资确保28亿美元、力争30亿美元",
        "实际利用外资23.18亿美元,完成全年目标任务的82.8%。",
        &["23.18亿美元 (82.8%)", "23.18亿美元"],
    );
    tells("服务业增加值增长5.5%", "预计服务业增加值增长4.5-5.0%。", &["?4.5-5%"]);
}

#[test]
fn plans_stocks_and_stages_are_no_results() {
    tells("新增上市公司4家", "全市上市公司总数23家。", &["-"]);
    tells("培育县级龙头企业6家、示范农场20家", "现有县级龙头企业156家、示范农场860家。", &["-", "-"]);
    tells("高新技术企业达到260家", "新增高新技术企业31家,总数达到248家。", &["248家"]);
    tells("改造公厕30座", "改造公厕任务30座,已开工26座,完工19座。", &["19座"]);
    tells("改造公厕30座", "改造公厕30座(已完成21座)。", &["21座"]);
    tells("改造公厕30座", "改造公厕30座,已完成选址和设计。", &["-"]);
    tells("完成投资60亿元", "项目总投资180亿元,年度计划投资60亿元,已完成投资42亿元。", &["42亿元"]);
    tells("新开工重点项目90个", "共安排重点项目210个、总投资860亿元。截至6月底,已新开工47个。", &["47个"]);
    tells("创建省级数字车间8家", "13家企业通过省级数字车间初审。", &["-"]);
    tells("发行政府债券30亿元", "申报政府债券50亿元,获批28亿元,发行21亿元。", &["21亿元"]);
}

#[test]
fn another_class_or_time_is_another_figure() {
    tells("规上服务业营业收入增长9%", "规上工业营业收入增长5.3%。", &["-"]);
    tells("城镇调查失业率控制在5%以内", "城镇登记失业率2.9%。", &["-"]);
    tells(
        "城镇居民人均可支配收入增长6%",
        "居民人均可支配收入增长6.4%,其中城镇增长5.1%、农村增长7.2%。",
        &["5.1%"],
    );
    tells("社会消费品零售总额增长7%", "8月当月社会消费品零售总额增长9.1%,1-8月增长6.6%。", &["6.6%"]);
    tells(
        "PM2.5浓度低于35微克/立方米",
        "PM2.5浓度由去年的37微克/立方米下降至32微克/立方米。",
        &["32微克/立方米"],
    );
    tells(
        "农村居民人均可支配收入增长8%",
        "农村居民人均可支配收入达15320元,比上年增加1156元,增长8.2%。",
        &["8.2%"],
    );
}

#[test]
fn subjects_are_lent_to_what_follows() {
    tells("建设充电桩600个", "充电桩建设项目已开工,建成投用415个,利用率达58%。", &["415个"]);
    tells("改造老旧小区96个", "96个老旧小区已全部开工,其中71个完成改造。", &["71个"]);
    tells("完成造林3.5万亩", "全年任务为3.5万亩,实际完成3.8万亩。", &["3.8万亩"]);
    tells("新改建农村公路80公里", "农村公路:计划80公里,完成66公里。", &["66公里"]);
    tells(
        "完成植树造林6万亩,森林抚育2万亩",
        "完成植树造林、森林抚育5.1万亩、1.7万亩。",
        &["5.1万亩", "1.7万亩"],
    );
}

#[test]
fn names_and_codes_are_no_targets() {
    asks("深入推进省“415X”先进制造业集群工程和“1168”行动", &[]);
    asks("S302建成通车,办好第136届广交会参展工作", &[]);
    asks("确保生产安全事故起数、亡人数双下降", &[]);
    asks(
        "新增产值200亿元和300亿元企业各1家",
        &["新增产值200亿元企业 ≥ 1家 amount", "新增300亿元企业 ≥ 1家 amount"],
    );
    asks("争取到2026年上市企业突破100家", &[]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_no_panic(
        text in "[新增建成完成各均分别力争超达到%.0-9一二三十百千万亿元亩个家项人次、,,。;;“”()()《》年月-至\\n同比增长下降其中不含预计率的和 A-Za-z]{0,120}",
        progress in "[新增建成完成各均分别力争超达到%.0-9一二三十百千万亿元亩个家项人次、,,。;;“”()()《》年月-至\\n同比增长下降其中不含预计率的和 A-Za-z]{0,160}",
    ) {
        let read = row(&text, &progress);
        for it in &read.indicators {
            prop_assert!(text.contains(&it.quote));
            prop_assert!(it.span.end <= text.chars().count() && it.span.start <= it.span.end);
            if let Some(found) = &it.measurement {
                prop_assert!(progress.contains(&found.quote));
                prop_assert!(found.span.end <= progress.chars().count());
            }
        }
        let sections = [Section { headings: vec!["上半年工作回顾".to_owned()], text: passage(&progress), tense: Tense::Told },
            Section { headings: Vec::new(), text: passage(&text), tense: Tense::Ahead }];
        prop_assert_eq!(narrative(&sections, &context()).len(), 2);
    }

    #[test]
    fn any_letters_are_no_panic(text in "\\PC{0,200}", progress in "\\PC{0,200}") {
        let _ = row(&text, &progress);
    }
}
