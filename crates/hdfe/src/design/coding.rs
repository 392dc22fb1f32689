//! Columns as factors: levels numbered from 0 without gaps, in an order that follows from the data alone.

use crate::Factor;
use crate::table::{Column, Table};

/// A column, or several crossed, as a factor of the given rows; every row has a value.
pub(super) fn factor(table: &Table, cross: &[String], rows: &[u32]) -> Factor {
    let factors = cross.iter().map(|name| of_column(super::known(table, name), rows));
    factors.reduce(|crossed, next| crossed.cross(&next)).expect("a grouping has a column")
}

fn of_column(column: &Column, rows: &[u32]) -> Factor {
    match column {
        Column::Labels(labels) => {
            Factor::without_gaps(rows.iter().map(|&row| labels.codes[row as usize]), labels.labels.len())
        }
        Column::Numbers(values) => {
            let values: Vec<f64> = rows.iter().map(|&row| values[row as usize]).collect();
            whole(&values).unwrap_or_else(|| ranks(&values))
        }
    }
}

/// Whole numbers in a narrow range (years, codes of countries) need no sorting.
fn whole(values: &[f64]) -> Option<Factor> {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let range = values.iter().copied().fold(f64::NEG_INFINITY, f64::max) - low + 1.0;
    let narrow = range <= (4 * values.len() + 1024).min(u32::MAX as usize) as f64;
    if !narrow || values.iter().any(|value| value.fract() != 0.0) {
        return None;
    }
    Some(Factor::without_gaps(values.iter().map(|value| (value - low) as u32), range as usize))
}

/// Any numbers, by their rank.
fn ranks(values: &[f64]) -> Factor {
    let mut sorted: Vec<(f64, u32)> = values.iter().copied().zip(0..).collect();
    sorted.sort_unstable_by(|a, b| a.0.total_cmp(&b.0));
    let mut codes = vec![0; values.len()];
    let (mut n_levels, mut last) = (0_u32, f64::NEG_INFINITY);
    for (value, row) in sorted {
        // Also true of the first value, and not of 0 after -0.
        if value > last {
            n_levels += 1;
            last = value;
        }
        codes[row as usize] = n_levels - 1;
    }
    Factor { codes, n_levels: n_levels as usize }
}
