//! Rows of a published CSV table, one at a time: such files are far larger than what is made of them.

use std::cell::Cell as Counter;
use std::path::Path;
use std::rc::Rc;

use crate::cell::{Cell, cell};
use crate::error::{Error, Looks};
use crate::read::{content, open};
use crate::recognise::Content;
use crate::text::{Bounded, Source, header};

/// A table that is read row by row.
pub(super) struct Rows<'a> {
    source: Source<'a>,
    path: &'a Path,
    reader: csv::Reader<Bounded<Box<dyn std::io::Read>>>,
    since_row: Rc<Counter<usize>>,
    record: csv::ByteRecord,
    names: Vec<String>,
    /// Rows read, the header and blank lines among them.
    row: usize,
}

/// Why a row is not used.
#[derive(Debug)]
pub(super) enum Aside {
    /// By rule, such as a world total.
    LeftOut(&'static str),
    /// Because a cell cannot be what it should.
    Refused { column: String, why: &'static str, text: String },
}

/// How a text file is compressed, or the error that it is no text.
pub(super) fn text_content(path: &Path) -> Result<Content, Error> {
    let looks = match content(path, &mut open(path)?)? {
        content @ (Content::Text | Content::Gzip | Content::Zstd) => return Ok(content),
        Content::NoTable(looks) => looks,
        Content::Parquet | Content::ArrowFile | Content::ArrowStream => Looks::Binary,
    };
    Err(Error::NotATable { path: path.to_owned(), looks })
}

impl<'a> Rows<'a> {
    /// Opens a text table (plain, gzip or zstd) and reads its header.
    pub fn open(path: &'a Path) -> Result<Self, Error> {
        let compression = text_content(path)?;
        let source = Source::new(path, compression)?;
        let names = header(&source)?;
        let since_row = Rc::new(Counter::new(0));
        let reader = source.reader(since_row.clone())?;
        let mut rows =
            Rows { source, path, reader, since_row, record: csv::ByteRecord::new(), names, row: 0 };
        rows.advance_record()?;
        Ok(rows)
    }

    /// Names of the columns.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Position of a column, whatever the case of its letters.
    pub fn position(&self, name: &str) -> Option<usize> {
        self.names.iter().position(|known| known.eq_ignore_ascii_case(name))
    }

    /// Number of the current row, as a spreadsheet shows it.
    pub fn number(&self) -> usize {
        self.row
    }

    /// Reads the next row; false at the end.
    pub fn advance(&mut self) -> Result<bool, Error> {
        if !self.advance_record()? {
            return Ok(false);
        }
        let (expected, found) = (self.names.len(), self.record.len());
        // Downloads of Comtrade may end each row, but not the header, with a comma.
        let empty_tail = found == expected + 1 && self.record[expected].is_empty();
        if found != expected && !empty_tail {
            return Err(Error::Ragged { path: self.path.to_owned(), row: self.row, expected, found });
        }
        Ok(true)
    }

    fn advance_record(&mut self) -> Result<bool, Error> {
        self.since_row.set(0);
        let line = self.reader.position().line();
        let more = self.reader.read_byte_record(&mut self.record);
        if !more.map_err(|error| self.source.error(error, self.row))? {
            return Ok(false);
        }
        // A line more than one lies in a quoted cell or is blank.
        let lines = (self.reader.position().line() - line) as usize;
        let inside = if lines > 1 { self.record.as_slice().split(|&byte| byte == b'\n').count() } else { 1 };
        self.row += 1 + lines.saturating_sub(inside);
        Ok(true)
    }

    /// A cell as text, without space around it.
    pub fn text(&self, at: usize) -> Result<&str, Aside> {
        match std::str::from_utf8(&self.record[at]) {
            Ok(text) => Ok(text.trim()),
            Err(_) => Err(Aside::Refused {
                column: self.names[at].clone(),
                why: "is not UTF-8",
                text: String::from_utf8_lossy(&self.record[at]).into_owned(),
            }),
        }
    }

    /// A cell that must hold something.
    pub fn code(&self, at: usize) -> Result<&str, Aside> {
        match self.text(at)? {
            "" => Err(self.refused(at, "is empty")),
            text => Ok(text),
        }
    }

    /// A cell that holds a number; `None` when it is missing.
    pub fn number_at(&self, at: usize) -> Result<Option<f64>, Aside> {
        match cell(self.text(at)?, self.source.delimiter != b',') {
            Cell::Number(value) if value.is_finite() => Ok(Some(value)),
            Cell::Number(_) => Err(self.refused(at, "is infinite")),
            Cell::Empty | Cell::MissingWord => Ok(None),
            Cell::NotANumber => Err(self.refused(at, "is NaN")),
            Cell::Text => Err(self.refused(at, "is not a number")),
        }
    }

    /// A number that is no less than zero.
    pub fn amount(&self, at: usize) -> Result<Option<f64>, Aside> {
        match self.number_at(at)? {
            Some(value) if value < 0.0 => Err(self.refused(at, "is negative")),
            value => Ok(value),
        }
    }

    /// A year of four digits.
    pub fn year(&self, at: usize) -> Result<&str, Aside> {
        let text = self.text(at)?;
        let is_year = text.len() == 4 && text.bytes().all(|byte| byte.is_ascii_digit());
        if is_year { Ok(text) } else { Err(self.refused(at, "is not a year")) }
    }

    /// Refuses the row because of one of its cells.
    pub fn refused(&self, at: usize, why: &'static str) -> Aside {
        let text = String::from_utf8_lossy(&self.record[at]).into_owned();
        Aside::Refused { column: self.names[at].clone(), why, text }
    }
}
