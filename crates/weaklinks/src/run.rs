//! The steps of an analysis, one after the other.

use gravity::FlowPanel;
use rayon::prelude::*;

use crate::base::Base;
use crate::judge::{Judged, Noise};
use crate::learning::{Learning, Side, not_reported};
use crate::ranking::{Finding, false_shares};
use crate::reasons::{Terms, course};
use crate::sensitivity::sensitivities;
use crate::{
    Analysis, Dropped, Error, Link, Order, PairName, PairTotal, Plan, Question, Reasons, Similar, Stage,
    model,
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
    let noise = Noise::of(&base, plan.amounts)?;
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
        dropped.push(Dropped::by_rule("separated", n_separated));
    }
    Ok(Analysis {
        question: question(&learning.panel, plan),
        data: base.data_summary(dropped),
        model: model::summary(&base.design, &base.fit.full, base.panel.undirected, n_separated)?,
        dispersion: noise.published(),
        prior: judged.shrinkage.as_ref().map(|shrinkage| shrinkage.prior),
        sides: judged.sides(&base),
        links,
        nothing_expected: base.between.nothing_expected.iter().map(|&pair| pair_name(&base, pair)).collect(),
        not_reported: not_reported(&base.design, &base.panel.regions, plan, base.panel.undirected),
        other_pairs,
        notes,
    })
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

fn pair_name(base: &Base, pair: usize) -> PairName {
    let (origin, destination) = name(base, pair);
    PairName { origin, destination }
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
