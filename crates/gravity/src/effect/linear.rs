//! Sums of coefficients with their standard errors, and joint tests.

use faer::linalg::solvers::Solve;
use faer::{Mat, Side};
use serde::Serialize;
use statrs::distribution::{ChiSquared, ContinuousCDF, FisherSnedecor, Normal, StudentsT};

use super::Estimated;
use crate::Error;

/// An estimate of an effect on the logarithm of a flow.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Estimate {
    /// Estimate.
    pub estimate: f64,
    /// Standard error.
    pub std_error: f64,
    /// Two-sided p value: normal for Poisson, t for least squares.
    pub p_value: f64,
    /// Lower end of the 95 % interval.
    pub low: f64,
    /// Upper end of the 95 % interval.
    pub high: f64,
}

/// An effect as estimated, and corrected for bias where that is known.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Effect {
    /// As estimated, with the usual standard error.
    #[serde(flatten)]
    pub plain: Estimate,
    /// Estimate and standard error corrected for bias \[WeidnerZylkin2021\].
    #[serde(skip_serializing_if = "Option::is_none")]
    pub corrected: Option<Estimate>,
}

/// A joint test that several coefficients are zero.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Wald {
    /// Chi-squared for Poisson, F for least squares.
    pub statistic: f64,
    /// Coefficients tested.
    pub df: usize,
    /// Denominator degrees of freedom of the F.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub df_denominator: Option<f64>,
    /// P value.
    pub p_value: f64,
    /// Whether coefficients and covariance are corrected for bias.
    pub corrected: bool,
}

impl Effect {
    /// The corrected estimate, or the only one.
    pub fn best(&self) -> Estimate {
        self.corrected.unwrap_or(self.plain)
    }
}

impl Estimate {
    fn new(estimate: f64, variance: f64, df: Option<f64>) -> Estimate {
        let std_error = variance.sqrt();
        let statistic = (estimate / std_error).abs();
        let law = df.and_then(|df| StudentsT::new(0.0, 1.0, df).ok());
        let (below, critical) = if let Some(t) = law {
            (t.cdf(-statistic), t.inverse_cdf(0.975))
        } else {
            let normal = Normal::new(0.0, 1.0).expect("a standard deviation of 1 is positive");
            (normal.cdf(-statistic), normal.inverse_cdf(0.975))
        };
        let half = critical * std_error;
        Estimate { estimate, std_error, p_value: 2.0 * below, low: estimate - half, high: estimate + half }
    }

    /// What an effect on the logarithm is in percent of the flow: 100 (exp(b) - 1).
    pub fn percent(log: f64) -> f64 {
        100.0 * log.exp_m1()
    }
}

impl Estimated {
    /// Position of a regressor among those kept.
    pub fn position(&self, term: &str) -> Option<usize> {
        self.terms.iter().position(|known| known == term)
    }

    /// sum of w_k beta_k, its variance w' V w.
    pub fn combination(&self, weights: &[(usize, f64)]) -> Effect {
        let of = |beta: &[f64], covariance: &Mat<f64>| {
            let estimate = weights.iter().map(|&(k, w)| w * beta[k]).sum();
            let variance = weights
                .iter()
                .flat_map(|&(k, w)| weights.iter().map(move |&(l, v)| w * v * covariance[(k, l)]))
                .sum();
            Estimate::new(estimate, variance, self.df)
        };
        Effect {
            plain: of(&self.beta, &self.covariance),
            corrected: self.corrected.as_ref().map(|corrected| of(&corrected.beta, &corrected.covariance)),
        }
    }

    /// Whether all of these coefficients are zero: beta' V^-1 beta, with what is corrected where it is.
    ///
    /// # Errors
    /// When their covariance is singular.
    pub fn wald(&self, terms: &[usize]) -> Result<Wald, Error> {
        let (beta, covariance) = match &self.corrected {
            Some(corrected) => (&corrected.beta, &corrected.covariance),
            None => (&self.beta, &self.covariance),
        };
        let n = terms.len();
        let v = Mat::from_fn(n, n, |i, j| covariance[(terms[i], terms[j])]);
        let b = Mat::from_fn(n, 1, |i, _| beta[terms[i]]);
        let solved = v.llt(Side::Lower).map_err(|_| Error::SingularTest)?.solve(&b);
        let chi2: f64 = (0..n).map(|i| b[(i, 0)] * solved[(i, 0)]).sum();
        let (statistic, p_value) = match self.df {
            Some(df) => {
                let f = chi2 / n as f64;
                (f, FisherSnedecor::new(n as f64, df).map_or(f64::NAN, |law| law.sf(f)))
            }
            None => (chi2, ChiSquared::new(n as f64).map_or(f64::NAN, |law| law.sf(chi2))),
        };
        Ok(Wald { statistic, df: n, df_denominator: self.df, p_value, corrected: self.corrected.is_some() })
    }
}
