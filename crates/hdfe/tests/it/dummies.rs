//! A fit equals the same model with explicit indicators.

use hdfe::{Family, Fit, Options, Ssc, Vcov};
use proptest::prelude::*;

use crate::panel::{GROUPS, Row, close, config, fit, formula, rows, table};
use crate::reference::{Dense, Solution, independent, is_positive};

#[derive(Debug, Clone, Copy, PartialEq)]
enum Extra {
    None,
    Weight,
    Count,
    Both,
    Offset,
}

#[derive(Debug, Clone)]
struct Case {
    rows: Vec<Row>,
    n_effects: usize,
    family: Family,
    ssc: Ssc,
    /// Groupings of the clusters; none is hc1 or iid.
    clusters: Vec<usize>,
    iid: bool,
    extra: Extra,
    keep_singletons: bool,
}

prop_compose! {
    fn case()(
        rows in rows(),
        n_effects in 0..4_usize,
        family in prop_oneof![Just(Family::Poisson), Just(Family::Gaussian)],
        ssc in prop_oneof![Just(Ssc::Ppmlhdfe), Just(Ssc::Fixest)],
        clusters in prop_oneof![2 => Just(vec![]), 1 => Just(vec![1]), 1 => Just(vec![0, 1])],
        iid in any::<bool>(),
        extra in prop_oneof![
            Just(Extra::None), Just(Extra::Weight), Just(Extra::Count), Just(Extra::Both), Just(Extra::Offset)
        ],
        keep_singletons in any::<bool>(),
    ) -> Case {
        Case { rows, n_effects, family, ssc, clusters, iid, extra, keep_singletons }
    }
}

impl Case {
    fn options(&self) -> Options {
        let named = |extras: &[Extra], name: &str| extras.contains(&self.extra).then(|| name.to_owned());
        let clusters = self.clusters.iter().map(|&at| vec![GROUPS[at].to_owned()]).collect();
        Options {
            family: self.family,
            vcov: match (self.clusters.is_empty(), self.iid) {
                (false, _) => Vcov::Cluster(clusters),
                (true, true) => Vcov::Iid,
                (true, false) => Vcov::Hc1,
            },
            ssc: Some(self.ssc),
            weights: named(&[Extra::Weight, Extra::Both], "weight"),
            frequency_weights: named(&[Extra::Count, Extra::Both], "count"),
            offset: named(&[Extra::Offset], "offset"),
            keep_singletons: self.keep_singletons,
            ..Options::default()
        }
    }

    /// The rows used with their groupings as indicators, then `a` and `b` where these are not collinear.
    fn dense(&self, rows: &[&Row]) -> Dense {
        let number =
            |value: &dyn Fn(&Row) -> f64| -> Vec<f64> { rows.iter().map(|row| value(row)).collect() };
        let mut columns = vec![vec![1.0; rows.len()]];
        for at in 0..self.n_effects {
            columns.extend((0..6).map(|level| number(&|row| f64::from(u8::from(row.groups[at] == level)))));
        }
        columns.retain(|column| column.iter().any(|&value| value != 0.0));
        columns.extend([number(&|row| row.a), number(&|row| row.b)]);
        let (weighted, counted) =
            (self.options().weights.is_some(), self.options().frequency_weights.is_some());
        Dense {
            y: number(&|row| row.flow),
            x: independent(&columns).into_iter().map(|at| columns[at].clone()).collect(),
            analytic: number(&|row| if weighted { row.weight } else { 1.0 }),
            frequency: number(&|row| if counted { f64::from(row.count) } else { 1.0 }),
            offset: number(&|row| if self.extra == Extra::Offset { row.offset } else { 0.0 }),
        }
    }

    /// K as the conventions count it: a fixed effect nested in a cluster variable counts as 1.
    fn n_parameters(&self, rows: &[&Row], n_kept: usize) -> f64 {
        let levels = |at: usize| {
            let mut levels: Vec<u8> = rows.iter().map(|row| row.groups[at]).collect();
            levels.sort_unstable();
            levels.dedup();
            levels
        };
        let nested = |at: usize, cluster: usize| {
            levels(at).iter().all(|&level| {
                let mut homes =
                    rows.iter().filter(|row| row.groups[at] == level).map(|row| row.groups[cluster]);
                let first = homes.next();
                homes.all(|home| Some(home) == first)
            })
        };
        let counted = (0..self.n_effects).map(|at| {
            if self.clusters.iter().any(|&cluster| nested(at, cluster)) { 1 } else { levels(at).len() }
        });
        (n_kept + counted.sum::<usize>() - self.n_effects.saturating_sub(1)) as f64
    }

    /// The covariance by the table of the conventions.
    fn covariance(&self, rows: &[&Row], dense: &Dense, solution: &Solution, n_kept: usize) -> Vec<Vec<f64>> {
        let (n, k) = (dense.n_obs(), self.n_parameters(rows, n_kept));
        let fixest = self.ssc == Ssc::Fixest;
        let scaled = |matrix: &[Vec<f64>], factor: f64| -> Vec<Vec<f64>> {
            matrix.iter().map(|row| row.iter().map(|value| value * factor).collect()).collect()
        };
        let groups = |of: &dyn Fn(&Row) -> u64| -> Vec<u64> { rows.iter().map(|row| of(row)).collect() };
        let n_groups = |at: usize| {
            let mut levels = groups(&|row| u64::from(row.groups[at]));
            levels.sort_unstable();
            levels.dedup();
            levels.len() as f64
        };
        match (&self.clusters[..], self.iid) {
            ([], true) => {
                let variance = dense.residual_sum_of_squares(solution) / if fixest { n - k } else { n };
                scaled(&solution.bread, if self.family == Family::Poisson { 1.0 } else { variance })
            }
            ([], false) => scaled(&dense.sandwich(solution, None), n / if fixest { n - k } else { n - 1.0 }),
            (clusters, _) => {
                let g = clusters.iter().map(|&at| n_groups(at)).fold(f64::INFINITY, f64::min);
                let factor = g / (g - 1.0) * if fixest { (n - 1.0) / (n - k) } else { 1.0 };
                let one = |of: &dyn Fn(&Row) -> u64| dense.sandwich(solution, Some(&groups(of)));
                let single = |at: usize| one(&|row| u64::from(row.groups[at]));
                let meat = match clusters {
                    [a, b] => {
                        let both = one(&|row| u64::from(row.groups[*a]) * 256 + u64::from(row.groups[*b]));
                        combine(&combine(&single(*a), &single(*b), 1.0), &both, -1.0)
                    }
                    _ => single(clusters[0]),
                };
                scaled(&meat, factor)
            }
        }
    }

    fn check(&self, fit: &Fit) {
        let rows: Vec<&Row> = fit.rows().iter().map(|&row| &self.rows[row as usize]).collect();
        let dense = self.dense(&rows);
        let solution = match self.family {
            Family::Poisson => dense.poisson().expect("separated rows are gone, so there is an optimum"),
            Family::Gaussian => dense.gaussian().expect("the columns are independent"),
        };
        assert_eq!(fit.summary.n_obs, dense.n_obs() as usize);
        for (a, b) in fit.fitted.iter().zip(&solution.fitted) {
            assert!(close(*a, *b, 1e-6), "fitted {a}, with indicators {b}");
        }
        // The regressors stand last in the dense model.
        let slopes: Vec<_> =
            fit.summary.coefficients.iter().filter(|found| found.term != "(Intercept)").collect();
        let first = dense.x.len() - slopes.len();
        let n_kept = fit.summary.coefficients.len();
        let covariance = self.covariance(&rows, &dense, &solution, n_kept);
        // A covariance of two-way clusters that is not positive is mended, and the formulas do not say how.
        let reported = covariance.len() - n_kept;
        let block: Vec<Vec<f64>> =
            covariance[reported..].iter().map(|row| row[reported..].to_vec()).collect();
        let positive = self.clusters.len() < 2 || is_positive(&block);
        for (at, found) in slopes.iter().enumerate() {
            let expected = solution.estimates[first + at];
            assert!(
                close(found.estimate, expected, 1e-6),
                "{}: {} for {expected}",
                found.term,
                found.estimate
            );
            let expected = covariance[first + at][first + at].max(0.0).sqrt();
            if positive {
                // What an exact fit leaves is rounding, and of two clusters' difference not even the sign is known.
                let is_rounding = expected < 1e-12 && (found.std_error.is_nan() || found.std_error < 1e-12);
                assert!(
                    is_rounding || close(found.std_error, expected, 1e-6),
                    "{}: {} for {expected}",
                    found.term,
                    found.std_error
                );
            }
        }
    }
}

fn combine(a: &[Vec<f64>], b: &[Vec<f64>], sign: f64) -> Vec<Vec<f64>> {
    a.iter().zip(b).map(|(a, b)| a.iter().zip(b).map(|(a, b)| a + sign * b).collect()).collect()
}

proptest! {
    #![proptest_config(config())]

    #[test]
    fn fits_equal_explicit_indicators(case in case()) {
        if let Some(fit) = fit(&table(&case.rows), &formula(case.n_effects), &case.options()) {
            case.check(&fit);
        }
    }
}
