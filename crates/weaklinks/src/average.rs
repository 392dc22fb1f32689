//! What the data leave open about the prior, averaged over.
//!
//! A few dozen weak pairs do not pin down share, mean and spread of their component: at the single best point it is
//! often a spike at the most extreme of them, with too small a share, and the other weak pairs are left to the tail
//! of the large component. Averaged over all parameters in the light of the data, the component is wide enough to hold
//! them. On 50 panels with known truth the intervals then cover a point more; see `docs/soak-weaklinks.md`.

use faer::linalg::solvers::DenseSolveCore;
use faer::{Mat, Side};
use rayon::prelude::*;
use statrs::distribution::{ContinuousCDF, Normal};

use crate::Prior;
use crate::prior::{Evidence, Point, cost, prior_at};

/// Draws of the parameters, and how much wider than the normal approximation they are spread.
const N_DRAWS: usize = 128;
const WIDER: f64 = 1.2;

/// The mixture averaged over what the data leave open about its parameters.
///
/// Parameters are drawn from the normal approximation at the mode (a fixed Halton sequence) and weighted by how likely
/// they are; each component's share, mean and variance are those of the average.
pub(crate) fn averaged(evidence: &[Evidence], mode: &Point) -> Prior {
    let n = evidence.len() as f64;
    let best = cost(evidence, mode).0;
    let Some(spread) = spread(evidence, mode) else { return ordered(prior_at(mode)) };
    let draw = |draw: usize| {
        let z = [2, 3, 5, 7].map(|base| normal_quantile(halton(draw, base)));
        let point: Point =
            std::array::from_fn(|i| mode[i] + WIDER * (0..4).map(|j| spread[i][j] * z[j]).sum::<f64>());
        let log_weight = n * (best - cost(evidence, &point).0) + 0.5 * z.iter().map(|z| z * z).sum::<f64>();
        (log_weight, ordered(prior_at(&point)))
    };
    let draws: Vec<(f64, Prior)> = (1..=N_DRAWS).into_par_iter().map(draw).collect();
    let largest = draws.iter().map(|(log, _)| *log).fold(f64::NEG_INFINITY, f64::max);
    // Sums of weight, weight x mean, weight x second moment, by component.
    let mut sums = [[0.0; 3]; 2];
    for (log_weight, prior) in &draws {
        let weight = (log_weight - largest).exp();
        for (c, sums) in sums.iter_mut().enumerate() {
            let share = weight * if c == 0 { prior.share } else { 1.0 - prior.share };
            let (mean, shape) = (prior.shape[c] / prior.rate[c], prior.shape[c]);
            sums[0] += share;
            sums[1] += share * mean;
            sums[2] += share * mean * mean * (1.0 + 1.0 / shape);
        }
    }
    let share = sums[0][0] / (sums[0][0] + sums[1][0]);
    let moments = sums.map(|[weight, first, second]| (first / weight, second / weight));
    let shape = moments.map(|(mean, second)| mean * mean / (second - mean * mean));
    Prior { share, shape, rate: [shape[0] / moments[0].0, shape[1] / moments[1].0] }
}

/// The component with the smaller mean first.
fn ordered(mut prior: Prior) -> Prior {
    if prior.shape[0] / prior.rate[0] > prior.shape[1] / prior.rate[1] {
        prior.share = 1.0 - prior.share;
        prior.shape.swap(0, 1);
        prior.rate.swap(0, 1);
    }
    prior
}

/// A root of the parameters' covariance at the mode, from differences of the gradient.
fn spread(evidence: &[Evidence], mode: &Point) -> Option<[[f64; 4]; 4]> {
    const STEP: f64 = 1e-3;
    let n = evidence.len() as f64;
    let slopes: [Point; 4] = std::array::from_fn(|k| {
        let at = |sign: f64| {
            let mut point = *mode;
            point[k] += sign * STEP;
            cost(evidence, &point).1
        };
        let (up, down) = (at(1.0), at(-1.0));
        std::array::from_fn(|i| n * (up[i] - down[i]) / (2.0 * STEP))
    });
    let precision = Mat::from_fn(4, 4, |i, j| f64::midpoint(slopes[i][j], slopes[j][i]));
    let factor = precision.llt(Side::Lower).ok()?;
    let covariance = factor.inverse();
    let root = covariance.llt(Side::Lower).ok()?;
    let lower = root.L();
    Some(std::array::from_fn(|i| std::array::from_fn(|j| if j <= i { lower[(i, j)] } else { 0.0 })))
}

/// The n-th number of the Halton sequence of a base.
fn halton(mut n: usize, base: usize) -> f64 {
    let (mut value, mut digit) = (0.0, 1.0);
    while n > 0 {
        digit /= base as f64;
        value += digit * (n % base) as f64;
        n /= base;
    }
    value
}

fn normal_quantile(p: f64) -> f64 {
    Normal::standard().inverse_cdf(p)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_halton_sequence_fills_the_gaps() {
        let first: Vec<f64> = (1..=7).map(|n| halton(n, 2)).collect();
        assert_eq!(first, [0.5, 0.25, 0.75, 0.125, 0.625, 0.375, 0.875]);
        assert!((halton(5, 3) - 7.0 / 9.0).abs() < 1e-15);
    }

    #[test]
    fn the_component_with_the_smaller_mean_stands_first() {
        let swapped = ordered(Prior { share: 0.9, shape: [16.0, 4.0], rate: [16.0, 10.0] });
        assert_eq!((swapped.shape, swapped.rate), ([4.0, 16.0], [10.0, 16.0]));
        assert!((swapped.share - 0.1).abs() < 1e-15);
    }
}
