//! Treatments that start at different times.
//!
//! One coefficient for all of them averages the effects of cohorts and periods with weights that may be negative, since
//! pairs that were treated earlier serve as comparison \[NagengastYotov2025\]. The extended form gives each cohort g
//! (pairs that start in period g) its own effect in each period s >= g \[Wooldridge2023\], here with origin-period,
//! destination-period and pair effects,
//!
//! ```text
//! E[y_ijt] = exp(alpha_it + gamma_jt + eta_ij + sum_g sum_{s >= g} delta_gs 1[ij in g] 1[t = s] + x_ijt' beta)
//! ```
//!
//! so that pairs never treated, and those not yet treated, are the only comparison. The average effect is the mean of
//! delta_gs over the rows that are treated, its standard error that of the sum with these weights.
//!
//! Left out, and counted: pairs treated from their first period on, of which nothing is seen before, and pairs whose
//! treatment ends. Where every pair is treated in the end, the periods from the last start on have no comparison and are
//! left out as well.

use std::collections::BTreeMap;

use serde::Serialize;

use super::{Effect, Equation, Estimated, Model, estimate};
use crate::{Covariate, CovariateKind, Error, FlowPanel};

/// The effect on one cohort in one period.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cell {
    /// First treated period.
    pub start: String,
    /// The period.
    pub period: String,
    /// Periods of the panel since the start.
    pub since: usize,
    /// Treated rows.
    pub n_rows: usize,
    /// Pairs that are not yet treated in the period, of other cohorts.
    pub n_not_yet: usize,
    /// delta_gs.
    pub effect: Effect,
}

/// A cohort, or a time since the start.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Cohort<Name> {
    /// First treated period; or periods of the panel since the start.
    pub name: Name,
    /// Pairs.
    pub n_pairs: usize,
    /// Mean of delta over its treated rows.
    pub effect: Effect,
}

/// Which pairs serve as comparison, and which do not (pairs with a direction, unless the panel has none).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// Never treated: comparison in all periods.
    pub never: usize,
    /// Treated later: comparison until their start.
    pub starting: usize,
    /// Treated from their first period on: left out.
    pub always: usize,
    /// Treatment ends: left out.
    pub ending: usize,
    /// Periods left out at the end because every pair is treated by then.
    pub periods_without: usize,
}

/// The extended form.
#[derive(Debug, Clone)]
pub struct Cohorts {
    /// The equation.
    pub fit: Estimated,
    /// Mean of delta over all treated rows.
    pub average: Effect,
    /// By cohort.
    pub by_start: Vec<Cohort<String>>,
    /// By periods since the start.
    pub by_since: Vec<Cohort<usize>>,
    /// Every delta.
    pub cells: Vec<Cell>,
    /// Which pairs were compared.
    pub comparison: Comparison,
}

/// What became of a pair.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Fate {
    Never,
    Starts(u32),
    Always,
    Ends,
}

/// Estimates the extended form; the covariate `treatment` of the panel is replaced by cohorts and periods.
///
/// # Errors
/// As [`estimate`]; a treatment that is not 0 or 1, that nobody starts, or whose effects cannot be told apart from
/// those of regions and periods.
pub fn cohorts(equation: &Equation, treatment: &str) -> Result<Cohorts, Error> {
    let panel = equation.panel;
    let treated = &panel.covariates.iter().find(|covariate| covariate.name == treatment);
    let treated = &treated.ok_or_else(|| Error::NotIdentified { term: treatment.to_owned() })?.values;
    if let Some(row) = treated.iter().position(|value| ![0.0, 1.0].contains(value)) {
        let (origin, destination) = panel.names(row);
        return Err(Error::NotBinary {
            term: treatment.to_owned(),
            origin,
            destination,
            value: treated[row],
        });
    }
    let fates = fates(panel, treated);
    let mut comparison = count(&fates);
    let last = last_period(panel, &fates);
    comparison.periods_without = panel.periods.len() - last;
    let fate = |row: usize| fates[&pair(panel, row)];
    let kept = panel.filtered(|row| {
        (panel.period[row] as usize) < last && matches!(fate(row), Fate::Never | Fate::Starts(_))
    });
    let start = |panel: &FlowPanel, row: usize| match fates[&pair(panel, row)] {
        Fate::Starts(start) => Some(start),
        _ => None,
    };
    let keys = treated_cells(&kept, &start);
    if keys.is_empty() {
        return Err(Error::NobodyStarts { term: treatment.to_owned() });
    }
    let extended = with_cells(&kept, treatment, &keys, &start);
    let fit = estimate(&Equation { panel: &extended, model: Model { ..equation.model } })?;
    let of_cell: Vec<Option<(u32, u32)>> = (0..extended.n_rows())
        .map(|row| {
            start(&extended, row).filter(|&g| g <= extended.period[row]).map(|g| (g, extended.period[row]))
        })
        .collect();
    let mut n_rows = BTreeMap::<(u32, u32), usize>::new();
    for &row in &fit.rows {
        if let Some(key) = of_cell[row as usize] {
            *n_rows.entry(key).or_default() += 1;
        }
    }
    summarise(&extended, fit, &n_rows, &fates, comparison)
}

fn pair(panel: &FlowPanel, row: usize) -> (u32, u32) {
    let (origin, destination) = (panel.origin[row], panel.destination[row]);
    if panel.undirected { (origin.min(destination), origin.max(destination)) } else { (origin, destination) }
}

fn fates(panel: &FlowPanel, treated: &[f64]) -> BTreeMap<(u32, u32), Fate> {
    let mut courses = BTreeMap::<(u32, u32), Vec<(u32, bool)>>::new();
    for (row, &value) in treated.iter().enumerate() {
        courses.entry(pair(panel, row)).or_default().push((panel.period[row], value > 0.5));
    }
    let fate = |mut course: Vec<(u32, bool)>| {
        course.sort_unstable();
        let Some(first) = course.iter().position(|&(_, treated)| treated) else { return Fate::Never };
        if course[first..].iter().any(|&(_, treated)| !treated) {
            Fate::Ends
        } else if first == 0 {
            Fate::Always
        } else {
            Fate::Starts(course[first].0)
        }
    };
    courses.into_iter().map(|(pair, course)| (pair, fate(course))).collect()
}

fn count(fates: &BTreeMap<(u32, u32), Fate>) -> Comparison {
    let n = |wanted: &dyn Fn(Fate) -> bool| fates.values().filter(|&&fate| wanted(fate)).count();
    Comparison {
        never: n(&|fate| fate == Fate::Never),
        starting: n(&|fate| matches!(fate, Fate::Starts(_))),
        always: n(&|fate| fate == Fate::Always),
        ending: n(&|fate| fate == Fate::Ends),
        periods_without: 0,
    }
}

/// Number of periods that have a comparison.
fn last_period(panel: &FlowPanel, fates: &BTreeMap<(u32, u32), Fate>) -> usize {
    if fates.values().any(|&fate| fate == Fate::Never) {
        return panel.periods.len();
    }
    let starts =
        fates.values().filter_map(|fate| if let Fate::Starts(start) = fate { Some(*start) } else { None });
    starts.max().map_or(panel.periods.len(), |last| last as usize)
}

fn treated_cells(panel: &FlowPanel, start: &dyn Fn(&FlowPanel, usize) -> Option<u32>) -> Vec<(u32, u32)> {
    let cells = (0..panel.n_rows()).filter_map(|row| {
        let (g, s) = (start(panel, row)?, panel.period[row]);
        (s >= g).then_some((g, s))
    });
    let mut cells: Vec<(u32, u32)> = cells.collect();
    cells.sort_unstable();
    cells.dedup();
    cells
}

fn name_of(panel: &FlowPanel, (g, s): (u32, u32)) -> String {
    format!("{}@{}", panel.periods[g as usize], panel.periods[s as usize])
}

/// The panel with an indicator for each cohort and period in the place of the treatment.
fn with_cells(
    panel: &FlowPanel,
    treatment: &str,
    keys: &[(u32, u32)],
    start: &dyn Fn(&FlowPanel, usize) -> Option<u32>,
) -> FlowPanel {
    let mut extended = panel.filtered(|_| true);
    extended.covariates.retain(|covariate| covariate.name != treatment);
    let starts: Vec<Option<u32>> = (0..panel.n_rows()).map(|row| start(panel, row)).collect();
    let indicator = |&(g, s): &(u32, u32)| Covariate {
        name: name_of(panel, (g, s)),
        kind: CovariateKind::Other,
        values: (0..panel.n_rows())
            .map(|row| f64::from(starts[row] == Some(g) && panel.period[row] == s))
            .collect(),
    };
    let mut covariates: Vec<Covariate> = keys.iter().map(indicator).collect();
    covariates.append(&mut extended.covariates);
    extended.covariates = covariates;
    extended
}

fn summarise(
    panel: &FlowPanel,
    fit: Estimated,
    n_rows: &BTreeMap<(u32, u32), usize>,
    fates: &BTreeMap<(u32, u32), Fate>,
    comparison: Comparison,
) -> Result<Cohorts, Error> {
    let mut known = Vec::new();
    for (&key, &n) in n_rows {
        let term = name_of(panel, key);
        let position = fit.position(&term).ok_or(Error::NotIdentified { term })?;
        known.push((key, position, n));
    }
    if known.is_empty() {
        return Err(Error::NoRows);
    }
    let pairs_of = |wanted: &dyn Fn(u32) -> bool| {
        fates.values().filter(|fate| matches!(fate, Fate::Starts(start) if wanted(*start))).count()
    };
    let mean = |of: &dyn Fn((u32, u32)) -> bool| {
        let chosen = || known.iter().filter(|(key, _, _)| of(*key));
        let total: usize = chosen().map(|cell| cell.2).sum();
        let weights: Vec<(usize, f64)> =
            chosen().map(|&(_, position, n)| (position, n as f64 / total as f64)).collect();
        fit.combination(&weights)
    };
    let mut starts: Vec<u32> = known.iter().map(|(key, _, _)| key.0).collect();
    starts.dedup();
    let mut since: Vec<u32> = known.iter().map(|(key, _, _)| key.1 - key.0).collect();
    since.sort_unstable();
    since.dedup();
    let by_start = starts.iter().map(|&g| Cohort {
        name: panel.periods[g as usize].clone(),
        n_pairs: pairs_of(&|start| start == g),
        effect: mean(&|key| key.0 == g),
    });
    let reaching =
        |h: u32| known.iter().filter(move |(key, _, _)| key.1 - key.0 == h).map(|(key, _, _)| key.0);
    let by_since = since.iter().map(|&h| Cohort {
        name: h as usize,
        n_pairs: pairs_of(&|start| reaching(h).any(|g| g == start)),
        effect: mean(&|key| key.1 - key.0 == h),
    });
    let cells = known.iter().map(|&((g, s), position, n)| Cell {
        start: panel.periods[g as usize].clone(),
        period: panel.periods[s as usize].clone(),
        since: (s - g) as usize,
        n_rows: n,
        n_not_yet: pairs_of(&|start| start > s),
        effect: fit.combination(&[(position, 1.0)]),
    });
    Ok(Cohorts {
        average: mean(&|_| true),
        by_start: by_start.collect(),
        by_since: by_since.collect(),
        cells: cells.collect(),
        comparison,
        fit,
    })
}
