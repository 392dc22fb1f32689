//! What can go wrong between a file and a panel.

use std::io;
use std::path::{Path, PathBuf};

use arrow::error::ArrowError;
use diagnostic::{Explain, Kind, Place};
use hdfe::Rows;
use parquet::errors::ParquetError;

use crate::roles::Role;

/// Error of a file, of the roles of its columns, or of its rows. Rows are counted as a spreadsheet shows them.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "fields are named for what they hold")]
pub enum Error {
    /// The path leads to nothing.
    #[error("there is no file {}", path.display())]
    NoSuchFile { path: PathBuf },
    /// The path leads to a folder.
    #[error("{} is a folder", path.display())]
    Folder { path: PathBuf },
    /// A pipe or a device.
    #[error("{} is not a regular file", path.display())]
    NotAFile { path: PathBuf },
    /// The machine cannot read it.
    #[error("{} cannot be read", path.display())]
    Io { path: PathBuf, source: io::Error },
    /// Nothing in it.
    #[error("the file is empty")]
    Empty { path: PathBuf },
    /// A header and nothing below.
    #[error("the table has a header and no rows")]
    NoRows { path: PathBuf },
    /// Something else than a table.
    #[error("the file is not a table: it looks like {}", looks.noun())]
    NotATable { path: PathBuf, looks: Looks },
    /// Compressed data end early or are damaged.
    #[error("the compressed file is damaged or incomplete")]
    Compression { path: PathBuf, source: io::Error },
    /// A Parquet file ends early or is damaged.
    #[error("the Parquet file is damaged or incomplete")]
    Parquet { path: PathBuf, source: ParquetError },
    /// An Arrow file ends early or is damaged.
    #[error("the Arrow file is damaged or incomplete")]
    Arrow { path: PathBuf, source: ArrowError },
    /// A row without end.
    #[error("the row is longer than {} MiB", limit_bytes >> 20)]
    LongRow { path: PathBuf, row: usize, limit_bytes: usize },
    /// Another encoding.
    #[error("the text is not UTF-8")]
    NotUtf8 { path: PathBuf, row: usize, column: Option<String> },
    /// A row with more or fewer cells than the header.
    #[error("the row has {found} cells and the header has {expected}")]
    Ragged { path: PathBuf, row: usize, expected: usize, found: usize },
    /// Numbers where the names of the columns should be.
    #[error("the first row holds numbers ({}) and not the names of the columns", first.join(", "))]
    NoHeader { path: PathBuf, first: Vec<String> },
    /// Two columns of one name.
    #[error("two columns are named \"{name}\"")]
    DuplicateColumn { path: PathBuf, name: String },
    /// Text everywhere.
    #[error("no column holds numbers (columns: {})", listed(columns))]
    NoNumbers { path: PathBuf, columns: Vec<String>, example: Option<(String, String)> },
    /// An option names a column that is not there.
    #[error("there is no column \"{name}\"")]
    UnknownColumn { option: &'static str, name: String, nearest: Option<String>, columns: Vec<String> },
    /// No column has a usual name of a role.
    #[error("no column is recognised as the {}", role.noun())]
    NoColumn { path: PathBuf, role: Role, columns: Vec<String> },
    /// Several columns have a usual name of a role.
    #[error("several columns may be the {}: {}", role.noun(), listed(candidates))]
    Ambiguous { path: PathBuf, role: Role, candidates: Vec<String> },
    /// One column, two roles.
    #[error("column \"{column}\" cannot be both the {} and the {}", first.noun(), second.noun())]
    TwoRoles { column: String, first: Role, second: Role },
    /// The flow among the covariates.
    #[error("the flow \"{column}\" is among the covariates")]
    FlowAsCovariate { column: String },
    /// Text in a column of numbers.
    #[error("column \"{column}\" holds text, such as \"{example}\", in {rows}")]
    Text { path: PathBuf, column: String, example: String, rows: Rows },
    /// `NaN` as a flow.
    #[error("column \"{column}\" is NaN in {rows}")]
    NotANumber { path: PathBuf, column: String, rows: Rows },
    /// Infinite values.
    #[error("column \"{column}\" is infinite in {rows}")]
    Infinite { path: PathBuf, column: String, rows: Rows },
    /// Negative flows.
    #[error("the flow is negative in {rows}")]
    Negative { path: PathBuf, column: String, rows: Rows },
    /// One flow, several rows.
    #[error("{count} rows repeat the flow of another row", count = rows.count)]
    Duplicates { path: PathBuf, rows: Rows, pairs: Vec<(usize, usize)>, undirected: bool },
    /// Every row was left out.
    #[error("no row is left: {n_rows} of {n_rows} were left out ({reasons})")]
    NothingLeft { path: PathBuf, n_rows: usize, reasons: String },
    /// The list of covariates is not in the notation of formulas.
    #[error("{0}")]
    Covariates(hdfe::Error),
}

/// What a file that is no table looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Looks {
    /// A web page, or XML.
    Html,
    /// JSON.
    Json,
    /// A workbook.
    Spreadsheet,
    /// PDF.
    Pdf,
    /// A database.
    Database,
    /// Stata data.
    Stata,
    /// The first version of Feather.
    FeatherOne,
    /// Compressed in a way that is not read.
    OtherCompression,
    /// Compressed more than once, or not a text inside.
    CompressedTwice,
    /// UTF-16 text.
    Utf16,
    /// Something for machines.
    Binary,
}

impl Looks {
    fn noun(self) -> &'static str {
        match self {
            Looks::Html => "a web page",
            Looks::Json => "JSON",
            Looks::Spreadsheet => "a spreadsheet",
            Looks::Pdf => "a PDF",
            Looks::Database => "a database",
            Looks::Stata => "Stata data",
            Looks::FeatherOne => "Feather version 1",
            Looks::OtherCompression => "bzip2 or xz data",
            Looks::CompressedTwice => "a compressed file with something else than a text in it",
            Looks::Utf16 => "UTF-16 text",
            Looks::Binary => "binary data",
        }
    }

    fn remedy(self) -> &'static str {
        match self {
            Looks::Html => "the download was perhaps a page that says why not; download the table itself",
            Looks::Spreadsheet => "save the sheet as CSV (UTF-8) and take that file",
            Looks::Utf16 => "save it as CSV with the encoding UTF-8",
            Looks::OtherCompression => "uncompress it, or compress it with gzip or zstd",
            Looks::CompressedTwice => "uncompress it first",
            Looks::FeatherOne => "write it again as Feather version 2 (Arrow IPC) or Parquet",
            Looks::Json | Looks::Pdf | Looks::Database | Looks::Stata | Looks::Binary => {
                "export the table as CSV or Parquet and take that file"
            }
        }
    }
}

impl Error {
    pub(crate) fn io(path: &Path, source: io::Error) -> Self {
        let path = path.to_owned();
        match source.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Error::NoSuchFile { path },
            _ => Error::Io { path, source },
        }
    }
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::UnknownColumn { .. } | Error::TwoRoles { .. } | Error::FlowAsCovariate { .. } => {
                Kind::Command
            }
            Error::Covariates(error) => error.kind(),
            Error::Io { .. } => Kind::System,
            _ => Kind::Data,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::NoSuchFile { .. } => "no-such-file",
            Error::Folder { .. } => "folder",
            Error::NotAFile { .. } => "not-a-file",
            Error::Io { .. } => "not-readable",
            Error::Empty { .. } => "empty",
            Error::NoRows { .. } => "no-rows",
            Error::NotATable { .. } => "not-a-table",
            Error::Compression { .. } | Error::Parquet { .. } | Error::Arrow { .. } => "damaged",
            Error::LongRow { .. } => "long-row",
            Error::NotUtf8 { .. } => "not-utf8",
            Error::Ragged { .. } => "ragged",
            Error::NoHeader { .. } => "no-header",
            Error::DuplicateColumn { .. } => "duplicate-column",
            Error::NoNumbers { .. } => "no-numbers",
            Error::UnknownColumn { .. } => "unknown-column",
            Error::NoColumn { .. } => "no-column",
            Error::Ambiguous { .. } => "ambiguous-column",
            Error::TwoRoles { .. } => "two-roles",
            Error::FlowAsCovariate { .. } => "flow-as-covariate",
            Error::Text { .. } => "text-for-number",
            Error::NotANumber { .. } => "not-a-number",
            Error::Infinite { .. } => "infinite",
            Error::Negative { .. } => "negative-flow",
            Error::Duplicates { .. } => "duplicate-flow",
            Error::NothingLeft { .. } => "nothing-left",
            Error::Covariates(error) => error.code(),
        }
    }

    fn place(&self) -> Option<Place> {
        let file = |path: &PathBuf, row: Option<usize>, column: Option<&String>| {
            Some(Place::File { path: path.clone(), row, column: column.cloned() })
        };
        match self {
            Error::UnknownColumn { option, .. } => Some(Place::Option((*option).to_owned())),
            Error::TwoRoles { second, .. } => Some(Place::Option(second.option().to_owned())),
            Error::FlowAsCovariate { .. } => Some(Place::Option("--covariates".to_owned())),
            Error::Covariates(error) => error.place(),
            Error::NoSuchFile { .. } | Error::Folder { .. } | Error::NotAFile { .. } | Error::Io { .. } => {
                None
            }
            Error::Empty { path }
            | Error::NoRows { path }
            | Error::NotATable { path, .. }
            | Error::Compression { path, .. }
            | Error::Parquet { path, .. }
            | Error::Arrow { path, .. }
            | Error::DuplicateColumn { path, .. }
            | Error::NoNumbers { path, .. }
            | Error::NoColumn { path, .. }
            | Error::Ambiguous { path, .. }
            | Error::NothingLeft { path, .. } => file(path, None, None),
            Error::LongRow { path, row, .. } | Error::Ragged { path, row, .. } => {
                file(path, Some(*row), None)
            }
            Error::NotUtf8 { path, row, column } => file(path, Some(*row), column.as_ref()),
            Error::NoHeader { path, .. } => file(path, Some(1), None),
            Error::Text { path, column, rows, .. }
            | Error::NotANumber { path, column, rows }
            | Error::Infinite { path, column, rows }
            | Error::Negative { path, column, rows } => file(path, rows.first.first().copied(), Some(column)),
            Error::Duplicates { path, rows, .. } => file(path, rows.first.first().copied(), None),
        }
    }

    fn causes(&self) -> Vec<String> {
        let cause = match self {
            Error::LongRow { .. } => "the file has no line ends, or a quote is never closed".to_owned(),
            Error::NotUtf8 { .. } => {
                "it was saved in another encoding, such as Windows-1251 or GB 18030".to_owned()
            }
            Error::Ragged { .. } => {
                "a cell holds the separator and is not in quotes, or this is not a table".to_owned()
            }
            Error::NoNumbers { example: Some((column, label)), .. } => {
                format!("\"{label}\" in column \"{column}\" is not a number, for example")
            }
            Error::UnknownColumn { columns, .. } | Error::NoColumn { columns, .. } => {
                format!("the columns are {}", listed(columns))
            }
            Error::FlowAsCovariate { .. } => {
                "what is expected of a pair must come from anything but its flow".to_owned()
            }
            Error::Text { .. } => "a column is text as soon as one of its cells is no number".to_owned(),
            Error::NotANumber { .. } => {
                "NaN is a computation that failed; a flow that was not reported is an empty cell".to_owned()
            }
            Error::Duplicates { pairs, undirected, .. } => return duplicates(pairs, *undirected),
            Error::Covariates(error) => return error.causes(),
            _ => return Vec::new(),
        };
        vec![cause]
    }

    fn remedy(&self) -> Vec<String> {
        let step = match self {
            Error::NoSuchFile { .. } => "check the name and the folder".to_owned(),
            Error::Folder { .. } => "name the file in it".to_owned(),
            Error::NotAFile { .. } => "save the table to a file first".to_owned(),
            Error::Io { .. } => "check that you may read it and that the disk is well".to_owned(),
            Error::Empty { .. } | Error::NoRows { .. } => "export the table again".to_owned(),
            Error::NotATable { looks, .. } => looks.remedy().to_owned(),
            Error::Compression { .. } | Error::Parquet { .. } | Error::Arrow { .. } => {
                "copy or download it again, and compare the sizes".to_owned()
            }
            Error::LongRow { .. } => "look at the file in an editor near this row".to_owned(),
            Error::NotUtf8 { .. } => "save it as CSV with the encoding UTF-8".to_owned(),
            Error::Ragged { .. } => "mend the row, or put the cell in quotes".to_owned(),
            Error::NoHeader { .. } => "put the names of the columns in the first row".to_owned(),
            Error::DuplicateColumn { .. } => "rename one of them".to_owned(),
            Error::NoNumbers { .. } => {
                "write numbers with a point and without spaces or units, such as 1234.5".to_owned()
            }
            Error::UnknownColumn { nearest: Some(nearest), .. } => format!("did you mean \"{nearest}\"?"),
            Error::UnknownColumn { nearest: None, .. } => "take one of the columns of the table".to_owned(),
            Error::NoColumn { role, .. } | Error::Ambiguous { role, .. } => {
                format!("say which with {} COLUMN", role.option())
            }
            Error::TwoRoles { first, second, .. } => {
                format!("say which is which with {} and {}", first.option(), second.option())
            }
            Error::FlowAsCovariate { .. } => "take it out of --covariates".to_owned(),
            Error::Text { .. } => "mend these cells, or name another column".to_owned(),
            Error::NotANumber { .. } => "empty these cells, or leave the rows out".to_owned(),
            Error::Infinite { .. } => {
                "mend these cells, or leave them empty: such rows are left out".to_owned()
            }
            Error::Negative { .. } => {
                "mend these cells: a flow starts at 0 (net values and balances are no flows)".to_owned()
            }
            Error::Duplicates { .. } => {
                "keep one row a pair and period: add the rows up, or name the period with --period".to_owned()
            }
            Error::NothingLeft { .. } => {
                "check that the right columns have the roles: run counterpart inspect".to_owned()
            }
            Error::Covariates(error) => return error.remedy(),
        };
        vec![step]
    }
}

fn duplicates(pairs: &[(usize, usize)], undirected: bool) -> Vec<String> {
    let rows: Vec<String> = pairs.iter().map(|(first, again)| format!("{again} repeats {first}")).collect();
    let what = if undirected {
        "without direction, a row for A and B and one for B and A are the same flow"
    } else {
        "two rows have the same origin, destination and period"
    };
    vec![format!("row {}", rows.join(", row ")), what.to_owned()]
}

/// The names, cut after twenty: a table may have hundreds of columns.
pub(crate) fn listed(names: &[String]) -> String {
    let shown = names.len().min(20);
    let tail = if names.len() > shown { format!(" and {} more", names.len() - shown) } else { String::new() };
    format!("{}{tail}", names[..shown].join(", "))
}

/// Rows that are named where something is wrong with them.
pub(crate) const ROWS_SHOWN: usize = 20;

/// Counts a row, and names it if it is among the first.
pub(crate) fn push_row(rows: &mut Rows, number: usize) {
    rows.count += 1;
    if rows.first.len() < ROWS_SHOWN {
        rows.first.push(number);
    }
}
