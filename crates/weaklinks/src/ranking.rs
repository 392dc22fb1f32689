//! What is said of one pair, and the order of the links.

use std::cmp::Ordering;

use crate::Order;
use crate::posterior::Posterior;

/// The numbers of one pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Finding {
    /// O.
    pub observed: f64,
    /// E.
    pub expected: f64,
    /// Posterior geometric mean of lambda, or O/E.
    pub ratio: f64,
    /// What a posterior adds.
    pub credible: Option<Credible>,
}

/// What only a posterior can say.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Credible {
    /// 5 % quantile of lambda.
    pub low: f64,
    /// 95 % quantile of lambda.
    pub high: f64,
    /// P(lambda < w).
    pub p_weak: f64,
}

impl Finding {
    /// Without a posterior: the ratio as it is.
    pub fn plain(observed: f64, expected: f64) -> Self {
        Finding { observed, expected, ratio: observed / expected, credible: None }
    }

    /// With a posterior.
    pub fn shrunk(observed: f64, expected: f64, posterior: &Posterior, weak_below: f64) -> Self {
        let credible = Credible {
            low: posterior.quantile(0.05),
            high: posterior.quantile(0.95),
            p_weak: posterior.below(weak_below),
        };
        Finding { observed, expected, ratio: posterior.geometric_mean(), credible: Some(credible) }
    }

    /// E - O.
    pub fn gap(&self) -> f64 {
        self.expected - self.observed
    }

    /// max(0, E (1 - q95)).
    pub fn gap_low(&self) -> Option<f64> {
        self.credible.map(|credible| (self.expected * (1.0 - credible.high)).max(0.0))
    }

    /// Order of two findings; equal only when every number it looks at is.
    ///
    /// *How much*: `gap_low` descending, or the gap where nothing says how sure. Where nothing is surely missing
    /// both orders go on by `p_weak`, then by ratio.
    pub fn compare(&self, other: &Finding, order: Order) -> Ordering {
        let p_weak = |finding: &Finding| finding.credible.map_or(0.0, |credible| credible.p_weak);
        let how_much = |finding: &Finding| finding.gap_low().unwrap_or_else(|| finding.gap());
        let first = match order {
            Order::HowMuch => how_much(other).total_cmp(&how_much(self)),
            Order::HowSure => Ordering::Equal,
        };
        first.then(p_weak(other).total_cmp(&p_weak(self))).then(self.ratio.total_cmp(&other.ratio))
    }
}

/// Expected share of links that are not weak among the first n, for every n.
pub(crate) fn false_shares(p_weak: impl Iterator<Item = f64>) -> Vec<f64> {
    let mut sum = 0.0;
    p_weak
        .enumerate()
        .map(|(place, p_weak)| {
            sum += p_weak;
            1.0 - sum / (place + 1) as f64
        })
        .collect()
}
