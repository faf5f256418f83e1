//! How the lines of one cell become one text.

use super::number;
use crate::ingest::passage::Passage;

/// Appends the next line of a cell: a line broken inside a sentence goes on without a gap, a new paragraph begins anew.
pub fn append_line(cell: &mut Passage, line: &Passage) {
    let ended = cell.text().ends_with(['。', ';', '!', '?', ':', ')', '”', '.', '》']);
    let separator = if ended || number::in_front(line.text()).is_some() { "\n" } else { "" };
    cell.append(separator, line);
}

/// Lines of a narrow cell are at most this long.
const NARROW: usize = 40;

/// Appends the next line of a progress text: lines of a narrow cell go on, all others are paragraphs.
pub fn append_wrapped(cell: &mut Passage, line: &Passage) {
    let last = cell.text().rsplit('\n').next().unwrap_or_default();
    if last.chars().take(NARROW + 1).count() <= NARROW {
        append_line(cell, line);
    } else {
        cell.append("\n", line);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn broken_lines_are_joined_and_paragraphs_kept() {
        let mut cell = Passage::at(0, "新建道路");
        append_line(&mut cell, &Passage::at(10, "5公里。"));
        append_line(&mut cell, &Passage::at(20, "改造小区3个。"));
        assert_eq!(cell.text(), "新建道路5公里。\n改造小区3个。");
    }
}
