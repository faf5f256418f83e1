//! Tables that print targets and figures in columns of their own: 目标值, 完成值, 完成率, 计量单位.

use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::draft::{IndicatorDraft, MeasurementDraft, ShareDraft};
use super::extract::{Context, Extracted, named_period};
use super::layout::Row;
use super::layout::words::Column;
use super::passage::Passage;
use crate::domain::indicator::canonical;
use crate::domain::period::Period;
use crate::domain::quantity::Unit;
use crate::domain::target::{Comparator, Kind};

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them")]
static CELL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^(≥|≤|>|<|不低于|不少于|不超过|不高于|达到|约|增长|下降|控制在)?\s*([-+]?[0-9]+(?:,[0-9]{3})*(?:\.[0-9]+)?)\s*([^0-9\s]{0,10}?)(以上|以下|以内|左右)?$")
        .expect("constant pattern")
});

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them")]
static UNIT_IN_BRACKETS: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"[(]\s*(?:单位\s*[:：]?)?\s*([^()0-9]{1,8})\s*[)]$").expect("constant pattern")
});

/// A cell that holds one figure.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Figure {
    value: Decimal,
    unit: String,
    comparator: Option<Comparator>,
    approximate: bool,
    /// 6.2(前三季度): what the bracket behind it says.
    remark: String,
}

/// The task with the words of its target cell, where that cell holds more than one bare figure: `32个,惠及1.2万户`.
pub fn spoken_target(row: &Row) -> Option<Passage> {
    let cell = row.values.iter().find(|(kind, _)| *kind == Column::Target).map(|(_, text)| text)?;
    if cell.is_empty() || figure(cell).is_some() {
        return None;
    }
    // A number goes on with the task's noun; words begin a statement of their own.
    let number = cell.text().trim_start().starts_with(|letter: char| letter.is_ascii_digit());
    let mut whole = row.text.clone();
    whole.append(if number { "" } else { "," }, cell);
    Some(whole)
}

/// The cell of what was done, where it holds more than one bare figure: `开工238个,完工151个`; and the period that its
/// heading names.
pub fn told_in_cell<'r>(
    row: &'r Row,
    headings: &[(Column, String)],
    context: &Context,
) -> Option<(&'r Passage, Option<Period>)> {
    let cell = row.values.iter().find(|(kind, _)| *kind == Column::Done).map(|(_, text)| text)?;
    let words = headings.iter().find(|(kind, _)| *kind == Column::Done).map(|(_, words)| words);
    let period = words.and_then(|words| named_period(&super::fold::fold_text(words), context));
    (!cell.is_empty() && figure(cell).is_none()).then_some((cell, period))
}

/// Adds what the columns of a row say to what its text says.
pub fn add(row: &Row, headings: &[(Column, String)], context: &Context, extracted: &mut Extracted) {
    let cell = |column: Column| row.values.iter().find(|(kind, _)| *kind == column).map(|(_, text)| text);
    let asked = cell(Column::Target).map(steps).unwrap_or_default();
    if !asked.is_empty() && extracted.indicators.is_empty() {
        for (step, _) in asked {
            let mut of_step = Extracted::default();
            add(&row_of_step(row, &step), headings, context, &mut of_step);
            extracted.indicators.append(&mut of_step.indicators);
        }
        return;
    }
    let heading =
        |column: Column| headings.iter().find(|(kind, _)| *kind == column).map(|(_, words)| words.as_str());
    let measure =
        cell(Column::Measure).map(|text| text.text().trim().to_owned()).filter(|unit| !unit.is_empty());
    let unit_of = |column: Column, figure: &Figure| {
        let named = || bracketed(heading(column).unwrap_or_default()).or_else(|| bracketed(row.text.text()));
        if figure.unit.is_empty() {
            measure.clone().or_else(named).unwrap_or_default()
        } else {
            figure.unit.clone()
        }
    };
    let target = cell(Column::Target).and_then(|text| Some((text, figure(text)?)));
    if let Some((text, figure)) = target.filter(|_| extracted.indicators.is_empty()) {
        let unit = unit_of(Column::Target, &figure);
        extracted.indicators.push(indicator(row, text, &figure, unit));
    }
    let [only] = extracted.indicators.as_mut_slice() else { return };
    if let Some((text, figure)) = cell(Column::Done).and_then(|text| Some((text, figure(text)?)))
        && only.measurement.is_none()
    {
        let unit = unit_of(Column::Done, &figure);
        let unit = if unit.is_empty() { only.unit.clone() } else { unit };
        only.measurement = Some(MeasurementDraft {
            value: figure.value,
            value_high: None,
            unit,
            approximate: figure.approximate,
            forecast: text.text().contains('预'),
            as_of: named_period(&figure.remark, context)
                .or_else(|| named_period(&super::fold::fold_text(heading(Column::Done)?), context)),
            quote: text.printed().to_owned(),
            span: text.whole(),
        });
    }
    let share = cell(Column::Rate).and_then(|text| Some((text, figure(text)?)));
    let says_percent = |words: &str| ["%", "％", "百分"].iter().any(|sign| words.contains(sign));
    let in_percent = |figure: &Figure| figure.unit == "%" || heading(Column::Rate).is_some_and(says_percent);
    if let Some((text, figure)) = share.filter(|(_, figure)| in_percent(figure))
        && only.reported_share.is_none()
    {
        only.reported_share =
            Some(ShareDraft { percent: figure.value, quote: text.printed().to_owned(), span: text.whole() });
    }
}

/// A cell with a figure for each of several steps, and the words of each: 开工2500/建成1800. Empty for any other cell.
fn steps(cell: &Passage) -> Vec<(Passage, Passage)> {
    #[rustfmt::skip]
    const STEPS: [&str; 12] = [
        "新开工", "开工", "竣工", "完工", "基本建成", "建成", "投用", "投产", "交付", "签约", "落地", "到位",
    ];
    let mut found: Vec<(Passage, Passage)> = Vec::new();
    let mut from = 0;
    for piece in cell.text().split(['/', '、', ';', '；', ',', '，', '\n']) {
        let words = piece.trim_end_matches(|letter: char| letter.is_ascii_digit() || matches!(letter, '.'));
        let (start, cut, end) = (from, from + words.len(), from + piece.len());
        from = end + cell.text().get(end..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8);
        let (step, number) = (cell.slice_bytes(start..cut).into_trimmed(), cell.slice_bytes(cut..end));
        let again = found.iter().any(|(other, _)| other.text() == step.text());
        if again || !STEPS.contains(&step.text()) || figure(&number).is_none() {
            return Vec::new();
        }
        found.push((step, number));
    }
    if found.len() > 1 { found } else { Vec::new() }
}

/// The row of one of the steps: its name and, of each cell, the figure of that step.
fn row_of_step(row: &Row, step: &Passage) -> Row {
    let mut text = row.text.clone();
    text.append("", step);
    let of_step = |cell: &Passage| {
        let mut all = steps(cell).into_iter();
        all.find(|(other, _)| other.text() == step.text()).map(|(_, number)| number)
    };
    let values = row.values.iter().filter_map(|(column, cell)| match column {
        Column::Target | Column::Done | Column::Rate => Some((*column, of_step(cell)?)),
        _ => Some((*column, cell.clone())),
    });
    Row { text, values: values.collect(), ..Row::default() }
}

fn indicator(row: &Row, text: &Passage, figure: &Figure, unit: String) -> IndicatorDraft {
    let (name, asks) = measure_named(&row.text);
    let kind = kind(&name, &unit);
    let falls = fall_named(&name).filter(|_| figure.value.is_sign_positive());
    let fall = kind == Kind::Growth && figure.value.is_sign_negative();
    // 单位GDP能耗降低率 3: the more it falls the better, whatever it is that falls.
    let ceiling = falls.is_none() && (fall || is_kept_low(&name));
    let usual = if ceiling { Comparator::AtMost } else { Comparator::AtLeast };
    IndicatorDraft {
        // A fall that is printed without its sign keeps its word, or it would be taken for a rise.
        canonical_name: falls.map_or_else(|| canonical(&name), |of| format!("{}下降率", canonical(of))),
        name,
        target: figure.value,
        target_high: None,
        unit,
        comparator: figure.comparator.or(asks).unwrap_or(usual),
        kind,
        quote: text.printed().to_owned(),
        span: text.whole(),
        measurement: None,
        reported_share: None,
    }
}

/// The measure that a task names, without the unit in brackets behind it, and what words at its end ask of the figure:
/// 城镇登记失业率低于(%).
fn measure_named(task: &Passage) -> (String, Option<Comparator>) {
    let bare = UNIT_IN_BRACKETS.find(task.text()).map_or(task.text().len(), |unit| unit.start());
    let words: [(&str, Comparator); 10] = [
        ("不低于", Comparator::AtLeast),
        ("不少于", Comparator::AtLeast),
        ("不高于", Comparator::AtMost),
        ("不超过", Comparator::AtMost),
        ("控制在", Comparator::AtMost),
        ("低于", Comparator::AtMost),
        ("少于", Comparator::AtMost),
        ("高于", Comparator::AtLeast),
        ("超过", Comparator::AtLeast),
        ("达到", Comparator::AtLeast),
    ];
    let name = task.slice_bytes(0..bare).into_trimmed();
    let asks = words.into_iter().find_map(|(word, asks)| Some((name.text().strip_suffix(word)?.len(), asks)));
    match asks.filter(|(end, _)| *end > 0) {
        Some((end, asks)) => (name.slice_bytes(0..end).trimmed().printed().to_owned(), Some(asks)),
        None => (name.printed().to_owned(), None),
    }
}

/// What falls, where the name is that of a fall.
fn fall_named(name: &str) -> Option<&str> {
    #[rustfmt::skip]
    const FALLS: [&str; 10] = [
        "下降率", "降低率", "压减率", "削减率", "减少率", "下降幅度", "降幅", "下降", "降低", "压减",
    ];
    let of = FALLS.iter().find_map(|fall| name.strip_suffix(fall))?;
    Some(of.strip_suffix("同比").unwrap_or(of)).filter(|of| !of.is_empty())
}

/// Measures of what should not happen: a ceiling where nothing else is said. Of what is done about them, more is better.
fn is_kept_low(name: &str) -> bool {
    let rate_of = ["失业率", "事故率", "死亡率", "发案率", "发生率"].iter().any(|rate| name.ends_with(rate));
    let rate = name.ends_with('率') && !rate_of;
    !rate && ["浓度", "失业率", "能耗", "事故", "死亡", "发案"].iter().any(|word| name.contains(word))
}

fn kind(name: &str, unit: &str) -> Kind {
    let has = |words: &[&str]| words.iter().any(|word| name.contains(word));
    let change = has(&["增长", "增速", "增幅", "下降", "降幅"]) || fall_named(name).is_some();
    let per_head =
        ["每千", "每万", "每百"].iter().any(|each| name.starts_with(each)) || name.contains("人均");
    if unit == "%" && change {
        Kind::Growth
    } else if unit == "%"
        || per_head && !is_paid(unit)
        || has(&["比重", "占比", "浓度", "指数", "强度", "拥有量", "率"])
    {
        Kind::Level
    } else {
        Kind::Amount
    }
}

/// 人均可支配收入 adds up over the year although it is an average.
fn is_paid(unit: &str) -> bool {
    unit.contains('元')
}

fn figure(cell: &Passage) -> Option<Figure> {
    let text: String = cell.text().chars().filter(|c| !c.is_whitespace()).collect();
    let (text, remark) = without_remark(&text);
    let found = CELL.captures(text.trim_start_matches(['预', '计']))?;
    let part = |group: usize| found.get(group).map_or("", |part| part.as_str());
    let mut value: Decimal = part(2).replace([',', '+'], "").parse().ok()?;
    if part(1) == "下降" {
        value = -value;
    }
    let comparator = match (part(1), part(4)) {
        ("≤" | "<" | "不超过" | "不高于" | "控制在" | "下降", _) | (_, "以下" | "以内") => {
            Some(Comparator::AtMost)
        }
        ("约", _) | (_, "左右") => Some(Comparator::About),
        ("≥" | ">" | "不低于" | "不少于" | "达到", _) | (_, "以上") => Some(Comparator::AtLeast),
        _ => None,
    };
    Some(Figure {
        value,
        unit: part(3).to_owned(),
        comparator,
        approximate: matches!(part(4), "以上" | "左右") || part(1) == "约",
        remark: remark.to_owned(),
    })
}

/// The figure of a cell and what a bracket behind it remarks; a bracket that belongs to the unit, 台(套), stays.
fn without_remark(text: &str) -> (&str, &str) {
    let remark = text
        .strip_suffix([')', ')'])
        .and_then(|open| open.rsplit_once(['(', '(']))
        .filter(|(figure, remark)| !figure.is_empty() && Unit::parse(remark).is_none());
    remark.unwrap_or((text, ""))
}

fn bracketed(words: &str) -> Option<String> {
    let folded = super::fold::fold_text(words);
    let unit = UNIT_IN_BRACKETS.captures(folded.trim())?.get(1)?.as_str().to_owned();
    Some(unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, values: &[(Column, &str)], headings: &[(Column, &str)]) -> Vec<IndicatorDraft> {
        let row = Row {
            text: Passage::at(0, text),
            values: values.iter().map(|(column, value)| (*column, Passage::at(50, value))).collect(),
            ..Row::default()
        };
        let headings: Vec<_> =
            headings.iter().map(|(column, words)| (*column, (*words).to_owned())).collect();
        let mut extracted = Extracted::default();
        let context = Context { year: Some(2024), ..Context::default() };
        add(&row, &headings, &context, &mut extracted);
        extracted.indicators
    }

    #[test]
    fn columns_of_figures_make_an_indicator() {
        let found = read(
            "固定资产投资",
            &[
                (Column::Measure, "亿元"),
                (Column::Target, "120"),
                (Column::Done, "66.6"),
                (Column::Rate, "55.5%"),
            ],
            &[],
        );
        let [only] = found.as_slice() else { panic!("{found:?}") };
        assert_eq!((only.target, only.unit.as_str(), only.kind), (Decimal::from(120), "亿元", Kind::Amount));
        let measured = only.measurement.as_ref().unwrap();
        assert_eq!((measured.value, measured.unit.as_str()), (Decimal::new(666, 1), "亿元"));
        assert_eq!(only.reported_share.as_ref().unwrap().percent, Decimal::new(555, 1));
    }

    #[test]
    fn units_stand_in_cells_headings_and_names() {
        let growth = read("规上工业增加值增速", &[(Column::Target, "7%左右"), (Column::Done, "6.4%")], &[]);
        assert_eq!((growth[0].kind, growth[0].comparator), (Kind::Growth, Comparator::About));
        let heading =
            read("实际使用外资", &[(Column::Target, "3,200")], &[(Column::Target, "目标值（万美元）")]);
        assert_eq!((heading[0].target, heading[0].unit.as_str()), (Decimal::from(3200), "万美元"));
        let name = read("PM2.5平均浓度(微克/立方米)", &[(Column::Target, "≤28")], &[]);
        assert_eq!((name[0].unit.as_str(), name[0].comparator), ("微克/立方米", Comparator::AtMost));
        assert_eq!(name[0].name, "PM2.5平均浓度");
    }

    #[test]
    fn the_more_it_falls_the_better() {
        for (name, kind, comparator) in [
            ("单位GDP能耗降低率", Kind::Growth, Comparator::AtLeast),
            ("生产安全事故起数下降率", Kind::Growth, Comparator::AtLeast),
            ("一般性支出压减率", Kind::Growth, Comparator::AtLeast),
            ("重大事故隐患整改率", Kind::Level, Comparator::AtLeast),
            ("城镇登记失业率", Kind::Level, Comparator::AtMost),
        ] {
            let found = read(name, &[(Column::Target, "3%"), (Column::Done, "2.1%")], &[]);
            assert_eq!((found[0].kind, found[0].comparator), (kind, comparator), "{name}");
            assert_eq!(found[0].target, Decimal::from(3), "{name}");
        }
        let names = |name| read(name, &[(Column::Target, "3%")], &[])[0].canonical_name.clone();
        assert_eq!(names("单位GDP能耗降低率"), names("万元GDP能耗下降率"));
        assert_ne!(names("单位GDP能耗降低率"), names("单位GDP能耗"));
        let minus = read("单位GDP能耗下降率", &[(Column::Target, "-3%")], &[]);
        assert_eq!((minus[0].kind, minus[0].comparator), (Kind::Growth, Comparator::AtMost));
    }

    #[test]
    fn what_there_is_for_each_stands_at_a_date() {
        let kind = |name, target| read(name, &[(Column::Target, target)], &[])[0].kind;
        assert_eq!(kind("每千人口托位数", "4.6个"), Kind::Level);
        assert_eq!(kind("每万人口全科医生数", "3.9人"), Kind::Level);
        assert_eq!(kind("居民人均可支配收入", "3.6万元"), Kind::Amount);
        assert_eq!(kind("新增托位", "300个"), Kind::Amount);
    }

    #[test]
    fn remarks_and_headings_tell_the_time() {
        let remark =
            read("规上工业增加值增速", &[(Column::Target, "7%"), (Column::Done, "6.4（前三季度）")], &[]);
        let measured = remark[0].measurement.as_ref().unwrap();
        assert_eq!((measured.value, measured.unit.as_str()), (Decimal::new(64, 1), "%"));
        assert_eq!(measured.as_of.as_ref().map(|period| period.label.as_str()), Some("前三季度"));
        let heading = read(
            "招聘会",
            &[(Column::Target, "30场"), (Column::Done, "26场")],
            &[(Column::Done, "1—10月完成值")],
        );
        let measured = heading[0].measurement.as_ref().unwrap();
        assert_eq!(measured.as_of.as_ref().map(|period| period.label.as_str()), Some("1-10月"));
        let unit = read("农机", &[(Column::Target, "30台(套)"), (Column::Done, "26台(套)")], &[]);
        assert_eq!(unit[0].measurement.as_ref().unwrap().unit, "台(套)");
    }

    #[test]
    fn cells_that_are_no_figures_say_nothing() {
        assert!(
            read("建成投用", &[(Column::Target, "完成主体工程"), (Column::Done, "已完成")], &[]).is_empty()
        );
        assert!(read("比例", &[(Column::Done, "5")], &[]).is_empty());
    }

    #[test]
    fn a_cell_may_hold_a_figure_for_each_step() {
        let cells =
            [(Column::Measure, "套"), (Column::Target, "开工900/建成600"), (Column::Done, "开工930/建成415")];
        let rates = [(Column::Rate, "开工103.3/建成69.2")];
        let found = read("安置房", &[&cells[..], &rates[..]].concat(), &[(Column::Rate, "完成率(%)")]);
        let said: Vec<_> = found
            .iter()
            .map(|it| {
                let done = it.measurement.as_ref().map(|done| done.value.to_string());
                let share = it.reported_share.as_ref().map(|share| share.percent.to_string());
                (it.name.as_str(), it.target.to_string(), it.unit.as_str(), done, share)
            })
            .collect();
        let told = |figure: &str| Some(figure.to_owned());
        assert_eq!(
            said,
            [
                ("安置房开工", "900".to_owned(), "套", told("930"), told("103.3")),
                ("安置房建成", "600".to_owned(), "套", told("415"), told("69.2")),
            ]
        );
        assert_eq!(read("安置房", &[(Column::Target, "一期900/二期600")], &[]).len(), 0);
    }
}
