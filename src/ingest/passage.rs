//! A piece of running text that knows where each of its characters stands in the document.

use std::ops::Range;

use super::draft::Span;
use super::fold::{fold, may_be_folded};

/// Text gathered from one or more places of the document: the lines of a cell, a sentence with noise cut out.
///
/// Kept twice, character for character: as printed, and folded (full-width signs made half-width), which is what
/// patterns are matched against. Positions count characters, not bytes, so that they mean the same to every client and
/// in both texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    text: String,
    printed: String,
    chars: usize,
    pieces: Vec<Piece>,
}

/// Characters `at..` of the passage stand at `origin..` of the document, until the next piece.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Piece {
    at: usize,
    origin: usize,
}

impl Passage {
    /// A passage of one piece that stands at character `origin` of the document.
    #[must_use]
    pub fn at(origin: usize, printed: &str) -> Self {
        let mut passage = Self::default();
        passage.push(origin, printed);
        passage
    }

    /// Appends text that stands at character `origin` of the document.
    pub fn push(&mut self, origin: usize, printed: &str) {
        if printed.is_empty() {
            return;
        }
        self.pieces.push(Piece { at: self.chars, origin });
        self.printed.push_str(printed);
        self.chars += printed.chars().count();
        self.text.reserve(printed.len());
        // Most of a text is its own folded form, and is copied in runs.
        let (mut copied, mut looked_at) = (0, 0);
        let next = |from: usize| {
            let rest = printed.get(from..)?;
            let at = rest.bytes().position(may_be_folded)?;
            Some((from + at, rest.get(at..)?.chars().next()?))
        };
        while let Some((at, c)) = next(looked_at) {
            looked_at = at + c.len_utf8();
            let folded = fold(c);
            if folded != c {
                self.text.push_str(printed.get(copied..at).unwrap_or_default());
                self.text.push(folded);
                copied = looked_at;
            }
        }
        self.text.push_str(printed.get(copied..).unwrap_or_default());
    }

    /// Appends another passage after `separator`, which is left out where this one is empty.
    pub fn append(&mut self, separator: &str, other: &Self) {
        if other.is_empty() {
            return;
        }
        if !self.is_empty() {
            let end = self.span(0..self.chars).end;
            self.push(end, separator);
        }
        self.pieces.extend(other.pieces.iter().map(|piece| Piece { at: piece.at + self.chars, ..*piece }));
        self.text.push_str(&other.text);
        self.printed.push_str(&other.printed);
        self.chars += other.chars;
    }

    /// The folded text: what patterns are matched against.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
    }

    /// The text as printed, of the same length in characters.
    #[must_use]
    pub fn printed(&self) -> &str {
        &self.printed
    }

    /// Characters `range` as a passage of their own. Takes time in the length of the whole passage: to cut a passage
    /// into many, use [`Passage::cutter`].
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Self {
        let end = range.end.min(self.chars);
        let start = range.start.min(end);
        let cut = |text: &str| {
            let mut places = text.char_indices().map(|(at, _)| at).skip(start);
            let from = places.next().unwrap_or(text.len());
            // The first place is taken.
            let to = (end - start).checked_sub(1).map_or(Some(from), |further| places.nth(further));
            text.get(from..to.unwrap_or(text.len())).unwrap_or_default().to_owned()
        };
        self.cut(start..end, cut(&self.text), cut(&self.printed))
    }

    /// A way to cut many pieces out of this passage, each in time of its own length.
    #[must_use]
    pub fn cutter(&self) -> Cutter<'_> {
        let places = |text: &str| {
            let mut places = Vec::with_capacity(self.chars + 1);
            places.extend(text.char_indices().map(|(at, _)| at));
            places.push(text.len());
            places
        };
        let printed_at = (self.text != self.printed).then(|| places(&self.printed));
        Cutter { passage: self, text_at: places(&self.text), printed_at }
    }

    /// Characters `range`, already cut out of both texts.
    fn cut(&self, range: Range<usize>, text: String, printed: String) -> Self {
        let mut slice = Self { text, printed, chars: range.len(), pieces: Vec::new() };
        if range.is_empty() {
            return slice;
        }
        let first = self.pieces.partition_point(|piece| piece.at <= range.start).saturating_sub(1);
        slice.pieces = self
            .pieces
            .iter()
            .skip(first)
            .take_while(|piece| piece.at < range.end)
            .map(|piece| match piece.at.checked_sub(range.start) {
                Some(at) => Piece { at, origin: piece.origin },
                None => Piece { at: 0, origin: piece.origin + (range.start - piece.at) },
            })
            .collect();
        slice
    }

    /// Byte range of [`Passage::text`] as a range of characters.
    #[must_use]
    pub fn chars_of(&self, bytes: Range<usize>) -> Range<usize> {
        let count = |to: usize| self.text.get(..to).map_or(self.chars, |head| head.chars().count());
        count(bytes.start)..count(bytes.end)
    }

    /// Bytes `range` of [`Passage::text`] as a passage of their own.
    #[must_use]
    pub fn slice_bytes(&self, bytes: Range<usize>) -> Self {
        self.slice(self.chars_of(bytes))
    }

    /// Without white space at either end.
    #[must_use]
    pub fn trimmed(&self) -> Self {
        self.trim().unwrap_or_else(|| self.clone())
    }

    /// The passage itself without white space at either end.
    #[must_use]
    pub fn into_trimmed(self) -> Self {
        self.trim().unwrap_or(self)
    }

    /// What is left without white space at either end; `None` where there is none.
    fn trim(&self) -> Option<Self> {
        let lead = self.text.chars().take_while(|c| c.is_whitespace()).count();
        let tail = self.text.chars().rev().take_while(|c| c.is_whitespace()).count();
        (lead > 0 || tail > 0).then(|| self.slice(lead..self.chars.saturating_sub(tail).max(lead)))
    }

    /// True where there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.text.is_empty()
    }

    /// Length in characters.
    #[must_use]
    pub fn len(&self) -> usize {
        self.chars
    }

    /// First character of the document that the passage covers.
    #[must_use]
    pub fn start(&self) -> usize {
        self.origin(0)
    }

    /// Where characters `range` of the passage stand in the document: from the first to the last of them.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.origin(range.start);
        let end = if range.end > range.start { self.origin(range.end - 1) + 1 } else { start };
        Span { start, end }
    }

    /// Where the whole passage stands in the document.
    #[must_use]
    pub fn whole(&self) -> Span {
        self.span(0..self.chars)
    }

    fn origin(&self, at: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        match after.checked_sub(1).and_then(|index| self.pieces.get(index)) {
            Some(piece) => piece.origin + (at - piece.at),
            None => 0,
        }
    }
}

/// Knows where every character of a passage begins.
#[derive(Debug, Clone)]
pub struct Cutter<'a> {
    passage: &'a Passage,
    text_at: Vec<usize>,
    /// `None` where the text is printed in its folded form.
    printed_at: Option<Vec<usize>>,
}

impl Cutter<'_> {
    /// Characters `range` as a passage of their own.
    #[must_use]
    pub fn slice(&self, range: Range<usize>) -> Passage {
        let end = range.end.min(self.passage.chars);
        let start = range.start.min(end);
        let cut = |text: &str, at: &[usize]| {
            let bytes = at.get(start).copied().unwrap_or(0)..at.get(end).copied().unwrap_or(text.len());
            text.get(bytes).unwrap_or_default().to_owned()
        };
        let text = cut(&self.passage.text, &self.text_at);
        let printed = cut(&self.passage.printed, self.printed_at.as_ref().unwrap_or(&self.text_at));
        self.passage.cut(start..end, text, printed)
    }

    /// Bytes `range` of [`Passage::text`] as a passage of their own.
    #[must_use]
    pub fn slice_bytes(&self, bytes: Range<usize>) -> Passage {
        let char_of = |byte: usize| self.text_at.partition_point(|&at| at < byte);
        self.slice(char_of(bytes.start)..char_of(bytes.end))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn positions_survive_joining() {
        let mut cell = Passage::at(10, "新增企业");
        cell.append("\n", &Passage::at(30, "50家以上"));
        assert_eq!(cell.text(), "新增企业\n50家以上");
        assert_eq!(cell.span(5..8), Span { start: 30, end: 33 });
        assert_eq!(cell.span(0..cell.len()), Span { start: 10, end: 35 });
    }

    #[test]
    fn a_slice_keeps_its_places_and_both_prints() {
        let mut cell = Passage::at(10, "新增(企业)");
        cell.append("\n", &Passage::at(30, "50家"));
        let slice = cell.slice(2..9);
        assert_eq!(slice.text(), "(企业)\n50");
        assert_eq!(slice.printed(), "(企业)\n50");
        assert_eq!(slice.span(0..1), Span { start: 12, end: 13 });
        assert_eq!(slice.span(5..7), Span { start: 30, end: 32 });
        assert_eq!(cell.cutter().slice(2..9), slice);
        assert_eq!(cell.cutter().slice_bytes(6..17), slice);
        assert_eq!(cell.slice(7..99).span(0..1), Span { start: 30, end: 31 });
        assert_eq!(Passage::at(4, "  甲 ").trimmed().whole(), Span { start: 6, end: 7 });
    }
}
