//! Terms as columns of numbers.

use crate::error::Error;
use crate::formula::{Expr, Term};
use crate::table::{Column, Labels, Table};

/// Numbers that one term may take: 0.8 GB. Beyond it stands a text column that is meant as a fixed effect.
const MAX_CELLS: usize = 100_000_000;

/// Named columns, one entry a row.
type Columns = Vec<(String, Vec<f64>)>;

/// The columns of terms on the given rows; `constant` says whether the model holds a constant already.
pub(super) fn regressors(
    table: &Table,
    terms: &[Term],
    rows: &[u32],
    constant: bool,
) -> Result<Columns, Vec<Error>> {
    let (mut columns, mut errors) = (Vec::new(), Vec::new());
    let mut constant = constant;
    for term in terms {
        let parts: Vec<Part> = term.parts.iter().map(|expr| Part::of(table, expr, rows)).collect();
        let n_columns: usize = parts.iter().map(Part::n_columns).product();
        if n_columns > 1 && n_columns.saturating_mul(rows.len()) > MAX_CELLS {
            errors.push(Error::TooManyLevels { term: term.to_string(), n_columns });
            continue;
        }
        columns.extend(term_columns(term, parts, terms, constant, rows));
        // All levels of one column add up to a constant, which the next one must not repeat.
        constant |= matches!(&term.parts[..], [Expr::Column(name)] if matches!(table.get(name), Some(Column::Labels(_))));
    }
    if errors.is_empty() { Ok(columns) } else { Err(errors) }
}

/// A column's numbers on the given rows, or their logarithms, `NaN` where these are not defined.
pub(super) fn numbers(column: &Column, log: bool, rows: &[u32]) -> Vec<f64> {
    let Column::Numbers(values) = column else { unreachable!("text has been reported") };
    let values = rows.iter().map(|&row| values[row as usize]);
    if log {
        values.map(|value| if value > 0.0 { value.ln() } else { f64::NAN }).collect()
    } else {
        values.collect()
    }
}

/// What one column brings to a term.
enum Part<'a> {
    Numbers(Vec<f64>),
    Levels {
        column: &'a Labels,
        /// Codes of the levels that occur, in the order of their labels.
        levels: Vec<u32>,
    },
}

impl<'a> Part<'a> {
    fn of(table: &'a Table, expr: &Expr, rows: &[u32]) -> Self {
        match (super::known(table, expr.column()), expr) {
            (Column::Labels(column), _) => Part::Levels { column, levels: levels(column, rows) },
            (column, expr) => Part::Numbers(numbers(column, matches!(expr, Expr::Log(_)), rows)),
        }
    }

    fn n_columns(&self) -> usize {
        match self {
            Part::Numbers(_) => 1,
            Part::Levels { levels, .. } => levels.len(),
        }
    }

    /// Its columns; `first` says whether the first level has one.
    fn columns(self, expr: &Expr, first: bool, rows: &[u32]) -> Columns {
        match self {
            Part::Numbers(values) => vec![(expr.to_string(), values)],
            Part::Levels { column, levels } => levels
                .into_iter()
                .skip(usize::from(!first))
                .map(|level| {
                    let name = format!("{expr}::{}", column.labels[level as usize]);
                    (name, indicator(column, level, rows))
                })
                .collect(),
        }
    }
}

fn term_columns(term: &Term, parts: Vec<Part>, terms: &[Term], constant: bool, rows: &[u32]) -> Columns {
    let mut columns: Option<Columns> = None;
    for (at, (part, expr)) in parts.into_iter().zip(&term.parts).enumerate() {
        let first = !in_model_without(term, at, terms, constant);
        let new = part.columns(expr, first, rows);
        columns = Some(match columns {
            None => new,
            Some(columns) => products(&columns, &new),
        });
    }
    columns.unwrap_or_default()
}

/// Whether the term without one of its columns is in the model: then that column's levels need only differences.
fn in_model_without(term: &Term, at: usize, terms: &[Term], constant: bool) -> bool {
    if term.parts.len() == 1 {
        return constant;
    }
    let rest = || term.parts.iter().enumerate().filter(|&(other, _)| other != at).map(|(_, part)| part);
    terms
        .iter()
        .any(|term| term.parts.len() == rest().count() && rest().all(|part| term.parts.contains(part)))
}

fn products(left: &Columns, right: &Columns) -> Columns {
    let pairs = left.iter().flat_map(|a| right.iter().map(move |b| (a, b)));
    pairs
        .map(|((a_name, a), (b_name, b))| {
            (format!("{a_name}:{b_name}"), a.iter().zip(b).map(|(a, b)| a * b).collect())
        })
        .collect()
}

fn levels(column: &Labels, rows: &[u32]) -> Vec<u32> {
    let mut occurs = vec![false; column.labels.len()];
    for &row in rows {
        // A missing code is beyond the labels.
        if let Some(occurs) = occurs.get_mut(column.codes[row as usize] as usize) {
            *occurs = true;
        }
    }
    let mut levels: Vec<u32> = (0..occurs.len() as u32).filter(|&level| occurs[level as usize]).collect();
    levels.sort_by_key(|&level| &column.labels[level as usize]);
    levels
}

fn indicator(column: &Labels, level: u32, rows: &[u32]) -> Vec<f64> {
    let value = |code| match code {
        Labels::MISSING => f64::NAN,
        code => f64::from(u8::from(code == level)),
    };
    rows.iter().map(|&row| value(column.codes[row as usize])).collect()
}
