//! One value of a table.

use std::borrow::Cow;

use jiff::civil;

use crate::guard::unguarded;
use crate::text::trimmed;

/// What stands in a cell. A CSV file holds texts only; nothing in it is taken for a number or a date.
#[derive(Debug, Clone, PartialEq)]
pub enum Cell {
    /// Nothing, or nothing that can be seen.
    Empty,
    /// A text without space at its ends.
    Text(String),
    /// A number.
    Number(f64),
    /// A day: a number in a cell that is shown as a date.
    Date(civil::Date),
    /// A day with a time of day.
    DateTime(civil::DateTime),
    /// True or false.
    Flag(bool),
}

impl Cell {
    /// The cell as plain text: a number with its fifteen digits at most and no exponent, a day as `2023-05-14`, a
    /// flag as `true` or `false`, an empty cell as an empty text.
    pub fn text(&self) -> Cow<'_, str> {
        match self {
            Cell::Empty => Cow::Borrowed(""),
            Cell::Text(text) => Cow::Borrowed(text),
            Cell::Number(value) => Cow::Owned(plain(*value)),
            Cell::Date(date) => Cow::Owned(date.to_string()),
            Cell::DateTime(moment) => Cow::Owned(moment.to_string()),
            Cell::Flag(flag) => Cow::Borrowed(if *flag { "true" } else { "false" }),
        }
    }

    /// Whether nothing stands in it.
    pub fn is_empty(&self) -> bool {
        matches!(self, Cell::Empty)
    }

    /// The cell of a text as it stands in a file.
    pub(crate) fn of(text: &str) -> Self {
        let text = trimmed(text);
        match unguarded(&text) {
            "" => Cell::Empty,
            text => Cell::Text(text.to_owned()),
        }
    }
}

/// The number as a spreadsheet shows it. Fifteen digits are what spreadsheets promise: 0.1 + 0.2 is kept as
/// 0.30000000000000004 and shown as 0.3.
pub(crate) fn plain(value: f64) -> String {
    let shown = format!("{value:.14e}").parse().unwrap_or(value);
    // the minus of a negative zero is not shown either
    if shown == 0.0 { "0".to_owned() } else { format!("{shown}") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_plain() {
        let cases = [
            (12.0, "12"),
            (-0.0, "0"),
            (0.1 + 0.2, "0.3"),
            (-1.5, "-1.5"),
            (1e15, "1000000000000000"),
            (2.5e-7, "0.00000025"),
        ];
        for (value, text) in cases {
            assert_eq!(Cell::Number(value).text(), text);
        }
    }
}
