//! The panel as a whole.

use super::*;

fn small() -> Plan {
    Plan { n_regions: 12, n_periods: 4, ..Plan::default() }
}

#[test]
fn the_same_plan_gives_the_same_panel() {
    assert_eq!(panel(&small()), panel(&small()));
    let other = panel(&Plan { seed: 2, ..small() }).unwrap();
    assert_ne!(panel(&small()).unwrap().flow, other.flow);
}

#[test]
fn the_same_numbers_on_every_machine() {
    let drawn = panel(&Plan { n_regions: 3, n_periods: 2, missing_share: 0.0, ..Plan::default() }).unwrap();
    let text: Vec<String> = drawn.flow.iter().take(6).map(ToString::to_string).collect();
    assert_eq!(text.join(" "), "230.3609 164.2308 4.27948 4.887226 110.5994 256.3343");
}

#[test]
fn exactly_the_asked_share_is_planted() {
    let drawn = panel(&Plan { weak_share: 0.1, ..Plan::default() }).unwrap();
    let planted: Vec<&Truth> = drawn.truth.iter().filter(|pair| pair.planted).collect();
    let asked = (0.1 * drawn.truth.len() as f64).round() as usize;
    assert_eq!(planted.len(), asked);
    assert!(planted.iter().all(|pair| (0.1..=0.6).contains(&pair.lambda)));
}

#[test]
fn ordinary_pairs_have_mean_one_and_the_asked_spread() {
    let plan = Plan { n_regions: 120, n_periods: 1, weak_share: 0.0, ..Plan::default() };
    let lambda: Vec<f64> = panel(&plan).unwrap().truth.iter().map(|pair| pair.lambda).collect();
    let n = lambda.len() as f64;
    let mean = lambda.iter().sum::<f64>() / n;
    let variance = lambda.iter().map(|l| (l - mean) * (l - mean)).sum::<f64>() / n;
    assert!((mean - 1.0).abs() < 0.015, "mean {mean}");
    assert!((variance.sqrt() - 0.25).abs() < 0.01, "standard deviation {}", variance.sqrt());
}

#[test]
fn the_planted_share_leaves_every_other_draw_alone() {
    let none = panel(&Plan { weak_share: 0.0, ..small() }).unwrap();
    let some = panel(&Plan { weak_share: 0.2, ..small() }).unwrap();
    assert_eq!(none.distance_km, some.distance_km);
    let ordinary = none.truth.iter().zip(&some.truth).filter(|(_, other)| !other.planted);
    for (before, after) in ordinary {
        assert!((before.lambda - after.lambda).abs() < f64::EPSILON);
    }
}

#[test]
fn missing_pairs_are_absent_and_zeros_are_there() {
    let drawn = panel(&Plan::default()).unwrap();
    let n_pairs = 40 * 39;
    assert!(drawn.truth.len() < n_pairs && drawn.truth.len() > n_pairs * 9 / 10);
    assert_eq!(drawn.flow.len(), drawn.truth.len() * 10);
    let zeros = drawn.flow.iter().filter(|flow| **flow == 0.0).count() as f64 / drawn.flow.len() as f64;
    assert!((0.1..0.35).contains(&zeros), "share of zeros {zeros}");
    assert!(drawn.origin.iter().zip(&drawn.destination).all(|(i, j)| i != j), "no domestic flow");
}

#[test]
fn flows_are_as_large_as_fundamentals_times_lambda() {
    let plan = Plan { n_regions: 60, n_periods: 5, missing_share: 0.0, ..Plan::default() };
    let drawn = panel(&plan).unwrap();
    let mut flow = drawn.flow.clone();
    flow.sort_by(f64::total_cmp);
    let median = flow[flow.len() / 2];
    assert!((2.5..6.0).contains(&median), "median flow {median}");
}

fn two_sides() -> Sides {
    let region = |code: &str, size: f64, latitude: f64, longitude: f64| Region {
        code: code.into(),
        size,
        latitude,
        longitude,
    };
    Sides {
        a: vec![region("A-1", 10.0, 30.0, 110.0), region("A-2", 400.0, 45.0, 125.0)],
        b: vec![
            region("B-1", 5.0, 55.0, 49.0),
            region("B-2", 20.0, 48.0, 133.0),
            region("B-3", 1.0, 60.0, 30.0),
        ],
        contiguous: vec![(1, 1)],
    }
}

#[test]
fn given_sides_trade_only_with_each_other() {
    let plan = Plan { missing_share: 0.0, ..small() };
    let drawn = panel_between(&plan, &two_sides(), 3).unwrap();
    assert_eq!(drawn.regions, ["A-1", "A-2", "B-1", "B-2", "B-3"]);
    assert_eq!(drawn.truth.len(), 12);
    assert_eq!(drawn.truth.iter().filter(|pair| pair.planted).count(), 3);
    assert!(drawn.truth.iter().all(|pair| (pair.origin < 2) != (pair.destination < 2)));
    assert_eq!(drawn.contiguous.iter().sum::<f64>() as usize, 2 * plan.n_periods);
}

#[test]
fn a_larger_region_trades_more() {
    let plan = Plan { missing_share: 0.0, side_sd: 0.0, ..small() };
    let drawn = panel_between(&plan, &two_sides(), 0).unwrap();
    let total = |region: u32| -> f64 {
        drawn.flow.iter().zip(&drawn.origin).filter(|(_, origin)| **origin == region).map(|(y, _)| y).sum()
    };
    assert!(total(1) > 10.0 * total(0));
}

#[test]
fn plans_that_cannot_be_drawn_are_refused() {
    let refused = |plan: Plan| panel(&plan).unwrap_err();
    assert_eq!(refused(Plan { n_regions: 1, ..small() }), Error::TooFewRegions { n_regions: 1 });
    assert_eq!(refused(Plan { n_periods: 0, ..small() }), Error::NoPeriods);
    assert!(matches!(refused(Plan { n_regions: 1 << 40, ..small() }), Error::TooLarge { .. }));
    for share in [1.5, -0.1, f64::NAN] {
        assert!(matches!(
            refused(Plan { weak_share: share, ..small() }),
            Error::OutOfRange { parameter: "weak_share", .. }
        ));
    }
    assert!(matches!(refused(Plan { kappa: 0.0, ..small() }), Error::OutOfRange { parameter: "kappa", .. }));
    assert!(matches!(refused(Plan { weak_low: 0.7, ..small() }), Error::OutOfRange { .. }));
}

#[test]
fn sides_that_cannot_be_drawn_are_refused() {
    let plan = small();
    let empty = Sides { a: Vec::new(), ..two_sides() };
    assert_eq!(panel_between(&plan, &empty, 0).unwrap_err(), Error::EmptySide { side: "a" });
    let mut nowhere = two_sides();
    nowhere.b[0].latitude = f64::NAN;
    assert!(matches!(panel_between(&plan, &nowhere, 0).unwrap_err(), Error::BadRegion { .. }));
    assert!(matches!(panel_between(&plan, &two_sides(), 13).unwrap_err(), Error::TooManyPlanted { .. }));
}
