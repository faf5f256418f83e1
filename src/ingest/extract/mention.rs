//! Numbers with units, as they stand in running text.

use std::ops::Range;

use rust_decimal::Decimal;

use super::text::Text;
use super::words::beginning;
use crate::domain::quantity::{Dimension, Unit};
use crate::domain::target::Comparator;
use crate::domain::word_list::WordList;
use crate::ingest::fold::is_common_ideograph;

/// A number with its unit.
#[derive(Debug, Clone)]
pub(super) struct Mention {
    /// The number and everything that belongs to it: sign, unit, 以上, 左右.
    pub range: Range<usize>,
    /// Lower end where a range is printed; negative where a minus is printed.
    pub value: Decimal,
    /// Upper end of a printed range.
    pub high: Option<Decimal>,
    /// The unit as printed, folded; empty where none is printed.
    pub unit: String,
    /// What the unit means; `None` where none is printed.
    pub meaning: Option<Unit>,
    /// The word after it: 以上, 以内, 左右.
    pub after: Option<Comparator>,
    /// 余、多、近、左右: not the exact figure.
    pub loose: bool,
    /// Written in Chinese numerals.
    pub worded: bool,
}

impl Mention {
    /// What is measured; `None` for a bare number.
    pub fn dimension(&self) -> Option<Dimension> {
        self.meaning.map(|unit| unit.dimension)
    }

    /// Things or people, counted.
    pub fn is_count(&self) -> bool {
        matches!(self.dimension(), Some(Dimension::Count | Dimension::People | Dimension::Visits))
    }

    /// A share or a rate of change.
    pub fn is_percent(&self) -> bool {
        matches!(self.dimension(), Some(Dimension::Percent | Dimension::Point))
    }
}

/// Words after a number and what they say. The longest comes first.
const AFTER: &[(&str, Comparator)] = &[
    ("及以上", Comparator::AtLeast),
    ("(含)以上", Comparator::AtLeast),
    ("以上", Comparator::AtLeast),
    ("及以下", Comparator::AtMost),
    ("以下", Comparator::AtMost),
    ("以内", Comparator::AtMost),
    ("之内", Comparator::AtMost),
    ("左右", Comparator::About),
    ("上下", Comparator::About),
];

/// Words that a unit's first letter may begin instead: 3方面 is no 3 cubic metres.
static NOT_UNITS: WordList = WordList::new(&[
    "方面",
    "方向",
    "分别",
    "分之",
    "分类",
    "分管",
    "条例",
    "条线",
    "组织",
    "处理",
    "处罚",
    "期间",
    "年",
    "里程",
    "首次",
    "集中",
    "集体",
    "村民",
    "村级",
    "镇级",
    "位数",
    "次级",
    "批复",
    "家庭农",
    "级",
    "日",
    "班子",
    "部门",
    "站点",
    "网",
    "对接",
    "起",
    "例如",
    "名列",
    "位列",
    "位居",
    "项目标",
    "天然",
    "分布",
    "场景",
    "单位",
    "列入",
    "列全",
    "首批",
    "首个",
    "节能",
    "档案",
    "集群",
    "度夏",
    "片区",
    "人制",
]);

/// Longest unit word looked for after a number.
const UNIT_REACH: usize = 16;

/// Every quantity of `range`, in order. Codes, ordinals, dates, ratios and ranks are passed over.
pub(super) fn scan(text: &Text<'_>, range: Range<usize>) -> Vec<Mention> {
    let mut mentions = Vec::new();
    let mut index = range.start;
    loop {
        // Most letters neither are a numeral nor open a code.
        let rest = text.chars(index..range.end.max(index));
        let begins = |&letter: &char| !is_common_ideograph(letter) || chinese_digit(letter).is_some();
        let Some(skipped) = rest.iter().position(begins) else { break };
        index += skipped;
        let Some(letter) = text.get(index) else { break };
        if letter.is_ascii_digit() {
            let (next, mention) = arabic(text, index, range.end);
            mentions.extend(mention);
            index = next.max(index + 1);
        } else if letter.is_ascii_alphabetic() {
            index = skip_code(text, index, range.end);
        } else if chinese_digit(letter).is_some() {
            let (next, mention) = worded(text, index, range.end);
            mentions.extend(mention);
            index = next.max(index + 1);
        } else {
            index += 1;
        }
    }
    mentions
}

/// Past a word of Latin letters and the digits glued to it: `PM2.5`, `S302`, `A5/6`, `GDP`.
fn skip_code(text: &Text<'_>, from: usize, end: usize) -> usize {
    let glued = |at: usize| {
        text.get(at).is_some_and(|c| {
            c.is_ascii_alphanumeric()
                || (matches!(c, '.' | '-' | '/' | '&' | '+')
                    && text.get(at + 1).is_some_and(|next| next.is_ascii_alphanumeric()))
        })
    };
    (from..end).find(|&at| !glued(at)).unwrap_or(end)
}

/// One printed number without its unit: where it ends and what it is worth.
fn number(text: &Text<'_>, from: usize, end: usize) -> Option<(usize, Decimal)> {
    let mut at = from;
    let mut grouped = false;
    let mut point = false;
    while at < end {
        let letter = text.get(at)?;
        let next_digit = text.get(at + 1).is_some_and(|c| c.is_ascii_digit());
        match letter {
            '0'..='9' => {}
            '.' if !point && next_digit => {
                point = true;
            }
            ',' if !point && next_digit && groups(text, from, at) => grouped = true,
            _ => break,
        }
        at += 1;
    }
    let digits = text.slice(from..at);
    let value = if grouped { digits.replace(',', "").parse() } else { digits.parse() };
    value.ok().map(|value| (at, value))
}

/// A comma between groups of three digits.
fn groups(text: &Text<'_>, from: usize, comma: usize) -> bool {
    let digit = |at: usize| text.get(at).is_some_and(|c| c.is_ascii_digit());
    !(comma - from).is_multiple_of(4) && (1..=3).all(|ahead| digit(comma + ahead)) && !digit(comma + 4)
}

/// Reads the quantity that begins with the digit at `from`; gives the next place to read from.
fn arabic(text: &Text<'_>, from: usize, end: usize) -> (usize, Option<Mention>) {
    let Some((mut at, first)) = number(text, from, end) else {
        // Too long for a number that anybody prints.
        let digits = (from..end).take_while(|at| text.get(*at).is_some_and(|c| c.is_ascii_digit()));
        return (from + digits.count(), None);
    };
    let before = from.checked_sub(1).and_then(|at| text.get(at));
    let mut high = None;
    let mut multiplier_end = None;
    if let Some((after_first, range_end, upper)) = upper_end(text, at, end) {
        if text.get(range_end).is_some_and(|c| matches!(c, '年' | '月' | '日')) && after_first == at {
            return (range_end + 1, None);
        }
        high = Some(upper);
        multiplier_end = Some(range_end);
    }
    if let Some(range_end) = multiplier_end {
        at = range_end;
    }
    if is_no_quantity(text, before, from, at) {
        return (skip_code(text, at, end).max(at), None);
    }
    let negative = before == Some('-')
        && from.checked_sub(2).and_then(|at| text.get(at)).is_none_or(|c| !c.is_ascii_alphanumeric());
    let loose = text.get(at).is_some_and(|c| matches!(c, '余' | '多'));
    let unit_at = at + usize::from(loose);
    let age = text.get(unit_at) == Some('岁') || text.get(unit_at + 1) == Some('岁');
    let timed = |unit: &Unit| unit.dimension != Dimension::Time || age || is_measured_in_time(text, from);
    let Some((length, unit)) = unit_after(text, unit_at, end).filter(|(_, unit)| timed(unit)) else {
        return (at, bare(text, from, at, first, negative));
    };
    let start = if negative { from - 1 } else { from };
    let signed = |value: Decimal| if negative { -value } else { value };
    let mut mention = Mention {
        range: start..unit_at + length,
        value: signed(first),
        high,
        unit: text.slice(unit_at..unit_at + length).to_owned(),
        meaning: Some(unit),
        after: None,
        loose,
        worded: false,
    };
    take_suffix(text, &mut mention, end);
    (mention.range.end, Some(mention))
}

/// `-5` of `1-5`, also where both ends carry a percent sign. Gives the end of the first number's own sign, the end
/// of the second number, and its value.
fn upper_end(text: &Text<'_>, at: usize, end: usize) -> Option<(usize, usize, Decimal)> {
    let signed = usize::from(text.get(at) == Some('%'));
    let joint = text.get(at + signed)?;
    if !matches!(joint, '-' | '至' | '到') || !text.get(at + signed + 1)?.is_ascii_digit() {
        return None;
    }
    let (range_end, upper) = number(text, at + signed + 1, end)?;
    if signed == 1 && text.get(range_end) != Some('%') {
        return None;
    }
    Some((at + signed, range_end, upper))
}

/// Codes, ordinals, ranks, dates, ratios, sums such as `1+8+N`.
fn is_no_quantity(text: &Text<'_>, before: Option<char>, from: usize, at: usize) -> bool {
    let after = text.get(at);
    let two_before = from.checked_sub(2).and_then(|at| text.get(at));
    let coded = before
        .is_some_and(|c| c.is_ascii_alphabetic() || matches!(c, '+' | '/' | '×' | ':' | '#' | '〔' | '.'));
    let ordinal = before.is_some_and(|c| matches!(c, '第' | '前' | '图' | '表'))
        || (before == Some('-') && two_before.is_some_and(|c| c.is_ascii_alphanumeric()));
    let followed = after.is_some_and(|c| {
        matches!(
            c,
            '+' | '/' | ':' | '#' | '×' | '号' | '级' | '强' | '楼' | '路' | '线' | '后' | '时' | '点'
        )
    });
    let dated = after.is_some_and(|c| matches!(c, '月' | '日' | '年'));
    let latin = after.is_some_and(|c| c.is_ascii_alphabetic())
        && unit_after(text, at, at + UNIT_REACH)
            .is_none_or(|(length, _)| text.get(at + length).is_some_and(|c| c.is_ascii_alphanumeric()));
    coded || ordinal || followed || dated || latin
}

fn unit_after(text: &Text<'_>, at: usize, end: usize) -> Option<(usize, Unit)> {
    let letters = text.chars(at..end.min(at + UNIT_REACH));
    let (length, unit) = Unit::longest(letters)?;
    let rest = text.slice(at..at + letters.len().min(4));
    let another_word =
        length == 1 && beginning(rest, &NOT_UNITS).is_some_and(|word| word.chars().count() > 1);
    // 2条线路 counts routes, 5条线 departments.
    let another_word = another_word && !rest.starts_with("条线路");
    let date = matches!(letters.first(), Some('年' | '月' | '日'));
    (!another_word && !date).then_some((length, unit))
}

/// 优良天数达到320天, 审批时间压缩至0.5天: times are figures where a time is what is measured; ages are always read.
fn is_measured_in_time(text: &Text<'_>, from: usize) -> bool {
    static MEASURED: WordList = WordList::new(&[
        "天数", "时间", "时限", "用时", "时长", "周期", "耗时", "工期", "期限", "寿命", "年龄",
    ]);
    let clause: Vec<char> = (from.saturating_sub(24)..from)
        .rev()
        .filter_map(|at| text.get(at))
        .take_while(|letter| !matches!(letter, ',' | '。' | ';' | '\n' | ':' | '、'))
        .collect();
    let clause: String = clause.iter().rev().collect();
    MEASURED.is_in(&clause)
}

/// A number without a unit, where nothing but the end of the item follows.
fn bare(text: &Text<'_>, from: usize, at: usize, value: Decimal, negative: bool) -> Option<Mention> {
    let tail = text.slice(at..text.all().end.min(at + 2).max(at));
    let ends = tail.is_empty()
        || tail.starts_with([',', '。', ';', '、', '\n', ')'])
        || AFTER.iter().any(|(word, _)| tail.starts_with(word));
    let year =
        at - from == 4 && value >= Decimal::from(1900) && value <= Decimal::from(2100) && value.is_integer();
    if !ends || year || at - from > 12 {
        return None;
    }
    let value = if negative { -value } else { value };
    let mut mention = Mention {
        range: from..at,
        value,
        high: None,
        unit: String::new(),
        meaning: None,
        after: None,
        loose: false,
        worded: false,
    };
    take_suffix(text, &mut mention, text.all().end);
    Some(mention)
}

fn take_suffix(text: &Text<'_>, mention: &mut Mention, end: usize) {
    let mut at = mention.range.end;
    if text.get(at).is_some_and(|c| matches!(c, '余' | '多')) && mention.is_count() {
        mention.loose = true;
        at += 1;
    }
    at += other_unit(text, at, end);
    let rest = text.slice(at..end.min(at + 6).max(at));
    if let Some((word, comparator)) = AFTER.iter().find(|(word, _)| rest.starts_with(word)) {
        at += word.chars().count();
        mention.after = Some(*comparator);
        mention.loose |= *comparator != Comparator::AtMost;
    }
    mention.range.end = at;
}

/// Length of the bracket in 50名(个)以上, which names a second unit.
fn other_unit(text: &Text<'_>, at: usize, end: usize) -> usize {
    let letters = text.chars(at..end.min(at + 5));
    let Some(close) = letters.iter().position(|letter| *letter == ')') else { return 0 };
    let inside = letters.get(1..close).unwrap_or_default();
    let unit = Unit::longest(inside).is_some_and(|(length, _)| length == inside.len());
    if letters.first() == Some(&'(') && unit { close + 1 } else { 0 }
}

fn chinese_digit(letter: char) -> Option<i64> {
    match letter {
        '一' => Some(1),
        '二' | '两' => Some(2),
        '三' => Some(3),
        '四' => Some(4),
        '五' => Some(5),
        '六' => Some(6),
        '七' => Some(7),
        '八' => Some(8),
        '九' => Some(9),
        '十' => Some(10),
        _ => None,
    }
}

/// Count words that a numeral in words may stand before; the numeral is a figure nowhere else.
const WORDED_UNITS: &[char] = &['个', '家', '项', '条', '所', '座', '名', '件', '处', '场', '支', '大'];

/// 三条, 十二个: a count in words up to ninety-nine. 一 is left out, it is most often an article.
fn worded(text: &Text<'_>, from: usize, end: usize) -> (usize, Option<Mention>) {
    let numeral = |at: usize| (at < end).then(|| text.get(at)).flatten().and_then(chinese_digit);
    let length = (from..end).take_while(|&at| numeral(at).is_some()).count();
    let next = from + length;
    let before = from.checked_sub(1).and_then(|at| text.get(at));
    let digits: Vec<i64> = (from..next).filter_map(numeral).collect();
    let value = match digits.as_slice() {
        [one] => Some(*one),
        [10, one] if *one < 10 => Some(10 + one),
        [tens, 10] if *tens < 10 => Some(tens * 10),
        [tens, 10, one] if *tens < 10 && *one < 10 => Some(tens * 10 + one),
        _ => None,
    };
    let unit = text.get(next).filter(|letter| next < end && WORDED_UNITS.contains(letter));
    let blocked = before.is_some_and(|c| matches!(c, '第' | '前' | '百' | '千' | '万' | '亿' | '分' | '几'));
    let (Some(value), Some(letter), false) = (value.filter(|value| *value >= 2), unit, blocked) else {
        return (next, None);
    };
    // 六大项目 counts projects; the word 大 is no unit.
    let unit = if letter == '大' { "个".to_owned() } else { letter.to_string() };
    let mut mention = Mention {
        range: from..next + 1,
        value: Decimal::from(value),
        high: None,
        meaning: Unit::parse(&unit),
        unit,
        after: None,
        loose: false,
        worded: true,
    };
    take_suffix(text, &mut mention, end);
    (mention.range.end, Some(mention))
}
