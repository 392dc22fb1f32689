//! Separated rows: no fewer than keep the optimum finite, and none that it does not need.

use hdfe::{Factor, separation::separated};
use proptest::prelude::*;

use crate::panel::{Row, config, rows};
use crate::reference::{Dense, independent};

/// Panels that are separated often: few positive flows, regressors that are indicators.
fn sparse_rows() -> impl Strategy<Value = Vec<Row>> {
    rows().prop_map(|mut rows| {
        for row in &mut rows {
            row.a = f64::from(u8::from(row.a > 1.0));
            row.b = row.b.trunc();
            row.flow = if row.flow > 4.0 { row.flow } else { 0.0 };
        }
        rows
    })
}

fn factors(rows: &[Row], n_effects: usize) -> Vec<Factor> {
    (0..n_effects)
        .map(|at| Factor { codes: rows.iter().map(|row| u32::from(row.groups[at])).collect(), n_levels: 6 })
        .collect()
}

fn dense(rows: &[&Row], n_effects: usize) -> Dense {
    let number = |value: &dyn Fn(&Row) -> f64| -> Vec<f64> { rows.iter().map(|row| value(row)).collect() };
    let mut columns = vec![number(&|_| 1.0)];
    for at in 0..n_effects {
        columns.extend((0..6).map(|level| number(&|row| f64::from(u8::from(row.groups[at] == level)))));
    }
    columns.retain(|column| column.iter().any(|&value| value != 0.0));
    columns.extend([number(&|row| row.a), number(&|row| row.b)]);
    Dense {
        y: number(&|row| row.flow),
        x: independent(&columns).into_iter().map(|at| columns[at].clone()).collect(),
        analytic: number(&|_| 1.0),
        frequency: number(&|_| 1.0),
        offset: number(&|_| 0.0),
    }
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn exactly_the_separated_rows_are_found(rows in sparse_rows(), n_effects in 0..4_usize) {
        prop_assume!(rows.iter().any(|row| row.flow > 0.0));
        let y: Vec<f64> = rows.iter().map(|row| row.flow).collect();
        let mut x = vec![rows.iter().map(|row| row.a).collect(), rows.iter().map(|row| row.b).collect()];
        if n_effects == 0 {
            x.insert(0, vec![1.0; rows.len()]);
        }
        let found = separated(&y, &x, &factors(&rows, n_effects)).expect("it is decided");
        let mut gone: Vec<usize> = found.iter().map(|separated| separated.row as usize).collect();
        gone.sort_unstable();
        prop_assert!(gone.iter().all(|&row| rows[row].flow == 0.0));
        let left: Vec<&Row> = (0..rows.len()).filter(|row| !gone.contains(row)).map(|row| &rows[row]).collect();
        prop_assert!(dense(&left, n_effects).poisson().is_some(), "a separated row is left");
        for row in gone {
            let mut with = left.clone();
            with.push(&rows[row]);
            // The mean of a separated row shrinks with every step: its likelihood has no optimum.
            let fitted = dense(&with, n_effects).poisson().and_then(|fit| fit.fitted.last().copied());
            prop_assert!(fitted.is_none_or(|mu| mu < 1e-6), "row {row} is not separated: {fitted:?}");
        }
    }
}
