//! Deviance, log-likelihood and R2 of a fit.

use statrs::function::gamma::ln_gamma;

use crate::design::INTERCEPT;
use crate::poisson::deviance;
use crate::sample::Sample;
use crate::solver::dot;

/// How well a fit fits.
pub(crate) struct Likelihood {
    pub deviance: f64,
    pub r2: Option<f64>,
    pub pseudo_r2: Option<f64>,
    pub log_likelihood: f64,
}

/// Poisson: sum w (y eta - mu - log Gamma(y + 1)), which is defined for flows that are no whole numbers.
pub(crate) fn poisson(sample: &Sample, eta: &[f64], mu: &[f64]) -> Likelihood {
    let (y, w) = (&sample.y, &sample.weights);
    let constant: f64 = y.iter().zip(w).map(|(y, w)| w * ln_gamma(y + 1.0)).sum();
    let log_likelihood = |predictor: &dyn Fn(usize) -> f64| -> f64 {
        (0..y.len()).map(|row| w[row] * (y[row] * predictor(row) - predictor(row).exp())).sum::<f64>()
            - constant
    };
    let offset = |row: usize| sample.offset.as_ref().map_or(0.0, |offset| offset[row]);
    let exposure: f64 = (0..y.len()).map(|row| w[row] * offset(row).exp()).sum();
    let rate = (dot(y, w) / exposure).ln();
    let with_constant = log_likelihood(&|row| rate + offset(row));
    let fitted = log_likelihood(&|row| eta[row]);
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
    let (y, w) = (&sample.y, &sample.weights);
    let constant = !sample.factors.is_empty() || sample.x_names.iter().any(|name| name == INTERCEPT);
    let mean = if constant { dot(y, w) / w.iter().sum::<f64>() } else { 0.0 };
    let tss: f64 = y.iter().zip(w).map(|(y, w)| w * (y - mean) * (y - mean)).sum();
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
