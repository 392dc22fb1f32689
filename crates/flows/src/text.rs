//! Text tables: separated by commas, semicolons or tabs; plain, gzip or zstd; UTF-8.
//!
//! Every column is taken for numbers until a cell says otherwise; the file is then read again with that column as
//! text. A column of text mostly says so in its first row, so this costs nothing, and no strings are kept.

use std::cell::Cell as Counter;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::rc::Rc;

use hdfe::{Column, Table};

use crate::cell::{Cell, cell};
use crate::coder::Coder;
use crate::error::{Error, Looks};
use crate::read::{Notes, Parsed, checked_names, wanted_positions};
use crate::recognise::{Content, HEAD, recognise};

/// Longest row: a line without end, or a quote that is never closed, must not fill the memory.
const LONGEST_ROW: usize = 4 << 20;

/// Where the columns come from.
pub(crate) struct Source<'a> {
    path: &'a Path,
    compression: Content,
    pub(crate) delimiter: u8,
}

/// One column while it is read.
enum Cells {
    Numbers { values: Vec<f64>, not_a_number: Vec<u32>, any: bool, words: bool },
    Labels(Coder),
}

/// How a pass over the file ended.
enum Pass {
    Complete {
        columns: Vec<Cells>,
        blank_lines: Vec<(usize, usize)>,
    },
    /// This column (by position among the wanted) is text.
    IsText(usize),
}

/// Reads a text table.
pub(crate) fn read(path: &Path, compression: Content, wanted: Option<&[String]>) -> Result<Parsed, Error> {
    let source = Source::new(path, compression)?;
    let names = header(&source)?;
    let positions = wanted_positions(&names, wanted);
    let mut is_text = vec![false; positions.len()];
    loop {
        match pass(&source, &names, &positions, &is_text)? {
            Pass::IsText(at) => is_text[at] = true,
            Pass::Complete { columns, blank_lines } => {
                return Ok(finish(&names, &positions, columns, blank_lines));
            }
        }
    }
}

fn finish(
    names: &[String],
    positions: &[usize],
    columns: Vec<Cells>,
    blank_lines: Vec<(usize, usize)>,
) -> Parsed {
    let n_rows = columns.first().map_or(0, Cells::len);
    let mut table = Table::new(n_rows);
    let mut notes = Notes { not_a_number: Vec::new(), blank_lines };
    for (column, &at) in columns.into_iter().zip(positions) {
        let column = match column {
            Cells::Labels(coder) => Column::Labels(coder.finish()),
            Cells::Numbers { values, not_a_number, .. } => {
                if !not_a_number.is_empty() {
                    notes.not_a_number.push((names[at].clone(), not_a_number));
                }
                Column::Numbers(values)
            }
        };
        table.insert(names[at].clone(), column);
    }
    Parsed { table, left_out: Vec::new(), notes }
}

/// Names of the columns, from the first row.
pub(crate) fn header(source: &Source) -> Result<Vec<String>, Error> {
    let mut reader = source.reader(Rc::default())?;
    let mut record = csv::ByteRecord::new();
    reader.read_byte_record(&mut record).map_err(|error| source.error(error, 0))?;
    let name = |field: &[u8]| {
        let field = field.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(field);
        std::str::from_utf8(field).map(|name| name.trim().trim_matches('"').to_owned())
    };
    let names: Vec<String> = record
        .iter()
        .map(name)
        .collect::<Result<_, _>>()
        .map_err(|_| Error::NotUtf8 { path: source.path.to_owned(), row: 1, column: None })?;
    let (mut numbers, mut texts) = (0, 0);
    for name in &names {
        match cell(name, false) {
            Cell::Number(_) => numbers += 1,
            Cell::Empty => {}
            _ => texts += 1,
        }
    }
    if numbers > 0 && texts == 0 {
        return Err(Error::NoHeader {
            path: source.path.to_owned(),
            first: names.into_iter().take(5).collect(),
        });
    }
    if texts == 0 {
        return Err(Error::Empty { path: source.path.to_owned() });
    }
    checked_names(source.path, names)
}

fn pass(source: &Source, names: &[String], positions: &[usize], is_text: &[bool]) -> Result<Pass, Error> {
    let since_row = Rc::new(Counter::new(0));
    let mut reader = source.reader(since_row.clone())?;
    let mut record = csv::ByteRecord::new();
    let mut columns: Vec<Cells> = is_text.iter().map(|&text| Cells::new(text)).collect();
    reader.read_byte_record(&mut record).map_err(|error| source.error(error, 0))?;
    let mut blank_lines = Vec::new();
    let (mut row, mut n_blank) = (0, 0);
    loop {
        since_row.set(0);
        let line = reader.position().line();
        let more =
            reader.read_byte_record(&mut record).map_err(|error| source.error(error, row + 1 + n_blank))?;
        if !more {
            break;
        }
        let lines = reader.position().line() - line;
        // A line more than one lies in a quoted cell or is blank; mostly there is none.
        let inside = if lines > 1 { record.as_slice().split(|&byte| byte == b'\n').count() } else { 1 };
        let blank = (lines as usize).saturating_sub(inside);
        if blank > 0 {
            n_blank += blank;
            blank_lines.push((row, n_blank));
        }
        if record.len() != names.len() {
            let (path, row) = (source.path.to_owned(), row + 2 + n_blank);
            return Err(Error::Ragged { path, row, expected: names.len(), found: record.len() });
        }
        for (at, (column, &position)) in columns.iter_mut().zip(positions).enumerate() {
            let field = std::str::from_utf8(&record[position]).map_err(|_| Error::NotUtf8 {
                path: source.path.to_owned(),
                row: row + 2 + n_blank,
                column: Some(names[position].clone()),
            })?;
            if !column.push(field, source.delimiter != b',') {
                return Ok(Pass::IsText(at));
            }
        }
        row += 1;
    }
    // A column of nothing but `NA` is the country and not a column of missing numbers.
    let only_words = |column: &Cells| matches!(column, Cells::Numbers { any: false, words: true, .. });
    Ok(match columns.iter().position(only_words) {
        Some(at) => Pass::IsText(at),
        None => Pass::Complete { columns, blank_lines },
    })
}

impl Cells {
    fn new(is_text: bool) -> Self {
        if is_text {
            Cells::Labels(Coder::default())
        } else {
            Cells::Numbers { values: Vec::new(), not_a_number: Vec::new(), any: false, words: false }
        }
    }

    /// Adds a cell; false when it is text in a column of numbers.
    fn push(&mut self, field: &str, decimal_comma: bool) -> bool {
        match self {
            Cells::Labels(coder) => coder.push(field),
            Cells::Numbers { values, not_a_number, any, words } => {
                let value = match cell(field, decimal_comma) {
                    Cell::Number(value) => {
                        *any = true;
                        value
                    }
                    Cell::Empty => f64::NAN,
                    Cell::MissingWord => {
                        *words = true;
                        f64::NAN
                    }
                    Cell::NotANumber => {
                        not_a_number.push(values.len() as u32);
                        f64::NAN
                    }
                    Cell::Text => return false,
                };
                values.push(value);
            }
        }
        true
    }

    fn len(&self) -> usize {
        match self {
            Cells::Labels(coder) => coder.len(),
            Cells::Numbers { values, .. } => values.len(),
        }
    }
}

impl<'a> Source<'a> {
    /// The text of a file, with the sign that separates its columns.
    pub(crate) fn new(path: &'a Path, compression: Content) -> Result<Self, Error> {
        let delimiter = delimiter(&head(path, compression)?);
        Ok(Source { path, compression, delimiter })
    }

    pub(crate) fn reader(
        &self,
        since_row: Rc<Counter<usize>>,
    ) -> Result<csv::Reader<Bounded<Box<dyn Read>>>, Error> {
        let bytes = decompressed(self.path, self.compression)?;
        let bounded = Bounded { inner: bytes, since_row };
        Ok(csv::ReaderBuilder::new()
            .has_headers(false)
            .flexible(true)
            .delimiter(self.delimiter)
            .buffer_capacity(1 << 16)
            .from_reader(bounded))
    }

    /// What an error of the CSV reader means; `n_rows` have been read, the header among them.
    pub(crate) fn error(&self, error: csv::Error, n_rows: usize) -> Error {
        let (path, row) = (self.path.to_owned(), n_rows + 1);
        match error.into_kind() {
            csv::ErrorKind::Io(source) if is_too_long(&source) => {
                Error::LongRow { path, row, limit_bytes: LONGEST_ROW }
            }
            csv::ErrorKind::Io(source) if self.compression == Content::Text => Error::io(self.path, source),
            csv::ErrorKind::Io(source) => Error::Compression { path, source },
            kind => Error::io(self.path, io::Error::other(format!("{kind:?}"))),
        }
    }
}

/// Stops when a row has become too long.
pub(crate) struct Bounded<R> {
    inner: R,
    /// Bytes since the last row was complete.
    since_row: Rc<Counter<usize>>,
}

/// A row is too long.
#[derive(Debug, thiserror::Error)]
#[error("a row is too long")]
struct TooLong;

fn is_too_long(error: &io::Error) -> bool {
    error.get_ref().and_then(|inner| inner.downcast_ref::<TooLong>()).is_some()
}

impl<R: Read> Read for Bounded<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let n = self.inner.read(buffer)?;
        self.since_row.set(self.since_row.get() + n);
        if self.since_row.get() > LONGEST_ROW { Err(io::Error::other(TooLong)) } else { Ok(n) }
    }
}

pub(crate) fn decompressed(path: &Path, compression: Content) -> Result<Box<dyn Read>, Error> {
    let file = fs::File::open(path).map_err(|source| Error::io(path, source))?;
    Ok(match compression {
        Content::Gzip => Box::new(flate2::read::MultiGzDecoder::new(io::BufReader::new(file))),
        Content::Zstd => Box::new(
            zstd::Decoder::new(file)
                .map_err(|source| Error::Compression { path: path.to_owned(), source })?,
        ),
        _ => Box::new(file),
    })
}

/// First bytes of the text, checked to be one.
fn head(path: &Path, compression: Content) -> Result<Vec<u8>, Error> {
    let mut head = Vec::new();
    decompressed(path, compression)?
        .take(HEAD as u64 * 16)
        .read_to_end(&mut head)
        .map_err(|source| Error::Compression { path: path.to_owned(), source })?;
    match recognise(&head[..head.len().min(HEAD)]) {
        Content::Text => Ok(head),
        Content::NoTable(looks) => Err(Error::NotATable { path: path.to_owned(), looks }),
        _ => Err(Error::NotATable { path: path.to_owned(), looks: Looks::CompressedTwice }),
    }
}

/// The sign that separates the columns: of comma, semicolon and tab the one that the header has most of.
fn delimiter(head: &[u8]) -> u8 {
    let mut counts = [(b',', 0), (b';', 0), (b'\t', 0)];
    let mut quoted = false;
    for &byte in head {
        match byte {
            b'"' => quoted = !quoted,
            b'\n' | b'\r' if !quoted => break,
            _ if quoted => {}
            _ => counts.iter_mut().filter(|(sign, _)| *sign == byte).for_each(|(_, n)| *n += 1),
        }
    }
    // The first of equals: a comma.
    counts.iter().rev().max_by_key(|(_, n)| *n).map_or(b',', |(sign, _)| *sign)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_header_tells_the_delimiter() {
        assert_eq!(delimiter(b"a,b;c,d\n;;;;;"), b',');
        assert_eq!(delimiter(b"a;\"b,,,,\";c\n"), b';');
        assert_eq!(delimiter(b"a\tb\r\n"), b'\t');
        assert_eq!(delimiter(b"alone\n"), b',');
    }
}
