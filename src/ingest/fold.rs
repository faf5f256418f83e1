//! One-to-one folding of signs that are printed in several widths, so that one pattern matches them all.

use std::borrow::Cow;

use unicode_normalization::UnicodeNormalization as _;

/// The half-width or common form of `c`; always exactly one character, so that positions stay what they are.
#[must_use]
pub fn fold(c: char) -> char {
    if is_common_ideograph(c) {
        return c;
    }
    match c {
        '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' | '\t' => ' ',
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '﹪' => '%',
        '﹤' | '〈' => '<',
        '﹥' | '〉' => '>',
        '−' | '﹣' => '-',
        '〔' | '\u{fe59}' => '(',
        '〕' | '\u{fe5a}' => ')',
        '﹐' => ',',
        '﹔' => ';',
        '﹕' => ':',
        // Radicals and compatibility ideographs stand for ordinary characters in text copied out of PDF.
        '\u{2e80}'..='\u{2fdf}' | '\u{f900}'..='\u{faff}' => single(c),
        _ => c,
    }
}

/// Folds a whole text.
#[must_use]
pub fn fold_text(text: &str) -> String {
    text.chars().map(fold).collect()
}

fn single(c: char) -> char {
    let mut forms = std::iter::once(c).nfkc();
    match (forms.next(), forms.next()) {
        (Some(form), None) => form,
        _ => c,
    }
}

/// A text without its white space.
#[must_use]
pub fn squeezed(text: &str) -> Cow<'_, str> {
    if text.contains(is_blank) { text.split(is_blank).collect() } else { text.into() }
}

/// [`char::is_whitespace`], quick where it is asked of Chinese.
#[must_use]
pub fn is_blank(c: char) -> bool {
    !is_common_ideograph(c) && c.is_whitespace()
}

/// The ideographs that nearly every letter of a document is one of: for them the tables of Unicode need no asking.
#[must_use]
pub fn is_common_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// The folded form of a text that is printed in another; `None` for one that is its own, as most are.
#[must_use]
pub fn folded(printed: &str) -> Option<String> {
    if !any_bytes(printed, may_be_folded) {
        return None;
    }
    // Most of a text is its own folded form, and is copied in runs.
    let mut folded = String::new();
    let (mut copied, mut looked_at) = (0, 0);
    let next = |from: usize| {
        let rest = printed.get(from..)?;
        let at = rest.bytes().position(|first| MAY_BE_FOLDED[usize::from(first)])?;
        Some((from + at, rest.get(at..)?.chars().next()?))
    };
    while let Some((at, c)) = next(looked_at) {
        looked_at = at + c.len_utf8();
        let form = fold(c);
        if form != c {
            if copied == 0 {
                folded.reserve(printed.len());
            }
            folded.push_str(printed.get(copied..at).unwrap_or_default());
            folded.push(form);
            copied = looked_at;
        }
    }
    (copied > 0).then(|| {
        folded.push_str(printed.get(copied..).unwrap_or_default());
        folded
    })
}

/// True for a byte with which a character may begin that [`fold`] changes.
static MAY_BE_FOLDED: [bool; 256] = {
    let mut may_be = [false; 256];
    let firsts = [b'\t', 0xc2, 0xe2, 0xe3, 0xef];
    let mut at = 0;
    while at < firsts.len() {
        may_be[firsts[at] as usize] = true;
        at += 1;
    }
    may_be
};

/// The same of the first three bytes: 、 and 。, quotes and dashes begin as blanks do, and stand in nearly every line.
#[expect(clippy::needless_bitwise_bool, reason = "without branches many bytes are compared at once")]
const fn may_be_folded(first: u8, second: u8, third: u8) -> bool {
    let stop = third == 0x81 || third == 0x82;
    let quote = third >= 0x90 && third <= 0x9f;
    (first == b'\t')
        | (first == 0xc2)
        | (first == 0xe2) & !((second == 0x80) & quote)
        | (first == 0xe3) & !((second == 0x80) & stop)
        | (first == 0xef)
}

/// True where some byte of a text passes a test together with the two behind it, zeros behind the last. The test is to
/// branch nowhere: then a whole line is looked at at once, and no letter of it is taken apart.
#[must_use]
pub fn any_bytes(text: &str, holds: impl Fn(u8, u8, u8) -> bool) -> bool {
    let bytes = text.as_bytes();
    let from = |at: usize| bytes.get(at..).unwrap_or_default();
    let all = bytes.iter().zip(from(1)).zip(from(2));
    let inside = all.fold(false, |any, ((&one, &two), &three)| any | holds(one, two, three));
    inside
        || match *bytes {
            [.., one, two] => holds(one, two, 0) | holds(two, 0, 0),
            [one] => holds(one, 0, 0),
            [] => false,
        }
}

/// [`char::is_alphabetic`], quick where it is asked of Chinese.
#[must_use]
pub fn is_alphabetic(c: char) -> bool {
    is_common_ideograph(c) || (!matches!(c, '、' | '。') && c.is_alphabetic())
}

/// [`char::is_numeric`], quick where it is asked of Chinese.
#[must_use]
pub fn is_numeric(c: char) -> bool {
    !is_common_ideograph(c) && c.is_numeric()
}

/// True for characters that show nothing and carry nothing: marks of direction, soft hyphens, joiners, controls.
#[must_use]
pub fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}'
            | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}'
    ) || (c.is_control() && !matches!(c, '\n' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_folded_one_to_one() {
        assert_eq!(fold_text("(12.5%)〈甲〉 ⼯作"), "(12.5%)<甲> 工作");
        assert_eq!(fold('①'), '①');
        assert_eq!(fold('Ⅲ'), 'Ⅲ');
    }

    #[test]
    fn what_is_folded_is_known_by_its_first_bytes() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32) {
            let printed = format!("甲{c}乙");
            let form = folded(&printed).unwrap_or_else(|| printed.clone());
            assert_eq!(form, format!("甲{}乙", fold(c)), "{c}");
            assert_eq!(folded(&c.to_string()).is_some(), fold(c) != c, "{c}");
        }
    }

    #[test]
    fn ideographs_are_letters_and_no_numbers() {
        for c in '\u{4e00}'..='\u{9fff}' {
            assert!(c.is_alphabetic() && !c.is_numeric(), "{c}");
        }
        assert!(is_numeric('½') && is_numeric('３') && is_alphabetic('Ω') && !is_alphabetic('、'));
    }

    #[test]
    fn invisible_characters_are_named() {
        assert!("\u{ad}\u{200f}\u{feff}\0".chars().all(is_invisible));
        assert!(!"甲 \n\t".chars().any(is_invisible));
    }
}
