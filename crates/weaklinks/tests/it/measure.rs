//! Measures what the method promises, on panels with known truth.

use gravity::{Covariate, CovariateKind, FlowPanel};
use weaklinks::{JudgedPair, Plan, judge};

/// Places in the how-sure order at which the stated false share is checked.
pub const PLACES: [usize; 4] = [20, 50, 100, 200];

/// Names of the rankings that are compared; `E - O` and so on are computed from the same cross-fitted E.
pub const RANKINGS: [&str; 10] = [
    "how sure",
    "how much",
    "E - O",
    "O/E",
    "Pearson",
    "t of a pair dummy",
    "Pearson, informed",
    "t, informed",
    "t, informed, variance under the null",
    "t against the threshold, informed",
];

/// What one panel shows.
#[derive(Debug, Clone)]
pub struct Measured {
    /// Planted pairs among the first 20 as a share, by ranking.
    pub first: Vec<f64>,
    /// Area under the precision-recall curve (average precision), by ranking.
    pub area: Vec<f64>,
    /// Coverage of the 90 % interval in each quarter of E, small to large.
    pub coverage: [f64; 4],
    /// Stated and actual false share at [`PLACES`].
    pub false_share: [(f64, f64); 4],
}

/// The panel of `simulate` as `gravity` takes it.
pub fn flow_panel(panel: &simulate::Panel) -> FlowPanel {
    let covariate = |name: &str, kind, values: Vec<f64>| Covariate { name: name.into(), kind, values };
    FlowPanel {
        regions: panel.regions.clone(),
        periods: panel.periods.clone(),
        origin: panel.origin.clone(),
        destination: panel.destination.clone(),
        period: panel.period.clone(),
        flow: panel.flow.clone(),
        covariates: vec![
            covariate(
                "log(distance_km)",
                CovariateKind::Distance,
                panel.distance_km.iter().map(|km| km.ln()).collect(),
            ),
            covariate("contiguous", CovariateKind::Contiguity, panel.contiguous.clone()),
            covariate("common_language", CovariateKind::Language, panel.common_language.clone()),
            covariate("crosses_border", CovariateKind::Border, panel.crosses_border.clone()),
            covariate("agreement", CovariateKind::Agreement, panel.agreement.clone()),
        ],
        undirected: false,
    }
}

/// Runs the method on the panel of one seed.
pub fn measure(seed: u64) -> Measured {
    let drawn =
        simulate::panel(&simulate::Plan { seed, ..simulate::Plan::default() }).expect("a default plan");
    let panel = flow_panel(&drawn);
    let plan = Plan::between(vec![0], vec![1]);
    let pairs = judge(&panel, &plan).expect("a full panel is judged");
    let truth = Truths::of(&drawn, &pairs);
    let scores = scores(&pairs, plan.weak_below);
    let planted = |order: &[usize], n: usize| order[..n].iter().filter(|&&pair| truth.planted[pair]).count();
    let orders: Vec<Vec<usize>> = scores.iter().map(|scores| descending(scores)).collect();
    Measured {
        first: orders.iter().map(|order| planted(order, 20) as f64 / 20.0).collect(),
        area: orders.iter().map(|order| average_precision(order, &truth.planted)).collect(),
        coverage: coverage(&pairs, &truth.lambda),
        false_share: PLACES.map(|n| {
            let stated = orders[0][..n].iter().map(|&pair| 1.0 - p_weak(&pairs[pair])).sum::<f64>();
            let actual = orders[0][..n].iter().filter(|&&pair| truth.lambda[pair] >= plan.weak_below).count();
            (stated / n as f64, actual as f64 / n as f64)
        }),
    }
}

struct Truths {
    /// Relative to the flow-weighted mean over the pairs.
    lambda: Vec<f64>,
    planted: Vec<bool>,
}

impl Truths {
    fn of(drawn: &simulate::Panel, pairs: &[JudgedPair]) -> Self {
        let known: std::collections::HashMap<(u32, u32), (f64, bool)> = drawn
            .truth
            .iter()
            .map(|truth| ((truth.origin, truth.destination), (truth.lambda, truth.planted)))
            .collect();
        let of = |pair: &JudgedPair| known[&(pair.origin, pair.destination)];
        let expected: f64 = pairs.iter().map(|pair| pair.expected).sum();
        let mean = pairs.iter().map(|pair| pair.expected * of(pair).0).sum::<f64>() / expected;
        Truths {
            lambda: pairs.iter().map(|pair| of(pair).0 / mean).collect(),
            planted: pairs.iter().map(|pair| of(pair).1).collect(),
        }
    }
}

fn p_weak(pair: &JudgedPair) -> f64 {
    pair.credible.expect("ten periods").p_weak
}

/// Score of every pair in every ranking of [`RANKINGS`]; the largest stands first.
fn scores(pairs: &[JudgedPair], weak_below: f64) -> Vec<Vec<f64>> {
    let by = |score: &dyn Fn(&JudgedPair) -> f64| pairs.iter().map(score).collect::<Vec<f64>>();
    // Variance of O when lambda is 1, and that of E.
    let noise = |pair: &JudgedPair| pair.scale.expect("ten periods") * pair.expected;
    // Half an effective count more on both sides, so that a pair without any flow has a logarithm.
    let counts = |pair: &JudgedPair, against: f64| {
        let s = pair.scale.expect("ten periods");
        (pair.observed / s + 0.5, pair.expected / s * against + 0.5)
    };
    let t = |pair: &JudgedPair, (o, e): (f64, f64), variance: f64| {
        (o / e).ln() / (variance + pair.log_sd * pair.log_sd).sqrt()
    };
    let log_ratio = |pair: &JudgedPair, against: f64| {
        let (o, e) = counts(pair, against);
        t(pair, (o, e), 1.0 / o)
    };
    let log_ratio_under_null = |pair: &JudgedPair| {
        let (o, e) = counts(pair, 1.0);
        t(pair, (o, e), 1.0 / e)
    };
    vec![
        by(&|pair| p_weak(pair) - 1e-9 * pair.ratio),
        by(&|pair| {
            let credible = pair.credible.expect("ten periods");
            let missing = pair.expected * (1.0 - credible.high);
            if missing > 0.0 { 1.0 + missing } else { credible.p_weak }
        }),
        by(&|pair| pair.expected - pair.observed),
        by(&|pair| -pair.observed / pair.expected),
        by(&|pair| (pair.expected - pair.observed) / pair.expected.sqrt()),
        by(&|pair| -dummy_t(pair)),
        by(&|pair| {
            let error = pair.expected * pair.log_sd;
            (pair.expected - pair.observed) / (noise(pair) + error * error).sqrt()
        }),
        by(&|pair| -log_ratio(pair, 1.0)),
        by(&|pair| -log_ratio_under_null(pair)),
        by(&|pair| -log_ratio(pair, weak_below)),
    ]
}

/// t of a pair dummy over the T observations: the mean residual through its standard error.
fn dummy_t(pair: &JudgedPair) -> f64 {
    let n = pair.course.len() as f64;
    let residuals: Vec<f64> = pair.course.iter().map(|(observed, expected)| observed - expected).collect();
    let mean = residuals.iter().sum::<f64>() / n;
    let variance = residuals.iter().map(|residual| (residual - mean).powi(2)).sum::<f64>() / (n - 1.0);
    mean / (variance / n).sqrt()
}

fn descending(scores: &[f64]) -> Vec<usize> {
    let mut order: Vec<usize> = (0..scores.len()).collect();
    order.sort_by(|&one, &other| scores[other].total_cmp(&scores[one]));
    order
}

fn average_precision(order: &[usize], planted: &[bool]) -> f64 {
    let (mut found, mut sum) = (0.0, 0.0);
    for (place, &pair) in order.iter().enumerate() {
        if planted[pair] {
            found += 1.0;
            sum += found / (place + 1) as f64;
        }
    }
    sum / found
}

fn coverage(pairs: &[JudgedPair], lambda: &[f64]) -> [f64; 4] {
    let order = descending(&pairs.iter().map(|pair| -pair.expected).collect::<Vec<f64>>());
    std::array::from_fn(|quarter| {
        let members = &order[quarter * order.len() / 4..(quarter + 1) * order.len() / 4];
        let covers = |pair: usize| {
            let credible = pairs[pair].credible.expect("ten periods");
            credible.low <= lambda[pair] && lambda[pair] <= credible.high
        };
        members.iter().filter(|&&pair| covers(pair)).count() as f64 / members.len() as f64
    })
}

/// Means over panels.
pub fn average(measured: &[Measured]) -> Measured {
    let n = measured.len() as f64;
    let mean = |value: &dyn Fn(&Measured) -> f64| measured.iter().map(value).sum::<f64>() / n;
    Measured {
        first: (0..RANKINGS.len()).map(|at| mean(&|one| one.first[at])).collect(),
        area: (0..RANKINGS.len()).map(|at| mean(&|one| one.area[at])).collect(),
        coverage: std::array::from_fn(|quarter| mean(&|one| one.coverage[quarter])),
        false_share: std::array::from_fn(|at| {
            (mean(&|one| one.false_share[at].0), mean(&|one| one.false_share[at].1))
        }),
    }
}
