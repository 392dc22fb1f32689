//! From observed and expected flows to posteriors of lambda.
//!
//! s = Var(O)/E(O) = phi + lambda sum(mu^2)/(kappa E) turns amounts into effective counts o = O/s, e = E/s, so that
//! o given lambda is about Poisson(lambda e). Since s depends on lambda, a first pass takes lambda = 1 and the
//! second takes the geometric means of the first.

use rayon::prelude::*;

use crate::pairs::Pairs;
use crate::posterior::Posterior;
use crate::prior::{Evidence, fit_prior};
use crate::{Dispersion, Error, Prior};

/// Observed and expected flow of every pair, and what else its posterior needs.
#[derive(Debug, Clone)]
pub(crate) struct Totals {
    /// O: sum of the observed flows of the rows with an expected flow.
    pub observed: Vec<f64>,
    /// E.
    pub expected: Vec<f64>,
    /// sum(mu^2).
    pub squared: Vec<f64>,
}

impl Totals {
    /// Sums by pair over the rows that have an expected flow.
    pub fn new(pairs: &Pairs, flow: &[f64], expected: &[f64]) -> Self {
        let known = |row: usize| expected[row] > 0.0;
        let by_pair = |value: &(dyn Fn(usize) -> f64 + Sync)| -> Vec<f64> {
            (0..pairs.len())
                .map(|pair| pairs.sum(pair, |row| if known(row) { value(row) } else { 0.0 }))
                .collect()
        };
        Totals {
            observed: by_pair(&|row| flow[row]),
            expected: by_pair(&|row| expected[row]),
            squared: by_pair(&|row| expected[row] * expected[row]),
        }
    }

    /// s of a pair given its lambda.
    pub fn scale(&self, pair: usize, lambda: f64, noise: Dispersion) -> f64 {
        let shock = noise.kappa.map_or(0.0, |kappa| self.squared[pair] / (kappa * self.expected[pair]));
        noise.phi + lambda * shock
    }

    /// Effective counts of a pair.
    pub fn evidence(&self, pair: usize, scale: f64, log_sd: f64) -> Evidence {
        Evidence { observed: self.observed[pair] / scale, expected: self.expected[pair] / scale, log_sd }
    }
}

/// Prior, and s of each pair with an expected flow (1 for the others).
pub(crate) struct Shrinkage {
    /// The prior.
    pub prior: Prior,
    /// The noise it rests on.
    pub noise: Dispersion,
    /// Lambda by pair that s was computed with (1 where nothing is expected).
    pub lambda: Vec<f64>,
    /// s by pair.
    pub scale: Vec<f64>,
}

/// Fits the prior to all pairs with an expected flow.
///
/// # Errors
/// [`Error::Prior`].
pub(crate) fn shrink(totals: &Totals, log_sd: &[f64], noise: Dispersion) -> Result<Shrinkage, Error> {
    let known: Vec<usize> = (0..log_sd.len()).filter(|&pair| totals.expected[pair] > 0.0).collect();
    let evidence = |scale: &[f64]| -> Vec<Evidence> {
        known.iter().map(|&pair| totals.evidence(pair, scale[pair], log_sd[pair])).collect()
    };
    let mut scale = vec![1.0; log_sd.len()];
    for &pair in &known {
        scale[pair] = totals.scale(pair, 1.0, noise);
    }
    let first = evidence(&scale);
    let prior = fit_prior(&first)?;
    let found: Vec<f64> =
        first.par_iter().map(|pair| Posterior::new(&prior, pair).geometric_mean()).collect();
    let mut lambda = vec![1.0; log_sd.len()];
    for (&pair, found) in known.iter().zip(found) {
        lambda[pair] = found;
        scale[pair] = totals.scale(pair, found, noise);
    }
    let prior = fit_prior(&evidence(&scale))?;
    Ok(Shrinkage { prior, noise, lambda, scale })
}
