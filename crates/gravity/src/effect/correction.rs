//! Bias of the three-way estimator and of its standard errors \[WeidnerZylkin2021\].
//!
//! With few periods, beta of `exp(alpha_it + gamma_jt + eta_ij + x' beta)` is consistent in the number of regions N,
//! but its bias is of order 1/N, as is its standard error; and residuals are smaller than errors, so that the usual
//! standard errors are too small by a share of order 1/N. Both can be computed.
//!
//! Notation, for the rows of one pair effect p (the periods of i to j; both directions where pair effects are symmetric):
//!
//! | symbol | what | shape |
//! |---|---|---|
//! | mu, S = y - mu | fitted flows, scores | R |
//! | H = diag(mu) - mu mu' / sum(mu) | minus the second derivative of the likelihood once eta is profiled out | R x R |
//! | G\[x\] = -(diag(mu x) - (mu (mu x)' + (mu x) mu') / sum(mu)) | third derivative, applied to a regressor with mu-weighted mean zero | R x R |
//! | x | a regressor without its fixed effects, mu-weighted | R |
//! | d | which rows carry which effects of a block b: the periods of an origin, of a destination; of a region in both roles where pair effects are symmetric | R x slots |
//! | W = sum of x' H x | information on beta | K x K |
//!
//! *Coefficients* \[Proposition 3 there\]: the expected score at the true beta is, in each block,
//!
//! ```text
//! - sum_p (d' S)' B^+ (d' H x)  +  1/2 trace(B^+ (sum_p d' S S' d) B^+ sum_p d' G[x] d),     B = sum_p d' H d
//! ```
//!
//! and W^-1 times the sum over the blocks is the bias of beta.
//!
//! *Standard errors*: the residuals of the rows of a cluster are (I - P) times the errors, P their leverage over all
//! parameters (module `leverage`). With e = S / sqrt(mu), scaled, the contribution of a cluster to the middle of the
//! sandwich is x' e e' (I - P)^-1 x, made symmetric, in the place of x' e e' x.

use faer::linalg::solvers::DenseSolveCore;
use faer::{Mat, Side};
use hdfe::Factor;

use super::leverage::{Leverage, inverse_on_range};

/// Coefficients and covariance without their bias of order 1/N.
#[derive(Debug, Clone)]
pub struct Corrected {
    /// Corrected coefficients (K).
    pub beta: Vec<f64>,
    /// What was taken away from them (K).
    pub bias: Vec<f64>,
    /// Corrected covariance, clustered by unordered pair (K x K).
    pub covariance: Mat<f64>,
}

/// The rows of a Poisson fit with pair effects.
pub(crate) struct Sample {
    pub n_regions: usize,
    pub n_periods: usize,
    pub origin: Vec<u32>,
    pub destination: Vec<u32>,
    pub period: Vec<u32>,
    /// Pair effect.
    pub pair: Factor,
    /// Unordered pair; each pair effect lies in one.
    pub cluster: Factor,
    /// Whether a pair effect holds both directions.
    pub symmetric: bool,
    pub y: Vec<f64>,
    /// Fitted flows, positive.
    pub mu: Vec<f64>,
    /// Regressors without their fixed effects, column by column.
    pub x: Vec<Vec<f64>>,
}

/// Corrects; none where W is singular or the effects are too many to invert their information.
pub(crate) fn correct(sample: &Sample, beta: &[f64]) -> Option<Corrected> {
    let w_inverse = sample.weighted_gram().llt(Side::Lower).ok()?.inverse();
    let score = sample.expected_score();
    let k = beta.len();
    let bias: Vec<f64> =
        (0..k).map(|row| (0..k).map(|column| w_inverse[(row, column)] * score[column]).sum()).collect();
    let leverage = Leverage::new(sample, &w_inverse)?;
    let meat = leverage.meat(sample);
    let n_clusters = sample.cluster.n_levels as f64;
    let covariance = &w_inverse * meat * &w_inverse * faer::Scale(n_clusters / (n_clusters - 1.0));
    Some(Corrected { beta: beta.iter().zip(&bias).map(|(b, bias)| b - bias).collect(), bias, covariance })
}

/// Rows by level of a factor.
pub(crate) fn members(factor: &Factor) -> Vec<Vec<usize>> {
    let mut members = vec![Vec::new(); factor.n_levels];
    for (row, &code) in factor.codes.iter().enumerate() {
        members[code as usize].push(row);
    }
    members
}

/// A pair effect's rows in one block: position among the rows, slot in the block.
type Slots = Vec<(usize, usize)>;

impl Sample {
    /// W.
    fn weighted_gram(&self) -> Mat<f64> {
        let k = self.x.len();
        let dot = |a: &[f64], b: &[f64]| a.iter().zip(b).zip(&self.mu).map(|((a, b), mu)| a * b * mu).sum();
        Mat::from_fn(k, k, |i, j| dot(&self.x[i], &self.x[j]))
    }

    /// Blocks that the rows of a pair effect touch.
    ///
    /// Directed: origin i is block i, destination j block N + j, the slots are periods. Symmetric: region i is block i
    /// with twice as many slots, those of an origin first.
    fn blocks(&self, rows: &[usize]) -> Vec<(usize, Slots)> {
        let mut blocks: Vec<(usize, Slots)> = Vec::new();
        let mut add = |block: usize, position: usize, slot: usize| match blocks
            .iter_mut()
            .find(|(known, _)| *known == block)
        {
            Some((_, slots)) => slots.push((position, slot)),
            None => blocks.push((block, vec![(position, slot)])),
        };
        for (position, &row) in rows.iter().enumerate() {
            let (origin, destination) = (self.origin[row] as usize, self.destination[row] as usize);
            let period = self.period[row] as usize;
            add(origin, position, period);
            if self.symmetric {
                add(destination, position, self.n_periods + period);
            } else {
                add(self.n_regions + destination, position, period);
            }
        }
        blocks
    }

    fn n_blocks_and_slots(&self) -> (usize, usize) {
        if self.symmetric {
            (self.n_regions, 2 * self.n_periods)
        } else {
            (2 * self.n_regions, self.n_periods)
        }
    }

    /// Expected score of each coefficient at the true beta, from the estimated effects alone (K).
    fn expected_score(&self) -> Vec<f64> {
        let (n_blocks, n_slots) = self.n_blocks_and_slots();
        let pairs: Vec<Pair> = members(&self.pair).into_iter().map(|rows| Pair::new(self, rows)).collect();
        let mut information = vec![Mat::<f64>::zeros(n_slots, n_slots); n_blocks];
        let mut outer = information.clone();
        for pair in &pairs {
            for (block, slots) in &pair.blocks {
                for &(a, slot_a) in slots {
                    for &(b, slot_b) in slots {
                        information[*block][(slot_a, slot_b)] += pair.h(a, b);
                        outer[*block][(slot_a, slot_b)] += pair.score[a] * pair.score[b];
                    }
                }
            }
        }
        let inverse: Vec<Mat<f64>> = information.iter().map(inverse_on_range).collect();
        let spread: Vec<Mat<f64>> =
            inverse.iter().zip(&outer).map(|(inverse, outer)| inverse * outer * inverse).collect();
        let mut expected = vec![0.0; self.x.len()];
        for pair in &pairs {
            for (k, expected) in expected.iter_mut().enumerate() {
                let x: Vec<f64> = pair.rows.iter().map(|&row| self.x[k][row]).collect();
                *expected += pair.blocks.iter().fold(0.0, |sum, (block, slots)| {
                    sum - pair.first(&x, slots, &inverse[*block])
                        + 0.5 * pair.second(&x, slots, &spread[*block])
                });
            }
        }
        expected
    }
}

/// The rows of one pair effect.
struct Pair {
    rows: Vec<usize>,
    mu: Vec<f64>,
    total: f64,
    score: Vec<f64>,
    blocks: Vec<(usize, Slots)>,
}

impl Pair {
    fn new(sample: &Sample, rows: Vec<usize>) -> Pair {
        let mu: Vec<f64> = rows.iter().map(|&row| sample.mu[row]).collect();
        Pair {
            total: mu.iter().sum(),
            score: rows.iter().map(|&row| sample.y[row] - sample.mu[row]).collect(),
            blocks: sample.blocks(&rows),
            mu,
            rows,
        }
    }

    /// An element of H.
    fn h(&self, a: usize, b: usize) -> f64 {
        let diagonal = if a == b { self.mu[a] } else { 0.0 };
        diagonal - self.mu[a] * self.mu[b] / self.total
    }

    /// (d' S)' B^+ (d' H x); H x is mu x, since the mu-weighted mean of x is zero.
    fn first(&self, x: &[f64], slots: &Slots, inverse: &Mat<f64>) -> f64 {
        let mut sum = 0.0;
        for &(a, slot_a) in slots {
            for &(b, slot_b) in slots {
                sum += self.score[a] * inverse[(slot_a, slot_b)] * self.mu[b] * x[b];
            }
        }
        sum
    }

    /// trace(Q d' G[x] d) for Q = B^+ (sum d' S S' d) B^+.
    fn second(&self, x: &[f64], slots: &Slots, q: &Mat<f64>) -> f64 {
        let mut sum = 0.0;
        for &(a, slot_a) in slots {
            for &(b, slot_b) in slots {
                let diagonal = if a == b { self.mu[a] * x[a] } else { 0.0 };
                let rest = self.mu[a] * self.mu[b] * (x[a] + x[b]) / self.total;
                sum -= q[(slot_a, slot_b)] * (diagonal - rest);
            }
        }
        sum
    }
}
