//! The information matrix H = D' diag(w) D of a gravity equation, solved block by block.
//!
//! # Notation
//! | symbol | shape | meaning |
//! |---|---|---|
//! | w | `n_rows` | weight of a row; the expected flow mu |
//! | R, C | `n_origins`, `n_destinations` of a period | sums of w by origin and by destination |
//! | M | `n_origins` x `n_destinations` | w as a matrix |
//! | B | levels of a period x K | sums of w x by level |
//! | U | same | H_t^-1 B |
//!
//! # Method
//! The effects cross the period, so levels of different periods share no row: H is one block H_t = [R M; M' C] a
//! period, bordered by the K rows of beta. Each block is solved exactly: origins are eliminated (R is diagonal),
//! S = C - M' R^-1 M is factorised by Cholesky with one destination held in each component (S is singular along
//! them), and beta by its own Schur complement H_bb - sum B' H_t^-1 B. The cost is `n_regions`^3 a period.
//!
//! A column of x that the effects and the columns before it explain has no pivot left in that complement; it is
//! left out and named.

use faer::linalg::solvers::{DenseSolveCore, Llt, Solve};
use faer::{Mat, Side};

use crate::levels::{Levels, PeriodLevels};
use crate::{Design, Error};

/// A share of a column's own variation below which it counts as explained by the others.
const COLLINEAR: f64 = 1e-9;

/// One value a parameter: effects by level (`period * n_regions + region`), then beta.
#[derive(Debug, Clone, PartialEq)]
pub struct Direction {
    /// Origin-period part; empty without effects.
    pub origin: Vec<f64>,
    /// Destination-period part; empty without effects.
    pub destination: Vec<f64>,
    /// Part of beta.
    pub beta: Vec<f64>,
}

impl Direction {
    /// All zero.
    pub fn zero(design: &Design) -> Self {
        let n_levels = if design.has_effects() { design.n_periods * design.n_regions } else { 0 };
        Direction {
            origin: vec![0.0; n_levels],
            destination: vec![0.0; n_levels],
            beta: vec![0.0; design.n_terms()],
        }
    }

    /// D' v: sums of a value per row by level, and with x.
    pub fn gather(design: &Design, used: &[bool], value: impl Fn(usize) -> f64) -> Self {
        let mut sums = Direction::zero(design);
        for row in (0..design.n_rows()).filter(|&row| used[row]) {
            sums.add(design, row, value(row));
        }
        sums
    }

    /// Adds `value` times the row's design vector.
    pub fn add(&mut self, design: &Design, row: usize, value: f64) {
        if design.has_effects() {
            self.origin[design.origin_level(row)] += value;
            self.destination[design.destination_level(row)] += value;
        }
        for (beta, x) in self.beta.iter_mut().zip(design.x_row(row)) {
            *beta += value * x;
        }
    }

    /// The row's design vector times this direction.
    pub fn along(&self, design: &Design, row: usize) -> f64 {
        let beta: f64 = self.beta.iter().zip(design.x_row(row)).map(|(beta, x)| beta * x).sum();
        if design.has_effects() {
            self.origin[design.origin_level(row)] + self.destination[design.destination_level(row)] + beta
        } else {
            beta
        }
    }
}

/// The factorised information matrix.
pub struct Information {
    blocks: Vec<Block>,
    /// Generalised inverse of the Schur complement of beta (K x K); zero rows for collinear columns.
    beta_inverse: Mat<f64>,
    /// Columns of x that the others explain.
    pub collinear: Vec<bool>,
}

/// One period.
pub(crate) struct Block {
    pub(crate) inverse_r: Vec<f64>,
    pub(crate) m: Mat<f64>,
    pub(crate) factor: Option<Llt<f64>>,
    /// B by origin, then by destination.
    b: Mat<f64>,
    /// U by origin, then by destination.
    pub(crate) u: Mat<f64>,
}

impl Information {
    /// Sums up and factorises H for weights `w` on the used rows.
    ///
    /// # Errors
    /// [`Error::NotConverged`] when a block is not positive definite (weights that vanish).
    pub fn new(design: &Design, levels: &Levels, w: &[f64]) -> Result<Self, Error> {
        let width = design.n_terms();
        let mut beta = beta_block(design, &levels.used, w);
        let own: Vec<f64> = (0..width).map(|k| beta[(k, k)]).collect();
        let mut blocks = Vec::new();
        if design.has_effects() {
            for (period, place) in levels.periods.iter().enumerate() {
                let block = Block::new(design, levels, place, period, w)?;
                beta -= block.b.transpose() * &block.u;
                blocks.push(block);
            }
        }
        let (beta_inverse, collinear) = generalised_inverse(beta, &own);
        Ok(Information { blocks, beta_inverse, collinear })
    }

    /// H^-1 r.
    pub fn solve(&self, design: &Design, levels: &Levels, r: &Direction) -> Direction {
        let mut solution = Direction::zero(design);
        let mut beta = r.beta.clone();
        let mut parts = Vec::with_capacity(self.blocks.len());
        for (period, (block, place)) in self.blocks.iter().zip(&levels.periods).enumerate() {
            let right = right_hand_side(design, place, period, r);
            for (k, beta) in beta.iter_mut().enumerate() {
                *beta -= (0..right.nrows()).map(|level| block.u[(level, k)] * right[(level, 0)]).sum::<f64>();
            }
            parts.push(block.solve(place, &right));
        }
        for (k, value) in solution.beta.iter_mut().enumerate() {
            *value = beta.iter().enumerate().map(|(l, beta)| self.beta_inverse[(k, l)] * beta).sum();
        }
        for (period, ((block, place), part)) in
            self.blocks.iter().zip(&levels.periods).zip(&parts).enumerate()
        {
            let value = |level: usize| {
                let tied: f64 =
                    solution.beta.iter().enumerate().map(|(k, beta)| block.u[(level, k)] * beta).sum();
                part[(level, 0)] - tied
            };
            let base = period * design.n_regions;
            for (at, &region) in place.origins.iter().enumerate() {
                solution.origin[base + region as usize] = value(at);
            }
            for (at, &region) in place.destinations.iter().enumerate() {
                solution.destination[base + region as usize] = value(place.origins.len() + at);
            }
        }
        solution
    }

    /// Generalised inverse of the Schur complement of beta: the covariance of beta when Var(y) = w.
    pub fn beta_inverse(&self) -> &Mat<f64> {
        &self.beta_inverse
    }

    pub(crate) fn blocks(&self) -> &[Block] {
        &self.blocks
    }
}

impl Block {
    fn new(
        design: &Design,
        levels: &Levels,
        place: &PeriodLevels,
        period: usize,
        w: &[f64],
    ) -> Result<Self, Error> {
        let (n_origins, n_destinations) = (place.origins.len(), place.destinations.len());
        let mut m = Mat::<f64>::zeros(n_origins, n_destinations);
        let width = design.n_terms();
        let mut sums = vec![0.0; (n_origins + n_destinations) * width];
        let (mut r, mut c) = (vec![0.0; n_origins], vec![0.0; n_destinations]);
        let rows = design.period_starts[period]..design.period_starts[period + 1];
        for row in rows.filter(|&row| levels.used[row]) {
            let i = place.origin_place[design.origin[row] as usize] as usize;
            let j = place.destination_place[design.destination[row] as usize] as usize;
            m[(i, j)] = w[row];
            r[i] += w[row];
            c[j] += w[row];
            for (k, x) in design.x_row(row).iter().enumerate() {
                sums[i * width + k] += w[row] * x;
                sums[(n_origins + j) * width + k] += w[row] * x;
            }
        }
        let b = Mat::from_fn(n_origins + n_destinations, width, |level, k| sums[level * width + k]);
        let inverse_r: Vec<f64> = r.iter().map(|r| 1.0 / r).collect();
        let factor = schur_factor(&m, &inverse_r, &c, &place.held)?;
        let mut block = Block { inverse_r, m, factor, u: Mat::zeros(0, 0), b };
        block.u = block.solve(place, &block.b);
        Ok(block)
    }

    /// H_t^-1 times the columns of `right` (origins, then destinations).
    pub(crate) fn solve(&self, place: &PeriodLevels, right: &Mat<f64>) -> Mat<f64> {
        let (n_origins, n_destinations, width) = (self.m.nrows(), self.m.ncols(), right.ncols());
        let scaled = Mat::from_fn(n_origins, width, |i, k| self.inverse_r[i] * right[(i, k)]);
        let mut below = self.m.transpose() * &scaled;
        for k in 0..width {
            for j in 0..n_destinations {
                below[(j, k)] = right[(n_origins + j, k)] - below[(j, k)];
            }
            for &held in &place.held {
                below[(held, k)] = 0.0;
            }
        }
        if let Some(factor) = &self.factor {
            factor.solve_in_place(&mut below);
        }
        let carried = &self.m * &below;
        Mat::from_fn(n_origins + n_destinations, width, |level, k| {
            if level < n_origins {
                scaled[(level, k)] - self.inverse_r[level] * carried[(level, k)]
            } else {
                below[(level - n_origins, k)]
            }
        })
    }

    /// The whole H_t^-1 (a generalised inverse: zero in the held rows and columns).
    pub(crate) fn inverse(&self, place: &PeriodLevels) -> Mat<f64> {
        let (n_origins, n_destinations) = (self.m.nrows(), self.m.ncols());
        let mut q = self.factor.as_ref().map_or_else(|| Mat::zeros(0, 0), DenseSolveCore::inverse);
        for &held in &place.held {
            for j in 0..n_destinations {
                q[(held, j)] = 0.0;
                q[(j, held)] = 0.0;
            }
        }
        let scaled = Mat::from_fn(n_origins, n_destinations, |i, j| self.inverse_r[i] * self.m[(i, j)]);
        let corner = &scaled * &q;
        let top = &corner * scaled.transpose();
        Mat::from_fn(n_origins + n_destinations, n_origins + n_destinations, |a, b| {
            match (a < n_origins, b < n_origins) {
                (true, true) => top[(a, b)] + if a == b { self.inverse_r[a] } else { 0.0 },
                (true, false) => -corner[(a, b - n_origins)],
                (false, true) => -corner[(b, a - n_origins)],
                (false, false) => q[(a - n_origins, b - n_origins)],
            }
        })
    }
}

fn right_hand_side(design: &Design, place: &PeriodLevels, period: usize, r: &Direction) -> Mat<f64> {
    let base = period * design.n_regions;
    let n_origins = place.origins.len();
    Mat::from_fn(n_origins + place.destinations.len(), 1, |level, _| {
        if level < n_origins {
            r.origin[base + place.origins[level] as usize]
        } else {
            r.destination[base + place.destinations[level - n_origins] as usize]
        }
    })
}

/// Cholesky factor of S = C - M' R^-1 M, the held rows and columns replaced by those of the identity.
fn schur_factor(
    m: &Mat<f64>,
    inverse_r: &[f64],
    c: &[f64],
    held: &[usize],
) -> Result<Option<Llt<f64>>, Error> {
    if c.is_empty() {
        return Ok(None);
    }
    let root = Mat::from_fn(m.nrows(), m.ncols(), |i, j| m[(i, j)] * inverse_r[i].sqrt());
    let mut s = root.transpose() * &root;
    for j in 0..c.len() {
        for i in 0..c.len() {
            s[(i, j)] = if i == j { c[i] - s[(i, j)] } else { -s[(i, j)] };
        }
    }
    for &held in held {
        for j in 0..c.len() {
            s[(held, j)] = 0.0;
            s[(j, held)] = 0.0;
        }
        s[(held, held)] = 1.0;
    }
    if let Ok(factor) = s.llt(Side::Lower) {
        return Ok(Some(factor));
    }
    // Components that hang together by almost nothing: a ridge far below any weight that matters.
    for (j, c) in c.iter().enumerate() {
        s[(j, j)] += 1e-10 * c;
    }
    s.llt(Side::Lower).map(Some).map_err(|_| Error::NotConverged { iterations: 0 })
}

/// X' diag(w) X.
fn beta_block(design: &Design, used: &[bool], w: &[f64]) -> Mat<f64> {
    let width = design.n_terms();
    let mut sums = vec![0.0; width * width];
    for row in (0..design.n_rows()).filter(|&row| used[row]) {
        let x = design.x_row(row);
        for k in 0..width {
            let weighted = w[row] * x[k];
            for l in 0..=k {
                sums[k * width + l] += weighted * x[l];
            }
        }
    }
    Mat::from_fn(width, width, |k, l| sums[k.max(l) * width + k.min(l)])
}

/// Sweeps a symmetric matrix to its generalised inverse; columns without a pivot of their own are left out.
fn generalised_inverse(mut a: Mat<f64>, own: &[f64]) -> (Mat<f64>, Vec<bool>) {
    let n = own.len();
    let mut collinear = vec![false; n];
    for k in 0..n {
        let pivot = a[(k, k)];
        if pivot.is_nan() || pivot <= COLLINEAR * own[k] {
            collinear[k] = true;
            continue;
        }
        let column: Vec<f64> = (0..n).map(|i| a[(i, k)]).collect();
        let row: Vec<f64> = (0..n).map(|j| a[(k, j)]).collect();
        for i in 0..n {
            for j in 0..n {
                a[(i, j)] = match (i == k, j == k) {
                    (true, true) => 1.0 / pivot,
                    (true, false) => row[j] / pivot,
                    (false, true) => -column[i] / pivot,
                    (false, false) => a[(i, j)] - column[i] * row[j] / pivot,
                };
            }
        }
    }
    for k in (0..n).filter(|&k| collinear[k]) {
        for j in 0..n {
            a[(k, j)] = 0.0;
            a[(j, k)] = 0.0;
        }
    }
    (a, collinear)
}
