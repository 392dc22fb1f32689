//! Deviance, log-likelihood and R2 of a fit.

use statrs::function::gamma::ln_gamma;

use crate::design::INTERCEPT;
use crate::poisson::deviance;
use crate::sample::Sample;
use crate::solver::{dot, sum_over};

/// How well a fit fits.
pub(crate) struct Likelihood {
    pub deviance: f64,
    pub r2: Option<f64>,
    pub pseudo_r2: Option<f64>,
    pub log_likelihood: f64,
}

/// Poisson: sum w (y eta - mu - log Gamma(y + 1)), which is defined for flows that are no whole numbers.
pub(crate) fn poisson(sample: &Sample, eta: &[f64], mu: &[f64]) -> Likelihood {
    let (y, w) = (&sample.y, sample.weights.as_deref());
    let weight = |row: usize| w.map_or(1.0, |w| w[row]);
    let total = |term: &(dyn Fn(usize) -> f64 + Sync)| sum_over(y.len(), |row| weight(row) * term(row));
    let constant = total(&|row| if y[row] > 0.0 { ln_gamma(y[row] + 1.0) } else { 0.0 });
    let offset = |row: usize| sample.offset.as_ref().map_or(0.0, |offset| offset[row]);
    let flow = total(&|row| y[row]);
    let exposure = if sample.offset.is_some() { total(&|row| offset(row).exp()) } else { total(&|_| 1.0) };
    let rate = (flow / exposure).ln();
    // The constant makes the fitted sum the observed one.
    let with_constant = total(&|row| y[row] * (rate + offset(row))) - flow - constant;
    let fitted = total(&|row| y[row] * eta[row] - mu[row]) - constant;
    Likelihood {
        deviance: deviance(y, eta, mu, w),
        r2: None,
        pseudo_r2: Some(1.0 - fitted / with_constant),
        log_likelihood: fitted,
    }
}

/// Gaussian: R2 around the mean, or around zero where the model has no constant (as R's `lm`), with error variance
/// RSS/N in the likelihood.
pub(crate) fn gaussian(sample: &Sample, rss: f64) -> Likelihood {
    let (y, w) = (&sample.y, &sample.weights());
    let constant = !sample.factors.is_empty() || sample.x_names.iter().any(|name| name == INTERCEPT);
    let mean = if constant { dot(y, w) / w.iter().sum::<f64>() } else { 0.0 };
    let tss: f64 = y.iter().zip(w.iter()).map(|(y, w)| w * (y - mean) * (y - mean)).sum();
    let n = sample.n_obs();
    let log_weights: f64 = (0..y.len())
        .map(|row| {
            let count = sample.frequency.as_ref().map_or(1.0, |f| f[row]);
            sample.analytic.as_ref().map_or(0.0, |a| count * a[row].ln())
        })
        .sum();
    let log_likelihood = -0.5 * n * ((2.0 * std::f64::consts::PI * rss / n).ln() + 1.0) + 0.5 * log_weights;
    Likelihood { deviance: rss, r2: Some(1.0 - rss / tss), pseudo_r2: None, log_likelihood }
}
