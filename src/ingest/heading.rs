//! What stands above and below the rows: title, government, year, period, date of publication, publisher.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;

use super::Options;
use super::draft::{DocumentKind, Finding};
use super::error::IngestError;
use super::findings;
use super::layout::words::Column;
use super::layout::{Layout, Reading, opening_words};
use super::passage::Passage;
use super::place;
use crate::domain::numeral;
use crate::domain::period::Period;

/// What was read, and what could not be.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Heading {
    /// The printed title.
    pub title: Option<String>,
    /// The government that made the commitments.
    pub jurisdiction: Option<String>,
    /// The year of the work report.
    pub year: Option<i32>,
    /// What the bulletin covers.
    pub period: Option<Period>,
    /// Printed date of publication.
    pub published_on: Option<NaiveDate>,
    /// Printed publisher.
    pub publisher: Option<String>,
    /// What is not printed, and what the caller knew better.
    pub findings: Vec<Finding>,
}

struct Patterns {
    title: Regex,
    year: Regex,
    chinese_year: Regex,
    year_of_report: Regex,
    period: Regex,
    published: Regex,
    date: Regex,
    publisher: Regex,
    session: Regex,
    planned: Regex,
    whole_year: Regex,
    done: Regex,
}

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them all")]
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let compile = |pattern: &str| Regex::new(pattern).expect("constant pattern");
    Patterns {
        title: compile(
            "报告|通报|情况|进展|进度表|清单|分解|任务|工作要点|实事|公示|汇总|台账|一览|总结|小结|汇报|工作安排|工作计划",
        ),
        year: compile("(20[0-9]{2})\\s*年"),
        chinese_year: compile("(二[〇零○][〇零○一二三四五六七八九]{2})年"),
        year_of_report: compile(
            "(20[0-9]{2})\\s*年.{0,24}(?:政府工作报告|重点工作|目标任务|工作任务|重点任务|实事)",
        ),
        period: compile(
            "(?:截至|截止|至)?(?:20[0-9]{2}年)?(?:[0-9]{1,2}月?[-~—–―至到][0-9]{1,2}月份?|[一二三四五六七八九十]{1,2}[至到-][一二三四五六七八九十]{1,2}月份?|上半年|下半年|半年度?|前三季度|前3季度|前三个季度|一至三季度|1-3季度|前[一二三四五六七八九十0-9]{1,2}个月|第?[一二三四1-4]季度末?|[0-9]{1,2}月[0-9]{1,2}日|(?:[0-9]{1,2}|十?[一二三四五六七八九]|十)月[底末份]?|全年|年底)",
        ),
        published: compile(
            "(?:(?:发布|发文|成文|公开|印发|发表|更新|生成|信息)(?:时间|日期|于)?\\s*[:]?|(?:^|[\\s|])(?:日期|时间)\\s*:)\\s*(20[0-9]{2})\\s*[-/.年]\\s*([0-9]{1,2})\\s*[-/.月]\\s*([0-9]{1,2})",
        ),
        date: compile(
            "^\\s*[(]?(20[0-9]{2})\\s*[-/.年]\\s*([0-9]{1,2})\\s*[-/.月]\\s*([0-9]{1,2})\\s*日?(?:\\s*[0-9]{1,2}:[0-9]{2}(?::[0-9]{2})?)?[)]?\\s*$",
        ),
        session: compile(
            r"(20[0-9]{2})\s*年\s*[0-9]{1,2}\s*月\s*[0-9]{1,2}\s*日.{0,30}(?:人民代表大会|人大)",
        ),
        // …2023年计划执行情况与2024年计划草案的报告 is the plan of 2024.
        planned: compile("(20[0-9]{2})\\s*年[^0-9]{0,24}[(]?草案"),
        whole_year: compile("20[0-9]{2}\\s*年(?:度|全年)?[^0-9半季月]{0,24}(?:总结|小结|执行情况)"),
        done: compile("(?:完成|落实|办理|执行)情况"),
        publisher: compile(
            "(发文机关|发布机构|发布单位|发文单位|公开机构|发布机关|信息来源|文章来源|来源|发布部门|公开部门|责任部门|作者)\\s*:\\s*(\\S+)",
        ),
    }
});

/// Reads what stands around the rows, and lets `options` have the last word.
pub fn read(reading: &Reading, options: &Options) -> Result<Heading, IngestError> {
    let mut heading = Heading { title: title(&reading.head), ..Heading::default() };
    let around: Vec<&Passage> =
        reading.head.iter().chain(&reading.rest).filter(|text| text.len() <= 400).collect();
    heading.published_on = published_on(&around);
    let publishers = publishers(&reading.head);
    heading.publisher = publishers.first().map(|(_, name)| name.clone());
    let broken = broken_lines(&reading.head);
    let places = around.iter().map(|text| text.text()).chain(broken.iter().map(String::as_str));
    let printed = place::of_title(heading.title.as_deref().unwrap_or_default())
        .or_else(|| publishers.iter().find_map(|(_, name)| place::of_publisher(name)))
        .or_else(|| places.into_iter().find_map(place::of_speaker))
        .or_else(|| reading.head.iter().find_map(|line| of_signature(line.text())));
    heading.jurisdiction = prefer(options.jurisdiction.clone(), printed, "government", &mut heading.findings);
    heading.year = prefer(options.year, printed_year(&heading, reading), "year", &mut heading.findings);
    read_period(&mut heading, reading, options)?;
    note_unknown(&mut heading, reading.kind);
    Ok(heading)
}

/// Each short line above the rows with the one below it: the line that says before which congress a report was given is
/// often broken, 在临川市第三届 | 人民代表大会第二次会议上.
fn broken_lines(head: &[Passage]) -> Vec<String> {
    let short = |line: &Passage| line.len() <= 60 && !line.text().contains(['。', ':']);
    let pairs = head.iter().zip(head.iter().skip(1));
    pairs
        .filter(|(line, next)| short(line) && short(next))
        .map(|(line, next)| format!("{}{}", line.text().trim_end(), next.text().trim_start()))
        .collect()
}

/// A line above the title that is the name of a government and nothing else: 云溪县人民政府.
fn of_signature(line: &str) -> Option<String> {
    let name = line.trim().trim_end_matches("文件").trim_end_matches("办公室");
    name.ends_with("人民政府").then(|| place::of_publisher(name)).flatten()
}

/// The caller's word where there is one; a difference from print is a finding.
fn prefer<T: PartialEq + std::fmt::Display>(
    given: Option<T>,
    printed: Option<T>,
    what: &str,
    found: &mut Vec<Finding>,
) -> Option<T> {
    if let (Some(given), Some(printed)) = (&given, &printed)
        && given != printed
    {
        let message = format!("the {what} was given as {given}; the document prints {printed}");
        found.push(Finding::warning(findings::OVERRIDES_PRINT, message));
    }
    given.or(printed)
}

fn read_period(heading: &mut Heading, reading: &Reading, options: &Options) -> Result<(), IngestError> {
    let printed = heading.year.filter(|_| reading.kind == DocumentKind::Progress).and_then(|year| {
        let columns = reading.columns.iter().map(|(_, words)| words.as_str());
        let head = reading
            .head
            .iter()
            .map(Passage::text)
            .filter(|text| (text.contains("截至") || text.contains("现将")) && text.chars().count() < 80);
        heading
            .title
            .as_deref()
            .into_iter()
            .chain(columns)
            .chain(head)
            .find_map(|text| period_in(text, year))
            .or_else(|| period_in(opening(reading)?.1, year))
            .or_else(|| {
                let title = heading.title.as_deref().filter(|title| PATTERNS.whole_year.is_match(title))?;
                (!title.contains('半')).then(|| Period::parse("全年", year)).flatten()
            })
            .or_else(|| past_year(heading, reading, year))
    });
    heading.period = match &options.period {
        None => printed,
        Some(label) => given_period(heading, reading.kind, label, printed)?,
    };
    Ok(())
}

/// The last month in which a bulletin of the year before is printed.
const LAST_OF_PAST_YEAR: u32 = 4;

/// 2023年度完成情况, published in January of 2024: all of the year that is over.
fn past_year(heading: &Heading, reading: &Reading, year: i32) -> Option<Period> {
    let published = heading.published_on?;
    let over = published.year() == year + 1 && published.month() <= LAST_OF_PAST_YEAR;
    let progress = reading.columns.iter().filter(|(column, _)| *column == Column::Progress);
    let columns = progress.map(|(_, words)| words.as_str());
    let told = heading.title.as_deref().into_iter().chain(columns).find(|words| words.contains("年度"));
    let done = || heading.title.as_deref().is_some_and(|title| PATTERNS.done.is_match(title));
    let printed = format!("{year}年度");
    let label = match told {
        Some(words) if words.contains(&printed) => printed.as_str(),
        Some(_) => "年度",
        None if done() => "全年",
        None => return None,
    };
    Period::parse(label, year).filter(|_| over)
}

/// The period that the caller gave, and what is wrong with it: a plan covers none.
fn given_period(
    heading: &mut Heading,
    kind: DocumentKind,
    label: &str,
    printed: Option<Period>,
) -> Result<Option<Period>, IngestError> {
    // A year that no period can have tells whether the words bring a year of their own.
    let given = Period::parse(label, heading.year.unwrap_or(1))
        .ok_or_else(|| IngestError::InvalidPeriod { given: label.to_owned() })?;
    if heading.year.is_none() && given.start.year() == 1 {
        return Err(IngestError::PeriodWithoutYear { given: label.to_owned() });
    }
    let year = *heading.year.get_or_insert(given.start.year());
    let mut warn = |code, message| heading.findings.push(Finding::warning(code, message));
    if kind == DocumentKind::Plan {
        let message = format!("the period was given as {label}; the document is a plan and covers none");
        warn(findings::OPTION_IGNORED, message);
        return Ok(None);
    }
    if let Some(printed) = printed.filter(|printed| printed.end != given.end) {
        let message = format!("the period was given as {label}; the document prints {}", printed.label);
        warn(findings::OVERRIDES_PRINT, message);
    }
    if given.start.year() != year || given.end.year() != year {
        let message = format!(
            "the period was given as {label}, which ends on {}; the work report is of {year}",
            given.end
        );
        warn(findings::PERIOD_OUTSIDE_YEAR, message);
    }
    Ok(Some(given))
}

fn note_unknown(heading: &mut Heading, kind: DocumentKind) {
    let mut note = |unknown: bool, code: &str, message: &str| {
        if unknown {
            heading.findings.push(Finding::warning(code, message));
        }
    };
    note(heading.title.is_none(), findings::TITLE_UNKNOWN, "no title stands above the first row");
    note(
        heading.jurisdiction.is_none(),
        findings::JURISDICTION_UNKNOWN,
        "the document does not say whose work report it is; give it with --jurisdiction",
    );
    note(
        heading.year.is_none(),
        findings::YEAR_UNKNOWN,
        "the document does not say of which year the work report is; give it with --year",
    );
    note(
        heading.period.is_none() && kind == DocumentKind::Progress,
        findings::PERIOD_UNKNOWN,
        "the document does not say which period it covers; give it with --period",
    );
}

/// The paragraph that looks most like a title.
fn title(head: &[Passage]) -> Option<String> {
    let mut best: Option<(i32, String)> = None;
    for (at, text) in head.iter().enumerate() {
        let Some(score) = title_score(text.text()) else { continue };
        let mut words = without_tag(text.printed());
        // A title set in two lines: the first says whose report, the second what about it.
        if let Some(next) = head.get(at + 1).filter(|next| continues_title(text, next)) {
            words.push_str(next.printed());
        }
        if score > 0 && best.as_ref().is_none_or(|(most, _)| score > *most) {
            best = Some((score, words));
        }
    }
    best.map(|(_, words)| words).or_else(|| only_line(head))
}

/// The only line above the text is its title, whatever its words: 云溪县简介.
fn only_line(head: &[Passage]) -> Option<String> {
    let [line] = head else { return None };
    let sentence = line.text().contains(['。', ':', ';', ',', '>']) || line.text().contains("http");
    ((5..=40).contains(&line.len()) && !sentence).then(|| without_tag(line.printed()))
}

fn title_score(text: &str) -> Option<i32> {
    let length = text.chars().count();
    let label = text.contains([':', '>', '。', ';', '!']) || text.contains("http");
    if !(5..=80).contains(&length) || label || !PATTERNS.title.is_match(text) {
        return None;
    }
    let has = |words: &str| i32::from(text.contains(words));
    let year = i32::from(PATTERNS.year.is_match(text) || PATTERNS.chinese_year.is_match(text));
    let sentence = i32::from(text.contains(','));
    // 重点实事上半年进展顺利 heads a page of news.
    let told = i32::from(text.contains("进展") && PATTERNS.period.is_match(text));
    Some(
        4 * has("政府工作报告") + 3 * year + 2 * has("情况") + has("通报") + has("报告") + has("任务") + told
            - 4 * sentence
            - 3 * has("全文"),
    )
}

fn continues_title(text: &Passage, next: &Passage) -> bool {
    let open = !["情况", "通报", "报告", "清单"].iter().any(|end| text.text().ends_with(end))
        && !text.text().ends_with([')', ':']);
    let ends =
        ["情况", "通报", "情况)", "报告", "的报告", "清单"].iter().any(|end| next.text().ends_with(end));
    let new_start = PATTERNS.year.is_match(next.text()) || next.text().contains(':');
    open && ends && !new_start && text.len() + next.len() <= 80 && !text.text().contains("情况")
}

/// Without the name of a web column before the title: 【…】.
fn without_tag(title: &str) -> String {
    let title = title.trim();
    match title.strip_prefix('【').and_then(|rest| rest.split_once('】')) {
        Some((_, rest)) if rest.chars().count() >= 8 => rest.trim().to_owned(),
        _ => title.to_owned(),
    }
}

fn printed_year(heading: &Heading, reading: &Reading) -> Option<i32> {
    let title = heading.title.as_deref().unwrap_or_default();
    let planned = PATTERNS.planned.captures(title).and_then(|found| found.get(1)?.as_str().parse().ok());
    let in_title = planned.or_else(|| first_year(title));
    let columns = || reading.columns.iter().find_map(|(_, words)| first_year(words));
    let above = || {
        let found = reading.head.iter().find_map(|text| PATTERNS.year_of_report.captures(text.text()))?;
        found.get(1)?.as_str().parse().ok()
    };
    // A report is given early in its year, to a congress whose date stands under the title.
    let session = || {
        let year = |line: &str| PATTERNS.session.captures(line)?.get(1)?.as_str().parse().ok();
        let broken = || broken_lines(&reading.head).iter().find_map(|line| year(line));
        reading.head.iter().find_map(|line| year(line.text())).or_else(broken)
    };
    in_title.or_else(columns).or_else(above).or_else(session).or_else(|| opening(reading)?.0)
}

/// What a report without headings says in its first words: 2023年上半年,….
fn opening(reading: &Reading) -> Option<(Option<i32>, &str)> {
    let first = reading.prose.first().filter(|prose| prose.section.is_empty())?;
    let told = reading.layout == Layout::Narrative && reading.kind == DocumentKind::Progress;
    told.then(|| opening_words(first.text.text())).flatten()
}

fn first_year(text: &str) -> Option<i32> {
    if let Some(found) = PATTERNS.year.captures(text) {
        return found.get(1)?.as_str().parse().ok();
    }
    let digits = PATTERNS.chinese_year.captures(text)?.get(1)?.as_str();
    digits.chars().try_fold(0, |year, c| {
        let digit = if c == '○' { 0 } else { numeral::parse(&c.to_string()).unwrap_or(0) };
        Some(year * 10 + i32::try_from(digit).ok()?)
    })
}

/// The first period that a text names.
fn period_in(text: &str, year: i32) -> Option<Period> {
    let words: String = super::fold::fold_text(text).chars().filter(|c| !c.is_whitespace()).collect();
    PATTERNS.period.find_iter(&words).find_map(|found| Period::parse(found.as_str(), year))
}

fn published_on(around: &[&Passage]) -> Option<NaiveDate> {
    let date = |pattern: &Regex| {
        around.iter().find_map(|text| {
            let found = pattern.captures(text.text())?;
            let part = |group: usize| found.get(group)?.as_str().parse::<u32>().ok();
            NaiveDate::from_ymd_opt(i32::try_from(part(1)?).ok()?, part(2)?, part(3)?)
        })
    };
    date(&PATTERNS.published).or_else(|| date(&PATTERNS.date))
}

/// Publishers as printed, the one that signs first, the one that hosts last.
fn publishers(head: &[Passage]) -> Vec<(usize, String)> {
    const ORDER: &[&str] = &["发文机关", "发文单位", "发布机构", "发布机关", "发布单位", "公开机构"];
    let mut found: Vec<(usize, String)> = head
        .iter()
        .flat_map(|text| PATTERNS.publisher.captures_iter(text.text()))
        .filter_map(|found| {
            let label = found.get(1)?.as_str();
            let name = found.get(2)?.as_str();
            let rank = ORDER.iter().position(|first| *first == label).unwrap_or(ORDER.len());
            (!name.contains(':') && name.chars().any(char::is_alphabetic)).then(|| (rank, name.to_owned()))
        })
        .collect();
    found.sort_by_key(|(rank, _)| *rank);
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reading(head: &[&str], columns: &[&str]) -> Reading {
        Reading {
            layout: Layout::FlattenedTable,
            kind: DocumentKind::Progress,
            rows: Vec::new(),
            columns: columns.iter().map(|words| (Column::Progress, (*words).to_owned())).collect(),
            head: head.iter().map(|text| Passage::at(0, text)).collect(),
            rest: Vec::new(),
            glossary: Vec::new(),
            prose: Vec::new(),
            findings: Vec::new(),
        }
    }

    fn heading(head: &[&str], options: &Options) -> Heading {
        read(&reading(head, &["完成情况"]), options).unwrap()
    }

    #[test]
    fn a_full_heading_is_read() {
        let heading = heading(
            &[
                "首页 > 政务公开 > 督查",
                "【重点工作】2023年临川市政府工作报告重点工作完成情况（上半年）",
                "发布日期：2023-07-20 09:30  信息来源：市政府办公室  浏览次数：",
            ],
            &Options::default(),
        );
        assert_eq!(heading.title.as_deref(), Some("2023年临川市政府工作报告重点工作完成情况（上半年）"));
        assert_eq!(heading.jurisdiction.as_deref(), Some("临川市"));
        assert_eq!(heading.year, Some(2023));
        assert_eq!(heading.period.map(|period| period.end), NaiveDate::from_ymd_opt(2023, 6, 30));
        assert_eq!(heading.published_on, NaiveDate::from_ymd_opt(2023, 7, 20));
        assert_eq!(heading.publisher.as_deref(), Some("市政府办公室"));
        assert!(heading.findings.is_empty(), "{:?}", heading.findings);
    }

    #[test]
    fn a_date_behind_a_bare_label_is_that_of_publication() {
        for line in
            ["来源:市政府督查室  时间:2023-07-20 10:21", "日期：2023年7月20日", "点击:12|日期:2023/7/20"]
        {
            let heading = heading(&["2023年临川市政府工作报告完成情况(上半年)", line], &Options::default());
            assert_eq!(heading.published_on, NaiveDate::from_ymd_opt(2023, 7, 20), "{line}");
        }
        let meeting = heading(
            &["2023年临川市政府工作报告完成情况(上半年)", "会议时间:2023-02-01"],
            &Options::default(),
        );
        assert_eq!(meeting.published_on, None);
    }

    #[test]
    fn what_is_not_printed_is_unknown() {
        let heading = heading(&[], &Options::default());
        let codes: Vec<_> = heading.findings.iter().map(|finding| finding.code.as_str()).collect();
        assert_eq!(
            codes,
            [
                findings::TITLE_UNKNOWN,
                findings::JURISDICTION_UNKNOWN,
                findings::YEAR_UNKNOWN,
                findings::PERIOD_UNKNOWN
            ]
        );
    }

    #[test]
    fn the_period_may_stand_in_the_header_of_a_column() {
        let options = Options { year: Some(2022), ..Options::default() };
        let heading = read(&reading(&[], &["序号", "1-8月完成情况"]), &options).unwrap();
        assert_eq!(heading.period.map(|period| period.end), NaiveDate::from_ymd_opt(2022, 8, 31));
    }

    #[test]
    fn a_bulletin_printed_after_its_year_covers_all_of_it() {
        let period = |title: &str, published: &str| {
            heading(&[title, published], &Options::default()).period.map(|period| (period.end, period.label))
        };
        let whole = |label: &str| NaiveDate::from_ymd_opt(2023, 12, 31).map(|end| (end, label.to_owned()));
        let title = "临川市2023年度政府工作报告重点工作完成情况";
        assert_eq!(period(title, "发布日期:2024-01-18"), whole("2023年度"));
        assert_eq!(period("临川市2023年民生实事年度完成情况", "发布日期:2024-02-01"), whole("年度"));
        assert_eq!(period("2023年临川市政府工作报告任务落实情况", "发布日期:2024-01-09"), whole("全年"));
        // Printed while the year goes on, or long after it, or with a period of its own.
        assert_eq!(period(title, "发布日期:2023-08-18"), None);
        assert_eq!(period(title, "发布日期:2025-08-18"), None);
        assert_eq!(period(title, ""), None);
        let half = period("临川市2023年度重点工作完成情况(上半年)", "发布日期:2024-01-18");
        assert_eq!(half.map(|(end, _)| end), NaiveDate::from_ymd_opt(2023, 6, 30));
    }

    #[test]
    fn the_caller_has_the_last_word() {
        let options = Options {
            jurisdiction: Some("云溪县".to_owned()),
            year: Some(2022),
            period: Some("前三季度".to_owned()),
            ..Options::default()
        };
        let heading = heading(&["2023年临川市政府工作报告重点工作完成情况（上半年）"], &options);
        assert_eq!((heading.jurisdiction.as_deref(), heading.year), (Some("云溪县"), Some(2022)));
        assert_eq!(heading.period.map(|period| period.end), NaiveDate::from_ymd_opt(2022, 9, 30));
        assert_eq!(heading.findings.len(), 3);
    }

    #[test]
    fn a_given_period_is_checked() {
        let given = |period: &str| {
            let options = Options { period: Some(period.to_owned()), ..Options::default() };
            read(&reading(&[], &[]), &options)
        };
        assert!(matches!(given("去年"), Err(IngestError::InvalidPeriod { .. })));
        assert!(matches!(given("上半年"), Err(IngestError::PeriodWithoutYear { .. })));
        assert_eq!(given("2024-01/2024-06").unwrap().year, Some(2024));
    }

    #[test]
    fn a_line_broken_inside_the_name_of_the_congress_is_read_whole() {
        let head =
            ["政府工作报告", "——2025年1月9日在临川省第十二届", "人民代表大会第四次会议上", "临川省省长 某某"];
        let broken = heading(&head, &Options::default());
        assert_eq!((broken.jurisdiction.as_deref(), broken.year), (Some("临川省"), Some(2025)));
        let apart = ["政府工作报告", "2025年1月9日印发到各县", "人民代表大会代表联络处存"];
        assert_eq!(heading(&apart, &Options::default()).jurisdiction, None);
    }

    #[test]
    fn chinese_years_and_two_line_titles_are_read() {
        let heading = heading(&["临川市人民政府二〇二三年工作报告", "重点任务落实情况"], &Options::default());
        assert_eq!(heading.year, Some(2023));
        assert_eq!(heading.jurisdiction.as_deref(), Some("临川市"));
    }
}
