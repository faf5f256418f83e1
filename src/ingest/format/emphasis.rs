//! Which characters are set in bold or underlined: some bulletins mark their leading units so.

use std::ops::Range;

use crate::ingest::draft::Span;

/// A way to set words apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Emphasis {
    /// 加粗.
    Bold,
    /// 下划线.
    Underline,
}

/// A piece of a line that is set apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mark {
    /// How.
    pub emphasis: Emphasis,
    /// Bytes of the line.
    pub bytes: Range<usize>,
}

/// The characters of a document that are set apart, in the order of its text.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Emphasised {
    bold: Vec<Span>,
    underlined: Vec<Span>,
}

impl Emphasised {
    /// Adds the marks of a line that stands at character `origin`.
    pub fn add(&mut self, line: &str, origin: usize, marks: &[Mark]) {
        let (mut byte, mut at) = (0, origin);
        let mut place = |to: usize| {
            if to < byte {
                (byte, at) = (0, origin);
            }
            at += line.get(byte..to).map_or(0, |text| text.chars().count());
            byte = to;
            at
        };
        for mark in marks.iter().filter(|mark| mark.bytes.end <= line.len()) {
            let start = place(mark.bytes.start);
            let span = Span { start, end: place(mark.bytes.end) };
            match mark.emphasis {
                Emphasis::Bold => self.bold.push(span),
                Emphasis::Underline => self.underlined.push(span),
            }
        }
    }

    /// Whether character `at` of the document is set apart so.
    #[must_use]
    pub fn holds(&self, emphasis: Emphasis, at: usize) -> bool {
        let spans = match emphasis {
            Emphasis::Bold => &self.bold,
            Emphasis::Underline => &self.underlined,
        };
        let next = spans.partition_point(|span| span.start <= at);
        next.checked_sub(1).and_then(|last| spans.get(last)).is_some_and(|span| at < span.end)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_placed_in_the_text() {
        let mut emphasised = Emphasised::default();
        let bold = |bytes| Mark { emphasis: Emphasis::Bold, bytes };
        emphasised.add("甲局、乙局", 10, &[bold(0..6), bold(9..15)]);
        emphasised.add("丙", 20, &[Mark { emphasis: Emphasis::Underline, bytes: 0..3 }]);
        let held = |at| emphasised.holds(Emphasis::Bold, at);
        assert_eq!((10..16).map(held).collect::<Vec<_>>(), [true, true, false, true, true, false]);
        assert!(emphasised.holds(Emphasis::Underline, 20) && !held(20));
    }
}
