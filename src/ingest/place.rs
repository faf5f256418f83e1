//! Which government a title, a publisher or a speaker's line names. General forms of names, no list of places.

use std::sync::LazyLock;

use regex::Regex;

struct Patterns {
    of_report: Regex,
    at_front: Regex,
    before_year: Regex,
    of_office: Regex,
    after_year: Regex,
    publisher: Regex,
    speaker: Regex,
    unit: Regex,
    front: Regex,
    back: Regex,
}

/// What ends the name of a government's area.
const SUFFIX: &str = "(?:特别行政区|自治区|自治州|自治县|省|市|县|区|旗|盟|镇|乡|街道)";

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them all")]
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let compile = |pattern: &str| Regex::new(pattern).expect("constant pattern");
    Patterns {
        of_report: compile(r"(.*?)(?:人民)?政府(?:\s*20[0-9]{2}\s*年度?)?\s*工作(?:报告|要点)"),
        at_front: compile(&format!(r"^([\p{{Han}}]{{1,15}}{SUFFIX})(?:人民政府|政府|委员会)")),
        before_year: compile(&format!(r"^(?:关于|中共)?([\p{{Han}}]{{2,15}}?{SUFFIX})\s*(?:20|二[〇零○])")),
        of_office: compile(&format!(
            r"^(?:关于|中共)?([\p{{Han}}]{{2,12}}?{SUFFIX})[\p{{Han}}]{{1,14}}?(?:局|委|委员会|办公室|厅|处|中心)\s*(?:关于)?(?:20|二[〇零○])"
        )),
        after_year: compile(&format!(
            r"(?:20[0-9]{{2}}|二[〇零○].{{2}})年度?([\p{{Han}}--度][\p{{Han}}]{{0,11}}?{SUFFIX})(?:政府|人民|民生|重点|主要|国民|经济|目标|年度|工作|十)"
        )),
        publisher: compile(&format!(
            r"^([\p{{Han}}]{{2,12}}?{SUFFIX})(?:人民政府|政府|府)?(?:办公室|办)?(?:[(].*)?$"
        )),
        speaker: compile(&format!(
            r"([\p{{Han}}]{{2,12}}{SUFFIX})(?:人民政府(?:代|副)?(?:市|县|区|镇|乡|省|州|旗)长|第[一二三四五六七八九十]{{1,4}}届人民代表大会)"
        )),
        unit: compile(&format!(r"[\p{{Han}}]{{1,10}}?{SUFFIX}")),
        front: compile(
            r"^.*(?:20[0-9]{2}|[〇零○一二三四五六七八九]{4})\s*年度?|^(?:关于|贯彻落实|落实|对|《|“)+",
        ),
        back: compile(r"\s*(?:20[0-9]{2}|[〇零○一二三四五六七八九]{4})\s*年度?$|人民$"),
    }
});

/// The government that a title names: 2023年临川市政府工作报告…, 临川市2023年政府工作报告….
#[must_use]
pub fn of_title(title: &str) -> Option<String> {
    let title = super::fold::fold_text(title);
    let title = title.replace(char::is_whitespace, "");
    let title = title.trim_start_matches('《');
    let before =
        PATTERNS.of_report.captures(title).and_then(|found| found.get(1)).map(|found| found.as_str());
    let named = before.and_then(|before| {
        let before = PATTERNS.back.replace(before, "");
        let before = PATTERNS.front.replace(&before, "");
        area(&before)
    });
    let capture = |pattern: &Regex| area(pattern.captures(title)?.get(1)?.as_str());
    named
        .or_else(|| capture(&PATTERNS.at_front))
        .or_else(|| capture(&PATTERNS.before_year))
        .or_else(|| capture(&PATTERNS.of_office))
        .or_else(|| capture(&PATTERNS.after_year))
}

/// The government that publishes: 云溪镇, 临川市人民政府办公室. An office such as 市政府办公室 names none.
#[must_use]
pub fn of_publisher(name: &str) -> Option<String> {
    area(PATTERNS.publisher.captures(name.trim())?.get(1)?.as_str())
}

/// The government whose head speaks: 临川市人民政府市长, 临川市第十届人民代表大会.
#[must_use]
pub fn of_speaker(line: &str) -> Option<String> {
    let line = line.replace(char::is_whitespace, "");
    let found = PATTERNS.speaker.captures(&line)?.get(1)?.as_str().to_owned();
    area(found.trim_start_matches(['在', '日']))
}

/// The innermost area of a chain: 云溪市 of 安澜市云溪市. `None` for words such as 全市 that name no area.
fn area(chain: &str) -> Option<String> {
    let chain = chain.trim();
    let parts: Vec<&str> = PATTERNS.unit.find_iter(chain).map(|found| found.as_str()).collect();
    let covered: usize = parts.iter().map(|part| part.len()).sum();
    let name = match parts.last() {
        Some(last) if covered == chain.len() => last,
        Some(_)
            if PATTERNS.unit.find(chain).is_some_and(|found| found.start() == 0) && ends_with_area(chain) =>
        {
            chain
        }
        _ => return None,
    };
    let generic = [
        "全市", "我市", "本市", "各市", "全县", "我县", "全区", "我区", "全镇", "我镇", "全省", "我省",
        "各区", "各县", "市区", "县区", "城区",
    ];
    (name.chars().count() >= 2 && !generic.contains(&name)).then(|| name.to_owned())
}

fn ends_with_area(chain: &str) -> bool {
    ["省", "市", "县", "区", "旗", "盟", "镇", "乡", "街道", "州"].iter().any(|end| chain.ends_with(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_name_a_government() {
        for (title, expected) in [
            ("2023年临川市政府工作报告重点工作完成情况", Some("临川市")),
            ("临川市2023年政府工作报告重点任务进展", Some("临川市")),
            ("2022年赣南市临川区政府工作报告", Some("临川区")),
            ("临川市人民政府关于2023年重点工作的通报", Some("临川市")),
            ("临川市2023年重点工作完成情况", Some("临川市")),
            ("《临川市政府工作报告》重点任务分解", Some("临川市")),
            ("2023年镇海区政府工作报告", Some("镇海区")),
            ("2023年政府工作报告重点工作完成情况", None),
            ("2023年全市政府工作报告重点工作完成情况", None),
            ("市政府工作报告任务分解", None),
            ("2024年上半年工作报告", None),
            ("2023年临川市主要经济指标完成情况", Some("临川市")),
            ("2023年度市重点工作进展", None),
            ("临川市水利局2024年上半年工作总结", Some("临川市")),
            ("云溪县住房和城乡建设局关于2024年上半年工作情况的报告", Some("云溪县")),
            ("市水利局2024年上半年工作总结", None),
        ] {
            assert_eq!(of_title(title).as_deref(), expected, "{title}");
        }
    }

    #[test]
    fn publishers_and_speakers_name_a_government() {
        assert_eq!(of_publisher("云溪镇").as_deref(), Some("云溪镇"));
        assert_eq!(of_publisher("临川市人民政府办公室").as_deref(), Some("临川市"));
        assert_eq!(of_publisher("市政府办公室"), None);
        assert_eq!(of_publisher("市府办(市外事办、市友协)"), None);
        assert_eq!(of_speaker("临川市人民政府代市长  某某").as_deref(), Some("临川市"));
    }
}
