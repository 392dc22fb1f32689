//! Every pair's numbers: noise, prior, posterior.

use gravity::FlowPanel;
use rayon::prelude::*;

use crate::base::Base;
use crate::crossfit::expected_errors;
use crate::dispersion;
use crate::learning::Learning;
use crate::posterior::Posterior;
use crate::ranking::{Credible, Finding, Standing};
use crate::shrinkage::{Shrinkage, Totals, shrink};
use crate::sides::{Errors, side_total};
use crate::{Dispersion, Error, Plan, Sides};

/// Steps 1 and 2 for every pair of the learning sample, between the sides or not, without ranking and reasons.
///
/// # Errors
/// As [`crate::run`].
pub fn judge(panel: &FlowPanel, plan: &Plan) -> Result<Vec<JudgedPair>, Error> {
    let learning = Learning::new(panel, plan)?;
    let base = Base::new(&learning.panel, plan, &|_| ())?;
    let judged = Judged::new(&base, &Noise::of(&base, plan.amounts)?)?;
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

/// What is known of the noise.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Noise {
    /// Told from the deviations of pairs around their own level.
    Estimated(Dispersion),
    /// Counts that were seen once: Poisson.
    OfCounts,
    /// Amounts that were seen once, or too few pairs that were seen more than once.
    Unknown,
}

impl Noise {
    pub fn of(base: &Base, amounts: bool) -> Result<Self, Error> {
        let estimated = dispersion::dispersion(&base.design, &base.pairs, &base.fit.full)?;
        if let Some(dispersion) = estimated {
            return Ok(Noise::Estimated(dispersion));
        }
        let one_period = base.panel.periods.len() == 1;
        let counts = one_period && !amounts && base.design.flow.iter().all(|flow| flow.fract() == 0.0);
        Ok(if counts { Noise::OfCounts } else { Noise::Unknown })
    }

    /// Dispersion to compute with, if there is one.
    fn known(&self) -> Option<Dispersion> {
        match self {
            Noise::Estimated(dispersion) => Some(*dispersion),
            Noise::OfCounts => Some(Dispersion { phi: 1.0, kappa: None }),
            Noise::Unknown => None,
        }
    }

    pub fn published(&self) -> Dispersion {
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
    pub fn new(base: &Base, noise: &Noise) -> Result<Self, Error> {
        let totals = Totals::new(&base.pairs, &base.design.flow, &base.fit.expected);
        let Some(noise) = noise.known() else {
            let log_sd = vec![0.0; base.pairs.len()];
            return Ok(Judged { totals, log_sd, shrinkage: None, side_errors: [None, None] });
        };
        let groups = [base.between.a_to_b.clone(), base.between.b_to_a.clone()];
        let errors = expected_errors(&base.design, &base.fit, &base.pairs, &groups)?;
        let shrinkage = shrink(&totals, &errors.log_sd, noise)?;
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
    pub fn order(&self, base: &Base, plan: &Plan) -> Vec<usize> {
        let links = base.between.links();
        let mut found: Vec<(usize, Finding)> =
            links.into_par_iter().map(|pair| (pair, self.finding(pair, plan.weak_below))).collect();
        // A stable sort of pairs that stand in the order of their names: ties fall the same way every time.
        found.sort_by(|one, other| one.1.standing().compare(&other.1.standing(), plan.order));
        found.into_iter().map(|(pair, _)| pair).collect()
    }

    pub fn sides(&self, base: &Base) -> Sides {
        let [to, back] = self.side_errors;
        let b_to_a = &base.between.b_to_a;
        Sides {
            a_to_b: side_total(&self.totals, &base.between.a_to_b, to),
            b_to_a: (!base.panel.undirected).then(|| side_total(&self.totals, b_to_a, back)),
        }
    }
}
