//! Least squares with fixed effects: regress the demeaned response on the demeaned regressors.

use faer::Mat;

use crate::collinear::{Independent, independent};
use crate::demean::demean;
use crate::solver::dot;
use crate::{Error, Factor};

/// A least-squares fit.
pub(crate) struct OlsFit {
    /// Coefficients of the regressors in `kept`.
    pub coefficients: Vec<f64>,
    /// Positions of the regressors kept.
    pub kept: Vec<usize>,
    /// Positions of the regressors left out.
    pub collinear: Vec<usize>,
    /// The regressors kept, demeaned.
    pub demeaned: Vec<Vec<f64>>,
    /// y - X b - fixed effects (n).
    pub residuals: Vec<f64>,
}

/// Minimises sum w (y - X b - fixed effects)^2.
pub(crate) fn fit(y: &[f64], x: &[Vec<f64>], factors: &[Factor], weights: &[f64]) -> Result<OlsFit, Error> {
    let mut columns: Vec<Vec<f64>> = x.to_vec();
    columns.push(y.to_vec());
    let mut demeaned = demean(&columns, factors, weights)?;
    let mut residuals = demeaned.pop().expect("the response was pushed last");
    let Independent { kept, collinear, factor } = independent(&demeaned, x, weights);
    let demeaned: Vec<Vec<f64>> = kept.iter().map(|&k| std::mem::take(&mut demeaned[k])).collect();
    let weighted: Vec<f64> = residuals.iter().zip(weights).map(|(y, w)| y * w).collect();
    let products: Vec<f64> = demeaned.iter().map(|x| dot(x, &weighted)).collect();
    let coefficients = cholesky_solve(&factor, &products);
    for (column, b) in demeaned.iter().zip(&coefficients) {
        for (residual, x) in residuals.iter_mut().zip(column) {
            *residual -= b * x;
        }
    }
    Ok(OlsFit { coefficients, kept, collinear, demeaned, residuals })
}

/// Solves L L' b = r.
fn cholesky_solve(lower: &Mat<f64>, r: &[f64]) -> Vec<f64> {
    let mut b = r.to_vec();
    for i in 0..b.len() {
        let earlier: f64 = (0..i).map(|j| lower[(i, j)] * b[j]).sum();
        b[i] = (b[i] - earlier) / lower[(i, i)];
    }
    solve_transposed(lower, &mut b);
    b
}

/// Replaces b by the solution of L' b = b.
pub(crate) fn solve_transposed(lower: &Mat<f64>, b: &mut [f64]) {
    for i in (0..b.len()).rev() {
        let later: f64 = (i + 1..b.len()).map(|j| lower[(j, i)] * b[j]).sum();
        b[i] = (b[i] - later) / lower[(i, i)];
    }
}
