//! Somebody's table: what its headings mean, and its cells.

use std::collections::BTreeMap;
use std::path::Path;

use diagnostic::{Kind as ReportKind, Place, Problem, Report};
use register::kind::{Form, Kind, Visibility};
use register::table::{self, Column};
use register::value::is_list;
use spreadsheets::Sheet;
use words::Language;

use crate::columns::{Meaning, known, normal};
use crate::import::Row;

/// How a file is to be read.
pub struct Reading<'a> {
    /// The kind of its entries.
    pub kind: &'static Kind,
    /// Headings of its own, by what they mean: from `--map`.
    pub map: &'a BTreeMap<String, String>,
    /// The file, for messages.
    pub path: &'a Path,
    /// Languages of texts.
    pub langs: &'a [String],
}

impl Reading<'_> {
    /// The rows of the file, or everything that is wrong with it.
    pub fn file(&self) -> Result<Vec<Row>, Report> {
        let sheet = spreadsheets::read_with_headings(self.path, &self.known());
        self.rows(&sheet.map_err(|errors| all(&errors))?)
    }

    /// The table in an upload of this name, or everything that is wrong with it.
    pub fn sheet(&self, bytes: &[u8]) -> Result<Sheet, Report> {
        spreadsheets::read_bytes_with_headings(self.path, bytes, &self.known()).map_err(|errors| all(&errors))
    }

    /// Headings by which the table is found.
    fn known(&self) -> Vec<String> {
        known(self.kind, self.langs).into_keys().chain(self.map.keys().cloned()).collect()
    }

    /// The rows of a sheet, each with what is wrong with its cells, or what is wrong with its headings.
    pub fn rows(&self, sheet: &Sheet) -> Result<Vec<Row>, Report> {
        let (columns, mut problems) = self.columns(&sheet.headings);
        if !columns.contains(&Some(Meaning::Key)) {
            problems.push(self.problem(
                "no-key",
                "the table has no column key".into(),
                1,
                None,
                "add a column key: by it, entries are found again",
            ));
        }
        if problems.is_empty() {
            return Ok(sheet.rows.iter().map(|row| self.row(&columns, row)).collect());
        }
        Err(Report { kind: ReportKind::Data, problems })
    }

    pub(crate) fn columns(&self, headings: &[String]) -> (Vec<Option<Meaning>>, Vec<Problem>) {
        let known = known(self.kind, self.langs);
        let mut columns = Vec::new();
        let mut problems = Vec::new();
        for heading in headings {
            let name = self.map.get(heading).unwrap_or(heading);
            // A language that the mechanism does not list can still be named.
            let meaning = known
                .get(&normal(name))
                .cloned()
                .or_else(|| table::column(self.kind, name).map(Meaning::Field));
            if meaning.is_none() && !heading.is_empty() {
                let what = format!("no column of {} is called {heading:?}", self.kind.plural);
                let near = known.keys().max_by(|a, b| {
                    strsim::jaro_winkler(a, &normal(heading))
                        .total_cmp(&strsim::jaro_winkler(b, &normal(heading)))
                });
                let remedy = match near {
                    Some(near) => format!(
                        "is {near} meant? counterpart template {} shows all; --map MAP.toml gives columns other names",
                        self.kind.plural
                    ),
                    None => String::new(),
                };
                problems.push(self.problem("unknown-column", what, 1, Some(heading), &remedy));
            }
            columns.push(meaning);
        }
        (columns, problems)
    }

    fn row(&self, columns: &[Option<Meaning>], row: &spreadsheets::Row) -> Row {
        let place = |column: Option<String>| Place::File {
            path: self.path.to_owned(),
            row: Some(row.number),
            column,
        };
        let mut read = Row {
            place: place(None),
            key: String::new(),
            cells: Vec::new(),
            state: None,
            visibility: None,
            reason: None,
            problems: Vec::new(),
            unreadable: Vec::new(),
        };
        for (meaning, cell) in columns.iter().zip(&row.cells) {
            let (Some(meaning), false) = (meaning, cell.is_empty()) else { continue };
            let text = cell.text().into_owned();
            match meaning {
                Meaning::Key => read.key = text,
                Meaning::State => read.state = Some(self.state(&text)),
                Meaning::Reason => read.reason = Some(text),
                Meaning::Visibility => match visibility(&text) {
                    Some(visibility) => read.visibility = Some(visibility),
                    None => read.problems.push(self.problem(
                        "bad-value",
                        format!("{text:?} is no visibility"),
                        row.number,
                        Some("visibility"),
                        "one of: public, members, side",
                    )),
                },
                Meaning::Field(column) => match value(self.kind, column, &text) {
                    Ok(text) => read.cells.push((column.clone(), text)),
                    Err(report) => {
                        read.unreadable.push(column.field.name);
                        read.problems.extend(
                            report.problems.into_iter().map(|problem| problem.at(place(Some(column.name())))),
                        );
                    }
                },
                Meaning::Ignored => {}
            }
        }
        if read.key.is_empty() {
            read.problems.push(self.problem(
                "no-key",
                "the row has no key".into(),
                row.number,
                Some("key"),
                "give it one: by it, the entry is found again",
            ));
        }
        read
    }

    /// The word of a state, from the word or its label in any language.
    fn state(&self, text: &str) -> String {
        let is = |state: &&&str| {
            normal(state) == normal(text)
                || Language::ALL
                    .iter()
                    .any(|language| normal(&words::state(*language, self.kind, state)) == normal(text))
        };
        self.kind.states.iter().find(is).map_or_else(|| text.to_owned(), |state| (*state).to_owned())
    }

    fn problem(
        &self,
        code: &'static str,
        what: String,
        row: usize,
        column: Option<&str>,
        remedy: &str,
    ) -> Problem {
        let place =
            Place::File { path: self.path.to_owned(), row: Some(row), column: column.map(str::to_owned) };
        Problem { code, what, place: Some(place), causes: Vec::new(), remedy: vec![remedy.to_owned()] }
    }
}

pub(crate) fn all(errors: &[spreadsheets::Error]) -> Report {
    Report::of_all(errors).expect("a file that is not read names what is wrong")
}

fn visibility(text: &str) -> Option<Visibility> {
    let label = |visibility: &Visibility| {
        Language::ALL
            .iter()
            .any(|language| normal(&words::visibility(*language, *visibility)) == normal(text))
    };
    Visibility::parse(&normal(text)).or_else(|| Visibility::ALL.into_iter().find(label))
}

/// A cell as the register takes it: dates, numbers and words as people write them.
fn value(kind: &'static Kind, column: &Column, text: &str) -> Result<String, Report> {
    let form = column.field.form;
    Ok(match form {
        Form::Date => spreadsheets::date(text).map_err(|fault| Report::of(&fault))?,
        Form::Number | Form::Count => numeral(text).map_err(|fault| Report::of(&fault))?,
        Form::Choice(list) | Form::Choices(list) if is_list(form) => {
            let items: Vec<String> =
                text.split([';', ',', '\n']).map(|item| word(kind, list, item)).collect();
            items.join("; ")
        }
        Form::Choice(list) => word(kind, list, text),
        Form::Flag => flag(text),
        _ => text.to_owned(),
    })
}

/// A number without what parts its thousands. One that needs no reading keeps all its digits.
fn numeral(text: &str) -> Result<String, spreadsheets::NumberError> {
    let plain = spreadsheets::normalized(text).trim().to_owned();
    if plain.trim_start_matches('-').chars().all(|c| c.is_ascii_digit() || c == '.') {
        return Ok(plain);
    }
    Ok(spreadsheets::number(text)?.to_string())
}

/// A word of a list, from the word or its label in any language.
fn word(_: &'static Kind, list: &'static [&'static str], text: &str) -> String {
    let is = |word: &&&str| {
        normal(word) == normal(text)
            || Language::ALL.iter().any(|language| normal(&words::word(*language, word)) == normal(text))
    };
    list.iter().find(is).map_or_else(|| text.trim().to_owned(), |word| (*word).to_owned())
}

fn flag(text: &str) -> String {
    let label = |word: &str| {
        Language::ALL.iter().any(|language| normal(&words::word(*language, word)) == normal(text))
    };
    match text {
        _ if label("yes") => "yes".into(),
        _ if label("no") => "no".into(),
        _ => normal(text),
    }
}
