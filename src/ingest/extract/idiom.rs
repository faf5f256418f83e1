//! “三个100%”: one number in quotation marks that holds for as many rates named before it.

use std::ops::Range;

use rust_decimal::Decimal;

use super::own::trimmed;
use super::text::{Item, Opens, Text};

/// A number said of several heads at once.
pub(super) struct Shared {
    /// Each head, and where the number stands.
    pub names: Vec<String>,
    pub value: Decimal,
    pub quote: Range<usize>,
    pub at: usize,
}

/// Every such number of a text.
pub(super) fn shared_rates(text: &Text<'_>, items: &[Item]) -> Vec<Shared> {
    items.iter().enumerate().filter_map(|(index, item)| shared_rate(text, items, index, item)).collect()
}

fn shared_rate(text: &Text<'_>, items: &[Item], index: usize, item: &Item) -> Option<Shared> {
    // The number stands right before the closing mark.
    if text.get(item.range.end.checked_sub(2)?) != Some('%') {
        return None;
    }
    let words: Vec<char> =
        text.chars(item.range.start.max(item.range.end.saturating_sub(120))..item.range.end).to_vec();
    let close = words.len().checked_sub(1)?;
    let open = words.iter().rposition(|letter| matches!(letter, '“' | '"')).filter(|open| *open < close)?;
    let open = if words.get(open) == Some(&'"') {
        words.get(..open)?.iter().rposition(|c| *c == '"')?
    } else {
        open
    };
    let inside: String = words.get(open + 1..close)?.iter().collect();
    let count =
        "二两三四五六七八九".chars().position(|letter| inside.starts_with(letter)).map(|at| at.max(1) + 1)?;
    let number = inside.chars().skip(1).collect::<String>();
    let value: Decimal = number.strip_prefix('个')?.strip_suffix('%')?.parse().ok()?;
    let mut heads = vec![(words.get(..open)?.iter().collect::<String>(), item.range.start)];
    let mut at = index;
    while items.get(at).is_some_and(|it| it.opens == Opens::Listed) && heads.len() < count {
        at = at.checked_sub(1)?;
        let before = items.get(at)?;
        heads.push((text.ending(&before.range).to_owned(), before.range.start));
    }
    heads.reverse();
    let start = heads.first()?.1;
    let mut names: Vec<String> = heads.into_iter().map(|(head, _)| head).collect();
    if names.len() < count
        && let Some((a, b)) = names.last().and_then(|last| last.split_once(['和', '及', '与']))
    {
        let (a, b) = (a.to_owned(), b.to_owned());
        names.pop();
        names.extend([a, b]);
    }
    let names: Vec<String> = names.iter().map(|name| trimmed(name).to_owned()).collect();
    let rates =
        names.iter().all(|name| name.ends_with('率') || name.ends_with("比例") || name.ends_with("覆盖"));
    (names.len() == count && rates).then_some(Shared {
        names,
        value,
        quote: start..item.range.end,
        at: item.range.end - words.len() + open,
    })
}
