//! Cells by their place, before anything is known of headings.

use crate::a1::Block;
use crate::cell::Cell;

/// The filled cells of a worksheet or a CSV file.
#[derive(Debug, Default)]
pub(crate) struct Grid {
    /// Rows with at least one filled cell, from top to bottom.
    pub rows: Vec<GridRow>,
    /// Merged ranges of more than one cell.
    pub merged: Vec<Block>,
}

/// A row with something in it.
#[derive(Debug)]
pub(crate) struct GridRow {
    /// As the spreadsheet shows it.
    pub number: usize,
    /// Columns counted from 0, and what stands there; never an empty cell.
    pub cells: Vec<(usize, Content)>,
}

/// A value, or why there is none.
pub(crate) type Content = Result<Cell, Fault>;

/// A cell that cannot be read. Above the headings that does not matter.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Fault {
    /// A formula that was never computed.
    NoResult,
    /// A formula that failed, such as `#REF!`.
    ErrorValue(String),
    /// A number shown as a date that is none.
    NotADate(f64),
}

impl GridRow {
    /// Text of a cell; empty when there is none or it cannot be read.
    pub(crate) fn text(&self, column: usize) -> String {
        let content = self.cells.iter().find(|(at, _)| *at == column).map(|(_, content)| content);
        content
            .and_then(|content| content.as_ref().ok())
            .map_or_else(String::new, |cell| cell.text().into_owned())
    }

    /// Texts of all filled cells.
    pub(crate) fn texts(&self) -> Vec<(usize, String)> {
        let filled =
            self.cells.iter().filter_map(|(column, content)| Some((*column, content.as_ref().ok()?)));
        filled.map(|(column, cell)| (column, cell.text().into_owned())).collect()
    }
}

impl Grid {
    /// Text of a cell; empty when there is none.
    pub(crate) fn text(&self, row: usize, column: usize) -> String {
        match self.rows.binary_search_by_key(&row, |row| row.number) {
            Ok(index) => self.rows[index].text(column),
            Err(_) => String::new(),
        }
    }

    /// Whether a row with something in it lies in this range of numbers.
    pub(crate) fn has_row_in(&self, first: usize, last: usize) -> bool {
        let index = self.rows.partition_point(|row| row.number < first);
        self.rows.get(index).is_some_and(|row| row.number <= last)
    }

    /// Puts a cell at the end, if there is something in it.
    pub(crate) fn push(&mut self, row: usize, column: usize, content: Content) {
        if content == Ok(Cell::Empty) {
            return;
        }
        match self.rows.last_mut() {
            Some(last) if last.number == row => last.cells.push((column, content)),
            _ => self.rows.push(GridRow { number: row, cells: vec![(column, content)] }),
        }
    }
}
