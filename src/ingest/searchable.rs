//! Texts in the form in which they are searched: widths folded as in reading, capitals made small, and what shows
//! nothing left out, so that 垃 圾, ５Ｇ and Gdp are found as 垃圾, 5g and GDP.

use std::ops::Range;

use super::fold::{fold, is_invisible};

/// The searched form of a character; none of white space, and of what shows nothing.
fn form(c: char) -> Option<char> {
    let c = fold(c);
    if c.is_whitespace() || is_invisible(c) {
        return None;
    }
    let mut small = c.to_lowercase();
    match (small.next(), small.next()) {
        (Some(small), None) => Some(small),
        _ => Some(c),
    }
}

/// A whole text in the form in which it is searched.
#[must_use]
pub fn searchable(text: &str) -> String {
    text.chars().filter_map(form).collect()
}

/// A text in that form, with the way back to the printed characters.
#[derive(Debug, Clone)]
pub struct Folded {
    text: String,
    /// Of each character: its first byte in `text`, and its place in print, in characters.
    places: Vec<(usize, usize)>,
}

impl Folded {
    /// Folds a printed text.
    #[must_use]
    pub fn new(printed: &str) -> Self {
        let mut text = String::with_capacity(printed.len());
        let mut places = Vec::new();
        for (place, c) in printed.chars().enumerate() {
            if let Some(c) = form(c) {
                places.push((text.len(), place));
                text.push(c);
            }
        }
        Self { text, places }
    }

    /// Where a word in searched form stands in print: characters from 0, the end excluded, one place after the other.
    pub fn find(&self, word: &str) -> impl Iterator<Item = Range<usize>> {
        let length = word.chars().count();
        self.text.match_indices(word).filter_map(move |(byte, _)| {
            let first = self.places.binary_search_by_key(&byte, |(byte, _)| *byte).ok()?;
            let (_, start) = self.places.get(first)?;
            let (_, last) = self.places.get(first + length.checked_sub(1)?)?;
            Some(*start..last + 1)
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_capitals_and_blanks_are_folded() {
        assert_eq!(searchable("垃 圾\n焚\u{200b}烧，５Ｇ Gdp"), "垃圾焚烧,5ggdp");
        assert_eq!(searchable(" \u{3000}\u{feff}"), "");
    }

    #[test]
    fn places_are_those_of_the_printed_characters() {
        let folded = Folded::new("建 成５Ｇ基\n站，5g");
        assert_eq!(folded.find("5g").collect::<Vec<_>>(), [3..5, 9..11]);
        assert_eq!(folded.find("建成").collect::<Vec<_>>(), std::iter::once(0..3).collect::<Vec<_>>());
        assert_eq!(folded.find("没有").count(), 0);
        assert_eq!(folded.find("").count(), 0, "a word without characters stands nowhere");
    }
}
