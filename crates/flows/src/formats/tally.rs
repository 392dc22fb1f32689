//! Rows that are not used, counted by reason.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use hdfe::Rows;
use serde::Serialize;

use super::error::Error;
use super::rows::Aside;
use crate::error::push_row;

/// Rows of a file left out for one reason.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// The file.
    pub file: PathBuf,
    /// Why, such as `world-total`.
    pub reason: &'static str,
    /// Number of rows.
    pub n_rows: usize,
    /// The first of them, as a spreadsheet shows them.
    pub first_rows: Vec<usize>,
}

/// What was read, and what of it is not used.
#[derive(Debug, Default)]
pub(super) struct Tally {
    files: Vec<PathBuf>,
    /// Rows read.
    pub n_rows: usize,
    left_out: BTreeMap<(usize, &'static str), Rows>,
    refused: BTreeMap<(usize, String, &'static str), (String, Rows)>,
    /// Codes that are not in the crosswalk, with the number of times they were met.
    pub unknown_codes: BTreeMap<String, usize>,
}

impl Tally {
    /// Begins a file; its number.
    pub fn begin(&mut self, path: &Path) -> usize {
        self.files.push(path.to_owned());
        self.files.len() - 1
    }

    /// A file by its number.
    pub fn file(&self, file: usize) -> &PathBuf {
        &self.files[file]
    }

    /// Counts a row of the file begun last that is not used.
    pub fn push(&mut self, row: usize, aside: Aside) {
        let file = self.files.len() - 1;
        match aside {
            Aside::LeftOut(reason) => push_row(self.left_out.entry((file, reason)).or_default(), row),
            Aside::Refused { column, why, text } => {
                let (_, rows) =
                    self.refused.entry((file, column, why)).or_insert_with(|| (text, Rows::default()));
                push_row(rows, row);
            }
        }
    }

    /// What was refused, as errors.
    pub fn refused(&self) -> Vec<Error> {
        let error =
            |((file, column, why), (example, rows)): (&(usize, String, &'static str), &(String, Rows))| {
                Error::Refused {
                    path: self.files[*file].clone(),
                    column: column.clone(),
                    why,
                    example: example.chars().take(80).collect(),
                    rows: rows.clone(),
                }
            };
        self.refused.iter().map(error).collect()
    }

    /// What was left out.
    pub fn left_out(&self) -> Vec<LeftOut> {
        let left_out = |((file, reason), rows): (&(usize, &'static str), &Rows)| LeftOut {
            file: self.files[*file].clone(),
            reason,
            n_rows: rows.count,
            first_rows: rows.first.clone(),
        };
        self.left_out.iter().map(left_out).collect()
    }
}
