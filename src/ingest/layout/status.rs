//! Words of status in print.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use crate::domain::status::Status;
use crate::domain::word_list::WordList;
use crate::ingest::draft::ReportedStatus;

/// In order: the first list that has a word in the text decides, so that 未完成 is not read as 完成.
static WORDS: [(Status, WordList); 5] = [
    (Status::NotStarted, WordList::new(&["未启动", "未开工", "尚未启动", "尚未开工", "未开展", "未实施"])),
    (
        Status::Behind,
        WordList::new(&[
            "滞后",
            "欠进度",
            "欠序",
            "欠时序",
            "未达",
            "缓慢",
            "较慢",
            "偏慢",
            "慢于",
            "低于",
            "落后",
            "受阻",
            "停滞",
            "不力",
            "不能完成",
            "未能完成",
            "无法完成",
            "难以完成",
            "未按",
            "未推进",
            "未完成",
            "红灯",
            "红色",
        ]),
    ),
    (
        Status::Ahead,
        WordList::new(&[
            "较快",
            "超进度",
            "超序",
            "超时序",
            "超过序时",
            "超过时序",
            "超过进度",
            "超出序时",
            "超出进度",
            "快于",
            "高于",
            "超前",
            "领先",
            "进度快",
            "进展快",
        ]),
    ),
    (
        Status::Completed,
        WordList::new(&[
            "已完成",
            "提前完成",
            "超额完成",
            "全面完成",
            "已办结",
            "办结",
            "完成",
            "已建成",
            "达标",
            "完结",
            "销号",
        ]),
    ),
    (
        Status::OnTrack,
        WordList::new(&[
            "按时推进",
            "达进度",
            "达序",
            "按序",
            "序时推进",
            "正常推进",
            "有序推进",
            "按序时",
            "按进度",
            "按计划",
            "顺利推进",
            "推进中",
            "正在推进",
            "持续推进",
            "符合进度",
            "符合序时",
            "正常",
            "序时",
            "时序",
            "持平",
            "进展顺利",
            "进展良好",
            "推进良好",
            "绿灯",
            "绿色",
            "推进",
        ]),
    ),
];

/// A status says how far, and not of what: it is made of these words and no others.
#[expect(clippy::expect_used, reason = "the pattern is constant, and a test compiles it")]
static ALONE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^(?:已|未|尚|基本|提前|超额|全面|全部|正在|正常|有序|持续|顺利|按时|按期|如期|按|序时|进度|序|与|持平|同步|进展|推进|完成|达到|达标|达|超过|超前|超出|领先|超|欠|良好|逾期|超期|高于|低于|于|时序|半年|部分|明显|略有|略|较快|较慢|快于|慢于|快|慢|时间|滞后|落后|缓慢|偏慢|受阻|停滞|年度|全年|任务|目标|计划|启动|开工|实施|开展|办结|完结|建成|销号|中|符合|红灯|绿灯|红色|绿色|状态|[√✓✔×是否\s])+$",
    )
    .expect("constant pattern")
});

/// Words that leave open how far a task is.
const UNDECIDED: &[&str] = &[
    "基本",
    "接近",
    "预计",
    "有望",
    "力争",
    "确保",
    "可能",
    "可完成",
    "待完成",
    "计划完成",
    "阶段性",
    "部分完成",
    "暂缓",
    "需加快",
];

/// Words for the part of the year that has gone by, and for the year as a whole.
const SCHEDULE: &[&str] = &["序时", "时序", "进度", "半年", "季度", "月度"];
const WHOLE: &[&str] = &["全年", "年度", "100%"];

/// A line that says how far all are that follow it: 未达到序时进度要求的具体目标如下:, 二、已完成事项(15项).
#[expect(clippy::expect_used, reason = "the pattern is constant, and a test compiles it")]
static OF_LIST: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(
        r"^\s*([一二三四五六七八九十]{1,3}[、.]|[(][一二三四五六七八九十]{1,3}[)])?\s*(?:其中|以下|下列|目前)?,?([\p{Han}]{2,12}?)(?:要求)?的?(?:具体|主要|重点)?(?:目标任务|工作任务|目标|任务|项目|事项|工作|指标|实事)?类?(?:,?共?有?)[(]?(?:共?[0-9]{1,4}[项件个条])?[)]?(?:如下|包括|有)?(:?)$",
    )
    .expect("constant pattern")
});

/// Words without which a heading only sounds like a status: 推进重点工作.
const CERTAIN: &[&str] = &[
    "序时",
    "滞后",
    "已完成",
    "未完成",
    "提前完成",
    "超额完成",
    "未启动",
    "未开工",
    "正在推进",
    "有序推进",
    "正常推进",
    "进度较快",
    "进展较快",
    "进度缓慢",
    "进展缓慢",
    "推进缓慢",
    "超进度",
    "达进度",
    "达到进度",
];

/// Longer lines say more than how far.
const LONGEST_OF_LIST: usize = 120;

/// The bytes of the status that a line gives all that follow it; `None` for any other line.
#[must_use]
pub fn of_list(line: &str) -> Option<Range<usize>> {
    if line.len() > LONGEST_OF_LIST || !CERTAIN.iter().any(|word| line.contains(word)) {
        return None;
    }
    let found = OF_LIST.captures(line.trim_end())?;
    let words = found.get(2)?;
    let stands_above = found.get(1).is_some() || found.get(3).is_some_and(|colon| !colon.is_empty());
    let certain = CERTAIN.iter().any(|word| words.as_str().contains(word));
    (stands_above && certain && is_status(words.as_str())).then(|| words.range())
}

/// What stands in a column of status where none of its words does: 其他, —.
#[must_use]
pub fn is_aside(text: &str) -> bool {
    const WORDS: &[&str] = &[
        "其他",
        "其它",
        "另行通报",
        "不适用",
        "无",
        "暂无",
        "暂缓",
        "暂停",
        "取消",
        "终止",
        "调整",
        "/",
        "-",
        "—",
        "——",
        "黄灯",
        "黄色",
        "蓝色",
        "基本完成",
        "基本达序时",
    ];
    WORDS.contains(&text.trim())
}

/// Longer texts are no status.
const LONGEST: usize = 12;

/// Reads a cell of a status column; the printed words are kept even where they are not known. Its heading says what 是
/// and 否 mean: whether the task is done, or whether it is on schedule (是否达到序时进度).
#[must_use]
pub fn read(heading: &str, printed: &str) -> Option<ReportedStatus> {
    let text = printed.trim();
    let status = || match answer(text).filter(|_| heading.contains("是否")) {
        Some(yes) => answered(heading, yes),
        None => meaning(text),
    };
    (!text.is_empty()).then(|| ReportedStatus { status: status(), text: text.to_owned(), span: None })
}

/// True for 是 and the like, false for 否; `None` for any other word.
fn answer(text: &str) -> Option<bool> {
    match text {
        "是" | "√" | "✓" | "✔" | "达" | "达到" | "已达" | "已达到" | "达标" => Some(true),
        "否" | "×" | "✗" | "未" | "未达" | "未达到" | "未达标" => Some(false),
        _ => None,
    }
}

/// What an answer means under a heading that asks.
fn answered(heading: &str, yes: bool) -> Option<Status> {
    let asks = |words: &[&str]| words.iter().any(|word| heading.contains(word));
    match yes {
        // 是否滞后: 是 is behind, and 否 says no more than that it is not.
        yes if asks(LATE) => yes.then_some(Status::Behind),
        true if asks(ON_TIME) => Some(Status::OnTrack),
        true => Some(Status::Completed),
        false => Some(Status::Behind),
    }
}

/// Words of a heading that asks whether what the calendar asks for is done, and whether it is late.
const ON_TIME: &[&str] = &["序", "进度", "按期", "按时", "正常", "推进", "计划"];
const LATE: &[&str] = &["滞后", "逾期", "超期", "落后", "延期"];

/// True where a text that stands alone can only be a status.
#[must_use]
pub fn is_status(text: &str) -> bool {
    let text = text.trim().trim_end_matches('。');
    // No character takes more than four bytes.
    text.len() <= LONGEST * 4
        && text.chars().count() <= LONGEST
        && ALONE.is_match(text)
        && meaning(text).is_some()
}

fn meaning(text: &str) -> Option<Status> {
    let words: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if words.chars().count() > LONGEST {
        return None;
    }
    // 时间进度 is the same schedule under another name.
    let words = words.replace("时间进度", "序时进度");
    match words.as_str() {
        "是" | "√" | "✓" | "✔" => return Some(Status::Completed),
        "否" | "×" => return Some(Status::Behind),
        // Nearly done is neither done nor on schedule, and what is hoped for or done in part is not done.
        words if UNDECIDED.iter().any(|word| words.contains(word)) => return None,
        words if words.contains(|c: char| c.is_ascii_digit()) && !words.contains("100%") => return None,
        // 完成序时进度: what the calendar asks for is done, and not the task.
        words if keeps_schedule(words) => {
            let more = words.contains("超额") || words.contains("提前");
            return Some(if more { Status::Ahead } else { Status::OnTrack });
        }
        words if !words.contains("完成") && words.contains("提前") && ALONE.is_match(words) => {
            return Some(Status::Ahead);
        }
        words if !words.contains("完成") && (words.contains("逾期") || words.contains("超期")) => {
            return Some(Status::Behind);
        }
        _ => {}
    }
    WORDS.iter().find(|(_, list)| list.is_in(&words)).map(|&(status, _)| status)
}

/// 完成 with words for the schedule behind it, and none for the whole year or for what was missed.
fn keeps_schedule(words: &str) -> bool {
    let Some((before, behind)) = words.split_once("完成") else { return false };
    let missed = before.contains(['未', '不', '没', '难', '无']);
    let schedule = SCHEDULE.iter().any(|word| behind.contains(word));
    schedule && !missed && !WHOLE.iter().any(|word| words.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Option<ReportedStatus> {
        super::read("进展状态", text)
    }

    #[test]
    fn printed_words_have_a_meaning() {
        for (text, expected) in [
            ("已完成", Status::Completed),
            ("提前完成", Status::Completed),
            ("未完成", Status::Behind),
            ("进度较快", Status::Ahead),
            ("超序时", Status::Ahead),
            ("按时推进", Status::OnTrack),
            ("达序时", Status::OnTrack),
            ("部分滞后", Status::Behind),
            ("未达序时", Status::Behind),
            ("推进缓慢", Status::Behind),
            ("推进较慢", Status::Behind),
            ("低于序时进度", Status::Behind),
            ("未按计划推进", Status::Behind),
            ("未能完成", Status::Behind),
            ("高于序时进度", Status::Ahead),
            ("完成序时进度", Status::OnTrack),
            ("按计划推进", Status::OnTrack),
            ("完成年度目标", Status::Completed),
            ("未开工", Status::NotStarted),
            ("按序推进", Status::OnTrack),
            ("超序推进", Status::Ahead),
            ("超过序时进度", Status::Ahead),
            ("快于序时", Status::Ahead),
            ("提前", Status::Ahead),
            ("超额完成序时进度", Status::Ahead),
            ("已完成序时进度", Status::OnTrack),
            ("未完成序时进度", Status::Behind),
            ("与序时持平", Status::OnTrack),
            ("达到时序进度", Status::OnTrack),
            ("达序", Status::OnTrack),
            ("未达序", Status::Behind),
            ("未达时序进度", Status::Behind),
            ("滞后序时", Status::Behind),
            ("欠序时", Status::Behind),
            ("逾期", Status::Behind),
            ("逾期未完成", Status::Behind),
            ("进展顺利", Status::OnTrack),
            ("正常", Status::OnTrack),
            ("达到时间进度", Status::OnTrack),
            ("未达时间进度", Status::Behind),
            ("超过时间进度", Status::Ahead),
            ("超时间进度", Status::Ahead),
        ] {
            assert_eq!(read(text).and_then(|status| status.status), Some(expected), "{text}");
        }
        assert_eq!(
            read("另行通报").map(|status| (status.status, status.text)),
            Some((None, "另行通报".to_owned()))
        );
        assert_eq!(read("  "), None);
        for text in [
            "基本完成",
            "预计完成",
            "有望完成",
            "完成60%",
            "部分完成",
            "其它",
            "黄灯",
            "一般",
            "●",
            "提前谋划",
            "反映良好",
        ] {
            assert_eq!(read(text).and_then(|status| status.status), None, "{text}");
        }
    }

    #[test]
    fn the_heading_says_what_yes_means() {
        let read = |heading, text| super::read(heading, text).and_then(|status| status.status);
        for heading in ["是否达到序时进度", "是否达序", "是否达序时", "是否按序时推进", "是否完成序时进度"]
        {
            assert_eq!(read(heading, "是"), Some(Status::OnTrack), "{heading}");
            assert_eq!(read(heading, "√"), Some(Status::OnTrack), "{heading}");
            assert_eq!(read(heading, "否"), Some(Status::Behind), "{heading}");
            assert_eq!(read(heading, "已完成"), Some(Status::Completed), "{heading}");
        }
        assert_eq!(read("是否完成", "是"), Some(Status::Completed));
        assert_eq!(read("是否完成", "否"), Some(Status::Behind));
        assert_eq!(read("是否滞后", "是"), Some(Status::Behind));
        assert_eq!(read("是否滞后", "否"), None);
        assert_eq!(read("完成状态", "√"), Some(Status::Completed));
    }

    #[test]
    fn a_line_above_a_list_says_how_far_its_items_are() {
        for (line, expected) in [
            ("未达到序时进度要求的具体目标如下:", "未达到序时进度"),
            ("一、已完成事项(15项)", "已完成"),
            ("(二)进度滞后的项目", "进度滞后"),
            ("达到序时进度的任务有23项:", "达到序时进度"),
            ("三、正在推进", "正在推进"),
            ("提前完成的实事:", "提前完成"),
        ] {
            assert_eq!(of_list(line).map(|range| &line[range]), Some(expected), "{line}");
        }
        for line in [
            "一、推进重点工作",
            "二、完成情况",
            "完成情况:达到序时进度",
            "达到序时进度的任务有23项",
            "三、加快推进滞后项目",
            "一、已完成投资3亿元",
        ] {
            assert_eq!(of_list(line), None, "{line}");
        }
    }

    #[test]
    fn sentences_are_no_status() {
        assert!(!is_status("已完成项目前期工作,正在推进施工招标。"));
        assert!(!is_status("市财政局"));
        assert!(!is_status("完成造林绿化"));
        assert!(!is_status("建成充电桩"));
        for text in [
            "按时推进",
            "已完成",
            "部分滞后",
            "达序时",
            "未达序时进度",
            "提前完成年度任务",
            "未启动",
            "按序推进",
            "超序推进",
            "与序时持平",
            "未达序",
            "超过序时进度",
            "达到时间进度",
            "滞后于时间进度",
        ] {
            assert!(is_status(text), "{text}");
        }
    }
}
