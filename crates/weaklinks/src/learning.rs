//! The learning sample, and which of its pairs lie between the sides.

use gravity::{CovariateKind, Design, FlowPanel, check_border};

use crate::pairs::Pairs;
use crate::{Dropped, Error, Note, PairName, Plan};

/// The rows to learn from, and what was left out.
pub(crate) struct Learning {
    /// The panel without the rows left out.
    pub panel: FlowPanel,
    /// Rows left out, by reason.
    pub dropped: Vec<Dropped>,
    /// What the reader must know of it.
    pub notes: Vec<Note>,
}

impl Learning {
    /// Every pair, but no domestic flow unless the equation has a border term.
    ///
    /// # Errors
    /// A side that is empty or unknown, sides that overlap, no flow between different regions, two countries
    /// without a border term.
    pub fn new(panel: &FlowPanel, plan: &Plan) -> Result<Self, Error> {
        check_plan(panel, plan)?;
        gravity::check_values(panel)?;
        let domestic = |row: usize| panel.origin[row] == panel.destination[row];
        let n_domestic = (0..panel.n_rows()).filter(|&row| domestic(row)).count();
        if n_domestic == panel.n_rows() {
            return Err(gravity::Error::OneRegion.into());
        }
        let (mut dropped, mut notes) = (Vec::new(), Vec::new());
        let panel = if n_domestic == 0 || panel.has(CovariateKind::Border) {
            panel.clone()
        } else {
            dropped.push(Dropped::by_rule("domestic", n_domestic));
            notes.push(Note::DomesticLeftOut { n_rows: n_domestic });
            panel.filtered(|row| !domestic(row))
        };
        if let Some(countries) = &plan.countries {
            check_border(&panel, countries)?;
        }
        Ok(Learning { panel, dropped, notes })
    }
}

fn check_plan(panel: &FlowPanel, plan: &Plan) -> Result<(), Error> {
    for (side, regions) in [('a', &plan.side_a), ('b', &plan.side_b)] {
        if regions.is_empty() {
            return Err(Error::EmptySide { side });
        }
        if regions.iter().any(|&region| region as usize >= panel.regions.len()) {
            return Err(Error::UnknownRegion { side });
        }
    }
    if let Some(&both) = plan.side_a.iter().find(|region| plan.side_b.contains(region)) {
        return Err(Error::Overlap { region: panel.regions[both as usize].clone() });
    }
    if !(plan.weak_below > 0.0 && plan.weak_below <= 1.0) {
        return Err(Error::WeakBelow { weak_below: plan.weak_below });
    }
    if plan.folds < 2 {
        return Err(Error::Folds { folds: plan.folds });
    }
    Ok(())
}

/// Side of each region.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    /// Side A.
    A,
    /// Side B.
    B,
    /// Learned from, not ranked.
    Neither,
}

/// The pairs between the sides.
pub(crate) struct Between {
    /// From A to B; in an undirected panel all of them.
    pub a_to_b: Vec<usize>,
    /// From B to A.
    pub b_to_a: Vec<usize>,
    /// Pairs between the sides of which nothing can be expected.
    pub nothing_expected: Vec<usize>,
}

impl Between {
    /// Sorts the pairs with a positive expected flow by side.
    pub fn new(pairs: &Pairs, sides: &[Side], undirected: bool, expected: &[f64]) -> Self {
        let mut between = Between { a_to_b: vec![], b_to_a: vec![], nothing_expected: vec![] };
        for (pair, &expected) in expected.iter().enumerate() {
            let sides = (sides[pairs.origin[pair] as usize], sides[pairs.destination[pair] as usize]);
            let to = match sides {
                (Side::A, Side::B) => &mut between.a_to_b,
                (Side::B, Side::A) if undirected => &mut between.a_to_b,
                (Side::B, Side::A) => &mut between.b_to_a,
                _ => continue,
            };
            if expected > 0.0 { to.push(pair) } else { between.nothing_expected.push(pair) }
        }
        between
    }

    /// All links, from A to B first.
    pub fn links(&self) -> Vec<usize> {
        self.a_to_b.iter().chain(&self.b_to_a).copied().collect()
    }
}

/// Side of each region of the panel.
pub(crate) fn sides(n_regions: usize, plan: &Plan) -> Vec<Side> {
    let mut sides = vec![Side::Neither; n_regions];
    plan.side_a.iter().for_each(|&region| sides[region as usize] = Side::A);
    plan.side_b.iter().for_each(|&region| sides[region as usize] = Side::B);
    sides
}

/// Pairs between the sides without a row, from A to B first.
pub(crate) fn not_reported(
    design: &Design,
    regions: &[String],
    plan: &Plan,
    undirected: bool,
) -> Vec<PairName> {
    let reported: std::collections::HashSet<(u32, u32)> =
        design.origin.iter().copied().zip(design.destination.iter().copied()).collect();
    let (mut side_a, mut side_b) = (plan.side_a.clone(), plan.side_b.clone());
    side_a.sort_unstable();
    side_b.sort_unstable();
    let mut missing = Vec::new();
    let directions: &[_] =
        if undirected { &[(&side_a, &side_b)] } else { &[(&side_a, &side_b), (&side_b, &side_a)] };
    for (origins, destinations) in directions {
        let all = origins.iter().flat_map(|&origin| destinations.iter().map(move |&to| (origin, to)));
        missing.extend(all.filter(|pair| !reported.contains(pair)).map(|(origin, destination)| PairName {
            origin: regions[origin as usize].clone(),
            destination: regions[destination as usize].clone(),
        }));
    }
    missing
}
