//! Notes at the end of a report (名词解释), and the numbers in the text that refer to them.

use std::borrow::Cow;
use std::collections::HashMap;
use std::sync::LazyLock;

use regex::Regex;

use crate::ingest::draft::{Finding, GlossaryEntry};
use crate::ingest::findings;
use crate::ingest::fold::any_bytes;
use crate::ingest::format::Paragraph;
use crate::ingest::layout::number;
use crate::ingest::passage::Passage;

struct Patterns {
    head: Regex,
    entry: Regex,
    term: Regex,
    reference: Regex,
    mark: Regex,
    note: Regex,
}

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them all")]
static PATTERNS: LazyLock<Patterns> = LazyLock::new(|| {
    let compile = |pattern: &str| Regex::new(pattern).expect("constant pattern");
    Patterns {
        head: compile(
            "^(?:附件?[0-9一二三]?[:.、]?)?.{0,16}(?:名词|用语|术语|有关词语).{0,4}(?:解释|注释|说明)[:]?$|^(?:注释|名词解释).{0,6}$",
        ),
        entry: compile(r"^(?:[\[〔(【]?\s*([0-9]{1,3}|[①-⑳㉑-㉟㊱-㊿])\s*[\]〕)】]?\s*[.、:]?)\s*(.+)$"),
        term: compile("^((?:“[^”]{1,40}”|\"[^\"]{1,40}\"|[^:。])+?)(?::|(?:是指|是|即|指))"),
        reference: compile("[0-9]{1,3}"),
        // At the start of a clause ① counts the clause; behind a word it refers to a note.
        mark: compile(r"[\p{L}\p{N}”)》%](\[[0-9]{1,3}\]|〔[0-9]{1,3}〕|[①-⑳㉑-㉟㊱-㊿])"),
        note: compile(r"[\p{L}\p{N}”)》%](\[[0-9]{1,3}\]|〔[0-9]{1,3}〕|[①-⑳㉑-㉟㊱-㊿](?:[,。;:、)]|$|以))"),
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
    let number = number_of(found.get(1)?.as_str())?;
    explained(number, &paragraph.slice_bytes(found.get(2)?.range()))
}

/// The terms that notes outside the text explain; a note that explains none is left out.
#[must_use]
pub fn outside(notes: &[Passage]) -> Vec<GlossaryEntry> {
    let numbered = (1..).zip(notes);
    numbered.filter_map(|(number, note)| Some(explained(number, note)?.1)).collect()
}

fn explained(number: u32, body: &Passage) -> Option<(u32, GlossaryEntry)> {
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

/// 7, or ⑦.
fn number_of(printed: &str) -> Option<u32> {
    let circled = |first: char, last: char, from: u32| {
        let c = printed.chars().next().filter(|c| (first..=last).contains(c))?;
        Some(u32::from(c) - u32::from(first) + from)
    };
    printed
        .parse()
        .ok()
        .or_else(|| circled('①', '⑳', 1))
        .or_else(|| circled('㉑', '㉟', 21))
        .or_else(|| circled('㊱', '㊿', 36))
}

/// The terms of notes that stand in a table: a number, a term, what it means, a cell each.
#[must_use]
pub fn table(lines: &[Cow<'_, Paragraph>]) -> Vec<GlossaryEntry> {
    let mut entries: Vec<GlossaryEntry> = Vec::new();
    let mut cells = 0;
    for line in lines {
        let next = entries.last().map_or(1, |entry| entry.number + 1);
        if number::alone(line.text.text()) == Some(next) {
            entries.push(GlossaryEntry { number: next, term: String::new(), definition: String::new() });
            cells = 0;
            continue;
        }
        let Some(entry) = entries.last_mut() else { continue };
        cells += 1;
        if cells == 1 {
            line.text.printed().clone_into(&mut entry.term);
        } else {
            entry.definition.push_str(line.text.printed());
        }
    }
    let fits = |entry: &GlossaryEntry| {
        let term = entry.term.chars().count();
        (1..=60).contains(&term) && entry.definition.chars().count() > term
    };
    if entries.len() >= 2 && entries.iter().all(fits) { entries } else { Vec::new() }
}

/// Takes marks of footnotes out of a paragraph: ① or [3] behind a word.
pub fn take_out_marks(paragraph: &mut Passage) {
    take_out(paragraph, &PATTERNS.mark);
}

/// Takes marks of footnotes out of a cell, where ① may also count the parts of a text.
pub fn take_out_notes(cell: &mut Passage) {
    take_out(cell, &PATTERNS.note);
}

fn take_out(paragraph: &mut Passage, pattern: &Regex) {
    // Most paragraphs hold none of [, 〔, ①, ㉑ and ㊱, which their bytes tell.
    #[expect(clippy::needless_bitwise_bool, reason = "without branches many bytes are compared at once")]
    let opens = |one: u8, two: u8, three: u8| {
        (one == b'[')
            | ((one == 0xe2) & (two == 0x91))
            | ((one == 0xe3) & ((two == 0x89) | (two == 0x8a) | ((two == 0x80) & (three == 0x94))))
    };
    if !any_bytes(paragraph.text(), opens) {
        return;
    }
    let mut cuts = Vec::new();
    let (mut bytes, mut chars) = (0, 0);
    for mark in pattern.captures_iter(paragraph.text()).filter_map(|found| found.get(1)) {
        chars += paragraph.text().get(bytes..mark.start()).map_or(0, |text| text.chars().count());
        bytes = mark.start();
        let length = mark.as_str().trim_end_matches([',', '。', ';', ':', '、', ')', '以']).chars().count();
        cuts.push(chars..chars + length);
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
            let Ok(number) = found.as_str().parse::<u32>() else { continue };
            let (at, length) = with_brackets(&chars, seen_chars, found.len());
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

/// The place of a number together with the brackets around it.
fn with_brackets(chars: &[char], at: usize, length: usize) -> (usize, usize) {
    let before = at.checked_sub(1).and_then(|at| chars.get(at));
    match (before, chars.get(at + length)) {
        (Some('('), Some(')')) | (Some('['), Some(']')) | (Some('〔'), Some('〕')) => (at - 1, length + 2),
        _ => (at, length),
    }
}

/// Whether a number stands behind what its note explains, and counts nothing.
fn refers(chars: &[char], at: usize, length: usize, term: Option<&Vec<char>>) -> bool {
    let before = at.checked_sub(1).and_then(|at| chars.get(at)).copied();
    let after = chars.get(at + length).copied();
    let part_of_number =
        |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit() || matches!(c, '.' | '%' | '+' | '-' | '/'));
    let bracketed = chars.get(at).is_some_and(|c| !c.is_ascii_digit());
    if !bracketed && (part_of_number(before) || part_of_number(after) || after.is_some_and(counts)) {
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
    fn notes_are_numbered_in_many_ways() {
        let entries = notes(&[
            "①双碳:即碳达峰。",
            "〔2〕链长:产业链的负责人。",
            "(3)双随机:指随机抽查。",
            "【4】“三品”:指品种、品质、品牌。",
        ]);
        let terms: Vec<_> = entries.iter().map(|entry| (entry.number, entry.term.as_str())).collect();
        assert_eq!(terms, [(1, "双碳"), (2, "链长"), (3, "双随机"), (4, "“三品”")]);
        let mut text = vec![Passage::at(0, "新增链长(2)5名,开展双随机(3)抽查40次,分为(1)修路(2)架桥。")];
        take_out_references(&mut text, &entries);
        assert_eq!(text[0].text(), "新增链长5名,开展双随机抽查40次,分为(1)修路(2)架桥。");
    }

    #[test]
    fn notes_in_a_table_are_read() {
        let cell = |text: &str| Cow::Owned(Paragraph { text: Passage::at(0, text), blanks_before: 0 });
        let lines: Vec<_> =
            ["序号", "名词", "释义", "1", "链长", "产业链的负责人。", "2", "双碳", "指碳达峰、碳中和。"]
                .map(cell)
                .to_vec();
        let entries = table(&lines);
        assert_eq!(entries.len(), 2);
        assert_eq!((entries[1].number, entries[1].term.as_str()), (2, "双碳"));
        assert_eq!(entries[1].definition, "指碳达峰、碳中和。");
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
