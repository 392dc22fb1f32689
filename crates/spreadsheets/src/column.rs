//! Columns of a table to be written.

/// A column.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Column {
    /// The heading, in the reader's language.
    pub heading: String,
    /// The name for programs, the same in every language.
    pub name: String,
    /// What its cells hold.
    pub kind: ColumnKind,
    /// Whether no cell may be empty.
    pub required: bool,
    /// What it means, in the reader's language.
    pub explanation: String,
}

/// What the cells of a column hold.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ColumnKind {
    /// Any text.
    Text,
    /// A number.
    Number,
    /// A date, which may be incomplete: `2023-05-14`, `2023-05`, `2023`.
    Date,
    /// One of these.
    Choice(Vec<String>),
}

/// The number that a text is, if it is one as [`Cell::text`](crate::Cell::text) writes it.
pub(crate) fn number_of(text: &str) -> Option<f64> {
    let value: f64 = text.parse().ok().filter(|value: &f64| value.is_finite())?;
    (crate::cell::plain(value) == text).then_some(value)
}
