//! Why a pair's expected flow is what it is: terms, similar pairs, course.

use gravity::{Design, Direction, Fit};
use rayon::prelude::*;

use crate::crossfit::CrossFit;
use crate::pairs::Pairs;
use crate::{CoursePoint, TermPart};

/// Parts of log E of every pair.
///
/// With w = mu/E over the rows of a pair, log E = sum of w log mu - sum of w log w, and log mu is a sum of effects
/// and covariates: so log E splits exactly into the w-weighted means of its terms. Effects are taken against their
/// mean over the regions of the period; what is left of the periods (their levels, how many there are and how the
/// flow is spread over them) is the term `periods`. Each term is then taken against its mean over all pairs, and
/// the mean of log E is the term `mean-pair`.
pub(crate) struct Terms {
    /// Names: `mean-pair`, `origin`, `destination`, covariates, `periods`.
    names: Vec<String>,
    /// Parts of every pair, in the order of the names; empty where nothing is expected.
    parts: Vec<Vec<f64>>,
}

impl Terms {
    /// Splits log E of every pair.
    pub fn new(design: &Design, fit: &CrossFit, pairs: &Pairs) -> Self {
        let levels: Vec<PeriodMeans> =
            fit.fits.iter().chain([&fit.full]).map(|fit| PeriodMeans::of(design, fit)).collect();
        let raw = |pair: usize| raw_parts(design, fit, &levels, &pairs.rows[pair]);
        let mut parts: Vec<Vec<f64>> = (0..pairs.len()).into_par_iter().map(raw).collect();
        let n = parts.iter().filter(|parts| !parts.is_empty()).count().max(1) as f64;
        let width = parts.iter().map(Vec::len).max().unwrap_or(0);
        let mut means = vec![0.0; width];
        for parts in &parts {
            means.iter_mut().zip(parts).for_each(|(mean, part)| *mean += part / n);
        }
        for parts in parts.iter_mut().filter(|parts| !parts.is_empty()) {
            // The first place holds log E; its mean stays, the others become differences.
            parts[0] = means[0];
            parts.iter_mut().zip(&means).skip(1).for_each(|(part, mean)| *part -= mean);
        }
        Terms { names: names(design), parts }
    }

    /// The parts of one pair.
    pub fn of(&self, pair: usize) -> Vec<TermPart> {
        let part = |(term, part): (&String, &f64)| TermPart { term: term.clone(), contribution: *part };
        self.names.iter().zip(&self.parts[pair]).map(part).collect()
    }

    /// The three members nearest in these terms to one of them, of those that share neither region with it.
    pub fn similar(&self, pairs: &Pairs, pair: usize, members: &[usize]) -> Vec<usize> {
        let shares = |other: usize| {
            let (o, d) = (pairs.origin[other], pairs.destination[other]);
            [pairs.origin[pair], pairs.destination[pair]].iter().any(|&region| region == o || region == d)
        };
        let mut nearest: Vec<(f64, usize)> = Vec::with_capacity(4);
        for &other in members {
            let distance = self.distance(pair, other);
            let full = nearest.len() == 3;
            if full && distance >= nearest[2].0 || shares(other) {
                continue;
            }
            let place = nearest.partition_point(|near| near.0 <= distance);
            nearest.insert(place, (distance, other));
            nearest.truncate(3);
        }
        nearest.into_iter().map(|(_, other)| other).collect()
    }

    /// Squared distance of two pairs in all terms but `mean-pair`.
    fn distance(&self, one: usize, other: usize) -> f64 {
        let parts = self.parts[one].iter().zip(&self.parts[other]).skip(1);
        parts.map(|(one, other)| (one - other) * (one - other)).sum()
    }
}

fn names(design: &Design) -> Vec<String> {
    let effects = if design.has_effects() { &["origin", "destination"][..] } else { &[] };
    let covariates = design.terms.iter().skip(usize::from(!design.has_effects()));
    let first = ["mean-pair"].iter().chain(effects).map(|&name| name.to_owned());
    first.chain(covariates.cloned()).chain(["periods".to_owned()]).collect()
}

/// Means of the effects of each period.
struct PeriodMeans {
    origin: Vec<f64>,
    destination: Vec<f64>,
}

impl PeriodMeans {
    fn of(design: &Design, fit: &Fit) -> Self {
        let mean = |period: usize, regions: &[u32], effects: &[f64]| {
            let level = |&region: &u32| effects[period * design.n_regions + region as usize];
            regions.iter().map(level).sum::<f64>() / regions.len().max(1) as f64
        };
        let periods = || fit.levels.periods.iter().enumerate();
        PeriodMeans {
            origin: periods().map(|(t, place)| mean(t, &place.origins, &fit.parameters.origin)).collect(),
            destination: periods()
                .map(|(t, place)| mean(t, &place.destinations, &fit.parameters.destination))
                .collect(),
        }
    }
}

/// log E, origin, destination, covariates, periods; empty where nothing is expected.
fn raw_parts(design: &Design, fit: &CrossFit, levels: &[PeriodMeans], rows: &[usize]) -> Vec<f64> {
    let total: f64 = rows.iter().map(|&row| fit.expected[row]).sum();
    if total <= 0.0 {
        return Vec::new();
    }
    let constant = usize::from(!design.has_effects());
    let n_effects = if design.has_effects() { 2 } else { 0 };
    let mut parts = vec![0.0; 2 + n_effects + design.n_terms() - constant];
    parts[0] = total.ln();
    let last = parts.len() - 1;
    for &row in rows {
        let Some(parameters) = fit.parameters(design, row) else { continue };
        let w = fit.expected[row] / total;
        if w <= 0.0 {
            continue;
        }
        if constant == 1 {
            parts[last] += w * parameters.beta[0];
        } else {
            let means = &levels[fit.source_index(design, row)];
            let (origin, destination, common) = effect_parts(design, parameters, means, row);
            parts[1] += w * origin;
            parts[2] += w * destination;
            parts[last] += w * common;
        }
        let covariates = parameters.beta.iter().zip(design.x_row(row)).skip(constant);
        for (k, (beta, x)) in covariates.enumerate() {
            parts[1 + n_effects + k] += w * beta * x;
        }
        parts[last] -= w * w.ln();
    }
    parts
}

fn effect_parts(design: &Design, parameters: &Direction, means: &PeriodMeans, row: usize) -> (f64, f64, f64) {
    let period = design.period[row] as usize;
    let (origin, destination) = (means.origin[period], means.destination[period]);
    (
        parameters.origin[design.origin_level(row)] - origin,
        parameters.destination[design.destination_level(row)] - destination,
        origin + destination,
    )
}

/// Observed and expected flow of each period of a pair.
pub(crate) fn course(
    design: &Design,
    periods: &[String],
    fit: &CrossFit,
    rows: &[usize],
) -> Vec<CoursePoint> {
    let mut points: Vec<CoursePoint> = periods
        .iter()
        .map(|period| CoursePoint { period: period.clone(), observed: None, expected: None })
        .collect();
    for &row in rows {
        let point = &mut points[design.period[row] as usize];
        point.observed = Some(design.flow[row]);
        point.expected = Some(fit.expected[row]);
    }
    points
}
