//! What a target measures: the words around its number, and what it takes over from its neighbours.

use std::ops::Range;

use super::listed::{parallel, sharers, shares_number, two_in_one};
use super::own::{clipped, compares, own_words, quote_end, split_verb, trimmed, without_set, without_start};
use super::phrase::{Phrase, Reading};
use super::role::Role;
use super::steps;
use super::text::{Opens, Text};
use super::words::{ARRANGING, beginning, ending, words};
use crate::domain::quantity::Dimension;
use crate::domain::word_list::WordList;

/// The names of one quantity, and the words that carry them.
pub(super) struct Named {
    /// One name, or one for each thing that shares the number; empty where there is nothing to name.
    pub names: Vec<String>,
    pub quote: Range<usize>,
}

/// Remembers what later quantities take over from earlier ones.
#[derive(Debug, Default)]
pub(super) struct Heads {
    /// Verb that opened the list: 新增.
    verb: String,
    /// Noun last measured: 高质量小微企业园.
    noun: String,
    /// Heads that wait for their numbers after 分别.
    waiting: Vec<String>,
    /// Names of the amounts of the sentence, for rates that follow them.
    told: Vec<(String, usize)>,
    /// Noun last counted: 亿元以上项目.
    things: String,
    /// The nouns of the sentence by the counters that they were measured in: 个, 公里, 亿元.
    nouns: Vec<(String, String)>,
    /// The counter that the noun was measured in.
    counter: String,
    /// Subjects without a number lend their noun to what follows: in progress texts.
    lends: bool,
    quote_start: usize,
    last_item: usize,
    /// The noun is from before a semicolon: only 占… still leans on it.
    stale: bool,
}

/// Steps that may follow what they are taken with: 项目开工180个、竣工100个.
pub(super) static STAGES: WordList =
    WordList::new(&["新开工", "开工", "新竣工", "竣工", "投产", "签约", "完工", "净增", "新增"]);

/// Nouns that say of what only together with the noun before them.
#[rustfmt::skip]
static GENERIC: WordList = WordList::new(&[
    "产量", "总产", "总产量", "单产", "面积", "总面积", "总额度", "总额", "金额", "总投资额", "产值",
    "总产值", "人数", "覆盖率", "合格率", "达标率", "总量", "总数",
]);

/// Levels that stand for a thing of that level.
static LEVELS: WordList = WordList::new(&["国家级", "省级", "市级", "县级", "区级", "部级"]);

/// Measures that give way to another measure of the same thing.
#[rustfmt::skip]
static EXTENTS: WordList =
    WordList::new(&["播种面积", "种植面积", "面积", "产量", "产值", "覆盖率", "合格率", "达标率"]);

/// No sentence speaks of more kinds of things.
const MOST_COUNTERS: usize = 8;

impl Heads {
    /// For progress texts, where a subject without a number lends its noun to what follows.
    pub fn lending() -> Self {
        Self { lends: true, ..Self::default() }
    }

    /// The noun last measured in the sentence that `item` belongs to.
    pub fn noun_in(&self, reading: &Reading, item: usize) -> &str {
        let fresh =
            reading.items.get(item).is_none_or(|it| it.opens == Opens::Sentence) && item != self.last_item;
        if fresh || self.stale { "" } else { &self.noun }
    }

    /// The last item up to `item` that opens a sentence, if one does since the last quantity.
    fn crossed(&self, reading: &Reading, item: usize) -> Option<usize> {
        let opens_one =
            |index: &usize| reading.items.get(*index).is_none_or(|it| it.opens == Opens::Sentence);
        (self.last_item + 1..=item).rev().find(opens_one)
    }

    /// Names the quantity `index` of a reading.
    pub fn name(
        &mut self,
        text: &Text<'_>,
        reading: &Reading,
        roles: &[Role],
        index: usize,
        role: Role,
    ) -> Named {
        let Some(phrase) = reading.phrases.get(index) else {
            return Named { names: Vec::new(), quote: 0..0 };
        };
        let opens = reading.items.get(phrase.item).map_or(Opens::Sentence, |item| item.opens);
        if let Some(first) = self.crossed(reading, phrase.item) {
            let start = reading.items.get(first).map_or(0, |item| item.range.start);
            let goes_on = start.checked_sub(1).and_then(|at| text.get(at)) == Some(';');
            let noun = if goes_on { std::mem::take(&mut self.noun) } else { String::new() };
            *self = Self { noun, stale: true, lends: self.lends, ..Self::default() };
        }
        let listed = opens == Opens::Listed;
        // 收储土地12宗2140亩: the same thing, measured twice.
        let again = self.last_item == phrase.item && phrase.before.is_empty() && role == Role::Measured;
        self.last_item = phrase.item;
        let own = own_words(text, reading, phrase, role, self.lends);
        let start = own.start;
        let own = trimmed(without_set(without_start(&own.text)));
        if compares(own) && !self.noun.is_empty() {
            // 比上年增加1247元,增长10.4%: the difference is no new subject.
            return Named { names: vec![self.noun.clone()], quote: start..quote_end(text, phrase, role) };
        }
        if self.lends && self.noun.is_empty() {
            self.noun = lent_noun(text, reading, phrase.item);
            self.stale = self.noun.is_empty();
        }
        let end = quote_end(text, phrase, role);
        if phrase.lead.respectively && own.is_empty() && self.waiting.is_empty() {
            return self.told_before(reading, index, end);
        }
        if !self.waiting.is_empty() && own.is_empty() {
            let name = self.waiting.remove(0);
            return Named { names: vec![name], quote: self.quote_start..end };
        }
        self.waiting.clear();
        let sharers = sharers(text, reading, roles, index);
        // 植树造林、森林抚育4.1万亩、2.6万亩: one number each, without 分别.
        let each_one = sharers.len() == 2 && !own.is_empty() && number_follows(reading, index);
        if sharers.len() >= 2 && (each_one || shares_number(phrase, &sharers, own)) {
            self.quote_start = sharers.first().map_or(start, |first| first.1);
            let mut names = parallel(&sharers.iter().map(|(name, _)| trimmed(name)).collect::<Vec<_>>());
            if (each_one || phrase.lead.respectively) && number_follows(reading, index) {
                self.waiting = names.split_off(1.min(names.len()));
            }
            self.remember(own);
            self.told.pop();
            self.tell(names.iter().chain(&self.waiting).cloned().collect::<Vec<_>>());
            return Named { names, quote: self.quote_start..end };
        }
        // 新建、改扩建学校: a verb alone belongs to the noun after it.
        let verbs_before = sharers
            .split_last()
            .is_some_and(|(_, before)| before.iter().all(|(head, _)| split_verb(trimmed(head)).1.is_empty()));
        // 村集体收入均超过30万元、50万元以上村占比70%: what was said to the end is no part of the name.
        let said = sharers.len() >= 2 && closes_before(reading, index);
        let joins = !said && !own.is_empty() && (verbs_before || split_verb(own).0.is_empty());
        let joined = if joins { sharers.as_slice() } else { &[] };
        let (own, start) = match joined.first() {
            Some(first) if joined.len() >= 2 => {
                (trimmed(text.slice(clipped(&(first.1..phrase.head.end)))), first.1)
            }
            _ => (own, start),
        };
        let (name, inherited) = match self.told.last().filter(|_| again && own.is_empty()) {
            Some((name, _)) => (name.clone(), true),
            None => self.completed(own, listed, phrase),
        };
        let quote_start = if inherited { self.quote_start.min(start) } else { start };
        let ends = ["预算", "目标", "任务", "计划"];
        // 为年初预算的77.9%,同比增长6.2%: the rate of change goes on with what was measured before the share.
        let of_plan = phrase.mention.is_percent() && ends.iter().any(|end| own.ends_with(end));
        if !inherited && !of_plan {
            self.quote_start = start;
        }
        if phrase.lead.respectively && number_follows(reading, index) {
            if let Some((first, second)) = two_in_one(&name) {
                self.remember(&first);
                self.tell([second.clone()]);
                self.waiting = vec![second];
                return Named { names: vec![first], quote: quote_start..end };
            }
            self.waiting = vec![name.clone(); 8];
        }
        if self.lends && steps::step(own).is_some() {
            // 受理申请163部,审查通过121部: a step has no noun to hand on.
            self.tell([name.clone()]);
            split_verb(own).0.clone_into(&mut self.verb);
        } else if !of_plan {
            self.remember(&name);
            self.measured_in(phrase);
            if self.lends && !listed && split_verb(own).0.is_empty() && !own.is_empty() {
                // 签约17个,其中甲9个、乙1个: the list after a clause without a verb has none to hand on.
                self.verb.clear();
            }
            if phrase.mention.is_count() && split_verb(&name).1.chars().count() >= 2 {
                split_verb(&name).1.clone_into(&mut self.things);
            }
        }
        Named { names: vec![name], quote: quote_start..end }
    }

    /// 事故45起、死亡23人,同比分别下降15.1%和20.7%: the rates belong to the amounts just told.
    fn told_before(&mut self, reading: &Reading, index: usize, end: usize) -> Named {
        let mut count = 1;
        while count < self.told.len() && number_follows(reading, index + count - 1) {
            count += 1;
        }
        let told = self.told.split_off(self.told.len().saturating_sub(count));
        self.told.clear();
        if let Some((_, start)) = told.first() {
            self.quote_start = *start;
        }
        let mut names: Vec<String> = told.into_iter().map(|(name, _)| name).collect();
        if number_follows(reading, index) && names.len() > 1 {
            self.waiting = names.split_off(1);
        }
        Named { names, quote: self.quote_start.min(end)..end }
    }

    /// Keeps the names of amounts for the rates of change that may follow them.
    fn tell(&mut self, names: impl IntoIterator<Item = String>) {
        let room = 8_usize.saturating_sub(self.told.len());
        let start = self.quote_start;
        self.told.extend(names.into_iter().take(room).map(|name| (name, start)));
    }

    fn remember(&mut self, name: &str) {
        self.tell([name.to_owned()]);
        // 各县(市、区)新建不少于2个,全市不少于15个: the whole has the noun without those below.
        let name = without_those_below(name);
        let name = name.trim_start_matches('拟');
        let name = beginning(name, &ARRANGING).and_then(|verb| name.strip_prefix(verb)).unwrap_or(name);
        let (verb, noun) = split_verb(name);
        if !verb.is_empty() {
            verb.clone_into(&mut self.verb);
        }
        let noun = ending(noun, &STAGES).and_then(|stage| noun.strip_suffix(stage)).unwrap_or(noun);
        let noun = if self.lends { steps::without_preparing(noun) } else { noun };
        // 绝对数15210元,增幅7.1%: the figure itself, of what the task speaks of.
        let figure = self.lends && matches!(noun, "绝对数" | "绝对值" | "绝对额");
        if noun.chars().count() >= 2 && !figure {
            noun.clone_into(&mut self.noun);
            self.stale = false;
        }
    }

    /// Keeps what the noun was measured in.
    fn measured_in(&mut self, phrase: &Phrase) {
        if self.noun.is_empty() || self.stale || phrase.mention.is_percent() {
            return;
        }
        counter(phrase).clone_into(&mut self.counter);
        if let Some((_, noun)) = self.nouns.iter_mut().find(|(counter, _)| *counter == self.counter) {
            self.noun.clone_into(noun);
        } else if self.nouns.len() < MOST_COUNTERS {
            self.nouns.push((self.counter.clone(), self.noun.clone()));
        }
    }

    /// The noun that a quantity without one goes on with: 新签约项目71个、协议投资额180亿元,开工44个 goes on with the
    /// projects. `None` where nothing but a sum of money went before things.
    fn noun_for(&self, phrase: &Phrase) -> Option<&str> {
        let own = counter(phrase);
        if phrase.mention.is_percent() || own == self.counter {
            return Some(&self.noun);
        }
        let same = self.nouns.iter().find(|(counter, _)| counter == own);
        match same {
            Some((_, noun)) => Some(noun),
            None if adds_up(phrase) && self.counter == "元" => None,
            None => {
                Some(self.nouns.iter().find_map(|(_, noun)| set_within(noun, own)).unwrap_or_else(|| {
                    // 公路项目8个,已建成通车161公里: kilometres of roads, not of projects.
                    let things = self.noun.strip_suffix("项目").filter(|_| !phrase.mention.is_count());
                    things.filter(|things| things.chars().count() >= 4).unwrap_or(&self.noun)
                }))
            }
        }
    }

    /// The words with the verb or noun that the list gave them; true where the noun came from before.
    fn completed(&self, own: &str, listed: bool, phrase: &Phrase) -> (String, bool) {
        let (verb, noun) = match split_verb(own) {
            (_, noun) if self.lends && !noun.is_empty() && steps::step(own).is_some() => (own, ""),
            parts => parts,
        };
        if own == "占" && !self.noun.is_empty() {
            return (format!("{}占比", self.noun), true);
        }
        if own.starts_with('占') && !self.noun.is_empty() {
            return (format!("{}{own}", self.noun), true);
        }
        // 惠及3100户 counts people, not the things before.
        if matches!(own, "惠及" | "受益") {
            return (own.to_owned(), false);
        }
        // 重点项目132个,年度投资116亿元: the investment of the projects.
        let sum = matches!(phrase.mention.dimension(), Some(Dimension::Yuan | Dimension::Dollar));
        if sum && noun.is_empty() && verb.ends_with("投资") && !self.noun.is_empty() && !self.stale {
            return (format!("{}{verb}", self.noun), true);
        }
        if noun.is_empty() && !self.noun.is_empty() && !self.stale {
            let Some(noun) = self.noun_for(phrase) else { return (own.to_owned(), false) };
            return (format!("{verb}{noun}"), true);
        }
        if own.is_empty() {
            return (String::new(), false);
        }
        if matches!(own, "城镇" | "农村" | "城市" | "乡村") && self.noun.contains("居民") {
            return (format!("{own}{}", self.noun), true);
        }
        // 亿元以上项目120个,其中10亿元以上30个: the bound is new, the things are the same.
        if is_bound(own) && !self.things.is_empty() {
            let things = ["以上", "以下", "级", "元"]
                .iter()
                .filter_map(|end| self.things.rfind(end).map(|at| at + end.len()))
                .max();
            let things = things
                .and_then(|at| self.things.get(at..))
                .filter(|rest| !rest.is_empty())
                .unwrap_or(&self.things);
            return (format!("{own}{things}"), true);
        }
        // 国家级绿色工厂1家、省级5家: the level is new, the things are the same.
        if let Some(things) = LEVELS.find(&self.things).filter(|_| LEVELS.contains(noun)) {
            let named = self.things.get(things..).unwrap_or_default();
            let of = LEVELS.beginning(named).and_then(|level| named.strip_prefix(level)).unwrap_or_default();
            if of.chars().count() >= 2 {
                let verb = if verb.is_empty() { self.verb.as_str() } else { verb };
                return (format!("{verb}{noun}{of}"), true);
            }
        }
        // 粮食播种面积…、产量…; 专项债项目…、总额度…
        let told = matches!(verb, "" | "实现" | "完成") || verb == "建成" && noun == "面积";
        if told && GENERIC.contains(noun) && !self.noun.is_empty() && !self.stale {
            let of = ending(&self.noun, &EXTENTS)
                .and_then(|extent| self.noun.strip_suffix(extent))
                .unwrap_or(&self.noun);
            let of = of.strip_suffix("项目").filter(|_| verb == "建成").unwrap_or(of);
            return (format!("{of}{noun}"), true);
        }
        // 新增博士100名、青年大学生1万名: the second is added as well.
        if listed && verb.is_empty() && !self.verb.is_empty() && adds_up(phrase) {
            return (format!("{}{own}", self.verb), false);
        }
        (own.to_owned(), false)
    }
}

/// 12个社区涉及居民 by 个: 社区, the set whose residents were counted in between.
fn set_within<'n>(noun: &'n str, counter: &str) -> Option<&'n str> {
    let at = words!["涉及", "惠及", "覆盖"].find(noun)?;
    let (before, set) = noun.get(..at)?.rsplit_once(counter).filter(|_| !counter.is_empty())?;
    let digit = before.ends_with(|letter: char| letter.is_ascii_digit());
    (digit && set.chars().count() >= 2).then_some(set)
}

/// Without 各县(市、区) at its start.
fn without_those_below(name: &str) -> &str {
    let Some(rest) =
        ["各县", "各区县", "各乡镇", "各镇街", "各镇"].iter().find_map(|each| name.strip_prefix(each))
    else {
        return name;
    };
    let rest =
        rest.strip_prefix('(').and_then(|inside| inside.split_once(')')).map_or(rest, |(_, rest)| rest);
    if rest.chars().count() >= 2 { rest } else { name }
}

/// 充电桩建设项目已开工,建成投用520个: the subject of the statement before, which has no number of its own.
fn lent_noun(text: &Text<'_>, reading: &Reading, item: usize) -> String {
    let opens = |index: usize| reading.items.get(index).map_or(Opens::Sentence, |it| it.opens);
    if opens(item) == Opens::Sentence {
        return String::new();
    }
    let Some(before) = item.checked_sub(1).and_then(|at| reading.items.get(at)) else { return String::new() };
    let words = text.opening(&before.range);
    // 污水处理设施方面,…; 幸福院建设因资金到位较晚,…
    let topic = words.strip_suffix("方面");
    let subject = words!["已", "正在", "均", "全部", "全面", "有序", "加快", "因", "受"].find(words);
    let subject = topic.or_else(|| subject.and_then(|at| words.get(..at)));
    let subject = trimmed(subject.unwrap_or_default());
    let noun = split_verb(subject).1;
    if (3..=20).contains(&noun.chars().count()) { noun.to_owned() } else { String::new() }
}

/// The unit without its multiplier: 万户 counts as 户 does.
fn counter(phrase: &Phrase) -> &str {
    phrase.mention.unit.trim_start_matches(['十', '百', '千', '万', '亿'])
}

/// Things and extents are done by the verb of their list; sums and rates stand alone.
fn adds_up(phrase: &Phrase) -> bool {
    phrase.mention.is_count()
        || matches!(phrase.mention.dimension(), Some(Dimension::Area | Dimension::Length | Dimension::Volume))
}

/// True where the next item is nothing but a further number for the heads before.
fn number_follows(reading: &Reading, index: usize) -> bool {
    let (Some(phrase), Some(next)) = (reading.phrases.get(index), reading.phrases.get(index + 1)) else {
        return false;
    };
    let listed = reading.items.get(next.item).is_some_and(|item| item.opens == Opens::Listed);
    listed && next.item == phrase.item + 1 && next.head.is_empty()
}

/// True where the item before a quantity ends in a number that is reached.
fn closes_before(reading: &Reading, index: usize) -> bool {
    let Some(item) = reading.phrases.get(index).and_then(|phrase| phrase.item.checked_sub(1)) else {
        return false;
    };
    let before = (index.saturating_sub(4)..index).rev().filter_map(|at| reading.phrases.get(at));
    before.filter(|before| before.item == item).any(|before| {
        let reached = before.lead.reaches || before.lead.beyond || before.lead.all;
        before.terminal && reached && !before.head.is_empty()
    })
}

/// 10亿元以上, 超亿元: a threshold and nothing else.
fn is_bound(own: &str) -> bool {
    // Most heads are words, and neither begin nor end with these.
    if !own.starts_with(['超', '过']) && !own.ends_with(['上', '及', '级', '元', '亩', '美', '吨']) {
        return false;
    }
    let bare = own
        .trim_start_matches(['超', '过'])
        .trim_end_matches("以上")
        .trim_end_matches('及')
        .trim_end_matches('级');
    let bare = bare.trim_end_matches(['元', '亩', '美', '吨']);
    !own.is_empty()
        && bare.chars().all(|c| c.is_ascii_digit() || matches!(c, '.' | '十' | '百' | '千' | '万' | '亿'))
        && bare != own
}
