//! How alike two heads are: what a target asks for, and what a figure measures.

use super::key::{CLASSES, Key, LONGEST, Stage};
use super::words::{beginning, ending, holds, words};
use crate::domain::word_list::WordList;

impl Key {
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
        #[rustfmt::skip]
        static BUILDS: WordList = WordList::new(&[
            "新增", "新建", "建成", "建设", "完成", "新改建", "改造", "提升", "开展", "实施", "发展",
            "推进", "组织",
        ]);
        let builds = |key: &Self| holds(key.verb, &BUILDS);
        let said = !self.verb.is_empty() && !other.verb.is_empty();
        let again = other.printed.contains(self.verb);
        said && self.verb != other.verb && !again && (!builds(self) || !builds(other))
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
        let (own, others) = (&self.letters, &other.letters);
        let from = own.len().checked_sub(count);
        from.and_then(|from| own.get(from..)).is_some_and(|end| others.ends_with(end))
    }

    /// 新建苹果标准化示范园, 新建矮砧苹果示范园: the same verb, the thing that one begins with, and the same end.
    fn goes_by_start_and_end(&self, figure: &Self) -> bool {
        let start = self.letters.first_chunk::<2>().map(<[char; 2]>::as_slice);
        !self.verb.is_empty()
            && self.verb == figure.verb
            && self.letters.len() >= 6
            && self.ends_like(figure, 3)
            && start.is_some_and(|start| figure.letters.windows(2).any(|pair| pair == start))
    }

    /// True where as many neighbouring letters are common to both.
    pub fn shares_a_run(&self, other: &Self, letters: usize) -> bool {
        self.letters.windows(letters).any(|run| other.letters.windows(letters).any(|there| there == run))
    }

    /// True where a neighbouring pair of letters is common to both.
    pub fn shares_a_pair(&self, other: &Self) -> bool {
        common_pairs(without_extent(&self.letters), without_extent(&other.letters)) > 0.0
    }

    /// True where the noun is left out and the verb is the same: 合计改善2288户.
    pub fn same_verb_alone(&self, other: &Self) -> bool {
        other.letters.is_empty() && !other.verb.is_empty() && self.verb == other.verb
    }

    /// 发行 and 发行, where the verb tells which of several it is; 完成 and 新增 tell nothing.
    pub fn same_telling_verb(&self, other: &Self) -> bool {
        static ANY: WordList = WordList::new(&[
            "完成", "实现", "新增", "建成", "开展", "实施", "引进", "建设", "组织", "推进", "新建", "打造",
            "培育", "创建",
        ]);
        self.same_verb_alone(other) && !ANY.contains(other.verb)
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
        let told = |part: &Vec<char>| ratio(Shared::of(part, &figure.letters).anywhere(), part.len());
        let least = self.parts.iter().map(told).fold(1.0, f64::min);
        let most = self.parts.iter().map(told).fold(0.0, f64::max);
        least < 0.34 && most >= 0.7
    }

    /// 改造供热、燃气管网150公里: a figure that names one of them is none for all.
    pub fn is_one_of_several(&self, figure: &Self, listed: &str) -> bool {
        let told = |stem: &&[char; 2]| {
            let words: String = stem.iter().collect();
            listed.contains(&words) || figure.letters.windows(2).any(|pair| pair == stem.as_slice())
        };
        let named = self.joint.iter().filter(told).count();
        named > 0 && named < self.joint.len()
    }

    /// 制造业实际利用外资 for 实际利用外资: the target's own words with a part of it named before them.
    ///
    /// A `part` was printed behind 其中; in a `measure` of money or a rate a sector alone makes it one.
    pub fn is_narrowed_to_a_part_by(&self, figure: &Self, part: bool, measure: bool, context: &str) -> bool {
        let ends = !self.letters.is_empty() && figure.letters.ends_with(&self.letters);
        let more = figure.letters.len() - self.letters.len().min(figure.letters.len());
        let named = figure.narrow.iter().any(|word| !self.narrow.contains(word) && !context.contains(*word));
        ends && (measure && named && more > 0 || part && more >= 2)
    }

    /// The noun.
    pub fn noun(&self) -> String {
        self.letters.iter().collect()
    }

    /// The noun without a word of its extent: 宣讲活动 is counted as 宣讲 is.
    pub fn thing(&self) -> String {
        without_extent(&self.letters).iter().collect()
    }

    /// The letters before `end`, where both are long enough to say something.
    pub fn before_end(&self, end: &Self) -> Option<&[char]> {
        // 建成床位 ends the name with its noun alone.
        let begun = self.letters.strip_suffix(end.bare())?;
        (end.bare().len() >= 2 && begun.len() >= 3).then_some(begun)
    }

    /// The first two letters, where the name goes on with two or more and closes with `end`.
    pub fn before_end_of_two(&self, end: &Self) -> Option<[char; 2]> {
        let begun = self.letters.strip_suffix(end.letters.as_slice()).filter(|_| end.letters.len() >= 2)?;
        begun.first_chunk().copied()
    }

    /// True where it opens with these letters.
    pub fn begins_with(&self, letters: &[char]) -> bool {
        self.letters.starts_with(letters)
    }

    /// True where it opens with all the letters of `other`.
    pub fn begins_with_all(&self, other: &Self) -> bool {
        self.letters.starts_with(&other.letters)
    }

    /// 超大班额 and 大班额: the other's whole noun with something before it.
    pub fn is_narrower_than(&self, other: &Self) -> bool {
        self.bare().len() > other.bare().len() && self.bare().ends_with(other.bare())
    }

    /// True where it opens with the other's whole noun and at least so many letters follow.
    pub fn goes_on_from(&self, other: &Self, letters: usize) -> bool {
        self.letters.len() >= other.letters.len() + letters && self.begins_with_all(other)
    }

    /// True where it closes with these letters.
    pub fn ends_in(&self, letters: &[char]) -> bool {
        self.letters.ends_with(letters)
    }

    /// True where its letters stand in `long` in this order, with the same end, and it says nothing else.
    pub fn is_short_for(&self, long: &Self) -> bool {
        self.shortens(long)
            && self.ranks == long.ranks
            && self.thresholds == long.thresholds
            && self.narrow == long.narrow
            && self.other == long.other
    }

    /// True where it says nothing that `long` does not, and what it goes on with narrows it as `long` is narrowed.
    pub fn narrows_like(&self, full: &Self, long: &Self) -> bool {
        self.ranks == long.ranks
            && self.thresholds == long.thresholds
            && self.other == long.other
            && full.narrow == long.narrow
    }

    /// 改厕 and 卫生厕所: a letter is common to both.
    pub fn shares_a_letter(&self, other: &Self) -> bool {
        self.letters.iter().any(|letter| other.letters.contains(letter))
    }

    /// True where a figure has the same noun.
    pub fn is_named_by(&self, figure: &Self) -> bool {
        !self.letters.is_empty() && self.letters == figure.letters
    }

    /// True where both have the same verb: 建成 and 建成.
    pub fn does_the_same(&self, other: &Self) -> bool {
        !self.verb.is_empty() && self.verb == other.verb
    }

    /// True where its letters stand in `long` in this order, with the same end.
    pub fn shortens(&self, long: &Self) -> bool {
        let mut rest = long.letters.iter();
        (2..long.letters.len()).contains(&self.letters.len())
            && self.letters.last() == long.letters.last()
            && self.letters.iter().all(|letter| rest.any(|other| other == letter))
    }

    /// True where this head and `long` have a pair of letters in common that `short` has not.
    pub fn shares_a_pair_beyond(&self, long: &Self, short: &Self) -> bool {
        long.letters.windows(2).any(|pair| {
            let here = |key: &Self| key.letters.windows(2).any(|other| other == pair);
            here(self) && !here(short)
        })
    }

    /// The word of a class that this head names and the other leaves open.
    pub fn class_beyond(&self, other: &Self) -> Option<&'static str> {
        self.classes.iter().copied().find(|word| {
            let of = CLASSES.iter().filter(|class| class.contains(word));
            of.into_iter().all(|class| !other.classes.iter().any(|told| class.contains(told)))
        })
    }

    /// The level that a head names, where it names one.
    pub fn rank(&self) -> Option<char> {
        self.ranks.first().copied()
    }

    /// True where nothing but verbs is left.
    pub fn is_empty(&self) -> bool {
        self.letters.is_empty()
    }

    /// True where a figure names a narrower group: 困难, 残疾.
    pub fn is_narrowed_by(&self, figure: &Self) -> bool {
        figure.narrow.iter().any(|word| !self.narrow.contains(word))
    }

    /// How much of `other` narrows the measure although this one does not.
    fn narrowed_by(&self, other: &Self) -> f64 {
        let missing =
            |own: &[&str], others: &[&str]| others.iter().filter(|word| !own.contains(word)).count().min(3);
        0.16 * as_f64(missing(&self.narrow, &other.narrow))
            + 0.03 * as_f64(missing(&self.loose, &other.loose))
    }
}

/// 0 where the two cannot mean the same; near 1 where they say it in the same words.
///
/// A figure that `leans` on what was said before it may be the mere end of the target's words.
pub(super) fn likeness(target: &Key, figure: &Key, leans: bool) -> f64 {
    if target.is_empty() || figure.is_empty() || excluded(target, figure) {
        return 0.0;
    }
    // 开工改造老旧小区, 老旧小区改造已开工: the step they have in common is no noun.
    let started = target.stage == Stage::Started && target.stage == figure.stage;
    let without_step = |letters: &'_ [char]| -> usize {
        let step = letters.ends_with(&['开', '工']) && started;
        let new = step && letters.ends_with(&['新', '开', '工']);
        letters.len() - 2 * usize::from(step) - usize::from(new)
    };
    let told = figure.letters.get(..without_step(&figure.letters)).unwrap_or_default();
    let asked = target.letters.get(..without_step(&target.letters)).unwrap_or_default();
    let mut score = letters_alike(&target.letters, told);
    if asked.len() < target.letters.len() {
        score = score.max(letters_alike(asked, told));
    }
    if target.is_barer() || figure.is_barer() {
        score = score.max(letters_alike(target.bare(), figure.bare()));
    }
    if !target.thresholds.is_empty() {
        score += 0.12;
    }
    if !target.verb.is_empty() && target.verb == figure.verb {
        score += 0.06;
    }
    if target.goes_by_start_and_end(figure) {
        score += 0.05;
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
    if other_measure(target, figure) {
        return 0.0;
    }
    let shared = Shared::of(target, figure);
    let (common, anywhere) = (shared.in_order(), shared.anywhere());
    let recall = f64::midpoint(ratio(common, target.len()), ratio(anywhere, target.len()));
    let score =
        0.55 * recall + 0.3 * pairs_of(target, figure, &shared) + 0.15 * ratio(anywhere, figure.len());
    let other = if same_end(target, figure) { after_head(target, figure) } else { 0.18 };
    // 新能源产业产值 and 化工产业产值: each has words of its own.
    let apart = target.len() - anywhere >= 3 && figure.len() - anywhere >= 2;
    score - other - too_general(target, figure) - if apart { 0.08 } else { 0.0 }
}

/// Things that are counted for themselves: 人才项目 are no 人才.
#[rustfmt::skip]
static THINGS: WordList = WordList::new(&[
    "项目", "平台", "团队", "基地", "方案", "中心", "公司", "资金", "会议", "政策", "案例", "机构",
    "工程", "驿站", "分馆", "企业", "事项",
]);

/// No thing has more letters.
const LONGEST_THING: usize = 2;

/// Nouns of extent, which change nothing about what is measured.
#[rustfmt::skip]
static EXTENTS: WordList = WordList::new(&[
    "面积", "额度", "金额", "活动", "数量", "人数", "户数", "规模", "总数", "容量", "里程", "空间",
    "问题", "数",
]);

/// What speaks against a figure whose words go on after the target's last one.
fn after_head(target: &[char], figure: &[char]) -> f64 {
    let Some(at) = figure.iter().rposition(|letter| Some(letter) == target.last()) else { return 0.0 };
    let rest: String = figure.iter().skip(at + 1).collect();
    let said = rest.chars().all(|letter| target.contains(&letter));
    if said || rest.chars().count() < 2 || EXTENTS.contains(rest.as_str()) {
        0.0
    } else if ending(&rest, &THINGS).is_some() {
        if rest.chars().count() > target.len() { 0.42 } else { 0.25 }
    } else {
        0.08
    }
}

/// The letters before a noun of extent.
fn without_extent(letters: &[char]) -> &[char] {
    let words = spelled(letters);
    let extent = ending(&words, &EXTENTS).map_or(0, |extent| extent.chars().count());
    letters.get(..letters.len() - extent).unwrap_or_default()
}

/// Measures of money and output that are never one another.
#[rustfmt::skip]
static MEASURES: WordList = WordList::new(&[
    "增加值", "总产值", "产值", "营业收入", "营收", "利润", "税收", "销售额", "零售额", "交易额",
    "投资", "贷款", "存款", "产量", "单产", "总产量", "产能",
]);

/// 规上工业总产值 is not 规上工业增加值.
fn other_measure(target: &[char], figure: &[char]) -> bool {
    // The longest measure has four letters.
    let end = |letters: &[char]| {
        let last = spelled(letters.get(letters.len().saturating_sub(4)..).unwrap_or_default());
        ending(&last, &MEASURES)
    };
    end(target).is_some_and(|asked| {
        end(figure).is_some_and(|told| told != asked && !told.ends_with(asked) && !asked.ends_with(told))
    })
}

/// 企业 by itself is every firm; only 企业 by itself answers it.
fn too_general(target: &[char], figure: &[char]) -> f64 {
    let every = target.len() <= LONGEST_THING && THINGS.contains(&spelled(target)) && target != figure;
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

/// True where both name a word of the class, and not the same one.
fn differ(class: &[&str], target: &Key, figure: &Key) -> bool {
    let mut asked = target.classes.iter().filter(|word| class.contains(word)).peekable();
    let mut told = figure.classes.iter().filter(|word| class.contains(word)).peekable();
    asked.peek().is_some() && told.peek().is_some() && !asked.any(|word| figure.classes.contains(word))
}

/// 汽车产业 is not 纺织产业: each names an industry that the other does not.
fn other_industry(target: &[char], figure: &[char]) -> bool {
    const ANY: &[[char; 2]] =
        &[['主', '导'], ['支', '柱'], ['优', '势'], ['重', '点'], ['特', '色'], ['新', '兴'], ['能', '级']];
    let named = |letters: &[char]| {
        let at = letters.windows(2).position(|pair| pair == ['产', '业'])?;
        let park = letters.get(at + 2) == Some(&'园');
        let name = letters.get(at.checked_sub(2)?..at).filter(|_| !park)?;
        (!ANY.iter().any(|any| any == name)).then(|| name.to_vec())
    };
    let (Some(asked), Some(told)) = (named(target), named(figure)) else { return false };
    let holds = |letters: &[char], name: &[char]| letters.windows(2).any(|pair| pair == name);
    !holds(figure, &asked) && !holds(target, &told)
}

/// Other bounds, but for the target's own number said again: 8.5万亩任务已完成6.1万亩.
fn bounds_differ(target: &Key, figure: &Key) -> bool {
    if figure.thresholds.is_empty() {
        return !target.thresholds.is_empty();
    }
    let amount = target.amount.as_ref().map(|(value, unit)| format!("{value}{unit}"));
    let told = figure.thresholds.iter().filter(|bound| Some(*bound) != amount.as_ref());
    !target.thresholds.iter().eq(told)
}

/// What makes two heads different things whatever letters they share.
pub(super) fn excluded(target: &Key, figure: &Key) -> bool {
    if target.codes.differ(&figure.codes) {
        return true;
    }
    let unsaid = figure.stage == Stage::Unsaid;
    // What is built may be told as finished; what is won over may not.
    let won = holds(target.verb, words!["引进", "招引", "引育", "签约", "招商", "储备", "谋划"]);
    // 组建教育集团3个 brings in none from elsewhere.
    let made = beginning(figure.verb, words!["组建", "成立", "创办", "自建"]).is_some();
    if won && made && !figure.printed.contains('引') {
        return true;
    }
    // 贷款余额 is a part of 存贷款余额.
    let both = |key: &Key| key.printed.contains("存贷款");
    if figure.printed.contains('款') && both(target) != both(figure) {
        return true;
    }
    let done = target.stage == Stage::Unsaid && figure.stage == Stage::Finished && !won;
    let stages = target.stage != figure.stage && !unsaid && !done;
    let ranks = !target.ranks.is_empty()
        && !figure.ranks.is_empty()
        && !target.ranks.iter().any(|rank| figure.ranks.contains(rank));
    if other_industry(&target.letters, &figure.letters) {
        return true;
    }
    let classed = !target.classes.is_empty() && !figure.classes.is_empty();
    if classed && CLASSES.iter().any(|class| differ(class, target, figure)) {
        return true;
    }
    // One level of several is no figure for all of them.
    let one_level =
        target.upward && !figure.upward && (!figure.ranks.is_empty() || !target.degrees().is_empty());
    // 硕士以上 are fewer than 本科以上.
    let (asked, told) = (target.learnt, figure.learnt);
    let other_degree = asked.contains(&true)
        && told.contains(&true)
        && !asked.iter().zip(&told).any(|(asked, told)| *asked && *told);
    if other_degree {
        return true;
    }
    let stocks = (target.added && figure.stock) || (target.stock && figure.added);
    if one_level || stocks {
        return true;
    }
    let widened = target.other.iter().any(|word| !figure.other.contains(word))
        && !(figure.letters.len() <= 6 && target.letters.ends_with(&figure.letters));
    let other = widened || figure.other.iter().any(|word| !target.other.contains(word));
    let trade = |key: &Key| ["进出口", "出口", "进口"].iter().find(|word| key.narrow.contains(word)).copied();
    bounds_differ(target, figure) || other || stages || ranks || trade(target) != trade(figure)
}

fn spelled(letters: &[char]) -> String {
    let mut words = String::with_capacity(3 * letters.len());
    words.extend(letters);
    words
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

/// Where the letters of one text stand in another: a bit for each letter of the other.
struct Shared {
    places: [u64; LONGEST],
    letters: usize,
}

impl Shared {
    fn of(a: &[char], b: &[char]) -> Self {
        let mut shared = Self { places: [0; LONGEST], letters: a.len().min(LONGEST) };
        for (places, letter) in shared.places.iter_mut().zip(a) {
            let bits = b.iter().take(LONGEST).enumerate();
            *places = bits.fold(0, |bits, (at, other)| bits | u64::from(letter == other) << at);
        }
        shared
    }

    fn places(&self) -> &[u64] {
        self.places.get(..self.letters).unwrap_or_default()
    }

    /// How many letters are found in the other text, each letter of that used once.
    fn anywhere(&self) -> usize {
        let mut used = 0;
        for places in self.places() {
            let free = places & !used;
            used |= free & free.wrapping_neg();
        }
        used.count_ones() as usize
    }

    /// Length of the longest common subsequence, a column of the table at a time (Hyyrö 2004): a bit that is not set
    /// is a step up in the last row.
    fn in_order(&self) -> usize {
        let row = self.places().iter().fold(u64::MAX, |row, places| {
            let met = row & places;
            row.wrapping_add(met) | (row & !met)
        });
        row.count_zeros() as usize
    }

    /// How many neighbouring pairs of letters stand side by side in the other text too.
    fn pairs(&self) -> usize {
        let places = self.places();
        places.iter().zip(places.iter().skip(1)).filter(|(x, y)| (**x << 1) & **y != 0).count()
    }
}

/// The part of `a`'s neighbouring pairs that `b` has too.
fn common_pairs(a: &[char], b: &[char]) -> f64 {
    pairs_of(a, b, &Shared::of(a, b))
}

fn pairs_of(a: &[char], b: &[char], shared: &Shared) -> f64 {
    if a.len() < 2 {
        return f64::from(u8::from(b.contains(a.first().unwrap_or(&' '))));
    }
    ratio(shared.pairs(), a.len() - 1)
}
