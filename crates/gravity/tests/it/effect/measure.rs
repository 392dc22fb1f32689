//! How often intervals hold the truth, on panels with known effects.

use gravity::effect::{Equation, Estimate, Model, Pairs, cohorts, course};
use gravity::{Covariate, CovariateKind, FlowPanel};
use simulate::{Spread, Treated};

/// The panel as `gravity` takes it, with its treatment.
pub fn flow_panel(drawn: &Treated) -> FlowPanel {
    FlowPanel {
        regions: (0..drawn.n_regions).map(|region| format!("R{region:02}")).collect(),
        periods: (0..drawn.n_periods).map(|period| (2001 + period).to_string()).collect(),
        origin: drawn.origin.clone(),
        destination: drawn.destination.clone(),
        period: drawn.period.clone(),
        flow: drawn.flow.clone(),
        covariates: vec![Covariate {
            name: "treatment".into(),
            kind: CovariateKind::Other,
            values: drawn.treatment.clone(),
        }],
        undirected: false,
    }
}

/// One interval against the truth.
#[derive(Debug, Clone, Copy)]
pub struct Hit {
    pub error: f64,
    pub std_error: f64,
    pub covered: bool,
}

impl Hit {
    fn new(estimate: Estimate, truth: f64) -> Hit {
        Hit {
            error: estimate.estimate - truth,
            std_error: estimate.std_error,
            covered: estimate.low <= truth && truth <= estimate.high,
        }
    }
}

/// Intervals of the three-way equation on one panel of the design of Weidner and Zylkin: as estimated, with the bias of
/// beta taken away and the usual standard error, with both corrected.
pub fn three_way(n_regions: usize, n_periods: usize, spread: Spread, seed: u64) -> [Hit; 3] {
    let panel = flow_panel(&simulate::three_way(n_regions, n_periods, spread, seed));
    let fitted = course(&Equation { panel: &panel, model: Model::default() }, "treatment", &[], &[]);
    let effect = fitted.expect("a full panel").total;
    let corrected = effect.corrected.expect("few effects");
    let shift = corrected.estimate - effect.plain.estimate;
    let moved = Estimate {
        estimate: corrected.estimate,
        low: effect.plain.low + shift,
        high: effect.plain.high + shift,
        ..effect.plain
    };
    [effect.plain, moved, corrected].map(|estimate| Hit::new(estimate, 1.0))
}

/// Intervals of the average effect on one panel with staggered starts: one coefficient for all, the extended form as
/// estimated, and corrected.
pub fn staggered(n_regions: usize, seed: u64) -> [Hit; 3] {
    let drawn = simulate::staggered(n_regions, seed);
    let panel = flow_panel(&drawn);
    // Both directions of a pair start together, and clusters hold both.
    let equation = Equation { panel: &panel, model: Model { pairs: Pairs::Directed, ..Model::default() } };
    let naive = course(&equation, "treatment", &[], &[]).expect("a full panel").total;
    let extended = cohorts(&equation, "treatment").expect("a full panel").average;
    let corrected = extended.corrected.expect("few effects");
    [naive.best(), extended.plain, corrected].map(|estimate| Hit::new(estimate, drawn.average()))
}

/// Share covered, mean error, spread of the errors, mean standard error.
pub fn average(hits: &[Hit]) -> [f64; 4] {
    let n = hits.len() as f64;
    let mean = |of: &dyn Fn(Hit) -> f64| hits.iter().map(|&hit| of(hit)).sum::<f64>() / n;
    let bias = mean(&|hit| hit.error);
    let variance = mean(&|hit| (hit.error - bias) * (hit.error - bias));
    [mean(&|hit| f64::from(u8::from(hit.covered))), bias, variance.sqrt(), mean(&|hit| hit.std_error)]
}
