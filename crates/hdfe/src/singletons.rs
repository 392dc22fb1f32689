//! Rows that are alone in a level of a fixed effect: they fit perfectly and say nothing about the coefficients.

use crate::Factor;

/// Rows that stay, after dropping singletons until none is left.
///
/// `counts` says how many observations a row stands for (frequency weights): a row that stands for two is not
/// alone.
pub(crate) fn without_singletons(factors: &[Factor], counts: Option<&[f64]>, mut rows: Vec<u32>) -> Vec<u32> {
    loop {
        let before = rows.len();
        for factor in factors {
            let mut size = vec![0.0_f64; factor.n_levels];
            for &row in &rows {
                size[factor.codes[row as usize] as usize] +=
                    counts.map_or(1.0, |counts| counts[row as usize]);
            }
            rows.retain(|&row| size[factor.codes[row as usize] as usize] > 1.0);
        }
        if rows.len() == before {
            return rows;
        }
    }
}
