//! Where the iterations start.

use super::kernel::{GAP, Response, Weights};
use super::layout::Runs;

/// Rounds over the margins; more of them save no Newton step.
const ROUNDS: usize = 2;

/// A start, with its weights.
pub(super) struct Start {
    /// Inner levels.
    pub levels: Vec<f64>,
    /// Effects of the runs.
    pub g: Vec<f64>,
    pub weights: Weights,
    /// Linear predictor and response in one, where the levels are not known yet: omega (log mu - o) + y - omega.
    pub working: Option<Vec<f64>>,
}

impl Start {
    /// Where runs have a level of two inner effects in each slot, the regressors explain little beside these:
    /// margins are fitted. Elsewhere regressors such as distance do the work: the first step is the usual one.
    pub fn of(runs: &Runs, response: &Response) -> Self {
        let inverse_totals = response.totals.iter().map(|total| 1.0 / total).collect();
        let weights = Weights { omega: vec![0.0; runs.n_slots], inverse_totals };
        if runs.n_inner == 2 { margins(runs, response, weights) } else { means(runs, response, weights) }
    }
}

/// Iterative proportional fitting: scales the levels of each inner effect in turn to their observed sums, without
/// regressors \[DemingStephan1940\].
fn margins(runs: &Runs, response: &Response, mut weights: Weights) -> Start {
    let mut levels = vec![0.0; runs.n_places];
    let mut g = vec![0.0; response.totals.len()];
    let observed = runs.level_sums(&response.y);
    for round in 0..2 * ROUNDS {
        let gradient = runs.evaluate(response, &[], &levels, &mut g, &mut weights.omega).gradient;
        let bounds = runs.effect(round % 2);
        for ((level, observed), gradient) in
            levels[bounds.clone()].iter_mut().zip(&observed[bounds.clone()]).zip(&gradient[bounds])
        {
            let fitted = observed - gradient;
            if *observed > 0.0 && fitted > 0.0 {
                *level += (observed / fitted).ln();
            }
        }
    }
    Start { levels, g, weights, working: None }
}

/// mu = (y + mean of the run) / 2, as generalised linear models usually start.
fn means(runs: &Runs, response: &Response, mut weights: Weights) -> Start {
    let offset = response.offset.as_deref();
    let mut working = vec![0.0; runs.n_slots];
    let mut means = vec![0.0; runs.n_slots];
    runs.for_each_run(&mut means, |run, slots, means| {
        for (at, mean) in slots.clone().zip(&mut *means) {
            *mean = offset.map_or(1.0, |offset| offset[at].exp());
        }
        let rate = response.totals[run] / means.iter().sum::<f64>();
        for (at, mean) in slots.zip(means) {
            *mean = 0.5 * (response.y[at] + *mean * rate);
        }
    });
    weights.omega = means;
    runs.for_each_run(&mut working, |_, slots, working| {
        for (at, working) in slots.zip(working) {
            let omega = weights.omega[at];
            if omega > 0.0 {
                *working = omega * (omega.ln() - offset.map_or(0.0, |offset| offset[at])) + response.y[at] - omega;
            }
        }
    });
    weights.inverse_totals = runs.totals(&weights.omega).iter().map(|total| 1.0 / total).collect();
    Start { levels: vec![0.0; runs.n_places], g: vec![0.0; response.totals.len()], weights, working: Some(working) }
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
