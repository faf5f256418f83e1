//! Tasks in blocks of labelled paragraphs: the task, then 责任单位:…, then 完成情况:…; also all of it in one paragraph.

use super::join::append_line;
use super::labels::{Part, parts, without_task_label};
use super::row::{Layout, Reading, Row};
use super::sections::{self, Trail};
use super::words::Column;
use super::{noise, number, parting, status, told, units};
use crate::ingest::draft::{DocumentKind, Finding};
use crate::ingest::findings;
use crate::ingest::format::Paragraph;
use crate::ingest::passage::Passage;

/// Fewer blocks than this are no layout.
pub const FEWEST: usize = 2;

/// The task stands at most this many paragraphs above its first label.
const REACH: usize = 4;

/// How many blocks a text has: how often its most frequent label of units or progress stands.
#[must_use]
pub fn count(paragraphs: &[&Paragraph]) -> usize {
    let parts = parts(paragraphs);
    let of = |wanted: &[Column]| {
        parts.iter().filter(|part| part.label.is_some_and(|label| wanted.contains(&label))).count()
    };
    of(&[Column::Lead, Column::Units]).max(of(&[Column::Progress]))
}

/// Reads the blocks.
#[must_use]
pub fn read(paragraphs: &[&Paragraph]) -> Reading {
    let mut reading = Reading::empty(Layout::LabelledList, DocumentKind::Progress);
    let parts = parts(paragraphs);
    let starts = starts(&parts);
    let counted = numbers_above(&parts, &starts);
    let mut trail = Trail::default();
    let mut column = None;
    let mut unread: Vec<(String, u32, usize)> = Vec::new();
    for (at, part) in parts.iter().enumerate() {
        if starts.get(at) == Some(&true) {
            let row = begin(&part.text, &trail);
            let number = row.number.or_else(|| counted.get(at).copied().flatten());
            reading.rows.push(Row { number, ..row });
            column = Some(Column::Task);
            continue;
        }
        let heading = sections::heading(&part.text)
            .filter(|_| part.label.is_none() && above_a_block(&parts, &starts, at));
        if let Some((level, words)) = heading {
            trail.enter(level, words);
            column = Some(Column::Other);
            continue;
        }
        let row_number = u32::try_from(reading.rows.len()).unwrap_or(u32::MAX);
        let Some(row) = reading.rows.last_mut() else {
            reading.head.push(part.text.clone());
            continue;
        };
        let furniture = noise::is_note(part.text.text()) || noise::is_chrome(part.text.text());
        if furniture && part.label.is_none() {
            reading.rest.push(part.text.clone());
            continue;
        }
        let begins = part.label.is_some();
        // What follows units or a name without a label of its own is no part of the block.
        let outside = match column {
            Some(Column::Lead | Column::Support | Column::Units) => {
                !units::looks_like_units(&part.text) || signs(&parts, at)
            }
            None | Some(Column::Supervisor | Column::Status) => true,
            Some(_) => false,
        };
        if !begins && outside {
            column = None;
            reading.rest.push(part.text.clone());
            continue;
        }
        column = part.label.or(column);
        // 是 and 否 mean what their label asks.
        if part.label == Some(Column::Status) && reading.columns.is_empty() {
            reading.columns.push((Column::Status, part.words.clone()));
        }
        if part.label == Some(Column::Other) {
            note_unread(&mut unread, &part.words, row_number);
        }
        match column {
            Some(Column::Task) if begins => fill_task(row, &part.words, &part.text),
            _ => fill(row, column, &part.text, begins),
        }
    }
    reading.findings.extend(unread.into_iter().map(|(words, row, count)| {
        let message = format!("what stands under “{words}” was not read, in {count} of the blocks");
        Finding::info(findings::COLUMN_IGNORED, message).at(row, None)
    }));
    reading
}

/// True for the name of who publishes, above the date below the last block.
fn signs(parts: &[Part], at: usize) -> bool {
    parts.get(at + 1).is_some_and(|next| next.label.is_none() && noise::is_date(next.text.text()))
}

/// Different labels that are noted at most; no printed list has more.
const MOST_LABELS: usize = 20;

/// Counts a label whose text is not kept, with the row that has it first.
fn note_unread(unread: &mut Vec<(String, u32, usize)>, words: &str, row: u32) {
    if let Some((_, _, count)) = unread.iter_mut().find(|(seen, _, _)| seen == words) {
        *count += 1;
    } else if unread.len() < MOST_LABELS {
        unread.push((words.to_owned(), row, 1));
    }
}

/// Which parts begin a task: those above the first label of each block.
fn starts(parts: &[Part]) -> Vec<bool> {
    let mut starts = vec![false; parts.len()];
    let mut seen: Vec<Column> = Vec::new();
    let mut block = 0;
    for (at, part) in parts.iter().enumerate() {
        let Some(label) = part.label else { continue };
        // A label that the block has already begins the next block; so does a label of the task itself.
        let again = seen.contains(&label);
        if seen.is_empty() || again {
            let start = match label {
                Column::Task => Some(name_above(parts, at).unwrap_or(at)),
                _ => task_above(parts, at, block),
            };
            if let Some(mark) = start.and_then(|start| starts.get_mut(start)) {
                *mark = true;
                seen.clear();
            }
        }
        seen.push(label);
        block = at;
    }
    starts
}

/// The number of each block whose task stands behind a label, from the line right above it: 一、供水保障 | 任务安排:改造工程26处,
/// or 序号:1 | 目标任务:改造工程26处.
///
/// Only where these lines count the blocks, one each, from 1 on; elsewhere they are the headings of sections.
fn numbers_above(parts: &[Part], starts: &[bool]) -> Vec<Option<u32>> {
    let above = |at: usize| {
        let heading = parts.get(at.checked_sub(1)?).filter(|part| part.label.is_none())?;
        let text = heading.text.text();
        if let Some(number) = text.strip_prefix("序号").or_else(|| text.strip_prefix("编号")) {
            return number.trim_start_matches([':', '.', ' ']).trim_end().parse().ok();
        }
        sections::heading(&heading.text)?;
        sections::number_in_front(text).map(|(number, _)| number)
    };
    let begins = |at: &usize| starts.get(*at) == Some(&true);
    let mut numbers = vec![None; parts.len()];
    for (at, expected) in (0..parts.len()).filter(begins).zip(1..) {
        let labelled = parts.get(at).is_some_and(|part| part.label == Some(Column::Task));
        let number = above(at).filter(|number| labelled && *number == expected);
        let (Some(number), Some(place)) = (number, numbers.get_mut(at)) else {
            return vec![None; parts.len()];
        };
        *place = Some(number);
    }
    numbers
}

/// The numbered name right above a label of the task: 第1件 供水保障 | 年度目标:改造工程26处.
fn name_above(parts: &[Part], label: usize) -> Option<usize> {
    let above = label.checked_sub(1)?;
    let text = parts.get(above).filter(|part| part.label.is_none())?.text.text();
    let numbered = number::in_front(text).or_else(|| number::ordinal_in_front(text));
    numbered.filter(|_| !text.ends_with(['。', ';'])).map(|_| above)
}

/// The paragraph with a number, or else the one right above a label, where the task begins.
fn task_above(parts: &[Part], label: usize, after: usize) -> Option<usize> {
    let first = label.saturating_sub(REACH).max(if after == 0 { 0 } else { after + 1 });
    let numbered = |at: &usize| {
        parts.get(*at).is_some_and(|part| {
            part.label.is_none()
                && (number::in_front(part.text.text()).is_some()
                    || number::ordinal_in_front(part.text.text()).is_some()
                    || match sections::heading(&part.text) {
                        Some((level, _)) => level == 2,
                        // 一、新建公园3个。 is a sentence, and no heading of a section.
                        None => sections::number_in_front(part.text.text()).is_some(),
                    })
        })
    };
    let plain = |at: &usize| parts.get(*at).is_some_and(|part| part.label.is_none());
    let heads =
        |at: &usize| plain(at) && parts.get(*at).is_some_and(|part| sections::heading(&part.text).is_some());
    let told = |at: &usize| parts.get(*at).is_some_and(|part| told::tells(part.text.text()));
    let above = || label.checked_sub(1).filter(|at| *at >= first).filter(plain);
    // What tells of things done is not the task; then the task is the heading above it.
    let task = || above().filter(told).and_then(|_| (first..label).rev().find(heads));
    (first..label).rev().find(numbered).or_else(task).or_else(above)
}

fn above_a_block(parts: &[Part], starts: &[bool], at: usize) -> bool {
    let next = at + 1;
    starts.get(next) == Some(&true)
        || parts.get(next).is_some_and(|part| sections::heading(&part.text).is_some())
}

fn begin(text: &Passage, trail: &Trail) -> Row {
    let found = number::in_front(text.text())
        .or_else(|| number::ordinal_in_front(text.text()))
        .or_else(|| sections::number_in_front(text.text()));
    let (number, start) = found.map_or((None, 0), |(number, start)| (Some(number), start));
    let text = without_task_label(&text.slice_bytes(start..text.text().len()).trimmed());
    Row { number, text, section: trail.path(), ..Row::default() }
}

fn fill(row: &mut Row, column: Option<Column>, text: &Passage, begins: bool) {
    match column {
        Some(Column::Task) => append_line(&mut row.text, text),
        Some(Column::Progress) if begins => fill_progress(row, text),
        Some(Column::Progress) => row.progress.append("\n", text),
        Some(Column::Status) => row.status.append("", text),
        Some(Column::Supervisor) => {
            let end = text.text().trim_end_matches([';', '。', ',']).len();
            row.supervisor.append("、", &text.slice_bytes(0..end));
        }
        Some(column @ (Column::Lead | Column::Support | Column::Units)) => {
            let text = text.trimmed();
            match row.units.last_mut().filter(|(kind, _)| !begins && *kind == column) {
                Some((_, list)) => list.append("\n", &text),
                None if !text.is_empty() => row.units.push((column, text)),
                None => {}
            }
        }
        _ => {}
    }
}

/// 完成情况:达到序时进度 beside 具体情况:…: the one that is a word of status and nothing else is the status.
fn fill_progress(row: &mut Row, text: &Passage) {
    let is_status = |text: &Passage| status::is_status(text.text());
    if row.progress.is_empty() || !row.status.is_empty() {
        row.progress.append("\n", text);
    } else if is_status(text) {
        row.status = text.clone();
    } else if is_status(&row.progress) {
        row.status = std::mem::replace(&mut row.progress, text.clone());
    } else {
        row.progress.append("\n", text);
    }
}

/// 第1件 供水保障 | 年度目标:改造工程26处: what asks is the task, and the name above it a heading, unless it asks for
/// figures itself.
fn fill_task(row: &mut Row, words: &str, text: &Passage) {
    let names =
        !row.text.is_empty() && !parting::has_figure(row.text.text()) && row.text.len() <= LONGEST_NAME;
    if names && !text.is_empty() && GOALS.iter().any(|goal| words.contains(goal)) {
        let name = std::mem::replace(&mut row.text, text.clone());
        row.section.push(name.printed().to_owned());
    } else {
        row.text.append("\n", text);
    }
}

/// Words of labels behind which the task itself stands.
const GOALS: &[&str] = &["目标", "任务"];

/// A longer name is a sentence.
const LONGEST_NAME: usize = 40;

#[cfg(test)]
mod tests {
    use super::*;

    fn rows(text: &str) -> Vec<Row> {
        let mut at = 0;
        let lines: Vec<Paragraph> = text
            .lines()
            .map(|line| {
                let text = Passage::at(at, line);
                at += text.len() + 1;
                Paragraph { text, blanks_before: 0 }
            })
            .collect();
        let lines: Vec<&Paragraph> = lines.iter().collect();
        assert!(count(&lines) >= FEWEST);
        read(&lines).rows
    }

    #[test]
    fn blocks_of_labelled_paragraphs() {
        let rows = rows(
            "民生实事进展\n1.改造老旧小区12个。\n责任单位：县住建局、县财政局\n完成情况：已开工10个小区。\n其余2个正在招标。\n2.新增公办幼儿园学位600个。\n责任单位：县教育局\n完成情况：新增420个。\n下一步计划：加快施工。",
        );
        let texts: Vec<_> = rows.iter().map(|row| (row.number, row.text.text())).collect();
        assert_eq!(texts, [(Some(1), "改造老旧小区12个。"), (Some(2), "新增公办幼儿园学位600个。")]);
        assert_eq!(rows[0].progress.text(), "已开工10个小区。\n其余2个正在招标。");
        assert_eq!(rows[0].units[0].1.text(), "县住建局、县财政局");
        assert_eq!(rows[1].progress.text(), "新增420个。");
    }

    #[test]
    fn what_is_not_kept_is_noted() {
        let lines = [
            "1.改造老旧小区12个。",
            "责任单位：县住建局",
            "完成情况：已完工4个。",
            "存在问题：资金不足。",
            "2.新增学位600个。",
            "责任单位：县教育局",
            "完成情况：新增420个。",
            "存在问题：师资不足。",
            "下一步打算：年内再新增200个。",
        ];
        let lines: Vec<Paragraph> = lines
            .iter()
            .enumerate()
            .map(|(at, line)| Paragraph { text: Passage::at(100 * at, line), blanks_before: 0 })
            .collect();
        let reading = read(&lines.iter().collect::<Vec<_>>());
        let noted: Vec<_> =
            reading.findings.iter().map(|it| (it.code.as_str(), it.row, it.message.as_str())).collect();
        assert_eq!(
            noted,
            [
                ("COLUMN_IGNORED", Some(1), "what stands under “存在问题” was not read, in 2 of the blocks"),
                (
                    "COLUMN_IGNORED",
                    Some(2),
                    "what stands under “下一步打算” was not read, in 1 of the blocks"
                ),
            ]
        );
        assert_eq!(reading.rows[1].progress.text(), "新增420个。");
    }

    #[test]
    fn blocks_in_one_paragraph() {
        let rows = rows(
            "一、经济发展\n(一)规上工业增加值增长8%。牵头单位:县经信局;配合单位:县统计局。进展情况:上半年增长8.6%。\n(二)招引项目20个。牵头单位:县招商局。进展情况:已招引11个。",
        );
        assert_eq!(rows.len(), 2);
        assert_eq!((rows[0].number, rows[0].text.text()), (Some(1), "规上工业增加值增长8%。"));
        assert_eq!(
            rows[0].units.iter().map(|(column, list)| (*column, list.text())).collect::<Vec<_>>(),
            [(Column::Lead, "县经信局;"), (Column::Support, "县统计局。")]
        );
        assert_eq!(rows[1].progress.text(), "已招引11个。");
        assert_eq!(rows[1].section, ["经济发展"]);
    }

    #[test]
    fn units_in_brackets_on_a_line_of_their_own_and_numbers_in_words() {
        let rows = rows(
            "任务1:招引项目20个。\n(县招商局牵头,县发改局配合)\n完成情况:已招引11个。\n任务2:目标任务:修路5公里。\n(县交通局负责)\n完成情况:修路2公里。",
        );
        let texts: Vec<_> = rows.iter().map(|row| (row.number, row.text.text())).collect();
        assert_eq!(texts, [(Some(1), "招引项目20个。"), (Some(2), "修路5公里。")]);
        let units: Vec<_> = rows.iter().map(|row| row.units[0].1.text()).collect();
        assert_eq!(units, ["县招商局牵头,县发改局配合", "县交通局负责"]);
    }

    #[test]
    fn what_was_done_between_task_and_units() {
        let rows = rows(
            "一、新建公园3个。\n截至11月底,新建公园2个。\n牵头单位:县住建局\n二、绿化造林500亩。\n截至11月底,造林460亩。\n牵头单位:县林业局;责任领导:王某;\n三、下一步要求\n各单位要加快进度,确保完成。",
        );
        let texts: Vec<_> = rows.iter().map(|row| (row.number, row.text.text())).collect();
        assert_eq!(
            texts,
            [
                (Some(1), "新建公园3个。\n截至11月底,新建公园2个。"),
                (Some(2), "绿化造林500亩。\n截至11月底,造林460亩。")
            ]
        );
        assert_eq!(rows[1].units[0].1.text(), "县林业局;");
        assert_eq!(rows[1].supervisor.text(), "王某");
    }

    #[test]
    fn labels_in_brackets() {
        let rows = rows(
            "1.新建公园3个\n【责任单位】县城管局\n【进展情况】已建成2个。\n2.绿化造林500亩\n【责任单位】县林业局\n【进展情况】完成460亩。",
        );
        assert_eq!(
            rows.iter().map(|row| row.progress.text()).collect::<Vec<_>>(),
            ["已建成2个。", "完成460亩。"]
        );
    }
}
