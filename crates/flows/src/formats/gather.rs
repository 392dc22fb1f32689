//! Rows of many products and codes to one flow a pair and period.
//!
//! What a row says about its value (revision, valuation, who reported) is part of its key, so that values of
//! different kinds are never added; where such a column has several values, the caller must choose.

use std::collections::{BTreeMap, HashMap};

use hdfe::{Column, Labels, Rows, Table};

use super::crosswalk::Crosswalk;
use super::error::Error;
use super::tally::Tally;
use crate::error::{ROWS_SHOWN, push_row};

/// Between the values of the columns of a key, where no text has it.
const SEPARATOR: char = '\u{1f}';

/// A column that says what kind of value a row holds.
#[derive(Debug, Clone)]
pub(super) struct Kind {
    /// Its name in the table written.
    pub name: String,
    /// Its name in the file, by which it is chosen.
    pub published: String,
    /// Whether it is written.
    pub shown: bool,
    /// Whether its values may differ.
    pub may_differ: bool,
}

/// A row, as it is added up. Codes are those published.
#[derive(Debug, Clone, Copy)]
pub(super) struct Flow<'a> {
    pub origin: &'a str,
    pub destination: &'a str,
    pub period: &'a str,
    /// What may be added up, such as the product; the same part twice is counted twice.
    pub part: &'a str,
    /// From [`Gather::kind`].
    pub kind: u32,
    /// `None` when missing.
    pub value: Option<f64>,
    /// `None` when missing.
    pub quantity: Option<f64>,
}

/// A row of a file.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Place {
    pub file: u32,
    pub row: u32,
}

/// Adds up rows.
#[derive(Debug, Default)]
pub(super) struct Gather {
    kinds: Vec<Kind>,
    codes: Names,
    periods: Names,
    parts: Names,
    kind_values: Names,
    flows: HashMap<[u32; 4], Sum>,
}

/// What one key adds up to.
#[derive(Debug, Default)]
struct Sum {
    value: f64,
    n_values: u32,
    quantity: f64,
    n_quantities: u32,
    n_rows: u32,
    parts: Vec<(u32, Place)>,
}

/// Texts as numbers, in order of first appearance.
#[derive(Debug, Default)]
pub(super) struct Names {
    names: Vec<String>,
    known: HashMap<String, u32>,
}

/// What the table is called.
#[derive(Debug, Clone, Copy)]
pub(super) struct Shape {
    /// Name of the column of values.
    pub value: &'static str,
    /// Whether the values read are thousands of the unit written.
    pub thousands: bool,
    /// Name of the column of quantities, if it is written.
    pub quantity: Option<&'static str>,
}

impl Gather {
    pub fn new(kinds: Vec<Kind>) -> Self {
        Gather { kinds, ..Gather::default() }
    }

    /// Number of the values of the columns of kind.
    pub fn kind(&mut self, values: &[&str]) -> u32 {
        debug_assert_eq!(values.len(), self.kinds.len(), "a value for each column");
        let mut joined = String::new();
        for (at, value) in values.iter().enumerate() {
            if at > 0 {
                joined.push(SEPARATOR);
            }
            joined.extend(value.chars().filter(|&sign| sign != SEPARATOR));
        }
        self.kind_values.code(&joined)
    }

    /// What a row is about, as numbers: two rows of the same are the same flow.
    pub fn identity(&mut self, flow: &Flow) -> [u32; 5] {
        [
            self.codes.code(flow.origin),
            self.codes.code(flow.destination),
            self.periods.code(flow.period),
            flow.kind,
            self.parts.code(flow.part),
        ]
    }

    pub fn add(&mut self, flow: &Flow, place: Place) {
        let [origin, destination, period, kind, part] = self.identity(flow);
        let key = [origin, destination, period, kind];
        let sum = self.flows.entry(key).or_default();
        sum.n_rows += 1;
        sum.parts.push((part, place));
        if let Some(value) = flow.value {
            sum.value += value;
            sum.n_values += 1;
        }
        if let Some(quantity) = flow.quantity {
            sum.quantity += quantity;
            sum.n_quantities += 1;
        }
    }

    /// Errors of what was added: rows that repeat another, and columns of kind with several values.
    pub fn errors(&mut self, tally: &Tally) -> Vec<Error> {
        let mut errors = self.settle(tally);
        let mut counts: Vec<BTreeMap<&str, usize>> = vec![BTreeMap::new(); self.kinds.len()];
        for (key, sum) in &self.flows {
            let values = self.kind_values.names[key[3] as usize].split(SEPARATOR);
            for (counts, value) in counts.iter_mut().zip(values) {
                *counts.entry(value).or_default() += sum.n_rows as usize;
            }
        }
        for (kind, counts) in self.kinds.iter().zip(counts) {
            if counts.len() > 1 && !kind.may_differ {
                let values = counts.into_iter().map(|(value, n)| (value.to_owned(), n)).collect();
                errors.push(Error::Mixed { column: kind.published.clone(), values });
            }
        }
        errors
    }

    /// Errors of rows with the same codes, period, part and kind; the rows so far are then forgotten, only their
    /// sums are kept.
    pub fn settle(&mut self, tally: &Tally) -> Vec<Error> {
        let mut found: Vec<(Place, Place)> = Vec::new();
        for sum in self.flows.values_mut() {
            sum.parts.sort_unstable();
            let same = sum.parts.chunk_by(|a, b| a.0 == b.0);
            found.extend(same.flat_map(|same| same[1..].iter().map(|again| (again.1, same[0].1))));
            sum.parts = Vec::new();
        }
        found.sort_unstable();
        let by_file = found.chunk_by(|a, b| a.0.file == b.0.file);
        let error = |found: &[(Place, Place)]| {
            let mut rows = Rows::default();
            for (again, _) in found {
                push_row(&mut rows, again.row as usize);
            }
            let pairs = found.iter().take(ROWS_SHOWN).map(|(again, first)| {
                let elsewhere = (first.file != again.file).then(|| tally.file(first.file as usize).clone());
                (again.row as usize, first.row as usize, elsewhere)
            });
            let path = tally.file(found[0].0.file as usize).clone();
            Error::Repeated { path, rows, pairs: pairs.collect() }
        };
        by_file.map(error).collect()
    }

    /// Number of flows, before codes become regions.
    pub fn is_empty(&self) -> bool {
        self.flows.is_empty()
    }

    /// The table: codes become regions, and what is then the same flow is added up, in the order of its codes.
    pub fn table(self, crosswalk: Option<&Crosswalk>, shape: Shape) -> Table {
        let regions: Vec<&str> = self
            .codes
            .names
            .iter()
            .map(|code| crosswalk.and_then(|crosswalk| crosswalk.get(code)).unwrap_or(code))
            .collect();
        let key = |key: &[u32; 4]| {
            let [origin, destination, period, kind] = key.map(|code| code as usize);
            (
                [regions[origin], regions[destination], &self.periods.names[period]],
                self.kind_values.names[kind].as_str(),
                [self.codes.names[origin].as_str(), self.codes.names[destination].as_str()],
            )
        };
        let mut flows: Vec<_> = self.flows.iter().map(|(codes, sum)| (key(codes), sum)).collect();
        flows.sort_unstable_by(|a, b| a.0.cmp(&b.0));
        let merged: Vec<_> = flows.chunk_by(|a, b| a.0.0 == b.0.0 && a.0.1 == b.0.1).collect();
        let label = |which: usize| Labels::from_texts(merged.iter().map(|same| same[0].0.0[which]));
        let mut table = Table::new(merged.len());
        table.insert("origin", Column::Labels(label(0)));
        table.insert("destination", Column::Labels(label(1)));
        let (name, periods) = periods(&label(2));
        table.insert(name, periods);
        let numbers = |of: fn(&Sum) -> (f64, u32), thousands| {
            Column::Numbers(
                merged.iter().map(|same| total(same.iter().map(|(_, sum)| of(sum)), thousands)).collect(),
            )
        };
        table.insert(shape.value, numbers(|sum| (sum.value, sum.n_values), shape.thousands));
        if let Some(name) = shape.quantity {
            table.insert(name, numbers(|sum| (sum.quantity, sum.n_quantities), false));
        }
        for (at, kind) in self.kinds.iter().enumerate().filter(|(_, kind)| kind.shown) {
            let values = merged.iter().map(|same| same[0].0.1.split(SEPARATOR).nth(at).unwrap_or_default());
            table.insert(kind.name.clone(), Column::Labels(Labels::from_texts(values)));
        }
        table
    }
}

/// Sum of what is not missing, in the unit written; missing when nothing is there.
fn total(parts: impl Iterator<Item = (f64, u32)>, thousands: bool) -> f64 {
    let (sum, n) = parts.fold((0.0, 0), |(sum, n), (value, m)| (sum + value, n + m));
    if n == 0 {
        return f64::NAN;
    }
    if !thousands {
        return sum;
    }
    // Thousands have three decimals: 1.005 are 1005 and not 1004.9999999999999.
    let thousandths = sum * 1e6;
    if thousandths < 1e15 { thousandths.round() / 1e3 } else { sum * 1e3 }
}

/// Years as numbers under `year`; other periods as they are under `period`.
fn periods(labels: &Labels) -> (&'static str, Column) {
    let years: Option<Vec<f64>> = labels
        .labels
        .iter()
        .map(|label| label.parse::<u16>().ok().filter(|_| label.len() == 4).map(f64::from))
        .collect();
    match years {
        Some(years) => {
            ("year", Column::Numbers(labels.codes.iter().map(|&code| years[code as usize]).collect()))
        }
        None => ("period", Column::Labels(labels.clone())),
    }
}

impl Names {
    /// The texts by their numbers.
    pub fn names(&self) -> &[String] {
        &self.names
    }

    /// Number of a text, new if it was not seen.
    pub fn code(&mut self, name: &str) -> u32 {
        if let Some(&code) = self.known.get(name) {
            return code;
        }
        let code = self.names.len() as u32;
        self.names.push(name.to_owned());
        self.known.insert(name.to_owned(), code);
        code
    }
}
