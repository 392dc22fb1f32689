//! Checks that come before a fit: is the panel what it says, and can the equation tell what it must tell?

use crate::{CovariateKind, Error, FlowPanel};

/// Checks lengths, codes and values of a panel.
pub fn check_values(panel: &FlowPanel) -> Result<(), Error> {
    check_lengths(panel)?;
    let (n_regions, n_periods) = (panel.regions.len(), panel.periods.len());
    for row in 0..panel.n_rows() {
        let regions = panel.origin[row].max(panel.destination[row]) as usize;
        if regions >= n_regions || panel.period[row] as usize >= n_periods {
            return Err(Error::Code { row });
        }
        let flow = panel.flow[row];
        if !(flow.is_finite() && flow >= 0.0) {
            let (origin, destination) = panel.names(row);
            return Err(Error::Flow { origin, destination, flow });
        }
        if let Some(covariate) = panel.covariates.iter().find(|covariate| !covariate.values[row].is_finite())
        {
            let (origin, destination) = panel.names(row);
            let (name, value) = (covariate.name.clone(), covariate.values[row]);
            return Err(Error::Covariate { covariate: name, origin, destination, value });
        }
    }
    Ok(())
}

fn check_lengths(panel: &FlowPanel) -> Result<(), Error> {
    let expected = panel.n_rows();
    let codes = [
        ("origin", panel.origin.len()),
        ("destination", panel.destination.len()),
        ("period", panel.period.len()),
    ];
    let covariates =
        panel.covariates.iter().map(|covariate| (covariate.name.as_str(), covariate.values.len()));
    match codes.into_iter().chain(covariates).find(|&(_, found)| found != expected) {
        Some((column, found)) => Err(Error::Length { column: column.to_owned(), expected, found }),
        None => Ok(()),
    }
}

/// Country of each region, when every code has one: the part before the first hyphen, as in ISO 3166-2.
pub fn countries(regions: &[String]) -> Option<Vec<String>> {
    let prefix = |code: &String| code.split_once('-').map(|(country, _)| country.to_owned());
    regions.iter().map(prefix).collect()
}

/// Refuses a panel of two countries in which nothing tells a flow across the border from one within.
///
/// `countries` gives the country of each region. Panels that hold only pairs across the border, or only pairs
/// within countries, pass: there the constant carries the border.
pub fn check_border(panel: &FlowPanel, countries: &[String]) -> Result<(), Error> {
    let country = |region: u32| countries[region as usize].as_str();
    let pairs =
        || (0..panel.n_rows()).map(|row| (country(panel.origin[row]), country(panel.destination[row])));
    let mut present: Vec<&str> = pairs().flat_map(|(origin, destination)| [origin, destination]).collect();
    present.sort_unstable();
    present.dedup();
    let [first, second] = present[..] else { return Ok(()) };
    let crossing = pairs().filter(|(origin, destination)| origin != destination).count();
    if crossing == 0 || crossing == panel.n_rows() || panel.has(CovariateKind::Border) {
        return Ok(());
    }
    let contiguity = panel.covariates.iter().find(|covariate| covariate.kind == CovariateKind::Contiguity);
    Err(Error::TwoCountries {
        first: first.to_owned(),
        second: second.to_owned(),
        contiguity: contiguity.map(|covariate| covariate.name.clone()),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Covariate;

    fn panel(pairs: &[(u32, u32)]) -> FlowPanel {
        FlowPanel {
            regions: ["CN-AH", "CN-BJ", "RU-AD", "RU-AL"].map(String::from).to_vec(),
            periods: vec!["2020".into()],
            origin: pairs.iter().map(|pair| pair.0).collect(),
            destination: pairs.iter().map(|pair| pair.1).collect(),
            period: vec![0; pairs.len()],
            flow: vec![1.0; pairs.len()],
            covariates: vec![],
            undirected: false,
        }
    }

    #[test]
    fn two_countries_need_a_border_term() {
        let mut mixed = panel(&[(0, 1), (0, 2), (2, 3)]);
        let countries = countries(&mixed.regions).expect("every code has a country");
        let two = |contiguity: Option<&str>| {
            let contiguity = contiguity.map(str::to_owned);
            Err(Error::TwoCountries { first: "CN".into(), second: "RU".into(), contiguity })
        };
        assert_eq!(check_border(&mixed, &countries), two(None));
        let covariate = |name: &str, kind| Covariate { name: name.into(), kind, values: vec![0.0, 1.0, 0.0] };
        mixed.covariates.push(covariate("border", CovariateKind::Contiguity));
        assert_eq!(check_border(&mixed, &countries), two(Some("border")));
        mixed.covariates.push(covariate("crosses_border", CovariateKind::Border));
        assert_eq!(check_border(&mixed, &countries), Ok(()));
    }

    #[test]
    fn pairs_of_one_sort_need_no_border_term() {
        let across = panel(&[(0, 2), (1, 3), (3, 0)]);
        let countries = countries(&across.regions).expect("every code has a country");
        assert_eq!(check_border(&across, &countries), Ok(()));
        assert_eq!(check_border(&panel(&[(0, 1)]), &countries), Ok(()));
    }

    #[test]
    fn countries_need_a_hyphen_in_every_code() {
        assert_eq!(countries(&["DEU".to_owned(), "CN-AH".to_owned()]), None);
    }

    #[test]
    fn bad_values_are_named() {
        let mut bad = panel(&[(0, 1), (1, 0)]);
        bad.flow[1] = -1.0;
        let error = Error::Flow { origin: "CN-BJ".into(), destination: "CN-AH".into(), flow: -1.0 };
        assert_eq!(check_values(&bad), Err(error));
        bad.period.pop();
        assert_eq!(check_values(&bad), Err(Error::Length { column: "period".into(), expected: 2, found: 1 }));
    }
}
