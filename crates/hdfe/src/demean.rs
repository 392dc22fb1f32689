//! Demeaning: what is left of a column after its weighted projection on the fixed effects.

use rayon::prelude::*;

use crate::runs::{self, Runs};
use crate::solver::System;
use crate::{Error, Factor};

/// Relative accuracy of a demeaned column; a thousand times finer than the printed digits need.
const TOLERANCE: f64 = 1e-10;

/// Residuals of the weighted regression of each column on the fixed effects.
///
/// # Shapes
/// Columns, codes and weights have one entry a row; the result has the shape of `columns`.
///
/// # Errors
/// When a projection does not converge.
///
/// # Examples
/// ```
/// let factor = hdfe::Factor { codes: vec![0, 0, 1], n_levels: 2 };
/// let out = hdfe::demean(&[vec![1.0, 3.0, 7.0]], &[factor], &[1.0, 1.0, 1.0]).unwrap();
/// assert_eq!(out[0], vec![-1.0, 1.0, 0.0]);
/// ```
pub fn demean(columns: &[Vec<f64>], factors: &[Factor], weights: &[f64]) -> Result<Vec<Vec<f64>>, Error> {
    demean_to(columns, factors, weights, TOLERANCE)
}

/// [`demean`] to a given relative accuracy.
pub(crate) fn demean_to(
    columns: &[Vec<f64>],
    factors: &[Factor],
    weights: &[f64],
    tolerance: f64,
) -> Result<Vec<Vec<f64>>, Error> {
    match Runs::new(factors) {
        Some(runs) => runs::demean(&runs, columns, weights, tolerance),
        None => demean_generally(columns, factors, weights, tolerance),
    }
}

/// Any fixed effects, over their codes.
pub(crate) fn demean_generally(
    columns: &[Vec<f64>],
    factors: &[Factor],
    weights: &[f64],
    tolerance: f64,
) -> Result<Vec<Vec<f64>>, Error> {
    if factors.is_empty() {
        return Ok(columns.to_vec());
    }
    let system = System::new(&[], factors, weights)?;
    columns
        .par_iter()
        .map(|column| {
            let weighted: Vec<f64> = column.iter().zip(weights).map(|(x, w)| x * w).collect();
            let solution = system.solve(&weighted, tolerance)?;
            Ok(column.iter().zip(&solution.fitted).map(|(x, fitted)| x - fitted).collect())
        })
        .collect()
}
