//! Which regressors the others (and the fixed effects) explain.

use faer::Mat;

use crate::demean::demean_to;
use crate::ols::solve_transposed;
use crate::solver::{dot, gram};
use crate::{Error, Factor};

/// A regressor is collinear when less than this share of its variance is left; as in fixest.
const SHARE_LEFT: f64 = 1e-9;

/// Columns kept, as their positions and in an orthonormal form.
pub(crate) struct Independent {
    /// Positions of the columns kept.
    pub kept: Vec<usize>,
    /// Positions of the columns left out.
    pub collinear: Vec<usize>,
    /// Lower Cholesky factor of the kept columns' weighted Gram matrix.
    pub factor: Mat<f64>,
}

/// Goes through the demeaned columns in order and keeps each that earlier ones do not explain.
///
/// `raw` are the same columns before demeaning: what is left is compared with their own variance.
pub(crate) fn independent(demeaned: &[Vec<f64>], raw: &[Vec<f64>], weights: &[f64]) -> Independent {
    let gram = gram(demeaned, weights);
    let (mut kept, mut collinear) = (Vec::new(), Vec::new());
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for k in 0..demeaned.len() {
        let mut row: Vec<f64> = Vec::new();
        for (i, &earlier) in kept.iter().enumerate() {
            let explained: f64 = dot(&row, &rows[i][..i]);
            row.push((gram[(k, earlier)] - explained) / rows[i][i]);
        }
        let left = gram[(k, k)] - dot(&row, &row);
        if left > SHARE_LEFT * variance(&raw[k], weights) {
            row.push(left.sqrt());
            rows.push(row);
            kept.push(k);
        } else {
            collinear.push(k);
        }
    }
    let factor = Mat::from_fn(kept.len(), kept.len(), |i, j| if j <= i { rows[i][j] } else { 0.0 });
    Independent { kept, collinear, factor }
}

/// Weighted sum of squares around the mean; of a constant, around zero.
fn variance(column: &[f64], weights: &[f64]) -> f64 {
    let total: f64 = weights.iter().sum();
    let mean = dot(column, weights) / total;
    let around_zero: f64 = column.iter().zip(weights).map(|(x, w)| w * x * x).sum();
    let around_mean: f64 = column.iter().zip(weights).map(|(x, w)| w * (x - mean) * (x - mean)).sum();
    if around_mean > 1e-20 * around_zero { around_mean } else { around_zero }
}

/// The regressors kept, demeaned and orthonormal under some weights.
pub(crate) struct Basis {
    /// The orthonormal columns.
    pub columns: Vec<Vec<f64>>,
    /// Positions of the regressors kept.
    pub kept: Vec<usize>,
    /// Positions of the regressors left out.
    pub collinear: Vec<usize>,
    /// Lower Cholesky factor L of the demeaned columns' Gram matrix: columns = demeaned * inverse of L'.
    factor: Mat<f64>,
}

impl Basis {
    /// Demeans, finds what is collinear, and makes the rest orthonormal.
    pub fn new(x: &[Vec<f64>], factors: &[Factor], weights: &[f64]) -> Result<Self, Error> {
        // Any accuracy leaves the space of the model as it is; this one tells collinear columns from others.
        let demeaned = demean_to(x, factors, weights, 1e-6)?;
        let Independent { kept, collinear, factor } = independent(&demeaned, x, weights);
        let mut columns: Vec<Vec<f64>> = Vec::new();
        for (i, &k) in kept.iter().enumerate() {
            let mut column = demeaned[k].clone();
            for (j, earlier) in columns.iter().enumerate() {
                for (value, earlier) in column.iter_mut().zip(earlier) {
                    *value -= factor[(i, j)] * earlier;
                }
            }
            for value in &mut column {
                *value /= factor[(i, i)];
            }
            columns.push(column);
        }
        Ok(Basis { columns, kept, collinear, factor })
    }

    /// Coefficients of the regressors from those of the basis: b with L' b = basis coefficients.
    pub fn original(&self, coefficients: &[f64]) -> Vec<f64> {
        let mut b = coefficients.to_vec();
        solve_transposed(&self.factor, &mut b);
        b
    }
}
