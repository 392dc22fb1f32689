//! What a fit found, as it is printed.

use serde::Serialize;

use crate::{Family, Ssc};

/// The numbers of a fit: `counterpart fit --format json`.
#[derive(Debug, Clone, Serialize)]
pub struct FitSummary {
    /// The formula as parsed.
    pub formula: String,
    /// Distribution.
    pub family: Family,
    /// Covariance of the estimates, such as `hc1` or `cluster:pair_id`.
    pub vcov: String,
    /// Small-sample convention.
    pub ssc: Ssc,
    /// Observations used (with frequency weights: their sum).
    pub n_obs: usize,
    /// Rows left out.
    pub dropped: Dropped,
    /// One entry a regressor kept, in the order of the formula.
    pub coefficients: Vec<Coefficient>,
    /// Regressors left out because others explain them.
    pub collinear: Vec<String>,
    /// Fixed effects and their levels after the drops.
    pub fixed_effects: Vec<FixedEffectSize>,
    /// Clusters of each cluster variable.
    pub clusters: Vec<FixedEffectSize>,
    /// Deviance (Gaussian: residual sum of squares).
    pub deviance: f64,
    /// R2 (Gaussian).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub r2: Option<f64>,
    /// McFadden's pseudo R2 against a constant on the same sample (Poisson).
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pseudo_r2: Option<f64>,
    /// Log-likelihood.
    pub log_likelihood: f64,
    /// Newton steps (Gaussian: 1).
    pub iterations: usize,
    /// Always true: a fit that did not converge is an error.
    pub converged: bool,
}

/// Rows left out of a fit.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Dropped {
    /// A value of the formula is missing or not defined.
    pub missing: usize,
    /// Alone in a level of a fixed effect.
    pub singleton: usize,
    /// Zero flows that the regressors or fixed effects predict perfectly.
    pub separated: usize,
}

/// One estimate.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Coefficient {
    /// Name as in the formula.
    pub term: String,
    /// Estimate.
    pub estimate: f64,
    /// Standard error.
    pub std_error: f64,
    /// Estimate through standard error.
    pub statistic: f64,
    /// Two-sided p value: normal for Poisson, t for Gaussian.
    pub p_value: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
}

/// A fixed effect or cluster variable and its number of levels.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct FixedEffectSize {
    /// Name as in the formula, such as `origin^year`.
    pub name: String,
    /// Levels after the drops.
    pub n_levels: usize,
}
