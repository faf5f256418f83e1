//! How alike two heads are: what a target asks for, and what a figure measures.

use std::collections::BTreeSet;
use std::sync::LazyLock;

use regex::Regex;

use super::words::{RESULT_VERBS, beginning, holds};
use crate::domain::indicator::unify;

/// Longest head compared, in characters; keeps the work per pair bounded.
const LONGEST: usize = 64;

/// A head made ready for comparing.
#[derive(Debug, Clone, Default)]
pub(super) struct Key {
    letters: Vec<char>,
    /// 10亿元以上: which of the things are meant.
    thresholds: BTreeSet<String>,
    stage: Stage,
    ranks: Vec<&'static str>,
    qualifiers: Vec<&'static str>,
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
    "年",
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
    "累",
    "中",
    "全",
    "均",
];

/// Levels that exclude each other.
const RANKS: &[&str] = &["国家级", "省级", "市级", "县级", "区级", "镇级", "村级"];

/// Words that narrow a measure: a figure for 限额以上 is none for the whole.
const NARROWING: &[&str] = &[
    "限额以上",
    "规模以上",
    "规模以下",
    "民间",
    "制造业",
    "服务业",
    "农村居民",
    "城镇居民",
    "低收入",
    "工业投资",
    "高新技术产业",
    "技改",
    "战略性新兴",
    "装备制造",
    "外资",
    "内资",
    "小微",
    "省级以上",
    "中心城区",
    "市区",
    "城区",
    "农业",
    "工业",
    "房地产",
    "交通",
    "基础设施",
    "民营",
    "国有",
    "上海",
    "重新",
    "人次",
    "培育",
    "进出口",
    "进口",
    "出口",
    "银行",
    "制造业中长期",
    "普惠",
    "后备",
    "头部",
    "境外",
    "境内",
    "存量",
    "新兴产业",
    "外贸",
    "服务贸易",
    "数字",
];

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
            text = pattern.replace_all(&text, "").into_owned();
        }
        let stage = stage(&text);
        let ranks = RANKS.iter().filter(|rank| text.contains(**rank)).copied().collect();
        let qualifiers = NARROWING.iter().filter(|word| text.contains(**word)).copied().collect();
        if let Some(pattern) = COUNTED.as_ref() {
            text = pattern.replace_all(&text, "").into_owned();
        }
        let letters = without_inert(&text);
        Self { letters, thresholds, stage, ranks, qualifiers }
    }

    /// True where nothing but verbs is left.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// What of `other` narrows the measure although this one does not.
    fn narrowed_by(&self, other: &Self) -> usize {
        other.qualifiers.iter().filter(|word| !self.qualifiers.contains(word)).count()
    }
}

fn is_amount(text: &str) -> bool {
    text.contains(['元', '亩', '吨', '%']) || text.starts_with(|c: char| c.is_ascii_digit())
}

/// 亿元 and 1亿元 are one threshold.
fn normal_amount(text: &str) -> String {
    if text.starts_with(|c: char| c.is_ascii_digit()) { text.to_owned() } else { format!("1{text}") }
}

fn without_inert(text: &str) -> Vec<char> {
    let mut letters = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        if let Some(word) = beginning(rest, INERT) {
            rest = rest.strip_prefix(word).unwrap_or_default();
            continue;
        }
        // A verb at the very start says what was done, not with what.
        if letters.is_empty()
            && let Some(verb) = beginning(rest, RESULT_VERBS)
            && rest.len() > verb.len()
        {
            rest = rest.strip_prefix(verb).unwrap_or_default();
            continue;
        }
        letters.push(first);
        rest = rest.strip_prefix(first).unwrap_or_default();
    }
    let cut = letters.len().saturating_sub(LONGEST);
    letters.split_off(cut)
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
pub(super) fn likeness(target: &Key, figure: &Key) -> f64 {
    if target.is_empty() || figure.is_empty() || excluded(target, figure) {
        return 0.0;
    }
    let common = common_length(&target.letters, &figure.letters);
    let pairs = common_pairs(&target.letters, &figure.letters);
    let recall = ratio(common, target.letters.len());
    let precision = ratio(common, figure.letters.len());
    let mut score = 0.55 * recall + 0.3 * pairs + 0.15 * precision;
    if !same_end(&target.letters, &figure.letters) {
        score -= 0.18;
    }
    score -= 0.12 * as_f64(target.narrowed_by(figure).min(3));
    score -= 0.08 * as_f64(figure.narrowed_by(target).min(3));
    score.max(0.0)
}

/// What makes two heads different things whatever letters they share.
fn excluded(target: &Key, figure: &Key) -> bool {
    let stages = match (target.stage, figure.stage) {
        (a, b) if a == b => false,
        (Stage::Unsaid, Stage::Finished) | (Stage::Finished, Stage::Unsaid) => false,
        (_, Stage::Unsaid) => false,
        _ => true,
    };
    let ranks = !target.ranks.is_empty()
        && !figure.ranks.is_empty()
        && !target.ranks.iter().any(|rank| figure.ranks.contains(rank));
    let trade =
        |key: &Key| ["进出口", "出口", "进口"].iter().find(|word| key.qualifiers.contains(word)).copied();
    target.thresholds != figure.thresholds || stages || ranks || trade(target) != trade(figure)
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
