//! Data that need their own rule.

use gravity::{Covariate, CovariateKind, Effects, FlowPanel};
use weaklinks::{Error, Note, Order, Plan};

use crate::panels::{analyse, drawn, plan};

fn counts(mut panel: FlowPanel) -> FlowPanel {
    panel.flow.iter_mut().for_each(|flow| *flow = flow.round());
    panel
}

#[test]
fn one_period_of_counts_is_poisson() {
    let panel = counts(drawn(16, 1, 1));
    let analysis = analyse(&panel, &plan(&panel)).expect("counts");
    assert!(analysis.notes.contains(&Note::OnePeriodOfCounts));
    assert_eq!((analysis.dispersion.phi.to_bits(), analysis.dispersion.kappa), (1.0_f64.to_bits(), None));
    assert!(analysis.links.iter().all(|link| link.p_weak.is_some() && link.high.is_some()));
}

#[test]
fn one_period_of_amounts_gives_ratios_alone() {
    let panel = drawn(16, 1, 1);
    let plan = plan(&panel);
    let analysis = analyse(&panel, &plan).expect("amounts");
    assert!(analysis.notes.contains(&Note::RatiosOnly));
    assert!(analysis.dispersion.phi.is_nan() && analysis.prior.is_none());
    for link in &analysis.links {
        assert!((link.ratio - link.observed / link.expected).abs() < 1e-12);
        assert_eq!(
            (link.low, link.high, link.p_weak, link.gap_low, link.false_share),
            (None, None, None, None, None)
        );
    }
    assert!(analysis.links.windows(2).all(|two| two[0].gap >= two[1].gap));
    let asked = analyse(&panel, &Plan { order: Order::HowSure, ..plan });
    assert_eq!(asked.err(), Some(Error::NotSure));
}

#[test]
fn whole_numbers_of_an_amount_are_no_counts() {
    let panel = counts(drawn(16, 1, 1));
    let plan = Plan { amounts: true, ..plan(&panel) };
    assert!(analyse(&panel, &plan).expect("amounts").notes.contains(&Note::RatiosOnly));
}

#[test]
fn two_countries_need_a_border_term() {
    let mut panel = drawn(12, 3, 1);
    panel.covariates.retain(|covariate| covariate.kind != CovariateKind::Border);
    let countries = (0..12).map(|region| if region < 6 { "CN".into() } else { "RU".into() }).collect();
    let plan = Plan { countries: Some(countries), ..plan(&panel) };
    let error = analyse(&panel, &plan).err();
    assert!(matches!(error, Some(Error::Gravity(gravity::Error::TwoCountries { .. }))), "{error:?}");
}

#[test]
fn domestic_flows_stay_out_without_a_border_term() {
    let foreign = drawn(12, 3, 1);
    let mut panel = foreign.clone();
    for region in 0..12 {
        panel.origin.push(region);
        panel.destination.push(region);
        panel.period.push(0);
        panel.flow.push(500.0);
        for covariate in &mut panel.covariates {
            covariate.values.push(0.0);
        }
    }
    let plan = Plan { shown: 0, ..plan(&panel) };
    let with_border = analyse(&panel, &plan).expect("a border term tells them apart");
    assert_eq!(with_border.data.n_rows, panel.n_rows());
    let without = |panel: &FlowPanel| {
        let mut panel = panel.clone();
        panel.covariates.retain(|covariate| covariate.kind != CovariateKind::Border);
        analyse(&panel, &plan).expect("domestic flows are left out")
    };
    let left_out = without(&panel);
    assert_eq!(left_out.notes, [Note::DomesticLeftOut { n_rows: 12 }]);
    assert_eq!((left_out.data.dropped[0].reason.as_str(), left_out.data.dropped[0].n_rows), ("domestic", 12));
    let expected = |analysis: &weaklinks::Analysis| analysis.links[0].expected.to_bits();
    assert_eq!(expected(&left_out), expected(&without(&foreign)));
}

#[test]
fn undirected_is_one_row_a_pair_and_equals_both_directions() {
    let mut ties = counts(drawn(14, 3, 2));
    ties = ties.filtered(|row| ties.origin[row] < ties.destination[row]);
    let mut both = ties.clone();
    both.origin.extend(&ties.destination);
    both.destination.extend(&ties.origin);
    both.period.extend(&ties.period);
    both.flow.extend(&ties.flow);
    for (covariate, from) in both.covariates.iter_mut().zip(&ties.covariates) {
        covariate.values.extend(&from.values);
    }
    let plan = Plan { shown: 0, ..plan(&ties) };
    let directed = analyse(&ties, &plan).expect("read as directed");
    assert!(directed.notes.contains(&Note::OneWay { n_one_way: 90, n_pairs: 90 }), "{:?}", directed.notes);
    ties.undirected = true;
    let one = analyse(&ties, &plan).expect("undirected");
    let two = analyse(&both, &plan).expect("both directions");
    assert_eq!(2 * one.links.len(), two.links.len());
    for analysis in [&one, &two] {
        assert!(
            !analysis.notes.iter().any(|note| matches!(note, Note::OneWay { .. })),
            "{:?}",
            analysis.notes
        );
    }
    assert!(one.sides.b_to_a.is_none());
    assert_eq!(one.model.n_obs, ties.n_rows());
    for link in &one.links {
        assert!(
            one.question.side_a.contains(&link.origin) && one.question.side_b.contains(&link.destination)
        );
        let same = two
            .links
            .iter()
            .find(|other| (&other.origin, &other.destination) == (&link.origin, &link.destination))
            .expect("reported in both");
        assert!((link.expected / same.expected - 1.0).abs() < 1e-7);
    }
}

#[test]
fn without_effects_sizes_are_covariates() {
    let mut panel = counts(drawn(16, 1, 3));
    let size = |region: u32| {
        let sent = (0..panel.n_rows()).filter(|&row| panel.origin[row] == region);
        (1.0 + sent.map(|row| panel.flow[row]).sum::<f64>()).ln()
    };
    let sizes = |column: &[u32]| column.iter().map(|&region| size(region)).collect::<Vec<f64>>();
    let (out, into) = (sizes(&panel.origin), sizes(&panel.destination));
    for (name, values) in [("log(size_o)", out), ("log(size_d)", into)] {
        panel.covariates.push(Covariate { name: name.into(), kind: CovariateKind::Other, values });
    }
    let plan = Plan { effects: Effects::None, ..plan(&panel) };
    let analysis = analyse(&panel, &plan).expect("counts");
    assert_eq!(analysis.model.coefficients[0].term, "(Intercept)");
    assert!(analysis.model.fixed_effects.is_empty());
    for link in &analysis.links {
        let terms = &link.reasons.terms;
        assert!(terms.iter().all(|term| term.term != "origin" && term.term != "destination"));
        let sum: f64 = terms.iter().map(|term| term.contribution).sum();
        assert!((sum - link.expected.ln()).abs() < 1e-9);
    }
}

#[test]
fn a_region_that_one_pair_alone_keeps_alive_is_judged_in_sample() {
    let mut panel = drawn(12, 3, 4);
    // Region 0 sends to region 11 only: without that pair, nothing is known of what it sends.
    for row in 0..panel.n_rows() {
        if panel.origin[row] == 0 {
            panel.flow[row] = if panel.destination[row] == 11 { 5.0 } else { 0.0 };
        }
    }
    let analysis = analyse(&panel, &Plan { shown: 0, ..plan(&panel) }).expect("a good panel");
    // The pair itself, and what else region 0 sends in the same fold.
    let flagged: Vec<_> = analysis.links.iter().filter(|link| link.in_sample).collect();
    assert!(flagged.iter().any(|link| link.destination == panel.regions[11]));
    assert!(flagged.iter().all(|link| link.origin == panel.regions[0] && link.expected > 0.0));
    let n_from_0 = analysis.links.iter().filter(|link| link.origin == panel.regions[0]).count();
    assert!(flagged.len() < n_from_0, "the other folds see the pair");
    assert!(analysis.notes.contains(&Note::InSample { n_links: flagged.len() }), "{:?}", analysis.notes);
}

#[test]
fn a_region_that_sends_nothing_has_no_links() {
    let mut panel = drawn(12, 3, 4);
    for row in 0..panel.n_rows() {
        if panel.origin[row] == 0 {
            panel.flow[row] = 0.0;
        }
    }
    let analysis = analyse(&panel, &Plan { shown: 0, ..plan(&panel) }).expect("a good panel");
    assert!(analysis.links.iter().all(|link| link.origin != panel.regions[0]));
    assert!(analysis.notes.iter().any(|note| matches!(note, Note::NothingExpected { .. })));
    let dropped =
        analysis.data.dropped.iter().find(|dropped| dropped.reason == "separated").expect("counted");
    assert_eq!(dropped.n_rows, panel.origin.iter().filter(|&&origin| origin == 0).count());
}

#[test]
fn pairs_without_a_row_are_named_and_not_taken_for_zero() {
    let panel = drawn(12, 3, 5);
    let gone = panel.filtered(|row| (panel.origin[row], panel.destination[row]) != (1, 10));
    let analysis = analyse(&gone, &Plan { shown: 0, ..plan(&gone) }).expect("a good panel");
    let named = |pair: &weaklinks::PairName| (pair.origin.clone(), pair.destination.clone());
    let missing: Vec<(String, String)> = analysis.not_reported.iter().map(named).collect();
    assert!(missing.contains(&(gone.regions[1].clone(), gone.regions[10].clone())));
    assert!(
        analysis.links.iter().all(|link| (&link.origin, &link.destination) != (&missing[0].0, &missing[0].1))
    );
}

#[test]
fn questions_that_make_no_sense_are_refused() {
    let panel = drawn(12, 3, 5);
    let refused = |plan: Plan| analyse(&panel, &plan).expect_err("refused");
    let plan = plan(&panel);
    assert_eq!(refused(Plan { side_a: vec![], ..plan.clone() }), Error::EmptySide { side: 'a' });
    let overlap = Error::Overlap { region: panel.regions[0].clone() };
    assert_eq!(refused(Plan { side_b: vec![0, 10], ..plan.clone() }), overlap);
    assert_eq!(refused(Plan { side_b: vec![99], ..plan.clone() }), Error::UnknownRegion { side: 'b' });
    assert_eq!(refused(Plan { folds: 1, ..plan.clone() }), Error::Folds { folds: 1 });
    let many = Error::TooManyFolds { folds: 66, n_pairs: 65 };
    assert_eq!(refused(Plan { folds: 66, ..plan.clone() }), many);
    assert!(analyse(&panel, &Plan { folds: 65, shown: 0, ..plan.clone() }).is_ok(), "every pair by itself");
    assert_eq!(refused(Plan { weak_below: 0.0, ..plan.clone() }), Error::WeakBelow { weak_below: 0.0 });
    let mut nothing = panel.clone();
    nothing.flow.fill(0.0);
    assert_eq!(analyse(&nothing, &plan).err(), Some(Error::Gravity(gravity::Error::NoFlow)));
    let mut negative = panel.clone();
    negative.flow[3] = -1.0;
    assert!(matches!(analyse(&negative, &plan).err(), Some(Error::Gravity(gravity::Error::Flow { .. }))));
}

/// A covariate that only one pair has says nothing once that pair is left out.
#[test]
fn a_covariate_of_one_pair_does_not_vouch_for_it() {
    let mut panel = drawn(16, 4, 1);
    let alone = (0..panel.flow.len()).map(|row| {
        let ends = (panel.origin[row], panel.destination[row]);
        f64::from(u8::from(ends == (0, 15) || ends == (15, 0)))
    });
    let values = alone.collect();
    panel.covariates.push(Covariate { name: "alone".into(), kind: CovariateKind::Other, values });
    let analysis = analyse(&panel, &Plan { shown: 0, ..plan(&panel) }).expect("a full panel");
    let names = [panel.regions[0].clone(), panel.regions[15].clone()];
    for link in &analysis.links {
        let alone = names.contains(&link.origin) && names.contains(&link.destination);
        assert_eq!(link.in_sample, alone, "{} {}", link.origin, link.destination);
    }
}
