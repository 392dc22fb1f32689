//! Noise of one observation given its mean m: Var = phi m + m^2 / kappa.
//!
//! # Method
//! A pair's lasting difference from what fundamentals predict is what we look for, so it must not count as noise:
//! the mean is fitted in-sample with pair effects beside origin-period and destination-period effects (three-way),
//! and only deviations of a pair's observations around its own level remain.
//!
//! The effects take a part of each deviation and carry errors of other rows into it. With P the projection of the
//! weighted fit, E r_i^2 = (1 - 2 h_i) v_i + sum_j p_ij^2 v_j; to first order p_ij = m_i/T for every level of total T
//! that i and j share, h_i = p_ii. With v = phi m + m^2/kappa this is linear in what we want:
//!
//! E r^2 = phi m (1 - h) + (1/kappa) m^2 (1 - 2 h + sum over the row's levels of (sum m^2)/T^2).
//!
//! The last sum is why dividing r^2 by 1 - h is not enough: in a level that a large flow dominates, the shock of that
//! flow moves every other. r^2/m is regressed on the two, weights 1/(phi + m/kappa)^2 (the squares of normal
//! deviations have that variance), iterated; neither coefficient may fall below zero. On six panels with known truth
//! phi came out 6 % too high and 1/kappa 4 % too low; with r^2/(1 - h) and weights 1/(phi + m/kappa), 46 % and 20 %.

use gravity::{Design, Fit};
use hdfe::Factor;
use hdfe::poisson::Control;

use crate::pairs::Pairs;
use crate::{Dispersion, Error};

/// Largest leverage that a residual is corrected for.
const MAX_LEVERAGE: f64 = 0.8;

/// Pairs with more than one row that phi and kappa need; with fewer they would rest on a handful of deviations.
const FEWEST_PAIRS: usize = 10;

/// Rounds of the weighted regression after which it is given up; a dozen are usual, a hundred happen.
const MAX_ROUNDS: usize = 1000;
/// Rounds that take the whole step to the new coefficients.
const FULL_ROUNDS: usize = 50;

/// Estimates phi and kappa around the two-way fit `fit`; none where too few pairs were seen more than once.
pub(crate) fn dispersion(design: &Design, pairs: &Pairs, fit: &Fit) -> Result<Option<Dispersion>, Error> {
    if pairs.rows.iter().filter(|rows| rows.len() > 1).count() < FEWEST_PAIRS {
        return Ok(None);
    }
    let mut rows = deviations(design, pairs, &fit.levels.used)?;
    rows.retain(|row| row.mean > 0.0 && row.squared.is_finite());
    if rows.is_empty() { Ok(None) } else { regress(&rows) }
}

/// One observation: E r^2 = phi `by_phi` + `by_shock` / kappa.
struct Deviation {
    mean: f64,
    squared: f64,
    by_phi: f64,
    by_shock: f64,
}

fn deviations(design: &Design, pairs: &Pairs, used: &[bool]) -> Result<Vec<Deviation>, Error> {
    let mean = three_way(design, used)?;
    let n_levels = design.n_periods * design.n_regions;
    let squares: Vec<f64> = mean.iter().map(|mean| mean * mean).collect();
    let origins: Vec<u32> = (0..design.n_rows()).map(|row| design.origin_level(row) as u32).collect();
    let destinations: Vec<u32> =
        (0..design.n_rows()).map(|row| design.destination_level(row) as u32).collect();
    let out = (sums(&origins, n_levels, &mean), sums(&origins, n_levels, &squares));
    let into = (sums(&destinations, n_levels, &mean), sums(&destinations, n_levels, &squares));
    let mut deviations = Vec::new();
    for rows in pairs.rows.iter().filter(|rows| rows.len() > 1) {
        let own = (
            rows.iter().map(|&row| mean[row]).sum::<f64>(),
            rows.iter().map(|&row| squares[row]).sum::<f64>(),
        );
        for &row in rows {
            let m = mean[row];
            let (origin, destination) = (design.origin_level(row), design.destination_level(row));
            let mut levels = vec![own];
            if design.has_effects() {
                levels.push((out.0[origin], out.1[origin]));
                levels.push((into.0[destination], into.1[destination]));
            }
            let leverage: f64 = levels.iter().map(|(total, _)| m / total).sum::<f64>().min(MAX_LEVERAGE);
            let carried: f64 = levels.iter().map(|(total, squares)| squares / (total * total)).sum();
            let residual = design.flow[row] - m;
            deviations.push(Deviation {
                mean: m,
                squared: residual * residual,
                by_phi: m * (1.0 - leverage),
                by_shock: m * m * (1.0 - 2.0 * leverage + carried),
            });
        }
    }
    Ok(deviations)
}

/// Means with pair, origin-period and destination-period effects (without effects in the equation: pair effects and
/// covariates); 0 for pairs and levels without any flow.
fn three_way(design: &Design, used: &[bool]) -> Result<Vec<f64>, Error> {
    let n_pairs = 2 * design.pairs.len();
    let n_levels = design.n_periods * design.n_regions;
    // Directed pair, also of the reversed rows of an undirected panel.
    let back =
        |row: usize| if design.origin[row] > design.destination[row] { design.pairs.len() as u32 } else { 0 };
    let pair: Vec<u32> = (0..design.n_rows()).map(|row| design.pair[row] + back(row)).collect();
    let flows = sums(&pair, n_pairs, &design.flow);
    let rows: Vec<usize> =
        (0..design.n_rows()).filter(|&row| used[row] && flows[pair[row] as usize] > 0.0).collect();
    let factor = |code: &dyn Fn(usize) -> u32, n_levels: usize| {
        Factor::without_gaps(rows.iter().map(|&row| code(row)).collect::<Vec<_>>().into_iter(), n_levels)
    };
    let mut factors = vec![factor(&|row| pair[row], n_pairs)];
    if design.has_effects() {
        factors.push(factor(&|row| design.origin_level(row) as u32, n_levels));
        factors.push(factor(&|row| design.destination_level(row) as u32, n_levels));
    }
    let y: Vec<f64> = rows.iter().map(|&row| design.flow[row]).collect();
    let first = usize::from(!design.has_effects());
    let x: Vec<Vec<f64>> = (first..design.n_terms())
        .map(|term| rows.iter().map(|&row| design.x_row(row)[term]).collect())
        .filter(|column: &Vec<f64>| varies_within(column, &factors[0]))
        .collect();
    let fit = hdfe::poisson::fit(&y, &x, &factors, None, None, &Control::default())?;
    let mut mean = vec![0.0; design.n_rows()];
    rows.iter().zip(fit.fitted).for_each(|(&row, fitted)| mean[row] = fitted);
    Ok(mean)
}

/// Whether a covariate changes over the rows of some pair; the others the pair effects explain.
fn varies_within(column: &[f64], pairs: &Factor) -> bool {
    let mut first = vec![None; pairs.n_levels];
    pairs
        .codes
        .iter()
        .zip(column)
        .any(|(&pair, &value)| value.total_cmp(first[pair as usize].get_or_insert(value)).is_ne())
}

fn sums(codes: &[u32], n_levels: usize, values: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; n_levels];
    codes.iter().zip(values).for_each(|(&code, value)| sums[code as usize] += value);
    sums
}

/// r^2/m on (1, m), weights 1/(phi + m/kappa)^2, both coefficients at least zero; none where nothing deviates.
///
/// # Errors
/// [`Error::Dispersion`] when weights and coefficients do not come to agree.
fn regress(rows: &[Deviation]) -> Result<Option<Dispersion>, Error> {
    let total = |value: &dyn Fn(&Deviation) -> f64| rows.iter().map(value).sum::<f64>();
    let n = rows.len() as f64;
    let mean = total(&|row| row.mean) / n;
    // A start that splits the noise evenly at the mean flow; the unit of the flow must not matter.
    let mut phi = 0.5 * total(&|row| row.squared / row.mean) / n;
    let mut slope = phi / mean;
    if phi <= 0.0 {
        return Ok(None);
    }
    let mut last_step = (0.0, 0.0);
    for round in 0..MAX_ROUNDS {
        let (new_phi, new_slope) = refit(rows, phi, slope, mean);
        let change =
            (new_phi - phi).abs() / new_phi + (new_slope - slope).abs() / (new_slope + new_phi / mean);
        if change < 1e-10 {
            let kappa = (new_slope > 0.0).then(|| 1.0 / new_slope);
            return Ok(Some(Dispersion { phi: new_phi, kappa }));
        }
        let step = (new_phi - phi, (new_slope - slope) * mean);
        let turns_back = step.0 * last_step.0 + step.1 * last_step.1 < 0.0;
        (phi, slope) = if round >= FULL_ROUNDS && turns_back {
            // Weights and coefficients may chase each other round and round; half a step ends that.
            (f64::midpoint(phi, new_phi), f64::midpoint(slope, new_slope))
        } else {
            (new_phi, new_slope)
        };
        last_step = step;
    }
    Err(Error::Dispersion { rounds: MAX_ROUNDS })
}

/// The coefficients with the weights that phi and slope = 1/kappa give.
fn refit(rows: &[Deviation], phi: f64, slope: f64, mean: f64) -> (f64, f64) {
    let total = |value: &dyn Fn(&Deviation) -> f64| rows.iter().map(value).sum::<f64>();
    let weight = |row: &Deviation| (phi + slope * row.mean).powi(-2);
    let (a, b) = (|row: &Deviation| row.by_phi / row.mean, |row: &Deviation| row.by_shock / row.mean);
    let w = total(&|row| weight(row) * a(row) * a(row));
    let wm = total(&|row| weight(row) * a(row) * b(row));
    let wmm = total(&|row| weight(row) * b(row) * b(row));
    let wq = total(&|row| weight(row) * a(row) * row.squared / row.mean);
    let wqm = total(&|row| weight(row) * b(row) * row.squared / row.mean);
    let determinant = w * wmm - wm * wm;
    let free = ((wmm * wq - wm * wqm) / determinant, (w * wqm - wm * wq) / determinant);
    match free {
        (phi, slope) if phi > 0.0 && slope > 0.0 => (phi, slope),
        (phi, _) if phi > 0.0 => (wq / w, 0.0),
        // A floor, so that the effective count of a pair stays finite.
        _ => (1e-6 * wqm / wmm * mean, wqm / wmm),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Rows whose squares are as expected, give or take a factor.
    fn rows(phi: f64, per_kappa: f64, factor: impl Fn(u32) -> f64) -> Vec<Deviation> {
        let row = |at: u32| {
            let mean = 1.5_f64.powf(f64::from(at % 12));
            let squared = factor(at) * (phi * mean + per_kappa * mean * mean);
            Deviation { mean, squared, by_phi: mean, by_shock: mean * mean }
        };
        (0..120).map(row).collect()
    }

    #[test]
    fn both_parts_of_the_noise_are_told_and_neither_is_negative() {
        let found = regress(&rows(2.0, 0.1, |_| 1.0)).expect("converged").expect("noise");
        assert!(
            (found.phi - 2.0).abs() < 1e-7 && (found.kappa.expect("shocks") - 10.0).abs() < 1e-6,
            "{found:?}"
        );
        // Squares that fall behind the mean: a negative 1/kappa would fit best.
        let found = regress(&rows(2.0, 0.0, |at| 0.8_f64.powf(f64::from(at % 12)))).expect("converged");
        assert_eq!(found.expect("noise").kappa, None);
    }

    #[test]
    fn noise_that_is_not_told_is_an_error() {
        let mut rows = rows(2.0, 0.1, |_| 1.0);
        rows[0].by_shock = f64::NAN;
        assert_eq!(regress(&rows).err(), Some(Error::Dispersion { rounds: MAX_ROUNDS }));
    }
}
