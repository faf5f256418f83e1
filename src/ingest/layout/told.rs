//! Lists that tell what was done in the same paragraph as the task: 新增企业20家。已新增13家。(责任单位:…)

use std::collections::HashSet;
use std::sync::LazyLock;

use regex::Regex;

use super::number;
use super::row::{Layout, Prose, Reading, Row};
use crate::domain::word_list::WordList;
use crate::ingest::draft::DocumentKind;
use crate::ingest::fold::is_alphabetic;
use crate::ingest::passage::Passage;
use crate::ingest::times::TIMES;

struct Patterns {
    title: Regex,
    tells: Regex,
}

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them all")]
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let compile = |pattern: &str| Regex::new(pattern).expect("constant pattern");
    Patterns {
        title: compile(
            "(?:完成|进展|落实|推进|办理|执行|实施)(?:情况|进度|进展)|(?:工作|任务|最新)进展|通报",
        ),
        tells: compile(
            r"^(?:[0-9]{1,2}[-—~至][0-9]{1,2}月|共[0-9])|已(?:经|全部|全面|累计)?[^。]{0,12}(?:完成|建成|开工|竣工|投用|启动|新增|实施|开展|印发|出台|达)|完成(?:年度|全年)[^,。]{0,8}的[0-9]",
        ),
    }
});

/// Words with which a text begins that tells what happened, beside those of time.
const OPENING: &[&str] = &["现已", "已", "共计", "共有", "累计", "正在"];

/// Both in one list.
static BEGINNINGS: WordList = {
    const WORDS: [&str; OPENING.len() + TIMES.len()] = WordList::joined(&[OPENING, TIMES]);
    WordList::new(&WORDS)
};

/// Words that only stand where something has happened or is under way.
const TELLING: &[&str] =
    &["同比增长", "同比下降", "同比增加", "同比减少", "正在", "占年度", "占全年", "完成了"];

/// Words without which the pattern finds nothing that stands behind the beginning.
const NEEDED: &[&str] = &["已", "完成年度", "完成全年"];

/// Both in one list: a text is gone through once.
static SIGNS: WordList = {
    const WORDS: [&str; TELLING.len() + NEEDED.len()] = WordList::joined(&[TELLING, NEEDED]);
    WordList::new(&WORDS)
};

/// Longer paragraphs of the head are no titles.
const LONGEST_TITLE: usize = 60;

/// True where a text says in words that something has happened or is under way.
#[must_use]
pub fn tells(text: &str) -> bool {
    if BEGINNINGS.beginning(text).is_some() {
        return true;
    }
    let mut may_match = text.starts_with(|c: char| c.is_ascii_digit() || c == '共');
    for (_, place) in SIGNS.places(text) {
        if place < TELLING.len() {
            return true;
        }
        may_match = true;
    }
    may_match && PATTERNS.tells.is_match(text)
}

/// Parts task and progress of every row, where no row has a progress of its own although the title promises it and at
/// least a third of the rows tell what was done.
///
/// The first sentence is the task. What was done begins with the first sentence that says so; where none does, all
/// that follows the first sentence is kept out of the task, for a figure there may be either.
pub fn part(reading: &mut Reading) {
    let promised = |line: &Passage| line.len() <= LONGEST_TITLE && PATTERNS.title.is_match(line.text());
    if reading.rows.is_empty()
        || reading.rows.iter().any(|row| !row.progress.is_empty())
        || !reading.head.iter().any(promised)
    {
        return;
    }
    let cuts: Vec<Option<Cut>> = reading.rows.iter().map(cut).collect();
    let tell = cuts.iter().flatten().filter(|cut| cut.tells).count();
    if tell * 3 < reading.rows.len() {
        return;
    }
    for (row, cut) in reading.rows.iter_mut().zip(cuts) {
        let Some(cut) = cut else { continue };
        let text = std::mem::take(&mut row.text);
        row.text = text.slice_bytes(0..cut.at).trimmed();
        row.progress = text.slice_bytes(cut.at..text.text().len()).trimmed();
    }
    reading.kind = DocumentKind::Progress;
}

/// Fewer paragraphs that ask first and then tell are chance.
const FEWEST: usize = 3;

/// Makes rows of paragraphs that ask for figures and then tell of the same things, where a title promises what was done and
/// two of three paragraphs do so: 新增企业30家、改造小区20个。截至9月底,新增企业22家,小区完工13个。
pub fn part_prose(reading: &mut Reading) {
    let promised = |line: &Passage| line.len() <= LONGEST_TITLE && PATTERNS.title.is_match(line.text());
    let headed = reading.prose.iter().filter(|prose| !prose.section.is_empty()).count();
    if reading.kind != DocumentKind::Progress
        || !reading.rows.is_empty()
        || !reading.head.iter().any(promised)
    {
        return;
    }
    let cuts: Vec<Option<usize>> = reading.prose.iter().map(|prose| asked_and_told(&prose.text)).collect();
    let fits = cuts.iter().flatten().count();
    if fits < FEWEST || fits * 3 < headed * 2 {
        return;
    }
    let mut kept = Vec::new();
    for (prose, cut) in std::mem::take(&mut reading.prose).into_iter().zip(cuts) {
        match cut {
            Some(at) => reading.rows.push(row(prose, at)),
            None => kept.push(prose),
        }
    }
    reading.prose = kept;
    reading.layout = Layout::NumberedList;
}

/// The byte at which a paragraph that asked for figures begins to tell of the same things.
fn asked_and_told(text: &Passage) -> Option<usize> {
    let text = text.text();
    let mut stops = text.match_indices('。').map(|(at, stop)| at + stop.len());
    let at =
        stops.find(|&at| BEGINNINGS.beginning(text.get(at..).unwrap_or_default().trim_start()).is_some())?;
    let (asked, told) = text.split_at_checked(at)?;
    let figures = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    let said = said_of(told);
    let named = said_of(asked);
    let again = named.intersection(&said).count();
    (figures(asked) && figures(told) && !tells(asked) && again * 3 >= named.len()).then_some(at)
}

/// The pairs of neighbouring letters of a text.
fn said_of(text: &str) -> HashSet<(char, char)> {
    let pairs = text.chars().zip(text.chars().skip(1));
    pairs.filter(|&(one, other)| is_alphabetic(one) && is_alphabetic(other)).collect()
}

fn row(prose: Prose, at: usize) -> Row {
    let text = &prose.text;
    let counted = text.text().find(')').map_or(0, |end| end + 1);
    let start = if text.text().get(..counted).is_some_and(|mark| number::alone(mark).is_some()) {
        counted
    } else {
        number::in_front(text.text()).map_or(0, |(_, end)| end)
    };
    let asked = text.slice_bytes(start.min(at)..at).trimmed();
    let mut section = prose.section;
    // What opens the paragraph is the task, not a heading above it.
    if section.last().is_some_and(|heading| asked.printed().starts_with(heading.as_str())) {
        section.pop();
    }
    let progress = text.slice_bytes(at..text.text().len()).trimmed();
    Row { text: asked, progress, section, ..Row::default() }
}

/// Where the task of a row ends, and whether what follows says in words that it was done.
struct Cut {
    at: usize,
    tells: bool,
}

fn cut(row: &Row) -> Option<Cut> {
    let text = row.text.text();
    let stops: Vec<usize> = text
        .match_indices(['。', ';', '\n'])
        .map(|(at, stop)| at + stop.len())
        .filter(|&at| at < text.len())
        .collect();
    let sentence = |at: usize| {
        let end = stops.iter().copied().find(|&stop| stop > at).unwrap_or(text.len());
        text.get(at..end).unwrap_or_default().trim_start()
    };
    if let Some(at) = stops.iter().copied().find(|&at| tells(sentence(at))) {
        return Some(Cut { at, tells: true });
    }
    let first = text.find('。')? + '。'.len_utf8();
    (first < text.len()).then_some(Cut { at: first, tells: false })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parted(title: &str, texts: &[&str]) -> Vec<(String, String)> {
        let mut reading = Reading::empty(Layout::NumberedList, DocumentKind::Plan);
        reading.head = vec![Passage::at(0, title)];
        reading.rows =
            texts.iter().map(|text| Row { text: Passage::at(50, text), ..Row::default() }).collect();
        part(&mut reading);
        let said = |row: &Row| (row.text.text().to_owned(), row.progress.text().to_owned());
        reading.rows.iter().map(said).collect()
    }

    #[test]
    fn what_was_done_is_parted_from_the_task() {
        let texts = [
            "深化改革。已完成划转3户。",
            "招引项目20个。招引项目13个。",
            "修路5公里。力争早开工。目前完成2公里。",
        ];
        let rows = parted("2023年重点工作完成情况", &texts);
        let expected = [
            ("深化改革。", "已完成划转3户。"),
            ("招引项目20个。", "招引项目13个。"),
            ("修路5公里。力争早开工。", "目前完成2公里。"),
        ];
        assert_eq!(rows, expected.map(|(text, progress)| (text.to_owned(), progress.to_owned())));
    }

    #[test]
    fn a_plan_is_left_alone() {
        let texts = ["深化改革。完成划转3户。", "招引项目20个。开工项目13个。"];
        for title in ["2023年重点工作任务分解", "2023年重点工作完成情况"] {
            assert!(parted(title, &texts).iter().all(|(_, progress)| progress.is_empty()), "{title}");
        }
    }
}
