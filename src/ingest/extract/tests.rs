//! Sentences in the style of bulletins, and what is to be read from them.

mod asks;
mod tells;
mod tells_more;

use proptest::prelude::*;

use super::*;
use crate::domain::target::Comparator;

fn passage(text: &str) -> Passage {
    Passage::at(0, text)
}

fn context() -> Context {
    Context { year: Some(2024), period: Period::parse("前三季度", 2024) }
}

/// `≥ 50 家 AMOUNT` for each target of a text.
fn asked(text: &str) -> Vec<String> {
    let read = task(&passage(text), &Passage::default(), &context());
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
    let read = task(&passage(text), &passage(progress), &context());
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
    let read = task(&passage("新增停车位5500个"), &passage("新增停车位4245个,完成率87%"), &context());
    let codes: Vec<&str> = read.findings.iter().map(|it| it.code.as_str()).collect();
    assert_eq!(codes, [findings::SHARE_DIFFERS]);
    let agreeing = task(&passage("新增停车位5500个"), &passage("新增停车位4245个,完成率77.2%"), &context());
    assert_eq!(agreeing.findings, []);
}

#[test]
fn one_name_for_a_measure_and_the_printed_one_beside_it() {
    let read = task(&passage("全市GDP增长6%(不含云溪港区,GDP增长5%)"), &Passage::default(), &context());
    let names: Vec<(&str, &str)> =
        read.indicators.iter().map(|it| (it.name.as_str(), it.canonical_name.as_str())).collect();
    assert_eq!(names, [("GDP", "地区生产总值"), ("GDP(不含云溪港区)", "地区生产总值(不含云溪港区)")]);
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn any_text_is_no_panic(
        text in "[新增建成完成各均分别力争超达到%.0-9一二三十百千万亿元亩个家项人次、,,。;;“”()()《》年月-至\\n同比增长下降其中不含预计率的和 A-Za-z]{0,120}",
        progress in "[新增建成完成各均分别力争超达到%.0-9一二三十百千万亿元亩个家项人次、,,。;;“”()()《》年月-至\\n同比增长下降其中不含预计率的和 A-Za-z]{0,160}",
    ) {
        let read = task(&passage(&text), &passage(&progress), &context());
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
        let _ = task(&passage(&text), &passage(&progress), &context());
    }
}
