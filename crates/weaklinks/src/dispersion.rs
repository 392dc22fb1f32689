//! Noise of one observation given its mean m: Var = phi m + m^2 / kappa.
//!
//! # Method
//! A pair's lasting difference from what fundamentals predict is what we look for, so it must not count as noise:
//! the mean is fitted in-sample with pair effects beside origin-period and destination-period effects (three-way),
//! and only deviations of a pair's observations around its own level remain. Squared residuals are enlarged by
//! 1/(1 - h), h about m/(pair total) + m/(origin-period total) + m/(destination-period total), at most 0.8, for what
//! the effects took. Then r^2/m is regressed on (1, m) with weights 1/(phi + m/kappa), iterated; phi is the
//! constant, 1/kappa the slope, neither below zero.

use gravity::{Design, Fit};

use crate::pairs::Pairs;
use crate::{Dispersion, Error};

/// Largest leverage that a residual is corrected for.
const MAX_LEVERAGE: f64 = 0.8;
/// Sweeps of the three-way fit.
const MAX_SWEEPS: usize = 2000;
/// Largest relative change of a multiplier in the last sweep.
const TOLERANCE: f64 = 1e-9;

/// Pairs with more than one row that phi and kappa need; with fewer they would rest on a handful of deviations.
const FEWEST_PAIRS: usize = 10;

/// Estimates phi and kappa around the two-way fit `fit`; none where too few pairs were seen more than once.
pub(crate) fn dispersion(design: &Design, pairs: &Pairs, fit: &Fit) -> Result<Option<Dispersion>, Error> {
    if pairs.rows.iter().filter(|rows| rows.len() > 1).count() < FEWEST_PAIRS {
        return Ok(None);
    }
    let mut rows = deviations(design, pairs, &fit.fitted);
    rows.retain(|row| row.mean > 0.0 && row.squared.is_finite());
    Ok(if rows.is_empty() { None } else { regress(&rows) })
}

/// One observation's mean and squared, enlarged residual.
struct Deviation {
    mean: f64,
    squared: f64,
}

fn deviations(design: &Design, pairs: &Pairs, expected: &[f64]) -> Vec<Deviation> {
    let mean = three_way(design, pairs, expected);
    let n_levels = design.n_periods * design.n_regions;
    let (mut out, mut into) = (vec![0.0; n_levels], vec![0.0; n_levels]);
    for row in 0..design.n_rows() {
        out[design.origin_level(row)] += mean[row];
        into[design.destination_level(row)] += mean[row];
    }
    let mut deviations = Vec::new();
    for rows in pairs.rows.iter().filter(|rows| rows.len() > 1) {
        let total: f64 = rows.iter().map(|&row| mean[row]).sum();
        for &row in rows {
            let m = mean[row];
            let levels = m / out[design.origin_level(row)] + m / into[design.destination_level(row)];
            let levels = if design.has_effects() { levels } else { 0.0 };
            let leverage = (m / total + levels).min(MAX_LEVERAGE);
            let residual = design.flow[row] - m;
            deviations.push(Deviation { mean: m, squared: residual * residual / (1.0 - leverage) });
        }
    }
    deviations
}

/// Means with pair, origin-period and destination-period effects, by proportional fitting of the three margins
/// from the two-way means, whose covariates that change over time are kept.
fn three_way(design: &Design, pairs: &Pairs, expected: &[f64]) -> Vec<f64> {
    let mut mean = expected.to_vec();
    let n_levels = design.n_periods * design.n_regions;
    let by_pair = pair_codes(design, pairs);
    let origins: Vec<u32> = (0..design.n_rows()).map(|row| design.origin_level(row) as u32).collect();
    let destinations: Vec<u32> =
        (0..design.n_rows()).map(|row| design.destination_level(row) as u32).collect();
    let mut margins = vec![(by_pair.0, by_pair.1)];
    if design.has_effects() {
        margins.push((origins, n_levels));
        margins.push((destinations, n_levels));
    }
    let observed: Vec<Vec<f64>> =
        margins.iter().map(|(codes, n_levels)| sums(codes, *n_levels, &design.flow)).collect();
    for _ in 0..MAX_SWEEPS {
        let mut change = 0.0_f64;
        for ((codes, n_levels), observed) in margins.iter().zip(&observed) {
            let fitted = sums(codes, *n_levels, &mean);
            let factors: Vec<f64> = observed
                .iter()
                .zip(&fitted)
                .map(|(observed, fitted)| if *fitted > 0.0 { observed / fitted } else { 0.0 })
                .collect();
            let moves = factors.iter().filter(|&&factor| factor > 0.0).map(|factor| (factor - 1.0).abs());
            change = moves.fold(change, f64::max);
            mean.iter_mut().zip(codes).for_each(|(mean, &code)| *mean *= factors[code as usize]);
        }
        if change <= TOLERANCE {
            break;
        }
    }
    mean
}

/// Directed pair of each row of the design, also of the reversed rows of an undirected panel.
fn pair_codes(design: &Design, pairs: &Pairs) -> (Vec<u32>, usize) {
    let n = design.pairs.len() as u32;
    let codes = (0..design.n_rows())
        .map(|row| design.pair[row] + if design.origin[row] > design.destination[row] { n } else { 0 })
        .collect();
    debug_assert!(pairs.len() <= 2 * n as usize);
    (codes, 2 * n as usize)
}

fn sums(codes: &[u32], n_levels: usize, values: &[f64]) -> Vec<f64> {
    let mut sums = vec![0.0; n_levels];
    codes.iter().zip(values).for_each(|(&code, value)| sums[code as usize] += value);
    sums
}

/// r^2/m on (1, m), weights 1/(phi + m/kappa), both coefficients at least zero.
fn regress(rows: &[Deviation]) -> Option<Dispersion> {
    let total = |value: &dyn Fn(&Deviation) -> f64| rows.iter().map(value).sum::<f64>();
    let n = rows.len() as f64;
    let mean = total(&|row| row.mean) / n;
    // A start that splits the noise evenly at the mean flow; the unit of the flow must not matter.
    let mut phi = 0.5 * total(&|row| row.squared / row.mean) / n;
    let mut slope = phi / mean;
    if phi <= 0.0 {
        return None;
    }
    for _ in 0..200 {
        let weight = |row: &Deviation| 1.0 / (phi + slope * row.mean);
        let w = total(&weight);
        let wm = total(&|row| weight(row) * row.mean);
        let wmm = total(&|row| weight(row) * row.mean * row.mean);
        let wq = total(&|row| weight(row) * row.squared / row.mean);
        let wqm = total(&|row| weight(row) * row.squared);
        let determinant = w * wmm - wm * wm;
        let free = ((wmm * wq - wm * wqm) / determinant, (w * wqm - wm * wq) / determinant);
        let (new_phi, new_slope) = match free {
            (phi, slope) if phi > 0.0 && slope > 0.0 => (phi, slope),
            (phi, _) if phi > 0.0 => (wq / w, 0.0),
            // A floor, so that the effective count of a pair stays finite.
            _ => (1e-6 * wqm / wmm * mean, wqm / wmm),
        };
        let change =
            (new_phi - phi).abs() / new_phi + (new_slope - slope).abs() / (new_slope + new_phi / mean);
        (phi, slope) = (new_phi, new_slope);
        if change < 1e-10 {
            break;
        }
    }
    let kappa = (slope > 0.0).then(|| 1.0 / slope);
    Some(Dispersion { phi, kappa })
}
