//! The columns a paper derives and the rows it keeps, written as a file that the program can read.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use hdfe::{Column, Labels, Table};
use serde::Deserialize;

/// A new column.
#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Derive {
    /// In each row the sum of a column over all rows with the same labels.
    Sum { column: String, sum: String, by: Vec<String> },
    /// The label of one column where another has the same label, and one common label elsewhere.
    LabelWhereEqual { column: String, label_of: String, where_equal_to: String, otherwise: String },
}

/// Rows that stay.
#[derive(Debug, Deserialize)]
#[serde(untagged, deny_unknown_fields)]
pub enum Keep {
    /// Rows with one of these values.
    Among { column: String, among: Vec<toml::Value> },
    /// Rows where two columns differ.
    Differs { column: String, differs_from: String },
}

/// The file a fit reads: the original, or a temporary one.
pub enum Prepared {
    Original(PathBuf),
    Written(tempfile::NamedTempFile),
}

impl Prepared {
    pub fn path(&self) -> &Path {
        match self {
            Prepared::Original(path) => path,
            Prepared::Written(file) => file.path(),
        }
    }
}

/// Derives and selects; a case that does neither reads the file as it is.
pub fn prepare(path: &Path, derive: &[Derive], keep: &[&Keep]) -> Result<Prepared, String> {
    if derive.is_empty() && keep.is_empty() {
        return Ok(Prepared::Original(path.to_owned()));
    }
    let mut table = flows::read(path, &flows::Reading::default()).map_err(|error| error.to_string())?.table;
    for step in derive {
        step.apply(&mut table)?;
    }
    let mut stays = vec![true; table.n_rows()];
    for rule in keep {
        rule.apply(&table, &mut stays)?;
    }
    write(&table, &stays).map(Prepared::Written)
}

impl Derive {
    fn apply(&self, table: &mut Table) -> Result<(), String> {
        match self {
            Derive::Sum { column, sum, by } => {
                let Column::Numbers(values) = get(table, sum)? else {
                    return Err(format!("{sum} has no numbers"));
                };
                let keys =
                    (0..table.n_rows()).map(|row| key(table, by, row)).collect::<Result<Vec<_>, _>>()?;
                let mut sums = HashMap::<&[String], f64>::new();
                for (key, value) in keys.iter().zip(values) {
                    *sums.entry(key).or_default() += value;
                }
                let sums = keys.iter().map(|key| sums[key.as_slice()]).collect();
                table.insert(column.as_str(), Column::Numbers(sums));
            }
            Derive::LabelWhereEqual { column, label_of, where_equal_to, otherwise } => {
                let (left, right) = (texts(get(table, label_of)?), texts(get(table, where_equal_to)?));
                let labels = left.into_iter().zip(right);
                let labels = labels.map(|(left, right)| if left == right { left } else { otherwise.clone() });
                table.insert(column.as_str(), Column::Labels(Labels::from_texts(labels)));
            }
        }
        Ok(())
    }
}

impl Keep {
    fn apply(&self, table: &Table, stays: &mut [bool]) -> Result<(), String> {
        match self {
            Keep::Among { column, among } => {
                let among: Vec<String> =
                    among.iter().map(|value| value.to_string().replace('"', "")).collect();
                for (stays, text) in stays.iter_mut().zip(texts(get(table, column)?)) {
                    *stays &= among.contains(&text);
                }
            }
            Keep::Differs { column, differs_from } => {
                let (left, right) = (texts(get(table, column)?), texts(get(table, differs_from)?));
                for (stays, (left, right)) in stays.iter_mut().zip(left.iter().zip(&right)) {
                    *stays &= left != right;
                }
            }
        }
        Ok(())
    }
}

fn get<'a>(table: &'a Table, name: &str) -> Result<&'a Column, String> {
    table.get(name).ok_or_else(|| format!("the data have no column {name}"))
}

fn key(table: &Table, by: &[String], row: usize) -> Result<Vec<String>, String> {
    by.iter().map(|name| Ok(text(get(table, name)?, row))).collect()
}

fn texts(column: &Column) -> Vec<String> {
    (0..column.len()).map(|row| text(column, row)).collect()
}

/// A cell as a text that reads back as the same cell.
fn text(column: &Column, row: usize) -> String {
    match column {
        Column::Numbers(values) if values[row].is_nan() => String::new(),
        Column::Numbers(values) => values[row].to_string(),
        Column::Labels(labels) => labels.labels.get(labels.codes[row] as usize).cloned().unwrap_or_default(),
    }
}

fn write(table: &Table, stays: &[bool]) -> Result<tempfile::NamedTempFile, String> {
    let file = tempfile::Builder::new().suffix(".csv").tempfile().map_err(|error| error.to_string())?;
    let mut writer = csv::Writer::from_writer(&file);
    let columns: Vec<&Column> = table.names().iter().filter_map(|name| table.get(name)).collect();
    writer.write_record(table.names()).map_err(|error| error.to_string())?;
    for row in (0..table.n_rows()).filter(|row| stays[*row]) {
        let record = columns.iter().map(|column| text(column, row));
        writer.write_record(record).map_err(|error| error.to_string())?;
    }
    writer.flush().map_err(|error| error.to_string())?;
    drop(writer);
    Ok(file)
}
