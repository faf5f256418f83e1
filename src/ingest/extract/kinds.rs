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
    let same_counter = counter(&target.unit) == counter(&figure.unit);
    if same_counter && key.letters == own.letters {
        return false;
    }
    let (asked, told) = (key.thing(), own.thing());
    if asked.is_empty() || told.is_empty() {
        return false;
    }
    let same_end = |told: &str| told.chars().last() == asked.chars().last();
    if !same_counter {
        if houses_for_places(counter(&target.unit), counter(&figure.unit), &asked) {
            return true;
        }
        return !same_end(&told) && !becomes(figure, &asked);
    }
    let Some(frame) = ending(&told, &FRAMES).filter(|frame| !asked.contains(*frame)) else { return false };
    let framed = told.strip_suffix(frame).unwrap_or_default();
    counter(&target.unit) == "个" && !framed.is_empty() && !same_end(&Key::new(framed).thing())
}

/// 国家级体育传统特色学校 is a title that a school is given; no new school was built.
pub(super) fn is_title(target: &Target, key: &Key, figure: &Figure, own: &Key) -> bool {
    let builds = || holds(&target.name, words!["新建", "改建", "扩建", "迁建"]);
    let named = key.rank().is_none() && own.rank().is_some();
    figure.dimension() == Some(Dimension::Count)
        && named
        && own.letters.len() > key.letters.len() + 3
        && builds()
}

/// 5家单位入选示范社区: what they have become is counted.
fn becomes(figure: &Figure, asked: &str) -> bool {
    let letters: Vec<char> = asked.chars().collect();
    let end: String = letters.iter().skip(letters.len().saturating_sub(2)).collect();
    !figure.terminal
        && figure.name.contains(&end)
        && holds(&figure.name, words!["入选", "通过", "获评", "评为", "认定", "创成", "成为", "获"])
}

/// The counter without its multiplier and its second name: 万户 and 户(套) count as 户 does.
pub(super) fn counter(unit: &str) -> &str {
    let unit = unit.trim_start_matches(['十', '百', '千', '万', '亿']);
    unit.split('(').next().unwrap_or(unit).trim_end_matches('次')
}

/// 老旧小区20个 in 1.08万户, 棚户区3600户 in 1876套: households are neither the places nor the flats that they live in.
fn houses_for_places(asked: &str, told: &str, thing: &str) -> bool {
    let household = thing.ends_with(['户', '体', '业', '家', '场', '主', '店', '院']);
    match (asked, told) {
        ("户", "套") | ("套", "户") => true,
        ("户", "个" | "座" | "所" | "处" | "条" | "栋") | ("个" | "座" | "所" | "处" | "条" | "栋", "户") => {
            !household
        }
        _ => false,
    }
}
