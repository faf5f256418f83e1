//! Printed numbers of rows, and which of many number-like lines are the numbers of the rows.

use std::sync::LazyLock;

use regex::Regex;

use super::row::Row;
use crate::domain::numeral;
use crate::ingest::fold::is_alphabetic;

#[expect(clippy::expect_used, reason = "the pattern is constant, and a test compiles it")]
static ORDINAL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*(?:第([0-9]{1,3}|[一二三四五六七八九十]{1,4})(?:件|项|条|个)(?:实事|任务)?|(?:重点|主要|工作|目标)?(?:任务|事项|实事|项目|指标)\s*([0-9]{1,3}|[一二三四五六七八九十]{1,4}))\s*[:、,.\s]\s*")
        .expect("constant pattern")
});

/// How far back a number may look for the one before it.
const REACH: usize = 64;

/// The number that a text consists of, with or without `.`, `、` or brackets: `7`, `07`, `7.`, `(7)`, `七、`.
#[must_use]
pub fn alone(text: &str) -> Option<u32> {
    const MARKS: [char; 9] = [')', '>', ']', '.', '、', ',', '。', '项', '条'];
    if text.len() > 40 {
        return None;
    }
    let inner = text.trim();
    let inner = inner.strip_prefix(['第', '(', '<', '[']).map_or(inner, str::trim_start);
    let inner = inner.strip_suffix(MARKS).map_or(inner, str::trim_end);
    let in_words = |c: char| "〇零一二三四五六七八九十百".contains(c);
    let numeral = inner.chars().all(|c| c.is_ascii_digit()) || inner.chars().all(in_words);
    // At most five of either.
    let fits = numeral && inner.chars().count() <= 5;
    fits.then(|| numeral::parse(inner)).flatten().filter(|&number| number > 0)
}

/// The texts that are numbers and may count rows, with their places.
///
/// Items inside cells are counted in another form, (1) beside 1, and begin anew: these are left out.
pub fn candidates<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<(usize, u32)> {
    let found: Vec<(usize, u32, Form)> =
        texts.enumerate().filter_map(|(at, text)| Some((at, alone(text)?, Form::of(text)))).collect();
    let Some(&(_, _, first)) = found.first() else { return Vec::new() };
    let begins = |form: Form| found.iter().any(|&(_, number, own)| own == form && number == 1);
    let items: Vec<Form> =
        Form::ALL.into_iter().filter(|&form| form != first && begins(first) && begins(form)).collect();
    found.into_iter().filter(|(.., form)| !items.contains(form)).map(|(at, number, _)| (at, number)).collect()
}

/// How a number that stands alone is set.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Form {
    Bare,
    InBrackets,
    Dotted,
    InWords,
}

impl Form {
    const ALL: [Self; 4] = [Self::Bare, Self::InBrackets, Self::Dotted, Self::InWords];

    fn of(text: &str) -> Self {
        let text = text.trim();
        let digits = text.contains(|c: char| c.is_ascii_digit());
        match text {
            _ if !digits => Self::InWords,
            _ if text.ends_with([')', '>', ']']) => Self::InBrackets,
            _ if text.ends_with(['.', '、', '。', ',']) => Self::Dotted,
            _ => Self::Bare,
        }
    }
}

/// The number in front of a text and the byte where the text behind it starts: `12.推进`, `(3)推进`, `5、推进`.
///
/// Digits only: Chinese numerals in front of a text head a section. A decimal (`1.5万亩`) has no number in front. A sign
/// before the number, `*1.推进`, belongs to it.
#[must_use]
pub fn in_front(text: &str) -> Option<(u32, usize)> {
    let (number, end, decimal) = item_in_front(text)?;
    // 1.1-6月: an item that begins with a period is no decimal.
    (!decimal || starts_with_period(text.get(end..)?)).then_some((number, end))
}

/// The number in front of a text, the byte behind its mark, and whether it reads like a decimal: `3.60%的乡镇`.
fn item_in_front(text: &str) -> Option<(u32, usize, bool)> {
    // The signs in full width all begin with the same byte, and most texts with another.
    let begins = |first: u8| first.is_ascii_digit() || matches!(first, b'(' | b'*' | b'#' | 0xe2);
    text.bytes().next().filter(|&first| begins(first))?;
    let signed = text.starts_with(SIGNS);
    let signs = if signed { text.len() - text.trim_start_matches(SIGNS).trim_start().len() } else { 0 };
    let open = signs + usize::from(text.get(signs..)?.starts_with('('));
    let digits = text.get(open..)?.bytes().take_while(u8::is_ascii_digit).count();
    if digits == 0 || digits > 4 {
        return None;
    }
    let end = open + digits;
    let number = numeral::parse(text.get(open..end)?).filter(|&number| number > 0)?;
    let rest = text.get(end..)?;
    let mark = rest.chars().next()?;
    let fits = if open > signs { mark == ')' } else { matches!(mark, '.' | '、' | ')') };
    let after = rest.get(mark.len_utf8()..)?;
    let decimal = mark == '.' && after.starts_with(|c: char| c.is_ascii_digit());
    fits.then(|| (number, end + mark.len_utf8(), decimal))
}

/// Signs that are set before the numbers of some items, with a note below that says why.
const SIGNS: &[char] = &['*', '※', '★', '☆', '▲', '△', '●', '◆', '◇', '■', '#'];

/// The two numbers of a part of a commitment: `2.1`, `2-1`, `(2.1)`.
#[must_use]
pub fn parted(text: &str) -> Option<(u32, u32)> {
    let inner = text.trim().trim_start_matches('(').trim_end_matches([')', '.', '、']);
    let (major, minor) = inner.split_once(['.', '-'])?;
    let number =
        |part: &str| part.bytes().all(|byte| byte.is_ascii_digit()).then(|| numeral::parse(part)).flatten();
    Some((number(major).filter(|&number| number > 0)?, number(minor).filter(|&number| number > 0)?))
}

/// The number of a commitment that counts in words, and the byte where its text starts: 第一件:改造…, 第3项 新建…, 任务2:建设….
#[must_use]
pub fn ordinal_in_front(text: &str) -> Option<(u32, usize)> {
    let found = ORDINAL.captures(text)?;
    let number = numeral::parse(found.get(1).or_else(|| found.get(2))?.as_str())?;
    Some((number, found.get(0)?.end()))
}

/// The number in front of a text with no mark behind it, 4完成整治24个, and the byte where the text begins. Only where all
/// of them count is it a number: 8家企业 and 2025年 begin so too.
fn bare_in_front(text: &str) -> Option<(u32, usize)> {
    let digits = text.bytes().take_while(u8::is_ascii_digit).count();
    let number = numeral::parse(text.get(..digits).filter(|_| digits <= 3)?).filter(|&number| number > 0)?;
    let rest = text.get(digits..)?;
    let behind = rest.trim_start();
    behind.starts_with(is_alphabetic).then(|| (number, text.len() - behind.len()))
}

/// Fewer numbers without a mark may go up by chance.
const FEWEST_BARE: usize = 3;

/// Takes the numbers off the tasks of a table that has no column for them: 1.新建学校, 2.改造道路.
pub fn take_off(rows: &mut [Row]) {
    type Found = Option<(u32, usize)>;
    if rows.len() < 2 || rows.iter().any(|row| row.number.is_some()) {
        return;
    }
    let find = |front: fn(&str) -> Found| rows.iter().map(|row| front(row.text.text())).collect::<Vec<_>>();
    let goes_up = |pair: &[Found]| matches!(pair, [Some((last, _)), Some((next, _))] if *next == last + 1 || *next == 1);
    let counts = |pair: &[Found]| matches!(pair, [Some((last, _)), Some((next, _))] if *next == last + 1);
    let mut found = find(in_front);
    if found.iter().flatten().count() * 2 >= rows.len() {
        // Among numbers 3.60%的乡镇 is the third item, and 60 per cent.
        let any: Vec<Found> = find(|text| item_in_front(text).map(|(number, end, _)| (number, end)));
        if any.windows(2).all(goes_up) {
            found = any;
        }
    }
    if !found.windows(2).all(goes_up) {
        found = find(bare_in_front);
        let from_one = found.first().is_some_and(|first| first.is_some_and(|(number, _)| number == 1));
        if found.len() < FEWEST_BARE || !from_one || !found.windows(2).all(counts) {
            return;
        }
    }
    for (row, (number, start)) in rows.iter_mut().zip(found.into_iter().flatten()) {
        row.number = Some(number);
        row.text = row.text.slice_bytes(start..row.text.text().len()).trimmed();
    }
}

/// 1-6月, 3月底, 2024年: what an item of a list may begin with.
fn starts_with_period(text: &str) -> bool {
    let rest = text.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '~' | '—' | '–'));
    rest.starts_with(['月', '年'])
}

/// Of number-like lines, those that count the rows: the longest run of numbers that go up.
///
/// Steps of one weigh most, gaps less, a start from 1 again least. Linear: a number looks at most [`REACH`] back.
#[must_use]
pub fn chain(numbers: &[u32]) -> Vec<bool> {
    let mut best: Vec<(i64, Option<usize>)> = Vec::with_capacity(numbers.len());
    // The best score of all numbers but the last.
    let mut highest = i64::MIN;
    for (at, &number) in numbers.iter().enumerate() {
        let last = at.checked_sub(1).and_then(|last| Some((last, *numbers.get(last)?, best.get(last)?.0)));
        if let Some((last, before, score)) = last {
            // Nothing beats a step of one from the best of all.
            if score > highest && number == before + 1 {
                highest = score;
                best.push((score + 10, Some(last)));
                continue;
            }
            highest = highest.max(score);
        }
        let start = if number == 1 { 10 } else { 10 - 2 * i64::from(number.min(5)) };
        let mut link = (start, None);
        for back in at.saturating_sub(REACH)..at {
            let (Some(&before), Some(&(score, _))) = (numbers.get(back), best.get(back)) else { continue };
            let step = match number.checked_sub(before) {
                Some(1) => 10,
                Some(gap @ 2..=9) => 9 - i64::from(gap),
                None | Some(_) if number == 1 => 2,
                _ => continue,
            };
            if score + step > link.0 {
                link = (score + step, Some(back));
            }
        }
        best.push(link);
    }
    let mut chosen = vec![false; numbers.len()];
    let mut next = best
        .iter()
        .enumerate()
        .max_by_key(|&(at, &(score, _))| (score, std::cmp::Reverse(at)))
        .map(|(at, _)| at);
    while let Some(at) = next {
        if let Some(mark) = chosen.get_mut(at) {
            *mark = true;
        }
        next = best.get(at).and_then(|&(_, before)| before);
    }
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_that_stand_alone() {
        for (text, number) in
            [("7", 7), (" 07 ", 7), ("7.", 7), ("(7)", 7), ("七、", 7), ("第12项", 12), ("十二", 12)]
        {
            assert_eq!(alone(text), Some(number), "{text}");
        }
        for text in ["0", "1.5", "7月", "2024年", ""] {
            assert_eq!(alone(text), None, "{text}");
        }
    }

    #[test]
    fn numbers_in_front_of_a_text() {
        assert_eq!(in_front("12.推进改造"), Some((12, 3)));
        assert_eq!(in_front("(3)推进改造"), Some((3, 3)));
        assert_eq!(in_front("5、推进改造").map(|found| found.0), Some(5));
        assert_eq!(in_front("2.1-6月,完成投资"), Some((2, 2)));
        assert_eq!(in_front("*2.推进改造"), Some((2, 3)));
        assert_eq!(in_front("※ (2)推进改造").map(|found| found.0), Some(2));
        assert_eq!(parted("2.1"), Some((2, 1)));
        assert_eq!(parted("12-3"), Some((12, 3)));
        assert_eq!(parted("2."), None);
        assert_eq!(ordinal_in_front("第二件:改造小区").map(|found| found.0), Some(2));
        for text in ["1.5万亩", "2024年", "(一)推进", "30家企业", "3.28亿元", "*1.5万亩", "★推进"]
        {
            assert_eq!(in_front(text), None, "{text}");
        }
    }

    #[test]
    fn items_counted_in_another_form_count_no_rows() {
        let found = |texts: &[&str]| candidates(texts.iter().copied());
        let rows = ["1", "任务", "(1)", "甲", "(2)", "乙", "2", "(1)"];
        assert_eq!(found(&rows), [(0, 1), (6, 2)]);
        // Rows whose numbers are set in two ways all count.
        assert_eq!(found(&["1", "2.", "3"]), [(0, 1), (1, 2), (2, 3)]);
        assert_eq!(found(&[]), []);
    }

    #[test]
    fn rows_are_counted_past_stray_numbers() {
        let chosen = |numbers: &[u32]| {
            numbers
                .iter()
                .zip(chain(numbers))
                .filter(|(_, chosen)| *chosen)
                .map(|(number, _)| *number)
                .collect::<Vec<_>>()
        };
        assert_eq!(chosen(&[1, 2, 50, 3, 4, 1200, 5]), [1, 2, 3, 4, 5]);
        assert_eq!(chosen(&[1, 2, 4, 5, 8]), [1, 2, 4, 5, 8]);
        assert_eq!(chosen(&[1, 2, 3, 1, 2, 3]), [1, 2, 3, 1, 2, 3]);
        assert_eq!(chosen(&[2, 3, 4]), [2, 3, 4]);
        assert_eq!(chosen(&[]), [0; 0]);
    }
}
