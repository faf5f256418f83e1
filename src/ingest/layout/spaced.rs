//! A table whose cells are parted by blanks, a row to a line, as it is copied out of a page: 1 增加学位 个 1860 1020 54.8% 县教育局.
//!
//! Blanks also stand inside cells, and empty cells leave nothing behind. So such a table is read only where its figures
//! prove which they are: a target, what is done, and the share that the one is of the other, in every row.

use std::ops::Range;

use rust_decimal::Decimal;

use super::noise;
use super::row::{Layout, Reading, Row};
use super::units;
use super::words::{self, Column};
use crate::ingest::draft::DocumentKind;
use crate::ingest::format::Paragraph;
use crate::ingest::passage::Passage;

/// Fewer rows prove nothing.
const FEWEST: usize = 3;

/// A printed share may be rounded to a whole number of per cent.
const SLACK: Decimal = Decimal::from_parts(6, 0, 0, false, 1);

/// Names of what is counted are not longer.
const LONGEST_MEASURE: usize = 5;

/// A line of the table, parted at its blanks.
struct Line<'p> {
    text: &'p Passage,
    pieces: Vec<Range<usize>>,
}

impl<'p> Line<'p> {
    fn new(text: &'p Passage) -> Self {
        let mut pieces: Vec<Range<usize>> = Vec::new();
        let mut start = None;
        for (at, c) in text.text().char_indices().chain([(text.text().len(), ' ')]) {
            match (start, c.is_whitespace()) {
                (None, false) => start = Some(at),
                (Some(from), true) => {
                    pieces.push(from..at);
                    start = None;
                }
                _ => {}
            }
        }
        Self { text, pieces }
    }

    fn piece(&self, at: usize) -> Option<&'p str> {
        self.text.text().get(self.pieces.get(at)?.clone())
    }

    /// What is no row has at most one figure that stands alone.
    fn has_figures(&self) -> bool {
        let bare = |text: &str| figure(text.strip_suffix('%').unwrap_or(text)).is_some();
        (0..self.pieces.len()).filter_map(|at| self.piece(at)).filter(|text| bare(text)).take(2).count() > 1
    }

    /// The pieces `from..to` as one passage.
    fn slice(&self, from: usize, to: usize) -> Passage {
        let first = self.pieces.get(from).map_or(0, |piece| piece.start);
        let last = to.checked_sub(1).and_then(|last| self.pieces.get(last)).map_or(first, |piece| piece.end);
        self.text.slice_bytes(first..last)
    }
}

/// Reads the rows below the header, or says why there is none or why they are not certain.
pub fn read(paragraphs: &[&Paragraph]) -> Result<Reading, String> {
    let header = paragraphs.iter().enumerate().find_map(|(at, line)| Some((at, header(&line.text)?)));
    let Some((at, columns)) = header else {
        return Err("no line names columns with blanks between them".to_owned());
    };
    let mut reading = Reading::empty(Layout::FlattenedTable, DocumentKind::Progress);
    let (above, below) = paragraphs.split_at(at);
    reading.head = above.iter().map(|line| line.text.clone()).collect();
    let measured = columns.iter().any(|(column, _)| *column == Column::Measure);
    let printed = below.first().map(|line| line.text.text()).unwrap_or_default();
    let lines = below.iter().skip(1).filter(|line| {
        let text = line.text.text();
        text != printed && !noise::is_page_mark(text)
    });
    for line in lines {
        let parted = Line::new(&line.text);
        match row(&parted, reading.rows.last(), measured) {
            Some(row) if reading.rest.is_empty() => reading.rows.push(row),
            None if !parted.has_figures() => reading.rest.push(line.text.clone()),
            _ => {
                return Err(format!(
                    "the figures of a line below its header do not fit: {}",
                    cut(&line.text)
                ));
            }
        }
    }
    if reading.rows.len() < FEWEST {
        return Err(format!(
            "{} lines below the names of columns hold a target, what is done and the share that it is, {FEWEST} are needed",
            reading.rows.len()
        ));
    }
    reading.columns = columns;
    Ok(reading)
}

/// The columns that a line names: a number or a task first, then target, what is done, and the share, side by side.
fn header(text: &Passage) -> Option<Vec<(Column, String)>> {
    if text.len() > LONGEST_HEADER || text.text().contains(['。', ';', ',']) {
        return None;
    }
    let line = Line::new(text);
    let mut columns: Vec<(Column, String)> = Vec::with_capacity(line.pieces.len());
    for at in 0..line.pieces.len() {
        let words = line.piece(at)?;
        let column = words::column(words)?;
        let seen = |wanted: Column| columns.iter().any(|(column, _)| *column == wanted);
        let column = match column {
            Column::Task if seen(Column::Task) => Column::Target,
            Column::Progress if seen(Column::Target) && !seen(Column::Done) => Column::Done,
            column => column,
        };
        columns.push((column, line.slice(at, at + 1).printed().to_owned()));
    }
    let kinds: Vec<Column> = columns.iter().map(|(column, _)| *column).collect();
    let figures = kinds.windows(3).any(|three| three == [Column::Target, Column::Done, Column::Rate]);
    (figures && kinds.contains(&Column::Task)).then_some(columns)
}

/// Longer lines name no columns.
const LONGEST_HEADER: usize = 120;

/// The row that a line is, where its figures prove it.
fn row(line: &Line<'_>, above: Option<&Row>, measured: bool) -> Option<Row> {
    let last = above.and_then(|row| row.number);
    let next = last.map_or(1, |last| last + 1);
    let number = line.piece(0)?.parse::<u32>().ok().filter(|number| *number == next);
    let first = usize::from(number.is_some());
    let at = (first + 1..line.pieces.len()).find(|&at| proves(line, at))?;
    let measure = measured && at > first + 1 && is_measure(line.piece(at - 1)?);
    let mut row = Row { number, text: line.slice(first, at - usize::from(measure)), ..Row::default() };
    // Cells that reach down over several lines are printed once.
    let above = above.filter(|_| number.is_none());
    row.number = number.or(above.and_then(|above| above.number));
    row.continues = number.is_none() && above.is_some();
    let reaching =
        || above.and_then(|above| above.values.iter().find(|(column, _)| *column == Column::Measure));
    if measure {
        row.values.push((Column::Measure, line.slice(at - 1, at)));
    } else {
        row.values.extend(reaching().cloned());
    }
    for (place, column) in [Column::Target, Column::Done, Column::Rate].into_iter().enumerate() {
        row.values.push((column, line.slice(at + place, at + place + 1)));
    }
    let end = line.pieces.len();
    let names = (end > at + 3).then(|| line.slice(end - 1, end)).filter(units::looks_like_units);
    match names {
        Some(names) => row.units.push((Column::Units, names)),
        None => row.units.extend(above.into_iter().flat_map(|above| above.units.clone())),
    }
    Some(row)
}

/// True where a target, what is done, and the share that it is begin at a piece.
fn proves(line: &Line<'_>, at: usize) -> bool {
    let piece = |at: usize| line.piece(at);
    let (Some(target), Some(done), Some(rate)) = (
        piece(at).and_then(|text| {
            figure(
                text.trim_start_matches(['≥', '≤', '>', '<'])
                    .trim_start_matches("不低于")
                    .trim_start_matches("不少于"),
            )
        }),
        piece(at + 1).and_then(figure),
        piece(at + 2).and_then(|text| figure(text.strip_suffix('%').unwrap_or(text))),
    ) else {
        return false;
    };
    let percent = piece(at + 2).is_some_and(|text| text.ends_with('%'));
    let share = done.checked_div(target).and_then(|share| share.checked_mul(Decimal::ONE_HUNDRED));
    let near = |share: Decimal| share.checked_sub(rate).is_some_and(|apart| apart.abs() <= SLACK);
    share.is_some_and(near) && (percent || rate.is_zero())
}

fn figure(text: &str) -> Option<Decimal> {
    let digits = text.starts_with(|c: char| c.is_ascii_digit()) && text.len() <= 16;
    digits.then(|| text.parse().ok()).flatten()
}

/// The beginning of a line, for a reason.
fn cut(text: &Passage) -> String {
    text.printed().chars().take(30).collect()
}

/// What is counted: a short word without figures.
fn is_measure(piece: &str) -> bool {
    piece.chars().count() <= LONGEST_MEASURE && !piece.contains(|c: char| c.is_ascii_digit())
}
