//! How alike two heads are: what a target asks for, and what a figure measures.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::words::{RESULT_VERBS, beginning, ending, holds};
use crate::domain::indicator::unify;

/// Longest head compared, in characters; keeps the work per pair bounded.
const LONGEST: usize = 64;

/// A head made ready for comparing.
#[derive(Debug, Clone, Default)]
pub(super) struct Key {
    /// The noun, without its verbs.
    letters: Vec<char>,
    /// 10亿元以上: which of the things are meant.
    thresholds: BTreeSet<String>,
    stage: Stage,
    ranks: Vec<char>,
    other: Vec<&'static str>,
    narrow: Vec<&'static str>,
    loose: Vec<&'static str>,
    /// The verb before the noun; all there is where the noun is left out.
    verb: String,
    /// 市级以上: all levels from one up.
    upward: bool,
    /// 余额: a stock.
    stock: bool,
    /// 新增: what was added to a stock.
    added: bool,
    /// The things that a head lists together.
    parts: Vec<Vec<char>>,
    /// The noun where even a short one is cut from its verb.
    bare: Vec<char>,
}

/// How far a thing has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(super) enum Stage {
    #[default]
    Unsaid,
    Planned,
    Signed,
    Started,
    Finished,
}

static THRESHOLD: LazyLock<Option<Regex>> = LazyLock::new(|| {
    Regex::new(r"(?:超过?|达到?)?((?:\d+(?:\.\d+)?)?(?:[十百千万亿]+)(?:美元|元|亩|吨)?|\d+(?:\.\d+)?(?:美元|元|亩|吨|万元|%|平方米))(?:及?以[上下]|级)?").ok()
});

static COUNTED: LazyLock<Option<Regex>> =
    LazyLock::new(|| Regex::new(r"\d+(?:\.\d+)?(?:余|多)?[个家项条所座名人件处场宗只台辆套户]?").ok());

/// Words that neither a target nor a figure is told apart by.
const INERT: &[&str] = &[
    "目标",
    "任务",
    "全市",
    "全县",
    "全区",
    "全镇",
    "我市",
    "我县",
    "我区",
    "我镇",
    "本市",
    "市域",
    "累计",
    "共计",
    "合计",
    "总计",
    "已经",
    "已",
    "各类",
    "各项",
    "等",
    "的",
    "了",
    "完成",
    "实现",
    "达到",
    "开展",
    "全年",
    "今年",
    "年度",
    "目前",
    "截至",
    "其中",
    "预计",
    "同比",
    "较上年",
    "总数",
    "数量",
    "个数",
    "家数",
    "人数",
    "数为",
    "数达",
    "共",
    "实施",
    "组织",
    "进一步",
    "项目数",
    "新增",
    "新",
    "以上",
    "总额",
    "总量",
    "总值",
    "平均",
    "工作",
    "建设",
    "情况",
    "“",
    "”",
    "\"",
    "、",
    "(",
    ")",
    "·",
    "-",
    "和",
    "与",
    "及",
    "约",
    "为",
    "达",
    "超",
    "率达",
    "一批",
    "首批",
    "第一批",
];

/// Words that name a level; levels exclude each other.
const RANKS: &[(&str, char)] = &[
    ("国家", '国'),
    ("全国", '国'),
    ("省级", '省'),
    ("省重点", '省'),
    ("全省", '省'),
    ("市级", '市'),
    ("县级", '县'),
    ("镇级", '镇'),
    ("村级", '村'),
];

/// Words that make a measure another one: a figure for 限额以上 is none for the whole.
const OTHER: &[&str] = &[
    "限额以上",
    "重点人群",
    "能耗",
    "人均",
    "规模以下",
    "民间",
    "农村居民",
    "城镇居民",
    "低收入",
    "重新",
    "后备",
    "春粮",
    "夏粮",
    "秋粮",
    "早稻",
    "晚稻",
    "小麦",
    "水稻",
    "油菜",
    "蔬菜",
    "大豆",
    "人次",
    "境外",
    "境内",
    "内资",
    "外资",
    "服务贸易",
    "房地产",
    "再就业",
    "失业",
    "招引上市",
];

/// Words that narrow a measure.
const NARROWING: &[&str] = &[
    "困难",
    "退役",
    "残疾",
    "进出口",
    "进口",
    "出口",
    "高技术产业",
    "技改",
    "基础设施",
    "战略性新兴",
    "装备制造",
    "高新技术产业",
    "制造业",
    "服务业",
    "中长期",
    "普惠小微",
    "民营",
    "贷款",
    "存款",
    "职业",
    "高职",
    "中职",
    "个体工商户",
    "小学",
    "幼儿园",
    "初中",
    "高中",
];

/// Words that say more closely what is meant without making it another thing.
const LOOSE: &[&str] =
    &["规模以上", "工业", "农业", "中心城区", "市区", "城区", "上海", "培育", "农村", "城乡", "小微", "数字"];

impl Key {
    pub fn new(head: &str) -> Self {
        let mut text = unify(head);
        let mut thresholds = BTreeSet::new();
        if let Some(pattern) = THRESHOLD.as_ref() {
            for found in pattern.captures_iter(&text) {
                if let Some(amount) = found.get(1).filter(|amount| is_amount(amount.as_str())) {
                    thresholds.insert(normal_amount(amount.as_str()));
                }
            }
            let cut = |found: &regex::Captures<'_>| match found.get(1) {
                Some(amount) if is_amount(amount.as_str()) => String::new(),
                // 百亿企业 has no unit; the words are all there is to tell it by.
                _ => found.get(0).map(|whole| whole.as_str().to_owned()).unwrap_or_default(),
            };
            text = pattern.replace_all(&text, cut).into_owned();
        }
        let stage = stage(&text);
        let ranks = RANKS.iter().filter(|(word, _)| text.contains(word)).map(|(_, rank)| *rank).collect();
        let those =
            |words: &[&'static str]| words.iter().filter(|word| text.contains(**word)).copied().collect();
        let sums = text.contains("外资金") || text.contains("内资金");
        let (mut other, narrow, loose): (Vec<&str>, _, _) = (those(OTHER), those(NARROWING), those(LOOSE));
        if sums {
            // 市外资金 is no 外资, 境内资金 no 内资.
            other.retain(|word| !matches!(*word, "外资" | "内资"));
        }
        if let Some(pattern) = COUNTED.as_ref() {
            text = pattern.replace_all(&text, "").into_owned();
        }
        let upward = ["级以上", "级及以上", "硕士以上", "博士以上", "本科以上", "硕士及以上", "博士及以上"]
            .iter()
            .any(|word| text.contains(word));
        let added = text.contains("新增") || text.contains("净增");
        let stock = !added && holds(&text, &["余额", "存量", "保有量", "在册", "总量", "总数"]);
        let parts: Vec<Vec<char>> = text
            .split(['、', '和', '与', '及'])
            .map(telling)
            .filter(|part| part.len() >= 2 && part.last() != Some(&'级'))
            .collect();
        let (letters, verb) = without_inert(&text, 3);
        let (bare, _) = without_inert(&text, 2);
        Self {
            letters,
            thresholds,
            stage,
            ranks,
            other,
            narrow,
            loose,
            verb,
            upward,
            stock,
            added,
            bare,
            parts,
        }
    }

    /// True where the words may lean on what was measured before.
    pub fn is_at_most(&self, letters: usize) -> bool {
        self.letters.len() <= letters
    }

    /// How far the thing has come.
    pub fn stage(&self) -> Stage {
        self.stage
    }

    /// True where a neighbouring pair of letters is common to both before their last three.
    pub fn shares_a_stem(&self, other: &Self) -> bool {
        let stem =
            |letters: &[char]| letters.get(..letters.len().saturating_sub(3)).unwrap_or_default().to_vec();
        common_pairs(&stem(&self.letters), &stem(&other.letters)) > 0.0
    }

    /// True where the verbs say different things.
    pub fn does_otherwise(&self, other: &Self) -> bool {
        const BUILDS: &[&str] = &[
            "新增",
            "新建",
            "建成",
            "建设",
            "完成",
            "新改建",
            "改造",
            "提升",
            "开展",
            "实施",
            "发展",
            "推进",
            "组织",
        ];
        let builds = |key: &Self| BUILDS.iter().any(|verb| key.verb.contains(verb));
        let said = !self.verb.is_empty() && !other.verb.is_empty();
        said && self.verb != other.verb && (!builds(self) || !builds(other))
    }

    /// True where words of the figure stand in `context`: “筑巢行动” around a target, 筑巢平台 in a figure.
    pub fn is_spoken_of(&self, context: &str) -> bool {
        self.letters.windows(2).any(|pair| {
            let words: String = pair.iter().collect();
            context.contains(&words)
        })
    }

    /// True where a figure says much more than the target.
    pub fn is_outspoken_by(&self, figure: &Self) -> bool {
        figure.letters.len() > 2 * self.letters.len() + 3
    }

    /// True where both end in the same `count` letters.
    pub fn ends_like(&self, other: &Self, count: usize) -> bool {
        let end = |key: &Self| key.letters.iter().rev().take(count).copied().collect::<Vec<char>>();
        self.letters.len() >= count && end(self) == end(other)
    }

    /// True where a neighbouring pair of letters is common to both.
    pub fn shares_a_pair(&self, other: &Self) -> bool {
        common_pairs(without_extent(&self.letters), without_extent(&other.letters)) > 0.0
    }

    /// True where the noun is left out and the verb is the same: 合计改善2288户.
    pub fn same_verb_alone(&self, other: &Self) -> bool {
        other.letters.is_empty() && !other.verb.is_empty() && self.verb == other.verb
    }

    /// Degrees that a head names.
    fn degrees(&self) -> Vec<char> {
        self.letters
            .windows(2)
            .filter(|pair| pair.last() == Some(&'士'))
            .filter_map(|pair| pair.first().copied())
            .collect()
    }

    /// 智能工厂、数字化车间10个: a figure for one of the two is none for both.
    fn is_half_told_by(&self, figure: &Self) -> bool {
        if self.parts.len() < 2 {
            return false;
        }
        let told = |part: &Vec<char>| ratio(common_letters(part, &figure.letters), part.len());
        let least = self.parts.iter().map(told).fold(1.0, f64::min);
        let most = self.parts.iter().map(told).fold(0.0, f64::max);
        least < 0.34 && most >= 0.7
    }

    /// The level that a head names, where it names one.
    pub fn rank(&self) -> Option<char> {
        self.ranks.first().copied()
    }

    /// True where nothing but verbs is left.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// How much of `other` narrows the measure although this one does not.
    fn narrowed_by(&self, other: &Self) -> f64 {
        let missing =
            |own: &[&str], others: &[&str]| others.iter().filter(|word| !own.contains(word)).count().min(3);
        0.16 * as_f64(missing(&self.narrow, &other.narrow))
            + 0.03 * as_f64(missing(&self.loose, &other.loose))
    }
}

fn is_amount(text: &str) -> bool {
    text.contains(['元', '亩', '吨', '%']) || text.starts_with(|c: char| c.is_ascii_digit())
}

/// 亿元 and 1亿元 are one threshold.
fn normal_amount(text: &str) -> String {
    if text.starts_with(|c: char| c.is_ascii_digit()) { text.to_owned() } else { format!("1{text}") }
}

/// The letters that tell a noun apart, and the verb before it.
fn without_inert(text: &str, least: usize) -> (Vec<char>, String) {
    let (verb, noun) = verb_and_noun(text, least);
    (telling(without_last_verbs(noun)), verb)
}

/// The letters of a text without its inert words, the last ones where there are too many.
fn telling(text: &str) -> Vec<char> {
    let mut letters = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(word) = beginning(rest, INERT) {
            rest = rest.strip_prefix(word).unwrap_or_default();
            continue;
        }
        letters.push(first);
        rest = rest.strip_prefix(first).unwrap_or_default();
    }
    let cut = letters.len().saturating_sub(LONGEST);
    letters.split_off(cut)
}

/// The verb at the very start says what was done, not with what; it stays where too little would be left.
fn verb_and_noun(text: &str, least: usize) -> (String, &str) {
    let mut rest = text;
    let mut verb = String::new();
    loop {
        if let Some(word) = beginning(rest, INERT) {
            let result = RESULT_VERBS.contains(&word);
            rest = rest.strip_prefix(word).unwrap_or_default();
            if result {
                word.clone_into(&mut verb);
            }
        } else if let Some(word) = beginning(rest, RESULT_VERBS).filter(|word| {
            let left = rest.strip_prefix(*word).unwrap_or_default();
            // 投资 and 培训 are verbs before a noun and nouns without one.
            let noun = left.is_empty() && ["投资", "投入", "补贴", "培训", "贷款"].contains(word);
            !noun && (matches!(left, "" | "项目" | "企业" | "工程") || left.chars().count() >= least)
        }) {
            rest = rest.strip_prefix(word).unwrap_or_default();
            word.clone_into(&mut verb);
        } else {
            return (verb, rest);
        }
    }
}

/// Verbs that close a noun: 发热门诊提升改造, 变电站建成投运.
const CLOSING: &[&str] = &[
    "提升", "改造", "建设", "整治", "认定", "创建", "培育", "修复", "更新", "建成", "投用", "投运", "完工",
    "竣工", "通过", "入驻", "治理", "工程", "改建",
];

/// What the verbs at the end leave over.
fn without_last_verbs(noun: &str) -> &str {
    let mut rest = noun;
    for _ in 0..3 {
        let Some(verb) = ending(rest, CLOSING) else { break };
        let left = rest.strip_suffix(verb).unwrap_or_default();
        if left.chars().count() < 3 {
            break;
        }
        rest = left;
    }
    rest
}

fn stage(text: &str) -> Stage {
    if holds(text, &["竣工", "完工", "建成", "投产", "投用", "交付"]) {
        Stage::Finished
    } else if holds(text, &["开工", "启动", "动工"]) {
        Stage::Started
    } else if holds(text, &["签约", "签订"]) {
        Stage::Signed
    } else if holds(text, &["谋划", "储备", "申报", "立项"]) {
        Stage::Planned
    } else {
        Stage::Unsaid
    }
}

/// 0 where the two cannot mean the same; near 1 where they say it in the same words.
///
/// A figure that `leans` on what was said before it may be the mere end of the target's words.
pub(super) fn likeness(target: &Key, figure: &Key, leans: bool) -> f64 {
    if target.is_empty() || figure.is_empty() || excluded(target, figure) {
        return 0.0;
    }
    let mut score =
        letters_alike(&target.letters, &figure.letters).max(letters_alike(&target.bare, &figure.bare));
    if !target.thresholds.is_empty() {
        score += 0.12;
    }
    if !target.verb.is_empty() && target.verb == figure.verb {
        score += 0.06;
    }
    // 综合保障率 after its subject is the whole name's end.
    let is_end = leans && figure.letters.len() >= 4 && target.letters.ends_with(&figure.letters);
    if is_end {
        score = score.max(0.7);
    }
    if target.is_half_told_by(figure) {
        score -= 0.2;
    }
    score -= target.narrowed_by(figure);
    score -= figure.narrowed_by(target) / 2.0;
    score.max(0.0)
}

fn letters_alike(target: &[char], figure: &[char]) -> f64 {
    let common = common_length(target, figure);
    let anywhere = common_letters(target, figure);
    if other_measure(target, figure) {
        return 0.0;
    }
    let recall = f64::midpoint(ratio(common, target.len()), ratio(anywhere, target.len()));
    let score = 0.55 * recall + 0.3 * common_pairs(target, figure) + 0.15 * ratio(anywhere, figure.len());
    let other = if same_end(target, figure) { after_head(target, figure) } else { 0.18 };
    score - other - too_general(target, figure)
}

/// Things that are counted for themselves: 人才项目 are no 人才.
const THINGS: &[&str] = &[
    "项目", "平台", "团队", "基地", "方案", "中心", "公司", "资金", "会议", "政策", "案例", "机构", "工程",
    "驿站", "分馆", "企业", "事项",
];

/// Nouns of extent, which change nothing about what is measured.
const EXTENTS: &[&str] = &[
    "面积", "额度", "金额", "活动", "数量", "人数", "户数", "规模", "总数", "容量", "里程", "空间", "问题",
    "数",
];

/// What speaks against a figure whose words go on after the target's last one.
fn after_head(target: &[char], figure: &[char]) -> f64 {
    let Some(at) = figure.iter().rposition(|letter| Some(letter) == target.last()) else { return 0.0 };
    let rest: String = figure.iter().skip(at + 1).collect();
    let said = rest.chars().all(|letter| target.contains(&letter));
    if said || rest.chars().count() < 2 || EXTENTS.contains(&rest.as_str()) {
        0.0
    } else if THINGS.iter().any(|thing| rest.ends_with(thing)) {
        0.25
    } else {
        0.08
    }
}

/// The letters before a noun of extent.
fn without_extent(letters: &[char]) -> &[char] {
    let words: String = letters.iter().collect();
    let extent = ending(&words, EXTENTS).map_or(0, |extent| extent.chars().count());
    letters.get(..letters.len() - extent).unwrap_or_default()
}

/// Measures of money and output that are never one another.
const MEASURES: &[&str] = &[
    "增加值",
    "总产值",
    "产值",
    "营业收入",
    "营收",
    "利润",
    "税收",
    "销售额",
    "零售额",
    "交易额",
    "投资",
    "贷款",
    "存款",
    "产量",
    "单产",
    "总产量",
];

/// 规上工业总产值 is not 规上工业增加值.
fn other_measure(target: &[char], figure: &[char]) -> bool {
    let end = |letters: &[char]| ending(&letters.iter().collect::<String>(), MEASURES);
    matches!((end(target), end(figure)), (Some(a), Some(b)) if a != b && !a.ends_with(b) && !b.ends_with(a))
}

/// 企业 by itself is every firm; only 企业 by itself answers it.
fn too_general(target: &[char], figure: &[char]) -> f64 {
    let words: String = target.iter().collect();
    let every = THINGS.contains(&words.as_str()) && target != figure;
    let lost = target.len() <= 2 && figure.len() >= 6;
    let bare = figure.len() <= 3 && figure.len() < target.len() && target.ends_with(figure);
    if every || lost {
        0.3
    } else if bare {
        0.12
    } else {
        0.0
    }
}

/// What makes two heads different things whatever letters they share.
fn excluded(target: &Key, figure: &Key) -> bool {
    let unsaid = figure.stage == Stage::Unsaid;
    // What is built may be told as finished; what is won over may not.
    let won = ["引进", "招引", "引育", "签约", "招商", "储备", "谋划"]
        .iter()
        .any(|verb| target.verb.contains(verb));
    let done = target.stage == Stage::Unsaid && figure.stage == Stage::Finished && !won;
    let stages = target.stage != figure.stage && !unsaid && !done;
    let ranks = !target.ranks.is_empty()
        && !figure.ranks.is_empty()
        && !target.ranks.iter().any(|rank| figure.ranks.contains(rank));
    // One level of several is no figure for all of them.
    let one_level =
        target.upward && !figure.upward && (!figure.ranks.is_empty() || !target.degrees().is_empty());
    let stocks = (target.added && figure.stock) || (target.stock && figure.added);
    if one_level || stocks {
        return true;
    }
    let widened = target.other.iter().any(|word| !figure.other.contains(word))
        && !target.letters.ends_with(&figure.letters);
    let other = widened || figure.other.iter().any(|word| !target.other.contains(word));
    let trade = |key: &Key| ["进出口", "出口", "进口"].iter().find(|word| key.narrow.contains(word)).copied();
    target.thresholds != figure.thresholds || other || stages || ranks || trade(target) != trade(figure)
}

fn as_f64(count: usize) -> f64 {
    f64::from(u32::try_from(count).unwrap_or(u32::MAX))
}

fn ratio(part: usize, whole: usize) -> f64 {
    if whole == 0 { 0.0 } else { as_f64(part) / as_f64(whole) }
}

/// The word at the end says what kind of thing it is: 率, 企业, 项目.
fn same_end(a: &[char], b: &[char]) -> bool {
    let end = |letters: &[char]| letters.last().copied();
    let near = |letters: &[char], last: Option<char>| {
        letters.iter().rev().take(5).any(|letter| Some(*letter) == last)
    };
    end(a) == end(b) || near(b, end(a)) || near(a, end(b))
}

/// How many letters of `a` are found in `b`, each letter of `b` used once.
fn common_letters(a: &[char], b: &[char]) -> usize {
    let mut left: Vec<char> = b.to_vec();
    a.iter()
        .filter(|letter| {
            let found = left.iter().position(|other| other == *letter);
            if let Some(at) = found {
                left.swap_remove(at);
            }
            found.is_some()
        })
        .count()
}

/// Length of the longest common subsequence.
fn common_length(a: &[char], b: &[char]) -> usize {
    let mut row = vec![0_usize; b.len() + 1];
    for x in a {
        let mut diagonal = 0;
        for (y, index) in b.iter().zip(1..) {
            let above = row.get(index).copied().unwrap_or_default();
            let left = row.get(index - 1).copied().unwrap_or_default();
            let best = if x == y { diagonal + 1 } else { above.max(left) };
            if let Some(cell) = row.get_mut(index) {
                *cell = best;
            }
            diagonal = above;
        }
    }
    row.last().copied().unwrap_or_default()
}

/// The part of `a`'s neighbouring pairs that `b` has too.
fn common_pairs(a: &[char], b: &[char]) -> f64 {
    if a.len() < 2 {
        return f64::from(u8::from(b.contains(a.first().unwrap_or(&' '))));
    }
    let of_b: BTreeSet<(char, char)> = b.iter().zip(b.iter().skip(1)).map(|(x, y)| (*x, *y)).collect();
    let shared = a.iter().zip(a.iter().skip(1)).filter(|(x, y)| of_b.contains(&(**x, **y))).count();
    ratio(shared, a.len() - 1)
}
