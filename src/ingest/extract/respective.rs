//! 甲、乙、丙分别完成46公里、8座、728盏: one number for each of the things named before it.

use super::key::Key;
use super::listed::{joined_heads, parallel};
use super::own::trimmed;
use super::phrase::Reading;
use super::share;
use super::text::{Opens, Text};
use super::words::{REACHING, RESULT_VERBS, ending, words};

/// The word that gives each of the things its own number.
pub(super) const EACH: &str = "分别";

/// More things are in no list of them.
const MOST_THINGS: usize = 12;

/// A list of things whose numbers follow one by one.
pub(super) struct Respective {
    /// What the numbers that are still to come are about, the next one last.
    things: Vec<String>,
    /// What is said of all of them: 新增停车位; empty where nothing but the number is.
    said: String,
    /// Index of the phrase that has the next number.
    next: usize,
    /// Where the list of things begins.
    start: usize,
}

/// What one number of such a list is about.
pub(super) struct Each {
    /// The thing alone; empty where there are not as many numbers as things.
    pub thing: String,
    /// The thing with what is said of all of them; `None` where nothing is.
    pub name: Option<String>,
    /// Where the list of things begins.
    pub start: usize,
}

/// True where a text may hold such a list.
pub(super) fn may_stand_in(text: &Text<'_>) -> bool {
    text.slice(text.all()).contains(EACH)
}

impl Respective {
    /// The list whose first number is that of the phrase `index`, where one begins there.
    pub fn open(text: &Text<'_>, reading: &Reading, index: usize) -> Option<Self> {
        let phrase = reading.phrases.get(index)?;
        let (before, said) = text.ending(&phrase.before).rsplit_once(EACH)?;
        let numbers = 1 + (index..).take(MOST_THINGS).take_while(|&at| goes_on(reading, at)).count();
        if numbers < 2 || said.contains(|letter: char| letter.is_ascii_digit()) {
            return None;
        }
        let listed = listed(text, reading, index, before);
        let start = listed.first().map_or(phrase.before.start, |first| first.1);
        let parted = joined_heads(listed.clone());
        let things = if listed.len() == numbers { listed } else { parted };
        if things.len() < 2 {
            return None;
        }
        let things: Vec<&str> = things.iter().map(|(thing, _)| trimmed(thing)).collect();
        let things = without_rate_of_all(things);
        let mut things =
            if things.len() == numbers { parallel(&things) } else { vec![String::new(); numbers] };
        things.reverse();
        let said = said.trim_end_matches('的');
        let said = if share::of_plan(said) { "" } else { trimmed(said) };
        Some(Self { things, said: without_reaching(said).to_owned(), next: index, start })
    }

    /// What the phrase `index` is about, where its number is one of the list.
    pub fn each(&mut self, index: usize) -> Option<Each> {
        let thing = self.things.pop().filter(|_| self.next == index)?;
        self.next += 1;
        let said = self.said.as_str();
        let name = (!said.is_empty() && !thing.is_empty()).then(|| {
            // 分别新增7家: the verb stands before its noun again.
            if RESULT_VERBS.contains(said) { format!("{said}{thing}") } else { format!("{thing}{said}") }
        });
        Some(Each { thing, name, start: self.start })
    }
}

/// True where the phrase after `index` is nothing but a further number.
fn goes_on(reading: &Reading, index: usize) -> bool {
    let (Some(phrase), Some(next)) = (reading.phrases.get(index), reading.phrases.get(index + 1)) else {
        return false;
    };
    let listed = reading.items.get(next.item).is_some_and(|item| item.opens == Opens::Listed);
    listed && next.item == phrase.item + 1 && next.before.is_empty()
}

/// 公路、危桥完成率分别为: the rate at the end is that of all of them, unless another one has its own.
fn without_rate_of_all(mut things: Vec<&str>) -> Vec<&str> {
    let Some((last, others)) = things.split_last_mut() else { return things };
    let rate = ending(last, words!["完成率", "任务完成率", "目标完成率", "完成比例", "任务完成比例"]);
    if let Some(rate) = rate.filter(|_| !others.iter().any(|thing| thing.ends_with('率'))) {
        *last = last.strip_suffix(rate).unwrap_or_default();
    }
    things
}

/// The things listed up to `last`, which stands before the number of a phrase, each with its place.
fn listed<'t>(text: &'t Text<'_>, reading: &Reading, index: usize, last: &'t str) -> Vec<(&'t str, usize)> {
    let Some(phrase) = reading.phrases.get(index) else { return Vec::new() };
    let mut found = vec![(last, phrase.before.start)];
    let taken = index.checked_sub(1).and_then(|at| reading.phrases.get(at)).map(|before| before.item);
    let mut item = phrase.item;
    while found.len() < MOST_THINGS {
        let listed = reading.items.get(item).is_some_and(|item| item.opens == Opens::Listed);
        let Some(before) = item.checked_sub(1).filter(|at| listed && taken.is_none_or(|taken| taken < *at))
        else {
            break;
        };
        let Some(range) = reading.items.get(before).map(|item| &item.range) else { break };
        found.push((text.ending(range), range.start));
        item = before;
    }
    found.reverse();
    found
}

/// Without the words right before a number that say nothing about what it is of.
fn without_reaching(said: &str) -> &str {
    let mut rest = said;
    while let Some(word) = ending(rest, &REACHING) {
        rest = rest.strip_suffix(word).unwrap_or_default();
    }
    rest
}

/// True where a target speaks of the thing: 规上工业企业 is none of 规上企业, nor 城北 of 停车位.
pub(super) fn is_asked_for(thing: &Key, target: &Key) -> bool {
    if thing.letters.is_empty() {
        // 新建、改造分别完成30座、20座
        return !thing.verb.is_empty() && thing.verb == target.verb;
    }
    let size = "规模以上";
    if thing.class_beyond(target).is_some() {
        return false;
    }
    let lacking = thing.letters.iter().filter(|letter| !target.printed.contains(**letter)).count();
    // 规上工业增加值 is what is asked for as 工业增加值.
    let unsized_one = thing.loose.contains(&size) && !target.loose.contains(&size);
    let lacking = if unsized_one { lacking.saturating_sub(size.chars().count()) } else { lacking };
    lacking <= usize::from(thing.letters.len() > 7)
}
