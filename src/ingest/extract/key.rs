//! A head made ready for comparing: its noun, its bounds, its level, how far the thing has come.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;
use rust_decimal::Decimal;

use super::codes::Codes;
use super::words::{RESULT_VERBS, beginning, ending, word_lists, words};
use crate::domain::indicator::unify;
use crate::domain::word_list::WordList;
use crate::domain::word_lists::WordLists;
use crate::ingest::fold::is_numeric;

/// Longest head compared, in characters; keeps the work per pair bounded, and one bit of a word for each.
pub(super) const LONGEST: usize = 64;

/// A head made ready for comparing.
#[derive(Debug, Clone, Default)]
pub(super) struct Key {
    /// The noun, without its verbs.
    pub(super) letters: Vec<char>,
    /// The target's own number and unit: a figure may say it again without being about less.
    pub(super) amount: Option<(Decimal, String)>,
    /// The whole head without its bounds and counts.
    pub(super) printed: String,
    /// Words of which a thing has only one.
    pub(super) classes: Vec<&'static str>,
    /// 10亿元以上: which of the things are meant.
    pub(super) thresholds: BTreeSet<String>,
    pub(super) stage: Stage,
    pub(super) ranks: Vec<char>,
    pub(super) other: Vec<&'static str>,
    pub(super) narrow: Vec<&'static str>,
    pub(super) loose: Vec<&'static str>,
    /// The verb before the noun; all there is where the noun is left out.
    pub(super) verb: &'static str,
    /// Whether 大专, 本科, 硕士 and 博士 stand in it: what people have learnt.
    pub(super) learnt: [bool; 4],
    /// 市级以上: all levels from one up.
    pub(super) upward: bool,
    /// 余额: a stock.
    pub(super) stock: bool,
    /// 新增: what was added to a stock.
    pub(super) added: bool,
    /// PM2.5, 二期: what tells it apart from what has the same name.
    pub(super) codes: Codes,
    /// The things that a head lists together.
    pub(super) parts: Vec<Vec<char>>,
    /// How the things begin that its noun lists together; empty where it lists nothing.
    pub(super) joint: Vec<[char; 2]>,
    /// The noun where even a short one is cut from its verb, if that makes it another.
    bare: Option<Vec<char>>,
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
#[rustfmt::skip]
static INERT: WordList = WordList::new(&[
    "目标", "实际", "基本", "任务", "全市", "全县", "全区", "全镇", "我市", "我县", "我区", "我镇", "本市", "市域",
    "累计", "共计", "合计", "总计", "已经", "已", "各类", "各项", "等", "的", "了", "完成", "实现",
    "达到", "开展", "全年", "今年", "年度", "目前", "截至", "其中", "预计", "同比", "较上年", "总数",
    "数量", "个数", "家数", "人数", "数为", "数达", "共", "实施", "组织", "进一步", "项目数", "新增",
    "以上", "总额", "总量", "总值", "平均", "工作", "建设", "情况", "“", "”", "\"", "、", "(",
    ")", "·", "-", "和", "与", "及", "约", "为", "达", "超", "率达", "一批", "首批", "第一批",
]);

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
#[rustfmt::skip]
const OTHER: &[&str] = &[
    "限额以上", "重点人群", "能耗", "人均", "规模以下", "民间", "农村居民", "城镇居民", "低收入",
    "重新", "后备", "春粮", "夏粮", "秋粮", "早稻", "晚稻", "小麦", "水稻", "油菜", "蔬菜", "大豆",
    "人次", "境外", "境内", "内资", "外资", "服务贸易", "房地产", "再就业", "失业", "招引上市",
];

/// Words that narrow a measure.
#[rustfmt::skip]
const NARROWING: &[&str] = &[
    "困难", "退役", "残疾", "进出口", "进口", "出口", "高技术产业", "技改", "基础设施", "战略性新兴",
    "装备制造", "高新技术产业", "制造业", "服务业", "中长期", "普惠小微", "民营", "贷款", "存款",
    "职业", "高职", "中职", "个体工商户", "小学", "幼儿园", "初中", "高中",
];

/// Words that say more closely what is meant without making it another thing.
const LOOSE: &[&str] =
    &["规模以上", "工业", "农业", "中心城区", "市区", "城区", "培育", "农村", "城乡", "小微", "数字"];

const FINISHED: &[&str] = &["竣工", "完工", "建成", "投产", "投用", "交付", "投入使用"];
pub(super) static FINISHES: WordList = WordList::new(FINISHED);
const STARTED: &[&str] = &["开工", "启动", "动工"];
const SIGNED: &[&str] = &["签约", "签订"];
const PLANNED: &[&str] = &["谋划", "储备", "申报", "立项"];

/// Words of a level and those above it.
const UPWARD: &[&str] =
    &["级以上", "级及以上", "硕士以上", "博士以上", "本科以上", "硕士及以上", "博士及以上"];

/// Words of what there is by now.
const STOCK: &[&str] = &["余额", "存量", "保有量", "在册", "总量", "总数"];

/// Words of what came to it.
const ADDED: &[&str] = &["新增", "净增"];

const fn rank_words() -> [&'static str; RANKS.len()] {
    let mut words = [""; RANKS.len()];
    let mut at = 0;
    while at < RANKS.len() {
        words[at] = RANKS[at].0;
        at += 1;
    }
    words
}

impl Key {
    pub fn new(head: &str) -> Self {
        let mut text = unify(without_beneficiary(&without_latin_brackets(head)));
        // What is cut out may join two letters to a word, or part one; where nothing is, one look tells all.
        let mut words = WORDS.all_in(&text);
        let [classes, ..] = &mut words;
        let classes = std::mem::take(classes);
        let mut thresholds = BTreeSet::new();
        let bounded = text.contains(may_bound);
        if let Some(pattern) = THRESHOLD.as_ref().filter(|_| bounded) {
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
            words = WORDS.all_in(&text);
        }
        let [_, mut other, narrow, loose, ranks, finished, started, signed, planned, last @ ..] = words;
        let mut said = last.map(|words| !words.is_empty());
        let stages = [
            (finished, Stage::Finished),
            (started, Stage::Started),
            (signed, Stage::Signed),
            (planned, Stage::Planned),
        ];
        let stage = stages.into_iter().find(|(words, _)| !words.is_empty());
        let rank = |word: &&str| RANKS.iter().find(|(named, _)| named == word).map(|(_, rank)| *rank);
        let ranks = ranks.iter().filter_map(rank).collect();
        if !other.is_empty() && (text.contains("外资金") || text.contains("内资金")) {
            // 市外资金 is no 外资, 境内资金 no 内资.
            other.retain(|word| !matches!(*word, "外资" | "内资"));
        }
        if let Some(pattern) = COUNTED.as_ref().filter(|_| bounded && text.contains(is_numeric)) {
            text = pattern.replace_all(&text, "").into_owned();
            let [_, _, _, _, _, _, _, _, _, last @ ..] = WORDS.all_in(&text);
            said = last.map(|words| !words.is_empty());
        }
        let [upward, stock, added, college, bachelor, master, doctor] = said;
        let stock = stock && !added;
        let (verb, noun) = verb_and_noun(&text, 3);
        // What may be cut where three letters stay is cut where two may; it goes on from there.
        let (_, bare_noun) = verb_and_noun(noun, 2);
        let letters = telling(without_last_verbs(noun));
        let bare = (bare_noun != noun).then(|| telling(without_last_verbs(bare_noun)));
        let parts = parts(&text);
        Self {
            amount: None,
            classes,
            thresholds,
            stage: stage.map(|(_, stage)| stage).unwrap_or_default(),
            ranks,
            other,
            narrow,
            loose,
            verb,
            learnt: [college, bachelor, master, doctor],
            upward,
            stock,
            added,
            codes: Codes::of(head),
            parts,
            joint: joint(noun),
            bare: bare.filter(|bare| *bare != letters),
            letters,
            printed: text,
        }
    }

    /// The same head as that of a target, with its number and unit.
    pub fn asked_for(self, value: Decimal, unit: &str) -> Self {
        Self { amount: Some((value, unit.to_owned())), ..self }
    }

    /// The same head as that of a figure, whose number it does not know.
    pub fn told(&self) -> Self {
        Self { amount: None, ..self.clone() }
    }

    /// The noun where even a short one is cut from its verb.
    pub(super) fn bare(&self) -> &[char] {
        self.bare.as_ref().unwrap_or(&self.letters)
    }

    /// True where that is another noun.
    pub(super) fn is_barer(&self) -> bool {
        self.bare.is_some()
    }
}

/// 为市场主体减税降费: for whom is no part of what is measured.
fn without_beneficiary(head: &str) -> &str {
    beginning(head, words!["为市场主体", "为经营主体", "为企业", "为群众", "为居民", "为职工"])
        .and_then(|whom| head.strip_prefix(whom))
        .filter(|rest| rest.chars().count() >= 4)
        .unwrap_or(head)
}

/// 细颗粒物(PM2.5)平均浓度, 地区生产总值(GDP): the bracket says the same again.
fn without_latin_brackets(head: &str) -> Cow<'_, str> {
    if !head.contains('(') {
        return head.into();
    }
    let mut kept = String::with_capacity(head.len());
    let mut rest = head;
    while let Some((before, after)) = rest.split_once('(') {
        kept.push_str(before);
        match after.split_once(')') {
            Some((inside, behind))
                if inside.is_ascii() && inside.contains(|c: char| c.is_ascii_alphabetic()) =>
            {
                rest = behind;
            }
            _ => {
                kept.push('(');
                rest = after;
            }
        }
    }
    kept.push_str(rest);
    kept.into()
}

/// Words of which a thing has only one: 工业 is not 服务业, 登记 not 调查.
pub(super) const CLASSES: &[&[&str]] = &[
    &["服务业", "工业", "建筑业"],
    &["调查失业", "登记失业"],
    &["5A", "4A", "3A", "2A"],
    &["城镇", "农村"],
    &["城市", "农村"],
    &["公办", "民办"],
    &["公立", "私立", "民办"],
    &["国有", "民营"],
    &["线上", "线下"],
    &["省内", "省外"],
    &["幼儿园", "小学", "初中", "高中", "中学"],
    &["产值", "增加值"],
    &["国家级", "省级", "市级"],
    &["二级", "三级", "四级"],
    &["存栏", "出栏"],
    &["收储", "出让"],
    &["供水管网", "污水管网", "燃气管网", "供热管网"],
    &["高速公路", "国省干线", "农村公路"],
    &["批而未供", "闲置土地"],
    &["二手房", "新建商品"],
    &["光伏", "风电", "储能", "生物质", "抽水蓄能"],
    &["回收利用", "资源化利用"],
];

/// The words of all [`CLASSES`].
#[rustfmt::skip]
const CLASS_WORDS: &[&str] = &[
    "服务业", "工业", "建筑业", "调查失业", "登记失业", "5A", "4A", "3A", "2A", "城镇", "农村", "产值",
    "增加值", "国家级", "省级", "市级", "二级", "三级", "四级", "城市", "公办", "民办", "公立", "私立",
    "国有", "民营", "线上", "线下", "省内", "省外", "幼儿园", "小学", "初中", "高中", "中学",
    "存栏", "出栏", "收储", "出让", "供水管网", "污水管网", "燃气管网", "供热管网", "高速公路", "国省干线",
    "农村公路", "批而未供", "闲置土地", "二手房", "新建商品", "光伏", "风电", "储能", "生物质", "抽水蓄能",
    "回收利用", "资源化利用",
];

/// All that is looked for in a head: the words of classes, of what makes it another measure, of how far the thing has
/// come, and what is asked of the words that are left in the end.
static WORDS: &WordLists<16> = word_lists![
    CLASS_WORDS,
    OTHER,
    NARROWING,
    LOOSE,
    &rank_words(),
    FINISHED,
    STARTED,
    SIGNED,
    PLANNED,
    UPWARD,
    STOCK,
    ADDED,
    &["大专"],
    &["本科"],
    &["硕士"],
    &["博士"],
];

/// The things that a text lists together; none where it lists nothing.
fn parts(text: &str) -> Vec<Vec<char>> {
    const JOINTS: [char; 4] = ['、', '和', '与', '及'];
    if !text.contains(JOINTS) {
        return Vec::new();
    }
    let parts = text.split(JOINTS).map(telling);
    parts.filter(|part| part.len() >= 2 && part.last() != Some(&'级')).collect()
}

/// The first two letters of each of the things that a noun lists; none where one of them is too short to tell.
fn joint(noun: &str) -> Vec<[char; 2]> {
    if !noun.contains(['、', '和', '与', '及']) {
        return Vec::new();
    }
    // 和美, 和谐 are words of their own.
    let plain = noun.replace("和美", "").replace("和谐", "");
    let starts = plain.split(['、', '和', '与', '及']).map(|part| {
        let letters = telling(verb_and_noun(part, 2).1);
        letters.first_chunk().copied()
    });
    let starts: Vec<[char; 2]> = starts.collect::<Option<_>>().unwrap_or_default();
    if starts.len() > 1 { starts } else { Vec::new() }
}

/// Letters without which a text holds no threshold.
fn may_bound(letter: char) -> bool {
    matches!(letter, '十' | '百' | '千' | '万' | '亿') || is_numeric(letter)
}

fn is_amount(text: &str) -> bool {
    text.contains(['元', '亩', '吨', '%']) || text.starts_with(|c: char| c.is_ascii_digit())
}

/// 亿元 and 1亿元 are one threshold.
fn normal_amount(text: &str) -> String {
    if text.starts_with(|c: char| c.is_ascii_digit()) { text.to_owned() } else { format!("1{text}") }
}

/// The letters of a text without its inert words, the last ones where there are too many.
fn telling(text: &str) -> Vec<char> {
    let mut letters = Vec::with_capacity(text.len() / 3);
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let inert = beginning(rest, &INERT).map_or(0, str::len);
        if inert == 0 {
            letters.push(first);
        }
        rest = rest.get(inert.max(first.len_utf8())..).unwrap_or_default();
    }
    let cut = letters.len().saturating_sub(LONGEST);
    letters.drain(..cut);
    letters
}

/// The verb at the very start says what was done, not with what; it stays where too little would be left.
fn verb_and_noun(text: &str, least: usize) -> (&'static str, &str) {
    let mut rest = text;
    let mut verb = "";
    loop {
        if let Some(word) = beginning(rest, &INERT) {
            rest = rest.strip_prefix(word).unwrap_or_default();
            if verb.is_empty() && RESULT_VERBS.contains(word) {
                verb = word;
            }
        } else if let Some(word) = beginning(rest, &RESULT_VERBS).filter(|word| {
            if beginning(
                rest,
                words!["安置房", "安置小区", "安置点", "储备粮", "储备林", "储备库", "保障性", "保障房"],
            )
            .is_some()
            {
                return false;
            }
            let left = rest.strip_prefix(*word).unwrap_or_default();
            // 投资 and 培训 are verbs before a noun and nouns without one.
            let noun = left.is_empty() && ["投资", "投入", "补贴", "培训", "贷款"].contains(word);
            let verb = RESULT_VERBS.contains(left);
            !noun && (matches!(left, "" | "项目" | "企业" | "工程") || verb || left.chars().count() >= least)
        }) {
            rest = rest.strip_prefix(word).unwrap_or_default();
            verb = word;
        } else {
            return (verb, rest);
        }
    }
}

/// Verbs that close a noun: 发热门诊提升改造, 变电站建成投运.
#[rustfmt::skip]
static CLOSING: WordList = WordList::new(&[
    "提升", "改造", "建设", "整治", "认定", "创建", "培育", "修复", "更新", "建成", "投用", "投运",
    "完工", "竣工", "通过", "入驻", "治理", "工程", "改建", "投入使用",
]);

/// What the verbs at the end leave over.
fn without_last_verbs(noun: &str) -> &str {
    let mut rest = noun;
    for _ in 0..3 {
        let Some(verb) = ending(rest, &CLOSING) else { break };
        let left = rest.strip_suffix(verb).unwrap_or_default();
        if left.chars().count() < 3 {
            break;
        }
        rest = left;
    }
    rest
}
