//! Regressors as orthonormal columns, and which of them the others explain.
//!
//! Gram-Schmidt on the columns themselves, each step taken twice: the Gram matrix would square what a regressor with
//! a large mean loses to rounding.

use faer::Mat;

use crate::demean::demean_to;
use crate::{Error, Factor};

/// A regressor is collinear when less than this share of its variance is left; as in fixest.
pub(crate) const SHARE_LEFT: f64 = 1e-9;

/// The regressors kept: X = Q L', with Q' W Q the identity.
pub(crate) struct Orthonormal {
    /// Columns of Q.
    pub columns: Vec<Vec<f64>>,
    /// Positions of the regressors kept.
    pub kept: Vec<usize>,
    /// Positions of the regressors left out.
    pub collinear: Vec<usize>,
    /// Lower triangle L, by rows.
    factor: Vec<Vec<f64>>,
}

impl Orthonormal {
    /// Demeans the regressors, roughly: any accuracy leaves the space of the model as it is, and this one tells
    /// collinear columns from others.
    pub fn of_regressors(x: &[Vec<f64>], factors: &[Factor], weights: &[f64]) -> Result<Self, Error> {
        let demeaned = demean_to(x, factors, weights, 1e-6)?;
        Ok(Self::independent(demeaned, x, weights))
    }

    /// Goes through demeaned columns in order and keeps each that earlier ones do not explain.
    ///
    /// `raw` are the same columns before demeaning: what is left is compared with their own variance.
    pub fn independent(demeaned: Vec<Vec<f64>>, raw: &[Vec<f64>], weights: &[f64]) -> Self {
        let least: Vec<f64> = raw.iter().map(|column| SHARE_LEFT * variance(column, weights)).collect();
        Self::new(demeaned, &least, weights)
    }

    /// All of some columns that are known to be independent.
    pub fn all(columns: Vec<Vec<f64>>, weights: &[f64]) -> Result<Self, Error> {
        let least = vec![0.0; columns.len()];
        let basis = Self::new(columns, &least, weights);
        if basis.collinear.is_empty() { Ok(basis) } else { Err(Error::SingularRegressors) }
    }

    /// Keeps each column of which more than `least` is left, as a squared length.
    fn new(columns: Vec<Vec<f64>>, least: &[f64], weights: &[f64]) -> Self {
        let mut basis = Orthonormal { columns: vec![], kept: vec![], collinear: vec![], factor: vec![] };
        for (k, mut column) in columns.into_iter().enumerate() {
            let mut row = vec![0.0; basis.columns.len()];
            for _ in 0..2 {
                for (entry, earlier) in row.iter_mut().zip(&basis.columns) {
                    let share = weighted_dot(&column, earlier, weights);
                    *entry += share;
                    for (value, earlier) in column.iter_mut().zip(earlier) {
                        *value -= share * earlier;
                    }
                }
            }
            let left = weighted_dot(&column, &column, weights);
            if left > least[k] {
                let length = left.sqrt();
                for value in &mut column {
                    *value /= length;
                }
                row.push(length);
                basis.columns.push(column);
                basis.factor.push(row);
                basis.kept.push(k);
            } else {
                basis.collinear.push(k);
            }
        }
        basis
    }

    /// Coefficients of the regressors from those of Q: b with L' b = q.
    pub fn coefficients(&self, q: &[f64]) -> Vec<f64> {
        let mut b = q.to_vec();
        for i in (0..b.len()).rev() {
            let later: f64 = (i + 1..b.len()).map(|j| self.factor[j][i] * b[j]).sum();
            b[i] = (b[i] - later) / self.factor[i][i];
        }
        b
    }

    /// Covariance of the coefficients of the regressors from that of Q's: inverse of L', V, inverse of L.
    pub fn covariance(&self, v: &Mat<f64>) -> Mat<f64> {
        let solve_columns = |v: &Mat<f64>| {
            let solved: Vec<Vec<f64>> = (0..v.ncols())
                .map(|j| self.coefficients(&v.col(j).iter().copied().collect::<Vec<_>>()))
                .collect();
            Mat::from_fn(v.nrows(), v.ncols(), |i, j| solved[j][i])
        };
        let half = solve_columns(v);
        solve_columns(&half.transpose().to_owned())
    }
}

/// Weighted sum of squares around the mean; of a constant, around zero.
fn variance(column: &[f64], weights: &[f64]) -> f64 {
    let total: f64 = weights.iter().sum();
    let mean = column.iter().zip(weights).map(|(x, w)| w * x).sum::<f64>() / total;
    let around_zero = weighted_dot(column, column, weights);
    let around_mean: f64 = column.iter().zip(weights).map(|(x, w)| w * (x - mean) * (x - mean)).sum();
    if around_mean > 1e-20 * around_zero { around_mean } else { around_zero }
}

/// Sum of w a b, in eight running sums so that the compiler can use vector registers.
fn weighted_dot(a: &[f64], b: &[f64], w: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let ((a, a_rest), (b, b_rest), (w, w_rest)) =
        (a.as_chunks::<8>(), b.as_chunks::<8>(), w.as_chunks::<8>());
    for ((a, b), w) in a.iter().zip(b).zip(w) {
        for lane in 0..8 {
            sums[lane] += w[lane] * a[lane] * b[lane];
        }
    }
    let rest: f64 = a_rest.iter().zip(b_rest).zip(w_rest).map(|((a, b), w)| w * a * b).sum();
    sums.iter().sum::<f64>() + rest
}
