//! Counts of one kind of thing that are none of another: projects, schools and parks for places, people and flats.

use super::figure::Figure;
use super::key::Key;
use super::target::Target;
use super::words::{ending, holds, words};
use crate::domain::quantity::Dimension;
use crate::domain::word_list::WordList;

/// What is counted for itself wherever it stands: 学校建设项目47个 counts projects.
static FRAMES: WordList = WordList::new(&["项目", "工程", "企业", "基地", "园区", "示范园", "平台", "机构"]);

/// True where target and figure count different kinds of things: 学位 and 学校建设项目.
pub(super) fn differ(target: &Target, key: &Key, figure: &Figure, own: &Key) -> bool {
    if figure.dimension() != Some(Dimension::Count) || figure.is_change() {
        return false;
    }
    let (asked, told) = (key.thing(), own.thing());
    if asked.is_empty() || told.is_empty() {
        return false;
    }
    let same_end = |told: &str| told.chars().last() == asked.chars().last();
    if counter(&target.unit) != counter(&figure.unit) {
        return !same_end(&told) && !becomes(figure, &asked);
    }
    let Some(frame) = ending(&told, &FRAMES).filter(|frame| !asked.contains(*frame)) else { return false };
    let framed = told.strip_suffix(frame).unwrap_or_default();
    counter(&target.unit) == "个" && !framed.is_empty() && !same_end(&Key::new(framed).thing())
}

/// 5家单位入选示范社区: what they have become is counted.
fn becomes(figure: &Figure, asked: &str) -> bool {
    let letters: Vec<char> = asked.chars().collect();
    let end: String = letters.iter().skip(letters.len().saturating_sub(2)).collect();
    !figure.terminal
        && figure.name.contains(&end)
        && holds(&figure.name, words!["入选", "通过", "获评", "评为", "认定", "创成", "成为", "获"])
}

/// The counter without its multiplier: 万户 counts as 户 does.
fn counter(unit: &str) -> &str {
    unit.trim_start_matches(['十', '百', '千', '万', '亿']).trim_end_matches('次')
}
