//! Effects of treatments: identities, exact comparisons, and coverage in short (at length: `examples/soak_effects.rs`).

mod leverage;
mod measure;

use gravity::effect::{Border, Equation, Horizon, Model, Pairs, Shift, cohorts, course, estimate};
use gravity::{Covariate, CovariateKind, Error, FlowPanel};
use measure::{average, flow_panel};
use simulate::Spread;

const SYMMETRIC: Model =
    Model { pairs: Pairs::Symmetric, border: Border::None, family: hdfe::Family::Poisson, ssc: None };

fn small(seed: u64) -> FlowPanel {
    flow_panel(&simulate::staggered(8, seed))
}

fn equation(panel: &FlowPanel) -> Equation<'_> {
    Equation { panel, model: Model::default() }
}

/// The treatment one period later (earlier, if negative), the last (first) value repeated.
fn shifted(panel: &FlowPanel, by: i64, name: &str) -> Covariate {
    let n = panel.periods.len() as i64;
    let values = &panel.covariates[0].values;
    // Rows are sorted by pair and period.
    let value = |row: usize| {
        let period = i64::from(panel.period[row]);
        values[(row as i64 + (period + by).clamp(0, n - 1) - period) as usize]
    };
    Covariate {
        name: name.into(),
        kind: CovariateKind::Other,
        values: (0..panel.n_rows()).map(value).collect(),
    }
}

#[test]
fn a_course_adds_up_and_its_test_is_that_of_its_leads() {
    let mut panel = flow_panel(&simulate::staggered(14, 1));
    for (by, name) in [(1, "lead 1"), (-1, "lag 1"), (-2, "lag 2")] {
        let shifted = shifted(&panel, by, name);
        panel.covariates.push(shifted);
    }
    let shift = |term: &str, by| Shift { term: term.into(), by };
    let lags = [shift("lag 1", 1.0), shift("lag 2", 2.0)];
    let found = course(&equation(&panel), "treatment", &[shift("lead 1", 1.0)], &lags).expect("a full panel");
    let b = |term: &str| found.fit.beta[found.fit.position(term).expect("kept")];
    let horizons: Vec<Horizon> = found.points.iter().map(|point| point.horizon).collect();
    let after = |by| Horizon::After(by);
    assert_eq!(horizons, [Horizon::Before(1.0), Horizon::Reference, after(0.0), after(1.0), after(2.0)]);
    let sums = [-b("lead 1"), 0.0, b("treatment"), b("treatment") + b("lag 1")];
    for (point, sum) in found.points.iter().zip(sums) {
        assert!((point.effect.map_or(0.0, |effect| effect.plain.estimate) - sum).abs() < 1e-12);
    }
    let total = b("treatment") + b("lag 1") + b("lag 2");
    assert!((found.total.plain.estimate - total).abs() < 1e-12);
    // The test of one coefficient is the square of its z.
    let corrected = found.points[0].effect.and_then(|effect| effect.corrected).expect("few effects");
    let test = found.leads.expect("there is a lead");
    assert!((test.statistic - (corrected.estimate / corrected.std_error).powi(2)).abs() < 1e-9);
    assert!((test.p_value - corrected.p_value).abs() < 1e-9);
}

#[test]
fn the_order_of_the_rows_and_the_threads_change_nothing() {
    let panel = small(1);
    let fitted = |panel: &FlowPanel| cohorts(&equation(panel), "treatment").expect("a full panel").average;
    let in_order = fitted(&panel);
    let pool = rayon::ThreadPoolBuilder::new().num_threads(3).build().expect("three threads");
    assert_eq!(pool.install(|| fitted(&panel)), in_order, "the same bits");
    let mut backwards = panel.clone();
    for codes in [&mut backwards.origin, &mut backwards.destination, &mut backwards.period] {
        codes.reverse();
    }
    backwards.flow.reverse();
    backwards.covariates[0].values.reverse();
    let found = fitted(&backwards);
    assert!((found.best().estimate - in_order.best().estimate).abs() < 1e-7);
    assert!((found.best().std_error - in_order.best().std_error).abs() < 1e-7);
}

#[test]
fn an_undirected_panel_is_the_symmetric_one_with_each_row_twice() {
    let directed = small(3);
    let once = directed.filtered(|row| directed.origin[row] < directed.destination[row]);
    let mut twice = once.filtered(|_| true);
    twice.origin.extend(&once.destination);
    twice.destination.extend(&once.origin);
    twice.period.extend(&once.period);
    twice.flow.extend(&once.flow);
    twice.covariates[0].values.extend(&once.covariates[0].values);
    let undirected = FlowPanel { undirected: true, ..once };
    let found = course(&Equation { panel: &undirected, model: SYMMETRIC }, "treatment", &[], &[]);
    let mirrored = course(&Equation { panel: &twice, model: SYMMETRIC }, "treatment", &[], &[]);
    let (found, mirrored) = (found.expect("full"), mirrored.expect("full"));
    let pairs = [(found.total.plain, mirrored.total.plain), (found.total.best(), mirrored.total.best())];
    for (one, other) in pairs {
        assert!(
            (one.estimate - other.estimate).abs() < 1e-9 && (one.std_error - other.std_error).abs() < 1e-9
        );
    }
    assert_eq!(2 * found.fit.summary.n_obs, mirrored.fit.summary.n_obs);
}

#[test]
fn the_border_in_each_period_but_the_last() {
    let mut panel = small(4);
    let inside = panel.filtered(|row| panel.origin[row] == 0);
    // Domestic flows, larger than others and growing more slowly.
    for row in 0..inside.n_rows() {
        panel.origin.push(inside.destination[row]);
        panel.destination.push(inside.destination[row]);
        panel.period.push(inside.period[row]);
        panel.flow.push(900.0 * (1.0 + 0.01 * f64::from(inside.period[row])));
        panel.covariates[0].values.push(0.0);
    }
    let model = Model { border: Border::Period, ..SYMMETRIC };
    let fit = estimate(&Equation { panel: &panel, model }).expect("a full panel");
    let names: Vec<String> = (2001..=2007).map(|year| format!("border:{year}")).collect();
    assert_eq!(fit.terms[1..], names);
    assert!(fit.corrected.is_some());
    let alone = Equation { panel: &panel, model: Model { pairs: Pairs::None, ..Model::default() } };
    assert!(alone.needs_border());
    assert!(!Equation { panel: &panel, model }.needs_border());
}

#[test]
fn what_cannot_be_told_is_an_error() {
    let panel = small(5);
    let mut absorbed = panel.clone();
    absorbed.covariates[0].values = absorbed.origin.iter().map(|&origin| f64::from(origin)).collect();
    let error = course(&equation(&absorbed), "treatment", &[], &[]).expect_err("the effects hold it");
    assert_eq!(error, Error::NotIdentified { term: "treatment".into() });
    assert!(matches!(cohorts(&equation(&absorbed), "treatment"), Err(Error::NotBinary { .. })));
    let mut never = panel.clone();
    never.covariates[0].values.fill(0.0);
    let error = cohorts(&equation(&never), "treatment").expect_err("nobody starts");
    assert_eq!(error, Error::NobodyStarts { term: "treatment".into() });
    let mut none = panel.clone();
    none.covariates.clear();
    assert_eq!(estimate(&equation(&none)).expect_err("no regressor"), Error::NoRegressor);
}

#[test]
fn pairs_that_say_nothing_of_their_start_are_counted_and_left_out() {
    let mut panel = flow_panel(&simulate::staggered(12, 6));
    let before = cohorts(&equation(&panel), "treatment").expect("a full panel").comparison;
    let n_periods = panel.periods.len();
    let pairs: Vec<usize> = (0..panel.n_rows()).step_by(n_periods).collect();
    let starts = |first: usize| (first..first + n_periods).find(|&row| panel.covariates[0].values[row] > 0.0);
    let starting: Vec<usize> = pairs.into_iter().filter(|&first| starts(first).is_some()).collect();
    // One pair is treated throughout, in another the treatment ends.
    panel.covariates[0].values[starting[0]..starting[0] + n_periods].fill(1.0);
    panel.covariates[0].values[starting[1] + n_periods - 1] = 0.0;
    let after = cohorts(&equation(&panel), "treatment").expect("a full panel");
    assert_eq!((after.comparison.always, after.comparison.ending), (1, 1));
    assert_eq!(after.comparison.starting, before.starting - 2);
    assert_eq!(after.comparison.never, before.never);
    let treated: usize = after.cells.iter().map(|cell| cell.n_rows).sum();
    let mean = |of: &dyn Fn(&gravity::effect::Cell) -> f64| {
        after.cells.iter().map(|cell| cell.n_rows as f64 * of(cell)).sum::<f64>() / treated as f64
    };
    assert!((mean(&|cell| cell.effect.plain.estimate) - after.average.plain.estimate).abs() < 1e-12);
    let by_start: usize = after.by_start.iter().map(|cohort| cohort.n_pairs).sum();
    assert_eq!(by_start, after.comparison.starting);
    // The cohorts that start later serve the first as comparison.
    assert!(after.cells[0].n_not_yet > 0 && after.cells.last().is_some_and(|cell| cell.n_not_yet == 0));
}

#[test]
fn where_all_are_treated_in_the_end_the_last_start_ends_the_comparison() {
    let drawn = simulate::staggered(10, 7);
    let mut panel = flow_panel(&drawn);
    // Pairs that never start do so in the last period but one.
    for (treatment, period) in panel.covariates[0].values.chunks_mut(8).zip(panel.period.chunks(8)) {
        if treatment.iter().all(|&value| value == 0.0) {
            treatment.iter_mut().zip(period).for_each(|(value, period)| *value = f64::from(*period >= 6));
        }
    }
    let found = cohorts(&equation(&panel), "treatment").expect("those that start last are the comparison");
    assert_eq!((found.comparison.never, found.comparison.periods_without), (0, 2));
    assert!(found.cells.iter().all(|cell| cell.start.as_str() < "2007"));
}

/// 24 panels: the bias of the design of Weidner and Zylkin has one sign in every panel, so its mean is sharp even so.
#[test]
fn the_correction_moves_estimates_and_errors_as_published() {
    let hits: Vec<_> = (1..=24).map(|seed| measure::three_way(50, 5, Spread::Constant, seed)).collect();
    let [plain, _, corrected] =
        [0, 1, 2].map(|at| average(&hits.iter().map(|hits| hits[at]).collect::<Vec<_>>()));
    let (moved, wider) = (plain[1] - corrected[1], corrected[3] / plain[3]);
    assert!((0.005..0.016).contains(&moved), "the bias taken away is {moved}");
    assert!((1.02..1.08).contains(&wider), "standard errors grow by {wider}");
    assert!(corrected[0] >= 0.79, "{} of the intervals hold the truth", corrected[0]);
}

#[test]
fn the_extended_form_holds_the_average_effect_and_one_coefficient_does_not() {
    let hits: Vec<_> = (1..=10).map(|seed| measure::staggered(25, seed)).collect();
    let covered = |at: usize| hits.iter().filter(|hits| hits[at].covered).count();
    assert!(covered(2) >= 7, "{} of 10 intervals of the extended form hold the truth", covered(2));
    assert!(covered(0) <= 2, "{} of 10 intervals of one coefficient hold it", covered(0));
}
