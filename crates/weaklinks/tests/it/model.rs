//! The model that an analysis prints is the one that `fit` prints.

use hdfe::{Column, Formula, Labels, Options, Table, Vcov};
use weaklinks::Plan;

use crate::panels::{analyse, drawn, plan};

#[test]
fn the_model_equals_that_of_fit() {
    let panel = drawn(12, 3, 6);
    let model = analyse(&panel, &Plan { shown: 0, ..plan(&panel) }).expect("a good panel").model;
    let labels = |codes: &[u32], names: &[String]| {
        Column::Labels(Labels::from_texts(codes.iter().map(|&code| names[code as usize].as_str())))
    };
    let pairs = (0..panel.n_rows()).map(|row| {
        let (one, other) = (panel.origin[row], panel.destination[row]);
        format!("{}-{}", one.min(other), one.max(other))
    });
    let mut table = Table::new(panel.n_rows());
    table.insert("flow", Column::Numbers(panel.flow.clone()));
    table.insert("origin", labels(&panel.origin, &panel.regions));
    table.insert("destination", labels(&panel.destination, &panel.regions));
    table.insert("period", labels(&panel.period, &panel.periods));
    table.insert("pair", Column::Labels(Labels::from_texts(pairs)));
    for covariate in &panel.covariates {
        let name = covariate.name.replace("log(distance_km)", "log_distance");
        table.insert(name, Column::Numbers(covariate.values.clone()));
    }
    let text = "flow ~ log_distance + contiguous + common_language + crosses_border + agreement \
                | origin^period + destination^period";
    let formula = Formula::parse(text).expect("a good formula");
    let options = Options { vcov: Vcov::Cluster(vec![vec!["pair".into()]]), ..Options::default() };
    let fit = hdfe::fit(&table, &formula, &options).expect("converges").summary;
    assert_eq!((model.n_obs, model.dropped), (fit.n_obs, fit.dropped));
    assert_eq!(model.clusters, fit.clusters);
    let levels = |summary: &hdfe::FitSummary| {
        summary.fixed_effects.iter().map(|effect| effect.n_levels).collect::<Vec<usize>>()
    };
    assert_eq!(levels(&model), levels(&fit));
    let close = |one: f64, other: f64| (one - other).abs() <= 1e-6 * other.abs().max(1.0);
    assert_eq!(model.coefficients.len(), fit.coefficients.len());
    for (own, other) in model.coefficients.iter().zip(&fit.coefficients) {
        assert!(close(own.estimate, other.estimate), "{own:?} {other:?}");
        assert!(close(own.std_error, other.std_error), "{own:?} {other:?}");
        assert!(close(own.p_value, other.p_value), "{own:?} {other:?}");
    }
    assert!(close(model.deviance, fit.deviance));
    assert!(close(model.log_likelihood, fit.log_likelihood));
    assert!(close(model.pseudo_r2.unwrap(), fit.pseudo_r2.unwrap()));
}
