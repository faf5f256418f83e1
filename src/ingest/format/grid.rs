//! Lays cells with spans out on a grid, row by row.

use super::source::{Cell, Slot, Table, Writer};
use crate::ingest::error::IngestError;

/// A table while it is being read.
#[derive(Debug, Default)]
pub struct Grid {
    table: Table,
    /// For each column, the cell that reaches down into the next rows, and how many rows it has left.
    reaching: Vec<Option<(usize, usize)>>,
    row: Vec<Slot>,
    open: bool,
}

impl Grid {
    /// Begins a row; the one before is finished.
    pub fn start_row(&mut self, writer: &mut Writer<'_>) -> Result<(), IngestError> {
        self.finish_row(writer)?;
        self.open = true;
        Ok(())
    }

    /// Puts a cell into the next free place of the row. Begins a row where none is open.
    pub fn place(
        &mut self,
        cell: Cell,
        columns: usize,
        rows: usize,
        writer: &mut Writer<'_>,
    ) -> Result<(), IngestError> {
        self.open = true;
        let columns = columns.max(1);
        self.fill_reached();
        writer.check_columns(self.row.len().saturating_add(columns))?;
        writer.reserve_cells(columns)?;
        let id = self.table.cells.len();
        self.table.cells.push(cell);
        for covered in 0..columns {
            let at = self.row.len();
            self.row.push(Slot { cell: Some(id), from_above: false, from_left: covered > 0 });
            if rows > 1 {
                if self.reaching.len() <= at {
                    self.reaching.resize(at + 1, None);
                }
                if let Some(reach) = self.reaching.get_mut(at) {
                    *reach = Some((id, rows));
                }
            }
        }
        Ok(())
    }

    /// Lets the cell above reach down over the next places of the row.
    pub fn continue_above(&mut self, columns: usize, writer: &mut Writer<'_>) -> Result<(), IngestError> {
        self.open = true;
        writer.check_columns(self.row.len().saturating_add(columns))?;
        writer.reserve_cells(columns.max(1))?;
        for _ in 0..columns.max(1) {
            let at = self.row.len();
            let above = self.table.rows.last().and_then(|row| row.get(at)).copied().unwrap_or(Slot::HOLE);
            self.row.push(Slot { from_above: above.cell.is_some(), ..above });
        }
        Ok(())
    }

    /// The finished table.
    pub fn finish(mut self, writer: &mut Writer<'_>) -> Result<Table, IngestError> {
        self.finish_row(writer)?;
        Ok(self.table)
    }

    /// The table as it stands, the open row left out.
    pub const fn table(&self) -> &Table {
        &self.table
    }

    fn finish_row(&mut self, writer: &mut Writer<'_>) -> Result<(), IngestError> {
        if !self.open {
            return Ok(());
        }
        self.fill_reached();
        // Cells that reach down past a short row.
        while self.row.len() < self.reaching.len() {
            if self.reaching.get(self.row.len()).is_some_and(Option::is_none) {
                self.row.push(Slot::HOLE);
            }
            self.fill_reached();
        }
        writer.reserve_cells(self.row.len())?;
        for reach in &mut self.reaching {
            *reach = reach.and_then(|(id, rows)| (rows > 1).then_some((id, rows - 1)));
        }
        self.table.rows.push(std::mem::take(&mut self.row));
        self.open = false;
        Ok(())
    }

    /// Passes the places that cells from above cover.
    fn fill_reached(&mut self) {
        while let Some(Some((id, rows))) = self.reaching.get(self.row.len()).copied() {
            let above = self.table.rows.last().and_then(|row| row.get(self.row.len())).copied();
            // A cell that begins in this very row reaches down, but not over itself.
            let begins_here = self.row.iter().any(|slot| slot.cell == Some(id) && !slot.from_above);
            if begins_here || above.is_none_or(|above| above.cell != Some(id)) || rows == 0 {
                break;
            }
            let from_left = above.is_some_and(|above| above.from_left);
            self.row.push(Slot { cell: Some(id), from_above: true, from_left });
        }
    }
}
