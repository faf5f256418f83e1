//! The figures of a progress text: what each measures, and what keeps it from being a result.

use std::ops::Range;

use rust_decimal::Decimal;

use super::Context;
use super::acts::{self, Act};
use super::as_of::{Time, carried, governing, times};
use super::counted::serves;
use super::doubts::{Doubts, Parts, doubts, of_another_year};
use super::head::Heads;
use super::mention::Mention;
use super::own::trimmed;
use super::phrase::{Change, Commas, Phrase, Reading, read};
use super::respective::{self, EACH, Respective};
use super::role::Role;
use super::scope::site;
use super::share;
use super::signs::{Sign, Signs};
use super::steps;
use super::target::{LONGEST_QUOTE, sentence};
use super::text::{Opens, REACH, Text};
use super::words::{AFTER_END, RESULT_VERBS, beginning, ending, holds, last_end, words};
use crate::domain::period::Period;
use crate::domain::quantity::{Dimension, Unit};
use crate::domain::target::Comparator;
use crate::domain::word_list::WordList;

/// At most this many figures are read from one passage.
const MOST_FIGURES: usize = 1500;

/// A figure with the words that say what it measures.
#[derive(Debug, Clone)]
#[expect(clippy::struct_excessive_bools, reason = "each is one word that may or may not be printed")]
pub(super) struct Figure {
    pub value: Decimal,
    pub high: Option<Decimal>,
    pub unit: String,
    pub meaning: Option<Unit>,
    pub change: Option<Change>,
    /// Its own words.
    pub name: String,
    /// The noun measured before it in the sentence, and its own words.
    pub full: String,
    pub approximate: bool,
    pub forecast: bool,
    pub doubts: Doubts,
    pub as_of: Option<Period>,
    pub quote: Range<usize>,
    /// Its number and what belongs to it.
    pub number: Range<usize>,
    pub sentence: Range<usize>,
    /// The words between the noun before and the number, for shares.
    pub before: String,
    /// True where the number closes its statement.
    pub terminal: bool,
    pub listed: bool,
    /// The one site that it is about: 安康路停车场提供停车位260个.
    pub site: Option<String>,
    /// 退库29家 or the like stands in its sentence: what was added is not what is left.
    pub beside_losses: bool,
    /// What is said of the things behind the number is that they are under way: 全部开工.
    pub begun: bool,
    /// 达, 达到 stands with it.
    pub reaches: bool,
    /// 控制在…以内, 保持在…以上: a bound that it is kept within.
    pub bounded: bool,
    /// 比上年增加1247元: by how much, not how much.
    pub difference: bool,
    /// The sentence goes on with a count in the same unit that is done or begun: 新建公厕20座,已完工14座.
    pub counts_on: bool,
    /// What is done to the things that it counts.
    pub act: Option<Act>,
    /// What is listed before it and has no number of its own.
    pub listed_before: String,
    /// 合计, 共 stands with it.
    pub sums_up: bool,
    /// 三季度: of one quarter only, not since the year began.
    pub quarter: bool,
    /// 最终11家通过认定: nothing but that it was decided.
    pub decided: bool,
    /// 6月: of one month only.
    pub month: bool,
    /// 完成半年目标,完成率130.8%: its sentence spoke of the plan of a part of the year.
    pub of_a_part: bool,
    /// 较年初增长6.3%, 环比下降2%: a change against another time than the same of the year before.
    pub since_elsewhen: bool,
    /// 今年, 年内 stands with it.
    pub this_year: bool,
    /// True where the sentence goes on with what is still to come.
    pub sentence_goes_on_ahead: bool,
    /// Counts of its sentence that only said which things are meant: 列入计划的16个老旧小区.
    pub sets: Vec<(Decimal, String)>,
    /// The one of several things that it is about: 甲、乙分别新增7家、6家; empty where it is not clear which.
    pub thing: Option<String>,
}

impl Figure {
    /// A rate of change against an earlier time.
    pub fn is_change(&self) -> bool {
        self.change.is_some() || self.dimension() == Some(Dimension::Point)
    }

    pub fn dimension(&self) -> Option<Dimension> {
        self.meaning.map(|unit| unit.dimension)
    }
}

/// Reads every figure of a text.
pub(super) fn figures(text: &Text<'_>, context: &Context) -> Vec<Figure> {
    let reading = read(text, text.all(), 0, Commas::MayBeLost);
    if reading.phrases.is_empty() {
        return Vec::new();
    }
    let roles: Vec<Role> = reading.phrases.iter().map(|phrase| role(text, phrase)).collect();
    let times = times(text, text.all(), context);
    let parts = Parts::of(text);
    let stops = stops(text);
    let mut heads = Heads::lending();
    let mut found: Vec<Figure> = Vec::with_capacity(reading.phrases.len().min(MOST_FIGURES));
    let mut sets = Sets::default();
    let lists = respective::may_stand_in(text);
    let mut list: Option<Respective> = None;
    for (index, phrase) in reading.phrases.iter().enumerate().take(MOST_FIGURES) {
        let role = roles.get(index).copied().unwrap_or(Role::Described);
        if lists {
            list = Respective::open(text, &reading, index).or(list);
        }
        let each = list.as_mut().and_then(|list| list.each(index));
        if role == Role::Described {
            if is_set(text, phrase) || moves_on(text, phrase) {
                heads.name(text, &reading, &roles, index, Role::Counted);
            }
            sets.push(text, &reading, phrase);
            continue;
        }
        let sentence = sentence(text, &reading, phrase.item);
        let noun = heads.noun_in(&reading, phrase.item).to_owned();
        let named = heads.name(text, &reading, &roles, index, role);
        let previous = found.last().filter(|figure| figure.sentence.start == sentence.start);
        let doubts = doubts(text, &reading, index, &sentence, previous, &parts, context);
        let listed_before = acts::listed_before(text, &reading, index);
        let doubts = Doubts {
            other_year: of_another_year(text, &reading, index, context) || doubts.other_year,
            ..doubts
        };
        let from_list = each.as_ref().map_or(named.quote.start, |each| each.start.min(named.quote.start));
        for name in named.names {
            let name = each.as_ref().and_then(|each| each.name.clone()).unwrap_or(name);
            let name = after_lost_break(if name.contains(EACH) { name.replace(EACH, "") } else { name });
            let before = text.ending(&phrase.before);
            let name = paved(before, &noun)
                .or_else(|| of_season(before, said_before(text, phrase, &sentence)))
                .unwrap_or(name);
            let from = stops.partition_point(|stop| *stop < phrase.mention.range.start);
            let from = from.checked_sub(1).and_then(|at| stops.get(at)).map_or(0, |stop| stop + 1);
            let at = phrase.mention.range.start;
            let rate = phrase.change.is_some() && phrase.mention.is_percent();
            let as_of = governing(&times, from, at).or_else(|| carried(text, &times, at).filter(|_| rate));
            found.push(figure(
                text,
                phrase,
                name,
                &noun,
                from_list..named.quote.end,
                &sentence,
                doubts,
                as_of,
                listed_before.clone(),
                &reading,
                &parts.signs,
            ));
            if let Some(figure) = found.last_mut() {
                figure.sets = sets.of(&sentence);
                figure.act = each.as_ref().and_then(|each| acts::of_thing(&each.thing)).or(figure.act);
                figure.thing = each.as_ref().map(|each| each.thing.clone());
            }
        }
    }
    found
}

/// Where a comma was lost, what was newly done begins the statement: …申报工作新认定…企业971家.
fn after_lost_break(name: String) -> String {
    static STARTS: WordList = WordList::new(&[
        "新认定",
        "新增",
        "新引进",
        "新建成",
        "新创建",
        "新入选",
        "已完成",
        "已建成",
        "累计完成",
    ]);
    let Some((cut, _)) = STARTS.places(&name).last() else { return name };
    let (lost, kept) = name.split_at(cut);
    // …服务中心已建成12家: the noun stands before the verb, no comma was lost.
    if kept.chars().count() < 6 {
        return name;
    }
    // 通过月度审批新增11家: by which way is no part of the name.
    let way = beginning(&name, words!["通过", "依托", "经过"]).is_some();
    if lost.chars().count() >= if way { 4 } else { 10 } { kept.to_owned() } else { name }
}

#[expect(
    clippy::too_many_arguments,
    reason = "one figure is put together from all that was found out about it"
)]
fn figure(
    text: &Text<'_>,
    phrase: &Phrase,
    name: String,
    noun: &str,
    quote: Range<usize>,
    sentence: &Range<usize>,
    doubts: Doubts,
    as_of: Option<&Time>,
    listed_before: String,
    reading: &Reading,
    signs: &Signs,
) -> Figure {
    let Mention { value, high, ref unit, meaning, after, loose, .. } = phrase.mention;
    let falls = phrase.change == Some(Change::Fall) && phrase.mention.is_percent();
    let sign = |value: Decimal| if falls && value.is_sign_positive() { -value } else { value };
    let number = &phrase.mention.range;
    let near = sentence.start.max(number.start.saturating_sub(120))..number.start;
    let before = text.slice(near.clone());
    let above = matches!(after, Some(Comparator::AtLeast | Comparator::About));
    let told = text.ending(&phrase.before);
    let told_range = phrase.before.start.max(phrase.before.end.saturating_sub(REACH))..phrase.before.end;
    let [sums_up, this_year, compares] =
        signs.last_ends(text, told_range, [Sign::Sum, Sign::ThisYear, Sign::Compared]);
    let full = if name.starts_with(noun) { name.clone() } else { [noun, &name].concat() };
    Figure {
        value: sign(value),
        high: high.map(sign),
        unit: unit.clone(),
        meaning,
        change: phrase.change.filter(|_| phrase.mention.is_percent()),
        name,
        full,
        approximate: loose
            || above
            || text.get(phrase.before.start) == Some('约')
            || phrase.lead.nearly
            || phrase.lead.beyond,
        forecast: signs.holds(text, near, Sign::Expected),
        doubts,
        as_of: as_of.and_then(|time| time.period.clone()),
        quote: quote.start.max(quote.end.saturating_sub(LONGEST_QUOTE))..quote.end,
        number: phrase.mention.range.clone(),
        sentence: sentence.clone(),
        before: told.to_owned(),
        terminal: phrase.terminal,
        beside_losses: beside_losses(text, phrase, sentence, signs),
        begun: ending(
            text.opening(&phrase.tail),
            words!["开工", "启动", "推进", "开展", "实施", "进场", "建设"],
        )
        .is_some(),
        site: site(told),
        reaches: phrase.lead.reaches,
        bounded: matches!(after, Some(Comparator::AtLeast | Comparator::AtMost))
            && ending(told, words!["控制在", "保持在", "稳定在", "维持在", "保持", "稳定", "控制到"])
                .is_some(),
        difference: compares.is_some()
            && !phrase.mention.is_percent()
            && ending(told, words!["增加", "减少", "提高", "上升", "下降", "增长"]).is_some(),
        counts_on: counts_on(text, phrase, sentence, signs),
        act: meaning.filter(|unit| is_tangible(unit.dimension)).and_then(|_| acts::of(text, phrase)),
        listed_before,
        sums_up: sums_up.is_some(),
        quarter: as_of.is_some_and(|time| is_one_quarter(&time.label) && !is_end_of(text, time)),
        decided: phrase.mention.is_count() && says_only_decided(told, text.opening(&phrase.tail)),
        month: as_of.is_some_and(|time| is_one_month(&time.label)),
        of_a_part: phrase.mention.is_percent() && share::is_of_a_part(before),
        since_elsewhen: phrase.mention.is_percent()
            && phrase.change.is_some()
            && holds(
                told,
                words![
                    "较年初",
                    "比年初",
                    "较上月",
                    "比上月",
                    "环比",
                    "较一季度",
                    "比一季度",
                    "较上季度",
                    "比上季度"
                ],
            ),
        this_year: this_year.is_some(),
        sentence_goes_on_ahead: signs.holds(text, own_stretch(text, phrase, sentence, signs), Sign::GoesOn),
        listed: reading.items.get(phrase.item).is_some_and(|item| item.opens == Opens::Listed),
        sets: Vec::new(),
        thing: None,
    }
}

/// The counts of a sentence that are read as no figures.
#[derive(Default)]
struct Sets {
    sentence: usize,
    counts: Vec<(Decimal, String)>,
}

impl Sets {
    /// No sentence names more sets that are asked for.
    const MOST: usize = 4;

    fn push(&mut self, text: &Text<'_>, reading: &Reading, phrase: &Phrase) {
        let start = sentence(text, reading, phrase.item).start;
        if start != self.sentence {
            *self = Self { sentence: start, counts: Vec::new() };
        }
        if phrase.mention.is_count() && self.counts.len() < Self::MOST {
            self.counts.push((phrase.mention.value, phrase.mention.unit.clone()));
        }
    }

    fn of(&self, sentence: &Range<usize>) -> Vec<(Decimal, String)> {
        if sentence.start == self.sentence { self.counts.clone() } else { Vec::new() }
    }
}

/// 路基103公里、路面84.5公里: with its surface a road is done, so the figure goes on with the road.
fn paved(before: &str, noun: &str) -> Option<String> {
    static SURFACES: WordList =
        WordList::new(&["路面", "路面铺筑", "路面铺设", "路面硬化", "路面施工", "路面工程", "沥青路面"]);
    if !SURFACES.is_in(before) {
        return None;
    }
    let own = trimmed(before).trim_start_matches("完成").trim_end_matches("完成");
    let road = noun.trim_end_matches("路基").trim_end_matches("完成");
    (SURFACES.contains(own) && road.contains(['路', '道']) && road.chars().count() >= 4)
        .then(|| road.to_owned())
}

/// The sentence up to a quantity, as far back as a subject reaches.
fn said_before<'t>(text: &'t Text<'_>, phrase: &Phrase, sentence: &Range<usize>) -> &'t str {
    let end = phrase.before.start.max(sentence.start);
    text.slice(sentence.start.max(end.saturating_sub(80))..end)
}

/// 夏粮喜获丰收,总产2.7亿斤: of the season that the sentence spoke of last; 全年总产 is of all of them.
fn of_season(before: &str, sentence: &str) -> Option<String> {
    static OUTPUTS: WordList =
        WordList::new(&["总产", "总产量", "产量", "单产", "平均单产", "亩产", "平均亩产"]);
    static SEASONS: WordList = WordList::new(&["夏粮", "秋粮", "春粮", "早稻", "晚稻", "夏收", "秋收"]);
    let own = OUTPUTS.ending(before).map(|_| trimmed(before)).filter(|own| OUTPUTS.contains(own))?;
    let (_, season) = SEASONS.places(sentence).last()?;
    if before.contains("全年") && own.starts_with("总产") {
        return Some(format!("粮食{own}"));
    }
    let season = SEASONS.words().get(season)?;
    Some(format!("{season}{own}"))
}

/// 最终…通过认定, 已获工信部公告: nothing but that it was decided, and by whom.
fn says_only_decided(before: &str, tail: &str) -> bool {
    static DECIDED: WordList = WordList::new(&[
        "通过", "获评", "入选", "获批", "认定", "命名", "公告", "公布", "授牌", "获得", "成功", "获",
    ]);
    #[rustfmt::skip]
    static AROUND: WordList = WordList::new(&[
        "最终", "已", "已有", "现有", "目前", "其中", "有", "均", "全部", "顺利", "正式", "企业", "单位", "产品",
        "村", "社区", "学校", "项目", "案例", "国家", "国家级", "省级", "市级", "省", "市", "工信部", "科技部",
        "商务部", "农业农村部", "文旅部", "工信厅", "科技厅", "厅", "局", "委", "审核", "验收", "名单", "被", "为", "的",
        "资格", "称号",
    ]);
    let mut decided = false;
    for words in [before, tail] {
        let mut rest = words;
        while !rest.is_empty() {
            let verb = beginning(rest, &DECIDED);
            let Some(word) = verb.or_else(|| beginning(rest, &AROUND)) else { return false };
            decided |= verb.is_some();
            rest = rest.strip_prefix(word).unwrap_or_default();
        }
    }
    decided
}

/// Things and lengths, areas, masses of them: what acts are done to.
fn is_tangible(dimension: Dimension) -> bool {
    matches!(
        dimension,
        Dimension::Count
            | Dimension::People
            | Dimension::Visits
            | Dimension::Area
            | Dimension::Length
            | Dimension::Mass
            | Dimension::Volume
            | Dimension::Power
    )
}

/// Words of what went out again.
pub(super) static LOST: WordList = WordList::new(&["退库", "退出", "注销", "核减", "流失", "摘牌"]);

fn beside_losses(text: &Text<'_>, phrase: &Phrase, sentence: &Range<usize>, signs: &Signs) -> bool {
    let at = phrase.mention.range.start;
    let near = sentence.start.max(at.saturating_sub(40))..sentence.end.min(at + 40);
    phrase.mention.is_count() && signs.holds(text, near, Sign::Lost)
}

/// A figure is read unless it only says which things are meant.
fn role(text: &Text<'_>, phrase: &Phrase) -> Role {
    if phrase.mention.worded && !(phrase.terminal && phrase.tail.is_empty()) {
        return Role::Described;
    }
    if moves_on(text, phrase) || turns(text, phrase) {
        return Role::Described;
    }
    if is_size_of_each(text, phrase) {
        return Role::Described;
    }
    if phrase.terminal {
        return Role::Measured;
    }
    // 覆盖88.9%的城市社区
    if phrase.mention.is_percent() && text.ending(&phrase.before).ends_with("覆盖") {
        return Role::Counted;
    }
    // 为25873名老年人发放补贴3104万元: for how many, and how much.
    if matches!(phrase.mention.dimension(), Some(Dimension::People | Dimension::Count))
        && serves(text.ending(&phrase.before), text.opening(&phrase.tail))
    {
        return Role::Counted;
    }
    let tail = text.slice(phrase.tail.start..phrase.tail.end.min(phrase.tail.start + 4));
    let bounded = phrase.mention.after == Some(Comparator::AtLeast) && !phrase.mention.is_count();
    if is_set(text, phrase)
        || tail.starts_with('的')
        || tail.starts_with('等')
        || phrase.before_terminal
        || bounded
        || phrase.mention.meaning.is_none()
    {
        return Role::Described;
    }
    Role::Counted
}

/// 56人以上大班额比例: how big each of them is.
fn is_size_of_each(text: &Text<'_>, phrase: &Phrase) -> bool {
    let at = phrase.mention.range.end;
    let behind = text.slice(at..text.all().end.min(at + 4).max(at));
    let noun =
        behind.starts_with(|letter: char| letter.is_alphabetic()) && beginning(behind, &AFTER_END).is_none();
    phrase.mention.dimension() == Some(Dimension::People)
        && phrase.mention.after == Some(Comparator::AtLeast)
        && noun
        && last_end(text.ending(&phrase.before), &RESULT_VERBS).is_none()
}

/// 二季度, 第三季度: the first is also what the year has brought so far.
fn is_one_quarter(label: &str) -> bool {
    let label = label.trim_start_matches('第');
    matches!(label, "二季度" | "三季度" | "四季度")
}

/// 三季度末: a day, up to which the year is told.
fn is_end_of(text: &Text<'_>, time: &Time) -> bool {
    matches!(text.get(time.at + time.label.chars().count()), Some('末' | '底'))
}

/// 6月, 6月份.
fn is_one_month(label: &str) -> bool {
    let month = label.strip_suffix("月份").or_else(|| label.strip_suffix('月'));
    month.is_some_and(|month| !month.is_empty() && month.chars().all(|letter| letter.is_ascii_digit()))
}

/// 20个项目中,已开工15个: the set that the figures after it are taken from.
fn is_set(text: &Text<'_>, phrase: &Phrase) -> bool {
    let tail = text.opening(&phrase.tail);
    phrase.mention.is_count() && tail.ends_with('中') && !tail.contains('(')
}

/// 由下降12%转为增长2.3%: what it was before it turned.
fn turns(text: &Text<'_>, phrase: &Phrase) -> bool {
    let from = phrase.mention.range.end;
    let rest = text.slice(from..text.all().end.min(from + 4));
    phrase.mention.is_percent() && beginning(rest, words!["转为", "转正", "转负", "转增", "转降"]).is_some()
}

/// 由38微克下降至33微克: where it came from.
fn moves_on(text: &Text<'_>, phrase: &Phrase) -> bool {
    let from = phrase.mention.range.end;
    let rest = text.slice(from..text.all().end.min(from + 4));
    beginning(rest, words!["下降", "提高", "上升", "增加", "增长", "减少", "缩小", "提升", "降"])
        .and_then(|word| rest.strip_prefix(word))
        .is_some_and(|rest| rest.starts_with(['至', '到', '为']))
}

/// Words that go on from a plan to what was done of it, right before a count.
pub(super) const GOES_ON: &[&str] = &[
    "已完成",
    "已建成",
    "已完工",
    "已竣工",
    "完工",
    "竣工",
    "已开工",
    "开工",
    "建成",
    "已改造",
    "目前已",
    "完成数",
    "实际完成",
    "已交付",
    "已投用",
    "已通车",
];

fn counts_on(text: &Text<'_>, phrase: &Phrase, sentence: &Range<usize>, signs: &Signs) -> bool {
    let from = phrase.mention.range.end;
    let behind = from..sentence.end.min(from + 40).max(from);
    if !signs.holds(text, behind.clone(), Sign::CountsOn) {
        return false;
    }
    let rest = text.slice(behind);
    let said = text.slice(sentence.start.min(phrase.mention.range.start)..phrase.mention.range.start);
    GOES_ON.iter().any(|word| {
        rest.split_once(word)
            .is_some_and(|(between, after)| counts_again(after, phrase) && !names_another(between, said))
    })
}

/// A number in the same unit.
fn counts_again(words: &str, phrase: &Phrase) -> bool {
    let digits = words.chars().take_while(|c| c.is_ascii_digit() || *c == '.').count();
    digits > 0 && words.get(digits..).is_some_and(|unit| unit.starts_with(&phrase.mention.unit))
}

/// 新建服务中心2家,服务站 (已建成9家): what is counted next has a name of its own.
fn names_another(between: &str, said: &str) -> bool {
    /// Shorter words are no names.
    const LEAST: usize = 3;
    let clause = between.rsplit([',', '、', ';']).next().unwrap_or(between);
    let named = trimmed(clause).trim_start_matches("目前").trim_end_matches(['已', '均']);
    let name = clause.len() < between.len() && named.chars().count() >= LEAST;
    name && !named.contains(|letter: char| letter.is_ascii_digit())
        && steps::step(named).is_none()
        && !said.contains(named)
}

/// Where the sentence goes on with another thing that has a count of its own, at most 60 characters behind a number.
fn own_stretch(text: &Text<'_>, phrase: &Phrase, sentence: &Range<usize>, signs: &Signs) -> Range<usize> {
    let from = phrase.mention.range.end;
    let end = sentence.end.min(from + 60).max(from);
    if !signs.holds(text, from..end, Sign::CountsOn) {
        return from..end;
    }
    let rest = text.slice(from..end);
    let said = text.slice(sentence.start.min(phrase.mention.range.start)..phrase.mention.range.start);
    let another = GOES_ON.iter().filter_map(|word| {
        let (between, after) = rest.split_once(word)?;
        let cut = between.rfind([',', '、', ';'])?;
        (counts_again(after, phrase) && names_another(between, said))
            .then(|| rest.get(..cut).unwrap_or_default().chars().count())
    });
    from..another.min().map_or(end, |cut| from + cut)
}

/// Where full stops and paragraph ends stand: a time expression holds up to the next.
fn stops(text: &Text<'_>) -> Vec<usize> {
    let letters = text.chars(text.all()).iter().enumerate();
    letters.filter(|(_, letter)| matches!(letter, '。' | '\n')).map(|(at, _)| at).collect()
}
