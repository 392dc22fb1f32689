//! Frequency weights repeat rows; analytic weights have no unit.

use hdfe::{Family, Options, Ssc, Vcov};
use proptest::prelude::*;

use crate::panel::{GROUPS, Row, assert_same, close, config, fit, formula, rows, table};

fn vcov() -> impl Strategy<Value = Vcov> {
    let cluster = |at: usize| vec![GROUPS[at].to_owned()];
    prop_oneof![
        Just(Vcov::Iid),
        Just(Vcov::Hc1),
        Just(Vcov::Cluster(vec![cluster(0)])),
        Just(Vcov::Cluster(vec![cluster(0), cluster(2)])),
    ]
}

fn family() -> impl Strategy<Value = Family> {
    prop_oneof![Just(Family::Poisson), Just(Family::Gaussian)]
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn frequency_weights_equal_repeated_rows(
        rows in rows(), n_effects in 0..4_usize, family in family(), vcov in vcov(), fixest in any::<bool>(),
        weighted in any::<bool>(),
    ) {
        let repeated: Vec<Row> =
            rows.iter().flat_map(|row| std::iter::repeat_n(row.clone(), row.count.into())).collect();
        let ssc = Some(if fixest { Ssc::Fixest } else { Ssc::Ppmlhdfe });
        let weights = weighted.then(|| "weight".to_owned());
        let plain = Options { family, vcov, ssc, weights, ..Options::default() };
        let counted = Options { frequency_weights: Some("count".to_owned()), ..plain.clone() };
        let one = fit(&table(&rows), &formula(n_effects), &counted);
        let other = fit(&table(&repeated), &formula(n_effects), &plain);
        prop_assert_eq!(one.is_some(), other.is_some());
        if let (Some(one), Some(other)) = (one, other) {
            assert_same(&one, &other, 1e-7);
        }
    }

    #[test]
    fn analytic_weights_have_no_unit(
        rows in rows(), n_effects in 0..4_usize, family in family(), vcov in vcov(), power in -6..7_i32,
    ) {
        // The information of a Poisson model is in the unit of its weights.
        prop_assume!(!(family == Family::Poisson && vcov == Vcov::Iid));
        let unit = 10.0_f64.powi(power);
        let scaled: Vec<Row> = rows.iter().map(|row| Row { weight: row.weight * unit, ..row.clone() }).collect();
        let options = Options { family, vcov, weights: Some("weight".to_owned()), ..Options::default() };
        let [one, other] = [&rows, &scaled].map(|rows| fit(&table(rows), &formula(n_effects), &options));
        prop_assert_eq!(one.is_some(), other.is_some());
        if let (Some(one), Some(other)) = (one, other) {
            for (a, b) in one.summary.coefficients.iter().zip(&other.summary.coefficients) {
                prop_assert!(close(a.estimate, b.estimate, 1e-7), "{:?} {:?}", a, b);
                prop_assert!(close(a.std_error, b.std_error, 1e-6), "{:?} {:?}", a, b);
            }
        }
    }

    #[test]
    fn a_weight_of_zero_leaves_its_row_out(rows in rows(), n_effects in 0..4_usize, family in family()) {
        let n_out = rows.len() / 4;
        let mut zeroed = rows.clone();
        zeroed[..n_out].iter_mut().for_each(|row| (row.weight, row.count) = (0.0, 0));
        for name in ["weight", "count"] {
            let mut options = Options { family, ..Options::default() };
            let column = if name == "weight" { &mut options.weights } else { &mut options.frequency_weights };
            *column = Some(name.to_owned());
            let [one, other] = [&zeroed[..], &rows[n_out..]].map(|rows| fit(&table(rows), &formula(n_effects), &options));
            prop_assert_eq!(one.is_some(), other.is_some());
            if let (Some(one), Some(other)) = (one, other) {
                assert_same(&one, &other, 1e-7);
                prop_assert_eq!(one.summary.dropped.missing, n_out);
            }
        }
    }
}
