//! Least squares with fixed effects: regress the demeaned response on the demeaned regressors.

use crate::demean::demean;
use crate::orthonormal::Orthonormal;
use crate::solver::dot;
use crate::{Error, Factor};

/// A least-squares fit.
pub(crate) struct OlsFit {
    /// Coefficients of the regressors kept.
    pub coefficients: Vec<f64>,
    /// The regressors kept, demeaned and orthonormal.
    pub basis: Orthonormal,
    /// y - X b - fixed effects (n).
    pub residuals: Vec<f64>,
}

/// Minimises sum w (y - X b - fixed effects)^2.
pub(crate) fn fit(y: &[f64], x: &[Vec<f64>], factors: &[Factor], weights: &[f64]) -> Result<OlsFit, Error> {
    let mut columns: Vec<Vec<f64>> = x.to_vec();
    columns.push(y.to_vec());
    let mut demeaned = demean(&columns, factors, weights)?;
    let mut residuals = demeaned.pop().expect("the response was pushed last");
    let basis = Orthonormal::independent(demeaned, x, weights);
    let mut coefficients = vec![0.0; basis.columns.len()];
    // Twice, as the basis was made: the second pass takes off what rounding left of a response with a large mean.
    for _ in 0..2 {
        for (coefficient, column) in coefficients.iter_mut().zip(&basis.columns) {
            let weighted: Vec<f64> = residuals.iter().zip(weights).map(|(r, w)| r * w).collect();
            let share = dot(&weighted, column);
            *coefficient += share;
            for (residual, q) in residuals.iter_mut().zip(column) {
                *residual -= share * q;
            }
        }
    }
    Ok(OlsFit { coefficients: basis.coefficients(&coefficients), basis, residuals })
}
