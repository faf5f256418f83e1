//! Which lines of a table without numbers say again what a line close above says: a task, and what was done of it.

use super::told;
use crate::ingest::fold::is_alphabetic;
use crate::ingest::format::Paragraph;

/// A task and what was done of it stand at most this many lines apart.
const REACH: usize = 6;
/// Lines that share this many groups of three characters are about the same thing.
const SHARED: usize = 2;
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

/// Compares each line with those close to it. Work grows with the lines.
pub fn find(lines: &[&Paragraph]) -> Vec<Echo> {
    let groups: Vec<Vec<Group>> = lines.iter().map(|line| groups(line.text.text())).collect();
    let mut found: Vec<Echo> =
        lines.iter().map(|line| Echo { told: told::tells(line.text.text()), ..Echo::default() }).collect();
    for (at, own) in groups.iter().enumerate() {
        for above in at.saturating_sub(REACH)..at {
            let known =
                found.get(at).zip(found.get(above)).is_some_and(|(at, above)| at.of_above && above.in_below);
            if !known && groups.get(above).is_some_and(|other| alike(own, other)) {
                if let Some(echo) = found.get_mut(at) {
                    echo.of_above = true;
                }
                if let Some(echo) = found.get_mut(above) {
                    echo.in_below = true;
                }
            }
        }
    }
    found
}

/// Three letters, side by side in one number: a character has 21 bits.
type Group = u64;

/// The last three letters of a group that one more is added to.
const GROUP: u64 = (1 << 63) - 1;

/// The groups of three letters of a text, in order and each once; figures tell nothing here.
fn groups(text: &str) -> Vec<Group> {
    let mut groups = Vec::with_capacity(text.len().min(3 * LONGEST) / 3);
    let (mut group, mut letters) = (0, 0);
    for letter in text.chars().take(LONGEST) {
        letters = if is_alphabetic(letter) { letters + 1 } else { 0 };
        group = (group << 21 | u64::from(letter)) & GROUP;
        if letters >= 3 {
            groups.push(group);
        }
    }
    groups.sort_unstable();
    groups.dedup();
    groups
}

/// Goes through both at once: they are in order.
fn alike(one: &[Group], other: &[Group]) -> bool {
    let mut other = other.iter().peekable();
    let shared = one.iter().filter(|group| {
        while other.next_if(|before| before < group).is_some() {}
        other.peek() == Some(group)
    });
    shared.take(SHARED).count() == SHARED
}

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
        let found = find(&lines.iter().collect::<Vec<_>>());
        let flags: Vec<_> = found.iter().map(|echo| (echo.of_above, echo.in_below, echo.told)).collect();
        let none = (false, false, false);
        assert_eq!(
            flags,
            [(false, true, false), none, (true, false, true), none, none, (false, false, true)]
        );
    }
}
