//! The row of headings: below a title, above the data.

use std::collections::HashSet;

use crate::grid::Grid;
use crate::text::normalized;

/// Rows with something in them among which the headings are looked for.
const ROWS_LOOKED_AT: usize = 20;

/// Headings that the caller knows, in the form in which they are compared.
#[derive(Debug)]
pub(crate) struct Known {
    /// As the caller wrote them, for messages.
    pub written: Vec<String>,
    normalized: HashSet<String>,
}

impl Known {
    pub(crate) fn new<S: AsRef<str>>(headings: &[S]) -> Self {
        let written: Vec<String> = headings.iter().map(|heading| heading.as_ref().to_owned()).collect();
        let normalized = written.iter().map(|heading| normalized(heading)).collect();
        Known { written, normalized }
    }
}

/// The row of headings.
#[derive(Debug)]
pub(crate) struct Header {
    /// Number of the row as the spreadsheet shows it.
    pub row: usize,
    /// Columns with a heading, and the headings.
    pub columns: Vec<(usize, String)>,
    /// How many of them the caller knows.
    pub n_known: usize,
}

/// The row with the most known headings among the first twenty; the first of these.
///
/// Without known headings, the first row of two or more filled cells, or else the first row.
pub(crate) fn find(grid: &Grid, known: Option<&Known>) -> Option<Header> {
    let n_looked_at = grid.rows.len().min(ROWS_LOOKED_AT);
    let mut headers = (0..n_looked_at).map(|index| header(grid, index, known));
    if known.is_none() {
        let table = grid.rows[..n_looked_at].iter().position(|row| row.cells.len() > 1).unwrap_or(0);
        return headers.nth(table);
    }
    let mut best: Option<Header> = None;
    for header in headers.filter(|header| header.n_known > 0) {
        if best.as_ref().is_none_or(|best| header.n_known > best.n_known) {
            best = Some(header);
        }
    }
    best
}

/// The row as headings, with those of merged cells that reach down into it from above.
fn header(grid: &Grid, index: usize, known: Option<&Known>) -> Header {
    let row = &grid.rows[index];
    let mut columns = row.texts();
    for block in &grid.merged {
        if block.first_row < row.number && block.has_row(row.number) {
            columns.push((block.first_column, grid.text(block.first_row, block.first_column)));
        }
    }
    columns.retain(|(_, text)| !text.is_empty());
    columns.sort_by_key(|(column, _)| *column);
    columns.dedup_by_key(|(column, _)| *column);
    for (_, text) in &mut columns {
        *text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    let n_known = known.map_or(0, |known| {
        columns.iter().filter(|(_, text)| known.normalized.contains(&normalized(text))).count()
    });
    Header { row: row.number, columns, n_known }
}
