//! The learning sample with its cross-fitted expected flows: what every later step works on.

use gravity::{Design, FlowPanel};

use crate::crossfit::CrossFit;
use crate::folds::folds;
use crate::judge::Noise;
use crate::learning::{Between, Side, sides};
use crate::pairs::Pairs;
use crate::shrinkage::Totals;
use crate::{DataSummary, Dropped, Error, Note, Plan, Stage};

/// The design, its pairs and their cross-fitted expected flows.
pub(crate) struct Base<'a> {
    pub panel: &'a FlowPanel,
    pub design: Design,
    pub pairs: Pairs,
    pub sides: Vec<Side>,
    pub keep: Vec<bool>,
    pub fit: CrossFit,
    pub between: Between,
}

impl<'a> Base<'a> {
    pub fn new(panel: &'a FlowPanel, plan: &Plan, progress: &(dyn Fn(Stage) + Sync)) -> Result<Self, Error> {
        let design = Design::new(panel, plan.effects)?;
        let pairs = Pairs::of(&design, panel.undirected);
        let n_pairs = design.pairs.len();
        if plan.folds > n_pairs {
            return Err(Error::TooManyFolds { folds: plan.folds, n_pairs });
        }
        let folds = folds(&design, &panel.regions, plan.folds, plan.seed);
        let keep = not_separated(&design)?;
        let tell = |done: usize| progress(Stage::CrossFit { done, total: plan.folds });
        let fit = CrossFit::new(&design, &keep, &folds, None, &tell)?;
        let sides = sides(panel.regions.len(), plan);
        let totals = Totals::new(&pairs, &design.flow, &fit.expected);
        let between = Between::new(&pairs, &sides, panel.undirected, &totals.expected);
        if between.a_to_b.is_empty() && between.b_to_a.is_empty() {
            return Err(Error::NoLinks);
        }
        Ok(Base { panel, design, pairs, sides, keep, fit, between })
    }

    /// Rows of the panel whose expected flow runs to zero.
    pub fn n_separated(&self) -> usize {
        let out = |row: &usize| !self.fit.full.levels.used[*row];
        let rows = (0..self.design.n_rows()).filter(out);
        rows.filter(|&row| !self.panel.undirected || self.design.origin[row] <= self.design.destination[row])
            .count()
    }

    pub fn data_summary(&self, dropped: Vec<Dropped>) -> DataSummary {
        let mut regions: Vec<u32> = self.design.pairs.iter().flat_map(|&(one, other)| [one, other]).collect();
        regions.sort_unstable();
        regions.dedup();
        DataSummary {
            n_rows: self.panel.n_rows(),
            n_regions: regions.len(),
            n_pairs: self.pairs.len(),
            periods: self.panel.periods.clone(),
            dropped,
        }
    }

    pub fn notes(&self, noise: &Noise, links: &[usize]) -> Vec<Note> {
        let mut notes = Vec::new();
        match noise {
            Noise::OfCounts => notes.push(Note::OnePeriodOfCounts),
            Noise::Unknown => notes.push(Note::RatiosOnly),
            Noise::Estimated(_) => {}
        }
        let n_links = links.iter().filter(|&&pair| self.fit.in_sample(&self.pairs, pair)).count();
        if n_links > 0 {
            notes.push(Note::InSample { n_links });
        }
        let n_pairs = self.between.nothing_expected.len();
        if n_pairs > 0 {
            notes.push(Note::NothingExpected { n_pairs });
        }
        notes.extend(self.one_way());
        notes
    }

    /// The note that most pairs have one direction only, where they should have two.
    fn one_way(&self) -> Option<Note> {
        let n_pairs = self.design.pairs.iter().filter(|(one, other)| one != other).count();
        let directed = self.pairs.origin.iter().zip(&self.pairs.destination);
        let n_directed = directed.filter(|(origin, destination)| origin != destination).count();
        let n_one_way = (2 * n_pairs).saturating_sub(n_directed);
        (!self.panel.undirected && 2 * n_one_way > n_pairs).then_some(Note::OneWay { n_one_way, n_pairs })
    }
}

/// Rows whose expected flow does not run to zero \[CorreiaGuimaraesZylkin2019\].
fn not_separated(design: &Design) -> Result<Vec<bool>, Error> {
    let mut keep = vec![true; design.n_rows()];
    if design.flow.iter().all(|&flow| flow > 0.0) {
        return Ok(keep);
    }
    let x: Vec<Vec<f64>> = (0..design.n_terms())
        .map(|term| (0..design.n_rows()).map(|row| design.x_row(row)[term]).collect())
        .collect();
    let n_levels = design.n_periods * design.n_regions;
    let factor = |level: &dyn Fn(usize) -> usize| {
        let codes: Vec<u32> = (0..design.n_rows()).map(|row| level(row) as u32).collect();
        hdfe::Factor::without_gaps(codes.into_iter(), n_levels)
    };
    let factors = if design.has_effects() {
        vec![factor(&|row| design.origin_level(row)), factor(&|row| design.destination_level(row))]
    } else {
        Vec::new()
    };
    for separated in hdfe::separation::separated(&design.flow, &x, &factors)? {
        keep[separated.row as usize] = false;
    }
    Ok(keep)
}
