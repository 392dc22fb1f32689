//! The true ratio of every pair.

use rand::RngExt as _;
use rand_distr::{Distribution, Gamma};

use crate::{Plan, Stream, rounded, stream};

/// The truth about one reported pair.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Truth {
    /// Region the flow leaves (index in the panel's regions).
    pub origin: u32,
    /// Region the flow reaches.
    pub destination: u32,
    /// True ratio of the expected flow to what fundamentals predict.
    pub lambda: f64,
    /// Whether it was planted as a weak link.
    pub planted: bool,
}

/// Which pairs are reported at all.
pub(crate) fn reported(plan: &Plan, n_pairs: usize) -> Vec<bool> {
    let mut rng = stream(plan, Stream::Reported);
    let mut kept: Vec<bool> = (0..n_pairs).map(|_| rng.random::<f64>() >= plan.missing_share).collect();
    if !kept.contains(&true) {
        // A panel without a row is no panel; this happens only with a handful of pairs.
        kept[0] = true;
    }
    kept
}

/// Ratio of each pair and whether it is planted; exactly `n_planted` of the reported ones are.
pub(crate) fn lambdas(plan: &Plan, reported: &[bool], n_planted: usize) -> Vec<(f64, bool)> {
    let chosen = planted(plan, reported, n_planted);
    let mut rng = stream(plan, Stream::Lambda);
    let variance = plan.lambda_sd * plan.lambda_sd;
    let ordinary = (variance > 0.0).then(|| Gamma::new(variance.recip(), variance).expect("positive"));
    chosen
        .iter()
        .map(|&planted| {
            let (share, usual) = (rng.random::<f64>(), ordinary.map_or(1.0, |gamma| gamma.sample(&mut rng)));
            let weak = plan.weak_low + share * (plan.weak_high - plan.weak_low);
            (rounded(if planted { weak } else { usual }), planted)
        })
        .collect()
}

/// The first `n_planted` reported pairs of a random order.
fn planted(plan: &Plan, reported: &[bool], n_planted: usize) -> Vec<bool> {
    let mut rng = stream(plan, Stream::Planted);
    let mut order: Vec<(f64, usize)> = (0..reported.len()).map(|p| (rng.random::<f64>(), p)).collect();
    order.retain(|&(_, p)| reported[p]);
    order.sort_by(|one, two| one.0.total_cmp(&two.0).then(one.1.cmp(&two.1)));
    let mut chosen = vec![false; reported.len()];
    for &(_, p) in order.iter().take(n_planted) {
        chosen[p] = true;
    }
    chosen
}
