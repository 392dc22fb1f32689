//! Panels of flows with a treatment whose effect is known.
//!
//! Two designs. [`three_way`] is that of \[WeidnerZylkin2021, section 4\]:
//!
//! ```text
//! lambda_ijt = exp(alpha_it + gamma_jt + eta_ij + beta x_ijt),   alpha, gamma, eta ~ N(0, 1/16),   beta = 1
//! x_ijt = x_ijt-1 / 2 + alpha_it + gamma_jt + nu_ijt,            x_ij0 = eta_ij + nu_ij0,   nu ~ N(0, 1/16)
//! y_ijt = lambda_ijt omega_ijt,   omega lognormal with mean 1 and variance s_ijt,
//!         the correlation of its normals .3^|s - t| within a pair
//! ```
//!
//! [`staggered`] has a treatment that pairs start in different periods, those with a large lasting flow more often, with an
//! effect that differs by cohort and grows with time:
//!
//! ```text
//! m_ijt = exp(alpha_it + gamma_jt + eta_ij + delta_gt 1[t >= g]),   delta_gt = a_g + b_g (t - g)
//! y_ijt ~ compound Poisson-gamma,   Var = phi m + m^2 / kappa
//! ```

use rand::{Rng, RngExt as _, SeedableRng};
use rand_chacha::ChaCha8Rng;
use rand_distr::{Distribution, Normal, StandardNormal};

use crate::noise::Noise;
use crate::rounded;

/// A panel with a treatment: one entry a row, every directed pair of different regions in every period, sorted by
/// origin, destination and period.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Treated {
    /// Number of regions.
    pub n_regions: usize,
    /// Number of periods.
    pub n_periods: usize,
    /// Region the flow leaves.
    pub origin: Vec<u32>,
    /// Region the flow reaches.
    pub destination: Vec<u32>,
    /// Period.
    pub period: Vec<u32>,
    /// Flow.
    pub flow: Vec<f64>,
    /// The treatment.
    pub treatment: Vec<f64>,
    /// Its effect on the logarithm of the flow in the row.
    pub effect: Vec<f64>,
}

/// Variance of y given its mean lambda in [`three_way`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Spread {
    /// 1.
    Constant,
    /// lambda.
    Mean,
    /// lambda^2.
    MeanSquared,
    /// lambda / 2 + lambda^2 exp(2 x) / 2: heavier tails where the regressor is large.
    WithRegressor,
}

impl Spread {
    /// All, in the order of the paper.
    pub const ALL: [Spread; 4] = [Spread::Constant, Spread::Mean, Spread::MeanSquared, Spread::WithRegressor];

    /// Variance of omega.
    fn relative(self, lambda: f64, x: f64) -> f64 {
        match self {
            Spread::Constant => lambda.powi(-2),
            Spread::Mean => lambda.recip(),
            Spread::MeanSquared => 1.0,
            Spread::WithRegressor => 0.5 * lambda.recip() + 0.5 * (2.0 * x).exp(),
        }
    }
}

/// Correlation of neighbouring periods in [`three_way`].
const CORRELATION: f64 = 0.3;

/// Draws a panel of the three-way design; beta is 1.
pub fn three_way(n_regions: usize, n_periods: usize, spread: Spread, seed: u64) -> Treated {
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let quarter = Normal::new(0.0, 0.25).expect("positive");
    let mut levels =
        || -> Vec<f64> { (0..n_regions * n_periods).map(|_| quarter.sample(&mut rng)).collect() };
    let (alpha, gamma) = (levels(), levels());
    let mut panel = Treated { n_regions, n_periods, ..Treated::default() };
    for (i, j) in pairs(n_regions) {
        let eta = quarter.sample(&mut rng);
        let mut x = eta + quarter.sample(&mut rng);
        let mut z: f64 = rng.sample(StandardNormal);
        for t in 0..n_periods {
            let (a, g) = (alpha[i * n_periods + t], gamma[j * n_periods + t]);
            x = 0.5 * x + a + g + quarter.sample(&mut rng);
            if t > 0 {
                z = CORRELATION * z + (1.0 - CORRELATION * CORRELATION).sqrt() * standard(&mut rng);
            }
            let lambda = (a + g + eta + x).exp();
            let log_variance = spread.relative(lambda, x).ln_1p();
            let omega = (log_variance.sqrt() * z - 0.5 * log_variance).exp();
            panel.push((i, j, t), lambda * omega, x, 1.0);
        }
    }
    panel
}

fn standard(rng: &mut impl Rng) -> f64 {
    rng.sample(StandardNormal)
}

/// Share of the pairs that start the treatment at some time, on average.
const STARTING: f64 = 0.5;
/// Median flow of [`staggered`].
const MEDIAN: f64 = 40.0;
/// First start, a and b of each cohort: the earlier, the larger and the faster growing.
const COHORTS: [(usize, f64, f64); 4] = [(2, 0.5, 0.12), (3, 0.35, 0.08), (4, 0.2, 0.04), (5, 0.1, 0.0)];

/// Draws a panel of 8 periods with staggered starts.
pub fn staggered(n_regions: usize, seed: u64) -> Treated {
    let n_periods = 8;
    let mut rng = ChaCha8Rng::seed_from_u64(seed);
    let mut walks = || -> Vec<f64> {
        let mut levels = vec![0.0; n_regions * n_periods];
        for i in 0..n_regions {
            let mut level = 0.5 * standard(&mut rng);
            for t in 0..n_periods {
                level += 0.03 + 0.1 * standard(&mut rng);
                levels[i * n_periods + t] = level;
            }
        }
        levels
    };
    let (alpha, gamma) = (walks(), walks());
    let noise = Noise::new(1.5, 20.0);
    let mut panel = Treated { n_regions, n_periods, ..Treated::default() };
    let mut ties = vec![(0.0, None); n_regions * n_regions];
    for (i, j) in pairs(n_regions).filter(|(i, j)| i < j) {
        let eta = 0.7 * standard(&mut rng);
        // Those with a large lasting flow start more often, which the pair effects must take out.
        let starts = rng.random::<f64>() < (STARTING + 0.2 * eta).clamp(0.05, 0.95);
        let cohort = rng.random_range(0..COHORTS.len());
        ties[i * n_regions + j] = (eta, starts.then_some(COHORTS[cohort]));
        ties[j * n_regions + i] = ties[i * n_regions + j];
    }
    for (i, j) in pairs(n_regions) {
        let (common, cohort) = ties[i * n_regions + j];
        let eta = common + 0.3 * standard(&mut rng);
        for t in 0..n_periods {
            let treated = cohort.filter(|&(start, _, _)| t >= start);
            let effect = treated.map_or(0.0, |(start, a, b)| a + b * (t - start) as f64);
            let log = alpha[i * n_periods + t] + gamma[j * n_periods + t] + eta + effect;
            let flow = noise.draw(MEDIAN * log.exp(), &mut rng);
            panel.push((i, j, t), flow, f64::from(u8::from(treated.is_some())), effect);
        }
    }
    panel
}

fn pairs(n_regions: usize) -> impl Iterator<Item = (usize, usize)> {
    (0..n_regions).flat_map(move |i| (0..n_regions).filter(move |&j| j != i).map(move |j| (i, j)))
}

impl Treated {
    fn push(&mut self, (i, j, t): (usize, usize, usize), flow: f64, treatment: f64, effect: f64) {
        self.origin.push(i as u32);
        self.destination.push(j as u32);
        self.period.push(t as u32);
        self.flow.push(rounded(flow));
        self.treatment.push(rounded(treatment));
        self.effect.push(effect);
    }

    /// Mean effect over the treated rows.
    pub fn average(&self) -> f64 {
        let treated = || (0..self.flow.len()).filter(|&row| self.treatment[row] > 0.0);
        treated().map(|row| self.effect[row]).sum::<f64>() / treated().count() as f64
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_same_seed_gives_the_same_panel() {
        assert_eq!(staggered(6, 3), staggered(6, 3));
        assert_ne!(three_way(6, 3, Spread::Mean, 3), three_way(6, 3, Spread::Mean, 4));
    }

    #[test]
    fn flows_have_the_stated_mean() {
        // With every fixed effect and regressor drawn anew, E[y] = E[lambda] needs no model; omega has mean 1.
        for spread in [Spread::Constant, Spread::Mean] {
            let panel = three_way(60, 4, spread, 1);
            let mean = panel.flow.iter().sum::<f64>() / panel.flow.len() as f64;
            assert!(mean > 0.8 && mean < 3.0, "{spread:?}: {mean}");
        }
    }

    #[test]
    fn a_treatment_that_starts_stays_and_its_effect_grows() {
        let panel = staggered(10, 1);
        let mut n_treated = 0;
        for pair in panel.treatment.chunks(panel.n_periods) {
            assert!(pair.windows(2).all(|two| two[0] <= two[1]));
            n_treated += usize::from(pair[7] > 0.5);
        }
        assert!(n_treated > 20 && n_treated < 80, "{n_treated}");
        assert!((panel.average() - 0.45).abs() < 0.2, "{}", panel.average());
    }
}
