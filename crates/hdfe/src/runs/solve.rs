//! Linear systems in S by preconditioned conjugate gradients, several right-hand sides at once.

use faer::linalg::solvers::{Llt, Solve};
use faer::{Col, Mat, Side};

use super::block::Blocks;
use super::kernel::{Weights, dot};
use super::layout::Runs;
use crate::Error;

/// Iterations after which a system is given up; designs met in practice need under a hundred.
const MAX_ITERATIONS: usize = 5000;
/// Iterations without progress after which what is left is rounding, if little is left.
const STALLED: usize = 30;
/// Squared relative gradient that is little.
const SMALL: f64 = 1e-14;

/// An approximate inverse of S.
pub(super) struct Preconditioner<'a> {
    /// Inverse of the coefficients' block of S, if there are any.
    coefficients: Option<Llt<f64>>,
    n_coefficients: usize,
    levels: LevelsInverse<'a>,
}

/// An approximate inverse of the inner levels' block of S.
enum LevelsInverse<'a> {
    Diagonal(Vec<f64>),
    Blocks(&'a Blocks),
}

impl<'a> Preconditioner<'a> {
    /// For the inner levels alone; by their diagonal where there are no blocks.
    pub fn of_levels(diagonal: &[f64], blocks: Option<&'a Blocks>) -> Self {
        let diagonal = || diagonal.iter().map(|&value| reciprocal(value)).collect();
        let levels = blocks.map_or_else(|| LevelsInverse::Diagonal(diagonal()), LevelsInverse::Blocks);
        Preconditioner { coefficients: None, n_coefficients: 0, levels }
    }

    /// For coefficients too, whose block of S has this lower triangle.
    pub fn with_coefficients(
        gram: &[f64],
        n_coefficients: usize,
        diagonal: &[f64],
        blocks: Option<&'a Blocks>,
    ) -> Result<Self, Error> {
        let entry = |i: usize, j: usize| gram[i.max(j) * (i.max(j) + 1) / 2 + i.min(j)];
        // A ridge far below the rounding of the data keeps the factor defined where weights underflow; it changes
        // the path of the iterations, not what they converge to.
        let ridge = |i: usize| entry(i, i) * 1e-13 + f64::MIN_POSITIVE;
        let block = Mat::from_fn(n_coefficients, n_coefficients, |i, j| {
            entry(i, j) + if i == j { ridge(i) } else { 0.0 }
        });
        let mut this = Self::of_levels(diagonal, blocks);
        if n_coefficients > 0 {
            this.n_coefficients = n_coefficients;
            this.coefficients = Some(block.llt(Side::Lower).map_err(|_| Error::SingularRegressors)?);
        }
        Ok(this)
    }

    fn apply(&self, residual: &[f64]) -> Vec<f64> {
        let (q, levels) = residual.split_at(self.n_coefficients);
        let mut z = Vec::with_capacity(residual.len());
        if let Some(block) = &self.coefficients {
            z.extend(block.solve(&Col::from_fn(q.len(), |k| q[k])).iter());
        }
        match &self.levels {
            LevelsInverse::Diagonal(inverse) => {
                z.extend(levels.iter().zip(inverse).map(|(r, inverse)| r * inverse));
            }
            LevelsInverse::Blocks(blocks) => z.extend(blocks.apply(levels)),
        }
        z
    }
}

/// One system on its way.
struct System {
    parameters: Vec<f64>,
    residual: Vec<f64>,
    direction: Vec<f64>,
    /// Squared length of the residual, as the preconditioner measures it.
    rz: f64,
    target: f64,
    /// Where it becomes small enough to be rounding.
    small: f64,
    best: (f64, usize),
}

/// Solves S p = b for each right-hand side b, until r' M r has fallen to its target, M the preconditioner.
///
/// # Errors
/// [`Error::LinearSystem`] after too many iterations.
pub(super) fn solve(
    runs: &Runs,
    weights: &Weights,
    x: &[Vec<f64>],
    preconditioner: &Preconditioner<'_>,
    right_sides: Vec<Vec<f64>>,
    target: impl Fn(usize, f64) -> f64,
) -> Result<Vec<Vec<f64>>, Error> {
    let start = |(at, residual): (usize, Vec<f64>)| {
        let direction = preconditioner.apply(&residual);
        let rz = dot(&residual, &direction);
        let parameters = vec![0.0; residual.len()];
        System {
            parameters,
            residual,
            direction,
            rz,
            target: target(at, rz),
            small: SMALL * rz,
            best: (rz, 0),
        }
    };
    let mut systems: Vec<System> = right_sides.into_iter().enumerate().map(start).collect();
    for _ in 0..MAX_ITERATIONS {
        let mut open: Vec<&mut System> = systems.iter_mut().filter(|system| !system.is_solved()).collect();
        if open.is_empty() {
            return Ok(systems.into_iter().map(|system| system.parameters).collect());
        }
        let directions: Vec<Vec<f64>> =
            open.iter_mut().map(|system| std::mem::take(&mut system.direction)).collect();
        let images = runs.apply(weights, x, &directions);
        for ((system, direction), image) in open.into_iter().zip(directions).zip(images) {
            system.step(direction, &image, preconditioner);
        }
    }
    Err(Error::LinearSystem { iterations: MAX_ITERATIONS })
}

impl System {
    fn is_solved(&self) -> bool {
        self.rz <= self.target
            || self.rz <= f64::MIN_POSITIVE
            || self.best.1 > STALLED && self.best.0 <= self.small
    }

    fn step(&mut self, mut direction: Vec<f64>, image: &[f64], preconditioner: &Preconditioner) {
        let curvature = dot(&direction, image);
        if curvature <= 0.0 {
            // The direction is rounding alone.
            (self.rz, self.direction) = (0.0, direction);
            return;
        }
        let length = self.rz / curvature;
        add_scaled(&mut self.parameters, length, &direction);
        add_scaled(&mut self.residual, -length, image);
        let z = preconditioner.apply(&self.residual);
        let rz = dot(&self.residual, &z);
        let ratio = rz / self.rz;
        direction.iter_mut().zip(&z).for_each(|(d, z)| *d = z + ratio * *d);
        (self.direction, self.rz) = (direction, rz);
        self.best = if rz < self.best.0 { (rz, 0) } else { (self.best.0, self.best.1 + 1) };
    }
}

pub(super) fn add_scaled(to: &mut [f64], scale: f64, from: &[f64]) {
    for (to, from) in to.iter_mut().zip(from) {
        *to += scale * from;
    }
}

/// 1 / value, and 0 for a level without weight, so that it stays where it is.
fn reciprocal(value: f64) -> f64 {
    if value > 0.0 { 1.0 / value } else { 0.0 }
}
