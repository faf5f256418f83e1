//! Numbered tasks without a table: a number, the task with its units in brackets at its end, then what was done.

use std::ops::Range;
use std::sync::LazyLock;

use regex::Regex;

use super::join::append_line;
use super::row::{Layout, Reading, Row};
use super::sections::{self, Trail};
use super::words::Column;
use super::{noise, number, units};
use crate::ingest::draft::DocumentKind;
use crate::ingest::format::Paragraph;
use crate::ingest::passage::Passage;

#[expect(clippy::expect_used, reason = "the pattern is constant, and a test compiles it")]
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new("^(?:主要|共同)?(?:责任|牵头|承办|落实|主办|实施|配合|主管)(?:责任)?(?:单位|部门|主体)\\s*:")
        .expect("constant pattern")
});

/// What stands before the words of a progress text.
#[expect(clippy::expect_used, reason = "the pattern is constant, and a test compiles it")]
static PROGRESS_LABEL: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\s*[【\[(]?(?:目前|工作|当前|最新)?(?:(?:完成|进展|落实|推进|办理|实施|执行)(?:情况|进展|进度)|进展)(?:[】\])]\s*:?|\s*:)")
        .expect("constant pattern")
});

/// A task may be broken into at most this many paragraphs.
const TASK_PARAGRAPHS: usize = 3;

/// A paragraph that ends with its units in brackets.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Task {
    number: Option<u32>,
    text: Passage,
    units: Passage,
    labelled: bool,
}

/// How many paragraphs end with a labelled list of units: the evidence for this layout.
#[must_use]
pub fn count(paragraphs: &[&Paragraph]) -> usize {
    let tells = |task: Task| task.labelled || task.number.is_some();
    paragraphs.iter().filter(|paragraph| task(&paragraph.text).is_some_and(tells)).count()
}

/// Reads the list.
#[must_use]
pub fn read(paragraphs: &[&Paragraph]) -> Reading {
    let mut reading = Reading::empty(Layout::NumberedList, DocumentKind::Progress);
    let lines: Vec<&Paragraph> =
        paragraphs.iter().copied().filter(|line| !noise::is_page_mark(line.text.text())).collect();
    let mut trail = Trail::default();
    let mut at = 0;
    while let Some(line) = lines.get(at) {
        let alone = number::alone(line.text.text());
        if let Some((task, used)) = task_at(&lines, at, alone, &reading) {
            reading.rows.push(Row {
                number: task.number.or(alone),
                text: task.text,
                supervisor: units::people(&task.units),
                units: vec![(Column::Units, task.units)],
                section: trail.path(),
                ..Row::default()
            });
            at += used;
            continue;
        }
        at += 1;
        if let Some((level, words)) = sections::heading(&line.text).filter(|_| begins_a_section(&lines, at)) {
            trail.enter(level, words);
        } else if reading.rows.is_empty() {
            reading.head.push(line.text.clone());
        } else if noise::is_note(line.text.text()) || noise::is_chrome(line.text.text()) {
            reading.rest.push(line.text.clone());
        } else if let Some(row) =
            reading.rows.last_mut().filter(|_| line.text.text().chars().any(char::is_alphanumeric))
        {
            row.progress.append("\n", &without_label(&line.text));
        }
    }
    if reading.rows.iter().all(|row| row.progress.is_empty()) {
        reading.kind = DocumentKind::Plan;
    }
    reading
}

/// The task that begins at a paragraph, and how many paragraphs it takes.
fn task_at(lines: &[&Paragraph], at: usize, alone: Option<u32>, reading: &Reading) -> Option<(Task, usize)> {
    let Some(number) = alone else {
        let task = task(&lines.get(at)?.text)?;
        // Without a number of its own, only a label makes units of words in brackets. A number in front has to go on
        // from the last one, for items of a progress text are numbered too.
        let last = reading.rows.iter().rev().find_map(|row| row.number).unwrap_or(0);
        let counts = task
            .number
            .is_some_and(|number| number == last + 1 || (last > 0 && number > last && number <= last + 3));
        return (task.labelled || counts).then_some((task, 1));
    };
    let last = reading.rows.iter().rev().find_map(|row| row.number).unwrap_or(0);
    if number <= last || number > last + 20 {
        return None;
    }
    let mut text = Passage::default();
    for used in 0..TASK_PARAGRAPHS {
        let line = &lines.get(at + 1 + used)?.text;
        if number::alone(line.text()).is_some() || (used > 0 && number::in_front(line.text()).is_some()) {
            return None;
        }
        append_line(&mut text, line);
        if let Some(task) = task(&text) {
            return Some((task, used + 2));
        }
    }
    None
}

/// Takes a paragraph apart that ends with its units in brackets.
fn task(paragraph: &Passage) -> Option<Task> {
    let text = paragraph.text().trim_end().trim_end_matches(['。', ';', '.']).trim_end();
    let (open, inside) = last_bracket(text)?;
    let inner = text.get(inside.clone())?;
    let label = LABEL.find(inner).map_or(0, |label| label.end());
    let labelled = label > 0
        || (["牵头", "配合", "负责"].iter().any(|word| inner.contains(word))
            && units::looks_like_units(&paragraph.slice_bytes(inside.clone())));
    let skip = if is_plain_label(inner) { label } else { 0 };
    let units = paragraph.slice_bytes(inside.start + skip..inside.end);
    if !labelled && !units::looks_like_units(&units) {
        return None;
    }
    let body = text.get(..open)?.trim_end();
    let (number, start) = match number::in_front(body) {
        Some((number, start)) => (Some(number), start),
        None => (None, 0),
    };
    let text = paragraph.slice_bytes(start..body.len()).trimmed();
    (!text.is_empty() && !units.is_empty()).then_some(Task { number, text, units, labelled })
}

/// The text of a paragraph and its units, where it ends with them in brackets and a label says that they are units.
pub fn units_at_end(paragraph: &Passage) -> Option<(Passage, Passage)> {
    let end = paragraph.text().trim_end().trim_end_matches(['。', ';', '.']).trim_end().len();
    let open = task(paragraph).filter(|task| task.labelled)?;
    let (body, _) = last_bracket(paragraph.text().get(..end)?)?;
    Some((paragraph.slice_bytes(0..body).trimmed(), open.units))
}

/// 责任单位: says nothing on roles and is taken off; 牵头单位: and 配合单位: stay, for they do.
fn is_plain_label(inner: &str) -> bool {
    !inner.starts_with("牵头") && !inner.starts_with("主办") && !inner.starts_with("配合")
}

/// The list of units that a paragraph holds and nothing else, mostly in brackets: (市工信局牵头,市统计局配合).
pub fn units_alone(paragraph: &Passage) -> Option<Passage> {
    const DUTIES: [&str; 3] = ["牵头", "配合", "负责"];
    if paragraph.len() > LONGEST_LIST {
        return None;
    }
    let text = paragraph.text().trim_end_matches(['。', ';']);
    let inside = if text.starts_with(['(', '[', '【']) {
        last_bracket(text).filter(|(open, _)| *open == 0)?.1
    } else {
        DUTIES.iter().any(|duty| text.ends_with(duty)).then_some(0..text.len())?
    };
    let list = paragraph.slice_bytes(inside);
    let tells = DUTIES.iter().any(|word| list.text().contains(word));
    (tells && units::looks_like_units(&list)).then_some(list)
}

/// Longer brackets hold text.
const LONGEST_LIST: usize = 300;

/// Byte of the bracket that the last character of a text closes, and the bytes between the two.
fn last_bracket(text: &str) -> Option<(usize, Range<usize>)> {
    let close = text.chars().next_back()?;
    let open = match close {
        ')' => '(',
        ']' => '[',
        '】' => '【',
        _ => return None,
    };
    let mut depth = 0_usize;
    for (at, c) in text.char_indices().rev() {
        if c == close {
            depth += 1;
        } else if c == open {
            depth = depth.checked_sub(1)?;
            if depth == 0 {
                return Some((at, at + c.len_utf8()..text.len() - close.len_utf8()));
            }
        }
    }
    None
}

/// A heading stands before a number or a task, not inside a progress text.
fn begins_a_section(lines: &[&Paragraph], next: usize) -> bool {
    lines.get(next).is_some_and(|line| {
        number::alone(line.text.text()).is_some()
            || sections::heading(&line.text).is_some()
            || task(&line.text).is_some_and(|task| task.labelled)
    })
}

fn without_label(line: &Passage) -> Passage {
    let label = PROGRESS_LABEL.find(line.text());
    label.map_or_else(|| line.clone(), |label| line.slice_bytes(label.end()..line.text().len()).trimmed())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn lines(text: &str) -> Vec<Paragraph> {
        let mut at = 0;
        text.lines()
            .map(|line| {
                let text = Passage::at(at, line);
                at += text.len() + 1;
                Paragraph { text, blanks_before: 0 }
            })
            .collect()
    }

    fn rows(text: &str) -> Vec<Row> {
        let lines = lines(text);
        read(&lines.iter().collect::<Vec<_>>()).rows
    }

    #[test]
    fn number_lines_part_the_tasks() {
        let rows = rows(
            "改善农村道路条件。（责任单位：县交通局、各镇政府<含江南新区管委会>）\n1.完成改造5公里。\n2\n新增就业3000人。(县人社局、县财政局)\n3\n加强水库管理。(责任单位:县水利局)\n截至6月底,巡查12次。\n部分水库进度慢于计划",
        );
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [None, Some(2), Some(3)]);
        assert_eq!(rows[0].units[0].1.printed(), "县交通局、各镇政府<含江南新区管委会>");
        assert_eq!(rows[0].progress.text(), "1.完成改造5公里。");
        assert!(rows[1].progress.is_empty());
        assert_eq!(rows[2].text.text(), "加强水库管理。");
        assert_eq!(rows[2].progress.text(), "截至6月底,巡查12次。\n部分水库进度慢于计划");
    }

    #[test]
    fn numbers_may_stand_in_front_of_the_task() {
        let rows = rows(
            "一、经济发展\n1.粮食总产量稳定在5万吨。（牵头单位：县农业局；配合单位：县财政局）\n进展：完成春播。\n2.新建公园1个。【责任单位：县建设局】\n已开工。",
        );
        assert_eq!(rows.iter().map(|row| row.number).collect::<Vec<_>>(), [Some(1), Some(2)]);
        assert_eq!(rows[0].section, ["经济发展"]);
        assert_eq!(rows[0].progress.text(), "完成春播。");
        assert_eq!(rows[0].units[0].1.text(), "牵头单位:县农业局;配合单位:县财政局");
    }
}
