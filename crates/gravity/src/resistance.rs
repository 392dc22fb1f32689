//! Multilateral resistances \[AndersonVanWincoop2003, equations 10 and 11\] of one period.
//!
//! With theta_ij = exp(x_ij' beta) = t_ij^(1 - sigma), output Y, expenditure E and world output W:
//!
//! Pi_i^(1 - sigma) = sum_j theta_ij P_j^(sigma - 1) E_j / W and P_j^(1 - sigma) = sum_i theta_ij Pi_i^(sigma - 1) Y_i / W.
//!
//! The fitted effects solve the same system with the fitted margins in the place of Y and E; only where the data
//! hold every flow are those the same. The two are determined up to one factor, so one region's P is set to 1.

use crate::Error;

/// Sweeps before the system is given up.
const MAX_SWEEPS: usize = 10_000;
/// Largest relative change of a term in the last sweep.
const TOLERANCE: f64 = 1e-13;

/// Resistances of one period, by region.
#[derive(Debug, Clone, PartialEq)]
pub struct Resistances {
    /// Outward resistance Pi.
    pub outward: Vec<f64>,
    /// Inward resistance P; 1 for the reference.
    pub inward: Vec<f64>,
}

/// What the resistances are computed from.
#[derive(Debug, Clone, Copy)]
pub struct Economy<'a> {
    /// Output Y by region, positive.
    pub output: &'a [f64],
    /// Expenditure E by region, positive, in the same unit.
    pub expenditure: &'a [f64],
    /// theta = t^(1 - sigma), origins by row (`n` x `n`); 0 where there is no trade.
    pub freeness: &'a [f64],
    /// Elasticity of substitution, above 1.
    pub sigma: f64,
    /// Region whose inward resistance is 1.
    pub reference: usize,
}

/// Solves the system of outward and inward resistances.
///
/// # Errors
/// [`Error::NotConverged`] when no fixed point is reached, as when a region trades with nobody.
pub fn resistances(economy: &Economy) -> Result<Resistances, Error> {
    let n = economy.output.len();
    let world: f64 = economy.output.iter().sum();
    let theta = |i: usize, j: usize| economy.freeness[i * n + j];
    // Powers: inward[j] = P_j^(1 - sigma), outward[i] = Pi_i^(1 - sigma).
    let mut inward = vec![1.0; n];
    let mut outward = vec![1.0; n];
    for _ in 0..MAX_SWEEPS {
        for (i, outward) in outward.iter_mut().enumerate() {
            *outward = (0..n).map(|j| theta(i, j) * economy.expenditure[j] / inward[j]).sum::<f64>() / world;
        }
        let mut next: Vec<f64> = (0..n)
            .map(|j| (0..n).map(|i| theta(i, j) * economy.output[i] / outward[i]).sum::<f64>() / world)
            .collect();
        let scale = next[economy.reference];
        for power in &mut next {
            *power /= scale;
        }
        let change = next.iter().zip(&inward).map(|(new, old)| (new / old - 1.0).abs()).fold(0.0, f64::max);
        inward = next;
        if change <= TOLERANCE {
            let root = |power: &f64| power.powf(1.0 / (1.0 - economy.sigma));
            // One more half sweep, so that both sides belong to the same scale.
            let outward: Vec<f64> = (0..n)
                .map(|i| {
                    (0..n).map(|j| theta(i, j) * economy.expenditure[j] / inward[j]).sum::<f64>() / world
                })
                .collect();
            return Ok(Resistances {
                outward: outward.iter().map(root).collect(),
                inward: inward.iter().map(root).collect(),
            });
        }
    }
    Err(Error::NotConverged { iterations: MAX_SWEEPS })
}
