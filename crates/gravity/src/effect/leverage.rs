//! What estimating the parameters took out of the residuals of a cluster.
//!
//! Scaled by sqrt(mu), the residuals of a cluster are e = (I - P) times the errors over sqrt(mu), where P is the
//! cluster's block of the projection on everything that was estimated: regressors, origin-period and
//! destination-period effects, and the pair effects,
//!
//! ```text
//! P = Pi sqrt(mu) (x W^-1 x' + d A d') sqrt(mu) Pi  on the space left by the pair effects,   Pi = I - q q',  q = sqrt(mu / sum mu)
//! ```
//!
//! with A an inverse of the information on the origin-period and destination-period effects once the pair effects
//! are profiled out, on its range: the effects are determined up to constants only, which d A d' between two Pi does not see.

use faer::{Mat, Side};
use rayon::prelude::*;

use super::correction::{Sample, members};

/// Origin-period and destination-period effects beyond which their information, which is dense, is not inverted.
const MOST_EFFECTS: usize = 6000;
/// Share of its own diagonal below which a pivot is rounding: the effect is determined by earlier ones.
const PIVOT: f64 = 1e-10;
/// 1 - leverage below which errors in a direction cannot be told: the fit goes through them.
const LEAST_LEFT: f64 = 1e-8;

/// The parts of P that clusters share.
pub(crate) struct Leverage<'a> {
    w_inverse: &'a Mat<f64>,
    /// A, row by row.
    effects: Vec<f64>,
    n_effects: usize,
}

impl<'a> Leverage<'a> {
    /// None where the effects are too many.
    pub fn new(sample: &Sample, w_inverse: &'a Mat<f64>) -> Option<Self> {
        let n_effects = 2 * sample.n_regions * sample.n_periods;
        if n_effects > MOST_EFFECTS {
            return None;
        }
        let mut information = vec![0.0; n_effects * n_effects];
        for rows in members(&sample.pair) {
            let total: f64 = rows.iter().map(|&row| sample.mu[row]).sum();
            for &a in &rows {
                for &b in &rows {
                    let diagonal = if a == b { sample.mu[a] } else { 0.0 };
                    let h = diagonal - sample.mu[a] * sample.mu[b] / total;
                    for i in sample.effects_of(a) {
                        for j in sample.effects_of(b) {
                            information[i * n_effects + j] += h;
                        }
                    }
                }
            }
        }
        Some(Leverage { w_inverse, effects: inverse(information, n_effects), n_effects })
    }

    /// sum over the clusters of x' e e' (I - P)^-1 x, made symmetric (K x K).
    pub fn meat(&self, sample: &Sample) -> Mat<f64> {
        let k = sample.x.len();
        let clusters = members(&sample.cluster);
        // Parts of fixed size, added in order: the same digits for any number of threads.
        let parts: Vec<Mat<f64>> = clusters
            .par_chunks(64)
            .map(|clusters| {
                let mut meat = Mat::zeros(k, k);
                for rows in clusters {
                    let (plain, whole) = self.scores(sample, rows);
                    for i in 0..k {
                        for j in 0..k {
                            meat[(i, j)] += 0.5 * (plain[i] * whole[j] + whole[i] * plain[j]);
                        }
                    }
                }
                meat
            })
            .collect();
        parts.iter().fold(Mat::zeros(k, k), |sum, part| sum + part)
    }

    /// x' e and x' (I - P)^-1 e of one cluster.
    fn scores(&self, sample: &Sample, rows: &[usize]) -> (Vec<f64>, Vec<f64>) {
        let root: Vec<f64> = rows.iter().map(|&row| sample.mu[row].sqrt()).collect();
        let residual: Vec<f64> =
            rows.iter().zip(&root).map(|(&row, root)| (sample.y[row] - sample.mu[row]) / root).collect();
        let mut p = Mat::from_fn(rows.len(), rows.len(), |a, b| {
            root[a]
                * root[b]
                * (self.of_regressors(sample, rows[a], rows[b]) + self.of_effects(sample, rows[a], rows[b]))
        });
        project(&mut p, sample, rows, &root);
        let left =
            Mat::from_fn(rows.len(), rows.len(), |a, b| f64::from(a == b) - 0.5 * (p[(a, b)] + p[(b, a)]));
        let whole = undo(&left, &residual);
        let scores = |e: &[f64]| {
            let score = |column: &Vec<f64>| {
                rows.iter().zip(&root).zip(e).map(|((&row, root), e)| column[row] * root * e).sum()
            };
            sample.x.iter().map(score).collect::<Vec<f64>>()
        };
        (scores(&residual), scores(&whole))
    }

    fn of_regressors(&self, sample: &Sample, a: usize, b: usize) -> f64 {
        let k = sample.x.len();
        let mut sum = 0.0;
        for i in 0..k {
            for j in 0..k {
                sum += sample.x[i][a] * self.w_inverse[(i, j)] * sample.x[j][b];
            }
        }
        sum
    }

    fn of_effects(&self, sample: &Sample, a: usize, b: usize) -> f64 {
        let mut sum = 0.0;
        for i in sample.effects_of(a) {
            for j in sample.effects_of(b) {
                sum += self.effects[i * self.n_effects + j];
            }
        }
        sum
    }
}

impl Sample {
    /// Numbers of a row's origin-period and destination-period effect.
    fn effects_of(&self, row: usize) -> [usize; 2] {
        let period = self.period[row] as usize;
        let at = |region: usize| region * self.n_periods + period;
        [at(self.origin[row] as usize), at(self.n_regions + self.destination[row] as usize)]
    }
}

/// Pi P Pi: without the directions of the pair effects.
fn project(p: &mut Mat<f64>, sample: &Sample, rows: &[usize], root: &[f64]) {
    let n = rows.len();
    let mut pairs: Vec<u32> = rows.iter().map(|&row| sample.pair.codes[row]).collect();
    pairs.sort_unstable();
    pairs.dedup();
    for pair in pairs {
        let inside = |a: usize| sample.pair.codes[rows[a]] == pair;
        let total: f64 = (0..n).filter(|&a| inside(a)).map(|a| root[a] * root[a]).sum();
        let q: Vec<f64> = (0..n).map(|a| if inside(a) { root[a] / total.sqrt() } else { 0.0 }).collect();
        for column in 0..n {
            let share: f64 = (0..n).map(|a| q[a] * p[(a, column)]).sum();
            (0..n).for_each(|a| p[(a, column)] -= share * q[a]);
        }
        for row in 0..n {
            let share: f64 = (0..n).map(|b| p[(row, b)] * q[b]).sum();
            (0..n).for_each(|b| p[(row, b)] -= share * q[b]);
        }
    }
}

/// (I - P)^-1 e, without the directions that the fit goes through.
fn undo(left: &Mat<f64>, residual: &[f64]) -> Vec<f64> {
    let n = residual.len();
    let Ok(eigen) = left.self_adjoint_eigen(Side::Lower) else { return residual.to_vec() };
    let (vectors, values) = (eigen.U(), eigen.S());
    let mut whole = vec![0.0; n];
    for k in 0..n {
        let value = values.column_vector()[k];
        if value > LEAST_LEFT {
            let share = (0..n).map(|a| vectors[(a, k)] * residual[a]).sum::<f64>() / value;
            (0..n).for_each(|a| whole[a] += share * vectors[(a, k)]);
        }
    }
    whole
}

/// Inverse of a symmetric matrix on its range, scaled by its diagonal first.
pub(crate) fn inverse_on_range(matrix: &Mat<f64>) -> Mat<f64> {
    let n = matrix.nrows();
    let scale: Vec<f64> =
        (0..n).map(|i| if matrix[(i, i)] > 0.0 { matrix[(i, i)].sqrt().recip() } else { 0.0 }).collect();
    let flat = (0..n * n).map(|at| matrix[(at / n, at % n)] * scale[at / n] * scale[at % n]).collect();
    let inverse = inverse(flat, n);
    Mat::from_fn(n, n, |i, j| inverse[i * n + j] * scale[i] * scale[j])
}

/// A generalised inverse of a positive semidefinite matrix, row by row: effects that earlier ones determine are held
/// at zero (Cholesky's factor without their rows, inverted, times its transpose).
fn inverse(mut a: Vec<f64>, n: usize) -> Vec<f64> {
    let diagonal: Vec<f64> = (0..n).map(|i| a[i * n + i]).collect();
    let mut held = vec![false; n];
    for i in 0..n {
        let (above, row) = a.split_at_mut(i * n);
        let row = &mut row[..n];
        for j in 0..i {
            let earlier = &above[j * n..j * n + j];
            let sum = row[j] - dot(&row[..j], earlier);
            row[j] = if held[j] { 0.0 } else { sum / above[j * n + j] };
        }
        let left = row[i] - dot(&row[..i], &row[..i]);
        held[i] = left <= PIVOT * diagonal[i].max(f64::MIN_POSITIVE);
        if held[i] {
            row[..i].fill(0.0);
        }
        row[i] = if held[i] { 0.0 } else { left.sqrt() };
    }
    // Columns of L^-1, each kept as a row of `inverse` so that what is multiplied lies together.
    let columns: Vec<Vec<f64>> = (0..n)
        .into_par_iter()
        .map(|column| {
            let mut solved = vec![0.0; n];
            for i in (column..n).filter(|&i| !held[i]) {
                let sum = f64::from(i == column) - dot(&a[i * n + column..i * n + i], &solved[column..i]);
                solved[i] = sum / a[i * n + i];
            }
            solved
        })
        .collect();
    let rows: Vec<Vec<f64>> = (0..n)
        .into_par_iter()
        .map(|i| (0..n).map(|j| dot(&columns[i][i.max(j)..], &columns[j][i.max(j)..])).collect())
        .collect();
    rows.concat()
}

/// Four sums at a time: the processor adds them side by side.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 4];
    let (a_parts, b_parts) = (a.chunks_exact(4), b.chunks_exact(4));
    let rest: f64 = a_parts.remainder().iter().zip(b_parts.remainder()).map(|(a, b)| a * b).sum();
    for (a, b) in a_parts.zip(b_parts) {
        for k in 0..4 {
            sums[k] += a[k] * b[k];
        }
    }
    sums.iter().sum::<f64>() + rest
}
