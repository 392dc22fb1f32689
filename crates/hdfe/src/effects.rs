//! Fixed effects recovered from a fit.

use crate::solver::System;
use crate::{Error, Factor};

/// Levels' effects, one list a fixed effect, from their sum in each row.
///
/// Only sums of effects are identified: every fixed effect after the first has mean zero over the rows, and the
/// first carries the mean of all. With more than one connected component the levels of different components are
/// not comparable.
pub(crate) fn recover(sum_of_effects: &[f64], factors: &[Factor]) -> Result<Vec<Vec<f64>>, Error> {
    if factors.is_empty() {
        return Ok(Vec::new());
    }
    let weights = vec![1.0; sum_of_effects.len()];
    let solution = System::new(&[], factors, &weights)?.solve(sum_of_effects, 1e-12)?;
    let mut rest = solution.parameters.as_slice();
    let mut effects: Vec<Vec<f64>> = Vec::new();
    let mut moved = 0.0;
    for factor in factors {
        let (levels, later) = rest.split_at(factor.n_levels);
        rest = later;
        let mut levels = levels.to_vec();
        if !effects.is_empty() {
            let mean = factor.codes.iter().map(|&code| levels[code as usize]).sum::<f64>()
                / factor.codes.len() as f64;
            for level in &mut levels {
                *level -= mean;
            }
            moved += mean;
        }
        effects.push(levels);
    }
    for level in &mut effects[0] {
        *level += moved;
    }
    Ok(effects)
}
