//! What is searched for: words, taken out of what somebody typed.

use crate::error::{Error, Result};
use crate::ingest::searchable::searchable;
use crate::message::Message;

/// Most characters of a search.
pub const MOST_CHARACTERS: usize = 200;

/// Most words of a search.
pub const MOST_WORDS: usize = 8;

/// The words of a search, each once, in searched form; a text is hit where it has all of them.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Words(Vec<String>);

impl Words {
    /// Takes words apart at white space, but for what stands in quotes ("…" or “…”). `argument` is the name under which
    /// the text was given. Too long a text, too many words, or no word at all is refused.
    pub fn parse(argument: &str, text: &str) -> Result<Self> {
        if text.chars().nth(MOST_CHARACTERS).is_some() {
            return Err(Error::invalid(argument, Message::MostCharacters(MOST_CHARACTERS as u64)));
        }
        let mut words: Vec<String> = Vec::new();
        for piece in pieces(text) {
            let word = searchable(&piece);
            if !word.is_empty() && !words.contains(&word) {
                words.push(word);
            }
        }
        match words.len() {
            0 => Err(Error::invalid(argument, Message::NoWord)),
            1..=MOST_WORDS => Ok(Self(words)),
            count => Err(Error::invalid(argument, Message::MostWords(count as u64, MOST_WORDS as u64))),
        }
    }

    /// The words in searched form.
    pub fn iter(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(String::as_str)
    }
}

/// The text between blanks outside of quotes; a quote that is not closed goes to the end.
fn pieces(text: &str) -> Vec<String> {
    let mut pieces = vec![String::new()];
    let mut quoted = false;
    for c in text.chars() {
        let ends = if matches!(c, '"' | '＂' | '“' | '”') {
            quoted = !quoted;
            true
        } else {
            !quoted && c.is_whitespace()
        };
        if ends {
            pieces.push(String::new());
        } else if let Some(piece) = pieces.last_mut() {
            piece.push(c);
        }
    }
    pieces
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> Vec<String> {
        Words::parse("text", text).expect("words").0
    }

    #[test]
    fn words_stand_between_blanks_and_phrases_between_quotes() {
        assert_eq!(words("垃圾 焚烧\u{3000}５Ｇ"), ["垃圾", "焚烧", "5g"]);
        assert_eq!(words("\"new energy\" “垃圾 焚烧”厂"), ["newenergy", "垃圾焚烧", "厂"]);
        assert_eq!(words("水利 水 利 ＂水 利"), ["水利", "水", "利"], "each once");
    }

    #[test]
    fn too_much_and_nothing_are_refused_by_name() {
        for (text, right) in [
            ("", "no word"),
            ("  \u{3000}\u{200b}\0", "no word"),
            ("\"\" ”“", "no word"),
            (&"水".repeat(201), "200 characters"),
            ("一 二 三 四 五 六 七 八 九", "at most 8"),
        ] {
            let error = Words::parse("q", text).expect_err(text);
            assert_eq!(error.code(), "BAD_USER_INPUT");
            assert!(error.to_string().contains(right), "{error}");
        }
        assert_eq!(words(&"水".repeat(200)).len(), 1);
        assert_eq!(words("一 二 三 四 五 六 七 八 八").len(), 8);
    }
}
