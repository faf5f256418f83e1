//! Whose figure it is: that of the whole jurisdiction, of a wider one, of its own level alone, or of a single site.

use super::Context;
use super::own::{trimmed, without_months};
use super::words::{beginning, holds, words};
use crate::domain::word_list::WordList;
use crate::ingest::times::TIMES;

/// What else may stand before the word of scope.
const BEFORE: &[&str] = &["今年", "全年", "其中", "同期"];

static OPENINGS: WordList = {
    const WORDS: [&str; BEFORE.len() + TIMES.len()] = WordList::joined(&[BEFORE, TIMES]);
    WordList::new(&WORDS)
};

/// The words of a statement from its word of scope on.
fn without_time(statement: &str) -> &str {
    let mut rest = without_months(statement);
    while let Some(word) = beginning(rest, &OPENINGS) {
        rest = without_months(rest.strip_prefix(word).unwrap_or_default());
    }
    rest
}

/// 全省新增62万人 in the bulletin of a city: the figure of the government above. `behind` is what the text goes on with.
pub(super) fn is_wider(statement: &str, behind: &str, context: &Context) -> bool {
    let place = context.jurisdiction.as_deref().unwrap_or_default();
    let above: &WordList = match place.chars().last() {
        Some('镇' | '乡' | '道') => words!["全国", "全省", "全市", "全县", "全区"],
        Some('县' | '区' | '旗') if !place.ends_with("自治区") => words!["全国", "全省", "全市"],
        Some('市' | '州' | '盟') => words!["全国", "全省"],
        None if holds(behind, words!["我市", "全市", "我县", "全县", "我区", "全区"]) => {
            words!["全国", "全省"]
        }
        _ => words!["全国"],
    };
    beginning(without_time(statement), above).is_some()
}

/// 市本级新增6300人: without the counties below.
pub(super) fn is_own_level(statement: &str) -> bool {
    let words = trimmed(without_time(statement));
    let own =
        words!["市本级", "区本级", "县本级", "州本级", "省本级", "本级", "市直", "县直", "区直", "省直"];
    beginning(words, own).is_some()
}

/// Sites that are counted one by one; what one of them brings is not what all bring.
static SITES: WordList = WordList::new(&[
    "停车场",
    "小学",
    "中学",
    "学校",
    "幼儿园",
    "医院",
    "公园",
    "广场",
    "小区",
    "大厦",
    "市场",
    "商场",
    "公寓",
    "车站",
    "路",
]);

/// Verbs with which a site brings something.
static BRINGS: WordList = WordList::new(&[
    "提供", "新增", "增加", "设置", "设有", "配建", "建成", "新建", "安装", "完成", "腾出", "吸纳",
]);

/// 安康路停车场提供停车位260个: the one site that the figure is about.
pub(super) fn site(statement: &str) -> Option<String> {
    let words = trimmed(without_time(statement));
    let verb = BRINGS.find(words)?;
    let subject = words.get(..verb)?.trim_end_matches(['已', '可', '共']);
    let named = SITES.places(subject).any(|(at, _)| at >= 6);
    let several =
        holds(subject, words!["等", "各", "全", "个", "所", "座", "处", "家", "批", "老旧", "城乡", "、"])
            || subject.contains(|letter: char| letter.is_ascii_digit());
    (named && !several && subject.chars().count() <= 16).then(|| subject.to_owned())
}

/// True where the site is what the target itself speaks of.
pub(super) fn is_of(site: &str, name: &str, context: &str) -> bool {
    let letters = site.chars().count();
    let common = site.chars().filter(|letter| name.contains(*letter)).count();
    2 * common >= letters || context.contains(site)
}

/// 各镇街不少于3个: what every one below has to do, which no figure of the whole measures.
pub(super) fn is_each_below(quote: &str) -> bool {
    static BELOW: WordList = WordList::new(&[
        "各镇街",
        "各乡镇",
        "各镇",
        "各街道",
        "各县",
        "各区县",
        "各社区",
        "各村",
        "各园区",
        "所有行政村",
        "所有村",
        "所有社区",
        "所有乡镇",
        "所有镇街",
        "所有镇村",
    ]);
    // All of them begin so.
    if !quote.contains(['各', '所']) {
        return false;
    }
    let before = quote.trim_end_matches(|letter: char| !letter.is_ascii_digit());
    let before = before.trim_end_matches(|letter: char| letter.is_ascii_digit() || letter == '.');
    BELOW.last_end(before).is_some_and(|end| {
        let rest = before.get(end..).unwrap_or_default();
        let every = before.get(..end).is_some_and(|below| below.contains("所有"));
        let bound = words!["不少于", "不低于", "至少", "分别", "各"];
        let whole = rest.contains(',') || holds(rest, words!["全市", "全县", "全区", "全镇"]);
        rest.is_empty() || (rest.chars().count() <= 20 && !whole && (every || holds(rest, bound)))
    })
}
