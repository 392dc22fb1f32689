//! The corrected covariance against one computed with every fixed effect written down as a column.

use faer::{Mat, Side};
use gravity::effect::{Equation, Model, Pairs, estimate};
use hdfe::{Column, Labels, Table};

use super::small;

/// Indicators of some codes.
fn indicators(codes: &[u32]) -> Vec<Vec<f64>> {
    let n = codes.iter().max().map_or(0, |last| last + 1);
    (0..n).map(|code| codes.iter().map(|&other| f64::from(u8::from(other == code))).collect()).collect()
}

/// A generalised inverse by eigenvalues.
fn pseudo_inverse(matrix: &Mat<f64>) -> Mat<f64> {
    let eigen = matrix.self_adjoint_eigen(Side::Lower).expect("converges");
    let (u, s) = (eigen.U(), eigen.S().column_vector());
    let n = matrix.nrows();
    let largest = (0..n).map(|k| s[k]).fold(0.0, f64::max);
    let kept: Vec<usize> = (0..n).filter(|&k| s[k] > 1e-10 * largest).collect();
    Mat::from_fn(n, n, |i, j| kept.iter().map(|&k| u[(i, k)] * u[(j, k)] / s[k]).sum())
}

fn check(pairs: Pairs) {
    let panel = small(2);
    let model = Model { pairs, ..Model::default() };
    let found = estimate(&Equation { panel: &panel, model }).expect("a full panel");
    let n = panel.n_rows();
    assert_eq!(found.rows.len(), n, "no row is left out, so that the columns below fit");
    let r = panel.regions.len() as u32;
    let code = |of: &dyn Fn(usize) -> u32| (0..n).map(of).collect::<Vec<u32>>();
    let cluster = code(&|row| {
        let (i, j) = (panel.origin[row], panel.destination[row]);
        i.min(j) * r + i.max(j)
    });
    let directed = code(&|row| panel.origin[row] * r + panel.destination[row]);
    let pair = if pairs == Pairs::Symmetric { cluster.clone() } else { directed };
    let exporter = code(&|row| panel.origin[row] * 8 + panel.period[row]);
    let importer = code(&|row| panel.destination[row] * 8 + panel.period[row]);

    let mut table = Table::new(n);
    table.insert("flow", Column::Numbers(panel.flow.clone()));
    table.insert("x", Column::Numbers(panel.covariates[0].values.clone()));
    for (name, codes) in [("a", &exporter), ("b", &importer), ("p", &pair)] {
        let texts = codes.iter().map(ToString::to_string);
        table.insert(name, Column::Labels(Labels::from_texts(texts)));
    }
    let formula = hdfe::Formula::parse("flow ~ x | a + b + p").expect("a formula");
    let fit = hdfe::fit(&table, &formula, &hdfe::Options::default()).expect("converges");

    let mut columns = vec![panel.covariates[0].values.clone()];
    columns.extend([exporter, importer, pair].iter().flat_map(|codes| indicators(codes)));
    columns.retain(|column| column.iter().any(|&value| value != 0.0));
    let root: Vec<f64> = fit.fitted.iter().map(|mu| mu.sqrt()).collect();
    let z = Mat::from_fn(n, columns.len(), |row, k| root[row] * columns[k][row]);
    let inverse = pseudo_inverse(&(z.transpose() * &z));
    let hat = &z * &inverse * z.transpose();
    // The regressor without the fixed effects: its row of the inverse, scaled by its own variance.
    let variance = inverse[(0, 0)];
    let x = Mat::from_fn(n, 1, |row, _| {
        (0..columns.len()).map(|k| inverse[(0, k)] * z[(row, k)]).sum::<f64>() / variance
    });
    let e: Vec<f64> = (0..n).map(|row| (panel.flow[row] - fit.fitted[row]) / root[row]).collect();
    let mut meat = 0.0;
    let mut clusters = cluster.clone();
    clusters.sort_unstable();
    clusters.dedup();
    for &wanted in &clusters {
        let rows: Vec<usize> = (0..n).filter(|&row| cluster[row] == wanted).collect();
        let left = Mat::from_fn(rows.len(), rows.len(), |a, b| f64::from(a == b) - hat[(rows[a], rows[b])]);
        let undone = pseudo_inverse(&left);
        let plain: f64 = rows.iter().map(|&row| x[(row, 0)] * e[row]).sum();
        let whole: f64 = (0..rows.len())
            .flat_map(|a| (0..rows.len()).map(move |b| (a, b)))
            .map(|(a, b)| x[(rows[a], 0)] * undone[(a, b)] * e[rows[b]])
            .sum();
        meat += plain * whole;
    }
    let g = clusters.len() as f64;
    let expected = variance * meat * variance * g / (g - 1.0);
    let own = found.corrected.expect("few effects").covariance[(0, 0)];
    assert!((own / expected - 1.0).abs() < 1e-6, "{pairs:?}: {own} {expected}");
    assert!(own > found.covariance[(0, 0)], "{pairs:?}: the correction widens");
}

#[test]
fn the_corrected_covariance_is_that_of_dummies() {
    check(Pairs::Directed);
    check(Pairs::Symmetric);
}
