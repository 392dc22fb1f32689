//! Resistances published with the gegravity package (MIT): 30 countries, 2006, sigma 5, reference DEU.

use std::collections::BTreeMap;
use std::path::PathBuf;

use gravity::{Covariate, CovariateKind, Design, Economy, Effects, FlowPanel, fit, resistances};

/// The folder of test data, or none: then the caller says which case is skipped.
fn data(file: &str) -> Option<String> {
    let root = std::env::var_os("COUNTERPART_DATA").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data"),
        PathBuf::from,
    );
    std::fs::read_to_string(root.join("gegravity").join(file)).ok()
}

fn table(text: &str) -> (Vec<&str>, Vec<Vec<&str>>) {
    let mut lines = text.lines().map(|line| line.split(',').collect::<Vec<&str>>());
    let header = lines.next().expect("a header");
    (header, lines.filter(|line| line.len() > 1).collect())
}

#[test]
#[allow(clippy::print_stderr, reason = "names the case that is skipped")]
fn baseline_resistances_of_gegravity() {
    let (Some(sample), Some(expected)) =
        (data("gegravity_sample.csv"), data("gegravity_expected_baseline_mr.csv"))
    else {
        eprintln!("skipped: baseline_resistances_of_gegravity (COUNTERPART_DATA is not there)");
        return;
    };
    let (header, rows) = table(&sample);
    let column = |name: &str| {
        let at = header.iter().position(|&column| column == name).expect("a column of the sample");
        rows.iter().map(|row| row[at]).collect::<Vec<&str>>()
    };
    let numbers = |name: &str| column(name).iter().map(|text| text.parse().unwrap()).collect::<Vec<f64>>();
    let (exporter, importer) = (column("exporter"), column("importer"));
    let mut regions: Vec<String> = exporter.iter().map(|&code| code.to_owned()).collect();
    regions.sort();
    regions.dedup();
    let code = |name: &str| regions.iter().position(|region| region == name).expect("a region") as u32;
    let covariate = |name: &str, kind| Covariate { name: name.into(), kind, values: numbers(name) };
    let panel = FlowPanel {
        periods: vec!["2006".into()],
        origin: exporter.iter().map(|name| code(name)).collect(),
        destination: importer.iter().map(|name| code(name)).collect(),
        period: vec![0; rows.len()],
        flow: numbers("trade"),
        covariates: vec![
            covariate("lndist", CovariateKind::Distance),
            covariate("contiguity", CovariateKind::Contiguity),
            covariate("common_language", CovariateKind::Language),
            covariate("pta", CovariateKind::Agreement),
            covariate("international", CovariateKind::Border),
        ],
        undirected: false,
        regions: regions.clone(),
    };
    let design = Design::new(&panel, Effects::OriginPeriodDestinationPeriod).expect("a good panel");
    let own = fit(&design, &vec![true; design.n_rows()], None).expect("converges");
    let published = [-0.389_862_3, 0.891_577, 0.032_624_9, 0.471_138_3, -3.412_584];
    for (own, published) in own.parameters.beta.iter().zip(published) {
        assert!((own - published).abs() < 1e-6, "{own} {published}");
    }

    let n = regions.len();
    let (mut freeness, mut output, mut expenditure) = (vec![0.0; n * n], vec![0.0; n], vec![0.0; n]);
    let (made, spent) = (numbers("Y"), numbers("E"));
    for row in 0..panel.n_rows() {
        let (i, j) = (panel.origin[row] as usize, panel.destination[row] as usize);
        let values = panel.covariates.iter().map(|covariate| covariate.values[row]);
        freeness[i * n + j] = values.zip(&own.parameters.beta).map(|(x, beta)| x * beta).sum::<f64>().exp();
        output[i] = made[row];
        expenditure[j] = spent[row];
    }
    let reference = code("DEU") as usize;
    let economy =
        Economy { output: &output, expenditure: &expenditure, freeness: &freeness, sigma: 5.0, reference };
    let found = resistances(&economy).expect("every country trades");
    let (_, published) = table(&expected);
    let published: BTreeMap<&str, (f64, f64)> =
        published.iter().map(|row| (row[0], (row[1].parse().unwrap(), row[2].parse().unwrap()))).collect();
    assert_eq!(published.len(), n);
    // gegravity measures output in a unit of its own, which scales all outward terms alike; the published terms solve
    // the system to about six digits.
    let unit = published["DEU"].0 / found.outward[reference];
    for (region, (outward, inward)) in published {
        let at = code(region) as usize;
        let (own_outward, own_inward) = (unit * found.outward[at], found.inward[at]);
        assert!((own_inward / inward - 1.0).abs() < 1e-5, "inward {region}: {own_inward} {inward}");
        assert!((own_outward / outward - 1.0).abs() < 1e-5, "outward {region}: {own_outward} {outward}");
    }
}
