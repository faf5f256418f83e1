//! Bytes to text: the encoding is told from the bytes, never from what the file says about itself.

use std::borrow::Cow;

use encoding_rs::{Encoding, GB18030, UTF_8, UTF_16BE, UTF_16LE};

use crate::ingest::draft::Finding;
use crate::ingest::error::IngestError;
use crate::ingest::findings;
use crate::ingest::fold::is_invisible;

/// Text with line feeds for line ends and without invisible characters.
#[derive(Debug)]
pub struct Decoded {
    pub text: String,
    pub encoding: &'static str,
    pub findings: Vec<Finding>,
}

/// More replaced or control characters than this in a thousand, and the bytes are no text.
const DAMAGE_PER_MILLE: usize = 20;

/// Decodes `bytes`; fails where no encoding makes text of them.
pub fn decode(bytes: &[u8]) -> Result<Decoded, IngestError> {
    let (encoding, text) = read(bytes);
    let (mut damaged, mut controls, mut unclean) = (0, 0, false);
    for c in unusual(&text) {
        damaged += usize::from(c == char::REPLACEMENT_CHARACTER);
        controls += usize::from(c.is_control() && !c.is_whitespace());
        unclean |= needs_cleaning(c);
    }
    let chars = if damaged + controls > 0 { text.chars().count() } else { 0 };
    if (damaged + controls) * 1000 > chars * DAMAGE_PER_MILLE {
        return Err(IngestError::NotText {
            reason: format!(
                "of {chars} characters read as {}, {damaged} cannot be decoded and {controls} are control characters",
                encoding.name()
            ),
        });
    }
    let mut findings = Vec::new();
    if damaged > 0 {
        let message =
            format!("{damaged} places are no {} text and were replaced by “\u{fffd}”", encoding.name());
        findings.push(Finding::warning(findings::ENCODING_DAMAGED, message));
    }
    let (text, removed) = if unclean { clean(&text) } else { (text.into_owned(), 0) };
    if removed > 0 {
        let message = format!("{removed} invisible characters were taken out");
        findings.push(Finding::info(findings::INVISIBLE_REMOVED, message));
    }
    Ok(Decoded { text, encoding: encoding.name(), findings })
}

/// Line ends become line feeds; characters that show nothing are dropped. Returns how many were.
fn clean(text: &str) -> (String, usize) {
    let mut cleaned = String::with_capacity(text.len());
    let mut removed = 0;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                cleaned.push('\n');
            }
            '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => cleaned.push('\n'),
            c if is_invisible(c) => removed += 1,
            c => cleaned.push(c),
        }
    }
    (cleaned, removed)
}

/// True for a byte that begins an ideograph, printed ASCII or the like, or goes on with a character: nearly all of a
/// document, and nothing to look at twice.
static PLAIN: [bool; 256] = {
    let mut plain = [false; 256];
    let mut byte = 0;
    while byte < 256 {
        plain[byte] = matches!(byte, 0x0a | 0x20..=0x7e | 0x80..=0xbf | 0xe3..=0xe9);
        byte += 1;
    }
    plain
};

/// So many bytes are looked at at once.
const CHUNK: usize = 64;

/// The characters of a text that begin with no plain byte, but for signs in full width.
fn unusual(text: &str) -> impl Iterator<Item = char> + '_ {
    // The same without a table and a branch. Signs in full width, quotes and dashes stand in every line: what is odd
    // begins like them, but goes on with other bytes.
    #[expect(clippy::needless_bitwise_bool, reason = "without branches many bytes are compared at once")]
    let is_plain = |byte: u8, next: u8, further: u8| {
        (byte == b'\n')
            | (0x20..=0x7e).contains(&byte)
            | (0x80..=0xbf).contains(&byte)
            | (0xe3..=0xe9).contains(&byte)
            | ((byte == 0xef) & (next == 0xbc))
            | ((byte == 0xe2) & ((next > 0x81) | ((next == 0x80) & (further & 0xf0 == 0x90))))
    };
    let bytes = text.as_bytes();
    let plain = move |at: usize| {
        let from = |at: usize| bytes.get(at..).and_then(<[u8]>::first_chunk::<CHUNK>);
        let (chunk, next, further) = (from(at)?, from(at + 1)?, from(at + 2)?);
        let threes = chunk.iter().zip(next).zip(further);
        Some(threes.fold(true, |all, ((&byte, &next), &further)| all & is_plain(byte, next, further)))
    };
    let odd = (0..bytes.len()).step_by(CHUNK).filter(move |&at| plain(at) != Some(true));
    let at = odd
        .flat_map(move |from| from..bytes.len().min(from + CHUNK))
        .filter(|&at| bytes.get(at).is_some_and(|&byte| !PLAIN[usize::from(byte)]));
    at.filter_map(|at| text.get(at..)?.chars().next())
}

fn needs_cleaning(c: char) -> bool {
    matches!(c, '\r' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}') || is_invisible(c)
}

/// The encoding, and what the bytes behind the byte order mark say in it.
fn read(bytes: &[u8]) -> (&'static Encoding, Cow<'_, str>) {
    let decoded = |encoding: &'static Encoding, from: usize| {
        let body = bytes.get(from..).unwrap_or_default();
        (encoding, encoding.decode_without_bom_handling(body).0)
    };
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decoded(encoding, length);
    }
    if let Some(encoding) = utf_16_without_mark(bytes) {
        return decoded(encoding, 0);
    }
    let (utf_8, damaged) = UTF_8.decode_without_bom_handling(bytes);
    if !damaged {
        return (UTF_8, utf_8);
    }
    let errors =
        |text: &str| text.chars().filter(|&c| c == char::REPLACEMENT_CHARACTER || is_private(c)).count();
    let gb18030 = decoded(GB18030, 0);
    // A few bad bytes in UTF-8 are damage; GB18030 read as UTF-8 is nothing but bad bytes.
    if errors(&utf_8) <= errors(&gb18030.1) { (UTF_8, utf_8) } else { gb18030 }
}

/// Private-use characters: what wrongly decoded bytes turn into.
fn is_private(c: char) -> bool {
    ('\u{e000}'..='\u{f8ff}').contains(&c)
}

/// Text in UTF-16 has a zero byte beside every digit and line end; text in other encodings has none.
fn utf_16_without_mark(bytes: &[u8]) -> Option<&'static Encoding> {
    if !bytes.is_empty() && !bytes.contains(&0) {
        return None;
    }
    let zeros = |offset: usize| bytes.iter().skip(offset).step_by(2).filter(|&&byte| byte == 0).count();
    let (high_first, low_first) = (zeros(0), zeros(1));
    if (high_first + low_first) * 100 < bytes.len() {
        return None;
    }
    let encoding = if high_first > low_first { UTF_16BE } else { UTF_16LE };
    let (text, damaged) = encoding.decode_without_bom_handling(bytes);
    let plausible = text.chars().filter(|&c| c.is_whitespace() || is_expected(c)).count();
    (!damaged && plausible * 10 > text.chars().count() * 9).then_some(encoding)
}

/// Characters that bulletins are made of.
fn is_expected(c: char) -> bool {
    matches!(c, ' '..='~' | '\u{2000}'..='\u{206f}' | '\u{3000}'..='\u{303f}' | '\u{4e00}'..='\u{9fff}' | '\u{ff00}'..='\u{ffef}')
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "序号\n1\n新增企业50家以上。\n";

    fn read(bytes: &[u8]) -> (String, &'static str) {
        let decoded = decode(bytes).unwrap();
        (decoded.text, decoded.encoding)
    }

    fn utf_16(mark: &[u8], unit: fn(u16) -> [u8; 2]) -> Vec<u8> {
        mark.iter().copied().chain(TEXT.encode_utf16().flat_map(unit)).collect()
    }

    #[test]
    fn every_encoding_gives_the_same_text() {
        let with_mark = [b"\xef\xbb\xbf", TEXT.as_bytes()].concat();
        assert_eq!(read(TEXT.as_bytes()), (TEXT.to_owned(), "UTF-8"));
        assert_eq!(read(&with_mark), (TEXT.to_owned(), "UTF-8"));
        assert_eq!(read(&GB18030.encode(TEXT).0), (TEXT.to_owned(), "gb18030"));
        assert_eq!(read(&utf_16(b"\xff\xfe", u16::to_le_bytes)), (TEXT.to_owned(), "UTF-16LE"));
        assert_eq!(read(&utf_16(b"\xfe\xff", u16::to_be_bytes)), (TEXT.to_owned(), "UTF-16BE"));
        assert_eq!(read(&utf_16(b"", u16::to_le_bytes)), (TEXT.to_owned(), "UTF-16LE"));
        assert_eq!(read(&utf_16(b"", u16::to_be_bytes)), (TEXT.to_owned(), "UTF-16BE"));
    }

    #[test]
    fn line_ends_and_invisible_characters_are_cleaned() {
        let long = "戊".repeat(200);
        let decoded =
            decode(format!("甲\r\n乙\r丙\u{2028}丁\u{ad}\u{200f}\u{feff}\0{long}").as_bytes()).unwrap();
        assert_eq!(decoded.text, format!("甲\n乙\n丙\n丁{long}"));
        assert_eq!(decoded.findings[0].code, findings::INVISIBLE_REMOVED);
    }

    #[test]
    fn a_damaged_byte_is_a_finding_and_not_another_encoding() {
        let long = TEXT.repeat(20);
        let mut bytes = long.clone().into_bytes();
        bytes.truncate(bytes.len() - 2);
        let decoded = decode(&bytes).unwrap();
        assert_eq!(decoded.encoding, "UTF-8");
        assert_eq!(decoded.findings[0].code, findings::ENCODING_DAMAGED);
    }

    #[test]
    fn bytes_that_are_no_text_are_refused() {
        let bytes: Vec<u8> = (0..4096_u32).map(|i| i.wrapping_mul(2_654_435_761).to_be_bytes()[1]).collect();
        assert!(matches!(decode(&bytes), Err(IngestError::NotText { .. })));
    }
}
