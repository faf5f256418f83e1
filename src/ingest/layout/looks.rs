//! What the paragraphs of a flattened table look like: the evidence from which their places are found.

use std::ops::Range;

use super::echo::Echo;
use super::unit_words::ends_like_unit;
use super::words::Column;
use super::{noise, number, people, sections, status, units};
use crate::domain::word_list::WordList;
use crate::ingest::format::Paragraph;

/// What a paragraph looks like.
#[derive(Debug, Clone, Copy)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a question asked of a paragraph, independent of the others"
)]
pub struct Looks {
    /// A number that counts the rows.
    pub counts: bool,
    /// A number of any kind.
    pub numeric: bool,
    /// A list of units.
    pub units: bool,
    /// A status.
    pub status: bool,
    /// What stands in a column of status where no status does: 其他, /.
    pub aside: bool,
    /// A sign for an empty cell.
    pub blank: bool,
    /// Names of people.
    pub people: bool,
    /// A heading of a section.
    pub section: bool,
    /// A footnote.
    pub note: bool,
    /// Part of the page around the table.
    pub chrome: bool,
    /// Length in characters.
    pub length: usize,
    /// Ends or is parted like a sentence.
    pub sentence: bool,
    /// Holds a figure, as names of units do not.
    pub digits: bool,
    /// What the lines around it say about it, in a table without numbers.
    pub echo: Echo,
    /// Stops inside a sentence.
    pub open: bool,
    /// Stops at the end of one.
    pub closed: bool,
    /// A few words that are no sentence and tell of nothing: 续建项目, 市级重点.
    pub remark: bool,
    /// Says what is missing or what comes next.
    pub outlook: bool,
    /// As long as a line of a narrow cell, and no sentence ends with it.
    pub full: bool,
    /// Number of a list item in front.
    pub item: Option<u32>,
    /// Fewer empty lines above than usual.
    pub tight: bool,
    /// More empty lines above than usual: a cell may be empty.
    pub gap: bool,
}

/// What each line of a body looks like, beside the others. What only some columns ask for is not looked at without them.
pub fn look(lines: &[&Paragraph], echoes: &[Echo], columns: &[Column]) -> Vec<Looks> {
    let has = |column: Column| columns.contains(&column);
    let (remarks, statuses) = (has(Column::Other), has(Column::Status));
    let numbers = number::candidates(lines.iter().map(|line| line.text.text()));
    let chain = number::chain(&numbers.iter().map(|&(_, number)| number).collect::<Vec<_>>());
    let mut numeric = vec![false; lines.len()];
    for (at, _) in &numbers {
        if let Some(mark) = numeric.get_mut(*at) {
            *mark = true;
        }
    }
    let mut counts = vec![false; lines.len()];
    for (&(at, _), &chosen) in numbers.iter().zip(&chain) {
        if let Some(mark) = counts.get_mut(at) {
            *mark = chosen;
        }
    }
    let usual = usual_gap(lines);
    let signature = signature(lines);
    let headings: Vec<bool> = lines.iter().map(|line| sections::heading(&line.text).is_some()).collect();
    // Inside a cell a heading is text: a section stands right above a row or another section.
    let unnumbered = !counts.contains(&true);
    let above_a_row = |at: usize| {
        let next = at + 1;
        unnumbered || counts.get(next) == Some(&true) || headings.get(next) == Some(&true)
    };
    lines
        .iter()
        .zip(&counts)
        .enumerate()
        .map(|(at, (line, &counts))| {
            let text = line.text.text();
            Looks {
                counts,
                numeric: numeric.get(at) == Some(&true) || (is_value(text) && !is_item(text)),
                units: units::looks_like_units(&line.text),
                status: status::is_status(text),
                aside: statuses && status::is_aside(text),
                blank: noise::is_blank(text),
                people: people::are_people(text),
                section: headings.get(at) == Some(&true) && above_a_row(at),
                note: noise::is_note(text) || signature.contains(&at),
                chrome: noise::is_chrome(text),
                length: line.text.len(),
                // Most lines end with the sign.
                sentence: text.ends_with('。') || text.contains(['。', ';', ',']),
                digits: text.bytes().any(|byte| byte.is_ascii_digit()),
                echo: echoes.get(at).copied().unwrap_or_default(),
                open: text.ends_with([',', '、', ':']),
                closed: text.ends_with(['。', ';', '!']),
                remark: remarks && is_remark(text, line.text.len()),
                outlook: remarks && OUTLOOK.is_in(text),
                full: line.text.len() >= FULL && !text.ends_with(['。', ';', '!', '?', ')', '”']),
                item: number::in_front(text).map(|(number, _)| number).or_else(|| circled(text)),
                tight: line.blanks_before < usual,
                gap: line.blanks_before > usual,
            }
        })
        .collect()
}

/// Who publishes, and the date below: the only date that stands alone, near the end.
fn signature(lines: &[&Paragraph]) -> Range<usize> {
    let mut dates = (0..lines.len()).filter(|&at| lines.get(at).is_some_and(|line| is_date(line)));
    let (Some(at), None) = (dates.next(), dates.next()) else { return 0..0 };
    if at + LAST < lines.len() {
        return 0..0;
    }
    let signs = |line: &&&Paragraph| line.text.len() <= LONGEST_SIGNATURE && ends_like_unit(line.text.text());
    let above = at.checked_sub(1).and_then(|above| lines.get(above)).filter(signs);
    at - usize::from(above.is_some())..at + 1
}

fn is_date(line: &Paragraph) -> bool {
    noise::is_date(line.text.text())
}

/// A signature is one of this many last lines, and the name in it is not longer than this.
const LAST: usize = 8;
const LONGEST_SIGNATURE: usize = 30;

/// Words that tell what is missing or what comes next.
static OUTLOOK: WordList =
    WordList::new(&["下一步", "下步", "下阶段", "力争", "存在", "不足", "困难", "制约"]);

/// So many characters at most are a remark.
const LONGEST_REMARK: usize = 12;

fn is_remark(text: &str, length: usize) -> bool {
    static TELLING: WordList = WordList::new(&[
        "已", "正在", "完成", "全部", "全面", "基本", "新增", "建成", "累计", "目前", "其中", "均", "开展",
    ]);
    length <= LONGEST_REMARK
        && !text.contains(['。', ';', ',', ':', '、'])
        && !text.contains(|letter: char| letter.is_ascii_digit())
        && TELLING.beginning(text).is_none()
}

/// Lines of a narrow cell have at least this many characters.
const FULL: usize = 16;

/// A figure that stands alone, with or without a unit.
fn is_value(text: &str) -> bool {
    text.len() <= 24 && text.starts_with(|c: char| c.is_ascii_digit() || c == '-')
}

/// 1. by itself is the number of an item, whose text follows.
fn is_item(text: &str) -> bool {
    text.ends_with(['.', '、']) && number::alone(text).is_some()
}

/// ①, ②: the number of an item.
fn circled(text: &str) -> Option<u32> {
    let mark = u32::from(text.chars().next()?);
    mark.checked_sub(u32::from('①')).filter(|behind| *behind < 20).map(|behind| behind + 1)
}

/// The usual number of empty lines between cells. Where paragraphs of one cell stand closer, it is the larger one.
fn usual_gap(lines: &[&Paragraph]) -> usize {
    let mut counts = [0_usize; 8];
    for line in lines.iter().skip(1) {
        if let Some(count) = counts.get_mut(line.blanks_before) {
            *count += 1;
        }
    }
    let total: usize = counts.iter().sum();
    let often = counts.iter().rposition(|&count| count * 4 >= total && count > 0);
    often.unwrap_or(0)
}
