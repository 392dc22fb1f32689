//! Columns as factors: levels numbered from 0 without gaps, in an order that follows from the data alone.

use crate::Factor;
use crate::table::{Column, Table};

/// A column, or several crossed, as a factor of the given rows; every row has a value.
pub(super) fn factor(table: &Table, cross: &[String], rows: &[u32]) -> Factor {
    let factors = cross.iter().map(|name| of_column(super::known(table, name), rows));
    factors.reduce(|crossed, next| self::cross(&crossed, &next)).expect("a grouping has a column")
}

fn of_column(column: &Column, rows: &[u32]) -> Factor {
    match column {
        Column::Labels(labels) => {
            compact(rows.iter().map(|&row| labels.codes[row as usize]), labels.labels.len())
        }
        Column::Numbers(values) => {
            let values: Vec<f64> = rows.iter().map(|&row| values[row as usize]).collect();
            whole(&values).unwrap_or_else(|| ranks(&values))
        }
    }
}

/// The pairs of levels that occur, numbered by the first level, then by first appearance.
///
/// The rows are walked level by level of the first factor, so that one entry for each level of the second is all
/// the memory needed, and no hashing.
pub(super) fn cross(first: &Factor, second: &Factor) -> Factor {
    let mut starts = vec![0_u32; first.n_levels + 1];
    first.codes.iter().for_each(|&code| starts[code as usize + 1] += 1);
    for level in 0..first.n_levels {
        starts[level + 1] += starts[level];
    }
    let mut order = vec![0_u32; first.codes.len()];
    for (row, &code) in (0..).zip(&first.codes) {
        let next = &mut starts[code as usize];
        order[*next as usize] = row;
        *next += 1;
    }
    // For each level of the second factor: the level of the first it was last met with, and the pair's number.
    let mut met = vec![(u32::MAX, 0_u32); second.n_levels];
    let mut codes = vec![0_u32; order.len()];
    let mut n_levels = 0;
    for row in order {
        let level = first.codes[row as usize];
        let (last, pair) = &mut met[second.codes[row as usize] as usize];
        if *last != level {
            (*last, *pair) = (level, n_levels);
            n_levels += 1;
        }
        codes[row as usize] = *pair;
    }
    Factor { codes, n_levels: n_levels as usize }
}

/// Numbered anew in the old order, without the levels that do not occur.
fn compact(codes: impl Iterator<Item = u32> + Clone, n_levels: usize) -> Factor {
    const UNUSED: u32 = u32::MAX;
    let mut new_codes = vec![UNUSED; n_levels];
    codes.clone().for_each(|code| new_codes[code as usize] = 0);
    let mut n_levels = 0;
    for code in new_codes.iter_mut().filter(|code| **code != UNUSED) {
        *code = n_levels;
        n_levels += 1;
    }
    Factor { codes: codes.map(|code| new_codes[code as usize]).collect(), n_levels: n_levels as usize }
}

/// Whole numbers in a narrow range (years, codes of countries) need no sorting.
fn whole(values: &[f64]) -> Option<Factor> {
    let low = values.iter().copied().fold(f64::INFINITY, f64::min);
    let range = values.iter().copied().fold(f64::NEG_INFINITY, f64::max) - low + 1.0;
    let narrow = range <= (4 * values.len() + 1024).min(u32::MAX as usize) as f64;
    if !narrow || values.iter().any(|value| value.fract() != 0.0) {
        return None;
    }
    Some(compact(values.iter().map(|value| (value - low) as u32), range as usize))
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
