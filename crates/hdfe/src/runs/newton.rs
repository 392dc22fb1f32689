//! Newton's method on coefficients and inner levels, the effects of the runs being at their optimum throughout.
//!
//! The steps are inexact: each is solved no more accurately than the distance from the optimum deserves. The
//! iterations end where what the last step left, by its own measure, is far below a standard error.

use super::basis::{Basis, take_off};
use super::block::Blocks;
use super::kernel::{Evaluated, Response, Weights};
use super::layout::Runs;
use super::solve::{Preconditioner, add_scaled, solve};
use super::start::{first_step, margins, means, response};
use crate::Error;
use crate::poisson::Control;
use crate::solver::{dot, sum_over};

/// Squared distance from the optimum, in standard errors of a flow, that changes no printed digit.
const NEGLIGIBLE: f64 = 1e-14;
/// The same as a share of all flows, for panels without noise.
const ROUNDING: f64 = 1e-22;
/// Squared relative accuracy of the demeaning under the covariance.
const DEMEANED: f64 = 1e-15;
/// A step that takes a zero down by so much in logs may be on its way to minus infinity.
const FALLING: f64 = -0.5;
/// What may be left of the gradient when steps are judged so, beside the squared weight of a zero.
const SMALL_BESIDE: f64 = 1e-3;
/// A zero with a smaller share in the weights of its levels is lost in their rounding.
const ROUNDED: f64 = 1e-13;

/// A converged fit of runs.
pub(crate) struct RunsFit {
    /// Coefficients of the regressors in `kept`.
    pub coefficients: Vec<f64>,
    pub kept: Vec<usize>,
    pub collinear: Vec<usize>,
    /// Offset + X beta + fixed effects of each row.
    pub linear_predictor: Vec<f64>,
    /// The regressors kept, demeaned with the working weights, in the order of the rows.
    pub demeaned: Vec<Vec<f64>>,
    pub n_iterations: usize,
    /// Whether zeros may be separated; if not, none is.
    pub may_be_separated: bool,
}

/// Fits E\[y\] = exp(offset + X beta + fixed effects); none when the rows form no runs with a positive sum each.
pub(crate) fn fit(
    runs: &Runs,
    y: &[f64],
    x: &[Vec<f64>],
    weights: Option<&[f64]>,
    offset: Option<&[f64]>,
    control: &Control,
) -> Result<Option<RunsFit>, Error> {
    let Some(response) = response(runs, y, weights, offset) else { return Ok(None) };
    let columns = x.iter().map(|column| runs.column(|row| column[row], 0.0)).collect();
    let mut working = means(runs, &response);
    let diagonal = runs.diagonal(&working);
    let basis = Basis::new(runs, &working, &diagonal, columns)?;
    let mut g = vec![0.0; response.totals.len()];
    // Where a run has two inner effects the regressors explain little beside them. Elsewhere those such as distance
    // do the work.
    let p = if runs.n_inner == 2 {
        let levels = margins(runs, &response, &mut g, &mut working.omega);
        basis.kept.iter().map(|_| 0.0).chain(levels).collect()
    } else {
        first_step(runs, &response, &working, &basis, &diagonal)?
    };
    let mut path = Path::new(runs, &response, basis, p, g, working);
    let n_iterations = path.climb(control)?;
    let may_be_separated = path.may_be_separated()?;
    let linear_predictor = path.linear_predictor(weights);
    let Path { weights: working, at, basis, p, blocks, .. } = path;
    let Basis { columns: mut demeaned, kept, collinear, .. } = basis;
    let square = |k: usize| at.gram[k * (k + 3) / 2];
    take_off(runs, &working, &at.diagonal, &mut demeaned, blocks.as_ref(), |k| DEMEANED * square(k))?;
    Ok(Some(RunsFit {
        coefficients: p[..kept.len()].to_vec(),
        kept,
        collinear,
        linear_predictor,
        demeaned: demeaned.iter().map(|column| runs.rows(column)).collect(),
        n_iterations,
        may_be_separated,
    }))
}

/// Where the iterations are.
struct Path<'a> {
    runs: &'a Runs,
    response: &'a Response,
    basis: Basis,
    p: Vec<f64>,
    g: Vec<f64>,
    weights: Weights,
    at: Evaluated,
    /// Blocks of S as it was at the start; near enough to it throughout.
    blocks: Option<Blocks>,
    /// Sum of y log y + y o: the deviance is twice what it exceeds the sum of y eta by.
    y_log_y: f64,
}

impl<'a> Path<'a> {
    fn new(
        runs: &'a Runs,
        response: &'a Response,
        basis: Basis,
        p: Vec<f64>,
        mut g: Vec<f64>,
        mut weights: Weights,
    ) -> Self {
        weights.inverse_totals = response.totals.iter().map(|total| 1.0 / total).collect();
        let at = runs.evaluate(response, &basis.columns, &p, &mut g, &mut weights.omega);
        let y_log_y =
            sum_over(response.y.len(), |at| response.y[at] * response.y[at].max(f64::MIN_POSITIVE).ln());
        let blocks = Blocks::new(runs, &weights);
        Path { runs, response, basis, p, g, weights, at, blocks, y_log_y }
    }

    /// Steps until the optimum; the number of steps.
    fn climb(&mut self, control: &Control) -> Result<usize, Error> {
        let total: f64 = self.response.totals.iter().sum();
        let mut accuracy = 0.1_f64;
        for iteration in 1..=control.max_iterations {
            let step = self.newton_step(|rz| accuracy * accuracy * rz)?;
            let decrement = dot(&self.at.gradient, &step);
            let length = self.advance(&step, total);
            let relative = decrement / total;
            let left = decrement * (accuracy * accuracy + 10.0 * relative);
            let scale = (self.y_log_y - self.at.y_eta).max(0.0) / self.response.y.len() as f64;
            let negligible = (NEGLIGIBLE * scale).max(ROUNDING * total);
            if length >= 1.0 && left <= negligible {
                return Ok(iteration);
            }
            // What the next step has to do, and no more.
            let needed = (negligible / left.max(f64::MIN_POSITIVE)).sqrt();
            accuracy = relative.sqrt().max(0.3 * needed).clamp(1e-8, 0.1);
        }
        Err(Error::NotConverged { iterations: control.max_iterations })
    }

    /// Adds the step, halved until the likelihood does not fall; the length taken.
    fn advance(&mut self, step: &[f64], total: f64) -> f64 {
        let before = self.at.y_eta;
        let allowed = before - 1e-12 * (before.abs() + total);
        let mut length = 1.0;
        loop {
            let mut p = self.p.clone();
            add_scaled(&mut p, length, step);
            let mut g = self.g.clone();
            let at =
                self.runs.evaluate(self.response, &self.basis.columns, &p, &mut g, &mut self.weights.omega);
            if at.y_eta >= allowed || length < 1e-6 {
                (self.p, self.g, self.at) = (p, g, at);
                return length;
            }
            length *= 0.5;
        }
    }

    /// Whether some zeros may be separated; if not, none is.
    ///
    /// Let z = \[X Z\] t be a certificate: 0 where y > 0, at least 0 elsewhere. A Newton step d leaves of the gradient
    /// r = \[X Z\]' (y - omega - Omega d), so over the zeros sum z omega (1 + d) = -t' r. With r small enough beside
    /// omega that is 0, and then no z is positive where all d > -1. How small is judged by r' M r, which bounds t' r
    /// through the weights of the levels that t combines; those of the zero itself stand for them, enlarged.
    fn may_be_separated(&self) -> Result<bool, Error> {
        let (square, share) = self.runs.least_at_zeros(self.response, &self.weights, &self.at.diagonal);
        if square.is_infinite() {
            return Ok(false);
        }
        if share < ROUNDED {
            return Ok(true);
        }
        let step = self.newton_step(|_| SMALL_BESIDE * square)?;
        Ok(self.runs.lowest_at_zeros(&self.weights, &self.basis.columns, &step, &self.response.y) < FALLING)
    }

    /// Solves for a Newton step; `target` makes of the squared length of the gradient what may be left of it.
    fn newton_step(&self, target: impl Fn(f64) -> f64) -> Result<Vec<f64>, Error> {
        let x = &self.basis.columns;
        let preconditioner = Preconditioner::with_coefficients(
            &self.at.gram,
            x.len(),
            &self.at.diagonal,
            self.blocks.as_ref(),
        )?;
        let right_sides = vec![self.at.gradient.clone()];
        let steps = solve(self.runs, &self.weights, x, &preconditioner, right_sides, |_, rz| target(rz))?;
        Ok(steps.into_iter().next().expect("one right-hand side has one solution"))
    }

    /// Linear predictor in the order of the rows, without the weights' part of the offset.
    fn linear_predictor(&self, weights: Option<&[f64]>) -> Vec<f64> {
        let mut eta = self.runs.predictors(&self.basis.columns, &self.p, &self.g);
        if let Some(offset) = &self.response.offset {
            eta.iter_mut().zip(offset).for_each(|(eta, offset)| *eta += offset);
        }
        let mut rows = self.runs.rows(&eta);
        if let Some(weights) = weights {
            rows.iter_mut().zip(weights).for_each(|(eta, weight)| *eta -= weight.ln());
        }
        rows
    }
}
