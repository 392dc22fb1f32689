//! Runs and the general way find the same, whatever the design and however much of the panel is missing.

use faer::Mat;

use crate::demean::demean_generally;
use crate::orthonormal::Orthonormal;
use crate::poisson::{Control, PoissonFit, estimate, general};
use crate::vcov::{Parts, Ssc, Vcov, covariance};
use crate::{Error, Factor};

/// Fixed effects of a design.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Effects {
    /// Pairs.
    One,
    /// Origin-period and destination-period.
    Two,
    /// Pairs and periods.
    PairsAndPeriods,
    /// Origin-period, destination-period and pairs.
    Three,
    /// The same with one effect for both directions of a pair.
    Symmetric,
    /// Origins, destinations and periods, not crossed.
    Apart,
}

/// A simulated panel of which a share is missing.
struct Panel {
    y: Vec<f64>,
    x: Vec<Vec<f64>>,
    weights: Vec<f64>,
    offset: Vec<f64>,
    factors: Vec<Factor>,
    pairs: Factor,
}

/// A number between 0 and 1 that follows from its arguments.
fn noise(row: u32, salt: u64) -> f64 {
    let mut bits =
        (u64::from(row) + 1).wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ salt.wrapping_mul(0xD1B5_4A32_D192_ED03);
    bits = (bits ^ (bits >> 32)).wrapping_mul(0xD6E8_FEB8_6659_FD93);
    bits = (bits ^ (bits >> 29)).wrapping_mul(0xD1B5_4A32_D192_ED03);
    (bits >> 11) as f64 / (1_u64 << 53) as f64
}

impl Panel {
    fn new(effects: Effects, missing: f64) -> Self {
        // So many that the levels do not explain the rows that are left.
        let (regions, periods) = if missing > 0.8 { (60, 40) } else { (11, 9) };
        // Rows lie about: sorting them is a part of the task.
        let n_cells = regions * regions * periods;
        let cell = |at: u32| (u64::from(at) * 577 % u64::from(n_cells)) as u32;
        let rows: Vec<u32> = (0..n_cells).map(cell).filter(|&cell| noise(cell, 9) >= missing).collect();
        let (origin, destination) =
            (|cell: u32| cell / periods / regions, |cell: u32| cell / periods % regions);
        let period = |cell: u32| cell % periods;
        let factor = |code: &dyn Fn(u32) -> u32| {
            Factor::without_gaps(
                rows.iter().map(|&cell| code(cell)).collect::<Vec<_>>().into_iter(),
                n_cells as usize,
            )
        };
        let pair = |cell: u32| cell / periods;
        let of_origin = |cell: u32| origin(cell) * periods + period(cell);
        let of_destination = |cell: u32| destination(cell) * periods + period(cell);
        let symmetric = |cell: u32| {
            let (one, two) = (origin(cell), destination(cell));
            one.min(two) * regions + one.max(two)
        };
        let factors = match effects {
            Effects::One => vec![factor(&pair)],
            Effects::Two => vec![factor(&of_origin), factor(&of_destination)],
            Effects::PairsAndPeriods => vec![factor(&period), factor(&pair)],
            Effects::Three => vec![factor(&of_origin), factor(&of_destination), factor(&pair)],
            Effects::Symmetric => vec![factor(&of_origin), factor(&of_destination), factor(&symmetric)],
            Effects::Apart => vec![factor(&origin), factor(&destination), factor(&period)],
        };
        let size = |cell: u32| {
            2.0 * noise(origin(cell), 1)
                + 2.0 * noise(destination(cell), 2)
                + 3.0 * noise(pair(cell), 3)
                + noise(of_origin(cell), 4)
                - noise(of_destination(cell), 5)
        };
        let x = [6, 7].map(|salt| {
            rows.iter().map(|&cell| noise(cell, salt) + noise(pair(cell), salt)).collect::<Vec<_>>()
        });
        let y = (rows.iter().zip(&x[0]).zip(&x[1]))
            .map(|((&cell, a), b)| {
                let mean = (size(cell) + 0.5 * a - 0.8 * b).exp();
                if noise(cell, 8) < 0.2 { 0.0 } else { mean * 2.0 * noise(cell, 10) }
            })
            .collect();
        Panel {
            y,
            x: x.to_vec(),
            weights: rows.iter().map(|&cell| 0.5 + noise(cell, 11)).collect(),
            offset: rows.iter().map(|&cell| noise(cell, 12)).collect(),
            factors,
            pairs: factor(&pair),
        }
    }

    /// Without the rows in levels where all is zero.
    fn pruned(self) -> Self {
        let rules = crate::prune::Rules { response: Some(&self.y), singletons: true, counts: None };
        let kept = crate::prune::prune(self.y.len(), &self.factors, &rules).kept;
        let pick = |column: &Vec<f64>| kept.iter().map(|&row| column[row as usize]).collect::<Vec<_>>();
        Panel {
            y: pick(&self.y),
            x: self.x.iter().map(pick).collect(),
            weights: pick(&self.weights),
            offset: pick(&self.offset),
            factors: self.factors.iter().map(|factor| factor.compact(&kept)).collect(),
            pairs: self.pairs.compact(&kept),
        }
    }

    /// Standard errors clustered by pair, from demeaned regressors.
    fn errors(&self, fit: &PoissonFit, demeaned: Vec<Vec<f64>>, working: &[f64]) -> Vec<f64> {
        let basis = Orthonormal::all(demeaned, working).expect("independent regressors");
        let scores: Vec<f64> = (self.y.iter().zip(&fit.fitted).zip(working))
            .map(|((y, mu), working)| (y - mu) * working / mu)
            .collect();
        let clusters = [self.pairs.clone()];
        let parts = Parts {
            basis: &basis,
            score_residuals: &scores,
            frequency: None,
            clusters: &clusters,
            n_obs: self.y.len() as f64,
            n_parameters: 2.0,
            error_variance: 1.0,
        };
        let vcov = Vcov::Cluster(vec![vec!["pair".to_owned()]]);
        let found: Mat<f64> = covariance(&vcov, Ssc::Ppmlhdfe, &parts).expect("clusters");
        (0..found.nrows()).map(|k| found[(k, k)].sqrt()).collect()
    }
}

fn check(effects: Effects, missing: f64, weighted: bool) -> Result<(), Error> {
    let panel = Panel::new(effects, missing).pruned();
    let (weights, offset) = (weighted.then_some(&panel.weights[..]), weighted.then_some(&panel.offset[..]));
    let fine = Control { tolerance: 1e-12, ..Control::default() };
    let generally = general(&panel.y, &panel.x, &panel.factors, weights, offset, &fine)?;
    let (fit, by_runs) = estimate(&panel.y, &panel.x, &panel.factors, weights, offset, &Control::default())?;
    let at = format!("{effects:?}, {missing} missing, weighted {weighted}");
    let by_runs = by_runs.unwrap_or_else(|| panic!("{at}: no runs"));
    assert_eq!(fit.kept, generally.kept, "{at}");
    assert!(fit.n_iterations <= 9, "{at}: {} Newton steps", fit.n_iterations);
    let working: Vec<f64> = fit
        .fitted
        .iter()
        .enumerate()
        .map(|(row, mu)| mu * weights.map_or(1.0, |weights| weights[row]))
        .collect();
    let regressors: Vec<Vec<f64>> = fit.kept.iter().map(|&k| panel.x[k].clone()).collect();
    let demeaned = demean_generally(&regressors, &panel.factors, &working, 1e-10)?;
    let errors =
        [panel.errors(&fit, by_runs.demeaned, &working), panel.errors(&generally, demeaned, &working)];
    for (k, (one, other)) in fit.coefficients.iter().zip(&generally.coefficients).enumerate() {
        assert!((one - other).abs() <= 1e-7 * (1.0 + other.abs()), "{at}: {one} is not {other}");
        let (one, other) = (errors[0][k], errors[1][k]);
        assert!((one - other).abs() <= 1e-6 * other, "{at}: standard error {one} is not {other}");
    }
    Ok(())
}

#[test]
fn runs_find_what_the_general_way_finds() {
    use Effects::{Apart, One, PairsAndPeriods, Symmetric, Three, Two};
    for effects in [One, Two, PairsAndPeriods, Three, Symmetric, Apart] {
        for missing in [0.0, 0.1, 0.5, 0.9] {
            for weighted in [false, true] {
                check(effects, missing, weighted)
                    .unwrap_or_else(|error| panic!("{effects:?} {missing}: {error}"));
            }
        }
    }
}
