//! Separated observations: zeros whose fitted mean runs to zero because fixed effects or regressors predict them
//! perfectly, so that no finite estimate exists \[CorreiaGuimaraesZylkin2019\].
//!
//! Notation
//!
//! | symbol | name | shape |
//! |---|---|---|
//! | y | response >= 0 | n |
//! | z | a certificate: z in the span of \[X D\], z = 0 where y > 0, z >= 0 where y = 0 | n |
//! | u | the part of z found so far, 1 on every zero at the start | n |
//!
//! A row is separated when some certificate is positive there. Two ways find them, one after the other until
//! neither finds any:
//! 1. levels of a fixed effect without any positive response, exact and cheap;
//! 2. the iterative rectifier of the paper: project u on those members of the span that are zero wherever y > 0, cut
//!    off what is negative, repeat. The paper gives positive rows a huge weight; here the weight is moderate and what
//!    is left there is taken off the response until nothing is left (the method of multipliers), which keeps all
//!    digits. Where nothing more is separated the
//!    first projection is zero already, and one linear system is the whole cost.

use serde::Serialize;

use crate::collinear::Basis;
use crate::solver::System;
use crate::{Error, Factor};

/// Why a row is separated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// All responses of one level of the fixed effect at this position are zero.
    AllZeroLevel {
        /// Position of the fixed effect in the formula, from 0.
        fixed_effect: usize,
    },
    /// A combination of regressors and fixed effects is positive here and zero wherever the response is positive.
    Combination,
}

/// A separated row.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Separated {
    /// Position of the row.
    pub row: u32,
    /// Why.
    pub reason: Reason,
}

/// Weight of a row with a positive response against 1 for a zero: large enough to press the projection to zero there
/// in few corrections, small enough to leave the system well conditioned.
const WEIGHT_OF_POSITIVE: f64 = 1e4;
/// Corrections of one projection; each shrinks what is left on the positive rows by about the weight.
const MAX_CORRECTIONS: usize = 20;
/// What counts as zero in a certificate whose largest entry is 1.
const ZERO: f64 = 1e-5;
/// The search ends when no entry is more negative: far below [`ZERO`], since entries that shrink to zero from above
/// are as large as those that do from below.
const NEGATIVE: f64 = 1e-8;
/// Below this largest entry u can contain no certificate. For a certificate z and a projection P on the span,
/// <max(P u, 0), z> >= <P u, z> = <u, z>, so <u, z> never falls below its start, the sum of z: the largest entry of
/// u stays at 1 or above as long as a certificate exists. The margin is for rounding.
const VANISHED: f64 = 0.9;
/// Accuracy of the first, uncorrected projection. What is said at [`VANISHED`] holds for it too, since a certificate is
/// zero where its weights differ; so where nothing is separated, which is usual, one rough solve tells.
const GLANCE: f64 = 1e-6;
/// Projections after which the search is given up.
const MAX_PROJECTIONS: usize = 2000;

/// Finds the separated rows, in row order.
///
/// # Shapes
/// `y`, each column of `x` and each factor have one entry a row. Without fixed effects the intercept is a column.
///
/// # Errors
/// [`Error::SeparationUndecided`] when the rectifier does not end; errors of the linear system.
pub fn separated(y: &[f64], x: &[Vec<f64>], factors: &[Factor]) -> Result<Vec<Separated>, Error> {
    let mut found = Vec::new();
    let mut rows: Vec<u32> = (0..y.len() as u32).collect();
    loop {
        let before = found.len();
        drop_all_zero_levels(y, factors, &mut rows, &mut found);
        if rows.iter().any(|&row| y[row as usize] > 0.0) {
            drop_combinations(y, x, factors, &mut rows, &mut found)?;
        }
        if found.len() == before {
            found.sort_unstable_by_key(|separated| separated.row);
            return Ok(found);
        }
    }
}

fn drop_all_zero_levels(y: &[f64], factors: &[Factor], rows: &mut Vec<u32>, found: &mut Vec<Separated>) {
    loop {
        let before = found.len();
        for (fixed_effect, factor) in factors.iter().enumerate() {
            let mut has_positive = vec![false; factor.n_levels];
            for &row in rows.iter().filter(|&&row| y[row as usize] > 0.0) {
                has_positive[factor.codes[row as usize] as usize] = true;
            }
            let reason = Reason::AllZeroLevel { fixed_effect };
            rows.retain(|&row| {
                let keep = has_positive[factor.codes[row as usize] as usize];
                if !keep {
                    found.push(Separated { row, reason });
                }
                keep
            });
        }
        if found.len() == before {
            return;
        }
    }
}

fn drop_combinations(
    y: &[f64],
    x: &[Vec<f64>],
    factors: &[Factor],
    rows: &mut Vec<u32>,
    found: &mut Vec<Separated>,
) -> Result<(), Error> {
    let is_zero: Vec<bool> = rows.iter().map(|&row| y[row as usize] == 0.0).collect();
    if !is_zero.contains(&true) {
        return Ok(());
    }
    let x: Vec<Vec<f64>> =
        x.iter().map(|column| rows.iter().map(|&row| column[row as usize]).collect()).collect();
    let factors: Vec<Factor> = factors.iter().map(|factor| factor.compact(rows)).collect();
    let basis = Basis::new(&x, &factors, &vec![1.0; rows.len()])?.columns;
    let Some(z) = certificate(&is_zero, &basis, &factors)? else { return Ok(()) };
    let mut at = 0;
    rows.retain(|&row| {
        let keep = z[at] <= ZERO;
        at += 1;
        if !keep {
            found.push(Separated { row, reason: Reason::Combination });
        }
        keep
    });
    Ok(())
}

/// The iterative rectifier: a certificate whose largest entry is 1, or none.
fn certificate(is_zero: &[bool], x: &[Vec<f64>], factors: &[Factor]) -> Result<Option<Vec<f64>>, Error> {
    let weights: Vec<f64> = is_zero.iter().map(|&zero| if zero { 1.0 } else { WEIGHT_OF_POSITIVE }).collect();
    let system = System::new(x, factors, &weights)?;
    let mut u: Vec<f64> = is_zero.iter().map(|&zero| f64::from(u8::from(zero))).collect();
    if largest_on_zeros(&system.solve(&u, GLANCE)?.fitted, is_zero) <= 0.5 {
        return Ok(None);
    }
    let mut size = 1.0;
    for _ in 0..MAX_PROJECTIONS {
        let mut z = project(&system, &weights, is_zero, u)?;
        let largest = largest_on_zeros(&z, is_zero);
        size *= largest;
        if size <= VANISHED {
            return Ok(None);
        }
        for (z, &zero) in z.iter_mut().zip(is_zero) {
            *z = if zero { *z / largest } else { 0.0 };
        }
        if z.iter().all(|&z| z >= -NEGATIVE) {
            return Ok(Some(z));
        }
        u = z.into_iter().map(|z| z.max(0.0)).collect();
    }
    Err(Error::SeparationUndecided { projections: MAX_PROJECTIONS })
}

fn largest_on_zeros(z: &[f64], is_zero: &[bool]) -> f64 {
    z.iter().zip(is_zero).filter(|(_, zero)| **zero).map(|(z, _)| *z).fold(0.0, f64::max)
}

/// The member of the span nearest to u on the zeros among those that are zero on the positive rows.
fn project(system: &System, weights: &[f64], is_zero: &[bool], mut u: Vec<f64>) -> Result<Vec<f64>, Error> {
    let mut z = Vec::new();
    for _ in 0..MAX_CORRECTIONS {
        let weighted: Vec<f64> = u.iter().zip(weights).map(|(u, w)| u * w).collect();
        z = system.solve(&weighted, 1e-11)?.fitted;
        let mut left = 0.0_f64;
        for ((u, z), _) in u.iter_mut().zip(&z).zip(is_zero).filter(|(_, zero)| !**zero) {
            left = left.max(z.abs());
            *u -= z;
        }
        if left <= 0.1 * NEGATIVE {
            break;
        }
    }
    Ok(z)
}
