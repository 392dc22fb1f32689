//! Which levels of the effects can be estimated from which rows.

use crate::Design;

/// No place: the level cannot be estimated.
const ABSENT: u32 = u32::MAX;

/// The levels that a set of rows can estimate, period by period.
///
/// A level all of whose flows are zero has no finite effect \[CorreiaGuimaraesZylkin2019\]; it and its rows are
/// out. Within a period, origins and destinations that no chain of rows ties together form components; one
/// destination of each is held, since only sums of an origin and a destination effect are determined.
#[derive(Debug, Clone)]
pub struct Levels {
    /// Levels of each period.
    pub periods: Vec<PeriodLevels>,
    /// Rows that are used.
    pub used: Vec<bool>,
    /// Component of each origin level; `ABSENT` where it cannot be estimated.
    origin_component: Vec<u32>,
    /// Component of each destination level.
    destination_component: Vec<u32>,
}

/// Levels of one period.
#[derive(Debug, Clone, Default)]
pub struct PeriodLevels {
    /// Regions with an origin effect, ascending.
    pub origins: Vec<u32>,
    /// Regions with a destination effect, ascending.
    pub destinations: Vec<u32>,
    /// Place of each region in `origins`.
    pub origin_place: Vec<u32>,
    /// Place of each region in `destinations`.
    pub destination_place: Vec<u32>,
    /// Places in `destinations` that are held, one a component.
    pub held: Vec<usize>,
}

impl Levels {
    /// Finds the levels that the rows of `keep` can estimate.
    pub fn of(design: &Design, keep: &[bool]) -> Self {
        if !design.has_effects() {
            let periods = vec![PeriodLevels::default(); design.n_periods];
            let (origin_component, destination_component) = (Vec::new(), Vec::new());
            return Levels { periods, used: keep.to_vec(), origin_component, destination_component };
        }
        let n_levels = design.n_periods * design.n_regions;
        let (mut out, mut into) = (vec![0.0; n_levels], vec![0.0; n_levels]);
        for row in (0..design.n_rows()).filter(|&row| keep[row]) {
            out[design.origin_level(row)] += design.flow[row];
            into[design.destination_level(row)] += design.flow[row];
        }
        let live =
            |row: usize| out[design.origin_level(row)] > 0.0 && into[design.destination_level(row)] > 0.0;
        let used: Vec<bool> = (0..design.n_rows()).map(|row| keep[row] && live(row)).collect();
        let mut levels = Levels {
            periods: Vec::with_capacity(design.n_periods),
            used,
            origin_component: vec![ABSENT; n_levels],
            destination_component: vec![ABSENT; n_levels],
        };
        for period in 0..design.n_periods {
            levels.add_period(design, period, &out, &into);
        }
        levels
    }

    /// Whether the effects of a row's origin and destination are both determined, and their sum too.
    pub fn determines(&self, design: &Design, row: usize) -> bool {
        if !design.has_effects() {
            return true;
        }
        let origin = self.origin_component[design.origin_level(row)];
        origin != ABSENT && origin == self.destination_component[design.destination_level(row)]
    }

    /// Largest number of components in one period; 1 when every period is connected.
    pub fn n_components(&self) -> usize {
        self.periods.iter().map(|period| period.held.len()).max().unwrap_or(0)
    }

    fn add_period(&mut self, design: &Design, period: usize, out: &[f64], into: &[f64]) {
        let n = design.n_regions;
        let rows = design.period_starts[period]..design.period_starts[period + 1];
        let base = period * n;
        // Node `region` is an origin, node `n + region` a destination.
        let mut forest: Vec<u32> = (0..2 * n as u32).collect();
        let mut touched = vec![false; 2 * n];
        for row in rows.filter(|&row| self.used[row]) {
            let (origin, destination) = (design.origin[row] as usize, n + design.destination[row] as usize);
            (touched[origin], touched[destination]) = (true, true);
            let (one, other) = (root(&mut forest, origin), root(&mut forest, destination));
            forest[one.max(other)] = one.min(other) as u32;
        }
        let mut place = PeriodLevels {
            origin_place: vec![ABSENT; n],
            destination_place: vec![ABSENT; n],
            ..PeriodLevels::default()
        };
        let mut best: Vec<Option<usize>> = vec![None; 2 * n];
        for region in 0..n {
            if touched[region] && out[base + region] > 0.0 {
                place.origin_place[region] = place.origins.len() as u32;
                place.origins.push(region as u32);
                self.origin_component[base + region] = root(&mut forest, region) as u32;
            }
            if touched[n + region] && into[base + region] > 0.0 {
                place.destination_place[region] = place.destinations.len() as u32;
                place.destinations.push(region as u32);
                let component = root(&mut forest, n + region);
                self.destination_component[base + region] = component as u32;
                // The largest destination is held: its column carries the most information.
                let larger = best[component].is_none_or(|other| into[base + region] > into[base + other]);
                if larger {
                    best[component] = Some(region);
                }
            }
        }
        place.held =
            best.into_iter().flatten().map(|region| place.destination_place[region] as usize).collect();
        self.periods.push(place);
    }
}

fn root(forest: &mut [u32], mut node: usize) -> usize {
    while forest[node] as usize != node {
        forest[node] = forest[forest[node] as usize];
        node = forest[node] as usize;
    }
    node
}
