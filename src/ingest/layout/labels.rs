//! The labels of blocks, 责任单位:… and 完成情况:…, and the parts of a text that stand behind each of them.

use std::sync::LazyLock;

use regex::Regex;

use super::words::Column;
use super::{list, noise, number};
use crate::ingest::format::Paragraph;
use crate::ingest::passage::Passage;

/// What labels name, in words of offices.
const LABELS: &[(Column, &str)] = &[
    (Column::Lead, "牵头(?:责任)?(?:单位|部门)|主办单位"),
    (Column::Support, "(?:配合|协办|协同|参与)(?:责任)?(?:单位|部门)"),
    (Column::Units, "(?:主要)?(?:责任|承办|落实|实施)(?:单位|部门|主体)"),
    (Column::Supervisor, "(?:分管|责任|牵头|挂钩|联系)(?:市|县|区|镇)?(?:领导|市长|县长|区长)|责任人"),
    (
        Column::Progress,
        "(?:目前|工作|当前|最新|实际|具体)?(?:完成|进展|落实|推进|办理|实施|执行)(?:情况|进展|进度)|(?:目前|工作|当前|具体)?进展|(?:具体|详细)情况|情况说明",
    ),
    (
        Column::Status,
        "(?:完成|进展|进度|推进)(?:状态|评价|评估)|(?:当前|目前)?状态|是否(?:完成|达标|达到?序时(?:进度)?)|亮灯(?:情况)?",
    ),
    (
        Column::Task,
        "(?:工作|目标|主要|重点|年度|全年|建设|实施|年度目标)?任务|(?:任务|目标)(?:安排|要求)|(?:建设|工作|任务|实施|目标|主要|实事|项目|具体)内容|(?:年度|全年|工作|任务|建设)目标|任务名称|项目名称",
    ),
    (
        Column::Other,
        "项目(?:责任人|负责人|联系人)|联系(?:人|电话|方式)|下一步(?:工作)?(?:计划|打算|安排|举措)?|存在(?:的)?(?:问题|困难)|完成时限|时间节点|备注",
    ),
];

#[expect(clippy::expect_used, reason = "the patterns are constants, and a test compiles them")]
static LABEL: LazyLock<Regex> = LazyLock::new(|| {
    let words = LABELS.iter().map(|(_, words)| format!("({words})")).collect::<Vec<_>>().join("|");
    Regex::new(&format!(r"(?:^|[。;)\]】\s])\s*[【\[(]?\s*(?:{words})\s*(?:[】\])]\s*:?|:)"))
        .expect("constant pattern")
});

/// A paragraph, or the part of one that belongs to a label.
pub struct Part {
    /// The column that its label names; `None` where it has none.
    pub label: Option<Column>,
    /// The printed words of the label.
    pub words: String,
    /// The text, without its label.
    pub text: Passage,
    /// Other text of the same paragraph stands before it.
    within: bool,
}

/// Paragraphs parted at the labels inside them.
#[must_use]
pub fn parts(paragraphs: &[&Paragraph]) -> Vec<Part> {
    let mut parts = Vec::new();
    for paragraph in paragraphs.iter().filter(|paragraph| !noise::is_page_mark(paragraph.text.text())) {
        let text = &paragraph.text;
        if let Some(list) = list::units_alone(text) {
            push(&mut parts, Some(Column::Units), "", &list, false);
            continue;
        }
        let mut found = LABEL.captures_iter(text.text()).peekable();
        if found.peek().is_none() {
            push(&mut parts, None, "", text, false);
            continue;
        }
        let cutter = text.cutter();
        let mut label = None;
        let mut said = "";
        let mut start = 0;
        for found in found {
            let Some((column, words)) =
                LABELS.iter().enumerate().find_map(|(at, (column, _))| Some((*column, found.get(at + 1)?)))
            else {
                continue;
            };
            let whole = found.get(0).map_or(0..0, |whole| whole.range());
            let end = text.text().get(whole.start..words.start()).and_then(|lead| lead.find(['。', ';']));
            let cut = end.map_or(whole.start, |end| {
                whole.start + end + '。'.len_utf8().min(lead_width(text.text(), whole.start + end))
            });
            push(&mut parts, label, said, &cutter.slice_bytes(start..cut), start > 0);
            (label, said, start) = (Some(column), words.as_str(), whole.end);
        }
        push(&mut parts, label, said, &cutter.slice_bytes(start..text.text().len()), start > 0);
    }
    part_tasks(parts)
}

/// Parts the tasks off that stand in the midst of a paragraph, as in a newspaper: …已试运营。 2.新增设备260套。 牵头领导:….
///
/// Where the label with which the first block begins stands again behind a label of the same paragraph, the next number
/// before it begins the next task.
fn part_tasks(parts: Vec<Part>) -> Vec<Part> {
    let first = parts.iter().find_map(|part| part.label);
    let begins = |at: usize| parts.get(at + 1).is_some_and(|next| next.label == first && next.within);
    let fits: Vec<bool> = (0..parts.len()).map(begins).collect();
    let mut last = None;
    let mut parted = Vec::with_capacity(parts.len());
    for (part, fits) in parts.into_iter().zip(fits) {
        let number = if fits && first.is_some() { last_number(part.text.text(), last) } else { None };
        let Some((number, at)) = number else {
            parted.push(part);
            continue;
        };
        last = Some(number);
        let task = part.text.slice_bytes(at..part.text.text().len());
        let rest = part.text.slice_bytes(0..at);
        push(&mut parted, part.label, &part.words, &rest, part.within);
        push(&mut parted, None, "", &task, true);
    }
    parted
}

/// The number that goes on from `last`, 1 where there is none, nearest to the end of a text, and the byte where it stands.
fn last_number(text: &str, last: Option<u32>) -> Option<(u32, usize)> {
    let wanted = last.map_or(1, |last| last + 1);
    let mut found = None;
    let mut before = ' ';
    for (at, c) in text.char_indices() {
        let begins = matches!(before, '。' | ';' | ':') || before.is_whitespace();
        if begins && !c.is_whitespace() {
            let rest = text.get(at..).unwrap_or_default();
            let number = number::in_front(rest).or_else(|| number::ordinal_in_front(rest));
            found = number.filter(|(number, _)| *number == wanted).map(|(number, _)| (number, at)).or(found);
        }
        before = c;
    }
    found
}

fn lead_width(text: &str, at: usize) -> usize {
    text.get(at..).and_then(|rest| rest.chars().next()).map_or(0, char::len_utf8)
}

fn push(parts: &mut Vec<Part>, label: Option<Column>, words: &str, text: &Passage, within: bool) {
    let text = text.trimmed();
    if label.is_some() || !text.is_empty() {
        parts.push(Part { label, words: words.to_owned(), text, within });
    }
}

/// 1.目标任务:新增企业20家: the label says what the paragraph is, and is no part of it.
#[must_use]
pub fn without_task_label(text: &Passage) -> Passage {
    let label = LABEL.captures(text.text()).filter(|found| {
        let task = LABELS.iter().position(|(column, _)| *column == Column::Task).map_or(0, |at| at + 1);
        found.get(task).is_some() && found.get(0).is_some_and(|whole| whole.start() == 0)
    });
    let end = label.and_then(|found| Some(found.get(0)?.end())).unwrap_or(0);
    text.slice_bytes(end..text.text().len()).trimmed()
}
