//! Printed text made ready for reading: white space gone, full-width signs folded, quotes and brackets paired.

use std::ops::Range;

use crate::ingest::draft::Span;
use crate::ingest::fold::is_common_ideograph;
use crate::ingest::passage::Passage;

/// How deep brackets are followed; deeper ones count as this deep.
const DEEPEST: u8 = 200;

/// How far rules look from a quantity, in characters; keeps the work linear where nobody put a comma.
pub(super) const REACH: usize = 160;

/// What opens an item.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Opens {
    /// 。;!? or a new paragraph stands before it.
    Sentence,
    /// A comma stands before it.
    Clause,
    /// 、 or 和 between two quantities stands before it.
    Listed,
}

/// The shortest piece between two separators.
#[derive(Debug, Clone)]
pub(super) struct Item {
    /// Folded characters.
    pub range: Range<usize>,
    /// The separator before it.
    pub opens: Opens,
}

/// Folded text of a passage. All positions are indices into its folded characters.
pub(super) struct Text<'a> {
    passage: &'a Passage,
    chars: Vec<char>,
    /// The same characters as one string, and where each of them begins in it, the end last.
    folded: String,
    bytes: Vec<u32>,
    /// Where each folded character stands in the passage.
    at: Vec<Place>,
    /// True inside quotation marks and book-title marks; empty where there are none.
    quoted: Vec<bool>,
    /// Number of brackets around each character, their own signs included; empty where there are none.
    level: Vec<u8>,
    brackets: Vec<Range<usize>>,
}

/// Where a folded character stands in the passage that it was read from.
#[derive(Debug, Clone, Copy)]
struct Place {
    /// Characters before it.
    index: u32,
    /// Bytes of the printed text before it.
    from: u32,
}

/// A place in a text, as four bytes: the limits keep every text shorter than that.
fn short(at: usize) -> u32 {
    u32::try_from(at).unwrap_or(u32::MAX)
}

impl<'a> Text<'a> {
    /// `numbered` texts begin their paragraphs with `1.`, `2.`; the marks are read as breaks.
    pub fn new(passage: &'a Passage, numbered: bool) -> Self {
        let printed = passage.printed();
        let (mut chars, at) = folded(printed);
        blank_numbering(&mut chars, numbered);
        if numbered {
            open_brackets_of_done(&mut chars);
        }
        let marks = marks(&chars);
        let quoted = quoted(&marks, chars.len());
        let (level, brackets) = bracketed(&marks, &quoted, chars.len());
        let mut end = 0;
        let mut bytes = Vec::with_capacity(chars.len() + 1);
        bytes.push(end);
        bytes.extend(chars.iter().map(|letter| {
            end += short(letter.len_utf8());
            end
        }));
        // No letter is folded into a longer one.
        let mut folded = String::with_capacity(printed.len());
        folded.extend(&chars);
        Self { passage, chars, folded, bytes, at, quoted, level, brackets }
    }

    /// All folded characters.
    pub fn all(&self) -> Range<usize> {
        0..self.chars.len()
    }

    /// The folded character at `index`.
    pub fn get(&self, index: usize) -> Option<char> {
        self.chars.get(index).copied()
    }

    /// The folded characters of `range`.
    pub fn chars(&self, range: Range<usize>) -> &[char] {
        self.chars.get(range).unwrap_or_default()
    }

    /// The folded text of `range`.
    pub fn slice(&self, range: Range<usize>) -> &str {
        self.folded.get(self.bytes(range)).unwrap_or_default()
    }

    /// The bytes of the folded text that `range` takes.
    pub fn bytes(&self, range: Range<usize>) -> Range<usize> {
        let byte = |at: usize| self.bytes.get(at).map(|&byte| byte as usize);
        byte(range.start).zip(byte(range.end)).map_or(0..0, |(from, to)| from..to)
    }

    /// The last words of `range`: all that rules about a quantity's left side look at.
    pub fn ending(&self, range: &Range<usize>) -> &str {
        self.slice(range.start.max(range.end.saturating_sub(REACH))..range.end)
    }

    /// The first words of `range`: all that rules about a quantity's right side look at.
    pub fn opening(&self, range: &Range<usize>) -> &str {
        self.slice(range.start..range.end.min(range.start + REACH))
    }

    /// The text of `range`, letter for letter.
    pub fn printed(&self, range: Range<usize>) -> String {
        let printed = self.passage.printed();
        let words = self.places(&range).and_then(|(first, last)| {
            let (start, last) = (first.from as usize, last.from as usize);
            let letter = printed.get(last..)?.chars().next()?;
            printed.get(start..last + letter.len_utf8())
        });
        words.unwrap_or_default().to_owned()
    }

    /// Where `range` stands in the document.
    pub fn span(&self, range: Range<usize>) -> Span {
        let places = self.places(&range).map(|(first, last)| first.index as usize..last.index as usize + 1);
        self.passage.span(places.unwrap_or_default())
    }

    /// Where the first and the last character of `range` stand.
    fn places(&self, range: &Range<usize>) -> Option<(Place, Place)> {
        let last = range.end.checked_sub(1)?;
        Some((*self.at.get(range.start)?, *self.at.get(last)?))
    }

    /// True inside quotation marks.
    pub fn is_quoted(&self, index: usize) -> bool {
        self.quoted.get(index).copied().unwrap_or_default()
    }

    /// Number of brackets around a character.
    pub fn level(&self, index: usize) -> u8 {
        self.level.get(index).copied().unwrap_or_default()
    }

    /// The insides of all outermost brackets.
    pub fn brackets(&self) -> &[Range<usize>] {
        &self.brackets
    }

    /// The items of `range`, split at separators outside quotes and outside brackets deeper than `base`.
    pub fn items(&self, range: Range<usize>, base: u8) -> Vec<Item> {
        let mut items = Vec::with_capacity(8);
        let (mut start, mut opens) = (range.start, Opens::Sentence);
        for (index, &letter) in range.clone().zip(self.chars(range.clone())) {
            if is_common_ideograph(letter) {
                continue;
            }
            let Some(next) = separator(letter) else { continue };
            let outside = letter == '\n' || (!self.is_quoted(index) && self.level(index) <= base);
            if !outside || self.inside_number(index) {
                continue;
            }
            if index > start {
                items.push(Item { range: start..index, opens });
                opens = next;
            } else if next == Opens::Sentence || opens == Opens::Listed {
                opens = next;
            }
            start = index + 1;
        }
        if range.end > start {
            items.push(Item { range: start..range.end, opens });
        }
        items
    }

    /// `1.64:1` and `15:31` hold no separator, nor does `12,500`.
    fn inside_number(&self, index: usize) -> bool {
        let digit = |at: Option<usize>| at.and_then(|at| self.get(at)).is_some_and(|c| c.is_ascii_digit());
        if !digit(index.checked_sub(1)) || !digit(Some(index + 1)) {
            return false;
        }
        match self.get(index) {
            Some(':') => true,
            Some(',') => {
                thousands(self.chars(index..self.chars.len().min(index + 5))) && self.short_run_before(index)
            }
            _ => false,
        }
    }

    /// One to three digits stand before `index`, and no more.
    fn short_run_before(&self, index: usize) -> bool {
        let run = (1..=4)
            .take_while(|back| {
                index.checked_sub(*back).and_then(|at| self.get(at)).is_some_and(|c| c.is_ascii_digit())
            })
            .count();
        (1..=3).contains(&run)
    }
}

/// `,500` and then no further digit.
fn thousands(letters: &[char]) -> bool {
    letters.len() >= 4
        && letters.get(1..4).is_some_and(|digits| digits.iter().all(char::is_ascii_digit))
        && !letters.get(4).is_some_and(char::is_ascii_digit)
}

fn separator(letter: char) -> Option<Opens> {
    match letter {
        '。' | ';' | '!' | '?' | '\n' => Some(Opens::Sentence),
        ',' | ':' => Some(Opens::Clause),
        '、' => Some(Opens::Listed),
        _ => None,
    }
}

/// Drops white space (but not line breaks, nor what keeps two numbers apart) and folds full-width signs.
fn folded(printed: &str) -> (Vec<char>, Vec<Place>) {
    let length = printed.len() / 2;
    let mut chars: Vec<char> = Vec::with_capacity(length);
    let mut at = Vec::with_capacity(length);
    for (index, (from, letter)) in printed.char_indices().enumerate() {
        let to = from + letter.len_utf8();
        // Signs of ASCII but for the tilde are printed as they are read.
        if is_common_ideograph(letter) || matches!(letter, '!'..='}') {
            chars.push(letter);
            at.push(Place { index: short(index), from: short(from) });
            continue;
        }
        let letter = fold(letter);
        let blank = letter != '\n' && letter.is_whitespace();
        if blank || letter == '\u{200b}' || letter == '\u{feff}' {
            let digit = |c: Option<char>| c.is_some_and(|c| fold(c).is_ascii_digit());
            let next = printed.get(to..).and_then(|rest| rest.chars().next());
            if !(digit(chars.last().copied()) && digit(next)) {
                continue;
            }
        }
        chars.push(if blank { ' ' } else { letter });
        at.push(Place { index: short(index), from: short(from) });
    }
    (chars, at)
}

fn fold(letter: char) -> char {
    match letter {
        '\r' => '\n',
        '\u{fe6a}' => '%',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '\u{301c}' | '\u{ff5e}' | '~' => '-',
        '\u{b5}' => 'μ',
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{ff01}'..='\u{ff5d}' => char::from_u32(u32::from(letter) - 0xFEE0).unwrap_or(letter),
        _ => letter,
    }
}

/// 新建公厕20座(已完成14座): such a bracket goes on with the sentence.
fn open_brackets_of_done(chars: &mut [char]) {
    let mut index = 0;
    while let Some(skipped) =
        chars.get(index..).and_then(|rest| rest.iter().position(|&letter| letter == '('))
    {
        index += skipped;
        if tells_of_done(chars.get(index + 1..).unwrap_or_default()) {
            let close = (index..chars.len().min(index + 40)).find(|at| chars.get(*at) == Some(&')'));
            if let Some(mark) = chars.get_mut(index).filter(|_| close.is_some()) {
                *mark = ',';
            }
            if let Some(mark) = close.and_then(|at| chars.get_mut(at)) {
                *mark = ',';
            }
        }
        index += 1;
    }
}

/// 已, 目前已, 其中已; 净增 tells how many are left of those before the bracket.
fn tells_of_done(inside: &[char]) -> bool {
    [&['已'][..], &['目', '前', '已'], &['其', '中', '已'], &['净', '增']]
        .iter()
        .any(|word| inside.starts_with(word))
}

/// Turns `1.`, `(2)`, `③` at the start of a paragraph or sentence into breaks.
fn blank_numbering(chars: &mut [char], numbered: bool) {
    let mut index = 0;
    while index < chars.len() {
        if let Some(length) = numbering(chars.get(index..).unwrap_or_default(), numbered) {
            for mark in chars.iter_mut().skip(index).take(length) {
                *mark = '\n';
            }
            index += length;
            continue;
        }
        let rest = chars.get(index..).unwrap_or_default();
        // Blanks may stand before the next; else it stands behind the next end of a sentence or paragraph.
        let goes_on = rest.first() == Some(&' ');
        let end = || rest.iter().position(|letter| matches!(letter, '\n' | '。' | ';'));
        let next = if goes_on { Some(0) } else { end() };
        index = next.map_or(chars.len(), |next| index + next + 1);
    }
}

/// Length of `(一)`, `二是`, which number paragraphs and statements.
fn worded_numbering(letters: &[char]) -> Option<usize> {
    let open = usize::from(letters.first() == Some(&'('));
    let digits =
        letters.iter().skip(open).take(4).take_while(|c| "一二三四五六七八九十".contains(**c)).count();
    if !(1..=3).contains(&digits) {
        return None;
    }
    let mark = letters.get(open + digits)?;
    let closes = if open == 1 { *mark == ')' } else { *mark == '是' };
    closes.then_some(open + digits + 1)
}

/// Length of the numbering that `letters` begin with.
fn numbering(letters: &[char], numbered: bool) -> Option<usize> {
    if matches!(letters.first(), Some('①'..='⑳')) {
        return Some(1);
    }
    if let Some(length) = worded_numbering(letters) {
        return Some(length);
    }
    let open = usize::from(letters.first() == Some(&'('));
    let digits = letters.iter().skip(open).take(3).take_while(|c| c.is_ascii_digit()).count();
    if !(1..=2).contains(&digits) {
        return None;
    }
    let close = open + digits;
    let mark = *letters.get(close)?;
    let next = letters.get(close + 1);
    match (open, mark) {
        (1, ')') => Some(close + 1),
        // `1.3万亩` begins a task as a quantity; in numbered paragraphs it is mark and figure.
        (0, '.' | '、') if numbered || !next.is_some_and(char::is_ascii_digit) => Some(close + 1),
        _ => None,
    }
}

/// The letters that may be quotation marks, brackets or line feeds, and where they stand.
fn marks(chars: &[char]) -> Vec<(usize, char)> {
    let all = chars.iter().copied().enumerate();
    all.filter(|&(_, letter)| is_mark(letter)).collect()
}

fn is_mark(letter: char) -> bool {
    let frequent = is_common_ideograph(letter) || letter.is_ascii_alphanumeric();
    !frequent && !matches!(letter, ',' | '.' | ';' | '%' | '。' | '、')
}

/// True inside paired quotation marks of one paragraph; a mark without its partner quotes nothing.
fn quoted(marks: &[(usize, char)], length: usize) -> Vec<bool> {
    // Quotes inside quotes are found before those around them.
    let mut pairs: Vec<Range<usize>> = Vec::new();
    let mut open: Vec<(char, usize)> = Vec::new();
    let mut mark = |from: usize, to: usize| {
        while pairs.last().is_some_and(|inner| inner.start > from) {
            pairs.pop();
        }
        pairs.push(from..to + 1);
    };
    for &(index, letter) in marks {
        match letter {
            '\n' => open.clear(),
            '“' | '‘' | '《' | '「' | '『' => open.push((letter, index)),
            '"' if open.last().is_none_or(|(sign, _)| *sign != '"') => open.push((letter, index)),
            '”' | '’' | '》' | '」' | '』' | '"' => {
                let partner = partner(letter);
                // A mark that was never closed must not keep its neighbours from pairing.
                if let Some(found) = open.iter().rev().take(4).position(|(sign, _)| *sign == partner) {
                    let from = open.len() - 1 - found;
                    if let Some(&(_, start)) = open.get(from) {
                        mark(start, index);
                    }
                    open.truncate(from);
                }
            }
            _ => {}
        }
    }
    if pairs.is_empty() {
        return Vec::new();
    }
    let mut quoted = vec![false; length];
    for pair in pairs {
        if let Some(inside) = quoted.get_mut(pair) {
            inside.fill(true);
        }
    }
    quoted
}

fn partner(closing: char) -> char {
    match closing {
        '”' => '“',
        '’' => '‘',
        '》' => '《',
        '」' => '「',
        '』' => '『',
        _ => '"',
    }
}

/// Bracket depth per character and the insides of outermost brackets; a bracket without its partner is none.
fn bracketed(marks: &[(usize, char)], quoted: &[bool], length: usize) -> (Vec<u8>, Vec<Range<usize>>) {
    let mut pairs = Vec::new();
    let mut open: Vec<usize> = Vec::new();
    for &(index, letter) in marks {
        match letter {
            '\n' => open.clear(),
            _ if quoted.get(index) == Some(&true) => {}
            '(' | '[' | '【' | '<' | '〔' => open.push(index),
            ')' | ']' | '】' | '>' | '〕' => {
                if let Some(start) = open.pop() {
                    pairs.push((start, index));
                }
            }
            _ => {}
        }
    }
    if pairs.is_empty() {
        return (Vec::new(), Vec::new());
    }
    let mut change = vec![0_i64; length + 1];
    for &(start, end) in &pairs {
        if let Some(at) = change.get_mut(start) {
            *at += 1;
        }
        if let Some(at) = change.get_mut(end + 1) {
            *at -= 1;
        }
    }
    let mut depth = 0_i64;
    let level: Vec<u8> = change
        .iter()
        .take(length)
        .map(|by| {
            depth += by;
            u8::try_from(depth.max(0)).unwrap_or(DEEPEST).min(DEEPEST)
        })
        .collect();
    let outermost = |start: usize| start == 0 || level.get(start - 1).is_none_or(|&before| before == 0);
    let mut insides: Vec<Range<usize>> =
        pairs.iter().filter(|(start, _)| outermost(*start)).map(|&(start, end)| start + 1..end).collect();
    insides.sort_by_key(|inside| inside.start);
    (level, insides)
}
