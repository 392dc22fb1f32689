//! What can go wrong between a published file and a table of flows.

use std::path::PathBuf;

use diagnostic::{Explain, Kind, Place};
use hdfe::Rows;

use super::Format;
use crate::error::listed;

/// Error of a published file, or of what was chosen from it.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "fields are named for what they hold")]
pub enum Error {
    /// The file itself.
    #[error(transparent)]
    File(#[from] crate::Error),
    /// No format has such columns.
    #[error("the columns are those of no published format that is read")]
    UnknownFormat { path: PathBuf, columns: Vec<String> },
    /// Files of several formats at once.
    #[error("{} is {} and {} is {}", first.display(), formats[0].name(), second.display(), formats[1].name())]
    SeveralFormats { first: PathBuf, second: PathBuf, formats: [Format; 2] },
    /// Columns of the format are not there.
    #[error("the file lacks {} of {}", listed(missing), format.name())]
    MissingColumns { path: PathBuf, format: Format, missing: Vec<String>, columns: Vec<String> },
    /// An option that the format has no use for.
    #[error("{option} says nothing about {}", format.name())]
    Needless { option: &'static str, format: Format },
    /// Which columns are the regions was not said.
    #[error("which columns hold the origin and the destination must be said")]
    NoRegions { path: PathBuf, columns: Vec<String> },
    /// Nothing says which revision of a classification the products are of.
    #[error("the name of the file does not say the revision of the products")]
    NoRevision { path: PathBuf },
    /// Two revisions for one file.
    #[error("the name of the file says {named} and --classification {given}")]
    OtherRevision { path: PathBuf, named: String, given: String },
    /// Rows that cannot be what they should.
    #[error("column \"{column}\" {why} (\"{example}\") in {rows}")]
    Refused { path: PathBuf, column: String, why: &'static str, example: String, rows: Rows },
    /// Rows that would be counted twice. Each pair is the row, the row it repeats, and that one's file if it is
    /// another.
    #[error("{count} rows repeat another row", count = rows.count)]
    Repeated { path: PathBuf, rows: Rows, pairs: Vec<(usize, usize, Option<PathBuf>)> },
    /// Two files of one period.
    #[error("the period {period} is also in {}", other.display())]
    PeriodTwice { path: PathBuf, other: PathBuf, period: String },
    /// Values of several kinds that must not become one series.
    #[error("column \"{column}\" has several values: {}", counted(values))]
    Mixed { column: String, values: Vec<(String, usize)> },
    /// Parts of a total that is not there.
    #[error("{count} rows are parts of a total that is not in the file", count = rows.count)]
    NoTotal { path: PathBuf, rows: Rows },
    /// Every row was left out.
    #[error("no row is left of {n_rows}")]
    NothingLeft { path: PathBuf, n_rows: usize, reasons: Vec<String> },
    /// A crosswalk without its columns.
    #[error("the crosswalk has no column of codes or none of regions")]
    NoCrosswalk { path: PathBuf, columns: Vec<String> },
}

fn counted(values: &[(String, usize)]) -> String {
    let shown: Vec<String> = values
        .iter()
        .map(|(value, n)| {
            let value = if value.is_empty() { "(empty)" } else { value };
            format!("{value} ({n} {})", if *n == 1 { "row" } else { "rows" })
        })
        .collect();
    listed(&shown)
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        match self {
            Error::File(error) => error.kind(),
            Error::Needless { .. } | Error::NoRegions { .. } | Error::SeveralFormats { .. } => Kind::Command,
            _ => Kind::Data,
        }
    }

    fn code(&self) -> &'static str {
        match self {
            Error::File(error) => error.code(),
            Error::UnknownFormat { .. } => "unknown-format",
            Error::SeveralFormats { .. } => "several-formats",
            Error::MissingColumns { .. } => "missing-columns",
            Error::Needless { .. } => "needless-option",
            Error::NoRegions { .. } => "no-regions",
            Error::NoRevision { .. } => "no-revision",
            Error::OtherRevision { .. } => "other-revision",
            Error::Refused { .. } => "refused-rows",
            Error::Repeated { .. } => "repeated-rows",
            Error::PeriodTwice { .. } => "period-twice",
            Error::Mixed { .. } => "mixed",
            Error::NoTotal { .. } => "no-total",
            Error::NothingLeft { .. } => "nothing-left",
            Error::NoCrosswalk { .. } => "no-crosswalk",
        }
    }

    fn place(&self) -> Option<Place> {
        let file = |path: &PathBuf, row: Option<usize>, column: Option<&String>| {
            Some(Place::File { path: path.clone(), row, column: column.cloned() })
        };
        match self {
            Error::File(error) => error.place(),
            Error::SeveralFormats { .. } => None,
            Error::Needless { option, .. } => Some(Place::Option((*option).to_owned())),
            Error::Mixed { column, .. } => Some(Place::Option(format!("--where {column}=..."))),
            Error::UnknownFormat { path, .. }
            | Error::MissingColumns { path, .. }
            | Error::NoRegions { path, .. }
            | Error::NoRevision { path }
            | Error::OtherRevision { path, .. }
            | Error::PeriodTwice { path, .. }
            | Error::NothingLeft { path, .. }
            | Error::NoCrosswalk { path, .. } => file(path, None, None),
            Error::Refused { path, column, rows, .. } => {
                file(path, rows.first.first().copied(), Some(column))
            }
            Error::Repeated { path, rows, .. } | Error::NoTotal { path, rows } => {
                file(path, rows.first.first().copied(), None)
            }
        }
    }

    fn causes(&self) -> Vec<String> {
        let cause = match self {
            Error::File(error) => return error.causes(),
            Error::UnknownFormat { columns, .. }
            | Error::MissingColumns { columns, .. }
            | Error::NoRegions { columns, .. }
            | Error::NoCrosswalk { columns, .. } => format!("the columns are {}", listed(columns)),
            Error::Repeated { pairs, .. } => {
                let rows: Vec<String> = pairs.iter().map(repeats).collect();
                format!("{}; what stands twice would be counted twice", rows.join(", "))
            }
            Error::Mixed { .. } => "values of different kinds do not make one series".to_owned(),
            Error::NoTotal { .. } => {
                "mode of transport, customs procedure or second partner is broken down, and the row of the \
                 whole (motCode 0, customsCode C00, partner2Code 0, mosCode 0) is missing"
                    .to_owned()
            }
            Error::NothingLeft { reasons, .. } => return reasons.clone(),
            _ => return Vec::new(),
        };
        vec![cause]
    }

    fn remedy(&self) -> Vec<String> {
        let step = match self {
            Error::File(crate::Error::NotATable { looks: crate::Looks::Spreadsheet, .. }) => {
                return vec![
                    "if it is a .zip archive, take the CSV files out of it".to_owned(),
                    "if it is a workbook, save the sheet as CSV (UTF-8)".to_owned(),
                ];
            }
            Error::File(error) => return error.remedy(),
            Error::UnknownFormat { .. } => {
                "name the format with --from, or give the table to inspect, fit and weaklinks as it is"
            }
            Error::SeveralFormats { .. } => "convert each by itself: two sources do not make one series",
            Error::MissingColumns { .. } => "download the file again with all its columns and their codes",
            Error::Needless { .. } => "leave it out",
            Error::NoRegions { .. } => {
                "name them with --origin COLUMN --destination COLUMN: for exports and assets the reporting side \
                 is the origin, for imports and liabilities the destination"
            }
            Error::NoRevision { .. } => {
                "keep the name under which it was published (BACI_HS92_Y2020_V202501.csv), or say \
                 --classification HS92"
            }
            Error::OtherRevision { .. } => "leave --classification out, or name the file for what it holds",
            Error::Refused { .. } => "mend these rows or take them out; nothing was written",
            Error::Repeated { .. } => "take out the rows that repeat others",
            Error::PeriodTwice { .. } => "give one file a period, all of one version and revision",
            Error::Mixed { column, .. } => {
                return vec![
                    format!("choose with --where {column}=VALUE"),
                    format!("or keep them apart with --keep {column}: one row for each value"),
                ];
            }
            Error::NoTotal { .. } => {
                "download it again without the breakdown, or choose one part, as in --where motCode=2100"
            }
            Error::NothingLeft { .. } => "look at the reasons; change --where or the crosswalk",
            Error::NoCrosswalk { .. } => "name the columns code and region",
        };
        vec![step.to_owned()]
    }
}

fn repeats((again, first, elsewhere): &(usize, usize, Option<PathBuf>)) -> String {
    match elsewhere {
        Some(path) => format!("row {again} repeats {first} of {}", path.display()),
        None => format!("row {again} repeats {first}"),
    }
}
