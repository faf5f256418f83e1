//! Lists without units whose items hold the task and what was done: 1.新增企业20家。截至6月底,新增13家。

use std::collections::HashSet;

use super::join::append_line;
use super::parting::{self, Cut, Sign};
use super::row::{Layout, Prose, Reading, Row};
use super::sections::{self, Trail};
use super::unit_words::ends_like_unit;
use super::words::Column;
use super::{list, narrative, noise, number, status, told, units};
use crate::domain::word_list::WordList;
use crate::ingest::draft::DocumentKind;
use crate::ingest::fold::{fold_text, is_alphabetic};
use crate::ingest::format::Paragraph;
use crate::ingest::passage::Passage;

/// Fewer items that ask first and then tell are chance.
const FEWEST: usize = 3;

/// Shorter paragraphs above the items are titles.
const SHORTEST_INTRODUCTION: usize = 40;

/// A line that says what follows, 主要进度如下:, stands among so many first paragraphs.
const DEEPEST_OPENING: usize = 8;

/// How the items of a list begin.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    /// 1. or 1、.
    Dotted,
    /// (1).
    InBrackets,
    /// 第一件, 任务2:.
    Ordinal,
    /// 一、.
    InWords,
    /// (一).
    WordsInBrackets,
}

impl Form {
    const ALL: [Self; 5] =
        [Self::Dotted, Self::InBrackets, Self::Ordinal, Self::InWords, Self::WordsInBrackets];

    /// The number in front of an item, and the byte where its text begins.
    fn front(self, text: &str) -> Option<(u32, usize)> {
        let bracket = text.starts_with('(');
        match self {
            Self::Dotted | Self::InBrackets => {
                number::in_front(text).filter(|_| bracket == (self == Self::InBrackets))
            }
            Self::Ordinal => number::ordinal_in_front(text),
            Self::InWords | Self::WordsInBrackets => {
                sections::number_in_front(text).filter(|_| bracket == (self == Self::WordsInBrackets))
            }
        }
    }
}

/// An item: its paragraphs without its number.
struct Item {
    number: Option<u32>,
    text: Passage,
    /// Paragraphs below the first that belong to it.
    more: Vec<Passage>,
    section: Vec<String>,
    /// The printed status that the line above the list gives all of its items.
    status: Passage,
}

/// A document as a list of one form.
#[derive(Default)]
struct List {
    head: Vec<Passage>,
    items: Vec<Item>,
    /// Paragraphs that belong to no item.
    prose: Vec<Prose>,
    rest: Vec<Passage>,
}

/// Reads the list, or says why the text is none.
pub fn read(paragraphs: &[&Paragraph]) -> Result<Reading, String> {
    let furniture = |line: &Passage| noise::is_page_mark(line.text()) || noise::is_chrome(line.text());
    let lines: Vec<&Passage> =
        paragraphs.iter().map(|paragraph| &paragraph.text).filter(|line| !furniture(line)).collect();
    let titles = lines.iter().take_while(|line| !line.text().contains('。')).count();
    if !lines.iter().take(titles).any(|line| told::promises(line)) {
        return Err("no title such as …完成情况 promises that its items tell what was done".to_owned());
    }
    let numbered = Form::ALL.into_iter().map(|form| List::numbered(&lines, titles, form));
    let plain = std::iter::once_with(|| List::plain(&lines, titles));
    let mut best: Option<(usize, List, Vec<Option<Cut>>)> = None;
    let mut most = 0;
    for mut list in numbered.chain(plain).filter(|list| list.items.len() >= FEWEST) {
        list.join();
        let texts: Vec<&str> = list.items.iter().map(|item| item.text.text()).collect();
        let cuts: Vec<Option<Cut>> = texts
            .iter()
            .zip(parting::cuts(&texts))
            .map(|(text, cut)| cut.filter(|cut| asks(text, *cut)))
            .collect();
        let fits = fits(&list, &cuts);
        most = most.max(fits.told);
        if fits.are_enough(list.items.len()) && best.as_ref().is_none_or(|(told, ..)| fits.told > *told) {
            best = Some((fits.told, list, cuts));
        }
    }
    let refused = || {
        format!(
            "{most} items of a list ask for figures and then tell of the same things, {FEWEST} and two of three are needed"
        )
    };
    best.map(|(_, list, cuts)| list.into_reading(cuts)).ok_or_else(refused)
}

/// False where what would be the task tells of something done itself.
fn asks(text: &str, cut: Cut) -> bool {
    let asked = text.get(..cut.end).unwrap_or_default();
    !told::tells(asked) && !parting::begins_telling(asked)
}

/// How many items fit.
#[derive(Default)]
struct Fits {
    /// Items that part where something says that it was done.
    told: usize,
    /// Those of them that ask for what they tell of.
    asked: usize,
}

impl Fits {
    /// A report tells under numbers too, and asks for nothing.
    const fn are_enough(&self, items: usize) -> bool {
        self.told >= FEWEST && self.told * 3 >= items * 2 && self.asked * 3 >= self.told && self.asked > 1
    }
}

fn fits(list: &List, cuts: &[Option<Cut>]) -> Fits {
    let mut fits = Fits::default();
    for (item, cut) in list.items.iter().zip(cuts) {
        let Some(cut) = cut.filter(|cut| cut.sign != Sign::First) else { continue };
        let text = item.text.text();
        let (Some(asked), Some(told)) = (text.get(..cut.end), text.get(cut.at..)) else { continue };
        fits.told += 1;
        let figures = parting::has_figure(asked) && parting::has_figure(told);
        let same = || shares_unit(asked, told) || echoes(asked, told);
        let owned = || list::units_at_end(&item.text).is_some();
        let asks = match cut.sign {
            Sign::Asked => true,
            Sign::Clause => false,
            _ => owned() || (figures && same()),
        };
        fits.asked += usize::from(asks);
    }
    fits
}

/// True where a third of the pairs of letters of what was asked stand in what was told.
fn echoes(asked: &str, told: &str) -> bool {
    let (asked, told) = (pairs(asked), pairs(told));
    asked.intersection(&told).count() * 3 >= asked.len()
}

/// The pairs of neighbouring letters of a text.
fn pairs(text: &str) -> HashSet<(char, char)> {
    let pairs = text.chars().zip(text.chars().skip(1));
    pairs.filter(|&(one, other)| is_alphabetic(one) && is_alphabetic(other)).collect()
}

/// True where a count of the same things stands in both: 900公里 and 365公里; money and shares are alike everywhere.
fn shares_unit(asked: &str, told: &str) -> bool {
    let told = counted(told);
    counted(asked).iter().any(|unit| told.contains(unit))
}

/// The first two letters behind each figure, multipliers left out.
fn counted(text: &str) -> HashSet<(char, char)> {
    let mut found = HashSet::new();
    let mut after = false;
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        if c.is_ascii_digit() || (after && matches!(c, '.' | '余' | '多' | '百' | '千' | '万' | '亿')) {
            after = true;
        } else {
            if after && is_alphabetic(c) && !matches!(c, '元' | '年' | '月' | '日' | '号' | '级') {
                // 公里 and 公顷 are two things, 家企业 and 家、 are one.
                let next = letters.peek().copied().filter(|_| matches!(c, '公' | '平' | '立' | '千'));
                found.insert((c, next.unwrap_or(c)));
            }
            after = false;
        }
    }
    found
}

/// Where a paragraph stands: the headings above it, and what a line above says of all that follow.
#[derive(Default)]
struct Place {
    trail: Trail,
    /// The printed status, with the level of the heading that gives it; 0 for a line that is no heading.
    status: Option<(usize, Passage)>,
    /// What closes a text, or a part of it, has begun.
    closed: bool,
}

impl Place {
    /// Enters a heading, or a line that says how far all below it are; false for any other line.
    fn enter(&mut self, line: &Passage) -> bool {
        let heading = sections::heading(line).filter(|_| heads(line));
        let status = status::of_list(line.text()).map(|range| line.slice_bytes(range));
        self.closed &= heading.is_none();
        match (heading, status) {
            (None, None) => return false,
            (Some((level, words)), status) => {
                if status.is_some() || self.status.as_ref().is_some_and(|(above, _)| *above >= level) {
                    self.status = status.map(|status| (level, status));
                }
                self.trail.enter(level, words);
            }
            (None, Some(status)) => self.status = Some((0, status)),
        }
        true
    }

    fn item(&self, number: Option<u32>, text: Passage) -> Item {
        let status = self.status.as_ref().map(|(_, status)| status.clone()).unwrap_or_default();
        Item { number, text, more: Vec::new(), section: self.trail.path(), status }
    }
}

impl List {
    /// The items that begin with numbers of one form; empty where these do not go up.
    fn numbered(lines: &[&Passage], titles: usize, form: Form) -> Self {
        let mut list = Self::default();
        let mut place = Place::default();
        let mut open = false;
        for (at, line) in lines.iter().enumerate() {
            let front = form.front(line.text()).filter(|_| !heads(line));
            if let Some((number, start)) = front {
                let above = list.items.last().and_then(|item| item.number).unwrap_or(0);
                if number <= above && number != 1 {
                    return Self::default();
                }
                let text = line.slice_bytes(start..line.text().len()).trimmed();
                list.items.push(place.item(Some(number), text));
                (open, place.closed) = (true, false);
                continue;
            }
            if place.enter(line) {
                open = false;
                continue;
            }
            place.closed |= closes(line);
            open &= !place.closed;
            match list.items.last_mut().filter(|_| open) {
                Some(item) => item.more.push((*line).clone()),
                None => list.outside(line, at < titles, &place),
            }
        }
        list.settle_last(&place);
        list
    }

    /// Every paragraph is an item, below the line that says what follows; one that only tells goes with the one above it.
    fn plain(lines: &[&Passage], titles: usize) -> Self {
        let opening =
            lines.iter().take(titles + DEEPEST_OPENING).rposition(|line| line.text().ends_with(':'));
        let first = opening.map_or(titles, |at| at + 1);
        let mut list = Self::default();
        let mut place = Place::default();
        for (at, line) in lines.iter().enumerate() {
            if place.enter(line) {
                continue;
            }
            place.closed |= closes(line);
            if at < first || place.closed {
                list.outside(line, at < titles, &place);
                continue;
            }
            let tells = parting::begins_telling(line.text());
            let above = list
                .items
                .last_mut()
                .filter(|item| tells && item.more.is_empty() && item.section == place.trail.path());
            match above {
                Some(item) => item.more.push((*line).clone()),
                None => list.items.push(place.item(None, (*line).clone())),
            }
        }
        list
    }

    /// A paragraph that belongs to no item.
    fn outside(&mut self, line: &Passage, title: bool, place: &Place) {
        let section = place.trail.path();
        let told = line.len() >= SHORTEST_INTRODUCTION && line.text().contains('。');
        if self.items.is_empty() && section.is_empty() {
            self.head.push(line.clone());
        } else if place.closed {
            self.rest.push(line.clone());
            return;
        }
        let prose = Prose { section, text: line.clone() };
        if !title && (told || !prose.section.is_empty()) && !narrative::is_closing(&prose) {
            self.prose.push(prose);
        }
    }

    /// What stands below the last item closes the text, unless half of the items go on for several paragraphs.
    fn settle_last(&mut self, place: &Place) {
        let go_on = self.items.iter().filter(|item| !item.more.is_empty()).count();
        if go_on * 2 > self.items.len() {
            return;
        }
        let more = self.items.last_mut().map(|item| std::mem::take(&mut item.more));
        for line in more.into_iter().flatten() {
            self.outside(&line, false, place);
        }
    }

    /// The paragraphs of each item as one text.
    fn join(&mut self) {
        for item in &mut self.items {
            for line in std::mem::take(&mut item.more) {
                if parting::begins_telling(line.text()) || told::tells(line.text()) {
                    item.text.append("\n", &line);
                } else {
                    append_line(&mut item.text, &line);
                }
            }
        }
    }

    fn into_reading(self, cuts: Vec<Option<Cut>>) -> Reading {
        let mut reading = Reading::empty(Layout::NumberedList, DocumentKind::Progress);
        (reading.head, reading.prose, reading.rest) = (self.head, self.prose, self.rest);
        for (item, cut) in self.items.into_iter().zip(cuts) {
            match cut.or_else(|| parting::answered(item.text.text())) {
                Some(cut) => reading.rows.push(row(item, cut)),
                None => reading.prose.push(Prose { section: item.section, text: item.text }),
            }
        }
        reading
    }
}

fn row(item: Item, cut: Cut) -> Row {
    let mut text = item.text.slice_bytes(0..cut.end).trimmed();
    let mut progress = item.text.slice_bytes(cut.at..item.text.text().len()).trimmed();
    let mut row = Row { number: item.number, section: item.section, status: item.status, ..Row::default() };
    for part in [&mut text, &mut progress] {
        if let Some((body, units)) = list::units_at_end(part) {
            *part = body;
            row.supervisor = units::people(&units);
            row.units.push((Column::Units, units));
        }
    }
    Row { text, progress, ..row }
}

/// A heading that tells of nothing: (三)农田建设任务19万亩,完成24万亩 is an item.
fn heads(line: &Passage) -> bool {
    let tells =
        |words: &str| parting::cuts(&[words]).into_iter().flatten().any(|cut| cut.sign != Sign::First);
    sections::heading(line).is_some_and(|(_, words)| !tells(&fold_text(&words)))
}

/// What closes a text, or a part of it: what comes next, an appeal, who signs and when.
fn closes(line: &Passage) -> bool {
    static CLOSING: WordList = WordList::new(&[
        "下一步",
        "下步",
        "下阶段",
        "下一阶段",
        "下半年,",
        "特此",
        "请各",
        "各责任",
        "各有关",
        "各单位",
        "附件",
        "附:",
        "联系",
    ]);
    let text = line.text();
    let signs =
        || line.len() <= LONGEST_SIGNATURE && !text.contains(['。', ',', ':']) && ends_like_unit(text);
    CLOSING.beginning(text).is_some() || noise::is_note(text) || noise::is_date(text) || signs()
}

/// The name of who publishes is not longer.
const LONGEST_SIGNATURE: usize = 30;
