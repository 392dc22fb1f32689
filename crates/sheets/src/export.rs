//! Entries as a table, in the format that an import reads.

use std::collections::BTreeMap;

use register::actor::Reader;
use register::entry::Entry;
use register::kind::{Form, Kind};
use register::table::cell;
use spreadsheets::{Column, ColumnKind, Notes, write_csv, write_xlsx, write_xlsx_with_notes};
use store::{Filter, Transaction};
use words::Language;

use crate::columns::{Meaning, columns, named};
use crate::texts;

/// A table to be written.
#[derive(Debug, Clone)]
pub struct Table {
    /// What it is of, in the plural: the name of its worksheet.
    pub name: String,
    /// Its columns, under their names for programs.
    pub columns: Vec<Column>,
    /// Its rows, one cell a column.
    pub rows: Vec<Vec<String>>,
    cells: Cells,
}

/// What the cells of an entry's row are.
#[derive(Debug, Clone)]
enum Cells {
    /// What the columns of its kind mean.
    Fields(Vec<Meaning>),
    /// Its address, its title in a language, and its state.
    Titles(Language),
    /// One row for each language of each text.
    Texts,
}

impl Table {
    /// A table of entries of a kind, with texts in these languages; still without rows.
    pub fn of_kind(kind: &'static Kind, langs: &[String]) -> Self {
        let meanings = columns(kind, langs);
        let columns = meanings.iter().map(|meaning| named(kind, meaning)).collect();
        Table { name: kind.plural.to_owned(), columns, rows: Vec::new(), cells: Cells::Fields(meanings) }
    }

    /// A table of entries of any kinds, to be looked up and not to be imported: address, title, state.
    pub fn of_any(name: &str, lang: Language) -> Self {
        let columns = ["entry", "title", "state"].map(plain).to_vec();
        Table { name: name.to_owned(), columns, rows: Vec::new(), cells: Cells::Titles(lang) }
    }

    /// Adds what the table says of an entry.
    pub fn add(&mut self, entry: &Entry) {
        match &self.cells {
            Cells::Fields(meanings) => {
                self.rows.push(meanings.iter().map(|meaning| text(entry, meaning)).collect());
            }
            Cells::Titles(lang) => {
                let title = store::views::title(entry, lang.code()).map(|title| title.text);
                let address = entry.address.to_string();
                self.rows.push(vec![address, title.unwrap_or_default(), entry.state.to_owned()]);
            }
            Cells::Texts => self.rows.extend(rows_of_texts(entry)),
        }
    }

    /// Every language of every text that the reader may see and that is not signed wording.
    pub async fn of_texts(transaction: &mut Transaction, reader: Reader) -> Result<Self, store::Error> {
        let mut table = Table {
            name: "texts".to_owned(),
            columns: texts::COLUMNS.map(plain).to_vec(),
            rows: Vec::new(),
            cells: Cells::Texts,
        };
        let entries = transaction.list(reader, &Filter::default()).await?;
        for entry in &entries {
            table.add(entry);
        }
        Ok(table)
    }

    /// Its rows by the names of their columns.
    pub fn records(&self) -> Vec<BTreeMap<&str, &str>> {
        let names = || self.columns.iter().map(|column| column.name.as_str());
        self.rows.iter().map(|row| names().zip(row.iter().map(String::as_str)).collect()).collect()
    }

    /// As CSV.
    pub fn csv(&self) -> Vec<u8> {
        write_csv(&self.columns, &self.rows)
    }

    /// As a workbook.
    pub fn xlsx(&self) -> Result<Vec<u8>, spreadsheets::Error> {
        write_xlsx(&self.columns, &self.rows, &self.name)
    }

    /// As a workbook that says on a second worksheet where the rows are from.
    pub fn xlsx_with_notes(&self, notes: &Notes) -> Result<Vec<u8>, spreadsheets::Error> {
        write_xlsx_with_notes(&self.columns, &self.rows, &self.name, notes)
    }
}

/// A column of texts, which no cell may lack.
fn plain(name: &str) -> Column {
    Column {
        heading: name.to_owned(),
        name: name.to_owned(),
        kind: ColumnKind::Text,
        required: true,
        explanation: String::new(),
    }
}

fn text(entry: &Entry, meaning: &Meaning) -> String {
    match meaning {
        Meaning::Key => entry.address.key().to_owned(),
        Meaning::Field(column) => cell(entry, column),
        Meaning::State => entry.state.to_owned(),
        Meaning::Reason => entry.reason.clone().unwrap_or_default(),
        Meaning::Visibility => entry.visibility.code().to_owned(),
        Meaning::Ignored => entry.version.to_string(),
    }
}

fn rows_of_texts(entry: &Entry) -> Vec<Vec<String>> {
    let mut rows = Vec::new();
    for field in entry.kind().fields.iter().filter(|field| field.form == Form::Texts) {
        for (lang, version) in entry.texts(field.name).into_iter().flatten() {
            if version.state < register::text::TextState::Authentic {
                let address = entry.address.to_string();
                let state = version.state.code().to_owned();
                rows.push(vec![address, field.name.into(), lang.clone(), version.text.clone(), state]);
            }
        }
    }
    rows
}

/// The languages of the mechanism.
pub async fn languages(transaction: &mut Transaction) -> Result<Vec<String>, store::Error> {
    let filter = Filter { kind: register::kind::kind("mechanism"), ..Filter::default() };
    let found = transaction.list(Reader::Public, &filter).await?;
    Ok(found.first().map(|mechanism| mechanism.items("languages").to_vec()).unwrap_or_default())
}
