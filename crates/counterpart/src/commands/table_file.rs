//! A table as a file: CSV or Parquet, by the ending of its name.

use std::path::{Path, PathBuf};

use diagnostic::{Explain, Kind, Place};
use hdfe::Table;

/// How the table is written.
pub fn encoder(path: &Path) -> Result<fn(&Table) -> Vec<u8>, UnknownEnding> {
    match path.extension().and_then(|ending| ending.to_str()) {
        Some("csv") => Ok(flows::csv),
        Some("parquet") => Ok(flows::parquet),
        _ => Err(UnknownEnding { path: path.to_owned() }),
    }
}

/// Neither CSV nor Parquet.
#[derive(Debug, thiserror::Error)]
#[error("{path} ends neither in .csv nor in .parquet", path = path.display())]
pub struct UnknownEnding {
    /// The file asked for.
    path: PathBuf,
}

impl Explain for UnknownEnding {
    fn kind(&self) -> Kind {
        Kind::Command
    }

    fn code(&self) -> &'static str {
        "unknown-ending"
    }

    fn place(&self) -> Option<Place> {
        Some(Place::Option("--out".into()))
    }

    fn remedy(&self) -> Vec<String> {
        vec!["name the file panel.csv or panel.parquet".into()]
    }
}
