//! Separated observations: zeros whose fitted mean runs to zero because fixed effects or regressors predict them
//! perfectly, so that no finite estimate exists \[CorreiaGuimaraesZylkin2019\].
//!
//! Notation
//!
//! | symbol | name | shape |
//! |---|---|---|
//! | y | response >= 0 | n |
//! | z | a certificate: z in the span of \[X D\], z = 0 where y > 0, z >= 0 where y = 0 | n |
//!
//! A row is separated when some certificate is positive there. A fit that ends where no zero runs away shows that there
//! is none (module `runs`). Where it does not, two ways find them, one after the other until the second finds none:
//! 1. levels of a fixed effect without any positive response, exact and cheap;
//! 2. a certificate made of regressors and fixed effects together (module `certificate`).

mod certificate;

use serde::Serialize;

use certificate::certificate;

use crate::orthonormal::Orthonormal;
use crate::poisson::Control;
use crate::runs::{self, Runs};
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

/// What counts as zero in a certificate whose largest entry is 1.
const ZERO: f64 = 1e-5;

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
    drop_all_zero_levels(y, factors, &mut rows, &mut found);
    if !rows.is_empty() && is_excluded(y, x, factors, &rows) {
        found.sort_unstable_by_key(|separated| separated.row);
        return Ok(found);
    }
    search(y, x, factors)
}

/// Whether a fit of these rows shows that none is separated; where rows form no runs, none does.
fn is_excluded(y: &[f64], x: &[Vec<f64>], factors: &[Factor], rows: &[u32]) -> bool {
    let pick = |column: &[f64]| -> Vec<f64> { rows.iter().map(|&row| column[row as usize]).collect() };
    let factors: Vec<Factor> = factors.iter().map(|factor| factor.compact(rows)).collect();
    let Some(runs) = Runs::new(&factors) else { return false };
    let x: Vec<Vec<f64>> = x.iter().map(|column| pick(column)).collect();
    let fit = runs::fit(&runs, &pick(y), &x, None, None, &Control::default());
    matches!(fit, Ok(Some(fit)) if !fit.may_be_separated)
}

/// [`separated`] by searching for certificates at once, for callers to whom a fit has not excluded them.
pub(crate) fn search(y: &[f64], x: &[Vec<f64>], factors: &[Factor]) -> Result<Vec<Separated>, Error> {
    let mut found = Vec::new();
    let mut rows: Vec<u32> = (0..y.len() as u32).collect();
    loop {
        drop_all_zero_levels(y, factors, &mut rows, &mut found);
        if factors.is_empty() && rows.iter().all(|&row| y[row as usize] == 0.0) {
            return Err(Error::AllZero);
        }
        let before = found.len();
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
    let basis = Orthonormal::of_regressors(&x, &factors, &vec![1.0; rows.len()])?.columns;
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
