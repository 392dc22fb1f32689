//! What is said of one pair, and the order of the links.

use std::cmp::Ordering;

use crate::Order;
use crate::posterior::Posterior;

/// Quantiles that are published.
const LOW: f64 = 0.05;
const HIGH: f64 = 0.95;

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
            low: posterior.quantile(LOW),
            high: posterior.quantile(HIGH),
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

    /// What the orders look at.
    pub fn standing(&self) -> Standing {
        Standing {
            how_much: self.gap_low().unwrap_or_else(|| self.gap()),
            p_weak: self.credible.map_or(0.0, |credible| credible.p_weak),
            ratio: self.ratio,
        }
    }
}

/// What the orders look at.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Standing {
    /// `gap_low`, or the gap where nothing says how sure.
    pub how_much: f64,
    /// P(lambda < w); 0 where nothing says how sure.
    pub p_weak: f64,
    /// Posterior geometric mean of lambda, or O/E.
    pub ratio: f64,
}

impl Standing {
    /// Without a posterior.
    pub fn plain(observed: f64, expected: f64) -> Self {
        Standing { how_much: expected - observed, p_weak: 0.0, ratio: observed / expected }
    }

    /// With a posterior: the standing of [`Finding::shrunk`], without its intervals.
    pub fn shrunk(expected: f64, posterior: &Posterior, weak_below: f64) -> Self {
        // Most links are not surely below 1; only for those that are the quantile is worth its cost.
        let surely_below = posterior.below(1.0) >= HIGH;
        Standing {
            how_much: if surely_below { (expected * (1.0 - posterior.quantile(HIGH))).max(0.0) } else { 0.0 },
            p_weak: posterior.below(weak_below),
            ratio: posterior.geometric_mean(),
        }
    }

    /// Order of two links; equal only when every number it looks at is.
    ///
    /// Where nothing is surely missing, *how much* goes on by `p_weak` as *how sure* does, then by ratio.
    pub fn compare(&self, other: &Standing, order: Order) -> Ordering {
        let first = match order {
            Order::HowMuch => other.how_much.total_cmp(&self.how_much),
            Order::HowSure => Ordering::Equal,
        };
        first.then(other.p_weak.total_cmp(&self.p_weak)).then(self.ratio.total_cmp(&other.ratio))
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
