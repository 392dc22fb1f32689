//! Random small panels.

use std::fmt;

use hdfe::{Column, Error, Fit, Formula, Labels, Options, Table};
use proptest::prelude::*;
use proptest::test_runner::RngSeed;

/// One row: two regressors, three groupings, and the weights.
#[derive(Clone)]
pub struct Row {
    pub flow: f64,
    pub a: f64,
    pub b: f64,
    pub groups: [u8; 3],
    pub weight: f64,
    pub count: u8,
    pub offset: f64,
}

/// One line a row, so that a failing panel can be read.
impl fmt::Debug for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Row { flow, a, b, groups, weight, count, offset } = self;
        write!(f, "flow {flow} a {a} b {b} groups {groups:?} weight {weight} count {count} offset {offset}")
    }
}

/// Names of the groupings.
pub const GROUPS: [&str; 3] = ["origin", "destination", "period"];

prop_compose! {
    fn row()(
        flow in prop_oneof![1 => Just(0.0), 2 => 0.01..9.0_f64],
        a in -2.0..2.0_f64,
        b in -2.0..2.0_f64,
        groups in (0..6_u8, 0..5_u8, 0..4_u8),
        weight in 0.2..3.0_f64,
        count in 1..4_u8,
        offset in -1.0..1.0_f64,
    ) -> Row {
        Row { flow, a, b, groups: groups.into(), weight, count, offset }
    }
}

/// Panels of 12 to 70 rows, a third of them zeros.
pub fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(row(), 12..70)
}

/// The same panels in each run; `PROPTEST_RNG_SEED` asks for others and `PROPTEST_CASES` (256) for more.
pub fn config() -> ProptestConfig {
    let default = ProptestConfig { failure_persistence: None, ..ProptestConfig::default() };
    match default.rng_seed {
        RngSeed::Random => ProptestConfig { rng_seed: RngSeed::Fixed(1), ..default },
        RngSeed::Fixed(_) => default,
    }
}

/// The rows as a table.
pub fn table(rows: &[Row]) -> Table {
    let mut table = Table::new(rows.len());
    let mut numbers = |name: &str, value: fn(&Row) -> f64| {
        table.insert(name, Column::Numbers(rows.iter().map(value).collect()));
    };
    numbers("flow", |row| row.flow);
    numbers("a", |row| row.a);
    numbers("b", |row| row.b);
    numbers("weight", |row| row.weight);
    numbers("count", |row| f64::from(row.count));
    numbers("offset", |row| row.offset);
    for (at, name) in GROUPS.into_iter().enumerate() {
        let labels = Labels::from_texts(rows.iter().map(|row| format!("{name}{}", row.groups[at])));
        table.insert(name, Column::Labels(labels));
    }
    table
}

/// `flow ~ a + b` with the first `n_effects` groupings as fixed effects.
pub fn formula(n_effects: usize) -> String {
    let effects =
        if n_effects == 0 { String::new() } else { format!(" | {}", GROUPS[..n_effects].join(" + ")) };
    format!("flow ~ a + b{effects}")
}

/// Fits; `None` when the panel has nothing to estimate, which a random one may not.
pub fn fit(table: &Table, formula: &str, options: &Options) -> Option<Fit> {
    let formula = Formula::parse(formula).expect("a formula");
    match hdfe::fit(table, &formula, options) {
        Ok(fit) => Some(fit),
        Err(errors) => {
            let expected = matches!(
                errors[..],
                [Error::NothingLeft { .. }
                    | Error::AllZero
                    | Error::AllCollinear { .. }
                    | Error::NoDegreesOfFreedom { .. }
                    | Error::OneCluster]
            );
            assert!(expected, "{errors:?}");
            None
        }
    }
}

/// Whether two numbers are equal up to `tolerance`, relative where they are large; infinities and NaN by their bits.
pub fn close(a: f64, b: f64, tolerance: f64) -> bool {
    a.to_bits() == b.to_bits() || (a - b).abs() <= tolerance * (1.0 + a.abs().max(b.abs()))
}

/// Fails unless all numbers that a fit prints agree.
#[track_caller]
pub fn assert_same(one: &Fit, other: &Fit, tolerance: f64) {
    let (one, other) = (&one.summary, &other.summary);
    let same = |a: f64, b: f64| assert!(close(a, b, tolerance), "{a} is not {b}:\n{one:?}\n{other:?}");
    assert_eq!(one.n_obs, other.n_obs, "observations");
    assert_eq!(one.collinear, other.collinear, "collinear regressors");
    assert_eq!(one.coefficients.len(), other.coefficients.len(), "coefficients");
    same(one.deviance, other.deviance);
    for (a, b) in one.coefficients.iter().zip(&other.coefficients) {
        assert_eq!(a.term, b.term);
        same(a.estimate, b.estimate);
    }
    // Where nothing is left of the response, errors and likelihood are rounding.
    if one.deviance < 1e-9 {
        return;
    }
    for (a, b) in one.coefficients.iter().zip(&other.coefficients) {
        for (a, b) in [(a.std_error, b.std_error), (a.p_value, b.p_value), (a.low, b.low), (a.high, b.high)] {
            same(a, b);
        }
    }
    same(one.log_likelihood, other.log_likelihood);
    same(one.r2.unwrap_or(0.0), other.r2.unwrap_or(0.0));
    same(one.pseudo_r2.unwrap_or(0.0), other.pseudo_r2.unwrap_or(0.0));
}
