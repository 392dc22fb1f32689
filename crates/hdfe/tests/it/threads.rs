//! The number of threads changes no digit.

use hdfe::{Column, Family, Formula, Options, Table, Vcov};
use rayon::ThreadPoolBuilder;

/// A panel of 20 x 20 x 50 rows: large enough to be worked on in several pieces.
fn large() -> Table {
    let n = 20_000;
    let mut table = Table::new(n);
    let noise = |row: usize, salt: u64| {
        let mut bits =
            (row as u64 + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ salt.wrapping_mul(0xD1B5_4A32_D192_ED03);
        bits = (bits ^ (bits >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
        (bits >> 11) as f64 / (1_u64 << 53) as f64
    };
    let mut insert = |name: &str, value: &dyn Fn(usize) -> f64| {
        table.insert(name, Column::Numbers((0..n).map(value).collect()));
    };
    insert("origin", &|row| (row % 20) as f64);
    insert("destination", &|row| (row / 20 % 20) as f64);
    insert("period", &|row| (row / 400) as f64);
    insert("a", &|row| noise(row, 1) + noise(row % 400, 2));
    insert("b", &|row| noise(row, 3));
    insert("flow", &|row| if noise(row, 4) < 0.3 { 0.0 } else { (noise(row, 1) + noise(row % 20, 5)).exp() });
    table
}

#[test]
fn the_number_of_threads_changes_no_digit() {
    let table = large();
    for formula in ["flow ~ a + b", "flow ~ a + b | origin^period + destination^period + origin^destination"]
    {
        let formula = Formula::parse(formula).expect("a formula");
        for family in [Family::Poisson, Family::Gaussian] {
            let vcov = Vcov::Cluster(vec![vec!["origin".to_owned(), "destination".to_owned()]]);
            let options = Options { family, vcov, ..Options::default() };
            let [one, two, five] = [1, 2, 5].map(|n_threads| {
                let pool = ThreadPoolBuilder::new().num_threads(n_threads).build().expect("threads");
                let fit = pool.install(|| hdfe::fit(&table, &formula, &options)).expect("a fit");
                (format!("{:?}", fit.summary), fit.fitted)
            });
            assert!(one == two && two == five, "{}\n{}\n{}", one.0, two.0, five.0);
        }
    }
}
