//! Text whose lines were broken at a fixed width, as it is copied out of a PDF: lines as wide as the page go on in the next.

use std::borrow::Cow;

use super::{noise, number, sections};
use crate::ingest::format::Paragraph;

/// Narrower lines are cells or headings, not a page.
const NARROWEST: usize = 16;
/// Lines of full width differ by at most this many characters, for Latin letters and digits are narrower.
const SLACK: usize = 3;

/// Joins the lines of a text that was broken at a fixed width; any other text comes back as it is.
#[must_use]
pub fn join(lines: Vec<Cow<'_, Paragraph>>) -> Vec<Cow<'_, Paragraph>> {
    let Some(width) = width(&lines) else { return lines };
    let mut joined: Vec<Cow<'_, Paragraph>> = Vec::with_capacity(lines.len());
    let mut open = false;
    let mut turned = false;
    for line in lines {
        // A page ends inside a sentence as often as not.
        if noise::is_page_mark(line.text.text()) {
            turned = true;
            continue;
        }
        // A sentence that ends a little short of the width ends a paragraph more often than not.
        let ended = line.text.text().ends_with(['。', ';', '!', '?', ')']) && line.text.len() < width;
        let full = line.text.len() + SLACK >= width && !ended;
        match joined.last_mut().filter(|_| open && goes_on(&line, turned)) {
            Some(last) => last.to_mut().text.append("", &line.text),
            None => joined.push(line),
        }
        open = full;
        turned = false;
    }
    joined
}

/// The width of the page, where the lines show one: a quarter of them have it, and hardly any is wider.
fn width(lines: &[Cow<'_, Paragraph>]) -> Option<usize> {
    let mut lengths: Vec<usize> = lines.iter().map(|line| line.text.len()).collect();
    // One line in a hundred may be wider: an address, a line that was not broken.
    let place = lengths.len().checked_sub(1 + lengths.len() / 100)?;
    let (_, &mut widest, _) = lengths.select_nth_unstable(place);
    let full = lengths.iter().filter(|&&length| length + SLACK >= widest && length <= widest + SLACK).count();
    (widest >= NARROWEST && lengths.len() >= 8 && full * 4 >= lengths.len()).then_some(widest)
}

fn goes_on(line: &Paragraph, turned: bool) -> bool {
    let text = line.text.text();
    (line.blanks_before == 0 || turned)
        && number::alone(text).is_none()
        && number::in_front(text).is_none()
        && number::ordinal_in_front(text).is_none()
        && sections::number_in_front(text).is_none()
        && sections::heading(&line.text).is_none()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::ingest::passage::Passage;

    fn joined(lines: &[String]) -> Vec<String> {
        let lines =
            lines.iter().map(|line| Cow::Owned(Paragraph { text: Passage::at(0, line), blanks_before: 0 }));
        join(lines.collect()).iter().map(|line| line.text.printed().to_owned()).collect()
    }

    #[test]
    fn lines_of_full_width_go_on() {
        let text = "新建改造农村公路五十公里,新增停车位六百个,全面提升公共服务水平,持续改善群众出行条件。";
        let chars: Vec<char> = text.chars().collect();
        let mut lines = Vec::new();
        for number in 1..=5 {
            let numbered: Vec<char> = format!("{number}.").chars().chain(chars.iter().copied()).collect();
            lines.extend(numbered.chunks(20).map(|chunk| chunk.iter().collect::<String>()));
        }
        let expected: Vec<String> = (1..=5).map(|number| format!("{number}.{text}")).collect();
        assert_eq!(joined(&lines), expected);
        lines.insert(1, "- 3 -".to_owned());
        lines.insert(8, "第 4 页 共 20 页".to_owned());
        assert_eq!(joined(&lines), expected);
    }

    #[test]
    fn numbered_paragraphs_of_one_width_stay() {
        for number in ["（一）", "一、", "第一件 "] {
            let lines: Vec<String> =
                (1..10).map(|_| format!("{number}{}。", "完成情况良好".repeat(4))).collect();
            assert_eq!(joined(&lines), lines);
        }
    }

    #[test]
    fn paragraphs_of_their_own_length_stay() {
        let lines: Vec<String> = (1..40).map(|length| "完".repeat(length * 3)).collect();
        assert_eq!(joined(&lines), lines);
    }
}
