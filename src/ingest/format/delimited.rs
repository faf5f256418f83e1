//! Comma, semicolon and tab separated values, as spreadsheet programs write them.

use super::source::{Slot, Table, Writer};
use crate::ingest::error::IngestError;
use crate::ingest::fold::fold_text;
use crate::ingest::layout::words;

/// How the values are separated, and where the table begins.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Dialect {
    separator: u8,
}

/// How far down the text the header is looked for.
const HEADER_LINES: usize = 30;

/// Longer values are no headings of columns.
const LONGEST_HEADING: usize = 24;

/// The dialect of a text that has the headings of a table side by side in one line; `None` for running text.
pub fn sniff(text: &str) -> Option<Dialect> {
    [(',', b','), ('\t', b'\t'), (';', b';')]
        .into_iter()
        .find(|&(separator, _)| text.lines().take(HEADER_LINES).any(|line| is_header(line, separator)))
        .map(|(_, separator)| Dialect { separator })
}

/// A sentence may hold words of headings between its commas; a line of headings holds little else.
fn is_header(line: &str, separator: char) -> bool {
    if line.matches(separator).nth(1).is_none() || line.contains('。') {
        return false;
    }
    let values: Vec<&str> = line
        .split(separator)
        .map(|value| value.trim().trim_matches('"'))
        .filter(|value| !value.is_empty())
        .collect();
    name_columns(&values)
}

/// True for texts side by side that are headings of a table of tasks, and hold little else.
pub fn name_columns(values: &[&str]) -> bool {
    let folded: Vec<String> = values.iter().map(|value| fold_text(value)).collect();
    let known: Vec<words::Column> = folded.iter().filter_map(|value| words::column(value)).collect();
    // A word that only hints at its column counts for what the header holds, not for whether it is one.
    let hinted: Vec<words::Column> =
        folded.iter().filter_map(|value| words::column(value).or_else(|| words::hint(value))).collect();
    let short = values.iter().all(|value| value.chars().count() <= LONGEST_HEADING);
    let most = known.len() >= 3 && known.len() * 2 > values.len();
    // Half of them, where the others all hint at a column.
    let half = known.len() >= 2 && known.len() * 2 >= values.len() && hinted.len() == values.len();
    short && (most || half) && words::is_header(&hinted)
}

/// Reads the whole text as one table; lines above the header are rows of one cell.
pub fn read(text: &str, dialect: Dialect, writer: &mut Writer<'_>) -> Result<(), IngestError> {
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(dialect.separator)
        .has_headers(false)
        .flexible(true)
        .from_reader(text.as_bytes());
    let mut table = Table::default();
    let mut record = csv::StringRecord::new();
    loop {
        let more = reader
            .read_record(&mut record)
            .map_err(|error| IngestError::Damaged { format: "csv", reason: error.to_string() })?;
        if !more {
            break;
        }
        writer.check_columns(record.len())?;
        writer.reserve_cells(record.len())?;
        let mut row = Vec::with_capacity(record.len());
        for field in &record {
            table.cells.push(writer.cell(field.lines())?);
            row.push(Slot { cell: Some(table.cells.len() - 1), from_above: false, from_left: false });
        }
        table.rows.push(row);
    }
    writer.table(table);
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headings_side_by_side_are_told_from_sentences() {
        assert_eq!(sniff("临川市重点工作\n序号,任务,完成情况\n"), Some(Dialect { separator: b',' }));
        assert_eq!(sniff("序号,攻坚目标,责任单位,完成情况\n"), Some(Dialect { separator: b',' }));
        assert_eq!(sniff("\"序 号\"\t\"工作任务\"\t\"责任单位\"\n"), Some(Dialect { separator: b'\t' }));
        assert_eq!(sniff("全力抓好重点项目,推进重点工作,完成年度任务,落实工作情况。"), None);
        assert_eq!(
            sniff("加快推进重点项目,全面落实重点工作,优化营商环境,提升服务效能,打造一流队伍,改善民生"),
            None
        );
    }
}
