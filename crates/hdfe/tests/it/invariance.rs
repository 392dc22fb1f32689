//! Changes that must not matter, and changes whose effect is known.

use hdfe::{Column, Family, Labels, Options, Table, Vcov};
use proptest::prelude::*;

use crate::panel::{GROUPS, Row, assert_same, close, config, fit, formula, rows, table};

fn options(family: Family, clustered: bool) -> Options {
    let vcov = if clustered { Vcov::Cluster(vec![vec![GROUPS[0].to_owned()]]) } else { Vcov::Hc1 };
    Options { family, vcov, ..Options::default() }
}

fn family() -> impl Strategy<Value = Family> {
    prop_oneof![Just(Family::Poisson), Just(Family::Gaussian)]
}

/// Sum of weighted residuals in each level of each grouping of the formula, over the sum of the flows.
fn level_residuals(rows: &[Row], fit: &hdfe::Fit, n_effects: usize) -> Vec<f64> {
    let used: Vec<&Row> = fit.rows().iter().map(|&row| &rows[row as usize]).collect();
    let total: f64 = used.iter().map(|row| row.weight * row.flow).sum();
    let mut sums = Vec::new();
    for at in 0..n_effects {
        for level in 0..6 {
            let in_level = used.iter().zip(&fit.fitted).filter(|(row, _)| row.groups[at] == level);
            sums.push(in_level.map(|(row, fitted)| row.weight * (row.flow - fitted)).sum::<f64>() / total);
        }
    }
    sums
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn fitted_flows_add_up_to_observed_ones(rows in rows(), n_effects in 1..4_usize, family in family()) {
        let options = Options { weights: Some("weight".to_owned()), ..options(family, false) };
        if let Some(fit) = fit(&table(&rows), &formula(n_effects), &options) {
            for sum in level_residuals(&rows, &fit, n_effects) {
                prop_assert!(sum.abs() < 1e-6, "{sum}");
            }
        }
    }

    #[test]
    fn the_order_of_rows_does_not_matter(
        (rows, shuffled) in rows().prop_flat_map(|rows| (Just(rows.clone()), Just(rows).prop_shuffle())),
        n_effects in 0..4_usize, family in family(), clustered in any::<bool>(),
    ) {
        let options = options(family, clustered);
        let [one, other] = [&rows, &shuffled].map(|rows| fit(&table(rows), &formula(n_effects), &options));
        prop_assert_eq!(one.is_some(), other.is_some());
        if let (Some(one), Some(other)) = (one, other) {
            assert_same(&one, &other, 1e-7);
            prop_assert_eq!(one.summary.dropped, other.summary.dropped);
        }
    }

    #[test]
    fn labels_of_levels_do_not_matter(rows in rows(), n_effects in 1..4_usize, family in family()) {
        let plain = table(&rows);
        let mut renamed = plain.clone();
        for (at, name) in GROUPS.into_iter().enumerate() {
            // Numbers in the opposite order, and text that sorts otherwise.
            let column = if at == 1 {
                Column::Labels(Labels::from_texts(rows.iter().map(|row| format!("{}", 97 * (9 - u32::from(row.groups[at]))))))
            } else {
                Column::Numbers(rows.iter().map(|row| 1e6 - 0.5 * f64::from(row.groups[at])).collect())
            };
            renamed.insert(name, column);
        }
        let options = options(family, true);
        let [one, other] = [plain, renamed].map(|table| fit(&table, &formula(n_effects), &options));
        prop_assert_eq!(one.is_some(), other.is_some());
        if let (Some(one), Some(other)) = (one, other) {
            assert_same(&one, &other, 1e-7);
        }
    }

    #[test]
    fn the_unit_of_the_flow_moves_no_poisson_slope(rows in rows(), n_effects in 0..4_usize, power in -6..10_i32) {
        let unit = 10.0_f64.powi(power);
        let scaled: Vec<Row> = rows.iter().map(|row| Row { flow: row.flow * unit, ..row.clone() }).collect();
        let options = options(Family::Poisson, true);
        let [one, other] = [&rows, &scaled].map(|rows| fit(&table(rows), &formula(n_effects), &options));
        prop_assert_eq!(one.is_some(), other.is_some());
        if let (Some(one), Some(other)) = (one, other) {
            let total: f64 = scaled.iter().map(|row| row.flow).sum();
            let moved = one.summary.deviance * unit - other.summary.deviance;
            prop_assert!(moved.abs() <= 1e-8 * total, "{moved} of {total}");
            for (a, b) in one.summary.coefficients.iter().zip(&other.summary.coefficients) {
                let moved = if a.term == "(Intercept)" { unit.ln() } else { 0.0 };
                prop_assert!(close(a.estimate + moved, b.estimate, 1e-6), "{:?} {:?}", a, b);
                prop_assert!(close(a.std_error, b.std_error, 1e-6), "{:?} {:?}", a, b);
            }
        }
    }

    #[test]
    fn the_unit_of_a_regressor_scales_its_slope(
        rows in rows(), n_effects in 0..4_usize, power in -6..7_i32, family in family(),
    ) {
        let unit = 10.0_f64.powi(power);
        let scaled: Vec<Row> = rows.iter().map(|row| Row { a: row.a * unit + 3.0 * unit, ..row.clone() }).collect();
        // Without fixed effects the shift moves the intercept only.
        let options = options(family, false);
        let [one, other] = [&rows, &scaled].map(|rows| fit(&table(rows), &formula(n_effects), &options));
        prop_assert_eq!(one.is_some(), other.is_some());
        if let (Some(one), Some(other)) = (one, other) {
            prop_assert_eq!(&one.summary.collinear, &other.summary.collinear);
            prop_assert!(close(one.summary.deviance, other.summary.deviance, 1e-7));
            for (a, b) in one.summary.coefficients.iter().zip(&other.summary.coefficients) {
                let by = if a.term == "a" { unit } else { 1.0 };
                prop_assert!(a.term == "(Intercept)" || close(a.estimate, b.estimate * by, 1e-6), "{:?} {:?}", a, b);
                prop_assert!(a.term == "(Intercept)" || close(a.std_error, b.std_error * by, 1e-6), "{:?} {:?}", a, b);
            }
        }
    }

    #[test]
    fn the_order_of_fixed_effects_does_not_matter(rows in rows(), family in family()) {
        let table: Table = table(&rows);
        let options = options(family, true);
        let orders = ["flow ~ a + b | origin + destination + period", "flow ~ b + a | period + origin + destination"];
        let [one, other] = orders.map(|formula| fit(&table, formula, &options));
        prop_assert_eq!(one.is_some(), other.is_some());
        if let (Some(one), Some(mut other)) = (one, other) {
            other.summary.coefficients.sort_by(|a, b| a.term.cmp(&b.term));
            // Of two collinear regressors the later one goes.
            prop_assert_eq!(one.summary.collinear.len(), other.summary.collinear.len());
            if one.summary.collinear.is_empty() {
                assert_same(&one, &other, 1e-7);
            }
        }
    }
}
