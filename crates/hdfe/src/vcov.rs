//! Covariance of the estimates, and the small-sample conventions of the two programs most papers use.
//!
//! Notation: X~ regressors demeaned with the working weights; e score residual, y - mu (Poisson) or y - X b - D theta
//! (Gaussian); a analytic weight; f frequency weight (1 without); N = sum f; K see below; G clusters.
//!
//! | part | Poisson | Gaussian |
//! |---|---|---|
//! | bread B | (X~' diag(f a mu) X~)^-1 | (X~' diag(f a) X~)^-1 |
//! | hc1 meat | sum f (a e)^2 x~ x~' | the same |
//! | cluster meat | sum over clusters of s s', s = sum f a e x~ | the same |
//!
//! | factor on B meat B | `ppmlhdfe` | `fixest` |
//! |---|---|---|
//! | iid | none: B (Gaussian: B RSS/N) | none: B (Gaussian: B RSS/(N - K)) |
//! | hc1 | N/(N - 1) | N/(N - K) |
//! | cluster | G/(G - 1) | G/(G - 1) x (N - 1)/(N - K) |
//!
//! K = regressors kept (with the intercept) + sum of levels - (number of fixed effects - 1). Levels are counted after
//! the drops, with no search for connected components; a fixed effect nested in any cluster variable, judged by
//! values, counts as 1.
//!
//! Two-way clusters: V1 + V2 - V12, all three with G/(G - 1) of the smaller one-way G. The difference may have a
//! negative variance where one variable has few clusters; its standard error is then not defined and printed so
//! \[CameronGelbachMiller2011\].

use faer::Mat;
use serde::Serialize;

use crate::orthonormal::Orthonormal;
use crate::{Error, Factor};

/// Which covariance is asked for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Vcov {
    /// Independent, identically distributed errors.
    Iid,
    /// Robust to heteroskedasticity.
    Hc1,
    /// Clustered by one or two variables; each may be crossed, such as `["origin", "destination"]`.
    Cluster(Vec<Vec<String>>),
}

/// Small-sample convention; the formulas stand in the module's table.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Ssc {
    /// As ppmlhdfe (default for Poisson).
    Ppmlhdfe,
    /// As fixest (default for Gaussian).
    Fixest,
}

impl Vcov {
    /// Refuses a number of cluster variables that has no formula here.
    pub(crate) fn check(&self) -> Result<(), Error> {
        match self {
            Vcov::Cluster(names) if !(1..=2).contains(&names.len()) || names.iter().any(Vec::is_empty) => {
                let n_variables = names.iter().filter(|cross| !cross.is_empty()).count();
                Err(Error::ClusterVariables { n_variables })
            }
            _ => Ok(()),
        }
    }
}

impl std::fmt::Display for Vcov {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Vcov::Iid => f.write_str("iid"),
            Vcov::Hc1 => f.write_str("hc1"),
            Vcov::Cluster(names) => {
                let names: Vec<String> = names.iter().map(|cross| cross.join("^")).collect();
                write!(f, "cluster:{}", names.join(","))
            }
        }
    }
}

/// What the covariance is made of; one entry a row where not said otherwise.
pub(crate) struct Parts<'a> {
    /// Regressors kept, demeaned and orthonormal with the working weights, so that their bread is the identity.
    pub basis: &'a Orthonormal,
    /// a e.
    pub score_residuals: &'a [f64],
    /// f; none means 1.
    pub frequency: Option<&'a [f64]>,
    /// Cluster variables, for [`Vcov::Cluster`].
    pub clusters: &'a [Factor],
    /// N.
    pub n_obs: f64,
    /// K.
    pub n_parameters: f64,
    /// Variance of one error with iid errors: 1 (Poisson), RSS/(N - K) or RSS/N (Gaussian).
    pub error_variance: f64,
}

/// Covariance of the coefficients (K x K).
pub(crate) fn covariance(vcov: &Vcov, ssc: Ssc, parts: &Parts) -> Result<Mat<f64>, Error> {
    let (n, k) = (parts.n_obs, parts.n_parameters);
    let (factor, meat) = match vcov {
        Vcov::Iid => {
            let size = parts.basis.columns.len();
            (parts.error_variance, Mat::identity(size, size))
        }
        Vcov::Hc1 => {
            let factor = match ssc {
                Ssc::Ppmlhdfe => n / (n - 1.0),
                Ssc::Fixest => n / (n - k),
            };
            (factor, robust_meat(parts))
        }
        Vcov::Cluster(_) => {
            let n_clusters = smallest(parts.clusters) as f64;
            if n_clusters < 2.0 {
                return Err(Error::OneCluster);
            }
            let small_sample = match ssc {
                Ssc::Ppmlhdfe => 1.0,
                Ssc::Fixest => (n - 1.0) / (n - k),
            };
            (n_clusters / (n_clusters - 1.0) * small_sample, multiway_meat(parts))
        }
    };
    Ok(faer::Scale(factor) * parts.basis.covariance(&meat))
}

/// Number of clusters of the smallest cluster variable.
pub(crate) fn smallest(clusters: &[Factor]) -> usize {
    clusters.iter().map(|factor| factor.n_levels).min().unwrap_or(0)
}

/// K as the conventions count it.
pub(crate) fn n_parameters(n_regressors: usize, factors: &[Factor], clusters: &[Factor]) -> usize {
    let levels: usize = factors
        .iter()
        .map(
            |factor| {
                if clusters.iter().any(|cluster| factor.nested_in(cluster)) { 1 } else { factor.n_levels }
            },
        )
        .sum();
    n_regressors + levels - factors.len().saturating_sub(1)
}

fn robust_meat(parts: &Parts) -> Mat<f64> {
    let weights: Vec<f64> = (parts.score_residuals.iter().enumerate())
        .map(|(row, e)| parts.frequency.map_or(1.0, |f| f[row]) * e * e)
        .collect();
    crate::solver::gram(&parts.basis.columns, &weights)
}

fn multiway_meat(parts: &Parts) -> Mat<f64> {
    match parts.clusters {
        [one] => cluster_meat(parts, one),
        [one, two] => {
            cluster_meat(parts, one) + cluster_meat(parts, two) - cluster_meat(parts, &one.cross(two))
        }
        _ => unreachable!("Vcov::check comes before the design"),
    }
}

fn cluster_meat(parts: &Parts, cluster: &Factor) -> Mat<f64> {
    let sums: Vec<Vec<f64>> = (parts.basis.columns.iter())
        .map(|column| {
            let scores: Vec<f64> = (column.iter().zip(parts.score_residuals).enumerate())
                .map(|(row, (x, e))| parts.frequency.map_or(1.0, |f| f[row]) * x * e)
                .collect();
            cluster.sums(&scores)
        })
        .collect();
    crate::solver::gram(&sums, &vec![1.0; cluster.n_levels])
}
