//! Goals that a report mentions in what it tells, and results that are none.

use super::{context, passage};
use crate::ingest::extract::{Section, Tense, narrative};

fn section(heading: &str, text: &str) -> Section {
    let headings = vec![heading.to_owned()];
    Section { tense: Tense::of(&headings), headings, text: passage(text) }
}

/// `18亿元 <- 10.35亿元` for each target of the sections.
fn read(sections: &[Section]) -> Vec<String> {
    let told = narrative(sections, &context());
    let targets = told.iter().flat_map(|told| &told.indicators).map(|it| {
        let figure = it.measurement.as_ref();
        let figure = figure.map_or("-".to_owned(), |it| format!("{}{}", it.value.normalize(), it.unit));
        let share = it.reported_share.as_ref().map(|it| format!(" ({}%)", it.percent.normalize()));
        format!("{} {}{} <- {figure}{}", it.name, it.target.normalize(), it.unit, share.unwrap_or_default())
    });
    targets.collect()
}

fn results(sections: &[Section]) -> Vec<String> {
    let told = narrative(sections, &context());
    told.iter()
        .flat_map(|told| &told.results)
        .map(|it| format!("{}{}", it.value.normalize(), it.unit))
        .collect()
}

#[test]
fn goals_that_were_assigned() {
    let told = "(一)年初市政府下达我局公路建设投资任务9亿元,累计完成投资6.3亿元,占年度任务的70%。";
    assert_eq!(read(&[section("上半年工作情况", told)]), ["公路建设投资 9亿元 <- 6.3亿元 (70%)"]);
    let told = "全年计划改造老旧小区18个,截至8月底完工11个,涉及居民2100户。";
    assert_eq!(read(&[section("上半年工作情况", told)]), ["改造老旧小区 18个 <- 11个"]);
    let told = "完成省下达任务的101.5%。";
    assert_eq!(read(&[section("上半年工作情况", told)]), [""; 0]);
}

#[test]
fn goals_beside_their_figures() {
    let told = "生活污水集中处理率达到94.2%(年度目标96%)。";
    assert_eq!(read(&[section("上半年工作情况", told)]), ["生活污水集中处理率 96% <- 94.2%"]);
    let told = "建筑业总产值完成42.3亿元,完成年度目标80亿元的52.9%。";
    assert_eq!(read(&[section("上半年工作情况", told)]), ["建筑业总产值 80亿元 <- 42.3亿元 (52.9%)"]);
    let told = "2024年目标任务为新建污水管网38公里,已完成21.7公里。";
    assert_eq!(read(&[section("上半年工作情况", told)]), ["新建污水管网 38公里 <- 21.7公里"]);
}

#[test]
fn a_goal_of_one_quarter_is_none_of_the_year() {
    let sections = [
        section("上半年工作情况", "累计完成投资6.3亿元。"),
        section("下半年工作打算", "三季度完成投资2.5亿元以上。"),
    ];
    assert_eq!(read(&sections), [""; 0]);
}

#[test]
fn numbers_of_paragraphs_are_in_no_name() {
    let told = section("下半年工作打算", "(三)全年新建公园6个。二是培训技工300人。");
    assert_eq!(read(&[told]), ["新建公园 6个 <- -", "培训技工 300人 <- -"]);
}

#[test]
fn what_is_lacking_or_only_begun_is_no_result() {
    assert_eq!(results(&[section("存在的主要问题", "征迁进度为58%,缺少技术人员12名。")]), [""; 0]);
    let told = "9个重点项目全部开工,建成泵站4座,申报示范项目3个,专业人员仅有6名。";
    assert_eq!(results(&[section("上半年工作情况", told)]), ["4座"]);
}

#[test]
fn a_goal_told_and_asked_for_is_one() {
    let sections = [
        section("上半年工作情况", "全年计划新建公厕20座,已建成9座。"),
        section("下半年工作打算", "年底前新建公厕20座。"),
    ];
    assert_eq!(read(&sections), ["新建公厕 20座 <- 9座"]);
}

#[test]
fn goals_of_the_beginning_of_the_year_and_rates_told_behind_them() {
    let told = "年初确定新增规上企业30家、改造老旧小区20个。前三季度,新增规上企业13家,改造老旧小区8个。";
    assert_eq!(
        read(&[section("重点任务完成情况", told)]),
        ["新增规上企业 30家 <- 13家", "改造老旧小区 20个 <- 8个"]
    );
    let told = "地区生产总值增长6%,前三季度实现增长6.4%;固定资产投资增长7%,实际增长5.2%。";
    let goals = [section("主要目标完成情况", told)];
    assert_eq!(read(&goals), ["地区生产总值 6% <- 6.4%", "固定资产投资 7% <- 5.2%"]);
    assert_eq!(results(&goals), [""; 0]);
    let told = "一季度地区生产总值增长6%,上半年增长6.4%;投资完成9亿元,增长3%,上半年增长5%。";
    assert_eq!(read(&[section("主要目标完成情况", told)]), [""; 0]);
}
