//! Words of status in print.

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
            "未达序时",
            "未达进度",
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
            "未达标",
            "未达到",
            "欠序时",
            "红灯",
            "红色",
        ]),
    ),
    (Status::Ahead, WordList::new(&["较快", "超进度", "超序时", "快于", "高于", "超前", "进度快", "进展快"])),
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
            "达序时",
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
        r"^(?:已|未|尚|基本|提前|超额|全面|全部|正在|正常|有序|持续|顺利|按时|按期|按|序时|进度|进展|推进|完成|达到|达标|达|超过|超前|超|欠|高于|低于|时序|半年|部分|明显|略有|略|较快|较慢|快于|慢于|快|慢|滞后|落后|缓慢|偏慢|受阻|停滞|年度|全年|任务|目标|计划|启动|开工|实施|开展|办结|完结|建成|销号|中|符合|红灯|绿灯|红色|绿色|状态|[√✓✔×是否\s])+$",
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

/// Reads a cell of a status column; the printed words are kept even where they are not known.
#[must_use]
pub fn read(printed: &str) -> Option<ReportedStatus> {
    let text = printed.trim();
    (!text.is_empty()).then(|| ReportedStatus { status: meaning(text), text: text.to_owned(), span: None })
}

/// True where a text that stands alone can only be a status.
#[must_use]
pub fn is_status(text: &str) -> bool {
    let text = text.trim().trim_end_matches('。');
    text.chars().count() <= LONGEST && ALONE.is_match(text) && meaning(text).is_some()
}

fn meaning(text: &str) -> Option<Status> {
    let words: String = text.chars().filter(|c| !c.is_whitespace()).collect();
    if words.chars().count() > LONGEST {
        return None;
    }
    match words.as_str() {
        "是" | "√" | "✓" | "✔" => return Some(Status::Completed),
        "否" | "×" => return Some(Status::Behind),
        // Nearly done is neither done nor on schedule, and what is hoped for or done in part is not done.
        words if UNDECIDED.iter().any(|word| words.contains(word)) => return None,
        words if words.contains(|c: char| c.is_ascii_digit()) && !words.contains("100%") => return None,
        // 完成序时进度: what the calendar asks for is done, and not the task.
        words
            if words.starts_with("完成")
                && SCHEDULE.iter().any(|word| words.contains(word))
                && !WHOLE.iter().any(|word| words.contains(word)) =>
        {
            return Some(Status::OnTrack);
        }
        _ => {}
    }
    WORDS.iter().find(|(_, list)| list.is_in(&words)).map(|&(status, _)| status)
}

#[cfg(test)]
mod tests {
    use super::*;

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
        ] {
            assert_eq!(read(text).and_then(|status| status.status), Some(expected), "{text}");
        }
        assert_eq!(
            read("另行通报").map(|status| (status.status, status.text)),
            Some((None, "另行通报".to_owned()))
        );
        assert_eq!(read("  "), None);
        for text in ["基本完成", "预计完成", "有望完成", "完成60%", "部分完成", "其它"] {
            assert_eq!(read(text).and_then(|status| status.status), None, "{text}");
        }
    }

    #[test]
    fn sentences_are_no_status() {
        assert!(!is_status("已完成项目前期工作,正在推进施工招标。"));
        assert!(!is_status("市财政局"));
        assert!(!is_status("完成造林绿化"));
        assert!(!is_status("建成充电桩"));
        for text in ["按时推进", "已完成", "部分滞后", "达序时", "未达序时进度", "提前完成年度任务", "未启动"]
        {
            assert!(is_status(text), "{text}");
        }
    }
}
