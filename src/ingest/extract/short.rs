//! Figures that say the target's name in short: 普及率 for 农村自来水普及率, 婚检率 for 婚前医学检查率.

use super::bare::Both;
use super::figure::Figure;
use super::key::Key;
use super::likeness::likeness;
use super::matching::Sides;
use super::own::trimmed;
use super::silent::{is_one_row, takes_no_noun};
use super::target::Target;
use super::words::{beginning, ending, words};
use crate::domain::quantity::Dimension;

/// At least so alike is a figure that says a target's name in full.
pub(super) const IN_FULL: f64 = 0.9;

/// A rate or mean that is the end of the target's name or its letters in order, and of no other in the row.
pub(super) fn is_rate_in_short(sides: &Sides<'_>, both: &Both<'_>) -> bool {
    let Some(said) = rate(both.figure).filter(|_| is_one_row(sides)) else { return false };
    if both.figure.doubts.part || !is_in_short(said, &both.target.name) || !speaks_of(both, said) {
        return false;
    }
    let told = |target: &Target, key: &Key| {
        target.name != both.target.name && is_in_short(said, &target.name) && !is_told(sides, key)
    };
    if sides.targets.iter().zip(&sides.keys).any(|(target, key)| told(target, key)) {
        return false;
    }
    let mut others = sides.figures.iter().zip(&sides.heads).enumerate();
    !others.any(|(at, (other, head))| {
        let alike = |name: &str| name.ends_with(said) || is_in_short(name, &both.target.name);
        let else_asked = || {
            let asked = sides.targets.iter().zip(&sides.keys).filter(|(it, _)| it.name != both.target.name);
            asked.into_iter().any(|(_, key)| likeness(key, head.own(other), false) >= IN_FULL)
        };
        at != both.at && rate(other).is_some_and(alike) && !else_asked()
    })
}

/// What a level is called, without what it is asked of: 满意率 of 群众满意率.
fn rate(figure: &Figure) -> Option<&str> {
    let level = matches!(figure.dimension(), Some(Dimension::Percent | Dimension::Quotient));
    if !level || figure.is_change() {
        return None;
    }
    let said = trimmed(&figure.before).trim_end_matches(['达', '到', '为', '至', '约', '超', '均', '在']);
    let said = said.trim_end_matches("保持").trim_end_matches("稳定").trim_end_matches("提高");
    let asked = beginning(said, words!["群众", "公众", "居民", "社会", "总体", "综合", "市民", "村民"]);
    let rest = asked.and_then(|asked| said.strip_prefix(asked)).unwrap_or(said);
    let measure = ending(rest, words!["率", "占比", "比例", "比重", "浓度", "满意度", "强度"])?;
    let long = rest.len() > measure.len() || matches!(measure, "占比" | "比重" | "比例");
    let general = matches!(rest, "完成率" | "开工率" | "合格率" | "增长率");
    (long && !general).then_some(rest)
}

/// The end of the name, or its letters in order from the first to the last.
pub(super) fn is_in_short(said: &str, name: &str) -> bool {
    if said.len() >= name.len() {
        return false;
    }
    // 占规上工业比重 is told by 占比.
    if said == "占比" && name.ends_with("比重") && name.contains('占') {
        return true;
    }
    let mut rest = name.chars();
    let rates = said.ends_with('率') && name.ends_with('率') && said.chars().count() >= 3;
    name.ends_with(said)
        || rates
            && said.chars().next() == name.chars().next()
            && said.chars().all(|letter| rest.any(|other| other == letter))
}

/// True where what the rate goes on with is nothing, or what the target speaks of too.
fn speaks_of(both: &Both<'_>, said: &str) -> bool {
    let full = both.head.full(both.figure);
    let noun = both.figure.full.strip_suffix(both.figure.name.as_str()).unwrap_or_default();
    let named = both.figure.name.strip_suffix(said).unwrap_or_default();
    let nothing = |words: &str| {
        words.is_empty()
            || matches!(words, "群众" | "公众" | "居民" | "社会" | "总体" | "综合" | "市民" | "村民")
    };
    if takes_no_noun(both.figure) || nothing(noun) && nothing(named) {
        return true;
    }
    let noun = Key::new(if noun.is_empty() { named } else { noun });
    likeness(both.key, full, true) > 0.0 && both.key.shares_a_pair(&noun)
}

/// True where another figure says this name in full.
fn is_told(sides: &Sides<'_>, key: &Key) -> bool {
    let mut figures = sides.figures.iter().zip(&sides.heads);
    figures.any(|(figure, head)| !figure.is_change() && likeness(key, head.own(figure), false) >= IN_FULL)
}

/// 救助残疾儿童 for 为残疾儿童提供康复救助: the verb that the target ends with, before those that it begins with.
pub(super) fn is_turned(target: &Target, figure: &Figure) -> bool {
    let Some((verb, whom)) =
        figure.name.char_indices().nth(2).and_then(|(end, _)| figure.name.split_at_checked(end))
    else {
        return false;
    };
    let asked = target.name.strip_prefix('为').filter(|_| whom.chars().count() >= 2);
    asked.is_some_and(|asked| asked.starts_with(whom) && asked.ends_with(verb))
}

/// 全县养老床位3208张,每千名老年人拥有34张: the mean begins the target's name, and the noun before it ends it.
pub(super) fn is_parted(target: &Target, figure: &Figure) -> bool {
    let Some(rest) = target.name.strip_prefix(figure.name.as_str()).filter(|_| !figure.name.is_empty())
    else {
        return false;
    };
    rest.chars().count() >= 2
        && target.unit == figure.unit
        && figure.full.strip_suffix(figure.name.as_str()).is_some_and(|noun| noun.ends_with(rest))
}
