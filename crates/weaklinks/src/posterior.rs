//! The posterior of lambda of one pair: a mixture of gamma distributions, one a component and node.

use statrs::function::erf::erfc;
use statrs::function::gamma::{digamma, gamma_lr, ln_gamma};

use crate::Prior;
use crate::prior::{Evidence, NODES, log_weight};

/// Parts below this weight are left out.
const NEGLIGIBLE: f64 = 1e-9;

/// Shape from which the gamma distribution is taken for its cube-root normal limit, which is then exact to 1e-6; the
/// series of the exact function needs a number of terms that grows with the shape.
const LARGE_SHAPE: f64 = 1e4;

/// P(gamma(shape, 1) < x); for large shapes by \[WilsonHilferty1931\].
fn gamma_below(shape: f64, x: f64) -> f64 {
    if shape <= LARGE_SHAPE {
        return gamma_lr(shape, x);
    }
    let ninth = 1.0 / (9.0 * shape);
    let z = ((x / shape).cbrt() - (1.0 - ninth)) / ninth.sqrt();
    0.5 * erfc(-z / std::f64::consts::SQRT_2)
}

/// Posterior of lambda.
#[derive(Debug, Clone)]
pub(crate) struct Posterior {
    parts: Vec<Part>,
}

/// A gamma distribution and its weight.
#[derive(Debug, Clone, Copy)]
struct Part {
    weight: f64,
    shape: f64,
    rate: f64,
}

impl Posterior {
    /// Each part's weight is its share of the marginal likelihood.
    pub fn new(prior: &Prior, evidence: &Evidence) -> Self {
        let mut parts = Vec::with_capacity(2 * NODES.len());
        let mut logs = Vec::with_capacity(2 * NODES.len());
        for component in 0..2 {
            for node in NODES {
                let expected = evidence.expected * (evidence.log_sd * node.0).exp();
                logs.push(log_weight(prior, component, evidence, node));
                let shape = prior.shape[component] + evidence.observed;
                parts.push(Part { weight: 0.0, shape, rate: prior.rate[component] + expected });
            }
        }
        let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let total: f64 = logs.iter().map(|log| (log - largest).exp()).sum();
        for (part, log) in parts.iter_mut().zip(logs) {
            part.weight = (log - largest).exp() / total;
        }
        parts.retain(|part| part.weight > NEGLIGIBLE);
        let kept: f64 = parts.iter().map(|part| part.weight).sum();
        for part in &mut parts {
            part.weight /= kept;
        }
        Posterior { parts }
    }

    /// exp(E log lambda).
    pub fn geometric_mean(&self) -> f64 {
        self.mean_log().exp()
    }

    fn mean_log(&self) -> f64 {
        self.parts.iter().map(|part| part.weight * (digamma(part.shape) - part.rate.ln())).sum()
    }

    /// E lambda.
    pub fn mean(&self) -> f64 {
        self.parts.iter().map(|part| part.weight * part.shape / part.rate).sum()
    }

    /// P(lambda < x).
    pub fn below(&self, x: f64) -> f64 {
        if x <= 0.0 {
            return 0.0;
        }
        let below: f64 =
            self.parts.iter().map(|part| part.weight * gamma_below(part.shape, part.rate * x)).sum();
        below.clamp(0.0, 1.0)
    }

    /// Density of log lambda at `log_x`.
    fn density(&self, log_x: f64) -> f64 {
        let density = |part: &Part| {
            let log_scaled = log_x + part.rate.ln();
            part.weight * (part.shape * log_scaled - log_scaled.exp() - ln_gamma(part.shape)).exp()
        };
        self.parts.iter().map(density).sum()
    }

    /// The quantile: x with P(lambda < x) = p, by Newton's method on log lambda inside a shrinking bracket.
    pub fn quantile(&self, p: f64) -> f64 {
        let (mut low, mut high) = (-60.0, 20.0);
        let centre = self.mean_log();
        let spread: f64 = self.parts.iter().map(|part| part.weight / part.shape.sqrt()).sum();
        let mut at = centre + spread * if p < 0.5 { -1.6 } else { 1.6 };
        for _ in 0..100 {
            let miss = self.below(at.exp()) - p;
            if miss > 0.0 {
                high = at;
            } else {
                low = at;
            }
            let next = at - miss / self.density(at);
            let next = if next > low && next < high { next } else { f64::midpoint(low, high) };
            let moved = (next - at).abs();
            at = next;
            if moved < 1e-11 {
                break;
            }
        }
        at.exp()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PRIOR: Prior = Prior { share: 0.05, shape: [4.0, 16.0], rate: [10.0, 15.5] };

    fn posterior(observed: f64, expected: f64, log_sd: f64) -> Posterior {
        Posterior::new(&PRIOR, &Evidence { observed, expected, log_sd })
    }

    #[test]
    fn quantiles_undo_probabilities() {
        for (observed, expected, log_sd) in
            [(0.0, 0.1, 0.3), (3.0, 9.0, 0.2), (400.0, 390.0, 0.05), (0.0, 80.0, 0.0)]
        {
            let posterior = posterior(observed, expected, log_sd);
            for p in [0.05, 0.5, 0.95] {
                assert!((posterior.below(posterior.quantile(p)) - p).abs() < 1e-8);
            }
            assert!(posterior.quantile(0.05) < posterior.geometric_mean());
            assert!(posterior.geometric_mean() < posterior.mean());
        }
    }

    #[test]
    fn nothing_seen_leaves_the_prior_and_much_seen_the_ratio() {
        let nothing = posterior(0.0, 1e-9, 0.0);
        let mean = 0.05 * 0.4 + 0.95 * 16.0 / 15.5;
        assert!((nothing.mean() - mean).abs() < 1e-6);
        let much = posterior(5e6, 1e7, 0.0);
        assert!((much.geometric_mean() - 0.5).abs() < 1e-3);
    }

    #[test]
    fn an_uncertain_expected_flow_widens_the_interval() {
        let width = |log_sd| {
            let posterior = posterior(50.0, 50.0, log_sd);
            posterior.quantile(0.95) / posterior.quantile(0.05)
        };
        assert!(width(0.3) > 1.05 * width(0.0));
    }

    #[test]
    fn the_limit_joins_the_exact_function() {
        for z in [-3.0, -1.0, 0.0, 0.5, 2.0] {
            let x = LARGE_SHAPE + z * LARGE_SHAPE.sqrt();
            let (exact, limit) = (gamma_below(LARGE_SHAPE, x), gamma_below(LARGE_SHAPE + 1e-6, x));
            assert!((exact - limit).abs() < 1e-5, "{z}: {exact} {limit}");
        }
    }

    #[test]
    fn a_huge_shape_takes_no_time() {
        assert!(gamma_below(1e15, 1e15) > 0.49);
    }
}
