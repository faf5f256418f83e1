//! Searching tasks and updates: hits with the printed places that were hit.

use std::collections::HashMap;
use std::ops::Range;

use entity::{progress_update, task};
use sea_orm::ConnectionTrait;
use serde::Serialize;
use utoipa::ToSchema;
use uuid::Uuid;

use super::Ledger;
use crate::error::Result;
use crate::ingest::searchable::Folded;
use crate::store::page::{Page, Slice};
use crate::store::search::{self as store, Search, Words};
use crate::store::{connect, progress, setting, task as tasks};

/// Most characters of a snippet, unless one word alone is longer.
const SNIPPET: usize = 80;

/// Characters of a snippet before its first highlight.
const LEAD: usize = 16;

/// Whose text was hit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, async_graphql::Enum, ToSchema)]
#[graphql(name = "SearchSource")]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum SearchSource {
    /// The commitment itself.
    Task,
    /// What a bulletin in force says of it.
    Progress,
}

/// Characters that were hit: Unicode scalar values from 0, the end excluded. JavaScript and Java count in UTF-16 units,
/// which differ behind a character beyond U+FFFF.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema, async_graphql::SimpleObject)]
pub struct Highlight {
    /// First character.
    pub start: u32,
    /// One past the last character.
    pub end: u32,
}

/// The part of a text with the most highlights.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, async_graphql::SimpleObject)]
pub struct Snippet {
    /// The printed characters, at most 80 unless one word alone is longer; plain text, never markup.
    pub text: String,
    /// Where it begins in the whole text, in characters from 0; something is left out before it unless this is 0.
    pub start: u32,
    /// True where something is left out behind it.
    pub cut: bool,
    /// What was hit, counted from the beginning of the snippet.
    pub highlights: Vec<Highlight>,
}

/// One word of a search and how often it was found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema, async_graphql::SimpleObject)]
#[graphql(name = "SearchWord")]
#[schema(as = SearchWord)]
pub struct Counted {
    /// The word in the form in which it is searched: half width, small letters, no blanks.
    pub word: String,
    /// How often it stands in the text.
    pub matches: u32,
}

/// What was found in one text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Marks {
    /// Each word of the search.
    pub words: Vec<Counted>,
    /// All places, in order; those that touch or overlap are one.
    pub highlights: Vec<Highlight>,
    /// The part of the text with the most of them.
    pub snippet: Snippet,
}

/// A text that has all words.
#[derive(Debug, Clone)]
pub struct Hit {
    /// The task, also where an update was hit.
    pub task: task::Model,
    /// The update whose text was hit; `None` where it was the task's own.
    pub update: Option<progress_update::Model>,
    /// What it is ranked by.
    pub rank: store::Hit,
}

impl Hit {
    /// Whose text was hit.
    #[must_use]
    pub const fn source(&self) -> SearchSource {
        if self.update.is_some() { SearchSource::Progress } else { SearchSource::Task }
    }

    /// The text as printed.
    #[must_use]
    pub fn text(&self) -> &str {
        self.update.as_ref().map_or(&self.task.text, |update| &update.text)
    }

    /// How often the words stand in the text, all together.
    #[must_use]
    pub fn matches(&self) -> u32 {
        u32::try_from(self.rank.matches).unwrap_or(0)
    }
}

/// A page of hits, the best first; three statements, whatever their number.
pub async fn page(db: &impl ConnectionTrait, search: &Search, page: &Page) -> Result<Slice<Hit>> {
    let slice = store::page(db, search, page).await?;
    let mut task_ids: Vec<Uuid> = slice.rows.iter().map(|(_, hit)| hit.task_id).collect();
    task_ids.sort_unstable();
    task_ids.dedup();
    let update_ids: Vec<Uuid> = slice.rows.iter().filter_map(|(_, hit)| hit.progress_update_id).collect();
    let rows: HashMap<Uuid, task::Model> = tasks::by_ids(db, &task_ids).await?;
    let mut updates = progress::by_ids(db, &update_ids).await?;
    // A text that an import removed between the statements is left out.
    Ok(slice.filter_map(|rank| {
        let task = rows.get(&rank.task_id)?.clone();
        let update = match rank.progress_update_id {
            Some(id) => Some(updates.remove(&id)?),
            None => None,
        };
        Some(Hit { task, update, rank })
    }))
}

/// Where the words stand in a printed text.
#[must_use]
pub fn mark(text: &str, words: &Words) -> Marks {
    let folded = Folded::new(text);
    let mut ranges: Vec<Range<usize>> = Vec::new();
    let mut counted = Vec::new();
    for word in words.iter() {
        let before = ranges.len();
        ranges.extend(folded.find(word));
        let matches = u32::try_from(ranges.len() - before).unwrap_or(u32::MAX);
        counted.push(Counted { word: word.to_owned(), matches });
    }
    let ranges = merged(ranges);
    let snippet = snippet(text, &ranges);
    Marks { words: counted, highlights: ranges.iter().map(|range| shown(range, 0)).collect(), snippet }
}

/// The ranges in order, those that touch or overlap as one.
fn merged(mut ranges: Vec<Range<usize>>) -> Vec<Range<usize>> {
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut merged: Vec<Range<usize>> = Vec::with_capacity(ranges.len());
    for range in ranges {
        match merged.last_mut() {
            Some(last) if range.start <= last.end => last.end = last.end.max(range.end),
            _ => merged.push(range),
        }
    }
    merged
}

fn shown(range: &Range<usize>, from: usize) -> Highlight {
    let whole = |place: usize| u32::try_from(place.saturating_sub(from)).unwrap_or(u32::MAX);
    Highlight { start: whole(range.start), end: whole(range.end) }
}

/// The part of the text with the most ranges, the first where several have as many.
fn snippet(text: &str, ranges: &[Range<usize>]) -> Snippet {
    let length = text.chars().count();
    let window = window(length, ranges);
    let inside = ranges.iter().filter(|range| range.start >= window.start && range.end <= window.end);
    Snippet {
        text: text.chars().skip(window.start).take(window.len()).collect(),
        start: u32::try_from(window.start).unwrap_or(u32::MAX),
        cut: window.end < length,
        highlights: inside.map(|range| shown(range, window.start)).collect(),
    }
}

fn window(length: usize, ranges: &[Range<usize>]) -> Range<usize> {
    let around = |range: &Range<usize>| {
        let start = range.start.saturating_sub(LEAD).min(length.saturating_sub(SNIPPET));
        start..(start + SNIPPET).max(range.end).min(length)
    };
    let mut best = 0..length.min(SNIPPET);
    let (mut most, mut next) = (0, 0);
    for (index, range) in ranges.iter().enumerate() {
        let window = around(range);
        // Windows only move forward, and so does their last range.
        while ranges.get(next).is_some_and(|range| range.end <= window.end) {
            next += 1;
        }
        if next.saturating_sub(index) > most {
            (best, most) = (window, next.saturating_sub(index));
        }
    }
    best
}

/// Name of the setting that says how the texts were folded.
const FOLDED_BY: &str = "search";

/// Raised where a text would be folded into another form.
const RULES: &str = "1";

/// Takes the texts in anew where they were kept in another form, or not at all; whether that was so.
pub async fn keep_current(ledger: &Ledger) -> Result<bool> {
    if setting::get(&ledger.db, FOLDED_BY).await?.as_deref() == Some(RULES) {
        return Ok(false);
    }
    let transaction = connect::begin_write(&ledger.db).await?;
    store::rebuild(&transaction).await?;
    setting::put(&transaction, FOLDED_BY, RULES).await?;
    transaction.commit().await?;
    Ok(true)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(text: &str, words: &str) -> Marks {
        mark(text, &Words::parse("text", words).expect("words"))
    }

    fn ranges(highlights: &[Highlight]) -> Vec<(u32, u32)> {
        highlights.iter().map(|highlight| (highlight.start, highlight.end)).collect()
    }

    #[test]
    fn highlights_are_printed_characters_and_join_where_words_overlap() {
        let found = marks("建设垃 圾焚烧厂，垃圾焚烧率达100%。", "垃圾焚烧 焚烧厂 焚");
        assert_eq!(ranges(&found.highlights), [(2, 8), (9, 13)]);
        let counts: Vec<u32> = found.words.iter().map(|word| word.matches).collect();
        assert_eq!(counts, [2, 1, 2]);
        assert_eq!(found.snippet.text, "建设垃 圾焚烧厂，垃圾焚烧率达100%。");
        assert_eq!((found.snippet.start, found.snippet.cut), (0, false));
    }

    #[test]
    fn a_snippet_shows_where_most_was_hit_and_counts_from_its_own_beginning() {
        let text = format!("水利{}水利建设，水利投资{}", "一".repeat(200), "二".repeat(200));
        let found = marks(&text, "水利");
        assert_eq!(ranges(&found.highlights), [(0, 2), (202, 204), (207, 209)]);
        let Snippet { text: shown, start, cut, highlights } = found.snippet;
        assert_eq!((shown.chars().count(), start, cut), (80, 186, true));
        assert_eq!(ranges(&highlights), [(16, 18), (21, 23)]);
        let cut: String = shown.chars().skip(16).take(2).collect();
        assert_eq!(cut, "水利");
    }

    #[test]
    fn a_snippet_at_the_end_is_filled_from_before_and_a_long_phrase_stays_whole() {
        let text = format!("{}水利", "一".repeat(100));
        let end = marks(&text, "水利").snippet;
        assert_eq!((end.start, end.cut, end.text.chars().count()), (22, false, 80));
        let phrase = "水利".repeat(60);
        let long = marks(&format!("{}{phrase}。", "一".repeat(50)), &phrase).snippet;
        assert_eq!(ranges(&long.highlights), [(16, 136)]);
        assert!(long.cut);
    }
}
