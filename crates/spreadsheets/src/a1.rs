//! Names of cells and ranges as a spreadsheet shows them: `B7`, `B7:C9`.

use std::fmt;

/// Letters of a column counted from 0: `A` to `Z`, `AA`, and so on.
pub(crate) fn letters(column: usize) -> String {
    let mut rest = column + 1;
    let mut letters = Vec::new();
    while rest > 0 {
        rest -= 1;
        letters.push(char::from(b'A' + (rest % 26) as u8));
        rest /= 26;
    }
    letters.iter().rev().collect()
}

/// Name of a cell: row counted from 1, column from 0.
pub(crate) fn cell(row: usize, column: usize) -> String {
    format!("{}{row}", letters(column))
}

/// A rectangle of cells; rows counted from 1, columns from 0, both ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Block {
    pub first_row: usize,
    pub last_row: usize,
    pub first_column: usize,
    pub last_column: usize,
}

impl Block {
    pub(crate) fn has_row(&self, row: usize) -> bool {
        (self.first_row..=self.last_row).contains(&row)
    }

    pub(crate) fn has_column(&self, column: usize) -> bool {
        (self.first_column..=self.last_column).contains(&column)
    }
}

impl fmt::Display for Block {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let (first, last) = (cell(self.first_row, self.first_column), cell(self.last_row, self.last_column));
        write!(f, "{first}:{last}")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn columns_are_counted_as_a_spreadsheet_does() {
        let names = [0, 25, 26, 51, 52, 701, 702, 16_383].map(letters);
        assert_eq!(names, ["A", "Z", "AA", "AZ", "BA", "ZZ", "AAA", "XFD"]);
    }
}
