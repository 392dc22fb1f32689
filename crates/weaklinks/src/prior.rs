//! The prior of lambda: a mixture of two gamma distributions, by maximum marginal likelihood \[DuMouchel1999\].
//!
//! # Notation
//! | symbol | shape | meaning |
//! |---|---|---|
//! | o, e | pairs | effective counts O/s and E/s, s = Var(O)/E(O) |
//! | tau | pairs | standard deviation of log E |
//! | e_k, w_k | pairs x nodes | e exp(tau z_k) at the nodes z_k of the standard normal, their weights |
//! | share, shape, rate | components | the mixture |
//!
//! # Method
//! o | lambda ~ Poisson(lambda e) with lambda ~ gamma(shape, rate) gives the negative binomial as marginal; it is
//! continued to counts that are no integers. E is an estimate: the likelihood of a pair is integrated over nine
//! Gauss-Hermite nodes on log E. The parameters (logit of the share; log of shape and log of mean of each component)
//! are found by BFGS with exact gradients.
//!
//! lambda is relative to the mean pair, so the mixture's mean is held at 1 (the two means are divided by it). What
//! all expected flows have too much or too little of in common is then not taken for a property of the pairs: on
//! panels with known truth the intervals cover a point more.

use statrs::function::gamma::{digamma, ln_gamma};

use crate::Prior;

/// Nodes and weights of Gauss-Hermite quadrature for the standard normal, nine points.
pub(crate) const NODES: [(f64, f64); 9] = [
    (-4.512_745_863_399_783, 2.234_584_400_774_66e-5),
    (-3.205_429_002_856_47, 2.789_141_321_231_769e-3),
    (-2.076_847_978_677_83, 4.991_640_676_521_78e-2),
    (-1.023_255_663_789_133, 0.244_097_502_894_939_5),
    (0.0, 0.406_349_206_349_206_4),
    (1.023_255_663_789_133, 0.244_097_502_894_939_5),
    (2.076_847_978_677_83, 4.991_640_676_521_78e-2),
    (3.205_429_002_856_47, 2.789_141_321_231_769e-3),
    (4.512_745_863_399_783, 2.234_584_400_774_66e-5),
];

/// What is known of one pair: effective counts and the error of log E.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Evidence {
    /// O/s.
    pub observed: f64,
    /// E/s.
    pub expected: f64,
    /// Standard deviation of log E.
    pub log_sd: f64,
}

/// Log of the joint weight of a component and a node: prior share, node weight, marginal likelihood.
pub(crate) fn log_weight(prior: &Prior, component: usize, evidence: &Evidence, node: (f64, f64)) -> f64 {
    let (shape, rate) = (prior.shape[component], prior.rate[component]);
    let share = if component == 0 { prior.share } else { 1.0 - prior.share };
    let (o, e) = (evidence.observed, evidence.expected * (evidence.log_sd * node.0).exp());
    share.ln() + node.1.ln() + ln_gamma(shape + o) - ln_gamma(shape) - ln_gamma(o + 1.0)
        + shape * (rate / (rate + e)).ln()
        + if o > 0.0 { o * (e / (rate + e)).ln() } else { 0.0 }
}

/// Fits the mixture to all pairs.
pub(crate) fn fit_prior(evidence: &[Evidence]) -> Prior {
    let objective = |point: &[f64; 5]| cost(evidence, point);
    // A small weak part beside a large part around 1; the share and both spreads are free to leave it.
    let start = [-2.0, 2.0, -0.7, 2.7, 0.0];
    let point = minimise(start, objective);
    let mut prior = prior_at(&point);
    if prior.shape[0] / prior.rate[0] > prior.shape[1] / prior.rate[1] {
        // The component with the smaller mean stands first.
        prior.share = 1.0 - prior.share;
        prior.shape.swap(0, 1);
        prior.rate.swap(0, 1);
    }
    prior
}

fn prior_at(point: &[f64; 5]) -> Prior {
    let [logit, log_shape_0, log_mean_0, log_shape_1, log_mean_1] = *point;
    let shape = [log_shape_0.exp(), log_shape_1.exp()];
    let share = 1.0 / (1.0 + (-logit).exp());
    // lambda is relative to the mean pair, so the mixture's mean is 1.
    let mean = share * log_mean_0.exp() + (1.0 - share) * log_mean_1.exp();
    let rate = [mean * shape[0] / log_mean_0.exp(), mean * shape[1] / log_mean_1.exp()];
    Prior { share, shape, rate }
}

/// Bounds beyond which a parameter says nothing more, and the pull back from there.
const BOUNDS: [(f64, f64); 5] = [(-7.0, 7.0), (-1.5, 8.0), (-4.0, 2.0), (-1.5, 8.0), (-4.0, 2.0)];

/// Minus the mean log marginal likelihood, and its gradient.
fn cost(evidence: &[Evidence], point: &[f64; 5]) -> (f64, [f64; 5]) {
    let prior = prior_at(point);
    let (mut value, mut gradient) = (0.0, [0.0; 5]);
    for evidence in evidence {
        let (log_likelihood, slope) = pair_likelihood(&prior, evidence);
        value -= log_likelihood;
        gradient.iter_mut().zip(slope).for_each(|(sum, slope)| *sum -= slope);
    }
    let n = evidence.len().max(1) as f64;
    value /= n;
    for slope in &mut gradient {
        *slope /= n;
    }
    for (k, (low, high)) in BOUNDS.into_iter().enumerate() {
        let beyond = (point[k] - high).max(0.0) + (point[k] - low).min(0.0);
        value += beyond * beyond;
        gradient[k] += 2.0 * beyond;
    }
    (value, gradient)
}

fn pair_likelihood(prior: &Prior, evidence: &Evidence) -> (f64, [f64; 5]) {
    let o = evidence.observed;
    let shares = [prior.share, 1.0 - prior.share];
    let mut logs = [[0.0; NODES.len()]; 2];
    let mut rates = [[0.0; NODES.len()]; 2];
    let expected = NODES.map(|(z, _)| evidence.expected * (evidence.log_sd * z).exp());
    let factorial = ln_gamma(o + 1.0);
    let mut largest = f64::NEG_INFINITY;
    for c in 0..2 {
        let (shape, rate) = (prior.shape[c], prior.rate[c]);
        let constant = shares[c].ln() + ln_gamma(shape + o) - ln_gamma(shape) - factorial + shape * rate.ln();
        for k in 0..NODES.len() {
            let log_total = (rate + expected[k]).ln();
            let counts = if o > 0.0 { o * expected[k].ln() } else { 0.0 };
            logs[c][k] = constant + NODES[k].1.ln() + counts - (shape + o) * log_total;
            rates[c][k] = log_total;
            largest = largest.max(logs[c][k]);
        }
    }
    let total: f64 = logs.iter().flatten().map(|log| (log - largest).exp()).sum();
    let mut slope = [0.0; 5];
    for c in 0..2 {
        let (shape, rate) = (prior.shape[c], prior.rate[c]);
        let own = digamma(shape + o) - digamma(shape) + rate.ln();
        for k in 0..NODES.len() {
            let weight = (logs[c][k] - largest).exp() / total;
            let by_shape = own - rates[c][k];
            let by_rate = shape / rate - (shape + o) / (rate + expected[k]);
            // rate = shape / mean, so both log shape and log mean move it.
            slope[1 + 2 * c] += weight * (shape * by_shape + rate * by_rate);
            slope[2 + 2 * c] -= weight * rate * by_rate;
            slope[0] += weight * if c == 0 { 1.0 } else { 0.0 };
        }
    }
    slope[0] -= prior.share;
    // The means are divided by the mixture's own, see `prior_at`.
    let mean = [0, 1].map(|c| prior.shape[c] / prior.rate[c]);
    let both = slope[2] + slope[4];
    slope[2] -= both * shares[0] * mean[0];
    slope[4] -= both * shares[1] * mean[1];
    slope[0] -= both * shares[0] * shares[1] * (mean[0] - mean[1]);
    (largest + total.ln(), slope)
}

/// BFGS with a backtracking search.
fn minimise(start: [f64; 5], cost: impl Fn(&[f64; 5]) -> (f64, [f64; 5])) -> [f64; 5] {
    let dot = |a: &[f64; 5], b: &[f64; 5]| a.iter().zip(b).map(|(a, b)| a * b).sum::<f64>();
    let identity = || std::array::from_fn(|i| std::array::from_fn(|j| f64::from(u8::from(i == j))));
    let mut inverse: [[f64; 5]; 5] = identity();
    let mut point = start;
    let (mut value, mut gradient) = cost(&point);
    for _ in 0..300 {
        let mut step: [f64; 5] = std::array::from_fn(|i| -dot(&inverse[i], &gradient));
        if dot(&step, &gradient) >= 0.0 {
            inverse = identity();
            step = gradient.map(|slope| -slope);
        }
        let longest = step.iter().fold(0.0_f64, |longest, step| longest.max(step.abs()));
        let mut scale = if longest > 1.0 { 1.0 / longest } else { 1.0 };
        let descent = dot(&step, &gradient);
        let found = (0..40).find_map(|_| {
            let next: [f64; 5] = std::array::from_fn(|i| point[i] + scale * step[i]);
            let (next_value, next_gradient) = cost(&next);
            let enough = next_value <= value + 1e-4 * scale * descent;
            scale /= 2.0;
            enough.then_some((next, next_value, next_gradient))
        });
        let Some((next, next_value, next_gradient)) = found else { break };
        let s: [f64; 5] = std::array::from_fn(|i| next[i] - point[i]);
        let y: [f64; 5] = std::array::from_fn(|i| next_gradient[i] - gradient[i]);
        let change = value - next_value;
        (point, value, gradient) = (next, next_value, next_gradient);
        update(&mut inverse, &s, &y);
        if change < 1e-12 && gradient.iter().all(|slope| slope.abs() < 1e-6) {
            break;
        }
    }
    point
}

/// The BFGS update of the inverse Hessian, skipped where the curvature is not positive.
fn update(inverse: &mut [[f64; 5]; 5], s: &[f64; 5], y: &[f64; 5]) {
    let curvature: f64 = s.iter().zip(y).map(|(s, y)| s * y).sum();
    if curvature <= 1e-14 {
        return;
    }
    let hy: [f64; 5] = std::array::from_fn(|i| inverse[i].iter().zip(y).map(|(h, y)| h * y).sum());
    let yhy: f64 = hy.iter().zip(y).map(|(hy, y)| hy * y).sum();
    for i in 0..5 {
        for j in 0..5 {
            inverse[i][j] +=
                (1.0 + yhy / curvature) * s[i] * s[j] / curvature - (hy[i] * s[j] + s[i] * hy[j]) / curvature;
        }
    }
}
