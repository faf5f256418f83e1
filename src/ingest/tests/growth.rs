//! Work grows with the size of the document: four times as much of anything takes about four times as long.

use std::fmt::Write as _;
use std::time::{Duration, Instant};

use crate::ingest::{Options, parse};

const HEADERS: &str =
    "2023年临川市政府工作报告重点工作完成情况(上半年)\n\n序号\n\n主要工作任务\n\n完成情况\n\n责任单位\n\n";

fn repeated(count: usize, write: impl Fn(&mut String, usize)) -> String {
    (1..=count).fold(String::new(), |mut text, number| {
        write(&mut text, number);
        text
    })
}

fn rows(count: usize) -> String {
    let body = repeated(count, |text, number| {
        let _ = write!(
            text,
            "{number}\n\n新建公路{number}公里以上,新增企业{}家。\n\n已建成公路{}公里,完成年度目标的{}%。\n\n★交通局、科技局\n\n",
            number % 40 + 10,
            number / 2,
            number % 90
        );
    });
    format!("{HEADERS}{body}")
}

/// Two rows around one whose progress is all of `progress`.
fn with_progress(progress: &str) -> String {
    let row = |number: usize, told: &str| {
        format!("{number}\n\n新建公路{number}公里以上,新增企业5家。\n\n{told}\n\n交通局\n\n")
    };
    format!("{HEADERS}{}{}{}", row(1, "已建成1公里。"), row(2, progress), row(3, "已建成3公里。"))
}

fn sentences(count: usize, end: &str) -> String {
    repeated(count, |text, number| {
        let _ = write!(text, "完成第{}批道路改造{}.{}公里{end}", number % 50, number % 90 + 1, number % 7);
    })
}

fn notes(count: usize) -> String {
    let body = "改造老旧小区12个,新增停车位300个。\n".repeat(8);
    let notes = repeated(count, |text, number| {
        let _ = writeln!(text, "{number}.“第{number}号行动”:指在{number}个村开展的整治工作。");
    });
    format!("2023年云溪县政府工作报告\n一、2023年工作安排\n{body}名词解释\n{notes}")
}

/// Lines above the header that the body prints again on every page.
fn pages(count: usize) -> String {
    let lines = repeated(count, |text, number| {
        let _ = writeln!(text, "第{number}部分内容说明及其他有关事项");
    });
    format!("{lines}{HEADERS}{lines}")
}

fn fastest(text: &str) -> Duration {
    let time = || {
        let start = Instant::now();
        let _ = parse(text.as_bytes(), &Options::default());
        start.elapsed()
    };
    (0..2).map(|_| time()).min().unwrap_or_default()
}

#[track_caller]
fn grows_linearly(size: usize, build: impl Fn(usize) -> String) {
    let (once, four_times) = (build(size), build(4 * size));
    // Quadratic work takes sixteen times as long. A busy machine may disturb one measurement, not five.
    let ratio = |_| fastest(&four_times).as_secs_f64() / fastest(&once).as_secs_f64();
    let least = (0..5).map(ratio).find(|ratio| *ratio < 9.0);
    assert!(least.is_some(), "four times the size takes more than nine times as long");
}

#[test]
fn rows_take_time_in_their_number() {
    grows_linearly(60, rows);
    grows_linearly(60, |count| {
        format!("<html><body><p>{}</p></body></html>", rows(count).replace('\n', "</p>\n<p>"))
    });
}

#[test]
fn a_long_cell_takes_time_in_its_length() {
    grows_linearly(200, |count| with_progress(&sentences(count, "。")));
    grows_linearly(200, |count| with_progress(&sentences(count, ",")));
    grows_linearly(200, |count| with_progress(&sentences(count, "、")));
    grows_linearly(2_000, |count| with_progress(&"12".repeat(count)));
    grows_linearly(2_000, |count| with_progress(&"(“".repeat(count)));
}

#[test]
fn lines_around_a_table_take_time_in_their_number() {
    grows_linearly(300, notes);
    grows_linearly(400, pages);
    grows_linearly(400, |count| format!("{}_甲乙\n{}", "甲乙丙".repeat(count * 10), rows(5)));
}

#[test]
fn lists_without_columns_take_time_in_their_length() {
    let title = "2023年云溪县重点工作上半年完成情况\n一、主要任务完成情况\n";
    let item = |number: usize| {
        format!("{number}.新增企业{}家、学位{number}个。截至6月底,新增企业{}家。", number + 9, number / 2)
    };
    grows_linearly(100, |count| {
        let items = repeated(count, |text, number| {
            let _ = writeln!(text, "{}", item(number));
        });
        format!("{title}{items}")
    });
    grows_linearly(100, |count| {
        format!("{title}1.{}\n2.{}\n", sentences(count, ","), sentences(count, "。"))
    });
    grows_linearly(100, |count| {
        let blocks = repeated(count, |text, number| {
            let _ = write!(text, " {number}.新增企业{number}家。 责任单位:县工信局 完成情况:新增企业2家。");
        });
        format!("{title}{blocks}")
    });
    grows_linearly(1_000, |count| {
        format!("{title}1.修路。 责任单位:甲局 完成情况:{}\n责任单位:乙局 完成情况:完成", " ".repeat(count))
    });
    grows_linearly(100, |count| {
        let lines = repeated(count, |text, number| {
            let _ = writeln!(text, "{number} 新增企业 家 {} {number} 50% 县工信局", 2 * number);
        });
        format!("{title}序号 指标名称 单位 目标任务 累计完成情况 完成进度 责任单位\n{lines}")
    });
    grows_linearly(100, |count| format!("{title}2023年上半年,{}\n", sentences(count, ";")));
}
