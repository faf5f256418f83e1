//! Quantities as printed: a decimal and a unit, and the exact conversions between units of one dimension.

use std::collections::HashMap;
use std::sync::LazyLock;

use rust_decimal::Decimal;

/// What a unit measures. Two units convert into each other only inside one dimension.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Dimension {
    /// 个、家、项、条 …: things counted one by one.
    Count,
    /// 人、名、位: people counted one by one; converts with [`Dimension::Count`].
    People,
    /// 人次、家次、次: how often, not how many.
    Visits,
    /// 元.
    Yuan,
    /// 美元.
    Dollar,
    /// Any other currency, by its own word only.
    Currency,
    /// 平方米、亩、公顷、平方公里.
    Area,
    /// 米、公里.
    Length,
    /// 克、公斤、吨, 吨标准煤 among them.
    Mass,
    /// 瓦、千瓦、兆瓦.
    Power,
    /// 千瓦时、度.
    Energy,
    /// 升、立方米.
    Volume,
    /// 标箱.
    Container,
    /// %、‰.
    Percent,
    /// 个百分点、个千分点.
    Point,
    /// 倍.
    Times,
    /// 分 of a score.
    Score,
    /// 小时、天、年: never what a bulletin counts up.
    Time,
    /// 微克/立方米、元/亩: a quotient of two units.
    Quotient,
}

/// A unit as printed, understood.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Unit {
    /// What it measures.
    pub dimension: Dimension,
    /// Size of one unit: `numerator / denominator` base units of the dimension.
    numerator: Decimal,
    denominator: Decimal,
    /// For a quotient, what stands above and below the line.
    parts: Option<(Dimension, Dimension)>,
}

/// Units that are one count word each. The order does not matter; the longest printed word wins.
const COUNTS: &str = "个 家 项 所 户 条 件 座 套 处 台 辆 艘 宗 起 批 期 种 类 只 头 株 幅 块 支 幢 栋 间 张 份 篇 部 \
    本 册 款 门 例 对 场 轮 组 队 床 孔 根 棵 口 盏 枚 颗 尾 羽 匹 架 节 站 片 档 笔 班 村 镇 枪 桩 届 首 则 集 \
    次 场次 批次 班次 期次 台套 台(套) 套(间) 头(只) 只(头) 户(套) 套(户) 处(个) 个(处) 台(辆) 辆(台) 个(家) 家(个) 张床位 个床位 个车位 个泊位 把 顶 粒 粒种 单 列 趟 宗地 剂 剂次 枝 袋 瓶 束 朵 箱 罐 包 筐";
const PEOPLE: &str = "人 名 位 员";
const VISITS: &str = "人次 家次 户次 件次 架次 车次 艘次 辆次 台次 份次 篇次";

/// Word, dimension, base units as numerator and denominator.
const MEASURES: &[(&str, Dimension, i64, i64)] = &[
    ("元", Dimension::Yuan, 1, 1),
    ("元人民币", Dimension::Yuan, 1, 1),
    ("角", Dimension::Yuan, 1, 10),
    ("美元", Dimension::Dollar, 1, 1),
    ("美金", Dimension::Dollar, 1, 1),
    ("欧元", Dimension::Currency, 1, 1),
    ("港元", Dimension::Currency, 1, 1),
    ("日元", Dimension::Currency, 1, 1),
    ("平方米", Dimension::Area, 1, 1),
    ("平米", Dimension::Area, 1, 1),
    ("㎡", Dimension::Area, 1, 1),
    ("m2", Dimension::Area, 1, 1),
    ("m²", Dimension::Area, 1, 1),
    ("平方公里", Dimension::Area, 1_000_000, 1),
    ("平方千米", Dimension::Area, 1_000_000, 1),
    ("公顷", Dimension::Area, 10_000, 1),
    // Fifteen mu are one hectare, so a mu has no exact decimal in square metres.
    ("亩", Dimension::Area, 10_000, 15),
    ("亩次", Dimension::Area, 10_000, 15),
    ("米", Dimension::Length, 1, 1),
    ("延米", Dimension::Length, 1, 1),
    ("延长米", Dimension::Length, 1, 1),
    ("公里", Dimension::Length, 1000, 1),
    ("千米", Dimension::Length, 1000, 1),
    ("km", Dimension::Length, 1000, 1),
    ("里", Dimension::Length, 500, 1),
    ("海里", Dimension::Length, 1852, 1),
    ("微克", Dimension::Mass, 1, 1_000_000),
    ("μg", Dimension::Mass, 1, 1_000_000),
    ("ug", Dimension::Mass, 1, 1_000_000),
    ("毫克", Dimension::Mass, 1, 1000),
    ("mg", Dimension::Mass, 1, 1000),
    ("克", Dimension::Mass, 1, 1),
    ("斤", Dimension::Mass, 500, 1),
    ("公斤", Dimension::Mass, 1000, 1),
    ("千克", Dimension::Mass, 1000, 1),
    ("kg", Dimension::Mass, 1000, 1),
    ("吨", Dimension::Mass, 1_000_000, 1),
    ("吨标准煤", Dimension::Mass, 1_000_000, 1),
    ("吨标煤", Dimension::Mass, 1_000_000, 1),
    ("瓦", Dimension::Power, 1, 1),
    ("千瓦", Dimension::Power, 1000, 1),
    ("kW", Dimension::Power, 1000, 1),
    ("兆瓦", Dimension::Power, 1_000_000, 1),
    ("MW", Dimension::Power, 1_000_000, 1),
    ("吉瓦", Dimension::Power, 1_000_000_000, 1),
    ("GW", Dimension::Power, 1_000_000_000, 1),
    ("千瓦时", Dimension::Energy, 1, 1),
    ("kWh", Dimension::Energy, 1, 1),
    ("度", Dimension::Energy, 1, 1),
    ("度电", Dimension::Energy, 1, 1),
    ("兆瓦时", Dimension::Energy, 1000, 1),
    ("升", Dimension::Volume, 1, 1000),
    ("L", Dimension::Volume, 1, 1000),
    ("方", Dimension::Volume, 1, 1),
    ("立方", Dimension::Volume, 1, 1),
    ("立方米", Dimension::Volume, 1, 1),
    ("m3", Dimension::Volume, 1, 1),
    ("m³", Dimension::Volume, 1, 1),
    ("标箱", Dimension::Container, 1, 1),
    ("标准箱", Dimension::Container, 1, 1),
    ("TEU", Dimension::Container, 1, 1),
    ("%", Dimension::Percent, 1, 1),
    ("‰", Dimension::Percent, 1, 10),
    ("个百分点", Dimension::Point, 1, 1),
    ("百分点", Dimension::Point, 1, 1),
    ("个千分点", Dimension::Point, 1, 10),
    ("千分点", Dimension::Point, 1, 10),
    ("倍", Dimension::Times, 1, 1),
    ("分", Dimension::Score, 1, 1),
    ("秒", Dimension::Time, 1, 1),
    ("分钟", Dimension::Time, 60, 1),
    ("小时", Dimension::Time, 3600, 1),
    ("天", Dimension::Time, 86400, 1),
    ("日", Dimension::Time, 86400, 1),
    ("个工作日", Dimension::Time, 86400, 1),
    ("周", Dimension::Time, 604_800, 1),
    // Months and years have no exact length in days; they convert only into themselves.
    ("个月", Dimension::Time, 2_629_746, 1),
    ("月", Dimension::Time, 2_629_746, 1),
    ("年", Dimension::Time, 31_556_952, 1),
    ("周年", Dimension::Time, 31_556_952, 1),
    ("岁", Dimension::Time, 31_556_952, 1),
    ("周岁", Dimension::Time, 31_556_952, 1),
];

/// What a word means: dimension, base units as numerator and denominator.
type Meaning = (Dimension, i64, i64);

/// Words by their first letter, the longest first.
type Lexicon = HashMap<char, Vec<(Vec<char>, Meaning)>>;

static LEXICON: LazyLock<Lexicon> = LazyLock::new(|| {
    let counted =
        |words: &'static str, dimension| words.split_whitespace().map(move |word| (word, (dimension, 1, 1)));
    let all: HashMap<&str, Meaning> = counted(COUNTS, Dimension::Count)
        .chain(counted(PEOPLE, Dimension::People))
        .chain(counted(VISITS, Dimension::Visits))
        .chain(MEASURES.iter().map(|&(word, dimension, up, down)| (word, (dimension, up, down))))
        .collect();
    let mut lexicon = Lexicon::new();
    for (word, meaning) in all {
        let letters: Vec<char> = word.chars().collect();
        if let Some(&first) = letters.first() {
            lexicon.entry(first).or_default().push((letters, meaning));
        }
    }
    for words in lexicon.values_mut() {
        words.sort_by_key(|(letters, _)| std::cmp::Reverse(letters.len()));
    }
    lexicon
});

/// The multiplier that one character stands for before a unit.
fn multiplier(letter: char) -> Option<i64> {
    match letter {
        '十' => Some(10),
        '百' => Some(100),
        '千' => Some(1000),
        '万' => Some(10_000),
        '亿' => Some(100_000_000),
        _ => None,
    }
}

impl Unit {
    /// Understands a printed unit, its multipliers included: `万亩`, `亿美元`, `微克/立方米`. `None` for unknown words.
    #[must_use]
    pub fn parse(printed: &str) -> Option<Self> {
        let letters: Vec<char> =
            printed.trim().chars().map(fold).filter(|letter| !letter.is_whitespace()).collect();
        match Self::longest(&letters) {
            Some((length, unit)) if length == letters.len() => Some(unit),
            _ => None,
        }
    }

    /// The longest unit that `letters` begin with, with its length in characters.
    #[must_use]
    pub fn longest(letters: &[char]) -> Option<(usize, Self)> {
        let (above_length, above) = Self::simple(letters)?;
        if letters.get(above_length) == Some(&'/')
            && let Some((below_length, below)) = Self::simple(letters.get(above_length + 1..)?)
        {
            let quotient = Self {
                dimension: Dimension::Quotient,
                numerator: above.numerator.checked_mul(below.denominator)?,
                denominator: above.denominator.checked_mul(below.numerator)?,
                parts: Some((above.dimension, below.dimension)),
            };
            return Some((above_length + 1 + below_length, quotient));
        }
        Some((above_length, above))
    }

    fn simple(letters: &[char]) -> Option<(usize, Self)> {
        let mut factor: i64 = 1;
        for skipped in 0..=4 {
            if let Some((length, (dimension, up, down))) = word(letters.get(skipped..)?) {
                let unit = Self {
                    dimension,
                    numerator: Decimal::from(up).checked_mul(Decimal::from(factor))?,
                    denominator: Decimal::from(down),
                    parts: None,
                };
                return Some((skipped + length, unit));
            }
            factor = factor.checked_mul(multiplier(*letters.get(skipped)?)?)?;
        }
        None
    }

    /// True where figures in the two units can be held against each other.
    #[must_use]
    pub fn compares_with(&self, other: &Self) -> bool {
        let same = |a: Dimension, b: Dimension| counted(a) == counted(b) && a != Dimension::Currency;
        match (self.parts, other.parts) {
            (None, None) => same(self.dimension, other.dimension),
            (Some((a, b)), Some((c, d))) => same(a, c) && same(b, d),
            // 每月640元 and 648元/月: the text may say the time in words.
            (Some(_), None) => self.is_pay() && other.dimension == Dimension::Yuan,
            (None, Some(_)) => other.is_pay() && self.dimension == Dimension::Yuan,
        }
    }

    /// 元/月, 元/年: yuan for each span of time.
    fn is_pay(&self) -> bool {
        self.parts == Some((Dimension::Yuan, Dimension::Time))
    }
}

/// People and things are both counted one by one.
fn counted(dimension: Dimension) -> Dimension {
    if dimension == Dimension::People { Dimension::Count } else { dimension }
}

/// More places than any printed figure times any factor of the lexicon needs.
const EXACT_PLACES: u32 = 20;

/// The longest lexicon word at the start of `letters`.
fn word(letters: &[char]) -> Option<(usize, Meaning)> {
    let words = LEXICON.get(letters.first()?)?;
    words.iter().find(|(word, _)| letters.starts_with(word)).map(|(word, meaning)| (word.len(), *meaning))
}

/// Full-width signs that occur in units, in their half-width form.
fn fold(letter: char) -> char {
    match letter {
        '%' | '﹪' => '%',
        '/' => '/',
        '(' => '(',
        ')' => ')',
        'µ' => 'μ',
        _ => letter,
    }
}

/// `value`, printed in `unit`, expressed in `target_unit`.
///
/// Exact, and only inside one dimension: Chinese multipliers, area, length, mass, power, yuan, and count words
/// among each other. `None` where the two units do not measure the same thing, or the result has no exact decimal.
#[must_use]
pub fn convert(value: Decimal, unit: &str, target_unit: &str) -> Option<Decimal> {
    if unit == target_unit {
        return Some(value);
    }
    let (from, to) = (Unit::parse(unit)?, Unit::parse(target_unit)?);
    if from.is_pay() != to.is_pay() {
        // The other says its time in words, or measures no pay.
        let above = |printed: &str| printed.split(['/', '/']).next().map(str::to_owned);
        let (unit, target_unit) = (above(unit)?, above(target_unit)?);
        return from.compares_with(&to).then(|| convert(value, &unit, &target_unit)).flatten();
    }
    if !from.compares_with(&to) {
        return None;
    }
    let up = from.numerator.checked_mul(to.denominator)?;
    let down = from.denominator.checked_mul(to.numerator)?;
    let whole = value.checked_mul(up)?;
    let result = whole.checked_div(down)?;
    let result = result.normalize();
    // A division that does not end fills every place a decimal has, and may still multiply back to the whole.
    (result.scale() <= EXACT_PLACES && result.checked_mul(down)? == whole).then_some(result)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> Decimal {
        text.parse().unwrap_or_default()
    }

    #[track_caller]
    fn converts(value: &str, unit: &str, target_unit: &str, expected: Option<&str>) {
        assert_eq!(
            convert(number(value), unit, target_unit),
            expected.map(number),
            "{value}{unit} in {target_unit}"
        );
    }

    #[test]
    fn pay_converts_where_the_other_says_its_time_in_words() {
        converts("648", "元/月", "元", Some("648"));
        converts("0.4", "万元", "元/年", Some("4000"));
        converts("648", "元/月", "元/亩", None);
        converts("648", "元/月", "亩", None);
    }

    #[test]
    fn multipliers_are_exact() {
        converts("12742", "人", "万人", Some("1.2742"));
        converts("1.5", "亿元", "万元", Some("15000"));
        converts("3", "亿美元", "万美元", Some("30000"));
        converts("7.2", "万千瓦", "兆瓦", Some("72"));
        converts("2.58", "万吨", "万吨标准煤", Some("2.58"));
        converts("15", "亩", "公顷", Some("1"));
        converts("1", "平方公里", "亩", Some("1500"));
        converts("540", "米", "公里", Some("0.54"));
    }

    #[test]
    fn counts_compare_and_visits_do_not() {
        converts("83", "位", "名", Some("83"));
        converts("8", "条", "项", Some("8"));
        converts("300", "人次", "人", None);
    }

    #[test]
    fn nothing_crosses_dimensions() {
        converts("3", "亿美元", "亿元", None);
        converts("3", "%", "个百分点", None);
        converts("3", "亩", "公里", None);
        converts("1", "元/亩", "元", None);
        converts("1", "欧元", "港元", None);
        converts("1", "怪", "元", None);
    }

    #[test]
    fn no_exact_decimal_is_no_answer() {
        converts("1", "亩", "平方米", None);
        converts("3", "亩", "平方米", Some("2000"));
    }

    #[test]
    fn quotients_convert_part_by_part() {
        converts("0.029", "毫克/立方米", "微克/立方米", Some("29"));
        converts("21.1", "万元/亩", "元/亩", Some("211000"));
    }

    proptest! {
        #[test]
        fn there_and_back_is_the_same(mantissa in -1_000_000_000_i64..1_000_000_000, scale in 0_u32..6,
            pair in prop::sample::select(vec![("亿元", "万元"), ("万人", "名"), ("公里", "米"), ("万亩", "公顷"),
                ("兆瓦", "千瓦"), ("平方公里", "公顷"), ("吨", "公斤"), ("亿美元", "万美元")])) {
            let value = Decimal::new(mantissa, scale);
            if let Some(there) = convert(value, pair.0, pair.1) {
                prop_assert_eq!(convert(there, pair.1, pair.0), Some(value.normalize()));
            }
        }

        #[test]
        fn any_text_is_no_panic(value in any::<i64>(), a in "\\PC{0,12}", b in "[亿万千百十元美吨亩/%个人]{0,8}") {
            let _ = convert(Decimal::from(value), &a, &b);
            let _ = convert(Decimal::MAX, &b, &a);
        }
    }
}
