//! Lists of words that are looked for in text.
//!
//! Reading a document asks some thousand times a page whether any of fifty words stands in a clause. A list is
//! therefore indexed when the program is compiled, by the first and by the last letter of its words, and a text is
//! gone through once, whatever the number of words.

/// Slots of an index; a list has fewer words than this, so that a place fits one byte.
pub(super) const SLOTS: usize = 256;

/// The bits that say which letters begin no word, in parts of 64.
const PARTS: usize = 16;

/// Words to look for, indexed by their first and their last letter.
#[derive(Debug)]
pub struct WordList {
    words: &'static [&'static str],
    by_first: Index,
    by_last: Index,
    /// Bytes of the longest word.
    longest: usize,
}

/// Words by their two outer letters, in chains with the longest word first; words of one letter have chains of their own.
///
/// Nearly every letter of a text begins no word, which one bit tells: a text goes through a few cache lines per list.
#[derive(Debug)]
struct Index {
    /// A bit for each [`slot`] of a first or last letter that a word has.
    some: [u64; PARTS],
    /// Place of the first word of each chain, counted from 1; 0 where there is none.
    head: [u8; SLOTS],
    /// Place of the word after each word, likewise.
    next: [u8; SLOTS],
    /// Of each word, more of the hash of its letters: most others that share the slot are passed over by it.
    tag: [u8; SLOTS],
}

impl Index {
    const fn new() -> Self {
        Self { some: [0; PARTS], head: [0; SLOTS], next: [0; SLOTS], tag: [0; SLOTS] }
    }

    /// Adds the word at `place`, behind those of its chain that are as long or longer.
    #[expect(clippy::cast_possible_truncation, reason = "a list has fewer words than a byte has values")]
    const fn add(&mut self, words: &[&str], place: usize, letter: u32, beside: Option<u32>) {
        let (part, bit) = slot(letter);
        self.some[part] |= 1 << bit;
        let (slot, tag) = hash(letter, beside);
        self.tag[place] = tag;
        let mut before = 0;
        let mut at = self.head[slot] as usize;
        while at != 0 && words[at - 1].len() >= words[place].len() {
            before = at;
            at = self.next[at - 1] as usize;
        }
        self.next[place] = at as u8;
        if before == 0 {
            self.head[slot] = place as u8 + 1;
        } else {
            self.next[before - 1] = place as u8 + 1;
        }
    }

    /// False where no word has this letter.
    #[inline]
    const fn holds(&self, letter: u32) -> bool {
        let (part, bit) = slot(letter);
        self.some[part] >> bit & 1 != 0
    }

    /// The first word of a letter, and of the one beside it, that passes the test: the longest. Those of the letter alone
    /// come last.
    #[inline]
    fn first(
        &self,
        letter: u32,
        beside: Option<u32>,
        mut is_there: impl FnMut(usize) -> bool,
    ) -> Option<usize> {
        let longer = beside.and_then(|beside| self.first_of(hash(letter, Some(beside)), &mut is_there));
        longer.or_else(|| self.first_of(hash(letter, None), is_there))
    }

    /// The first word of a chain that passes the test; seldom one of other letters is asked.
    #[inline]
    fn first_of(&self, (slot, tag): (usize, u8), mut is_there: impl FnMut(usize) -> bool) -> Option<usize> {
        let mut at = self.head[slot];
        while at != 0 {
            let place = usize::from(at) - 1;
            if self.tag[place] == tag && is_there(place) {
                return Some(place);
            }
            at = self.next[place];
        }
        None
    }
}

impl WordList {
    /// Indexes `words`. Meant for statics, where a list that breaks the rule does not compile.
    ///
    /// # Panics
    /// Where a word is empty, or there are more than 255.
    #[must_use]
    pub const fn new(words: &'static [&'static str]) -> Self {
        assert!(words.len() < SLOTS, "a list holds at most 255 words");
        let (mut by_first, mut by_last, mut longest) = (Index::new(), Index::new(), 0);
        let mut place = 0;
        while place < words.len() {
            let bytes = words[place].as_bytes();
            assert!(!bytes.is_empty(), "a word has letters");
            let (first, width) = letter(bytes, 0);
            let last = last_letter(bytes);
            by_first.add(words, place, first, first_letter_of(bytes.split_at(width).1));
            by_last.add(words, place, letter(bytes, last).0, last_letter_of(bytes.split_at(last).0));
            if bytes.len() > longest {
                longest = bytes.len();
            }
            place += 1;
        }
        Self { words, by_first, by_last, longest }
    }

    /// Several lists as one, for texts that are asked about all of them; `COUNT` is the number of all their words.
    #[must_use]
    pub const fn joined<const COUNT: usize>(lists: &[&[&'static str]]) -> [&'static str; COUNT] {
        let mut joined = [""; COUNT];
        let (mut at, mut list) = (0, 0);
        while list < lists.len() {
            let mut word = 0;
            while word < lists[list].len() {
                joined[at] = lists[list][word];
                (at, word) = (at + 1, word + 1);
            }
            list += 1;
        }
        joined
    }

    /// The words, in the order in which they were given.
    #[must_use]
    pub const fn words(&self) -> &'static [&'static str] {
        self.words
    }

    /// The longest word that `text` begins with.
    #[must_use]
    pub fn beginning(&self, text: &str) -> Option<&'static str> {
        self.place_at(text.as_bytes(), 0).map(|place| self.words[place])
    }

    /// The place in the list of the longest word that `text` begins with.
    #[must_use]
    pub fn place_of_beginning(&self, text: &str) -> Option<usize> {
        self.place_at(text.as_bytes(), 0)
    }

    /// The longest word that `text` ends with.
    #[must_use]
    pub fn ending(&self, text: &str) -> Option<&'static str> {
        let bytes = text.as_bytes();
        if bytes.is_empty() {
            return None;
        }
        let at = last_letter(bytes);
        let (last, _) = letter(bytes, at);
        if !self.by_last.holds(last) {
            return None;
        }
        let before = last_letter_of(&bytes[..at]);
        let place = self.by_last.first(last, before, |place| bytes.ends_with(self.words[place].as_bytes()));
        place.map(|place| self.words[place])
    }

    /// True where any of the words stands in `text`.
    #[must_use]
    pub fn is_in(&self, text: &str) -> bool {
        self.places(text).next().is_some()
    }

    /// True where `text` is one of the words.
    #[must_use]
    pub fn contains(&self, text: &str) -> bool {
        self.beginning(text).is_some_and(|word| word.len() == text.len())
    }

    /// Where in `text` any of the words stands first, in bytes.
    #[must_use]
    pub fn find(&self, text: &str) -> Option<usize> {
        self.places(text).next().map(|(at, _)| at)
    }

    /// The bytes of `text` at which words begin, from left to right, each with the place in the list of the longest
    /// that begins there. They may overlap.
    pub fn places<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let bytes = text.as_bytes();
        let mut at = 0;
        std::iter::from_fn(move || {
            while at < bytes.len() {
                let from = at;
                let (key, width) = letter(bytes, at);
                at += width;
                if self.by_first.holds(key)
                    && let Some(place) = self.place_of(&bytes[from..], key, width)
                {
                    return Some((from, place));
                }
            }
            None
        })
    }

    /// Tells every occurrence of a word in `text`, from left to right and the longer first: its byte and its place in
    /// the list.
    #[inline]
    pub(super) fn each_occurrence(&self, text: &str, mut tell: impl FnMut(usize, usize)) {
        let bytes = text.as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let rest = &bytes[at..];
            let (first, width) = letter(rest, 0);
            if self.by_first.holds(first) {
                let second = first_letter_of(&rest[width..]);
                self.by_first.first(first, second, |place| {
                    if begins_with(rest, self.words[place]) {
                        tell(at, place);
                    }
                    false
                });
            }
            at += width;
        }
    }

    /// Every word that stands in `text`, in the order of the list.
    #[must_use]
    pub fn all_in(&self, text: &str) -> Vec<&'static str> {
        let mut found = Vec::new();
        self.each_in(text, |place| found.push(self.words[place]));
        found
    }

    /// Tells the place in the list of every word that stands in `text`, in order and each once.
    pub(super) fn each_in(&self, text: &str, mut tell: impl FnMut(usize)) {
        // A bit for each word.
        let mut found = [0_u64; SLOTS / 64];
        self.each_occurrence(text, |_, place| found[place / 64] |= 1 << (place % 64));
        for (part, mut bits) in found.into_iter().enumerate() {
            while bits != 0 {
                tell(part * 64 + bits.trailing_zeros() as usize);
                bits &= bits - 1;
            }
        }
    }

    /// Byte position in `text` one past the last occurrence of any of the words.
    #[must_use]
    pub fn last_end(&self, text: &str) -> Option<usize> {
        let bytes = text.as_bytes();
        let (mut best, mut at) = (None, bytes.len());
        while at > 0 {
            at = last_letter(&bytes[..at]);
            // What stands further left than the longest word reaches ends before what was found.
            if best.is_some_and(|best| at + self.longest <= best) {
                break;
            }
            let found = self.place_at(bytes, at).map(|place| at + self.words[place].len());
            best = best.max(found);
        }
        best
    }

    /// The longest word that stands at byte `at`, where a letter begins.
    #[inline]
    fn place_at(&self, bytes: &[u8], at: usize) -> Option<usize> {
        let rest = bytes.get(at..).filter(|rest| !rest.is_empty())?;
        let (first, width) = letter(rest, 0);
        self.by_first.holds(first).then(|| self.place_of(rest, first, width)).flatten()
    }

    /// The longest word that `rest` begins with, whose first letter is known and so many bytes wide.
    fn place_of(&self, rest: &[u8], first: u32, width: usize) -> Option<usize> {
        let second = first_letter_of(&rest[width..]);
        self.by_first.first(first, second, |place| begins_with(rest, self.words[place]))
    }
}

/// True where `rest` begins with `word`. Nearly every word has one to three ideographs, which take no call to compare.
#[inline]
fn begins_with(rest: &[u8], word: &str) -> bool {
    fn same<const BYTES: usize>(rest: &[u8], word: &[u8]) -> bool {
        rest.first_chunk::<BYTES>().zip(word.first_chunk()).is_some_and(|(rest, word)| rest == word)
    }
    let word = word.as_bytes();
    match word.len() {
        3 => same::<3>(rest, word),
        6 => same::<6>(rest, word),
        9 => same::<9>(rest, word),
        _ => rest.starts_with(word),
    }
}

/// The bytes of the letter at `at` as one number, and how many they are. `bytes` are whole UTF-8.
const fn letter(bytes: &[u8], at: usize) -> (u32, usize) {
    if bytes[at] & 0xf0 == 0xe0 && at + 2 < bytes.len() {
        // Nearly every letter of a document.
        return ((bytes[at] as u32) << 16 | (bytes[at + 1] as u32) << 8 | bytes[at + 2] as u32, 3);
    }
    let width = match bytes[at] {
        0..0x80 => 1,
        0x80..0xe0 => 2,
        0xe0..0xf0 => 3,
        _ => 4,
    };
    let mut key = bytes[at] as u32;
    let mut next = at + 1;
    while next < at + width && next < bytes.len() {
        key = key << 8 | bytes[next] as u32;
        next += 1;
    }
    (key, width)
}

/// The first letter, if there is one.
const fn first_letter_of(bytes: &[u8]) -> Option<u32> {
    if bytes.is_empty() { None } else { Some(letter(bytes, 0).0) }
}

/// The last letter, if there is one.
const fn last_letter_of(bytes: &[u8]) -> Option<u32> {
    if bytes.is_empty() { None } else { Some(letter(bytes, last_letter(bytes)).0) }
}

/// Where the last letter begins.
const fn last_letter(bytes: &[u8]) -> usize {
    if bytes.len() >= 3 && bytes[bytes.len() - 3] & 0xf0 == 0xe0 {
        return bytes.len() - 3;
    }
    let mut at = bytes.len() - 1;
    while at > 0 && is_inside(bytes[at]) {
        at -= 1;
    }
    at
}

/// True for a byte that continues a letter.
const fn is_inside(byte: u8) -> bool {
    byte & 0xc0 == 0x80
}

/// Where the bit of a letter stands: the last ten bits of an ideograph's number, which differ as well as any hash. With as
/// many bits as words, every other letter would seem to begin one of a long list.
#[inline]
const fn slot(letter: u32) -> (usize, u32) {
    ((letter >> 8) as usize % PARTS, letter % 64)
}

/// Multiplicative hashing: the slot of two letters, or of one alone, and a tag that most others of the slot do not have.
const fn hash(letter: u32, beside: Option<u32>) -> (usize, u8) {
    let both = match beside {
        Some(beside) => letter.wrapping_mul(GOLDEN) ^ beside.rotate_left(16),
        None => letter,
    };
    let [slot, tag, ..] = both.wrapping_mul(GOLDEN).to_be_bytes();
    (slot as usize, tag)
}

/// 2³² by the golden ratio.
const GOLDEN: u32 = 0x9e37_79b1;

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    static LIST: WordList = WordList::new(&[
        "新增",
        "新",
        "新建成",
        "建成",
        "成",
        "R&D",
        "GDP",
        "以上",
        "上",
        "μg",
        "新增",
        "增长到",
        "长",
        "𠮷",
    ]);

    fn longest<'w>(words: impl Iterator<Item = &'w str>) -> Option<&'w str> {
        words.max_by_key(|word| word.len())
    }

    proptest! {
        #[test]
        fn a_list_finds_what_going_through_its_words_finds(text in "[新增建成长到以上R&DGPμg𠮷x,]{0,14}") {
            let words = || LIST.words().iter().copied();
            prop_assert_eq!(LIST.beginning(&text), longest(words().filter(|word| text.starts_with(word))));
            prop_assert_eq!(LIST.ending(&text), longest(words().filter(|word| text.ends_with(word))));
            prop_assert_eq!(LIST.is_in(&text), words().any(|word| text.contains(word)));
            prop_assert_eq!(LIST.contains(&text), words().any(|word| text == word));
            prop_assert_eq!(LIST.find(&text), words().filter_map(|word| text.find(word)).min());
            let all: Vec<&str> = words().filter(|word| text.contains(word)).collect();
            prop_assert_eq!(LIST.all_in(&text), all);
            let ends = words().filter_map(|word| text.rfind(word).map(|at| at + word.len()));
            prop_assert_eq!(LIST.last_end(&text), ends.max());
        }
    }
}
