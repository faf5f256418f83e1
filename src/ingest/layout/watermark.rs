//! Watermarks glued to the ends of lines, told by how they repeat and never by their words.
//!
//! Two kinds are known. A stamp is one string that many lines end with although their sentences ended before it. A tag
//! tail is a chain of short words joined by `_`, its words used again and again in other chains.

use std::borrow::Cow;
use std::collections::HashMap;

use super::noise;
use crate::ingest::draft::Finding;
use crate::ingest::findings;
use crate::ingest::format::Paragraph;
use crate::ingest::passage::Passage;

/// A stamp ends at least this many lines.
const FEWEST: usize = 5;
/// A stamp has at least this many characters.
const SHORTEST: usize = 4;
/// A stamp has at most this many characters.
const LONGEST: usize = 40;
/// A year in front of a title takes at most this many bytes.
const LONGEST_YEAR: usize = 15;
/// A word of a chain of tags has at most this many characters.
const LONGEST_TAG: usize = 8;
/// Of the lines that end with a stamp, this many in a hundred had ended their sentence before it.
const AFTER_SENTENCE: usize = 25;

/// Takes watermarks, page marks and repeated title lines out; says how many lines were touched.
#[must_use]
pub fn remove(paragraphs: Vec<Cow<'_, Paragraph>>) -> (Vec<Cow<'_, Paragraph>>, Option<Finding>) {
    let tags = tag_words(paragraphs.iter().map(|paragraph| &paragraph.text));
    let untagged = tags.is_empty().then(|| stamps(paragraphs.iter().map(|paragraph| &paragraph.text)));
    if untagged.as_ref().is_some_and(Vec::is_empty) {
        return (paragraphs, None);
    }
    let mut texts: Vec<Cow<'_, Passage>> =
        paragraphs.iter().map(|paragraph| Cow::Borrowed(&paragraph.text)).collect();
    if !tags.is_empty() {
        for text in &mut texts {
            cut_tags(text, &tags);
        }
    }
    let stamps = untagged.unwrap_or_else(|| stamps(texts.iter().map(AsRef::as_ref)));
    let mut kept = vec![false; stamps.len()];
    if !stamps.is_empty() {
        for text in &mut texts {
            cut_stamps(text, &stamps, &mut kept);
        }
    }
    let texts: Vec<Option<Passage>> = texts
        .into_iter()
        .map(|text| match text {
            Cow::Owned(text) => Some(text),
            Cow::Borrowed(_) => None,
        })
        .collect();
    let mut touched = 0;
    let cleaned = paragraphs
        .into_iter()
        .zip(texts)
        .filter_map(|(paragraph, text)| {
            let Some(text) = text.filter(|text| *text != paragraph.text) else { return Some(paragraph) };
            touched += 1;
            let text = text.trimmed();
            let gone = text.is_empty() || noise::is_page_mark(text.text());
            (!gone).then(|| Cow::Owned(Paragraph { text, blanks_before: paragraph.blanks_before }))
        })
        .collect();
    let finding = (touched > 0).then(|| {
        let message = format!("watermarks at the ends of {touched} lines were taken out");
        Finding::info(findings::NOISE_REMOVED, message)
    });
    (cleaned, finding)
}

/// Words that stand between or behind the `_` of several chains at line ends.
fn tag_words<'p>(texts: impl Iterator<Item = &'p Passage>) -> HashMap<String, usize> {
    let mut words: HashMap<String, usize> = HashMap::new();
    for (text, chain) in texts.filter_map(|text| Some((text.text(), chain(text.text())?))) {
        // A first word counts only where the sentence before it has ended; elsewhere its start is not known.
        let before = text.get(..text.len() - chain.len()).unwrap_or_default().trim_end();
        let glued = !before.is_empty() && !before.ends_with(ends_a_sentence);
        let own = chain.split('_').skip(usize::from(glued));
        for word in own.filter(|word| (2..=LONGEST_TAG).contains(&word.chars().count())) {
            *words.entry(word.to_owned()).or_default() += 1;
        }
    }
    words.retain(|_, count| *count >= 3);
    words
}

/// The end of a line from the word before its first `_` on, where it is a chain of words.
fn chain(text: &str) -> Option<&str> {
    if !text.contains('_') {
        return None;
    }
    let is_word = |c: char| c.is_alphanumeric() || c == '_';
    let start = text.char_indices().rev().take_while(|&(_, c)| is_word(c)).last().map(|(at, _)| at)?;
    text.get(start..).filter(|end| end.contains('_') && !end.ends_with('_'))
}

fn cut_tags(text: &mut Cow<'_, Passage>, tags: &HashMap<String, usize>) {
    let Some(chain) = chain(text.text()) else { return };
    let mut parts = chain.split('_');
    let first = parts.next().unwrap_or_default();
    let rest: Vec<&str> = parts.collect();
    if !rest.iter().all(|word| tags.contains_key(*word)) {
        return;
    }
    // The first word of the chain is glued to the sentence: the longest known word that it ends with.
    let starts = first.char_indices().rev().take(LONGEST_TAG).map(|(at, _)| at);
    let known = starts
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .find(|&at| tags.contains_key(first.get(at..).unwrap_or_default()));
    let own = known.map_or(0, |at| first.get(at..).map_or(0, |word| word.chars().count()));
    let tail: usize = rest.iter().map(|word| word.chars().count() + 1).sum();
    *text = Cow::Owned(text.slice(0..text.len().saturating_sub(tail + own)).trimmed());
}

/// The strings that many lines end with after their sentence has ended.
fn stamps<'p>(texts: impl Iterator<Item = &'p Passage>) -> Vec<String> {
    let mut groups: HashMap<[char; SHORTEST], Vec<&str>> = HashMap::new();
    let mut lines = 0;
    for text in texts.filter(|text| text.len() >= SHORTEST) {
        lines += 1;
        let mut last = text.text().chars().rev();
        let key: [char; SHORTEST] = std::array::from_fn(|_| last.next().unwrap_or_default());
        // Nearly every line ends with its sentence, and no stamp holds the end of one.
        if !key.into_iter().any(parts_sentences) {
            groups.entry(key).or_default().push(text.text());
        }
    }
    let fewest = FEWEST.max(lines / 33);
    let reversed = |text: &&str| text.chars().rev().take(LONGEST + 1).collect::<Vec<char>>();
    let mut found: Vec<(usize, String)> = groups
        .into_values()
        .filter(|group| group.len() >= fewest)
        .filter_map(|group| stamp(group.iter().map(reversed).collect(), fewest))
        .collect();
    found.sort();
    found.into_iter().rev().map(|(_, stamp)| stamp).collect()
}

/// The longest string that most lines of a group end with, if it is a stamp. The lines are reversed.
fn stamp(mut group: Vec<Vec<char>>, fewest: usize) -> Option<(usize, String)> {
    let mut length = SHORTEST;
    while length < LONGEST {
        let next = || group.iter().filter_map(|line| line.get(length).copied());
        let Some(c) = majority(next()) else { break };
        let count = next().filter(|&other| other == c).count();
        if ends_a_sentence(c) || count * 10 < group.len() * 8 {
            break;
        }
        group.retain(|line| line.get(length) == Some(&c));
        length += 1;
    }
    let reversed = group.first()?.get(..length)?;
    let after_sentence =
        group.iter().filter(|line| line.get(length).is_some_and(|&c| ends_a_sentence(c))).count();
    let differ = || {
        let mut before = group.iter().filter_map(|line| line.get(length));
        before.next().is_some_and(|first| before.any(|other| other != first))
    };
    let is_stamp = group.len() >= fewest
        && after_sentence >= 3
        && after_sentence * 100 >= group.len() * AFTER_SENTENCE
        && differ()
        && !reversed.iter().any(|&c| parts_sentences(c))
        && reversed.iter().any(|c| c.is_alphabetic());
    is_stamp.then(|| (length, reversed.iter().rev().collect()))
}

/// The letter that more than half of `letters` are, if there is one; another one where there is none.
fn majority(letters: impl Iterator<Item = char>) -> Option<char> {
    // Every letter is held against one of another kind; only a majority is left over.
    let mut left: Option<(char, usize)> = None;
    for letter in letters {
        left = match left {
            Some((kept, count)) if kept == letter => Some((kept, count + 1)),
            Some((kept, count)) if count > 0 => Some((kept, count - 1)),
            _ => Some((letter, 1)),
        };
    }
    left.map(|(letter, _)| letter)
}

const fn parts_sentences(c: char) -> bool {
    ends_a_sentence(c) || matches!(c, '、' | ',')
}

const fn ends_a_sentence(c: char) -> bool {
    matches!(c, '。' | '!' | '?' | ';' | ':')
}

/// Cuts stamps off the end of a line. A line that is nothing but the stamp is the title it was made of: the first stays.
fn cut_stamps(text: &mut Cow<'_, Passage>, stamps: &[String], kept: &mut [bool]) {
    while let Some((at, stamp)) =
        stamps.iter().enumerate().find(|(_, stamp)| text.text().ends_with(stamp.as_str()))
    {
        let length = stamp.chars().count();
        // 2024年临川市政府工作报告, cut short, would be no title: the year belongs to it.
        let before = text.text().get(..text.text().len() - stamp.len()).unwrap_or_default();
        let titles = text.len() == length || (before.len() <= LONGEST_YEAR && before.ends_with('年'));
        if titles && let Some(kept) = kept.get_mut(at).filter(|kept| !**kept) {
            *kept = true;
            return;
        }
        *text = Cow::Owned(text.slice(0..text.len() - length).trimmed());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn clean(lines: &[String]) -> Vec<String> {
        let paragraphs = lines
            .iter()
            .map(|line| Cow::Owned(Paragraph { text: Passage::at(0, line), blanks_before: 0 }))
            .collect();
        remove(paragraphs).0.iter().map(|paragraph| paragraph.text.printed().to_owned()).collect()
    }

    #[test]
    fn stamps_are_known_by_their_repetition() {
        let mut lines = vec!["云溪县政府工作报告".to_owned()];
        for number in 0..12 {
            lines.push(format!("第{number}项任务全面完成。云溪县政府工作报告"));
            lines.push(format!("今年投入{number}"));
            lines.push("亿元建设道路。".to_owned());
        }
        lines.push("增长到20云溪县政府工作报告".to_owned());
        let cleaned = clean(&lines);
        assert_eq!(cleaned[0], "云溪县政府工作报告");
        assert_eq!(cleaned[1], "第0项任务全面完成。");
        assert_eq!(cleaned.last().map(String::as_str), Some("增长到20"));
    }

    #[test]
    fn a_title_keeps_its_year() {
        let mut lines = vec!["2024年云溪县政府工作报告".to_owned()];
        lines.extend((0..12).map(|number| format!("第{number}项任务全面完成。云溪县政府工作报告")));
        assert_eq!(clean(&lines)[..2], ["2024年云溪县政府工作报告", "第0项任务全面完成。"]);
    }

    #[test]
    fn chains_of_tags_are_cut_where_their_first_word_begins() {
        let chains = ["样书_范文_图纸", "范文_图纸_样书", "图纸_样书_范文", "样书_图纸_范文"];
        let lines: Vec<String> =
            (0..12).map(|at| format!("新建学校{at}所,推进样书工程{}", chains[at % chains.len()])).collect();
        assert_eq!(clean(&lines)[3], "新建学校3所,推进样书工程");
    }

    #[test]
    fn what_repeats_in_earnest_stays() {
        let lines: Vec<String> = (0..20).map(|at| format!("市第{at}局、市财政局")).collect();
        assert_eq!(clean(&lines), lines);
        let lines: Vec<String> = (0..20).map(|at| format!("完成项目{at}个,达到年度目标。")).collect();
        assert_eq!(clean(&lines), lines);
    }
}
