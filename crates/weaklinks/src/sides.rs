//! Totals of the flows between the sides.
//!
//! The interval of O/E of a sum combines two independent errors, both in logs: that of E, in which the pairs'
//! errors are correlated through the coefficients and effects they share (see [`crate::crossfit`]), and the noise
//! of O, Var(O) = sum of s lambda E over the pairs, which is independent between them.

use crate::SideTotal;
use crate::shrinkage::Totals;

/// 95 % quantile of the standard normal.
const Z95: f64 = 1.644_853_626_951_472_7;

/// Total of some pairs; `variance` is that of log E of the sum, `noise` that of O, where they can be told.
pub(crate) fn side_total(totals: &Totals, members: &[usize], errors: Option<Errors>) -> SideTotal {
    let sum = |values: &[f64]| members.iter().map(|&pair| values[pair]).sum::<f64>();
    let (observed, expected) = (sum(&totals.observed), sum(&totals.expected));
    let ratio = observed / expected;
    let half = errors.filter(|errors| errors.level > 0.0).map(|errors| {
        let relative_noise = errors.noise / (errors.level * errors.level);
        Z95 * (errors.log_expected + relative_noise).sqrt()
    });
    SideTotal {
        observed,
        expected,
        ratio,
        low: half.map(|half| ratio * (-half).exp()),
        high: half.map(|half| ratio * half.exp()),
    }
}

/// Errors of a side's total.
#[derive(Debug, Clone, Copy)]
pub(crate) struct Errors {
    /// Variance of log E.
    pub log_expected: f64,
    /// Variance of O.
    pub noise: f64,
    /// Mean of O given the pairs' lambdas.
    pub level: f64,
}
