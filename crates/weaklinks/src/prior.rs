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
//! Gauss-Hermite nodes on log E. The mode of the parameters is found by BFGS with exact gradients, then the mixture is
//! averaged over what the data leave open about them (`average`).
//!
//! lambda is relative to the mean pair, so the mixture's mean is held at 1 (the two means are divided by it). What
//! all expected flows have too much or too little of in common is then not taken for a property of the pairs: on
//! panels with known truth the intervals cover a point more.

use statrs::function::gamma::{digamma, ln_gamma};

use crate::average::averaged;
use crate::bfgs::minimise;
use crate::{Error, Prior};

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

/// Logit of the share, log shape of the first component, log of the first mean through the second, log shape of the
/// second component.
pub(crate) type Point = [f64; 4];

/// Centre and spread of the weak normal priors of the parameters: they matter only where the data say nothing, as on
/// the shape of a component without pairs. A small weak part at half of the large one, give or take a factor of
/// two; the large one with a spread between a twelfth and twice its mean.
const USUAL: [(f64, f64); 4] = [(-2.0, 1.5), (1.4, 1.0), (-0.7, 0.7), (2.0, 1.5)];

/// What the log of the posterior may still rise by at the mode: a tenth of a standard deviation away it has fallen by
/// this much. The mode only says where the draws of [`averaged`] are centred; each is weighted by its own likelihood.
const RISE_LEFT: f64 = 0.005;

/// Fits the mixture to all pairs.
pub(crate) fn fit_prior(evidence: &[Evidence]) -> Result<Prior, Error> {
    let objective = |point: &Point| cost(evidence, point);
    let negligible = RISE_LEFT / evidence.len().max(1) as f64;
    let mode = minimise(USUAL.map(|(centre, _)| centre), negligible, objective).ok_or(Error::Prior)?;
    Ok(averaged(evidence, &mode))
}

pub(crate) fn prior_at(point: &Point) -> Prior {
    let [logit, log_shape_0, log_ratio, log_shape_1] = *point;
    let shape = [log_shape_0.exp(), log_shape_1.exp()];
    let share = 1.0 / (1.0 + (-logit).exp());
    // lambda is relative to the mean pair, so the mixture's mean is 1.
    let mean = share * log_ratio.exp() + (1.0 - share);
    Prior { share, shape, rate: [mean * shape[0] / log_ratio.exp(), mean * shape[1]] }
}

/// Minus the log of the marginal likelihood and the parameters' priors, by pair, and its gradient.
pub(crate) fn cost(evidence: &[Evidence], point: &Point) -> (f64, Point) {
    let prior = prior_at(point);
    let (mut value, mut gradient) = (0.0, [0.0; 4]);
    for evidence in evidence {
        let (log_likelihood, slope) = pair_likelihood(&prior, evidence);
        value -= log_likelihood;
        gradient.iter_mut().zip(slope).for_each(|(sum, slope)| *sum -= slope);
    }
    for (k, (centre, spread)) in USUAL.into_iter().enumerate() {
        let off = (point[k] - centre) / spread;
        value += 0.5 * off * off;
        gradient[k] += off / spread;
    }
    let n = evidence.len().max(1) as f64;
    (value / n, gradient.map(|slope| slope / n))
}

fn pair_likelihood(prior: &Prior, evidence: &Evidence) -> (f64, Point) {
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
    let (mut slope, mut by_mean) = ([0.0; 4], [0.0; 2]);
    for c in 0..2 {
        let (shape, rate) = (prior.shape[c], prior.rate[c]);
        let own = digamma(shape + o) - digamma(shape) + rate.ln();
        for k in 0..NODES.len() {
            let weight = (logs[c][k] - largest).exp() / total;
            let by_shape = own - rates[c][k];
            let by_rate = shape / rate - (shape + o) / (rate + expected[k]);
            // rate = shape / mean, so both log shape and log mean move it.
            slope[[1, 3][c]] += weight * (shape * by_shape + rate * by_rate);
            by_mean[c] -= weight * rate * by_rate;
            slope[0] += weight * if c == 0 { 1.0 } else { 0.0 };
        }
    }
    slope[0] -= prior.share;
    // log of the means: ratio and 1, both divided by the mixture's own mean, see `prior_at`.
    let mean = [0, 1].map(|c| prior.shape[c] / prior.rate[c]);
    let both = by_mean[0] + by_mean[1];
    slope[2] = by_mean[0] - both * shares[0] * mean[0];
    slope[0] -= both * shares[0] * shares[1] * (mean[0] - mean[1]);
    (largest + total.ln(), slope)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn evidence() -> Vec<Evidence> {
        let pair = |at: usize| {
            let expected = 2.0 + (at % 17) as f64;
            let ratio = if at.is_multiple_of(11) { 0.3 } else { 0.8 + 0.03 * (at % 15) as f64 };
            Evidence { observed: ratio * expected, expected, log_sd: 0.1 + 0.01 * (at % 7) as f64 }
        };
        (0..300).map(pair).chain([Evidence { observed: 0.0, expected: 1.5, log_sd: 0.2 }]).collect()
    }

    #[test]
    fn the_gradient_is_that_of_the_cost() {
        let evidence = evidence();
        let point = [-1.3, 1.1, -0.9, 2.2];
        let (_, gradient) = cost(&evidence, &point);
        for k in 0..4 {
            let at = |step: f64| {
                let mut moved = point;
                moved[k] += step;
                cost(&evidence, &moved).0
            };
            let difference = (at(1e-5) - at(-1e-5)) / 2e-5;
            assert!((difference - gradient[k]).abs() < 1e-7, "{k}: {difference} {}", gradient[k]);
        }
    }

    #[test]
    fn the_weights_of_the_nodes_add_up_to_one() {
        let total: f64 = NODES.iter().map(|(_, weight)| weight).sum();
        let variance: f64 = NODES.iter().map(|(node, weight)| weight * node * node).sum();
        assert!((total - 1.0).abs() < 1e-12 && (variance - 1.0).abs() < 1e-12, "{total} {variance}");
    }

    #[test]
    fn the_prior_has_mean_one_and_its_weak_part_first() {
        let prior = fit_prior(&evidence()).expect("a mode");
        let mean = [0, 1].map(|c| prior.shape[c] / prior.rate[c]);
        assert!(mean[0] < mean[1]);
        assert!((prior.share * mean[0] + (1.0 - prior.share) * mean[1] - 1.0).abs() < 1e-9);
        // One pair in eleven is at 0.3.
        assert!((0.03..0.3).contains(&prior.share), "{prior:?}");
        assert!((0.2..0.7).contains(&mean[0]), "{prior:?}");
    }
}
