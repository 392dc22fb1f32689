//! Rows and regressors that a fit leaves out.

use hdfe::{Column, Dropped, Error, Family, Formula, Options, Table, Vcov};
use proptest::prelude::*;

use crate::panel::{Row, assert_same, config, fit, formula, rows, table};

/// Rows left when every row that is alone in a level is taken out, again and again.
fn without_singletons(mut rows: Vec<Row>, n_effects: usize) -> Vec<Row> {
    loop {
        let alone = |row: &Row| {
            (0..n_effects)
                .any(|at| rows.iter().filter(|other| other.groups[at] == row.groups[at]).count() == 1)
        };
        let left: Vec<Row> = rows.iter().filter(|row| !alone(row)).cloned().collect();
        if left.len() == rows.len() {
            return left;
        }
        rows = left;
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn singletons_are_dropped_until_none_is_left(rows in rows(), n_effects in 1..4_usize) {
        let options = Options { family: Family::Gaussian, ..Options::default() };
        let left = without_singletons(rows.clone(), n_effects);
        let Some(one) = fit(&table(&rows), &formula(n_effects), &options) else { return Ok(()) };
        prop_assert_eq!(one.summary.n_obs, left.len());
        prop_assert_eq!(one.summary.dropped, Dropped { singleton: rows.len() - left.len(), ..Dropped::default() });
        let other = fit(&table(&left), &formula(n_effects), &options).expect("the same rows");
        assert_same(&one, &other, 1e-9);
    }

    #[test]
    fn singletons_that_stay_move_no_estimate(rows in rows(), n_effects in 1..4_usize) {
        let options = Options { family: Family::Gaussian, ..Options::default() };
        let kept = Options { keep_singletons: true, ..options.clone() };
        let [one, other] = [&options, &kept].map(|options| fit(&table(&rows), &formula(n_effects), options));
        if let (Some(one), Some(other)) = (one, other) {
            prop_assert_eq!(other.summary.n_obs, rows.len());
            for (a, b) in one.summary.coefficients.iter().zip(&other.summary.coefficients) {
                prop_assert!((a.estimate - b.estimate).abs() < 1e-7 * (1.0 + a.estimate.abs()), "{:?} {:?}", a, b);
            }
        }
    }

    #[test]
    fn a_collinear_regressor_is_named_and_moves_nothing(
        rows in rows(), n_effects in 0..4_usize, share in -2.0..2.0_f64, poisson in any::<bool>(),
    ) {
        let mut table = table(&rows);
        let sum = rows.iter().map(|row| row.a + share * row.b).collect();
        table.insert("sum", Column::Numbers(sum));
        let of_origin = rows.iter().map(|row| f64::from(row.groups[0] * row.groups[0])).collect();
        table.insert("of_origin", Column::Numbers(of_origin));
        let family = if poisson { Family::Poisson } else { Family::Gaussian };
        let options = Options { family, ..Options::default() };
        let plain = formula(n_effects);
        let more = plain.replace("a + b", if n_effects > 0 { "a + b + of_origin + sum" } else { "a + b + sum" });
        let [one, other] = [plain, more].map(|formula| fit(&table, &formula, &options));
        prop_assert_eq!(one.is_some(), other.is_some());
        let (Some(mut one), Some(other)) = (one, other) else { return Ok(()) };
        if n_effects > 0 {
            one.summary.collinear.push("of_origin".to_owned());
        }
        one.summary.collinear.push("sum".to_owned());
        assert_same(&one, &other, 1e-7);
    }
}

#[test]
fn missing_rows_are_counted_apart() {
    let mut table = Table::new(8);
    table.insert("flow", Column::Numbers(vec![1.0, 2.0, f64::NAN, 4.0, 3.0, 0.0, 0.0, 5.0]));
    table.insert("x", Column::Numbers(vec![0.0, 1.0, 1.0, 3.0, f64::NAN, 1.0, 2.0, 2.0]));
    table.insert("g", Column::Numbers(vec![1.0, 1.0, 1.0, 1.0, 1.0, 2.0, 2.0, 3.0]));
    let formula = Formula::parse("flow ~ x | g").expect("a formula");
    let fit = hdfe::fit(&table, &formula, &Options::default()).expect("a fit");
    // Two are incomplete, two are zeros without a positive flow in their level, one is alone in its level.
    assert_eq!(fit.summary.dropped, Dropped { missing: 2, separated: 2, singleton: 1 });
    assert_eq!((fit.rows(), fit.summary.n_obs), (&[0, 1, 3][..], 3));
}

#[test]
fn no_cluster_variable_and_three_are_refused() {
    let mut table = Table::new(4);
    table.insert("flow", Column::Numbers(vec![1.0, 2.0, 3.0, 6.0]));
    table.insert("x", Column::Numbers(vec![0.0, 0.0, 1.0, 1.0]));
    table.insert("g", Column::Numbers(vec![1.0, 2.0, 1.0, 2.0]));
    let formula = Formula::parse("flow ~ x").expect("a formula");
    for n_variables in [0, 3] {
        let vcov = Vcov::Cluster(vec![vec!["g".to_owned()]; n_variables]);
        let refused = hdfe::fit(&table, &formula, &Options { vcov, ..Options::default() });
        assert_eq!(refused.err(), Some(vec![Error::ClusterVariables { n_variables }]));
    }
}
