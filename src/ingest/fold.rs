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
    let is_blank = |c: char| !is_common_ideograph(c) && c.is_whitespace();
    if text.contains(is_blank) { text.split(is_blank).collect() } else { text.into() }
}

/// The ideographs that nearly every letter of a document is one of: for them the tables of Unicode need no asking.
#[must_use]
pub fn is_common_ideograph(c: char) -> bool {
    matches!(c, '\u{4e00}'..='\u{9fff}')
}

/// False for a byte with which no character begins that [`fold`] changes, as with most of what is printed.
#[must_use]
pub fn may_be_folded(first: u8) -> bool {
    // It is asked of every byte of a document.
    static MAY_BE: [bool; 256] = {
        let mut may_be = [false; 256];
        let firsts = [b'\t', 0xc2, 0xe2, 0xe3, 0xef];
        let mut at = 0;
        while at < firsts.len() {
            may_be[firsts[at] as usize] = true;
            at += 1;
        }
        may_be
    };
    MAY_BE[usize::from(first)]
}

/// [`char::is_alphabetic`], quick where it is asked of Chinese.
#[must_use]
pub fn is_alphabetic(c: char) -> bool {
    is_common_ideograph(c) || c.is_alphabetic()
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
    fn what_is_folded_is_known_by_its_first_byte() {
        for c in (0..=u32::from(char::MAX)).filter_map(char::from_u32).filter(|&c| fold(c) != c) {
            assert!(may_be_folded(c.to_string().as_bytes()[0]), "{c}");
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
