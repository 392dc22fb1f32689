//! Movement of chosen links, on panels with known truth.

use gravity::FlowPanel;
use weaklinks::movement::{Movement, Windows, movement};
use weaklinks::{Plan, judge};

use crate::measure::flow_panel;

const WINDOWS: [std::ops::Range<u32>; 3] = [0..4, 4..8, 8..12];

fn panel(seed: u64) -> FlowPanel {
    let plan = simulate::Plan {
        seed,
        n_regions: 20,
        n_periods: 12,
        median_flow: 50.0,
        kappa: 12.0,
        ..simulate::Plan::default()
    };
    flow_panel(&simulate::panel(&plan).expect("a plan within its ranges"))
}

fn plan(panel: &FlowPanel) -> Plan {
    let half = panel.regions.len() as u32 / 2;
    Plan::between((0..half).collect(), (half..panel.regions.len() as u32).collect())
}

/// Of the larger half of the pairs between the sides the ten with the lowest ratio in the choosing window, and these ratios:
/// raw ones, which somebody would choose by who does not know of noise.
fn weakest(panel: &FlowPanel) -> (Vec<(u32, u32)>, Vec<f64>) {
    let mut window = panel.filtered(|row| WINDOWS[0].contains(&panel.period[row]));
    window.periods.truncate(WINDOWS[0].len());
    let plan = plan(panel);
    let pairs = judge(&window, &plan).expect("a full panel");
    let crosses = |pair: &&weaklinks::JudgedPair| {
        plan.side_a.contains(&pair.origin) != plan.side_a.contains(&pair.destination)
    };
    let mut between: Vec<&weaklinks::JudgedPair> = pairs.iter().filter(crosses).collect();
    between.sort_by(|a, b| b.expected.total_cmp(&a.expected));
    let mut ratios: Vec<((u32, u32), f64)> = between[..between.len() / 2]
        .iter()
        .map(|pair| ((pair.origin, pair.destination), pair.observed / pair.expected))
        .collect();
    ratios.sort_by(|a, b| a.1.total_cmp(&b.1));
    ratios.into_iter().take(10).unzip()
}

fn measured(panel: &FlowPanel, windows: [&std::ops::Range<u32>; 3], chosen: &[(u32, u32)]) -> Movement {
    let [choosing, before, after] = windows.map(|window| window.clone().collect());
    movement(panel, &plan(panel), &Windows { choosing, before, after }, chosen).expect("three windows")
}

#[test]
fn a_link_that_was_raised_has_moved_and_others_have_not() {
    let mut panel = panel(1);
    let (chosen, _) = weakest(&panel);
    // Seven of the ten are doubled after the session.
    let raised = &chosen[..7];
    for row in 0..panel.n_rows() {
        if WINDOWS[2].contains(&panel.period[row])
            && raised.contains(&(panel.origin[row], panel.destination[row]))
        {
            panel.flow[row] *= 2.0;
        }
    }
    let [choosing, before, after] = &WINDOWS;
    let all = measured(&panel, [choosing, before, after], raised);
    assert!(all.difference.low > 1.0, "{all:#?}");
    assert!(all.difference.low < 2.0 && all.difference.high > 2.0, "{:?}", all.difference);
    assert!(all.matched.low < 1.0 && all.matched.high > 1.0, "{:?}", all.matched);
    assert_eq!(all.links.len(), 7);
    for link in &all.links {
        assert_eq!(link.matches.len(), weaklinks::movement::MATCHES);
        let own = (link.origin.clone(), link.destination.clone());
        assert!(!link.matches.contains(&own), "a link is not its own match");
    }
    let rest = measured(&panel, [choosing, before, after], &chosen[7..]);
    assert!(rest.difference.low < 1.0 && rest.difference.high > 1.0, "{:?}", rest.difference);
}

#[test]
fn nothing_moves_on_average_where_nothing_was_done() {
    let [choosing, before, after] = &WINDOWS;
    let (mut honest, mut naive, mut covered) = (0.0, 0.0, 0);
    let seeds = 6;
    for seed in 1..=seeds {
        let panel = panel(seed);
        let (chosen, ratios) = weakest(&panel);
        let apart = measured(&panel, [choosing, before, after], &chosen);
        honest += apart.difference.ratio.ln() / seeds as f64;
        covered += usize::from(apart.difference.low < 1.0 && apart.difference.high > 1.0);
        // Measured from the window they were chosen in, the same links rise by themselves.
        let rises = apart.links.iter().zip(ratios).map(|(link, ratio)| (link.after / ratio).ln());
        naive += rises.filter(|rise| rise.is_finite()).sum::<f64>() / (10 * seeds) as f64;
    }
    assert!(honest.abs() < 0.12, "spurious movement {honest}");
    assert!(
        naive > honest.abs() + 0.08,
        "the panels show no regression to the mean: {naive} against {honest}"
    );
    assert!(covered >= 4, "{covered} of {seeds} intervals hold no movement");
}

#[test]
fn windows_must_be_apart() {
    let panel = panel(1);
    let windows = Windows { choosing: vec![0, 1], before: vec![1, 2], after: vec![3] };
    let error = movement(&panel, &plan(&panel), &windows, &[(0, 13)]).expect_err("they overlap");
    assert_eq!(error, weaklinks::Error::Windows);
}

#[test]
fn a_window_of_one_period_takes_the_noise_from_all() {
    let panel = panel(2);
    let (chosen, _) = weakest(&panel);
    let moved = measured(&panel, [&(0..4), &(4..5), &(8..9)], &chosen[..3]);
    let wide = measured(&panel, [&(0..4), &(4..8), &(8..12)], &chosen[..3]);
    assert!(moved.chosen.std_error > wide.chosen.std_error, "one period says less than four");
}
