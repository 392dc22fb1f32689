//! The fit against another solver, against its own first-order conditions, and on parts of a panel.

use gravity::{Covariate, CovariateKind, Design, Direction, Effects, FlowPanel, Influence, Scores, fit};
use proptest::prelude::*;

const EFFECTS: Effects = Effects::OriginPeriodDestinationPeriod;

/// Numbers in (0, 1) that look random and are the same everywhere.
fn noise(seed: u64) -> impl FnMut() -> f64 {
    let mut state = seed.wrapping_mul(0x9e37_79b9_7f4a_7c15) | 1;
    move || {
        state ^= state << 13;
        state ^= state >> 7;
        state ^= state << 17;
        (state >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// Every pair of different regions in every period, with two covariates and zeros.
fn panel(n_regions: u32, n_periods: u32, seed: u64) -> FlowPanel {
    let mut draw = noise(seed);
    let mut panel = FlowPanel {
        regions: (0..n_regions).map(|region| format!("R{region:02}")).collect(),
        periods: (0..n_periods).map(|period| (2000 + period).to_string()).collect(),
        ..FlowPanel::default()
    };
    let (mut distance, mut agreement) = (vec![], vec![]);
    for period in 0..n_periods {
        for origin in 0..n_regions {
            for destination in (0..n_regions).filter(|&destination| destination != origin) {
                let (far, agreed) = (1.0 + 2.0 * draw(), f64::from(u8::from(draw() < 0.3)));
                let mean =
                    (2.0 - far + 0.5 * agreed + 0.1 * f64::from(origin) + 0.2 * f64::from(period)).exp();
                panel.origin.push(origin);
                panel.destination.push(destination);
                panel.period.push(period);
                panel.flow.push(if draw() < 0.2 { 0.0 } else { 2.0 * mean * draw() });
                distance.push(far);
                agreement.push(agreed);
            }
        }
    }
    let covariate = |name: &str, kind, values| Covariate { name: name.into(), kind, values };
    panel.covariates = vec![
        covariate("log(distance_km)", CovariateKind::Distance, distance),
        covariate("agreement", CovariateKind::Agreement, agreement),
    ];
    panel
}

fn close(one: f64, other: f64, tolerance: f64) -> bool {
    (one - other).abs() <= tolerance * one.abs().max(other.abs()).max(1.0)
}

#[test]
fn estimates_equal_those_of_the_general_solver() {
    let design = Design::new(&panel(9, 4, 7), EFFECTS).expect("a good panel");
    let own = fit(&design, &vec![true; design.n_rows()], None).expect("converges");
    let column = |term: usize| (0..design.n_rows()).map(|row| design.x_row(row)[term]).collect::<Vec<f64>>();
    let factor = |level: &dyn Fn(usize) -> usize| {
        let codes: Vec<u32> = (0..design.n_rows()).map(|row| level(row) as u32).collect();
        hdfe::Factor::without_gaps(codes.into_iter(), design.n_regions * design.n_periods)
    };
    let factors = [factor(&|row| design.origin_level(row)), factor(&|row| design.destination_level(row))];
    let control = hdfe::poisson::Control { tolerance: 1e-12, max_iterations: 100 };
    let general = hdfe::poisson::fit(&design.flow, &[column(0), column(1)], &factors, None, None, &control)
        .expect("converges");
    for (own, general) in own.parameters.beta.iter().zip(&general.coefficients) {
        assert!(close(*own, *general, 1e-8), "{own} {general}");
    }
    for (own, general) in own.fitted.iter().zip(&general.fitted) {
        assert!(close(*own, *general, 1e-7), "{own} {general}");
    }
}

#[test]
fn a_warm_start_ends_where_a_cold_one_does() {
    let design = Design::new(&panel(9, 4, 3), EFFECTS).expect("a good panel");
    let all = fit(&design, &vec![true; design.n_rows()], None).expect("converges");
    let keep: Vec<bool> = (0..design.n_rows()).map(|row| !design.pair[row].is_multiple_of(5)).collect();
    let warm = fit(&design, &keep, Some(&all.parameters)).expect("converges");
    let cold = fit(&design, &keep, None).expect("converges");
    let again = fit(&design, &keep, Some(&cold.parameters)).expect("converges");
    assert_eq!(again.n_steps, 1, "a fit that starts at its end");
    for row in 0..design.n_rows() {
        let log = |fit: &gravity::Fit| fit.log_expected(&design, row).expect("a full panel");
        assert!((log(&warm) - log(&cold)).abs() < 1e-8);
    }
}

#[test]
fn leverages_add_up_to_the_number_of_parameters() {
    let design = Design::new(&panel(7, 3, 5), EFFECTS).expect("a good panel");
    let own = fit(&design, &vec![true; design.n_rows()], None).expect("converges");
    let influence = Influence::new(&design, &own, Scores::Plain).expect("regular");
    let leverage = |row: usize| {
        let direction = influence.solve_rows(&design, &[(row, 1.0)]);
        own.fitted[row] * direction.along(&design, row)
    };
    let total: f64 = (0..design.n_rows()).map(leverage).sum();
    let rank = 3 * (7 + 7 - 1) + 2;
    assert!((total - f64::from(rank)).abs() < 1e-8, "{total}");
}

#[test]
fn solving_for_rows_equals_solving_for_their_sum() {
    let design = Design::new(&panel(6, 3, 11), EFFECTS).expect("a good panel");
    let own = fit(&design, &vec![true; design.n_rows()], None).expect("converges");
    let influence = Influence::new(&design, &own, Scores::Enlarged).expect("regular");
    let rows = [(3, 0.5), (40, 0.3), (77, 0.2)];
    let mut right = Direction::zero(&design);
    for &(row, weight) in &rows {
        right.add(&design, row, weight);
    }
    let one = influence.solve_rows(&design, &rows);
    let other = own.information(&design).expect("regular").solve(&design, &own.levels, &right);
    for row in 0..design.n_rows() {
        assert!((one.along(&design, row) - other.along(&design, row)).abs() < 1e-10);
    }
    let variance = influence.variances(&design, std::slice::from_ref(&one))[0];
    let squares: f64 = influence.of(&design, &one).iter().map(|part| part * part).sum();
    assert!(close(variance, squares, 1e-12));
}

#[test]
fn levels_without_flow_and_groups_apart_determine_nothing_between_them() {
    let mut apart = panel(8, 1, 2);
    apart.covariates.clear();
    // Regions 0-3 and 4-6 trade among themselves only; region 7 sends nothing.
    let group = |region: u32| region / 4;
    let mut apart = apart.filtered(|row| group(apart.origin[row]) == group(apart.destination[row]));
    for row in 0..apart.n_rows() {
        apart.flow[row] = if apart.origin[row] == 7 { 0.0 } else { 1.0 + apart.flow[row] };
    }
    let design = Design::new(&apart, EFFECTS).expect("a good panel");
    let own = fit(&design, &vec![true; design.n_rows()], None).expect("converges");
    assert_eq!(own.levels.n_components(), 2);
    for row in 0..design.n_rows() {
        assert_eq!(own.log_expected(&design, row).is_some(), design.origin[row] != 7);
        assert_eq!(own.levels.used[row], design.origin[row] != 7);
    }
    // Without the rows of the second group's origins 4 and 5, only 6 is left there, and 7 has lost its way in.
    let keep: Vec<bool> = (0..design.n_rows()).map(|row| !(4..6).contains(&design.origin[row])).collect();
    let part = fit(&design, &keep, Some(&own.parameters)).expect("converges");
    let known = |origin: u32, destination: u32| {
        let row = (0..design.n_rows())
            .find(|&row| (design.origin[row], design.destination[row]) == (origin, destination))
            .expect("reported");
        part.log_expected(&design, row).is_some()
    };
    assert!(known(0, 1) && known(6, 4) && !known(4, 5));
}

#[test]
fn a_covariate_that_the_effects_explain_is_left_out() {
    let mut explained = panel(6, 3, 4);
    let values = explained.origin.iter().map(|&origin| f64::from(origin)).collect();
    explained.covariates.insert(0, Covariate { name: "size".into(), kind: CovariateKind::Other, values });
    let design = Design::new(&explained, EFFECTS).expect("a good panel");
    let own = fit(&design, &vec![true; design.n_rows()], None).expect("converges");
    assert_eq!(own.collinear, [true, false, false]);
}

#[test]
fn undirected_effects_are_the_same_in_both_directions() {
    let mut ties = panel(7, 2, 9);
    ties.undirected = true;
    let ties = ties.filtered(|row| ties.origin[row] < ties.destination[row]);
    let design = Design::new(&ties, EFFECTS).expect("a good panel");
    let own = fit(&design, &vec![true; design.n_rows()], None).expect("converges");
    let back = |row: usize| {
        (0..design.n_rows())
            .find(|&other| {
                design.period[other] == design.period[row]
                    && design.origin[other] == design.destination[row]
                    && design.destination[other] == design.origin[row]
            })
            .expect("each row stands in both directions")
    };
    for row in 0..design.n_rows() {
        assert!(close(own.fitted[row], own.fitted[back(row)], 1e-9));
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(24))]

    #[test]
    fn fitted_flows_add_up_to_observed_ones(n_regions in 4_u32..9, n_periods in 1_u32..4, seed in 1_u64..1_000_000) {
        let design = Design::new(&panel(n_regions, n_periods, seed), EFFECTS).expect("a good panel");
        let Ok(own) = fit(&design, &vec![true; design.n_rows()], None) else {
            // A draw whose covariates separate zeros has no estimate.
            return Ok(());
        };
        let gap = Direction::gather(&design, &own.levels.used, |row| design.flow[row] - own.fitted[row]);
        let mass: f64 = design.flow.iter().sum();
        for gap in gap.origin.iter().chain(&gap.destination).chain(&gap.beta) {
            prop_assert!(gap.abs() < 1e-7 * mass, "{gap}");
        }
    }

    #[test]
    fn the_order_of_rows_and_the_unit_do_not_matter(seed in 1_u64..1_000_000, factor in 1e-3_f64..1e3) {
        let one = panel(6, 2, seed);
        let mut other = one.filtered(|_| true);
        let reversed: Vec<usize> = (0..one.n_rows()).rev().collect();
        other.origin = reversed.iter().map(|&row| one.origin[row]).collect();
        other.destination = reversed.iter().map(|&row| one.destination[row]).collect();
        other.period = reversed.iter().map(|&row| one.period[row]).collect();
        other.flow = reversed.iter().map(|&row| factor * one.flow[row]).collect();
        for (covariate, from) in other.covariates.iter_mut().zip(&one.covariates) {
            covariate.values = reversed.iter().map(|&row| from.values[row]).collect();
        }
        let (one, other) = (Design::new(&one, EFFECTS).unwrap(), Design::new(&other, EFFECTS).unwrap());
        let all = vec![true; one.n_rows()];
        let (Ok(first), Ok(second)) = (fit(&one, &all, None), fit(&other, &all, None)) else { return Ok(()) };
        for (first, second) in first.parameters.beta.iter().zip(&second.parameters.beta) {
            prop_assert!((first - second).abs() < 1e-7, "{first} {second}");
        }
    }
}
