//! Demeaned columns against what defines them and against the `within` crate.

use hdfe::{Factor, demean};
use proptest::prelude::*;
use within::{Effect, LsmrOptions, solve};

use crate::panel::{GROUPS, Row, close, config, rows};

fn factors(rows: &[Row]) -> Vec<Factor> {
    (0..GROUPS.len())
        .map(|at| Factor { codes: rows.iter().map(|row| u32::from(row.groups[at])).collect(), n_levels: 6 })
        .collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn demeaned_columns_sum_to_zero_in_every_level(rows in rows(), n_effects in 1..4_usize) {
        let factors = factors(&rows);
        let weights: Vec<f64> = rows.iter().map(|row| row.weight).collect();
        let columns = [rows.iter().map(|row| row.a).collect::<Vec<f64>>(), rows.iter().map(|row| row.flow).collect()];
        let demeaned = demean(&columns, &factors[..n_effects], &weights).expect("it converges");
        for column in &demeaned {
            let weighted: Vec<f64> = column.iter().zip(&weights).map(|(x, w)| x * w).collect();
            for factor in &factors[..n_effects] {
                for sum in factor.sums(&weighted) {
                    prop_assert!(sum.abs() < 1e-7, "{sum}");
                }
            }
        }
        // What demeaning takes away is nothing of what is left: a second time changes nothing.
        let again = demean(&demeaned, &factors[..n_effects], &weights).expect("it converges");
        for (a, b) in demeaned.iter().flatten().zip(again.iter().flatten()) {
            prop_assert!(close(*a, *b, 1e-8), "{a} {b}");
        }
    }

    #[test]
    fn demeaning_agrees_with_within(rows in rows(), n_effects in 1..4_usize) {
        let factors = factors(&rows);
        let weights: Vec<f64> = rows.iter().map(|row| row.weight).collect();
        let column: Vec<f64> = rows.iter().map(|row| row.flow).collect();
        let effects: Vec<Effect> = factors[..n_effects]
            .iter()
            .map(|factor| Effect::new(&factor.codes, true, []).expect("an effect"))
            .collect();
        let options = LsmrOptions { tol: 1e-13, maxiter: 10_000, local_size: None };
        let oracle = solve(effects, &column, Some(&weights), &options, None).expect("a solution");
        let demeaned = demean(&[column], &factors[..n_effects], &weights).expect("it converges");
        for (a, b) in demeaned[0].iter().zip(&oracle.demeaned) {
            prop_assert!(close(*a, *b, 1e-7), "{a}, within {b}");
        }
    }
}
