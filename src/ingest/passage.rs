//! A piece of running text that knows where each of its characters stands in the document.

use std::ops::Range;

use super::draft::Span;
use super::fold::folded;

/// Text gathered from one or more places of the document: the lines of a cell, a sentence with noise cut out.
///
/// Read in two forms, character for character: as printed, and folded (full-width signs made half-width), which is what
/// patterns are matched against. Positions count characters, not bytes, so that they mean the same to every client and
/// in both texts.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    printed: String,
    /// `None` where the text is printed in its folded form, as nearly every short one is.
    folded: Option<String>,
    chars: usize,
    /// Where its first character stands; nearly every passage is of one piece.
    origin: usize,
    /// The pieces behind the first.
    more: Vec<Piece>,
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

    /// The same where the characters are counted already.
    #[must_use]
    pub fn of(origin: usize, printed: &str, chars: usize) -> Self {
        let mut passage = Self::default();
        passage.push_folded(origin, printed, folded(printed).as_deref(), chars);
        passage
    }

    /// Appends text that stands at character `origin` of the document.
    pub fn push(&mut self, origin: usize, printed: &str) {
        self.push_folded(origin, printed, folded(printed).as_deref(), printed.chars().count());
    }

    /// Appends text of so many characters, `folded` where it is printed in another form.
    fn push_folded(&mut self, origin: usize, printed: &str, folded: Option<&str>, chars: usize) {
        if printed.is_empty() {
            return;
        }
        self.add_piece(Piece { at: self.chars, origin });
        match (&mut self.folded, folded) {
            (None, None) => {}
            (Some(text), folded) => text.push_str(folded.unwrap_or(printed)),
            (none, Some(folded)) => *none = Some([self.printed.as_str(), folded].concat()),
        }
        if self.printed.is_empty() {
            // Most passages stay as they begin.
            printed.clone_into(&mut self.printed);
        } else {
            self.printed.push_str(printed);
        }
        self.chars += chars;
    }

    fn add_piece(&mut self, piece: Piece) {
        if piece.at == 0 {
            self.origin = piece.origin;
        } else {
            self.more.push(piece);
        }
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
        let before = self.chars;
        self.push_folded(other.origin, &other.printed, other.folded.as_deref(), other.chars);
        self.more.extend(other.more.iter().map(|piece| Piece { at: piece.at + before, ..*piece }));
    }

    /// The folded text: what patterns are matched against.
    #[must_use]
    pub fn text(&self) -> &str {
        self.folded.as_deref().unwrap_or(&self.printed)
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
            let rest = behind(text, start);
            rest.get(..rest.len() - behind(rest, end - start).len()).unwrap_or_default().to_owned()
        };
        self.cut(start..end, cut(&self.printed), self.folded.as_deref().map(cut))
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
        let printed_at = self.folded.is_some().then(|| places(&self.printed));
        Cutter { passage: self, text_at: places(self.text()), printed_at }
    }

    /// Characters `range`, already cut out of both texts.
    fn cut(&self, range: Range<usize>, printed: String, folded: Option<String>) -> Self {
        let folded = folded.filter(|folded| *folded != printed);
        if range.is_empty() {
            return Self::default();
        }
        let within = |piece: &&Piece| piece.at < range.end;
        let behind = self.more.iter().skip(self.more.partition_point(|piece| piece.at <= range.start));
        let more = behind.take_while(within).map(|piece| Piece { at: piece.at - range.start, ..*piece });
        Self { printed, folded, chars: range.len(), origin: self.origin(range.start), more: more.collect() }
    }

    /// The part that begins with character `start` and is these words in both forms, in time of its own length.
    #[must_use]
    pub fn part(&self, start: usize, text: &str, printed: &str) -> Self {
        let folded = (text != printed).then(|| text.to_owned());
        self.cut(start..start + text.chars().count(), printed.to_owned(), folded)
    }

    /// Byte range of [`Passage::text`] as a range of characters.
    #[must_use]
    pub fn chars_of(&self, bytes: Range<usize>) -> Range<usize> {
        let text = self.text();
        let count = |to: usize| text.get(..to).map_or(self.chars, |head| head.chars().count());
        // The second count goes on where the first ended.
        let start = count(bytes.start);
        let further = text.get(bytes.clone()).map(|text| text.chars().count());
        start..further.map_or_else(|| count(bytes.end), |further| start + further)
    }

    /// Bytes `range` of [`Passage::text`] as a passage of their own.
    #[must_use]
    pub fn slice_bytes(&self, bytes: Range<usize>) -> Self {
        let chars = self.chars_of(bytes.clone());
        match self.printed.get(bytes) {
            // Both forms are one: the bytes are those of the print as well.
            Some(printed) if self.folded.is_none() => self.cut(chars, printed.to_owned(), None),
            _ => self.slice(chars),
        }
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
        let lead = self.text().chars().take_while(|c| c.is_whitespace()).count();
        let tail = self.text().chars().rev().take_while(|c| c.is_whitespace()).count();
        (lead > 0 || tail > 0).then(|| self.slice(lead..self.chars.saturating_sub(tail).max(lead)))
    }

    /// True where there is no text.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.printed.is_empty()
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
        let after = self.more.partition_point(|piece| piece.at <= at);
        match after.checked_sub(1).and_then(|index| self.more.get(index)) {
            Some(piece) => piece.origin + (at - piece.at),
            None => self.origin + at,
        }
    }
}

/// What stands behind the first `count` characters.
fn behind(text: &str, count: usize) -> &str {
    let mut chars = text.chars();
    if let Some(last) = count.checked_sub(1) {
        chars.nth(last);
    }
    chars.as_str()
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
        let printed = cut(&self.passage.printed, self.printed_at.as_ref().unwrap_or(&self.text_at));
        let folded = self.passage.folded.as_ref().map(|folded| cut(folded, &self.text_at));
        self.passage.cut(start..end, printed, folded)
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
