//! Lines that belong to the page and not to the text: page marks, buttons, footers of web sites.

use std::sync::LazyLock;

use regex::Regex;

use crate::domain::word_list::WordList;

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them")]
static PAGE_MARK: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:[-—–·]+\s*[0-9]{1,4}\s*[-—–·]+|第\s*[0-9]{1,4}\s*页(?:\s*[,/]?\s*共\s*[0-9]{1,4}\s*页)?|[0-9]{1,4}\s*/\s*[0-9]{1,4}|[Pp]age\s*[0-9]{1,4}.{0,12})\s*$")
        .expect("constant pattern")
});

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them")]
static NOTE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*[(\[【]?\s*(?:备?注|说明|附注)\s*[0-9]{0,2}\s*[:.、]").expect("constant pattern")
});

/// Words of buttons and footers of web pages.
static CHROME: WordList = WordList::new(&[
    "打印",
    "关闭",
    "扫一扫",
    "分享到",
    "上一篇",
    "下一篇",
    "版权",
    "ICP备",
    "公网安备",
    "网站标识",
    "网站地图",
    "联系我们",
    "主办单位:",
    "承办单位:",
    "技术支持",
    "浏览次数",
    "浏览器",
    "返回顶部",
    "责任编辑",
    "相关链接",
    "字体大小",
    "收藏本页",
    "隐私",
    "无障碍浏览",
    "无障碍阅读",
    "无障碍版",
    "无障碍模式",
    "无障碍辅助",
    "无障碍工具",
    "无障碍声明",
    "智能问答",
    "附件下载",
    "浏览本网站",
    "分辨率",
    "阅读辅助",
    "老年模式",
]);

/// A mark of a page: `- 2 -`, `第2页 共10页`, `2/10`. `text` is folded.
#[must_use]
pub fn is_page_mark(text: &str) -> bool {
    // A number that stands alone is no mark, and counts rows as often as not.
    let may_be = || {
        let digits = text.bytes().filter(u8::is_ascii_digit).count();
        digits > 0 && digits < text.len()
    };
    text.len() <= 60 && may_be() && PAGE_MARK.is_match(text)
}

/// A note below a table: 注:….
#[must_use]
pub fn is_note(text: &str) -> bool {
    let begins = text.trim_start().starts_with(['(', '[', '【', '备', '注', '说', '附']);
    begins && NOTE.is_match(text)
}

/// A button or a footer of a web page: short, and made of its usual words.
#[must_use]
pub fn is_chrome(text: &str) -> bool {
    let alone = text.trim() == "无障碍";
    alone || (text.len() <= 240 && text.chars().count() <= 60 && CHROME.is_in(text))
}

/// What is printed in a cell that is left empty: —, /, --.
#[must_use]
pub fn is_blank(text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && text.len() <= 12
        && text.chars().all(|c| matches!(c, '-' | '—' | '–' | '―' | '/' | '\\' | '─'))
}

/// A date and nothing else, as it stands below the name of who publishes: 2024年7月8日, 二〇二四年七月八日.
#[must_use]
pub fn is_date(text: &str) -> bool {
    let written =
        |c: char| c.is_ascii_digit() || c.is_whitespace() || "年月日〇零一二三四五六七八九十".contains(c);
    text.len() <= 48
        && text.trim_end().ends_with('日')
        && text.contains('年')
        && text.contains('月')
        && text.chars().all(written)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_of_pages_and_numbers_are_different_things() {
        for text in ["- 2 -", "— 12 —", "第2页", "第 2 页 共 10 页", "2/10"] {
            assert!(is_page_mark(text), "{text}");
        }
        for text in ["2", "12", "2024", "-5%", "第2项"] {
            assert!(!is_page_mark(text), "{text}");
        }
    }

    #[test]
    fn notes_and_buttons_are_known() {
        assert!(is_date("2024年7月8日") && is_date("二〇二四年七月八日"));
        assert!(!is_date("2024年7月") && !is_date("截至2024年7月8日") && !is_date("3日"));
        assert!(is_blank("—") && is_blank(" -- ") && is_blank("/") && !is_blank("") && !is_blank("-5"));
        assert!(is_note("注:带“★”的为牵头单位。"));
        assert!(!is_note("注重实效,推进改革。"));
        assert!(is_chrome("打印本页 关闭窗口"));
        assert!(is_chrome("进入无障碍浏览") && is_chrome("无障碍"));
        assert!(!is_chrome("完成投资3亿元。") && !is_chrome("家庭无障碍改造200户。"));
    }
}
