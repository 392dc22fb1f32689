//! What can go wrong between a file and a table, and between a table and a file.

use std::io;
use std::path::PathBuf;

use diagnostic::{Explain, Kind, Place};

use crate::looks::Looks;

/// Error of a file or of a cell. Rows are counted as a spreadsheet shows them.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "fields are named for what they hold")]
pub enum Error {
    /// The machine cannot read it.
    #[error("{} cannot be read", path.display())]
    Unreadable { path: PathBuf, source: io::Error },
    /// More than a table of people would take.
    #[error("the file is larger than {} MiB", limit_bytes >> 20)]
    TooLarge { path: PathBuf, limit_bytes: u64 },
    /// Nothing in it.
    #[error("the file is empty")]
    Empty { path: PathBuf },
    /// Something else than CSV or XLSX.
    #[error("the file is not a CSV file or an XLSX workbook: it looks like {}", looks.noun())]
    NotATable { path: PathBuf, looks: Looks },
    /// Encrypted.
    #[error("the workbook is protected by a password")]
    Password { path: PathBuf },
    /// The workbook ends early or is damaged.
    #[error("the workbook is damaged or incomplete")]
    Damaged { path: PathBuf, source: Box<calamine::XlsxError> },
    /// Neither Unicode nor one of the encodings that can be told apart.
    #[error("the encoding of the text is not recognised")]
    Encoding { path: PathBuf },
    /// A quote that swallows the rest of the file.
    #[error("a cell of the row begins with a quotation mark that is never closed")]
    OpenQuote { path: PathBuf, row: usize },
    /// None of the known headings near the top.
    #[error("no row of headings was found")]
    NoHeadings { path: PathBuf, known: Vec<String>, first_row: Vec<String> },
    /// The same headings on several worksheets.
    #[error("the table stands on several worksheets: {}", sheets.join(", "))]
    SeveralSheets { path: PathBuf, sheets: Vec<String> },
    /// Two columns of one heading.
    #[error("the heading \"{heading}\" stands over two columns, {first} and {second}")]
    DuplicateHeading { path: PathBuf, row: usize, heading: String, first: String, second: String },
    /// A row longer than the headings, or with a cell between them.
    #[error("cell {column}{row} holds \"{text}\" and its column has no heading")]
    NoHeading { path: PathBuf, row: usize, column: String, text: String, merged: Option<String> },
    /// A merged range that may count for one row or for all of them.
    #[error("the cells {range} are merged over several rows")]
    MergedRows { path: PathBuf, row: usize, column: String, range: String },
    /// A formula that no spreadsheet has computed yet.
    #[error("cell {cell} holds a formula without its result")]
    NoResult { path: PathBuf, row: usize, column: String, cell: String },
    /// A formula that failed.
    #[error("cell {cell} holds the error {value}")]
    ErrorValue { path: PathBuf, row: usize, column: String, cell: String, value: String },
    /// A number shown as a date that is none.
    #[error("the number {serial} in cell {cell} is shown as a date and is none")]
    NotADate { path: PathBuf, row: usize, column: String, cell: String, serial: String },
    /// The rest of a long list.
    #[error("{count} more things are wrong with the file")]
    More { path: PathBuf, count: usize },
    /// A text too long for a cell, when writing.
    #[error("the text in row {row}, column \"{column}\", is longer than the {limit} characters of a cell")]
    LongText { row: usize, column: String, limit: usize },
    /// The workbook cannot be written.
    #[error("the workbook cannot be written")]
    NotWritten { source: Box<rust_xlsxwriter::XlsxError> },
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::Unreadable { .. } | Error::NotWritten { .. } => Kind::System,
            _ => Kind::Data,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Unreadable { .. } => "not-readable",
            Error::TooLarge { .. } => "too-large",
            Error::Empty { .. } => "empty",
            Error::NotATable { .. } => "not-a-table",
            Error::Password { .. } => "password",
            Error::Damaged { .. } => "damaged",
            Error::Encoding { .. } => "encoding",
            Error::OpenQuote { .. } => "open-quote",
            Error::NoHeadings { .. } => "no-headings",
            Error::SeveralSheets { .. } => "several-sheets",
            Error::DuplicateHeading { .. } => "duplicate-heading",
            Error::NoHeading { .. } => "no-heading",
            Error::MergedRows { .. } => "merged-rows",
            Error::NoResult { .. } => "no-result",
            Error::ErrorValue { .. } => "error-value",
            Error::NotADate { .. } => "not-a-date",
            Error::More { .. } => "more",
            Error::LongText { .. } => "long-text",
            Error::NotWritten { .. } => "not-written",
        }
    }

    fn place(&self) -> Option<Place> {
        let file = |path: &PathBuf, row: Option<usize>, column: Option<&String>| {
            Some(Place::File { path: path.clone(), row, column: column.cloned() })
        };
        match self {
            Error::Unreadable { .. } | Error::LongText { .. } | Error::NotWritten { .. } => None,
            Error::TooLarge { path, .. }
            | Error::Empty { path }
            | Error::NotATable { path, .. }
            | Error::Password { path }
            | Error::Damaged { path, .. }
            | Error::Encoding { path }
            | Error::NoHeadings { path, .. }
            | Error::SeveralSheets { path, .. }
            | Error::More { path, .. } => file(path, None, None),
            Error::OpenQuote { path, row } => file(path, Some(*row), None),
            Error::DuplicateHeading { path, row, heading, .. } => file(path, Some(*row), Some(heading)),
            Error::NoHeading { path, row, column, .. }
            | Error::MergedRows { path, row, column, .. }
            | Error::NoResult { path, row, column, .. }
            | Error::ErrorValue { path, row, column, .. }
            | Error::NotADate { path, row, column, .. } => file(path, Some(*row), Some(column)),
        }
    }

    fn causes(&self) -> Vec<String> {
        let cause = match self {
            Error::Encoding { .. } => {
                "it is neither UTF-8 nor UTF-16 with its mark, and reads neither as Russian in Windows-1251 nor as \
                 Chinese in GB 18030"
                    .to_owned()
            }
            Error::NoHeadings { known, first_row, .. } => return no_headings(known, first_row),
            Error::NoHeading { merged: Some(range), .. } => {
                format!("the heading is merged over {range} and counts for the first of these columns")
            }
            Error::NoHeading { .. } => {
                "the row is longer than the headings, or a note stands beside the table".to_owned()
            }
            Error::MergedRows { .. } => {
                "it is not clear whether the value counts for the first row or for all of them".to_owned()
            }
            Error::NoResult { .. } => {
                "the file was written by a program that does not compute formulas".to_owned()
            }
            Error::ErrorValue { .. } => "a formula refers to cells that are gone or do not fit".to_owned(),
            _ => return Vec::new(),
        };
        vec![cause]
    }

    fn remedy(&self) -> Vec<String> {
        let step = match self {
            Error::Unreadable { .. } => "check the name, and that you may read it",
            Error::TooLarge { .. } => "split the table, and remove worksheets and rows that are not needed",
            Error::Empty { .. } => "check that it is the right file, and save it again",
            Error::NotATable { looks, .. } => looks.remedy(),
            Error::Password { .. } => "open it, remove the password, and save it again",
            Error::Damaged { .. } => "open it in a spreadsheet program and save it again as XLSX",
            Error::Encoding { .. } => "save it as \"CSV UTF-8\", or as XLSX",
            Error::OpenQuote { .. } => "close the quotation mark, or remove it",
            Error::NoHeadings { .. } => "put the headings in one row above the data",
            Error::SeveralSheets { .. } => "bring the rows together on one worksheet, or hide the others",
            Error::DuplicateHeading { .. } => "rename one of the two, or remove its column",
            Error::NoHeading { .. } => "write a heading over the column, or empty the cell",
            Error::MergedRows { .. } => {
                "unmerge the cells, and write the value in each row for which it counts"
            }
            Error::NoResult { .. } => {
                "open the file in a spreadsheet program and save it, or write the value"
            }
            Error::ErrorValue { .. } => "mend the formula, or write the value",
            Error::NotADate { .. } => "write the date as YYYY-MM-DD, or show the cell as a number",
            Error::More { .. } => "mend the first ones and read the file again",
            Error::LongText { .. } => "shorten the text, or write CSV",
            Error::NotWritten { .. } => return Vec::new(),
        };
        vec![step.to_owned()]
    }
}

/// Headings that are named when none is found.
const NAMED: usize = 8;

fn no_headings(known: &[String], first_row: &[String]) -> Vec<String> {
    let listed = |names: &[String]| {
        let shown = names[..names.len().min(NAMED)].join(", ");
        if names.len() > NAMED { format!("{shown} and {} more", names.len() - NAMED) } else { shown }
    };
    vec![
        format!("the headings looked for are {}", listed(known)),
        format!("the first row with something in it holds {}", listed(first_row)),
    ]
}
