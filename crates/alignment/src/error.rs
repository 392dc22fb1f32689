//! What can be wrong with a scheme.

use std::path::PathBuf;

use diagnostic::{Explain, Kind, Place};

/// Error of the concept scheme.
#[derive(Debug, thiserror::Error)]
#[allow(missing_docs, reason = "fields are named for what they hold")]
pub enum Error {
    /// A row that is no row of a scheme.
    #[error("the row cannot be read")]
    Row { path: PathBuf, row: usize, source: csv::Error },
    /// A cell that does not hold what it should.
    #[error("{why}")]
    Cell { path: PathBuf, row: usize, column: &'static str, why: &'static str },
    /// A concept that is broader than itself.
    #[error("the broader concepts of {id} lead back to it in a circle")]
    Circle { id: String },
}

impl Explain for Error {
    fn kind(&self) -> Kind {
        Kind::Data
    }

    fn code(&self) -> &'static str {
        match self {
            Error::Row { .. } => "scheme-row",
            Error::Cell { .. } => "scheme-cell",
            Error::Circle { .. } => "scheme-circle",
        }
    }

    fn place(&self) -> Option<Place> {
        match self {
            Error::Row { path, row, .. } => {
                Some(Place::File { path: path.clone(), row: Some(*row), column: None })
            }
            Error::Cell { path, row, column, .. } => {
                Some(Place::File { path: path.clone(), row: Some(*row), column: Some((*column).to_owned()) })
            }
            Error::Circle { .. } => None,
        }
    }
}
