//! Demeaned regressors, and which of them the others explain.

use std::ops::Range;

use faer::Mat;
use rayon::prelude::*;

use super::block::Blocks;
use super::kernel::{Weights, dot, dot3, sum};
use super::layout::Runs;
use super::solve::{Preconditioner, solve};
use crate::Error;
use crate::orthonormal::SHARE_LEFT;

/// Relative accuracy of a first demeaning. Any leaves the space of the model as it is; what it leaves of a regressor
/// that others explain is at most its square.
const ROUGH: f64 = 1e-2;
/// Share of a regressor's variance that is not left by a rough demeaning alone.
const SURELY_LEFT: f64 = 1e-3;
/// Accuracy that tells a collinear regressor from others.
const FINE: f64 = 1e-6;

/// Regressors in slots, off the fixed effects.
pub(super) struct Basis {
    pub columns: Vec<Vec<f64>>,
    pub kept: Vec<usize>,
    pub collinear: Vec<usize>,
    /// X' Omega X of the columns, its lower triangle by rows.
    pub gram: Vec<f64>,
}

impl Basis {
    /// Demeans the regressors and leaves out those that earlier ones explain.
    pub fn new(
        runs: &Runs,
        weights: &Weights,
        diagonal: &[f64],
        mut x: Vec<Vec<f64>>,
    ) -> Result<Self, Error> {
        let variances: Vec<f64> = x.iter().map(|column| variance(column, &weights.omega)).collect();
        take_off(runs, weights, diagonal, &mut x, None, |k| ROUGH * ROUGH * variances[k])?;
        let rough = gram(&x, &weights.omega);
        let is_sure = |(left, variance): (&f64, &f64)| *left > SURELY_LEFT * variance;
        if !squared_lengths_left(&rough, |_| 0.0).1.iter().zip(&variances).all(is_sure) {
            take_off(runs, weights, diagonal, &mut x, None, |k| FINE * FINE * variances[k])?;
        }
        let all = gram(&x, &weights.omega);
        let (kept, _) = squared_lengths_left(&all, |k| SHARE_LEFT * variances[k]);
        let collinear = (0..x.len()).filter(|k| !kept.contains(k)).collect();
        let entries = (0..kept.len()).flat_map(|i| (0..=i).map(move |j| (i, j)));
        let gram = entries.map(|(i, j)| all[(kept[i], kept[j])]).collect();
        let mut at = 0..;
        x.retain(|_| at.next().is_some_and(|at| kept.contains(&at)));
        Ok(Basis { columns: x, kept, collinear, gram })
    }
}

/// Columns in the order of the rows, off the fixed effects to a relative accuracy.
pub(crate) fn demean(
    runs: &Runs,
    columns: &[Vec<f64>],
    weights: &[f64],
    accuracy: f64,
) -> Result<Vec<Vec<f64>>, Error> {
    let omega = runs.column(|row| weights[row], 0.0);
    let reciprocal = |&total: &f64| if total > 0.0 { 1.0 / total } else { 0.0 };
    let inverse_totals = runs.totals(&omega).iter().map(reciprocal).collect();
    let weights = Weights { omega, inverse_totals };
    let diagonal = runs.diagonal(&weights);
    let mut columns: Vec<Vec<f64>> =
        columns.iter().map(|column| runs.column(|row| column[row], 0.0)).collect();
    let squares = gram_diagonal(&columns, &weights.omega);
    take_off(runs, &weights, &diagonal, &mut columns, Blocks::new(runs, &weights).as_ref(), |k| {
        accuracy * accuracy * squares[k]
    })?;
    Ok(columns.iter().map(|column| runs.rows(column)).collect())
}

/// Takes the projection on the fixed effects off each column, until what it misses is below its target.
pub(super) fn take_off(
    runs: &Runs,
    weights: &Weights,
    diagonal: &[f64],
    columns: &mut [Vec<f64>],
    blocks: Option<&Blocks>,
    target: impl Fn(usize) -> f64,
) -> Result<(), Error> {
    let right_sides = runs.right_sides(weights, &[], columns);
    let preconditioner = Preconditioner::of_levels(diagonal, blocks);
    let levels = solve(runs, weights, &[], &preconditioner, right_sides, |k, _| target(k))?;
    columns.iter_mut().zip(levels).for_each(|(column, levels)| runs.subtract(weights, &levels, column));
    Ok(())
}

/// Goes through the columns of a Gram matrix and keeps each of which, off those kept before, more than `least` is
/// left; also what is left of each.
fn squared_lengths_left(gram: &Mat<f64>, least: impl Fn(usize) -> f64) -> (Vec<usize>, Vec<f64>) {
    let n = gram.nrows();
    let (mut kept, mut left) = (Vec::new(), Vec::new());
    let mut rows: Vec<Vec<f64>> = Vec::new();
    for k in 0..n {
        let mut row: Vec<f64> = Vec::with_capacity(kept.len());
        for (at, &earlier) in kept.iter().enumerate() {
            let known: f64 = row.iter().zip(&rows[at]).map(|(a, b): (&f64, &f64)| a * b).sum();
            row.push((gram[(k, earlier)] - known) / rows[at][at]);
        }
        let square = gram[(k, k)] - row.iter().map(|entry| entry * entry).sum::<f64>();
        left.push(square);
        if square > least(k) {
            row.push(square.sqrt());
            rows.push(row);
            kept.push(k);
        }
    }
    (kept, left)
}

/// X' Omega X.
pub(super) fn gram(x: &[Vec<f64>], omega: &[f64]) -> Mat<f64> {
    let mut gram = Mat::zeros(x.len(), x.len());
    for (i, j) in (0..x.len()).flat_map(|i| (0..=i).map(move |j| (i, j))) {
        let value =
            in_pieces(omega.len(), |piece| dot3(&omega[piece.clone()], &x[i][piece.clone()], &x[j][piece]));
        (gram[(i, j)], gram[(j, i)]) = (value, value);
    }
    gram
}

/// Diagonal of X' Omega X.
fn gram_diagonal(x: &[Vec<f64>], omega: &[f64]) -> Vec<f64> {
    let square = |column: &Vec<f64>| {
        in_pieces(omega.len(), |piece| dot3(&omega[piece.clone()], &column[piece.clone()], &column[piece]))
    };
    x.iter().map(square).collect()
}

/// Weighted sum of squares around the mean; of a constant, around zero.
fn variance(column: &[f64], omega: &[f64]) -> f64 {
    let total = in_pieces(omega.len(), |piece| sum(&omega[piece]));
    let mean = in_pieces(omega.len(), |piece| dot(&omega[piece.clone()], &column[piece])) / total;
    let around = |centre: f64| {
        in_pieces(omega.len(), |piece| {
            let centred: Vec<f64> = column[piece.clone()].iter().map(|value| value - centre).collect();
            dot3(&omega[piece], &centred, &centred)
        })
    };
    let (around_mean, around_zero) = (around(mean), around(0.0));
    if around_mean > 1e-20 * around_zero { around_mean } else { around_zero }
}

/// Sum over pieces of slots, in their order.
fn in_pieces(n_slots: usize, of_piece: impl Fn(Range<usize>) -> f64 + Sync) -> f64 {
    const PIECE: usize = 1 << 14;
    let piece = |at: usize| of_piece(at * PIECE..((at + 1) * PIECE).min(n_slots));
    let parts: Vec<f64> = (0..n_slots.div_ceil(PIECE)).into_par_iter().map(piece).collect();
    parts.iter().sum()
}
