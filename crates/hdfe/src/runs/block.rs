//! An approximate inverse of S by blocks: in a cube of two inner effects, the part of S that one period makes.
//!
//! Notation, for one period
//!
//! | symbol | name | shape |
//! |---|---|---|
//! | B | omega (1 - omega / sum of the run), origins by destinations | n1 x n2 |
//! | D1, D2 | row and column sums of B, diagonal | n1, n2 |
//! | C | D2 - B' D1^-1 B, the Schur complement | n2 x n2 |
//!
//! The inverse of \[D1 B; B' D2\] takes a product with B and B' each and a solution with C. What runs that span periods
//! add to S is left out, so it is exact but for that; an iteration costs twice as much and a quarter as many are
//! needed. Single precision is enough for an approximate inverse and halves the memory.

use faer::linalg::matmul::triangular::{self, BlockStructure};
use faer::linalg::solvers::{Llt, SolveCore};
use faer::{Accum, Mat, Par, Side};
use pulp::Arch;
use rayon::prelude::*;

use super::kernel::{Weights, curvature};
use super::layout::{Levels, Run, Runs};

/// Least share of the cells of a cube that have a row; below it most of a block is empty.
const LEAST_SHARE: f64 = 0.25;
/// Largest number of levels on a side of a block.
const LARGEST: usize = 2000;
/// What is added to the diagonal of C, as a share: C has the constants in its kernel.
const RIDGE: f32 = 1e-4;

/// The blocks of all periods.
pub(super) struct Blocks {
    periods: Vec<Period>,
    stride: usize,
    n_one: usize,
}

struct Period {
    /// B', destinations side by side.
    b: Mat<f32>,
    /// 1 / D1; 0 for a level without weight.
    inverse_one: Vec<f32>,
    schur: Llt<f32>,
}

impl Blocks {
    /// Blocks of S with these weights; none where the inner effects form no cube or a thin one.
    pub fn new(runs: &Runs, weights: &Weights) -> Option<Self> {
        let (n_one, n_two, stride) = runs.cube()?;
        let cells = (n_one * n_two * stride) as f64;
        if n_one.max(n_two) > LARGEST || (runs.n_slots as f64) < LEAST_SHARE * cells {
            return None;
        }
        let mut matrices: Vec<Mat<f32>> = (0..stride).map(|_| Mat::zeros(n_two, n_one)).collect();
        for (run, &inverse) in runs.runs.iter().zip(&weights.inverse_totals) {
            let omega = &weights.omega[run.slots()];
            for (at, &omega) in omega.iter().enumerate().filter(|(_, omega)| **omega > 0.0) {
                let [one, two] = runs.positions(run, at);
                let (one, two, period) = (one / stride, two / stride - n_one, one % stride);
                matrices[period][(two, one)] += curvature(omega, inverse) as f32;
            }
        }
        let periods = matrices.into_par_iter().map(Period::new).collect::<Option<Vec<_>>>()?;
        Some(Blocks { periods, stride, n_one })
    }

    /// The approximate inverse times the part of a residual that belongs to inner levels.
    pub fn apply(&self, residual: &[f64]) -> Vec<f64> {
        let gather = |period: usize| residual.iter().skip(period).step_by(self.stride).map(|&r| r as f32);
        let solved: Vec<Vec<f32>> = (self.periods.par_iter().enumerate())
            .map(|(at, period)| {
                let levels: Vec<f32> = gather(at).take(self.n_one + period.b.nrows()).collect();
                Arch::new().dispatch(|| period.solve(levels, self.n_one))
            })
            .collect();
        let mut z = vec![0.0; residual.len()];
        for (at, solved) in solved.iter().enumerate() {
            for (z, solved) in z.iter_mut().skip(at).step_by(self.stride).zip(solved) {
                *z = f64::from(*solved);
            }
        }
        z
    }
}

impl Period {
    fn new(b: Mat<f32>) -> Option<Self> {
        let (n_two, n_one) = (b.nrows(), b.ncols());
        let mut two = vec![0.0_f32; n_two];
        let mut inverse_one = Vec::with_capacity(n_one);
        for one in 0..n_one {
            let column = b.col(one);
            let sum: f32 = column.iter().sum();
            inverse_one.push(if sum > 0.0 { 1.0 / sum } else { 0.0 });
            two.iter_mut().zip(column.iter()).for_each(|(sum, value)| *sum += value);
        }
        let scaled = Mat::from_fn(n_two, n_one, |two, one| b[(two, one)] * inverse_one[one]);
        let mut schur = Mat::zeros(n_two, n_two);
        let (lower, whole) = (BlockStructure::TriangularLower, BlockStructure::Rectangular);
        let to = schur.as_mut();
        triangular::matmul(
            to,
            lower,
            Accum::Replace,
            &scaled,
            whole,
            b.transpose(),
            whole,
            -1.0_f32,
            Par::Seq,
        );
        for (at, &sum) in two.iter().enumerate() {
            schur[(at, at)] += if sum > 0.0 { sum * (1.0 + RIDGE) } else { 1.0 };
        }
        let schur = schur.llt(Side::Lower).ok()?;
        Some(Period { b, inverse_one, schur })
    }

    /// Solves in place for the levels of the first effect, then those of the second.
    #[inline(always)]
    fn solve(&self, mut levels: Vec<f32>, n_one: usize) -> Vec<f32> {
        let (one, two) = levels.split_at_mut(n_one);
        let mut right_side = Mat::from_fn(two.len(), 1, |at, _| two[at]);
        let out = right_side.col_as_slice_mut(0);
        for (at, (r, inverse)) in one.iter().zip(&self.inverse_one).enumerate() {
            let share = r * inverse;
            for (out, b) in out.iter_mut().zip(self.b.col_as_slice(at)) {
                *out -= share * b;
            }
        }
        self.schur.solve_in_place_with_conj(faer::Conj::No, right_side.as_mut());
        two.copy_from_slice(right_side.col_as_slice(0));
        for (at, (r, inverse)) in one.iter_mut().zip(&self.inverse_one).enumerate() {
            *r = (*r - dot(self.b.col_as_slice(at), two)) * inverse;
        }
        levels
    }
}

/// Sum of products, in sixteen running sums.
#[inline(always)]
fn dot(a: &[f32], b: &[f32]) -> f32 {
    let mut sums = [0.0; 16];
    let ((a, a_rest), (b, b_rest)) = (a.as_chunks::<16>(), b.as_chunks::<16>());
    for (a, b) in a.iter().zip(b) {
        for lane in 0..16 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    sums.iter().sum::<f32>() + a_rest.iter().zip(b_rest).map(|(a, b)| a * b).sum::<f32>()
}

impl Runs {
    /// Groups of the two inner effects and positions of a group, where they form a cube.
    fn cube(&self) -> Option<(usize, usize, usize)> {
        let stride = self.stride?;
        let n_one = self.effect(0).len() / stride;
        let n_two = self.effect(1).len() / stride;
        Some((n_one, n_two, stride))
    }

    /// Positions of the inner levels of a slot.
    fn positions(&self, run: &Run, at: usize) -> [usize; 2] {
        match run.levels {
            Levels::SideBySide(first) => first.map(|first| first as usize + at),
            Levels::Listed(first) => self.listed[first as usize + at].map(|position| position as usize),
        }
    }
}
