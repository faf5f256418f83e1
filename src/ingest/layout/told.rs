//! Lists that tell what was done in the same paragraph as the task: 新增企业20家。已新增13家。(责任单位:…)

use std::sync::LazyLock;

use regex::Regex;

use super::parting::{self, Sign};
use super::row::Reading;
use crate::domain::word_list::WordList;
use crate::ingest::draft::DocumentKind;
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
            "(?:完成|进展|落实|推进|办理|执行|实施)(?:情况|进度|进展)|(?:工作|任务|最新)进展|进展(?:顺利|良好|明显)|通报",
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
    let mut may_match = text.starts_with('共') || is_span(text);
    for (_, place) in SIGNS.places(text) {
        if place < TELLING.len() {
            return true;
        }
        may_match = true;
    }
    may_match && PATTERNS.tells.is_match(text)
}

/// True where a text begins as 1-6月 does.
fn is_span(text: &str) -> bool {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits)
        && text.get(digits..).is_some_and(|rest| rest.starts_with(['-', '—', '~', '至']))
}

/// True where a line of the head is a title that promises what was done.
#[must_use]
pub fn promises(line: &Passage) -> bool {
    line.len() <= LONGEST_TITLE && PATTERNS.title.is_match(line.text())
}

/// Parts task and progress of every row, where no row has a progress of its own although the title promises it and at
/// least a third of the rows tell what was done.
///
/// Where nothing of what follows the first sentence says that it was done, all of it is kept out of the task, for a
/// figure there may be either.
pub fn part(reading: &mut Reading) {
    if reading.rows.is_empty()
        || reading.rows.iter().any(|row| !row.progress.is_empty())
        || !reading.head.iter().any(promises)
    {
        return;
    }
    let texts: Vec<&str> = reading.rows.iter().map(|row| row.text.text()).collect();
    let cuts = parting::cuts(&texts);
    let tell = cuts.iter().flatten().filter(|cut| cut.sign != Sign::First).count();
    if tell * 3 < reading.rows.len() {
        return;
    }
    for (row, cut) in reading.rows.iter_mut().zip(cuts) {
        let Some(cut) = cut else { continue };
        let text = std::mem::take(&mut row.text);
        row.text = text.slice_bytes(0..cut.end).trimmed();
        row.progress = text.slice_bytes(cut.at..text.text().len()).trimmed();
    }
    reading.kind = DocumentKind::Progress;
}

#[cfg(test)]
mod tests {
    use super::super::row::{Layout, Row};
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
