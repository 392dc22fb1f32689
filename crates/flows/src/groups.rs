//! A file group by group, such as product by product.
//!
//! Where a Parquet or Arrow file has the rows of each group side by side, one group is in memory at a time. Any other
//! file is read whole, its needed columns only, and taken apart.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use hdfe::{Column, Labels, Table};

use crate::error::Error;
use crate::read::{File, Format, Notes, Parsed, Reading, batches, look, read};

/// The rows of one group.
#[derive(Debug)]
pub struct Group {
    /// Value of the column that groups; empty where it has none.
    pub name: String,
    /// The rows, under the file's name and row numbers.
    pub file: File,
}

/// Groups in the order of their first rows.
pub type Groups = Box<dyn Iterator<Item = Result<Group, Error>> + Send>;

/// The rows of a file by the values of a column; of the others only `columns` are read.
///
/// # Errors
/// Those of [`read`]; no column of this name.
pub fn groups(path: &Path, columns: &[String], by: &str) -> Result<Groups, Error> {
    let mut wanted = columns.to_vec();
    wanted.push(by.to_owned());
    let (content, file) = look(path)?;
    let Some((format, batches_of_by)) = batches(path, content, file, Some(&[by.to_owned()]))? else {
        return whole(path, &wanted, by);
    };
    let Some(at) = batches_of_by.position(by) else { return whole(path, &wanted, by) };
    let mut seen = HashSet::new();
    for stretch in batches_of_by.stretches(path, at) {
        if !seen.insert(stretch?.0) {
            return whole(path, &wanted, by);
        }
    }
    let (content, file) = look(path)?;
    let opened = batches(path, content, file, Some(&wanted))?;
    let Some((at, opened)) = opened.and_then(|(_, opened)| Some((opened.position(by)?, opened))) else {
        return whole(path, &wanted, by);
    };
    let owned = path.to_owned();
    let mut first = 0;
    let group = move |stretch: Result<(String, Parsed), Error>| {
        let (name, mut parsed) = stretch?;
        // Rows of earlier groups count as lines before the first.
        parsed.notes.blank_lines = vec![(0, first)];
        first += parsed.table.n_rows();
        Ok(Group { name, file: File::new(&owned, format, None, parsed)? })
    };
    Ok(Box::new(opened.stretches(path, at).map(group)))
}

fn whole(path: &Path, wanted: &[String], by: &str) -> Result<Groups, Error> {
    let file = read(path, &Reading { columns: Some(wanted), checksum: false })?;
    let Some(column) = file.table.get(by) else {
        let columns = file.table.names().to_vec();
        return Err(Error::UnknownColumn { option: "--by", name: by.to_owned(), nearest: None, columns });
    };
    let (names, rows) = rows_by_name(column);
    let owned = path.to_owned();
    let group = move |(name, rows): (String, Vec<usize>)| {
        let format: Format = file.format;
        let parsed = Parsed {
            table: some_rows(&file.table, &rows),
            left_out: Vec::new(),
            notes: file.notes_of(&rows),
        };
        Ok(Group { name, file: File::new(&owned, format, None, parsed)? })
    };
    Ok(Box::new(names.into_iter().zip(rows).map(group)))
}

/// Each value of a column and its rows, in order of first appearance.
fn rows_by_name(column: &Column) -> (Vec<String>, Vec<Vec<usize>>) {
    let mut places: HashMap<u64, usize> = HashMap::new();
    let (mut names, mut rows) = (Vec::new(), Vec::new());
    let mut push = |row: usize, key: u64, name: &dyn Fn() -> String| {
        let place = *places.entry(key).or_insert_with(|| {
            names.push(name());
            rows.push(Vec::new());
            names.len() - 1
        });
        rows[place].push(row);
    };
    match column {
        Column::Numbers(values) => {
            for (row, value) in values.iter().enumerate() {
                let name = || if value.is_nan() { String::new() } else { value.to_string() };
                push(row, if value.is_nan() { f64::NAN.to_bits() } else { value.to_bits() }, &name);
            }
        }
        Column::Labels(Labels { codes, labels }) => {
            for (row, &code) in codes.iter().enumerate() {
                push(row, u64::from(code), &|| labels.get(code as usize).cloned().unwrap_or_default());
            }
        }
    }
    (names, rows)
}

fn some_rows(table: &Table, rows: &[usize]) -> Table {
    let mut part = Table::new(rows.len());
    for name in table.names() {
        let column = match table.get(name).expect("a table has its columns") {
            Column::Numbers(values) => Column::Numbers(rows.iter().map(|&row| values[row]).collect()),
            Column::Labels(Labels { codes, labels }) => {
                let codes = rows.iter().map(|&row| codes[row]).collect();
                Column::Labels(Labels { codes, labels: labels.clone() })
            }
        };
        part.insert(name.clone(), column);
    }
    part
}

impl File {
    /// Notes on some of the rows.
    fn notes_of(&self, rows: &[usize]) -> Notes {
        let numbers: Vec<usize> = rows.iter().map(|&row| self.row_number(row) - 2).collect();
        let lines = numbers.iter().enumerate().map(|(at, &number)| (at, number - at));
        let within = |found: &[u32]| {
            let found: HashSet<u32> = found.iter().copied().collect();
            (0..rows.len() as u32).filter(|&at| found.contains(&(rows[at as usize] as u32))).collect()
        };
        let not_a_number: Vec<(String, Vec<u32>)> =
            self.parsed.not_a_number.iter().map(|(name, found)| (name.clone(), within(found))).collect();
        Notes {
            not_a_number: not_a_number.into_iter().filter(|(_, rows)| !rows.is_empty()).collect(),
            blank_lines: lines.collect(),
        }
    }
}
