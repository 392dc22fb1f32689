//! Poisson pseudo-maximum likelihood \[SantosSilvaTenreyro2006\] with fixed effects.
//!
//! Notation
//!
//! | symbol | name | shape |
//! |---|---|---|
//! | y | response >= 0 | n |
//! | X | regressors | n x K |
//! | D | indicators of the levels of the fixed effects | n x L |
//! | eta | linear predictor, offset + X beta + D theta | n |
//! | mu | fitted mean, exp(eta) | n |
//! | w | weights | n |
//!
//! Newton's method on (beta, theta) together. The step solves
//! (\[X D\]' diag(w mu) \[X D\]) step = \[X D\]' w (y - mu) by conjugate gradients (module `solver`), no more
//! accurately than the distance from the optimum deserves, so that one right-hand side a step is all that is solved;
//! the usual iteration demeans all K + 1 columns in each step. The regressors are demeaned and made orthonormal once, with the
//! starting weights, which finds the collinear ones and makes the coefficients' part of the system nearly diagonal.
//!
//! Cost: a dozen Newton steps of ten to forty iterations, each one pass over the rows.
//! Fails with [`Error::NotConverged`]; rows that are separated must have been removed ([`crate::separation`]).

use rayon::prelude::*;

use crate::orthonormal::Orthonormal;
use crate::runs::{self, Runs};
use crate::solver::{System, dot, sum_over};
use crate::{Error, Factor};

/// When the iterations end.
#[derive(Debug, Clone, Copy)]
pub struct Control {
    /// Relative change of the deviance below which the fit has converged; 1e-8, as ppmlhdfe.
    pub tolerance: f64,
    /// Newton steps after which the fit is given up; 100: ten is usual.
    pub max_iterations: usize,
}

impl Default for Control {
    fn default() -> Self {
        Control { tolerance: 1e-8, max_iterations: 100 }
    }
}

/// A converged Poisson fit.
#[derive(Debug, Clone)]
pub struct PoissonFit {
    /// Coefficients of the regressors in `kept`.
    pub coefficients: Vec<f64>,
    /// Positions of the regressors kept.
    pub kept: Vec<usize>,
    /// Positions of the regressors left out because others, or the fixed effects, explain them.
    pub collinear: Vec<usize>,
    /// Offset + X beta + fixed effects (n).
    pub linear_predictor: Vec<f64>,
    /// Fitted means (n).
    pub fitted: Vec<f64>,
    /// Deviance, 2 sum w (y log(y / mu) - (y - mu)).
    pub deviance: f64,
    /// Newton steps taken.
    pub n_iterations: usize,
}

/// Fits E\[y\] = exp(offset + X beta + fixed effects).
///
/// # Shapes
/// `y`, each column of `x`, each factor, `weights` and `offset` have one entry a row. Without fixed effects an
/// intercept is a column of ones in `x`.
///
/// # Errors
/// [`Error::AllZero`], [`Error::NotConverged`], [`Error::LinearSystem`], [`Error::SingularRegressors`].
pub fn fit(
    y: &[f64],
    x: &[Vec<f64>],
    factors: &[Factor],
    weights: Option<&[f64]>,
    offset: Option<&[f64]>,
    control: &Control,
) -> Result<PoissonFit, Error> {
    Ok(estimate(y, x, factors, weights, offset, control)?.0)
}

/// What a fit by runs knows besides.
pub(crate) struct ByRuns {
    /// The regressors kept, demeaned with the working weights.
    pub demeaned: Vec<Vec<f64>>,
    /// Whether zeros may be separated; if not, none is.
    pub may_be_separated: bool,
}

/// [`fit`] by runs where the rows form some, and what these know besides.
pub(crate) fn estimate(
    y: &[f64],
    x: &[Vec<f64>],
    factors: &[Factor],
    weights: Option<&[f64]>,
    offset: Option<&[f64]>,
    control: &Control,
) -> Result<(PoissonFit, Option<ByRuns>), Error> {
    let by_runs = match Runs::new(factors) {
        Some(runs) => runs::fit(&runs, y, x, weights, offset, control)?,
        None => None,
    };
    let Some(fit) = by_runs else { return Ok((general(y, x, factors, weights, offset, control)?, None)) };
    let fitted: Vec<f64> = fit.linear_predictor.par_iter().map(|eta| eta.exp()).collect();
    let besides = ByRuns { demeaned: fit.demeaned, may_be_separated: fit.may_be_separated };
    let fit = PoissonFit {
        coefficients: fit.coefficients,
        kept: fit.kept,
        collinear: fit.collinear,
        deviance: deviance(y, &fit.linear_predictor, &fitted, weights),
        linear_predictor: fit.linear_predictor,
        fitted,
        n_iterations: fit.n_iterations,
    };
    Ok((fit, Some(besides)))
}

/// Any fixed effects, over their codes.
pub(crate) fn general(
    y: &[f64],
    x: &[Vec<f64>],
    factors: &[Factor],
    weights: Option<&[f64]>,
    offset: Option<&[f64]>,
    control: &Control,
) -> Result<PoissonFit, Error> {
    let unit;
    let weights = if let Some(weights) = weights {
        weights
    } else {
        unit = vec![1.0; y.len()];
        &unit
    };
    let problem = Problem { y, weights, offset };
    let mut state = problem.start()?;
    let basis = Orthonormal::of_regressors(x, factors, &state.working_weights(weights))?;
    let mut coefficients = vec![0.0; basis.columns.len()];
    let mut polishing: Option<usize> = None;
    for iteration in 1..=control.max_iterations + POLISHING_STEPS {
        let working_weights = state.working_weights(weights);
        let system = System::new(&basis.columns, factors, &working_weights)?;
        let response = problem.working_response(&state);
        let step = system.solve(&response, state.tolerance)?;
        let decrement = dot(&response, &step.fitted);
        let (length, change) = problem.advance(&mut state, &step.fitted);
        for (b, s) in coefficients.iter_mut().zip(&step.parameters) {
            *b += length * s;
        }
        let negligible = decrement <= NEGLIGIBLE * state.deviance / y.len() as f64;
        if polishing.is_some_and(|steps| negligible || steps == POLISHING_STEPS) {
            return Ok(PoissonFit {
                coefficients: basis.coefficients(&coefficients),
                kept: basis.kept,
                collinear: basis.collinear,
                linear_predictor: state.eta,
                fitted: state.mu,
                deviance: state.deviance,
                n_iterations: iteration,
            });
        }
        polishing = match polishing {
            Some(steps) => Some(steps + 1),
            // A step cut short says nothing of how near the optimum is.
            None if length >= 1.0 && change <= control.tolerance => Some(1),
            None if iteration >= control.max_iterations => break,
            None => None,
        };
        state.tolerance = if polishing.is_some() { FINE } else { (0.3 * change.sqrt()).clamp(1e-6, 0.1) };
    }
    Err(Error::NotConverged { iterations: control.max_iterations })
}

/// Accuracy of the linear systems of the steps that are taken after convergence. Newton's method squares the error,
/// so these few steps make the digits below the tolerance exact as well.
const FINE: f64 = 1e-8;
/// Steps after convergence; the second usually finds nothing left to do.
const POLISHING_STEPS: usize = 3;
/// Squared length of a step, in standard errors, that changes no printed digit.
const NEGLIGIBLE: f64 = 1e-16;

struct Problem<'a> {
    y: &'a [f64],
    weights: &'a [f64],
    offset: Option<&'a [f64]>,
}

struct State {
    eta: Vec<f64>,
    mu: Vec<f64>,
    /// Infinite until eta lies in the space of the model, which it does after the first step.
    deviance: f64,
    /// Relative accuracy asked of the next linear system.
    tolerance: f64,
}

impl State {
    fn working_weights(&self, weights: &[f64]) -> Vec<f64> {
        self.mu.iter().zip(weights).map(|(mu, w)| mu * w).collect()
    }
}

impl Problem<'_> {
    /// mu = (y + mean) / 2, as generalised linear models usually start.
    fn start(&self) -> Result<State, Error> {
        let total = dot(self.y, self.weights);
        if total <= 0.0 {
            return Err(Error::AllZero);
        }
        let exposure = |row: usize| self.offset.map_or(1.0, |offset| offset[row].exp());
        let rate = total / (0..self.y.len()).map(|row| self.weights[row] * exposure(row)).sum::<f64>();
        let mu: Vec<f64> = (0..self.y.len()).map(|row| 0.5 * (self.y[row] + rate * exposure(row))).collect();
        let eta = mu.iter().map(|mu| mu.ln()).collect();
        Ok(State { eta, mu, deviance: f64::INFINITY, tolerance: 1e-3 })
    }

    /// w mu times the working response; in the first step that is all of eta, later what is added to it.
    fn working_response(&self, state: &State) -> Vec<f64> {
        let first = state.deviance.is_infinite();
        (0..self.y.len())
            .map(|row| {
                let start = if first { state.mu[row] * (state.eta[row] - self.offset_of(row)) } else { 0.0 };
                self.weights[row] * (start + self.y[row] - state.mu[row])
            })
            .collect()
    }

    fn offset_of(&self, row: usize) -> f64 {
        self.offset.map_or(0.0, |offset| offset[row])
    }

    /// Adds the step, halved until the deviance falls; returns the length taken and the deviance's relative change.
    fn advance(&self, state: &mut State, step: &[f64]) -> (f64, f64) {
        let before = state.deviance;
        let start: Vec<f64> = if before.is_infinite() {
            (0..self.y.len()).map(|row| self.offset_of(row)).collect()
        } else {
            std::mem::take(&mut state.eta)
        };
        let mut length = 1.0;
        loop {
            state.eta = start.iter().zip(step).map(|(eta, step)| eta + length * step).collect();
            state.mu = state.eta.iter().map(|eta| eta.exp()).collect();
            state.deviance = deviance(self.y, &state.eta, &state.mu, Some(self.weights));
            // Near the optimum the deviance moves by its rounding only, which no halving mends.
            let allowed = before + 1e-12 * (before + dot(self.y, self.weights));
            if (state.deviance.is_finite() && state.deviance <= allowed) || length < 1e-6 {
                break;
            }
            length *= 0.5;
        }
        let scale = state.deviance + 1e-6 * dot(self.y, self.weights);
        (length, (before - state.deviance).abs() / scale)
    }
}

/// 2 sum w (y log(y / mu) - (y - mu)).
pub(crate) fn deviance(y: &[f64], eta: &[f64], mu: &[f64], weights: Option<&[f64]>) -> f64 {
    let part = |row: usize| {
        let (y, mu) = (y[row], mu[row]);
        let log_part = if y > 0.0 { y * (y.ln() - eta[row]) } else { 0.0 };
        weights.map_or(1.0, |weights| weights[row]) * (log_part - (y - mu))
    };
    2.0 * sum_over(y.len(), part)
}
