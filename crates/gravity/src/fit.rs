//! Poisson pseudo-maximum likelihood \[SantosSilvaTenreyro2006\] of the gravity equation on some rows of a design.
//!
//! # Method
//! Newton's method (for the Poisson family the same as iterated weighted least squares) with exact steps, see
//! [`Information`]. A cold start takes one weighted step from (y + mean)/2; a warm start takes the parameters of an
//! earlier fit, and a fold or a period left out then needs two or three steps. Steps are halved while the deviance
//! grows. Once no expected flow moves by more than a hundredth, the information matrix is kept: a step with it costs a
//! quarter and still takes away 99 % of what is left. The fit stops when the deviance changes by less than 1e-8 of
//! itself *and* no expected flow that counts moved by more than 1e-7 in logs; what is left is then about 1e-9.

use crate::{Design, Direction, Error, Information, Levels};

/// Steps before a fit is given up.
const MAX_STEPS: usize = 60;
/// Relative change of the deviance below which the fit may stop.
const DEVIANCE_CHANGE: f64 = 1e-8;
/// Largest change of log mu below which the fit may stop.
const LOG_CHANGE: f64 = 1e-7;
/// Largest change of log mu below which the information matrix is kept.
const KEEP_BELOW: f64 = 1e-2;
/// A row counts in [`LOG_CHANGE`] when its expected flow is above this share of the mean.
const COUNTS_ABOVE: f64 = 1e-9;

/// A fitted gravity equation.
#[derive(Debug, Clone)]
pub struct Fit {
    /// Effects (log; one of each component is held, so only sums mean something) and coefficients.
    pub parameters: Direction,
    /// Levels and rows that were used.
    pub levels: Levels,
    /// Expected flow of the used rows; 0 elsewhere.
    pub fitted: Vec<f64>,
    /// Deviance over the used rows.
    pub deviance: f64,
    /// Newton steps.
    pub n_steps: usize,
    /// Columns of x that were left out because the others explain them.
    pub collinear: Vec<bool>,
}

impl Fit {
    /// Log of the expected flow of any row; none where these rows do not determine it.
    pub fn log_expected(&self, design: &Design, row: usize) -> Option<f64> {
        self.levels.determines(design, row).then(|| self.parameters.along(design, row))
    }

    /// The information matrix at the fitted flows.
    pub fn information(&self, design: &Design) -> Result<Information, Error> {
        Information::new(design, &self.levels, &self.fitted)
    }
}

/// Fits the equation to the rows of `keep`; `start` may be the parameters of a fit to more rows.
///
/// # Errors
/// No rows with a positive flow; no convergence.
pub fn fit(design: &Design, keep: &[bool], start: Option<&Direction>) -> Result<Fit, Error> {
    let levels = Levels::of(design, keep);
    if (0..design.n_rows()).all(|row| !levels.used[row] || design.flow[row] == 0.0) {
        return Err(Error::NoRows);
    }
    let objective = Objective::new(design, &levels.used);
    let mut parameters = match start {
        Some(start) => start.clone(),
        None => cold_start(design, &levels)?,
    };
    let mut point = objective.at(&parameters);
    let mut kept: Option<Information> = None;
    for n_steps in 1..=MAX_STEPS {
        let information = match kept.take() {
            Some(information) => information,
            None => Information::new(design, &levels, &point.fitted)
                .map_err(|_| Error::NotConverged { iterations: n_steps })?,
        };
        let score = Direction::gather(design, &levels.used, |row| design.flow[row] - point.fitted[row]);
        let step = information.solve(design, &levels, &score);
        let Some((scale, next)) = objective.descend(&mut parameters, &step, point.deviance) else {
            return Err(Error::NotConverged { iterations: n_steps });
        };
        let change = (point.deviance - next.deviance).abs() / (next.deviance + 0.1 * objective.mean_flow);
        let moved = scale * objective.largest_move(&step, &next.fitted);
        point = next;
        // A step cut short says nothing of how near the optimum is.
        if scale >= 1.0 && change <= DEVIANCE_CHANGE && moved <= LOG_CHANGE {
            let (fitted, deviance, collinear) = (point.fitted, point.deviance, information.collinear);
            return Ok(Fit { parameters, levels, fitted, deviance, n_steps, collinear });
        }
        kept = (moved <= KEEP_BELOW).then_some(information);
    }
    Err(Error::NotConverged { iterations: MAX_STEPS })
}

/// One weighted least-squares step from mu = (y + mean of the period)/2.
fn cold_start(design: &Design, levels: &Levels) -> Result<Direction, Error> {
    let mut weights = vec![0.0; design.n_rows()];
    for bounds in design.period_starts.windows(2) {
        let rows = || (bounds[0]..bounds[1]).filter(|&row| levels.used[row]);
        let mean = rows().map(|row| design.flow[row]).sum::<f64>() / rows().count().max(1) as f64;
        for row in rows() {
            weights[row] = f64::midpoint(design.flow[row], mean);
        }
    }
    let used: Vec<bool> = (0..design.n_rows()).map(|row| levels.used[row] && weights[row] > 0.0).collect();
    let information = Information::new(design, levels, &weights)?;
    let right = Direction::gather(design, &used, |row| {
        weights[row] * weights[row].ln() + design.flow[row] - weights[row]
    });
    Ok(information.solve(design, levels, &right))
}

struct Objective<'a> {
    design: &'a Design,
    used: &'a [bool],
    log_flow: Vec<f64>,
    mean_flow: f64,
}

struct Point {
    fitted: Vec<f64>,
    deviance: f64,
}

impl<'a> Objective<'a> {
    fn new(design: &'a Design, used: &'a [bool]) -> Self {
        let log_flow = design.flow.iter().map(|flow| if *flow > 0.0 { flow.ln() } else { 0.0 }).collect();
        let mean_flow = design.flow.iter().sum::<f64>() / design.n_rows() as f64;
        Objective { design, used, log_flow, mean_flow }
    }

    fn at(&self, parameters: &Direction) -> Point {
        let mut fitted = vec![0.0; self.design.n_rows()];
        let mut half = 0.0;
        for (row, fitted) in fitted.iter_mut().enumerate().filter(|(row, _)| self.used[*row]) {
            let log_expected = parameters.along(self.design, row);
            *fitted = log_expected.exp();
            let flow = self.design.flow[row];
            let surprise = if flow > 0.0 { flow * (self.log_flow[row] - log_expected) } else { 0.0 };
            half += surprise - (flow - *fitted);
        }
        Point { fitted, deviance: 2.0 * half }
    }

    /// Moves the parameters along the step, halved until the deviance does not grow.
    fn descend(&self, parameters: &mut Direction, step: &Direction, deviance: f64) -> Option<(f64, Point)> {
        // Rounding of the deviance itself must not be taken for growth.
        let allowed = deviance + 1e-9 * (deviance.abs() + self.mean_flow);
        let mut scale = 1.0;
        for _ in 0..30 {
            let candidate = moved(parameters, step, scale);
            let point = self.at(&candidate);
            if point.deviance <= allowed || !deviance.is_finite() && point.deviance.is_finite() {
                *parameters = candidate;
                return Some((scale, point));
            }
            scale /= 2.0;
        }
        None
    }

    fn largest_move(&self, step: &Direction, fitted: &[f64]) -> f64 {
        let counts = COUNTS_ABOVE * self.mean_flow;
        let rows = (0..self.design.n_rows()).filter(|&row| self.used[row] && fitted[row] > counts);
        rows.map(|row| step.along(self.design, row).abs()).fold(0.0, f64::max)
    }
}

fn moved(from: &Direction, step: &Direction, scale: f64) -> Direction {
    let shift =
        |from: &[f64], step: &[f64]| from.iter().zip(step).map(|(from, step)| from + scale * step).collect();
    Direction {
        origin: shift(&from.origin, &step.origin),
        destination: shift(&from.destination, &step.destination),
        beta: shift(&from.beta, &step.beta),
    }
}
