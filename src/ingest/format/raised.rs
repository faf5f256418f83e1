//! Raised numbers: the marks of notes, which must not run into the figures beside them.

/// Numbers of notes have at most this many digits.
const MOST_DIGITS: usize = 3;

/// Sets what stands in `line` from byte `start` in square brackets, where it is the number of a note: 生活圈⁴5个 is
/// five of them. A square or cube of a unit (km²) stays.
pub fn mark(line: &mut String, start: usize) {
    let Some(number) = line.get(start..).and_then(number) else { return };
    let unit = matches!(number.as_str(), "2" | "3")
        && line.get(..start).is_some_and(|before| before.ends_with(|c: char| c.is_ascii_alphabetic()));
    if !unit {
        line.truncate(start);
        line.push('[');
        line.push_str(&number);
        line.push(']');
    }
}

/// The number of a note, with or without brackets.
fn number(raised: &str) -> Option<String> {
    let bare = raised
        .trim()
        .trim_matches(['[', ']', '(', ')', '〔', '〕', '［', '］', '（', '）', '【', '】', '注']);
    let digits = bare.chars().all(|c| c.is_ascii_digit());
    (digits && (1..=MOST_DIGITS).contains(&bare.len())).then(|| bare.to_owned())
}
