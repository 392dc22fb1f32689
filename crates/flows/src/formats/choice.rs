//! `--where`: which rows are used.

use super::Request;
use super::error::Error;
use super::rows::{Aside, Rows};

/// The values of one column that are used.
#[derive(Debug)]
pub(super) struct Choice {
    column: String,
    /// Its position; none when the column is not in the file but made from others.
    at: Option<usize>,
    values: Vec<String>,
}

impl Choice {
    /// The choices, with the columns they are about. `made` names columns that are not in the file.
    pub fn all(request: &Request, rows: &Rows, made: &[&str]) -> Result<Vec<Choice>, Vec<Error>> {
        let mut choices: Vec<Choice> = Vec::new();
        let mut errors = Vec::new();
        for (column, value) in &request.choose {
            if let Some(known) = choices.iter_mut().find(|known| known.column.eq_ignore_ascii_case(column)) {
                known.values.push(value.clone());
                continue;
            }
            let at = rows.position(column);
            if at.is_none() && !made.iter().any(|name| name.eq_ignore_ascii_case(column)) {
                errors.push(unknown("--where", column, rows, made));
            }
            choices.push(Choice { column: column.clone(), at, values: vec![value.clone()] });
        }
        if errors.is_empty() { Ok(choices) } else { Err(errors) }
    }

    /// Whether it is about a column.
    pub fn is_about(&self, column: &str) -> bool {
        self.column.eq_ignore_ascii_case(column)
    }

    /// Whether its column has a label after its name, as columns of SDMX-CSV may.
    pub fn has_label(&self) -> bool {
        self.column.contains(':')
    }

    /// Leaves out a row with another value; `code` takes the code out of a cell.
    pub fn check(&self, rows: &Rows, code: impl Fn(&str) -> &str) -> Result<(), Aside> {
        match self.at {
            Some(at) => self.check_value(code(rows.text(at)?)),
            None => Ok(()),
        }
    }

    /// Leaves out a row whose made column has another value.
    pub fn check_made(&self, column: &str, value: &str) -> Result<(), Aside> {
        if self.at.is_none() && self.is_about(column) { self.check_value(value) } else { Ok(()) }
    }

    fn check_value(&self, value: &str) -> Result<(), Aside> {
        let fits = |wanted: &String| match wanted.strip_suffix('*') {
            Some(start) => value.starts_with(start),
            None => value == wanted,
        };
        if self.values.iter().any(fits) { Ok(()) } else { Err(Aside::LeftOut("not-chosen")) }
    }
}

/// The error of an option that names a column which is not there.
pub(super) fn unknown(option: &'static str, name: &str, rows: &Rows, made: &[&str]) -> Error {
    let mut columns = rows.names().to_vec();
    columns.extend(made.iter().map(|&name| name.to_owned()));
    let similarity = |column: &&String| strsim::jaro_winkler(&column.to_lowercase(), &name.to_lowercase());
    let nearest = columns
        .iter()
        .max_by(|a, b| similarity(a).total_cmp(&similarity(b)))
        .filter(|column| similarity(column) > 0.7)
        .cloned();
    Error::File(crate::Error::UnknownColumn { option, name: name.to_owned(), nearest, columns })
}
