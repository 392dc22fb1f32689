//! Did the links that were put on an agenda move?
//!
//! Links are chosen for being weak, and what is chosen for being low rises by itself: part of it was noise. So three
//! windows of periods are kept apart:
//!
//! | window | what it is used for |
//! |---|---|
//! | choosing | what the choice was made from; links not chosen are matched here, and only here |
//! | before | not used for choosing, before anything was done: where movement starts |
//! | after | later than that: where it ends |
//!
//! A chosen link and its matches had the same ratio in the choosing window, so the same part of it was noise; neither the
//! window before nor the one after was looked at when either was chosen, so that without any effect both move by nothing on
//! average. (The noise of the choosing window must not last into the window before: leave a period between them where it may.)
//!
//! In each window the same specification is run anew. With effective counts o = O / s and e = E / s (s = Var(O)/E(O)),
//!
//! ```text
//! r_w = log((o_w + 1/2) / (e_w + 1/2)),     movement = r_after - r_before
//! Var(movement) = sum over the two windows of 1 / (o_w + 1/2) + Var(log E_w)
//! ```
//!
//! Ratios are not shrunk: shrinkage would pull every movement to zero. A mean over links also varies because links move by
//! themselves; the variance of that drift, tau^2, is told from the links between the sides that were not chosen (their
//! movements vary by more than Var(movement)). Means weigh a link by 1 / (v + tau^2), v the variance of its movement as the
//! choosing window foresees it: with the flows of the windows themselves, links that rose would weigh more.

use std::collections::{BTreeMap, BTreeSet};

use gravity::FlowPanel;
use serde::Serialize;

use crate::{Error, JudgedPair, Plan, judge};

/// Links not chosen that stand beside each chosen one.
pub const MATCHES: usize = 5;

/// The 97.5 % quantile of the normal distribution.
const CRITICAL: f64 = 1.959_963_984_540_054;

/// Periods of the panel (codes), kept apart.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Windows {
    /// What links were chosen from.
    pub choosing: Vec<u32>,
    /// Before anything was done, not used for choosing.
    pub before: Vec<u32>,
    /// Later.
    pub after: Vec<u32>,
}

/// A log ratio of ratios, and as a ratio: how often the one is the other.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Change {
    /// exp of the movement: 1 for none.
    pub ratio: f64,
    /// Lower end of its 95 % interval.
    pub low: f64,
    /// Upper end.
    pub high: f64,
    /// Standard error of its logarithm.
    pub std_error: f64,
}

/// A chosen link.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Moved {
    /// Region the flow leaves.
    pub origin: String,
    /// Region the flow reaches.
    pub destination: String,
    /// Shrunk ratio when it was chosen.
    pub chosen_at: f64,
    /// Ratio of observed to expected flow before.
    pub before: f64,
    /// The same after.
    pub after: f64,
    /// Ratio after through ratio before.
    pub change: Change,
    /// The same for its matches, on average.
    pub matches_change: Change,
    /// Its matches: links as weak in the choosing window that were not chosen.
    pub matches: Vec<(String, String)>,
}

/// What became of the chosen links, beside those that were not.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Movement {
    /// The chosen links, in the order they were given.
    pub links: Vec<Moved>,
    /// Geometric mean change of the chosen.
    pub chosen: Change,
    /// Of their matches.
    pub matched: Change,
    /// The one through the other: what remains when links as weak have moved as far as they do by themselves.
    pub difference: Change,
    /// Standard deviation of what a link moves by itself (of the logarithm).
    pub drift_sd: f64,
    /// Chosen links without a flow or an expected flow in one of the windows.
    pub not_compared: Vec<(String, String)>,
    /// Links that could have been matches.
    pub n_candidates: usize,
}

/// One link in the windows.
struct Seen {
    chosen_at: f64,
    before: f64,
    after: f64,
    log: f64,
    variance: f64,
    /// The variance as the choosing window foresees it.
    foreseen: f64,
}

/// Runs the specification in each window and compares chosen links with their matches.
///
/// `chosen` are pairs of region codes of the panel, in either order where it has no direction.
///
/// # Errors
/// As [`judge`]; windows that overlap or are empty; no chosen link, or no other one, that can be compared.
pub fn movement(
    panel: &FlowPanel,
    plan: &Plan,
    windows: &Windows,
    chosen: &[(u32, u32)],
) -> Result<Movement, Error> {
    windows.check(panel)?;
    let window = |periods: &[u32]| judged(&cut(panel, periods), plan);
    let (choosing, before, after) =
        (window(&windows.choosing)?, window(&windows.before)?, window(&windows.after)?);
    // What a window of one period cannot tell of the noise, the whole panel does.
    let told = |window: &Judged| window.values().all(|pair| pair.scale.is_some());
    let whole = if told(&before) && told(&after) { Judged::new() } else { judged(panel, plan)? };
    let seen = |pair: &(u32, u32)| {
        let noise = |window: &Judged| {
            let own = window.get(pair)?;
            Some(Window::new(own, if own.scale.is_some() { own } else { whole.get(pair)? }))
        };
        Some(Seen::new(choosing.get(pair)?.ratio, noise(&before)?, noise(&after)?))
    };
    let key = |&(origin, destination): &(u32, u32)| {
        if panel.undirected {
            (origin.min(destination), origin.max(destination))
        } else {
            (origin, destination)
        }
    };
    let wanted: Vec<(u32, u32)> = chosen.iter().map(key).collect();
    let on_agenda: BTreeSet<(u32, u32)> = wanted.iter().copied().collect();
    let candidates: BTreeMap<(u32, u32), Seen> = choosing
        .keys()
        .filter(|pair| plan.is_between(**pair) && !on_agenda.contains(pair))
        .filter_map(|pair| Some((*pair, seen(pair)?)))
        .collect();
    let known: Vec<((u32, u32), Seen)> =
        wanted.iter().filter_map(|pair| Some((*pair, seen(pair)?))).collect();
    if known.is_empty() || candidates.is_empty() {
        return Err(Error::NothingToCompare { n_chosen: known.len(), n_others: candidates.len() });
    }
    let name = |&(origin, destination): &(u32, u32)| {
        (panel.regions[origin as usize].clone(), panel.regions[destination as usize].clone())
    };
    let drift = drift(candidates.values());
    let mut links = Vec::new();
    let mut weights = BTreeMap::<(u32, u32), f64>::new();
    let own = weighed(known.iter().map(|(_, link)| link), drift);
    for ((pair, link), (weight, _)) in known.iter().zip(&own) {
        let matches = nearest(link, &candidates);
        let alike = weighed(matches.iter().map(|matched| &candidates[matched]), drift);
        for (matched, (share, _)) in matches.iter().zip(&alike) {
            *weights.entry(*matched).or_default() += weight * share;
        }
        let (origin, destination) = name(pair);
        links.push(Moved {
            origin,
            destination,
            chosen_at: link.chosen_at,
            before: link.before,
            after: link.after,
            change: Change::new(link.log, link.variance),
            matches_change: mean(&alike, drift),
            matches: matches.iter().map(name).collect(),
        });
    }
    let others: Vec<(f64, &Seen)> =
        weights.iter().map(|(pair, weight)| (*weight, &candidates[pair])).collect();
    let (own, others) = (mean(&own, drift), mean(&others, drift));
    let log = own.ratio.ln() - others.ratio.ln();
    let variance = own.std_error * own.std_error + others.std_error * others.std_error;
    Ok(Movement {
        links,
        chosen: own,
        matched: others,
        difference: Change::new(log, variance),
        drift_sd: drift.sqrt(),
        not_compared: wanted.iter().filter(|pair| seen(pair).is_none()).map(name).collect(),
        n_candidates: candidates.len(),
    })
}

impl Windows {
    fn check(&self, panel: &FlowPanel) -> Result<(), Error> {
        let all = [&self.choosing, &self.before, &self.after];
        let mut periods: Vec<u32> = all.into_iter().flatten().copied().collect();
        let n = periods.len();
        periods.sort_unstable();
        periods.dedup();
        let known = periods.last().is_none_or(|&last| (last as usize) < panel.periods.len());
        let empty = all.iter().any(|window| window.is_empty());
        if periods.len() < n || empty || !known { Err(Error::Windows) } else { Ok(()) }
    }
}

impl Plan {
    /// Whether a pair has one region on each side.
    fn is_between(&self, (origin, destination): (u32, u32)) -> bool {
        let crosses = |a: u32, b: u32| self.side_a.contains(&a) && self.side_b.contains(&b);
        crosses(origin, destination) || crosses(destination, origin)
    }
}

impl Change {
    fn new(log: f64, variance: f64) -> Change {
        let std_error = variance.sqrt();
        let end = |sign: f64| (log + sign * CRITICAL * std_error).exp();
        Change { ratio: log.exp(), low: end(-1.0), high: end(1.0), std_error }
    }
}

/// One link in one window.
#[derive(Clone, Copy)]
struct Window {
    observed: f64,
    expected: f64,
    scale: f64,
    log_sd: f64,
}

impl Window {
    fn new(own: &JudgedPair, noise: &JudgedPair) -> Window {
        // Counts that were seen once have the noise of counts.
        let scale = noise.scale.unwrap_or(1.0);
        Window { observed: own.observed, expected: own.expected, scale, log_sd: noise.log_sd }
    }

    /// log ((o + 1/2) / (e + 1/2)).
    fn log(&self) -> f64 {
        ((self.observed / self.scale + 0.5) / (self.expected / self.scale + 0.5)).ln()
    }

    /// Its variance, where so much flows.
    fn variance(&self, flow: f64) -> f64 {
        1.0 / (flow / self.scale + 0.5) + self.log_sd * self.log_sd
    }
}

impl Seen {
    fn new(chosen_at: f64, before: Window, after: Window) -> Seen {
        let of_both = |flow: &dyn Fn(&Window) -> f64| {
            [&before, &after].into_iter().map(|window| window.variance(flow(window))).sum()
        };
        Seen {
            chosen_at,
            before: before.observed / before.expected,
            after: after.observed / after.expected,
            log: after.log() - before.log(),
            variance: of_both(&|window| window.observed),
            foreseen: of_both(&|window| chosen_at * window.expected),
        }
    }
}

/// Pairs of a window.
type Judged = BTreeMap<(u32, u32), JudgedPair>;

fn judged(panel: &FlowPanel, plan: &Plan) -> Result<Judged, Error> {
    let pairs = judge(panel, plan)?;
    Ok(pairs.into_iter().map(|pair| ((pair.origin, pair.destination), pair)).collect())
}

/// The panel in some of its periods.
fn cut(panel: &FlowPanel, periods: &[u32]) -> FlowPanel {
    let mut sorted = periods.to_vec();
    sorted.sort_unstable();
    let mut window = panel.filtered(|row| sorted.binary_search(&panel.period[row]).is_ok());
    let place = |period: u32| sorted.partition_point(|&other| other < period) as u32;
    window.period.iter_mut().for_each(|period| *period = place(*period));
    window.periods = sorted.iter().map(|&period| panel.periods[period as usize].clone()).collect();
    window
}

/// The candidates whose ratio in the choosing window is nearest.
fn nearest(link: &Seen, candidates: &BTreeMap<(u32, u32), Seen>) -> Vec<(u32, u32)> {
    let distance = |other: &Seen| (other.chosen_at.max(1e-9).ln() - link.chosen_at.max(1e-9).ln()).abs();
    let mut order: Vec<(&(u32, u32), f64)> =
        candidates.iter().map(|(pair, other)| (pair, distance(other))).collect();
    order.sort_by(|a, b| a.1.total_cmp(&b.1).then(a.0.cmp(b.0)));
    order.iter().take(MATCHES).map(|(pair, _)| **pair).collect()
}

/// Links with their weights, which add up to 1.
fn weighed<'a>(links: impl Iterator<Item = &'a Seen> + Clone, drift: f64) -> Vec<(f64, &'a Seen)> {
    let weight = |link: &Seen| 1.0 / (link.foreseen + drift);
    let total: f64 = links.clone().map(weight).sum();
    links.map(|link| (weight(link) / total, link)).collect()
}

/// tau^2: the part of the variance of movements that their errors do not explain.
fn drift<'a>(links: impl Iterator<Item = &'a Seen> + Clone) -> f64 {
    let n = links.clone().count() as f64;
    // Weighted by precision, so that small links, whose movements are mostly noise, do not drown the others.
    let weight = |link: &Seen| 1.0 / link.foreseen;
    let total: f64 = links.clone().map(weight).sum();
    let center = links.clone().map(|link| weight(link) * link.log).sum::<f64>() / total;
    let spread: f64 = links.clone().map(|link| weight(link) * (link.log - center).powi(2)).sum();
    let squares: f64 = links.map(|link| weight(link) * weight(link)).sum();
    // DerSimonian and Laird's moment estimate.
    ((spread - (n - 1.0)) / (total - squares / total)).max(0.0)
}

/// The weighted mean of movements.
fn mean(links: &[(f64, &Seen)], drift: f64) -> Change {
    let log = links.iter().map(|(weight, link)| weight * link.log).sum();
    let variance = links.iter().map(|(weight, link)| weight * weight * (link.variance + drift)).sum();
    Change::new(log, variance)
}
