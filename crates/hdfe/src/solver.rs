//! Weighted least squares on regressors and fixed effects: the one linear system everything else solves.
//!
//! Notation
//!
//! | symbol | name | shape |
//! |---|---|---|
//! | X | regressors, columns `x` | n x K |
//! | D | indicators of the levels of all fixed effects, kept as codes | n x L |
//! | W | diagonal of the weights `w` >= 0 | n |
//! | r | response; callers hand over `w * r`, which stays finite where w underflows | n |
//!
//! [`System::solve`] minimises sum w (r - X b - D theta)^2 by conjugate gradients on the normal equations
//! (\[X D\]' W \[X D\]) (b, theta) = \[X D\]' W r, preconditioned by the exact inverse of X'WX and the diagonal of
//! D'WD. One iteration reads the rows once. The matrix is singular (levels of two fixed effects have the same
//! sum), which does not harm: the right-hand side lies in its range and the fitted values are unique.
//!
//! Rows are added up in chunks whose number depends on the data alone, and chunks in their order: the result has
//! the same bits for any number of threads.

use faer::linalg::solvers::{Llt, Solve};
use faer::{Col, Mat, Side};
use rayon::prelude::*;

use crate::{Error, Factor};

/// Rows handled together, so that the row sums of a block stay in the first-level cache.
const BLOCK: usize = 256;
/// Iterations after which a system is given up; designs met in practice need under a hundred.
const MAX_ITERATIONS: usize = 5000;

/// Squared gradient that is rounding, as a share of sum w r^2: entries of the gradient are sums that cancel.
const ROUNDING: f64 = 1e-26;
/// Squared relative gradient from which on a gradient that stops shrinking is taken for rounding.
const SMALL: f64 = 1e-14;
/// Iterations without progress after which it is.
const STALLED: usize = 30;

/// The best parameters once the gradient is small.
struct Best {
    parameters: Vec<f64>,
    rz: f64,
    age: usize,
}

impl Best {
    /// Remembers the parameters when they are better; true when nothing has become better for long.
    fn is_final(&mut self, parameters: &[f64], rz: f64) -> bool {
        if rz < self.rz {
            self.parameters.copy_from_slice(parameters);
            (self.rz, self.age) = (rz, 1);
        } else if self.age > 0 {
            self.age += 1;
        }
        self.age > STALLED
    }
}

/// The normal equations of one weighted regression.
pub(crate) struct System<'a> {
    x: &'a [Vec<f64>],
    factors: &'a [Factor],
    w: &'a [f64],
    /// Position of each fixed effect's first level in a parameter vector; the last entry is its length.
    starts: Vec<usize>,
    x_block: Option<Llt<f64>>,
    inverse_diagonal: Vec<f64>,
    n_chunks: usize,
}

/// Solution of a [`System`].
pub(crate) struct Solution {
    /// Coefficients, then levels of each fixed effect.
    pub parameters: Vec<f64>,
    /// X b + D theta for each row.
    pub fitted: Vec<f64>,
}

impl<'a> System<'a> {
    /// Sets up the equations; `w` has one entry a row.
    pub fn new(x: &'a [Vec<f64>], factors: &'a [Factor], w: &'a [f64]) -> Result<Self, Error> {
        let mut starts = vec![x.len()];
        for factor in factors {
            starts.push(starts[starts.len() - 1] + factor.n_levels);
        }
        let n_levels = starts[factors.len()] - x.len();
        let n_chunks = (w.len() / (8 * n_levels.max(512))).clamp(1, 8).next_power_of_two().min(8);
        let mut system =
            System { x, factors, w, starts, x_block: None, inverse_diagonal: Vec::new(), n_chunks };
        system.inverse_diagonal = system.level_sums(w).iter().map(|&sum| reciprocal(sum)).collect();
        system.x_block = system.factor_x_block()?;
        Ok(system)
    }

    /// Minimises sum w (r - X b - D theta)^2 until the preconditioned gradient has shrunk by `tolerance`, or to where
    /// rounding keeps it from shrinking further.
    pub fn solve(&self, weighted_response: &[f64], tolerance: f64) -> Result<Solution, Error> {
        let mut residual = self.transpose_times(weighted_response);
        let mut parameters = vec![0.0; residual.len()];
        let mut z = self.precondition(&residual);
        let mut direction = z.clone();
        let mut rz = dot(&residual, &z);
        let target = (tolerance * tolerance * rz).max(ROUNDING * self.energy(weighted_response));
        let mut best = Best { parameters: parameters.clone(), rz: SMALL * rz, age: 0 };
        for iteration in 0..MAX_ITERATIONS {
            if rz <= target || rz <= f64::MIN_POSITIVE {
                return Ok(self.solution(parameters));
            }
            if best.is_final(&parameters, rz) {
                return Ok(self.solution(best.parameters));
            }
            let image = self.normal_times(&direction);
            let curvature = dot(&direction, &image);
            if curvature <= 0.0 {
                // The direction is rounding alone: nothing smaller than the best can be reached.
                let small = best.age > 0;
                let ended = Error::LinearSystem { iterations: iteration };
                return if small { Ok(self.solution(best.parameters)) } else { Err(ended) };
            }
            let step = rz / curvature;
            add_scaled(&mut parameters, step, &direction);
            add_scaled(&mut residual, -step, &image);
            z = self.precondition(&residual);
            let rz_new = dot(&residual, &z);
            let ratio = rz_new / rz;
            for (d, z) in direction.iter_mut().zip(&z) {
                *d = z + ratio * *d;
            }
            rz = rz_new;
        }
        Err(Error::LinearSystem { iterations: MAX_ITERATIONS })
    }

    /// Sum w r^2, from w r.
    fn energy(&self, weighted_response: &[f64]) -> f64 {
        let parts = weighted_response.iter().zip(self.w).filter(|(_, w)| **w > 0.0);
        parts.map(|(wr, w)| wr * wr / w).sum()
    }

    fn solution(&self, parameters: Vec<f64>) -> Solution {
        let fitted = self.times(&parameters);
        Solution { parameters, fitted }
    }

    /// \[X D\]' v, v one entry a row.
    fn transpose_times(&self, v: &[f64]) -> Vec<f64> {
        self.over_chunks(|rows, out| {
            for (k, column) in self.x.iter().enumerate() {
                out[k] += dot(&column[rows.clone()], &v[rows.clone()]);
            }
            self.scatter(rows.clone(), &v[rows], out);
        })
    }

    /// \[X D\]' W \[X D\] p.
    fn normal_times(&self, p: &[f64]) -> Vec<f64> {
        self.over_chunks(|rows, out| {
            let mut sums = [0.0; BLOCK];
            let mut start = rows.start;
            while start < rows.end {
                let block = start..(start + BLOCK).min(rows.end);
                let sums = &mut sums[..block.len()];
                self.gather(block.clone(), p, sums);
                for (sum, w) in sums.iter_mut().zip(&self.w[block.clone()]) {
                    *sum *= w;
                }
                for (k, column) in self.x.iter().enumerate() {
                    out[k] += dot(&column[block.clone()], sums);
                }
                self.scatter(block.clone(), sums, out);
                start = block.end;
            }
        })
    }

    /// \[X D\] p for each row.
    fn times(&self, p: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; self.w.len()];
        out.par_chunks_mut(64 * BLOCK).enumerate().for_each(|(at, part)| {
            let start = at * 64 * BLOCK;
            self.gather(start..start + part.len(), p, part);
        });
        out
    }

    fn gather(&self, rows: std::ops::Range<usize>, p: &[f64], sums: &mut [f64]) {
        sums.fill(0.0);
        for (column, &b) in self.x.iter().zip(p) {
            for (sum, x) in sums.iter_mut().zip(&column[rows.clone()]) {
                *sum += x * b;
            }
        }
        for (factor, bounds) in self.factors.iter().zip(self.starts.windows(2)) {
            let levels = &p[bounds[0]..bounds[1]];
            for (sum, &code) in sums.iter_mut().zip(&factor.codes[rows.clone()]) {
                *sum += levels[code as usize];
            }
        }
    }

    fn scatter(&self, rows: std::ops::Range<usize>, values: &[f64], out: &mut [f64]) {
        for (factor, bounds) in self.factors.iter().zip(self.starts.windows(2)) {
            let levels = &mut out[bounds[0]..bounds[1]];
            for (value, &code) in values.iter().zip(&factor.codes[rows.clone()]) {
                levels[code as usize] += value;
            }
        }
    }

    /// Runs `add` on each chunk of rows with its own parameter vector, and adds the vectors in order.
    fn over_chunks(&self, add: impl Fn(std::ops::Range<usize>, &mut [f64]) + Sync) -> Vec<f64> {
        let (n, n_parameters) = (self.w.len(), self.starts[self.factors.len()]);
        let parts: Vec<Vec<f64>> = (0..self.n_chunks)
            .into_par_iter()
            .map(|chunk| {
                let mut out = vec![0.0; n_parameters];
                add(chunk * n / self.n_chunks..(chunk + 1) * n / self.n_chunks, &mut out);
                out
            })
            .collect();
        let mut parts = parts.into_iter();
        let mut total = parts.next().unwrap_or_default();
        for part in parts {
            add_scaled(&mut total, 1.0, &part);
        }
        total
    }

    /// D' v, without the coefficients' part.
    fn level_sums(&self, v: &[f64]) -> Vec<f64> {
        let mut out = vec![0.0; self.starts[self.factors.len()]];
        self.scatter(0..v.len(), v, &mut out);
        out.split_off(self.x.len())
    }

    fn factor_x_block(&self) -> Result<Option<Llt<f64>>, Error> {
        if self.x.is_empty() {
            return Ok(None);
        }
        let mut gram = gram(self.x, self.w);
        // A ridge far below the rounding of the data keeps the factor defined where weights underflow;
        // it changes the path of the iterations, not what they converge to.
        for k in 0..self.x.len() {
            gram[(k, k)] += gram[(k, k)] * 1e-13 + f64::MIN_POSITIVE;
        }
        gram.llt(Side::Lower).map(Some).map_err(|_| Error::SingularRegressors)
    }

    fn precondition(&self, residual: &[f64]) -> Vec<f64> {
        let k = self.x.len();
        let mut z = Vec::with_capacity(residual.len());
        if let Some(block) = &self.x_block {
            let solved = block.solve(&Col::from_fn(k, |i| residual[i]));
            z.extend(solved.iter());
        }
        z.extend(residual[k..].iter().zip(&self.inverse_diagonal).map(|(r, inverse)| r * inverse));
        z
    }
}

/// X' W X.
pub(crate) fn gram(x: &[Vec<f64>], w: &[f64]) -> Mat<f64> {
    let mut lower = Mat::zeros(x.len(), x.len());
    let mut weighted = vec![0.0; w.len()];
    for (i, column) in x.iter().enumerate() {
        for ((out, x), w) in weighted.iter_mut().zip(column).zip(w) {
            *out = x * w;
        }
        for (j, other) in x.iter().enumerate().take(i + 1) {
            let value = dot(&weighted, other);
            lower[(i, j)] = value;
            lower[(j, i)] = value;
        }
    }
    lower
}

/// Sum of products, in eight running sums so that the compiler can use vector registers.
pub(crate) fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let (head_a, tail_a) = a.as_chunks::<8>();
    let (head_b, tail_b) = b.as_chunks::<8>();
    for (a, b) in head_a.iter().zip(head_b) {
        for lane in 0..8 {
            sums[lane] += a[lane] * b[lane];
        }
    }
    let tail: f64 = tail_a.iter().zip(tail_b).map(|(a, b)| a * b).sum();
    sums.iter().sum::<f64>() + tail
}

/// Sum over rows, added up in pieces of which each thread takes some and then in their order.
pub(crate) fn sum_over(n_rows: usize, term: impl Fn(usize) -> f64 + Sync) -> f64 {
    const PIECE: usize = 1 << 14;
    let piece = |at: usize| (at * PIECE..((at + 1) * PIECE).min(n_rows)).map(&term).sum();
    let parts: Vec<f64> = (0..n_rows.div_ceil(PIECE)).into_par_iter().map(piece).collect();
    parts.iter().sum()
}

fn add_scaled(to: &mut [f64], scale: f64, from: &[f64]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += scale * from;
    }
}

/// 1 / value, and 0 for a level without weight, so that it stays where it is.
fn reciprocal(value: f64) -> f64 {
    if value > 0.0 { 1.0 / value } else { 0.0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows without weight and a right-hand side that is not zero there: no parameters come nearer to it.
    #[test]
    fn a_system_without_a_solution_says_how_far_it_came() {
        let x = [vec![1.0, 1.0]];
        let system = System::new(&x, &[], &[0.0, 0.0]).expect("a system");
        let ended = system.solve(&[0.1, 0.1], 1e-10).err();
        assert_eq!(ended, Some(Error::LinearSystem { iterations: 0 }));
    }

    /// A path: every level hangs together with two others by one row each, so news travels one level an iteration.
    #[test]
    fn a_system_that_is_still_under_way_at_the_end_is_no_solution() {
        let n = 4 * MAX_ITERATIONS as u32;
        let factor = |codes: Vec<u32>| Factor { n_levels: codes[codes.len() - 1] as usize + 1, codes };
        let factors = [
            factor((0..n).map(|row| row / 2).collect()),
            factor((0..n).map(|row| row.div_ceil(2)).collect()),
        ];
        let weights = vec![1.0; n as usize];
        let mut response = weights.clone();
        response[0] = -f64::from(n);
        let ended = System::new(&[], &factors, &weights).expect("a system").solve(&response, 1e-10).err();
        assert_eq!(ended, Some(Error::LinearSystem { iterations: MAX_ITERATIONS }));
    }
}
