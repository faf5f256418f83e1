//! Headings that mean one thing in one table and another in the next: 目标任务 heads tasks or figures, 进度 a share or what was
//! done, 备注 remarks or a status. The other headings and the rows below tell which.

use super::path;
use super::status;
use super::words::{self, Column};
use crate::ingest::format::Paragraph;

/// So many paragraphs tell what a column holds.
const SAMPLE: usize = 200;

/// 进度 beside 完成目标(%), which is the share, holds what was done.
pub fn settle_done<'w>(columns: impl Iterator<Item = (&'w mut Column, &'w str)>) {
    let mut columns: Vec<(&mut Column, &str)> = columns.collect();
    let share = |(column, words): &(&mut Column, &str)| **column == Column::Rate && words::is_share(words);
    if !columns.iter().any(share) || columns.iter().any(|(column, _)| **column == Column::Done) {
        return;
    }
    if let Some((column, _)) = columns.iter_mut().find(|it| *it.0 == Column::Rate && !words::is_share(it.1)) {
        **column = Column::Done;
    }
}

/// Gives such headings of a flattened table the meaning with which the rows below are laid out at the lowest cost.
pub fn settle(columns: &mut [(Column, String)], body: &[&Paragraph]) {
    settle_done(columns.iter_mut().map(|(column, words)| (column, words.as_str())));
    let body = body.get(..body.len().min(SAMPLE)).unwrap_or_default();
    let of = |columns: &[(Column, String)], kind: Column| -> Vec<usize> {
        (0..columns.len()).filter(|&at| columns.get(at).is_some_and(|(column, _)| *column == kind)).collect()
    };
    let figures = body.iter().any(|line| line.text.text().starts_with(|c: char| c.is_ascii_digit()));
    if figures && of(columns, Column::Target).is_empty() {
        for at in of(columns, Column::Task).into_iter().skip(1) {
            take_if_cheaper(columns, at, Column::Target, body);
        }
    }
    let statuses = body.iter().any(|line| status::is_status(line.text.text()));
    if statuses && of(columns, Column::Status).is_empty() {
        let remarks = of(columns, Column::Other).into_iter();
        let remarks: Vec<usize> = remarks
            .filter(|&at| columns.get(at).is_some_and(|(_, words)| words::is_remarks(words)))
            .collect();
        for at in remarks {
            take_if_cheaper(columns, at, Column::Status, body);
        }
    }
}

fn take_if_cheaper(columns: &mut [(Column, String)], at: usize, kind: Column, body: &[&Paragraph]) {
    let before: Vec<Column> = columns.iter().map(|(column, _)| *column).collect();
    let mut after = before.clone();
    if let Some(column) = after.get_mut(at) {
        *column = kind;
    }
    if path::cost(body, &after) < path::cost(body, &before)
        && let Some((column, _)) = columns.get_mut(at)
    {
        *column = kind;
    }
}
