//! A grid below its headings.

use std::collections::HashMap;
use std::path::Path;

use crate::a1::{self, Block};
use crate::cell::{Cell, plain};
use crate::error::Error;
use crate::grid::{Content, Fault, Grid, GridRow};
use crate::header::Header;
use crate::problems::Problems;
use crate::text::normalized;

/// A table as read.
#[derive(Debug, Clone, PartialEq)]
pub struct Sheet {
    /// The worksheet on which the table stands; empty for CSV.
    pub worksheet: String,
    /// The headings as they stand there, with single spaces, from left to right; none is empty, no two are the same
    /// [`normalized`](crate::normalized()).
    pub headings: Vec<String>,
    /// The rows with something in them.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The number that the spreadsheet shows at its left.
    pub number: usize,
    /// One cell a heading.
    pub cells: Vec<Cell>,
}

/// The table of a grid, or all that is wrong with it.
///
/// A merged range counts for its top-left cell, as for spreadsheets themselves. Only where it reaches over several
/// rows of data is it refused: people then mean all of these rows or the first, and which cannot be told.
pub(crate) fn sheet(
    path: &Path,
    worksheet: String,
    grid: Grid,
    header: &Header,
) -> Result<Sheet, Vec<Error>> {
    let mut table = Table { path, header, merged: &grid.merged, problems: Problems::new(path) };
    table.duplicates();
    for block in &grid.merged {
        if is_ambiguous(&grid, block, header.row) {
            table.merged_rows(block);
        }
    }
    let first = grid.rows.partition_point(|row| row.number <= header.row);
    let place = places(header);
    let rows = grid.rows.into_iter().skip(first).map(|row| table.row(row, &place)).collect();
    let headings = header.columns.iter().map(|(_, heading)| heading.clone()).collect();
    table.problems.or(Sheet { worksheet, headings, rows })
}

/// Whether a merged range reaches over several rows and takes values of data with it.
fn is_ambiguous(grid: &Grid, block: &Block, header_row: usize) -> bool {
    if block.first_row == block.last_row || block.last_row <= header_row {
        return false;
    }
    if block.first_row > header_row {
        !grid.text(block.first_row, block.first_column).is_empty()
    } else {
        // headings merged over blank rows are only tall
        grid.has_row_in(header_row + 1, block.last_row)
    }
}

/// Index of the heading by column of the grid; `None` between headings.
fn places(header: &Header) -> Vec<Option<usize>> {
    let width = header.columns.last().map_or(0, |(column, _)| column + 1);
    let mut places = vec![None; width];
    for (index, (column, _)) in header.columns.iter().enumerate() {
        places[*column] = Some(index);
    }
    places
}

struct Table<'a> {
    path: &'a Path,
    header: &'a Header,
    merged: &'a [Block],
    problems: Problems<'a>,
}

impl Table<'_> {
    fn duplicates(&mut self) {
        let mut seen: HashMap<String, usize> = HashMap::new();
        for (column, heading) in &self.header.columns {
            match seen.get(&normalized(heading)) {
                Some(first) => {
                    self.problems.push(|| Error::DuplicateHeading {
                        path: self.path.to_owned(),
                        row: self.header.row,
                        heading: heading.clone(),
                        first: a1::letters(*first),
                        second: a1::letters(*column),
                    });
                }
                None => {
                    seen.insert(normalized(heading), *column);
                }
            }
        }
    }

    fn merged_rows(&mut self, block: &Block) {
        let column = self.name(block.first_column);
        self.problems.push(|| Error::MergedRows {
            path: self.path.to_owned(),
            row: block.first_row,
            column,
            range: block.to_string(),
        });
    }

    fn row(&mut self, row: GridRow, places: &[Option<usize>]) -> Row {
        let mut cells = vec![Cell::Empty; self.header.columns.len()];
        for (column, content) in row.cells {
            match (places.get(column).copied().flatten(), content) {
                (Some(index), Ok(cell)) => cells[index] = cell,
                (Some(_), Err(fault)) => self.fault(row.number, column, fault),
                (None, content) => self.no_heading(row.number, column, &content),
            }
        }
        Row { number: row.number, cells }
    }

    fn no_heading(&mut self, row: usize, column: usize, content: &Content) {
        let (path, header_row, merged) = (self.path, self.header.row, self.merged);
        self.problems.push(|| Error::NoHeading {
            path: path.to_owned(),
            row,
            column: a1::letters(column),
            text: match content {
                Ok(cell) => shortened(&cell.text()),
                Err(Fault::NoResult) => "a formula".to_owned(),
                Err(Fault::ErrorValue(value)) => value.clone(),
                Err(Fault::NotADate(serial)) => plain(*serial),
            },
            merged: merged
                .iter()
                .find(|block| block.has_row(header_row) && block.has_column(column))
                .map(Block::to_string),
        });
    }

    fn fault(&mut self, row: usize, column: usize, fault: Fault) {
        let (path, name, cell) = (self.path.to_owned(), self.name(column), a1::cell(row, column));
        self.problems.push(|| match fault {
            Fault::NoResult => Error::NoResult { path, row, column: name, cell },
            Fault::ErrorValue(value) => Error::ErrorValue { path, row, column: name, cell, value },
            Fault::NotADate(serial) => {
                Error::NotADate { path, row, column: name, cell, serial: plain(serial) }
            }
        });
    }

    /// The heading of a column, or its letters.
    fn name(&self, column: usize) -> String {
        let heading = self.header.columns.iter().find(|(at, _)| *at == column);
        heading.map_or_else(|| a1::letters(column), |(_, heading)| heading.clone())
    }
}

/// The beginning of a text, long enough to find the cell by.
fn shortened(text: &str) -> String {
    match text.char_indices().nth(40) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
