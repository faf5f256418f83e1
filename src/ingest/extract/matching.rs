//! Which figure of the progress answers which target.

use std::cell::OnceCell;
use std::cmp::Reverse;

use chrono::NaiveDate;

use super::acts;
use super::bare::{self, Both};
use super::beside;
use super::doubts::Doubts;
use super::eligible::{NET, eligible, tells_net, unsure};
use super::figure::Figure;
use super::key::{CLASSES, FINISHES, Key, Stage};
use super::kinds;
use super::likeness::likeness;
use super::linking::link_shares;
use super::own::trimmed;
use super::plain;
use super::respective;
use super::share::Share;
use super::short::{IN_FULL, is_in_short, is_parted};
use super::target::Target;
use super::words::{holds, words};
use crate::domain::quantity::{Dimension, Unit};
use crate::domain::target::Kind;

/// Least likeness at which a figure answers a target.
pub(super) const ENOUGH: f64 = 0.55;

/// Least likeness worth remembering, for figures that are the only ones of their dimension.
const WORTH_KEEPING: f64 = 0.1;

/// Pairs whose words are compared at most; a printed report needs some thousands.
const MOST_COMPARED: usize = 60_000;

/// Sentences that begin at most so many characters apart may speak of the same things.
const NEAR: usize = 160;

/// Pairs that are looked at for being alone at most.
const MOST_ALONE: usize = 2000;

/// For each target, the index of the figure that answers it and of the share that belongs to it.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Answer {
    pub figure: Option<usize>,
    pub share: Option<usize>,
}

/// One target and one figure that may answer it.
struct Pair {
    target: usize,
    figure: usize,
    score: f64,
    until: Option<NaiveDate>,
    /// The level that the figure names and the target does not.
    level: Option<char>,
    /// The class that the figure names and the target does not: 工业.
    told_class: Option<&'static str>,
    /// The class that the target names and the figure does not.
    asked_class: Option<&'static str>,
}

impl Pair {
    /// Best first; among nearly equals the later one, then the one printed first.
    fn order(&self) -> (Reverse<i64>, Reverse<Option<NaiveDate>>, Reverse<i64>, usize, usize) {
        (
            Reverse(rounded(self.score, 25.0)),
            Reverse(self.until),
            Reverse(rounded(self.score, 1e6)),
            self.target,
            self.figure,
        )
    }
}

#[expect(clippy::cast_possible_truncation, reason = "a score lies between -2 and 2")]
fn rounded(score: f64, steps: f64) -> i64 {
    (score * steps).round() as i64
}

/// What two heads have in common besides their likeness.
#[derive(Debug, Clone, Copy)]
#[expect(clippy::struct_excessive_bools, reason = "each is one thing in common")]
struct Like {
    /// Both speak of the same step: 新开工 and 新开工.
    step: bool,
    pair: bool,
    stem: bool,
    /// The verbs say different things.
    otherwise: bool,
    /// The target's sentence has words of the figure.
    context: bool,
    last_two: bool,
    last_three: bool,
    /// The figure says much more than the target.
    wordy: bool,
}

impl Like {
    fn of(target: &Key, figure: &Key, context: &str) -> Self {
        Self {
            step: same_step(target, figure),
            pair: target.shares_a_pair(figure),
            stem: target.shares_a_stem(figure),
            otherwise: target.does_otherwise(figure),
            context: figure.is_spoken_of(context),
            last_two: target.ends_like(figure, 2),
            last_three: target.ends_like(figure, 3),
            wordy: target.is_outspoken_by(figure),
        }
    }
}

fn same_step(target: &Key, figure: &Key) -> bool {
    target.stage() == figure.stage() && target.stage() != Stage::Unsaid
}

/// Targets and figures with everything about them that is looked at again and again.
pub(super) struct Sides<'a> {
    pub targets: &'a [Target],
    pub figures: &'a [Figure],
    pub keys: Vec<Key>,
    /// What the words of each figure say.
    pub heads: Vec<Heads>,
    pub units: Vec<Option<Unit>>,
    /// True for figures that print a share of the plan.
    pub is_share: Vec<bool>,
}

/// What the words of a figure say. Most figures may answer no target, so each is read when a target first asks, and takes
/// no room before.
#[derive(Default)]
pub(super) struct Heads {
    own: OnceCell<Box<Key>>,
    full: OnceCell<Box<Key>>,
    said: OnceCell<Box<Key>>,
    thing: OnceCell<Box<Key>>,
}

impl Heads {
    /// Those of a figure that goes by the name of a target: it has been taken apart for that.
    fn saying(key: &Key, figure: &Figure) -> Self {
        if without_kinds(&figure.name) != figure.name {
            return Self::default();
        }
        Self { own: OnceCell::from(Box::new(key.told())), ..Self::default() }
    }

    /// Its own words.
    pub fn own(&self, figure: &Figure) -> &Key {
        self.own.get_or_init(|| Box::new(Key::new(without_kinds(&figure.name))))
    }

    /// With the noun measured before it.
    pub fn full(&self, figure: &Figure) -> &Key {
        if figure.full == figure.name {
            return self.own(figure);
        }
        self.full.get_or_init(|| Box::new(Key::new(&figure.full)))
    }

    /// All that stands before the number is that something is finished: 已竣工, 累计建成.
    pub fn says_only_finished(&self, figure: &Figure) -> bool {
        // Most figures say something else, which one look at their words tells.
        FINISHES.is_in(&figure.before) && {
            let said = self.said(figure);
            said.stage() == Stage::Finished && said.is_empty()
        }
    }

    /// All that stands before the number.
    pub fn said(&self, figure: &Figure) -> &Key {
        self.said.get_or_init(|| Box::new(Key::new(trimmed(&figure.before).trim_start_matches('已'))))
    }

    /// The one of several things that it is about.
    pub fn thing(&self, figure: &Figure) -> Option<&Key> {
        let thing = figure.thing.as_deref()?;
        Some(self.thing.get_or_init(|| Box::new(Key::new(thing))))
    }
}

/// 服务业项目(企业、机构): the bracket says what is counted with them.
fn without_kinds(name: &str) -> &str {
    let bracket = name.strip_suffix(')').and_then(|name| name.rsplit_once('('));
    bracket.filter(|(_, kinds)| kinds.contains('、')).map_or(name, |(name, _)| name)
}

/// Pairs targets with figures, the most alike first.
pub(super) fn answers(targets: &[Target], figures: &[Figure], shares: &[Share]) -> Vec<Answer> {
    let mut is_share = vec![false; figures.len()];
    for share in shares {
        if let Some(mark) = is_share.get_mut(share.figure) {
            *mark = true;
        }
    }
    let keys: Vec<Key> =
        targets.iter().map(|target| Key::new(&target.name).asked_for(target.value, &target.unit)).collect();
    let named = |figure: &Figure| {
        let same = targets.iter().zip(&keys).find(|(target, _)| target.name == figure.name);
        same.map_or_else(Heads::default, |(_, key)| Heads::saying(key, figure))
    };
    let sides = Sides {
        targets,
        figures,
        heads: figures.iter().map(named).collect(),
        keys,
        units: targets.iter().map(|target| Unit::parse(&target.unit)).collect(),
        is_share,
    };
    let mut answers = vec![Answer::default(); targets.len()];
    let mut pairs = pairs(&sides);
    pairs.sort_by_key(Pair::order);
    take_best(&sides, &pairs, &mut answers);
    link_shares(&sides, shares, &mut answers);
    answers
}

fn pairs(sides: &Sides<'_>) -> Vec<Pair> {
    // Most rows ask for nothing measurable, and their figures need no names to be held against.
    if sides.targets.is_empty() {
        return Vec::new();
    }
    let mut pairs = Vec::new();
    let mut compared = 0;
    for (t, ((target, key), asked)) in sides.targets.iter().zip(&sides.keys).zip(&sides.units).enumerate() {
        for (f, figure) in sides.figures.iter().enumerate() {
            let share = sides.is_share.get(f) == Some(&true);
            if share || !eligible(target, asked.as_ref(), figure) {
                continue;
            }
            compared += 1;
            if compared > MOST_COMPARED {
                return pairs;
            }
            let Some(head) = sides.heads.get(f) else { continue };
            let own = head.own(figure);
            let measure =
                matches!(figure.dimension(), Some(Dimension::Yuan | Dimension::Dollar | Dimension::Percent));
            if key.is_narrowed_to_a_part_by(own, figure.doubts.part, measure, &target.context)
                || is_of_the_best_only(target, figure)
                || is_of_one_kind_only(target, key, figure, own)
            {
                continue;
            }
            if is_other_or_less(sides, t, f) {
                continue;
            }
            let leans = leans(figure);
            let money = matches!(figure.dimension(), Some(Dimension::Yuan | Dimension::Dollar));
            // 成交额, 零售额 close the target's name; what they are of was named before.
            let sum = money && (own.is_at_most(2) || own.is_at_most(3) && key.ends_in(&own.letters));
            let leaning = if leans && own.is_at_most(6) || sum {
                likeness(key, head.full(figure), true) - 0.06
            } else {
                0.0
            };
            let like = likeness(key, own, leans || figure.doubts.part).max(leaning);
            // No other reason is surer than the name in full, but that a figure is the sum of the others.
            let like = if like >= IN_FULL && !figure.sums_up {
                like
            } else {
                let both = Both { target, key, at: f, figure, head };
                like.max(otherwise(sides, &both, asked.as_ref()))
            };
            let score = like - unsure(asked.as_ref(), figure);
            if score > WORTH_KEEPING || same_step(key, own) {
                let level = own.rank().filter(|_| key.rank().is_none());
                let until = figure.as_of.as_ref().map(|period| period.end);
                let (told_class, asked_class) = (own.class_beyond(key), key.class_beyond(own));
                pairs.push(Pair { target: t, figure: f, score, until, level, told_class, asked_class });
            }
        }
    }
    pairs
}

/// How sure it is that a figure answers although it does not say the target's name.
fn otherwise(sides: &Sides<'_>, both: &Both<'_>, asked: Option<&Unit>) -> f64 {
    let &Both { target, key, at, figure, head } = both;
    let own = head.own(figure);
    let same_unit = target.unit == figure.unit;
    let mut sure: f64 = if figure.sums_up && same_unit && key.same_verb_alone(own) { 0.66 } else { 0.0 };
    if goes_on_from(sides, target, asked, at, own) {
        sure = 0.7;
    }
    // 已新开工41个, 已发行21.4亿元: the verb is the target's, the things were named before.
    let step = own.is_empty() && same_unit && same_step(key, own);
    let once = step && (figure.before.contains('已') || only_step(sides, own, figure));
    let verb = || holds(&figure.before, words!["已", "实际"]) && key.same_telling_verb(head.said(figure));
    if once || verb() || opens(sides, target, key, head, figure) {
        sure = sure.max(0.6);
    }
    sure.max(bare::score(sides, both)).max(plain::score(sides, both))
}

/// 引进高层次医疗人才7名 for 引进医疗人才: the best of them are not all.
fn is_of_the_best_only(target: &Target, figure: &Figure) -> bool {
    let best = words!["高层次", "高技能", "高端", "高精尖", "领军", "顶尖", "拔尖", "领军型"];
    figure.dimension() == Some(Dimension::People)
        && holds(&figure.name, best)
        && !holds(&target.name, best)
        && !holds(&target.context, best)
}

/// 技能人才1100人 for 引进各类人才: one kind of them is not every kind.
fn is_of_one_kind_only(target: &Target, key: &Key, figure: &Figure, own: &Key) -> bool {
    let counted = matches!(figure.dimension(), Some(Dimension::Count | Dimension::People));
    let every = counted && holds(&target.name, words!["各类", "各级各类"]);
    every && !key.is_empty() && !own.is_at_most(key.noun().chars().count()) && own.ends_in(&key.letters)
}

/// True where a figure counts another kind of thing than its target, or only one of the things or acts asked for.
fn is_other_or_less(sides: &Sides<'_>, t: usize, f: usize) -> bool {
    let (Some(target), Some(key)) = (sides.targets.get(t), sides.keys.get(t)) else { return false };
    let (Some(figure), Some(head)) = (sides.figures.get(f), sides.heads.get(f)) else { return false };
    let own = head.own(figure);
    let named = if own.is_empty() { head.full(figure) } else { own };
    let sum = figure.sums_up && head.said(figure).is_empty();
    head.thing(figure).is_some_and(|thing| !respective::is_asked_for(thing, key))
        || key.codes.differ(&own.codes)
        || kinds::differ(target, key, figure, named)
        || kinds::is_title(target, key, figure, own)
        || beside::has_counter_of_another(sides, t, f)
        || beside::is_one_of_parts(sides, t, f)
        || is_part_beside_others(sides, key, t, f)
        || is_of_all_time(sides, target, f)
        || is_size_of_new(sides, target, f)
        || is_gross_beside_net(sides, target, f)
        || is_rate_of_else(target, figure)
        || (!sum && key.is_one_of_several(own, &figure.listed_before))
        || acts::is_half(target, f, sides.figures)
        || acts::is_lesser(target, f, sides.figures)
}

/// 今年新打造9个,累计打造62个: more than is asked for, beside what this year brought.
fn is_of_all_time(sides: &Sides<'_>, target: &Target, f: usize) -> bool {
    let Some(figure) = sides.figures.get(f).filter(|it| it.before.contains("累计") && !it.this_year) else {
        return false;
    };
    let counted = figure.dimension() == Some(Dimension::Count) && target.kind == Kind::Amount;
    if !counted || figure.unit != target.unit || figure.value <= target.value {
        return false;
    }
    let Some(head) = sides.heads.get(f) else { return false };
    let near = f.saturating_sub(3)..(f + 4).min(sides.figures.len());
    near.filter_map(|at| sides.figures.get(at).zip(sides.heads.get(at))).any(|(other, beside)| {
        let part = other.month || other.quarter || other.doubts != Doubts::default();
        let same = other.unit == figure.unit && other.sentence.start == figure.sentence.start;
        let less = other.value < figure.value && !other.before.contains("累计");
        same && less && !part && {
            let (own, other) = (head.own(figure), beside.own(other));
            own.is_empty() || other.is_empty() || own.noun() == other.noun()
        }
    })
}

/// 供水覆盖10万人,水质达标率97%: a rate that is named by itself is one of its noun, and what is asked for only where the
/// target speaks of the same.
fn is_rate_of_else(target: &Target, figure: &Figure) -> bool {
    /// Longer names say of what they are the rate.
    const SHORT: usize = 6;
    if figure.dimension() != Some(Dimension::Percent) || figure.is_change() {
        return false;
    }
    let said = trimmed(&figure.before).trim_end_matches(['达', '到', '为', '至', '约', '超', '均']);
    let Some(named) = said.strip_suffix(['率', '度']).filter(|_| said.chars().count() <= SHORT) else {
        return false;
    };
    // 甲率、乙率均为100%: the number is that of another one of the list too.
    if figure.name.ends_with('率') && !figure.name.ends_with(said) {
        return false;
    }
    let stem = named.char_indices().rev().nth(1).and_then(|(at, _)| named.get(at..));
    // 覆盖率 and 完成率 are rates of whatever was spoken of.
    stem.is_some_and(|stem| !target.name.contains(stem) && !matches!(stem, "覆盖" | "完成"))
        && !is_in_short(said, &target.name)
}

/// 新增21家,净增13家: where the net is told, what came is none for 净增.
fn is_gross_beside_net(sides: &Sides<'_>, target: &Target, f: usize) -> bool {
    let Some(figure) = sides.figures.get(f).filter(|it| target.name.contains(NET) && !tells_net(it)) else {
        return false;
    };
    let near = f.saturating_sub(3)..(f + 6).min(sides.figures.len());
    sides.figures.get(near).unwrap_or_default().iter().any(|other| {
        let close = other.sentence.start.abs_diff(figure.sentence.start) < NEAR;
        close && other.unit == figure.unit && tells_net(other)
    })
}

/// 新建冷库4座,库容3万立方米: how big the new ones are, where all there is by then is asked for.
fn is_size_of_new(sides: &Sides<'_>, target: &Target, f: usize) -> bool {
    let Some(figure) = sides.figures.get(f).filter(|_| target.kind == Kind::Level) else { return false };
    let sized = matches!(
        figure.dimension(),
        Some(Dimension::Area | Dimension::Length | Dimension::Volume | Dimension::Power)
    );
    let bare = trimmed(&figure.before).trim_end_matches(['达', '共', '约']);
    let extent =
        matches!(bare, "" | "面积" | "建筑面积" | "库容" | "容积" | "装机" | "装机容量" | "里程" | "长度");
    let before = f.checked_sub(1).and_then(|at| sides.figures.get(at));
    sized
        && extent
        && !holds(&figure.before, words!["累计", "总计", "合计"])
        && before.is_some_and(|before| {
            before.sentence.start == figure.sentence.start
                && holds(&before.before, words!["新建", "新设", "新增", "新开", "新投用", "新建成", "新扩建"])
        })
}

/// 绿色食品6个、有机农产品2个 for 绿色有机农产品: the end of the name, beside what the name begins with.
fn is_part_beside_others(sides: &Sides<'_>, key: &Key, t: usize, f: usize) -> bool {
    let (Some(figure), Some(head)) = (sides.figures.get(f), sides.heads.get(f)) else { return false };
    if figure.dimension() != Some(Dimension::Count)
        || sides.targets.get(t).is_some_and(|target| is_parted(target, figure))
    {
        return false;
    }
    let own = head.own(figure);
    // 新认定46家,保有量281家: all there are is no half.
    if own.stock {
        return false;
    }
    let is_half = |end: &Key, start: &Key| {
        let begun = key.before_end_of_two(end);
        // 高速公路服务区新建充电桩 names all of 高速公路服务区充电桩.
        let half = |begun: &[char; 2]| start.begins_with(begun) && !start.begins_with_all(key);
        begun.is_some_and(|begun| half(&begun) && !start.ends_in(&end.letters))
    };
    let near = f.saturating_sub(3)..(f + 4).min(sides.figures.len());
    near.filter(|at| *at != f)
        .filter_map(|at| sides.figures.get(at).zip(sides.heads.get(at)))
        .filter(|(other, _)| other.sentence.start == figure.sentence.start && other.unit == figure.unit)
        // 项目210个,其中示范点18个: inside the other, not beside it.
        .filter(|(other, _)| other.doubts.part || !figure.doubts.part)
        // 中转站5个、分类池17个: the other is asked for itself.
        .filter(|(other, head)| !sides.keys.iter().any(|asked| asked.is_named_by(head.own(other))))
        .any(|(other, head)| is_half(own, head.own(other)) || is_half(head.own(other), own))
}

/// 任务2200座,已完工1352座: a count that only says what was done goes on from the target said again before it.
fn goes_on_from(sides: &Sides<'_>, target: &Target, asked: Option<&Unit>, f: usize, own: &Key) -> bool {
    let Some(figure) = sides.figures.get(f).filter(|figure| !figure.is_change() && own.is_at_most(1)) else {
        return false;
    };
    (f.saturating_sub(4)..f).filter_map(|at| sides.figures.get(at)).any(|before| {
        let same = before.value == target.value && before.unit == target.unit;
        let kin = asked.zip(figure.meaning.as_ref()).is_some_and(|(asked, told)| asked.compares_with(told));
        same && kin && figure.unit == before.unit && before.sentence.start == figure.sentence.start
    })
}

/// 已完工29个, 累计筹集4870套: a progress that opens without a subject tells of the task's own.
fn opens(sides: &Sides<'_>, target: &Target, key: &Key, head: &Heads, figure: &Figure) -> bool {
    let own = head.own(figure);
    if !own.is_empty() || figure.unit != target.unit {
        return false;
    }
    // 上半年增长5.2%: a rate of change is told of something, and only one thing is asked for.
    let rate = figure.is_change() && figure.doubts == Doubts::default();
    let told = rate || holds(&figure.before, words!["已", "累计"]) || key.same_telling_verb(own);
    let silent = told && head.full(figure).is_empty();
    silent && sides.targets.iter().filter(|other| other.unit == target.unit).count() == 1
}

/// The one figure of the row that tells this step and nothing else.
fn only_step(sides: &Sides<'_>, own: &Key, figure: &Figure) -> bool {
    let same = sides
        .figures
        .iter()
        .zip(&sides.heads)
        .take(60)
        .filter(|(other, _)| other.unit == figure.unit)
        .map(|(other, head)| head.own(other))
        .filter(|key| key.is_empty() && key.stage() == own.stage());
    same.count() == 1
}

/// Rates lean on the noun before them; what is counted carries its own.
fn leans(figure: &Figure) -> bool {
    figure.is_change()
        || matches!(figure.dimension(), Some(Dimension::Percent | Dimension::Times | Dimension::Quotient))
}

fn take_best(sides: &Sides<'_>, pairs: &[Pair], answers: &mut [Answer]) {
    let mut used = vec![false; sides.figures.len()];
    let split = split_by_level(sides, pairs);
    let both = is_for_both(pairs, sides.figures.len());
    for pair in pairs.iter().filter(|pair| split.get(pair.target) != Some(&true)) {
        if both.get(pair.figure) == Some(&true) && pair.asked_class.is_some() {
            continue;
        }
        let free = used.get(pair.figure) == Some(&false) || shares_figure(sides.targets, answers, pair);
        if pair.score >= ENOUGH && free {
            take(pair, answers, &mut used);
        }
    }
    for pair in pairs.iter().take(MOST_ALONE) {
        let open = answers.get(pair.target).is_some_and(|answer| answer.figure.is_none());
        if open && used.get(pair.figure) == Some(&false) && is_alone(sides, pair) {
            take(pair, answers, &mut used);
        }
    }
}

/// 省级数字化车间2个、市级数字化车间5个: neither is the figure for 数字化车间; nor 规上工业企业 and 规上服务业企业 for 规上企业.
fn split_by_level(sides: &Sides<'_>, pairs: &[Pair]) -> Vec<bool> {
    let mut split = vec![false; sides.targets.len()];
    let mut best: Vec<Option<&Pair>> = vec![None; sides.targets.len()];
    for pair in pairs.iter().filter(|pair| pair.score >= ENOUGH) {
        let (Some(best), Some(split)) = (best.get_mut(pair.target), split.get_mut(pair.target)) else {
            continue;
        };
        match best {
            None => *best = Some(pair),
            Some(first) => {
                let levels = first.level.is_some() && pair.level.is_some() && first.level != pair.level;
                let classes = are_of_one_class(first.told_class, pair.told_class);
                *split |= (levels || classes) && first.score - pair.score < 0.15;
            }
        }
    }
    split
}

/// 新增规上企业8家 for 规上工业企业30家、规上服务业企业20家: a figure for both is none for either.
fn is_for_both(pairs: &[Pair], figures: usize) -> Vec<bool> {
    let mut both = vec![false; figures];
    let mut best: Vec<Option<&Pair>> = vec![None; figures];
    for pair in pairs.iter().filter(|pair| pair.score >= ENOUGH - 0.15) {
        let (Some(best), Some(both)) = (best.get_mut(pair.figure), both.get_mut(pair.figure)) else {
            continue;
        };
        match best {
            None => *best = Some(pair),
            Some(first) => {
                let classes = are_of_one_class(first.asked_class, pair.asked_class);
                *both |= classes && first.score - pair.score < 0.25;
            }
        }
    }
    both
}

/// 工业 and 服务业: different words of the same class.
fn are_of_one_class(a: Option<&str>, b: Option<&str>) -> bool {
    let Some((a, b)) = a.zip(b).filter(|(a, b)| a != b) else { return false };
    CLASSES.iter().any(|class| class.contains(&a) && class.contains(&b))
}

fn take(pair: &Pair, answers: &mut [Answer], used: &mut [bool]) {
    let (Some(answer), Some(taken)) = (answers.get_mut(pair.target), used.get_mut(pair.figure)) else {
        return;
    };
    if answer.figure.is_none() {
        answer.figure = Some(pair.figure);
        *taken = true;
    }
}

/// 确保28亿美元、力争30亿美元: two targets, one figure.
fn shares_figure(targets: &[Target], answers: &[Answer], pair: &Pair) -> bool {
    let Some(target) = targets.get(pair.target) else { return false };
    let plain = |name: &str| name.replace("(力争)", "");
    answers.iter().zip(targets).any(|(answer, other)| {
        answer.figure == Some(pair.figure)
            && other.unit == target.unit
            && plain(&other.name) == plain(&target.name)
    })
}

/// The one figure and the one target of a dimension that is rarely printed by chance.
fn is_alone(sides: &Sides<'_>, pair: &Pair) -> bool {
    let (Some(target), Some(figure)) = (sides.targets.get(pair.target), sides.figures.get(pair.figure))
    else {
        return false;
    };
    let (Some(key), Some(head)) = (sides.keys.get(pair.target), sides.heads.get(pair.figure)) else {
        return false;
    };
    let like = Like::of(key, head.own(figure), &target.context);
    let dimension = figure.dimension();
    let alike = match dimension {
        Some(Dimension::Area | Dimension::Length | Dimension::Mass | Dimension::Power) => {
            (like.pair && !like.otherwise) || (like.step && like.context)
        }
        // 困难人员就业620人 is no 城镇新增就业.
        Some(Dimension::People) => like.last_two && !like.wordy && !key.is_narrowed_by(head.own(figure)),
        Some(Dimension::Visits) => like.pair && !like.otherwise && !like.wordy,
        Some(Dimension::Percent) => like.last_three && like.stem,
        Some(Dimension::Times) => like.last_three || like.pair,
        _ => false,
    };
    let starts = |name: &str| holds(name, words!["新开工", "开工"]);
    let rival = |name: &str| !like.step || starts(name) == starts(&figure.name);
    // Rates are only rivals where they are rates of the same.
    let rate = dimension == Some(Dimension::Percent);
    let same_end = |a: &str, b: &str| !rate || last_letters(a).eq(last_letters(b));
    let figures = sides.figures.iter().filter(|other| {
        other.dimension() == dimension
            && !other.is_change()
            && rival(&other.name)
            && same_end(&other.name, &figure.name)
    });
    let targets = sides.targets.iter().zip(&sides.units).filter(|(other, unit)| {
        unit.map(|unit| unit.dimension) == dimension
            && rival(&other.name)
            && same_end(&other.name, &target.name)
    });
    alike && figures.count() == 1 && targets.count() == 1 && target.kind != Kind::Growth
}

fn last_letters(name: &str) -> impl Iterator<Item = char> + '_ {
    name.chars().rev().take(3)
}
