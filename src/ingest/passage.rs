//! A piece of running text that knows where each of its characters stands in the document.

use std::ops::Range;

use super::draft::Span;

/// Text gathered from one or more places of the document: the lines of a cell, a sentence with noise cut out.
///
/// Positions count characters, not bytes, so that they mean the same to every client.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Passage {
    text: String,
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
    pub fn at(origin: usize, text: &str) -> Self {
        let mut passage = Self::default();
        passage.push(origin, text);
        passage
    }

    /// Appends text that stands at character `origin` of the document.
    pub fn push(&mut self, origin: usize, text: &str) {
        if text.is_empty() {
            return;
        }
        self.pieces.push(Piece { at: self.chars, origin });
        self.text.push_str(text);
        self.chars += text.chars().count();
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
        self.chars += other.chars;
    }

    /// The text itself.
    #[must_use]
    pub fn text(&self) -> &str {
        &self.text
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

    /// Where characters `range` of the passage stand in the document: from the first to the last of them.
    #[must_use]
    pub fn span(&self, range: Range<usize>) -> Span {
        let start = self.origin(range.start);
        let end = if range.end > range.start { self.origin(range.end - 1) + 1 } else { start };
        Span { start, end }
    }

    fn origin(&self, at: usize) -> usize {
        let after = self.pieces.partition_point(|piece| piece.at <= at);
        match after.checked_sub(1).and_then(|index| self.pieces.get(index)) {
            Some(piece) => piece.origin + (at - piece.at),
            None => 0,
        }
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
}
