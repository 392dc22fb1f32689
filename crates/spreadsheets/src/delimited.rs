//! CSV: the delimiter, and the rows as a spreadsheet counts them.

use ::csv::{Reader, ReaderBuilder, StringRecord};

use crate::cell::Cell;
use crate::grid::Grid;
use crate::header::{self, Known};

/// Comma, semicolon (where the comma parts decimals) and tab.
const DELIMITERS: [u8; 3] = [b',', b';', b'\t'];

/// Records that are looked at to find the delimiter.
const RECORDS_LOOKED_AT: usize = 20;

/// A row with a quotation mark that is never closed.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct OpenQuote {
    pub row: usize,
}

/// The cells of a text with a delimiter.
pub(crate) fn grid(text: &str, known: Option<&Known>) -> Result<Grid, OpenQuote> {
    // a quoted cell of two lines has one kind of line end, and lines can be counted
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.ends_with('\n') {
        text.push('\n');
    }
    let (delimiter, text) = match declared(&text) {
        Some((delimiter, rest)) => (delimiter, rest),
        None => (delimiter(&text, known), &text[..]),
    };
    parsed(text, delimiter, usize::MAX)
}

/// The line `sep=;` by which Excel is told the delimiter; Excel does not count it as a row.
fn declared(text: &str) -> Option<(u8, &str)> {
    let (delimiter, rest) = text.strip_prefix("sep=")?.split_once('\n')?;
    match delimiter.as_bytes() {
        [byte] => Some((*byte, rest)),
        _ => None,
    }
}

/// The delimiter that finds the most known headings; then the one that parts most rows into the same number of
/// cells; then the one that gives the most cells. Delimiters inside quotes do not count.
fn delimiter(text: &str, known: Option<&Known>) -> u8 {
    let score = |delimiter: &u8| {
        let grid = parsed(text, *delimiter, RECORDS_LOOKED_AT).unwrap_or_default();
        let n_known = header::find(&grid, known).map_or(0, |header| header.n_known);
        (n_known, widths(text, *delimiter))
    };
    // of equals `max_by_key` takes the last, and the comma shall win
    DELIMITERS.iter().rev().copied().max_by_key(score).unwrap_or(b',')
}

/// How many records have the most frequent number of cells above one, and this number.
fn widths(text: &str, delimiter: u8) -> (usize, usize) {
    let mut counts: Vec<(usize, usize)> = Vec::new();
    for record in reader(text, delimiter).records().take(RECORDS_LOOKED_AT).flatten() {
        match counts.iter_mut().find(|(_, width)| *width == record.len()) {
            Some((count, _)) => *count += 1,
            None => counts.push((1, record.len())),
        }
    }
    counts.into_iter().filter(|(_, width)| *width > 1).max().unwrap_or_default()
}

fn reader(text: &str, delimiter: u8) -> Reader<&[u8]> {
    ReaderBuilder::new().has_headers(false).flexible(true).delimiter(delimiter).from_reader(text.as_bytes())
}

/// Reads records and counts rows. The csv crate skips blank lines and a cell may hold several lines, so the row is
/// told from the lines that a record took: those in its cells, one for its end, and blank ones before it.
fn parsed(text: &str, delimiter: u8, limit: usize) -> Result<Grid, OpenQuote> {
    let mut reader = reader(text, delimiter);
    let mut record = StringRecord::new();
    let mut grid = Grid::default();
    let mut row = 0;
    for _ in 0..limit {
        let line = reader.position().line();
        // the text is UTF-8 and rows may have any length, so nothing can fail
        if !reader.read_record(&mut record).unwrap_or(false) {
            break;
        }
        let n_lines = (reader.position().line() - line) as usize;
        let n_inside: usize = record.iter().map(|cell| cell.matches('\n').count()).sum();
        if n_lines <= n_inside {
            return Err(OpenQuote { row: row + 1 });
        }
        row += n_lines - n_inside;
        for (column, text) in record.iter().enumerate() {
            grid.push(row, column, Ok(Cell::of(text)));
        }
    }
    Ok(grid)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(text: &str, expected: &[(usize, &[&str])]) {
        let grid = grid(text, None).expect("no open quote");
        let rows: Vec<(usize, Vec<String>)> = grid
            .rows
            .iter()
            .map(|row| (row.number, row.texts().into_iter().map(|(_, text)| text).collect()))
            .collect();
        let expected: Vec<(usize, Vec<String>)> = expected
            .iter()
            .map(|(number, texts)| (*number, texts.iter().map(|text| (*text).to_owned()).collect()))
            .collect();
        assert_eq!(rows, expected);
    }

    #[test]
    fn delimiters_outside_quotes_count() {
        check("a,b\n1,2", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("a;b\n1,5;2,5\n", &[(1, &["a", "b"]), (2, &["1,5", "2,5"])]);
        check("a\tb\n1,5;x\t2\n", &[(1, &["a", "b"]), (2, &["1,5;x", "2"])]);
        check("\"a;b;c\",d\n\"1;2;3\",4\n", &[(1, &["a;b;c", "d"]), (2, &["1;2;3", "4"])]);
        check("sep=|\na|b,c\n", &[(1, &["a", "b,c"])]);
        check("name\nАнна\n", &[(1, &["name"]), (2, &["Анна"])]);
    }

    #[test]
    fn known_headings_decide_between_delimiters() {
        let known = Known::new(&["name, first", "city"]);
        let grid = grid("name, first;city\nA, B;C\n", Some(&known)).unwrap();
        assert_eq!(grid.rows[0].texts(), [(0, "name, first".to_owned()), (1, "city".to_owned())]);
    }

    #[test]
    fn rows_are_counted_as_a_spreadsheet_does() {
        check(
            "a,b\r\n\r\n\"1\r\nx\",2\r\n,\r\n\r\n3,4",
            &[(1, &["a", "b"]), (3, &["1\nx", "2"]), (6, &["3", "4"])],
        );
        check("a,b\r1,2\r", &[(1, &["a", "b"]), (2, &["1", "2"])]);
        check("\n\na,b\n1,\"x\n\"\n\"\n\n\",2", &[(3, &["a", "b"]), (4, &["1", "x"]), (5, &["2"])]);
    }

    #[test]
    fn an_open_quote_is_found() {
        assert_eq!(grid("a,b\n1,2\n3,\"4\n5,6\n", None).unwrap_err(), OpenQuote { row: 3 });
        check("a,b\n1,5\" pipe\n", &[(1, &["a", "b"]), (2, &["1", "5\" pipe"])]);
    }
}
