//! Compound Poisson-gamma noise: `Var = phi m + m^2 / kappa`.
//!
//! A flow of mean m is a sum of N deals. N is Poisson with mean m g / d, where g is a gamma shock of mean 1 and
//! variance 1/kappa and d the mean size of a deal; each deal is gamma with shape 2 and mean d. So
//! `E = m` and `Var = m d (1 + 1/2) + m^2 / kappa`, hence `d = phi / 1.5`. No deal, no flow: zeros are exact.

use rand::Rng;
use rand_distr::{Distribution, Gamma, Poisson};

use crate::rounded;

/// Shape of the size of one deal; its squared coefficient of variation is one half.
const DEAL_SHAPE: f64 = 2.0;

/// The noise around a mean.
pub(crate) struct Noise {
    deal: f64,
    shock: Gamma<f64>,
}

impl Noise {
    /// Noise with variance `phi m + m^2 / kappa`; both are positive.
    pub fn new(phi: f64, kappa: f64) -> Noise {
        Noise {
            deal: phi / (1.0 + DEAL_SHAPE.recip()),
            shock: Gamma::new(kappa, kappa.recip()).expect("checked with the plan"),
        }
    }

    /// One flow of mean `mean`, rounded to seven digits.
    pub fn draw(&self, mean: f64, rng: &mut impl Rng) -> f64 {
        let n_deals = poisson(mean * self.shock.sample(rng) / self.deal, rng);
        if n_deals == 0.0 {
            return 0.0;
        }
        let size = Gamma::new(DEAL_SHAPE * n_deals, self.deal / DEAL_SHAPE).expect("both positive");
        rounded(size.sample(rng))
    }
}

/// A Poisson count; means that are no valid Poisson mean (zero, beyond the sampler's range) are their own draw.
fn poisson(mean: f64, rng: &mut impl Rng) -> f64 {
    Poisson::new(mean).map_or(mean.max(0.0).round(), |counts| counts.sample(rng))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rand::SeedableRng;
    use rand_chacha::ChaCha8Rng;

    /// Mean and variance of many draws against the formula, within five standard errors.
    fn check(phi: f64, kappa: f64, mean: f64) {
        let noise = Noise::new(phi, kappa);
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        let n = 200_000;
        let draws: Vec<f64> = (0..n).map(|_| noise.draw(mean, &mut rng)).collect();
        let average = draws.iter().sum::<f64>() / f64::from(n);
        let squares: Vec<f64> = draws.iter().map(|y| (y - average) * (y - average)).collect();
        let variance = squares.iter().sum::<f64>() / f64::from(n);
        let fourth = squares.iter().map(|s| (s - variance) * (s - variance)).sum::<f64>() / f64::from(n);
        let expected = phi * mean + mean * mean / kappa;
        let error = (expected / f64::from(n)).sqrt();
        assert!((average - mean).abs() < 5.0 * error, "mean {average} against {mean}");
        let error = (fourth / f64::from(n)).sqrt();
        assert!((variance - expected).abs() < 5.0 * error, "variance {variance} against {expected}");
    }

    #[test]
    fn small_flows_have_the_stated_moments() {
        check(1.5, 4.0, 0.3);
        check(0.1, 10.0, 2.0);
    }

    #[test]
    fn large_flows_have_the_stated_moments() {
        check(1.5, 4.0, 500.0);
        check(20.0, 50.0, 300.0);
    }

    #[test]
    fn no_mean_no_flow() {
        let mut rng = ChaCha8Rng::seed_from_u64(7);
        assert!(Noise::new(1.5, 4.0).draw(0.0, &mut rng).abs() < f64::MIN_POSITIVE);
    }
}
