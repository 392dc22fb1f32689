//! Newton's method on coefficients and inner levels, the effects of the runs being at their optimum throughout.
//!
//! The steps are inexact: each is solved no more accurately than the distance from the optimum deserves. The
//! iterations end where what the last step left, by its own measure, is far below a standard error.

use super::basis::{Basis, demean};
use super::kernel::{Evaluated, Response, Weights};
use super::layout::Runs;
use super::solve::{Preconditioner, add_scaled, solve};
use super::start::{Start, response};
use crate::Error;
use crate::poisson::Control;
use crate::solver::dot;

/// Squared distance from the optimum, in standard errors of a flow, that changes no printed digit.
const NEGLIGIBLE: f64 = 1e-14;
/// The same as a share of all flows, for panels without noise.
const ROUNDING: f64 = 1e-22;
/// Squared relative accuracy of the demeaning under the covariance.
const DEMEANED: f64 = 1e-15;
/// A step that takes a zero down by so much in logs may be on its way to minus infinity.
const FALLING: f64 = -0.5;

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
    /// Whether zeros may be separated; if not, none is \[see `zeros_fall`\].
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
    let start = Start::of(runs, &response);
    let diagonal = runs.diagonal(&start.weights);
    let basis = Basis::new(runs, &start.weights, &diagonal, columns)?;
    let mut path = Path::new(runs, &response, basis, start, &diagonal)?;
    let n_iterations = path.climb(control)?;
    let may_be_separated = path.zeros_fall();
    let linear_predictor = path.linear_predictor(weights);
    let Path { weights, at, basis, p, .. } = path;
    let Basis { columns: mut demeaned, kept, collinear, gram } = basis;
    let diagonal = &at.diagonal[kept.len()..];
    demean(runs, &weights, diagonal, &mut demeaned, |k| DEMEANED * gram[(k, k)])?;
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
    /// The last step.
    step: Vec<f64>,
    /// Sum of y log y + y o: the deviance is twice what it exceeds the sum of y eta by.
    y_log_y: f64,
}

impl<'a> Path<'a> {
    fn new(
        runs: &'a Runs,
        response: &'a Response,
        basis: Basis,
        start: Start,
        diagonal: &[f64],
    ) -> Result<Self, Error> {
        let Start { levels, mut g, mut weights, working } = start;
        let k = basis.kept.len();
        let mut p = vec![0.0; k];
        match working {
            None => p.extend(levels),
            Some(working) => {
                let right_side = runs.project(&weights, &basis.columns, &working);
                let mut whole = vec![0.0; k];
                whole.extend(diagonal);
                let preconditioner = Preconditioner::with_coefficients(&basis.gram, &whole)?;
                let target = |_: usize, rz: f64| 1e-6 * rz;
                p = solve(runs, &weights, &basis.columns, &preconditioner, vec![right_side], target)?.remove(0);
                weights.inverse_totals = response.totals.iter().map(|total| 1.0 / total).collect();
            }
        }
        let at = runs.evaluate(response, &basis.columns, &p, &mut g, &mut weights.omega);
        let y_log_y = response.y.iter().map(|&y| if y > 0.0 { y * y.ln() } else { 0.0 }).sum();
        Ok(Path { runs, response, basis, p, g, weights, at, step: Vec::new(), y_log_y })
    }

    /// Steps until the optimum; the number of steps.
    fn climb(&mut self, control: &Control) -> Result<usize, Error> {
        let total: f64 = self.response.totals.iter().sum();
        let mut accuracy = 0.1_f64;
        for iteration in 1..=control.max_iterations {
            let preconditioner = Preconditioner::with_coefficients(&self.basis.gram, &self.at.diagonal)?;
            let gradient = self.at.gradient.clone();
            let target = |_: usize, rz: f64| accuracy * accuracy * rz;
            let x = &self.basis.columns;
            self.step = solve(self.runs, &self.weights, x, &preconditioner, vec![gradient], target)?.remove(0);
            let decrement = dot(&self.at.gradient, &self.step);
            let length = self.advance(total);
            let relative = decrement / total;
            let left = decrement * (accuracy * accuracy + 10.0 * relative);
            if std::env::var_os("TRACE").is_some() {
                eprintln!("it {iteration} dec {decrement:.3e} acc {accuracy:.1e} len {length} dev {:.10e} left {left:.2e}", 2.0 * (self.y_log_y - self.at.y_eta));
            }
            let scale = (self.y_log_y - self.at.y_eta).max(0.0) / self.response.y.len() as f64;
            let negligible = (NEGLIGIBLE * scale).max(ROUNDING * total);
            if length >= 1.0 && left <= negligible {
                return Ok(iteration);
            }
            // What the next step has to do, and no more.
            let needed = (negligible / left.max(f64::MIN_POSITIVE)).sqrt();
            accuracy = relative.sqrt().clamp(0.3 * needed.min(1.0), 0.1).max(1e-8);
        }
        Err(Error::NotConverged { iterations: control.max_iterations })
    }

    /// Adds the step, halved until the likelihood does not fall; the length taken.
    fn advance(&mut self, total: f64) -> f64 {
        let before = self.at.y_eta;
        let allowed = before - 1e-12 * (before.abs() + total);
        let mut length = 1.0;
        loop {
            let mut p = self.p.clone();
            add_scaled(&mut p, length, &self.step);
            let mut g = self.g.clone();
            let at = self.runs.evaluate(self.response, &self.basis.columns, &p, &mut g, &mut self.weights.omega);
            if at.y_eta >= allowed || length < 1e-6 {
                (self.p, self.g, self.at) = (p, g, at);
                return length;
            }
            length *= 0.5;
        }
    }

    /// Whether the last step takes a zero far down.
    ///
    /// If it does not, no zero is separated. Let z be a certificate: in the span of regressors and fixed effects, 0
    /// where y > 0, at least 0 elsewhere. A Newton step d solves z' (y - omega) = z' Omega d, so over the zeros
    /// sum z omega (1 + d) = 0, and with all d > -1 no z is positive.
    fn zeros_fall(&self) -> bool {
        self.runs.lowest_zero_step(&self.weights, &self.basis.columns, &self.step, &self.response.y) < FALLING
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
