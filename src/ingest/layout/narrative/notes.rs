//! Notes at the end of a report (名词解释), and the numbers in the text that refer to them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::ingest::draft::{Finding, GlossaryEntry};
use crate::ingest::findings;
use crate::ingest::format::Paragraph;
use crate::ingest::passage::Passage;

struct Patterns {
    head: Regex,
    entry: Regex,
    term: Regex,
    reference: Regex,
    mark: Regex,
}

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them all")]
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let compile = |pattern: &str| Regex::new(pattern).expect("constant pattern");
    Patterns {
        head: compile(
            "^(?:附件?[0-9一二三]?[:.、]?)?.{0,16}(?:名词|用语|术语|有关词语).{0,4}(?:解释|注释|说明)[:]?$|^(?:注释|名词解释).{0,6}$",
        ),
        entry: compile(r"^(?:[\[〔(]?([0-9]{1,3})[\]〕)]?\s*[.、:]?)\s*(.+)$"),
        term: compile("^((?:“[^”]{1,40}”|\"[^\"]{1,40}\"|[^:。])+?)(?::|(?:是指|是|即|指))"),
        reference: compile("[0-9]{1,3}"),
        // At the start of a clause ① counts the clause; behind a word it refers to a note.
        mark: compile(r"[\p{L}\p{N}”)》](\[[0-9]{1,3}\]|[①-⑳㉑-㉟㊱-㊿])"),
    }
});

/// Parts the body of a report from its notes.
#[must_use]
pub fn split<'l, 'p>(
    lines: &'l [Cow<'p, Paragraph>],
) -> (&'l [Cow<'p, Paragraph>], &'l [Cow<'p, Paragraph>]) {
    let squeezed =
        |line: &Paragraph| line.text.text().chars().filter(|c| !c.is_whitespace()).collect::<String>();
    let head =
        lines.iter().rposition(|line| line.text.len() <= 40 && PATTERNS.head.is_match(&squeezed(line)));
    match head {
        Some(head) => (lines.get(..head).unwrap_or_default(), lines.get(head + 1..).unwrap_or_default()),
        None => (lines, &[]),
    }
}

/// The terms that the notes explain, in order; what skips is noted.
#[must_use]
pub fn glossary(paragraphs: &[Passage]) -> (Vec<GlossaryEntry>, Vec<Finding>) {
    let mut entries: Vec<GlossaryEntry> = Vec::new();
    let mut found = Vec::new();
    for paragraph in paragraphs {
        let last = entries.last().map_or(0, |entry| entry.number);
        let Some((number, entry)) = entry(paragraph) else { continue };
        if number <= last {
            // A list that begins anew is no longer that of the notes.
            break;
        }
        if number > last + 1 {
            let message = format!("the notes go from {last} to {number}");
            found.push(Finding::warning(findings::GLOSSARY_GAP, message));
        }
        entries.push(entry);
    }
    (entries, found)
}

fn entry(paragraph: &Passage) -> Option<(u32, GlossaryEntry)> {
    let found = PATTERNS.entry.captures(paragraph.text())?;
    let number: u32 = found.get(1)?.as_str().parse().ok()?;
    let body = paragraph.slice_bytes(found.get(2)?.range());
    let term = PATTERNS.term.captures(body.text())?;
    let name = body.slice_bytes(term.get(1)?.range()).trimmed();
    let colon = term.get(0)?.as_str().ends_with(':');
    let start = if colon { term.get(0)?.end() } else { 0 };
    let definition = body.slice_bytes(start..body.text().len()).trimmed();
    (name.len() <= 60).then(|| {
        (
            number,
            GlossaryEntry {
                number,
                term: name.printed().to_owned(),
                definition: definition.printed().to_owned(),
            },
        )
    })
}

/// Takes marks of footnotes out of a paragraph: ① or [3] behind a word.
pub fn take_out_marks(paragraph: &mut Passage) {
    let mut cuts = Vec::new();
    let (mut bytes, mut chars) = (0, 0);
    for mark in PATTERNS.mark.captures_iter(paragraph.text()).filter_map(|found| found.get(1)) {
        chars += paragraph.text().get(bytes..mark.start()).map_or(0, |text| text.chars().count());
        bytes = mark.start();
        cuts.push(chars..chars + mark.as_str().chars().count());
    }
    if !cuts.is_empty() {
        *paragraph = without(paragraph, &cuts);
    }
}

/// Takes the numbers of notes out of the sentences: the marks come in the order of the notes, behind what they explain.
pub fn take_out_references(paragraphs: &mut [Passage], glossary: &[GlossaryEntry]) {
    let Some(last) = glossary.last().map(|entry| entry.number) else { return };
    let terms: HashMap<u32, Vec<char>> =
        glossary.iter().map(|entry| (entry.number, letters(&entry.term))).collect();
    let mut next = 1;
    for paragraph in paragraphs {
        let mut cuts = Vec::new();
        let chars: Vec<char> = paragraph.text().chars().collect();
        let mut seen_bytes = 0;
        let mut seen_chars = 0;
        for found in PATTERNS.reference.find_iter(paragraph.text()) {
            seen_chars +=
                paragraph.text().get(seen_bytes..found.start()).map_or(0, |text| text.chars().count());
            seen_bytes = found.start();
            let at = seen_chars;
            let length = found.len();
            let Ok(number) = found.as_str().parse::<u32>() else { continue };
            // A mark may have been lost, so that the next ones wait for it; two may be missing, no more.
            if number < next
                || number > (next + 2).min(last)
                || !refers(&chars, at, length, terms.get(&number))
            {
                continue;
            }
            cuts.push(at..at + length);
            next = number + 1;
        }
        if !cuts.is_empty() {
            *paragraph = without(paragraph, &cuts);
        }
    }
}

/// Whether a number stands behind what its note explains, and counts nothing.
fn refers(chars: &[char], at: usize, length: usize, term: Option<&Vec<char>>) -> bool {
    let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied();
    let after = chars.get(at + length).copied();
    let part_of_number =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | '%' | '+' | '-' | '/'));
    if part_of_number(before) || part_of_number(after) || after.is_some_and(counts) {
        return false;
    }
    let quoted = matches!(before, Some('”' | '"' | '’' | '》' | ')' | '>'));
    quoted || term.is_some_and(|term| shares_words(chars, at, term))
}

/// What may follow a number that counts something: years, multipliers, units, common measure words.
fn counts(c: char) -> bool {
    "年月日号时分秒个家项名人户套所座条件种类次批处台辆艘架万亿千百元亩公里米吨度岁天周届位只头棵株场期幢栋层间张份片块宗起例支队组团级点倍成村镇市县区".contains(c)
}

/// The words right before the number are words of the term: `双碳”行动33` of `“双碳”`, `RCEP19` of `RCEP`.
fn shares_words(chars: &[char], at: usize, term: &[char]) -> bool {
    let window: Vec<char> = chars.get(at.saturating_sub(14)..at).unwrap_or_default().to_vec();
    let near = letters(&window.iter().collect::<String>());
    term.len() >= 2
        && term.windows(term.len().min(3)).any(|words| near.windows(words.len()).any(|part| part == words))
}

fn letters(text: &str) -> Vec<char> {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

fn without(paragraph: &Passage, cuts: &[std::ops::Range<usize>]) -> Passage {
    let cutter = paragraph.cutter();
    let mut kept = Passage::default();
    let mut start = 0;
    for cut in cuts {
        kept.append("", &cutter.slice(start..cut.start));
        start = cut.end;
    }
    kept.append("", &cutter.slice(start..paragraph.len()));
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    fn notes(lines: &[&str]) -> Vec<GlossaryEntry> {
        glossary(&lines.iter().map(|line| Passage::at(0, line)).collect::<Vec<_>>()).0
    }

    #[test]
    fn notes_have_terms_and_definitions() {
        let entries = notes(&[
            "1.城区(核心)指老城三个街道。",
            "2.“一河两岸”:指沿河的两条风貌带。",
            "3.“双碳”:即碳达峰、碳中和。",
            "1.本站声明:不得转载。",
        ]);
        let terms: Vec<_> = entries.iter().map(|entry| (entry.number, entry.term.as_str())).collect();
        assert_eq!(terms, [(1, "城区(核心)"), (2, "“一河两岸”"), (3, "“双碳”")]);
        assert_eq!(entries[1].definition, "指沿河的两条风貌带。");
    }

    #[test]
    fn marks_behind_words_are_taken_out() {
        let mut text = Passage::at(0, "实施项目120个①,创建示范村5个[1]。具体为:①修路;②架桥。");
        take_out_marks(&mut text);
        assert_eq!(text.text(), "实施项目120个,创建示范村5个。具体为:①修路;②架桥。");
    }

    #[test]
    fn references_are_taken_out_and_quantities_stay() {
        let entries =
            notes(&["1.“一河两岸”:指两条风貌带。", "2.“双碳”:即碳达峰。", "3.“四好”道路:指好的道路。"]);
        let mut text = vec![
            Passage::at(0, "打造“一河两岸”1风貌带,新增“小巨人”2家,攻坚“双碳”行动2,建成3座公园。"),
            Passage::at(90, "改造“四好”3道路40公里。"),
        ];
        take_out_references(&mut text, &entries);
        assert_eq!(text[0].text(), "打造“一河两岸”风貌带,新增“小巨人”2家,攻坚“双碳”行动,建成3座公园。");
        assert_eq!(text[1].text(), "改造“四好”道路40公里。");
        assert_eq!(text[1].span(6..7).start, 97);
    }
}
