//! Which rows of a document are prints of which tasks that are known (rule 12 of `docs/assessment.md`).
//!
//! What is certain is taken first: the same words, then the same words with other figures, then the same number with
//! like words, then the best likeness. What cannot be told is never a new task, since that would count twice.

use std::collections::{HashMap, HashSet};
use std::hash::Hash;

use super::likeness::{alike, skeleton, without_figures};
use super::pieces::{Index, Piece, pieces};

/// Two prints of one numbered task share at least this much, figures aside, in per mille; a reworded clause stays above.
const SAME_NUMBERED: u32 = 500;

/// Two texts that share this much are prints of one task, whatever their numbers, in per mille.
const SURE: u32 = 850;

/// Two texts that share this much may be prints of one task, in per mille.
const DOUBTFUL: u32 = 700;

/// Tasks that are held against a row in full, those with the most pieces in common.
const LOOKED_AT: usize = 16;

/// One print of a task, as far as it is compared.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Print {
    /// Printed number and sub-number.
    pub number: Option<(i32, i32)>,
    /// The headings above it, outermost first.
    pub section: Vec<String>,
    /// Its words.
    pub text: String,
}

/// What a row is to the tasks that are known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Fit {
    /// A print of this task.
    Known(usize),
    /// A task that is not known yet.
    New,
    /// Which of both cannot be told.
    Unmatched(Doubt),
}

/// Why a row cannot be matched.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Doubt {
    /// It has the number of this task, which no other row claims, and other words.
    Number(usize),
    /// It says very nearly what this task says, which no other row is a print of.
    Like(usize),
    /// Several tasks say the same as it, and nothing tells which of them it is.
    Several,
    /// This row of the same document has the same section, number and words.
    Row(usize),
}

/// Finds the task of each row. The time is that of the texts' length, not of rows times tasks.
#[must_use]
pub fn fit(known: &[Print], rows: &[Print]) -> Vec<Fit> {
    let mut matcher = Matcher::new(known, rows);
    matcher.drop_repeated();
    matcher.by_words(Words::Whole);
    matcher.by_words(Words::FiguresAside);
    let claims = matcher.claims();
    let likes = matcher.likes();
    matcher.by_number(&claims, &likes);
    matcher.by_likeness(&likes);
    matcher.rest(&claims, &likes)
}

/// A task in the order of the newest document.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Slot {
    /// A task that was known.
    Known(usize),
    /// The new task of this row.
    New(usize),
}

/// Tasks and new ones in the order of the document that was matched; a task that it does not print stays below the one
/// it stood below.
#[must_use]
pub fn order(known: usize, fits: &[Fit]) -> Vec<Slot> {
    let printed: HashSet<usize> = fits
        .iter()
        .filter_map(|fit| match fit {
            Fit::Known(task) => Some(*task),
            Fit::New | Fit::Unmatched(_) => None,
        })
        .collect();
    let below = |first: usize| (first..known).take_while(|task| !printed.contains(task)).map(Slot::Known);
    let mut order: Vec<Slot> = below(0).collect();
    for (row, fit) in fits.iter().enumerate() {
        match fit {
            Fit::Known(task) => {
                order.push(Slot::Known(*task));
                order.extend(below(task + 1));
            }
            Fit::New => order.push(Slot::New(row)),
            Fit::Unmatched(_) => {}
        }
    }
    order
}

/// What counts as the same words.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Words {
    Whole,
    FiguresAside,
}

/// A row and a task that say nearly the same.
struct Like {
    row: usize,
    task: usize,
    share: u32,
}

/// Pairs of rows and tasks by how alike they are.
struct Likes {
    /// The most alike first.
    pairs: Vec<Like>,
    /// Rows whose words stand in so many tasks that they tell nothing.
    phrases: HashSet<usize>,
}

/// One side of what is matched.
struct Side<'a> {
    prints: &'a [Print],
    words: Vec<Vec<char>>,
    free: Vec<bool>,
}

impl<'a> Side<'a> {
    fn of(prints: &'a [Print]) -> Self {
        let words = prints.iter().map(|print| skeleton(&print.text)).collect();
        Self { prints, words, free: vec![true; prints.len()] }
    }

    fn free(&self) -> impl Iterator<Item = usize> {
        self.free.iter().enumerate().filter(|(_, free)| **free).map(|(place, _)| place)
    }
}

struct Matcher<'a> {
    known: Side<'a>,
    rows: Side<'a>,
    fits: Vec<Fit>,
    /// Rows that meet several tasks alike.
    several: HashSet<usize>,
}

impl<'a> Matcher<'a> {
    fn new(known: &'a [Print], rows: &'a [Print]) -> Self {
        let fits = vec![Fit::New; rows.len()];
        Self { known: Side::of(known), rows: Side::of(rows), fits, several: HashSet::new() }
    }

    fn pair(&mut self, row: usize, task: usize) {
        (self.rows.free[row], self.known.free[task]) = (false, false);
        self.fits[row] = Fit::Known(task);
    }

    /// A row that repeats a numbered one above it word for word is no other task.
    fn drop_repeated(&mut self) {
        let mut seen = HashMap::new();
        for (row, print) in self.rows.prints.iter().enumerate().filter(|(_, print)| print.number.is_some()) {
            let first = *seen.entry((&print.section, print.number, &self.rows.words[row])).or_insert(row);
            if first != row {
                self.rows.free[row] = false;
                self.fits[row] = Fit::Unmatched(Doubt::Row(first));
            }
        }
    }

    /// Rows and tasks that say the same; where several do, number and section tell them apart.
    fn by_words(&mut self, same: Words) {
        let key = |words: &[char]| match same {
            Words::Whole => words.to_vec(),
            Words::FiguresAside => without_figures(words),
        };
        let mut groups: HashMap<Vec<char>, (Vec<usize>, Vec<usize>)> = HashMap::new();
        for task in self.known.free() {
            groups.entry(key(&self.known.words[task])).or_default().1.push(task);
        }
        for row in self.rows.free() {
            if let Some((rows, _)) = groups.get_mut(&key(&self.rows.words[row])) {
                rows.push(row);
            }
        }
        for (words, (rows, tasks)) in groups.into_iter().filter(|(_, (rows, _))| !rows.is_empty()) {
            self.settle(rows, tasks, same, words.is_empty());
        }
    }

    fn settle(&mut self, mut rows: Vec<usize>, mut tasks: Vec<usize>, same: Words, silent: bool) {
        let numbered = |print: &Print| print.number.map(|number| (print.section.clone(), number));
        self.pair_by(&mut rows, &mut tasks, numbered);
        self.pair_by(&mut rows, &mut tasks, |print| print.number);
        if silent && rows.iter().any(|row| self.rows.prints[*row].number.is_some()) {
            return;
        }
        self.pair_by(&mut rows, &mut tasks, |print| Some(print.section.clone()));
        match (rows.len(), tasks.len()) {
            (0, _) | (_, 0) => {}
            (1, 1) => self.pair(rows[0], tasks[0]),
            // As many as there were: they come in the order in which they came.
            (left, right) if same == Words::Whole && left == right => {
                for (row, task) in rows.into_iter().zip(tasks) {
                    self.pair(row, task);
                }
            }
            _ if same == Words::Whole => self.several.extend(rows),
            _ => {}
        }
    }

    /// Pairs what has a key that nothing else on its side has.
    fn pair_by<K: Eq + Hash>(
        &mut self,
        rows: &mut Vec<usize>,
        tasks: &mut Vec<usize>,
        key: impl Fn(&Print) -> Option<K>,
    ) {
        let known = once(self.known.prints, tasks.iter().copied(), &key);
        let own = once(self.rows.prints, rows.iter().copied(), &key);
        for (key, row) in own {
            if let (Some(row), Some(Some(task))) = (row, known.get(&key)) {
                self.pair(row, *task);
            }
        }
        rows.retain(|row| self.rows.free[*row]);
        tasks.retain(|task| self.known.free[*task]);
    }

    /// The task whose number each row has: in its section, or anywhere where the number stands once on both sides.
    fn claims(&self) -> HashMap<usize, usize> {
        let in_section = |print: &Print| print.number.map(|number| (print.section.clone(), number));
        let anywhere = |print: &Print| print.number;
        let places = |side: &Side<'_>| 0..side.prints.len();
        let sections = once(self.known.prints, places(&self.known), in_section);
        let numbers = once(self.known.prints, places(&self.known), anywhere);
        let own = once(self.rows.prints, places(&self.rows), anywhere);
        let claim = |row: usize| {
            let print = &self.rows.prints[row];
            let here = sections.get(&in_section(print)?).copied().flatten();
            let stands_once = own.get(&print.number?).copied().flatten().is_some();
            here.or_else(|| numbers.get(&print.number?).copied().flatten().filter(|_| stands_once))
        };
        self.rows.free().filter_map(|row| Some((row, claim(row)?))).collect()
    }

    /// What is still free on both sides and says nearly the same.
    fn likes(&self) -> Likes {
        let mut index = Index::default();
        for task in self.known.free() {
            index.add(task, pieces(&self.known.words[task]));
        }
        let mut likes = Likes { pairs: Vec::new(), phrases: HashSet::new() };
        for row in self.rows.free().filter(|row| !self.several.contains(row)) {
            let own = pieces(&self.rows.words[row]);
            if index.common(&own) * 1000 > own.len() * DOUBTFUL as usize {
                likes.phrases.insert(row);
            }
            likes.pairs.extend(self.like(row, &own, &index));
        }
        likes.pairs.sort_by_key(|like| (std::cmp::Reverse(like.share), like.row, like.task));
        likes
    }

    fn like(&self, row: usize, own: &[Piece], index: &Index) -> Vec<Like> {
        let mut shared: Vec<(usize, usize)> = index.shared(own).into_iter().collect();
        shared.sort_by_key(|(task, pieces)| (std::cmp::Reverse(*pieces), *task));
        let nearest = shared.into_iter().take(LOOKED_AT);
        let held = nearest.map(|(task, _)| Like { row, task, share: self.share(row, task) });
        held.filter(|like| like.share >= DOUBTFUL).collect()
    }

    fn share(&self, row: usize, task: usize) -> u32 {
        near(&self.rows.words[row], &self.known.words[task])
    }

    /// How alike the words are, whatever the figures.
    fn worded(&self, row: usize, task: usize) -> u32 {
        near(&without_figures(&self.rows.words[row]), &without_figures(&self.known.words[task]))
    }

    /// The same number with like words, unless other words are more alike than that for certain.
    fn by_number(&mut self, claims: &HashMap<usize, usize>, likes: &Likes) {
        let (mut of_row, mut of_task) = (HashMap::new(), HashMap::new());
        for like in likes.pairs.iter().filter(|like| like.share >= SURE) {
            of_row.entry(like.row).or_insert(like.share);
            of_task.entry(like.task).or_insert(like.share);
        }
        let mut numbered: Vec<Like> = claims
            .iter()
            .filter(|(row, task)| self.known.free[**task] && !self.several.contains(*row))
            .map(|(row, task)| Like { row: *row, task: *task, share: self.worded(*row, *task) })
            .filter(|like| {
                let best = of_row.get(&like.row).max(of_task.get(&like.task)).copied().unwrap_or_default();
                like.share >= SAME_NUMBERED.max(best)
            })
            .collect();
        numbered.sort_by_key(|like| (std::cmp::Reverse(like.share), like.row));
        for like in numbered {
            if self.known.free[like.task] {
                self.pair(like.row, like.task);
            }
        }
    }

    /// The best likeness first. Where a row or a task has two that are alike, neither is taken.
    fn by_likeness(&mut self, likes: &Likes) {
        let sure = likes.pairs.iter().take_while(|like| like.share >= SURE);
        let sure: Vec<&Like> = sure.collect();
        let mut settled: HashSet<usize> = HashSet::new();
        let mut disputed: HashSet<usize> = HashSet::new();
        for level in sure.chunk_by(|one, other| one.share == other.share) {
            let open: Vec<&&Like> = level
                .iter()
                .filter(|like| {
                    let free = self.rows.free[like.row] && self.known.free[like.task];
                    free && !settled.contains(&like.row) && !disputed.contains(&like.task)
                })
                .collect();
            let (mut rows, mut tasks) = (HashMap::new(), HashMap::new());
            for like in &open {
                *rows.entry(like.row).or_insert(0) += 1;
                *tasks.entry(like.task).or_insert(0) += 1;
            }
            for like in open {
                if rows[&like.row] == 1 && tasks[&like.task] == 1 {
                    self.pair(like.row, like.task);
                } else {
                    settled.insert(like.row);
                    disputed.insert(like.task);
                }
            }
        }
        self.several.extend(settled);
    }

    /// What is left: new, or not to be told.
    fn rest(mut self, claims: &HashMap<usize, usize>, likes: &Likes) -> Vec<Fit> {
        let mut nearest = HashMap::new();
        for like in likes.pairs.iter().filter(|like| self.known.free[like.task]) {
            nearest.entry(like.row).or_insert(like.task);
        }
        let left: Vec<usize> = self.rows.free().collect();
        for row in left {
            let claimed = claims.get(&row).filter(|task| self.known.free[**task]);
            self.fits[row] = if self.several.contains(&row) || likes.phrases.contains(&row) {
                Fit::Unmatched(Doubt::Several)
            } else if let Some(task) = claimed {
                Fit::Unmatched(Doubt::Number(*task))
            } else if let Some(task) = nearest.get(&row) {
                Fit::Unmatched(Doubt::Like(*task))
            } else {
                Fit::New
            };
        }
        self.fits
    }
}

/// How alike two texts are. Texts of very different length share little, and a long one is not read for every short one.
fn near(one: &[char], other: &[char]) -> u32 {
    let (short, long) = (one.len().min(other.len()), one.len().max(other.len()));
    if short * 3 < long { 0 } else { alike(one, other) }
}

/// The place of each key, `None` where several have it.
fn once<K: Eq + Hash>(
    prints: &[Print],
    places: impl Iterator<Item = usize>,
    key: impl Fn(&Print) -> Option<K>,
) -> HashMap<K, Option<usize>> {
    let mut found = HashMap::new();
    for place in places {
        if let Some(key) = key(&prints[place]) {
            found.entry(key).and_modify(|other| *other = None).or_insert(Some(place));
        }
    }
    found
}

#[cfg(test)]
mod tests;
