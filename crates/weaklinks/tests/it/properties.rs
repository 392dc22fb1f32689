//! What must not change a result, and what must add up.

use weaklinks::{Analysis, Order, Plan};

use crate::panels::{analyse, drawn, plan, reordered};

fn bytes(analysis: &Analysis) -> String {
    serde_json::to_string(analysis).expect("records of numbers and names")
}

#[test]
fn terms_add_up_to_the_log_of_the_expected_flow() {
    let panel = drawn(16, 5, 1);
    let analysis = analyse(&panel, &plan(&panel)).expect("a good panel");
    assert!(analysis.links.len() > 20);
    for link in &analysis.links {
        let sum: f64 = link.reasons.terms.iter().map(|term| term.contribution).sum();
        assert!((sum - link.expected.ln()).abs() < 1e-9, "{sum} {}", link.expected.ln());
        assert_eq!(link.reasons.terms[0].term, "mean-pair");
        let course: f64 = link.reasons.course.iter().filter_map(|point| point.expected).sum();
        assert!((course / link.expected - 1.0).abs() < 1e-12);
    }
}

#[test]
fn similar_pairs_share_neither_region() {
    let panel = drawn(16, 5, 1);
    let analysis = analyse(&panel, &plan(&panel)).expect("a good panel");
    for link in &analysis.links {
        assert_eq!(link.reasons.similar.len(), 3);
        for similar in &link.reasons.similar {
            for region in [&similar.origin, &similar.destination] {
                assert!(*region != link.origin && *region != link.destination);
            }
        }
    }
}

#[test]
fn threads_and_the_order_of_rows_change_no_byte() {
    let panel = drawn(14, 4, 2);
    let plan = plan(&panel);
    let one = bytes(&analyse(&panel, &Plan { threads: 1, ..plan.clone() }).expect("a good panel"));
    let four = bytes(&analyse(&panel, &Plan { threads: 4, ..plan.clone() }).expect("a good panel"));
    assert_eq!(one, four);
    let order: Vec<usize> = (0..panel.n_rows()).map(|row| (row * 7919) % panel.n_rows()).collect();
    let mut sorted = order.clone();
    sorted.sort_unstable();
    assert!(sorted.iter().copied().eq(0..panel.n_rows()), "7919 is prime to the number of rows");
    assert_eq!(one, bytes(&analyse(&reordered(&panel, &order), &plan).expect("a good panel")));
}

#[test]
fn another_seed_deals_other_folds() {
    let panel = drawn(14, 4, 2);
    let plan = plan(&panel);
    let one = analyse(&panel, &plan).expect("a good panel");
    let other = analyse(&panel, &Plan { seed: plan.seed + 1, ..plan }).expect("a good panel");
    assert_ne!(one.links[0].expected.to_bits(), other.links[0].expected.to_bits());
}

#[test]
fn the_unit_of_the_flow_changes_no_ratio() {
    let panel = drawn(14, 5, 3);
    let plan = Plan { shown: 0, ..plan(&panel) };
    let mut thousands = panel.clone();
    thousands.flow.iter_mut().for_each(|flow| *flow *= 1000.0);
    let (one, other) = (analyse(&panel, &plan).unwrap(), analyse(&thousands, &plan).unwrap());
    assert!((other.dispersion.phi / one.dispersion.phi / 1000.0 - 1.0).abs() < 1e-5);
    for (one, other) in one.links.iter().zip(&other.links) {
        assert_eq!((&one.origin, &one.destination), (&other.origin, &other.destination));
        assert!((other.ratio / one.ratio - 1.0).abs() < 1e-5, "{} {}", one.ratio, other.ratio);
        assert!((other.high.unwrap() / one.high.unwrap() - 1.0).abs() < 1e-5);
        assert!((other.expected / one.expected / 1000.0 - 1.0).abs() < 1e-7);
    }
}

#[test]
fn the_orders_are_what_they_say() {
    let panel = drawn(16, 5, 4);
    let plan = Plan { shown: 0, ..plan(&panel) };
    let how_much = analyse(&panel, &plan).expect("a good panel");
    assert!(how_much.links.windows(2).all(|two| two[0].gap_low >= two[1].gap_low));
    let how_sure = analyse(&panel, &Plan { order: Order::HowSure, ..plan }).expect("a good panel");
    assert!(how_sure.links.windows(2).all(|two| two[0].p_weak >= two[1].p_weak));
    let mut sum = 0.0;
    for (place, link) in how_sure.links.iter().enumerate() {
        assert_eq!(link.rank, place + 1);
        sum += link.p_weak.unwrap();
        assert!((link.false_share.unwrap() - (1.0 - sum / (place + 1) as f64)).abs() < 1e-12);
        assert!(link.low.unwrap() < link.ratio && link.ratio < link.high.unwrap());
        assert!((link.gap - (link.expected - link.observed)).abs() < 1e-9 * link.expected);
    }
}

#[test]
fn a_side_is_the_sum_of_its_links() {
    let panel = drawn(16, 5, 5);
    let analysis = analyse(&panel, &Plan { shown: 0, ..plan(&panel) }).expect("a good panel");
    let from_a = analysis.links.iter().filter(|link| analysis.question.side_a.contains(&link.origin));
    let expected: f64 = from_a.map(|link| link.expected).sum();
    let side = analysis.sides.a_to_b;
    assert!((side.expected / expected - 1.0).abs() < 1e-12);
    assert!(side.low.unwrap() < side.ratio && side.ratio < side.high.unwrap());
    // One link is less certain than the sum of sixteen or so.
    let widest = (side.high.unwrap() / side.low.unwrap()).ln();
    let typical =
        analysis.links.iter().map(|link| (link.high.unwrap() / link.low.unwrap()).ln()).sum::<f64>()
            / analysis.links.len() as f64;
    assert!(widest < typical, "{widest} {typical}");
    assert_eq!(analysis.links.len() + analysis.other_pairs.len(), analysis.data.n_pairs);
}
