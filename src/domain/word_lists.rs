//! Several word lists that one text is asked about.

use super::word_list::{SLOTS, WordList};

/// Word lists as one, so that a text is gone through once whatever their number; `word_lists!` makes them.
#[derive(Debug)]
pub struct WordLists<const LISTS: usize> {
    all: WordList,
    /// Of each word, the list that it is from.
    list: [u8; SLOTS],
}

impl<const LISTS: usize> WordLists<LISTS> {
    /// Indexes `words`, which are those of `lists`, one list after the other. Meant for statics.
    ///
    /// # Panics
    /// Where a word is empty, or there are more than 255 words in all.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "there are fewer lists than words, and those fit a byte"
    )]
    pub const fn new(words: &'static [&'static str], lists: &[&[&'static str]]) -> Self {
        let all = WordList::new(words);
        let mut list = [0; SLOTS];
        let (mut place, mut at) = (0, 0);
        while at < lists.len() {
            let mut word = 0;
            while word < lists[at].len() {
                list[place] = at as u8;
                (place, word) = (place + 1, word + 1);
            }
            at += 1;
        }
        Self { all, list }
    }

    /// For each list, those of its words that stand in `text`, in the order of the list.
    #[must_use]
    pub fn all_in(&self, text: &str) -> [Vec<&'static str>; LISTS] {
        let mut found = [const { Vec::new() }; LISTS];
        self.all.each_in(text, |place| found[usize::from(self.list[place])].push(self.all.words()[place]));
        found
    }

    /// The longest word that `text` begins with, and its list: the first of those that have it.
    #[must_use]
    pub fn beginning(&self, text: &str) -> Option<(&'static str, usize)> {
        let place = self.all.place_of_beginning(text)?;
        Some((self.all.words()[place], usize::from(self.list[place])))
    }

    /// Tells every occurrence of a word in `text`, from left to right: its first byte, the one behind it, and its list.
    pub fn each(&self, text: &str, mut tell: impl FnMut(usize, usize, usize)) {
        let end = |at: usize, place: usize| at + self.all.words()[place].len();
        self.all.each_occurrence(text, |at, place| tell(at, end(at, place), usize::from(self.list[place])));
    }

    /// For each list, the byte position in `text` one past the last occurrence of any of its words.
    #[must_use]
    pub fn last_ends(&self, text: &str) -> [Option<usize>; LISTS] {
        let mut ends = [None; LISTS];
        self.all.each_occurrence(text, |at, place| {
            let end = &mut ends[usize::from(self.list[place])];
            *end = (*end).max(Some(at + self.all.words()[place].len()));
        });
        ends
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    static FIRST: WordList = WordList::new(FIRST_WORDS);
    static SECOND: WordList = WordList::new(SECOND_WORDS);
    const FIRST_WORDS: &[&str] = &["新增", "新", "建成", "R&D"];
    const SECOND_WORDS: &[&str] = &["新建", "新增", "增长到", "成"];

    proptest! {
        #[test]
        fn lists_as_one_find_what_each_finds(text in "[新增建成长到R&D,]{0,14}") {
            const WORDS: [&str; 8] = WordList::joined(&[FIRST_WORDS, SECOND_WORDS]);
            static BOTH: WordLists<2> = WordLists::new(&WORDS, &[FIRST_WORDS, SECOND_WORDS]);
            prop_assert_eq!(BOTH.last_ends(&text), [FIRST.last_end(&text), SECOND.last_end(&text)]);
            prop_assert_eq!(BOTH.all_in(&text), [FIRST.all_in(&text), SECOND.all_in(&text)]);
            let begun = [(FIRST.beginning(&text), 0), (SECOND.beginning(&text), 1)];
            let begun = begun.into_iter().filter_map(|(word, list)| Some((word?, list)));
            prop_assert_eq!(BOTH.beginning(&text), begun.rev().max_by_key(|(word, _)| word.len()));
        }
    }
}
