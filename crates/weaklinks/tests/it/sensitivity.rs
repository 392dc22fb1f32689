//! One thing changed, everything refitted.

use weaklinks::{Change, Link, Order, Plan, Sensitivity};

use crate::measure::flow_panel;
use crate::panels::analyse;

/// A panel with little noise in which one link lost its flow in one of three years.
#[test]
fn the_year_that_alone_makes_a_link_weak_is_named() {
    let quiet = simulate::Plan {
        n_regions: 30,
        n_periods: 3,
        weak_share: 0.0,
        phi: 0.02,
        kappa: 100.0,
        missing_share: 0.0,
        ..simulate::Plan::default()
    };
    let mut panel = flow_panel(&simulate::panel(&quiet).expect("a good plan"));
    let plan =
        Plan { shown: 200, order: Order::HowSure, ..Plan::between((0..6).collect(), (24..30).collect()) };
    let before = analyse(&panel, &Plan { shown: 0, ..plan.clone() }).expect("a good panel");
    // The most certain link of those that are about as expected; without its second year it is weak.
    let width = |link: &Link| link.high.unwrap() / link.low.unwrap();
    let usual = before
        .links
        .iter()
        .filter(|link| (0.85..1.0).contains(&link.ratio))
        .min_by(|one, other| width(one).total_cmp(&width(other)))
        .expect("many are");
    let is_usual =
        |origin: &str, destination: &str| origin == usual.origin && destination == usual.destination;
    for row in 0..panel.n_rows() {
        let (origin, destination) = panel.names(row);
        if is_usual(&origin, &destination) && panel.period[row] == 1 {
            panel.flow[row] = 0.0;
        }
    }
    let after = analyse(&panel, &plan).expect("a good panel");
    let link =
        after.links.iter().find(|link| is_usual(&link.origin, &link.destination)).expect("still reported");
    assert!(link.ratio < 0.75 && link.p_weak.unwrap() > 0.5, "{} {:?}", link.ratio, link.p_weak);
    let moved = |row: &Sensitivity| (row.ratio - link.ratio).abs();
    let rows = &link.reasons.sensitivity;
    let largest = rows.iter().max_by(|one, other| moved(one).total_cmp(&moved(other))).expect("rows");
    assert_eq!(largest.change, Change::Period(panel.periods[1].clone()));
    assert!(largest.ratio > 0.8 && largest.rank > link.rank, "{largest:?}");
    // Three periods, 28 partners, distance in bins.
    assert_eq!(rows.len(), 3 + 28 + 1);
}

/// Only the links that are shown are refitted.
#[test]
fn links_that_are_not_shown_have_no_sensitivity() {
    let plan = simulate::Plan { n_regions: 12, n_periods: 2, ..simulate::Plan::default() };
    let panel = flow_panel(&simulate::panel(&plan).expect("a good plan"));
    let plan = Plan { shown: 2, ..Plan::between((0..4).collect(), (8..12).collect()) };
    let analysis = analyse(&panel, &plan).expect("a good panel");
    let n_rows: Vec<usize> = analysis.links.iter().map(|link| link.reasons.sensitivity.len()).collect();
    assert!(
        n_rows[..2].iter().all(|&n| n == 2 + 10 + 1) && n_rows[2..].iter().all(|&n| n == 0),
        "{n_rows:?}"
    );
}

/// Leaving nothing out is the run itself: the refits start from it and must come back to it.
#[test]
fn a_partner_without_flows_changes_almost_nothing() {
    let plan = simulate::Plan { n_regions: 12, n_periods: 3, seed: 8, ..simulate::Plan::default() };
    let mut panel = flow_panel(&simulate::panel(&plan).expect("a good plan"));
    for row in 0..panel.n_rows() {
        if panel.origin[row] == 4 || panel.destination[row] == 4 {
            panel.flow[row] = 0.0;
        }
    }
    let plan = Plan { shown: 1, ..Plan::between((0..4).collect(), (8..12).collect()) };
    let analysis = analyse(&panel, &plan).expect("a good panel");
    let link = &analysis.links[0];
    let name = Change::Partner(panel.regions[4].clone());
    let without = link.reasons.sensitivity.iter().find(|row| row.change == name).expect("a partner");
    assert!((without.ratio - link.ratio).abs() < 1e-8, "{} {}", without.ratio, link.ratio);
    assert_eq!(without.rank, link.rank);
}
