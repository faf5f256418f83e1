//! Lists of responsible units as printed: told apart, with the marks of who leads.

use std::borrow::Cow;
use std::collections::HashSet;

use super::unit_words::{ends_like_unit, starts_a_unit};
use crate::domain::word_list::WordList;
use crate::ingest::fold::{is_alphabetic, is_blank, squeezed};
use crate::ingest::format::emphasis::Emphasis;
use crate::ingest::passage::Passage;

/// What stands beside a unit and says what it answers for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    /// ★ or another sign before or after the name.
    Sign(char),
    /// Set in bold or underlined, in a document whose note says what that means.
    Set(Emphasis),
    /// The word 牵头 beside the name, or a label 牵头单位 before it.
    LeadWord,
    /// The word 配合 beside the name, or a label 配合单位 before it.
    SupportWord,
}

/// One unit of a list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    /// As printed, without mark.
    pub name: String,
    /// Mark beside it.
    pub mark: Option<Mark>,
    /// A character of the document inside the name.
    pub at: usize,
}

/// A list of units.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Units {
    /// In the order of print, each once.
    pub units: Vec<Unit>,
    /// Names that were told apart without a separator in print.
    pub judged: Vec<String>,
}

/// Signs that are set beside a unit.
pub const SIGNS: &[char] = &['★', '☆', '▲', '△', '●', '◆', '◇', '■', '※', '*', '＊', '⭐', '✩', '✭'];
const LEAD_LABELS: &[&str] = &[
    "牵头责任单位",
    "牵头单位",
    "牵头部门",
    "主办单位",
    "主要责任单位",
    "牵头处室",
    "主责单位",
    "牵头",
    "主办",
];
const SUPPORT_LABELS: &[&str] = &[
    "配合责任单位",
    "配合单位",
    "配合部门",
    "协办单位",
    "协同单位",
    "参与单位",
    "协助单位",
    "责任配合单位",
    "配合",
    "协办",
    "协同",
];
const PLAIN_LABELS: &[&str] = &[
    "责任单位",
    "责任部门",
    "责任主体",
    "承办单位",
    "落实单位",
    "实施单位",
    "主管单位",
    "责任",
    "承办",
    "落实",
];
/// Labels of people: who stands behind them is no unit.
const PEOPLE_LABELS: &[&str] = &[
    "责任领导",
    "分管领导",
    "牵头领导",
    "包抓领导",
    "挂钩领导",
    "挂帅领导",
    "联系领导",
    "责任人",
    "联系人",
    "负责人",
];
const LEAD_TAILS: &[&str] = &["牵头负责", "牵头落实", "牵头", "主办", "负责牵头"];
/// Beside a unit that leads these support it; where none does, each answers for its part.
const SHARED_TAILS: &[&str] =
    &["等按职责分工负责", "按职责分工负责", "按职责分工落实", "按分工负责", "分别负责", "共同负责"];
const SUPPORT_TAILS: &[&str] =
    &["等配合落实", "等单位配合", "等部门配合", "配合落实", "等配合", "配合", "协办", "协同", "参与"];

/// Words at the end of a list that names not all of its units.
const OPEN_TAILS: &[&str] = &["等单位", "等部门", "等", "负责"];

/// All that a name may have to be freed of at its end, brackets left out: most names end with none of them.
static TAIL_ENDS: WordList = {
    const COUNT: usize = LEAD_TAILS.len() + SHARED_TAILS.len() + SUPPORT_TAILS.len() + OPEN_TAILS.len();
    const WORDS: [&str; COUNT] = WordList::joined(&[LEAD_TAILS, SHARED_TAILS, SUPPORT_TAILS, OPEN_TAILS]);
    WordList::new(&WORDS)
};

/// A局会同B局: the first leads.
const TOGETHER: &str = "会同";

/// The word that ends a group of names and says what they answer for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Tail {
    /// 牵头 beside the last name; in brackets it speaks for that name alone.
    Lead { alone: bool },
    /// 配合.
    Support,
    /// 按职责分工负责.
    Shared,
}

/// Reads a list of units.
#[must_use]
pub fn read(list: &Passage) -> Units {
    let mut units = Units::default();
    let mut label = Label::Plain;
    // Names since the last 牵头: a 牵头 or 配合 at the end speaks for all of them.
    let mut open = 0;
    for name in names(&pieces(list), &mut units.judged) {
        let (mut name, new_label) = without_label(name);
        label = new_label.unwrap_or(label);
        // 由 begins the clause that 牵头 ends.
        if name.text.starts_with('由') && list.text().contains("牵头") {
            name = name.behind('由'.len_utf8());
        }
        if name.text.starts_with(TOGETHER) {
            name = name.behind(TOGETHER.len());
            if let Some(lead) = units.units.last_mut().filter(|unit| unit.mark.is_none()) {
                lead.mark = Some(Mark::LeadWord);
            }
            label = Label::Support;
        }
        let (name, mark, tail) = without_marks(name);
        let unit = name.unit(mark).filter(|_| label != Label::People);
        let Some(mut unit) = unit else { continue };
        unit.mark = unit.mark.or(label.mark());
        units.units.push(unit);
        let led = units.units.iter().any(|unit| matches!(unit.mark, Some(Mark::Sign(_) | Mark::LeadWord)));
        let (from, mark) = match tail {
            Some(Tail::Lead { alone: false }) => (open, Some(Mark::LeadWord)),
            Some(Tail::Lead { alone: true }) => (units.units.len() - 1, Some(Mark::LeadWord)),
            Some(Tail::Support) => (open, Some(Mark::SupportWord)),
            Some(Tail::Shared) => (open, led.then_some(Mark::SupportWord)),
            None => continue,
        };
        for unit in units.units.iter_mut().skip(from).filter(|unit| unit.mark.is_none()) {
            unit.mark = mark;
        }
        open = units.units.len();
    }
    if units.units.len() > 1 {
        let mut seen = HashSet::with_capacity(units.units.len());
        let first: Vec<bool> = units.units.iter().map(|unit| seen.insert(unit.name.as_str())).collect();
        let mut first = first.into_iter();
        units.units.retain(|_| first.next() == Some(true));
    }
    units
}

/// The people that a list names behind labels such as 责任领导: in the midst of its units.
#[must_use]
pub fn people(list: &Passage) -> Passage {
    let mut label = Label::Plain;
    let mut people = Passage::default();
    for name in names(&pieces(list), &mut Vec::new()) {
        let (name, new_label) = without_label(name);
        label = new_label.unwrap_or(label);
        if label == Label::People {
            people.append("、", &name.passage());
        }
    }
    people
}

/// True where a text that stands alone is a list of units and nothing else.
#[must_use]
pub fn looks_like_units(text: &Passage) -> bool {
    let names_one = text.text().contains(is_alphabetic);
    // Most lines end with the sign that says no, and need not be gone through for it.
    let is_prose = || text.text().ends_with('。') || text.text().contains(['。', '!', '?', '“', '%']);
    if !names_one || text.len() > 600 || is_prose() {
        return false;
    }
    let mut likely = 0;
    let mut count = 0;
    for name in names(&pieces(text), &mut Vec::new()) {
        let (name, label) = without_label(name);
        let (name, mark, _) = without_marks(name);
        let Some(words) = name.words() else { continue };
        count += 1;
        if words.chars().nth(LONGEST_NAME).is_some() {
            return false;
        }
        likely += usize::from(mark.is_some() || label.is_some() || starts_a_unit(&words));
    }
    count > 0 && likely * 3 >= count * 2
}

/// No name of a unit has more characters.
const LONGEST_NAME: usize = 40;

/// A name in a list, or a part of one: in both forms of the list's passage, whose character `start` it begins with.
#[derive(Debug, Clone, Copy)]
struct Name<'l> {
    list: &'l Passage,
    start: usize,
    text: &'l str,
    printed: &'l str,
}

impl<'l> Name<'l> {
    fn whole(list: &'l Passage) -> Self {
        Self { list, start: 0, text: list.text(), printed: list.printed() }
    }

    /// What stands before byte `at` of the text, and what stands behind it.
    fn split(self, at: usize) -> (Self, Self) {
        let Some((text, rest)) = self.text.split_at_checked(at) else { return (self, self) };
        let chars = text.chars().count();
        let printed_at = if std::ptr::eq(self.text, self.printed) {
            at
        } else {
            self.printed.char_indices().nth(chars).map_or(self.printed.len(), |(at, _)| at)
        };
        let (printed, printed_rest) = self.printed.split_at(printed_at);
        let behind = Self { text: rest, printed: printed_rest, start: self.start + chars, ..self };
        (Self { text, printed, ..self }, behind)
    }

    fn before(self, at: usize) -> Self {
        self.split(at).0
    }

    fn behind(self, at: usize) -> Self {
        self.split(at).1
    }

    /// Without white space at either end, of which both forms have the same.
    fn trimmed(self) -> Self {
        let text = self.text.trim_start();
        let lead = self.text.get(..self.text.len() - text.len()).map_or(0, |lead| lead.chars().count());
        Self { text: text.trim_end(), printed: self.printed.trim(), start: self.start + lead, ..self }
    }

    fn passage(self) -> Passage {
        self.list.part(self.start, self.text, self.printed)
    }

    /// As printed, without white space; `None` where it has no letter.
    fn words(self) -> Option<Cow<'l, str>> {
        Some(squeezed(self.printed)).filter(|words| words.contains(is_alphabetic))
    }

    fn unit(self, mark: Option<Mark>) -> Option<Unit> {
        let name = self.words()?.into_owned();
        let middle = self.start + self.text.chars().count() / 2;
        Some(Unit { name, mark, at: self.list.span(middle..middle + 1).start })
    }
}

/// What stands between two separators of a list.
enum Piece<'l> {
    Whole(Name<'l>),
    /// A name that a line or a space breaks, without the break.
    Joined(Passage),
}

impl Piece<'_> {
    fn name(&self) -> Name<'_> {
        match self {
            Self::Whole(name) => *name,
            Self::Joined(passage) => Name::whole(passage),
        }
    }
}

/// A list, parted at its separators.
fn pieces(list: &Passage) -> Vec<Piece<'_>> {
    let mut found: Vec<Piece<'_>> = Vec::new();
    let mut depth = 0_usize;
    // A break without a separator before it may fall inside a name.
    let mut soft = false;
    let mut rest = Name::whole(list);
    for (at, c) in list.text().char_indices() {
        // Where the rest begins.
        let start = list.text().len() - rest.text.len();
        match c {
            '(' | '<' | '[' | '【' | '《' => depth += 1,
            ')' | '>' | ']' | '】' | '》' => depth = depth.saturating_sub(1),
            '、' | ',' | ';' | '。' | '/' if depth == 0 => {
                let (piece, behind) = rest.split(at - start);
                add(&mut found, piece, soft);
                (rest, soft) = (behind.behind(c.len_utf8()), false);
            }
            c if is_blank(c) && depth == 0 => {
                let (piece, behind) = rest.split(at - start);
                add(&mut found, piece, soft);
                soft |= !piece.text.trim().is_empty();
                rest = behind.behind(c.len_utf8());
            }
            _ => {}
        }
    }
    add(&mut found, rest, soft);
    found
}

/// Adds a piece; behind a soft break it may go on with the name before it.
fn add<'l>(found: &mut Vec<Piece<'l>>, piece: Name<'l>, soft: bool) {
    let piece = piece.trimmed();
    if piece.text.is_empty() {
        return;
    }
    match found.last_mut() {
        Some(previous) if soft && !name_is_complete(previous.name(), piece) => {
            let mut joined = match previous {
                Piece::Whole(name) => name.passage(),
                Piece::Joined(passage) => std::mem::take(passage),
            };
            joined.append("", &piece.passage());
            *previous = Piece::Joined(joined);
        }
        _ => found.push(Piece::Whole(piece)),
    }
}

/// The names of a list, each with its marks still on it.
fn names<'p>(pieces: &'p [Piece<'_>], judged: &mut Vec<String>) -> Vec<Name<'p>> {
    let mut names = Vec::with_capacity(pieces.len());
    for piece in pieces {
        let mut name = piece.name();
        while let Some(cut) = duty_inside(name.text) {
            let (first, rest) = name.split(cut);
            names.push(first);
            name = rest;
        }
        match split_joined(name, judged) {
            Some((first, second)) => names.extend([first, second]),
            None => names.push(name),
        }
    }
    names
}

/// No two names with what they answer for are longer.
const LONGEST_PAIR: usize = 80;

/// The byte behind 牵头 or 配合 that one name ends with, where another name follows without a separator:
/// A局牵头B局配合, A局(牵头)B局.
fn duty_inside(text: &str) -> Option<usize> {
    static DUTIES: WordList = WordList::new(&[
        "牵头",
        "牵头负责",
        "牵头落实",
        "(牵头)",
        "主办",
        "(主办)",
        "配合",
        "配合落实",
        "(配合)",
        "协办",
        "(协办)",
    ]);
    // 牵头单位 and 牵头医院 are nouns.
    static NOUNS: WordList = WordList::new(&["单位", "部门", "企业", "医院", "学校", "协调"]);
    if text.len() > LONGEST_PAIR && text.chars().nth(LONGEST_PAIR).is_some() {
        return None;
    }
    let next = |(at, word): (usize, usize)| {
        let end = at + DUTIES.words().get(word)?.len();
        let (name, rest) = (bare(text.get(..at)?), text.get(end..)?);
        let other = TAIL_ENDS.ending(rest).and_then(|tail| rest.strip_suffix(tail)).unwrap_or(rest);
        let parts = ends_like_unit(name) && starts_a_unit(other) && NOUNS.beginning(other).is_none();
        parts.then_some(end)
    };
    DUTIES.places(text).find_map(next)
}

/// Whether a name ends where a line or a space ends it, or goes on in `next`.
fn name_is_complete(last: Name<'_>, next: Name<'_>) -> bool {
    let (name, next) = (bare(last.text), next.text);
    if next.starts_with(['(', '<']) {
        return false;
    }
    next.starts_with(SIGNS)
        || ends_like_unit(name)
        || (next.chars().nth(3).is_some()
            && starts_a_unit(next)
            && next.starts_with(['市', '县', '区', '各', '省']))
}

/// Names without a separator between them. 各县(市、区)政府某某开发区: a collective name ends at its noun, what follows is
/// the next unit. A局会同B局: two units.
fn split_joined<'l>(name: Name<'l>, judged: &mut Vec<String>) -> Option<(Name<'l>, Name<'l>)> {
    static NOUNS: WordList = WordList::new(&["人民政府", "政府", "管委会", "街道办事处"]);
    let text = name.text;
    if text.starts_with(['各', '有']) {
        let found: Vec<(usize, usize)> = NOUNS.places(text).collect();
        for (place, noun) in NOUNS.words().iter().enumerate() {
            let Some(&(at, _)) = found.iter().find(|(_, found)| *found == place) else { continue };
            let end = at + noun.len();
            let rest = text.get(end..).unwrap_or_default();
            if !rest.starts_with(['(', '<']) && rest.chars().nth(2).is_some() && ends_like_unit(rest) {
                judged.push(name.printed.to_owned());
                return Some(name.split(end));
            }
        }
    }
    if text.contains('会')
        && let Some((first, second)) = text.split_once(TOGETHER)
        && ends_like_unit(first)
        && second.chars().nth(1).is_some()
    {
        return Some(name.split(first.len()));
    }
    None
}

fn bare(text: &str) -> &str {
    text.trim_matches(SIGNS).trim()
}

/// What a label says of the names behind it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Label {
    Lead,
    Support,
    /// 责任单位: nothing on roles.
    Plain,
    People,
}

impl Label {
    const fn mark(self) -> Option<Mark> {
        match self {
            Self::Lead => Some(Mark::LeadWord),
            Self::Support => Some(Mark::SupportWord),
            Self::Plain | Self::People => None,
        }
    }
}

/// Takes a label such as 牵头单位: off the front, and says what it means for the names that follow.
fn without_label(name: Name<'_>) -> (Name<'_>, Option<Label>) {
    let text = name.text;
    if !text.contains(':') {
        return (name, None);
    }
    for (labels, kind) in [
        (LEAD_LABELS, Label::Lead),
        (SUPPORT_LABELS, Label::Support),
        (PLAIN_LABELS, Label::Plain),
        (PEOPLE_LABELS, Label::People),
    ] {
        let rest = labels.iter().find_map(|label| text.strip_prefix(label)?.strip_prefix(':'));
        if let Some(rest) = rest {
            return (name.behind(text.len() - rest.len()).trimmed(), Some(kind));
        }
    }
    (name, None)
}

/// A name without its marks, what they say, and the word that ended a group of names with it.
fn without_marks(name: Name<'_>) -> (Name<'_>, Option<Mark>, Option<Tail>) {
    let mut name = name.trimmed();
    let mut mark = None;
    while let Some(sign) = name.text.chars().next().filter(|c| SIGNS.contains(c)) {
        mark = Some(Mark::Sign(sign));
        name = name.behind(sign.len_utf8()).trimmed();
    }
    while let Some(sign) = name.text.chars().next_back().filter(|c| SIGNS.contains(c)) {
        mark = Some(Mark::Sign(sign));
        name = name.before(name.text.len() - sign.len_utf8()).trimmed();
    }
    let alone = name.text.ends_with([')', ']', '】']);
    if !alone && TAIL_ENDS.ending(name.text).is_none() {
        return (name, mark, None);
    }
    let (name, tail) = without_tails(name, alone);
    (name, mark, tail)
}

/// Without the words at its end that are no part of a name, and what they say.
fn without_tails(mut name: Name<'_>, alone: bool) -> (Name<'_>, Option<Tail>) {
    let mut tail = None;
    for (tails, word) in
        [(SHARED_TAILS, Tail::Shared), (SUPPORT_TAILS, Tail::Support), (LEAD_TAILS, Tail::Lead { alone })]
    {
        if let Some(shorter) = without_tail(name, tails) {
            (name, tail) = (shorter, Some(word));
        }
    }
    (without_tail(name, OPEN_TAILS).unwrap_or(name), tail)
}

/// Without one of `tails`, bare or in brackets, at the end.
fn without_tail<'l>(name: Name<'l>, tails: &[&str]) -> Option<Name<'l>> {
    let text = name.text;
    let rest = tails.iter().find_map(|tail| {
        let bracketed = text.strip_suffix([')', ']', '】']).and_then(|text| {
            let text = text.strip_suffix("单位").filter(|_| *tail != "等").unwrap_or(text);
            text.strip_suffix(tail)?.strip_suffix(['(', '[', '【'])
        });
        bracketed.or_else(|| text.strip_suffix(tail))
    })?;
    (!rest.is_empty()).then(|| name.before(rest.len()).trimmed())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &str) -> Vec<String> {
        read(&Passage::at(0, list)).units.into_iter().map(|unit| unit.name).collect()
    }

    fn marked(list: &str) -> Vec<(String, Option<Mark>)> {
        read(&Passage::at(0, list)).units.into_iter().map(|unit| (unit.name, unit.mark)).collect()
    }

    #[test]
    fn separators_of_every_kind_part_units() {
        let expected = ["市发改委", "市财政局", "云溪县政府"];
        for list in [
            "市发改委、市财政局、云溪县政府",
            "市发改委，市财政局，云溪县政府",
            "市发改委;市财政局；云溪县政府。",
            "市发改委 市财政局　云溪县政府",
            "市发改委、\n市财政局\n云溪县政府",
            "市 发 改 委\n市 财 政 局\n云溪县政府",
        ] {
            assert_eq!(names(list), expected, "{list}");
        }
    }

    #[test]
    fn brackets_hold_a_name_together() {
        assert_eq!(
            names("市委改革办<市委生态办>、各区县政府（含江南新区、云溪开发区管委会）"),
            ["市委改革办<市委生态办>", "各区县政府（含江南新区、云溪开发区管委会）"]
        );
        assert_eq!(names("云溪开发区(国际商务\n区)\n临川港区"), ["云溪开发区(国际商务区)", "临川港区"]);
    }

    #[test]
    fn a_name_broken_by_a_line_end_is_joined() {
        assert_eq!(names("市文化广电旅\n游局、市财政局"), ["市文化广电旅游局", "市财政局"]);
    }

    #[test]
    fn a_collective_name_ends_at_its_noun() {
        let units = read(&Passage::at(0, "市科技局、各县(市、区)政府云溪开发区(商务区)、临川港区"));
        let names: Vec<_> = units.units.iter().map(|unit| unit.name.as_str()).collect();
        assert_eq!(names, ["市科技局", "各县(市、区)政府", "云溪开发区(商务区)", "临川港区"]);
        assert_eq!(units.judged.len(), 1);
    }

    fn expected_with(third: &str) -> Vec<(String, Option<Mark>)> {
        vec![
            ("发改局".to_owned(), Some(Mark::LeadWord)),
            ("财政局".to_owned(), Some(Mark::SupportWord)),
            (third.to_owned(), Some(Mark::SupportWord)),
        ]
    }

    #[test]
    fn marks_are_taken_off_and_kept() {
        let expected =
            vec![("发改局".to_owned(), Some(Mark::LeadWord)), ("财政局".to_owned(), Some(Mark::SupportWord))];
        assert_eq!(marked("发改局(牵头)、财政局(配合)"), expected);
        assert_eq!(marked("牵头单位：发改局；配合单位：财政局"), expected);
        assert_eq!(marked("发改局牵头，财政局配合"), expected);
        assert_eq!(marked("★发改局")[0], ("发改局".to_owned(), Some(Mark::Sign('★'))));
        assert_eq!(marked("发改局▲")[0], ("发改局".to_owned(), Some(Mark::Sign('▲'))));
        let both = marked("由发改局、经信局牵头，财政局配合");
        assert_eq!(
            both,
            [
                ("发改局".to_owned(), Some(Mark::LeadWord)),
                ("经信局".to_owned(), Some(Mark::LeadWord)),
                ("财政局".to_owned(), Some(Mark::SupportWord))
            ]
        );
        assert_eq!(marked("发改局、经信局(牵头)")[0].1, None);
        for joined in ["发改局牵头财政局配合", "发改局(牵头)财政局(配合)", "由发改局牵头 财政局配合"]
        {
            assert_eq!(marked(joined), expected, "{joined}");
        }
        assert_eq!(marked("发改局(牵头)财政局、税务局")[0], ("发改局".to_owned(), Some(Mark::LeadWord)));
        assert_eq!(marked("医共体牵头医院").len(), 1);
        let shared = marked("发改局、财政局按职责分工负责");
        assert_eq!(shared, [("发改局".to_owned(), None), ("财政局".to_owned(), None)]);
        assert_eq!(marked("牵头:发改局,责任:财政局")[1], ("财政局".to_owned(), None));
        assert_eq!(marked("责任领导:王强;责任单位:发改局"), [("发改局".to_owned(), None)]);
        assert_eq!(people(&Passage::at(0, "责任领导:王强;责任单位:发改局")).text(), "王强");
        assert_eq!(marked("发改局会同财政局、税务局"), expected_with("税务局"));
        let group = marked("发改局牵头，财政局、税务局等按职责分工负责");
        assert!(group[1..].iter().all(|(_, mark)| *mark == Some(Mark::SupportWord)), "{group:?}");
    }

    #[test]
    fn lists_of_units_are_told_from_text() {
        let looks = |text| looks_like_units(&Passage::at(0, text));
        for text in [
            "市财政局",
            "★经信局、金融发展中心",
            "长三角发展办",
            "嘉通集团、",
            "各县（市、区）政府",
            "团市委",
            "建设局",
            "征收指挥部",
        ] {
            assert!(looks(text), "{text}");
        }
        for text in [
            "已完成。",
            "推进新校区建设",
            "新增企业50家",
            "1.完成投资3亿元",
            "按时推进",
            "打造国家级高新区、建设科创中心",
        ] {
            assert!(!looks(text), "{text}");
        }
    }
}
