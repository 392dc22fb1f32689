//! From estimates and their covariance to what a table prints.

use statrs::distribution::{ContinuousCDF, Normal, StudentsT};

use crate::result::Coefficient;

/// Distribution of the statistic.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Reference {
    Normal,
    /// Student's t with these degrees of freedom.
    T(f64),
}

impl Reference {
    /// P(|T| >= |statistic|).
    pub fn p_value(self, statistic: f64) -> f64 {
        if !statistic.is_finite() {
            return if statistic.is_nan() { f64::NAN } else { 0.0 };
        }
        let below = match self {
            Reference::Normal => standard_normal().cdf(-statistic.abs()),
            Reference::T(df) => student(df).map_or(f64::NAN, |t| t.cdf(-statistic.abs())),
        };
        2.0 * below
    }

    /// The 97.5 % quantile.
    fn critical(self) -> f64 {
        match self {
            Reference::Normal => standard_normal().inverse_cdf(0.975),
            Reference::T(df) => student(df).map_or(f64::NAN, |t| t.inverse_cdf(0.975)),
        }
    }
}

/// One row of the table.
pub(crate) fn coefficient(term: &str, estimate: f64, variance: f64, reference: Reference) -> Coefficient {
    // A negative variance (two-way clusters) gives NaN: not defined.
    let std_error = variance.sqrt();
    let statistic = estimate / std_error;
    let half_width = reference.critical() * std_error;
    Coefficient {
        term: term.to_owned(),
        estimate,
        std_error,
        statistic,
        p_value: reference.p_value(statistic),
        low: estimate - half_width,
        high: estimate + half_width,
    }
}

fn standard_normal() -> Normal {
    Normal::new(0.0, 1.0).expect("a standard deviation of 1 is positive")
}

fn student(df: f64) -> Option<StudentsT> {
    StudentsT::new(0.0, 1.0, df).ok()
}
