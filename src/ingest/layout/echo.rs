//! Which lines of a table without numbers say again what a line close above says: a task, and what was done of it.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::told;
use crate::ingest::fold::is_alphabetic;
use crate::ingest::format::Paragraph;

/// A task and what was done of it stand at most this many lines apart.
const REACH: usize = 6;
/// Of a longer line, the beginning tells what it is about.
const LONGEST: usize = 120;

/// What the lines around a line say about it.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Echo {
    /// A line above is about the same thing.
    pub of_above: bool,
    /// A line below is about the same thing.
    pub in_below: bool,
    /// It says in words that something has happened.
    pub told: bool,
}

/// Compares each line with those close to it, and where it matters asks what each tells. Work grows with the lines.
pub fn find(lines: &[&Paragraph], ask_told: bool) -> Vec<Echo> {
    let told = |line: &Paragraph| ask_told && told::tells(line.text.text());
    let mut found: Vec<Echo> =
        lines.iter().map(|line| Echo { told: told(line), ..Echo::default() }).collect();
    let mut seen = Seen::default();
    for (at, line) in lines.iter().enumerate() {
        let alike = seen.add(at, line.text.text());
        let above = (1..=REACH).filter(|behind| alike >> behind & 1 != 0);
        for above in above.filter_map(|behind| at.checked_sub(behind)) {
            if let Some(echo) = found.get_mut(at) {
                echo.of_above = true;
            }
            if let Some(echo) = found.get_mut(above) {
                echo.in_below = true;
            }
        }
    }
    found
}

/// Three letters, side by side in one number: a character has 21 bits.
type Group = u64;

/// The last three letters of a group that one more is added to.
const GROUP: u64 = (1 << 63) - 1;

/// The groups of three letters of the lines close above, and which of them holds each.
#[derive(Default)]
struct Seen {
    groups: HashMap<Group, Holders, BuildHasherDefault<GroupHasher>>,
}

/// The last line that holds a group, and a bit for each line within reach of it that does: the lowest for itself.
#[derive(Default)]
struct Holders {
    last: usize,
    lines: u8,
}

/// With so many groups those of lines out of reach are forgotten; the lines within it have fewer.
const MOST_GROUPS: usize = 2 * (REACH + 1) * LONGEST;

impl Seen {
    /// Adds the groups of a line. A bit for each line above that is about the same thing: it shares two of them. Figures
    /// tell nothing here.
    fn add(&mut self, at: usize, text: &str) -> u8 {
        if self.groups.len() > MOST_GROUPS {
            self.groups.retain(|_, holders| holders.last + REACH >= at);
        }
        let (mut once, mut twice) = (0, 0);
        let (mut group, mut letters) = (0, 0);
        for letter in text.chars().take(LONGEST) {
            letters = if is_alphabetic(letter) { letters + 1 } else { 0 };
            group = (group << 21 | u64::from(letter)) & GROUP;
            if letters < 3 {
                continue;
            }
            let holders = self.groups.entry(group).or_default();
            let behind = at - holders.last;
            if behind == 0 && holders.lines & 1 != 0 {
                continue;
            }
            let above = if behind <= REACH { holders.lines << behind } else { 0 };
            twice |= once & above;
            once |= above;
            *holders = Holders { last: at, lines: above | 1 };
        }
        twice
    }
}

/// A group is a number already. Its letters are spread over all bits, for a table looks at the first and the last.
#[derive(Default)]
struct GroupHasher(u64);

impl Hasher for GroupHasher {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.write_u64(u64::from(byte));
        }
    }

    fn write_u64(&mut self, group: u64) {
        let spread = (self.0 ^ group).wrapping_mul(GOLDEN);
        self.0 = spread ^ spread >> 32;
    }
}

/// 2⁶⁴ by the golden ratio.
const GOLDEN: u64 = 0x9e37_79b9_7f4a_7c15;

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::passage::Passage;

    #[test]
    fn what_was_done_echoes_the_task() {
        let lines: Vec<Paragraph> = [
            "新增规上企业20家。",
            "县工信局",
            "已新增规上企业9家。",
            "改造小区3个。",
            "县住建局",
            "正在招标。",
        ]
        .iter()
        .map(|text| Paragraph { text: Passage::at(0, text), blanks_before: 0 })
        .collect();
        let found = find(&lines.iter().collect::<Vec<_>>(), true);
        let flags: Vec<_> = found.iter().map(|echo| (echo.of_above, echo.in_below, echo.told)).collect();
        let none = (false, false, false);
        assert_eq!(
            flags,
            [(false, true, false), none, (true, false, true), none, none, (false, false, true)]
        );
    }
}
