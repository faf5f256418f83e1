//! What a task asks to be reached: which of its quantities are targets, and of what.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Context;
use super::head::Heads;
use super::idiom::shared_rates;
use super::mention::Mention;
use super::phrase::{Change, Commas, Phrase, Reading, read};
use super::respective::EACH;
use super::role::{Role, assigns, is_arranged, is_part_of_year, roles};
use super::scope::is_each_below;
use super::text::{Opens, Text};
use super::words::{beginning, ending, holds, words};
use crate::domain::indicator::canonical;
use crate::domain::quantity::Dimension;
use crate::domain::target::{Comparator, Kind};
use crate::domain::word_list::WordList;
use crate::ingest::draft::IndicatorDraft;

/// At most this many targets are read from one passage; no printed task comes near.
pub(super) const MOST_TARGETS: usize = 400;

/// Longest quote, in characters; a list that inherits from far away is cut at its start.
pub(super) const LONGEST_QUOTE: usize = 240;

/// One target, still tied to the text that it was read from.
#[derive(Debug, Clone)]
pub(super) struct Target {
    /// What is measured, without the number.
    pub name: String,
    pub value: Decimal,
    pub high: Option<Decimal>,
    pub unit: String,
    pub comparator: Comparator,
    pub kind: Kind,
    /// The words that carry the number.
    pub quote: Range<usize>,
    /// Its number, for ordering.
    pub at: usize,
    /// Printed as the goal of the year, not of a part of it.
    pub yearly: bool,
    /// The words of the sentence around it.
    pub context: String,
    /// Mentioned beside what was done of it.
    pub in_passing: bool,
    /// 各镇街不少于3个: asked of every one below.
    pub of_each: bool,
    /// The scope that brackets or 不含 set, folded; empty for the whole.
    pub scope: String,
}

impl Target {
    /// A target that was read elsewhere.
    pub fn of(indicator: &IndicatorDraft) -> Self {
        Self {
            name: indicator.name.clone(),
            value: indicator.target,
            high: indicator.target_high,
            // Figures are compared with their signs folded.
            unit: indicator.unit.replace('（', "(").replace('）', ")"),
            comparator: indicator.comparator,
            kind: indicator.kind,
            quote: 0..0,
            at: 0,
            yearly: true,
            in_passing: false,
            of_each: is_each_below(&indicator.quote),
            context: String::new(),
            scope: String::new(),
        }
    }

    /// One name for measures that go by several; a scope of its own stays with it.
    pub fn canonical_name(&self) -> String {
        let mut plain = self.name.as_str();
        if plain.contains('(') {
            plain = plain.split("(不含").next().unwrap_or(plain).trim_end_matches("(力争)");
        }
        let name = canonical(plain);
        if self.scope.is_empty() { name } else { format!("{name}({})", self.scope) }
    }
}

/// Reads every target of a text.
pub(super) fn targets(text: &Text<'_>, context: &Context) -> Vec<Target> {
    let mut found = targets_in(text, text.all(), 0, "", context);
    for inside in text.brackets() {
        let words = text.slice(inside.start..inside.end.min(inside.start + 60));
        if words.starts_with("其中") || words.starts_with('含') {
            found.extend(targets_in(text, inside.clone(), 1, "", context));
        } else if beginning(words, words!["不含", "剔除", "扣除"]).is_some() {
            let scope: String = words.chars().take_while(|c| *c != ',').collect();
            found.extend(targets_in(text, inside.clone(), 1, &scope, context));
        }
    }
    found.extend(in_quotes(text));
    found.sort_by_key(|target| target.at);
    found.truncate(MOST_TARGETS);
    found
}

/// 资助参保率、政策落实率和费用化解率“三个100%”.
fn in_quotes(text: &Text<'_>) -> Vec<Target> {
    // The number stands inside quotation marks.
    if !text.slice(text.all()).contains(['“', '"']) {
        return Vec::new();
    }
    let items = text.items(text.all(), 0);
    shared_rates(text, &items)
        .into_iter()
        .flat_map(|shared| {
            let (value, quote, at) = (shared.value, shared.quote, shared.at);
            shared.names.into_iter().map(move |name| Target {
                name,
                value,
                high: None,
                unit: "%".to_owned(),
                comparator: Comparator::AtLeast,
                kind: Kind::Level,
                quote: quote.clone(),
                at,
                yearly: false,
                in_passing: false,
                of_each: false,
                context: String::new(),
                scope: String::new(),
            })
        })
        .collect()
}

/// The targets of sentences that say 年度目标是, in a text that otherwise tells what was done.
pub(super) fn targets_named(text: &Text<'_>, context: &Context) -> Vec<Target> {
    let mut found = Vec::new();
    let mut start = text.all().start;
    for at in text.all() {
        let stop = matches!(text.get(at), Some('。' | '\n'));
        if !stop && at + 1 < text.all().end {
            continue;
        }
        let words = text.slice(start..at + 1);
        if let Some(named) = names_targets(words) {
            let named = targets_in(text, start + named..at + 1, 0, "", context);
            found.extend(named.into_iter().map(|target| Target { yearly: true, ..target }));
        }
        start = at + 1;
    }
    found.truncate(MOST_TARGETS);
    found
}

/// Characters up to the end of 年度目标是 and the like.
fn names_targets(sentence: &str) -> Option<usize> {
    #[rustfmt::skip]
    static NAMES: WordList = WordList::new(&[
        "年度目标是", "年度目标为", "年度目标:", "全年目标是", "全年目标为", "全年目标:", "主要目标是",
        "主要目标为", "主要预期目标是", "主要预期目标为", "预期目标是", "预期目标为", "目标任务是",
        "目标任务为", "目标是:", "目标为:",
    ]);
    // Hardly a sentence holds one.
    NAMES.find(sentence)?;
    let end = NAMES.words().iter().filter_map(|name| sentence.find(name).map(|at| at + name.len())).min()?;
    sentence.get(..end).map(|words| words.chars().count())
}

pub(super) fn targets_in(
    text: &Text<'_>,
    range: Range<usize>,
    base: u8,
    scope: &str,
    context: &Context,
) -> Vec<Target> {
    let reading = read(text, range, base, Commas::Kept);
    let roles = roles(text, &reading, context);
    let mut found: Vec<Target> = Vec::new();
    let mut heads = Heads::default();
    for (index, phrase) in reading.phrases.iter().enumerate() {
        if found.len() >= MOST_TARGETS {
            break;
        }
        let role = roles.get(index).copied().unwrap_or(Role::Described);
        if role == Role::Described {
            if is_part_of_year(text, &reading, phrase) || is_arranged(text, &reading, phrase) {
                // 三季度完成产值20亿元,全年完成80亿元; 安排重点项目60个,年度投资120亿元: the noun goes on.
                heads.name(text, &reading, &roles, index, Role::Measured);
            }
            continue;
        }
        let named = heads.name(text, &reading, &roles, index, role);
        for name in named.names {
            if let Some(target) = target(phrase, role, &name, &named.quote, scope) {
                let sentence = sentence(text, &reading, phrase.item);
                // 全年目标:A、B、C and 全年完成A、B govern all that their sentence lists.
                let said = text.opening(&(sentence.start..phrase.mention.range.start.max(sentence.start)));
                let yearly = target.kind == Kind::Level
                    || role == Role::Counted && assigns(text, &reading, phrase)
                    || holds(said, words!["全年", "年内", "今年", "年度", "年底", "年初"]);
                let from = sentence.start.max(phrase.mention.range.start.saturating_sub(80));
                let context = text.slice(from..sentence.end.min(from + 160).max(from));
                let of_each = is_each_below(text.slice(from..phrase.mention.range.end.max(from)));
                let context = context.to_owned();
                found.push(Target { yearly, context, of_each, ..target });
            }
        }
    }
    found
}

/// 床位总数较2022年: the year that it is compared with is no part of what is measured.
fn without_base_year(name: &str) -> &str {
    let cut =
        name.strip_suffix('年').map(|rest| rest.trim_end_matches(|letter: char| letter.is_ascii_digit()));
    let compared = cut.filter(|rest| rest.len() + "2022年".len() == name.len());
    compared.and_then(|rest| rest.strip_suffix(['较', '比'])).unwrap_or(name)
}

fn target(phrase: &Phrase, role: Role, name: &str, quote: &Range<usize>, scope: &str) -> Option<Target> {
    let name = without_base_year(name);
    if name.is_empty() {
        return None;
    }
    let kind = kind(phrase, role, name);
    let falls = phrase.change == Some(Change::Fall) && kind == Kind::Growth;
    let sign = |value: Decimal| if falls && value.is_sign_positive() { -value } else { value };
    let suffix = if phrase.lead.stretch { "(力争)" } else { "" };
    let (open, close) = if scope.is_empty() { ("", "") } else { ("(", ")") };
    let name = [name, open, scope, close, suffix].concat();
    Some(Target {
        name: if name.contains(EACH) { name.replace(EACH, "") } else { name },
        value: sign(phrase.mention.value),
        high: phrase.mention.high.map(sign),
        unit: phrase.mention.unit.clone(),
        comparator: comparator(phrase, falls),
        kind,
        at: phrase.mention.range.start,
        quote: quote.start.max(quote.end.saturating_sub(LONGEST_QUOTE))..quote.end,
        yearly: false,
        in_passing: false,
        of_each: false,
        context: String::new(),
        scope: scope.to_owned(),
    })
}

/// The items from the last full stop to the next.
pub(super) fn sentence(text: &Text<'_>, reading: &Reading, item: usize) -> Range<usize> {
    let opens_one = |index: usize| reading.items.get(index).is_none_or(|it| it.opens == Opens::Sentence);
    let first = (0..=item).rev().take(60).find(|&index| opens_one(index)).unwrap_or(item);
    let last = (item + 1..reading.items.len())
        .take(60)
        .find(|&index| opens_one(index))
        .unwrap_or(reading.items.len());
    let start = reading.items.get(first).map_or(0, |it| it.range.start);
    let end = reading.items.get(last.saturating_sub(1)).map_or(text.all().end, |it| it.range.end);
    start..end.max(start)
}

fn comparator(phrase: &Phrase, falls: bool) -> Comparator {
    let about = phrase.lead.nearly || phrase.mention.after == Some(Comparator::About);
    if falls || (phrase.lead.ceiling && !about) || phrase.mention.after == Some(Comparator::AtMost) {
        Comparator::AtMost
    } else if about {
        Comparator::About
    } else {
        Comparator::AtLeast
    }
}

/// Nouns whose figure stands at a date instead of adding up, at the end of a name.
#[rustfmt::skip]
static STANDING: WordList = WordList::new(&[
    "拥有量", "保有量", "浓度", "指数", "余额", "存量", "密度", "强度", "水平", "标准", "倍差",
    "容积率", "系数", "比例", "占比", "比重", "预期寿命", "收入比", "常住人口", "户籍人口", "单价",
    "保有", "床位数", "得分", "总数", "率", "产能", "能力", "规模", "资产总额", "总资产", "资产总量", "资产总值",
    "总库容", "总装机",
]);

/// Words that make a figure an average over a population, anywhere in a name.
static PER_HEAD: WordList = WordList::new(&[
    "每万",
    "每千",
    "每百",
    "每十万",
    "千人",
    "万人拥有",
    "户均",
    "平均浓度",
    "在册",
    "有效发明",
]);

/// Verbs of things that are added during the year.
#[rustfmt::skip]
static ADDING: WordList = WordList::new(&[
    "新增", "新建", "新认定", "新创建", "新引进", "新培育", "引进", "招引", "引育", "完成", "建成",
    "创成", "创建", "培育", "实施", "开展", "组织", "举办", "改造", "整治", "腾退", "发放", "新开工",
    "打造", "培训", "招聘", "压减", "淘汰", "关停", "拆除", "消除",
]);

/// Steps of a project: each is taken once a year.
static STAGES: WordList =
    WordList::new(&["开工", "竣工", "投产", "签约", "完工", "入驻", "落地", "销号", "上市"]);

/// 人均可支配收入 adds up over the year although it is an average.
#[rustfmt::skip]
static ADDING_NOUNS: WordList = WordList::new(&[
    "收入", "贷款", "增加值", "总产值", "产值", "销售额", "交易额", "产量", "总产", "出栏", "出栏量",
    "接待量", "客流量", "吞吐量", "发电量", "成交额", "签约额", "客运量", "货运量",
]);

fn kind(phrase: &Phrase, role: Role, name: &str) -> Kind {
    let dimension = phrase.mention.dimension();
    let rate = matches!(dimension, Some(Dimension::Percent | Dimension::Point));
    if rate && phrase.change.is_some() && role != Role::Fraction {
        return Kind::Growth;
    }
    if dimension == Some(Dimension::Point) {
        return Kind::Growth;
    }
    if dimension == Some(Dimension::Time) {
        return if name.ends_with("天数") { Kind::Amount } else { Kind::Level };
    }
    if rate || matches!(dimension, Some(Dimension::Times | Dimension::Quotient | Dimension::Score) | None) {
        return Kind::Level;
    }
    let adds = beginning(name, &ADDING).is_some() || ending(name, &ADDING_NOUNS).is_some();
    let money = matches!(dimension, Some(Dimension::Yuan | Dimension::Dollar));
    let per_head = name.contains("人均") && !money;
    // 制定国家标准10项, 提升能力8项: counted, they are acts.
    let act = is_counted(&phrase.mention)
        && !phrase.lead.reaches
        && ending(name, words!["标准", "能力", "水平"]).is_some();
    let standing = per_head || !act && ending(name, &STANDING).is_some() || holds(name, &PER_HEAD);
    if !adds && standing {
        return Kind::Level;
    }
    let counted = is_counted(&phrase.mention);
    // 死亡人数不超过6人: what happens adds up to its ceiling; a class or a backlog is as large as it is.
    let events = phrase.lead.ceiling && !holds(name, &SIZES);
    // 有效灌溉面积扩大到52万亩: all there is by then; what is sown adds up.
    let extent =
        matches!(dimension, Some(Dimension::Area | Dimension::Length | Dimension::Volume | Dimension::Power));
    let grown = phrase.lead.grows && extent && !name.contains("播种");
    let reached = phrase.lead.reaches && (counted && !events || grown);
    let flows = holds(name, &ADDING) || holds(name, &STAGES);
    if reached && !flows && !adds && role == Role::Measured { Kind::Level } else { Kind::Amount }
}

/// Counts that stand at a date although a ceiling is set for them.
static SIZES: WordList = WordList::new(&[
    "班额", "存量", "积案", "积压", "平均", "日均", "生均", "师均", "在校", "在册", "在编", "编制", "库存",
    "剩余", "失业",
]);

fn is_counted(mention: &Mention) -> bool {
    mention.is_count() && mention.dimension() != Some(Dimension::Visits)
}
