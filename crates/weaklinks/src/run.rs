//! The steps of an analysis, one after the other.

use gravity::{Design, FlowPanel};
use rayon::prelude::*;

use crate::crossfit::{CrossFit, expected_errors};
use crate::folds::folds;
use crate::learning::{Between, Learning, Side, not_reported, sides};
use crate::pairs::Pairs;
use crate::posterior::Posterior;
use crate::ranking::{Credible, Finding, Standing, false_shares};
use crate::reasons::{Terms, course};
use crate::sensitivity::sensitivities;
use crate::shrinkage::{Shrinkage, Totals, shrink};
use crate::sides::{Errors, side_total};
use crate::{
    Analysis, DataSummary, Dispersion, Dropped, Error, Link, Note, Order, PairTotal, Plan, Question, Reasons,
    Sides, Similar, Stage, dispersion, model,
};

/// Finds and explains the weak links of a panel.
///
/// The result is a function of the panel and the plan alone: neither the order of the rows nor the number of
/// threads changes a digit. `progress` is called from several threads.
///
/// # Errors
/// A question that does not fit the panel, bad values, a fit that did not converge.
pub fn run(panel: &FlowPanel, plan: &Plan, progress: &(dyn Fn(Stage) + Sync)) -> Result<Analysis, Error> {
    let threads = plan.threads;
    let pool = rayon::ThreadPoolBuilder::new().num_threads(threads).build();
    pool.map_err(|_| Error::Threads { threads })?.install(|| analyse(panel, plan, progress))
}

fn analyse(panel: &FlowPanel, plan: &Plan, progress: &(dyn Fn(Stage) + Sync)) -> Result<Analysis, Error> {
    let learning = Learning::new(panel, plan)?;
    progress(Stage::Model);
    let base = Base::new(&learning.panel, plan, progress)?;
    progress(Stage::Shrinkage);
    let noise = Noise::of(&base)?;
    if plan.order == Order::HowSure && matches!(noise, Noise::Unknown) {
        return Err(Error::NotSure);
    }
    let judged = Judged::new(&base, &noise)?;
    let order = judged.order(&base, plan);
    let mut notes = learning.notes;
    notes.extend(base.notes(&noise, &order));
    let mut links = links(&base, &judged, plan, &order);
    let mut shown = links.iter_mut().zip(&order).take(plan.shown).collect::<Vec<_>>();
    let members: Vec<usize> = shown.iter().map(|(_, pair)| **pair).collect();
    for ((link, _), rows) in shown.iter_mut().zip(sensitivities(&base, &judged, plan, &members, progress)?) {
        link.reasons.sensitivity = rows;
    }
    let ranked: std::collections::HashSet<usize> = order.iter().copied().collect();
    let totals = &judged.totals;
    let other_pairs = (0..base.pairs.len())
        .filter(|pair| !ranked.contains(pair) && totals.expected[*pair] > 0.0)
        .map(|pair| PairTotal { observed: totals.observed[pair], expected: totals.expected[pair] })
        .collect();
    let n_separated = base.n_separated();
    let mut dropped = learning.dropped;
    if n_separated > 0 {
        dropped.push(Dropped { reason: "separated".into(), n_rows: n_separated });
    }
    Ok(Analysis {
        question: question(&learning.panel, plan),
        data: base.data_summary(dropped),
        model: model::summary(&base.design, &base.fit.full, base.panel.undirected, n_separated)?,
        dispersion: noise.published(),
        prior: judged.shrinkage.as_ref().map(|shrinkage| shrinkage.prior),
        sides: judged.sides(&base),
        links,
        not_reported: not_reported(&base.design, &base.panel.regions, plan, base.panel.undirected),
        other_pairs,
        notes,
    })
}

/// Steps 1 and 2 for every pair of the learning sample, between the sides or not, without ranking and reasons.
///
/// # Errors
/// As [`run`].
pub fn judge(panel: &FlowPanel, plan: &Plan) -> Result<Vec<JudgedPair>, Error> {
    let learning = Learning::new(panel, plan)?;
    let base = Base::new(&learning.panel, plan, &|_| ())?;
    let judged = Judged::new(&base, &Noise::of(&base)?)?;
    let known = (0..base.pairs.len()).filter(|&pair| judged.totals.expected[pair] > 0.0);
    Ok(known
        .map(|pair| {
            let finding = judged.finding(pair, plan.weak_below);
            JudgedPair {
                origin: base.pairs.origin[pair],
                destination: base.pairs.destination[pair],
                observed: finding.observed,
                expected: finding.expected,
                log_sd: judged.log_sd[pair],
                scale: judged.shrinkage.as_ref().map(|shrinkage| shrinkage.scale[pair]),
                ratio: finding.ratio,
                credible: finding.credible,
                course: base.pairs.rows[pair]
                    .iter()
                    .map(|&row| (base.design.flow[row], base.fit.expected[row]))
                    .collect(),
            }
        })
        .collect())
}

/// What steps 1 and 2 say of one pair.
#[derive(Debug, Clone)]
pub struct JudgedPair {
    /// Origin (code of the panel).
    pub origin: u32,
    /// Destination (code of the panel).
    pub destination: u32,
    /// O.
    pub observed: f64,
    /// E, cross-fitted.
    pub expected: f64,
    /// Standard deviation of log E.
    pub log_sd: f64,
    /// s = Var(O)/E(O).
    pub scale: Option<f64>,
    /// Posterior geometric mean of lambda, or O/E.
    pub ratio: f64,
    /// What only a posterior can say.
    pub credible: Option<Credible>,
    /// Observed and expected flow of each row.
    pub course: Vec<(f64, f64)>,
}

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
    fn new(panel: &'a FlowPanel, plan: &Plan, progress: &(dyn Fn(Stage) + Sync)) -> Result<Self, Error> {
        let design = Design::new(panel, plan.effects)?;
        let pairs = Pairs::of(&design, panel.undirected);
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
    fn n_separated(&self) -> usize {
        let out = |row: &usize| !self.fit.full.levels.used[*row];
        let rows = (0..self.design.n_rows()).filter(out);
        rows.filter(|&row| !self.panel.undirected || self.design.origin[row] <= self.design.destination[row])
            .count()
    }

    fn data_summary(&self, dropped: Vec<Dropped>) -> DataSummary {
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

    fn notes(&self, noise: &Noise, links: &[usize]) -> Vec<Note> {
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
        let n_groups = self.fit.full.levels.n_components();
        if n_groups > 1 {
            notes.push(Note::Disconnected { n_groups });
        }
        notes
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

/// What is known of the noise.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Noise {
    /// Told from the deviations of pairs around their own level.
    Estimated(Dispersion),
    /// Counts that were seen once: Poisson.
    OfCounts,
    /// Amounts that were seen once.
    Unknown,
}

impl Noise {
    fn of(base: &Base) -> Result<Self, Error> {
        let estimated = dispersion::dispersion(&base.design, &base.pairs, &base.fit.full)?;
        if let Some(dispersion) = estimated {
            return Ok(Noise::Estimated(dispersion));
        }
        let whole = base.design.flow.iter().all(|flow| flow.fract() == 0.0);
        Ok(if whole { Noise::OfCounts } else { Noise::Unknown })
    }

    /// Dispersion to compute with, if there is one.
    fn known(&self) -> Option<Dispersion> {
        match self {
            Noise::Estimated(dispersion) => Some(*dispersion),
            Noise::OfCounts => Some(Dispersion { phi: 1.0, kappa: None }),
            Noise::Unknown => None,
        }
    }

    fn published(&self) -> Dispersion {
        self.known().unwrap_or(Dispersion { phi: f64::NAN, kappa: None })
    }
}

/// Every pair's numbers.
pub(crate) struct Judged {
    pub totals: Totals,
    pub log_sd: Vec<f64>,
    pub shrinkage: Option<Shrinkage>,
    side_errors: [Option<Errors>; 2],
}

impl Judged {
    fn new(base: &Base, noise: &Noise) -> Result<Self, Error> {
        let totals = Totals::new(&base.pairs, &base.design.flow, &base.fit.expected);
        let Some(noise) = noise.known() else {
            let log_sd = vec![0.0; base.pairs.len()];
            return Ok(Judged { totals, log_sd, shrinkage: None, side_errors: [None, None] });
        };
        let groups = [base.between.a_to_b.clone(), base.between.b_to_a.clone()];
        let errors = expected_errors(&base.design, &base.fit, &base.pairs, &groups)?;
        let shrinkage = shrink(&totals, &errors.log_sd, noise);
        let side_errors = std::array::from_fn(|side| {
            let (mut noise, mut level) = (0.0, 0.0);
            for &pair in &groups[side] {
                let evidence = totals.evidence(pair, shrinkage.scale[pair], errors.log_sd[pair]);
                let mean = Posterior::new(&shrinkage.prior, &evidence).mean() * totals.expected[pair];
                noise += shrinkage.scale[pair] * mean;
                level += mean;
            }
            Some(Errors { log_expected: errors.group_variance[side], noise, level })
        });
        Ok(Judged { totals, log_sd: errors.log_sd, shrinkage: Some(shrinkage), side_errors })
    }

    /// Numbers of one pair.
    pub fn finding(&self, pair: usize, weak_below: f64) -> Finding {
        let (observed, expected) = (self.totals.observed[pair], self.totals.expected[pair]);
        match &self.shrinkage {
            Some(shrinkage) => {
                let evidence = self.totals.evidence(pair, shrinkage.scale[pair], self.log_sd[pair]);
                let posterior = Posterior::new(&shrinkage.prior, &evidence);
                Finding::shrunk(observed, expected, &posterior, weak_below)
            }
            None => Finding::plain(observed, expected),
        }
    }

    /// Standing of a pair with other totals, its noise, prior and error of log E as they are here.
    pub fn standing(&self, totals: &Totals, pair: usize, weak_below: f64) -> Standing {
        let (observed, expected) = (totals.observed[pair], totals.expected[pair]);
        match &self.shrinkage {
            Some(shrinkage) => {
                let scale = totals.scale(pair, shrinkage.lambda[pair], shrinkage.noise);
                let evidence = totals.evidence(pair, scale, self.log_sd[pair]);
                Standing::shrunk(expected, &Posterior::new(&shrinkage.prior, &evidence), weak_below)
            }
            None => Standing::plain(observed, expected),
        }
    }

    /// The links in the asked order.
    fn order(&self, base: &Base, plan: &Plan) -> Vec<usize> {
        let links = base.between.links();
        let mut found: Vec<(usize, Finding)> =
            links.into_par_iter().map(|pair| (pair, self.finding(pair, plan.weak_below))).collect();
        // A stable sort of pairs that stand in the order of their names: ties fall the same way every time.
        found.sort_by(|one, other| one.1.standing().compare(&other.1.standing(), plan.order));
        found.into_iter().map(|(pair, _)| pair).collect()
    }

    fn sides(&self, base: &Base) -> Sides {
        let [to, back] = self.side_errors;
        let b_to_a = &base.between.b_to_a;
        Sides {
            a_to_b: side_total(&self.totals, &base.between.a_to_b, to),
            b_to_a: (!base.panel.undirected).then(|| side_total(&self.totals, b_to_a, back)),
        }
    }
}

fn links(base: &Base, judged: &Judged, plan: &Plan, order: &[usize]) -> Vec<Link> {
    let terms = Terms::new(&base.design, &base.fit, &base.pairs);
    let findings: Vec<Finding> =
        order.par_iter().map(|&pair| judged.finding(pair, plan.weak_below)).collect();
    let p_weak = findings.iter().map_while(|finding| finding.credible.map(|credible| credible.p_weak));
    let false_share = false_shares(p_weak);
    let ratio: std::collections::HashMap<usize, f64> =
        order.iter().zip(&findings).map(|(&pair, finding)| (pair, finding.ratio)).collect();
    let link = |place: usize| {
        let (pair, finding) = (order[place], &findings[place]);
        let (origin, destination) = name(base, pair);
        let similar = terms.similar(&base.pairs, pair, order).into_iter().map(|other| {
            let (origin, destination) = name(base, other);
            Similar { origin, destination, ratio: ratio[&other] }
        });
        Link {
            rank: place + 1,
            origin,
            destination,
            observed: finding.observed,
            expected: finding.expected,
            ratio: finding.ratio,
            low: finding.credible.map(|credible| credible.low),
            high: finding.credible.map(|credible| credible.high),
            p_weak: finding.credible.map(|credible| credible.p_weak),
            gap: finding.gap(),
            gap_low: finding.gap_low(),
            false_share: false_share.get(place).copied(),
            in_sample: base.fit.in_sample(&base.pairs, pair),
            reasons: Reasons {
                terms: terms.of(pair),
                similar: similar.collect(),
                course: course(&base.design, &base.panel.periods, &base.fit, &base.pairs.rows[pair]),
                sensitivity: Vec::new(),
            },
        }
    };
    (0..order.len()).into_par_iter().map(link).collect()
}

/// Names of a pair; of an undirected one, the region of side A first.
fn name(base: &Base, pair: usize) -> (String, String) {
    let (one, other) = (base.pairs.origin[pair], base.pairs.destination[pair]);
    let swap = base.panel.undirected && base.sides[one as usize] == Side::B;
    let (origin, destination) = if swap { (other, one) } else { (one, other) };
    (base.panel.regions[origin as usize].clone(), base.panel.regions[destination as usize].clone())
}

fn question(panel: &FlowPanel, plan: &Plan) -> Question {
    let names = |side: &[u32]| {
        let mut names: Vec<String> =
            side.iter().map(|&region| panel.regions[region as usize].clone()).collect();
        names.sort();
        names
    };
    Question {
        side_a: names(&plan.side_a),
        side_b: names(&plan.side_b),
        effects: plan.effects,
        covariates: panel.covariates.iter().map(|covariate| covariate.name.clone()).collect(),
        undirected: panel.undirected,
        since: plan.since.clone(),
        until: plan.until.clone(),
        weak_below: plan.weak_below,
        order: plan.order,
        folds: plan.folds,
        seed: plan.seed,
    }
}
