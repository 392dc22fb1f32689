//! Where the iterations start.

use super::basis::Basis;
use super::kernel::{GAP, Response, Weights};
use super::layout::Runs;
use super::solve::{Preconditioner, solve};
use crate::Error;

/// Rounds over the margins; more of them save no Newton step.
const ROUNDS: usize = 2;
/// Relative accuracy of a first step.
const FIRST: f64 = 1e-3;

/// mu = (y + mean of the run) / 2, as generalised linear models usually start. No row weighs next to nothing, so these
/// weights also tell collinear regressors from others.
pub(super) fn means(runs: &Runs, response: &Response) -> Weights {
    let offset = response.offset.as_deref();
    let mut omega = vec![0.0; runs.n_slots];
    runs.for_each_run(&mut omega, |run, slots, omega| {
        for (at, omega) in slots.clone().zip(&mut *omega) {
            *omega = offset.map_or(1.0, |offset| if offset[at] > GAP { offset[at].exp() } else { 0.0 });
        }
        let rate = response.totals[run] / omega.iter().sum::<f64>();
        for (at, omega) in slots.zip(omega) {
            *omega = 0.5 * (response.y[at] + *omega * rate);
        }
    });
    let inverse_totals = runs.totals(&omega).iter().map(|total| 1.0 / total).collect();
    Weights { omega, inverse_totals }
}

/// The first step from there: what linear least squares finds for log mu - o + (y - mu) / mu.
pub(super) fn first_step(
    runs: &Runs,
    response: &Response,
    weights: &Weights,
    basis: &Basis,
    diagonal: &[f64],
) -> Result<Vec<f64>, Error> {
    let offset = response.offset.as_deref();
    let mut working = vec![0.0; runs.n_slots];
    runs.for_each_run(&mut working, |_, slots, working| {
        for (at, working) in slots.zip(working) {
            let omega = weights.omega[at];
            if omega > 0.0 {
                *working =
                    omega.ln() - offset.map_or(0.0, |offset| offset[at]) + response.y[at] / omega - 1.0;
            }
        }
    });
    let right_side = runs.right_sides(weights, &basis.columns, &[working]);
    let preconditioner = Preconditioner::with_coefficients(&basis.gram, basis.kept.len(), diagonal, None)?;
    let steps =
        solve(runs, weights, &basis.columns, &preconditioner, right_side, |_, rz| FIRST * FIRST * rz)?;
    Ok(steps.into_iter().next().expect("one right-hand side has one solution"))
}

/// Iterative proportional fitting: scales the levels of each inner effect in turn to their observed sums, without
/// regressors \[DemingStephan1940\].
pub(super) fn margins(runs: &Runs, response: &Response, g: &mut [f64], omega: &mut [f64]) -> Vec<f64> {
    let mut levels = vec![0.0; runs.n_places];
    let observed = runs.level_sums(&response.y);
    for round in 0..2 * ROUNDS {
        let gradient = runs.evaluate(response, &[], &levels, g, omega).gradient;
        let effect = runs.effect(round % 2);
        let sums = observed[effect.clone()].iter().zip(&gradient[effect.clone()]);
        for (level, (observed, gradient)) in levels[effect].iter_mut().zip(sums) {
            let fitted = observed - gradient;
            if *observed > 0.0 && fitted > 0.0 {
                *level += (observed / fitted).ln();
            }
        }
    }
    levels
}

/// The response in slots; none when a run has none.
pub(super) fn response(
    runs: &Runs,
    y: &[f64],
    weights: Option<&[f64]>,
    offset: Option<&[f64]>,
) -> Option<Response> {
    let weight = |row: usize| weights.map_or(1.0, |weights| weights[row]);
    let slots = runs.column(|row| weight(row) * y[row], 0.0);
    let totals = runs.totals(&slots);
    let shift = |row: usize| weights.map_or(0.0, |w| w[row].ln()) + offset.map_or(0.0, |offset| offset[row]);
    let shifted = weights.is_some() || offset.is_some() || runs.has_gaps();
    let offset = shifted.then(|| runs.column(shift, GAP));
    totals.iter().all(|&total| total > 0.0).then_some(Response { y: slots, offset, totals })
}
