//! How far a link moves when one thing is changed.
//!
//! Each change is refitted in full: the gravity equation and all its folds on the changed data, then O, E and the
//! posterior of every link, then its place among all of them. What stays as in the run itself are the noise (phi,
//! kappa), the prior, the error of log E and the folds: they say how to read a ratio, and a reader who asks what one
//! year does to a link wants the ratio read the same way. See `docs/decisions/0006-sensitivity-refits.md`.

use std::sync::atomic::{AtomicUsize, Ordering};

use gravity::{Covariate, CovariateKind, Design, FlowPanel};
use rayon::prelude::*;

use crate::base::Base;
use crate::crossfit::CrossFit;
use crate::judge::Judged;
use crate::pairs::Pairs;
use crate::ranking::Standing;
use crate::shrinkage::Totals;
use crate::{Change, Error, Order, Plan, Sensitivity, Stage};

/// Bins of distance, with about as many rows each.
const N_BINS: usize = 10;

/// What can be changed, by code of the panel.
#[derive(Debug, Clone, Copy)]
enum Without {
    Period(u32),
    Region(u32),
    LogDistance,
}

/// For each of the shown pairs, the link after each change: periods, partners, distance in bins.
pub(crate) fn sensitivities(
    base: &Base,
    judged: &Judged,
    plan: &Plan,
    shown: &[usize],
    progress: &(dyn Fn(Stage) + Sync),
) -> Result<Vec<Vec<Sensitivity>>, Error> {
    if shown.is_empty() {
        return Ok(Vec::new());
    }
    let changes = changes(base, shown);
    let (done, total) = (AtomicUsize::new(0), changes.len());
    let links = base.between.links();
    let one = |change: &Without| {
        let standings = refit(base, judged, plan, *change, &links)?;
        progress(Stage::Sensitivity { done: done.fetch_add(1, Ordering::Relaxed) + 1, total });
        Ok(places(&standings, plan.order, shown))
    };
    let moved = changes.par_iter().map(one).collect::<Result<Vec<_>, Error>>()?;
    let mut rows = vec![Vec::new(); shown.len()];
    for (change, places) in changes.iter().zip(moved) {
        for (at, place) in places.into_iter().enumerate() {
            // A link of the region left out is not moved but gone.
            if let Some((rank, ratio)) = place {
                rows[at].push(Sensitivity { change: named(base, *change), ratio, rank });
            }
        }
    }
    Ok(rows)
}

fn changes(base: &Base, shown: &[usize]) -> Vec<Without> {
    let mut changes = Vec::new();
    if base.panel.periods.len() > 1 {
        changes.extend((0..base.panel.periods.len() as u32).map(Without::Period));
    }
    let mut partners: Vec<u32> = base.design.pairs.iter().flat_map(|&(one, other)| [one, other]).collect();
    partners.sort_unstable();
    partners.dedup();
    // With one link shown, its own two regions are no partners.
    let needed = |region: u32| {
        shown.iter().any(|&pair| base.pairs.origin[pair] != region && base.pairs.destination[pair] != region)
    };
    changes.extend(partners.into_iter().filter(|&region| needed(region)).map(Without::Region));
    if base.panel.has(CovariateKind::Distance) {
        changes.push(Without::LogDistance);
    }
    changes
}

fn named(base: &Base, change: Without) -> Change {
    match change {
        Without::Period(period) => Change::Period(base.panel.periods[period as usize].clone()),
        Without::Region(region) => Change::Partner(base.panel.regions[region as usize].clone()),
        Without::LogDistance => Change::DistanceBins,
    }
}

/// Every link that is left, after one change; none of them when nothing is left to learn from.
fn refit(
    base: &Base,
    judged: &Judged,
    plan: &Plan,
    change: Without,
    links: &[usize],
) -> Result<Vec<(usize, Standing)>, Error> {
    let design = &base.design;
    let kept = |row: usize| match change {
        Without::Period(period) => design.period[row] != period,
        Without::Region(region) => design.origin[row] != region && design.destination[row] != region,
        Without::LogDistance => true,
    };
    let keep: Vec<bool> = (0..design.n_rows()).map(|row| base.keep[row] && kept(row)).collect();
    let fit = match change {
        // The order of the rows does not depend on the covariates, so rows and pairs are the same ones.
        Without::LogDistance => {
            let binned = Design::new(&in_bins(base.panel), plan.effects)?;
            CrossFit::new(&binned, &keep, &base.fit.folds, None, &|_| ())
        }
        _ => CrossFit::new(design, &keep, &base.fit.folds, Some(&base.fit), &|_| ()),
    };
    match fit {
        Ok(fit) => Ok(standings(&base.pairs, judged, plan, links, design, &fit)),
        Err(Error::Gravity(gravity::Error::NoRows)) => Ok(Vec::new()),
        Err(error) => Err(error),
    }
}

fn standings(
    pairs: &Pairs,
    judged: &Judged,
    plan: &Plan,
    links: &[usize],
    design: &Design,
    fit: &CrossFit,
) -> Vec<(usize, Standing)> {
    let totals = Totals::new(pairs, &design.flow, &fit.expected);
    let left = links.iter().filter(|&&pair| totals.expected[pair] > 0.0);
    left.map(|&pair| (pair, judged.standing(&totals, pair, plan.weak_below))).collect()
}

/// Rank and ratio of each shown pair among the links that are left.
fn places(standings: &[(usize, Standing)], order: Order, shown: &[usize]) -> Vec<Option<(usize, f64)>> {
    let mut sorted: Vec<&(usize, Standing)> = standings.iter().collect();
    sorted.sort_by(|one, other| one.1.compare(&other.1, order));
    let place = |pair: &usize| {
        let at = sorted.iter().position(|(other, _)| other == pair)?;
        Some((at + 1, sorted[at].1.ratio))
    };
    shown.iter().map(place).collect()
}

/// The panel with each distance in logs replaced by indicators of its bin; the first bin is the reference.
fn in_bins(panel: &FlowPanel) -> FlowPanel {
    let mut binned = panel.clone();
    binned.covariates.clear();
    for covariate in &panel.covariates {
        if covariate.kind != CovariateKind::Distance {
            binned.covariates.push(covariate.clone());
            continue;
        }
        let mut sorted = covariate.values.clone();
        sorted.sort_by(f64::total_cmp);
        let mut edges: Vec<f64> = (1..N_BINS).map(|bin| sorted[bin * sorted.len() / N_BINS]).collect();
        edges.dedup();
        for (bin, &edge) in edges.iter().enumerate() {
            let above = edges.get(bin + 1).copied().unwrap_or(f64::INFINITY);
            let inside = |value: &f64| f64::from(u8::from(*value >= edge && *value < above));
            binned.covariates.push(Covariate {
                name: format!("{}, bin {}", covariate.name, bin + 2),
                kind: CovariateKind::Other,
                values: covariate.values.iter().map(inside).collect(),
            });
        }
    }
    binned
}
