//! A file of any kind to a table.

use std::fs;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use hdfe::{Column, Rows, Table};
use serde::Serialize;
use sha2::{Digest, Sha256};

use crate::columnar::Batches;
use crate::error::{Error, push_row};
use crate::recognise::{Content, HEAD, recognise};
use crate::{columnar, text};

/// A table and the file it came from.
#[derive(Debug)]
pub struct File {
    /// Name without folders.
    pub name: String,
    /// As given.
    pub path: PathBuf,
    /// What it is.
    pub format: Format,
    /// Size on disk, in bytes.
    pub n_bytes: u64,
    /// SHA-256 of the bytes on disk, in hexadecimal, if asked for.
    pub sha256: Option<String>,
    /// Its columns.
    pub table: Table,
    /// Columns of a kind that is no column of a table here, such as lists, with that kind.
    pub left_out: Vec<(String, String)>,
    pub(crate) parsed: Notes,
}

/// What a table of numbers and labels cannot say about its file.
#[derive(Debug, Default)]
pub(crate) struct Notes {
    /// Rows that say `NaN`, by column; in the table they look like missing ones.
    pub not_a_number: Vec<(String, Vec<u32>)>,
    /// From this row on, so many blank lines came before it.
    pub blank_lines: Vec<(usize, usize)>,
}

/// What a file is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Format {
    /// Text, separated by commas, semicolons or tabs; perhaps compressed.
    Csv,
    /// Parquet.
    Parquet,
    /// Arrow IPC, file or stream (Feather).
    Arrow,
}

/// How to read.
#[derive(Debug, Clone, Copy, Default)]
pub struct Reading<'a> {
    /// Columns wanted; none means all. If one of them does not exist, all are read, so that an error can name
    /// the one that was meant.
    pub columns: Option<&'a [String]>,
    /// Whether the SHA-256 is wanted: it costs one more pass over the file.
    pub checksum: bool,
}

/// What a reader of one format gives.
pub(crate) struct Parsed {
    pub table: Table,
    pub left_out: Vec<(String, String)>,
    pub notes: Notes,
}

/// Reads a table: CSV (plain, gzip, zstd), Parquet, Arrow IPC; recognised by content.
pub fn read(path: &Path, reading: &Reading) -> Result<File, Error> {
    let (content, file) = look(path)?;
    let columns = reading.columns;
    let (format, parsed) = match batches(path, content, file, columns)? {
        Some((format, batches)) => (format, batches.table(path)?),
        None => (Format::Csv, text::read(path, content, columns)?),
    };
    check(path, &parsed.table)?;
    let sha256 = if reading.checksum { Some(checksum(path)?) } else { None };
    File::new(path, format, sha256, parsed)
}

/// What a file is, and the file from its start.
pub(crate) fn look(path: &Path) -> Result<(Content, fs::File), Error> {
    let mut file = open(path)?;
    match content(path, &mut file)? {
        Content::NoTable(looks) => Err(Error::NotATable { path: path.to_owned(), looks }),
        content => Ok((content, file)),
    }
}

/// The batches of a file that holds columns; none of a text.
pub(crate) fn batches(
    path: &Path,
    content: Content,
    file: fs::File,
    columns: Option<&[String]>,
) -> Result<Option<(Format, Batches)>, Error> {
    Ok(Some(match content {
        Content::Parquet => (Format::Parquet, columnar::parquet(path, file, columns)?),
        Content::ArrowFile => (Format::Arrow, columnar::arrow_file(path, file, columns)?),
        Content::ArrowStream => (Format::Arrow, columnar::arrow_stream(path, file, columns)?),
        Content::Gzip | Content::Zstd | Content::Text | Content::NoTable(_) => return Ok(None),
    }))
}

impl File {
    pub(crate) fn new(
        path: &Path,
        format: Format,
        sha256: Option<String>,
        parsed: Parsed,
    ) -> Result<Self, Error> {
        let n_bytes = fs::metadata(path).map_err(|source| Error::io(path, source))?.len();
        Ok(File {
            name: path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned()),
            path: path.to_owned(),
            format,
            n_bytes,
            sha256,
            table: parsed.table,
            left_out: parsed.left_out,
            parsed: parsed.notes,
        })
    }

    /// Number of a row (from 0) as a spreadsheet shows it: the header is row 1, blank lines count.
    pub fn row_number(&self, row: usize) -> usize {
        let blank = self.parsed.blank_lines.iter().rev().find(|(from, _)| *from <= row);
        row + 2 + blank.map_or(0, |(_, lines)| *lines)
    }

    /// Refuses a column with rows that say `NaN`: in the table they look like missing ones, but they are
    /// computations that failed.
    pub fn refuse_not_a_number(&self, column: &str) -> Result<(), Error> {
        let Some((_, found)) = self.parsed.not_a_number.iter().find(|(name, _)| name == column) else {
            return Ok(());
        };
        let mut rows = Rows::default();
        for &row in found {
            push_row(&mut rows, self.row_number(row as usize));
        }
        Err(Error::NotANumber { path: self.path.clone(), column: column.to_owned(), rows })
    }
}

/// Columns to read, as positions in `names`.
pub(crate) fn wanted_positions(names: &[String], wanted: Option<&[String]>) -> Vec<usize> {
    match wanted {
        Some(wanted) if wanted.iter().all(|name| names.contains(name)) => {
            (0..names.len()).filter(|&at| wanted.contains(&names[at])).collect()
        }
        _ => (0..names.len()).collect(),
    }
}

/// Names in order; an empty one (the index column of a data frame) is called after its place.
pub(crate) fn checked_names(path: &Path, names: Vec<String>) -> Result<Vec<String>, Error> {
    let named =
        |(at, name): (usize, String)| if name.is_empty() { format!("column_{}", at + 1) } else { name };
    let names: Vec<String> = names.into_iter().enumerate().map(named).collect();
    let mut seen = std::collections::HashSet::new();
    match names.iter().find(|name| !seen.insert(name.as_str())) {
        Some(name) => Err(Error::DuplicateColumn { path: path.to_owned(), name: name.clone() }),
        None => Ok(names),
    }
}

pub(crate) fn open(path: &Path) -> Result<fs::File, Error> {
    let metadata = fs::metadata(path).map_err(|source| Error::io(path, source))?;
    if metadata.is_dir() {
        return Err(Error::Folder { path: path.to_owned() });
    }
    if !metadata.is_file() {
        return Err(Error::NotAFile { path: path.to_owned() });
    }
    fs::File::open(path).map_err(|source| Error::io(path, source))
}

/// What an open file is, by its first bytes; it stands at its start again.
pub(crate) fn content(path: &Path, file: &mut fs::File) -> Result<Content, Error> {
    let mut head = Vec::with_capacity(HEAD);
    Read::by_ref(file)
        .take(HEAD as u64)
        .read_to_end(&mut head)
        .and_then(|_| file.seek(SeekFrom::Start(0)))
        .map_err(|source| Error::io(path, source))?;
    if head.is_empty() {
        return Err(Error::Empty { path: path.to_owned() });
    }
    Ok(recognise(&head))
}

fn check(path: &Path, table: &Table) -> Result<(), Error> {
    if table.n_rows() == 0 {
        return Err(Error::NoRows { path: path.to_owned() });
    }
    let is_number = |name: &String| matches!(table.get(name), Some(Column::Numbers(_)));
    if !table.names().iter().any(is_number) {
        let example = table.names().iter().rev().find_map(|name| match table.get(name) {
            Some(Column::Labels(labels)) => labels.labels.first().map(|label| (name.clone(), label.clone())),
            _ => None,
        });
        return Err(Error::NoNumbers { path: path.to_owned(), columns: table.names().to_vec(), example });
    }
    Ok(())
}

/// SHA-256 of some bytes, as [`File::sha256`] gives that of a file.
pub fn sha256(content: &[u8]) -> String {
    hexadecimal(&Sha256::digest(content))
}

fn hexadecimal(digest: &[u8]) -> String {
    let digits: Vec<String> = digest.iter().map(|byte| format!("{byte:02x}")).collect();
    digits.concat()
}

fn checksum(path: &Path) -> Result<String, Error> {
    let mut hasher = Sha256::new();
    let mut file = fs::File::open(path).map_err(|source| Error::io(path, source))?;
    let mut buffer = vec![0; 1 << 16];
    loop {
        match file.read(&mut buffer) {
            Ok(0) => break,
            Ok(n) => hasher.update(&buffer[..n]),
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(source) => return Err(Error::io(path, source)),
        }
    }
    Ok(hexadecimal(&hasher.finalize()))
}
